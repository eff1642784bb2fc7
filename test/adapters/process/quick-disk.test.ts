import { expect, test } from 'vitest'
import { createQuickDisk } from '../../../src/adapters/process/quick-disk.ts'

/** A disk that takes so long for each answer; tells on which thread it was asked. */
function openDisk({ isLocal = true } = {}) {
  let nowMs = 0
  let answerMs = 0.1
  let breaths = 0
  const breathe = async () => {
    breaths += 1
  }
  const disk = createQuickDisk({ isLocal: async () => isLocal, nowMs: () => nowMs, breathe })
  const wait = () => {
    nowMs += answerMs
  }
  return {
    breaths: () => breaths,
    slow: (milliseconds: number) => {
      answerMs = milliseconds
    },
    rest: (milliseconds: number) => {
      nowMs += milliseconds
    },
    state: () => disk.state(),
    ask: (path = '/data/a') =>
      disk.ask(
        path,
        () => {
          wait()
          return 'main'
        },
        async () => {
          wait()
          return 'other'
        },
      ),
  }
}

async function askTimes(disk: ReturnType<typeof openDisk>, times: number, path?: string) {
  const threads: string[] = []
  for (let turn = 0; turn < times; turn += 1) threads.push(await disk.ask(path))
  return threads
}

test('a local disk that answers at once is asked without another thread', async () => {
  expect(await askTimes(openDisk(), 4)).toEqual(['other', 'other', 'main', 'main'])
})

test('a network disk is asked on another thread, however fast it is', async () => {
  expect(new Set(await askTimes(openDisk({ isLocal: false }), 10))).toEqual(new Set(['other']))
})

test('until it is known whether a folder is local, other threads are used', async () => {
  const disk = openDisk()
  await askTimes(disk, 5)
  expect(await askTimes(disk, 2, '/mnt/b')).toEqual(['other', 'main'])
})

test('a slow disk is never waited for on the main thread, and one that has become slow once in a minute', async () => {
  const disk = openDisk()
  disk.slow(200)
  expect(new Set(await askTimes(disk, 20))).toEqual(new Set(['other']))
  disk.slow(0.1)
  expect(await askTimes(disk, 3)).toEqual(['other', 'other', 'main'])
  disk.slow(200)
  expect(await askTimes(disk, 4)).toEqual(['main', 'other', 'other', 'other'])
  disk.slow(0.1)
  expect(new Set(await askTimes(disk, 20))).toEqual(new Set(['other']))
  disk.rest(60_000)
  expect(await disk.ask()).toBe('main')
})

test('a busy machine, on which the main thread waits for its turn, does not make a disk slow, but three slow answers in a row do', async () => {
  const disk = openDisk()
  await askTimes(disk, 2)
  const threads: string[] = []
  for (const milliseconds of [20, 0.1, 20, 20, 0.1, 20, 20, 20, 0.1]) {
    disk.slow(milliseconds)
    threads.push(await disk.ask())
  }
  expect(threads).toEqual([...Array(8).fill('main'), 'other'])
})

test('a disk for which the main thread would wait much of the time is asked on another, however short each wait is', async () => {
  const disk = openDisk()
  await askTimes(disk, 2)
  disk.slow(4)
  const threads = await askTimes(disk, 1000)
  const waits = threads.filter((thread) => thread === 'main').length
  expect(waits * 4).toBeLessThan(500)
  expect(disk.state().blockedMs).toBe(waits * 4)
})

test('the oldest request without an answer is known, and what comes from memory is not a wait', async () => {
  let nowMs = 0
  const disk = createQuickDisk({ isLocal: async () => false, nowMs: () => nowMs, breathe: async () => {} })
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const answers = [disk.ask('/a', String, () => first.promise)]
  nowMs = 1000
  answers.push(disk.watch(second.promise))
  nowMs = 3000
  expect(disk.state()).toEqual({ unansweredMs: 3000, blockedMs: 0 })
  first.resolve('late')
  await answers[0]
  expect(disk.state().unansweredMs).toBe(2000)
  second.reject(new Error('gone'))
  await expect(answers[1]).rejects.toThrow('gone')
  expect(disk.state().unansweredMs).toBe(0)
})

test('what fails on the main thread is asked once more, and fails as it does on another', async () => {
  const disk = createQuickDisk({ isLocal: async () => true, nowMs: () => 0, breathe: async () => {} })
  for (let turn = 0; turn < 3; turn += 1)
    await disk.ask(
      '/a',
      () => 0,
      async () => 0,
    )
  const fail = () => {
    throw new Error('on the main thread')
  }
  await expect(disk.ask('/a', fail, () => Promise.reject(new Error('on another')))).rejects.toThrow('on another')
})

test('signals and sockets are handled between many files', async () => {
  const disk = openDisk()
  disk.slow(0.4)
  await askTimes(disk, 3000)
  expect(disk.breaths()).toBeGreaterThan(40)
})

test('what is asked for while other events are handled continues at the same time', async () => {
  const disk = openDisk()
  await askTimes(disk, 3)
  const before = disk.breaths()
  disk.rest(5)
  expect(await Promise.all([disk.ask(), disk.ask(), disk.ask()])).toEqual(['main', 'main', 'main'])
  expect(disk.breaths()).toBe(before + 1)
})
