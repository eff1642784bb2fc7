/** Answers that would keep the reader of XML busy. */
import { expect, test } from 'vitest'
import { nestsTooDeep } from '../../../src/adapters/oss/answer-limits.ts'

const deep = (xml: string) => nestsTooDeep(Buffer.from(xml))

test('nested elements are counted, whatever is between them', () => {
  expect(deep('<a>'.repeat(33))).toBe(true)
  expect(deep('<a><!-- </a> -->'.repeat(33))).toBe(true)
  expect(deep('<a><![CDATA[</a>]]>'.repeat(33))).toBe(true)
  expect(deep('<a b="/>">'.repeat(33))).toBe(true)
})

test('answers of OSS are read, however many elements they have', () => {
  const part = '<Part><PartNumber>1</PartNumber><ETag>"A"</ETag></Part>'
  expect(deep(`<?xml version="1.0"?>\n<ListPartsResult xmlns="http://x">${part.repeat(1000)}</ListPartsResult>`)).toBe(
    false,
  )
  expect(deep('<a/>'.repeat(1000))).toBe(false)
  expect(deep('<!DOCTYPE html><html><body>no</body></html>')).toBe(false)
  expect(deep('no XML <')).toBe(false)
  expect(deep('')).toBe(false)
})
