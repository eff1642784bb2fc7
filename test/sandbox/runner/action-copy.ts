import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a run of all tests has installed this project once for all its runners (test/install-action.ts); undefined elsewhere. */
const installed = process.env.SANDBOX_INSTALLED

/** This project, or the folder by which scripts/coverage.ts replaces it. */
export const projectFolder =
  process.env.SANDBOX_ACTION ?? installed ?? fileURLToPath(new URL('../../../', import.meta.url))

/** An action on a runner's disk. */
export interface InstalledAction {
  readonly folder: string
  /** What a runner that keeps its actions sets for Node. */
  readonly env: Readonly<Record<string, string>>
}

/** Puts an action on a runner's disk; what is installed for all runners is there already, with what Node has compiled of it. */
export async function installAction(actionFolder: string, actionsFolder: string): Promise<InstalledAction> {
  if (actionFolder !== installed) return { folder: await copyAction(actionFolder, actionsFolder), env: {} }
  return { folder: installed, env: { NODE_COMPILE_CACHE: join(installed, 'compiled') } }
}

/**
 * Copies only `action.yml` and `dist/` of an action to the folder to which a runner would download it, and returns that folder.
 *  The action cannot reach any other file of the project, such as node_modules.
 */
export async function copyAction(actionFolder: string, actionsFolder: string): Promise<string> {
  const copy = join(actionsFolder, crypto.randomUUID())
  await mkdir(copy, { recursive: true })
  await cp(join(actionFolder, 'action.yml'), join(copy, 'action.yml'))
  await cp(join(actionFolder, 'dist'), join(copy, 'dist'), { recursive: true })
  return copy
}
