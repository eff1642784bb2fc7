/** The job summary: what a person wants to see of an upload, in GitHub's Markdown. Pure. */
import { formatCrc64 } from '../bytes/crc64.ts'
import { type RateHistory, ratesOf } from '../link/rate-history.ts'
import { codeBlock, codeText, folded, linkedCode, plainText, prose, table } from '../text/markdown.ts'
import { formatDuration, formatSize, plural } from '../text/quantities.ts'

export type FileStatus = 'uploaded' | 'resumed' | 'copied' | 'unchanged' | 'kept' | 'held' | 'failed' | 'waiting'

export interface SummaryFile {
  readonly key: string
  readonly sizeBytes: number
  readonly status: FileStatus
  /** Absent if there is none to show; signed URLs are never shown. */
  readonly url: string | undefined
  readonly crc64: bigint | undefined
  /** Lower-case hex. */
  readonly sha256: string | undefined
}

interface SummaryFailure {
  readonly title: string
  /** What happened, what to do, and OSS's identifiers, each on lines of its own. */
  readonly text: string
}

export interface SummaryFacts {
  readonly outcome: 'published' | 'unread' | 'held' | 'failed' | 'cancelled'
  readonly bucket: string
  readonly files: readonly SummaryFile[]
  /** One per cause. */
  readonly failures: readonly SummaryFailure[]
  /** What is safe in OSS (empty if nothing is); shown after a failure only. */
  readonly safe: string
  readonly next: string
  readonly sentBytes: number
  readonly resumedBytes: number
  /** Bytes that were copied inside OSS from earlier releases. */
  readonly reusedBytes: number
  readonly elapsedMs: number
  readonly mostConnections: number
  readonly retries: number
  readonly rates: RateHistory
  /** Tag of the GitHub release whose assets the files are; undefined where they are the workspace's. */
  readonly releaseTag?: string | undefined
  /** How many objects were read correctly at their public URLs. */
  readonly readCount?: number
  /** What was merged from feeds with the same key, one sentence each. */
  readonly merged?: readonly string[]
  /** A note about the links, as Markdown; undefined if there is none. */
  readonly note?: string | undefined
  /** How the objects were verified, as a clause. */
  readonly verified: string
  /** Whether the URLs are signed, and hence not shown. */
  readonly signed: boolean
}

/** @returns the summary of a step, well below GitHub's 1 MiB. */
export function formatSummary(facts: SummaryFacts): string {
  if (facts.files.length === 0 && facts.failures.length === 0) return '### There was nothing to publish\n\n'
  const isOver = facts.outcome === 'published' || facts.outcome === 'held'
  const blocks = isOver
    ? [headline(facts), work(facts), filesTable(facts), rateChart(facts)]
    : [headline(facts), ...facts.failures.slice(0, MAX_FAILURES).map(failure), nextStep(facts), filesTable(facts)]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n\n`
}

/** @returns the summary of a step that ended before anything was known about files. */
export function formatFailureSummary(error: SummaryFailure): string {
  return `### ❌ Nothing was published\n\n${failure(error)}\n\n`
}

/** Nobody reads more distinct causes than this. */
const MAX_FAILURES = 10

function headline({ outcome, files, bucket, elapsedMs }: SummaryFacts): string {
  const ours = files.filter(({ status }) => status !== 'kept')
  const count = plural(ours.length, 'file')
  const size = formatSize(ours.reduce((sum, file) => sum + file.sizeBytes, 0))
  const place = codeText(bucket)
  const visible = files.filter(isVisible).length
  const shown = visible === 0 ? 'nothing was published' : `${visible} of ${count} published`
  switch (outcome) {
    case 'published':
      return `### ✅ Published ${count} (${size}) to ${place} in ${formatDuration(elapsedMs)}`
    case 'unread':
      return `### ❌ Published ${visible} of ${count} to ${place}, but readers do not get ${visible === 1 ? 'it' : 'all of them'} yet`
    case 'held':
      return `### ✅ Holds ${count} (${size}) in ${place} for a later job, not visible yet`
    case 'failed':
      return `### ❌ Upload to ${place} failed: ${shown}`
    case 'cancelled':
      return `### ⏹️ Upload to ${place} was cancelled: ${shown}`
  }
}

