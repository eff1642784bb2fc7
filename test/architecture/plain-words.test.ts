/** Phrases that readers of the code, its messages and the titles of its tests stumbled over: they must not come back. */
import { expect, test } from 'vitest'
import { readSources } from './source-files.ts'

interface Phrase {
  readonly found: RegExp
  /** A text as it was once written, which must be found. */
  readonly old: string
  readonly instead: string
}

const PHRASES: readonly Phrase[] = [
  {
    found: /(?<!\bthere )\b(?:is|are) no (?!longer\b|more\b|way\b|need\b|\w+ (?:for|here|in|of|on|to|yet)\b)[a-z]+/i,
    old: 'the text is no bucket name',
    instead: 'is not a valid …',
  },
  { found: /\b(?:that|which) (?:is|are) none\b/i, old: 'a date that is none', instead: 'that is not a valid …' },
  { found: /\b(?:is|are) none of\b/i, old: 'what is none of these', instead: 'is not one of' },
  {
    found: /\b(?:has|have) not (?:the|a|any|this|its)\b/i,
    old: 'an object that has not the digest',
    instead: 'does not have',
  },
  { found: /\bknows? no\b/i, old: 'a server that knows no copies', instead: 'does not know, does not support' },
  {
    found: /\btells? (?:no|nothing|none)\b/i,
    old: 'an answer that tells no CRC64',
    instead: 'does not have, does not say',
  },
  {
    found: /\bstands? (?:in|there|beside|before|behind|above|below|alone|together|within)\b/i,
    old: 'it stands in the record',
    instead: 'is in, is there, conflicts with',
  },
  { found: /\bwhoever\b/i, old: 'whoever asks', instead: 'the name of who it is' },
  { found: /\bmend(?:s|ed|ing)?\b/i, old: 'Mend the policy', instead: 'fix, correct' },
  { found: /\b(?:has|have) to bring\b/i, old: 'what more parts have to bring', instead: 'must be faster by' },
  { found: /\bso (?:much|many) of (?:it|its|what)\b/i, old: 'so much of what is sent', instead: 'this fraction of' },
  { found: /\bof late\b/i, old: 'the pace of late', instead: 'recent' },
  { found: /\b(?:bears?|borne)\b/i, old: 'how long silence is borne', instead: 'has, is allowed, is waited for' },
  { found: /\banew\b/i, old: 'it is fetched anew', instead: 'again' },
  { found: /\bin the place of\b/i, old: 'in the place of the file', instead: 'instead of' },
  { found: /\b(?:gone|goes|going) on with\b/i, old: 'is gone on with as far as it is uploads', instead: 'continues' },
  { found: /\bgo(?:es)? up (?:in|first|with)\b/i, old: 'a file that goes up in parts', instead: 'is uploaded' },
  { found: /\b(?:serves?|helps?) nobody\b/i, old: 'a link that serves nobody', instead: 'is not needed' },
  { found: /\bmistake of (?:our|its) own\b/i, old: 'a mistake of our own', instead: 'a bug' },
  { found: /\blets? go of\b|\b(?:is|are) let go\b/i, old: 'lets go of the upload', instead: 'releases, aborts' },
  { found: /\bovertakes?\b/i, old: 'may overtake the word that', instead: 'may arrive before' },
  { found: /\bdo(?:es)? not part\b/i, old: 'a comma does not part patterns', instead: 'separates' },
  { found: /\bputs? in(?:to)? the place\b/i, old: 'puts in the place', instead: 'replaces' },
  { found: /\b(?:of|in) whatever (?:kind|way)\b/i, old: 'of whatever kind', instead: 'of any' },
  { found: /\bwhat (?:it|this|that) comes? to\b/i, old: 'what it comes to', instead: 'the result of' },
  { found: /\bas far as (?:it|that|they) (?:is|are|can be)\b/i, old: 'as far as that is known', instead: 'if it is' },
  {
    found: /\b(?:was|is|are|be) (?:not )?to be had\b|\b(?:can|cannot) be had\b/i,
    old: 'what is to be had',
    instead: 'is available',
  },
  { found: /\btold (?:so|apart)\b/i, old: 'the two are told apart', instead: 'is reported as, distinguished' },
  { found: /\b(?:no|any)thing (?:more )?shows\b/i, old: 'once nothing shows', instead: 'nothing is visible' },
  { found: /\bsays? what (?:is|was) to be done\b/i, old: 'says what is to be done', instead: 'explains what to do' },
]

/** A title on the line of its call or, in a table or a long call, on a line of its own. */
const TITLE =
  /^\s*(?:(?:test|it|describe)(?:\.\w+)*(?:<.*>)?\(|\]\)\(|\][^'"`]*\)\(|(?=['"`].*,$))\s*(['"`])(.+?)\1,?/gm

interface Text {
  readonly path: string
  readonly text: string
}

const sources = ['src', 'packages', 'scripts'].flatMap(readSources).filter(({ path }) => !path.includes('/test/'))
const tests = ['test', 'packages'].flatMap(readSources).filter(({ path }) => path.endsWith('.test.ts'))
const titles = tests.flatMap(({ path, text }) =>
  [...text.matchAll(TITLE)].map(([, , title = '']): Text => ({ path, text: title })),
)

/** @returns each old phrase in these texts, its file, and what to write instead. */
function oldPhrases(texts: readonly Text[]): readonly string[] {
  return texts.flatMap(({ path, text }) =>
    PHRASES.flatMap(({ found, instead }) => {
      const match = found.exec(text)
      return match === null ? [] : [`${path}: "${match[0]}" (instead: ${instead})`]
    }),
  )
}

test('each phrase is found in an old text', () => {
  expect(PHRASES.filter(({ found, old }) => !found.test(old))).toEqual([])
})

test('comments and messages are in plain English', () => {
  expect(sources.length).toBeGreaterThan(300)
  expect(sources.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'src/core/errors/causes/object.ts',
      'packages/oss-sandbox/src/server.ts',
      'scripts/docs.ts',
    ]),
  )
  expect(oldPhrases(sources)).toEqual([])
})

test('titles of tests are in plain English', () => {
  expect(tests.length).toBeGreaterThan(200)
  expect(titles.length).toBeGreaterThan(1500)
  expect(titles.map(({ text }) => text)).toContain('titles of tests are in plain English')
  expect(oldPhrases(titles)).toEqual([])
})
