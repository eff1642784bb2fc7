import { expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { crc64 } from '../../../src/core/bytes/crc64.ts'
import type { SourceFile } from '../../../src/engine/bucket/context.ts'
import { createReadAhead } from '../../../src/engine/verify/read-ahead.ts'
import { createMemoryDisk } from '../memory-disk.ts'

const KIB = 1024

/** Files of so many KiB, read ahead in this order; tells which were read, and how many are in memory. */
function openFiles(sizesKib: readonly number[]) {
  const names = sizesKib.map((_, index) => `f${index}`)
  const bytesOf = (index: number) => Buffer.alloc((sizesKib[index] ?? 0) * KIB, index + 1)
  const disk = createMemoryDisk(Object.fromEntries(names.map((name, index) => [name, bytesOf(index)])))
  const read: string[] = []
  let inMemory = 0
  disk.onRead = (name) => void read.push(name)
  const files = {
    ...disk,
    async whole(file: Parameters<typeof disk.whole>[0]) {
      const whole = await disk.whole(file)
      inMemory += 1
      const release = () => {
        inMemory -= 1
      }
      return { ...whole, release }
    },
  }
  const sources = names.map((name, index): SourceFile => {
    const stamp = { sizeBytes: bytesOf(index).length, mtimeNs: 0n, ctimeNs: 0n, inode: 0n }
    const about = { path: name, displayPath: name, key: name, objectId: name, headers: {}, headersDigest: '' }
    return { ...about, sizeBytes: stamp.sizeBytes, stamp }
  })
  const fileOf = (index: number) => sources[index] as SourceFile
  const ahead = createReadAhead({ files, hashes: nodeHashes, signal: new AbortController().signal }, sources)
  return { disk, ahead, read, fileOf, bytesOf, inMemory: () => inMemory }
}

test('a file that is taken is read with the next ones, eight or a megabyte at once, and each has its own digests', async () => {
  const { ahead, read, fileOf, bytesOf } = openFiles([...Array(10).fill(64), 256])
  for (let index = 0; index < 11; index += 1) {
    const whole = await ahead.take(fileOf(index))
    expect(read.length).toBe(index < 8 ? 8 : 11)
    const bytes = bytesOf(index)
    expect([whole?.crc64, whole?.md5, whole?.sha256]).toEqual([
      crc64(bytes),
      Buffer.from(nodeHashes.md5OfBytes(bytes)),
      Buffer.from(nodeHashes.sha256OfBytes(bytes)),
    ])
  }
  const large = openFiles([256, 256, 256, 256, 256])
  await large.ahead.take(large.fileOf(0))
  expect(large.read.length).toBe(4)
})

test('a file is taken once: what is sent again is read again', async () => {
  const { ahead, read, fileOf } = openFiles([64, 64])
  expect((await ahead.take(fileOf(0)))?.bytes.length).toBe(64 * KIB)
  expect(ahead.take(fileOf(0))).toBeUndefined()
  expect((await ahead.take(fileOf(1)))?.bytes.length).toBe(64 * KIB)
  expect(read).toEqual(['f0', 'f1'])
})

test('very small and large files are not read ahead', () => {
  const { ahead, read, fileOf } = openFiles([4, 512])
  expect([ahead.take(fileOf(0)), ahead.take(fileOf(1)), read]).toEqual([undefined, undefined, []])
})

test('a file that cannot be read fails alone', async () => {
  const { disk, ahead, fileOf } = openFiles([64, 64, 64])
  disk.remove('f1')
  expect((await ahead.take(fileOf(0)))?.bytes.length).toBe(64 * KIB)
  await expect(ahead.take(fileOf(1))).rejects.toThrow('f1 no longer exists')
  expect((await ahead.take(fileOf(2)))?.bytes.length).toBe(64 * KIB)
})

test('at the end the memory of files that were not taken is freed', async () => {
  const { disk, ahead, fileOf, inMemory } = openFiles([64, 64, 64, 64])
  disk.remove('f2')
  const whole = await ahead.take(fileOf(0))
  expect(inMemory()).toBe(3)
  ahead.end()
  await Promise.resolve()
  expect(inMemory()).toBe(1)
  whole?.release?.()
  expect(inMemory()).toBe(0)
})
