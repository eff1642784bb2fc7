import { expect, test } from 'vitest'
import { errorTitle } from '../../../src/core/errors/error-title.ts'

test.each([
  ['access-denied', 'Access denied'],
  ['kms-denied', 'KMS denied'],
  ['no-id-token-permission', 'No ID token permission'],
  ['gave-up', 'No progress for too long'],
  ['constructor', 'Constructor'],
])('the title of %s is %s', (code, title) => {
  expect(errorTitle(code)).toBe(title)
})
