/**
 * The hosts of OSS, in all forms that the console and the documentation show, with or without a bucket in front.
 * Source: https://help.aliyun.com/en/oss/user-guide/access-oss-via-endpoint-or-bucket-domain
 */
import { regionOfLabel } from './regions.ts'

interface ServiceHost {
  /** `dual-stack` is public as well; `s3` is for clients of Amazon's S3. */
  readonly kind: 'public' | 'internal' | 'dual-stack' | 's3' | 'accelerate'
  /** The region whose buckets it serves; undefined: all regions. */
  readonly region: string | undefined
  /** The host without a bucket in front, without a port. */
  readonly host: string
  /** The bucket that is written in front. */
  readonly bucket: string | undefined
}

const BUCKET = '(?:([a-z0-9][a-z0-9-]*)\\.)?'

/** Patterns of the host after the bucket, and their meaning. The first match is used. */
const FORMS: readonly {
  readonly form: RegExp
  readonly read: (label: string) => Omit<ServiceHost, 'host' | 'bucket'>
}[] = [
  { form: /oss-accelerate(?:-overseas)?\.aliyuncs\.com/, read: () => ({ kind: 'accelerate', region: undefined }) },
  {
    form: /s3\.(oss-[a-z0-9-]+)\.aliyuncs\.com/,
    read: (label) => ({ kind: 's3', region: regionOfLabel(label) }),
  },
  {
    form: /((?:cn|us|eu|ap|me|sa|na|af)-[a-z0-9-]+)\.oss\.aliyuncs\.com/,
    read: (label) => ({ kind: 'dual-stack', region: dualStackRegion(label) }),
  },
  {
    form: /vpc100-(oss-[a-z0-9-]+)\.aliyuncs\.com/,
    read: (label) => ({ kind: 'internal', region: regionOfLabel(label) }),
  },
  {
    form: /(oss-[a-z0-9-]+)\.aliyuncs\.com/,
    read: (label) => ({ kind: label.endsWith('-internal') ? 'internal' : 'public', region: regionOfLabel(label) }),
  },
  { form: /oss\.aliyuncs\.com/, read: () => ({ kind: 'public', region: 'cn-hangzhou' }) },
]

/** @returns what a host name of OSS says; undefined if it is not one. Case, a port and a dot at the end are ignored. */
export function readServiceHost(text: string): ServiceHost | undefined {
  const host = text.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
  for (const { form, read } of FORMS) {
    const match = new RegExp(`^${BUCKET}((?:${form.source}))$`).exec(host)
    if (match === null) continue
    const [, bucket, service = '', label = ''] = match
    return { ...read(label), host: service, bucket }
  }
  return undefined
}

/** In the finance cloud the number at the end is left out: `cn-shanghai-finance.oss.aliyuncs.com`. */
function dualStackRegion(label: string): string {
  return /^cn-(shanghai|shenzhen|beijing)-finance$/.test(label) ? `${label}-1` : label
}
