/** Whether the published objects can be read by the public: one request, sent while the rest is published, since it takes some round trips. */
import { objectUrl } from '../../core/service/urls.ts'
import type { PublicLook } from '../../ports.ts'
import { createHttpCaller } from '../http/http-call.ts'

const DEADLINE_MS = 5_000

/**
 * @param base of the public URLs
 * @param env has the proxy settings
 * @param signal ends the look: the answer is then unknown
 * @returns the look; it is told about each visible object
 */
export function createPublicLook({
  base,
  env,
  signal,
}: {
  readonly base: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}): PublicLook {
  const http = createHttpCaller(env)
  let refused: Promise<string | undefined> | undefined

  async function ask(url: string): Promise<string | undefined> {
    try {
      const request = { method: 'HEAD', url: new URL(url), headers: {} } as const
      const { status } = await http.call(request, { deadlineMs: DEADLINE_MS, signal })
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
