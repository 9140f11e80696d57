import { methodSettings, type ConfiguredMethod } from '../../engine/protocol/methodSettings.ts'
import type { Method, MethodName } from '../../engine/protocol/project.ts'

/** How a setting is changed. What has no default of its own can be left to the method ("automatic"). */
export type Control =
  | { readonly type: 'switch' }
  /** A part of the whole, shown in per cent. `below` leaves the upper end out. */
  | { readonly type: 'share'; readonly below?: true }
  | ({ readonly type: 'number'; readonly limits: NumberLimits } & NumberExtras)
  | { readonly type: 'choice'; readonly options: readonly string[] }
  /** Steps in which something acts: `path` names where it begins, this where it ends. */
  | { readonly type: 'partOfSteps'; readonly to: readonly string[] }
  /** Steps by their number, counted from 1 here and from 0 in the project. */
  | { readonly type: 'stepList' }
  /** Any of these, each at most once. */
  | { readonly type: 'several'; readonly options: readonly string[] }
  /** Something for each concept, by its id. */
  | { readonly type: 'conceptWords' }
  | { readonly type: 'conceptChoices'; readonly options: readonly string[]; readonly usual: string }
  /** Some of the concepts, by their id. */
  | { readonly type: 'concepts' }
  /** A number for each concept with adapters, in their order in the project. */
  | { readonly type: 'conceptNumbers' }
  | { readonly type: 'refreshSchedule' }
  | { readonly type: 'cut' }

export interface NumberLimits {
  readonly min: number
  readonly max: number
  readonly step: number
}

export interface SettingRow {
  readonly path: readonly string[]
  /** Key of its texts. */
  readonly text: SettingText
  readonly control: Control
  /** Few need it: it stands below a fold. */
  readonly isFine?: true
  /** Whether it has an effect beside these settings; always where it is missing. */
  readonly counts?: (settings: Readonly<Record<string, unknown>>) => boolean
}

export type SettingText =
  | 'effort'
  | 'indexing'
  | 'period'
  | 'weights'
  | 'mode'
  | 'kinds'
  | 'schedule'
  | 'mostCacheSteps'
  | 'phase'
  | 'phaseThreshold'
  | 'cut'
  | 'background'
  | 'bindsWords'
  | 'backgroundShare'
  | 'layoutUntil'
  | 'layoutShare'
  | 'overlap'
  | 'isolationSteps'
  | 'softness'
  | 'fidelity'
  | 'identity'
  | 'unconditional'
  | 'guidedWords'
  | 'lossConcept'
  | 'lossFill'
  | 'lossRegion'
  | 'updates'
  | 'composerStepSize'
  | 'reinitialisation'
  | 'preset'
  | 'latentUpdate'
  | 'cloraStepSize'
  | 'updatedSteps'
  | 'repeatedSteps'
  | 'repetitions'
  | 'temperature'
  | 'maskFrom'
  | 'threshold'
  | 'morphology'
  | 'maskSmoothing'
  | 'claims'
  | 'tokens'
  | 'styles'
  | 'nouns'
  | 'drawing'
  | 'drawingReach'
  | 'annealedPart'
  | 'memory'

const choice = (...options: readonly string[]): Control => ({ type: 'choice', options })
const number = (min: number, max: number, step: number, more: NumberExtras = {}): Control => ({
  type: 'number',
  limits: { min, max, step },
  ...more,
})
interface NumberExtras {
  readonly unit?: 'steps'
  /** Of a number that the method chooses where none is given: where an artist starts to change it. */
  readonly start?: number
}
const share: Control = { type: 'share' }
const toggle: Control = { type: 'switch' }
const fine = { isFine: true } as const

const background: SettingRow = { path: ['background'], text: 'background', control: choice('prompt', 'scene'), ...fine }
const overlap: SettingRow = { path: ['overlap'], text: 'overlap', control: choice('z-order', 'average') }
const backgroundShare: SettingRow = { path: ['backgroundShare'], text: 'backgroundShare', control: share }
const isolation: readonly SettingRow[] = [
  { path: ['isolation', 'softness'], text: 'softness', control: share },
  {
    path: ['isolation', 'from'],
    text: 'isolationSteps',
    control: { type: 'partOfSteps', to: ['isolation', 'to'] },
    counts: ({ isolation: group }) => (group as { softness?: number } | undefined)?.softness !== 1,
  },
]
const layout: readonly SettingRow[] = [
  { path: ['layout', 'until'], text: 'layoutUntil', control: share, ...fine },
  { path: ['layout', 'share'], text: 'layoutShare', control: share, ...fine },
]
const cut: SettingRow = { path: ['cut'], text: 'cut', control: { type: 'cut' }, ...fine }
const movesLatents = ({ updates }: Readonly<Record<string, unknown>>) => updates !== false
const updatesLatents = ({ latentUpdate }: Readonly<Record<string, unknown>>) => latentUpdate !== false

