/** What a campaign did, as a Markdown table. */
import type { RoundReport } from './run-round.ts'

/** @returns counts of rounds, ends, faults and bytes. */
export function formatTable(reports: readonly RoundReport[]): string {
  const sum = (pick: (report: RoundReport) => number): number =>
    reports.reduce((total, report) => total + pick(report), 0)
  const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`
  const rows: readonly (readonly [string, string | number])[] = [
    ['seeds', `${reports[0]?.seed ?? ''} to ${reports.at(-1)?.seed ?? ''}`],
    ['rounds', reports.length],
    ['files', sum(({ files }) => files)],
    ['attempts', sum(({ attempts }) => attempts)],
    ...counted(
      'ended by',
      reports.flatMap(({ ends }) => ends),
    ),
    ...counted(
      'struck by',
      reports.flatMap(({ faults }) => faults),
    ),
    ['uploads ended and parts changed behind its back', sum(({ events }) => events)],
    ['bytes of all files', mebibytes(sum(({ sizeBytes }) => sizeBytes))],
    ['bytes that the server received', mebibytes(sum(({ sentBytes }) => sentBytes))],
    ['of these in requests that were cut off or refused', mebibytes(sum(({ excusedBytes }) => excusedBytes))],
    ['uploads left open (Initiate or record cut off)', sum(({ leftOpen }) => leftOpen)],
    ['**violations**', sum(({ violations }) => violations.length)],
  ]
  return ['| | |', '| --- | ---: |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

function counted(prefix: string, names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort(([, left], [, right]) => right - left).map(([name, count]) => [`${prefix} ${name}`, count])
}
