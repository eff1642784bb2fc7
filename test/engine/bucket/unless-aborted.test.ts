import { expect, test } from 'vitest'
import { unlessAborted } from '../../../src/engine/bucket/unless-aborted.ts'

test('what cannot be cancelled is not waited for once the step is, before or while', async () => {
  const never = new Promise<never>(() => {})
  const cancel = new AbortController()
  const waiting = unlessAborted(never, cancel.signal)
  cancel.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  await expect(unlessAborted(never, cancel.signal)).rejects.toThrow('cancelled')
})

test('what comes in time is handed on, a failure too', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7)
  await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no')
})
