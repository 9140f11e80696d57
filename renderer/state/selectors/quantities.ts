const second = 1000

/** Milliseconds as an artist reads them: `0.4 s`, `4.2 s`, `35 s`, `2 min 5 s`, `12 min`. */
export function timeText(milliseconds: number, language: string): string {
  const whole = Math.round(milliseconds / second)
  if (whole < 10) return `${numberText(Math.max(0.1, milliseconds / second), language)}\u00a0s`
  if (whole < 60) return `${whole}\u00a0s`
  const minutes = Math.floor(whole / 60)
  const rest = whole % 60
  return minutes >= 10 || rest === 0 ? `${minutes}\u00a0min` : `${minutes}\u00a0min ${rest}\u00a0s`
}

/** Bytes in the unit that fits: `410 MB`, `1.2 GB`. */
export function bytesText(bytes: number, language: string): string {
  const isLarge = bytes >= 0.95e9
  return isLarge
    ? `${numberText(bytes / 1e9, language)}\u00a0GB`
    : `${numberText(Math.max(1, bytes / 1e6), language, 0)}\u00a0MB`
}

/** A number with at most so many places. */
export function numberText(value: number, language: string, places = 1): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: places }).format(value)
}
