import { parseCommand, type WorkflowCommand } from './commands.ts'
import type { Masker } from './masker.ts'
import type { StepLog } from './step-log.ts'

/** An annotation of a run; masked. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: string
  readonly endLine?: string
  readonly col?: string
  readonly endColumn?: string
}

/** What a step has reported so far in its output and command files. */
export interface StepRecord {
  readonly annotations: Annotation[]
  /** Every workflow command that took effect, in order. */
  readonly commands: WorkflowCommand[]
  readonly outputs: Map<string, string>
  readonly state: Map<string, string>
  /** True once a command could not be processed: the step then fails, whatever its exit code. */
  failed: boolean
}

export function createStepRecord(): StepRecord {
  return { annotations: [], commands: [], outputs: new Map(), state: new Map(), failed: false }
}

/** A function that handles a step's output line by line like the runner. */
export function createLineHandler(ports: {
  readonly log: StepLog
  readonly masker: Masker
  readonly record: StepRecord
  /** ACTIONS_STEP_DEBUG: `::debug::` is shown. */
  readonly debug: boolean
}): (line: string) => void {
  const { log, record } = ports
  let resumeToken: string | undefined
  return (line) => {
    const command = parseCommand(line, resumeToken)
    if (!command) {
      log.write(line)
      return
    }
    const name = command.name.toLowerCase()
    if (resumeToken !== undefined) {
      if (name === resumeToken.toLowerCase()) resumeToken = undefined
      log.write(line)
      return
    }
    record.commands.push(command)
    if (name === 'stop-commands') {
      resumeToken = command.data
      log.write(line)
      return
    }
    obey(name, command, ports)
  }
}

type Ports = Parameters<typeof createLineHandler>[0]

function obey(name: string, command: WorkflowCommand, ports: Ports): void {
  const { log, masker, record, debug } = ports
  switch (name) {
    case 'add-mask':
      if (command.data.trim() === '') annotate({ level: 'warning', message: emptyMask }, ports)
      else masker.add(command.data)
      return
    case 'debug':
      if (debug) log.write(`##[debug]${command.data}`)
      return
    case 'error':
    case 'warning':
    case 'notice':
      annotate({ ...command.properties, level: name, message: command.data }, ports)
      return
    case 'group':
      log.write(`##[group]${command.data}`)
      return
    case 'endgroup':
      log.write('##[endgroup]')
      return
    case 'set-output':
      record.outputs.set(command.properties.name ?? '', command.data)
      return
    case 'save-state':
      record.state.set(command.properties.name ?? '', command.data)
      return
    case 'set-env':
    case 'add-path':
      record.failed = true
      annotate({ level: 'error', message: `Unable to process command '::${name}::' successfully.` }, ports)
      annotate({ level: 'error', message: `The \`${name}\` command is disabled.` }, ports)
      return
    default:
      // echo and problem matchers are accepted, and have no effect here.
      return
  }
}

const emptyMask = "Can't add secret mask for empty string in ##[add-mask] command."

/** Records an annotation and shows it in the log, both masked. */
export function annotate(
  annotation: Annotation,
  ports: { readonly log: StepLog; readonly masker: Masker; readonly record: StepRecord },
): void {
  const masked = Object.entries(annotation).map(([key, value]) => [key, ports.masker.mask(value)])
  ports.record.annotations.push(Object.fromEntries(masked) as Annotation)
  ports.log.write(`##[${annotation.level}]${annotation.message}`)
}
