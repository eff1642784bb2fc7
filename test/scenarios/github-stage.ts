/** A stage with a GitHub of its own: one private repository, whose releases the job's token may read. */
import { type Github, type GithubOptions, startGithub } from '../sandbox/github/github.ts'
import type { Repository } from '../sandbox/github/state.ts'
import type { Runner } from '../sandbox/runner/runner.ts'
import { openStage, type Stage } from './stage.ts'

export const TOKEN = 'ghs_tokenofthejobforreleases'

export interface ReleaseStage extends Omit<Stage, 'runner'> {
  readonly github: Github
  readonly repository: Repository
  /** A fresh machine of that GitHub. */
  runner(options?: Parameters<Stage['runner']>[0]): Promise<Runner>
  /** How many requests GitHub's hosts had for bytes. */
  byteRequests(): number
}

/** Opens the stage; close it at the end of the test. */
export async function openReleaseStage(options: GithubOptions = {}): Promise<ReleaseStage> {
  const stage = await openStage()
  const github = await startGithub({ basePath: '/api/v3', ...options })
  const repository = github.addRepository({ owner: 'octo-org', name: 'octo-repo', isPrivate: true })
  github.addToken(TOKEN, { 'octo-org/octo-repo': 'read' })
  const serverUrl = github.serverUrl.replace('127.0.0.1', 'github.localhost')
  return {
    ...stage,
    ...{ github, repository },
    runner: (more = {}) => stage.runner({ serverUrl, ...more }),
    inputs: (more) => stage.inputs({ 'github-token': TOKEN, ...more }),
    byteRequests: () => github.requests.filter(({ operation }) => operation === 'bytes').length,
    async close() {
      await github.close()
      await stage.close()
    },
  }
}
