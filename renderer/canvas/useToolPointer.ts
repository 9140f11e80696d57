import { useEffect, type RefObject } from 'react'
import { scrollOf } from '../geometry/scrolled.ts'
import { toCanvas } from '../geometry/viewport.ts'
import type { SessionStore } from '../state/sessionStore.ts'
import { useStores } from '../state/stores.ts'
import { isMac } from '../ui/shortcutText.ts'
import { useCanvasParts } from './canvasParts.ts'
import { createPointers, pressedButton, type PointerTurn } from './tools/pointers.ts'
import { scroll } from './tools/scrolling.ts'
import type { ToolMachine } from './tools/toolMachine.ts'
import type { CanvasPointer } from './tools/toolState.ts'

/** What a mouse presses with. */
const fullPressure = 1

/** Brings what the pointer does on the stage to the tools. */
export function useToolPointer(
  stage: RefObject<HTMLElement | null>,
  machine: RefObject<ToolMachine | undefined>,
): void {
  const stores = useStores()
  const { live } = useCanvasParts()
  useEffect(() => {
    const element = stage.current
    if (!element) return undefined
    const { document, session } = stores
    const listening = new AbortController()
    const listen = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listener: (event: HTMLElementEventMap[Name]) => void,
      passive = true,
    ) => element.addEventListener(name, listener, { signal: listening.signal, passive })
    const pointers = createPointers({ document, session }, () => machine.current)

    listen(
      'pointerdown',
      (event) => {
        element.focus({ preventScroll: true }) // a field takes what was typed before the selection changes
        const isTaken = pointers.down(turnOf(event), pointOf(event, element))
        if (event.pointerType === 'touch' || (isTaken && pointers.isPressed())) {
          element.setPointerCapture(event.pointerId)
        }
        if (!isTaken) return
        if (event.button === 1) event.preventDefault() // no automatic scrolling
        machine.current?.press(pointerOf(event, element, session))
      },
      false,
    )
    listen('pointermove', (event) => {
      const turn = pointers.move(event, pointOf(event, element))
      if (turn) machine.current?.[turn](pointerOf(event, element, session))
    })
    listen('pointerup', (event) => {
      if (pointers.up(event)) machine.current?.release(pointerOf(event, element, session))
    })
    listen('pointercancel', pointers.lose)
    listen('lostpointercapture', pointers.lose)
    listen(
      'contextmenu',
      (event) => {
        if (!pointers.isPressed() || (event instanceof PointerEvent && event.pointerType === 'touch')) return
        event.preventDefault() // no menu in the middle of a stroke
        event.stopPropagation()
      },
      false,
    )
    listen('pointerleave', () => live.setState({ pointer: undefined, hoveredId: undefined }))
    listen('dblclick', (event) => machine.current?.doublePress(pointerOf(event, element, session)))
    listen(
      'wheel',
      (event) => {
        event.preventDefault()
        scroll({ document, session }, scrollOf(event, pointOf(event, element)))
      },
      false,
    )
    const { signal } = listening
    const press = (event: KeyboardEvent) => {
      if (event.key !== ' ' || isTyping(event.target) || !element.matches(':hover, :focus, :focus-within')) return
      event.preventDefault() // the page would scroll
      machine.current?.holdSpace(true)
    }
    const letGo = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key === ' ') machine.current?.holdSpace(false)
    }
    window.addEventListener('keydown', press, { signal })
    window.addEventListener('keyup', letGo, { signal })
    window.addEventListener('blur', letGo, { signal })
    return () => listening.abort()
  }, [stage, machine, stores, live])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input, textarea, select, button, [role="slider"], [contenteditable]')
  )
}

function turnOf(event: PointerEvent): PointerTurn {
  const { pointerId, pointerType, buttons, timeStamp } = event
  return { pointerId, pointerType, button: pressedButton(event, isMac), buttons, timeStamp }
}

function pointOf(event: MouseEvent, element: HTMLElement) {
  const { left, top } = element.getBoundingClientRect()
  return { x: event.clientX - left, y: event.clientY - top }
}

function pointerOf(event: MouseEvent | PointerEvent, element: HTMLElement, session: SessionStore): CanvasPointer {
  const { viewport } = session.getState()
  const stage = pointOf(event, element)
  const passed = event instanceof PointerEvent && event.type === 'pointermove' ? event.getCoalescedEvents() : []
  const places = passed.length > 0 ? passed : [event]
  return {
    stage,
    canvas: toCanvas(stage, viewport),
    passed: places.map((place) => ({ ...toCanvas(pointOf(place, element), viewport), pressure: pressureOf(place) })),
    button: pressedButton(event, isMac),
    shift: event.shiftKey,
    alt: event.altKey,
    command: event.ctrlKey || event.metaKey,
  }
}

function pressureOf(event: MouseEvent): number {
  return event instanceof PointerEvent && event.pointerType === 'pen' ? event.pressure : fullPressure
}
