import { parseArgs } from 'node:util'
import { serveControl } from './control.ts'
import type { OssOptions } from './options.ts'
import { startOss } from './server.ts'

/*
 * Runs the server in a process of its own:
 *   node cli.ts [--port 0] [--control-port 0] [--options '{"buckets":[{"name":"demo"}]}'] [--with-parent]
 * Prints one line of JSON, {port, endpoint, ipEndpoint, control}. Ends at SIGTERM, SIGINT, the control call `close`, and with
 * --with-parent when its standard input ends.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    options: { type: 'string', default: '{"buckets":[{"name":"demo"}]}' },
    'with-parent': { type: 'boolean', default: false },
  },
})
const oss = await startOss({ ...(JSON.parse(values.options) as OssOptions), port: Number(values.port) })
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
