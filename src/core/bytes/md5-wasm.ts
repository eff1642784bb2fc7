import {
  add32,
  and32,
  type Code,
  code,
  exported,
  functionCode,
  functionType,
  I32,
  i32,
  isLess32,
  load32,
  load128,
  loadAll32,
  localGet,
  localSet,
  loopWhile,
  moduleOf,
  section,
  shuffle,
  store128,
  sub32,
  unsigned,
  V128,
  xor128,
} from './wasm-code.ts'

/**
 * MD5 (RFC 1321) of eight messages at once as a WebAssembly module, put together like that of CRC64 (docs/decisions/0019-md5-of-eight-files-at-once.md).
 *
 * Every step of MD5 needs the result of the one before, so one message leaves most of a processor idle. A vector has one 32-bit word of four messages, a lane
 *  each, and two groups of four take turns.
 */

/** Messages that are hashed at once. */
export const MD5_LANES = 8
const GROUP_LANES = 4
const GROUPS = [0, 1]

/** Where the states are: for each group four vectors, for the words A to D. */
export const MD5_STATE_ADDRESS = 0
const STATE_SIZE_BYTES = 64
/** Where the address of each lane's next block is read, 4 bytes each. */
export const MD5_POINTERS_ADDRESS = 128
/** The constants of the 64 steps, 4 bytes each. */
export const MD5_CONSTANTS_ADDRESS = 256
/** The words of the current block: for each group 16 vectors. */
const WORDS_ADDRESS = 512
const WORDS_SIZE_BYTES = 256
export const MD5_DATA_ADDRESS = 1024
/** The most bytes of one message that are taken at a time; blocks that fill up a message may follow. */
export const MD5_SLICE_BYTES = 64 * 1024
/** How far the data of two lanes is apart. */
export const MD5_LANE_BYTES = MD5_SLICE_BYTES + 128

/** MD5 takes the bytes of a message in blocks of this size. Source: https://www.rfc-editor.org/rfc/rfc1321 */
export const MD5_BLOCK_BYTES = 64
const MEMORY_PAGES = Math.ceil((MD5_DATA_ADDRESS + MD5_LANES * MD5_LANE_BYTES) / 65536)

const vectors =
  (opcode: number) =>
  (left: Code, right: Code): Code =>
    code(left, right, [0xfd], unsigned(opcode))
const add = vectors(0xae)
const and = vectors(0x4e)
const or = vectors(0x50)
const not = (value: Code) => code(value, [0xfd, 0x4d])
const rotate = (local: number, bits: number) =>
  or(
    code(localGet(local), i32(bits), [0xfd], unsigned(0xab)),
    code(localGet(local), i32(32 - bits), [0xfd], unsigned(0xad)),
  )

interface Round {
  readonly mix: (b: Code, c: Code, d: Code) => Code
  readonly rotations: readonly number[]
  /** Word of the first step, and how much further that of each next one is. */
  readonly firstWord: number
  readonly wordStep: number
}

const ROUNDS: readonly Round[] = [
  { mix: (b, c, d) => xor128(d, and(b, xor128(c, d))), rotations: [7, 12, 17, 22], firstWord: 0, wordStep: 1 },
  { mix: (b, c, d) => xor128(c, and(d, xor128(b, c))), rotations: [5, 9, 14, 20], firstWord: 1, wordStep: 5 },
  { mix: (b, c, d) => xor128(xor128(b, c), d), rotations: [4, 11, 16, 23], firstWord: 5, wordStep: 3 },
  { mix: (b, c, d) => xor128(c, or(b, not(d))), rotations: [6, 10, 15, 21], firstWord: 0, wordStep: 7 },
]

const BLOCKS = 0
const CONSTANT = 1
const WORD = 2
const END = 3
const FIRST_POINTER = 4
const FIRST_VECTOR = FIRST_POINTER + MD5_LANES
const VECTORS = 6

const pointerOf = (lane: number) => FIRST_POINTER + lane
/** @returns the local variable of a group: 0 to 3 are the words A to D, the others are for intermediate results. */
const vectorOf = (group: number, index: number) => FIRST_VECTOR + group * VECTORS + index

