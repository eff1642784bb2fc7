/** What is wrong with a step is told at once, all together, with what to write, before anything is sent. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function logOf(inputs: Readonly<Record<string, string>>): Promise<string> {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a/app.exe': 'a', 'b/app.exe': 'b', 'b/notes.txt': 'n' })
  const result = await runner.run({ with: stage.inputs(inputs) })
  expect(result.conclusion).toBe('failure')
  expect(stage.oss.requests).toEqual([])
  return result.log
}

test('every input that is wrong is named, with the YAML that is meant', async () => {
  const log = await logOf({
    path: '!b/*\na/app.exe =>',
    bucket: 'oss://my-files/dir',
    region: 'oss-cn-beijing.aliyuncs.com',
    endpoint: 'https://oss-cn-beijing.aliyuncs.com/dir',
    cname: 'yes',
    'part-size': '50KB',
    'give-up-after': 'soon',
  })
  expect(log).toContain('7 inputs are wrong')
  expect(log).toContain('    bucket: my-files\n')
  expect(log).toContain('    region: cn-beijing\n')
  expect(log).toContain('    endpoint: https://oss-cn-beijing.aliyuncs.com\n')
  expect(log).toContain('    cname: true\n')
  expect(log).toContain('    path: |\n      dist/**\n      !dist/**/*.map\n')
  expect(log).toContain('    path: dist/app.exe => v1.2.3/app.exe\n')
})

test('a remedy is about what is wrong with the matches, and nothing is reported twice', async () => {
  const one = await logOf({ path: '*/app.exe => app.exe' })
  expect(one).toContain('matches 2 files (a/app.exe, b/app.exe), and one key holds one')
  expect(one).toContain('`*/app.exe => app.exe/`')
  expect(one).not.toContain('would both become')

  const several = await logOf({ path: 'a/app.exe\nb/*\na/app.exe => ../app.exe' })
  expect(several).toContain('a/app.exe and b/app.exe would both become `app.exe`')
  expect(several).toContain('`layout: workspace`')
  expect(several).toContain('the key `../app.exe` of a/app.exe has a `.` or `..` segment')
  expect(several).toContain('`key-prefix`')
  expect(several).not.toContain('chmod')
})

test('a line that matches nothing is named with the likely mistake', async () => {
  const log = await logOf({ path: "dist/*.{exe,dmg}\na/.env\n'b/notes.txt'\nb/notes.txt" })
  expect(log).toContain('`dist/*.{exe,dmg}` matches no file (there is no folder `dist`)')
  expect(log).toContain("`'b/notes.txt'` matches no file (the quotes")
  expect(log).not.toContain('`b/notes.txt` matches no file')
})

test('braces with too many alternatives are an input error', async () => {
  expect(await logOf({ path: 'b/app{1..5000}.exe' })).toContain('make more than 1000 patterns')
})
