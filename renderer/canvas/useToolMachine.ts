import { useEffect, useRef, type RefObject } from 'react'
import type { Concept } from '../../engine/protocol/project.ts'
import { useTexts } from '../i18n/language.ts'
import { createConcept } from '../document/createConcept.ts'
import type { Stores } from '../state/stores.ts'
import type { LiveStore } from './liveStore.ts'
import { createToolMachine, type ToolMachine } from './tools/toolMachine.ts'
import type { Refusal } from './tools/toolState.ts'

/** The tools of this stage, as long as it is there. */
export function useToolMachine(stores: Stores, live: LiveStore): RefObject<ToolMachine | undefined> {
  const t = useTexts()
  const machine = useRef<ToolMachine>(undefined)
  useEffect(() => {
    const { document, session, host, masks, notices } = stores
    const tell = (refusal: Refusal, concept: Concept | undefined) => {
      const title = t(`canvas.refused.${refusal}`, { name: concept?.name ?? '' })
      notices.getState().tell({ kind: 'info', title }) // which is a live region of its own
    }
    const made = createToolMachine({
      document,
      session,
      masks,
      live,
      snaps: () => host.getState().settings.snaps,
      createConcept(region) {
        const { concepts } = document.getState().project
        return createConcept(concepts, { name: t('canvas.newConcept', { number: concepts.length + 1 }), region })
      },
      refuse: tell,
    })
    machine.current = made
    return () => made.end()
  }, [stores, live, t])
  return machine
}
