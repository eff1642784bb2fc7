/** Claims of the demo, collected so that all that do not hold are told at the end. */
export function createClaims(): {
  readonly claim: (text: string, holds: boolean) => void
  readonly failures: () => readonly string[]
} {
  const failed: string[] = []
  return {
    claim(text, holds) {
      if (!holds) failed.push(text)
    },
    failures: () => failed,
  }
}
