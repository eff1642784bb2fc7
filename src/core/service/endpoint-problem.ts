/** Conflicts between endpoint, bucket and region that are known before the first request. */
import { type Endpoint, hostName, isAddress, isLocal } from './endpoint.ts'
import { readServiceHost } from './hosts.ts'

interface EndpointProblem {
  readonly problem: string
  /** Lines of YAML, one of which is right. */
  readonly write: readonly string[]
}

/** Hosts of OSS in a private cloud are named like those of the public one: `oss-cn-corp-1.cloud.example.com`. */
const PRIVATE_CLOUD = /^(?:[a-z0-9-]+\.)?oss-[a-z0-9-]+(?:\.|$)/

/** @returns why these conflict, or undefined. `region` is undefined where the input is wrong itself. */
export function endpointProblem({
  endpoint,
  bucket,
  region,
}: {
  readonly endpoint: Endpoint
  readonly bucket: string
  readonly region: string | undefined
}): EndpointProblem | undefined {
  const service = readServiceHost(endpoint.host)
  if (service === undefined) return isCustomDomain(endpoint) ? customDomain(endpoint) : undefined
  if (endpoint.cname && service.bucket === undefined) {
    const problem = "is one of OSS's own; `cname: true` needs the custom domain that is bound to the bucket"
    return { problem, write: ['cname: false'] }
  }
  if (service.bucket !== undefined && service.bucket !== bucket) {
    const problem = `names the bucket \`${service.bucket}\`, and \`bucket\` is \`${bucket}\``
    return { problem, write: [`bucket: ${service.bucket}`, `endpoint: https://${service.host}`] }
  }
  if (region === undefined || service.region === undefined || service.region === region) return undefined
  const problem = `serves the region ${service.region}, and \`region\` is \`${region}\`: both must be the region of the bucket. Leave \`endpoint\` out where \`region\` is right`
  return { problem, write: [`region: ${service.region}`] }
}

function customDomain({ protocol, host }: Endpoint): EndpointProblem {
  return {
    problem: "is not a host of Alibaba Cloud's: a custom domain that is bound to the bucket needs `cname: true`",
    write: [`endpoint: ${protocol}//${host}`, 'cname: true'],
  }
}

function isCustomDomain(endpoint: Endpoint): boolean {
  const name = hostName(endpoint).toLowerCase()
  if (endpoint.cname || isLocal(endpoint) || isAddress(endpoint) || !name.includes('.')) return false
  return !/(^|\.)aliyuncs\.com$/.test(name) && !PRIVATE_CLOUD.test(name)
}
