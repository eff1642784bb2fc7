// Makes sure that the packages of package-lock.json are installed, and that scripts run on Node 24 or later. Runs before every npm script, with
// nothing installed, and also on an older Node: to install Node 24 from a package (Linux x64), or to say what is missing.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'

const NEEDED = 24

/** @returns true if node_modules has what the lockfile asks for (npm writes its own record of it there after each install). */
function isInstalled() {
  const record = 'node_modules/.package-lock.json'
  if (!existsSync(record)) return false
  if (statSync(record).mtimeMs >= statSync('package-lock.json').mtimeMs) return true
  // A newer checkout may still need the same packages: compare the packages of both files.
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const locked = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
  return Object.entries(locked).every(
    ([path, { version, optional }]) => path === '' || optional === true || installed[path]?.version === version,
  )
}

/** @returns the version of the `node` that npm scripts start, such as `v24.1.0`: node_modules/.bin comes first. */
function versionOfScripts() {
  const path = [resolve('node_modules/.bin'), process.env.PATH].join(delimiter)
  const { stdout } = spawnSync('node', ['--version'], { encoding: 'utf8', env: { ...process.env, PATH: path } })
  return stdout?.trim() || process.version
}

if (!isInstalled()) {
  console.error('Installing the locked dependencies (npm ci) …')
  const npm = process.env.npm_execpath
  const [command, args] = npm === undefined ? ['npm', ['ci']] : [process.execPath, [npm, 'ci']]
  const { status } = spawnSync(command, [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) process.exit(status ?? 1)
}

const version = versionOfScripts()
if (Number(/^v(\d+)\./.exec(version)?.[1]) < NEEDED) {
  console.error(
    `Node ${NEEDED} or later is needed: scripts and tests are TypeScript that Node runs as it is, and this is Node ${version}.\n` +
      `Install it from https://nodejs.org (with nvm: nvm install ${NEEDED}) and run the command again. ` +
      'On Linux x64 npm installs it beside the other packages: remove node_modules and run the command again, without --omit=optional.',
  )
  process.exit(1)
}
