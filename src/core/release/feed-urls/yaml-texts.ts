/** The texts in a YAML file. */
import type { YamlCodec, YamlText } from '../feeds/yaml-codec.ts'
import type { TextsInFile } from './text-in-file.ts'

/** A URL of such characters needs no quotes anywhere. */
const PLAIN = /^[A-Za-z][\w:/.%~@+=&;-]*[\w/%~+=&;-]$/

/** @returns the texts that are values, not keys; a new text keeps the quotes of the old one. */
export function textsOfYaml(text: string, yaml: YamlCodec): TextsInFile {
  const parsed = yaml.parseYaml(text)
  if (parsed.kind === 'unreadable') return parsed
  const texts = parsed.texts.map(({ quotes, ...place }) => ({
    ...place,
    write: (value: string) => writeText(value, quotes),
  }))
  return { kind: 'texts', texts, isSigned: false }
}

function writeText(value: string, quotes: YamlText['quotes']): string {
  switch (quotes) {
    case 'double':
      return JSON.stringify(value)
    case 'single':
      return `'${value.replaceAll("'", "''")}'`
    case 'none':
      return PLAIN.test(value) ? value : writeText(value, 'single')
    case 'block':
      return value
  }
}
