/** The inputs that say what becomes visible, when, with which headers, under which URL. */
import { type HeaderRule, parseHeaders } from '../../core/naming/headers.ts'
import { keyMatcher } from '../../core/naming/key-pattern.ts'
import { typedKeyProblem } from '../../core/naming/key-prefix.ts'
import { keyProblem } from '../../core/naming/object-key.ts'
import { parseVersion, UNDERSTOOD, type Version } from '../../core/release/version.ts'
import { withoutLogin } from '../../core/text/clean.ts'
import { parseDuration } from '../../core/text/quantities.ts'
import type { Overwrite } from '../../engine/bucket/create-engine.ts'
import type { UploadSettings } from '../../jobs/upload.ts'
import { type InputReader, readBoolean, readLines, readWord } from './reader.ts'

type Publish = UploadSettings['publish']

export interface ReleaseInputs {
  readonly overwrite: Overwrite
  readonly publish: Publish
  /** Key patterns, in the order in which their objects become visible after all others. */
  readonly publishLast: readonly string[]
  readonly headers: readonly HeaderRule[]
  /** The version that this step publishes; undefined: objects are replaced, whatever their version. */
  readonly version: Version | undefined
  /** Whether a newer version may be replaced by it. */
  readonly allowOlder: boolean
  /** Object key of the SHA256SUMS file, without `key-prefix`. */
  readonly checksums: string | undefined
  /** Object key of the index of the release, without `key-prefix`. */
  readonly manifestKey: string | undefined
  /** Object key of the index of content chunks; `key-prefix` is not put before it. */
  readonly reuseIndex: string | undefined
  readonly publicUrl: string | undefined
  readonly signedUrlExpiresMs: number | undefined
  readonly dryRun: boolean
}

const DAY_MS = 86_400_000

/** @returns the inputs of a release; what is wrong with them is in the reader's problems. */
export function readReleaseInputs(reader: InputReader): ReleaseInputs {
  return {
    overwrite: readWord<Overwrite>(reader, 'overwrite', ['always', 'never', 'if-changed']),
    publish: readWord<Publish>(reader, 'publish', ['together', 'as-ready', 'hold']),
    publishLast: readLines(reader, 'publish-last'),
    headers: readHeaders(reader),
    ...readVersion(reader),
    checksums: readMadeKey(reader, 'checksums', 'SHA256SUMS'),
    manifestKey: readManifestKey(reader),
    reuseIndex: readReuseIndex(reader),
    publicUrl: readPublicUrl(reader),
    signedUrlExpiresMs: readSignedUrlExpires(reader),
    dryRun: readBoolean(reader, 'dry-run', false),
  }
}

function readHeaders(reader: InputReader): readonly HeaderRule[] {
  const { rules, problems } = parseHeaders(reader.input('headers'))
  for (const { line, problem, write } of problems) {
    const right = write === undefined ? {} : { write: `headers: |\n${write.replace(/^/gm, '      ')}` }
    reader.problems.push({ input: 'headers', value: line, problem, ...right })
  }
  return rules
}

function readVersion(reader: InputReader): Pick<ReleaseInputs, 'version' | 'allowOlder'> {
  const value = reader.input('version')
  const allowOlder = readBoolean(reader, 'allow-older', false)
  const write = 'version: ${{ github.ref_name }}'
  if (value === '') {
    const problem = 'does nothing without `version`'
    if (allowOlder) reader.problems.push({ input: 'allow-older', problem, write: `${write}\n    allow-older: true` })
    return { version: undefined, allowOlder: false }
  }
  const version = parseVersion(value)
  if (version === undefined) {
    const problem = `is not a valid version: write ${UNDERSTOOD}`
    reader.problems.push({ input: 'version', value, problem, write })
  }
  return { version, allowOlder }
}

