import type { Slider } from '@base-ui/react/slider'
import type { EditedBy } from './useEditing.ts'

/** What has moved a thumb, by what the slider says of it. */
export function editedBy(reason: Slider.Root.ChangeEventReason): EditedBy {
  return reason === 'drag' || reason === 'track-press' ? 'pull' : 'keys'
}
