/** Servers that speak OSS's protocol as rightly as the sandbox, and otherwise: nothing of the action hangs on one of them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AlteringProxy, type PassingAnswer, startAlteringProxy } from '../sandbox/net/altering-proxy.ts'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
let proxy: AlteringProxy | undefined
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  proxy?.close()
  await stage.close()
})

type Alter = (answer: PassingAnswer) => void

const isComplete = ({ method, url }: PassingAnswer) => method === 'POST' && url.includes('uploadId=')

function rename(change: (name: string) => string): Alter {
  return (answer) => {
    answer.headers = answer.headers.map(([name, value]) => [change(name), value])
  }
}

function drop(...names: readonly string[]): Alter {
  return (answer) => {
    answer.headers = answer.headers.filter(([name]) => !names.includes(name.toLowerCase()))
  }
}

function rewrite(pattern: RegExp, replacement: string): Alter {
  return (answer) => {
    answer.body = answer.body.replace(pattern, replacement)
  }
}

const etagsUnquoted: Alter = (answer) => {
  answer.headers = answer.headers.map(([name, value]) =>
    name === 'etag' ? [name, value.replaceAll('"', '').toLowerCase()] : [name, value],
  )
  answer.body = answer.body.replace(
    /<ETag>([^<]*)<\/ETag>/g,
    (_, etag: string) => `<ETag>${etag.replace(/&quot;|"/g, '').toLowerCase()}</ETag>`,
  )
}

const noCrc64: Alter = (answer) => {
  drop('x-oss-hash-crc64ecma')(answer)
  rewrite(/<HashCrc64ecma>[^<]*<\/HashCrc64ecma>/g, '')(answer)
}

/** ListParts gives one part, whatever was asked for, and does not say where the next page begins. */
const onePartAPage: Alter = (answer) => {
  if (!answer.body.includes('<ListPartsResult')) return
  const parts = answer.body.match(/<Part>.*?<\/Part>/gs) ?? []
  if (parts.length < 2) return
  answer.body = answer.body
    .replace(/<Part>.*<\/Part>/s, parts[0] ?? '')
    .replace(/<IsTruncated>false/, '<IsTruncated>true')
    .replace(/<NextPartNumberMarker>.*?<\/NextPartNumberMarker>/, '')
}

const SERVERS: Readonly<Record<string, Alter>> = {
  'writes ETags in lower case, without quotes': etagsUnquoted,
  'writes header names in upper case': rename((name) => name.toUpperCase()),
  'has no CRC64 of parts and small objects': (answer) => {
    if (answer.method === 'PUT') noCrc64(answer)
  },
  'has no CRC64 at all': noCrc64,
  'gives one part a page of ListParts': onePartAPage,
  'answers Complete without an ETag': (answer) => {
    if (!isComplete(answer)) return
    drop('etag')(answer)
    rewrite(/<ETag>.*?<\/ETag>/, '')(answer)
  },
  'answers Complete with nothing': (answer) => {
    if (isComplete(answer)) answer.body = ''
  },
  'answers in chunks': (answer) => {
    answer.chunked = true
  },
  'stands behind a proxy that says it changes answers': (answer) => {
    if (answer.status === 200) answer.status = 203
  },
  'ends every connection': (answer) => {
    answer.last = true
  },
  'writes its XML on many lines, with a namespace': (answer) => {
    rewrite(/<(\w+Result)>/, '<$1 xmlns="http://doc.oss-cn-hangzhou.aliyuncs.com">')(answer)
    rewrite(/></g, '>\n  <')(answer)
  },
  'writes space around every text of its XML': rewrite(/<(\w+)>([^<]+)<\/\1>/g, '<$1>\n    $2\n  </$1>'),
  'tells neither time nor request ID': drop('date', 'server', 'x-oss-request-id', 'x-oss-server-time'),
  'lists no parts': (answer) => {
    if (!answer.body.includes('<ListPartsResult')) return
    answer.status = 501
    answer.body = '<Error><Code>NotImplemented</Code></Error>'
  },
  'tells no size to HEAD': (answer) => {
    if (answer.method === 'HEAD') drop('content-length')(answer)
  },
}

describe.each(Object.entries(SERVERS))('a server that %s', (_, alter) => {
  test('works for a release and for a resumed upload', async () => {
    proxy = await startAlteringProxy(stage.oss.port, alter)
    const { endpoint } = proxy
    const runner = await stage.runner()
    const files = { 'dist/app.bin': bytesOf(350 * KIB), 'dist/notes.txt': 'hello', 'dist/empty': '' }
    writeFiles(runner.workspace, files)
    const inputs = stage.inputs({ path: 'dist/*', endpoint, 'part-size': '100KB', concurrency: '1' })
    stage.oss.faults.add({
      when: { operation: 'UploadPart', predicate: ({ partNumber }) => partNumber === 4 },
      action: { kind: 'answer', status: 403, code: 'AccessDenied' },
    })
    expect((await runner.run({ with: inputs })).conclusion).toBe('failure')
    expect(stage.oss.objects(BUCKET)).toEqual([])

    const result = await runner.run({ with: { ...inputs, path: `${inputs.path}\ndist/app.bin => latest.bin` } })
    expect(result.log).not.toContain('##[error]')
    expect(result.conclusion).toBe('success')
    expect(result.outputs['bytes-resumed']).toBe(String(300 * KIB))
    for (const { key, path } of JSON.parse(result.outputs.manifest ?? ''))
      expect(await stage.oss.objectBytes(BUCKET, key)).toEqual(Buffer.from(files[path as keyof typeof files]))
    expect(stage.oss.objects(BUCKET)).toHaveLength(4)
    expect(stage.oss.uploads(BUCKET)).toEqual([])
  })
})

test.each([
  ['has no CRC64', noCrc64],
  ['tells no size to HEAD', (answer: PassingAnswer) => answer.method === 'HEAD' && drop('content-length')(answer)],
])('the same small files are recognised on a server that %s', async (_, alter) => {
  proxy = await startAlteringProxy(stage.oss.port, alter)
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/notes.txt': 'hello', 'dist/empty': '' })
  const common = stage.inputs({ path: 'dist/*', endpoint: proxy.endpoint })
  await runner.run({ with: common })
  for (const overwrite of ['if-changed', 'never']) {
    const same = await runner.run({ with: { ...common, overwrite } })
    expect(same.log).not.toContain('##[error]')
    expect(same.outputs['files-unchanged']).toBe('2')
  }
  writeFiles(runner.workspace, { 'dist/notes.txt': 'howdy' })
  const changed = await runner.run({ with: { ...common, overwrite: 'if-changed' } })
  expect(changed.outputs['files-unchanged']).toBe('1')
  expect(await stage.oss.objectBytes(BUCKET, 'notes.txt')).toEqual(Buffer.from('howdy'))
})

test('an upload to a server without CRC64 is held, and published later', async () => {
  proxy = await startAlteringProxy(stage.oss.port, noCrc64)
  const { endpoint } = proxy
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(350 * KIB), 'notes.txt': 'hello' })
  const common = stage.inputs({ endpoint, 'part-size': '100KB' })
  const held = await runner.run({
    with: { ...common, path: 'app.bin\nnotes.txt', publish: 'hold', 'hold-name': 'leg' },
  })
  expect(held.conclusion).toBe('success')
  const result = await runner.run({ with: { ...common, 'publish-held': 'leg' } })
  expect(result.log).not.toContain('##[error]')
  expect(stage.oss.objects(BUCKET)).toHaveLength(2)
})
