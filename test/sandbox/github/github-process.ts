/** Starts a GitHub in a process of its own, so that it takes no time from the caller's. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface ReleaseOutline {
  readonly tag: string
  /** Their bytes are all zeros. */
  readonly assets: readonly { readonly name: string; readonly sizeBytes: number }[]
}

export interface GithubFacts {
  /** For GITHUB_API_URL. */
  readonly apiUrl: string
  /** For GITHUB_SERVER_URL. */
  readonly serverUrl: string
  /** So far, to both hosts. */
  readonly requests: number
  /** Of these, those for bytes of assets. */
  readonly byteRequests: number
}

export interface RemoteGithub extends Pick<GithubFacts, 'apiUrl' | 'serverUrl'> {
  facts(): Promise<GithubFacts>
  close(): Promise<void>
}

/** @returns a GitHub with one release of the public repository `octo/app`. It ends with `close`, or with the caller. */
export async function startGithubProcess(release: ReleaseOutline): Promise<RemoteGithub> {
  const child = fork(fileURLToPath(new URL('./github-cli.ts', import.meta.url)), [JSON.stringify(release)])
  const exited = once(child, 'exit')
  const next = async () => {
    const [facts] = await Promise.race([once(child, 'message'), exited.then(() => [undefined])])
    if (facts === undefined) throw new Error("GitHub's process ended")
    return facts as GithubFacts
  }
  const { apiUrl, serverUrl } = await next()
  return {
    apiUrl,
    serverUrl,
    async facts() {
      const told = next()
      child.send('facts')
      return await told
    },
    async close() {
      child.disconnect()
      await exited
    },
  }
}
