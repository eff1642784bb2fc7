/** Inputs → the settings of each job, field by field: no credential is in settings. */
import { contentTypeOf } from '../../adapters/disk/content-types.ts'
import { headersFor, VERSION_HEADER } from '../../core/naming/headers.ts'
import { keyMatcher } from '../../core/naming/key-pattern.ts'
import { patternsOfUser } from '../../core/naming/pointer-files.ts'
import { waveOf } from '../../core/plan/waves.ts'
import { bucketIdOf, type Sha256Of } from '../../core/records/names.ts'
import { pointersOf } from '../../core/release/pointers.ts'
import type { MadeKey } from '../../core/release/release-index.ts'
import { objectUrl, publicBase } from '../../core/service/urls.ts'
import type { MoveSettings } from '../../engine/moving/move-guard.ts'
import type { IndexSettings } from '../../engine/publish/release-index.ts'
import type { HoldSettings } from '../../jobs/hold.ts'
import type { HeldSettings } from '../../jobs/publish-held.ts'
import type { UploadSettings } from '../../jobs/upload.ts'
import type { Run } from '../../ports.ts'
import type { Inputs } from './inputs.ts'

/** @returns the key of the SHA256SUMS file, `key-prefix` included; undefined where none is wanted. */
export function checksumsKeyOf({ checksums, keyPrefix }: Pick<Inputs, 'checksums' | 'keyPrefix'>): string | undefined {
  return checksums === undefined ? undefined : `${keyPrefix}${checksums}`
}

/** @returns the objects that the step makes itself. */
export function madeKeysOf(inputs: Inputs): readonly MadeKey[] {
  const [sums, index] = [checksumsKeyOf(inputs), indexOf(inputs)]
  return [
    ...(sums === undefined ? [] : [{ key: sums, name: 'the checksums file' } as const]),
    ...(index === undefined ? [] : [{ key: index.key, name: 'the index' } as const]),
  ]
}

/** @returns the settings of the release's index; undefined if none is wanted. */
function indexOf(inputs: Inputs): IndexSettings | undefined {
  const { manifestKey, keyPrefix, version } = inputs
  if (manifestKey === undefined) return undefined
  return { key: `${keyPrefix}${manifestKey}`, version: version?.text, urlOf: urlsOf(inputs) }
}

/** @returns a function from a key to the object's public URL, never signed. */
function urlsOf(inputs: Inputs): (key: string) => string {
  const base = publicBase(inputs)
  return (key) => objectUrl(base, key)
}

/** @returns the settings of an upload, also of one that only holds. */
export function uploadSettingsOf(inputs: Inputs): UploadSettings {
  const { bucket, region, endpoint, mode, ifNoFilesFound, partSize, publish, shard, resume } = inputs
  const { path: lines, includeHiddenFiles, followSymbolicLinks, layout, keyPrefix } = inputs
  const hold = mode.kind === 'hold'
  return {
    ...commonSettings(inputs),
    // A leg that holds does not make a checksums file.
    match: {
      ...{ lines, includeHiddenFiles, followSymbolicLinks, layout, keyPrefix },
      reservedKeys: hold ? [] : madeKeysOf(inputs),
    },
    ...{ ifNoFilesFound, partSize, publish, shard, hold },
    keepsCheckpoints: resume !== 'false',
    moving: hold ? undefined : movingOf(inputs),
    feedUrls: inputs.feedUrls === 'rewrite' ? { urlOf: urlsOf(inputs) } : undefined,
    where: `oss://${bucket}/ (${region}, ${endpoint.host})`,
  }
}

/** @returns the settings of a leg. */
export function holdSettingsOf(
  inputs: Inputs,
  { name, run, ...job }: { readonly name: string; readonly run: Run } & Pick<HoldSettings, 'job' | 'isJobKnown'>,
): UploadSettings & Omit<HoldSettings, 'phases'> {
  const { bucket, region } = inputs
  return { ...uploadSettingsOf(inputs), bucket, region, name, ...job, attempt: run }
}

/** @returns the settings of the job that publishes or abandons what others hold. */
export function heldSettingsOf(
  inputs: Inputs,
  {
    sources,
    run,
    sha256Of,
  }: { readonly sources: HeldSettings['sources']; readonly run: Run; readonly sha256Of: Sha256Of },
): HeldSettings {
  const bucketId = bucketIdOf(sha256Of, inputs)
  return { ...commonSettings(inputs), sources, bucketId, runId: run.id, moving: movingOf(inputs) }
}

function commonSettings(inputs: Inputs) {
  const { concurrency, giveUpAfterMs, overwrite, dryRun, headers, checkPublic, version } = inputs
  const publishLast = inputs.publishLast.map(keyMatcher)
  return {
    reuse: inputs.reuseIndex === undefined ? undefined : { key: inputs.reuseIndex, version: version?.text ?? '' },
    ...{ concurrency, giveUpAfterMs, overwrite, dryRun },
    checkPublicMs: checkPublic.kind === 'wait' ? checkPublic.durationMs : undefined,
    publishLast,
    checksumsKey: checksumsKeyOf(inputs),
    index: indexOf(inputs),
    madeKeys: madeKeysOf(inputs),
    patterns: [
      { input: 'headers', patterns: headers.flatMap(({ pattern }) => pattern ?? []) },
      { input: 'publish-last', patterns: patternsOfUser(inputs.publishLast) },
    ],
    keyPrefix: inputs.keyPrefix,
    headersOf: (key: string, contentType?: string) => ({
      ...headersFor(headers, { key, contentType: contentTypeOf(key, contentType) }),
      ...(version !== undefined && waveOf(key, publishLast) > 0 ? { [VERSION_HEADER]: version.text } : {}),
    }),
  }
}

function movingOf({ version, allowOlder, publishLast }: Inputs): MoveSettings | undefined {
  return version === undefined ? undefined : { version, allowOlder, pointers: pointersOf(publishLast) }
}
