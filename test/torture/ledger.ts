/** What was sent over all attempts of a round, and what of it was sent without need. */
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'

/** One attempt as the ledger sees it. */
export interface AttemptRecords {
  readonly records: readonly RequestRecord[]
  /** Something ended it: its last answers may not have been read. */
  readonly wasEnded: boolean
  /** Its machine was lost with the records of what it put, none of them saved. */
  readonly wasForgotten: boolean
  /** Connections that broke on the way, unseen by the server: their answers may be lost. */
  readonly brokenConnections: number
}

/** What besides the requests themselves explains a byte that was sent twice. */
export interface Excuses {
  /** Uploads that a fault ended, or whose records were lost with a machine before they were saved: all that was sent to them is lost. */
  readonly lostUploads: ReadonlySet<string>
  /** Parts that a rebuild or another writer changed: `<key>\0<part number>`. */
  readonly changedParts: ReadonlySet<string>
  readonly changedKeys: ReadonlySet<string>
  /** Requests that may be under way at once. */
  readonly concurrency: number
  readonly permissions: 'all' | 'no-list' | 'put-only'
}

export interface Account {
  readonly key: string
  readonly sizeBytes: number
  readonly sentBytes: number
  /** Bytes of requests that a fault or an end cut off, and of parts that had to be sent again for another reason. */
  readonly excusedBytes: number
}

/** @returns the account of each object; `sentBytes` may not be more than `sizeBytes + excusedBytes`. */
export function settleAccounts(
  sizes: ReadonlyMap<string, number>,
  attempts: readonly AttemptRecords[],
  excuses: Excuses,
): readonly Account[] {
  const accounts = new Map(
    [...sizes].map(([key, sizeBytes]) => [key, { key, sizeBytes, sentBytes: 0, excusedBytes: 0 }]),
  )
  const replaced = replacedUploads(attempts)
  for (const [index, attempt] of attempts.entries()) {
    const data = attempt.records.filter(isData)
    const later = new Set(attempts.slice(index + 1).flatMap(({ records }) => records.filter(isData).map(bodyOf)))
    const unread = unreadOf(data, attempt, { excuses, later })
    for (const record of data) {
      const account = accounts.get(record.key ?? '')
      if (account === undefined) continue
      account.sentBytes += record.bytesReceived
      const isOlder = excuses.changedKeys.has(record.key ?? '') && replaced.has(record.uploadId ?? '')
      if (isOlder || unread.has(record.id) || isExcused(record, attempt, excuses))
        account.excusedBytes += record.bytesReceived
    }
  }
  return [...accounts.values()]
}

/** @returns uploads whose objects were there before those of later uploads: of a file that is rebuilt after that, every part has to be sent. */
function replacedUploads(attempts: readonly AttemptRecords[]): ReadonlySet<string> {
  const completed = attempts
    .flatMap(({ records }) => records)
    .filter(({ operation, status }) => operation === 'CompleteMultipartUpload' && status === 200)
  const last = new Map(completed.map(({ key, uploadId }) => [key, uploadId]))
  return new Set(completed.flatMap(({ key, uploadId = '' }) => (last.get(key) === uploadId ? [] : [uploadId])))
}

function isData({ operation }: RequestRecord): boolean {
  return operation === 'UploadPart' || operation === 'PutObject'
}

function isExcused(record: RequestRecord, attempt: AttemptRecords, excuses: Excuses): boolean {
  if (record.fault !== undefined || !record.answered || record.status !== 200) return true
  if (excuses.lostUploads.has(record.uploadId ?? '')) return true
  if (record.operation === 'PutObject') {
    // Where OSS may not be asked what it holds, what was published counts for nothing in the next attempt.
    return attempt.wasForgotten || excuses.changedKeys.has(record.key ?? '') || excuses.permissions === 'put-only'
  }
  if (attempt.wasForgotten && excuses.permissions !== 'all') return true
  return excuses.changedParts.has(`${record.key}\0${record.partNumber}`)
}

/** Requests that were answered, and whose answers may have come too late or been lost behind the server. */
function unreadOf(
  data: readonly RequestRecord[],
  attempt: AttemptRecords,
  { excuses, later }: { readonly excuses: Excuses; readonly later: ReadonlySet<string> },
): ReadonlySet<number> {
  const ids = new Set<number>()
  if (attempt.wasEnded) {
    // Where OSS lists the parts, an unread answer to a part costs nothing.
    const mayBeLost = data.filter(
      (record) => record.answered && (record.operation === 'PutObject' || excuses.permissions !== 'all'),
    )
    // As many as there were requests at once; not always those that began last, since answers overtake each other.
    const sentAgain = mayBeLost.filter((record) => later.has(bodyOf(record)))
    const others = mayBeLost.filter((record) => !later.has(bodyOf(record)))
    for (const record of [...others, ...sentAgain].slice(-excuses.concurrency)) ids.add(record.id)
  }
  for (const record of repeated(data).slice(0, attempt.brokenConnections)) ids.add(record.id)
  return ids
}

/** Requests of which the same attempt sent another with the same body later. */
function repeated(data: readonly RequestRecord[]): readonly RequestRecord[] {
  const last = new Map(data.map((record) => [bodyOf(record), record.id]))
  return data.filter((record) => record.answered && last.get(bodyOf(record)) !== record.id)
}

function bodyOf({ key, uploadId, partNumber }: RequestRecord): string {
  return `${key}\0${uploadId ?? ''}\0${partNumber ?? 0}`
}
