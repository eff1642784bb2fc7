import { join } from 'node:path'

export const isWindows = process.platform === 'win32'

/** On Windows system tools are found only through the system's PATH; elsewhere the usual folders are enough. */
export const systemPath = isWindows
  ? (process.env.PATH ?? '')
  : ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':')

/** `RUNNER_OS` */
export function systemName(): string {
  switch (process.platform) {
    case 'win32':
      return 'Windows'
    case 'darwin':
      return 'macOS'
    default:
      return 'Linux'
  }
}

/** @returns the environment of every process of this machine, except PATH. */
export function systemEnvironment(folders: { readonly home: string; readonly temp: string }): Record<string, string> {
  const { home, temp } = folders
  if (!isWindows) return { HOME: home, TMPDIR: temp, LANG: 'C.UTF-8' }
  const kept = ['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'ProgramFiles', 'NUMBER_OF_PROCESSORS']
  return {
    ...Object.fromEntries(kept.map((name) => [name, process.env[name] ?? ''])),
    ...{ USERPROFILE: home, TEMP: temp, TMP: temp },
    ...{ APPDATA: join(home, 'AppData', 'Roaming'), LOCALAPPDATA: join(home, 'AppData', 'Local') },
  }
}
