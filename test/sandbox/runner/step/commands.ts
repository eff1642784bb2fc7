/** One workflow command in a line of a step's output. */
export interface WorkflowCommand {
  /** As written; commands are compared without case. */
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

const known = [
  'stop-commands',
  'set-env',
  'set-output',
  'save-state',
  'add-mask',
  'add-path',
  'add-matcher',
  'remove-matcher',
  'debug',
  'notice',
  'warning',
  'error',
  'group',
  'endgroup',
  'echo',
]

/**
 * The command in a line, undefined if the runner would read the line as plain output.
 * Both of the runner's syntaxes are read: `::name key=value::data` at the start of the line (blanks before it are skipped),
 * and the old `##[name key=value;]data` anywhere in it. `resumeToken` counts as a command while commands are stopped.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function parseCommand(line: string, resumeToken?: string): WorkflowCommand | undefined {
  const names = resumeToken === undefined ? known : [...known, resumeToken.toLowerCase()]
  return parseColonSyntax(line.trimStart(), names) ?? parseBracketSyntax(line, names)
}

function parseColonSyntax(line: string, names: readonly string[]): WorkflowCommand | undefined {
  const match = /^::(.*?)::(.*)$/s.exec(line)
  if (!match) return undefined
  const { name, rest } = splitName(match[1] ?? '')
  if (!names.includes(name.toLowerCase())) return undefined
  const properties = parseProperties(rest.trim().split(','), colonPropertyEscapes)
  return { name, properties, data: unescapeAll(match[2] ?? '', colonDataEscapes) }
}

function parseBracketSyntax(line: string, names: readonly string[]): WorkflowCommand | undefined {
  const match = /##\[(.*?)\](.*)$/s.exec(line)
  if (!match) return undefined
  const { name, rest } = splitName(match[1] ?? '')
  if (!names.includes(name.toLowerCase())) return undefined
  const properties = parseProperties(rest.split(';'), bracketEscapes)
  return { name, properties, data: unescapeAll(match[2] ?? '', bracketEscapes) }
}

function splitName(info: string): { readonly name: string; readonly rest: string } {
  const space = info.indexOf(' ')
  return space < 0 ? { name: info, rest: '' } : { name: info.slice(0, space), rest: info.slice(space + 1) }
}

function parseProperties(pairs: readonly string[], escapes: Escapes): Record<string, string> {
  const properties: Record<string, string> = {}
  for (const pair of pairs) {
    const match = /^=*([^=]+)=(.+)$/s.exec(pair)
    if (match) properties[match[1] ?? ''] = unescapeAll(match[2] ?? '', escapes)
  }
  return properties
}

type Escapes = readonly (readonly [escaped: string, plain: string])[]

// The percent sign comes last, as in the runner: `%250A` becomes `%0A`, not a newline.
const colonDataEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const colonPropertyEscapes: Escapes = [['%3A', ':'], ['%2C', ','], ...colonDataEscapes]
const bracketEscapes: Escapes = [['%3B', ';'], ['%5D', ']'], ...colonDataEscapes]

function unescapeAll(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text)
}
