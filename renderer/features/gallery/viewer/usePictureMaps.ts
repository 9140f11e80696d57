import { useEffect, useMemo, useReducer } from 'react'
import { createMapSource, type MapSource } from '../../../state/mapSource.ts'
import { useStores } from '../../../state/stores.ts'

/** Maps of pictures; the component is drawn anew when one has come. */
export function usePictureMaps(): MapSource {
  const { client } = useStores()
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const maps = useMemo(() => createMapSource(client, draw), [client])
  useEffect(
    () =>
      client.onConnection((connection) => {
        if (connection === 'open') maps.askAgain()
      }),
    [client, maps],
  )
  return maps
}
