/** The error of feeds with the same key that cannot be merged. */
import { ActionError } from '../../core/errors/errors.ts'
import { firstOf } from '../../core/text/text.ts'

const MAX_LISTED = 20

/** @returns the error of feeds with the same key that cannot be merged. */
export function cannotMerge(problems: readonly string[]): ActionError {
  const [first] = problems
  const lines = firstOf(problems, MAX_LISTED).map((problem) => `  - ${problem}`)
  return new ActionError({
    code: 'feeds-differ',
    message: problems.length === 1 ? `${first}` : `Feeds of one key cannot be merged:\n${lines.join('\n')}`,
    remedy:
      'Nothing was made visible. Let all jobs build one version of one commit, or give each feed its own key (`=> key`, `key-prefix`, another channel), and run the workflow again.',
  })
}
