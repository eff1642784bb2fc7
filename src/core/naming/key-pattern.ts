/** Patterns over object keys, for `publish-last` and `headers`. */

import { lastSegment } from './object-key.ts'
import { compileSteps, literalSteps, type PatternStep } from './wildcards.ts'

/** Whether a key matches. */
export type KeyMatcher = (key: string) => boolean

/**
 * @param pattern `*` any characters but `/`, `**` any characters, `?` one character but `/`, `{a,b}` alternatives, `[a-c]` one of them, `[!a-c]` none of
 *   them. Without
 *   a `/` it is compared with the key's last segment, with one with the whole key; one at the start is dropped.
 * @returns the matcher; case counts.
 */
export function keyMatcher(pattern: string): KeyMatcher {
  const whole = pattern.includes('/')
  const matches = compileSteps(stepsOf(pattern.replace(/^\/+/, '')))
  return (key) => matches(whole ? key : lastSegment(key))
}

const TOKEN = /\*\*\/?|\*|\?|\[[!^]?[^\]]+\]|\{[^{}]*\}|[\s\S]/gu

const anything = () => true
const inSegment = (character: string) => character !== '/'

function stepsOf(pattern: string): readonly PatternStep[] {
  return (pattern.match(TOKEN) ?? []).flatMap(stepsOfToken)
}

function stepsOfToken(token: string): readonly PatternStep[] {
  if (token === '**/')
    return [{ kind: 'either', choices: [[], [{ kind: 'many', takes: anything }, ...literalSteps('/')]] }]
  if (token === '**') return [{ kind: 'many', takes: anything }]
  if (token === '*') return [{ kind: 'many', takes: inSegment }]
  if (token === '?') return [{ kind: 'one', takes: inSegment }]
  if (token.length > 1 && token.startsWith('[')) return [stepOfSet(token)]
  if (token.length > 1 && token.startsWith('{'))
    return [{ kind: 'either', choices: token.slice(1, -1).split(',').map(stepsOf) }]
  return literalSteps(token)
}

/** A set never matches a `/`; a range that runs backwards matches nothing. */
function stepOfSet(token: string): PatternStep {
  const negated = /^\[[!^][^\]]/.test(token)
  const members = token
    .slice(negated ? 2 : 1, -1)
    .replace(/([\s\S])-([\s\S])/gu, (range, from: string, to: string) =>
      Number(from.codePointAt(0)) <= Number(to.codePointAt(0)) ? range : '',
    )
    .replace(/[\\^[\]]/g, '\\$&')
  const expression = new RegExp(`^(?!/)[${negated ? '^' : ''}${members}]$`, 'su')
  return { kind: 'one', takes: (character) => expression.test(character) }
}
