/** The state of a test's GitHub: repositories, releases, assets, tags and permissions. */
import { createHash } from 'node:crypto'

/** Bytes of an asset; large ones need not be in memory. */
export interface AssetContent {
  readonly sizeBytes: number
  /** Bytes `[startBytes, endBytes)`. */
  slice(startBytes: number, endBytes: number): Buffer
}

/** The digest field in GitHub's answer: the right one, `null` (assets from before mid-2025), no field at all, or any text. */
export type DigestAnswer = 'right' | 'null' | 'absent' | { readonly text: string }

export interface Asset {
  readonly id: number
  readonly name: string
  readonly content: AssetContent
  readonly state: 'uploaded' | 'starter' | 'open'
  readonly contentType: string
  readonly digest: DigestAnswer
  readonly updatedAtMs: number
}

export interface Release {
  readonly id: number
  readonly tag: string
  readonly draft: boolean
  readonly prerelease: boolean
  readonly createdAtMs: number
  readonly publishedAtMs: number | undefined
  readonly assets: Asset[]
}

export interface Repository {
  readonly id: number
  owner: string
  name: string
  readonly isPrivate: boolean
  readonly releases: Release[]
  /** Tags without a release; published releases have theirs anyway. */
  readonly tags: Set<string>
  /** Former names: GitHub redirects from them. */
  readonly formerNames: string[]
}

/** `metadata`: the repository is visible, its contents are not. */
export type Access = 'none' | 'metadata' | 'read' | 'write'

export interface State {
  readonly repositories: Repository[]
  /** What a token may do with each repository, by `owner/name`; public repositories can be read with any token. */
  readonly tokens: Map<string, Readonly<Record<string, Access>>>
}

export interface NewAsset {
  readonly name: string
  readonly content: Buffer | AssetContent
  readonly state?: Asset['state']
  readonly contentType?: string
  readonly digest?: DigestAnswer
}

export interface NewRelease {
  readonly tag: string
  readonly draft?: boolean
  readonly prerelease?: boolean
  /** Time of publication; now unless given. */
  readonly publishedAtMs?: number
  readonly assets?: readonly NewAsset[]
}

export function contentOf(content: Buffer | AssetContent): AssetContent {
  if (!Buffer.isBuffer(content)) return content
  return { sizeBytes: content.length, slice: (start, end) => content.subarray(start, end) }
}

const digests = new WeakMap<AssetContent, string>()

/** @returns the lower-case hex of the content's SHA-256, computed once. */
export function sha256Of(content: AssetContent): string {
  const known = digests.get(content) ?? computeSha256(content)
  digests.set(content, known)
  return known
}

function computeSha256(content: AssetContent): string {
  const hash = createHash('sha256')
  const stepBytes = 1024 ** 2
  for (let start = 0; start < content.sizeBytes; start += stepBytes)
    hash.update(content.slice(start, Math.min(content.sizeBytes, start + stepBytes)))
  return hash.digest('hex')
}

/** GitHub stores names with a dot in place of characters that it does not allow. */
export function storedName(name: string): string {
  return name.replace(/[\s()[\]{}~:]+/g, '.').replace(/\.{2,}/g, '.')
}

/** @returns what `token` may do with the repository. */
export function accessOf(state: State, repository: Repository, token: string | undefined): Access {
  const granted = state.tokens.get(token ?? '')?.[`${repository.owner}/${repository.name}`] ?? 'none'
  return !repository.isPrivate && granted !== 'write' ? 'read' : granted
}

/** @returns whether a tag of that name exists, with a release or without; a draft's tag does not exist yet. */
export function hasTag(repository: Repository, tag: string): boolean {
  return repository.tags.has(tag) || repository.releases.some((release) => !release.draft && release.tag === tag)
}
