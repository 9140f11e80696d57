const units = ['kB', 'MB', 'GB', 'TB', 'PB']

/** A number of bytes as people read it: `310 bytes`, `1.2 GB`. Decimal units, as download sites show. */
export function describeByteSize(byteCount: number): string {
  if (byteCount === 1) return '1 byte'
  if (byteCount < 1000) return `${byteCount} bytes`
  let amount = byteCount / 1000
  let unit = 0
  while (amount >= 999.95 && unit < units.length - 1) {
    amount /= 1000
    unit++
  }
  return `${amount.toFixed(1)} ${units[unit]!}`
}
