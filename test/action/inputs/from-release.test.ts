import { describe, expect, test } from 'vitest'
import { readInputs } from '../../../src/action/inputs/inputs.ts'

const NEEDED = {
  ...{ bucket: 'my-bucket', region: 'cn-hangzhou', 'access-key-id': 'LTAIfake', 'access-key-secret': 'not-a-secret' },
}
const ENVIRONMENT = {
  GITHUB_SERVER_URL: 'https://git.example.com',
  GITHUB_API_URL: 'https://git.example.com/api/v3',
  GITHUB_REPOSITORY: 'octo/app',
}

function read(inputs: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = ENVIRONMENT) {
  const all: Readonly<Record<string, string>> = { ...NEEDED, ...inputs }
  return readInputs({ input: (name) => all[name] ?? '', environment: (name) => environment[name] ?? '' })
}

describe('from-release', () => {
  test('means all assets of a tag of this repository, through the API of this server', () => {
    const { fromRelease, path } = read({ 'from-release': 'web/app@1.2.3' })
    expect(fromRelease).toEqual({
      choice: { kind: 'tag', tag: 'web/app@1.2.3' },
      repository: { owner: 'octo', name: 'app' },
      serverUrl: 'https://git.example.com',
      apiUrl: 'https://git.example.com/api/v3',
      baseUrl: 'https://git.example.com/api/v3',
    })
    expect(path).toEqual([{ pattern: '*', mapping: undefined, excludes: [] }])
  })

  test('means a release page of another server, through the API of that server', () => {
    const { fromRelease } = read({ 'from-release': 'https://github.com/a/b/releases/latest' })
    expect(fromRelease).toMatchObject({ repository: { owner: 'a', name: 'b' }, baseUrl: 'https://api.github.com' })
  })

  test('keeps the URLs of feeds unless they are to be rewritten', () => {
    expect(read({ path: 'dist/*' }).feedUrls).toBe('keep')
    expect(read({ 'from-release': 'v1', 'feed-urls': 'rewrite' }).feedUrls).toBe('rewrite')
  })

  test('is undefined without the input', () => {
    expect(read({ path: 'dist/*' }).fromRelease).toBeUndefined()
  })

  test.each([
    [{ 'from-release': 'refs/tags/v1' }, 'is a ref'],
    [{ 'from-release': 'v1', path: 'dist/*.exe' }, "path: '*.exe'"],
    [{ 'from-release': 'v1', path: '*\n!docs/**' }, 'names a folder'],
    [{ 'from-release': 'v1', path: '# nothing' }, 'has no line that includes assets'],
    [{ path: 'a', 'feed-urls': 'rewrite' }, 'does nothing without `from-release`'],
    [
      { 'from-release': 'v1', 'feed-urls': 'rewrite', 'signed-url-expires': '1h' },
      'conflicts with `signed-url-expires`',
    ],
    [{ 'publish-held': 'linux', 'feed-urls': 'rewrite' }, '`feed-urls` conflicts with `publish-held`'],
    [{ 'from-release': 'v1', 'publish-held': 'linux' }, '`from-release` conflicts with `publish-held`'],
  ])('%o is wrong: %s', (inputs, problem) => {
    expect(() => read(inputs)).toThrow(
      expect.objectContaining({ code: 'bad-input', message: expect.any(String) }) as Error,
    )
    try {
      read(inputs)
    } catch (error) {
      const { message, remedy } = error as { readonly message: string; readonly remedy: string }
      expect(`${message}\n${remedy}`).toContain(problem)
    }
  })

  test('needs to know which repository this is', () => {
    expect(() => read({ 'from-release': 'v1' }, {})).toThrow('GITHUB_REPOSITORY does not say')
  })
})
