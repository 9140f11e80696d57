import type { GalleryItem, Job, Settings } from '../../engine/protocol/window/index.ts'
import type { Overlay } from '../state/sessionStore.ts'

type Recording = Pick<Settings, 'readsPictures' | 'recordsAttention'>

/** Why no map lies over the picture, as a text below `canvas.overlay`, and the setting that brings one next time. */
export interface OverlayHint {
  readonly text: 'noPicture' | 'comes' | 'notRead' | 'notRecorded' | 'nextOne' | 'notOfConcept'
  readonly turnsOn?: keyof Recording
}

interface Shown {
  readonly type: Exclude<Overlay['type'], 'none'>
  readonly picture: Pick<GalleryItem, 'concepts' | 'hasAttention'> | undefined
  /** The render that is running. */
  readonly job: Pick<Job, 'maps'> | undefined
  readonly settings: Recording
}

export function overlayHint({ type, picture, job, settings }: Shown): OverlayHint {
  const setting = type === 'found' ? 'readsPictures' : 'recordsAttention'
  if (job && settings[setting] && !(type === 'attention' && job.maps)) return { text: 'comes' }
  if (!picture && settings[setting]) return { text: 'noPicture' }
  const isThere = type === 'found' ? picture?.concepts !== undefined : picture?.hasAttention === true || job?.maps
  if (isThere) return { text: 'notOfConcept' }
  if (settings[setting]) return { text: 'nextOne' }
  return { text: type === 'found' ? 'notRead' : 'notRecorded', turnsOn: setting }
}
