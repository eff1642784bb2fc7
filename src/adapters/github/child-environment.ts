/** The environment of the cache's process, and so of tar and zstd: no key, and no token but the cache's. */

const NEEDED = new Set([
  // The folders of programs, temporary files and the user.
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
  // What @actions/cache reads. Its token is only for the cache service.
  ...['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_RESULTS_URL', 'ACTIONS_ORCHESTRATION_ID', 'GITHUB_SERVER_URL'],
  ...['RUNNER_OS', 'RUNNER_ARCH', 'RUNNER_DEBUG', 'SEGMENT_DOWNLOAD_TIMEOUT_MINS'],
  // How its service is reached and trusted.
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

/** @returns the variables for the child. A proxy without a scheme, which the toolkit would misread, gets one. */
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
