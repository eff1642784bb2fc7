/** Decides what becomes of each object that the jobs of a release hold: completed, copied, put again with a version, or left as it is. */

import { crc64 } from '../../core/bytes/crc64.ts'
import { ActionError } from '../../core/errors/errors.ts'
import { VERSION_HEADER } from '../../core/naming/headers.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import type { YamlCodec } from '../../core/release/feeds/yaml-codec.ts'
import { firstOf, singleLine } from '../../core/text/text.ts'
import type { Scratch } from '../../ports/scratch.ts'
import type { Engine, SourceFile, Verifier } from '../bucket/context.ts'
import type { UploadRef } from '../bucket/own-uploads.ts'
import { type KeptFile, reportKept } from '../moving/kept.ts'
import { guardMoves, type MoveGuard, type MoveSettings } from '../moving/move-guard.ts'
import { describeMade } from '../publish/checksums.ts'
import { contentOf, type HeldContent, type MadeText, type OwnedObject } from './held-text.ts'
import { mergeHeld } from './merge-held.ts'

interface AssembleOptions {
  /** Keys of objects that this step makes itself; they may belong to a group. */
  readonly madeKeys: readonly string[]
  readonly moving: MoveSettings | undefined
  readonly scratch: Scratch<string | Uint8Array>
  /** Loads the YAML parser. */
  readonly yaml: () => Promise<YamlCodec>
}

/** A release of held objects, each key once. */
export interface Assembled {
  /** Without those that are left as they are. */
  readonly objects: readonly HeldObject[]
  /** By key: objects that are put in place of the held uploads. */
  readonly texts: ReadonlyMap<string, MadeText>
  readonly kept: readonly KeptFile<NamedObject>[]
  /** Uploads of objects that are left as they are. */
  readonly unneeded: readonly UploadRef[]
  /** What was merged from feeds of several jobs, one sentence each. */
  readonly merged: readonly string[]
  readonly guard: MoveGuard
  /** @returns the object as it will be, with the version that is published where it is guarded */
  nameOf(held: HeldObject): NamedObject
}

type Assembler = Verifier & Pick<Engine, 'checkpoints' | 'reporter'>

/** @returns the release. Throws an ActionError if an object cannot be made as it has to be; nothing is visible then. */
export async function assembleHeld(
  engine: Assembler,
  owned: readonly OwnedObject[],
  { madeKeys, moving, scratch, yaml }: AssembleOptions,
): Promise<Assembled> {
  const keys = owned.length === 0 ? [] : [...new Set(owned.map(({ held }) => held.key)), ...madeKeys]
  const guard = await guardMoves(engine, keys, moving)
  const version = moving?.version.text
  const nameOf = (held: HeldObject) => nameHeld(engine, held, guard.guards(held.key) ? version : undefined)
  const moved = owned.filter(({ held }) => !guard.kept.has(held.key))
  assertVersions(moved, { guard, version })
  const mergeAll = await mergeHeld(engine, moved, yaml)
  const texts = new Map<string, MadeText>()
  const objects: HeldObject[] = []
  for (const [key, from] of mergeAll.byKey) {
    const { held, content } = mergeAll.merged.get(key) ?? (await contentToPut(engine, from[0], guard))
    objects.push(held)
    if (content !== undefined) texts.set(key, await makeText(engine, { file: nameOf(held), from, content, scratch }))
  }
  const left = owned.flatMap(({ held }) => (guard.kept.has(held.key) ? [held] : []))
  const kept = [...new Map(left.map((held) => [held.key, keptFile(nameOf(held), guard)])).values()]
  assertSources(moved, left)
  reportKept(engine, kept, moving)
  const unneeded = left.flatMap(uploadsOf)
  return { objects, texts, kept, unneeded, merged: mergeAll.summaries, guard, nameOf }
}

/** The job that holds an upload fixes its metadata: an object that needs a version is put again, if its content is in the record. */
async function contentToPut(
  engine: Assembler,
  one: OwnedObject,
  guard: MoveGuard,
): Promise<{ readonly held: HeldObject; readonly content: HeldContent | undefined }> {
  const { held } = one
  const isPut = guard.guards(held.key) && held.upload !== undefined && held.content !== undefined
  return { held, content: isPut ? await contentOf(engine, one) : undefined }
}

