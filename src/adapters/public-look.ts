/** Whether anybody could read what is published: asked once, beside the publishing of the rest, since the answer takes some round trips. */
import * as http from 'node:http'
import * as https from 'node:https'
import { objectUrl } from '../core/urls.ts'

const DEADLINE_MS = 5_000

export interface PublicLook {
  /** An object shows. Whether it may be read is asked of the first one. */
  shown(key: string): void
  /** @returns the URL that anonymous readers are refused; undefined where they are not, or it could not be told within 5 s. */
  refusedUrl(): Promise<string | undefined>
}

/**
 * @param base of the public URLs
 * @param env where proxy settings are read
 * @returns what is to be told of each object that shows
 */
export function createPublicLook({
  base,
  env,
}: {
  readonly base: string
  readonly env: NodeJS.ProcessEnv
}): PublicLook {
  let refused: Promise<string | undefined> | undefined
  const ask = async (url: string) => ((await headAnonymously(url, env)) === 403 ? url : undefined)
  return {
    shown(key) {
      refused ??= ask(objectUrl(base, key))
    },
    refusedUrl: async () => refused,
  }
}

/** @returns the HTTP status of an anonymous HEAD, or undefined where none came within the deadline. Never throws, never follows redirects. */
function headAnonymously(url: string, env: NodeJS.ProcessEnv): Promise<number | undefined> {
  return new Promise((resolve) => {
    try {
      const client = url.startsWith('https:') ? https : http
      const agent = new client.Agent({ proxyEnv: env } as https.AgentOptions)
      const options = { method: 'HEAD', agent, signal: AbortSignal.timeout(DEADLINE_MS) }
      const request = client.request(url, options, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      request.on('error', () => resolve(undefined))
      request.end()
    } catch {
      resolve(undefined)
    }
  })
}
