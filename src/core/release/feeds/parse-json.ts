/** Parses untrusted JSON. */

type ParsedJson =
  | { readonly kind: 'parsed'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly problem: string }

/** @returns the value of a JSON file, which may begin with a byte order mark. */
export function parseJson(text: string): ParsedJson {
  try {
    return { kind: 'parsed', value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { kind: 'unreadable', problem: `is not valid JSON (${(error as SyntaxError).message})` }
  }
}
