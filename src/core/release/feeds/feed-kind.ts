/** Which objects can be feeds of a known kind, by their names; their content decides afterwards. */
import { lastSegment } from '../../naming/object-key.ts'

/** The updater whose feed it is. */
export type FeedKind = 'electron-updater' | 'Tauri'

/** Files of one updater whose channel is any name: `latest.yml`, `beta-mac.yml`, `nightly-linux-arm64.yml`. */
const ELECTRON = /\.yml$/
const TAURI = /^latest[^/]*\.json$/

/** @returns the kind that an object of this key can be: any `.yml` of electron-updater, whose channels have any name, and `latest*.json` of Tauri; undefined for others. */
export function feedKindOf(key: string): FeedKind | undefined {
  const name = lastSegment(key)
  if (ELECTRON.test(name)) return 'electron-updater'
  return TAURI.test(name) ? 'Tauri' : undefined
}
