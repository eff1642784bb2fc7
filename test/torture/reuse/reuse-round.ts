/** What a round under way knows of the earlier release that it reuses. */
import type { UploadView } from '../../../packages/oss-sandbox/src/inspection.ts'
import type { RequestRecord } from '../../../packages/oss-sandbox/src/request-log.ts'
import type { Stage } from '../../scenarios/stage.ts'
import type { ReusePlan } from './plan-reuse-round.ts'

/** One attempt: what was there before it, what it was to publish, and what it asked for. */
export interface ReuseRecords {
  readonly before: readonly UploadView[]
  readonly contents: ReadonlyMap<string, Buffer>
  /** Requests of all keys, the index and another run's among them. */
  readonly records: readonly RequestRecord[]
}

export interface ReuseRound {
  readonly plan: ReusePlan
  readonly seed: number
  readonly stage: Stage
  /** Folder of the action that is tried. */
  readonly action: string
  readonly attempts: ReuseRecords[]
  /** Whether somebody wrote lies into the index. */
  wasTampered: boolean
}
