import type { TFunction } from 'i18next'
import type { HostState } from '../hostStores.ts'
import { renderQueue } from './live.ts'

type Shown = Pick<HostState, 'engine' | 'jobs'>

/** What the engine is about: as its status says, and whether it has something to render. */
export function engineMode({ engine, jobs }: Shown): HostState['engine']['status'] | 'rendering' {
  const { running, queued } = renderQueue({ jobs })
  return engine.status === 'ready' && (running !== undefined || queued.length > 0) ? 'rendering' : engine.status
}

/**
 * The same in a line: "Ready on CPU" where nothing is to be done, else "Rendering · picture 2 of 4 · step 5 of 20 ·
 * 2 waiting".
 */
export function engineLine(t: TFunction<'texts'>, { engine, jobs }: Shown): string {
  const mode = engineMode({ engine, jobs })
  const { running, queued } = renderQueue({ jobs })
  const parts = [t(`app.engine.${mode}`, { provider: engine.hardware?.provider.toUpperCase() ?? '' })]
  if (mode === 'rendering' && running) {
    const { step, steps, done, pictures } = running
    if (pictures > 1) parts.push(t('render.picture', { picture: Math.min(done + 1, pictures), pictures }))
    if (step !== undefined && step !== steps) parts.push(t('app.engine.step', { step, steps }))
    else parts.push(t(step === undefined ? 'app.engine.preparing' : 'app.engine.finishing'))
  }
  if (queued.length > 0) parts.push(t('app.engine.waiting', { count: queued.length }))
  return parts.join(' · ')
}
