/** What a test adds to its GitHub, and changes while it runs. */
import {
  type Access,
  type Asset,
  contentOf,
  type NewAsset,
  type NewRelease,
  type Release,
  type Repository,
  type State,
  storedName,
} from './state.ts'

export interface Holdings {
  readonly state: State
  addRepository(options: { readonly owner: string; readonly name: string; readonly isPrivate?: boolean }): Repository
  /** Renames it; its former name redirects. */
  rename(repository: Repository, name: string): void
  addRelease(repository: Repository, release: NewRelease): Release
  addAsset(release: Release, asset: NewAsset): Asset
  /** Deletes the asset of that name and uploads another: it gets another ID. */
  replaceAsset(release: Release, asset: NewAsset): Asset
  removeAsset(release: Release, name: string): void
  /** The upload of an asset ends: `starter` or `open` becomes `uploaded`. */
  finishAsset(release: Release, name: string): void
  addTag(repository: Repository, tag: string): void
  /** @param access by `owner/name`; no other private repository is visible with it */
  addToken(token: string, access?: Readonly<Record<string, Access>>): void
}

export function createHoldings(now: () => number): Holdings {
  const state: State = { repositories: [], tokens: new Map() }
  let lastId = 1000
  const nextId = () => {
    lastId += 1
    return lastId
  }

  function makeAsset({ name, content, state: assetState, contentType, digest }: NewAsset): Asset {
    return {
      id: nextId(),
      name: storedName(name),
      content: contentOf(content),
      state: assetState ?? 'uploaded',
      contentType: contentType ?? 'application/octet-stream',
      digest: digest ?? 'right',
      updatedAtMs: now(),
    }
  }

  function addAsset(release: Release, asset: NewAsset): Asset {
    const made = makeAsset(asset)
    if (release.assets.some(({ name }) => name === made.name)) throw new Error(`${made.name} already exists`)
    release.assets.push(made)
    return made
  }

  function placeOf(release: Release, name: string): number {
    const index = release.assets.findIndex((asset) => asset.name === storedName(name))
    if (index < 0) throw new Error(`no asset ${name}`)
    return index
  }

  return {
    state,
    addAsset,
    addRepository({ owner, name, isPrivate = false }) {
      const repository = {
        id: nextId(),
        owner,
        name,
        isPrivate,
        releases: [],
        tags: new Set<string>(),
        formerNames: [],
      }
      state.repositories.push(repository)
      return repository
    },
    rename(repository, name) {
      repository.formerNames.push(`${repository.owner}/${repository.name}`)
      repository.name = name
    },
    addRelease(repository, { tag, draft = false, prerelease = false, publishedAtMs = now(), assets = [] }) {
      const times = { createdAtMs: publishedAtMs, publishedAtMs: draft ? undefined : publishedAtMs }
      const release = { id: nextId(), tag, draft, prerelease, ...times, assets: [] }
      repository.releases.push(release)
      for (const asset of assets) addAsset(release, asset)
      return release
    },
    replaceAsset(release, asset) {
      const made = makeAsset(asset)
      release.assets.splice(placeOf(release, asset.name), 1, made)
      return made
    },
    removeAsset(release, name) {
      release.assets.splice(placeOf(release, name), 1)
    },
    finishAsset(release, name) {
      const index = placeOf(release, name)
      const asset = release.assets[index]
      if (asset !== undefined) release.assets[index] = { ...asset, state: 'uploaded', updatedAtMs: now() }
    },
    addTag(repository, tag) {
      repository.tags.add(tag)
    },
    addToken(token, access = {}) {
      state.tokens.set(token, access)
    },
  }
}
