/**
 * The WebAssembly instructions that the modules of this action use: each function returns the bytes of one instruction after those of its operands.
 * The format: WebAssembly core specification, chapter 5, https://webassembly.github.io/spec/core/binary/
 */

/** Bytes of a WebAssembly module. An expression leaves one value on the stack, a statement none. */
export type Code = readonly number[]

const NOTHING: Code = []

/** @returns the parts, one after another. */
export const code = (...parts: readonly Code[]): Code => NOTHING.concat(...parts)

export const I32 = 0x7f
export const I64 = 0x7e
export const V128 = 0x7b
const NO_RESULT = 0x40

/** @returns the number in LEB128. */
export function unsigned(value: number): Code {
  return value < 0x80 ? [value] : code([(value & 0x7f) | 0x80], unsigned(value >>> 7))
}

/** @returns the number in signed LEB128. */
function signed(value: bigint): Code {
  const low = Number(value & 0x7fn)
  const rest = value >> 7n
  const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)
  return isLast ? [low] : code([low | 0x80], signed(rest))
}

export const i32 = (value: number) => code([0x41], signed(BigInt(value)))
export const i64 = (value: bigint) => code([0x42], signed(BigInt.asIntN(64, value)))
export const localGet = (local: number): Code => [0x20, local]
export const localSet = (local: number, value: Code) => code(value, [0x21, local])

const binary =
  (...opcode: readonly number[]) =>
  (left: Code, right: Code) =>
    code(left, right, opcode)
export const add32 = binary(0x6a)
export const sub32 = binary(0x6b)
export const and32 = binary(0x71)
export const shl32 = binary(0x74)
export const shr32 = binary(0x76)
export const isLess32 = binary(0x49)
export const isAtLeast32 = binary(0x4f)
export const isDifferent64 = binary(0x52)
export const add64 = binary(0x7c)
export const sub64 = binary(0x7d)
export const and64 = binary(0x83)
export const xor64 = binary(0x85)
export const shl64 = binary(0x86)
export const shrSigned64 = binary(0x87)
export const shr64 = binary(0x88)
export const xor128 = binary(0xfd, 0x51)
export const isZero64 = (value: Code) => code(value, [0x50])
export const low32 = (value: Code) => code(value, [0xa7])
export const extend32 = (value: Code) => code(value, [0xad])

export const load8 = (address: Code, offset = 0) => code(address, [0x2d, 0], unsigned(offset))
export const load32 = (address: Code, offset: number) => code(address, [0x28, 0], unsigned(offset))
export const load64 = (address: Code, offset = 0) => code(address, [0x29, 0], unsigned(offset))
export const store64 = (address: Code, value: Code) => code(address, value, [0x37, 0, 0])
export const load128 = (address: Code, offset: number) => code(address, [0xfd, 0x00, 0], unsigned(offset))
/** A vector that has the loaded number four times. */
export const loadAll32 = (address: Code, offset: number) => code(address, [0xfd, 0x09, 0], unsigned(offset))
export const store128 = (address: Code, offset: number, value: Code) =>
  code(address, value, [0xfd, 0x0b, 0], unsigned(offset))
/** A vector of four words: each is one of the left vector (0 to 3) or of the right one (4 to 7). */
export const shuffle = (left: Code, right: Code, words: readonly number[]) =>
  code(left, right, [0xfd, 0x0d], ...words.map((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte)))
export const copy = (target: Code, source: Code, size: Code) => code(target, source, size, [0xfc, 0x0a, 0, 0])
export const fill = (target: Code, value: Code, size: Code) => code(target, value, size, [0xfc, 0x0b, 0])

/** Leaves the function with the value. */
export const returned = (value: Code) => code(value, [0x0f])
export const when = (condition: Code, ...body: readonly Code[]) => code(condition, [0x04, NO_RESULT], ...body, [0x0b])
export const doWhile = (condition: Code, ...body: readonly Code[]) =>
  code([0x03, NO_RESULT], ...body, condition, [0x0d, 0, 0x0b])
export const loopWhile = (condition: Code, ...body: readonly Code[]) => when(condition, doWhile(condition, ...body))

const vector = (items: readonly Code[]) => code(unsigned(items.length), ...items)
const sized = (content: Code) => code(unsigned(content.length), content)
export const section = (id: number, items: readonly Code[]) => code([id], sized(vector(items)))
export const functionCode = (locals: readonly Code[], body: Code) => sized(code(vector(locals), body, [0x0b]))
export const functionType = (parameters: readonly number[], result: number): Code => [
  0x60,
  ...[parameters.length, ...parameters],
  ...[1, result],
]
export const exported = (name: string, kind: number, index: number) =>
  code(vector([...name].map((letter) => [letter.charCodeAt(0)])), [kind, index])

/** @returns the bytes of the module with these sections. */
export function moduleOf(sections: readonly Code[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(code([0x00, 0x61, 0x73, 0x6d], [1, 0, 0, 0], ...sections))
}
