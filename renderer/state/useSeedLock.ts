import { useTexts } from '../i18n/language.ts'
import { toggleSeedLock } from './actions/seeds.ts'
import { useSession, useStores } from './stores.ts'

/** The button that keeps the seed, wherever it stands, and what the next render does with the seed. */
export function useSeedLock() {
  const t = useTexts()
  const stores = useStores()
  const keepsSeed = useSession((state) => state.keepsSeed)
  return {
    keepsSeed,
    /** The name stays the same: whether it is pressed says which of both holds. */
    label: t('render.seedLock.label'),
    nextRender: keepsSeed ? t('render.seedLock.kept') : t('render.seedLock.drawn'),
    toggle: () => toggleSeedLock(stores),
  }
}
