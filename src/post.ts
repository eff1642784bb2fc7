/** Entry of the post step: saves unfinished records that are not yet in the Actions cache. Never fails the job. */
import { dirname, join } from 'node:path'
import { createCheckpointCache } from './adapters/github/checkpoint-cache.ts'
import { readStepState, stateFolder } from './adapters/github/step-state.ts'
import { createReporter, dropInput, getState } from './adapters/github/workflow.ts'
import { endProcess } from './adapters/process/ending.ts'

const SAVE_DEADLINE_MS = 20_000

async function main(): Promise<void> {
  dropInput('github-token')
  const stepFile = getState('step')
  const records = stepFile === '' ? undefined : readStepState(stepFile)
  if (records === undefined) return
  const { env } = process
  const folder = stateFolder(env)
  const entry = join(dirname(process.argv[1] ?? ''), '..', 'cache', 'index.js')
  const options = {
    stepFile,
    records,
    entry,
    env,
    stateFolder: folder,
    reporter: createReporter(),
  }
  await createCheckpointCache(options).save({ deadlineMs: SAVE_DEADLINE_MS })
}

await main().catch((error: unknown) => {
  createReporter().debug(`Nothing was saved: ${String(error)}`)
})
await endProcess(0)
