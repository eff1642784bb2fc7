/** Symbolic links that point nowhere. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

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
 * @returns false where it is sure that no link below these folders points nowhere. Costs a small part of a search with patterns.
 */
export function mayHaveDanglingLinks(folders: readonly string[], mostEntries: number): boolean {
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
