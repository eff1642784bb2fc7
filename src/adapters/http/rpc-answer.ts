/** Answers of Alibaba Cloud's OpenAPI: JSON with a request ID, and in refusals a code and a message. */

import type { ServiceFacts } from '../../core/errors/errors.ts'
import { parseServerTime } from '../../core/text/server-time.ts'
import { isText } from '../../core/text/text.ts'
import type { HttpAnswer } from './http-call.ts'

export type Fields = Readonly<Record<string, unknown>>

/** @returns the text parsed as a JSON object; undefined if it is not one. */
export function fieldsOf(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}

/** @returns the facts of a refusal. One without code and request ID does not come from the service. */
export function rpcFactsOf(answer: HttpAnswer, fields: Fields | undefined): ServiceFacts {
  const { Code, Message, RequestId, HostId, Recommend } = fields ?? {}
  const { AuthAction, NoPermissionType, PolicyType } = childOf(fields, 'AccessDeniedDetail') ?? {}
  const texts = {
    serviceCode: Code,
    serviceMessage: Message,
    requestId: RequestId,
    hostId: HostId,
    recommendDoc: Recommend,
    deniedAction: AuthAction,
    noPermissionType: NoPermissionType,
    policyType: PolicyType,
  }
  const serverTimeMs = serverTimeOf(answer)
  return {
    status: answer.status,
    foreign: !isText(Code) && !isText(RequestId),
    ...(serverTimeMs === undefined ? {} : { serverTimeMs }),
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => isText(value))),
  }
}

/** @returns the service's clock, in milliseconds since the epoch; undefined without a valid `Date`. */
export function serverTimeOf({ headers }: HttpAnswer): number | undefined {
  return parseServerTime(headers.date)
}

/** @returns the object of that name; undefined if there is none. */
export function childOf(fields: Fields | undefined, name: string): Fields | undefined {
  const value = fields?.[name]
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined
}
