/** The table of causes: a failure of OSS, STS, a CDN or the network → its meaning in one sentence, and its remedy. */

import { singleLine } from '../../text/text.ts'
import { ActionError, type Fault, type ServiceFacts } from '../errors.ts'
import { ACCESS_CAUSES } from './access.ts'
import { ADDRESS_CAUSES } from './address.ts'
import { BUCKET_CAUSES } from './bucket.ts'
import type { AnyRequest, Cause, Failure, OssRequest, StsRequest } from './cause.ts'
import { CDN_CAUSES, type CdnRequest } from './cdn.ts'
import { NETWORK_CAUSES } from './network.ts'
import { OBJECT_CAUSES } from './object.ts'
import { SERVICE_CAUSES } from './service.ts'
import { STS_CAUSES } from './sts.ts'

/** All causes of failed requests to OSS; the first whose condition holds is used. */
export const OSS_TABLE: readonly Cause<OssRequest>[] = [
  ...ADDRESS_CAUSES,
  ...NETWORK_CAUSES,
  ...BUCKET_CAUSES,
  ...ACCESS_CAUSES,
  ...OBJECT_CAUSES,
  ...SERVICE_CAUSES,
]

/** All causes of failures to get credentials. */
export const STS_TABLE: readonly Cause<StsRequest>[] = [...NETWORK_CAUSES, ...STS_CAUSES, ...SERVICE_CAUSES]

/** All causes of failures to refresh a CDN. */
const CDN_TABLE: readonly Cause<CdnRequest>[] = [...NETWORK_CAUSES, ...CDN_CAUSES]

/** @returns the failure of a call to a CDN's API. */
export function explainCdn(failure: Failure<CdnRequest>): ActionError {
  return explain(CDN_TABLE, failure, 'cdn-error')
}

/** @returns the failure of a request to OSS as an error with the table's sentence and remedy. */
export function explainOss(failure: Failure<OssRequest>): ActionError {
  return explain(OSS_TABLE, failure, 'oss-error')
}

/** @returns the failure of a request to STS, or to GitHub for the token that STS needs. */
export function explainSts(failure: Failure<StsRequest>): ActionError {
  return explain(STS_TABLE, failure, 'sts-error')
}

function explain<Request extends AnyRequest>(
  table: readonly Cause<Request>[],
  failure: Failure<Request>,
  otherwise: string,
): ActionError {
  const { facts } = failure
  const cause = table.find(({ when }) => when(failure))
  if (cause === undefined) return unknownRefusal(failure, otherwise)
  const { code, fault } = cause
  const message = oneSentence(cause.message(failure))
  return new ActionError({ code, fault, message, remedy: cause.remedy(failure), facts })
}

/** A refusal that is not in the table. It is not retried; OSS's own message and page are all there is to show. */
function unknownRefusal({ request, facts }: Failure<AnyRequest>, code: string): ActionError {
  const said = facts.serviceMessage === undefined ? '' : `: ${facts.serviceMessage}`
  return new ActionError({
    code,
    fault: faultOfStatus(facts),
    message: oneSentence(
      `${request.host} refused ${request.operation} with ${facts.serviceCode ?? `HTTP ${facts.status}`}${said}`,
    ),
    remedy: remedyOfUnknown(facts),
    facts,
  })
}

function remedyOfUnknown({ recommendDoc, serviceCode }: ServiceFacts): string {
  if (recommendDoc !== undefined) return `OSS's page about it: ${recommendDoc}`
  return serviceCode === undefined
    ? 'OSS itself would return an error code: run `curl -i` on the runner to see who answers there, and check `endpoint` and the proxies on the way.'
    : 'Look the code up in the documentation of Alibaba Cloud; its support needs the request ID.'
}

/** Keys and the server's own words may hold line ends: they must not look like lines of the log. */
function oneSentence(message: string): string {
  return singleLine(message, 2000)
}

function faultOfStatus({ status }: ServiceFacts): Fault {
  if (status === 403) return 'denied'
  return status === 404 ? 'missing' : 'permanent'
}
