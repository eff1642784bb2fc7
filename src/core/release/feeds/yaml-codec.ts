/** The YAML functions that feeds need; core/ uses no package, so an adapter provides them. */

/** A text inside a file, and the position of its source: from the first character of the quotes or the text to after the last one. */
export interface YamlText {
  readonly value: string
  readonly start: number
  readonly end: number
  /** `block`: only the text, without the indicator before it. */
  readonly quotes: 'none' | 'single' | 'double' | 'block'
}

export type ParsedYaml =
  | { readonly kind: 'parsed'; readonly value: unknown; readonly texts: readonly YamlText[] }
  | { readonly kind: 'unreadable'; readonly problem: string }

export interface YamlCodec {
  /**
   * @returns the one document of a file, and its texts that are values (not keys), in the order of the file; or why it cannot be read.
   *   Larger than 1 MiB, aliases, tags, merge keys and keys that are given twice are refused.
   */
  readonly parseYaml: (text: string) => ParsedYaml
  /** @returns the value as a file with the same meaning in YAML 1.1 and 1.2, always the same for the same value. */
  readonly stringifyYaml: (value: unknown) => string
}
