/** What people read before anything is sent: matches, names, the plan. */
import { ActionError } from '../../core/errors/errors.ts'
import { prefixWarning } from '../../core/naming/key-prefix.ts'
import { type NamedPatterns, unmatchedPatternWarnings } from '../../core/naming/pattern-warnings.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import { formatPlan } from '../../core/telling/report.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Reporter } from '../../ports.ts'
import type { Engine } from '../bucket/context.ts'
import type { MatchOutcome } from './match.ts'

/** Reports patterns and links that match no file. Throws an ActionError if that is to be an error. */
export function reportMatches(
  { files, emptyLines, danglingLinks, hiddenCount }: MatchOutcome,
  ifNoFilesFound: 'error' | 'warn' | 'ignore',
  reporter: Reporter,
): void {
  const texts = [...emptyLines, ...danglingLinks.map((link) => `${singleLine(link)} is a link that points nowhere`)]
  if (hiddenCount > 0 && files.length > 0)
    reporter.notice(
      `${hiddenCount === 1 ? '1 hidden file or folder was' : `${hiddenCount} hidden files or folders were`} left out. If they belong to the release, write \`include-hidden-files: true\`.`,
      'Hidden files left out',
    )
  if (texts.length === 0) return
  switch (ifNoFilesFound) {
    case 'error':
      throw new ActionError({
        code: 'no-files',
        message:
          texts.length === 1
            ? `${texts[0]}`
            : `\`path\` asks for more than there is:\n${texts.map((text) => `  - ${text}`).join('\n')}`,
        remedy:
          'Check the lines of `path` (relative to the workspace; hidden files need `include-hidden-files: true`) and the step that makes the files, or write `if-no-files-found: warn`.',
      })
    case 'warn':
      for (const text of texts) reporter.warning(text, 'No files')
      if (files.length === 0) reporter.info('There is nothing to publish.')
      return
    case 'ignore':
      if (files.length === 0) reporter.info('There is nothing to publish.')
  }
}

/** Warns once of patterns that match no key, and of a prefix that joins the names of files. */
export function warnOfNames(
  {
    patterns,
    keys,
    keyPrefix,
  }: { readonly patterns: readonly NamedPatterns[]; readonly keys: readonly string[]; readonly keyPrefix: string },
  reporter: Reporter,
): void {
  for (const text of unmatchedPatternWarnings(patterns, { keys, keyPrefix }))
    reporter.warning(text, 'Pattern matches nothing')
  const text = prefixWarning(keyPrefix, keys[0])
  if (text !== undefined) reporter.warning(text, 'Prefix without a slash')
}

/** Prints the plan, and adds its bytes to the expected total. */
export function reportPlan(
  engine: Pick<Engine, 'progress' | 'reporter'>,
  objects: readonly PlannedObject[],
  told: { readonly where: string; readonly checksumsKey: string | undefined },
): void {
  engine.progress.planned()
  if (objects.length === 0) return
  const { title, lines } = formatPlan(objects, told)
  engine.reporter.group(title, lines)
  for (const object of objects) {
    const { sizeBytes } = object.file
    if (object.kind === 'put' || object.kind === 'multipart') engine.progress.addPlanned(sizeBytes)
    if (object.kind === 'present' && object.by === 'resumed') {
      engine.progress.addPlanned(sizeBytes)
      engine.progress.addResumed(sizeBytes)
    }
  }
}
