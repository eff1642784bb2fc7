/** Loads ali-oss, which takes longer than everything else that a step loads: import this file only when it is needed. */
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
    // The transport has the real host. For ali-oss every bucket is a custom domain, so that it changes neither host nor path.
    endpoint: 'http://bucket.invalid',
    cname: true,
    authorizationV4: true,
    headerEncoding: 'latin1',
    accessKeyId: 'unset',
    accessKeySecret: 'unset',
    urllib: transport,
  }
  // The only cast: the published types lack what is used here.
  return new OSS(options as unknown as OSS.Options) as unknown as AliOssClient
}
