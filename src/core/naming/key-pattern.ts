/** Patterns over object keys, for `publish-last` and `headers`. */

/** Whether a key is meant. */
export type KeyMatcher = (key: string) => boolean

/**
 * @param pattern `*` any characters but `/`, `**` any characters, `?` one character but `/`, `{a,b}` alternatives, `[a-c]` one of them, `[!a-c]` none of
 *   them. Without
 *   a `/` it is compared with the key's last segment, with one with the whole key; one at the start is dropped.
 * @returns the matcher; case counts.
 */
export function keyMatcher(pattern: string): KeyMatcher {
  const whole = pattern.includes('/')
  const expression = new RegExp(`^${translate(pattern.replace(/^\/+/, ''))}$`, 'su')
  return (key) => expression.test(whole ? key : key.slice(key.lastIndexOf('/') + 1))
}

const TOKEN = /\*\*\/?|\*|\?|\[[!^]?[^\]]+\]|\{[^{}]*\}|[\s\S]/gu

function translate(pattern: string): string {
  return (pattern.match(TOKEN) ?? []).map(translateToken).join('')
}

function translateToken(token: string): string {
  if (token === '**/') return '(?:.*/)?'
  if (token === '**') return '.*'
  if (token === '*') return '[^/]*'
  if (token === '?') return '[^/]'
  if (token.length > 1 && token.startsWith('[')) return translateSet(token)
  if (token.length > 1 && token.startsWith('{')) return `(?:${token.slice(1, -1).split(',').map(translate).join('|')})`
  return escapeRegExp(token)
}

/** A set never matches a `/`; a range that runs backwards holds nothing. */
function translateSet(token: string): string {
  const negated = /^\[[!^][^\]]/.test(token)
  const members = token
    .slice(negated ? 2 : 1, -1)
    .replace(/([\s\S])-([\s\S])/gu, (range, from: string, to: string) =>
      Number(from.codePointAt(0)) <= Number(to.codePointAt(0)) ? range : '',
    )
    .replace(/[\\^[\]]/g, '\\$&')
  return `(?!/)[${negated ? '^' : ''}${members}]`
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
