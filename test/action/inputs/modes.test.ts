/** Which inputs each kind of step takes. */
import { describe, expect, test } from 'vitest'
import { readActionManifest } from '../../../scripts/action-manifest.ts'
import { readInputs } from '../../../src/action/inputs/inputs.ts'
import { inputsOfSteps, STEPS, type StepKind, useOf } from '../../../src/action/inputs/modes.ts'

const { inputs } = readActionManifest()
const defaults = new Map(inputs.map((input) => [input.name, input.default ?? '']))

const KINDS: Readonly<Record<StepKind, Readonly<Record<string, string>>>> = {
  upload: { path: 'app.exe' },
  shard: { path: 'app.exe', shard: '0/2' },
  hold: { path: 'app.exe', publish: 'hold', 'hold-name': 'linux' },
  'publish-held': { 'publish-held': 'linux' },
  'abandon-held': { 'abandon-held': 'linux' },
}

const WRITTEN: Readonly<Record<string, string>> = {
  ...{ path: 'app.exe', layout: 'flat', 'if-no-files-found': 'warn', 'include-hidden-files': 'true' },
  ...{ 'follow-symbolic-links': 'false', 'part-size': '8MiB', shard: '0/2', publish: 'as-ready', 'hold-name': 'mac' },
  ...{ 'key-prefix': 'v1/', overwrite: 'never', headers: 'Cache-Control: no-cache', checksums: 'SHA256SUMS' },
  ...{ 'manifest-key': 'release.json', 'publish-last': 'feed.xml', version: '1.2.3', 'check-public': 'false' },
  ...{ 'cdn-refresh': 'cdn', 'public-url': 'https://x.example', 'signed-url-expires': '1h', resume: 'false' },
  ...{ 'checkpoint-dir': '/tmp/records', 'feed-urls': 'rewrite' },
}

/** @returns the inputs that the error names. */
function refused(values: Readonly<Record<string, string>>): readonly string[] {
  const all = {
    ...{ bucket: 'my-bucket', region: 'cn-hangzhou', 'access-key-id': 'LTAIfake', 'access-key-secret': 'not-a-secret' },
    ...values,
  }
  const source = {
    input: (name: string) => new Map(Object.entries(all)).get(name) ?? defaults.get(name)?.trim() ?? '',
    environment: () => '',
  }
  try {
    readInputs(source)
    return []
  } catch (error) {
    return [...String(error).matchAll(/`([\w-]+)`(?: \(`[^`]*`\))? conflicts with/g)].map(([, name = '']) => name)
  }
}

describe.each(STEPS)('a step that is %s', (step) => {
  test('accepts the defaults of action.yml', () => {
    expect(refused(KINDS[step])).toEqual([])
  })

  test.each(Object.entries(WRITTEN).filter(([name]) => !(name in KINDS[step])))(
    'accepts, ignores or refuses %s as the table says',
    (name, value) => {
      const isShare = step === 'upload' && name === 'shard'
      const expected = useOf(name, step) === 'refuses' ? [name] : []
      expect(refused({ ...KINDS[step], [name]: value })).toEqual(isShare ? [] : expected)
    },
  )
})

test('allow-older belongs to the step that publishes', () => {
  const older = { version: '1.2.3', 'allow-older': 'true' }
  expect(refused({ ...KINDS.hold, ...older })).toEqual(['allow-older'])
  expect(refused({ ...KINDS['publish-held'], ...older })).toEqual([])
})

test('inputs that are not in the table are accepted by every step', () => {
  expect(STEPS.map((step) => useOf('bucket', step))).toEqual(STEPS.map(() => 'takes'))
})

test('every input of the table is in action.yml', () => {
  const names = new Set(inputs.map(({ name }) => name))
  expect(inputsOfSteps().filter((name) => !names.has(name))).toEqual([])
  expect(inputsOfSteps().length).toBeGreaterThan(20)
})
