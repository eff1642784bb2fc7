/** Builds dist/: TypeScript to build/, then one bundle for each entry that action.yml or the action itself starts. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { type BundledPackage, bundledPackages, formatLicenses, type Module } from './bundled-packages.ts'

const ENTRIES = ['main', 'post', 'cache'] as const

/**
 * What stands for packages that dependencies load and that nothing here calls, a third of what would else be in dist/: undici, of which the toolkit makes a
 * fetch that is replaced; urllib, whose place in ali-oss has our own transport; xmlbuilder, for XML that is never sent. Files of scripts/left-out.
 */
const LEFT_OUT = { undici: 'undici.js', urllib: 'never-called.cjs', xmlbuilder: 'never-called.cjs' } as const

interface Bundle {
  readonly code: string
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>
  readonly stats: { toJson(): { readonly modules: readonly Module[] } }
}

// It has no types.
const ncc = createRequire(import.meta.url)('@vercel/ncc') as (
  input: string,
  options: Readonly<Record<string, unknown>>,
) => Promise<Bundle>

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [command, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}

/** @returns the packages that went into the bundle. */
async function bundle(entry: string): Promise<readonly BundledPackage[]> {
  const { code, assets, stats } = await ncc(resolve(`build/${entry}.js`), {
    ...{ filename: 'index.js', quiet: true, esm: true },
    externals: Object.fromEntries(Object.entries(LEFT_OUT).map(([name, file]) => [name, `../left-out/${file}`])),
  })
  const files = Object.entries(assets).map(([name, { source }]) => [name, String(source)] as const)
  mkdirSync(join('dist', entry), { recursive: true })
  for (const [name, text] of [['index.js', code] as const, ...files])
    writeFileSync(join('dist', entry, name), name.endsWith('.js') ? escapeUnicode(text) : text)
  return bundledPackages(stats.toJson())
}

/** With a single character outside Latin-1, V8 keeps the whole source with two bytes per character. */
function escapeUnicode(source: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return source.replace(/[^\0-\x7f]/g, escaped)
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
const bundled: { readonly entry: string; readonly packages: readonly BundledPackage[] }[] = []
for (const entry of ENTRIES) bundled.push({ entry, packages: await bundle(entry) })
cpSync('scripts/left-out', 'dist/left-out', { recursive: true })
// The bundles are ES modules; on a runner no other package.json is above them.
writeFileSync('dist/package.json', '{ "type": "module" }\n')
writeFileSync('dist/licenses.txt', formatLicenses(bundled.flatMap(({ packages }) => packages)))
for (const { entry, packages } of bundled) reportSize(entry, packages)
