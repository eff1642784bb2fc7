/**
 * Matches texts against patterns with wildcards, in time proportional to text and pattern. A regular expression with several `*` tries
 *  every way to divide the text between them: half a minute for one long name.
 */

/** One element of a pattern. */
export type PatternStep =
  /** One character. */
  | { readonly kind: 'one'; readonly takes: (character: string) => boolean }
  /** Any number of characters, none included. */
  | { readonly kind: 'many'; readonly takes: (character: string) => boolean }
  | { readonly kind: 'either'; readonly choices: readonly (readonly PatternStep[])[] }

/** A state of the matcher, with the states that follow after a matching character, or without one. */
interface Place {
  readonly takes: ((character: string) => boolean) | undefined
  readonly next: readonly Place[]
}

const END: Place = { takes: undefined, next: [] }

/** @returns a matcher of whole texts; characters are code points. */
export function compileSteps(steps: readonly PatternStep[]): (text: string) => boolean {
  const start = placesOf(steps, [END])
  return (text) => {
    let places = reach(start)
    for (const character of text) {
      const after: Place[] = []
      for (const { takes, next } of places) if (takes?.(character)) after.push(...next)
      if (after.length === 0) return false
      places = reach(after)
    }
    return places.has(END)
  }
}

/** @returns the steps that match only this text. */
export function literalSteps(text: string): readonly PatternStep[] {
  return [...text].map((wanted) => ({ kind: 'one', takes: (character) => character === wanted }))
}

function placesOf(steps: readonly PatternStep[], after: readonly Place[]): readonly Place[] {
  return steps.reduceRight((next, step) => placesOfStep(step, next), after)
}

function placesOfStep(step: PatternStep, next: readonly Place[]): readonly Place[] {
  switch (step.kind) {
    case 'one':
      return [{ takes: step.takes, next }]
    case 'many': {
      const again: Place[] = [...next]
      again.push({ takes: step.takes, next: again })
      return again
    }
    case 'either': {
      const joint: readonly Place[] = [{ takes: undefined, next }]
      return step.choices.flatMap((choice) => placesOf(choice, joint))
    }
  }
}

/** @returns the states, and those that are reached from them without a character. */
function reach(from: readonly Place[]): ReadonlySet<Place> {
  const places = new Set(from)
  // Iterating over a set includes what is added meanwhile.
  for (const { takes, next } of places) if (takes === undefined) for (const place of next) places.add(place)
  return places
}
