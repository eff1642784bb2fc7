/** `overwrite: if-changed` where the bytes are the same, and the headers are not. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const FILES = { 'dist/big.bin': bytesOf(350 * KIB), 'dist/small.txt': 'small' }

async function publish(more: Readonly<Record<string, string>>) {
  const runner = await stage.runner()
  writeFiles(runner.workspace, FILES)
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', 'part-size': '100KB', ...more }) })
  expect(result.conclusion).toBe('success')
  return result
}

const sent = () =>
  stage.oss.requests.filter(({ operation }) => operation === 'PutObject' || operation === 'UploadPart').length

const BEFORE = 'Cache-Control: max-age=60\nContent-Language: de\nx-oss-object-acl: private\nx-oss-tagging: a=1'

test('new headers replace the old ones, nothing is sent, and ACL, tags and other headers are kept', async () => {
  await publish({ headers: BEFORE })
  const before = sent()
  const result = await publish({ overwrite: 'if-changed', headers: 'Cache-Control: no-cache' })
  expect(sent()).toBe(before)
  expect(result.outputs['files-unchanged']).toBe('2')
  for (const key of ['big.bin', 'small.txt']) {
    const object = stage.oss.object(BUCKET, key)
    expect(object?.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-language': 'de' })
    expect(object).toMatchObject({ acl: 'private', tags: { a: '1' } })
    expect(
      (await stage.oss.objectBytes(BUCKET, key))?.equals(Buffer.from(FILES[`dist/${key}` as keyof typeof FILES])),
    ).toBe(true)
  }
})

test('equal headers need no request', async () => {
  await publish({ headers: BEFORE })
  await publish({ overwrite: 'if-changed', headers: BEFORE })
  expect(stage.oss.requests.filter(({ operation }) => operation === 'CopyObject')).toEqual([])
})

test('if the ACL may not be read, the object keeps its headers, with a warning, and the manifest shows them', async () => {
  await publish({ headers: `${BEFORE}\nContent-Type: text/x-old` })
  stage.oss.setCredential({ ...SANDBOX_CREDENTIAL, allow: ['oss:PutObject', 'oss:GetObject'] })
  const result = await publish({ overwrite: 'if-changed', headers: 'Content-Type: text/x-new' })
  expect(stage.oss.object(BUCKET, 'small.txt')).toMatchObject({ acl: 'private', tags: { a: '1' } })
  const warnings = result.annotations.map(({ message }) => message).join('\n')
  expect(warnings).toContain('small.txt has the bytes of its file and keeps the headers that it has')
  expect(warnings).toContain('oss:GetObjectAcl')
  const manifest = JSON.parse(result.outputs.manifest ?? '') as readonly { readonly contentType: string }[]
  expect(manifest.map(({ contentType }) => contentType)).toEqual(['text/x-old', 'text/x-old'])
})