/** Every setting of every method, in the order in which the inspector shows them. */
export const methodControls: Readonly<Record<MethodName, readonly SettingRow[]>> = {
  auto: [{ path: ['effort'], text: 'effort', control: choice('draft', 'balanced', 'best') }],
  merge: [],
  switch: [
    { path: ['period'], text: 'period', control: number(1, 100, 1, { start: 2, unit: 'steps' }) },
    { path: ['indexing'], text: 'indexing', control: choice('paper', 'released'), ...fine },
  ],
  composite: [{ path: ['weights'], text: 'weights', control: { type: 'conceptNumbers' } }],
  cmlora: [
    {
      path: ['kinds'],
      text: 'kinds',
      control: { type: 'conceptChoices', options: ['high', 'low'], usual: 'high' },
    },
    {
      path: ['mode'],
      text: 'mode',
      control: choice('repaired', 'paper', 'released', 'released-online', 'released-async'),
    },
    { path: ['schedule'], text: 'schedule', control: { type: 'refreshSchedule' }, ...fine },
    {
      path: ['mostCacheSteps'],
      text: 'mostCacheSteps',
      control: number(0, 100, 1, { unit: 'steps' }),
      counts: ({ mode = 'repaired' }) => mode === 'repaired',
      ...fine,
    },
    { path: ['phase'], text: 'phase', control: choice('steps', 'spectrum'), ...fine },
    {
      path: ['phaseThreshold'],
      text: 'phaseThreshold',
      control: share,
      counts: ({ phase, mode }) => phase === 'spectrum' || mode === 'released-online',
      ...fine,
    },
    cut,
  ],
  regional: [
    backgroundShare,
    ...isolation,
    overlap,
    { path: ['bindsWords'], text: 'bindsWords', control: toggle },
    background,
    ...layout,
  ],
  'regional-rows': [overlap, { path: ['background'], text: 'background', control: choice('prompt', 'scene') }],
  composer: [
    backgroundShare,
    ...isolation,
    overlap,
    { path: ['updates'], text: 'updates', control: toggle },
    { path: ['fidelity'], text: 'fidelity', control: choice('fixed', 'faithful') },
    { path: ['guidedWords'], text: 'guidedWords', control: { type: 'conceptWords' }, counts: movesLatents, ...fine },
    {
      path: ['stepSize'],
      text: 'composerStepSize',
      control: number(0, 10, 0.05, { start: 0.6 }),
      counts: movesLatents,
      ...fine,
    },
    { path: ['losses', 'concept'], text: 'lossConcept', control: number(0, 100, 0.5), counts: movesLatents, ...fine },
    { path: ['losses', 'fill'], text: 'lossFill', control: number(0, 100, 0.5), counts: movesLatents, ...fine },
    { path: ['losses', 'region'], text: 'lossRegion', control: number(0, 100, 0.5), counts: movesLatents, ...fine },
    { path: ['identity'], text: 'identity', control: choice('injection', 'all'), ...fine },
    { path: ['reinitialisation'], text: 'reinitialisation', control: choice('copy', 'swap', 'off'), ...fine },
    { path: ['unconditional'], text: 'unconditional', control: choice('region', 'base'), ...fine },
    background,
    ...layout,
  ],
  clora: [
    { path: ['drawing'], text: 'drawing', control: choice('none', 'anneal', 'intersect', 'guide', 'replace') },
    { path: ['overlap'], text: 'claims', control: choice('strongest', 'z-order', 'average') },
    { path: ['latentUpdate'], text: 'latentUpdate', control: toggle },
    { path: ['memory'], text: 'memory', control: choice('batched', 'sequential') },
    { path: ['fidelity'], text: 'fidelity', control: choice('fixed', 'faithful') },
    { path: ['preset'], text: 'preset', control: choice('short-run', 'released', 'demonstration'), ...fine },
    { path: ['nouns'], text: 'nouns', control: { type: 'conceptWords' }, ...fine },
    { path: ['styles'], text: 'styles', control: { type: 'concepts' }, ...fine },
    { path: ['tokens'], text: 'tokens', control: choice('words', 'words-and-next'), ...fine },
    {
      path: ['stepSize'],
      text: 'cloraStepSize',
      control: number(0, 1000, 0.01, { start: 20 }),
      counts: updatesLatents,
      ...fine,
    },
    {
      path: ['updatedSteps'],
      text: 'updatedSteps',
      control: number(0, 1000, 1, { start: 10, unit: 'steps' }),
      counts: updatesLatents,
      ...fine,
    },
    { path: ['repeatedSteps'], text: 'repeatedSteps', control: { type: 'stepList' }, counts: updatesLatents, ...fine },
    {
      path: ['repetitions'],
      text: 'repetitions',
      control: number(0, 100, 1, { start: 5 }),
      counts: updatesLatents,
      ...fine,
    },
    { path: ['temperature'], text: 'temperature', control: number(0.01, 10, 0.01), counts: updatesLatents, ...fine },
    { path: ['maskFrom'], text: 'maskFrom', control: number(0, 1000, 1, { unit: 'steps' }), ...fine },
    { path: ['threshold'], text: 'threshold', control: number(0, 1, 0.01, { start: 0.25 }), ...fine },
    {
      path: ['morphology'],
      text: 'morphology',
      control: { type: 'several', options: ['dilate', 'erode', 'opening', 'closing'] },
      ...fine,
    },
    { path: ['maskSmoothing'], text: 'maskSmoothing', control: { type: 'share', below: true }, ...fine },
    { path: ['drawingReach'], text: 'drawingReach', control: number(0, 16, 1), ...fine },
    {
      path: ['annealedPart'],
      text: 'annealedPart',
      control: share,
      counts: ({ drawing }) => drawing === undefined || drawing === 'anneal',
      ...fine,
    },
  ],
}

/** What stands at a path; undefined where nothing does. */
export function valueAtPath(thing: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], thing)
}

/** A method's settings with all defaults; as they stand where they are not valid. */
export function settingsWithDefaults(method: Method): Readonly<Record<string, unknown>> {
  const schema = methodSettings[method.name as ConfiguredMethod]
  return { ...(schema.safeParse(method).data ?? method) }
}

/** What a setting is where the project says nothing; undefined where the method chooses. */
export function defaultOf(name: MethodName, path: readonly string[]): unknown {
  return valueAtPath(methodSettings[name].parse({}), path)
}
