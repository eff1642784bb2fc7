import { expect, test } from 'vitest'
import { race, unlessAborted } from '../../src/adapters/process/race.ts'

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

test('what has a deadline is waited for no longer, and keeps the process alive until then', async () => {
  const { signal } = new AbortController()
  const deadline = { afterMs: 1, error: () => new Error('too late') }
  await expect(race(new Promise<never>(() => {}), { signal, deadline })).rejects.toThrow('too late')
  expect(await race(Promise.resolve(7), { signal, deadline })).toBe(7)
})
