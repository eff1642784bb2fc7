/** Reads input strings one after the other, and collects what is wrong with them, to report it in one error. */
import { ActionError } from '../../core/errors/errors.ts'
import { withoutSecrets } from '../../core/text/clean.ts'
import { parseDuration, plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { InputSource } from '../../ports.ts'
import { proposeBoolean, proposeWord } from './near-misses.ts'

/** One thing that is wrong with the inputs. */
interface InputProblem {
  readonly input: string
  /** Absent for secrets and for what is missing. */
  readonly value?: string
  readonly problem: string
  /** The line of YAML to write below `with`. */
  readonly write?: string
  /** The condition to write as the step's `if`, where the step cannot work at all. */
  readonly condition?: string
}

/** Reads one input after the other, and collects what is wrong. */
export interface InputReader extends InputSource {
  readonly problems: InputProblem[]
}

/** @returns one error that names everything that is wrong, with the YAML to write. */
export function inputError(problems: readonly InputProblem[]): ActionError {
  const sentences = problems.map(({ input, value, problem }) => {
    const shown = value === undefined || value === '' ? '' : ` (\`${singleLine(withoutSecrets(value), 200)}\`)`
    return `\`${input}\`${shown} ${problem}`
  })
  const count = new Set(problems.map(({ input }) => input)).size
  const message =
    sentences.length === 1
      ? `${sentences[0]}`
      : `${plural(count, 'input')} ${count === 1 ? 'is' : 'are'} wrong:\n${sentences.map((text) => `  - ${text}`).join('\n')}`
  const conditions = [...new Set(problems.flatMap(({ condition }) => condition ?? []))]
  const lines = [...new Set(problems.flatMap(({ write }) => write ?? []))]
  const yaml = [
    ...conditions.map((condition) => `  if: ${condition}`),
    ...(lines.length > 0 ? ['  with:', ...lines.map((line) => `    ${line}`)] : []),
  ]
  const remedy = yaml.length === 0 ? 'Leave what is named out.' : `Write:\n${yaml.join('\n')}`
  return new ActionError({ code: 'bad-input', message, remedy })
}

/** @returns the input as one of the words; the first if it is empty. */
export function readWord<Word extends string>(
  reader: InputReader,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  const value = reader.input(name).toLowerCase()
  const word = words.find((candidate) => candidate === value)
  if (word !== undefined) return word
  if (value !== '') {
    const problem = `is not one of ${words.map((candidate) => `\`${candidate}\``).join(', ')}`
    reader.problems.push({ input: name, value, problem, write: `${name}: ${proposeWord(name, value, words)}` })
  }
  return words[0]
}

/** @returns whether the input is `true`; `fallback` if it is empty or neither word. */
export function readBoolean(reader: InputReader, name: string, fallback: boolean): boolean {
  const value = reader.input(name).toLowerCase()
  if (value === '') return fallback
  if (value === 'true' || value === 'false') return value === 'true'
  const write = `${name}: ${proposeBoolean(name, value, fallback)}`
  reader.problems.push({ input: name, value, problem: 'is neither `true` nor `false`', write })
  return fallback
}

/** @returns the lines of the input, trimmed, without empty ones and comments. */
export function readLines(reader: InputReader, name: string): readonly string[] {
  const lines = reader.input(name).split(/\r?\n/)
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
}

/** @returns whether the step reads files: one that publishes or abandons what others hold does not. */
export function readsFiles(reader: InputReader): boolean {
  return reader.input('publish-held') === '' && reader.input('abandon-held') === ''
}

const MIN_DURATION_MS = 1000

/** @returns milliseconds, at least one second; `fallback` if the input is empty. */
export function readDuration(
  reader: InputReader,
  { name, fallback, maxMs }: { readonly name: string; readonly fallback: string; readonly maxMs: number },
): number {
  const value = reader.input(name) || fallback
  const duration = parseDuration(value)
  const write = `${name}: ${fallback}`
  if (duration === undefined) {
    reader.problems.push({ input: name, value, problem: `is not a valid duration, such as \`${fallback}\``, write })
  } else if (duration < MIN_DURATION_MS || duration > maxMs) {
    reader.problems.push({ input: name, value, problem: `is outside 1s to ${maxMs / 3_600_000}h`, write })
  }
  return duration ?? MIN_DURATION_MS
}
