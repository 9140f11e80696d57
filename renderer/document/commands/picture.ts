import type { FeatureCache } from '../../../engine/protocol/featureCache.ts'
import {
  nearestCanvasSide,
  type Canvas,
  type Concept,
  type FileReference,
  type Method,
  type MethodName,
  type Project,
  type Region,
} from '../../../engine/protocol/project.ts'
import type { History } from '../history.ts'
import { withFields } from './changeConcepts.ts'

/** What of a picture is set by itself, without consequences for anything else. */
export type PictureField =
  'prompt' | 'negativePrompt' | 'sampler' | 'steps' | 'guidance' | 'clipSkip' | 'noise' | 'seeds' | 'title' | 'notes'

export function setPicture(fields: Partial<Pick<Project, PictureField>>) {
  return (project: Project): Project => withFields(project, fields)
}

/** The model keeps its handle alone: what is known of another file's size and digest is not true of it. */
export function setModel({ path, name }: FileReference) {
  return (project: Project): Project =>
    project.model.path === path ? project : { ...project, model: { path, ...(name !== undefined && { name }) } }
}

/** The name of each picture without its ending; an empty one changes nothing. */
export function setOutputTemplate(template: string) {
  return (project: Project): Project => {
    const output = template.trim() === '' ? project.output : withFields(project.output, { template })
    return withFields(project, { output })
  }
}

/** What becomes of regions when the canvas changes its size: they grow with it, or keep their pixels. */
export type RegionFit = 'scale' | 'keep'

/** Sides are rounded to those that a canvas can have. Masks are stretched over the canvas, whatever is chosen here. */
export function setCanvasSize(size: Canvas, fit: RegionFit) {
  const canvas = { width: nearestCanvasSide(size.width), height: nearestCanvasSide(size.height) }
  return (project: Project): Project => {
    const { width, height } = project.canvas
    if (canvas.width === width && canvas.height === height) return project
    const across = canvas.width / width
    const down = canvas.height / height
    const concepts = fit === 'keep' ? project.concepts : project.concepts.map((one) => scaled(one, across, down))
    return { ...project, canvas: { ...project.canvas, ...canvas }, concepts }
  }
}

function scaled(concept: Concept, across: number, down: number): Concept {
  const feather = Math.round(concept.feather * Math.sqrt(across * down))
  return { ...concept, feather, region: scaledRegion(concept.region, across, down) }
}

function scaledRegion(region: Region, across: number, down: number): Region {
  switch (region.type) {
    case 'canvas':
    case 'mask':
      return region
    case 'box': {
      const left = Math.round(region.x * across)
      const top = Math.round(region.y * down)
      const width = Math.max(1, Math.round((region.x + region.width) * across) - left)
      const height = Math.max(1, Math.round((region.y + region.height) * down) - top)
      return { ...region, x: left, y: top, width, height }
    }
    case 'polygon':
      return { ...region, points: region.points.map(({ x, y }) => ({ x: x * across, y: y * down })) }
  }
}

/** Another method, as it was set when it was used last in this history; with its defaults where it was not. */
export function chooseMethod(name: MethodName, history: History<Project>) {
  return (project: Project): Project =>
    project.method.name === name
      ? project
      : { ...project, method: lastWith(history, ({ method }) => method.name === name)?.method ?? { name } }
}

/** As `chooseMethod`, of the feature cache. */
export function chooseCache(cache: FeatureCache, history: History<Project>) {
  return (project: Project): Project =>
    project.cache.type === cache.type
      ? project
      : { ...project, cache: lastWith(history, (other) => other.cache.type === cache.type)?.cache ?? cache }
}

function lastWith({ past }: History<Project>, fits: (project: Project) => boolean): Project | undefined {
  return past.findLast(({ document }) => fits(document))?.document
}

export function setCache(fields: Readonly<Record<string, unknown>>) {
  return (project: Project): Project => {
    const cache = withFields(project.cache as FeatureCache & Record<string, unknown>, fields)
    return cache === project.cache ? project : { ...project, cache }
  }
}

/**
 * A setting of the method by its path, such as `['layout', 'until']`; undefined takes it out, and groups that become
 * empty with it, so that its default counts again.
 */
export function setMethodSetting(path: readonly string[], value: unknown) {
  return (project: Project): Project => {
    const method = withValue(project.method, path, value) as Method
    return method === project.method ? project : { ...project, method }
  }
}

type Fields = Readonly<Record<string, unknown>>

function withValue(thing: Fields, [key, ...rest]: readonly string[], value: unknown): Fields {
  if (key === undefined) return thing
  if (rest.length === 0) return withFields(thing, { [key]: value })
  const inner = (thing[key] ?? {}) as Fields
  const next = withValue(inner, rest, value)
  if (next === inner) return thing
  return withFields(thing, { [key]: Object.keys(next).length === 0 ? undefined : next })
}
