/** Causes: a wrong address that only the first connection reveals. They come before the causes of the network. */
import { isKnownRegion, nearestRegion, publicLabel } from '../../service/regions.ts'
import { type Cause, type OssRequest, withYaml } from './cause.ts'
import { hasNoName } from './connection-codes.ts'

export const ADDRESS_CAUSES: readonly Cause<OssRequest>[] = [
  {
    code: 'unknown-region',
    // Unknown regions are allowed, since new ones appear; but a name that cannot be resolved now cannot be resolved in a minute either.
    fault: 'permanent',
    when: ({ request, connection }) =>
      request.proxy === undefined &&
      hasNoName(connection?.code) &&
      !isKnownRegion(request.region) &&
      request.host.includes(publicLabel(request.region)),
    message: ({ request, connection }) =>
      `There is no host ${request.host} (${connection?.code}), and \`${request.region}\` is not a region that this action knows`,
    remedy: ({ request }) => {
      const nearest = nearestRegion(request.region)
      return nearest === undefined
        ? 'Write the ID of the region as the OSS console shows it for the bucket.'
        : `Write the ID of the region as the OSS console shows it for the bucket; the nearest is:${withYaml(`region: ${nearest}`)}`
    },
  },
  {
    code: 'custom-domain-certificate',
    fault: 'permanent',
    when: ({ request, connection }) =>
      request.cname &&
      connection?.code === 'ERR_TLS_CERT_ALTNAME_INVALID' &&
      /altnames:.*\.aliyuncs\.com/is.test(connection.message),
    message: ({ request }) =>
      `OSS presents its own certificate for ${request.host}: no certificate is hosted in OSS for this custom domain`,
    remedy: ({ request }) =>
      `Upload a certificate for the domain in the OSS console (Bucket Settings → Domain Names → Certificate Hosting). Until then, leave \`endpoint\` and \`cname\` out and keep the domain for the URLs:${withYaml(`public-url: https://${request.host}`)}`,
  },
]
