/** Errors for the kinds of "not found": the repository, the tag, its release; for the token see github-errors.ts. */
import { withYaml } from '../../errors/causes/cause.ts'
import { ActionError } from '../../errors/errors.ts'
import { singleLine } from '../../text/text.ts'
import type { GithubCall } from './github-errors.ts'

/** @returns the error of a repository that does not exist, or that the token cannot see: GitHub does not say which. */
export function repositoryMissing({ repository, hasToken }: GithubCall): ActionError {
  return new ActionError({
    code: 'release-repository-missing',
    message: `There is no repository ${repository}, or it is not visible ${hasToken ? 'with the token' : 'without a token'}.`,
    remedy: `Check owner and name in \`from-release\`. The job's own token sees this repository and public ones; for another private one write:${withYaml('github-token: ${{ secrets.RELEASES_TOKEN }}')}`,
    fault: 'missing',
  })
}

/** @returns the error of a tag that does not exist, or has no release. */
export function releaseMissing(
  { repository }: GithubCall,
  { tag, tagExists }: { readonly tag: string; readonly tagExists: boolean },
): ActionError {
  const name = singleLine(tag, 200)
  if (!tagExists)
    return new ActionError({
      code: 'release-tag-missing',
      message: `${repository} has neither a release nor a tag ${name}.`,
      remedy: `Write the tag of a release:${withYaml('from-release: ${{ github.event.release.tag_name }}')}\nA draft is found only with \`contents: write\`.`,
      fault: 'missing',
    })
  return new ActionError({
    code: 'release-missing',
    message: `The tag ${name} of ${repository} has no release.`,
    remedy: `Make one first (\`gh release create\`), or start the workflow with \`on: release\`. A draft is found only with:\n  permissions:\n    contents: write`,
    fault: 'missing',
  })
}

/** @returns the error of a repository without a release that could be the latest. */
export function latestMissing({ repository }: GithubCall): ActionError {
  return new ActionError({
    code: 'release-missing',
    message: `${repository} has no release that is neither a draft nor a pre-release, so there is no latest one.`,
    remedy: `Write the tag of the release:${withYaml('from-release: v1.2.3-rc.1')}`,
    fault: 'missing',
  })
}

/** @returns the error of `latest` if there is also a tag of that name. @param latestTag of the newest release */
export function latestAmbiguous(
  { repository }: GithubCall,
  { latestTag, serverUrl }: { readonly latestTag: string; readonly serverUrl: string },
): ActionError {
  const page = `${serverUrl}/${repository}/releases`
  return new ActionError({
    code: 'release-ambiguous',
    message: `\`from-release: latest\` could be the newest release of ${repository}, ${singleLine(latestTag, 200)}, or its tag named latest.`,
    remedy: `Write the one that is meant:${withYaml(`from-release: ${page}/latest       # the newest`, `from-release: ${page}/tag/latest   # the tag`)}`,
  })
}

/** @returns the error of an asset or release that is gone since it was listed. */
export function goneSince({ repository }: GithubCall, what: string): ActionError {
  return new ActionError({
    code: 'release-changed',
    message: `${what} of ${repository} is gone since it was listed: it was deleted or replaced.`,
    remedy: 'Run the step again when the release no longer changes.',
    fault: 'missing',
  })
}

/** @returns the error of an API address to which the token must not be sent. */
export function apiInsecure(apiUrl: string): ActionError {
  return new ActionError({
    code: 'github-api-insecure',
    message: `GITHUB_API_URL (${singleLine(apiUrl, 200)}) is not an https address, and the token is not sent to others.`,
    remedy: 'Let the runner set GITHUB_API_URL to the https address of the server.',
  })
}

/** @returns the error of an asset that has changed since the step began. */
export function releaseChanged({
  repository,
  tag,
  name,
  kind,
}: {
  readonly repository: string
  readonly tag: string
  readonly name: string
  readonly kind: 'replaced' | 'removed' | 'added'
}): ActionError {
  return new ActionError({
    code: 'release-changed',
    message: `The asset ${singleLine(name, 200)} of the release ${singleLine(tag, 200)} of ${repository} was ${kind} while this step ran; it is not published`,
    remedy:
      'Run the step again when the release no longer changes: it takes the new assets, and continues the others where this one ended.',
  })
}
