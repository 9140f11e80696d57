import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Project } from '../../engine/protocol/project.ts'
import type { FileProblem, OpenedDocument } from '../../engine/protocol/window/index.ts'
import { emptyHistory, recordStep, redoStep, undoStep, type History } from '../document/history.ts'

/**
 * Changes a project without touching the one that it is given; returns the same one where there is nothing to change.
 */
export type Command = (project: Project) => Project

/** The document that the window shows. Whatever is in `project` comes back on undo; nothing else does. */
export interface DocumentState {
  readonly documentId: string
  readonly name: string
  readonly hasFile: boolean
  readonly project: Project
  /** The project as its file has it; undefined where there is none or the document was recovered. */
  readonly savedProject: Project | undefined
  readonly problems: readonly FileProblem[]
  readonly history: History<Project>
  /** A step that is still under the artist's hand: many changes that become one step, or none. */
  readonly gesture:
    | {
        readonly label: string
        readonly before: Project
        /** What is put off until its end, whoever ends it. */
        readonly finish: Command | undefined
      }
    | undefined

  /** One step. During a gesture it becomes part of the gesture. */
  readonly apply: (label: string, command: Command) => void
  readonly beginGesture: (label: string, finish?: Command) => void
  /** Nothing once the gesture has ended. */
  readonly changeGesture: (command: Command) => void
  /** Makes the changes of the gesture one step. */
  readonly endGesture: () => void
  /** Takes back what the gesture changed. */
  readonly cancelGesture: () => void
  /** Ends a gesture first. */
  readonly undo: () => void
  readonly redo: () => void
  readonly open: (document: OpenedDocument) => void
  /** After a save: `project` is what the file holds now. */
  readonly markSaved: (name: string, project: Project) => void
}

export type DocumentStore = StoreApi<DocumentState>

export function isChanged({ project, savedProject }: DocumentState): boolean {
  return project !== savedProject
}

export function createDocumentStore(first: OpenedDocument): DocumentStore {
  return createStore<DocumentState>()((set, get) => ({
    ...opened(first),
    apply(label, command) {
      const { project, gesture, history } = get()
      const next = command(project)
      if (next === project) return
      set(gesture ? { project: next } : { project: next, history: recordStep(history, label, project) })
    },
    beginGesture(label, finish) {
      get().endGesture()
      set(({ project }) => ({ gesture: { label, before: project, finish } }))
    },
    changeGesture(command) {
      set(({ gesture, project }) => (gesture ? { project: command(project) } : {})) // else nothing could take it back
    },
    endGesture() {
      const { gesture, project: changed, history } = get()
      if (!gesture) return
      const finished = gesture.finish?.(changed) ?? changed
      const project = isSame(gesture.before, finished) ? gesture.before : finished
      const isStep = gesture.before !== project
      const step = isStep && { history: recordStep(history, gesture.label, gesture.before) }
      set({ gesture: undefined, project, ...step })
    },
    cancelGesture() {
      const { gesture } = get()
      if (gesture) set({ gesture: undefined, project: gesture.before })
    },
    undo() {
      get().endGesture()
      const { history, project } = get()
      const undone = undoStep(history, project)
      if (undone) set({ project: undone.document, history: undone.history })
    },
    redo() {
      get().endGesture()
      const { history, project } = get()
      const redone = redoStep(history, project)
      if (redone) set({ project: redone.document, history: redone.history })
    },
    open(document) {
      set(opened(document))
    },
    markSaved(name, project) {
      set({ name, hasFile: true, savedProject: project }) // what was edited while it was being saved stays changed
    },
  }))
}

/** Also where a hand has come back to where it began. */
function isSame(before: Project, after: Project): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after)
}

function opened({ documentId, name, hasFile, isChanged: changed, project, problems }: OpenedDocument) {
  const savedProject = changed ? undefined : project
  return { documentId, name, hasFile, project, savedProject, problems, history: emptyHistory, gesture: undefined }
}
