/** Why readers do not get what is published, in words. Pure. */

import { ActionError } from '../errors/errors.ts'
import { PUBLIC_ACCESS_REMEDY } from '../telling/public-notes.ts'
import { formatDuration, plural } from '../text/quantities.ts'
import { firstOf, singleLine } from '../text/text.ts'
import type { Finding } from './finding.ts'
import type { RedirectRefusal } from './redirect.ts'

/** An object that readers do not get as it was published. */
export interface WrongObject {
  /** Without a signature. */
  readonly url: string
  readonly finding: Finding
}

const MAX_LISTED = 20

/** @returns what a finding says, as the end of a sentence that begins with the URL. */
export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'right':
      return 'is right'
    case 'refused':
      return `answers ${finding.status} to anonymous readers${inBrackets(finding.cache)}`
    case 'missing':
      return `answers ${finding.status}, from a cache that has kept an earlier 404${inBrackets(finding.cache)}`
    case 'other-bytes':
      return `gives other bytes than were published${inBrackets(finding.cache)}`
    case 'page':
      return `gives a web page in place of the file (HTTP ${finding.status}), such as of a login`
    case 'redirect':
      return `redirects readers to ${singleLine(finding.host, 200)} (HTTP ${finding.status}), ${REDIRECTS[finding.reason]}`
    case 'status':
      return `answers HTTP ${finding.status}${inBrackets(finding.cache)}`
    case 'certificate':
      return `has a TLS certificate that readers do not accept (${finding.code})`
    case 'unreachable':
      return `cannot be reached (${finding.code})`
  }
}

const REDIRECTS: Readonly<Record<RedirectRefusal, string>> = {
  'too-many': 'which is one redirect too many',
  'to-http': 'from https to http',
  'to-private': 'a private address',
  unreadable: 'which is not an address',
}

/** @returns what to do about each kind of finding, a sentence or two for each. */
function remedyOf(kind: Finding['kind']): string | undefined {
  switch (kind) {
    case 'right':
      return undefined
    case 'refused':
      return `For 403: ${PUBLIC_ACCESS_REMEDY} Where a CDN reads from a private bucket, switch on its access to private buckets.`
    case 'missing':
      return 'For 404: somebody asked a cache for the URL before it was published. Let the CDN not keep 404s (a TTL of 0 for that status code), or refresh these URLs.'
    case 'other-bytes':
      return 'For old bytes: put the version into the names of files, give files that keep their names `Cache-Control: no-cache` (rules of a CDN override it: check them), or refresh these URLs in the CDN after publishing.'
    case 'page':
      return 'For a page: a login, a firewall or a captive portal answers in place of the files; let anonymous readers pass, or check `public-url`.'
    case 'redirect':
      return 'For redirects: write the address that readers are sent to as `public-url`.'
    case 'certificate':
      return 'For the certificate: the domain of `public-url` needs its own certificate in the CDN or OSS. Your own authority is named with `NODE_EXTRA_CA_CERTS`.'
    case 'status':
    case 'unreachable':
      return 'Check `public-url`, the domain behind it, and whether this runner can reach it (a proxy is used where the environment names one).'
  }
}

/**
 * @param stage whether the `publish-last` objects were left as they were, or are visible already
 * @returns the error of a check that was not successful in time, one line per URL
 */
export function notReadable(
  wrong: readonly WrongObject[],
  { stage, waitedMs }: { readonly stage: 'before-pointers' | 'pointers'; readonly waitedMs: number },
): ActionError {
  const lines = wrong.map(({ url, finding }) => `${singleLine(url, 300)} ${describeFinding(finding)}`)
  const shown = firstOf(lines, MAX_LISTED).map((line) => `  - ${line}`)
  const pointers =
    stage === 'pointers'
      ? 'The objects of `publish-last` are published too'
      : 'The objects of `publish-last` were left as they were'
  const kinds = [...new Set(wrong.map(({ finding }) => finding.kind))]
  const remedies = kinds.flatMap((kind) => remedyOf(kind) ?? [])
  return new ActionError({
    code: 'not-readable',
    message: `${plural(wrong.length, 'published object')} cannot be read right at the public address after ${formatDuration(waitedMs)}:\n${shown.join('\n')}`,
    remedy: `${pointers}, and all files are in OSS: a re-run sends nothing again, and checks again.\n${[...new Set(remedies)].join('\n')}`,
  })
}

/** @returns the line that says what the step waits for. */
export function describeWait(
  wrong: readonly WrongObject[],
  { count, leftMs }: { readonly count: number; readonly leftMs: number },
): string {
  const [first] = wrong
  const example = first === undefined ? '' : `: ${singleLine(first.url, 200)} ${describeFinding(first.finding)}`
  return `Waiting for ${wrong.length} of ${plural(count, 'object')} to be right at the public address, for ${formatDuration(leftMs)} more${example}`
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`
}
