import { expect, test } from 'vitest'
import { race, unlessAborted } from '../../../src/adapters/process/race.ts'

test('the wait for something that cannot be cancelled ends with the signal, before and during it', async () => {
  const never = new Promise<never>(() => {})
  const cancel = new AbortController()
  const waiting = unlessAborted(never, cancel.signal)
  cancel.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  await expect(unlessAborted(never, cancel.signal)).rejects.toThrow('cancelled')
})

test('a result in time is returned, and so is a failure', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7)
  await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no')
})

test('a wait with a deadline ends there, and keeps the process alive until then', async () => {
  const { signal } = new AbortController()
  const deadline = { afterMs: 1, error: () => new Error('too late') }
  await expect(race(new Promise<never>(() => {}), { signal, deadline })).rejects.toThrow('too late')
  expect(await race(Promise.resolve(7), { signal, deadline })).toBe(7)
})
