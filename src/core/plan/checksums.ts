/** The SHA256SUMS file, in the format of coreutils. Pure. */
import { folderOf } from '../naming/object-key.ts'

/** @returns whether a SHA256SUMS file lists an object: one in its folder, or in a folder below. */
export function isListed(key: string, sumsKey: string): boolean {
  return key.startsWith(folderOf(sumsKey))
}

/**
 * @param checksums SHA-256 (lower-case hex) by object key
 * @param sumsKey key of the SHA256SUMS file itself: objects in its folder are listed by their name there, so that `sha256sum -c` works in a copy of that
 *     folder; objects of other folders are left out
 * @returns one line per file, sorted by name; a name with a backslash or line end is escaped as coreutils does, with a backslash before the line
 *   Source: https://www.gnu.org/software/coreutils/manual/html_node/md5sum-invocation.html
 */
export function formatChecksums(checksums: ReadonlyMap<string, string>, sumsKey: string): string {
  return [...checksums]
    .filter(([key]) => isListed(key, sumsKey))
    .map(([key, sha256]) => ({ name: key.slice(folderOf(sumsKey).length), sha256 }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, sha256 }) => {
      const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
      return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`
    })
    .join('')
}
