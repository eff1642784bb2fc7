/** The SHA256SUMS file, in the format of coreutils. Pure. */

/**
 * @param checksums SHA-256 (lower-case hex) by object key
 * @param sumsKey key of the SHA256SUMS file itself: names are relative to its folder, so that `sha256sum -c` finds what was downloaded beside it
 * @returns one line a file, sorted by name; a name with a backslash or line end is escaped as coreutils does, with a backslash before the line
 *   Source: https://www.gnu.org/software/coreutils/manual/html_node/md5sum-invocation.html
 */
export function formatChecksums(checksums: ReadonlyMap<string, string>, sumsKey: string): string {
  const folder = sumsKey.slice(0, sumsKey.lastIndexOf('/') + 1)
  return [...checksums]
    .map(([key, sha256]) => ({ name: relativeKey(folder, key), sha256 }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, sha256 }) => {
      const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
      return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`
    })
    .join('')
}

/** @returns the key as seen from a folder (empty, or ending with `/`). */
function relativeKey(folder: string, key: string): string {
  const from = folder.split('/').slice(0, -1)
  const to = key.split('/')
  let common = 0
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common += 1
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
}
