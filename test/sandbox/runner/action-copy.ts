import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Copies only `action.yml` and `dist/` of an action to where a runner would have downloaded it, and returns that folder.
 * Nothing else of the action is within its reach, no node_modules either.
 */
export async function copyAction(actionFolder: string, actionsFolder: string): Promise<string> {
  const copy = join(actionsFolder, crypto.randomUUID())
  await mkdir(copy, { recursive: true })
  await cp(join(actionFolder, 'action.yml'), join(copy, 'action.yml'))
  await cp(join(actionFolder, 'dist'), join(copy, 'dist'), { recursive: true })
  return copy
}
