/** One table: what OSS, STS and the network answer when something goes wrong → what it means, one sentence, one remedy. */
import { ActionError, type Fault, type ServiceFacts } from './errors.ts'

/** What the failed request was about, for sentences and remedies. */
export interface RequestContext {
  /** What was asked, in OSS's words: `UploadPart`. */
  readonly operation: string
  readonly key: string | undefined
  readonly bucket: string
  readonly region: string
  /** Host that was asked. */
  readonly host: string
  /** RAM action that the operation needs. */
  readonly ramAction: string
}

interface Explanation {
  readonly code: string
  readonly fault: Fault
  readonly message: (context: RequestContext, facts: ServiceFacts) => string
  readonly remedy: (context: RequestContext, facts: ServiceFacts) => string
}

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  AccessDenied: {
    code: 'access-denied',
    fault: 'denied',
    message: ({ operation, bucket }, facts) =>
      `OSS denied ${operation} on bucket ${bucket} (${facts.deniedAction ?? 'no action named'})`,
    remedy: (context, facts) =>
      `Allow the credentials ${facts.deniedAction ?? context.ramAction} on acs:oss:*:*:${context.bucket}/* in RAM.`,
  },
  NoSuchBucket: {
    code: 'no-such-bucket',
    fault: 'permanent',
    message: ({ bucket, host }) => `There is no bucket ${bucket} at ${host}`,
    remedy: () => 'Check the inputs `bucket` and `region`.',
  },
  InvalidAccessKeyId: {
    code: 'invalid-access-key-id',
    fault: 'permanent',
    message: () => 'OSS does not know this access key ID',
    remedy: () => 'Check the secret behind `access-key-id`: the key may be deleted, disabled or of another account.',
  },
  SignatureDoesNotMatch: {
    code: 'signature-does-not-match',
    fault: 'permanent',
    message: () => 'OSS computed another signature: the access key secret is not the one of this access key ID',
    remedy: () =>
      'Check the secret behind `access-key-secret`, without spaces or line ends, and that `region` is the region of the bucket.',
  },
  SecurityTokenExpired: expired(),
  InvalidSecurityToken: expired(),
  RequestTimeTooSkewed: {
    code: 'clock-skew',
    fault: 'clock',
    message: () => "The runner's clock is more than 15 minutes off",
    remedy: () => "Set the runner's clock (NTP).",
  },
  NoSuchUpload: {
    code: 'upload-gone',
    fault: 'upload-gone',
    message: ({ key }) => `OSS does not know this upload of ${key ?? 'the object'} any more`,
    remedy: () => 'A lifecycle rule or somebody else ended it; run the step again.',
  },
  InvalidPart: invalidPart(),
  InvalidPartOrder: invalidPart(),
  FileAlreadyExists: {
    code: 'object-exists',
    fault: 'exists',
    message: ({ key }) => `${key ?? 'The object'} exists already with other content`,
    remedy: () => 'Publish under another key, or allow overwriting.',
  },
  NoSuchKey: {
    code: 'no-such-key',
    fault: 'missing',
    message: ({ key }) => `There is no object ${key ?? ''}`,
    remedy: () => 'Check the key.',
  },
  EntityTooSmall: {
    code: 'part-too-small',
    fault: 'permanent',
    message: () => 'OSS found a part smaller than 100 KB',
    remedy: () => 'Set `part-size` to 100KB or more.',
  },
  RequestTimeout: partFault('request-timeout', 'OSS waited too long for the bytes of'),
  InvalidDigest: partFault('digest-mismatch', 'The bytes were changed on the way:'),
  BadDigest: partFault('digest-mismatch', 'The bytes were changed on the way:'),
}

function expired(): Explanation {
  return {
    code: 'credentials-expired',
    fault: 'credentials',
    message: () => 'The temporary credentials have expired or are not valid',
    remedy: () => 'Get fresh ones in the step before this one.',
  }
}

