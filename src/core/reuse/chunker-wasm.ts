import {
  add32,
  add64,
  and64,
  type Code,
  code,
  exported,
  functionCode,
  functionType,
  I32,
  I64,
  i32,
  i64,
  isAtLeast32,
  isLess32,
  isZero64,
  load8,
  load64,
  localGet,
  localSet,
  loopWhile,
  moduleOf,
  returned,
  section,
  shl32,
  shl64,
  store64,
  sub32,
  unsigned,
  when,
} from '../bytes/wasm-code.ts'

/**
 * The rolling hash of content-defined chunks as a WebAssembly module, put together like that of CRC64 (docs/decisions/0013-content-defined-chunks.md).
 *
 * A gear hash is shifted by one bit for each byte, and the table's number for the byte is added: after 64 bytes a byte has no influence any longer, so the hash
 *  depends only on the last 64 bytes, wherever they are in a file. A chunk may end where the bits of a mask are all zero.
 */

/** Address of the table: 256 numbers of 8 bytes. */
export const GEAR_ADDRESS = 0

/** Address at which `find` reads the hash of the bytes before, and stores that of the bytes that it has read. */
export const HASH_ADDRESS = 2048

/** Address of the bytes that `find` reads. */
export const CHUNKER_DATA_ADDRESS = 4096

/** Limit of the bytes at that address. */
export const CHUNKER_DATA_BYTES = 256 * 1024

const MEMORY_PAGES = Math.ceil((CHUNKER_DATA_ADDRESS + CHUNKER_DATA_BYTES) / 65536)
/** Bytes that one iteration of the inner loop reads. */
const STEP_BYTES = 8

/** If the masked bits of the hash are all zero, stores the hash and returns the address after the byte at `at` + `offset`. */
function returnAtCut(local: { readonly hash: number; readonly mask: number; readonly at: number }, offset: number) {
  const { hash, mask, at } = local
  return when(
    isZero64(and64(localGet(hash), localGet(mask))),
    store64(i32(HASH_ADDRESS), localGet(hash)),
    returned(add32(localGet(at), i32(offset + 1))),
  )
}

/** The hash with the byte at `at` + `offset` added. */
function rolled(hash: number, at: number, offset: number): Code {
  const entry = load64(shl32(load8(localGet(at), offset), i32(3)), GEAR_ADDRESS)
  return localSet(hash, add64(shl64(localGet(hash), i64(1n)), entry))
}

/** `find(at, end, mask)`: the address after the first byte from `at` on at which a chunk may end, or 0 if there is none before `end`. */
function findBody(): Code {
  const [at, end, mask, hash] = [0, 1, 2, 3]
  const local = { hash, mask, at }
  const steps = Array.from({ length: STEP_BYTES }, (_, offset) =>
    code(rolled(hash, at, offset), returnAtCut(local, offset)),
  )
  return code(
    localSet(hash, load64(i32(HASH_ADDRESS))),
    loopWhile(
      isAtLeast32(sub32(localGet(end), localGet(at)), i32(STEP_BYTES)),
      ...steps,
      localSet(at, add32(localGet(at), i32(STEP_BYTES))),
    ),
    loopWhile(
      isLess32(localGet(at), localGet(end)),
      rolled(hash, at, 0),
      returnAtCut(local, 0),
      localSet(at, add32(localGet(at), i32(1))),
    ),
    store64(i32(HASH_ADDRESS), localGet(hash)),
    i32(0),
  )
}

/**
 * @returns the module. It exports `memory` and `find(at: i32, end: i32, mask: i64): i32`.
 */
export function buildChunkerModule(): Uint8Array<ArrayBuffer> {
  return moduleOf([
    section(1, [functionType([I32, I32, I64], I32)]),
    section(3, [[0]]),
    section(5, [code([0], unsigned(MEMORY_PAGES))]),
    section(7, [exported('memory', 2, 0), exported('find', 0, 0)]),
    section(10, [functionCode([[1, I64]], findBody())]),
  ])
}
