/** Which objects can be feeds with URLs in them, by their names. */
import { lastSegment } from '../../naming/object-key.ts'

export type FeedForm = 'json' | 'yaml' | 'xml'

/** Of Tauri, electron-updater, Sparkle and App Installer. */
const FORMS: readonly (readonly [RegExp, FeedForm])[] = [
  [/^latest[^/]*\.json$/i, 'json'],
  [/^latest[^/]*\.ya?ml$/i, 'yaml'],
  [/^appcast[^/]*\.xml$/i, 'xml'],
  [/\.appinstaller$/i, 'xml'],
]

/** @returns the format of the feed with this name or key; undefined if it is not a feed. */
export function feedFormOf(key: string): FeedForm | undefined {
  const name = lastSegment(key)
  return FORMS.find(([pattern]) => pattern.test(name))?.[1]
}
