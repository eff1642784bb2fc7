/** Files beside a feed that depend on its bytes. */

/** What tools append to a file's name for its signature. */
const SIGNATURES = ['.sig', '.asc', '.minisig', '.p7s', '.sigstore', '.sigstore.json', '.bundle']

/** @returns the name of the file with the signature of the feed; undefined if there is none. */
export function signatureOf(feed: string, names: ReadonlySet<string>): string | undefined {
  return SIGNATURES.map((ending) => `${feed}${ending}`).find((name) => names.has(name))
}
