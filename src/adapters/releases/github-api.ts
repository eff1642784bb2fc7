/**
 * The calls of GitHub's REST API that releases need, through the toolkit's octokit: each is retried until it is answered, and parsed.
 * Sources: https://docs.github.com/en/rest/releases, https://github.com/actions/toolkit/tree/main/packages/github
 */
import { GitHub } from '@actions/github/lib/utils'
import { asActionError } from '../../core/errors/errors.ts'
import { mayCarryToken, redirectStep } from '../../core/release/github/api-address.ts'
import type { RepositoryName } from '../../core/release/github/from-release.ts'
import { addressRefused, type GithubCall, unreadableAnswer } from '../../core/release/github/github-errors.ts'
import { apiInsecure } from '../../core/release/github/missing-release.ts'
import { parseGithubRelease, type Release } from '../../core/release/github/release.ts'
import type { AssetAddress } from '../../ports/release.ts'
import type { Clock } from '../../ports.ts'
import { askPatiently } from './github-ask.ts'
import { createGithubFetch } from './github-fetch.ts'

const PER_PAGE = 100
/** GitHub lists 10,000 releases at most. */
const MAX_RELEASE_PAGES = 100
/** A release has 1,000 assets at most. */
const MAX_ASSET_PAGES = 20
const DEADLINE_MS = 60_000
const USER_AGENT = 'upload-aliyun-oss'
const OCTETS = { accept: 'application/octet-stream' }
/** octokit warns of deprecations on the console; readers of this log could not do anything about them. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

export interface GithubApiOptions {
  readonly repository: RepositoryName
  /** Base of the API of the repository's host, without a slash at the end. */
  readonly baseUrl: string
  /** GITHUB_API_URL. */
  readonly apiUrl: string
  readonly token: string | undefined
  readonly secretsWithheld: 'fork' | 'dependabot' | undefined
  /** The environment with the proxy settings. */
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly giveUpAfterMs: number
  /** Deadline of one answer of the API; a minute unless given. */
  readonly deadlineMs?: number
  /** Called for every wait that a person would notice. */
  readonly onWait: (why: string, delayMs: number) => void
}

interface Answer {
  readonly status: number
  readonly url: string
  readonly headers: Readonly<Record<string, string | number | undefined>>
  readonly data: unknown
}

type Signalled = { readonly signal: AbortSignal }

/** Every method throws an ActionError, `github-missing` for a 404; pages are requested one at a time. */
export interface GithubApi {
  /** @returns the description of a request for errors. */
  callOf(doing: string): GithubCall
  releaseByTag(tag: string, signalled: Signalled): Promise<Release>
  latestRelease(signalled: Signalled): Promise<Release>
  releasePages(signalled: Signalled): AsyncGenerator<readonly unknown[]>
  assetPages(release: Release, signalled: Signalled): AsyncGenerator<readonly unknown[]>
  seesRepository(signalled: Signalled): Promise<boolean>
  hasTag(tag: string, signalled: Signalled): Promise<boolean>
  address(assetId: number, signalled: Signalled): Promise<AssetAddress>
  close(): void
}

