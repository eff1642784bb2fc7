/** Loads octokit, a separate chunk, only when a release is needed. */
import { ActionError } from '../../core/errors/errors.ts'
import type { ReleaseSource } from '../../ports/release.ts'
import type { ReleaseSourceOptions } from './github-releases.ts'

/** @returns the releases of one repository. Throws an ActionError if octokit cannot start, or the token could not be sent anywhere. */
export async function loadReleaseSource(options: ReleaseSourceOptions): Promise<ReleaseSource> {
  const { createReleaseSource } = await loadOctokit()
  return createReleaseSource(options)
}

/**
 * @actions/github reads the proxy variables, GITHUB_API_URL and the event's file while it is imported, and throws for unknown values. Its
 *  error may contain a whole variable with a password, so it is not kept as the cause.
 */
async function loadOctokit() {
  try {
    return await import('./github-releases.ts')
  } catch {
    throw new ActionError({
      code: 'github-environment',
      message: "GitHub's client cannot start with the environment of this step.",
      remedy:
        'Check HTTPS_PROXY and HTTP_PROXY (http://user:password@host:port, no other protocol), and that nothing overwrites GITHUB_API_URL or GITHUB_EVENT_PATH.',
    })
  }
}
