import { describe, expect, test } from 'vitest'
import { ActionError, asActionError, faultOf, formatError, formatFacts } from '../../../src/core/errors/errors.ts'

const error = new ActionError({
  code: 'access-denied',
  message: 'OSS denied PutObject',
  remedy: 'Allow oss:PutObject in RAM.',
  fault: 'denied',
  facts: { status: 403, serviceCode: 'AccessDenied', ec: '0003-00000001', requestId: '6A', hostId: 'b.oss' },
  cause: new Error('socket'),
})

describe('an error that is understood', () => {
  test('shows what happened, what to do, and what a support ticket needs, without a stack', () => {
    expect(formatError(error)).toBe(
      'OSS denied PutObject\nAllow oss:PutObject in RAM.\n(HTTP: 403, Code: AccessDenied, EC: 0003-00000001, RequestId: 6A, HostId: b.oss)',
    )
  })

  test('shows only its message if nothing else is known', () => {
    expect(formatError(new ActionError({ code: 'x', message: 'It failed' }))).toBe('It failed')
  })

  test('keeps its cause, and has none if none was given', () => {
    expect(error.cause).toBeInstanceOf(Error)
    expect('cause' in new ActionError({ code: 'x', message: 'm' })).toBe(false)
    expect(error.name).toBe('ActionError')
  })

  test('is permanent unless it says otherwise', () => {
    expect(faultOf(new ActionError({ code: 'x', message: 'm' }))).toBe('permanent')
    expect(faultOf(error)).toBe('denied')
  })
})

describe('an unexpected error', () => {
  test('shows its stack without the folders of the runner, or its message if it has no stack', () => {
    const unforeseen = new TypeError('boom')
    const at = (path: string) => `TypeError: boom\n    at main (${path}:7:1)`
    for (const path of [
      'file:///home/runner/work/_actions/o/r/v1/dist/main/index.js',
      'D:\\a\\_actions\\dist/main/index.js',
    ]) {
      Object.defineProperty(unforeseen, 'stack', { value: at(path), configurable: true })
      expect(formatError(unforeseen)).toBe(at('dist/main/index.js'))
    }
    Object.defineProperty(unforeseen, 'stack', { value: undefined })
    expect(formatError(unforeseen)).toBe('boom')
    expect(formatError('thrown text')).toBe('thrown text')
  })

  test('is a bug, hence permanent', () => {
    expect(faultOf(new Error('boom'))).toBe('permanent')
    expect(asActionError('text')).toBeUndefined()
    expect(asActionError(error)).toBe(error)
  })
})

describe('identifiers of a failure', () => {
  test('are empty without an answer', () => {
    expect(formatFacts({})).toBe('')
    expect(formatFacts({ status: 0, requestId: '' })).toBe('')
    expect(formatFacts({ serviceMessage: 'only words' })).toBe('')
  })

  test('end with OSS’s message and the page about it', () => {
    expect(formatFacts({ status: 400, serviceMessage: 'No.', recommendDoc: 'https://example.com/0003' })).toBe(
      '(HTTP: 400, Message: No., See: https://example.com/0003)',
    )
    expect(formatFacts({ recommendDoc: 'https://example.com/0003' })).toBe('(See: https://example.com/0003)')
  })
})
