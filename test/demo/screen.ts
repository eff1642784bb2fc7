/** What the demo prints: chapters, paragraphs, tables, and a step's log as it grows. */
import type { Step } from '../sandbox/runner/runner.ts'

const WIDTH = 100
const isColoured = process.stdout.isTTY && process.env.NO_COLOR === undefined

export function say(line: string): void {
  console.log(line)
}

export function chapter(title: string): void {
  const rule = '─'.repeat(Math.max(3, WIDTH - title.length - 4))
  say(`\n${paint(1, `── ${title} ${rule}`)}\n`)
}

export function paragraph(...lines: readonly string[]): void {
  say(`\n${lines.map((line) => `  ${line}`).join('\n')}`)
}

/** Prints rows with their cells one below the other. */
export function table(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  for (const row of rows) say(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd())
}

const POLL_MS = 100

/** Prints the step's log line by line as it comes, without the runner's own heading; returns what prints the rest and stops. */
export function followLog(step: Step): () => void {
  let printed = 0
  let grouped = false
  const print = () => {
    const end = step.log.lastIndexOf('\n') + 1
    const lines = step.log.slice(printed, end).split('\n').slice(0, -1)
    printed = end
    for (const line of lines) {
      if (line.startsWith('##[endgroup]')) grouped = false
      else if (/^##\[group\]Run /.test(line)) grouped = true
      else if (!grouped) say(paint(2, `  │ ${readable(line)}`))
    }
  }
  const timer = setInterval(print, POLL_MS)
  return () => {
    clearInterval(timer)
    print()
  }
}

/** As GitHub's page shows it. */
function readable(line: string): string {
  return line.replace('##[group]', '▾ ').replace(/^##\[(\w+)\]/, '$1: ')
}

function paint(style: 1 | 2, text: string): string {
  return isColoured ? `\u001b[${style}m${text}\u001b[0m` : text
}
