/** Removes secrets from texts of others: passwords and signatures in URLs. */

/** User and password in a URL of http or of a proxy. A password may contain characters that end a host: greedy, to the last `@` of the word. */
const LOGIN = /\b((?:https?|socks\w*):\/\/)[^\s]*@/gi
/** Other schemes: keys after the host may contain an `@`. */
const OTHER_LOGIN = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi
/** Signatures and tokens in the query of a URL. */
const SIGNATURE = /([?&](?:[\w-]*(?:signature|security-?token|credential)|sig|token)=)[^&\s"'<>]+/gi
/** Headers with a secret, as some libraries put them into their messages. */
const HEADER = /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:basic|bearer|oss4?-?[\w-]*)?\s*)[^\s"',}]+/gi

/** @returns a host or URL without user and password, also if its scheme is missing. */
export function withoutLogin(address: string): string {
  return withoutSecrets(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : address.replace(/^[\s\S]*@/, '***@'))
}

/** @returns the text without user, password and signature of each URL, and without credentials in headers. */
export function withoutSecrets(text: string): string {
  return text
    .replace(LOGIN, '$1***@')
    .replace(OTHER_LOGIN, '$1***@')
    .replace(SIGNATURE, '$1***')
    .replace(HEADER, '$1***')
}
