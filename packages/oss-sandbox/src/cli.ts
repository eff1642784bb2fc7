#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { serveControl } from './control.ts'
import type { OssOptions } from './options.ts'
import { startOss } from './server.ts'

const HELP = `Runs a local server that speaks the protocol of Alibaba Cloud OSS.

  oss-sandbox [--bucket NAME]… [--region ID] [--port N] [--control-port N] [--options JSON] [--with-parent]

  --bucket        a bucket to begin with, any number of times; demo unless given
  --region        the region of the server; cn-hangzhou unless given
  --port          port of OSS on 127.0.0.1; 0, the default, takes a free port
  --control-port  port of the control calls, which add faults and inspect objects, likewise
  --options       all other options as JSON: see OssOptions in src/options.ts
  --with-parent   ends when its standard input ends

Prints one line of JSON: {port, endpoint, ipEndpoint, control}. Ends at SIGTERM, SIGINT and the control call close.`

const { values } = parseArgs({
  options: {
    bucket: { type: 'string', multiple: true },
    region: { type: 'string' },
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    options: { type: 'string', default: '{}' },
    'with-parent': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}

const options: OssOptions = {
  buckets: (values.bucket ?? ['demo']).map((name) => ({ name })),
  ...(values.region === undefined ? {} : { region: values.region }),
  ...(JSON.parse(values.options) as OssOptions),
  port: Number(values.port),
}
const oss = await startOss(options)
const control = await serveControl(oss, { port: Number(values['control-port']), onClose: () => process.exit(0) })

async function end(): Promise<void> {
  await oss.close()
  process.exit(0)
}

process.on('SIGTERM', () => void end())
process.on('SIGINT', () => void end())
if (values['with-parent']) process.stdin.on('end', () => void end()).resume()
console.log(
  JSON.stringify({ port: oss.port, endpoint: oss.endpoint, ipEndpoint: oss.ipEndpoint, control: control.url }),
)