/** Leaves out what the headline already says if nothing was published. */
function nextStep({ safe, next }: SummaryFacts): string {
  const kept = safe === '' ? '' : `**${plainText(safe)}.**\n\n`
  return `${kept}👉 ${prose(next)}`
}

function isVisible({ status }: SummaryFile): boolean {
  return status !== 'failed' && status !== 'waiting' && status !== 'held' && status !== 'kept'
}

function work(facts: SummaryFacts): string {
  const { sentBytes, resumedBytes, reusedBytes, elapsedMs, mostConnections, retries, readCount = 0 } = facts
  const rate = (sentBytes * 1000) / Math.max(1, elapsedMs)
  const parts = [
    sentBytes === 0
      ? 'nothing had to be sent'
      : `${formatSize(sentBytes)} sent, ${formatSize(Math.round(rate))}/s over up to ${plural(mostConnections, 'connection')}`,
    ...(resumedBytes > 0 ? [`**${formatSize(resumedBytes)} were in OSS already**${saved(facts)}`] : []),
    ...(reusedBytes > 0 ? [`**${formatSize(reusedBytes)} were taken from earlier releases inside OSS**`] : []),
    ...(facts.releaseTag === undefined ? [] : [`assets of the release ${codeText(facts.releaseTag)}`]),
    ...(retries > 0 ? [`${plural(retries, 'request')} sent again`] : []),
    facts.verified,
    ...(readCount > 0 ? [`readers get ${plural(readCount, 'object')} right at the public address`] : []),
  ]
  return parts.join(' · ')
}

/** Below these the rate is unknown, and so is the time that was saved. */
const ENOUGH_TO_TELL = { sentBytes: 1024 ** 2, elapsedMs: 1000, savedMs: 1000 }

function saved({ sentBytes, resumedBytes, elapsedMs }: SummaryFacts): string {
  const savedMs = (resumedBytes * elapsedMs) / Math.max(1, sentBytes)
  const isTold =
    sentBytes >= ENOUGH_TO_TELL.sentBytes && elapsedMs >= ENOUGH_TO_TELL.elapsedMs && savedMs >= ENOUGH_TO_TELL.savedMs
  return isTold
    ? `, which saved about ${formatDuration(savedMs < 90_000 ? savedMs : Math.round(savedMs / 60_000) * 60_000)}`
    : ''
}

/** More files than this are folded. */
const UNFOLDED_FILES = 12
const MAX_FILES = 1000
/** GitHub drops a summary above 1 MiB as a whole. */
const MAX_TABLE_BYTES = 400 * 1024

const STATUSES: Readonly<Record<FileStatus, string>> = {
  uploaded: 'uploaded',
  resumed: 'resumed',
  copied: 'copied inside OSS',
  unchanged: 'unchanged',
  kept: 'kept: a newer version is there',
  held: 'held',
  failed: '❌ failed',
  waiting: 'not published',
}

function filesTable({ files, merged = [], signed, note }: SummaryFacts): string {
  const columns = COLUMNS.filter(({ cell }) => files.some((file) => cell(file) !== ''))
  const rows = fitting(files.map((file) => columns.map(({ cell }) => cell(file))))
  const rest = files.length - rows.length
  const notes = [
    ...(rest > 0 ? [`… and ${plural(rest, 'more file')}: see the output \`manifest-path\`.`] : []),
    ...merged.slice(0, MAX_MERGED).map((text) => `${prose(text)}.`),
    ...(note !== undefined && files.some(isVisible) ? [`⚠️ ${prose(note)}`] : []),
    ...(signed && files.some(isVisible) ? ['The URLs are signed: they are only in the outputs.'] : []),
  ]
  const heads = columns.map(({ head }) => head)
  const markdown = [table(heads, rows), ...notes].join('\n\n')
  return files.length > UNFOLDED_FILES ? folded(plural(files.length, 'file'), markdown) : markdown
}

