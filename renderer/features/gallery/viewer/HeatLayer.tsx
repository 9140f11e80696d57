import { useEffect, useRef, type CSSProperties } from 'react'
import type { ConceptMap } from '../../../../engine/protocol/window/index.ts'
import { heatPixels } from '../../../document/heat.ts'
import styles from './viewer.module.css'

export interface HeatLayerProps {
  readonly map: ConceptMap
  /** The value that is hottest. */
  readonly most: number | undefined
  readonly style: CSSProperties
}

/** A map of a concept, as large as the picture below it. */
export function HeatLayer({ map, most, style }: HeatLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const { data, width, height } = heatPixels(map, most)
    Object.assign(canvas.current!, { width, height })
    canvas.current!.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0)
  }, [map, most])
  return <canvas ref={canvas} className={styles.picture} style={style} aria-hidden data-testid="heat" />
}
