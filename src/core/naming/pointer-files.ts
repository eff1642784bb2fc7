/** The default of `publish-last`, as action.yml has it: files that point to others, of the updaters and package indexes that are in use. */

const POINTER_FILES: readonly string[] = [
  ...['latest*.yml', 'beta*.yml', 'alpha*.yml', 'latest*.json', 'appcast*.xml', 'RELEASES', 'releases.*.json'],
  ...['index.html'],
]

/** @returns the patterns that the user wrote: those of the default match nothing in most releases, and nobody wants to be told. */
export function patternsOfUser(patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => !POINTER_FILES.includes(pattern))
}

/** @returns the default, in its order. */
export function pointerFiles(): readonly string[] {
  return POINTER_FILES
}
