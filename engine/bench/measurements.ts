import { measureLargeOpening } from './largeUNet/largeOpening.ts'
import { measureLargeRun } from './largeUNet/largeRun.ts'
import { measureLargeSlots } from './largeUNet/largeSlots.ts'
import { measureLargeTuning } from './largeUNet/largeTuning.ts'
import { measureWidening } from './largeUNet/widenWeights.ts'
import { measureStarterChange } from './starter/starterChange.ts'
import { measureStarterMethods } from './starter/starterMethods.ts'
import { measureStarterOpening } from './starter/starterOpening.ts'
import { measureStarterPicture } from './starter/starterPicture.ts'
import { measureStarterSlots } from './starter/starterSlots.ts'

/** What child processes measure. Inputs and results pass between processes as JSON. */
export const measurements = {
  starterOpening: measureStarterOpening,
  starterPicture: measureStarterPicture,
  starterSlots: measureStarterSlots,
  starterChange: measureStarterChange,
  starterMethods: measureStarterMethods,
  largeOpening: measureLargeOpening,
  largeSlots: measureLargeSlots,
  largeTuning: measureLargeTuning,
  largeRun: measureLargeRun,
  widening: measureWidening,
} as const