function keptFile(file: NamedObject, guard: MoveGuard): KeptFile<NamedObject> {
  return { kind: 'kept', file, version: guard.kept.get(file.key) ?? '' }
}

async function makeText(
  engine: Assembler,
  {
    file,
    from,
    content: { bytes, ...content },
    scratch,
  }: {
    readonly file: NamedObject
    readonly from: readonly OwnedObject[]
    readonly content: HeldContent
  } & Pick<AssembleOptions, 'scratch'>,
): Promise<MadeText> {
  const { key, headers, displayPath, isRewritten = false } = file
  const made = await describeMade(engine, { path: await scratch(bytes), key, headers })
  const source: SourceFile = { ...made, displayPath, isRewritten }
  return { file: source, crc64: crc64(bytes), content, uploads: from.flatMap(({ held }) => uploadsOf(held)) }
}

function uploadsOf({ key, upload }: HeldObject): readonly UploadRef[] {
  return upload === undefined ? [] : [{ key, uploadId: upload.uploadId }]
}

/** Headers that are not in the record were fixed when the upload was begun. */
function nameHeld(
  engine: Pick<Engine, 'checkpoints'>,
  { key, displayPath, sizeBytes, contentType, acl, headersDigest, stored, isRewritten = false }: HeldObject,
  version: string | undefined,
): NamedObject {
  const told = { 'content-type': contentType, ...(acl === undefined ? {} : { 'x-oss-object-acl': acl }) }
  const headers = { ...(stored ?? told), ...(version === undefined ? {} : { [VERSION_HEADER]: version }) }
  const objectId = engine.checkpoints.objectId(key)
  return { key, displayPath, sizeBytes, headers, headersDigest, objectId, isRewritten }
}

const MAX_LISTED = 20

/** Throws one error for all objects that cannot be given the version: they are too large for a record, and are held without it. */
function assertVersions(
  owned: readonly OwnedObject[],
  { guard, version }: { readonly guard: MoveGuard; readonly version: string | undefined },
): void {
  if (version === undefined) return
  const wrong = owned.filter(
    ({ held }) =>
      guard.guards(held.key) && held.copyOf === undefined && (held.stored === undefined || !canCarry(held, version)),
  )
  const [first] = wrong
  if (first === undefined) return
  const lines = firstOf(
    wrong.map(({ held, leg }) => `${singleLine(held.key, 200)}, held by \`${singleLine(leg)}\``),
    MAX_LISTED,
  )
  throw new ActionError({
    code: 'held-without-version',
    message: `These objects need the version ${singleLine(version)}, and only the jobs that hold them can give it to them:\n${lines.map((line) => `  - ${line}`).join('\n')}`,
    remedy: `Nothing was made visible. Write in those steps, too, with the same \`publish-last\` as here:\n  with:\n    version: \${{ github.ref_name }}`,
  })
}

/** An object that is in the bucket already is copied onto itself. */
function canCarry({ upload, content, version: held }: HeldObject, version: string): boolean {
  return upload === undefined || content !== undefined || held === version
}

/** Throws if the source of a copy is an object that is left as it is. */
function assertSources(moved: readonly OwnedObject[], left: readonly HeldObject[]): void {
  const leftUploads = new Map(left.filter(({ upload }) => upload !== undefined).map((held) => [held.key, held]))
  const wrong = moved.find(({ held }) => held.copyOf !== undefined && leftUploads.has(held.copyOf))
  if (wrong === undefined) return
  const [key, from] = [singleLine(wrong.held.key, 200), singleLine(wrong.held.copyOf ?? '', 200)]
  throw new ActionError({
    code: 'held-order',
    message: `${key} is to be copied from ${from}, which stays at a newer version`,
    remedy: `Nothing was made visible. Let the job that holds as \`${singleLine(wrong.leg)}\` name ${key} in an earlier line of \`path\`: then the copy is made the other way round.`,
  })
}
