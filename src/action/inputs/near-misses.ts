/**
 * What people mean by a word that an input does not know. The proposal is never more destructive than what was written: `overwrite: false` does not become
 *  `always`, and a misspelt dry run stays a dry run.
 */

type Meanings = Readonly<Record<string, RegExp>>

const NO = /^(?:false|no|n|off|0|none|null|disabled?)$/
const YES = /^(?:true|yes|y|on|1|enabled?)$/

/** For each input its values and the words that mean them; the first value does the least harm and is proposed for unknown words. */
const WORDS: Readonly<Record<string, Meanings>> = {
  overwrite: {
    never: /false|no|off|^0$|skip|keep|fail|forbid|deny|if-?not-?exists?|create/,
    'if-changed': /change|diff|differ|size|etag|checksum|hash|newer|update/,
    always: /true|yes|^y$|^on$|^1$|replace|force|clobber/,
  },
  publish: {
    hold: /hold|false|no|off|wait|later|manual|draft|stage/,
    together: /together|true|yes|^on$|^1$|all|atomic|once|end/,
    'as-ready': /ready|immediate|each|asap|now/,
  },
  'if-no-files-found': {
    error: /error|true|yes|fail|abort|throw|strict|required/,
    warn: /warn|notice/,
    ignore: /ignore|false|no|off|^0$|skip|silent|allow|continue/,
  },
  layout: {
    'pattern-root': /pattern|root|relative|true|default|auto/,
    workspace: /work|full|keep|tree|path/,
    flat: /flat|base|name|none|false/,
  },
  'feed-urls': {
    keep: /keep|false|no|off|^0$|original|as-?is|github/,
    rewrite: /re-?write|true|yes|^on$|^1$|replace|change|map|update|public/,
  },
  resume: {
    true: YES,
    local: /local|disk|machine|runner/,
    false: NO,
  },
}

/** @returns the value to propose for a word that the input does not have: the nearest meaning, else the one that does the least harm. */
export function proposeWord(input: string, value: string, words: readonly [string, ...string[]]): string {
  const meanings = Object.entries(WORDS[input] ?? {}).filter(([word]) => words.includes(word))
  const text = value.toLowerCase().replace(/[\s_]+/g, '-')
  // A negation counts first: `not-always` must not become `always`.
  const exact = meanings.find(([, pattern]) => pattern.exec(text)?.[0] === text)
  const [found] = exact ?? meanings.find(([, pattern]) => pattern.test(text)) ?? meanings[0] ?? [words[0]]
  return found
}

/** For switches, the value that does less harm if the meaning is unclear. */
const SAFE: Readonly<Record<string, boolean>> = { 'dry-run': true, 'allow-older': false }

/** @returns the boolean to propose for a word that is not one. */
export function proposeBoolean(input: string, value: string, fallback: boolean): boolean {
  const text = value.toLowerCase()
  if (YES.test(text)) return true
  if (NO.test(text)) return false
  return SAFE[input] ?? fallback
}
