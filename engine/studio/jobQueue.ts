import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { assert, EngineError } from '../errors/engineError.ts'
import type { EngineHost } from '../host/engineHost.ts'
import type { ErrorReport } from '../protocol/errorReport.ts'
import type { Project } from '../protocol/project.ts'
import {
  countPictures,
  jobRequestSchema,
  jobSchema,
  methodsOf,
  type Job,
  type JobRequest,
} from '../protocol/window/jobs.ts'
import { coalesce } from './coalesce.ts'
import type { FileHandles } from './fileHandles.ts'
import { foldRender, type Preview } from './foldRender.ts'
import type { Gallery } from './gallery.ts'
import { createJsonWriter, readJsonFile } from './jsonFile.ts'
import { keepMasks } from './maskDrafts.ts'
import type { PlainTexts } from './plainErrors.ts'
import { toEngine } from './projectFiles.ts'
import { planRender, seedsInShort } from './renderRequest.ts'

/** Renders that wait, run and have ended, one at a time. What waits outlives the engine and the program. */
export interface JobQueue {
  /** In the order in which they run, those that wait last. */
  jobs(): Job[]
  /** Of the jobs that are told of, with handles. */
  projects(): Project[]
  start(request: JobRequest): string
  /** A job that waits ends at once, one that runs between two calls of the network. */
  cancel(jobId: string): void
  /** In front of all that wait; nothing where it does not wait any more. */
  moveToFront(jobId: string): void
  /**
   * Queues again what a job that has failed was asked for, as it was, and forgets that one.
   * @throws EngineError where there is no such job.
   */
  repeat(jobId: string): string
  /** Removes jobs that have ended. */
  forget(jobIds: readonly string[]): void
  /** The latest preview of the job that runs, or ran last. */
  preview(jobId: string): Preview | undefined
  /** Cancels what runs. What does not end soon is left behind: whoever made the engine ends it next. */
  close(): Promise<void>
}

interface Entry {
  readonly job: Job
  readonly request: JobRequest
}
/** What the request says as well is not read from the job. */
const keptSchema = z.object({ job: jobSchema.omit({ methods: true, seeds: true }), request: jobRequestSchema })
type Kept = z.infer<typeof keptSchema>

const mostEnded = 50
const tellEveryMs = 100
const longestLossMs = 5_000
/** For how long the program waits for a call of the network to end when it is closed. */
const longestEndMs = 3_000

export interface JobQueueParts {
  readonly dataFolder: string
  readonly maskFolder: string
  readonly engine: EngineHost
  readonly handles: FileHandles
  readonly gallery: Gallery
  readonly plain: PlainTexts
  readonly tell: (jobs: Job[]) => void
  readonly onBug: (error: unknown) => void
}

