/** A text of a file, its position, and how another text is written in its place. */
export interface TextInFile {
  /** The text without quotes and escapes. */
  readonly value: string
  /** Its source: half open, including quotes if `write` writes them. */
  readonly start: number
  readonly end: number
  /** @returns the source of another text at this position. */
  readonly write: (value: string) => string
}

/** The texts of a file that are values, in the order of the file; or why they are unknown: `problem` continues the file's name. */
export type TextsInFile =
  | {
      readonly kind: 'texts'
      readonly texts: readonly TextInFile[]
      /** Whether the file has a signature over all of it, which any change would break. */
      readonly isSigned: boolean
    }
  | { readonly kind: 'unreadable'; readonly problem: string }
