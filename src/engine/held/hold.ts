/** `publish: hold`: everything is in OSS, verified, and nothing is made visible. */

import { VERSION_HEADER, withoutVersion } from '../../core/naming/headers.ts'
import type { PlannedObject, PresentObject } from '../../core/plan/plan.ts'
import { isPrintable } from '../../core/records/guards.ts'
import type { HeldShare } from '../../core/records/held.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'
import type { FailedFile } from '../publish/published-file.ts'
import type { TransferResult } from '../publish/publisher.ts'
import { type RunMeter, type RunResult, summarizeRun } from '../publish/run-result.ts'
import type { Transferred } from '../transfer/upload-file.ts'
import { assertSameBytes } from '../verify/changed.ts'
import { headersWithDigests } from '../verify/fetch-bytes.ts'
import { createContents } from './hold-content.ts'

interface HoldOptions {
  readonly objects: readonly PlannedObject<SourceFile>[]
  readonly transferred: readonly TransferResult[]
  /** By key; empty where none is wanted. */
  readonly sha256: ReadonlyMap<string, string>
  /** Which share of the files this is, if they are divided among jobs. */
  readonly share: HeldShare | undefined
  readonly startedMs: number
  /** Whether the job that publishes may have to put an object again: then the record has its content. */
  readonly mayChange: (key: string) => boolean
}

/** @returns the result: what is held, unless a file failed or changed. Objects that the bucket has already are held as such. */
export async function holdAll(
  engine: FileReader & RunMeter & Pick<Engine, 'ownUploads'>,
  { objects, transferred, sha256, share, startedMs, mayChange }: HoldOptions,
): Promise<RunResult> {
  const failed: FailedFile[] = transferred.filter((one) => one.kind === 'failed')
  const held = new Map<string, HeldObject>()
  for (const object of objects) {
    if (object.kind === 'present') held.set(object.file.key, presentOf(engine, object, sha256))
  }
  for (const one of transferred) {
    if (one.kind === 'failed') continue
    try {
      held.set(one.file.key, await holdOne(engine, one, sha256))
    } catch (error) {
      failed.push({ file: one.file, error })
    }
  }
  for (const object of objects) {
    const origin = object.kind === 'copy' ? held.get(object.fromKey) : undefined
    if (origin === undefined) continue
    // What may become another file must not keep the digests of this one.
    const headers = mayChange(object.file.key) ? object.file.headers : headersWithDigests(engine, object.file)
    held.set(object.file.key, copyOf(engine, object.file, { origin, sha256, headers }))
  }
  const contents = createContents(engine)
  for (const { file } of objects) {
    const one = held.get(file.key)
    if (one === undefined || one.copyOf !== undefined || !mayChange(file.key)) continue
    try {
      held.set(file.key, { ...one, stored: withoutVersion(file.headers), ...(await contents.of(file, one.crc64)) })
    } catch (error) {
      failed.push({ file, error })
    }
  }
  const inOrder = objects.flatMap(({ file }) => held.get(file.key) ?? [])
  for (const { upload } of inOrder)
    if (failed.length === 0 && upload !== undefined) engine.ownUploads.end(upload.uploadId)
  return summarizeRun(engine, {
    ...{ objects, published: [], failed, sha256, startedMs, share },
    ...(failed.length === 0 ? { held: inOrder } : {}),
  })
}

async function holdOne(engine: FileReader, one: Transferred, sha256: ReadonlyMap<string, string>): Promise<HeldObject> {
  if (one.kind === 'present') return presentOf(engine, one, sha256)
  await assertSameBytes(engine, one)
  const { uploadId, partSizeBytes, layout } = one
  const sizes = { partSizeBytes, ...(layout === undefined ? {} : { layout }) }
  const upload = { uploadId, ...sizes, parts: one.parts.map(({ etag, crc64 }) => ({ etag, crc64 })) }
  return { ...heldOf(engine, one.file, { crc64: one.crc64, sha256 }), upload }
}

function presentOf(
  engine: Pick<FileReader, 'samples'>,
  { file, object: { crc64, etag } }: { readonly file: SourceFile; readonly object: PresentObject },
  sha256: ReadonlyMap<string, string>,
): HeldObject {
  return { ...heldOf(engine, file, { crc64, sha256 }), ...(isPrintable(etag) ? { etag } : {}) }
}

/** A copy gets its headers when it is made, so the record has to have them. */
function copyOf(
  engine: Pick<FileReader, 'samples'>,
  file: SourceFile,
  {
    origin,
    sha256,
    headers,
  }: {
    readonly origin: HeldObject
    readonly sha256: ReadonlyMap<string, string>
    readonly headers: SourceFile['headers']
  },
): HeldObject {
  const { key, crc64 } = origin
  return { ...heldOf(engine, file, { crc64, sha256 }), copyOf: key, stored: withoutVersion(headers) }
}

function heldOf(
  { samples }: Pick<FileReader, 'samples'>,
  file: SourceFile,
  { crc64, sha256 }: { readonly crc64: bigint; readonly sha256: ReadonlyMap<string, string> },
): HeldObject {
  const acl = file.headers['x-oss-object-acl']
  const sample = samples?.of(file.path)
  const version = file.headers[VERSION_HEADER]
  return {
    key: file.key,
    displayPath: file.displayPath,
    sizeBytes: file.sizeBytes,
    crc64,
    sha256: sha256.get(file.key),
    contentType: file.headers['content-type'] ?? 'application/octet-stream',
    ...(acl === undefined ? {} : { acl }),
    ...(sample === undefined ? {} : { sample }),
    ...(version === undefined ? {} : { version }),
    ...(file.isRewritten === true ? { isRewritten: true } : {}),
    headersDigest: file.headersDigest,
    upload: undefined,
  }
}
