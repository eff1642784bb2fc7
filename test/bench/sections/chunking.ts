/** What it costs to find what a release shares with an earlier one. */
import { createHash, hash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { createChunker, FIRST_CUT_STATE, findCuts } from '../../../src/core/reuse/chunker.ts'
import type { ImageReuse } from '../chunking-program.ts'
import { measure } from '../measured-process.ts'
import { installed } from '../registry.ts'
import { MIB } from '../scene.ts'
import { median, type Row, type Section } from '../section.ts'

const BYTES = 256 * MIB
const SLICE_BYTES = MIB
const PROGRAM = fileURLToPath(new URL('../chunking-program.ts', import.meta.url))
/** Thin wrappers of the Rust crate fastcdc: all bytes at once, offsets out, no identification. */
const WRAPPERS = { 'fastcdc-wasm': '0.1.0', '@dstanesc/wasm-chunking-fastcdc-node': '0.1.1' } as const

type Cut = (bytes: Uint8Array, minBytes: number, averageBytes: number, maxBytes: number) => Uint32Array

export const chunking: Section = {
  title: 'Content-defined chunks of 32 KiB, random bytes, one core',
  async run(rounds) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-chunking-'))
    try {
      // Before this process grows: Linux counts what a process had when it started another one to the other's peak.
      const image = await imageRow(folder)
      const bytes = randomBytes(BYTES)
      const wrappers = await wrappersIn(folder)
      const ways: Record<string, () => void> = {
        raw: () => inSlices(bytes, createHash('sha256')),
        own: () =>
          inSlices(
            bytes,
            createChunker((chunk) => hash('sha256', chunk, 'buffer'), CHUNK_PARAMETERS),
          ),
        cuts: () => cutsAlone(bytes),
        ...Object.fromEntries(wrappers.map(([name, cut]) => [name, () => cutAndHash(bytes, cut)])),
      }
      const rates = alternate(rounds, ways)
      const figure = (name: string) =>
        `${Math.round((rates.get(name) ?? 0) / 1e6)} MB/s (${((rates.get(name) ?? 0) / (rates.get('raw') ?? 0)).toFixed(2)} × raw sha256)`
      return [
        { what: 'cut and identified, slices of 1 MiB', figure: figure('own'), target: '≥ 400 MB/s' },
        { what: '– cut alone', figure: figure('cuts') },
        { what: '– raw sha256 of node:crypto: the floor', figure: figure('raw') },
        ...Object.entries(WRAPPERS).map(([name, version]) => ({
          what: `– ${name} ${version} and sha256 of each chunk, all bytes at once`,
          figure: rates.has(name) ? figure(name) : 'not measured: the npm registry was not reachable',
        })),
        image,
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function wrappersIn(folder: string): Promise<readonly (readonly [name: string, cut: Cut])[]> {
  const packages = Object.entries(WRAPPERS).map(([name, version]) => `${name}@${version}`)
  const place = await installed(packages, folder)
  if (place === undefined) return []
  const require = createRequire(join(place, 'peers.js'))
  return Object.keys(WRAPPERS).map((name) => {
    const { get_chunks, compute_chunks } = require(name) as { readonly get_chunks?: Cut; readonly compute_chunks?: Cut }
    return [name, get_chunks ?? compute_chunks ?? (() => new Uint32Array())]
  })
}

/** @returns bytes a second of each way, its median; the ways take turns, so that what else the machine does meets all of them alike. */
function alternate(rounds: number, ways: Readonly<Record<string, () => void>>): ReadonlyMap<string, number> {
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const startedMs = performance.now()
      way()
      times.get(name)?.push(performance.now() - startedMs)
    }
  }
  return new Map([...times].map(([name, all]) => [name, (BYTES * 1000) / median(all)]))
}

function inSlices(bytes: Uint8Array, taker: { update(slice: Uint8Array): unknown }): void {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES)
    taker.update(bytes.subarray(start, start + SLICE_BYTES))
}

function cutsAlone(bytes: Uint8Array): void {
  let state = FIRST_CUT_STATE
  inSlices(bytes, {
    update(slice) {
      state = findCuts(slice, state, CHUNK_PARAMETERS).state
    },
  })
}

function cutAndHash(bytes: Uint8Array, cut: Cut): void {
  const { minBytes, maxBytes } = CHUNK_PARAMETERS
  let start = 0
  for (const end of cut(bytes, minBytes, 32 * 1024, maxBytes).subarray(1)) {
    hash('sha256', bytes.subarray(start, end), 'buffer')
    start = end
  }
}

async function imageRow(folder: string): Promise<Row> {
  const { output, peakBytes } = await measure({ entry: PROGRAM, args: ['4096'], cwd: folder })
  const { bytesPerSecond, planMs, copiedShare, indexBytes } = JSON.parse(output) as ImageReuse
  return {
    what: 'an image of 4 GiB of which 1 % changed in 50 places, chunked, looked up and planned',
    figure: `${(100 * copiedShare).toFixed(1)} % not sent, ${Math.round(bytesPerSecond / 1e6)} MB/s, planned in ${Math.round(planMs)} ms, index of ${(indexBytes / MIB).toFixed(1)} MiB, peak RSS of the process ${Math.round(peakBytes / MIB)} MiB`,
    target: '≥ 97 % not sent, ≥ 400 MB/s, ≤ 200 MiB',
  }
}
