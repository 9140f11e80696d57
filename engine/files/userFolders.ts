import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Where settings, library, gallery and recoveries of this user are kept, by the convention of the operating system. */
export function defaultDataFolder(): string {
  return join(userDataFolder(process.platform, process.env, homedir()), 'polyptych')
}

/** Where projects are kept by hosts that cannot ask. */
export function defaultProjectFolder(): string {
  return join(homedir(), 'Polyptych')
}

export function userDataFolder(platform: string, environment: Environment, home: string): string {
  if (platform === 'win32') return environment.APPDATA || join(home, 'AppData', 'Roaming')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  return environment.XDG_DATA_HOME || join(home, '.local', 'share')
}
