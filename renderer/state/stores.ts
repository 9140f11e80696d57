import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { OpenedDocument, Start } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import { createCostStore, type CostState, type CostStore } from './costStore.ts'
import { createDocumentStore, type DocumentState, type DocumentStore } from './documentStore.ts'
import { freeMasks } from './freeMasks.ts'
import { createHostStore, type HostState, type HostStore } from './hostStores.ts'
import { createMaskStore, type MaskStore } from './maskStore.ts'
import { createMatchStore, type MatchState, type MatchStore } from './matchStore.ts'
import { createModelStore, type ModelState, type ModelStore } from './modelStore.ts'
import { createNoticeStore, type NoticeState, type NoticeStore } from './noticeStore.ts'
import { createSessionStore, type SessionState, type SessionStore } from './sessionStore.ts'

/** Everything that a window knows. Components read it by small selectors; actions take it as their first argument. */
export interface Stores {
  readonly client: WindowClient
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly host: HostStore
  readonly notices: NoticeStore
  readonly masks: MaskStore
  readonly cost: CostStore
  readonly models: ModelStore
  readonly matches: MatchStore
}

export function createStores(client: WindowClient, start: Start, first: OpenedDocument): Stores {
  const document = createDocumentStore(first)
  const masks = createMaskStore(client)
  freeMasks(document, masks)
  const matches = createMatchStore(client)
  client.on('library', ({ changed, removed }) => {
    matches.getState().forget([...removed, ...changed.map(({ id }) => id)])
  })
  const session = createSessionStore()
  const host = createHostStore(client, start)
  return {
    client,
    document,
    session,
    host,
    notices: createNoticeStore(),
    masks,
    cost: createCostStore({ client, document, session, host, masks }),
    models: createModelStore(client),
    matches,
  }
}

export const StoresContext = createContext<Stores | undefined>(undefined)

export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (!stores) throw new Error('Bug: a component stands outside of the window')
  return stores
}

export function useDocument<Selected>(select: (state: DocumentState) => Selected): Selected {
  return useStore(useStores().document, select)
}

export function useSession<Selected>(select: (state: SessionState) => Selected): Selected {
  return useStore(useStores().session, select)
}

export function useHost<Selected>(select: (state: HostState) => Selected): Selected {
  return useStore(useStores().host, select)
}

export function useNotices<Selected>(select: (state: NoticeState) => Selected): Selected {
  return useStore(useStores().notices, select)
}

export function useMatches<Selected>(select: (state: MatchState) => Selected): Selected {
  return useStore(useStores().matches, select)
}

export function useCost<Selected>(select: (state: CostState) => Selected): Selected {
  return useStore(useStores().cost, select)
}

export function useModels<Selected>(select: (state: ModelState) => Selected): Selected {
  return useStore(useStores().models, select)
}
