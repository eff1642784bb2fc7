/** Loads ali-oss, which takes longer than all else that a step loads: to be imported only when it is used. */
import OSS from 'ali-oss'
import type { AliOssClient } from './ali-oss-client.ts'
import type { Transport } from './transport.ts'

/** @returns a client whose requests go through the transport. It signs V4 with the bucket's own region; keys are set before each request. */
export function createAliOssClient({
  bucket,
  region,
  transport,
}: {
  readonly bucket: string
  readonly region: string
  readonly transport: Transport
}): AliOssClient {
  const options = {
    bucket,
    region: `oss-${region}`,
    // The transport knows the real host. To ali-oss every bucket is a custom domain, so that it changes neither host nor path.
    endpoint: 'http://bucket.invalid',
    cname: true,
    authorizationV4: true,
    headerEncoding: 'latin1',
    accessKeyId: 'unset',
    accessKeySecret: 'unset',
    urllib: transport,
  }
  // The one cast: the published types lack what is used here.
  return new OSS(options as unknown as OSS.Options) as unknown as AliOssClient
}
