/** The contexts that `${{ }}` may look into: names → values, nested. */
export interface Contexts {
  readonly [name: string]: string | Contexts | undefined
}

/** Status of the job when a condition is evaluated. */
export type JobStatus = 'success' | 'failure' | 'cancelled'

/**
 * The text with each `${{ }}` replaced by its value; unknown names are empty.
 * Supports property paths, string literals and `toJSON` of a path, joined by `||`; throws for anything else, instead of guessing.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function evaluateTemplate(template: string, contexts: Contexts): string {
  return template.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => {
    for (const operand of expression.split('||')) {
      const value = evaluateOperand(operand.trim(), contexts)
      if (value !== '') return value
    }
    return ''
  })
}

/** Whether a condition of status functions holds: `always()`, `success()`, `failure()`, `cancelled()`, with `!`, `&&`, `||`. */
export function evaluateCondition(condition: string, status: JobStatus): boolean {
  const bare = condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1')
  return bare.split('||').some((all) => all.split('&&').every((term) => evaluateTerm(term.trim(), status)))
}

function evaluateOperand(operand: string, contexts: Contexts): string {
  const literal = /^'((?:[^']|'')*)'$/.exec(operand)
  if (literal) return (literal[1] ?? '').replaceAll("''", "'")
  const json = /^toJSON\((.*)\)$/i.exec(operand)
  if (json) return JSON.stringify(lookUp((json[1] ?? '').trim(), contexts) ?? null, null, 2)
  const value = lookUp(operand, contexts)
  return typeof value === 'string' ? value : ''
}

function lookUp(operand: string, contexts: Contexts): string | Contexts | undefined {
  if (!/^[a-z_][\w-]*(\.[\w-]+)*$/i.test(operand)) throw new Error(`the sandbox cannot evaluate '${operand}'`)
  let value: string | Contexts | undefined = contexts
  for (const name of operand.split('.')) {
    if (value === undefined || typeof value === 'string') return undefined
    value = value[name]
  }
  return value
}

function evaluateTerm(term: string, status: JobStatus): boolean {
  if (term.startsWith('!')) return !evaluateTerm(term.slice(1).trim(), status)
  switch (term) {
    case 'always()':
      return true
    case 'success()':
    case 'failure()':
    case 'cancelled()':
      return term === `${status}()`
    default:
      throw new Error(`the sandbox cannot evaluate the condition '${term}'`)
  }
}