/** @returns the API of one repository. Throws an ActionError if the token could not be sent anywhere, or the proxy variables are wrong. */
export function createGithubApi(options: GithubApiOptions): GithubApi {
  const { repository, apiUrl, token } = options
  const deadlineMs = Math.min(options.deadlineMs ?? DEADLINE_MS, options.giveUpAfterMs)
  if (!URL.canParse(options.baseUrl)) throw apiInsecure(options.baseUrl)
  const base = new URL(options.baseUrl)
  // Normalised for comparisons: host in lower case, without the default port.
  const baseUrl = base.href.replace(/\/+$/, '')
  if (token !== undefined && base.origin === URL.parse(apiUrl)?.origin && !mayCarryToken(base, apiUrl))
    throw apiInsecure(apiUrl)
  const at = { owner: repository.owner, repo: repository.name }
  const github = createGithubFetch({ baseUrl, apiUrl, token, env: options.env, deadlineMs })
  const { rest } = new GitHub({
    ...{ baseUrl, userAgent: USER_AGENT, log: SILENT },
    request: { fetch: github.fetch, log: SILENT },
  })

  const callOf = (doing: string): GithubCall => ({
    doing,
    repository: `${repository.owner}/${repository.name}`,
    host: base.host,
    hasToken: token !== undefined && mayCarryToken(base, apiUrl),
    secretsWithheld: options.secretsWithheld,
  })

  /** @param read parses the answer; undefined if it cannot be read */
  function ask<Value>(
    doing: string,
    send: (request: Signalled) => Promise<Answer>,
    { signal, read }: Signalled & { readonly read: (answer: Answer) => Value | undefined },
  ): Promise<Value> {
    const call = callOf(doing)
    const sendAndRead = async () => {
      const value = read(await send({ signal }))
      if (value === undefined) throw unreadableAnswer(call)
      return value
    }
    return askPatiently(call, sendAndRead, { ...options, signal })
  }

  async function* pages(
    doing: string,
    send: (query: { readonly page: number; readonly per_page: number; readonly request: Signalled }) => Promise<Answer>,
    { signal, maxPages }: Signalled & { readonly maxPages: number },
  ): AsyncGenerator<readonly unknown[]> {
    for (let page = 1; page <= maxPages; page += 1) {
      const sendPage = (request: Signalled) => send({ page, per_page: PER_PAGE, request })
      const { items, isLast } = await ask(doing, sendPage, { signal, read: readPage })
      yield items
      if (isLast) return
    }
    throw unreadableAnswer(callOf(`${doing}, whose pages have no end`))
  }

  async function exists(doing: string, send: (request: Signalled) => Promise<Answer>, { signal }: Signalled) {
    try {
      return await ask(doing, send, { signal, read: ({ status }) => status === 200 })
    } catch (error) {
      const code = asActionError(error)?.code
      if (code === 'github-missing' || code === 'github-permission') return false
      throw error
    }
  }

  function readAddress({ status, url, headers }: Answer): AssetAddress {
    const from = new URL(url)
    if (status === 200)
      return { url: from, headers: { ...OCTETS, 'user-agent': USER_AGENT, ...github.authorization(from) } }
    const location = headers.location === undefined ? undefined : String(headers.location)
    const step = redirectStep({ status, location, from, base: baseUrl })
    if (step.kind === 'address') return { url: step.url, headers: {} }
    throw addressRefused(base, step.kind === 'refused' ? step.reason : 'in a circle')
  }

  return {
    callOf,
    releaseByTag: (tag, { signal }) =>
      ask(`finding the release ${tag}`, (request) => rest.repos.getReleaseByTag({ ...at, tag, request }), {
        ...{ signal, read: readRelease },
      }),
    latestRelease: ({ signal }) =>
      ask('finding the latest release', (request) => rest.repos.getLatestRelease({ ...at, request }), {
        ...{ signal, read: readRelease },
      }),
    releasePages: (signalled) =>
      pages('listing releases', (query) => rest.repos.listReleases({ ...at, ...query }), {
        ...signalled,
        maxPages: MAX_RELEASE_PAGES,
      }),
    assetPages: ({ id, tag }, signalled) =>
      pages(
        `listing the assets of ${tag}`,
        (query) => rest.repos.listReleaseAssets({ ...at, release_id: id, ...query }),
        { ...signalled, maxPages: MAX_ASSET_PAGES },
      ),
    seesRepository: (signalled) =>
      exists('looking for the repository', (request) => rest.repos.get({ ...at, request }), signalled),
    hasTag: (tag, signalled) =>
      exists(
        `looking for the tag ${tag}`,
        (request) => rest.git.getRef({ ...at, ref: `tags/${tag}`, request }),
        signalled,
      ),
    address: (assetId, { signal }) =>
      ask(
        `asking for the address of asset ${assetId}`,
        (request) => rest.repos.getReleaseAsset({ ...at, asset_id: assetId, headers: OCTETS, request }),
        { signal, read: readAddress },
      ),
    close: github.close,
  }
}

function readRelease({ status, data }: Answer): Release | undefined {
  return status === 200 ? parseGithubRelease(data) : undefined
}

/** Only the page number is used, never the address of the next page in the header: it could send the token elsewhere. */
function readPage({ status, data, headers }: Answer) {
  if (status !== 200 || !Array.isArray(data) || data.length > PER_PAGE) return undefined
  const items: readonly unknown[] = data
  return { items, isLast: !/;\s*rel="next"/.test(String(headers.link ?? '')) }
}
