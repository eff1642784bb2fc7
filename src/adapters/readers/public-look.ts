/** Whether anybody could read what is published: asked once, beside the publishing of the rest, since the answer takes some round trips. */
import { objectUrl } from '../../core/service/urls.ts'
import { createHttpCaller } from '../http/http-call.ts'

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
  const http = createHttpCaller(env)
  let refused: Promise<string | undefined> | undefined

  async function ask(url: string): Promise<string | undefined> {
    try {
      const request = { method: 'HEAD', url: new URL(url), headers: {} } as const
      const { status } = await http.call(request, { deadlineMs: DEADLINE_MS, signal: new AbortController().signal })
      return status === 403 ? url : undefined
    } catch {
      return undefined
    }
  }

  return {
    shown(key) {
      refused ??= ask(objectUrl(base, key))
    },
    refusedUrl: async () => refused,
  }
}
