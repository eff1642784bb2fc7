/** The texts in a JSON file. */
import { parseJson } from '../feeds/parse-json.ts'
import type { TextInFile, TextsInFile } from './text-in-file.ts'

/** @returns the texts that are values, not names of fields. */
export function textsOfJson(text: string): TextsInFile {
  const parsed = parseJson(text)
  if (parsed.kind === 'unreadable') return parsed
  const texts: TextInFile[] = []
  let start: number | undefined
  // A backslash occurs only inside texts, so never before a quote that begins one.
  for (const { 0: found, index } of text.matchAll(/\\.|"/g)) {
    if (found !== '"') continue
    const end = index + 1
    if (start !== undefined && !isFollowedByColon(text, end))
      texts.push({ value: String(JSON.parse(text.slice(start, end))), start, end, write: JSON.stringify })
    start = start === undefined ? index : undefined
  }
  return { kind: 'texts', texts, isSigned: false }
}

function isFollowedByColon(text: string, at: number): boolean {
  const colon = /\s*:/y
  colon.lastIndex = at
  return colon.test(text)
}
