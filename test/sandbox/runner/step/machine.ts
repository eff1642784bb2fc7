import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { isWindows, systemPath } from './system.ts'

/** The folders of a runner machine. */
export interface Machine {
  readonly root: string
  readonly home: string
  readonly temp: string
  readonly workspace: string
  readonly runnerWorkspace: string
  readonly runnerTemp: string
  readonly toolCache: string
  readonly actions: string
  /** Value of PATH. */
  readonly path: string
}

/**
 * A machine's folders under `root`, or under a fresh temporary folder. RUNNER_TEMP is emptied, as at the start of each job.
 * With `tools`, only these programs are found in PATH (`[]`: a bare container without tar, gzip and zstd).
 */
export async function setUpMachine(options: {
  readonly root: string | undefined
  readonly repositoryName: string
  readonly tools: readonly string[] | undefined
}): Promise<Machine> {
  const root = options.root ?? (await mkdtemp(join(tmpdir(), 'sandbox-runner-')))
  const work = join(root, 'work')
  const machine: Machine = {
    root,
    home: join(root, 'home'),
    temp: join(root, 'tmp'),
    runnerWorkspace: join(work, options.repositoryName),
    workspace: join(work, options.repositoryName, options.repositoryName),
    runnerTemp: join(work, '_temp'),
    toolCache: join(root, 'hostedtoolcache'),
    actions: join(work, '_actions'),
    path: options.tools ? join(root, 'bin') : systemPath,
  }
  await rm(machine.runnerTemp, { recursive: true, force: true })
  const { home, temp, workspace, runnerTemp, toolCache, actions } = machine
  for (const folder of [home, temp, workspace, runnerTemp, toolCache, actions]) await mkdir(folder, { recursive: true })
  if (options.tools) await linkTools(machine.path, options.tools)
  return machine
}

async function linkTools(folder: string, tools: readonly string[]): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const name of tools) {
    const tool = isWindows ? `${name}.exe` : name
    const found = systemPath
      .split(delimiter)
      .map((each) => join(each, tool))
      .find(existsSync)
    if (found === undefined) throw new Error(`this machine has no ${tool}`)
    await symlink(found, join(folder, tool))
  }
}
