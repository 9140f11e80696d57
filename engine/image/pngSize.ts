const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** The size that the header of a PNG gives in pixels; undefined for what is no PNG. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 24))
  if (head.length < 24 || !head.subarray(0, 8).equals(signature)) return undefined
  if (head.toString('latin1', 12, 16) !== 'IHDR') return undefined
  const [width, height] = [head.readUInt32BE(16), head.readUInt32BE(20)]
  return width > 0 && height > 0 ? { width, height } : undefined
}
