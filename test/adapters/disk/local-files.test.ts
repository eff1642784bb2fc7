import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLocalFiles } from '../../../src/adapters/disk/local-files.ts'
import { asActionError } from '../../../src/core/errors/errors.ts'
import type { LocalFiles, MatchOptions } from '../../../src/ports.ts'

let workspace: string
let files: Required<LocalFiles>

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'local-files-')))
  files = createLocalFiles({ workspace })
})

afterEach(() => rmSync(workspace, { recursive: true, force: true }))

function write(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(join(workspace, name, '..'), { recursive: true })
    writeFileSync(join(workspace, name), `content of ${name}`)
  }
}

type More = Partial<MatchOptions & MatchOptions['lines'][number]>
const { signal } = new AbortController()

async function match(pattern: string, { excludes = [], ...more }: More = {}, from = files) {
  const [matches] = await from.match({
    lines: [{ pattern: join(workspace, pattern), excludes }],
    includeHiddenFiles: false,
    followSymbolicLinks: true,
    signal,
    ...more,
  })
  if (matches === undefined) throw new Error('one line has one answer')
  return matches
}

async function names(pattern: string, more: More = {}): Promise<readonly string[]> {
  return (await match(pattern, more)).files.map(({ displayPath }) => displayPath)
}

describe('a match', () => {
  test('is a file, never a folder, and matches are sorted', async () => {
    write('dist/b.bin', 'dist/a.bin', 'dist/sub/c.bin')
    expect(await names('dist/**')).toEqual(['dist/a.bin', 'dist/b.bin', 'dist/sub/c.bin'])
  })

  test('has a path relative to the pattern and one relative to the workspace', async () => {
    write('dist/win/app.exe')
    const [file] = (await match('dist/**')).files
    expect(file).toMatchObject({
      path: join(workspace, 'dist/win/app.exe'),
      fromPatternRoot: 'win/app.exe',
      fromWorkspace: 'dist/win/app.exe',
      readable: true,
      stamp: { sizeBytes: 'content of dist/win/app.exe'.length },
    })
  })

  test('is neither excluded nor, by default, hidden', async () => {
    write('a.js', 'a.js.map', '.hidden')
    expect(await names('**', { excludes: [join(workspace, '**/*.map')] })).toEqual(['a.js'])
    expect(await names('**', { includeHiddenFiles: true })).toEqual(['.hidden', 'a.js', 'a.js.map'])
  })

  test('outside of the workspace is shown by its file name only', async () => {
    const inner = createLocalFiles({ workspace: join(workspace, 'repo') })
    write('out.bin')
    const { files: found } = await match('out.bin', {}, inner)
    expect(found).toMatchObject([{ displayPath: 'out.bin', fromWorkspace: undefined, fromPatternRoot: 'out.bin' }])
  })
})

describe.skipIf(process.platform === 'win32')('a symbolic link', () => {
  test('to a file is followed, and one that points nowhere is named', async () => {
    write('real.bin')
    symlinkSync('real.bin', join(workspace, 'link.bin'))
    symlinkSync('gone.bin', join(workspace, 'dangling.bin'))
    const found = await match('*.bin')
    expect(found.files.map(({ displayPath }) => displayPath)).toEqual(['link.bin', 'real.bin'])
    expect(found.danglingLinks).toEqual(['dangling.bin'])
  })

  test('that leads back to itself is an error', async () => {
    symlinkSync('circle.bin', join(workspace, 'circle.bin'))
    expect(await match('*.bin').catch(asActionError)).toMatchObject({ message: expect.stringContaining('circle.bin') })
  })

  test('is not a file where links are not followed', async () => {
    write('real.bin')
    symlinkSync('real.bin', join(workspace, 'link.bin'))
    expect(await names('*.bin', { followSymbolicLinks: false })).toEqual(['real.bin'])
  })
})

describe('the state of a file', () => {
  test('changes with its content', async () => {
    write('a.bin')
    const before = await files.stamp(join(workspace, 'a.bin'), signal)
    truncateSync(join(workspace, 'a.bin'), 3)
    expect(await files.stamp(join(workspace, 'a.bin'), signal)).not.toEqual(before)
  })

  test('that is gone is an error that says so', async () => {
    const error = await files.stamp(join(workspace, 'gone.bin'), signal).catch(asActionError)
    expect(error).toMatchObject({ code: 'file-gone', message: expect.stringContaining('gone.bin') })
  })

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'that may not be read is an error that says so',
    async () => {
      write('a.bin')
      chmodSync(join(workspace, 'a.bin'), 0)
      expect(await files.stamp(join(workspace, 'a.bin'), signal).catch(asActionError)).toMatchObject({
        code: 'file-unreadable',
      })
      expect((await match('a.bin')).files[0]?.readable).toBe(false)
    },
  )
})

describe('a range of bytes', () => {
  const content = 'content of a.bin'
  const body = (startBytes: number, endBytes: number) =>
    files.body({ path: join(workspace, 'a.bin'), startBytes, endBytes, signal })

  test('is read in slices, and ends at the end of the range', async () => {
    write('a.bin')
    const range = body(3, 9)
    const slice = new Uint8Array(4)
    expect(await range.read(slice)).toBe(4)
    expect(Buffer.from(slice).toString()).toBe(content.slice(3, 7))
    expect(await range.read(slice)).toBe(2)
    expect(await range.read(slice)).toBe(0)
    await range.close()
    await range.close()
    expect(range.sizeBytes).toBe(6)
  })

  test('of a file that became shorter is an error', async () => {
    write('a.bin')
    const range = body(0, content.length)
    truncateSync(join(workspace, 'a.bin'), 0)
    expect(await range.read(new Uint8Array(4)).catch(asActionError)).toMatchObject({ code: 'file-changed' })
    await range.close()
  })

  test('of a file that is gone, or of a folder, is an error', async () => {
    expect(await body(0, 5).read(new Uint8Array(4)).catch(asActionError)).toMatchObject({ code: 'file-gone' })
    const folder = files.body({ path: workspace, startBytes: 0, endBytes: 5, signal })
    expect(await folder.read(new Uint8Array(4)).catch(asActionError)).toMatchObject({ code: 'file-replaced' })
    await folder.close()
  })
})

describe('a small file is read at once', () => {
  const signal = new AbortController().signal

  test('with the state that it had after reading, on any thread', async () => {
    const path = join(workspace, 'small.txt')
    for (let turn = 0; turn < 8; turn += 1) {
      writeFileSync(path, `turn ${turn}`)
      const { bytes, stamp } = await files.whole({ path, sizeBytes: 6, signal })
      expect(Buffer.from(bytes).toString()).toBe(`turn ${turn}`)
      expect(stamp).toEqual(await files.stamp(path, signal))
    }
    await expect(files.whole({ path, sizeBytes: 7, signal })).rejects.toThrow('became shorter')
  })

  test('a missing file or a folder is an error that names it', async () => {
    const path = join(workspace, 'small.txt')
    for (let turn = 0; turn < 8; turn += 1) {
      writeFileSync(path, 'x')
      await files.whole({ path, sizeBytes: 1, signal })
    }
    rmSync(path)
    await expect(files.whole({ path, sizeBytes: 1, signal })).rejects.toThrow('no longer exists')
    mkdirSync(path)
    await expect(files.whole({ path, sizeBytes: 1, signal })).rejects.toThrow('no longer a regular file')
  })
})
