import { readFileSync } from 'node:fs'

/** Megabytes of this process. What only Linux tells is left out elsewhere. */
export interface ProcessMemory {
  /** The most that was ever resident, mapped files included. */
  readonly peak: number
  /** Its own memory now, which cannot be dropped. */
  readonly anonymous?: number
  /** Pages of mapped files now, which the system drops and reads again as it needs. */
  readonly file?: number
}

const megabyte = 1e6

/** Source of the fields: the manual page proc_pid_status(5); they are in units of 1024 bytes. */
export function measureMemory(): ProcessMemory {
  const status = readStatus()
  const field = (name: string): number | undefined => {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)
    return found ? (Number(found[1]) * 1024) / megabyte : undefined
  }
  const anonymous = field('RssAnon')
  const file = field('RssFile')
  return {
    peak: field('VmHWM') ?? (process.resourceUsage().maxRSS * 1024) / megabyte,
    ...(anonymous !== undefined && { anonymous }),
    ...(file !== undefined && { file }),
  }
}

function readStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8')
  } catch {
    return ''
  }
}
