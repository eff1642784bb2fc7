import { expect, test } from 'vitest'
import { formatRamPolicy, neededActions, policyNeeds, prefixOfVersions } from '../../../src/core/service/ram-policy.ts'

const nothing = policyNeeds({ keyPrefix: '', headers: [], overwrite: 'always' })

test('plain inputs need only permission to put objects', () => {
  expect(neededActions(nothing)).toEqual(['oss:PutObject'])
})

test.each([
  [{ 'x-oss-tagging': 'a=1' }, ['oss:PutObject', 'oss:PutObjectTagging']],
  [{ 'x-oss-object-acl': 'public-read' }, ['oss:PutObject', 'oss:PutObjectAcl']],
  [{ 'x-oss-server-side-encryption': 'KMS' }, ['kms:Decrypt', 'kms:GenerateDataKey', 'oss:PutObject']],
  [{ 'x-oss-server-side-encryption': 'AES256' }, ['oss:PutObject']],
])('the headers %j need %j', (headers, actions) => {
  expect(neededActions(policyNeeds({ keyPrefix: '', headers: [{}, headers], overwrite: 'always' }))).toEqual(actions)
})

test('comparing with existing objects needs permission to read', () => {
  for (const overwrite of ['never', 'if-changed'] as const) {
    expect(neededActions(policyNeeds({ keyPrefix: '', headers: [], overwrite }))).toContain('oss:GetObject')
  }
})

test('the denied action is included, unless it is not a RAM action', () => {
  expect(neededActions(nothing, 'oss:ListParts')).toEqual(['oss:ListParts', 'oss:PutObject'])
  expect(neededActions(nothing, 'oss:PutObject')).toEqual(['oss:PutObject'])
  expect(neededActions(nothing, '"}], "evil": ["*"')).toEqual(['oss:PutObject'])
})

test('the policy names bucket and prefix, and KMS keys in another statement', () => {
  const actions = ['kms:Decrypt', 'oss:PutObject']
  expect(JSON.parse(formatRamPolicy({ bucket: 'my-bucket', keyPrefix: 'downloads/', actions }))).toEqual({
    Version: '1',
    Statement: [
      { Effect: 'Allow', Action: ['oss:PutObject'], Resource: ['acs:oss:*:*:my-bucket/downloads/*'] },
      { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: ['acs:kms:*:*:key/*'] },
    ],
  })
})

test.each([
  ['downloads/v1.2.3/', 'downloads/'],
  ['v1/', 'v'],
  ['1.2.3/', '1.2.3/'],
  ['downloads/1.2.3-beta.1/win/', 'downloads/'],
  ['downloads/', 'downloads/'],
  ['downloads/app-', 'downloads/app-'],
  ['nightly/2026-11-26/', 'nightly/'],
  ['', ''],
])('a policy for %s covers all versions: %s', (keyPrefix, covered) => {
  expect(prefixOfVersions(keyPrefix)).toBe(covered)
})
