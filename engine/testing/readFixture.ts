import { readFileSync } from 'node:fs'

interface FixtureEntry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

export interface Fixture {
  readonly names: readonly string[]
  readonly metadata: Readonly<Record<string, string>>
  shape(name: string): readonly number[]
  float32(name: string): Float32Array
}

/** A reference file of engine/testing/fixtures, read whole. Tests of the reader itself use engine/safetensors. */
export function readFixture(fileName: string): Fixture {
  const file = readFileSync(new URL(`./fixtures/${fileName}`, import.meta.url))
  const headerLength = Number(file.readBigUInt64LE(0))
  const header = JSON.parse(file.toString('utf8', 8, 8 + headerLength)) as Record<string, FixtureEntry>
  const { __metadata__: metadata, ...entries } = header as Record<string, never>
  const tensors: Record<string, FixtureEntry> = entries

  const entry = (name: string): FixtureEntry => {
    const found = tensors[name]
    if (found === undefined) throw new Error(`${fileName} has no tensor '${name}'`)
    return found
  }
  return {
    names: Object.keys(tensors),
    metadata: metadata ?? {},
    shape: (name) => entry(name).shape,
    float32: (name) => {
      const { dtype, data_offsets: offsets } = entry(name)
      if (dtype !== 'F32') throw new Error(`'${name}' of ${fileName} is ${dtype}, not F32`)
      const [begin, end] = offsets.map((offset) => 8 + headerLength + offset)
      return new Float32Array(new Uint8Array(file.subarray(begin, end)).slice().buffer)
    },
  }
}
