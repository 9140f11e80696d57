/**
 * The few lines of protocol buffers that an ONNX model needs: varints, floats and length-delimited fields.
 * Source: protobuf.dev, "Encoding".
 */
export class ProtobufWriter {
  #bytes = new Uint8Array(1024)
  #length = 0
  static readonly #utf8 = new TextEncoder()

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  integer(field: number, value: number): void {
    this.#varint(field * 8)
    this.#varint(value)
  }

  float(field: number, value: number): void {
    this.#varint(field * 8 + 5)
    this.#reserve(4)
    new DataView(this.#bytes.buffer).setFloat32(this.#length, value, true)
    this.#length += 4
  }

  bytes(field: number, value: Uint8Array): void {
    this.#varint(field * 8 + 2)
    this.#varint(value.length)
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  text(field: number, value: string): void {
    this.bytes(field, ProtobufWriter.#utf8.encode(value))
  }

  message(field: number, write: (message: ProtobufWriter) => void): void {
    const message = new ProtobufWriter()
    write(message)
    this.bytes(field, message.#bytes.subarray(0, message.#length))
  }

  /** Negative numbers are written as 64-bit two's complement, as int64 fields demand. */
  #varint(value: number): void {
    this.#reserve(10)
    if (value < 0) {
      let rest = BigInt.asUintN(64, BigInt(value))
      while (rest > 127n) {
        this.#bytes[this.#length++] = Number(rest & 127n) | 128
        rest >>= 7n
      }
      this.#bytes[this.#length++] = Number(rest)
      return
    }
    while (value > 127) {
      this.#bytes[this.#length++] = (value % 128) + 128
      value = Math.floor(value / 128)
    }
    this.#bytes[this.#length++] = value
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
