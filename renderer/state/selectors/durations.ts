/** Milliseconds in words of a language: `4 s`, `2 min 5 s`, `1 h 10 min`. */
export function durationText(milliseconds: number, language: string): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  const units: [number, string][] = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor((seconds % 3600) / 60), 'minute'],
    [seconds >= 3600 ? 0 : seconds % 60, 'second'],
  ]
  const parts = units.filter(([count]) => count > 0)
  return parts
    .map(([count, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ')
}
