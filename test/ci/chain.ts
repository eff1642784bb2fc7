/**
 * What the chain of two jobs in .github/workflows/chain.yml does around `uses: ./`: the first job fails half-way, the second, on another
 * machine, goes on. Each has an OSS server of its own; the second gets back what the first held, as the one real OSS would have it.
 *
 *   node test/ci/chain.ts build <file>            makes the file to publish, the same on every machine
 *   node test/ci/chain.ts serve <file> [state]    serves OSS until it is killed; without a state every upload fails half-way
 *   node test/ci/chain.ts state <control>         prints what OSS holds of unfinished uploads
 *   node test/ci/chain.ts check <file> <url> <bytes sent> <bytes resumed>
 */
import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { connectOss } from '../../packages/oss-sandbox/src/connect.ts'
import { serveControl } from '../../packages/oss-sandbox/src/control.ts'
import type { UploadView } from '../../packages/oss-sandbox/src/inspection.ts'
import { startOss } from '../../packages/oss-sandbox/src/server.ts'

const BUCKET = 'chain-bucket'
const PART_SIZE_BYTES = 100 * 1024
const PARTS = 20
const PARTS_BEFORE_FAILURE = 12

/** What one job tells the next of an upload: what is in its parts follows from the file. */
type HeldUpload = Pick<UploadView, 'key' | 'uploadId'> & { readonly numbers: readonly number[] }

function build(file: string): void {
  const blocks = Array.from({ length: (PARTS * PART_SIZE_BYTES) / 32 }, (_, index) =>
    createHash('sha256').update(`block ${index}`).digest(),
  )
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, Buffer.concat(blocks))
}

async function serve(file: string, state: string | undefined): Promise<void> {
  const oss = await startOss({ buckets: [{ name: BUCKET, acl: 'public-read' }] })
  const control = await serveControl(oss)
  if (state === undefined) {
    const when = { operation: 'UploadPart', nth: PARTS_BEFORE_FAILURE + 1 }
    oss.faults.add({ when, times: Infinity, action: { kind: 'answer', status: 403, code: 'AccessDenied' } })
  }
  const bytes = readFileSync(file)
  for (const { key, uploadId, numbers } of JSON.parse(state ?? '[]') as readonly HeldUpload[]) {
    const parts = numbers.map((number) => ({
      number,
      bytes: bytes.subarray((number - 1) * PART_SIZE_BYTES, number * PART_SIZE_BYTES),
    }))
    await oss.addUpload({ bucket: BUCKET, key, uploadId }, parts)
  }
  appendFileSync(outputFile(), `endpoint=${oss.endpoint}\ncontrol=${control.url}\n`)
}

async function state(control: string): Promise<void> {
  const uploads = await connectOss(control).uploads(BUCKET)
  const held = uploads.map(({ key, uploadId, parts }) => ({
    key,
    uploadId,
    numbers: parts.map(({ number }) => number),
  }))
  if (held.length === 0) throw new Error('OSS holds nothing that could be continued')
  console.log(JSON.stringify(held))
}

async function check(
  file: string,
  { url, sent, resumed }: Readonly<Record<'url' | 'sent' | 'resumed', string>>,
): Promise<void> {
  const bytes = readFileSync(file)
  const answer = await fetch(url)
  const downloaded = Buffer.from(await answer.arrayBuffer())
  if (!downloaded.equals(bytes)) throw new Error(`${url} (${answer.status}) is not ${file}`)
  if (Number(sent) + Number(resumed) !== bytes.length) throw new Error(`${sent} + ${resumed} are not ${bytes.length}`)
  if (Number(resumed) < PARTS_BEFORE_FAILURE * PART_SIZE_BYTES) throw new Error(`only ${resumed} bytes were resumed`)
  console.log(`${resumed} bytes of ${bytes.length} were not sent again, and every byte is the same.`)
}

function outputFile(): string {
  const file = process.env.GITHUB_OUTPUT
  if (file === undefined) throw new Error('GITHUB_OUTPUT is not set')
  return file
}

const [command, first = '', ...rest] = process.argv.slice(2)
switch (command) {
  case 'build':
    build(first)
    break
  case 'serve':
    await serve(first, rest[0] || undefined)
    break
  case 'state':
    await state(first)
    break
  case 'check':
    await check(first, { url: rest[0] ?? '', sent: rest[1] ?? '', resumed: rest[2] ?? '' })
    break
  default:
    throw new Error(`Unknown command ${command}`)
}
