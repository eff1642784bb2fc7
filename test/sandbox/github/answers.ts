/** GitHub's JSON for releases and assets, and its errors. https://docs.github.com/en/rest/releases/releases */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '../net/http-faults.ts'
import { type Asset, type Release, type Repository, sha256Of } from './state.ts'

export interface Addresses {
  /** With the base path: `http://127.0.0.1:1/api/v3`. */
  readonly api: string
  /** Base of the pages: `http://127.0.0.1:1`. */
  readonly server: string
}

const DOCUMENTATION = 'https://docs.github.com/rest/releases'

export function releaseJson(repository: Repository, release: Release, addresses: Addresses): object {
  const base = `${addresses.api}/repos/${repository.owner}/${repository.name}/releases`
  const page = `${addresses.server}/${repository.owner}/${repository.name}/releases`
  return {
    url: `${base}/${release.id}`,
    assets_url: `${base}/${release.id}/assets`,
    html_url: `${page}/tag/${encodeURIComponent(release.tag)}`,
    id: release.id,
    author: { login: 'octocat', id: 1, type: 'User' },
    tag_name: release.tag,
    target_commitish: 'main',
    name: release.tag,
    draft: release.draft,
    prerelease: release.prerelease,
    created_at: utc(release.createdAtMs),
    published_at: release.publishedAtMs === undefined ? null : utc(release.publishedAtMs),
    assets: release.assets.map((asset) => assetJson(repository, release, { asset, addresses })),
    body: 'Notes.',
  }
}

export function assetJson(
  repository: Repository,
  release: Release,
  { asset, addresses }: { readonly asset: Asset; readonly addresses: Addresses },
): object {
  const place = `${repository.owner}/${repository.name}/releases`
  const download = `${addresses.server}/${place}/download/${encodeURIComponent(release.tag)}`
  return {
    url: `${addresses.api}/repos/${place}/assets/${asset.id}`,
    id: asset.id,
    name: asset.name,
    label: '',
    uploader: { login: 'octocat', id: 1, type: 'User' },
    content_type: asset.contentType,
    state: asset.state,
    size: asset.state === 'uploaded' ? asset.content.sizeBytes : 0,
    ...digestJson(asset),
    download_count: 0,
    created_at: utc(asset.updatedAtMs),
    updated_at: utc(asset.updatedAtMs),
    browser_download_url: `${download}/${encodeURIComponent(asset.name)}`,
  }
}

function digestJson({ digest, content, state }: Asset): object {
  if (digest === 'absent') return {}
  if (digest === 'null' || state !== 'uploaded') return { digest: null }
  return { digest: digest === 'right' ? `sha256:${sha256Of(content)}` : digest.text }
}

/** The time with seconds, as GitHub writes it. */
export function utc(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** @returns 200 with an ETag; 304 if the client has the same one. */
export function jsonAnswer(value: unknown, request: IncomingHttpHeaders, headers: Record<string, string> = {}): Answer {
  const body = JSON.stringify(value)
  const etag = `W/"${createHash('sha256').update(body).digest('hex')}"`
  if (request['if-none-match'] === etag) return { status: 304, headers: { ...headers, etag } }
  return { status: 200, headers: { ...headers, etag, 'content-type': 'application/json; charset=utf-8' }, body }
}

export function errorAnswer(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ message, documentation_url: DOCUMENTATION, status: String(status) }),
  }
}

export const notFound = () => errorAnswer(404, 'Not Found')
export const notAccessible = () => errorAnswer(403, 'Resource not accessible by integration')
