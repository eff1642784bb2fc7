/** What is secret in texts that others made: URLs with a password or a signature in them. */

/** Who has the right to ask, as a URL of http or of a proxy has it. A password may hold what ends a host: greedy, to the last `@` of the word. */
const LOGIN = /\b((?:https?|socks\w*):\/\/)[^\s]*@/gi
/** Other schemes: keys behind the host may hold an `@`. */
const OTHER_LOGIN = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi
/** What signs a URL. */
const SIGNATURE = /([?&](?:[\w-]*(?:signature|security-?token|credential)|sig|token)=)[^&\s"'<>]+/gi
/** Headers that carry a secret, as some libraries put them into their messages. */
const HEADER = /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:basic|bearer|oss4?-?[\w-]*)?\s*)[^\s"',}]+/gi

/** @returns what was written for a host or URL as it may be shown, also where its scheme is missing. */
export function withoutLogin(address: string): string {
  return withoutSecrets(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : address.replace(/^[\s\S]*@/, '***@'))
}

/** @returns the text as it may be shown: of each URL neither user nor password nor signature, and no header that proves who asks. */
export function withoutSecrets(text: string): string {
  return text
    .replace(LOGIN, '$1***@')
    .replace(OTHER_LOGIN, '$1***@')
    .replace(SIGNATURE, '$1***')
    .replace(HEADER, '$1***')
}
