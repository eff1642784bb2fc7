/** The package has no types. https://github.com/bcoe/v8-coverage */
declare module '@bcoe/v8-coverage' {
  /** As the inspector's Profiler.ScriptCoverage. */
  export interface ScriptCov {
    readonly scriptId: string
    readonly url: string
    readonly functions: readonly {
      readonly functionName: string
      readonly isBlockCoverage: boolean
      readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[]
    }[]
  }

  /** @returns the sum of the counts of one script in many processes; undefined for an empty list. */
  export function mergeScriptCovs(scripts: ScriptCov[]): ScriptCov | undefined
}