/** Values of users who take the input for a switch. */
const NO_KEY =
  /^(?:true|false|yes|no|on|off|y|n|none|null|~|auto|default|enabled?|disabled?|\d|sha-?\d+(?:sum)?|md5|crc64)$|\*/i

function readMadeKey(reader: InputReader, name: string, example: string): string | undefined {
  const value = reader.input(name)
  if (value === '') return undefined
  const problem = NO_KEY.test(value) ? 'is not an object key' : (typedKeyProblem(value) ?? keyProblem(value))
  if (problem !== undefined) reader.problems.push({ input: name, value, problem, write: `${name}: ${example}` })
  return value
}

/** Reads `manifest-key`: the index becomes visible after the files that it names, and before what `publish-last` names. */
function readManifestKey(reader: InputReader): string | undefined {
  const value = readMadeKey(reader, 'manifest-key', 'release.json')
  if (value === undefined) return undefined
  const write = 'manifest-key: release.json'
  const pattern = readLines(reader, 'publish-last').find((one) =>
    keyMatcher(one)(`${reader.input('key-prefix')}${value}`),
  )
  if (pattern !== undefined) {
    const problem = `is a key that \`publish-last\` names (\`${pattern}\`): the index becomes visible before those`
    reader.problems.push({ input: 'manifest-key', value, problem, write })
  }
  if (value === reader.input('checksums')) {
    const problem = 'is the key of the checksums file'
    reader.problems.push({ input: 'manifest-key', value, problem, write })
  }
  return value
}

function readReuseIndex(reader: InputReader): string | undefined {
  const value = reader.input('reuse-index')
  if (value === '') return undefined
  const problem = reuseIndexProblem(reader, value)
  if (problem !== undefined)
    reader.problems.push({ input: 'reuse-index', value, problem, write: 'reuse-index: desktop/.chunks' })
  return value
}

function reuseIndexProblem(reader: InputReader, value: string): string | undefined {
  if (NO_KEY.test(value)) return 'is not an object key'
  if (value.endsWith('/')) return 'is a folder: write the whole key of one object'
  const pattern = readLines(reader, 'publish-last').find((one) => keyMatcher(one)(value))
  const taken = ['checksums', 'manifest-key'].find(
    (name) => reader.input(name) !== '' && `${reader.input('key-prefix')}${reader.input(name)}` === value,
  )
  if (pattern !== undefined)
    return `is a key that \`${pattern}\` of \`publish-last\` names: the index is not part of the release`
  return taken === undefined ? (typedKeyProblem(value) ?? keyProblem(value)) : `is the key of \`${taken}\``
}

function readPublicUrl(reader: InputReader): string | undefined {
  const value = reader.input('public-url')
  if (value === '') return undefined
  const url = URL.parse(value)
  const write = 'public-url: https://download.example.com'
  const isBase = url !== null && /^https?:$/.test(url.protocol) && !/[?#\s]/.test(value)
  if (!isBase || url.username + url.password !== '') {
    const problem = 'is not an http(s) URL without spaces, `?`, `#`, user and password'
    reader.problems.push({ input: 'public-url', value: withoutLogin(value), problem, write })
  }
  return value
}

function readSignedUrlExpires(reader: InputReader): number | undefined {
  const value = reader.input('signed-url-expires')
  if (value === '') return undefined
  const expiresMs = parseDuration(value)
  const write = 'signed-url-expires: 12h'
  if (expiresMs === undefined) {
    reader.problems.push({
      input: 'signed-url-expires',
      value,
      problem: 'is not a valid duration, such as `12h`',
      write,
    })
  } else if (expiresMs < 1000 || expiresMs > 7 * DAY_MS) {
    const nearest = `signed-url-expires: ${expiresMs < 1000 ? '1s' : '7d'}`
    reader.problems.push({
      ...{ input: 'signed-url-expires', value },
      ...{ problem: 'is outside what OSS allows: 1s to 7d', write: nearest },
    })
  }
  return expiresMs
}
