/** Sends the parts of a file that are known to be new while the rest of it is still compared with earlier releases. */
import { MIN_PART_SIZE_BYTES, type Part } from '../../core/bytes/parts.ts'
import type { Engine, FileReuse, SourceFile } from '../bucket/context.ts'

interface Ahead {
  /** The parts of the file if nothing is copied. */
  readonly parts: readonly Part[]
  /** What can be copied, once that is known. */
  readonly planning: Promise<FileReuse | undefined>
  send(parts: readonly Part[]): void
}

/**
 * Sends parts from the first one on while no copied range can begin in them: every plan has the same parts before the first such range.
 * @returns what can be copied, and the numbers of the parts whose sending began before that was known
 */
export async function sendAhead(
  { reuse }: Pick<Engine, 'reuse'>,
  file: SourceFile,
  { parts, planning, send }: Ahead,
): Promise<{ readonly plan: FileReuse | undefined; readonly begun: ReadonlySet<number> }> {
  let next = 0
  const endWatch = reuse?.onKnownNew(file, (newBytes) => {
    const from = next
    // The part right before a copied range may get another size, so that no part is too small.
    while (next < parts.length && isNew(parts[next], { newBytes, sizeBytes: file.sizeBytes })) next += 1
    if (next > from) send(parts.slice(from, next))
  })
  const plan = await planning
  endWatch?.()
  const begun = parts.slice(0, next)
  return {
    plan: begun.every((part) => isSent(part, plan)) ? plan : undefined,
    begun: new Set(begun.map(({ number }) => number)),
  }
}

function isNew(
  part: Part | undefined,
  { newBytes, sizeBytes }: { readonly newBytes: number; readonly sizeBytes: number },
): boolean {
  if (part === undefined) return false
  return newBytes === sizeBytes || part.endBytes <= newBytes - MIN_PART_SIZE_BYTES
}

/** Whether the plan has exactly this part, to be sent. */
function isSent({ number, startBytes, endBytes }: Part, plan: FileReuse | undefined): boolean {
  const planned = plan?.parts[number - 1]
  if (plan === undefined) return true
  return planned?.kind === 'send' && planned.startBytes === startBytes && planned.endBytes === endBytes
}
