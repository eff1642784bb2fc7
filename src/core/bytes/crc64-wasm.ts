import {
  add32,
  and32,
  and64,
  type Code,
  code,
  copy,
  doWhile,
  exported,
  extend32,
  fill,
  functionCode,
  functionType,
  I32,
  I64,
  i32,
  i64,
  isAtLeast32,
  isDifferent64,
  isLess32,
  load8,
  load64,
  load128,
  localGet,
  localSet,
  loopWhile,
  low32,
  moduleOf,
  section,
  shl32,
  shl64,
  shr32,
  shr64,
  shrSigned64,
  store64,
  store128,
  sub32,
  sub64,
  unsigned,
  when,
  xor64,
  xor128,
} from './wasm-code.ts'

/**
 * The CRC-64 of OSS as a WebAssembly module, put together here byte by byte, so that nothing binary is checked in and no tool chain is needed.
 *
 * How it is fast (docs/decisions/0002-crc64-in-webassembly.md): a CRC is the remainder of the message, taken as a polynomial over GF(2), modulo a fixed
 * polynomial P. P has a multiple with eight terms only, all of whose exponents are multiples of 8:
 *
 *     x^(8·D) + Σ x^(8·(D − d))    for the seven d of `FOLD_DISTANCES`, D the largest of them
 *
 * so modulo P a byte may be removed if it is XORed onto the seven bytes that are d places after it. Doing this from the first byte on leaves the last D
 * bytes, with seven XORs of whole 16-byte vectors a step and no table. The common table method (slice by 8) then takes those D bytes.
 */

/** P without its leading term, least significant bit first as in CRC-64/XZ: bit 63 is x^0. */
export const POLYNOMIAL = 0xc96c5795d7870f42n

/**
 * Seven distances in bytes, ascending, that satisfy 1 = Σ x^(−8·d) modulo P; a test checks it. No distance is below 512: a vector that was just stored is
 * loaded again only once the store has left the processor's store buffer, from which an unaligned load could not take it.
 */
export const FOLD_DISTANCES: readonly number[] = [736, 809, 1326, 1437, 1790, 1855, 1929]

/** The most bytes one call of `update` takes. */
export const CRC_DATA_BYTES = 256 * 1024

/** Where the tables of the byte-wise method go: eight times 256 entries of 8 bytes, for a byte 0 to 7 places before the end of what is read. */
export const TABLES_ADDRESS = 0

const TABLE_SIZE_BYTES = 2048
const TAIL_ADDRESS = TABLES_ADDRESS + 8 * TABLE_SIZE_BYTES
const STEP_BYTES = 64
const LONGEST_FOLD = Math.max(...FOLD_DISTANCES)
/** Zeros in front of the data, which the first vectors reach back into; whole vectors. */
const HISTORY_SIZE_BYTES = Math.ceil(LONGEST_FOLD / 16) * 16
const TAIL_SIZE_BYTES = HISTORY_SIZE_BYTES + STEP_BYTES
const HISTORY_ADDRESS = TAIL_ADDRESS + TAIL_SIZE_BYTES

/** Where `update` finds the bytes that it is to read. It overwrites them. */
export const CRC_DATA_ADDRESS = HISTORY_ADDRESS + HISTORY_SIZE_BYTES

const MEMORY_PAGES = Math.ceil((CRC_DATA_ADDRESS + CRC_DATA_BYTES + TAIL_SIZE_BYTES) / 65536)

/** The XOR of `own` and the seven vectors that are folded onto the one at `base` + `offset` + HISTORY_SIZE_BYTES. */
function folded(base: Code, offset: number, own: Code): Code {
  return FOLD_DISTANCES.reduce<Code>(
    (sum, distance) => xor128(sum, load128(base, offset + HISTORY_SIZE_BYTES - distance)),
    own,
  )
}

/** `update(sizeBytes, crc)`: the CRC after `sizeBytes` bytes at DATA_ADDRESS, `crc` being the one before them. */
function updateBody(): Code {
  const [size, crc, at, end, tail, word] = [0, 1, 2, 3, 4, 5]
  return code(
    localSet(crc, xor64(localGet(crc), i64(-1n))),
    localSet(at, i32(CRC_DATA_ADDRESS)),
    when(
      isAtLeast32(localGet(size), i32(LONGEST_FOLD + STEP_BYTES)),
      // From here on the CRC so far is part of the data.
      store64(i32(CRC_DATA_ADDRESS), xor64(load64(i32(CRC_DATA_ADDRESS)), localGet(crc))),
      localSet(crc, i64(0n)),
      ...foldLoops({ size, at, end, tail }),
      localSet(at, i32(TAIL_ADDRESS)),
    ),
    localSet(end, add32(localGet(at), localGet(size))),
    ...tableLoops({ at, end, crc, word }),
    xor64(localGet(crc), i64(-1n)),
  )
}

