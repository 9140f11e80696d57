import { useEffect, useState, type RefObject } from 'react'

const columnWidth = 172
/** Of the scroller, on both sides: focus rings need the room. */
const padding = 8

/** How many thumbnails fit side by side. */
export function useColumns(scroller: RefObject<HTMLDivElement | null>): number {
  const [columns, setColumns] = useState(4)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() =>
      setColumns(Math.max(1, Math.floor((element.clientWidth - padding) / columnWidth))),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return columns
}
