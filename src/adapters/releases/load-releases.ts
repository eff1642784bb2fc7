/** Loads octokit only when a release is asked for, as a chunk of its own. */
import { ActionError } from '../../core/errors/errors.ts'
import type { ReleaseSource } from '../../ports/release.ts'
import type { ReleaseSourceOptions } from './github-releases.ts'

/** @returns the releases of one repository. Throws an ActionError where octokit cannot start, or the token could go nowhere. */
export async function loadReleaseSource(options: ReleaseSourceOptions): Promise<ReleaseSource> {
  const { createReleaseSource } = await loadOctokit()
  return createReleaseSource(options)
}

/**
 * @actions/github reads the proxy variables, GITHUB_API_URL and the event's file while it is imported, and throws at what it does not know. Its
 * error may have a whole variable, password included, so that it is no cause to keep.
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
