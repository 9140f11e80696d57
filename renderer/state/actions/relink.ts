import type { FileReference, Project } from '../../../engine/protocol/project.ts'
import type { FileProblem, GivenFile, ImportedFile } from '../../../engine/protocol/window/index.ts'
import { t } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { reportOf, tellError, tellRefused } from './errors.ts'

/** Lets the document name another file, everywhere that it names the one that is lost. */
export function relinkFile({ document }: Pick<Stores, 'document'>, { handle }: FileProblem, file: string): void {
  document.getState().apply('relinkFile', (project) => relinked(project, handle, file))
  document.setState(({ problems }) => ({ problems: problems.filter((problem) => problem.handle !== handle) }))
}

/** As `relinkFile`, with a file that the artist has chosen: it comes into the library, a mask beside the document. */
export async function relinkWithFile(stores: Stores, problem: FileProblem, file: File): Promise<void> {
  const { client, notices } = stores
  try {
    if (problem.kind === 'mask') {
      relinkFile(stores, problem, (await client.call('keepMask', { upload: await client.upload(file) })).file)
      return
    }
    const given: GivenFile = await client.give(file)
    const { imported } = await client.call('importFiles', { files: [given] })
    const [result] = imported
    const handle = result && fileOf(result, problem.kind)
    if (handle !== undefined) relinkFile(stores, problem, handle)
    else if (result?.type === 'refused') tellRefused(stores, [result])
    else notices.getState().tell({ kind: 'warning', title: t('documents.problems.otherKind', { name: file.name }) })
  } catch (error) {
    tellError(stores, error)
  }
}

function fileOf(result: ImportedFile, kind: FileProblem['kind']): string | undefined {
  if (result.type === 'adapters' && kind === 'adapter') return result.files[0]
  return result.type === 'model' && kind === 'model' ? result.file : undefined
}

/** As `relinkFile`, with a model folder that the artist chooses in the dialog of the system. */
export async function relinkWithModelFolder(stores: Stores, problem: FileProblem): Promise<void> {
  try {
    const { file } = await stores.client.call('addModel', {})
    if (file !== undefined) relinkFile(stores, problem, file)
  } catch (error) {
    tellError(stores, error)
  }
}

const lost: readonly string[] = ['file-missing', 'file-changed']

/** Looks which files are lost as soon as a render or an estimate says that one is. Returns what ends it. */
export function watchLostFiles(stores: Stores): () => void {
  const { host, cost, document } = stores
  const stops = [
    host.subscribe(({ jobs }, before) => {
      const { documentId } = document.getState()
      const failed = jobs.find((job) => job.documentId === documentId && lost.includes(job.error?.code ?? ''))
      if (failed && !before.jobs.some(({ jobId, error }) => jobId === failed.jobId && error)) void findProblems(stores)
    }),
    cost.subscribe(({ error }, before) => {
      if (error && error !== before.error && lost.includes(error.code)) void findProblems(stores)
    }),
  ]
  return () => stops.forEach((stop) => stop())
}

async function findProblems({ client, document, masks }: Stores): Promise<void> {
  const { documentId, project } = document.getState()
  try {
    const { problems } = await client.call('findProblems', { documentId, project: await masks.withHandles(project) })
    const state = document.getState()
    const isSame = JSON.stringify(problems) === JSON.stringify(state.problems)
    if (state.documentId === documentId && !isSame) document.setState({ problems })
  } catch (error) {
    console.warn('Not looked for:', reportOf(error).message) // what is lost was told of already
  }
}

function relinked(project: Project, from: string, to: string): Project {
  const renamed = (file: FileReference): FileReference => {
    if (file.path !== from) return file
    const { name } = file
    return name === undefined ? { path: to } : { path: to, name } // size and digest were those of the other file
  }
  return {
    ...project,
    ...(project.model && { model: renamed(project.model) }),
    concepts: project.concepts.map((concept) => ({
      ...concept,
      adapters: concept.adapters.map((adapter) => ({ ...adapter, file: renamed(adapter.file) })),
      region:
        concept.region.type === 'mask' ? { ...concept.region, file: renamed(concept.region.file) } : concept.region,
    })),
  }
}
