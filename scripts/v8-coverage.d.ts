/** The package has no types of its own. https://github.com/bcoe/v8-coverage */
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

  /** @returns the sum of what was counted of one script in many processes; undefined of none. */
  export function mergeScriptCovs(scripts: ScriptCov[]): ScriptCov | undefined
}
