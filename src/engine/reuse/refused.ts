/** What a copy that OSS refuses for good tells of the others. */
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import type { IndexedObject } from '../../core/reuse/chunk-index.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Reuse } from '../bucket/context.ts'

/** Notes the refusal: it concerns the source, or the right to read. Throws what ends the upload itself, and what nobody expected. */
export function refused(reuse: Reuse, source: IndexedObject, error: unknown): undefined {
  const known = asActionError(error)
  const fault = faultOf(error)
  if (known === undefined || fault === 'upload-gone' || fault === 'aborted') throw error
  // Of the object that is to be made, not of the source.
  if (fault === 'exists') return undefined
  if (fault === 'denied') reuse.end(`${singleLine(known.message)}; copying needs \`oss:GetObject\``)
  else if (fault === 'missing') reuse.blame(source, 'it is gone')
  else reuse.blame(source, known.facts.serviceCode ?? known.code)
  return undefined
}
