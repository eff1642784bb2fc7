/**
 * `npm run demo`: one release, two runners. The first is cancelled half-way and its disk is lost; the second goes on. Then the next release:
 * only what changed is sent. Everything is real but the cloud: an OSS server, an Actions cache, runners and a slow link, all on this machine. Exits with 1 if anything does not hold.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OssServer, SANDBOX_CREDENTIAL, startOss } from '../packages/oss-sandbox/src/server.ts'
import { availableFiles, type DemoFile } from './demo/files.ts'
import { nextVersionOf } from './demo/next-version.ts'
import { createClaims } from './demo/proof.ts'
import { chapter, followLog, paragraph, say, table } from './demo/screen.ts'
import { downloadAndCompare, drawParts, isSamePart, partsSent, REUSE_INDEX, type SentPart } from './demo/traffic.ts'
import { type ActionsCache, startActionsCache } from './sandbox/actions-cache/actions-cache.ts'
import { type Link, startLink } from './sandbox/link/link.ts'
import { createRunner, type Runner, type StepResult } from './sandbox/runner/runner.ts'

const BUCKET = 'downloads'
const MEBIBYTE = 1024 ** 2
const LINK = { roundTripMs: 80, totalBytesPerSecond: 8 * MEBIBYTE, perConnectionBytesPerSecond: MEBIBYTE }

interface World {
  readonly oss: OssServer
  readonly cache: ActionsCache
  readonly link: Link
  readonly files: readonly DemoFile[]
  readonly totalBytes: number
}

interface Sent {
  /** What OSS held when the first machine was gone. */
  readonly held: readonly SentPart[]
  /** What the first runner sent: that, and what was still on the link. */
  readonly first: readonly SentPart[]
  readonly second: readonly SentPart[]
}

const { claim, failures } = createClaims()

async function demo(): Promise<void> {
  const startedMs = performance.now()
  const files = availableFiles()
  const oss = await startOss({ buckets: [{ name: BUCKET, acl: 'public-read' }] })
  const cache = await startActionsCache()
  const link = await startLink({ target: { host: '127.0.0.1', port: oss.port }, ...LINK })
  const world = { oss, cache, link, files, totalBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) }
  try {
    introduce(world)
    const held = await firstAttempt(world)
    const count = oss.requests.length
    const second = await secondAttempt(world)
    const stored = oss.requests.slice(0, count).filter(({ status }) => status === 200)
    const sent = { held, first: partsSent(stored), second: partsSent(oss.requests.slice(count)) }
    showParts(world, sent)
    await download(world, second)
    const next = await nextRelease(world)
    summarize({ world, sent, result: second, next, elapsedMs: performance.now() - startedMs })
  } finally {
    await link.close()
    await cache.close()
    await oss.close()
  }
}

function introduce({ files, totalBytes }: World): void {
  chapter('A release to publish')
  table(files.map(({ name, sizeBytes, what }) => [name, mib(sizeBytes), what]))
  paragraph(
    `${mib(totalBytes)} have to go to the bucket "${BUCKET}", over a link of 8 MiB/s with a round trip of ${LINK.roundTripMs} ms.`,
    'OSS, the Actions cache, the runners and the link are stand-ins on this machine that speak the real protocols.',
  )
}

/** @returns the parts that OSS holds when the first machine is gone. */
async function firstAttempt(world: World): Promise<readonly SentPart[]> {
  const { oss, cache, link, totalBytes } = world
  chapter('The first runner: cancelled half-way')
  const runner = await createRunner({ cache, runAttempt: 1 })
  try {
    build(world, runner)
    const step = await runner.start({ with: inputs(world) })
    const unfollow = followLog(step)
    await Promise.race([untilHalfIsIn(world), step.done])
    say('  ✗ somebody cancels the job')
    const cancelled = step.cancel()
    // What its connections still carry is lost with them.
    link.resetAll()
    await cancelled
    const { exitCode } = await step.done
    await runner.endJob()
    unfollow()
    claim('the cancelled step ended by itself, with exit code 130', exitCode === 130)
  } finally {
    await runner.loseMachine()
  }
  const held = oss.uploads(BUCKET).flatMap(({ key, parts }) => parts.map((part) => ({ ...part, key })))
  const record = cache.entries().at(-1)
  claim('the bucket shows nothing of the unfinished release', oss.objects(BUCKET).length === 0)
  claim('a record of it is in the Actions cache', record !== undefined)
  paragraph(
    `The machine and its disk are gone. Nobody sees anything in the bucket: 0 objects.`,
    `But OSS holds ${held.length} parts, ${mib(bytesOf(held))} of ${mib(totalBytes)}, and a record of them is in the Actions cache.`,
  )
  return held
}

async function secondAttempt(world: World): Promise<StepResult> {
  chapter('The second runner: a fresh machine, "Re-run failed jobs"')
  const runner = await createRunner({ cache: world.cache, runAttempt: 2 })
  try {
    build(world, runner)
    const step = await runner.start({ with: inputs(world) })
    const unfollow = followLog(step)
    const result = await step.done
    await runner.endJob()
    unfollow()
    claim('the second attempt succeeded', result.conclusion === 'success')
    return result
  } finally {
    await runner.close()
  }
}

function showParts({ files }: World, sent: Sent): void {
  chapter('Who sent what')
  for (const { name } of files) {
    say(`  ${name}`)
    for (const line of drawParts(keyOf(name), sent)) say(`    ${line}`)
  }
  say('\n    █ sent by the first runner   ░ sent by the second   ▓ sent by both')
  const late = sent.first.length - sent.held.length
  if (late > 0)
    say(`    ${late} of the first runner's parts were still on the link when it was lost, and count as well`)
  const again = sent.second.filter((part) => sent.held.some((held) => isSamePart(part, held)))
  const distinct = new Set(sent.second.map(({ key, number }) => `${key} ${number}`))
  claim('no part that OSS held was sent again', again.length === 0)
  claim('the second runner sent no part twice', distinct.size === sent.second.length)
}

