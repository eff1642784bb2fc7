/** What is sent so that an object keeps all that this step does not set. */
import { describe, expect, test } from 'vitest'
import { planHeaders } from '../../../src/core/plan/replace-headers.ts'

const NOTHING = { acl: 'default', tags: '' }
const plan = (more: Partial<Parameters<typeof planHeaders>[0]>) =>
  planHeaders({ wanted: { 'cache-control': 'no-cache' }, told: {}, properties: NOTHING, sizeBytes: 1, ...more })

describe('headers are replaced', () => {
  test('with those that the step sets, and all others that the object has', () => {
    const told = {
      ...{ 'cache-control': 'max-age=1', 'content-language': 'de', 'x-oss-meta-a': 'b', 'x-oss-storage-class': 'IA' },
      ...{ etag: '"E"', 'content-length': '1', 'x-oss-request-id': 'R', 'x-oss-server-side-encryption': 'AES256' },
    }
    expect(plan({ told, properties: { acl: 'private', tags: 'a=1' } })).toEqual({
      kind: 'replace',
      headers: {
        ...{ 'cache-control': 'no-cache', 'content-language': 'de', 'x-oss-meta-a': 'b', 'x-oss-storage-class': 'IA' },
        ...{ 'x-oss-server-side-encryption': 'AES256', 'x-oss-object-acl': 'private', 'x-oss-tagging': 'a=1' },
      },
    })
  })

  test('without ACL and tags if the object has none of its own', () => {
    expect(plan({})).toEqual({ kind: 'replace', headers: { 'cache-control': 'no-cache' } })
  })

  test('also if the credentials may not read the properties that the step sets', () => {
    const wanted = { 'x-oss-object-acl': 'private', 'x-oss-tagging': 'a=1' }
    const told = { 'x-oss-tagging-count': '3' }
    expect(plan({ wanted, told, properties: { acl: undefined, tags: undefined } })).toMatchObject({ headers: wanted })
  })
})

test.each([
  ['its ACL may not be asked for', { properties: { acl: undefined, tags: '' } }, 'oss:GetObjectAcl'],
  [
    'it has tags that may not be asked for',
    { told: { 'x-oss-tagging-count': '1' }, properties: { acl: 'default', tags: undefined } },
    'oss:GetObjectTagging',
  ],
  ['it is archived', { told: { 'x-oss-storage-class': 'ColdArchive' } }, 'restored first'],
  [
    'its class would change and it is larger than 1 GiB',
    { wanted: { 'x-oss-storage-class': 'IA' }, told: { 'x-oss-storage-class': 'Standard' }, sizeBytes: 2 * 1024 ** 3 },
    '1 GiB',
  ],
])('an object keeps its headers if %s', (_, more, reason) => {
  expect(plan(more)).toMatchObject({ kind: 'keep', reason: expect.stringContaining(reason) })
})
