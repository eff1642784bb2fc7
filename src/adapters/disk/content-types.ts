/** Content types by file name, from the mime-db that the web's servers share. */
import { contentType } from 'mime-types'
import { lastSegment } from '../../core/naming/object-key.ts'

/** What release files need, and the database lacks or takes for something else. */
const OVERRIDES = new Map(
  Object.entries({
    aab: 'application/octet-stream',
    appimage: 'application/vnd.appimage',
    flatpak: 'application/vnd.flatpak',
    jsonl: 'application/jsonl; charset=utf-8',
    lz4: 'application/x-lz4',
    ndjson: 'application/x-ndjson; charset=utf-8',
    pdb: 'application/octet-stream',
    ps1: 'text/plain; charset=utf-8',
    sha256: 'text/plain; charset=utf-8',
    sha512: 'text/plain; charset=utf-8',
    snap: 'application/vnd.snap',
    tgz: 'application/gzip',
    whl: 'application/zip',
    zst: 'application/zstd',
  }),
)

const UNKNOWN = 'application/octet-stream'

/** Files of text that go by their whole name. */
const TEXTS = /^(SHA(1|224|256|384|512)SUMS|MD5SUMS|B2SUMS|RELEASES|LICENSE|README|CHANGELOG)$/i

/** @returns the Content-Type for a key, with charset for text; `application/octet-stream` where the name says nothing. */
export function contentTypeOf(key: string): string {
  const name = lastSegment(key)
  if (TEXTS.test(name)) return 'text/plain; charset=utf-8'
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  if (extension === undefined) return UNKNOWN
  return OVERRIDES.get(extension) ?? (contentType(name) || UNKNOWN)
}
