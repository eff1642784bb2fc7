/** The inputs that name a release of GitHub whose assets are the files. */
import { lastSegment } from '../../core/naming/object-key.ts'
import { type IncludeLine, parsePathLines } from '../../core/naming/path-lines.ts'
import { apiUrlOf } from '../../core/release/github/api-address.ts'
import { parseFromRelease, type ReleaseChoice, type RepositoryName } from '../../core/release/github/from-release.ts'
import { type InputReader, readsFiles, readWord } from './reader.ts'

/** The release whose assets are the files. */
export interface ReleaseOrigin {
  readonly choice: ReleaseChoice
  readonly repository: RepositoryName
  /** URL of the release pages, such as `https://github.com`. */
  readonly serverUrl: string
  /** Base of the API of the repository's host, without a slash at the end. */
  readonly baseUrl: string
  /** GITHUB_API_URL: the token may be sent only to its origin. */
  readonly apiUrl: string
}

/** @returns the release; undefined where files of this machine are published. */
export function readFromRelease(reader: InputReader): ReleaseOrigin | undefined {
  const text = reader.input('from-release')
  if (text === '') return undefined
  const serverUrl = reader.environment('GITHUB_SERVER_URL') || 'https://github.com'
  const apiUrl = reader.environment('GITHUB_API_URL') || 'https://api.github.com'
  const parsed = parseFromRelease(text, serverUrl)
  switch (parsed.kind) {
    case 'problem': {
      const { problem, write } = parsed
      reader.problems.push({ input: 'from-release', value: text, problem, write })
      return undefined
    }
    case 'here': {
      const [owner = '', name = ''] = reader.environment('GITHUB_REPOSITORY').split('/')
      if (owner === '' || name === '') {
        const problem = 'is a release of this repository, and GITHUB_REPOSITORY does not say which that is'
        const write = `from-release: ${serverUrl}/owner/repo/releases/tag/v1.2.3`
        reader.problems.push({ input: 'from-release', value: text, problem, write })
      }
      const repository = { owner, name }
      return {
        choice: parsed.choice,
        repository,
        serverUrl,
        apiUrl,
        baseUrl: apiUrlOf(undefined, { serverUrl, apiUrl }),
      }
    }
    case 'page': {
      const { choice, repository, host } = parsed
      const baseUrl = apiUrlOf(host, { serverUrl, apiUrl })
      return { choice, repository, serverUrl: `https://${host}`, apiUrl, baseUrl }
    }
  }
}

export type FeedUrls = 'keep' | 'rewrite'

/** @returns whether GitHub's URLs in feeds of the release are replaced. */
export function readFeedUrls(reader: InputReader): FeedUrls {
  const feedUrls = readWord<FeedUrls>(reader, 'feed-urls', ['keep', 'rewrite'])
  if (feedUrls === 'keep') return feedUrls
  if (readsFiles(reader) && reader.input('from-release') === '') {
    const problem = 'changes feeds of a GitHub release, and does nothing without `from-release`'
    const write = 'from-release: ${{ github.event.release.tag_name }}\n    feed-urls: rewrite'
    reader.problems.push({ input: 'feed-urls', problem, write })
  }
  if (reader.input('signed-url-expires') !== '') {
    const problem = 'conflicts with `signed-url-expires`: URLs in a feed are not signed, so nobody could read them'
    reader.problems.push({ input: 'feed-urls', problem, write: 'feed-urls: keep' })
  }
  return feedUrls
}

/** @returns the lines of `path`, matched against the names of assets: all assets if it is empty. */
export function readAssetLines(reader: InputReader): readonly IncludeLine[] {
  const text = reader.input('path') || '*'
  const { lines, problems } = parsePathLines(text)
  for (const { line, ...problem } of problems) reader.problems.push({ input: 'path', value: line, ...problem })
  for (const { pattern, excludes } of lines)
    for (const one of [pattern, ...excludes].filter(namesFolder)) {
      const problem = 'names a folder, and with `from-release` the lines are patterns of the names of assets'
      const name = lastSegment(one)
      reader.problems.push({
        input: 'path',
        value: one,
        problem,
        write: `path: '${name === '' || name === '**' ? '*' : name}'`,
      })
    }
  if (lines.length === 0 && problems.length === 0)
    reader.problems.push({ input: 'path', problem: 'has no line that includes assets', write: "path: '*'" })
  return lines
}

/** A leading `**` does not count: it also matches no folder at all. */
function namesFolder(pattern: string): boolean {
  return pattern
    .replace(/^[!\s]+/, '')
    .replace(/^(?:\.\/+)+/, '')
    .replace(/^(?:\*\*\/+)+/, '')
    .includes('/')
}
