/** The `from-release` input: which release, and of which repository. */

export interface RepositoryName {
  readonly owner: string
  readonly name: string
}

/** Which release of a repository. */
export type ReleaseChoice =
  /** Used literally, whatever characters it has. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** The newest that is neither a draft nor a pre-release. `isWord`: written as `latest`, which may also be the name of a tag. */
  | { readonly kind: 'latest'; readonly isWord: boolean }

type FromRelease =
  | { readonly kind: 'here'; readonly choice: ReleaseChoice }
  | {
      readonly kind: 'page'
      readonly choice: ReleaseChoice
      readonly repository: RepositoryName
      /** Host of the page, with its port where one is written. */
      readonly host: string
    }
  | { readonly kind: 'problem'; readonly problem: string; readonly write: string }

/** GitHub's own host. */
export const GITHUB_HOST = 'github.com'

const WRITE_TAG = 'from-release: ${{ github.event.release.tag_name }}'
const WRITE_PAGE = `from-release: https://${GITHUB_HOST}/owner/repo/releases/tag/v1.2.3`

/**
 * @param serverUrl GITHUB_SERVER_URL
 * @returns what the input, trimmed and not empty, names: a tag of this repository, `latest`, or the release of a release page.
 */
export function parseFromRelease(text: string, serverUrl: string): FromRelease {
  if (/[\r\n]/.test(text)) return problem('has more than one line, and one step publishes one release', WRITE_TAG)
  if (/^https?:\/\//i.test(text)) return parsePage(text, serverUrl)
  if (text === 'latest') return { kind: 'here', choice: { kind: 'latest', isWord: true } }
  const wrong = tagProblem(text)
  return wrong ?? { kind: 'here', choice: { kind: 'tag', tag: text } }
}

function tagProblem(text: string): FromRelease | undefined {
  if (text.startsWith('refs/tags/')) return problem('is a ref: write the tag', 'from-release: ${{ github.ref_name }}')
  if (text.startsWith('refs/')) return problem('is a ref of something that is not a tag', WRITE_TAG)
  if (/^(?:www\.)?github\.com\/[^/]+\/[^/]+(?:\/|$)/i.test(text))
    return problem('is an address without `https://`', `from-release: https://${text}`)
  if (!isRefName(text)) return problem('cannot be the name of a tag', WRITE_TAG)
  return undefined
}

/** @returns whether it is a valid tag name for Git: https://git-scm.com/docs/git-check-ref-format */
function isRefName(text: string): boolean {
  const isWrong =
    /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|^[-/]|[/.]$/u.test(text) ||
    text === '@' ||
    text.split('/').some((segment) => segment.startsWith('.') || segment.endsWith('.lock'))
  return !isWrong
}

function parsePage(text: string, serverUrl: string): FromRelease {
  const url = URL.parse(text)
  if (url === null) return problem('is not an address', WRITE_PAGE)
  const host = url.host.replace(/^www\.(?=github\.com$)/, '')
  if (host !== GITHUB_HOST && host !== URL.parse(serverUrl)?.host)
    return problem(`is on ${host}, and this runner can use ${knownHosts(serverUrl)}`, WRITE_PAGE)
  const [owner, name, ...below] = url.pathname.split('/').slice(1).map(decoded)
  if (owner === undefined || name === undefined || !isRepositoryName(owner) || !isRepositoryName(name))
    return problem('names no repository', WRITE_PAGE)
  const choice = choiceOf(below)
  const page = `from-release: ${url.origin}/${owner}/${name}/releases`
  if (choice === undefined) return problem('is not the address of a release page', suggestion(page, below))
  if (choice.kind === 'tag' && !isRefName(choice.tag))
    return problem('names something that cannot be a tag', `${page}/tag/v1.2.3`)
  return { kind: 'page', choice, repository: { owner, name }, host }
}

/** Checks owner and name, which become segments of the API's paths. */
function isRepositoryName(text: string): boolean {
  return /^[\w.-]+$/.test(text) && text !== '.' && text !== '..'
}

/** @returns the release that the path below the repository names; undefined if it names none. */
function choiceOf(below: readonly (string | undefined)[]): ReleaseChoice | undefined {
  const [releases, kind, ...rest] = below
  const last = rest.at(-1) === '' ? rest.slice(0, -1) : rest
  if (releases !== 'releases' || last.includes(undefined)) return undefined
  if (kind === 'latest' && last.length === 0) return { kind: 'latest', isWord: false }
  return kind === 'tag' && last.length > 0 ? { kind: 'tag', tag: last.join('/') } : undefined
}

/** @returns the line that was most likely meant: addresses of files, trees and lists name their release too. */
function suggestion(page: string, [first, second, third]: readonly (string | undefined)[]): string {
  if (first === 'releases' && second === 'download' && third !== undefined) return `${page}/tag/${encoded(third)}`
  if (first === 'tree' && second !== undefined) return `${page}/tag/${encoded(second)}`
  return `${page}/latest`
}

function encoded(tag: string): string {
  return encodeURIComponent(tag)
}

/** @returns a decoded segment of a path; undefined if its escapes are invalid. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function knownHosts(serverUrl: string): string {
  const own = URL.parse(serverUrl)?.host
  return own === undefined || own === GITHUB_HOST ? GITHUB_HOST : `${own} and ${GITHUB_HOST}`
}

function problem(text: string, write: string): FromRelease {
  return { kind: 'problem', problem: text, write }
}