async function download({ files, oss }: World, { outputs }: StepResult): Promise<void> {
  chapter('What the next step of the workflow gets')
  const urls = (outputs.urls ?? '').split('\n').filter((url) => url !== '')
  for (const name of ['url', 'urls', 'files-uploaded', 'bytes-sent', 'bytes-resumed', 'manifest-path'] as const) {
    say(`  ${name.padEnd(15)} ${(outputs[name] ?? '').replaceAll('\n', `\n${' '.repeat(18)}`)}`)
  }
  say('')
  claim('there is a URL for every file', urls.length === files.length)
  for (const { name, path } of files) {
    const url = urls.find((one) => one.endsWith(`/${encodeURI(keyOf(name))}`))
    const equal = url !== undefined && (await downloadAndCompare(url, path))
    say(`  ${equal ? '✓' : '✗'} downloaded ${name}: ${equal ? 'every byte is the same' : 'it differs'}`)
    claim(`${name} can be downloaded, and is the same byte for byte`, equal)
  }
  claim('nothing unfinished is left in the bucket', oss.uploads(BUCKET).length === 0)
}

/** Publishes the next version of each file: what earlier objects have of it is copied inside OSS. @returns what that step set */
async function nextRelease(world: World): Promise<StepResult> {
  chapter('The next release, v1.1.0: only what changed is sent')
  const runner = await createRunner({ cache: world.cache, runId: '2' })
  try {
    mkdirSync(join(runner.workspace, 'release'))
    const versions = world.files.map(({ name, path }) => ({ name, bytes: nextVersionOf(path) }))
    for (const { name, bytes } of versions) writeFileSync(join(runner.workspace, 'release', name), bytes)
    const step = await runner.start({ with: { ...inputs(world), 'key-prefix': 'v1.1.0/' } })
    const unfollow = followLog(step)
    const result = await step.done
    await runner.endJob()
    unfollow()
    claim('the next release succeeded', result.conclusion === 'success')
    claim('most of it was there already', Number(result.outputs['bytes-reused']) > world.totalBytes / 2)
    for (const { name, bytes } of versions) {
      const stored = await world.oss.objectBytes(BUCKET, `v1.1.0/${name}`)
      claim(`v1.1.0/${name} is the same byte for byte`, stored?.equals(bytes) === true)
    }
    return result
  } finally {
    await runner.close()
  }
}

function summarize({
  world: { files, totalBytes },
  sent,
  result: { outputs },
  next,
  elapsedMs,
}: {
  readonly world: World
  readonly sent: Sent
  readonly result: StepResult
  readonly next: StepResult
  readonly elapsedMs: number
}): void {
  const [bytesSent, bytesResumed] = [Number(outputs['bytes-sent']), Number(outputs['bytes-resumed'])]
  claim('what was sent and what was resumed make up the release', bytesSent + bytesResumed === totalBytes)
  claim('everything that OSS held was resumed', bytesResumed >= bytesOf(sent.held))
  claim('OSS received what the action says it sent', bytesOf(sent.second) === bytesSent)
  chapter('In six lines')
  const percent = Math.round((100 * bytesResumed) / totalBytes)
  say(`  Published   ${files.length} files, ${mib(totalBytes)}, each visible only when all were in OSS and verified`)
  say(`  1st runner  ${mib(bytesOf(sent.first))} sent in ${sent.first.length} parts, then cancelled, its disk lost`)
  say(`  2nd runner  ${mib(bytesSent)} sent in ${sent.second.length} parts, only what was missing`)
  say(`  Resumed     ${mib(bytesResumed)} (${percent} %) that nobody had to send again`)
  const reused = Number(next.outputs['bytes-reused'])
  say(`  v1.1.0      ${mib(Number(next.outputs['bytes-sent']))} sent, ${mib(reused)} copied from v1.0.0 inside OSS`)
  say(`  Verified    CRC64 by OSS, byte for byte by download; the demo took ${Math.round(elapsedMs / 1000)} s\n`)
}

/** What a build step does: on each runner anew, so that nothing but the content of the files is the same. */
function build({ files }: World, { workspace }: Runner): void {
  mkdirSync(join(workspace, 'release'))
  for (const { name, path } of files) copyFileSync(path, join(workspace, 'release', name))
}

function inputs({ link }: World): Record<string, string> {
  return {
    path: 'release/**',
    'key-prefix': 'v1.0.0/',
    'reuse-index': REUSE_INDEX,
    bucket: BUCKET,
    region: 'cn-hangzhou',
    endpoint: link.endpoint,
    cname: 'true',
    'access-key-id': SANDBOX_CREDENTIAL.accessKeyId,
    'access-key-secret': SANDBOX_CREDENTIAL.accessKeySecret,
  }
}

async function untilHalfIsIn({ oss, totalBytes }: World): Promise<void> {
  const stored = { operation: 'UploadPart', status: 200 }
  await oss.waitFor(stored)
  const [{ sizeBytes } = { sizeBytes: totalBytes }] = oss.uploads(BUCKET).flatMap(({ parts }) => parts)
  await oss.waitFor(stored, Math.ceil(totalBytes / 2 / sizeBytes))
}

function keyOf(name: string): string {
  return `v1.0.0/${name}`
}

function bytesOf(parts: readonly { readonly sizeBytes: number }[]): number {
  return parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}

function mib(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(1)} MiB`
}

await demo()
for (const failure of failures()) console.error(`  ✗ This does not hold: ${failure}`)
process.exitCode = failures().length === 0 ? 0 : 1
