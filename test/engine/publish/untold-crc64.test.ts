/** OSS returns no CRC64 of objects with copied parts: such an object is recognised by its ETag, which is made of those of its parts. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { ObjectStore } from '../../../src/ports.ts'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const FILE = bytesOf(3 * PART_BYTES)

type Form = 'upper case' | 'lower case' | 'bytes' | 'another'

function assembledEtag(etags: readonly string[], form: Form): string {
  const text = etags.join('')
  const contents = {
    'upper case': text.toUpperCase(),
    'lower case': text.toLowerCase(),
    bytes: Buffer.from(text, 'hex'),
    another: `${text} `,
  }
  return `${createHash('md5').update(contents[form]).digest('hex').toUpperCase()}-${etags.length}`
}

/** @returns the bucket if it returns no CRC64 of assembled objects */
function untelling({ store }: World, form: Form = 'upper case'): { readonly store: ObjectStore } {
  return {
    store: {
      ...store,
      async completeUpload(request) {
        try {
          return { ...(await store.completeUpload(request)), crc64: undefined }
        } finally {
          const stored = store.objects.get(request.key)
          const etag = assembledEtag(
            request.parts.map((part) => part.etag),
            form,
          )
          if (stored !== undefined && !stored.etag.includes('-')) store.objects.set(request.key, { ...stored, etag })
        }
      },
      async headObject(request) {
        const found = await store.headObject(request)
        return found?.etag.includes('-') === true ? { ...found, crc64: undefined } : found
      },
    },
  }
}

/** The answer to the first Complete is lost. */
function loseComplete({ store }: World): void {
  store.strike = ({ operation, nth }) =>
    operation === 'completeUpload' && nth === 1 ? { kind: 'fail', error: failure('network'), done: true } : undefined
}

test.each<Form>(['upper case', 'lower case', 'bytes'])(
  'after a lost answer to Complete nothing is sent again: the ETag is that of the parts, in %s',
  async (form) => {
    const world = createWorld({ 'a.bin': FILE })
    loseComplete(world)
    const { published, failed } = await world.run({}, untelling(world, form))
    expect([failed, world.store.sentBytes('a.bin')]).toEqual([[], FILE.length])
    expect(published).toMatchObject([{ status: 'uploaded', object: { proof: 'parts' } }])
  },
)

test('an ETag of another form proves nothing: the file is sent again', async () => {
  const world = createWorld({ 'a.bin': FILE })
  loseComplete(world)
  const { failed } = await world.run({}, untelling(world, 'another'))
  expect([failed, world.store.sentBytes('a.bin')]).toEqual([[], 2 * FILE.length])
})

describe('the next attempt', () => {
  /** The first object becomes visible, the second does not. */
  async function halfPublished(form?: Form): Promise<World> {
    const world = createWorld({ 'a.bin': FILE, 'b.bin': bytesOf(2 * PART_BYTES + 5, 2) })
    world.store.strike = ({ operation, key }) =>
      operation === 'completeUpload' && key === 'b.bin' ? { kind: 'fail', error: failure('denied') } : undefined
    expect((await world.run({ concurrency: { kind: 'fixed', limit: 1 } }, untelling(world, form))).failed).toHaveLength(
      1,
    )
    world.store.strike = () => undefined
    return world
  }

  test.each(['always', 'never', 'if-changed'] as const)(
    'sends nothing of an object that was published, with overwrite: %s',
    async (overwrite) => {
      const world = await halfPublished()
      const { published, failed } = await world.run({ overwrite }, untelling(world))
      expect([failed, world.store.sentBytes('a.bin')]).toEqual([[], FILE.length])
      expect(published.map(({ status }) => status)).toEqual(['resumed', 'resumed'])
    },
  )

  test('sends the file if it has other bytes now', async () => {
    const world = await halfPublished()
    const other = bytesOf(FILE.length, 3)
    world.disk.write('a.bin', other)
    expect((await world.run({}, untelling(world))).failed).toEqual([])
    expect(world.store.objects.get('a.bin')?.bytes.equals(other)).toBe(true)
  })

  test('sends the file if somebody replaced the object by one with as many parts', async () => {
    const world = await halfPublished()
    const etag = assembledEtag(['A', 'B', 'C'], 'upper case')
    world.store.objects.set('a.bin', { bytes: Buffer.from(bytesOf(FILE.length, 4)), etag })
    expect((await world.run({}, untelling(world))).failed).toEqual([])
    expect(world.store.objects.get('a.bin')?.bytes.equals(FILE)).toBe(true)
  })

  test('sends nothing if the one before was killed between Complete and its record', async () => {
    const world = createWorld({ 'a.bin': FILE })
    const { store } = untelling(world)
    const completeUpload: ObjectStore['completeUpload'] = async (request) => {
      await store.completeUpload(request)
      world.cancel()
      throw failure('network')
    }
    expect((await world.run({}, { store: { ...store, completeUpload } })).failed).toHaveLength(1)
    const { published, failed } = await world.run({}, { store })
    expect([failed, world.store.sentBytes('a.bin')]).toEqual([[], FILE.length])
    expect(published).toMatchObject([{ status: 'resumed', object: { proof: 'parts' } }])
  })
})
