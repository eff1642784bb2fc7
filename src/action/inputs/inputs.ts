/** Input strings → Inputs. All problems are found before anything is sent, and reported together. */

import { MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES, type PartSizeSetting } from '../../core/bytes/parts.ts'
import type { ConcurrencySetting } from '../../core/link/concurrency.ts'
import { prefixProblem } from '../../core/naming/key-prefix.ts'
import type { Layout } from '../../core/naming/object-key.ts'
import { type IncludeLine, parsePathLines } from '../../core/naming/path-lines.ts'
import type { CredentialSource } from '../../core/service/credentials.ts'
import { type Endpoint, isBucketName } from '../../core/service/endpoint.ts'
import { withoutLogin } from '../../core/text/clean.ts'
import { parseSize } from '../../core/text/quantities.ts'
import type { UploadSettings } from '../../jobs/upload.ts'
import type { InputSource } from '../../ports.ts'
import { readEndpoint, readRegion } from './address.ts'
import { readCredentials } from './credentials.ts'
import { type FeedUrls, type ReleaseOrigin, readAssetLines, readFeedUrls, readFromRelease } from './from-release.ts'
import { type HeldInputs, readHeldInputs } from './held.ts'
import { type InputReader, inputError, readBoolean, readDuration, readsFiles, readWord } from './reader.ts'
import { type ReadersInputs, readReadersInputs } from './readers.ts'
import { type ReleaseInputs, readReleaseInputs } from './release.ts'

type IfNoFilesFound = UploadSettings['ifNoFilesFound']
type Resume = 'true' | 'local' | 'false'

export interface Inputs extends ReleaseInputs, HeldInputs, ReadersInputs {
  readonly path: readonly IncludeLine[]
  /** The release whose assets are the files; undefined: they are on this machine. */
  readonly fromRelease: ReleaseOrigin | undefined
  readonly feedUrls: FeedUrls
  readonly bucket: string
  readonly region: string
  readonly endpoint: Endpoint
  readonly credentials: CredentialSource
  readonly keyPrefix: string
  readonly layout: Layout
  readonly ifNoFilesFound: IfNoFilesFound
  readonly includeHiddenFiles: boolean
  readonly followSymbolicLinks: boolean
  readonly partSize: PartSizeSetting
  readonly concurrency: ConcurrencySetting
  readonly stallTimeoutMs: number
  readonly giveUpAfterMs: number
  readonly resume: Resume
  readonly checkpointDir: string | undefined
}

/** @returns the inputs. Throws one ActionError that names everything that is wrong with them. */
export function readInputs(source: InputSource): Inputs {
  const reader: InputReader = { ...source, problems: [] }
  const bucket = readBucket(reader)
  const region = readRegion(reader)
  const cname = readBoolean(reader, 'cname', false)
  const fromRelease = readFromRelease(reader)
  const inputs = {
    ...readReleaseInputs(reader),
    ...readHeldInputs(reader),
    ...readReadersInputs(reader),
    path: reader.input('from-release') === '' ? readPath(reader) : readAssetLines(reader),
    fromRelease,
    feedUrls: readFeedUrls(reader),
    bucket,
    region,
    endpoint: readEndpoint(reader, { bucket, region, cname }),
    credentials: readCredentials(reader),
    keyPrefix: readKeyPrefix(reader),
    layout: readWord<Layout>(reader, 'layout', ['pattern-root', 'workspace', 'flat']),
    ifNoFilesFound: readWord<IfNoFilesFound>(reader, 'if-no-files-found', ['error', 'warn', 'ignore']),
    includeHiddenFiles: readBoolean(reader, 'include-hidden-files', false),
    followSymbolicLinks: readBoolean(reader, 'follow-symbolic-links', true),
    partSize: readPartSize(reader),
    concurrency: readConcurrency(reader),
    stallTimeoutMs: readDuration(reader, { name: 'stall-timeout', fallback: '30s', maxMs: 3_600_000 }),
    giveUpAfterMs: readDuration(reader, { name: 'give-up-after', fallback: '15m', maxMs: 86_400_000 }),
    resume: readWord<Resume>(reader, 'resume', ['true', 'local', 'false']),
    checkpointDir: reader.input('checkpoint-dir') || undefined,
  }
  if (reader.problems.length > 0) throw inputError(reader.problems)
  return inputs
}

function readPath(reader: InputReader): readonly IncludeLine[] {
  if (!readsFiles(reader)) return []
  const write = 'path: dist/*.exe'
  const text = reader.input('path')
  const { lines, problems } = parsePathLines(text)
  for (const { line, ...problem } of problems) reader.problems.push({ input: 'path', value: line, ...problem })
  if (lines.length === 0 && problems.length === 0) {
    const problem = text === '' ? 'is required' : 'has no line that includes files'
    reader.problems.push({ input: 'path', problem, write })
  }
  return lines
}

function readBucket(reader: InputReader): string {
  const value = reader.input('bucket')
  const [first = ''] = value.replace(/^[a-z]+:\/\//i, '').split(/[./]/)
  const write = `bucket: ${isBucketName(first) ? first : 'my-bucket'}`
  if (value === '') reader.problems.push({ input: 'bucket', problem: 'is required', write })
  else if (!isBucketName(value)) {
    const problem =
      'is not a valid bucket name: 3 to 63 lower-case letters, digits and hyphens, without `oss://` and without a host'
    reader.problems.push({ input: 'bucket', value: withoutLogin(value), problem, write })
  }
  return value
}

function readKeyPrefix(reader: InputReader): string {
  const value = reader.input('key-prefix')
  const problem = prefixProblem(value)
  if (problem !== undefined) reader.problems.push({ input: 'key-prefix', value, ...problem })
  return value
}

function readPartSize(reader: InputReader): PartSizeSetting {
  const value = reader.input('part-size')
  if (value === '' || value.toLowerCase() === 'auto') return { kind: 'auto' }
  const sizeBytes = parseSize(value)
  const write = 'part-size: 8MiB'
  if (sizeBytes === undefined) {
    reader.problems.push({ input: 'part-size', value, problem: 'is neither `auto` nor a size such as `8MiB`', write })
  } else if (sizeBytes < MIN_PART_SIZE_BYTES || sizeBytes > MAX_PART_SIZE_BYTES) {
    reader.problems.push({ input: 'part-size', value, problem: 'is outside what OSS allows: 100KB to 5GB', write })
  }
  return { kind: 'fixed', sizeBytes: sizeBytes ?? MIN_PART_SIZE_BYTES }
}

function readConcurrency(reader: InputReader): ConcurrencySetting {
  const value = reader.input('concurrency').toLowerCase()
  if (value === '' || value === 'auto') return { kind: 'auto' }
  const limit = Number(value)
  if (/^\d+$/.test(value) && limit >= 1 && limit <= 128) return { kind: 'fixed', limit }
  const problem = 'is neither `auto` nor a whole number from 1 to 128'
  reader.problems.push({ input: 'concurrency', value, problem, write: 'concurrency: auto' })
  return { kind: 'auto' }
}
