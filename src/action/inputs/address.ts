/** The inputs that say where the bucket is: region and endpoint. */
import { type Endpoint, parseEndpoint, parseRegion } from '../../core/service/endpoint.ts'
import { endpointProblem } from '../../core/service/endpoint-problem.ts'
import { readServiceHost } from '../../core/service/hosts.ts'
import { nearestRegion, regionNamed } from '../../core/service/regions.ts'
import { withoutLogin } from '../../core/text/clean.ts'
import type { InputReader } from './reader.ts'

const UNKNOWN = 'unknown'
/** Requests are signed with the region: if the right one is unknown, none is proposed. */
const ASK = 'region: <region-id>   # as the OSS console shows it for the bucket'

/** @returns the region's ID; `unknown` where it is wrong. */
export function readRegion(reader: InputReader): string {
  const value = reader.input('region')
  const region = parseRegion(value)
  if (region !== undefined) return region
  const meant = meantRegion(value)
  const write = meant === undefined ? ASK : `region: ${meant}`
  if (value === '') reader.problems.push({ input: 'region', problem: 'is required: the region of the bucket', write })
  else reader.problems.push({ input: 'region', value: withoutLogin(value), problem: 'is not a region ID', write })
  return UNKNOWN
}

function meantRegion(value: string): string | undefined {
  const host = value.replace(/^https?:\/\//i, '').replace(/[/?#].*$/, '')
  const written = parseRegion(host.replace(/\.aliyuncs\.com.*$/i, '').replaceAll('_', '-'))
  return readServiceHost(host)?.region ?? written ?? regionNamed(value) ?? nearestRegion(value)
}

/** @returns where requests go. */
export function readEndpoint(
  reader: InputReader,
  { bucket, region, cname }: { readonly bucket: string; readonly region: string; readonly cname: boolean },
): Endpoint {
  const text = reader.input('endpoint')
  const parsed = parseEndpoint({ text, bucket, region, cname })
  if (parsed.kind === 'problem') {
    const sample = cname ? 'https://download.example.com' : 'internal   # or leave it out'
    const write = `endpoint: ${parsed.write ?? sample}`
    reader.problems.push({ input: 'endpoint', value: withoutLogin(text), problem: parsed.problem, write })
    return { protocol: 'https:', host: UNKNOWN, cname: false }
  }
  const { endpoint } = parsed
  const found = endpointProblem({ endpoint, bucket, region: region === UNKNOWN ? undefined : region })
  if (found !== undefined)
    reader.problems.push({ input: 'endpoint', value: text, problem: found.problem, write: found.write.join('\n    ') })
  return endpoint
}
