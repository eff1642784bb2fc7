/** What a copy that OSS refuses for good says about other copies. */
import { type ActionError, asActionError, faultOf, type ServiceFacts } from '../../core/errors/errors.ts'
import type { IndexedObject } from '../../core/reuse/chunk-index.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Reuse } from '../bucket/context.ts'

/** Notes the refusal: it concerns the source, or the right to read. Throws errors that end the upload itself, and unexpected ones. */
export function refused(reuse: Reuse, source: IndexedObject, error: unknown): undefined {
  const known = asActionError(error)
  const fault = faultOf(error)
  if (known === undefined || fault === 'upload-gone' || fault === 'aborted') throw error
  // This concerns the object to be made, not the source.
  if (fault === 'exists') return undefined
  if (fault === 'denied') reuse.end(`${singleLine(known.message)}; copying needs \`oss:GetObject\``)
  else if (fault === 'missing') reuse.blame(source, 'it is gone')
  else if (isUnknown(known.facts)) reuse.end(`OSS does not copy here (${codeOf(known)})`)
  else reuse.blame(source, codeOf(known))
  return undefined
}

/** Whether the service does not have this operation at all. */
function isUnknown({ status }: ServiceFacts): boolean {
  return status === 501 || status === 405
}

function codeOf({ code, facts: { serviceCode, status } }: ActionError): string {
  return serviceCode ?? (status === undefined ? code : `HTTP ${status}`)
}
