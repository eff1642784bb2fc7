/** One look at one object, as a reader gets it: HEAD where it decides, else ranges, else all of it. */
import { EDGE_SIZE_BYTES } from '../../core/bytes/sample.ts'
import {
  type Finding,
  isReadWhole,
  judgeEdge,
  judgeHead,
  judgeUnanswered,
  judgeWhole,
  type ReadableObject,
  type ReaderAnswer,
} from '../../core/readers/finding.ts'
import type { ReaderQuestion, Readers } from '../../ports/readers.ts'

interface LookOptions {
  /** Whether all of the object is to be read, however large it is. */
  readonly whole: boolean
  readonly signal: AbortSignal
}

type Answered = Extract<ReaderAnswer, { readonly kind: 'answer' }>

/** Some servers do not support HEAD, and some rules of a CDN refuse it but allow GET. */
const NO_HEAD = [403, 405, 501]

/** @returns what readers get of the object now. Rejects with the signal's reason alone. */
export async function lookAsReader(
  readers: Readers,
  object: ReadableObject,
  { whole, signal }: LookOptions,
): Promise<Finding> {
  const ask = (question: Pick<ReaderQuestion, 'method' | 'range' | 'maxBytes'>) =>
    readers.ask({ key: object.key, signal, ...question })
  if (!whole && !readers.isSigned) {
    const answer = await ask({ method: 'HEAD', range: undefined, maxBytes: 0 })
    if (answer.kind !== 'answer') return judgeUnanswered(answer)
    const finding = NO_HEAD.includes(answer.status) ? undefined : judgeHead(object, answer)
    if (finding !== undefined) return finding
  }
  return whole || isReadWhole(object) ? readWhole(readers, object, ask) : readEdges(readers, object, ask)
}

type Ask = (question: Pick<ReaderQuestion, 'method' | 'range' | 'maxBytes'>) => Promise<ReaderAnswer>

async function readWhole({ isSigned }: Readers, object: ReadableObject, ask: Ask): Promise<Finding> {
  const { sizeBytes } = object
  const range = isSigned && sizeBytes > 0 ? { startBytes: 0, endBytes: sizeBytes } : undefined
  const answer = await ask({ method: 'GET', range, maxBytes: sizeBytes })
  if (answer.kind !== 'answer') return judgeUnanswered(answer)
  return (range !== undefined && wrongSize(object, answer)) || judgeWhole(object, answer)
}

/** The answer to a range that covers the expected size still states the real size. */
function wrongSize(object: ReadableObject, answer: Answered): Finding | undefined {
  const finding = judgeHead(object, answer)
  return finding?.kind === 'right' ? undefined : finding
}

async function readEdges(readers: Readers, object: ReadableObject, ask: Ask): Promise<Finding> {
  const { sizeBytes, sample } = object
  if (sample?.kind !== 'edges') return readWhole(readers, object, ask)
  const edges = [
    { startBytes: 0, endBytes: EDGE_SIZE_BYTES, sha256: sample.head },
    { startBytes: sizeBytes - EDGE_SIZE_BYTES, endBytes: sizeBytes, sha256: sample.tail },
  ]
  for (const { sha256, ...range } of edges) {
    const answer = await ask({ method: 'GET', range, maxBytes: EDGE_SIZE_BYTES })
    if (answer.kind !== 'answer') return judgeUnanswered(answer)
    const told = readers.isSigned ? judgeHead(object, answer) : undefined
    if (told !== undefined) return told
    const finding = judgeEdge(object, answer, { startBytes: range.startBytes, sha256 })
    if (finding === 'whole-needed') return readWhole(readers, object, ask)
    if (finding.kind !== 'right') return finding
  }
  return { kind: 'right' }
}
