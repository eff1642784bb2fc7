/** Which job owns a hold name: two jobs of one run with the same name would hide each other's files, and both would be green. */
import { ActionError } from '../../core/errors/errors.ts'
import type { HeldRecord } from '../../core/records/held.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import { plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { HeldRecordsPort } from '../../ports.ts'
import { earlierRecord, type Leg } from './leg.ts'

/** Throws an ActionError where another job of this run holds something under the leg's name. It is known before anything is sent. */
export function assertNameIsOwn({ name, job }: Pick<Leg, 'name' | 'job'>, earlier: HeldRecord | undefined): void {
  if (earlier !== undefined && earlier.job !== job) throw nameTaken(name, describeObjects(earlier.objects))
}

/**
 * Claims the name for this job before its record is saved. All jobs that want it in this attempt of the run see the same claim, so that exactly
 * one of them goes on. Throws an ActionError in the others, and in a second job or step that GitHub's context cannot tell from the first and that
 * holds something else.
 * @returns whether the name is claimed for this job; false if the cache could not tell
 */
export async function claimName(
  leg: Leg,
  {
    objects,
    earlier,
    cache,
    sha256Of,
  }: {
    readonly objects: readonly HeldObject[]
    readonly earlier: HeldRecord | undefined
    readonly cache: Pick<HeldRecordsPort, 'claim'>
    readonly sha256Of: (text: string) => string
  },
): Promise<boolean> {
  if (earlier?.runAttempt === leg.run.attempt && contentOf(earlier.objects) !== contentOf(objects))
    throw nameTaken(leg.name, describeObjects(earlier.objects))
  const claim = JSON.stringify({ job: leg.job, content: sha256Of(contentOf(objects)) })
  const standing = await cache.claim(leg.name, claim)
  if (standing !== undefined && standing !== claim) throw nameTaken(leg.name, 'it was claimed first')
  return standing !== undefined
}

/** Used where claims are not available: the record found under the name after saving must be this job's own. Throws an ActionError where not. */
export async function assertNameIsKept(leg: Leg, cache: HeldRecordsPort): Promise<void> {
  assertNameIsOwn(leg, await earlierRecord(leg, cache))
}

function contentOf(objects: readonly HeldObject[]): string {
  return JSON.stringify(objects.map(({ key, sizeBytes, crc64 }) => [key, sizeBytes, String(crc64)].join(' ')).sort())
}

function describeObjects(objects: readonly HeldObject[]): string {
  const [first] = objects
  return `${plural(objects.length, 'object')}${first === undefined ? '' : `, the first is ${singleLine(first.key, 120)}`}`
}

function nameTaken(name: string, what: string): ActionError {
  return new ActionError({
    code: 'hold-name-taken',
    message: `Another job of this run holds other files as \`${singleLine(name)}\` (${what})`,
    remedy:
      'Nothing of either is visible. Each job needs a name of its own, with every dimension of its matrix in it:\n  with:\n    hold-name: ${{ matrix.os }}-${{ matrix.arch }}\nA step that holds more in the same job needs one too. Then run the whole workflow again.',
  })
}
