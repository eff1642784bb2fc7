import { expect, test } from 'vitest'
import { commonForm } from '../../../../src/core/release/feed-urls/same-url.ts'

const FOLDER = 'https://github.com/acme/app/releases/download'

test.each([
  ['a space', `${FOLDER}/v1/My%20App.exe`, `${FOLDER}/v1/My App.exe`],
  ['a plus', `${FOLDER}/v1/app%2B1.exe`, `${FOLDER}/v1/app+1.exe`],
  ['letters of another script', `${FOLDER}/v1/%E5%BA%94%E7%94%A8.exe`, `${FOLDER}/v1/应用.exe`],
  ['escapes in lower case', `${FOLDER}/v1/%E5%BA%94.exe`, `${FOLDER}/v1/%e5%ba%94.exe`],
  ['a tag with a slash', `${FOLDER}/web%2Fapp%401.2.3/app.exe`, `${FOLDER}/web/app@1.2.3/app.exe`],
  ['the host in upper case', 'HTTPS://GitHub.com/acme/a.exe', 'https://github.com/acme/a.exe'],
  ['the port of https', 'https://github.com:443/acme/a.exe', 'https://github.com/acme/a.exe'],
])('a URL is the same however it is written: %s', (_, one, other) => {
  expect(commonForm(one)).toBe(commonForm(other))
  expect(commonForm(one)).toBeDefined()
})

test.each([
  [`${FOLDER}/v1/app.exe`, `${FOLDER}/v1/App.exe`],
  [`${FOLDER}/v1/app.exe`, `${FOLDER}/v1/app.exe/`],
  [`${FOLDER}/v1/app.exe`, `${FOLDER}/v1/app.exe.blockmap`],
  [`${FOLDER}/v1/app.exe`, `${FOLDER.replace('https', 'http')}/v1/app.exe`],
  [`${FOLDER}/v1/a%20b`, `${FOLDER}/v1/a%2520b`],
  [`${FOLDER}/v1/%ff`, `${FOLDER}/v1/%fe`],
])('%s and %s are different', (one, other) => {
  expect(commonForm(one)).not.toBe(commonForm(other))
})

test.each([
  ...[
    '',
    'app.exe',
    'github.com/acme',
    'ftp://github.com/a',
    'https://',
    'https://git hub.com/a',
    `see ${FOLDER}/v1/a`,
  ],
  ...[
    `${FOLDER}/v1/a?`,
    `${FOLDER}/v1/a\n`,
    `${FOLDER}/v1/a\tb`,
    `${FOLDER}/v1/a `,
    ` ${FOLDER}/v1/a`,
    `${FOLDER}/v1/a?b`,
    `${FOLDER}/v1/a#b`,
    'https://user@github.com/a',
    'https://:password@github.com/a',
  ],
])('%j is not the URL of an asset', (text) => {
  expect(commonForm(text)).toBeUndefined()
})
