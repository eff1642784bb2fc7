import { expect, test } from 'vitest'
import type { Endpoint } from '../../../src/core/service/endpoint.ts'
import { connectionWarnings, refuseOpenTls } from '../../../src/core/telling/connection-notes.ts'

const https: Endpoint = { protocol: 'https:', host: 'oss-cn-hangzhou.aliyuncs.com', cname: false }
const http: Endpoint = { ...https, protocol: 'http:' }
const through = (variable: string) => (name: string) => (name === variable ? 'http://proxy.example.com:3128' : '')
const behindProxy = through('http_proxy')
const noProxy = () => ''

function titles(endpoint: Endpoint, environment: (name: string) => string, nodeVersion = '24.21.0') {
  return connectionWarnings({ endpoint, environment, nodeVersion, stsUrl: undefined }).map(({ title }) => title)
}

test('https through anything is fine', () => {
  expect(titles(https, noProxy)).toEqual([])
  expect(titles(https, behindProxy)).toEqual([])
})

test('plain http is warned of, except on this machine', () => {
  expect(titles(http, noProxy)).toEqual(['Not encrypted'])
  for (const host of ['localhost:9000', 'bucket.localhost', '127.0.0.1', '[::1]:9000']) {
    expect(titles({ ...http, host }, noProxy)).toEqual([])
  }
})

test.each([
  ['http://sts.example.com/', ['Not encrypted']],
  ['http://localhost:9000/', []],
  ['https://sts.aliyuncs.com/', []],
])('warning for a token that is sent to %s: %j', (stsUrl, expected) => {
  const warnings = connectionWarnings({ endpoint: https, environment: noProxy, nodeVersion: '24.21.0', stsUrl })
  expect(warnings.map(({ title }) => title)).toEqual(expected)
})

test.each([
  ['24.4.1', ['Proxy not used for plain http']],
  ['20.20.2', ['Proxy not used for plain http']],
  ['24.5.0', []],
  ['26.0.0', []],
])('warning for Node %s behind a proxy: %j', (version, expected) => {
  expect(titles(https, behindProxy, version)).toEqual(expected)
  for (const other of [noProxy, through('https_proxy')]) expect(titles(https, other, version)).toEqual([])
})

test('certificates that are not checked are refused', () => {
  const environment = (value: string) => (name: string) => (name === 'NODE_TLS_REJECT_UNAUTHORIZED' ? value : '')
  expect(() => refuseOpenTls(environment('0'))).toThrow(/NODE_TLS_REJECT_UNAUTHORIZED/)
  for (const value of ['', '1']) expect(() => refuseOpenTls(environment(value))).not.toThrow()
})
