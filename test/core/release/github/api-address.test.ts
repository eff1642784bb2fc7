import { describe, expect, test } from 'vitest'
import { addressStep, apiUrlOf, mayCarryToken, redirectStep } from '../../../../src/core/release/github/api-address.ts'

const GITHUB = { serverUrl: 'https://github.com', apiUrl: 'https://api.github.com' }
const ENTERPRISE = { serverUrl: 'https://git.example.com', apiUrl: 'https://git.example.com/api/v3/' }

test("the API is that of the job's server, or github.com's from another server", () => {
  expect(apiUrlOf(undefined, GITHUB)).toBe('https://api.github.com')
  expect(apiUrlOf(undefined, ENTERPRISE)).toBe('https://git.example.com/api/v3')
  expect(apiUrlOf('git.example.com', ENTERPRISE)).toBe('https://git.example.com/api/v3')
  expect(apiUrlOf('github.com', ENTERPRISE)).toBe('https://api.github.com')
})

describe('the token', () => {
  test.for([
    ['https://api.github.com/repos/o/r', 'https://api.github.com', true],
    ['https://api.github.com:443/repos', 'https://api.github.com', true],
    ['http://127.0.0.1:81/repos', 'http://127.0.0.1:81', true],
    ['http://localhost:81/repos', 'http://localhost:81', true],
    ['http://[::1]:81/repos', 'http://[::1]:81', true],
    ['http://api.github.com/repos', 'http://api.github.com', false],
    ['https://api.github.com/repos', 'https://git.example.com/api/v3', false],
    ['https://api.github.com.evil.example/', 'https://api.github.com', false],
    ['https://api.github.com:444/', 'https://api.github.com', false],
    ['http://127.0.0.1:82/repos', 'http://127.0.0.1:81', false],
    ['http://127.0.0.1.evil.example/', 'http://127.0.0.1.evil.example', false],
    ['https://api.github.com/', 'nonsense', false],
  ] as const)('to %s with GITHUB_API_URL %s: %s', ([url, apiUrl, may]) => {
    expect(mayCarryToken(new URL(url), apiUrl)).toBe(may)
  })
})

describe('a redirect of the API', () => {
  const base = 'https://git.example.com/api/v3'
  const step = (status: number, location: string | undefined) =>
    redirectStep({ status, location, base, from: new URL(`${base}/repos/o/r/releases/assets/1`) })

  test('within the API is followed', () => {
    for (const status of [301, 307, 308])
      expect(step(status, `${base}/repositories/1/releases`)).toMatchObject({ kind: 'ask' })
    expect(step(301, '/api/v3/repositories/1')).toMatchObject({ kind: 'ask' })
  })

  test('to bytes is an address, wherever they are', () => {
    expect(step(302, 'https://media.example.com/x?sig=1')).toMatchObject({ kind: 'address' })
    expect(step(302, `${base}/storage/x?sig=1`)).toMatchObject({ kind: 'address' })
    expect(step(301, 'https://git.example.com/storage')).toMatchObject({ kind: 'address' })
  })

  test.for([
    undefined,
    'http://media.example.com/x?sig=secret',
    'https://u:p@media.example.com/secret',
    'file:///secret',
    'https://',
  ])('to %s is refused, and the error does not show the address', (location) => {
    const refused = step(302, location)
    expect(refused.kind).toBe('refused')
    expect(JSON.stringify(refused)).not.toMatch(/secret|media/)
  })

  test('from a server on this machine may lead to http', () => {
    expect(addressStep(new URL('http://127.0.0.1:2/x'), new URL('http://127.0.0.1:1/'))).toMatchObject({
      kind: 'address',
    })
  })
})
