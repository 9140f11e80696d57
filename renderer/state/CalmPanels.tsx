import { useMemo, type ReactNode } from 'react'
import { calmDocument } from './calmDocument.ts'
import { StoresContext, useStores } from './stores.ts'

/** What stands around the canvas, or beside it in words: it leaves the frames to the hand that moves on the canvas. */
export function CalmPanels({ children }: { readonly children: ReactNode }) {
  const stores = useStores()
  const calm = useMemo(() => ({ ...stores, document: calmDocument(stores.document) }), [stores])
  return <StoresContext value={calm}>{children}</StoresContext>
}
