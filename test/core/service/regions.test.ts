import { expect, test } from 'vitest'
import { parseRegion, publicEndpoint } from '../../../src/core/service/endpoint.ts'
import { internalLabel, isKnownRegion, nearestRegion, regionNamed } from '../../../src/core/service/regions.ts'

test.each([
  ['华东2（上海）', 'cn-shanghai'],
  ['华东2(上海)', 'cn-shanghai'],
  ['上海', 'cn-shanghai'],
  ['China (Shanghai)', 'cn-shanghai'],
  ['shanghai', 'cn-shanghai'],
  ['Silicon Valley', 'us-west-1'],
  ['新加坡', 'ap-southeast-1'],
  ['Hong Kong', 'cn-hongkong'],
  ['华北2 阿里政务云1', 'cn-north-2-gov-1'],
  ['China', undefined],
  ['美国', undefined],
  ['', undefined],
])('the console’s %j is %s', (name, id) => {
  expect(regionNamed(name)).toBe(id)
})

test.each([
  ['cn-hangzhou', 'oss-cn-hangzhou', 'oss-cn-hangzhou-internal'],
  ['cn-hangzhou-finance', 'oss-cn-hzfinance', 'oss-cn-hzfinance-internal'],
  ['cn-shanghai-finance-1', 'oss-cn-shanghai-finance-1-pub', 'oss-cn-shanghai-finance-1-pub-internal'],
  ['cn-shenzhen-finance-1', 'oss-cn-szfinance', 'oss-cn-szfinance-internal'],
  ['cn-beijing-finance-1', 'oss-cn-beijing-finance-1-pub', 'oss-cn-beijing-finance-1-pub-internal'],
  ['cn-north-2-gov-1', 'oss-cn-north-2-gov-1', 'oss-cn-north-2-gov-1-internal'],
  ['xx-new-9', 'oss-xx-new-9', 'oss-xx-new-9-internal'],
])('%s has the public host %s and the internal host %s', (id, open, internal) => {
  expect(publicEndpoint(id).host).toBe(`${open}.aliyuncs.com`)
  expect(internalLabel(id)).toBe(internal)
  expect(parseRegion(open)).toBe(id)
  expect(parseRegion(internal)).toBe(id)
})

test('an ID that is not in the table is reported, with the nearest one if there is one', () => {
  expect(isKnownRegion('cn-hangzhou')).toBe(true)
  expect(isKnownRegion('cn-hangzou')).toBe(false)
  expect(nearestRegion('cn-hangzou')).toBe('cn-hangzhou')
  expect(nearestRegion('cn-shangai')).toBe('cn-shanghai')
  expect(nearestRegion('moon-base-alpha-7')).toBeUndefined()
})
