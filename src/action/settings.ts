/** Inputs → what each of the stories is told. */
import { contentTypeOf } from '../adapters/disk/content-types.ts'
import { headersFor } from '../core/naming/headers.ts'
import { keyMatcher } from '../core/naming/key-pattern.ts'
import type { UploadSettings } from '../jobs/upload.ts'
import type { Inputs } from './inputs/inputs.ts'

/** @returns the key of the SHA256SUMS file, `key-prefix` included; undefined where none is wanted. */
export function checksumsKeyOf({ checksums, keyPrefix }: Pick<Inputs, 'checksums' | 'keyPrefix'>): string | undefined {
  return checksums === undefined ? undefined : `${keyPrefix}${checksums}`
}

/** @returns what an upload is told, also one that only holds. */
export function uploadSettingsOf(inputs: Inputs): UploadSettings {
  const { bucket, region, endpoint, headers, keyPrefix, mode } = inputs
  const { path: lines, includeHiddenFiles, followSymbolicLinks, layout } = inputs
  const checksumsKey = checksumsKeyOf(inputs)
  const hold = mode.kind === 'hold'
  // A leg that holds makes no checksums file of its own.
  const reservedKey = hold ? undefined : checksumsKey
  return {
    ...inputs,
    match: { lines, includeHiddenFiles, followSymbolicLinks, layout, keyPrefix, reservedKey },
    publishLast: inputs.publishLast.map(keyMatcher),
    checksumsKey,
    hold,
    keepsRecords: inputs.resume !== 'false',
    where: `oss://${bucket}/ (${region}, ${endpoint.host})`,
    headersOf: (key) => headersFor(headers, { key, contentType: contentTypeOf(key) }),
  }
}