/** Goes on with what was waiting when the program ended. */
export async function openJobQueue(parts: JobQueueParts): Promise<JobQueue> {
  const { dataFolder, maskFolder, engine, handles, gallery, plain, tell, onBug } = parts
  const file = join(dataFolder, 'jobs.json')
  const writer = createJsonWriter(file)
  /** In the order in which they are told of: as they ran, then what waits. */
  let entries: Entry[] = ((await readJsonFile(file, z.array(keptSchema))) ?? []).map(afterRestart)
  /** Ids of those that wait, next one first. */
  let waiting = entries.filter(({ job }) => job.state === 'queued').map(({ job }) => job.jobId)
  let running: { readonly entry: Entry; readonly abort: AbortController; readonly ended: Promise<void> } | undefined
  /** The last one that came: a window may ask for it a moment after its job has ended. */
  let preview: ({ readonly jobId: string; readonly number: number } & Preview) | undefined
  let isClosed = false
  /** What runs is not heard any more: what it keeps may be in other hands already. */
  let isDeaf = false
  /** After the engine ended, nothing starts until it is ready again: its state may be told of later than its end. */
  let lost: NodeJS.Timeout | undefined

  const jobs = () => entries.map(({ job }) => structuredClone(job))
  const teller = coalesce(() => tell(jobs()), tellEveryMs)

  function keep(): void {
    const ended = entries.filter(({ job }) => hasEnded(job))
    const forgotten = new Set(ended.slice(0, Math.max(0, ended.length - mostEnded)))
    entries = entries.filter((entry) => !forgotten.has(entry))
    // In the order in which they will run, so that those that were put in front stay there.
    const inLine = waiting.flatMap((id) => entries.filter(({ job }) => job.jobId === id))
    entries = [...entries.filter((entry) => !inLine.includes(entry)), ...inLine]
    writer.write(entries)
    teller.ask()
  }

  function end(job: Job, state: 'finished' | 'failed' | 'cancelled'): void {
    job.state = state
    delete job.preview
    delete job.maps
    delete job.millisecondsLeft
  }

  function fail(job: Job, report: ErrorReport): void {
    end(job, 'failed')
    job.error = report
  }

  function keepPreview(jobId: string, { mime, bytes }: Preview): string {
    const number = (preview?.jobId === jobId ? preview.number : 0) + 1
    preview = { jobId, number, mime, bytes }
    return `asset/preview/${jobId}/${number}`
  }

  async function run({ job, request }: Entry, signal: AbortSignal): Promise<void> {
    job.state = 'running'
    engine.tellJob({ jobId: job.jobId, jobName: job.name })
    keep()
    try {
      const project = toEngine(request.project, handles)
      await keepMasks(project, maskFolder)
      const planned = planRender(request, project, gallery.folder)
      const fold = foldRender(job, {
        request,
        planned,
        gallery,
        plain,
        keepPreview: (latest) => keepPreview(job.jobId, latest),
      })
      for await (const event of engine.render(planned.render, signal)) {
        if (isDeaf) return
        await fold(event)
        teller.ask()
      }
      end(job, signal.aborted ? 'cancelled' : 'finished')
    } catch (error) {
      if (isDeaf) return
      const report = isClosed ? endedReport(job) : plain.reportOf(error)
      if (!isClosed && (signal.aborted || report.code === 'cancelled')) return end(job, 'cancelled')
      fail(job, report)
      if (report.code === 'bug') onBug(error)
      if (report.code === 'engine-gone' && !isClosed) lost = setTimeout(found, longestLossMs)
    } finally {
      engine.tellJob(undefined)
    }
  }

  function found(): void {
    clearTimeout(lost)
    lost = undefined
    pump()
  }

  function pump(): void {
    if (isClosed || lost !== undefined || running !== undefined || engine.state.status !== 'ready') return
    const jobId = waiting.shift()
    if (jobId === undefined) return
    const entry = entries.find(({ job }) => job.jobId === jobId)
    assert(entry !== undefined, `the job ${jobId} that waits is known`)
    const abort = new AbortController()
    const ended = run(entry, abort.signal).finally(() => {
      if (isDeaf) return
      running = undefined
      keep()
      pump()
    })
    running = { entry, abort, ended }
  }

  function start(request: JobRequest): string {
    const jobId = randomBytes(12).toString('base64url')
    entries.push({ request, job: newJob(jobId, request) })
    waiting = request.next ? [jobId, ...waiting] : [...waiting, jobId]
    keep()
    pump()
    return jobId
  }

  function forget(jobIds: readonly string[]): void {
    const ids = new Set(jobIds)
    entries = entries.filter(({ job }) => !(ids.has(job.jobId) && hasEnded(job)))
    keep()
  }

  const endListening = engine.onState(({ status }) => (status === 'ready' ? found() : undefined))
  pump()

  return {
    jobs,
    projects: () => entries.map(({ request }) => request.project),
    start,
    cancel(jobId) {
      const job = entries.find((entry) => entry.job.jobId === jobId)?.job
      if (job?.state === 'running') running?.abort.abort()
      if (job?.state !== 'queued') return
      waiting = waiting.filter((id) => id !== jobId)
      end(job, 'cancelled')
      keep()
    },
    moveToFront(jobId) {
      if (!waiting.includes(jobId)) return
      waiting = [jobId, ...waiting.filter((id) => id !== jobId)]
      keep()
    },
    repeat(jobId) {
      const failed = entries.find(({ job }) => job.jobId === jobId && job.state === 'failed')
      if (failed === undefined) throw notInList()
      const repeated = start(failed.request)
      forget([jobId])
      return repeated
    },
    forget,
    preview: (jobId) => (preview?.jobId === jobId ? preview : undefined),
    async close() {
      isClosed = true
      clearTimeout(lost)
      endListening()
      running?.abort.abort()
      if (running && !(await endsWithin(longestEndMs, running.ended))) {
        isDeaf = true
        fail(running.entry.job, endedReport(running.entry.job))
        keep()
      }
      teller.stop()
      await writer.flush()
    },
  }
}

async function endsWithin(milliseconds: number, ended: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)))
  const isOver = await Promise.race([ended.then(() => true), late])
  clearTimeout(timer)
  return isOver
}

function newJob(jobId: string, request: JobRequest): Job {
  const { documentId, name, project, task } = request
  const isFixed = task.type === 'pictures' && project.method.name !== 'auto'
  return {
    jobId,
    documentId,
    name,
    type: task.type,
    state: 'queued',
    queuedAt: new Date().toISOString(),
    pictures: countPictures(request),
    ...inShort(request),
    done: 0,
    adapters: [],
    warnings: [],
    results: [],
    ...(isFixed && { method: { name: project.method.name } }),
  }
}

/** What tells it from other jobs of the same document. */
function inShort(request: JobRequest): Pick<Job, 'methods' | 'seeds'> {
  return { methods: methodsOf(request).map(({ name }) => name), seeds: seedsInShort(request.project) }
}

function hasEnded({ state }: Job): boolean {
  return state !== 'queued' && state !== 'running'
}

/** A job that ran when the program ended is not begun again by itself: it may be what ended the program. */
function afterRestart({ job, request }: Kept): Entry {
  const known = { ...job, ...inShort(request) }
  if (job.state !== 'running') return { job: known, request }
  const { preview: _preview, maps: _maps, millisecondsLeft: _left, ...rest } = known
  return { job: { ...rest, state: 'failed', error: endedReport(job) }, request }
}

function notInList(): EngineError {
  return new EngineError(
    'setting-invalid',
    'This render is no longer in the list of those that have failed.',
    'Render the document again.',
  )
}

function endedReport({ name }: Pick<Job, 'name'>): ErrorReport {
  return {
    code: 'engine-gone',
    message: `Polyptych ended while '${name}' was rendered.`,
    remedy: 'Pictures that were finished are in the gallery. Render the document again for the others.',
  }
}
