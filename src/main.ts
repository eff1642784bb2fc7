/** Entry of the step. */
import { dirname } from 'node:path'
import { compileForShortRuns } from './adapters/process/compiler.ts'
import { endProcess } from './adapters/process/ending.ts'
import { keepHeapSmall } from './adapters/process/heap.ts'
import { provideThreads } from './adapters/process/threads.ts'
import { filterWarnings } from './adapters/process/warnings.ts'

provideThreads(process.env)
filterWarnings()
// ali-oss logs the headers that it signs, including credentials, through the package `debug`, which reads this variable when it is loaded.
delete process.env.DEBUG
// Eager: part of this bundle, but run only now.
const { nothingWaits, reportFailure, runStep } = await import(/* webpackMode: "eager" */ './action/step.ts')
process.stdout.on('error', () => {}) // A runner that stops reading the log must not stop the step.
// Only now: see there.
keepHeapSmall()
compileForShortRuns()
process.once('uncaughtException', (error) => void endProcess(reportFailure(error)))
process.once('beforeExit', () => void endProcess(reportFailure(nothingWaits())))
await endProcess(await runStep(dirname(process.argv[1] ?? '')))
