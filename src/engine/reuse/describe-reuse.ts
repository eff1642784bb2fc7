/** The log line about reuse. */
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { ReusePart } from '../../core/reuse/plan-reuse.ts'
import { formatSize } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { FileReuse, Reuse, SourceFile } from '../bucket/context.ts'

interface PlannedFileReuse {
  readonly object: PlannedObject<SourceFile>
  readonly plan: FileReuse | undefined
  readonly whySent: ReturnType<Reuse['whySent']>
}

/** Limit of releases that are named. */
const MAX_NAMES = 3

/** @returns one line: how much is taken from where, and how much is sent; undefined if a notice has said why nothing is copied. */
export function describeReuse(files: readonly PlannedFileReuse[]): string | undefined {
  const totalBytes = files.reduce((sum, { object }) => sum + object.file.sizeBytes, 0)
  const copies = files.flatMap(({ object, plan }) =>
    object.kind === 'put' && plan?.whole === undefined ? [] : (plan?.parts.filter(isCopy) ?? []),
  )
  const reusedBytes = copies.reduce((sum, { startBytes, endBytes }) => sum + endBytes - startBytes, 0)
  if (reusedBytes === 0) {
    const reasons = new Set(files.map(({ whySent }) => whySent))
    if (reasons.has('ended')) return undefined
    if (reasons.has('slower'))
      return `Copying what earlier releases have would take longer than sending it; all of ${formatSize(totalBytes)} is sent.`
    return `Nothing of ${formatSize(totalBytes)} is in earlier releases; all of it is sent.`
  }
  const names = [
    ...new Set(copies.map(({ source }) => singleLine(source.version === '' ? source.key : source.version))),
  ]
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : ''
  const from = `${names.slice(0, MAX_NAMES).join(', ')}${more}`
  return `${formatSize(reusedBytes)} of ${formatSize(totalBytes)} are taken from ${from} inside OSS; ${formatSize(totalBytes - reusedBytes)} are sent.`
}

function isCopy(part: ReusePart): part is Extract<ReusePart, { readonly kind: 'copy' }> {
  return part.kind === 'copy'
}
