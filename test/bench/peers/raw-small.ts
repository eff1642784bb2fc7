/**
 * The floor for small files: puts each with bare node:http, 16 at a time, with the digests that this action sends; reads on the main thread, repeats and
 * records nothing.
 *   node raw-small.ts '{"endpoint":"http://localhost:9000","folder":"many"}'
 */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import { join } from 'node:path'

const { endpoint, folder } = JSON.parse(process.argv[2] ?? '') as { readonly endpoint: string; readonly folder: string }
const { Agent, request } = endpoint.startsWith('https:') ? https : http
const agent = new Agent({ keepAlive: true })
const entries = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
let next = 0

async function putFiles(): Promise<void> {
  for (let path = paths[next++]; path !== undefined; path = paths[next++]) await putFile(path)
}

function putFile(path: string): Promise<void> {
  const bytes = readFileSync(path)
  const headers = {
    'content-length': bytes.length,
    'content-md5': hash('md5', bytes, 'base64'),
    'x-oss-meta-sha256': hash('sha256', bytes),
  }
  return new Promise((resolve, reject) => {
    const put = request(`${endpoint}/${path.slice(folder.length + 1)}`, { method: 'PUT', agent, headers })
    put.on('error', reject)
    put.on('response', (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`))
      response.on('end', resolve).resume()
    })
    put.end(bytes)
  })
}

await Promise.all(Array.from({ length: 16 }, putFiles))
agent.destroy()
