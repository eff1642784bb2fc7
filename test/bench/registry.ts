/** Packages of the npm registry that a section compares with, or takes as files of two releases. They are no dependencies of this project. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * @param packages names with versions, `name@1.2.3`
 * @returns the folder that has them below `node_modules`, or undefined where the registry can't be reached or does not have them
 */
export async function installed(packages: readonly string[], folder: string): Promise<string | undefined> {
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', ...packages]
  return run('npm', args, { cwd: folder }).then(
    () => folder,
    () => undefined,
  )
}

/**
 * @param name with its version
 * @returns the folder in which the package is unpacked below `folder`, where it may lie already, or undefined where the registry can't be reached or does not have it
 */
export async function unpacked(name: string, folder: string): Promise<string | undefined> {
  try {
    const place = join(folder, name.replaceAll(/[@/]+/g, '-'))
    if (existsSync(place)) return place
    const { stdout } = await run('npm', ['pack', '--silent', '--ignore-scripts', name], { cwd: folder })
    const unfinished = mkdtempSync(join(folder, 'unpacking-'))
    await run('tar', ['-xzf', stdout.trim(), '-C', unfinished], { cwd: folder })
    renameSync(unfinished, place)
    return place
  } catch {
    return undefined
  }
}
