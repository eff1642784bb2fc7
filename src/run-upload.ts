/** The whole story of one upload, on one screen: match → look → plan → transfer → publish. The reporting of its result is main.ts's. */
import type { ConcurrencySetting } from './core/concurrency.ts'
import { planUpload } from './core/plan.ts'
import type { SourceFile } from './engine/context.ts'
import { createEngine, type EnginePorts } from './engine/create-engine.ts'
import { watchForSilence } from './engine/give-up.ts'
import { look } from './engine/look.ts'
import { type MatchSettings, matchFiles } from './engine/match.ts'
import { assertPlannable, describeSources, reportMatches, reportPlan } from './engine/prepare.ts'
import { startProgressLines } from './engine/progress-lines.ts'
import { publishAll } from './engine/publish-all.ts'
import type { RunResult } from './engine/run-result.ts'
import { transferAll } from './engine/transfer-all.ts'
import type { CheckpointCache, CheckpointStore, Headers } from './ports.ts'

export interface UploadSettings {
  readonly match: MatchSettings
  readonly ifNoFilesFound: 'error' | 'warn' | 'ignore'
  readonly partSize: Parameters<typeof planUpload>[0]['partSize']
  readonly concurrency: ConcurrencySetting
  readonly giveUpAfterMs: number
  /** Bucket and endpoint, as people are told. */
  readonly where: string
  /** Headers that OSS stores with the object of a key. */
  readonly headersOf: (key: string) => Headers
}

export interface UploadPorts extends EnginePorts {
  /** Opens the records of these objects, here and in the Actions cache. */
  openRecords(keys: readonly string[]): { readonly checkpoints: CheckpointStore; readonly cache: CheckpointCache }
}

/**
 * @returns what became of every file. Throws an ActionError where nothing could be begun: no match, impossible keys, a part size that does
 *   not fit.
 */
export async function runUpload(settings: UploadSettings, ports: UploadPorts): Promise<RunResult> {
  const startedMs = ports.clock.nowMs()
  const matched = await matchFiles(ports.files, settings.match)
  reportMatches(matched, settings.ifNoFilesFound, ports.reporter)

  const { checkpoints, cache } = ports.openRecords(matched.files.map(({ key }) => key))
  const sources: readonly SourceFile[] = describeSources(matched.files, settings.headersOf, {
    checkpoints,
    hashes: ports.hashes,
  })
  const engine = createEngine({ ...ports, checkpoints }, settings)
  const endWatch = watchForSilence(engine, settings.giveUpAfterMs)
  const endLines = startProgressLines(engine)
  try {
    await cache.restore()
    const found = await look(engine, sources)
    const { objects, problems } = planUpload({
      files: sources,
      partSize: settings.partSize,
      partsOnly: false,
      ...found,
    })
    assertPlannable(problems)
    reportPlan(engine, objects, settings.where)

    const transferred = await transferAll(engine, objects, cache)
    return await publishAll(engine, { objects, transferred, startedMs })
  } finally {
    endWatch()
    endLines()
  }
}
