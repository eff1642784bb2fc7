/** What must hold in a round that reuses an earlier release, beside what holds in every round. */
import type { UploadView } from '../../../packages/oss-sandbox/src/inspection.ts'
import type { RequestRecord } from '../../../packages/oss-sandbox/src/request-log.ts'
import { crc64 } from '../../../src/core/bytes/crc64.ts'
import { parseIndex } from '../../../src/core/reuse/chunk-index.ts'
import { isSameList } from '../../../src/core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { BUCKET } from '../../scenarios/stage.ts'
import { chunksOf } from './chunks-of.ts'
import { INDEX_KEY } from './plan-reuse-round.ts'
import type { ReuseRecords, ReuseRound } from './reuse-round.ts'

const PUBLISHING = ['CompleteMultipartUpload', 'PutObject', 'CopyObject']
const BRINGING = ['UploadPart', 'UploadPartCopy']

/** @returns what shows that an attempt sent or copied parts after something of the release had become visible, or wrote the index before all of it had. */
export function wrongOrder({ records, contents }: ReuseRecords): readonly string[] {
  const done = records.filter(({ status, code }) => status === 200 && code === undefined)
  const shown = done.filter(({ operation, key = '' }) => PUBLISHING.includes(operation) && contents.has(key))
  const first = shown[0]?.id ?? Number.POSITIVE_INFINITY
  const late = done.filter(
    ({ id, operation, key = '' }) => id > first && BRINGING.includes(operation) && contents.has(key),
  )
  return late.map(
    ({ operation, key, partNumber }) => `${operation} ${partNumber} of ${key} came after something had shown`,
  )
}

/**
 * @param isExcused whether an upload was lost to this machine, or changed by somebody else
 * @returns what shows that an attempt sent or copied what OSS held already
 */
export function broughtAgain(
  attempts: readonly ReuseRecords[],
  isExcused: (uploadId: string) => boolean,
): readonly string[] {
  const layouts = layoutsOf(attempts)
  return attempts.flatMap((attempt) =>
    attempt.before.flatMap((upload) => {
      const bytes = attempt.contents.get(upload.key)
      if (bytes === undefined || isExcused(upload.uploadId)) return []
      const right = rightParts(upload, layouts.get(upload.uploadId), bytes)
      const again = brought(attempt.records, upload.key).filter(
        ({ uploadId, partNumber = 0 }) => uploadId === upload.uploadId && right.has(partNumber),
      )
      return again.map(({ operation, partNumber }) => `${operation} brought part ${partNumber} of ${upload.key} again`)
    }),
  )
}

/** @returns what shows that an upload with parts that count was not gone on with. */
export function abandoned(
  attempts: readonly ReuseRecords[],
  isExcused: (uploadId: string) => boolean,
): readonly string[] {
  const layouts = layoutsOf(attempts)
  return attempts.flatMap(({ before, contents, records }) =>
    before.flatMap((upload) => {
      const bytes = contents.get(upload.key)
      if (bytes === undefined || isExcused(upload.uploadId)) return []
      if (rightParts(upload, layouts.get(upload.uploadId), bytes).size === 0) return []
      const others = brought(records, upload.key).filter(({ uploadId }) => uploadId !== upload.uploadId)
      return others.length === 0 ? [] : [`the upload ${upload.uploadId} of ${upload.key} was given up for another one`]
    }),
  )
}

/** @returns what the index says of objects that are there, and that is not so. Nothing where somebody else wrote to it. */
export async function indexLies({ stage, wasTampered }: ReuseRound): Promise<readonly string[]> {
  const file = await stage.oss.objectBytes(BUCKET, INDEX_KEY)
  if (wasTampered || file === undefined) return []
  const parsed = parseIndex(file, CHUNK_PARAMETERS)
  if (parsed.kind !== 'index') return [`the index is ${parsed.why}`]
  const lies: string[] = []
  if (stage.oss.object(BUCKET, INDEX_KEY)?.acl !== 'private') lies.push('the index is not private')
  for (const { key, etag, chunks } of parsed.objects) {
    const bytes = await stage.oss.objectBytes(BUCKET, key)
    const isThere = stage.oss.object(BUCKET, key)?.etag.replaceAll('"', '') === etag
    if (bytes !== undefined && isThere && !isSameList(chunks, chunksOf(bytes)))
      lies.push(`the index has other chunks of ${key} than its bytes give`)
  }
  return lies
}

function brought(records: readonly RequestRecord[], key: string): readonly RequestRecord[] {
  return records.filter(
    (record) =>
      BRINGING.includes(record.operation) && record.key === key && record.status === 200 && record.fault === undefined,
  )
}

/** Sizes that were brought under each number of an upload. Several parts may have been copied as one, which has the number of the first. */
type Layout = ReadonlyMap<number, readonly number[]>

/** @returns the layouts of all uploads, by their IDs: an upload keeps the one that it began with. */
function layoutsOf(attempts: readonly ReuseRecords[]): ReadonlyMap<string, Layout> {
  const layouts = new Map<string, Map<number, readonly number[]>>()
  for (const record of attempts.flatMap(({ records }) => records)) {
    const { uploadId, partNumber, operation } = record
    if (uploadId === undefined || partNumber === undefined || !BRINGING.includes(operation)) continue
    const sizeBytes = Number(record.headers['content-length'] ?? 0) || rangeBytes(record)
    const layout = layouts.get(uploadId) ?? new Map<number, readonly number[]>()
    layouts.set(uploadId, layout.set(partNumber, [...(layout.get(partNumber) ?? []), sizeBytes]))
  }
  return layouts
}

function rangeBytes({ headers }: RequestRecord): number {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers['x-oss-copy-source-range'] ?? '') ?? []
  return first === undefined || last === undefined ? 0 : Number(last) - Number(first) + 1
}

/** @returns the numbers of the parts that OSS holds with the bytes that the file has at their places, as far as these are known. */
function rightParts({ parts }: UploadView, layout: Layout = new Map(), bytes: Buffer): ReadonlySet<number> {
  const held = new Map(parts.map((part) => [part.number, part]))
  const right = new Set<number>()
  let start = 0
  for (const number of [...layout.keys()].sort((left, right) => left - right)) {
    const part = held.get(number)
    const local = bytes.subarray(start, start + (part?.sizeBytes ?? 0))
    if (part !== undefined && local.length === part.sizeBytes && part.crc64 === String(crc64(local))) right.add(number)
    // Where parts of a copy were sent one by one, the first of them has its number.
    start += Math.min(...(layout.get(number) ?? []))
  }
  return right
}
