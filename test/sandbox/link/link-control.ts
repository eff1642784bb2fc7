import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Link, LinkOptions, LinkStats, Outage } from './link.ts'
import type { Rates } from './shaper.ts'

/** A link in another process: the same as Link, each call over its control port. */
export interface RemoteLink {
  readonly port: number
  readonly endpoint: string
  readonly controlUrl: string
  readonly stats: () => Promise<LinkStats>
  readonly setRates: (rates: Rates) => Promise<void>
  readonly setOutage: (kind: Outage | undefined) => Promise<void>
  readonly stallConnections: (ids?: readonly number[]) => Promise<void>
  readonly resumeConnections: (ids?: readonly number[]) => Promise<void>
  readonly resetAll: () => Promise<void>
  /** Ends the process too. */
  readonly close: () => Promise<void>
}

/** A request to the control port, as JSON; the answer is a JSON object with `result` or `error`. */
type Call =
  | { readonly method: 'describe' | 'stats' | 'resetAll' | 'close' }
  | { readonly method: 'setRates'; readonly rates: Rates }
  | { readonly method: 'setOutage'; readonly kind?: Outage }
  | { readonly method: 'stallConnections' | 'resumeConnections'; readonly ids?: readonly number[] }

/** @returns the URL under which `connectLink` reaches the link. `onClosed` is called after a caller has closed it. */
export async function serveLinkControl(link: Link, onClosed: () => void): Promise<string> {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const call = JSON.parse(Buffer.concat(pieces).toString()) as Call
    const answer = await perform(link, call).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: String(error) }),
    )
    response.setHeader('Connection', 'close').end(JSON.stringify(answer), () => {
      if (call.method !== 'close') return
      server.close()
      onClosed()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function perform(link: Link, call: Call): Promise<unknown> {
  switch (call.method) {
    case 'describe':
      return { port: link.port, endpoint: link.endpoint }
    case 'stats':
      return link.stats()
    case 'setRates':
      return link.setRates(call.rates)
    case 'setOutage':
      return link.setOutage(call.kind)
    case 'stallConnections':
      return link.stallConnections(call.ids)
    case 'resumeConnections':
      return link.resumeConnections(call.ids)
    case 'resetAll':
      return link.resetAll()
    case 'close':
      return link.close()
  }
}

/** @returns the link whose control port that is. */
export async function connectLink(controlUrl: string): Promise<RemoteLink> {
  const ask = async <T>(call: Call): Promise<T> => {
    const response = await fetch(controlUrl, { method: 'POST', body: JSON.stringify(call) })
    const answer = (await response.json()) as { result: T; error?: string }
    if (answer.error !== undefined) throw new Error(`The link refused ${call.method}: ${answer.error}`)
    return answer.result
  }
  const described = await ask<{ port: number; endpoint: string }>({ method: 'describe' })
  return {
    ...described,
    controlUrl,
    stats: () => ask({ method: 'stats' }),
    setRates: (rates) => ask({ method: 'setRates', rates }),
    setOutage: (kind) => ask(kind === undefined ? { method: 'setOutage' } : { method: 'setOutage', kind }),
    stallConnections: (ids) =>
      ask(ids === undefined ? { method: 'stallConnections' } : { method: 'stallConnections', ids }),
    resumeConnections: (ids) =>
      ask(ids === undefined ? { method: 'resumeConnections' } : { method: 'resumeConnections', ids }),
    resetAll: () => ask({ method: 'resetAll' }),
    close: () => ask({ method: 'close' }),
  }
}

/** @returns a link in its own process, so that it does not slow down the caller's. The process ends with `close`, or with the caller. */
export async function startLinkProcess(options: Omit<LinkOptions, 'clock'>): Promise<RemoteLink> {
  const entry = fileURLToPath(new URL('./link-cli.ts', import.meta.url))
  const child = spawn(process.execPath, [entry, JSON.stringify(options), '--until-stdin-ends'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The link's process ended at once, with ${code}`)))
  })
  const remote = await connectLink((JSON.parse(line) as { controlUrl: string }).controlUrl)
  return {
    ...remote,
    close: async () => {
      await remote.close()
      await exited
    },
  }
}
