/** What going on costs: comparing what OSS has with the local file, and the records that make it possible. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCheckpointFiles } from '../../../src/adapters/disk/checkpoint-files.ts'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { objectIdOf } from '../../../src/core/records/names.ts'
import { BUCKET, MIB, makeFile, openScene } from '../scene.ts'
import { median, medianOf, type Section } from '../section.ts'

const REGION = 'cn-hangzhou'
const PARTS = 10_000
const COMPARED = 200

export const resume: Section = {
  title: 'Resuming',
  async run(rounds) {
    const rate = await medianOf(rounds, verifyingRate)
    const { first, last } = recordTimes()
    return [
      {
        what: 'a file of 1 GiB whose parts are all in OSS: compared, and published',
        figure: `${Math.round(rate / MIB)} MiB/s`,
        target: '≥ 800 MiB/s',
      },
      {
        what: `a line of the record: of the first ${COMPARED} parts, and of the last of ${PARTS.toLocaleString('en')}`,
        figure: `${first.toFixed(1)} µs, ${last.toFixed(1)} µs (${(last / first).toFixed(2)} ×)`,
        target: 'the same',
      },
    ]
  },
}

/** @returns bytes a second of a step that finds everything sent by the one before, its start-up left out. */
async function verifyingRate(): Promise<number> {
  const scene = await openScene()
  try {
    const sizeBytes = 1024 * MIB
    makeFile(join(scene.folder, 'big.bin'), sizeBytes, 'written')
    makeFile(join(scene.folder, 'small.bin'), 1, 'written')
    await scene.oss.addFault({
      when: { operation: 'CompleteMultipartUpload' },
      action: { kind: 'answer', status: 403, code: 'AccessDenied' },
    })
    await scene.upload({ path: 'big.bin' }).catch(() => {})
    const { wallMs, output } = await scene.upload({ path: 'big.bin' })
    if ((await scene.oss.object({ bucket: BUCKET, key: 'big.bin' }))?.sizeBytes !== sizeBytes) throw new Error(output)
    const startMs = (await scene.upload({ path: 'small.bin' })).wallMs
    return (sizeBytes * 1000) / (wallMs - startMs)
  } finally {
    await scene.close()
  }
}

/** @returns microseconds of a line, in the middle of the first and of the last lines. */
function recordTimes(): { readonly first: number; readonly last: number } {
  const folder = mkdtempSync(join(tmpdir(), 'bench-records-'))
  try {
    const place = { bucket: BUCKET, region: REGION }
    const onWriteFailure = (error: unknown) => {
      throw error
    }
    const store = createCheckpointFiles({ ...place, folder, restoredFolder: undefined, onWriteFailure })
    const writer = store.create({
      object: objectIdOf(nodeHashes.sha256Of, { ...place, key: 'big.bin' }),
      uploadId: 'B'.repeat(32),
      partSizeBytes: MIB,
      headers: '0'.repeat(64),
      run: '1.1',
      createdMs: 0,
    })
    const times = Array.from({ length: PARTS }, (_, index) => {
      const startedMs = performance.now()
      writer.part({ number: index + 1, sizeBytes: MIB, crc64: 1n, etag: 'A'.repeat(32) })
      return (performance.now() - startedMs) * 1000
    })
    return { first: median(times.slice(0, COMPARED)), last: median(times.slice(-COMPARED)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
