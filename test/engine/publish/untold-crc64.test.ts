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

describe('an ETag of another form', () => {
  test('proves nothing: OSS compares the bytes, of which none is sent again', async () => {
    const world = createWorld({ 'a.bin': FILE })
    loseComplete(world)
    const { published, failed } = await world.run({}, untelling(world, 'another'))
    expect([failed, world.store.sentBytes('a.bin'), world.store.uploads.size]).toEqual([[], FILE.length, 0])
    expect(published).toMatchObject([{ status: 'uploaded', object: { proof: 'parts' } }])
  })

  test('has the file sent again where OSS does not copy', async () => {
    const world = createWorld({ 'a.bin': FILE })
    loseComplete(world)
    const { strike } = world.store
    world.store.strike = (call) =>
      call.operation === 'copyPart' ? { kind: 'fail', error: failure('denied') } : strike(call)
    const { failed } = await world.run({}, untelling(world, 'another'))
    expect([failed, world.store.sentBytes('a.bin')]).toEqual([[], 2 * FILE.length])
  })
})

describe('an object that no record knows', () => {
  const other = Buffer.concat([FILE.subarray(0, -1), Buffer.from('x')])

  async function published(bytes: Buffer): Promise<World> {
    const before = createWorld({ 'a.bin': bytes })
    expect((await before.run({}, untelling(before))).failed).toEqual([])
    const world = createWorld({ 'a.bin': FILE })
    for (const [key, object] of before.store.objects) world.store.objects.set(key, object)
    return world
  }

  test.each(['never', 'if-changed'] as const)(
    'is not sent again if it has the bytes, with overwrite: %s',
    async (overwrite) => {
      const world = await published(FILE)
      const result = await world.run({ overwrite }, untelling(world))
      expect([result.failed, world.store.sentBytes('a.bin'), world.store.uploads.size]).toEqual([[], 0, 0])
      expect(result.published).toMatchObject([{ status: 'unchanged', object: { proof: 'parts' } }])
    },
  )

  test('is left as it is by overwrite: never if its last byte is another', async () => {
    const world = await published(other)
    await expect(world.run({ overwrite: 'never' }, untelling(world))).rejects.toMatchObject({ code: 'object-exists' })
    expect([world.store.objects.get('a.bin')?.bytes.equals(other), world.store.uploads.size]).toEqual([true, 0])
  })

  test('is replaced by overwrite: if-changed if its last byte is another, or if HEAD does not return its size', async () => {
    const world = await published(other)
    await world.run({ overwrite: 'if-changed' }, untelling(world))
    expect(world.store.objects.get('a.bin')?.bytes.equals(FILE)).toBe(true)
    const longer = await published(Buffer.concat([FILE, FILE]))
    const { store } = untelling(longer)
    const headObject: ObjectStore['headObject'] = async (request) => {
      const found = await store.headObject(request)
      return found === undefined ? undefined : { ...found, sizeBytes: undefined }
    }
    await longer.run({ overwrite: 'if-changed' }, { store: { ...store, headObject } })
    expect(longer.store.objects.get('a.bin')?.bytes.equals(FILE)).toBe(true)
  })

  test('is not asked about by a dry run, which leaves nothing in the bucket', async () => {
    const world = await published(FILE)
    const before = world.store.calls.length
    await world.run({ overwrite: 'if-changed', dryRun: true }, untelling(world))
    const asked = world.store.calls.slice(before).map(({ operation }) => operation)
    expect(new Set(asked)).toEqual(new Set(['headObject']))
  })
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
