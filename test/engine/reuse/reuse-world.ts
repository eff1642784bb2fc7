/** A world in which one release comes after another, with an index of chunks. */
import { formatIndex, type IndexedObject, parseIndex } from '../../../src/core/reuse/chunk-index.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import type { MatchSettings } from '../../../src/engine/prepare/match.ts'
import type { RunResult } from '../../../src/engine/publish/run-result.ts'
import type { UploadPorts, UploadSettings } from '../../../src/jobs/upload.ts'
import type { ObjectStore } from '../../../src/ports.ts'
import { bytesOf, createWorld, type World } from '../world.ts'

export const KIB = 1024
export const INDEX = 'chunks'
export const FILE = 'app.bin'
export const OLD = bytesOf(1500 * KIB)
/** Shifted, and with other bytes in the middle. */
export const NEXT = Buffer.concat([
  bytesOf(30 * KIB, 7),
  OLD.subarray(0, 600 * KIB),
  bytesOf(150 * KIB, 8),
  OLD.subarray(700 * KIB),
])

/** Publishes the world's files under the version's prefix. */
export function release(
  world: Pick<World, 'run'>,
  version: string,
  { more = {}, ports = {} }: { readonly more?: Partial<UploadSettings>; readonly ports?: Partial<UploadPorts> } = {},
): Promise<RunResult> {
  const match: MatchSettings = {
    lines: [{ pattern: '**', mapping: undefined, excludes: [] }],
    ...{ includeHiddenFiles: false, followSymbolicLinks: true },
    ...{ layout: 'pattern-root', keyPrefix: `${version}/`, reservedKeys: [] },
  }
  return world.run({ match, reuse: { key: INDEX, version }, ...more }, ports)
}

/** @returns a world in which the first release is published under `v1/`, and the next one's files lie there. */
export async function afterFirst(
  files: Readonly<Record<string, Buffer>> = { [FILE]: OLD },
  next: Readonly<Record<string, Buffer>> = { [FILE]: NEXT },
  more: Partial<UploadSettings> = {},
): Promise<World> {
  const world = createWorld(files)
  await release(world, 'v1', { more })
  for (const name of Object.keys(files)) world.disk.remove(name)
  for (const [name, bytes] of Object.entries(next)) world.disk.write(name, bytes)
  return world
}

/** @returns the bucket with some of its answers altered. */
export function altered({ store }: World, changes: Partial<ObjectStore>): { readonly store: ObjectStore } {
  return { store: { ...store, ...changes } }
}

/** @returns how often something was asked of the bucket. */
export function count({ store }: World, operation: keyof ObjectStore): number {
  return store.calls.filter((call) => call.operation === operation).length
}

/** @returns whether an object is there with these bytes. */
export function has({ store }: World, key: string, bytes: Buffer): boolean {
  return store.objects.get(key)?.bytes.equals(bytes) === true
}

/** @returns what the index in the bucket says. */
export function indexed({ store }: World): readonly IndexedObject[] {
  const parsed = parseIndex(store.objects.get(INDEX)?.bytes ?? Buffer.alloc(0), CHUNK_PARAMETERS)
  return parsed.kind === 'index' ? parsed.objects : []
}

/** Writes the index as somebody else would. */
export function writeIndex({ store }: World, objects: readonly IndexedObject[]): void {
  store.objects.set(INDEX, { bytes: Buffer.from(formatIndex(objects, CHUNK_PARAMETERS)), etag: 'X' })
}
