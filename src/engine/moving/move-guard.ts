/** Keeps names that each release overwrites from moving backwards: compares with the version of the object in the bucket. */
import { ActionError } from '../../core/errors/errors.ts'
import { VERSION_HEADER } from '../../core/naming/headers.ts'
import { guardOf, type Judgement, judgeMove, type Pointer } from '../../core/release/pointers.ts'
import type { Version } from '../../core/release/version.ts'
import { firstOf, singleLine } from '../../core/text/text.ts'
import type { BucketUser } from '../bucket/context.ts'
import { headObjects } from '../verify/verify.ts'

export interface MoveSettings {
  /** The version that is to be published. */
  readonly version: Version
  /** Whether a newer version may be replaced, too. */
  readonly allowOlder: boolean
  /** `publish-last`, in its order. */
  readonly pointers: readonly Pointer[]
}

export interface MoveGuard {
  /** The version in the bucket, by the key of each object that is left as it is. */
  readonly kept: ReadonlyMap<string, string>
  guards(key: string): boolean
  /** @returns whether an object with the bytes of its file is of another version, by its metadata. */
  needsStamp(key: string): boolean
  /** Looks once more. @returns the newer version that an object or its group has by now; undefined where it may be replaced */
  newerNow(key: string): Promise<string | undefined>
}

/** A guard that lets every object be replaced. */
const NO_GUARD: MoveGuard = {
  kept: new Map(),
  guards: () => false,
  needsStamp: () => false,
  newerNow: async () => undefined,
}

/**
 * @param keys all keys of the step
 * @returns the guard of the keys that `publish-last` names. Throws one ActionError if the credentials may not look, or for all objects whose version cannot be
 *     compared.
 */
export async function guardMoves(
  engine: BucketUser,
  keys: readonly string[],
  settings: MoveSettings | undefined,
): Promise<MoveGuard> {
  if (settings === undefined) return NO_GUARD
  const { pointers, allowOlder } = settings
  const guarded = keys.filter((key) => guardOf(key, pointers) !== undefined)
  const judgements = await judgeAll(engine, guarded, settings)
  const kept = allowOlder ? new Map<string, string>() : newerOf(judgements, pointers)
  const groups = new Map<Pointer, Promise<ReadonlyMap<string, string>>>()
  const ask = async (asked: readonly string[]) => newerOf(await judgeAll(engine, asked, settings), pointers)
  // A group is asked as a whole, when its first object is about to be replaced.
  const askGroup = (group: Pointer) => {
    const asked = groups.get(group) ?? ask(guarded.filter((key) => guardOf(key, pointers) === group))
    groups.set(group, asked)
    return asked
  }

  return {
    kept,
    guards: (key) => guardOf(key, pointers) !== undefined,
    needsStamp(key) {
      const judgement = judgements.get(key)
      return judgement !== undefined && judgement.kind !== 'equal'
    },
    async newerNow(key) {
      const pointer = guardOf(key, pointers)
      if (pointer === undefined || allowOlder) return undefined
      if (pointer.isGroup) return (await askGroup(pointer)).get(key)
      return (await ask([key])).get(key)
    },
  }
}

/** @returns the version in the bucket by the key of each object to leave: newer ones, and all objects of a group if one of them is newer. */
function newerOf(
  judgements: ReadonlyMap<string, Judgement>,
  pointers: readonly Pointer[],
): ReadonlyMap<string, string> {
  const newer = new Map<string, string>()
  for (const [key, judgement] of judgements) if (judgement.kind === 'newer') newer.set(key, judgement.version)
  const groups = new Map<Pointer, string>()
  for (const [key, version] of newer) {
    const pointer = guardOf(key, pointers)
    if (pointer?.isGroup === true) groups.set(pointer, groups.get(pointer) ?? version)
  }
  for (const key of judgements.keys()) {
    const pointer = guardOf(key, pointers)
    const version = newer.get(key) ?? (pointer === undefined ? undefined : groups.get(pointer))
    if (version !== undefined) newer.set(key, version)
  }
  return newer
}

/** @returns what the bucket has under each key, in the order of the keys. Throws as `guardMoves` does. */
async function judgeAll(
  engine: BucketUser,
  keys: readonly string[],
  { version, allowOlder }: MoveSettings,
): Promise<ReadonlyMap<string, Judgement>> {
  const heads = await headObjects(engine, keys)
  const judgements = new Map<string, Judgement>()
  for (const key of keys) {
    const head = heads.get(key)
    if (head?.kind === 'denied') throw needsRead(key, head.error)
    judgements.set(key, judgeMove(head?.kind === 'found' ? head.facts.headers : undefined, version))
  }
  const unclear = [...judgements].flatMap(([key, one]) => (one.kind === 'unclear' ? [{ key, there: one.version }] : []))
  if (unclear.length > 0 && !allowOlder) throw notComparable(unclear, version)
  return judgements
}

function needsRead(key: string, cause: unknown): ActionError {
  return new ActionError({
    code: 'version-needs-read',
    fault: 'denied',
    message: `\`version\` compares with the version of ${singleLine(key)} in the bucket, and the credentials may not read it`,
    remedy:
      'Allow the credentials `oss:GetObject` on the keys that `publish-last` names in RAM, or leave out `version`.',
    cause,
  })
}

const MAX_LISTED = 20

function notComparable(
  unclear: readonly { readonly key: string; readonly there: string }[],
  { text }: Version,
): ActionError {
  const lines = unclear.map(({ key, there }) => `${singleLine(key, 200)}: ${singleLine(there, 100)}`)
  const shown = firstOf(lines, MAX_LISTED).map((line) => `  - ${line}`)
  return new ActionError({
    code: 'version-unclear',
    message: `It is unclear whether ${singleLine(text)} is newer than what \`${VERSION_HEADER}\` of these objects says:\n${shown.join('\n')}`,
    remedy: 'To replace them once, whatever their version, write:\n  with:\n    allow-older: true',
  })
}
