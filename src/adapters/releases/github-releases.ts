/** Releases of a repository at GitHub. Import it dynamically: octokit is large, and only `from-release` needs it. */
import { asActionError } from '../../core/errors/errors.ts'
import { permissionMissing, unreadableAnswer } from '../../core/release/github/github-errors.ts'
import {
  goneSince,
  latestAmbiguous,
  latestMissing,
  releaseMissing,
  repositoryMissing,
} from '../../core/release/github/missing-release.ts'
import { parseAssets, parseGithubRelease, type Release } from '../../core/release/github/release.ts'
import type { ReleaseSource } from '../../ports/release.ts'
import { createGithubApi, type GithubApi, type GithubApiOptions } from './github-api.ts'

export interface ReleaseSourceOptions extends GithubApiOptions {
  /** URL of the release pages, for remedies. */
  readonly serverUrl: string
}

type Signalled = { readonly signal: AbortSignal }

/** @returns the releases of one repository. Throws an ActionError if the token could not be sent anywhere, or the proxy variables are wrong. */
export function createReleaseSource(options: ReleaseSourceOptions): ReleaseSource {
  const { owner, name } = options.repository
  const api = createGithubApi(options)
  return {
    repository: `${owner}/${name}`,
    find: (choice, signalled) =>
      choice.kind === 'tag'
        ? findByTag(api, choice.tag, signalled)
        : findLatest(api, { isWord: choice.isWord, serverUrl: options.serverUrl, ...signalled }),
    async assets(release, signalled) {
      const values: unknown[] = []
      const collect = async () => {
        for await (const page of api.assetPages(release, signalled)) values.push(...page)
      }
      await ifMissing(collect(), () => {
        throw goneSince(api.callOf(''), `The release ${release.tag}`)
      })
      const assets = parseAssets(values)
      if (assets === undefined) throw unreadableAnswer(api.callOf(`listing the assets of ${release.tag}`))
      return assets
    },
    address: (assetId, signalled) =>
      ifMissing(api.address(assetId, signalled), () => {
        throw goneSince(api.callOf(''), `The asset ${assetId}`)
      }),
    close: api.close,
  }
}

/** @returns the result, or that of `otherwise` if GitHub found nothing. */
async function ifMissing<Value>(asked: Promise<Value>, otherwise: () => Promise<Value> | Value): Promise<Value> {
  try {
    return await asked
  } catch (error) {
    if (asActionError(error)?.code !== 'github-missing') throw error
    return await otherwise()
  }
}

function findByTag(api: GithubApi, tag: string, signalled: Signalled): Promise<Release> {
  return ifMissing(api.releaseByTag(tag, signalled), async () => {
    const draft = await findDraft(api, tag, signalled)
    if (draft !== undefined) return draft
    throw releaseMissing(api.callOf(''), { tag, tagExists: await api.hasTag(tag, signalled) })
  })
}

async function findLatest(
  api: GithubApi,
  { isWord, serverUrl, signal }: Signalled & { readonly isWord: boolean; readonly serverUrl: string },
): Promise<Release> {
  const release = await ifMissing(api.latestRelease({ signal }), async () => {
    await findDraft(api, undefined, { signal })
    throw latestMissing(api.callOf(''))
  })
  if (isWord && (await api.hasTag('latest', { signal })))
    throw latestAmbiguous(api.callOf(''), { latestTag: release.tag, serverUrl })
  return release
}

/**
 * Drafts are only found by listing. The list also distinguishes a repository without this release from one that is not visible: the latter throws.
 * @returns the draft of that tag; undefined if there is none, or no tag was given
 */
function findDraft(api: GithubApi, tag: string | undefined, signalled: Signalled): Promise<Release | undefined> {
  const search = async () => {
    for await (const page of api.releasePages(signalled)) {
      if (tag === undefined) return undefined
      const draft = page.map(parseGithubRelease).find((release) => release?.isDraft === true && release.tag === tag)
      if (draft !== undefined) return draft
    }
    return undefined
  }
  return ifMissing(search(), async () => {
    const call = api.callOf('listing releases')
    throw (await api.seesRepository(signalled)) ? permissionMissing(call) : repositoryMissing(call)
  })
}
