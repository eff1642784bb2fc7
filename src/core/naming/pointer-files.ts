/** The default of `publish-last`, as action.yml has it: files that point to others, of the updaters and package indexes that are in use. */

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
  // Indexes of charts and packages, and what lists them.
  ...['index.yaml', 'repodata.json', 'repomd.xml', 'index.html'],
  // apt reads them the other way round: InRelease names the sums of Release's indexes.
  ...['Packages*', 'Release', 'Release.gpg', 'InRelease'],
]

/** @returns the patterns that the user wrote: those of the default match nothing in most releases, and nobody wants to be told. */
export function patternsOfUser(patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => !POINTER_FILES.includes(pattern))
}

/** @returns the default, in its order. */
export function pointerFiles(): readonly string[] {
  return POINTER_FILES
}
