/** A release as electron-builder makes it, and the clients that poll its pointer files. */
import { createHash } from 'node:crypto'
import type { OssServer } from '../../packages/oss-sandbox/src/server.ts'
import { crc64 } from '../../src/core/bytes/crc64.ts'
import { BUCKET, bytesOf, download, MIB } from './stage.ts'

export const POINTERS = ['latest.yml', 'latest-mac.yml'] as const
export type Pointer = (typeof POINTERS)[number]

export interface ElectronRelease {
  readonly version: string
  /** Everything that is to be in the bucket, by key; SHA256SUMS is not among them. */
  readonly files: Readonly<Record<string, Buffer>>
  readonly sumsKey: string
}

/** @returns a release: three installers and their blockmaps, and the pointer files that name them. */
export function electronRelease(version: string): ElectronRelease {
  const installers = [`App-Setup-${version}.exe`, `App-${version}.AppImage`, `App-${version}-mac.zip`]
  const files: Record<string, Buffer> = {}
  for (const name of installers) {
    files[name] = bytesOf(2 * MIB, name)
    files[`${name}.blockmap`] = bytesOf(2000, `${name} blockmap`)
  }
  const [windows = '', linux = '', mac = ''] = installers
  files['latest.yml'] = pointerFile(version, files, [windows, linux])
  files['latest-mac.yml'] = pointerFile(version, files, [mac])
  return { version, files, sumsKey: `App-${version}.sha256` }
}

function pointerFile(version: string, files: Readonly<Record<string, Buffer>>, names: readonly string[]): Buffer {
  const entries = names.map((name) => {
    const sha512 = createHash('sha512')
      .update(files[name] ?? '')
      .digest('base64')
    return `  - url: ${name}\n    sha512: ${sha512}\n    blockMapSize: 2000\n`
  })
  return Buffer.from(`version: ${version}\nfiles:\n${entries.join('')}`)
}

/** @returns the SHA256SUMS of a release, as it is to be published. */
export function sumsOf({ files }: ElectronRelease): Buffer {
  const lines = Object.entries(files).map(([name, bytes]) => {
    return { path: name, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
  lines.sort((left, right) => (left.path < right.path ? -1 : 1))
  return Buffer.from(lines.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''))
}

/** @returns the version that a client is offered; throws unless all that the pointer file names can be downloaded and is right. */
export async function update(endpoint: string, pointer: Pointer): Promise<string> {
  const text = (await download(`${endpoint}/${pointer}`)).toString()
  for (const [, name, sha512] of text.matchAll(/- url: (.+)\n {4}sha512: (.+)\n/g)) {
    const bytes = await download(`${endpoint}/${name}`)
    if (createHash('sha512').update(bytes).digest('base64') !== sha512) throw new Error(`${name} has other bytes`)
    const blockmap = await download(`${endpoint}/${name}.blockmap`)
    if (blockmap.length !== 2000) throw new Error(`the blockmap of ${name} has other bytes`)
  }
  return /^version: (.+)$/m.exec(text)?.[1] ?? ''
}

export interface Watch {
  /** What a client could have seen and must not, in words. */
  readonly violations: readonly string[]
  /** How often what clients see has changed. */
  readonly changes: number
}

/** Looks at the bucket whenever something in it has changed, with the eyes of all clients at once. */
export function watchClients(oss: OssServer, releases: readonly ElectronRelease[]): Watch {
  const violations: string[] = []
  let before = ''
  let changes = 0
  const look = () => {
    const visible = new Map(oss.objects(BUCKET).map(({ key, crc64 }) => [key, crc64]))
    const now = JSON.stringify([...visible])
    if (now === before) return
    before = now
    changes += 1
    for (const pointer of POINTERS) violations.push(...violationsOf(pointer, visible, releases))
  }
  // The condition is asked at every change of any request; the first record stands for all of them.
  void oss.waitFor((record) => {
    if (record === oss.requests[0]) look()
    return false
  })
  return {
    violations,
    get changes() {
      return changes
    },
  }
}

function violationsOf(
  pointer: Pointer,
  visible: ReadonlyMap<string, string>,
  releases: readonly ElectronRelease[],
): readonly string[] {
  const release = releases.find(({ files }) => isVisible(visible, pointer, files[pointer]))
  if (release === undefined) return [`${pointer} is of no release`]
  const wanted = Object.entries(release.files).filter(([key]) => key !== 'latest.yml' && key !== 'latest-mac.yml')
  const named = [...wanted, [release.sumsKey, sumsOf(release)] as const]
  return named
    .filter(([key, bytes]) => !isVisible(visible, key, bytes))
    .map(([key]) => `${pointer} is of ${release.version}, and ${key} is missing or has other bytes`)
}

function isVisible(visible: ReadonlyMap<string, string>, key: string, bytes: Buffer | undefined): boolean {
  return bytes !== undefined && visible.get(key) === crc64(bytes).toString()
}
