/** Builds dist/: TypeScript to build/, then one bundle for each entry that action.yml or the action itself starts. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BundledPackage, bundledPackages, formatLicenses } from './bundled-packages.ts'

const ENTRIES = ['main', 'post', 'cache'] as const

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [command, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}

/** @returns the packages that went into the bundle. */
function bundle(entry: string): readonly BundledPackage[] {
  const stats = `build/${entry}.stats.json`
  const input = `build/${entry}.js`
  const options = ['-o', join('dist', entry), '--quiet', '--stats-out', stats]
  run('node_modules/@vercel/ncc/dist/ncc/cli.js', ['build', input, ...options])
  for (const file of scriptsIn(join('dist', entry))) escapeUnicode(file)
  return bundledPackages(stats)
}

/** @returns the bundle and the chunks that it loads on demand. */
function scriptsIn(folder: string): readonly string[] {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
  return scripts.map((name) => join(folder, name))
}

/** With a single character outside Latin-1, V8 keeps the whole source with two bytes per character. */
function escapeUnicode(path: string): void {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  writeFileSync(path, readFileSync(path, 'utf8').replace(/[^\0-\x7f]/g, escaped))
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(2)} MiB`
}

/** Prints how large a bundle is, and which packages take the most of it. */
function reportSize(entry: string, packages: readonly BundledPackage[]): void {
  const folder = join('dist', entry)
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
  const largest = packages.toSorted((left, right) => right.sizeBytes - left.sizeBytes).slice(0, 5)
  const names = largest.map(({ name, sizeBytes }) => `${name} ${mebibytes(sizeBytes)}`)
  const packed = names.length === 0 ? 'no packages' : `${packages.length} packages, the largest ${names.join(', ')}`
  console.log(`dist/${entry}: ${mebibytes(bytes)}, ${packed}`)
}

rmSync('build', { recursive: true, force: true })
rmSync('dist', { recursive: true, force: true })
run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json'])
const bundled = ENTRIES.map((entry) => ({ entry, packages: bundle(entry) }))
mkdirSync('dist', { recursive: true })
// The bundles are ES modules; on a runner no other package.json is above them.
writeFileSync('dist/package.json', '{ "type": "module" }\n')
writeFileSync('dist/licenses.txt', formatLicenses(bundled.flatMap(({ packages }) => packages)))
for (const { entry, packages } of bundled) reportSize(entry, packages)
