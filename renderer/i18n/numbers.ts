import { currentLanguage } from './language.ts'

// Numbers as the language of the window writes them: 0.8 in English, 0,8 in German.

/**
 * With all of its places unless there are more than `places`, and without signs between thousands: a field reads it
 * again.
 */
export function decimalText(value: number, places = 10): string {
  return new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: places, useGrouping: false }).format(value)
}

/** For reading: thousands are set apart. */
export function countText(value: number): string {
  return new Intl.NumberFormat(currentLanguage()).format(value)
}

/** A part of 1 in whole hundredths: `45%`, `45 %`. */
export function percentText(part: number): string {
  return new Intl.NumberFormat(currentLanguage(), { style: 'percent' }).format(part)
}
