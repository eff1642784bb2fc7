/** What the feeds need of YAML; core/ knows no package, so an adapter brings it. */

/** A text inside a file, and where its source stands: from the first character of the quotes or of the text to behind the last one. */
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
  /** @returns the value as a file that readers of YAML 1.1 and of YAML 1.2 read alike, always the same for one value. */
  readonly stringifyYaml: (value: unknown) => string
}
