/**
 * What most publish with today: ali-oss's own multipartUpload.
 *   node ali-oss.ts '{"endpoint":"http://localhost:9000","path":"big.bin","key":"big.bin"}'   and "parallel", "partSize" where they are not the defaults
 */
import { createAliOss } from '../../../packages/oss-sandbox/src/ali-oss-client.ts'

interface Options {
  readonly endpoint: string
  readonly bucket: string
  readonly files: readonly { readonly path: string; readonly key: string }[]
  readonly parallel?: number
  readonly partSize?: number
}

const { endpoint, bucket, files, ...settings } = JSON.parse(process.argv[2] ?? '') as Options
const client = createAliOss(endpoint, { bucket, timeout: 3_600_000 }) as unknown as {
  multipartUpload(key: string, path: string, settings: object): Promise<unknown>
}
for (const { path, key } of files) await client.multipartUpload(key, path, settings)
process.exit(0)
