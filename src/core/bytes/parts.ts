/** One part of a multipart upload: bytes `[startBytes, endBytes)` of the file. */
export interface Part {
  /** 1 to 10,000. */
  readonly number: number
  readonly startBytes: number
  readonly endBytes: number
}

/** OSS's limits. Source: https://help.aliyun.com/zh/oss/product-overview/limits */
export const MIN_PART_SIZE_BYTES = 100 * 1024
export const MAX_PART_SIZE_BYTES = 5 * 1024 ** 3
export const MAX_PARTS = 10_000
export const MAX_OBJECT_SIZE_BYTES = 48.8 * 1024 ** 4
/** Up to this size an object is put in one request, unless the part size is smaller. */
export const MAX_PUT_SIZE_BYTES = 8 * 1024 ** 2

const MEBIBYTE = 1024 ** 2
/** Parts of the usual size that a file has at least where it is cut finer. */
const MANY_PARTS = 32
const FINE_PARTS_A_PART = 4
/** Neighbouring parts are sent as one up to this size, or one of them if it is larger. */
export const MAX_JOINED_SIZE_BYTES = 16 * MEBIBYTE

/** Part size as the user set it: `auto`, or bytes. */
export type PartSizeSetting = { readonly kind: 'auto' } | { readonly kind: 'fixed'; readonly sizeBytes: number }

/**
 * @returns the part size in bytes for a file: as set, or for `auto` between 1 MiB (few big files still fill many connections, and a
 *     broken connection loses little) and 4 MiB (little overhead per request), more only if the file would have more than 10,000 parts.
 */
export function choosePartSize(fileSizeBytes: number, setting: PartSizeSetting): number {
  if (setting.kind === 'fixed') return setting.sizeBytes
  const wanted = Math.min(4 * MEBIBYTE, Math.max(MEBIBYTE, ceilToMebibyte(fileSizeBytes / 512)))
  return Math.max(wanted, ceilToMebibyte(fileSizeBytes / MAX_PARTS))
}

/**
 * @param partSizeBytes what `choosePartSize` returned for `auto`
 * @returns the size at which a new upload cuts a file whose parts may be joined: a quarter of the smallest part size where there are many parts. They are
 *     sent joined to that size; only the last ones are not, so that all connections end at about the same time.
 */
export function finePartSize(fileSizeBytes: number, partSizeBytes: number): number {
  const isFine = partSizeBytes === MEBIBYTE && fileSizeBytes >= MANY_PARTS * MEBIBYTE
  return isFine ? MEBIBYTE / FINE_PARTS_A_PART : partSizeBytes
}

/** @returns the size up to which files are put in one request with this part size. */
export function largestPut(setting: PartSizeSetting): number {
  return Math.min(MAX_PUT_SIZE_BYTES, choosePartSize(MAX_PUT_SIZE_BYTES, setting))
}

function ceilToMebibyte(bytes: number): number {
  return Math.ceil(bytes / MEBIBYTE) * MEBIBYTE
}

/** @returns how many parts a file has; at least 1, since an empty file is one empty part. */
export function countParts(fileSizeBytes: number, partSizeBytes: number): number {
  return Math.max(1, Math.ceil(fileSizeBytes / partSizeBytes))
}

/** @returns part `number` (from 1) of a file that is cut every `partSizeBytes`. */
export function partAt({
  number,
  fileSizeBytes,
  partSizeBytes,
}: {
  readonly number: number
  readonly fileSizeBytes: number
  readonly partSizeBytes: number
}): Part {
  const startBytes = (number - 1) * partSizeBytes
  return { number, startBytes, endBytes: Math.min(startBytes + partSizeBytes, fileSizeBytes) }
}

/** @returns why a file cannot be cut this way, or undefined if it can. */
export function partSizeProblem(
  fileSizeBytes: number,
  partSizeBytes: number,
): 'too-many-parts' | 'too-large' | undefined {
  if (fileSizeBytes > MAX_OBJECT_SIZE_BYTES) return 'too-large'
  return countParts(fileSizeBytes, partSizeBytes) > MAX_PARTS ? 'too-many-parts' : undefined
}

/**
 * @param parts in the order of the file, without gaps between those that follow one another by number
 * @param from index of the first one
 * @returns the first part and as many of its neighbours as `mostBytes` has room for, as one part with the number of the first, and how many these are; undefined
 *   if there is no part at `from`
 */
export function joinParts(
  parts: readonly Part[],
  { from, mostBytes }: { readonly from: number; readonly mostBytes: number },
): { readonly part: Part; readonly count: number } | undefined {
  const first = parts[from]
  if (first === undefined) return undefined
  let { endBytes } = first
  let count = 1
  for (;;) {
    const next = parts[from + count]
    if (next?.number !== first.number + count || next.endBytes - first.startBytes > mostBytes) break
    endBytes = next.endBytes
    count += 1
  }
  return { part: { ...first, endBytes }, count }
}

/**
 * @param slowlyBytes what nine of ten connections carry in half a second; 0 while that is not known
 * @param quicklyBytes what they carry in a tenth of a second
 * @param shareBytes what each connection gets if all of them send two more parts
 * @returns how large a joined part may be: the usual size on slow links, more on fast ones, and less towards the end unless the connections are so
 *     fast that it makes no difference.
 */
export function joinedSize({
  slowlyBytes,
  quicklyBytes,
  shareBytes,
}: {
  readonly slowlyBytes: number
  readonly quicklyBytes: number
  readonly shareBytes: number
}): number {
  const most = Math.min(MAX_JOINED_SIZE_BYTES, Math.max(MEBIBYTE, slowlyBytes))
  return Math.max(Math.min(most, shareBytes), Math.min(MEBIBYTE, quicklyBytes))
}
