import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Starts a new measurement of the most memory that this process holds. Linux alone can: `5` in clear_refs sets the peak
 * back to what is held now (manual page proc_pid_clear_refs(5)). Returns whether it did.
 */
export function restartPeakMemory(): boolean {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
    return true
  } catch {
    return false
  }
}

/** The most bytes that were resident since then, pages of mapped files included: VmHWM of proc_pid_status(5). */
export function readPeakMemory(): number | undefined {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))
    return found ? Number(found[1]) * 1024 : undefined
  } catch {
    return undefined
  }
}