const MAX_MERGED = 20

const COLUMNS: readonly { readonly head: string; readonly cell: (file: SummaryFile) => string }[] = [
  { head: 'File', cell: ({ key, url }) => linkedCode(key, url) },
  { head: '>Size', cell: ({ sizeBytes }) => formatSize(sizeBytes) },
  { head: 'Status', cell: ({ status }) => STATUSES[status] },
  { head: 'CRC64', cell: ({ crc64 }) => (crc64 === undefined ? '' : short(formatCrc64(crc64))) },
  { head: 'SHA-256', cell: ({ sha256 }) => (sha256 === undefined ? '' : short(sha256)) },
]

function short(digits: string): string {
  return `<code>${digits.slice(0, 10)}${digits.length > 10 ? '…' : ''}</code>`
}

/** @returns as many rows from the start as the summary has room for. */
function fitting(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let bytes = 0
  const tooLarge = rows.findIndex((cells) => {
    bytes += new TextEncoder().encode(cells.join('   ')).length
    return bytes > MAX_TABLE_BYTES
  })
  return rows.slice(0, Math.min(MAX_FILES, tooLarge < 0 ? rows.length : tooLarge))
}

const MAX_ERROR_LINES = 60

/** Lists become Markdown lists; other indented lines are YAML or a stack, and become a code block. */
function failure({ title, text }: SummaryFailure): string {
  const lines = text.split('\n')
  const blocks = [`**${plainText(title)}**`]
  let block: string[] = []
  for (const line of [...lines.slice(0, MAX_ERROR_LINES), '']) {
    if (/^(\s+\S|[{}[\]]+,?$)/.test(line)) {
      block.push(line)
      continue
    }
    if (block.length > 0) blocks.push(isList(block) ? block.map(listItem).join('\n') : codeBlock(block))
    block = []
    if (line !== '') blocks.push(/^\(.*\)$/.test(line) ? `<sub>${prose(line)}</sub>` : prose(line))
  }
  return blocks.join('\n\n')
}

const LIST_ITEM = /^ {2}- /

function isList(lines: readonly string[]): boolean {
  return lines.every((line) => LIST_ITEM.test(line))
}

function listItem(line: string): string {
  return `- ${prose(line.replace(LIST_ITEM, ''))}`
}

/** With fewer bins than this a chart shows nothing. */
const MIN_BINS = 6
/** A green that is visible on white and on black. */
const CHART_LOOK = {
  themeVariables: { xyChart: { plotColorPalette: '#2da44e' } },
  xyChart: { width: 900, height: 240 },
}

function rateChart({ rates, elapsedMs }: SummaryFacts): string {
  const perSecond = ratesOf(rates, elapsedMs)
  if (perSecond.length < MIN_BINS) return ''
  const most = Math.max(...perSecond)
  const [unit, unitBytes] = most >= 1024 ** 2 ? (['MiB/s', 1024 ** 2] as const) : (['KiB/s', 1024] as const)
  const [time, timeMs] = elapsedMs >= 180_000 ? (['minutes', 60_000] as const) : (['seconds', 1000] as const)
  const points = perSecond.map((rate) => (rate / unitBytes).toFixed(2))
  const end = ((perSecond.length * rates.binMs) / timeMs).toFixed(1)
  const chart = [
    `%%{init: ${JSON.stringify(CHART_LOOK)}}%%`,
    'xychart-beta',
    `  x-axis "${time}" 0 --> ${end}`,
    `  y-axis "${unit}" 0 --> ${((Math.max(most, 1) * 1.1) / unitBytes).toFixed(2)}`,
    `  bar [${points.join(', ')}]`,
  ]
  return codeBlock(chart, 'mermaid')
}
