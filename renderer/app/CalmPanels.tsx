import { useMemo, type ReactNode } from 'react'
import { calmDocument } from '../state/calmDocument.ts'
import { StoresContext, useStores } from '../state/stores.ts'

/** Panels around the canvas: they leave its frames to the hand that moves on it. */
export function CalmPanels({ children }: { readonly children: ReactNode }) {
  const stores = useStores()
  const calm = useMemo(() => ({ ...stores, document: calmDocument(stores.document) }), [stores])
  return <StoresContext value={calm}>{children}</StoresContext>
}
