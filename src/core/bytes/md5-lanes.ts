/** MD5 of several messages at once. */
import {
  buildMd5Module,
  MD5_BLOCK_BYTES,
  MD5_CONSTANTS_ADDRESS,
  MD5_DATA_ADDRESS,
  MD5_LANE_BYTES,
  MD5_LANES,
  MD5_POINTERS_ADDRESS,
  MD5_SLICE_BYTES,
  MD5_STATE_ADDRESS,
} from './md5-wasm.ts'
import { loadKernel, type WithMemory } from './wasm-kernel.ts'

/** What the module of md5-wasm.ts exports. */
interface Kernel extends WithMemory {
  update(blocks: number): number
}

interface Loaded {
  readonly kernel: Kernel
  readonly memory: Uint8Array
  readonly numbers: DataView
}

/** A message in a lane. */
interface Lane {
  readonly index: number
  readonly bytes: Uint8Array
  /** Where the lane's data is. */
  readonly address: number
  takenBytes: number
  /** Blocks that are in memory, and those that were hashed of them. */
  blocks: number
  hashed: number
  isWhole: boolean
}

const LENGTH_BYTES = 8
const FIRST_STATE = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]

let loaded: Loaded | undefined

/** Messages are hashed at once if they have so many times the bytes of the longest: with fewer, one after another takes less time. */
const WORTH = 4

/**
 * @param one hashes a single message
 * @returns the MD5 of each message, 16 bytes
 */
export function md5OfAll(
  messages: readonly Uint8Array[],
  one: (message: Uint8Array) => Uint8Array,
): readonly Uint8Array[] {
  const digests: Uint8Array[] = []
  let rest = messages.map((bytes, index) => ({ bytes, index })).toSorted((a, b) => b.bytes.length - a.bytes.length)
  for (let [longest] = rest; longest !== undefined; [longest] = rest) {
    const sizeBytes = longest.bytes.length
    const lanes = rest.slice(0, MD5_LANES)
    const isWorth = lanes.reduce((sum, { bytes }) => sum + bytes.length, 0) >= WORTH * Math.max(1, sizeBytes)
    const group = isWorth ? lanes : [longest]
    const found = isWorth ? md5OfLanes(group.map(({ bytes }) => bytes)) : [one(longest.bytes)]
    for (const [at, digest] of found.entries()) digests[group[at]?.index ?? 0] = digest
    rest = rest.slice(group.length)
  }
  return digests
}

/**
 * @param messages at most MD5_LANES; it takes as long as for that many of the longest of them
 * @returns the MD5 of each, 16 bytes
 */
function md5OfLanes(messages: readonly Uint8Array[]): readonly Uint8Array[] {
  const { kernel, numbers } = load()
  const digests: Uint8Array[] = []
  let lanes = messages.map(
    (bytes, index): Lane => ({
      ...{ index, bytes, address: MD5_DATA_ADDRESS + index * MD5_LANE_BYTES },
      ...{ takenBytes: 0, blocks: 0, hashed: 0, isWhole: false },
    }),
  )
  for (const { index } of lanes)
    FIRST_STATE.forEach((word, at) => {
      numbers.setUint32(stateAddress(index, at), word, true)
    })
  while (lanes.length > 0) {
    for (const lane of lanes) {
      if (lane.hashed === lane.blocks) fillLane(lane)
      numbers.setUint32(MD5_POINTERS_ADDRESS + 4 * lane.index, lane.address + lane.hashed * MD5_BLOCK_BYTES, true)
    }
    const blocks = Math.min(...lanes.map((lane) => lane.blocks - lane.hashed))
    kernel.update(blocks)
    for (const lane of lanes) lane.hashed += blocks
    for (const lane of lanes.filter(isDone)) {
      digests[lane.index] = digestOf(lane.index)
      // It hashes on beside the others: from its beginning, so that it does not leave the memory.
      numbers.setUint32(MD5_POINTERS_ADDRESS + 4 * lane.index, lane.address, true)
    }
    lanes = lanes.filter((lane) => !isDone(lane))
  }
  return digests
}

function isDone({ isWhole, hashed, blocks }: Lane): boolean {
  return isWhole && hashed === blocks
}

/** Copies the next bytes of the message into the lane, with what follows the last one: a bit, zeros, and the length in bits. */
function fillLane(lane: Lane): void {
  const { memory, numbers } = load()
  const slice = lane.bytes.subarray(lane.takenBytes, lane.takenBytes + MD5_SLICE_BYTES)
  memory.set(slice, lane.address)
  lane.takenBytes += slice.length
  lane.hashed = 0
  lane.blocks = slice.length / MD5_BLOCK_BYTES
  if (slice.length === MD5_SLICE_BYTES) return
  lane.blocks = Math.ceil((slice.length + 1 + LENGTH_BYTES) / MD5_BLOCK_BYTES)
  const end = lane.address + lane.blocks * MD5_BLOCK_BYTES
  memory.fill(0, lane.address + slice.length, end)
  memory[lane.address + slice.length] = 0x80
  numbers.setBigUint64(end - LENGTH_BYTES, 8n * BigInt(lane.bytes.length), true)
  lane.isWhole = true
}

function digestOf(index: number): Uint8Array {
  const digest = new DataView(new ArrayBuffer(16))
  FIRST_STATE.forEach((_, at) => {
    digest.setUint32(4 * at, load().numbers.getUint32(stateAddress(index, at), true), true)
  })
  return new Uint8Array(digest.buffer)
}

/** @param word 0 to 3, for A to D */
function stateAddress(lane: number, word: number): number {
  return MD5_STATE_ADDRESS + 64 * Math.floor(lane / 4) + 16 * word + 4 * (lane % 4)
}

/** The kernel is made at first use. */
function load(): Loaded {
  if (loaded === undefined) {
    const kernel = loadKernel<Kernel>(buildMd5Module())
    const numbers = new DataView(kernel.memory.buffer)
    for (let step = 0; step < 64; step += 1)
      numbers.setUint32(MD5_CONSTANTS_ADDRESS + 4 * step, Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32), true)
    // Lanes without a message hash what is there.
    for (let lane = 0; lane < MD5_LANES; lane += 1)
      numbers.setUint32(MD5_POINTERS_ADDRESS + 4 * lane, MD5_DATA_ADDRESS + lane * MD5_LANE_BYTES, true)
    loaded = { kernel, memory: new Uint8Array(kernel.memory.buffer), numbers }
  }
  return loaded
}
