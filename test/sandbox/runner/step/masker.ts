/** Replaces secrets by `***`, as the runner does in all its output. */
export interface Masker {
  /** Masks the value, each of its lines, and the encodings in which the runner expects secrets to turn up. */
  add(secret: string): void
  mask(text: string): string
  /** True if the text contains a secret: such an output is not passed to other jobs. */
  reveals(text: string): boolean
}

export function createMasker(): Masker {
  const values = new Set<string>()
  let longestFirst: readonly string[] = []
  const mask = (text: string): string => longestFirst.reduce((masked, value) => masked.replaceAll(value, '***'), text)
  return {
    add(secret) {
      for (const line of [secret, ...secret.split(/\r?\n/)]) {
        if (line.trim() === '') continue
        for (const form of formsOf(line)) values.add(form)
      }
      longestFirst = [...values].sort((a, b) => b.length - a.length)
    },
    mask,
    reveals: (text) => mask(text) !== text,
  }
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const forms = [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    secret.replace(/^"(.{6,})"$/s, '$1'),
    bytes.toString('base64'),
    ...[0, 1, 2].map((shift) => withoutPartialGroup(bytes.subarray(shift))),
  ]
  return forms.filter((form) => form.length >= Math.min(secret.length, 5))
}

/** Base64 of the part that has the same encoding whatever follows. */
function withoutPartialGroup(bytes: Buffer): string {
  return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64')
}
