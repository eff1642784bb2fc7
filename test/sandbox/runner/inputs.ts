import { type Contexts, evaluateTemplate } from './expressions.ts'
import type { ActionManifest } from './manifest.ts'

/** The result of a step's `with`: the inputs as the action gets them, and the runner's warnings. */
export interface ResolvedInputs {
  readonly values: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
}

/** `with` and the action's defaults, evaluated. The runner does not check required inputs. */
export function resolveInputs(
  manifest: ActionManifest,
  given: Readonly<Record<string, string>>,
  contexts: Contexts,
): ResolvedInputs {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) values[name] = evaluateTemplate(value, contexts)
  const givenNames = new Set(Object.keys(given).map((name) => name.toLowerCase()))
  const warnings: string[] = []
  for (const input of manifest.inputs) {
    if (!givenNames.has(input.name.toLowerCase())) values[input.name] = evaluateTemplate(input.default ?? '', contexts)
    else if (input.deprecationMessage !== undefined)
      warnings.push(`Input '${input.name}' has been deprecated with message: ${input.deprecationMessage}`)
  }
  const valid = manifest.inputs.map((input) => input.name)
  const unexpected = Object.keys(given).filter(
    (name) => !valid.some((each) => each.toLowerCase() === name.toLowerCase()),
  )
  if (unexpected.length > 0)
    warnings.push(`Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid.join("', '")}']`)
  return { values, warnings }
}

/** The environment variables of inputs: blanks become underscores, letters upper case, dashes stay. */
export function inputEnvironment(values: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(values).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ])
  return Object.fromEntries(named)
}
