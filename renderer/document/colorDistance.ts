type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/** Machado, Oliveira & Fernandes 2009, severity 1, for linear RGB. */
const sights = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Readonly<Record<string, Matrix>>

/** With all cones, or without those for red, green or blue. */
export type Sight = keyof typeof sights
export const everySight = Object.keys(sights) as readonly Sight[]

/** Ottosson 2020: linear sRGB to cone responses, and their cube roots to OKLab. */
const toCones: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const toLab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

const times = (matrix: Matrix, [x, y, z]: Triple): Triple => {
  const row = ([a, b, c]: Triple) => a * x + b * y + c * z
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])]
}
const each = ([x, y, z]: Triple, change: (value: number) => number): Triple => [change(x), change(y), change(z)]
const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

/** OKLab of `#rrggbb`. */
function labOf(color: string, sight: Sight): Triple {
  const channel = (at: number) => linear(parseInt(color.slice(at, at + 2), 16) / 255)
  const seen = each(times(sights[sight], [channel(1), channel(3), channel(5)]), (value) =>
    Math.min(1, Math.max(0, value)),
  )
  return times(toLab, each(times(toCones, seen), Math.cbrt))
}

/** How far apart two colours (`#rrggbb`) look, in OKLab: black and white are 1 apart. */
export function colorDistance(a: string, b: string, sight: Sight): number {
  const [of, from] = [labOf(a, sight), labOf(b, sight)]
  return Math.hypot(of[0] - from[0], of[1] - from[1], of[2] - from[2])
}

/** The same for whoever can tell them apart least. */
export function leastDistance(a: string, b: string): number {
  return Math.min(...everySight.map((sight) => colorDistance(a, b, sight)))
}
