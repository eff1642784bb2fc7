/** Warns if the names in a feed do not show for which architecture a file is. */
import { singleLine } from '../../text/text.ts'
import { fieldOf, type PlainObject } from './plain-value.ts'

const ARCHITECTURE = /arm64|ia32|x64/

/**
 * electron-updater on Windows takes the first installer whose name has the reader's architecture in it, else the first of all.
 * Source: https://github.com/electron-userland/electron-builder/blob/master/packages/electron-updater/src/providers/Provider.ts
 * @param fields of a feed of electron-updater
 * @returns a warning if an installer without an architecture in its name comes after another one, so that no reader uses it; else undefined
 */
export function formatArchitectureNote(key: string, fields: PlainObject): string | undefined {
  const files = fieldOf(fields, 'files') as readonly PlainObject[]
  const installers = files.map((file) => String(fieldOf(file, 'url'))).filter((url) => /\.exe$/i.test(url))
  const [first, ...others] = installers
  if (first === undefined || !ARCHITECTURE.test(first)) return undefined
  const hidden = others.find((url) => !ARCHITECTURE.test(url))
  if (hidden === undefined) return undefined
  const [name, taken, missed] = [key, first, hidden].map((text) => `\`${singleLine(text, 120)}\``)
  return `In ${name}, ${taken} comes before ${missed}, whose name has no architecture: electron-updater uses the former even if the latter is meant. Put the job of the latter first, or \`\${arch}\` into \`artifactName\`.`
}
