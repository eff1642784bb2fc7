/** Which legs a step publishes or gives up: the lines of `publish-held` and `abandon-held`. */
import { type HeldRecord, holdNameProblem, parseHeld } from './held.ts'

/** One line of `publish-held` or `abandon-held`. */
export type HeldSource =
  /** A leg by its name; its record must have this SHA-256 if one is given. */
  | { readonly kind: 'name'; readonly name: string; readonly sha256: string | undefined }
  /** The record itself, from a job output. */
  | { readonly kind: 'record'; readonly text: string; readonly record: HeldRecord }

/** @returns what the lines name, and what is wrong with others. */
export function parseHeldSources(input: string): {
  readonly sources: readonly HeldSource[]
  readonly problems: readonly { readonly line: string; readonly problem: string }[]
} {
  const sources: HeldSource[] = []
  const problems: { line: string; problem: string }[] = []
  for (const line of input.split(/\r?\n/).map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('{')) {
      const record = parseHeld(line)
      if (record === undefined)
        problems.push({
          line: line.slice(0, 80),
          problem: 'is not a record that this action wrote (the output `held` of a leg)',
        })
      else sources.push({ kind: 'record', text: line, record })
      continue
    }
    const digest = /\s+sha256:(\S*)$/.exec(line)
    const name = digest === null ? line : line.slice(0, digest.index)
    const sha256 = digest?.[1]
    const problem = sha256 === undefined ? holdNameProblem(name) : digestProblem(sha256)
    if (problem !== undefined) problems.push({ line, problem })
    else sources.push({ kind: 'name', name, sha256 })
  }
  return { sources, problems }
}

function digestProblem(sha256: string): string | undefined {
  if (sha256 === '') return 'has an empty digest: the leg that should have made it did not'
  return /^[0-9a-f]{64}$/.test(sha256)
    ? undefined
    : 'has a digest that is not a SHA-256 (the output `held-digest` of the leg)'
}
