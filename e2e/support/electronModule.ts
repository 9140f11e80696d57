import { register } from 'node:module'
import type { ElectronModule } from '../../electron/main/electronModule.ts'

const key = 'polyptychElectronShim'

/** Makes `import 'electron'` in modules that Node loads from now on mean `electron`: bundles run as they are. */
export function provideElectron(electron: ElectronModule): void {
  Reflect.set(globalThis, key, electron)
  const names = Object.keys(electron).map((name) => `export const ${name} = globalThis.${key}.${name}`)
  const shim = dataAddress(names.join('\n'))
  register(
    dataAddress(`export function resolve(name, context, next) {
      return name === 'electron' ? { url: ${JSON.stringify(shim)}, shortCircuit: true } : next(name, context)
    }`),
  )
}

const dataAddress = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`
