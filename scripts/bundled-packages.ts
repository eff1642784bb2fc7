/** The packages in a bundle, from the bundler's statistics: whose licenses have to be shipped, and what makes the bundle large. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface BundledPackage {
  readonly name: string
  readonly version: string
  readonly folder: string
  /** Size of its modules, before the bundler wraps them. */
  readonly sizeBytes: number
}

/** A module in the bundler's statistics. */
export interface Module {
  readonly nameForCondition?: string | null
  readonly size: number
  readonly modules?: readonly Module[]
}

/** @returns the packages of one bundle, sorted by name and version. */
export function bundledPackages({ modules }: { readonly modules: readonly Module[] }): readonly BundledPackage[] {
  const sizes = new Map<string, number>()
  const count = (module: Module): void => {
    if (module.modules !== undefined) {
      module.modules.forEach(count)
      return
    }
    const folder = packageFolder(module.nameForCondition ?? '')
    if (folder !== undefined) sizes.set(folder, (sizes.get(folder) ?? 0) + module.size)
  }
  modules.forEach(count)
  return [...sizes]
    .map(([folder, sizeBytes]) => {
      const { name, version } = manifestOf(folder)
      return { name, version, folder, sizeBytes }
    })
    .sort((left, right) => compare(`${left.name}@${left.version}`, `${right.name}@${right.version}`))
}

/** @returns the license texts of packages, each once, in the order of their names. */
export function formatLicenses(packages: readonly BundledPackage[]): string {
  const distinct = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]))
  const sections = [...distinct]
    .sort(([left], [right]) => compare(left, right))
    .map(([id, { folder }]) => `${id} (${licenseOf(manifestOf(folder))})\n${'-'.repeat(80)}\n${licenseText(folder)}`)
  return `Third-party packages in the files of this folder, and their licenses.\n\n${sections.join('\n\n')}\n`
}

/** Old packages name their license in formats that npm no longer recommends. */
type License = string | { readonly type: string }

interface PackageManifest {
  readonly name: string
  readonly version: string
  readonly license?: License | readonly License[]
  readonly licenses?: readonly License[]
}

/** @returns `…/node_modules/ali-oss` for a file in it; undefined for files outside packages. */
function packageFolder(path: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.replaceAll('\\', '/'))?.[0]
}

function manifestOf(folder: string): PackageManifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageManifest
}

function licenseOf({ license, licenses }: PackageManifest): string {
  const named = [license ?? licenses ?? []].flat().map((one) => (typeof one === 'string' ? one : one.type))
  return named.join(' OR ') || 'license not named'
}

function licenseText(folder: string): string {
  const file = readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|copying)(?:[-.].*)?$/i.test(name))
    .sort()[0]
  if (file === undefined) return 'The package has no file with the text.'
  return readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()
}

/** By code units, so that it is the same on every machine. */
function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}
