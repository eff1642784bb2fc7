/** Which file of a feed a reader takes, where the names do not tell. */
import { singleLine } from '../../text/text.ts'
import { fieldOf, type PlainObject } from './plain-value.ts'

const ARCHITECTURE = /arm64|ia32|x64/

/**
 * electron-updater on Windows takes the first installer whose name has the reader's architecture in it, else the first of all.
 * Source: https://github.com/electron-userland/electron-builder/blob/master/packages/electron-updater/src/providers/Provider.ts
 * @param fields of a feed of electron-updater
 * @returns a warning where an installer whose name has no architecture stands behind one that has, hence is taken by nobody; else undefined
 */
export function formatArchitectureNote(key: string, fields: PlainObject): string | undefined {
  const files = fieldOf(fields, 'files') as readonly PlainObject[]
  const installers = files.map((file) => String(fieldOf(file, 'url'))).filter((url) => /\.exe$/i.test(url))
  const [first, ...others] = installers
  if (first === undefined || !ARCHITECTURE.test(first)) return undefined
  const hidden = others.find((url) => !ARCHITECTURE.test(url))
  if (hidden === undefined) return undefined
  const [name, taken, missed] = [key, first, hidden].map((text) => `\`${singleLine(text, 120)}\``)
  return `In ${name}, ${taken} comes before ${missed}, whose name has no architecture: electron-updater will take the former also where the latter is meant. Put the job of the latter first, or \`\${arch}\` into \`artifactName\`.`
}
