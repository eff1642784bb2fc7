/** What jobs are told. */
import { expect, test } from 'vitest'
import { readInputs } from '../../../src/action/inputs/inputs.ts'
import { heldSettingsOf, holdSettingsOf, uploadSettingsOf } from '../../../src/action/inputs/settings.ts'

const VALUES: Readonly<Record<string, string>> = {
  ...{ path: 'dist/*.exe', bucket: 'my-bucket', region: 'cn-hangzhou', publish: 'hold', 'hold-name': 'linux' },
  ...{ 'access-key-id': 'LTAIfake', 'access-key-secret': 'not-a-secret', 'security-token': 'not-a-token' },
}

test('no credential can be reached from the settings of any job', () => {
  const inputs = readInputs({ input: (name) => VALUES[name] ?? '', environment: () => '' })
  const run = { id: '1', attempt: '1' }
  const sha256Of = (text: string) => `hash of ${text.length} characters`
  const text = JSON.stringify([
    uploadSettingsOf(inputs),
    holdSettingsOf(inputs, { name: 'linux', run, job: 'job', isJobKnown: true }),
    heldSettingsOf(inputs, { sources: [], run, sha256Of }),
  ])
  expect(text).toContain('dist/*.exe')
  for (const secret of ['LTAIfake', 'not-a-secret', 'not-a-token']) expect(text).not.toContain(secret)
})
