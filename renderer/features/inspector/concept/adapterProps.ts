import type { ConceptAdapter } from '../../../../engine/protocol/project.ts'
import type { AdapterPlace } from '../../../document/commands/adapter.ts'

/** What every control of an adapter is given. */
export interface AdapterProps {
  readonly place: AdapterPlace
  readonly adapter: ConceptAdapter
}
