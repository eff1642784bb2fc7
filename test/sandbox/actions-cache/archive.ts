import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The files of an entry's archive: relative path → content. Understands zstd and gzip; links are left out. */
export async function readCacheArchive(archive: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  return await inTemporaryFolder(async (folder) => {
    const file = join(folder, 'archive')
    const content = join(folder, 'content')
    await mkdir(content)
    await writeFile(file, archive)
    const isGzip = archive[0] === 0x1f && archive[1] === 0x8b
    await run('tar', [isGzip ? '-z' : '--zstd', '-xf', file, '-C', content])
    const found = await readdir(content, { recursive: true, withFileTypes: true })
    const files = new Map<string, Buffer>()
    for (const entry of found.filter((each) => each.isFile())) {
      const path = join(entry.parentPath, entry.name)
      files.set(relative(content, path), await readFile(path))
    }
    return files
  })
}

/** A member of an archive: a file's content, or a symbolic link. */
export type ArchiveMember = Buffer | string | { readonly linkTo: string }

/**
 * An archive as the cache client would have made it, for entries that a test adds by hand.
 * Names may start with up to three `../`: tar is told to keep them, and the client to extract them.
 */
export async function writeCacheArchive(
  members: ReadonlyMap<string, ArchiveMember>,
  compression: 'zstd' | 'gzip' = 'zstd',
): Promise<Buffer> {
  return await inTemporaryFolder(async (folder) => {
    const content = join(folder, 'a', 'b', 'c', 'content')
    await mkdir(content, { recursive: true })
    for (const [name, member] of members) {
      const path = join(content, name)
      if (isAbsolute(name) || !path.startsWith(folder)) throw new Error(`'${name}' lies outside the temporary folder`)
      await mkdir(dirname(path), { recursive: true })
      if (typeof member === 'string' || Buffer.isBuffer(member)) await writeFile(path, member)
      else await symlink(member.linkTo, path)
    }
    const file = join(folder, 'archive')
    const flag = compression === 'gzip' ? '-z' : '--zstd'
    await run('tar', ['--posix', '-P', flag, '-cf', file, '-C', content, ...members.keys()])
    return await readFile(file)
  })
}

async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-archive-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
