/** The access that an ACL gives to the public: https://www.alibabacloud.com/help/en/oss/user-guide/overview-21 */
export type BucketAcl = 'private' | 'public-read' | 'public-read-write'
export type ObjectAcl = BucketAcl | 'default'
export type Versioning = 'Enabled' | 'Suspended'
/**
 * Where OSS returns the CRC64 of parts that were copied. `told`: everywhere. `not-at-complete`: ListParts leaves it out for those parts, and
 *  Complete returns none for the whole object; HEAD and GET do. `never`: not even those.
 */
export type CopiedCrc64 = 'told' | 'not-at-complete' | 'never'
/** `opaque`: the ETag of a part is not its MD5, as it may be under SSE-KMS. */
export type PartETags = 'md5' | 'opaque'
/** Who pays for requests: https://www.alibabacloud.com/help/en/oss/user-guide/enable-pay-by-requester-1 */
export type Payer = 'BucketOwner' | 'Requester'

/** An AccessKey pair that may call the server. */
export interface Credential {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** A temporary credential: every request must carry this token. */
  readonly securityToken?: string
  /** A temporary credential is refused from this moment on (server clock, ms since the epoch). */
  readonly expiresAtMs?: number
  /** RAM actions such as `oss:PutObject`, `oss:List*` or `oss:*`; absent: all of them. */
  readonly allow?: readonly string[]
  /** Object operations are allowed only for keys that start with this. */
  readonly prefix?: string
}

/** The credential of a server unless others are given; not a secret. */
export const SANDBOX_CREDENTIAL: Credential = { accessKeyId: 'LTAIsandbox', accessKeySecret: 'sandbox-not-a-secret' }

export interface BucketOptions {
  readonly name: string
  /** The bucket's own region, `cn-hangzhou`; absent: the server's. */
  readonly region?: string
  readonly acl?: BucketAcl
  readonly versioning?: Versioning
  readonly storageClass?: string
  /** Public ACLs have no effect and cannot be set. */
  readonly blockPublicAccess?: boolean
  /** A locked retention policy (WORM): objects can be neither overwritten nor deleted for this time. */
  readonly retentionDays?: number
  /** `Requester`: the bucket belongs to another account than all credentials, and the requester has to agree to pay. */
  readonly payer?: Payer
  /** `told` unless set: OSS does not document it, so a client has to work with each. */
  readonly copiedCrc64?: CopiedCrc64
  /** `md5` unless set. */
  readonly partETags?: PartETags
}

export interface OssOptions {
  readonly buckets?: readonly BucketOptions[]
  readonly credentials?: readonly Credential[]
  /** The region of this server's endpoint; the first bucket's unless set, else `cn-hangzhou`. */
  readonly region?: string
  /** 0, the default, takes a free port. */
  readonly port?: number
  /** Custom domains: host name (without port) → bucket. `localhost` is bound to the only bucket unless set here. */
  readonly cnames?: Readonly<Record<string, string>>
  /**
   * Where bodies are stored. `memory`; `disk`: a temporary folder, removed at close; `discard`: only size, CRC64 and MD5 are kept and the
   * object cannot be read again.
   */
  readonly storage?: 'memory' | 'disk' | 'discard'
  /** `false`, for benches: no MD5 is computed (ETags are made from the CRC64, Content-MD5 is not checked). */
  readonly digests?: boolean
  /** For benches: URL of a module whose export `crc64(bytes, previous)` computes CRC64s, faster than the server's own code. */
  readonly crc64Module?: string
  /** `true`: `.apk` and `.ipa` are refused with ApkDownloadForbidden except by a custom domain. */
  readonly forbidApkDownload?: boolean
  /** `true`: data requests are refused with PublicEndpointForbidden except by a custom domain. */
  readonly forbidPublicEndpoint?: boolean
  /** The largest source of a CopyObject that changes bucket, storage class or encryption; 1 GiB unless set. */
  readonly maxCopyBytes?: number
  /** Serve https with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** The current time, ms since the epoch; the machine's clock unless set. */
  readonly now?: () => number
}
