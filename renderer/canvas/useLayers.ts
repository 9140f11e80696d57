import { useEffect, type RefObject } from 'react'
import { useStores } from '../state/stores.ts'
import { useCanvasParts } from './canvasParts.ts'
import { stackLayers, type Layer } from './painting/layerStack.ts'
import { paintBackdrop } from './painting/paintBackdrop.ts'
import { paintHands } from './painting/paintHands.ts'
import { paintOverlay } from './painting/paintOverlay.ts'
import { createRegionsPainter } from './painting/paintRegions.ts'
import type { Context } from './painting/place.ts'
import type { Place } from './painting/scene.ts'
import { createScenes } from './scenes.ts'

/** Keeps the stage painted: looks for changes once a frame, after a store has told of one. */
export function useLayers(stage: RefObject<HTMLElement | null>): void {
  const stores = useStores()
  const { live, pictures, maps, onLoaded } = useCanvasParts()
  useEffect(() => {
    const element = stage.current
    if (!element) return undefined
    let maskVersion = 0
    const font = getComputedStyle(element).fontFamily
    const ratio = () => window.devicePixelRatio
    const root = globalThis.document.documentElement
    const isLight = () => root.dataset.theme === 'light'
    const scenes = createScenes({ stores, live, pictures, maps, maskVersion: () => maskVersion, ratio, font, isLight })
    const canvasOf = (name: string) => element.querySelector<HTMLCanvasElement>(`[data-layer='${name}']`)!

    const layer = <Scene extends Place>(
      name: string,
      scene: () => Scene,
      paint: (context: Context, scene: Scene) => void,
      isShown: (scene: Scene) => boolean = () => true,
    ): Layer => {
      const canvas = canvasOf(name)
      return {
        canvas,
        inputs: () => [scene()],
        paint(context) {
          const now = scene()
          canvas.hidden = !isShown(now) // an empty layer would still cost its part of every frame
          resize(canvas, now)
          paint(context, now)
        },
      }
    }
    const stack = stackLayers([
      layer('backdrop', scenes.backdrop, paintBackdrop),
      layer('overlay', scenes.overlay, paintOverlay, ({ heat }) => heat !== undefined),
      layer('regions', scenes.regions, createRegionsPainter()),
      layer('hands', scenes.hands, paintHands),
    ])

    const sources = [stores.document, stores.session, stores.host, live]
    const ends = sources.map((source) => source.subscribe(stack.look))
    ends.push(onLoaded(stack.look))
    ends.push(
      stores.masks.onLoaded(() => {
        maskVersion += 1
        stack.look()
      }),
    )
    const themes = new MutationObserver(stack.look)
    themes.observe(root, { attributeFilter: ['data-theme'] })
    window.addEventListener('resize', stack.look) // also when the ratio of pixels changes
    void globalThis.document.fonts.ready.then(stack.look)
    stack.look()
    return () => {
      window.removeEventListener('resize', stack.look)
      themes.disconnect()
      for (const end of ends) end()
      stack.end()
    }
  }, [stage, stores, live, pictures, maps, onLoaded])
}

function resize(canvas: HTMLCanvasElement, { stage, ratio }: Place) {
  const width = Math.max(1, Math.round(stage.width * ratio))
  const height = Math.max(1, Math.round(stage.height * ratio))
  if (canvas.width !== width) canvas.width = width // setting it clears it
  if (canvas.height !== height) canvas.height = height
}
