/** Releases and their assets, read from the API's JSON, which is not trusted. https://docs.github.com/en/rest/releases/assets */
import { isText } from '../../text/text.ts'

export interface Release {
  readonly id: number
  readonly tag: string
  readonly isDraft: boolean
  /** Milliseconds since the epoch; undefined for a draft. */
  readonly publishedAtMs: number | undefined
}

export interface ReleaseAsset {
  readonly id: number
  /** As GitHub stores it; one segment of a path, never a path. */
  readonly name: string
  readonly sizeBytes: number
  /** Lower-case hex; undefined if GitHub has none, as for assets from before mid-2025. */
  readonly sha256: string | undefined
  /** `uploaded`, or another state while the upload has not ended. */
  readonly state: string
  readonly contentType: string | undefined
  /** URL for downloads in a browser. */
  readonly browserUrl: string | undefined
  /** As GitHub writes it; compared, never parsed. */
  readonly updatedAt: string
}

/** @returns the release; undefined if the answer is not one. */
export function parseGithubRelease(value: unknown): Release | undefined {
  const { id, tag_name: tag, draft, published_at: published } = fieldsOf(value)
  if (!isId(id) || !isText(tag)) return undefined
  const publishedAtMs = isText(published) ? Date.parse(published) : Number.NaN
  return { id, tag, isDraft: draft === true, publishedAtMs: Number.isNaN(publishedAtMs) ? undefined : publishedAtMs }
}

/**
 * @param values all pages of the list
 * @returns the assets in their order, each name once; undefined if one of them cannot be read. Of two with the same name (replaced
 *     between two pages) the newer is kept.
 */
export function parseAssets(values: readonly unknown[]): readonly ReleaseAsset[] | undefined {
  const byName = new Map<string, ReleaseAsset>()
  for (const value of values) {
    const asset = parseAsset(value)
    if (asset === undefined) return undefined
    const known = byName.get(asset.name)
    if (known === undefined || asset.id >= known.id) byName.set(asset.name, asset)
  }
  return [...byName.values()]
}

/** @returns the asset; undefined if a required field is missing or invalid. */
export function parseAsset(value: unknown): ReleaseAsset | undefined {
  const {
    id,
    name,
    size,
    state,
    digest,
    content_type: type,
    browser_download_url: browser,
    updated_at,
  } = fieldsOf(value)
  const sha256 = digestOf(digest)
  if (!isId(id) || !isText(name) || !isSafeName(name) || !isSize(size) || !isText(state)) return undefined
  if (sha256 === 'unreadable') return undefined
  return {
    ...{ id, name, sizeBytes: size, state, sha256 },
    contentType: isText(type) ? type : undefined,
    browserUrl: isText(browser) ? browser : undefined,
    updatedAt: isText(updated_at) ? updated_at : '',
  }
}

/** A digest of another kind is ignored; an invalid one of this kind must not be ignored. */
function digestOf(value: unknown): string | undefined | 'unreadable' {
  if (value === undefined || value === null || value === '') return undefined
  if (!isText(value)) return 'unreadable'
  if (!/^sha256:/i.test(value)) return undefined
  return /^sha256:[0-9a-f]{64}$/i.test(value) ? value.slice('sha256:'.length).toLowerCase() : 'unreadable'
}

/** Names become object keys: GitHub has no names that are paths or contain line ends. */
function isSafeName(name: string): boolean {
  return !/[/\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(name) && name !== '.' && name !== '..' && name.length <= 1024
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

interface AssetChange {
  readonly kind: 'replaced' | 'removed' | 'added'
}

/** @returns the differences between two lists of a release's assets, in the order of their names. */
export function assetChanges(before: readonly ReleaseAsset[], after: readonly ReleaseAsset[]): readonly AssetChange[] {
  const earlier = new Map(before.map((asset) => [asset.name, asset]))
  const later = new Map(after.map((asset) => [asset.name, asset]))
  const names = [...new Set([...earlier.keys(), ...later.keys()])].sort()
  return names.flatMap((name): readonly AssetChange[] => {
    const [was, is] = [earlier.get(name), later.get(name)]
    if (was === undefined) return is === undefined ? [] : [{ kind: 'added' }]
    if (is === undefined) return [{ kind: 'removed' }]
    const isSame = was.id === is.id && was.sizeBytes === is.sizeBytes && isSameDigest(was, is)
    return isSame ? [] : [{ kind: 'replaced' }]
  })
}

/** GitHub may compute a digest after the upload: a digest that appears later is not a change. */
function isSameDigest(was: ReleaseAsset, is: ReleaseAsset): boolean {
  return was.sha256 === undefined || was.sha256 === is.sha256
}
