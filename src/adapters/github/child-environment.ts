/** What the cache's process, and with it tar and zstd, is told of this one's environment: no key, no token but the cache's own. */

const NEEDED = new Set([
  // Where programs, temporary files and a home are.
  ...[
    'PATH',
    'PATHEXT',
    'HOME',
    'USERPROFILE',
    'TMPDIR',
    'TEMP',
    'TMP',
    'LANG',
    'LD_LIBRARY_PATH',
    'DYLD_LIBRARY_PATH',
  ],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PROGRAMFILES', 'PROGRAMFILES(X86)', 'PROGRAMDATA'],
  ...['LOCALAPPDATA', 'APPDATA', 'PROCESSOR_ARCHITECTURE'],
  // What @actions/cache reads. Its token is for the cache service alone.
  ...['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_RESULTS_URL', 'ACTIONS_ORCHESTRATION_ID', 'GITHUB_SERVER_URL'],
  ...['RUNNER_OS', 'RUNNER_ARCH', 'RUNNER_DEBUG', 'SEGMENT_DOWNLOAD_TIMEOUT_MINS'],
  // How its service is reached and known.
  ...[
    'NODE_EXTRA_CA_CERTS',
    'NODE_USE_SYSTEM_CA',
    'NODE_OPTIONS',
    'NODE_COMPILE_CACHE',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
  ],
])
const CACHE = /^ACTIONS_CACHE_/
const LOCALE = /^LC_/
const PROXY = /^(https?_proxy|no_proxy)$/i

/** @returns the variables that the child is given. A proxy without a scheme, which the toolkit would misread, gets one. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const pairs = Object.entries(env).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (PROXY.test(name)) return [[name, withScheme(name, value)] as const]
    const upper = name.toUpperCase()
    return NEEDED.has(upper) || CACHE.test(upper) || LOCALE.test(upper) ? [[name, value] as const] : []
  })
  return Object.fromEntries(pairs)
}

function withScheme(name: string, value: string): string {
  return /^no/i.test(name) || value === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
}
