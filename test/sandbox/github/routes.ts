/** The operation of a request, and the answers of operations that return JSON. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '../net/http-faults.ts'
import { type Addresses, assetJson, jsonAnswer, notAccessible, notFound, releaseJson } from './answers.ts'
import { type Access, accessOf, hasTag, type Release, type Repository, type State } from './state.ts'

export type GithubOperation =
  | 'getRepository'
  | 'getReleaseByTag'
  | 'getLatestRelease'
  | 'listReleases'
  | 'getRelease'
  | 'listAssets'
  | 'getAsset'
  | 'getTag'
  | 'unknown'

export interface Route {
  readonly operation: GithubOperation
  readonly owner: string
  readonly name: string
  /** The tag or ID at the end of the path. */
  readonly rest: string
}

const ROUTES: readonly (readonly [GithubOperation, RegExp])[] = [
  ['getRepository', /^$/],
  ['getLatestRelease', /^\/releases\/latest$/],
  ['getReleaseByTag', /^\/releases\/tags\/(.+)$/],
  ['getAsset', /^\/releases\/assets\/(\d+)$/],
  ['listAssets', /^\/releases\/(\d+)\/assets$/],
  ['getRelease', /^\/releases\/(\d+)$/],
  ['listReleases', /^\/releases$/],
  ['getTag', /^\/git\/ref\/tags(?:\/|%2F)(.+)$/i],
]

/** @param path below the API's base path, without its query */
export function routeOf(path: string): Route {
  const [, owner = '', name = '', below = ''] = /^\/repos\/([^/]+)\/([^/]+)(.*)$/.exec(path) ?? []
  for (const [operation, pattern] of owner === '' ? [] : ROUTES) {
    const found = pattern.exec(below)
    if (found !== null)
      return {
        operation,
        owner: decodeURIComponent(owner),
        name: decodeURIComponent(name),
        rest: decodeURIComponent(found[1] ?? ''),
      }
  }
  return { operation: 'unknown', owner, name, rest: '' }
}

export interface ApiRequest {
  readonly route: Route
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly token: string | undefined
}

export function findRepository({ repositories }: State, { owner, name }: Route): Repository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase()
  return repositories.find((one) => `${one.owner}/${one.name}`.toLowerCase() === wanted)
}

/** @returns the release and the asset of that ID, of this repository. */
export function findAsset(repository: Repository, id: string) {
  for (const release of repository.releases) {
    const asset = release.assets.find((one) => String(one.id) === id)
    if (asset !== undefined) return { release, asset }
  }
  return undefined
}

/** @returns the answer to everything but the bytes of an asset. */
export function answerJson(state: State, request: ApiRequest, addresses: Addresses): Answer {
  const repository = findRepository(state, request.route)
  if (repository === undefined) return movedAnswer(state, request, addresses) ?? notFound()
  const access = accessOf(state, repository, request.token)
  if (access === 'none') return notFound()
  if (request.route.operation === 'getRepository') return repositoryAnswer(repository, request, access)
  if (access === 'metadata') return notAccessible()
  const visible = repository.releases.filter(({ draft }) => !draft || access === 'write')
  const single = (release: Release | undefined): Answer =>
    release === undefined ? notFound() : jsonAnswer(releaseJson(repository, release, addresses), request.headers)
  const { operation, rest } = request.route
  switch (operation) {
    case 'getReleaseByTag':
      return single(visible.find(({ tag, draft }) => !draft && tag === rest))
    case 'getLatestRelease':
      return single(newest(visible.filter(({ draft, prerelease }) => !draft && !prerelease)))
    case 'getRelease':
      return single(visible.find(({ id }) => String(id) === rest))
    case 'listReleases':
      return pageAnswer(visible.toSorted(byAge), request, (release) => releaseJson(repository, release, addresses))
    case 'listAssets': {
      const release = visible.find(({ id }) => String(id) === rest)
      if (release === undefined) return notFound()
      return pageAnswer(release.assets, request, (asset) => assetJson(repository, release, { asset, addresses }))
    }
    case 'getAsset': {
      const found = findAsset(repository, rest)
      if (found === undefined || !visible.includes(found.release)) return notFound()
      return jsonAnswer(assetJson(repository, found.release, { asset: found.asset, addresses }), request.headers)
    }
    case 'getTag':
      return hasTag(repository, rest) ? tagAnswer(rest, request) : notFound()
    case 'unknown':
      return notFound()
  }
}

function newest(releases: readonly Release[]): Release | undefined {
  return releases.toSorted(byAge)[0]
}

function byAge(left: Release, right: Release): number {
  return right.createdAtMs - left.createdAtMs || right.id - left.id
}

function repositoryAnswer(repository: Repository, { headers }: ApiRequest, access: Access): Answer {
  const { id, name, owner, isPrivate } = repository
  const permissions = { pull: access !== 'metadata', push: access === 'write', admin: false }
  return jsonAnswer({ id, name, full_name: `${owner}/${name}`, private: isPrivate, permissions }, headers)
}

function tagAnswer(tag: string, { headers }: ApiRequest): Answer {
  return jsonAnswer({ ref: `refs/tags/${tag}`, object: { type: 'commit', sha: '0'.repeat(40) } }, headers)
}

/** GitHub redirects from the former name of a repository to its ID; here to its new name, which makes no difference to the client. */
function movedAnswer({ repositories }: State, { route, url }: ApiRequest, addresses: Addresses): Answer | undefined {
  const former = `${route.owner}/${route.name}`
  const repository = repositories.find(({ formerNames }) => formerNames.includes(former))
  if (repository === undefined) return undefined
  const below = url.pathname.split(`/repos/${former}`)[1] ?? ''
  const location = `${addresses.api}/repos/${repository.owner}/${repository.name}${below}${url.search}`
  return { status: 301, headers: { location }, body: JSON.stringify({ message: 'Moved Permanently', url: location }) }
}

/** A page as GitHub makes it: at most 100 items, 30 by default, with the next page in the Link header. */
function pageAnswer<Item>(items: readonly Item[], { url, headers }: ApiRequest, json: (item: Item) => object): Answer {
  const perPage = Math.min(100, Number(url.searchParams.get('per_page') ?? 30) || 30)
  const page = Math.max(1, Number(url.searchParams.get('page') ?? 1) || 1)
  const last = Math.max(1, Math.ceil(items.length / perPage))
  const link = (rel: string, number: number) => {
    const target = new URL(url)
    target.searchParams.set('page', String(number))
    return `<${target}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ]
  const shown = items.slice((page - 1) * perPage, page * perPage).map(json)
  return jsonAnswer(shown, headers, links.length === 0 ? {} : { link: links.join(', ') })
}
