/** How long a step takes before it asks OSS for anything. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Scene } from './scene.ts'

/** @returns milliseconds from the start of a step's process to its first request, which like all others is refused. */
export async function firstRequestMs(scene: Scene, path: string): Promise<number> {
  let firstMs: number | undefined
  const server = createServer((_request, response) => {
    firstMs ??= performance.now()
    response.writeHead(403).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const startedMs = performance.now()
  await scene.upload({ path, endpoint }).catch(() => {})
  server.close()
  if (firstMs === undefined) throw new Error('No request came.')
  return firstMs - startedMs
}
