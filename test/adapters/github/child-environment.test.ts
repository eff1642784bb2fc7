import { expect, test } from 'vitest'
import { childEnvironment } from '../../../src/adapters/github/child-environment.ts'

test('the cache’s process gets what it needs, and no secret of the step', () => {
  const needed = {
    Path: 'C:\\bin',
    ProgramFiles: 'C:\\Program Files',
    HOME: '/home/runner',
    NODE_COMPILE_CACHE: '/home/runner/compiled',
    ACTIONS_RUNTIME_TOKEN: 'runtime',
    ACTIONS_RESULTS_URL: 'https://results',
    ACTIONS_CACHE_SERVICE_V2: 'True',
    GITHUB_SERVER_URL: 'https://github.com',
    LC_ALL: 'C',
    NO_PROXY: 'localhost',
  }
  const secrets = {
    'INPUT_ACCESS-KEY-SECRET': 'fake',
    'INPUT_GITHUB-TOKEN': 'fake',
    OSS_ACCESS_KEY_SECRET: 'fake',
    OSS_SESSION_TOKEN: 'fake',
    ALIBABA_CLOUD_SECURITY_TOKEN: 'fake',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'fake',
    GITHUB_TOKEN: 'fake',
    NPM_AUTH: 'fake',
  }
  expect(childEnvironment({ ...needed, ...secrets })).toEqual(needed)
})

test('a proxy without a scheme gets one, which the toolkit needs', () => {
  const env = { HTTPS_PROXY: 'proxy.corp:3128', http_proxy: 'http://a:1', no_proxy: 'a.b' }
  expect(childEnvironment(env)).toEqual({ ...env, HTTPS_PROXY: 'http://proxy.corp:3128' })
})
