import { useEffect, useRef } from 'react'
import { useHost, useSession } from '../../state/stores.ts'

/** A picture that is taken back while the focus is here gets it as soon as it lies here again. */
export function useFocusTakenBack(isHere: () => boolean, focusPicture: (id: string) => void): void {
  const takenBackIds = useSession((state) => state.takenBackIds)
  const items = useHost((state) => state.gallery.items)
  const seen = useRef(takenBackIds)
  const wanted = useRef<string>(undefined)
  useEffect(() => {
    if (seen.current !== takenBackIds && isHere()) wanted.current = takenBackIds[0]
    seen.current = takenBackIds
    const id = wanted.current
    if (id === undefined || !items.some((item) => item.id === id)) return
    wanted.current = undefined
    focusPicture(id)
  })
}
