/** A GitHub with one private repository, and the source of releases that asks it. */
import { expect } from 'vitest'
import { createReleaseSource, type ReleaseSourceOptions } from '../../../src/adapters/releases/github-releases.ts'
import { asActionError, formatError } from '../../../src/core/errors/errors.ts'
import type { ReleaseSource } from '../../../src/ports/release.ts'
import { createFakeClock, type FakeClock } from '../../engine/fake-clock.ts'
import { type Github, type GithubOptions, startGithub } from '../../sandbox/github/github.ts'
import type { Repository } from '../../sandbox/github/state.ts'

export const TOKEN = 'ghs_secretsecretsecret'
export const V1 = { kind: 'tag', tag: 'v1' } as const
export const LATEST = { kind: 'latest', isWord: true } as const
export const NEVER = { signal: new AbortController().signal }

export interface GithubStage {
  readonly clock: FakeClock
  readonly github: Github
  /** `octo/app`, which the token may read. */
  readonly app: Repository
  readonly waits: readonly { readonly why: string; readonly delayMs: number }[]
  open(change?: Partial<ReleaseSourceOptions>): ReleaseSource
  /** @returns the error of a promise that must fail, with all that a person would see of it: no secret. */
  failure(
    promised: Promise<unknown>,
  ): Promise<{ readonly code: string | undefined; readonly shown: string; readonly caught: unknown }>
  close(): Promise<void>
}

export async function startGithubStage(options: GithubOptions = {}): Promise<GithubStage> {
  const clock = createFakeClock()
  const waits: { readonly why: string; readonly delayMs: number }[] = []
  const github = await startGithub({ now: clock.epochMs, ...options })
  const app = github.addRepository({ owner: 'octo', name: 'app', isPrivate: true })
  github.addToken(TOKEN, { 'octo/app': 'read' })
  const sources: ReleaseSource[] = []
  return {
    ...{ clock, github, app, waits },
    open(change = {}) {
      const source = createReleaseSource({
        ...{ repository: { owner: 'octo', name: 'app' }, baseUrl: github.apiUrl, apiUrl: github.apiUrl },
        ...{ serverUrl: 'https://github.com', token: TOKEN, secretsWithheld: undefined, env: {}, clock },
        giveUpAfterMs: 900_000,
        onWait: (why, delayMs) => waits.push({ why, delayMs }),
        ...change,
      })
      sources.push(source)
      return source
    },
    async failure(promised) {
      const caught: unknown = await promised.then(
        () => undefined,
        (error: unknown) => error,
      )
      const shown = formatError(caught)
      expect(shown).not.toContain(TOKEN)
      for (const signature of github.addresses.signatures) expect(shown).not.toContain(signature)
      return { code: asActionError(caught)?.code, shown, caught }
    },
    async close() {
      for (const source of sources) source.close()
      await github.close()
      clock.end()
    },
  }
}
