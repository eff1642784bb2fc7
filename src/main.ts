/** Entry of the step. */
import { dirname } from 'node:path'
import { keepHeapSmall } from './adapters/process/heap.ts'
import { filterWarnings } from './adapters/process/warnings.ts'

/** Nothing that still waits (a file system, a connection, a cache) may keep the step from ending. */
async function exit(code: number): Promise<never> {
  await new Promise<void>((done) => process.stdout.write('', () => done()))
  process.exit(code)
}

keepHeapSmall()
filterWarnings()
// ali-oss logs the headers that it signs, credentials among them, through the package `debug`, which reads this variable as it is loaded.
delete process.env.DEBUG
// Eager: part of this bundle, but run only now.
const { nothingWaits, reportFailure, runStep } = await import(/* webpackMode: "eager" */ './action/step.ts')
process.stdout.on('error', () => {}) // A runner that reads no more is no reason to stop, and none to report to it.
process.once('uncaughtException', (error) => void exit(reportFailure(error)))
process.once('beforeExit', () => void exit(reportFailure(nothingWaits())))
await exit(await runStep(dirname(process.argv[1] ?? '')))
