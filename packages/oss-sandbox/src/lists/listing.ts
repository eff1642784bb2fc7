import { encodeStrictly } from '../identity/signature-v4.ts'
import { invalidArgument } from '../wire/errors.ts'
import { queryValue, type RequestHead } from '../wire/request.ts'

/** `url`, where the client asked for keys in that form. */
export function readEncodingType(head: RequestHead): 'url' | undefined {
  const value = queryValue(head, 'encoding-type')
  if (value === undefined || value === '') return undefined
  if (value === 'url') return 'url'
  throw invalidArgument(
    'Invalid Encoding Method specified in Request.',
    { name: 'encoding-type', value },
    '0017-00000304',
  )
}

/** The text in the form that the client asked for. */
export function encodeKey(text: string, encodingType: 'url' | undefined): string
export function encodeKey(text: string | undefined, encodingType: 'url' | undefined): string | undefined
export function encodeKey(text: string | undefined, encodingType: 'url' | undefined): string | undefined {
  return text === undefined || encodingType === undefined ? text : encodeStrictly(text)
}

/** A page's length; throws InvalidArgument unless it is 1 to max. */
export function readLimit(
  head: RequestHead,
  name: string,
  limits: { readonly default: number; readonly max: number },
): number {
  const text = queryValue(head, name) ?? ''
  if (text === '') return limits.default
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= 1 && number <= limits.max) return number
  throw invalidArgument(
    `Argument ${name} must be an integer between 1 and ${limits.max}.`,
    { name, value: text },
    '0017-00000303',
  )
}

/** Throws InvalidArgument unless the text has the form of a version ID. */
export function checkVersionId(name: string, value: string): void {
  if (!/^(?:null|CAEQ[A-Za-z0-9]+)$/.test(value))
    throw invalidArgument('Invalid version id specified.', { name, value })
}

/** Order of keys in OSS's lists: by their UTF-8 bytes. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
