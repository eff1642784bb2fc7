// Makes sure that what package-lock.json names is installed. Runs before every npm script, on any Node from 20 on, with nothing installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'

/** @returns true where node_modules holds what the lockfile asks for (npm writes its own record of it there after each install). */
function isInstalled() {
  const record = 'node_modules/.package-lock.json'
  if (!existsSync(record)) return false
  if (statSync(record).mtimeMs >= statSync('package-lock.json').mtimeMs) return true
  // A checkout may be newer than the install without asking for anything else: compare what stands in both.
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const locked = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
  return Object.entries(locked).every(
    ([path, { version, optional }]) => path === '' || optional === true || installed[path]?.version === version,
  )
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
