/** Node's own warnings. */

/** Keeps the one deprecation that ali-oss causes (url.parse) from every user's log; all others are shown. */
export function filterWarnings(): void {
  const emit = process.emitWarning.bind(process)
  process.emitWarning = ((warning: string | Error, ...rest: readonly unknown[]) => {
    const code =
      typeof rest[0] === 'object' && rest[0] !== null ? (rest[0] as { readonly code?: unknown }).code : rest[1]
    if (code === 'DEP0169') return
    Reflect.apply(emit, process, [warning, ...rest])
  }) as typeof process.emitWarning
}
