/** What octokit makes of a wrong environment while it is loaded, which only a process of its own can show. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const ADDRESS = new URL('../../../src/adapters/', import.meta.url)
const SCRIPT = `
  import { loadReleaseSource } from '${ADDRESS}releases/load-releases.ts'
  import { systemClock } from '${ADDRESS}process/clock.ts'
  const base = 'https://api.github.com'
  const at = { repository: { owner: 'o', name: 'r' }, baseUrl: base, apiUrl: base, serverUrl: 'https://github.com' }
  const options = { ...at, token: 't', env: {}, clock: systemClock, giveUpAfterMs: 1, onWait() {} }
  const loaded = loadReleaseSource(options)
  loaded.then((source) => console.log(source.repository), ({ code, message, cause }) => console.log(code, message, cause))
`

async function load(change: Record<string, string>): Promise<string> {
  const { HTTPS_PROXY: _, https_proxy: __, GITHUB_API_URL: ___, GITHUB_EVENT_PATH: ____, ...env } = process.env
  const options = { env: { ...env, ...change } }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT], options)
  return `${stdout}${stderr}`
}

test('octokit starts where nothing is wrong', async () => {
  expect(await load({})).toBe('o/r\n')
})

test.for([
  { HTTPS_PROXY: '://me:hiddenpassword@proxy' },
  { HTTPS_PROXY: 'socks5://me:hiddenpassword@proxy:1' },
  { GITHUB_API_URL: 'nonsense' },
])('a variable that it does not know is an error with a remedy, and without its value: %o', async (change) => {
  const shown = await load(change)
  expect(shown).toMatch(/^github-environment GitHub's client cannot start .* undefined\n$/)
  expect(shown).not.toContain('hiddenpassword')
})
