/** What the sections of the bench share: figures, and how they are taken. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LINKS, type LinkName } from '../sandbox/link/links.ts'
import { type Measured, measure } from './measured-process.ts'
import { makeFile, openScene, type Scene } from './scene.ts'

/** One figure of the report. */
export interface Row {
  readonly what: string
  readonly figure: string
  /** Undefined where there is none: a peer. */
  readonly target?: string
}

export interface Section {
  readonly title: string
  /** @param rounds how often each figure is taken; the median counts */
  run(rounds: number): Promise<readonly Row[]>
}

export const KIB = 1024
/** Of the programs that are measured beside this action. */
export const PEERS = {
  raw: fileURLToPath(new URL('./peers/raw-http.ts', import.meta.url)),
  rawSmall: fileURLToPath(new URL('./peers/raw-small.ts', import.meta.url)),
  aliOss: fileURLToPath(new URL('./peers/ali-oss.ts', import.meta.url)),
  glob: fileURLToPath(new URL('./peers/glob.ts', import.meta.url)),
} as const

/** @returns the middle of the values. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

export async function medianOf(rounds: number, once: () => Promise<number>): Promise<number> {
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) values.push(await once())
  return median(values)
}

export const seconds = (value: number) => `${value.toFixed(2)} s`
export const percent = (value: number) => `${Math.round(value * 100)} %`

/** @returns names and sizes of files that are all alike. */
export function many(count: number, sizeBytes: number, prefix: string): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}-${index}.bin`, sizeBytes]))
}

/** Makes sparse files, by their names and sizes, in the folder that steps publish from. */
export function makeFiles({ folder }: Scene, files: Readonly<Record<string, number>>): void {
  for (const [path, sizeBytes] of Object.entries(files)) makeFile(join(folder, 'dist', path), sizeBytes, 'sparse')
}

/** @returns what `work` gives in a fresh scene behind a link. */
export async function over<Result>(name: LinkName, work: (scene: Scene) => Promise<Result>): Promise<Result> {
  const scene = await openScene({ link: LINKS[name], ...(name === 'throttled' ? { maxInFlight: 24 } : {}) })
  try {
    return await work(scene)
  } finally {
    await scene.close()
  }
}

/** @returns seconds of wall time from start to published over a fresh link. */
export function secondsOver(
  name: LinkName,
  files: Readonly<Record<string, number>>,
  inputs: Readonly<Record<string, string>> = {},
): Promise<number> {
  return over(name, async (scene) => {
    makeFiles(scene, files)
    return (await scene.upload({ path: 'dist/**', ...inputs })).wallMs / 1000
  })
}

/** Runs a peer of this action against the scene's server. */
export function peer(scene: Scene, entry: string, options: object): Promise<Measured> {
  return measure({ entry, cwd: scene.folder, args: [JSON.stringify({ endpoint: scene.endpoint, ...options })] })
}
