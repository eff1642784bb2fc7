/** Folders in which entries of the Actions cache are packed and unpacked. What is unpacked is untrusted: it is kept from being written elsewhere. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { lstat, opendir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from '../disk/folders.ts'

/** The folder inside a staging folder; relative, so that the entry's version is the same on every runner. */
export const CACHED_FOLDER = 'checkpoints'
/** More than the records of any release need, compressed and unpacked; larger entries were not saved by this action. */
const MAX_STAGED_BYTES = 128 * 1024 ** 2
const WATCH_PERIOD_MS = 100

/** @returns a new folder that other users cannot enter, with the cached folder in it. Throws if it cannot be made. */
export function openStaging(stateFolder: string, env: NodeJS.ProcessEnv): string {
  const parent = stagingParents(stateFolder, env).find(isUsable)
  if (parent === undefined)
    throw Object.assign(new Error('no folder without a space in its path'), { code: 'no folder without spaces' })
  if (parent === stateFolder) makeFolder(stateFolder)
  const staging = mkdtempSync(join(parent, parent === stateFolder ? 'staging-' : 'upload-aliyun-oss-staging-'))
  mkdirSync(join(staging, CACHED_FOLDER))
  return staging
}

/** Removes a staging folder as far as possible: a scanner may have files open, an entry may contain folders without permissions. */
export function closeStaging(staging: string): void {
  try {
    rmSync(staging, { recursive: true, force: true })
  } catch {
    // It lies below the runner's temporary folder, which goes with the job.
  }
}

/** @actions/cache passes the folder to `tar -C` without quotes, so its path must not have a space, as a home folder such as `John Doe` has. */
function stagingParents(stateFolder: string, { SystemRoot, PUBLIC }: NodeJS.ProcessEnv): readonly string[] {
  const others =
    process.platform === 'win32' ? [SystemRoot && join(SystemRoot, 'Temp'), PUBLIC] : ['/tmp', '/var/tmp', '/dev/shm']
  return [stateFolder, tmpdir(), ...others.filter((folder) => folder !== undefined)]
}

function isUsable(folder: string | undefined): folder is string {
  return folder !== undefined && folder !== '' && !/[\s"'`$]/.test(folder)
}

/**
 * Calls `end` once the folder has more than any entry of this action unpacks to. Looks do not overlap and do not block.
 * @returns a function that ends the watch
 */
export function watchSize(staging: string, end: () => void): () => void {
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    if ((await bytesIn(staging)) > MAX_STAGED_BYTES) end()
    else if (!isOver) timer = setTimeout(() => void look(), WATCH_PERIOD_MS)
  }
  timer = setTimeout(() => void look(), WATCH_PERIOD_MS)
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** @returns the size of all files in a folder, or of enough of them to exceed the limit. Links are not followed; files that disappear do not count. */
async function bytesIn(folder: string): Promise<number> {
  let bytes = 0
  try {
    for await (const entry of await opendir(folder, { recursive: true })) {
      if (!entry.isFile()) continue
      bytes += await lstat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      )
      if (bytes > MAX_STAGED_BYTES) break
    }
  } catch {
    // A folder that vanishes, or cannot be read, does not fill the disk.
  }
  return bytes
}

/**
 * @actions/cache unpacks with `tar -P`, which follows absolute names, `..` and links to any place that the entry names. GNU tar reads this
 *  variable first: of every member's name, and of every link's target, only the last segment is used, for the separators of all systems; in it
 *  only letters, digits and `.`, `-`, `_` are kept, so that it cannot name a drive, a stream, or a device of Windows. The folder is not
 *  empty, so that no member can replace it.
 */
export const UNPACKING: Readonly<Record<string, string>> = {
  TAR_OPTIONS: [
    String.raw`s,^.*[/\\],,x`,
    's,[^A-Za-z0-9._-],_,gx',
    String.raw`s,^(\.+|(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?)$,_&,ix`,
    `s,^,${CACHED_FOLDER}/,x`,
  ]
    .map((expression) => `--transform=${expression.replaceAll('\\', '\\\\')}`)
    .join(' '),
}
