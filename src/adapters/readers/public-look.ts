/** Whether the published objects can be read by the public: one request, sent while the rest is published, since it takes some round trips. */
import { objectUrl } from '../../core/service/urls.ts'
import type { PublicLook } from '../../ports.ts'
import { createHttpCaller } from '../http/http-call.ts'
import type { Transport } from '../oss/transport.ts'

const DEADLINE_MS = 5_000

/**
 * @param base of the public URLs
 * @param env has the proxy settings
 * @param signal ends the look: the answer is then unknown
 * @param uploads how objects are uploaded: where readers use the same address, a connection to it is open already
 * @returns the look; it is told about each visible object
 */
export function createPublicLook({
  base,
  env,
  signal,
  uploads,
}: {
  readonly base: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  readonly uploads: { readonly baseUrl: string; readonly transport: Pick<Transport, 'send'> }
}): PublicLook {
  const http = createHttpCaller(env)
  let refused: Promise<string | undefined> | undefined

  async function statusOf(url: string): Promise<number> {
    const { baseUrl, transport } = uploads
    const request = { method: 'HEAD', headers: {} } as const
    if (!url.startsWith(`${baseUrl}/`)) {
      return (await http.call({ ...request, url: new URL(url) }, { deadlineMs: DEADLINE_MS, signal })).status
    }
    const ctx = { signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]) }
    return (await transport.send({ ...request, path: url.slice(baseUrl.length), ctx })).status
  }

  async function ask(url: string): Promise<string | undefined> {
    try {
      return (await statusOf(url)) === 403 ? url : undefined
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
