/** The end of a job: outputs, then records, then the exit code, on which the records depend. */
import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../src/engine/publish/run-result.ts'
import { report } from '../../src/jobs/upload.ts'
import { createWorld } from '../engine/world.ts'

interface Ending {
  readonly result?: Partial<RunResult>
  /** What the outcome returns. */
  readonly exitCode: number
  readonly isCancelled?: boolean
}

/** @returns the exit code of the job, and what it did, in order. */
async function endWith({ result = {}, exitCode, isCancelled = false }: Ending) {
  const did: string[] = []
  const cancel = new AbortController()
  if (isCancelled) cancel.abort(new Error('cancelled'))
  const ended = await report(
    { ...(await createWorld({}).run({ ifNoFilesFound: 'ignore' })), ...result },
    {
      signal: cancel.signal,
      reporter: { debug() {}, info() {}, notice() {}, warning() {}, error() {}, group() {} },
      outcome: {
        async setOutputs() {
          did.push('outputs')
          return async ({ kind }) => {
            did.push(`told: ${kind}`)
            return exitCode
          }
        },
        set() {},
      },
      records: {
        open: () => {
          throw new Error('nothing is opened at the end')
        },
        save: async (deadlineMs) => void did.push(`saved within ${deadlineMs} ms`),
        keeping: async () => ({ kind: 'everywhere' }),
        forget: (ids) => void did.push(`forgot ${ids.join()}`),
        close: async () => void did.push('closed'),
      },
    },
  )
  return [ended, ...did]
}

const file = { key: 'a', displayPath: 'a', sizeBytes: 5, headers: {}, headersDigest: 'none', objectId: 'id-of-a' }
const FAILED: Partial<RunResult> = { failed: [{ file, error: new Error('no') }] }

describe('a job', () => {
  test('that succeeds saves nothing, and forgets the records of what is published or kept', async () => {
    const object = { etag: 'E', crc64: 7n, versionId: undefined }
    const published: RunResult['published'] = [
      { kind: 'published', file, object, status: 'uploaded', bytesSent: 5, bytesResumed: 0 },
    ]
    const kept: RunResult['kept'] = [{ kind: 'kept', file: { ...file, objectId: 'id-of-b' }, version: '2' }]
    expect(await endWith({ result: { published, kept }, exitCode: 0 })).toEqual([
      ...[0, 'outputs', 'told: everywhere', 'forgot id-of-a,id-of-b', 'closed'],
    ])
  })

  test('that fails saves its records before it says what they are worth', async () => {
    expect(await endWith({ result: FAILED, exitCode: 1 })).toEqual([
      ...[1, 'outputs', 'saved within 20000 ms', 'told: everywhere', 'closed'],
    ])
  })

  test('whose readers do not get everything saves its records, too', async () => {
    expect(await endWith({ result: { readers: { kind: 'wrong', errors: [] } }, exitCode: 1 })).toEqual([
      ...[1, 'outputs', 'saved within 20000 ms', 'told: everywhere', 'closed'],
    ])
  })

  test('whose URLs alone could not be signed saves its records afterwards', async () => {
    expect(await endWith({ exitCode: 1 })).toEqual([
      ...[1, 'outputs', 'told: everywhere', 'saved within 20000 ms', 'closed'],
    ])
  })

  test('with a changed record of an earlier attempt saves it, and is still a success', async () => {
    expect(await endWith({ result: { hasSettled: true }, exitCode: 0 })).toEqual([
      ...[0, 'outputs', 'saved within 20000 ms', 'told: everywhere', 'forgot ', 'closed'],
    ])
  })

  test('that is cancelled saves within the time that the runner leaves it', async () => {
    expect(await endWith({ exitCode: 130, isCancelled: true })).toEqual([
      ...[130, 'outputs', 'saved within 4000 ms', 'told: everywhere', 'closed'],
    ])
  })

  test('that is cancelled while it ends with a failure has the exit code of a cancelled step', async () => {
    expect((await endWith({ result: FAILED, exitCode: 1, isCancelled: true }))[0]).toBe(130)
  })

  test('that had succeeded when it was cancelled stays a success', async () => {
    expect((await endWith({ exitCode: 0, isCancelled: true }))[0]).toBe(0)
  })
})