/** Removes all but the last `LONGEST_FOLD` bytes, or up to a step more; `size` becomes that of what is left, at TAIL_ADDRESS. */
function foldLoops(local: { size: number; at: number; end: number; tail: number }): Code[] {
  const { size, at, end, tail } = local
  // `at` is behind by the size of the history, since the offsets of loads cannot be negative.
  const target = add32(localGet(at), i32(HISTORY_SIZE_BYTES))
  return [
    localSet(end, add32(i32(HISTORY_ADDRESS), and32(sub32(localGet(size), i32(LONGEST_FOLD)), i32(-STEP_BYTES)))),
    localSet(at, i32(HISTORY_ADDRESS)),
    doWhile(
      isLess32(localGet(at), localGet(end)),
      ...[0, 16, 32, 48].map((offset) => {
        const own = HISTORY_SIZE_BYTES + offset
        return store128(localGet(at), own, folded(localGet(at), offset, load128(localGet(at), own)))
      }),
      localSet(at, add32(localGet(at), i32(STEP_BYTES))),
    ),
    // The rest was XORed onto but not removed: it is moved away and replaced by zeros.
    localSet(size, sub32(localGet(size), sub32(localGet(end), i32(HISTORY_ADDRESS)))),
    copy(i32(TAIL_ADDRESS), target, localGet(size)),
    fill(target, i32(0), i32(TAIL_SIZE_BYTES)),
    localSet(tail, i32(TAIL_ADDRESS)),
    doWhile(
      isLess32(localGet(tail), i32(TAIL_ADDRESS + HISTORY_SIZE_BYTES)),
      store128(localGet(tail), 0, folded(localGet(at), 0, load128(localGet(tail), 0))),
      localSet(at, add32(localGet(at), i32(16))),
      localSet(tail, add32(localGet(tail), i32(16))),
    ),
  ]
}

/** Eight bytes a step, then one by one, from `at` to `end`. */
function tableLoops(local: { at: number; end: number; crc: number; word: number }): Code[] {
  const { at, end, crc, word } = local
  const entry = (index: Code, table: number) => load64(index, TABLES_ADDRESS + table * TABLE_SIZE_BYTES)
  const offsetOfByte = (half: Code, byte: number) =>
    and32(byte === 0 ? shl32(half, i32(3)) : shr32(half, i32(8 * byte - 3)), i32(0x7f8))
  const halves = [low32(localGet(word)), low32(shr64(localGet(word), i64(32n)))]
  const lookups = halves.flatMap((half, high) =>
    [0, 1, 2, 3].map((byte) => entry(offsetOfByte(half, byte), 7 - (4 * high + byte))),
  )
  return [
    loopWhile(
      isAtLeast32(sub32(localGet(end), localGet(at)), i32(8)),
      localSet(word, xor64(load64(localGet(at)), localGet(crc))),
      localSet(
        crc,
        lookups.reduce((sum, lookup) => xor64(sum, lookup)),
      ),
      localSet(at, add32(localGet(at), i32(8))),
    ),
    loopWhile(
      isLess32(localGet(at), localGet(end)),
      localSet(word, xor64(localGet(crc), extend32(load8(localGet(at))))),
      localSet(crc, xor64(entry(offsetOfByte(low32(localGet(word)), 0), 0), shr64(localGet(crc), i64(8n)))),
      localSet(at, add32(localGet(at), i32(1))),
    ),
  ]
}

/** `multiply(a, b)`: the product of two polynomials modulo P. */
function multiplyBody(): Code {
  const [a, b, product] = [0, 1, 2]
  return code(
    loopWhile(
      isDifferent64(localGet(a), i64(0n)),
      localSet(product, xor64(localGet(product), and64(localGet(b), shrSigned64(localGet(a), i64(63n))))),
      localSet(a, shl64(localGet(a), i64(1n))),
      localSet(
        b,
        xor64(shr64(localGet(b), i64(1n)), and64(sub64(i64(0n), and64(localGet(b), i64(1n))), i64(POLYNOMIAL))),
      ),
    ),
    localGet(product),
  )
}

/**
 * @returns the module. It exports `memory`, `update(sizeBytes: i32, crc: i64): i64` and `multiply(a: i64, b: i64): i64`.
 */
export function buildCrc64Module(): Uint8Array<ArrayBuffer> {
  const sections = [
    section(1, [functionType([I32, I64], I64), functionType([I64, I64], I64)]),
    section(3, [[0], [1]]),
    section(5, [code([0], unsigned(MEMORY_PAGES))]),
    section(7, [exported('memory', 2, 0), exported('update', 0, 0), exported('multiply', 0, 1)]),
    section(10, [
      functionCode(
        [
          [3, I32],
          [1, I64],
        ],
        updateBody(),
      ),
      functionCode([[1, I64]], multiplyBody()),
    ]),
  ]
  return moduleOf(sections)
}
