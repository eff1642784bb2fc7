/** What a search that follows links passes over in silence: links that point nowhere, and names that are no UTF-8. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What Node puts into a name in the place of bytes that are no UTF-8; the file is not found under it. */
export const REPLACEMENT = '\uFFFD'

/** @returns whether a link points nowhere, a circle of links included. */
export function pointsNowhere(link: string): boolean {
  try {
    return statSync(link, { throwIfNoEntry: false }) === undefined
  } catch {
    return true
  }
}

/**
 * @param mostEntries how many entries of folders are looked at
 * @returns false where it is sure that a search of these folders that follows links passes nothing over. Costs a small part of a search with patterns.
 */
export function mayPassOver(folders: readonly string[], mostEntries: number): boolean {
  const waiting = [...folders]
  let left = mostEntries
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = entriesOf(folder)
    if (entries === undefined) return true
    left -= entries.length
    if (left < 0) return true
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) waiting.push(path)
      else if (entry.name.includes(REPLACEMENT)) return true
      else if (entry.isSymbolicLink() && pointsNowhere(path)) return true
    }
  }
  return false
}

/** @returns undefined for what is no folder that can be read: a file, for instance, or a link. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return undefined
  }
}
