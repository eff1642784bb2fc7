/**
 * Parts of different sizes, as a checkpoint records them: later attempts have to keep them. One line of text; what is parsed is untrusted.
 */
import {
  countParts,
  MAX_OBJECT_SIZE_BYTES,
  MAX_PART_SIZE_BYTES,
  MAX_PARTS,
  MIN_PART_SIZE_BYTES,
  type Part,
  partAt,
} from '../bytes/parts.ts'

/** 10,000 sizes of at most seven digits, with commas between them. */
export const MAX_LAYOUT_LENGTH = 80_000

const RUN = /^([1-9a-z][0-9a-z]{0,6})(?:\*([1-9][0-9]{0,4}))?$/

/**
 * @param parts in the order of the file, without gaps, from its first byte on
 * @returns their sizes in base 36, with a count for equal ones that follow each other: `2hwcg*12,270g`.
 */
export function formatLayout(parts: readonly Part[]): string {
  const runs: { readonly size: string; readonly count: number }[] = []
  for (const { startBytes, endBytes } of parts) {
    const size = (endBytes - startBytes).toString(36)
    const last = runs.at(-1)
    if (last?.size === size) runs[runs.length - 1] = { size, count: last.count + 1 }
    else runs.push({ size, count: 1 })
  }
  return runs.map(({ size, count }) => (count === 1 ? size : `${size}*${count}`)).join(',')
}

/** @returns whether the text has the form of a layout. */
export function isLayout(text: string): boolean {
  return text.length <= MAX_LAYOUT_LENGTH && text.split(',').every((run) => RUN.test(run))
}

/** @returns the parts, which cover the file of `sizeBytes` once and obey OSS's limits; undefined if they do not. */
export function parseLayout(text: string, sizeBytes: number): readonly Part[] | undefined {
  const parts = readParts(text)
  return parts?.at(-1)?.endBytes === sizeBytes ? parts : undefined
}

/** @returns the parts; undefined if the text is not a layout, or they do not obey OSS's limits. */
function readParts(text: string): readonly Part[] | undefined {
  if (text.length > MAX_LAYOUT_LENGTH) return undefined
  const parts: Part[] = []
  let at = 0
  for (const run of text.split(',')) {
    const [, size, count = '1'] = RUN.exec(run) ?? []
    if (size === undefined || parts.length + Number(count) > MAX_PARTS) return undefined
    for (let left = Number(count); left > 0; left--) {
      const endBytes = at + Number.parseInt(size, 36)
      parts.push({ number: parts.length + 1, startBytes: at, endBytes })
      at = endBytes
    }
  }
  return at <= MAX_OBJECT_SIZE_BYTES && parts.every(isAllowed) ? parts : undefined
}

function isAllowed({ startBytes, endBytes }: Part, index: number, parts: readonly Part[]): boolean {
  const sizeBytes = endBytes - startBytes
  const isLast = index === parts.length - 1
  return sizeBytes <= MAX_PART_SIZE_BYTES && (isLast || sizeBytes >= MIN_PART_SIZE_BYTES)
}

/**
 * @param header of an upload
 * @param sizeBytes of the file as it is now
 * @returns the parts of the upload. If the file has another size now, the parts that it still contains are kept, and the rest is cut again.
 *     Undefined if parts of these sizes cannot make up the file.
 */
export function partsOfUpload(
  { partSizeBytes, layout }: { readonly partSizeBytes: number; readonly layout?: string | undefined },
  sizeBytes: number,
): readonly Part[] | undefined {
  if (layout === undefined)
    return countParts(sizeBytes, partSizeBytes) <= MAX_PARTS ? equalParts(sizeBytes, partSizeBytes) : undefined
  const parts = readParts(layout)
  return parseLayout(layout, sizeBytes) ?? (parts && resized(parts, { sizeBytes, partSizeBytes }))
}

/** @returns the parts that are completely inside a file of another size, and the rest cut again. The last part may be too small to be followed by others. */
function resized(
  parts: readonly Part[],
  { sizeBytes, partSizeBytes }: { readonly sizeBytes: number; readonly partSizeBytes: number },
): readonly Part[] | undefined {
  const kept = parts.slice(0, -1).filter(({ endBytes }) => endBytes <= sizeBytes)
  const at = kept.at(-1)?.endBytes ?? 0
  const rest = at === sizeBytes && at > 0 ? [] : equalParts(sizeBytes - at, partSizeBytes)
  const all = [
    ...kept,
    ...rest.map(({ number, startBytes, endBytes }) => ({
      number: number + kept.length,
      startBytes: startBytes + at,
      endBytes: endBytes + at,
    })),
  ]
  return all.length <= MAX_PARTS ? all : undefined
}

/** @returns every part of a file that is cut every `partSizeBytes`. */
export function equalParts(fileSizeBytes: number, partSizeBytes: number): readonly Part[] {
  const count = countParts(fileSizeBytes, partSizeBytes)
  return Array.from({ length: count }, (_, index) => partAt({ number: index + 1, fileSizeBytes, partSizeBytes }))
}
