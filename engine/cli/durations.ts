const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** A time as people read it: `310 ms`, `6.2 s`, `42 s`, `3 min 12 s`, `1 h 5 min`. */
export function describeDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 9.95 * second) return `${(milliseconds / second).toFixed(1)} s`
  if (milliseconds < minute - 0.5 * second) return `${Math.round(milliseconds / second)} s`
  if (milliseconds < hour - 0.5 * second) return inTwoUnits(milliseconds, minute, 'min', second, 's')
  return inTwoUnits(milliseconds, hour, 'h', minute, 'min')
}

function inTwoUnits(milliseconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const smallUnits = Math.round(milliseconds / small)
  const perLarge = large / small
  return `${Math.floor(smallUnits / perLarge)} ${largeName} ${smallUnits % perLarge} ${smallName}`
}
