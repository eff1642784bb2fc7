/** Content types by file name, from the mime-db that web servers use. */
import { contentType } from 'mime-types'
import { lastSegment } from '../../core/naming/object-key.ts'

const TEXT = 'text/plain; charset=utf-8'
const BINARY = 'application/octet-stream'
const TYPESCRIPT = 'application/typescript; charset=utf-8'

/**
 * Types of release files that the database lacks or gets wrong. IANA: https://www.iana.org/assignments/media-types; else the type that the hosts
 *  of most of these files use (GitHub, PyPI, crates.io, NuGet, Visual Studio Marketplace), or that the format's documentation names.
 */
const OVERRIDES = new Map(
  Object.entries({
    // Sums, signatures and keys are read, not run.
    ...{ md5: TEXT, sha1: TEXT, sha224: TEXT, sha256: TEXT, sha384: TEXT, sha512: TEXT, sum: TEXT },
    ...{ md5sum: TEXT, sha1sum: TEXT, sha224sum: TEXT, sha384sum: TEXT, b2sum: TEXT, b3: TEXT, blake3: TEXT },
    ...{ sha256sum: TEXT, sha512sum: TEXT, patch: TEXT, diff: TEXT, asc: TEXT, sig: TEXT, minisig: TEXT, pub: TEXT },
    // Source files; the database has MPEG and a web service for these extensions. `.key` is more often a private key than a presentation.
    ...{ ts: TYPESCRIPT, mts: TYPESCRIPT, cts: TYPESCRIPT, rs: TEXT, ps1: TEXT, key: BINARY },
    ...{ tsx: TEXT, go: TEXT, py: TEXT, rb: TEXT, kt: TEXT, swift: TEXT, cs: TEXT, vue: TEXT, cmd: TEXT, bat: TEXT },
    // Apple: over-the-air installation needs its manifest as XML. https://support.apple.com/guide/deployment/depce7cefc4d/web
    plist: 'application/xml',
    // ClickOnce; the database has the manifest of a web cache. https://learn.microsoft.com/visualstudio/deployment/server-and-client-configuration-issues-in-clickonce-deployments
    manifest: 'application/x-ms-manifest',
    // https://github.com/sigstore/protobuf-specs
    sigstore: 'application/json; charset=utf-8',
    ipa: BINARY,
    aab: BINARY,
    // IANA
    deb: 'application/vnd.debian.binary-package',
    jsonl: 'application/jsonl; charset=utf-8',
    zst: 'application/zstd',
    // https://learn.microsoft.com/windows/msix/app-installer/web-install-iis
    msix: 'application/msix',
    msixbundle: 'application/msixbundle',
    appx: 'application/appx',
    appxbundle: 'application/appxbundle',
    appinstaller: 'application/appinstaller',
    vsix: 'application/vsix',
    whl: 'application/zip',
    crate: 'application/gzip',
    tgz: 'application/gzip',
    nupkg: BINARY,
    blockmap: BINARY,
    appimage: 'application/vnd.appimage',
    flatpak: 'application/vnd.flatpak',
    snap: 'application/vnd.snap',
    rpm: 'application/x-rpm',
    lz4: 'application/x-lz4',
    ndjson: 'application/x-ndjson; charset=utf-8',
    pdb: BINARY,
  }),
)

/** Text files that are recognised by their whole name. */
const TEXTS =
  /^(SHA(1|224|256|384|512)SUMS|MD5SUMS|B2SUMS|RELEASES|VERSION|LICENSE|NOTICE|README|CHANGELOG|InRelease)$/i

/** A type with at most a charset, which can be used as a header as it is. */
const TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}(?:; ?charset=[\w-]{1,40})?$/

/**
 * @param told the type that the file's origin states
 * @returns the Content-Type for a key, with charset for text; for unknown names the stated type, else `application/octet-stream`.
 */
export function contentTypeOf(key: string, told?: string): string {
  const otherwise = told !== undefined && TYPE.test(told) ? told : BINARY
  const name = lastSegment(key)
  if (TEXTS.test(name)) return TEXT
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  if (extension === undefined) return otherwise
  return OVERRIDES.get(extension) ?? (contentType(name) || otherwise)
}
