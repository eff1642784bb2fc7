/**
 * The floor: puts a file with bare node:http, in parts as objects of their own, each read in slices of 256 KiB; checks nothing, repeats nothing.
 *   node raw-http.ts '{"endpoint":"http://localhost:9000","path":"big.bin","partBytes":4194304,"connections":16}'
 */
import { fstatSync } from 'node:fs'
import { open } from 'node:fs/promises'
import * as http from 'node:http'
import * as https from 'node:https'

interface Options {
  readonly endpoint: string
  readonly path: string
  readonly partBytes: number
  readonly connections: number
}

const SLICE_BYTES = 256 * 1024
const { endpoint, path, partBytes, connections } = JSON.parse(process.argv[2] ?? '') as Options
const { Agent, request } = endpoint.startsWith('https:') ? https : http
const agent = new Agent({ keepAlive: true })
const file = await open(path)
const sizeBytes = fstatSync(file.fd).size
let next = 0

async function putParts(): Promise<void> {
  const slice = Buffer.allocUnsafeSlow(SLICE_BYTES)
  while (next * partBytes < sizeBytes) {
    const number = next
    next += 1
    await putPart(number, slice)
  }
}

async function putPart(number: number, slice: Buffer): Promise<void> {
  const start = number * partBytes
  const end = Math.min(sizeBytes, start + partBytes)
  const headers = { 'content-length': end - start }
  const put = request(`${endpoint}/part-${number}`, { method: 'PUT', agent, headers })
  const answered = new Promise<void>((resolve, reject) => {
    put.on('error', reject)
    put.on('response', (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`))
      response.on('end', resolve).resume()
    })
  })
  for (let position = start; position < end; ) {
    const { bytesRead } = await file.read(slice, 0, Math.min(SLICE_BYTES, end - position), position)
    await new Promise<void>((resolve) => put.write(slice.subarray(0, bytesRead), () => resolve()))
    position += bytesRead
  }
  put.end()
  await answered
}

await Promise.all(Array.from({ length: connections }, putParts))
agent.destroy()
await file.close()
