import { basename } from 'node:path'
import type { ComparedMethod } from '../protocol/compareEvents.ts'
import type { EngineRenderEvent } from '../protocol/engineMethods.ts'
import type { ConceptMap } from '../protocol/window/files.ts'
import type { PictureMaps } from '../protocol/window/gallery.ts'
import type { Job, JobRequest } from '../protocol/window/jobs.ts'
import type { Gallery } from './gallery.ts'
import { castOf } from './galleryFolder.ts'
import type { KeptItem } from './galleryItem.ts'
import { StudioError, type PlainTexts } from './plainErrors.ts'
import type { PlannedRender } from './renderRequest.ts'

export interface Preview {
  readonly mime: string
  readonly bytes: Uint8Array
}

export interface FoldParts {
  readonly request: JobRequest
  readonly planned: PlannedRender
  readonly gallery: Gallery
  readonly plain: PlainTexts
  /** Keeps a preview and answers its address. */
  readonly keepPreview: (preview: Preview) => string
}

/**
 * What an event of the engine makes of the job it belongs to: each call changes `job`, and puts finished pictures into
 * the gallery. Errors as `Gallery.add`; StudioError where the engine reports a failure.
 */
export function foldRender(job: Job, parts: FoldParts): (event: EngineRenderEvent) => Promise<void> {
  const { request, planned, gallery, plain } = parts
  const { project } = planned.render
  const startedAt = Date.now()
  const compared: ComparedMethod[] = []
  let provider = ''
  let maps: PictureMaps = {}
  let attention: { step: number; concepts: ConceptMap[] }[] = []

  function describe(id: string, extra: Pick<KeptItem, 'type' | 'width' | 'height' | 'seed' | 'method'>): KeptItem {
    return {
      id,
      name: request.name,
      documentId: request.documentId,
      jobId: job.jobId,
      prompt: project.prompt,
      model: project.model.name ?? basename(project.model.path),
      sampler: project.sampler,
      steps: project.steps,
      guidance: project.guidance,
      provider,
      createdAt: new Date().toISOString(),
      milliseconds: 0,
      cast: castOf(project),
      hasAttention: false,
      ...extra,
    }
  }

  async function save(event: Extract<EngineRenderEvent, { type: 'saved' }>): Promise<void> {
    const fileName = basename(event.path)
    const picture = planned.pictures.find((candidate) => candidate.fileName === fileName)
    const method = picture?.method ?? project.method.name
    const isChosen = method === 'auto' && job.method !== undefined
    const item: KeptItem = {
      ...describe(basename(fileName, '.png'), {
        type: 'picture',
        ...project.canvas,
        seed: event.seed,
        method: isChosen ? job.method!.name : method,
      }),
      milliseconds: event.milliseconds,
      hasAttention: attention.length > 0,
      ...(isChosen && job.method!.reason !== undefined && { methodReason: job.method!.reason }),
      ...(event.concepts && { concepts: event.concepts }),
    }
    const usedMethod = request.task.type === 'compare' ? methodNamed(request, method) : project.method
    const kept = { ...maps, ...(attention.length > 0 && { steps: attention }) }
    ;[maps, attention] = [{}, []]
    await gallery.add({ item, project: { ...project, method: usedMethod } }, kept)
    job.done += 1
    job.results.push(item.id)
    delete job.preview
    delete job.maps
  }

  return async (event) => {
    switch (event.type) {
      case 'opened':
        provider = event.provider
        return
      case 'methodChosen':
        job.method = { name: event.name, reason: event.reason }
        return
      case 'method':
        job.method = { name: planned.render.compare?.methods[event.number - 1]?.name ?? event.label }
        job.methodNumber = event.number
        delete job.step
        return
      case 'adapter': {
        const { name, applied, layers } = event
        const others = job.adapters.filter((adapter) => adapter.name !== name)
        job.adapters = [...others, { name, applied, layers }]
        return
      }
      case 'warning': {
        const message = plain.text(event.message)
        if (!job.warnings.includes(message)) job.warnings.push(message)
        return
      }
      case 'picture':
        job.seed = event.seed
        delete job.step
        ;[maps, attention] = [{}, []]
        return
      case 'step':
        job.step = event.step
        job.steps = event.steps
        job.millisecondsLeft =
          request.task.type === 'pictures' ? event.millisecondsLeft : millisecondsLeft(job, Date.now() - startedAt)
        return
      case 'preview':
        job.preview = {
          url: parts.keepPreview({ mime: event.mime, bytes: event.bytes }),
          width: event.width,
          height: event.height,
        }
        return
      case 'attention':
        attention.push({ step: event.step, concepts: event.concepts })
        job.maps = { step: event.step, concepts: event.concepts }
        return
      case 'found':
        maps = { ...maps, found: event.concepts }
        return
      case 'saved':
        return save(event)
      case 'read': {
        const { found } = maps
        maps = {}
        return gallery.takeReading(basename(event.path, '.png'), event.concepts, found)
      }
      case 'methodDone':
        compared.push(withoutPlaces(event.result, plain))
        return
      case 'sheet': {
        const { width, height } = event
        const seed = planned.pictures[0]!.seed
        const item: KeptItem = {
          ...describe(basename(event.path, '.png'), { type: 'sheet', width, height, seed, method: 'compare' }),
          milliseconds: Date.now() - startedAt,
          compared,
        }
        await gallery.add({ item, project }, {})
        job.results.push(item.id)
        return
      }
      case 'failed':
        throw new StudioError(plain.report(event), undefined)
      case 'map':
      case 'finished':
        return
    }
  }
}

function methodNamed({ task, project }: JobRequest, name: string): JobRequest['project']['method'] {
  const methods = task.type === 'compare' ? task.methods : []
  return methods.find((method) => method.name === name) ?? project.method
}

/** From the part that is done: methods of a comparison take different times, so it is only a guess. */
function millisecondsLeft({ done, step = 0, steps = 1, pictures }: Job, elapsed: number): number {
  const part = (done + step / steps) / pictures
  return part <= 0 ? 0 : Math.round((elapsed * (1 - part)) / part)
}

function withoutPlaces(result: ComparedMethod, plain: PlainTexts): ComparedMethod {
  return {
    ...result,
    pictures: result.pictures.map((picture) => ({ ...picture, path: basename(picture.path) })),
    ...(result.failure && { failure: plain.report(result.failure) }),
  }
}
