/**
 * What most publish with today: ali-oss's own multipartUpload, and its put for the small files of a folder, 16 at a time.
 *   node ali-oss.ts '{"endpoint":"http://localhost:9000","path":"big.bin","key":"big.bin"}'   and "parallel", "partSize" where they are not the defaults
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createAliOss } from '../../../packages/oss-sandbox/src/ali-oss-client.ts'

interface Options {
  readonly endpoint: string
  readonly bucket: string
  readonly files?: readonly { readonly path: string; readonly key: string }[]
  /** Its files are put, or sent in parts where they are large. */
  readonly folder?: string
  readonly parallel?: number
  readonly partSize?: number
}

const LARGE_BYTES = 8 * 1024 ** 2
const { endpoint, bucket, folder, files = filesIn(folder), ...settings } = JSON.parse(process.argv[2] ?? '') as Options
const client = createAliOss(endpoint, { bucket, timeout: 3_600_000 }) as unknown as {
  multipartUpload(key: string, path: string, settings: object): Promise<unknown>
  put(key: string, path: string): Promise<unknown>
}
let next = 0

async function send(): Promise<void> {
  for (let file = files[next++]; file !== undefined; file = files[next++]) {
    const { path, key } = file
    if (folder === undefined || statSync(path).size > LARGE_BYTES) await client.multipartUpload(key, path, settings)
    else await client.put(key, path)
  }
}

function filesIn(folder = '') {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return paths.map((path) => ({ path, key: path.slice(folder.length + 1) }))
}

await Promise.all(Array.from({ length: folder === undefined ? 1 : 16 }, send))
process.exit(0)
