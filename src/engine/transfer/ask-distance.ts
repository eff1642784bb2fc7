/** Asks how far away the bucket is, if only small files are put: their own answers, which come after their bytes, tell it too late. */
import { faultOf } from '../../core/errors/errors.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'
import { aside } from '../reuse/aside.ts'
import { observeRoundTrip } from '../reuse/round-trip.ts'

type Asker = Pick<Engine, 'beside' | 'clock' | 'giveUpAfterMs' | 'limiter' | 'progress' | 'reuse' | 'signal'> &
  Pick<FileReader, 'origin'>

/** Files for each request that may be in flight: with fewer, the answer would come too late to matter. */
const MANY = 2
const DEADLINE_MS = 10_000
/** No object has such a key: what caches answers on the way must not learn that an object of the release is missing. */
const NO_OBJECT = '.upload-aliyun-oss'

/** Asks while files are put already; the limit on requests begins accordingly. Never throws, and no step depends on the answer. */
export async function askDistance(engine: Asker, objects: readonly PlannedObject<SourceFile>[]): Promise<void> {
  const { clock, limiter, progress, reuse, signal, origin } = engine
  const [first, ...more] = objects.filter(({ kind }) => kind === 'put')
  const isAsked = reuse !== undefined || progress.snapshot().requests > 0
  const isBegun = objects.some(({ kind }) => kind === 'multipart')
  if (first === undefined || isAsked || isBegun || origin !== undefined) return
  if (limiter.limit >= limiter.mostAtFirst || more.length < MANY * limiter.limit) return
  const startedMs = clock.nowMs()
  try {
    await aside(engine, { mostMs: DEADLINE_MS, signal }, (bucket) => bucket.headObject(`${first.file.key}${NO_OBJECT}`))
  } catch (error) {
    // A refusal is an answer, too.
    if (faultOf(error) !== 'denied') return
  }
  observeRoundTrip(engine, startedMs)
}
