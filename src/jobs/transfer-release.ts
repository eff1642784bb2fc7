/** The phase of an upload in which all bytes get into OSS. With `publish: as-ready`, files become visible meanwhile. */
import type { KeyMatcher } from '../core/naming/key-pattern.ts'
import { stateLine } from '../core/telling/states.ts'
import type { EnginePorts, Overwrite } from '../engine/bucket/create-engine.ts'
import { abortSuperseded } from '../engine/bucket/housekeeping.ts'
import { reportPlan } from '../engine/prepare/report-plan.ts'
import { byKey, withOriginDigests } from '../engine/publish/checksums.ts'
import { createPublisher } from '../engine/publish/publisher.ts'
import { watchReplaced } from '../engine/readers/replaced.ts'
import type { OpenReuse } from '../engine/reuse/open-reuse.ts'
import { askDistance } from '../engine/transfer/ask-distance.ts'
import { fetchSmall } from '../engine/transfer/fetch-small.ts'
import { openAhead } from '../engine/transfer/open-ahead.ts'
import { transferFiles } from '../engine/transfer/transfer-files.ts'
import { rememberContents } from '../engine/verify/planned-content.ts'
import type { Attempt } from './open-attempt.ts'
import type { Planned } from './plan-release.ts'

export interface TransferSettings {
  readonly publish: 'together' | 'as-ready' | 'hold'
  readonly publishLast: readonly KeyMatcher[]
  readonly overwrite: Overwrite
  /** Whether a later attempt can go on with what this one leaves. */
  readonly keepsCheckpoints: boolean
  /** Bucket and endpoint, as messages name them. */
  readonly where: string
}

interface Surroundings {
  readonly settings: TransferSettings
  readonly ports: Pick<EnginePorts, 'readers' | 'cdn'>
  /** What the files have in common with earlier releases; undefined: nothing is reused. */
  readonly reused: OpenReuse | undefined
}

/** What makes the objects visible, and notes which others they replace. */
export type Begun = Awaited<ReturnType<typeof beginRelease>>

/** What is in OSS. */
export type Sent = Awaited<ReturnType<typeof transferRelease>>

/** Says what will be done, and removes what earlier attempts left of objects that are published already. @returns what makes the objects visible. */
export async function beginRelease(
  { engine, cache, made }: Attempt,
  { objects, found, guard, mayRead, checksums, checksumsKey }: Planned,
  { settings, ports: { readers, cdn }, reused }: Surroundings,
) {
  const { publish, publishLast, overwrite, keepsCheckpoints, where } = settings
  const hasCheckpoints = keepsCheckpoints && cache.isThere
  const noteReplaced = watchReplaced(engine, objects, {
    ...{ warns: readers !== undefined, refreshes: cdn !== undefined, publishLast },
    ...{ hasCheckpoints, known: found.heads },
  })
  if (cdn !== undefined) for (const key of made) engine.staleKeys.add(key)
  reportPlan(engine, objects, { where, checksumsKey: checksums.late && checksumsKey })
  engine.reporter.debug(stateLine('aborting'))
  await abortSuperseded(engine, objects, found.checkpointsOf)
  const reusing = { ...engine, reuse: reused?.reuse }
  const publisher = createPublisher(reusing, objects, {
    ...{ publish, publishLast, guard },
    lookAgain: overwrite === 'never' && mayRead,
  })
  if (publish === 'as-ready') await noteReplaced([])
  return { reusing, publisher, noteReplaced, hasCheckpoints }
}

/** Transfers all objects of the plan. @returns what became of each, and the SHA-256 of the files where it is wanted. */
export async function transferRelease(
  { engine, cache }: Attempt,
  { objects, sources, checksums }: Planned,
  { reusing, publisher, reused }: Pick<Begun, 'reusing' | 'publisher'> & Pick<Surroundings, 'reused'>,
) {
  publisher.begin()
  const remembered = rememberContents(engine, objects)
  const unfetched = fetchSmall(engine, objects)
  engine.reporter.debug(stateLine('transferring'))
  void askDistance(reusing, objects)
  const endOpening = openAhead(reusing, objects)
  reused?.planned.then(endOpening, endOpening)
  const uploads = await transferFiles(reusing, objects, {
    cache,
    onInitiated: endOpening,
    async onTransferred(one) {
      if (one.kind === 'transferred') await checksums.assertSame(one)
      await publisher.transferred(one)
    },
    onFailed: (one) => publisher.failed(one),
  })
  const transferred = [...uploads, ...(await unfetched)]
  const sha256 = withOriginDigests(engine, sources, byKey(sources, await checksums.digests))
  await remembered
  return { transferred, sha256 }
}