/** Copies a block of four messages to the words of their group, so that each vector has one word of all four. */
function transposeBlock(group: number): Code {
  const rows = [0, 1, 2, 3].map((lane) => vectorOf(group, lane))
  const [low, high] = [vectorOf(group, 4), vectorOf(group, 5)]
  const join = (left: number, right: number, words: readonly number[]) =>
    shuffle(localGet(rows[left] ?? 0), localGet(rows[right] ?? 0), words)
  const quarters = [0, 1, 2, 3].map((quarter) => {
    const store = (index: number, words: readonly number[]) =>
      store128(
        i32(WORDS_ADDRESS + WORDS_SIZE_BYTES * group),
        16 * (4 * quarter + index),
        shuffle(localGet(low), localGet(high), words),
      )
    return code(
      ...rows.map((row, lane) => localSet(row, load128(localGet(pointerOf(GROUP_LANES * group + lane)), 16 * quarter))),
      ...[0, 2].flatMap((word) => [
        localSet(low, join(0, 1, [word, word + 4, word + 1, word + 5])),
        localSet(high, join(2, 3, [word, word + 4, word + 1, word + 5])),
        store(word, [0, 1, 4, 5]),
        store(word + 1, [2, 3, 6, 7]),
      ]),
    )
  })
  return code(...quarters)
}

/** Four steps of a round for both groups; after them the words A to D are in the same variables again. */
function fourSteps({ mix, rotations, firstWord, wordStep }: Round): Code {
  const steps = rotations.map((bits, step) => {
    const variables = [0, 1, 2, 3].map((word) => (word + 4 - step) % 4)
    const address = and32(add32(localGet(WORD), i32(16 * (firstWord + wordStep * step))), i32(WORDS_SIZE_BYTES - 1))
    const groups = GROUPS.map((group) => {
      const [a = 0, b = 0, c = 0, d = 0] = variables.map((index) => vectorOf(group, index))
      const sum = vectorOf(group, 4)
      const word = load128(address, WORDS_ADDRESS + WORDS_SIZE_BYTES * group)
      const constant = loadAll32(localGet(CONSTANT), MD5_CONSTANTS_ADDRESS + 4 * step)
      return {
        begin: localSet(sum, add(add(localGet(a), add(word, constant)), mix(localGet(b), localGet(c), localGet(d)))),
        end: localSet(a, add(localGet(b), rotate(sum, bits))),
      }
    })
    return code(...groups.map(({ begin }) => begin), ...groups.map(({ end }) => end))
  })
  return code(...steps)
}

function hashBlock(): Code {
  const words = GROUPS.flatMap((group) => [0, 1, 2, 3].map((word) => ({ group, word, local: vectorOf(group, word) })))
  const stateOf = ({ group, word }: { readonly group: number; readonly word: number }) =>
    MD5_STATE_ADDRESS + STATE_SIZE_BYTES * group + 16 * word
  return code(
    ...GROUPS.map(transposeBlock),
    ...words.map((one) => localSet(one.local, load128(i32(0), stateOf(one)))),
    localSet(CONSTANT, i32(0)),
    ...ROUNDS.flatMap((round, index) => [
      localSet(WORD, i32(0)),
      localSet(END, i32(64 * (index + 1))),
      loopWhile(
        isLess32(localGet(CONSTANT), localGet(END)),
        fourSteps(round),
        localSet(CONSTANT, add32(localGet(CONSTANT), i32(16))),
        localSet(WORD, add32(localGet(WORD), i32(64 * round.wordStep))),
      ),
    ]),
    ...words.map((one) => store128(i32(0), stateOf(one), add(localGet(one.local), load128(i32(0), stateOf(one))))),
  )
}

/** @returns the module. It exports `memory` and `update(blocks: i32): i32`, which takes so many blocks of every lane; what it returns is always 0. */
export function buildMd5Module(): Uint8Array<ArrayBuffer> {
  const lanes = [...Array(MD5_LANES).keys()]
  const body = code(
    ...lanes.map((lane) => localSet(pointerOf(lane), load32(i32(0), MD5_POINTERS_ADDRESS + 4 * lane))),
    loopWhile(
      isLess32(i32(0), localGet(BLOCKS)),
      hashBlock(),
      ...lanes.map((lane) => localSet(pointerOf(lane), add32(localGet(pointerOf(lane)), i32(MD5_BLOCK_BYTES)))),
      localSet(BLOCKS, sub32(localGet(BLOCKS), i32(1))),
    ),
    localGet(BLOCKS),
  )
  const locals = [
    [FIRST_VECTOR - 1, I32],
    [GROUPS.length * VECTORS, V128],
  ]
  return moduleOf([
    section(1, [functionType([I32], I32)]),
    section(3, [[0]]),
    section(5, [code([0], unsigned(MEMORY_PAGES))]),
    section(7, [exported('memory', 2, 0), exported('update', 0, 0)]),
    section(10, [functionCode(locals, body)]),
  ])
}