function invalidPart(): Explanation {
  return {
    code: 'invalid-part',
    fault: 'invalid-part',
    message: ({ key }) => `OSS does not hold the parts of ${key ?? 'the object'} that it acknowledged`,
    remedy: () => 'Somebody else wrote to this upload; run the step again.',
  }
}

function partFault(code: string, sentence: string): Explanation {
  return {
    code,
    fault: 'part',
    message: ({ key, operation }) => `${sentence} ${operation} ${key ?? ''}`.trim(),
    remedy: () => 'If this repeats, look at proxies and the network between the runner and OSS.',
  }
}

/** @returns the failure that an answer of OSS stands for. */
export function explainAnswer(facts: ServiceFacts, context: RequestContext): ActionError {
  if (facts.rightEndpoint !== undefined && facts.serviceCode === 'AccessDenied') return wrongEndpoint(facts, context)
  const known = EXPLANATIONS[facts.serviceCode ?? '']
  const status = facts.status ?? 0
  if (known !== undefined) {
    return new ActionError({
      code: known.code,
      fault: known.fault,
      message: known.message(context, facts),
      remedy: known.remedy(context, facts),
      facts,
    })
  }
  if (status >= 500 || status === 429 || status === 408) return busy(facts, context)
  const fault: Fault = status === 403 ? 'denied' : status === 404 ? 'missing' : 'permanent'
  return new ActionError({
    code: 'oss-error',
    fault,
    message: `OSS refused ${context.operation} with ${facts.serviceCode ?? `HTTP ${status}`}`,
    remedy: facts.recommendDoc === undefined ? 'See the message of OSS.' : `See ${facts.recommendDoc}.`,
    facts,
  })
}

function busy(facts: ServiceFacts, { operation }: RequestContext): ActionError {
  return new ActionError({
    code: 'oss-busy',
    fault: 'busy',
    message: `OSS could not take ${operation} (${facts.serviceCode ?? `HTTP ${facts.status ?? 0}`})`,
    remedy: 'OSS was busy for too long; run the step again.',
    facts,
  })
}

function wrongEndpoint(facts: ServiceFacts, { bucket }: RequestContext): ActionError {
  const host = (facts.rightEndpoint ?? '').replace(new RegExp(`^${bucket}\\.`), '')
  const region = /^oss-(.+?)(-internal)?\.aliyuncs\.com$/.exec(host)?.[1]
  return new ActionError({
    code: 'wrong-region',
    message: `Bucket ${bucket} is not here: it must be addressed by ${host}`,
    remedy:
      region === undefined
        ? `Write \`endpoint: ${host}\`.`
        : `Write \`region: ${region}\` (and leave \`endpoint\` out, or write \`endpoint: ${host}\`).`,
    facts,
  })
}

const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
])

/** @returns the failure that a connection error of Node stands for. */
export function explainConnection(code: string, message: string, { host, operation }: RequestContext): ActionError {
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH/.test(code)) {
    return new ActionError({
      code: 'certificate',
      message: `The TLS certificate of ${host} was not accepted (${code}: ${message})`,
      remedy:
        'If a proxy or a private endpoint has its own certificate authority, name its file in the environment variable NODE_EXTRA_CA_CERTS.',
    })
  }
  if (UNREACHABLE.has(code)) {
    const isName = code.startsWith('E') && (code === 'ENOTFOUND' || code.startsWith('EAI'))
    return new ActionError({
      code: isName ? 'unknown-host' : 'unreachable',
      fault: 'unreachable',
      message: isName ? `The name ${host} cannot be resolved (${code})` : `${host} cannot be reached (${code})`,
      remedy: 'Check `endpoint` and `region`, and whether this runner can reach that host (proxy, firewall).',
    })
  }
  return new ActionError({
    code: 'connection-lost',
    fault: 'network',
    message: `The connection to ${host} broke during ${operation} (${code}: ${message})`,
    remedy: 'The network between the runner and OSS is unstable; what was acknowledged is kept, run the step again.',
  })
}
