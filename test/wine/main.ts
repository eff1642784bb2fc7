/**
 * `npm run wine`: dist/ alone on a Windows Node under Wine, against the OSS sandbox. Files are published by their Windows paths; a step is cancelled by
 * Ctrl-C and goes on; two legs are held and published. Exits with 1 if anything does not hold. There is no tar in Wine, so records stay on the disk.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type OssServer, SANDBOX_CREDENTIAL, startOss } from '../../packages/oss-sandbox/src/server.ts'
import { bytesOf } from '../scenarios/stage.ts'
import { openMachine, type WindowsMachine, type WindowsResult } from './machine.ts'
import { closeWindows, openWindows } from './windows.ts'

const BUCKET = 'release-bucket'
let failed = 0

/** Says whether what is claimed holds, and counts what does not. */
function claim(text: string, holds: boolean): void {
  if (!holds) failed += 1
  process.stdout.write(`${holds ? '✓' : '✗'} ${text}\n`)
}

interface World {
  readonly oss: OssServer
  readonly machine: WindowsMachine
}

function inputs({ oss }: World, more: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...{ bucket: BUCKET, region: 'cn-hangzhou', endpoint: oss.ipEndpoint, cname: 'false' },
    'access-key-id': SANDBOX_CREDENTIAL.accessKeyId,
    'access-key-secret': SANDBOX_CREDENTIAL.accessKeySecret,
    'part-size': '100KB',
    'check-public': 'false',
    ...more,
  }
}

function write({ machine }: World, files: Readonly<Record<string, Buffer | string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(machine.workspace, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}

async function run(world: World, values: Readonly<Record<string, string>>, runAttempt = 1): Promise<WindowsResult> {
  return await (await world.machine.start({ with: values, runAttempt })).done
}

function succeeded(what: string, { exitCode, log }: WindowsResult): void {
  claim(what, exitCode === 0 && !log.includes('::error'))
  if (exitCode !== 0) process.stdout.write(`${log}\n`)
}

async function holds(world: World, what: string, files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  for (const [key, content] of Object.entries(files)) {
    const stored = await world.oss.objectBytes(BUCKET, key)
    claim(`${what}: ${key} is in the bucket, byte for byte`, stored?.equals(Buffer.from(content)) === true)
  }
}

async function publishes(world: World): Promise<void> {
  const files = { 'app one.exe': bytesOf(700_000), 'sub/安装包.txt': 'small', 'latest.yml': 'version: 1' }
  write(world, Object.fromEntries(Object.entries(files).map(([name, content]) => [`plain/${name}`, content])))
  const values = inputs(world, { path: String.raw`plain\**`, 'key-prefix': 'plain/', checksums: 'SHA256SUMS' })
  const result = await run(world, values)
  succeeded('A step publishes', result)
  await holds(
    world,
    'Published',
    Object.fromEntries(Object.entries(files).map(([name, content]) => [`plain/${name}`, content])),
  )
  claim('The outputs name three objects and no carriage return', areThreeUrls(result.outputs.urls ?? ''))
  succeeded('Its post has nothing to do', await world.machine.post({ with: values, state: result.state }))
}

function areThreeUrls(urls: string): boolean {
  return urls.split('\n').length === 3 && !urls.includes('\r')
}

async function isCancelledAndGoesOn(world: World): Promise<void> {
  const { oss, machine } = world
  const file = bytesOf(2_000_000, 'cancelled')
  write(world, { 'big/app.bin': file })
  const values = inputs(world, { path: 'big/app.bin', 'key-prefix': 'big/' })
  const isOfFile = { operation: 'UploadPart', key: 'big/app.bin' } as const
  // No part after the fifth gets an answer.
  oss.faults.add({
    when: { ...isOfFile, nth: 6 },
    times: Number.POSITIVE_INFINITY,
    action: { kind: 'stall', at: 'before-body' },
  })
  const step = await machine.start({ with: values })
  await Promise.race([oss.waitFor({ ...isOfFile, status: 200 }, 5), step.done])
  step.interrupt()
  const cancelled = await step.done
  claim(`A Ctrl-C ends a step with 130 (${cancelled.exitCode})`, cancelled.exitCode === 130)
  claim('It says what is safe in OSS', /safe in OSS/.test(cancelled.log))
  oss.faults.clear()
  const post = await machine.post({ with: values, state: cancelled.state })
  claim('Its post ends without an error', post.exitCode === 0)
  const resumed = await run(world, values, 2)
  succeeded('The next attempt goes on', resumed)
  claim(
    `and sends the rest only (${resumed.outputs['bytes-resumed']} bytes were there)`,
    Number(resumed.outputs['bytes-resumed']) >= 500_000,
  )
  await holds(world, 'Resumed', { 'big/app.bin': file })
  claim('No upload is left', oss.uploads(BUCKET).length === 0)
}

async function isHeldAndPublished(world: World): Promise<void> {
  const legs = { windows: bytesOf(300_000, 'windows'), macos: bytesOf(400_000, 'macos') }
  const held: string[] = []
  for (const [name, content] of Object.entries(legs)) {
    write(world, { [`held/${name}.bin`]: content })
    const values = inputs(world, {
      path: `held/${name}.bin`,
      'key-prefix': 'held/',
      publish: 'hold',
      'hold-name': name,
    })
    const leg = await run(world, values)
    succeeded(`The leg ${name} is held`, leg)
    held.push(leg.outputs.held ?? '')
  }
  claim(
    'Nothing of it is visible',
    world.oss.objects(BUCKET).every(({ key }) => !key.startsWith('held/')),
  )
  succeeded('Both are published', await run(world, inputs(world, { 'publish-held': held.join('\n') })))
  await holds(world, 'Held', { 'held/windows.bin': legs.windows, 'held/macos.bin': legs.macos })
}

async function main(): Promise<void> {
  const windows = openWindows()
  const root = mkdtempSync(join(tmpdir(), 'wine-'))
  const oss = await startOss({ buckets: [{ name: BUCKET, acl: 'public-read' }] })
  try {
    const world = { oss, machine: await openMachine(windows, root) }
    await publishes(world)
    await isCancelledAndGoesOn(world)
    await isHeldAndPublished(world)
  } finally {
    await oss.close()
    closeWindows(windows)
    rmSync(root, { recursive: true, force: true, maxRetries: 20 })
  }
  process.exitCode = failed > 0 ? 1 : 0
}

await main()
