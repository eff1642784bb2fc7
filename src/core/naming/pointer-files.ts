/** The default of `publish-last`, as action.yml has it: files that point to others, of common updaters and package indexes. */

const POINTER_FILES: readonly string[] = [
  // Feeds of updaters.
  ...[
    'latest*.yml',
    'beta*.yml',
    'alpha*.yml',
    'nightly*.yml',
    'dev*.yml',
    'latest*.json',
    'latest*.txt',
    'update.json',
  ],
  ...['appcast*.xml', '*.appinstaller', 'assets.*.json', 'releases.*.json', 'RELEASES*', 'VERSION'],
  // Indexes of charts and packages, and the files that list those.
  ...['index.yaml', 'repodata.json', 'repomd.xml', 'index.html'],
  // apt reads them in reverse order: InRelease has the checksums of the indexes.
  ...['Packages*', 'Release', 'Release.gpg', 'InRelease'],
]

/** @returns the patterns that the user wrote: most patterns of the default match nothing, which is not worth a warning. */
export function patternsOfUser(patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => !POINTER_FILES.includes(pattern))
}

/** @returns the default, in its order. */
export function pointerFiles(): readonly string[] {
  return POINTER_FILES
}
