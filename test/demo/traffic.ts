/** What went over the link, read from the OSS server's log of requests. */
import { readFileSync } from 'node:fs'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'

/** What a PutObject (part 1) or an UploadPart brings. */
export interface SentPart {
  readonly key: string
  readonly number: number
  readonly sizeBytes: number
}

/** What the action keeps for later releases; no file of the release. */
export const REUSE_INDEX = 'chunks/index'

/** @returns every part of which bytes, some or all, reached the server. */
export function partsSent(requests: readonly RequestRecord[]): readonly SentPart[] {
  return requests
    .filter(
      ({ operation, key = '' }) => (operation === 'UploadPart' || operation === 'PutObject') && key !== REUSE_INDEX,
    )
    .map(({ key = '', partNumber: number = 1, bytesReceived }) => ({ key, number, sizeBytes: bytesReceived }))
}

export function isSamePart(one: SentPart, other: SentPart): boolean {
  return one.key === other.key && one.number === other.number
}

const COLUMNS = 64

/** @returns lines with one character a part: who sent it. */
export function drawParts(
  key: string,
  { first, second }: { readonly first: readonly SentPart[]; readonly second: readonly SentPart[] },
): readonly string[] {
  const count = Math.max(...[...first, ...second].filter((part) => part.key === key).map(({ number }) => number), 1)
  const marks = Array.from({ length: count }, (_, index) => {
    const part = { key, number: index + 1, sizeBytes: 0 }
    const [byFirst, bySecond] = [first, second].map((parts) => parts.some((sent) => isSamePart(sent, part)))
    if (byFirst && bySecond) return '▓'
    return bySecond ? '░' : '█'
  })
  const rows = Math.ceil(count / COLUMNS)
  return Array.from({ length: rows }, (_, row) => marks.slice(row * COLUMNS, (row + 1) * COLUMNS).join(''))
}

/** @returns whether what the URL gives is the file, byte for byte. */
export async function downloadAndCompare(url: string, path: string): Promise<boolean> {
  const answer = await fetch(url)
  const body = Buffer.from(await answer.arrayBuffer())
  return answer.ok && body.equals(readFileSync(path))
}
