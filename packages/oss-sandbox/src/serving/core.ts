import type { OssState } from '../exchange/exchange.ts'
import { Faults } from '../faults.ts'
import { type OssOptions, SANDBOX_CREDENTIAL } from '../options.ts'
import { RequestLog } from '../request-log.ts'
import { openBodyStore } from '../store/bodies.ts'
import { createBucket } from '../store/buckets.ts'
import type { Crc64 } from '../store/crc64.ts'

/** State that the parts of a running server share. */
export interface ServerCore {
  readonly state: OssState
  readonly log: RequestLog
  readonly faults: Faults
  readonly cnames: Map<string, string>
  readonly options: OssOptions
  readonly settings: { clockOffsetMs: number; maxInFlight: number | undefined }
  readonly nowMs: () => number
}

/** The parts of a server that is about to start. */
export async function createCore(options: OssOptions): Promise<ServerCore> {
  const now = options.now ?? Date.now
  const settings: ServerCore['settings'] = { clockOffsetMs: 0, maxInFlight: undefined }
  const nowMs = () => now() + settings.clockOffsetMs
  const digests = options.digests ?? true
  const region = options.region ?? options.buckets?.[0]?.region ?? 'cn-hangzhou'
  const given =
    options.crc64Module === undefined ? {} : ((await import(options.crc64Module)) as { readonly crc64: Crc64 })
  const bodies = await openBodyStore({ ...given, storage: options.storage ?? 'memory', digests })
  const buckets = (options.buckets ?? []).map((bucket) => createBucket(bucket, { region, nowMs: nowMs() }))
  const credentials = options.credentials ?? [SANDBOX_CREDENTIAL]
  const state: OssState = {
    region,
    digests,
    maxCopyBytes: options.maxCopyBytes ?? 1024 ** 3,
    bodies,
    buckets: new Map(buckets.map((bucket) => [bucket.name, bucket])),
    credentials: new Map(credentials.map((credential) => [credential.accessKeyId, credential])),
  }
  const [only, ...others] = buckets
  const local: readonly [string, string][] = only !== undefined && others.length === 0 ? [['localhost', only.name]] : []
  const cnames = new Map([...local, ...Object.entries(options.cnames ?? {})])
  return { state, log: new RequestLog(), faults: new Faults(), cnames, options, settings, nowMs }
}
