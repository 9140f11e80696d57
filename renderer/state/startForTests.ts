import { settingsSchema, type Start } from '../../engine/protocol/window/index.ts'

/** What a host in a browser tells a window that starts for the first time, for tests. */
export const startForTests: Start = {
  version: '0',
  host: { name: 'web', platform: 'linux', languages: [], hasDialogs: false, canReveal: false, hasMenu: false },
  settings: settingsSchema.parse({}),
  engine: { status: 'ready' },
  jobs: [],
  samplers: [],
  examples: [],
  recent: [],
  recoveries: [],
}
