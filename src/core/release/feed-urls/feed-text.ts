/** The bytes of a feed as text and back. Bytes that are not changed stay the same. */

type DecodedFeed =
  | {
      readonly kind: 'text'
      /** Including a byte order mark. */
      readonly text: string
      /** @returns the bytes of a text in the encoding that was read. */
      readonly encode: (text: string) => Uint8Array
    }
  | { readonly kind: 'unreadable'; readonly problem: string }

/** @returns the text of UTF-8, or of UTF-16 if there is a byte order mark of it. */
export function decodeFeed(bytes: Uint8Array): DecodedFeed {
  const encoding = encodingOf(bytes)
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
    return { kind: 'text', text, encode: (changed) => encode(changed, encoding) }
  } catch {
    return { kind: 'unreadable', problem: `is not valid ${encoding === 'utf-8' ? 'UTF-8' : 'UTF-16'}` }
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(index * 2, text.charCodeAt(index), encoding === 'utf-16le')
  return bytes
}
