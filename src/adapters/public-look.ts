/** Asks for a URL as anybody could: without credentials. */
import * as http from 'node:http'
import * as https from 'node:https'

/** @returns the HTTP status of an anonymous HEAD, or undefined where none came within the deadline. Never throws, never follows redirects. */
export function headAnonymously(
  url: string,
  { deadlineMs, env }: { readonly deadlineMs: number; readonly env: NodeJS.ProcessEnv },
): Promise<number | undefined> {
  return new Promise((resolve) => {
    try {
      const client = url.startsWith('https:') ? https : http
      const agent = new client.Agent({ proxyEnv: env } as https.AgentOptions)
      const request = client.request(
        url,
        { method: 'HEAD', agent, signal: AbortSignal.timeout(deadlineMs) },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      request.on('error', () => resolve(undefined))
      request.end()
    } catch {
      resolve(undefined)
    }
  })
}
