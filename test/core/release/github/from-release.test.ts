import { describe, expect, test } from 'vitest'
import { parseFromRelease } from '../../../../src/core/release/github/from-release.ts'

const SERVER = 'https://github.com'
const ENTERPRISE = 'https://git.example.com'

describe('a tag', () => {
  test.for([
    'v1.2.3',
    '1.0',
    'web/app@1.2.3',
    '@scope/app@1.0.0',
    'Latest',
    'latest-1',
    'ünï',
    'a%2Fb',
    '#1',
    'v1+build',
  ])('is taken literally: %s', (tag) => {
    expect(parseFromRelease(tag, SERVER)).toEqual({ kind: 'here', choice: { kind: 'tag', tag } })
  })

  test.for([
    ['refs/tags/v1', /github\.ref_name/],
    ['refs/heads/main', /tag_name/],
    ['v 1', /tag_name/],
    ['v1..2', /tag_name/],
    ['v1*', /tag_name/],
    ['a//b', /tag_name/],
    ['/a', /tag_name/],
    ['a/', /tag_name/],
    ['-a', /tag_name/],
    ['.a', /tag_name/],
    ['a.lock', /tag_name/],
    ['a@{1}', /tag_name/],
    ['@', /tag_name/],
    ['v1\nv2', /tag_name/],
    ['github.com/o/r/releases/tag/v1', /https:\/\/github\.com\/o\/r\/releases\/tag\/v1/],
  ] as const)('cannot be %s, and the error says what to write', ([text, write]) => {
    expect(parseFromRelease(text, SERVER)).toMatchObject({ kind: 'problem', write: expect.stringMatching(write) })
  })
})

test('`latest` is a keyword', () => {
  expect(parseFromRelease('latest', SERVER)).toEqual({ kind: 'here', choice: { kind: 'latest', isWord: true } })
})

describe('the address of a release page', () => {
  const repository = { owner: 'o', name: 'r' }
  test.for([
    ['https://github.com/o/r/releases/tag/v1', 'v1'],
    ['https://github.com/o/r/releases/tag/web%2Fapp%401.2.3', 'web/app@1.2.3'],
    ['https://github.com/o/r/releases/tag/web/app@1.2.3', 'web/app@1.2.3'],
    ['https://github.com/o/r/releases/tag/latest', 'latest'],
    ['https://github.com/o/r/releases/tag/v1/', 'v1'],
    ['https://www.github.com/o/r/releases/tag/v1?expanded=true#notes', 'v1'],
    ['HTTPS://GitHub.com/o/r/releases/tag/v1', 'v1'],
  ] as const)('%s', ([text, tag]) => {
    const page = { kind: 'page', choice: { kind: 'tag', tag }, repository, host: 'github.com' }
    expect(parseFromRelease(text, SERVER)).toEqual(page)
  })

  test.for(['https://github.com/o/r/releases/latest', 'https://github.com/o/r/releases/latest/'])('%s', (text) => {
    const page = { kind: 'page', choice: { kind: 'latest', isWord: false }, repository, host: 'github.com' }
    expect(parseFromRelease(text, SERVER)).toEqual(page)
  })

  test('may be on the server of the job or on github.com, but nowhere else', () => {
    const page = (host: string) => parseFromRelease(`https://${host}/o/r/releases/tag/v1`, ENTERPRISE)
    expect(page('git.example.com')).toMatchObject({ kind: 'page', host: 'git.example.com' })
    expect(page('github.com')).toMatchObject({ kind: 'page', host: 'github.com' })
    expect(page('github.com.evil.example')).toMatchObject({ kind: 'problem' })
    expect(parseFromRelease('https://git.example.com/o/r/releases/tag/v1', SERVER)).toMatchObject({ kind: 'problem' })
  })

  test.for([
    ['https://github.com/o/r', 'https://github.com/o/r/releases/latest'],
    ['https://github.com/o/r/releases', 'https://github.com/o/r/releases/latest'],
    ['https://github.com/o/r/releases/download/v1%2B2/app.exe', 'https://github.com/o/r/releases/tag/v1%2B2'],
    ['https://github.com/o/r/tree/v1', 'https://github.com/o/r/releases/tag/v1'],
    ['https://github.com/o/r/releases/tag/%zz', 'https://github.com/o/r/releases/latest'],
    ['https://github.com/o/r/releases/tag/a%20b', 'https://github.com/o/r/releases/tag/v1.2.3'],
    ['https://github.com/a%2Fb/r/releases/latest', 'https://github.com/owner/repo/releases/tag/v1.2.3'],
    ['https://github.com/o/a%20b/releases/latest', 'https://github.com/owner/repo/releases/tag/v1.2.3'],
    ['https://github.com/', 'https://github.com/owner/repo/releases/tag/v1.2.3'],
    ['https://', 'https://github.com/owner/repo/releases/tag/v1.2.3'],
  ] as const)('is not %s, and the error says what to write', ([text, write]) => {
    expect(parseFromRelease(text, SERVER)).toMatchObject({ kind: 'problem', write: `from-release: ${write}` })
  })
})
