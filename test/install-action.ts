/** Before all tests: installs the action once for the runners of all scenarios, which otherwise each copy it and compile it anew. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { copyAction } from './sandbox/runner/action-copy.ts'

/** @returns what removes it after the last test. */
export default async function installAction(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'installed-action-'))
  process.env.SANDBOX_INSTALLED = await copyAction(resolve('.'), folder)
  return () => rm(folder, { recursive: true, force: true })
}
