/** Feeds of the forms that builders of apps write; names and content are made up. */
import { createHash } from 'node:crypto'

/** @returns the digest as electron-builder writes it, of bytes that nobody needs. */
export function sha512Of(name: string): string {
  return createHash('sha512').update(name).digest('base64')
}

export interface ElectronOptions {
  readonly version?: string
  readonly releaseDate?: string
  /** Further lines behind `files`, or behind `sha512` where `path` is written. */
  readonly more?: string
  /** electron-builder 26 and older write `path` and `sha512` of the first file, 27 does not. */
  readonly builder?: 26 | 27
}

/** @returns a channel file of electron-builder with these files. */
export function electronFeed(
  names: readonly [string, ...string[]],
  { version = '1.2.3', releaseDate = '2026-03-01T08:00:00.000Z', more = '', builder = 26 }: ElectronOptions = {},
): string {
  const files = names.map(
    (name) => `  - url: ${name}\n    sha512: ${sha512Of(name)}\n    size: ${name.length * 1000}\n`,
  )
  const first = builder === 26 ? `path: ${names[0]}\nsha512: ${sha512Of(names[0])}\n` : ''
  return `version: ${version}\nfiles:\n${files.join('')}${first}${more}releaseDate: '${releaseDate}'\n`
}

/** @returns what an installer for the web (nsis-web) adds. */
export function webPackage(architecture: string): string {
  const path = `app-1.2.3-${architecture}.nsis.7z`
  return `packages:\n  ${architecture}:\n    size: 900\n    sha512: ${sha512Of(path)}\n    blockMapSize: 90\n    path: ${path}\n`
}

export interface TauriOptions {
  readonly version?: string
  readonly pubDate?: string
  readonly notes?: string
}

/** @returns the `latest.json` of tauri-action for these platforms. */
export function tauriFeed(
  platforms: Readonly<Record<string, string>>,
  { version = '1.2.3', pubDate = '2026-03-01T08:00:00.000Z', notes = 'See the **changes**.' }: TauriOptions = {},
): string {
  const entries = Object.entries(platforms).map(([platform, name]) => [
    platform,
    {
      signature: Buffer.from(`untrusted comment: of ${name}`).toString('base64'),
      url: `https://github.com/acme/app/releases/download/v1.2.3/${name}`,
    },
  ])
  return JSON.stringify({ version, notes, pub_date: pubDate, platforms: Object.fromEntries(entries) }, null, 2)
}

/** What `vpk pack` of Velopack writes. */
export const VELOPACK_FEED = `{"Assets":[{"PackageId":"Acme.App","Version":"1.2.3","Type":"Full","FileName":"Acme.App-1.2.3-full.nupkg","SHA1":"${'0'.repeat(40)}","SHA256":"${'0'.repeat(64)}","Size":4000}]}`

export interface SparkleOptions {
  readonly url?: string
  /** What stands behind the feed. */
  readonly end?: string
}

/** @returns an appcast as generate_appcast of Sparkle writes it: the archive is signed, the feed is not. */
export function sparkleFeed({
  url = 'https://github.com/acme/app/releases/download/v1.2.3/App-1.2.3.zip',
  end = '',
}: SparkleOptions = {}): string {
  return `<?xml version="1.0" standalone="yes"?>
<!-- ${url} is described here -->
<rss xmlns:sparkle="http://www.andymatuschak.org/xml-namespaces/sparkle" version="2.0">
    <channel>
        <title>App</title>
        <item>
            <title>1.2.3</title>
            <link>${url}</link>
            <pubDate>Sun, 01 Mar 2026 08:00:00 +0000</pubDate>
            <sparkle:version>123</sparkle:version>
            <sparkle:shortVersionString>1.2.3</sparkle:shortVersionString>
            <description><![CDATA[<a href="${url}">App</a>]]></description>
            <enclosure url="${url}" length="4000" type="application/octet-stream" sparkle:edSignature="c2lnbmVkIGFyY2hpdmU="/>
        </item>
    </channel>
</rss>
${end}`
}

/** What sign_update of Sparkle 2.9 puts behind a feed. */
export const SPARKLE_SIGNATURE = '<!-- sparkle-signatures:\nedSignature: c2lnbmVkIGZlZWQ=\nlength: 900\n-->\n'

/** @returns the file that App Installer of Windows reads. */
export function appInstaller(folder: string): string {
  return `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r
<AppInstaller Uri="${folder}/App.appinstaller" Version="1.2.3.0" xmlns="http://schemas.microsoft.com/appx/appinstaller/2018">\r
  <MainBundle Name="Acme.App" Publisher='CN="Acme"' Version="1.2.3.0" Uri='${folder}/App%201.2.3.msixbundle' />\r
</AppInstaller>\r
`
}
