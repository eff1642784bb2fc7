/** Causes: an object, its parts, its bytes, its headers. */
import { type Cause, type OssRequest, says } from './cause.ts'

/** The upload and the bytes of its parts: the engine recovers from most of these. */
const UPLOAD: readonly Cause<OssRequest>[] = [
  {
    code: 'upload-gone',
    fault: 'upload-gone',
    when: says('NoSuchUpload'),
    message: ({ request }) => `OSS no longer knows the upload of ${request.key ?? 'the object'}`,
    remedy: () =>
      'A lifecycle rule or somebody else ended it while the step ran. Let rules for unfinished uploads wait for some days, and run the step again.',
  },
  {
    code: 'invalid-part',
    fault: 'invalid-part',
    when: says('InvalidPart', 'InvalidPartOrder', 'FilePartNotExist', 'FilePartInterity', 'FilePartStale'),
    message: ({ request }) => `OSS does not hold the parts of ${request.key ?? 'the object'} as it acknowledged them`,
    remedy: () =>
      'Somebody else writes to this upload. Let one job at a time publish an object (`concurrency:` in the workflow).',
  },
  {
    code: 'parts-unlisted',
    // Like a missing permission: records and answers have to suffice.
    fault: 'denied',
    when: (failure) =>
      failure.request.operation === 'ListParts' &&
      (says('NotImplemented', 'MethodNotAllowed')(failure) || [405, 501].includes(failure.facts.status ?? 0)),
    message: ({ request, facts }) =>
      `${request.host} does not list the parts of uploads (${facts.serviceCode ?? `HTTP ${facts.status}`})`,
    remedy: () => 'If a gateway or a proxy is in front of OSS, let it pass `GET` requests with `uploadId`.',
  },
  {
    code: 'digest-mismatch',
    fault: 'part',
    when: says('InvalidDigest', 'BadDigest', 'CRC64Mismatch', 'IncompleteBody'),
    message: ({ request, facts }) =>
      `The bytes of ${request.key ?? 'a request'} were changed on their way to OSS (${request.operation}, ${facts.serviceCode})`,
    remedy: () => 'If this repeats, a proxy or the network between the runner and OSS changes what passes through it.',
  },
  {
    code: 'request-timeout',
    fault: 'part',
    when: says('RequestTimeout'),
    message: ({ request }) => `OSS timed out waiting for bytes of ${request.key ?? 'a request'} (${request.operation})`,
    remedy: () =>
      'The link is too slow for its load: fewer connections (`concurrency: 4`) or smaller parts (`part-size: 1MiB`) help.',
  },
  {
    code: 'part-too-small',
    fault: 'permanent',
    when: says('EntityTooSmall'),
    message: ({ request }) => `OSS found a part of ${request.key ?? 'the object'} that is smaller than 100 KB`,
    remedy: () => 'Set `part-size` to `auto`, or to 100KB or more.',
  },
  {
    code: 'too-large',
    fault: 'permanent',
    when: says('EntityTooLarge', 'InvalidPartSize'),
    message: ({ request }) => `A request for ${request.key ?? 'the object'} is larger than OSS accepts (5 GB)`,
    remedy: () => 'Set `part-size: auto`.',
  },
]

const OBJECT: readonly Cause<OssRequest>[] = [
  {
    code: 'overwrite-forbidden',
    fault: 'exists',
    when: (failure) => failure.request.mayOverwrite === true && says('FileAlreadyExists')(failure),
    message: ({ request }) =>
      `OSS does not let ${request.key ?? 'the object'} be overwritten, although \`overwrite\` allows it: bucket ${request.bucket} has a rule that forbids overwriting, or a folder has that name (hierarchical namespace)`,
    remedy: () =>
      'Publish under another key, or change the rule in the OSS console (Data Security → Forbid Overwriting).',
  },
  {
    code: 'object-exists',
    fault: 'exists',
    when: says('FileAlreadyExists'),
    message: ({ request }) => `${request.key ?? 'The object'} exists already, and may not be overwritten`,
    remedy: () =>
      'Publish under another key (`key-prefix` with the version), or find out what else publishes this one.',
  },
  {
    code: 'object-immutable',
    // Perhaps an earlier try stored this very object, and its answer was lost.
    fault: 'exists',
    when: says('FileImmutable', 'ObjectLocked'),
    message: ({ request }) =>
      `${request.key ?? 'The object'} exists already, and the bucket's retention policy (WORM) protects it`,
    remedy: () => 'Publish under another key (`key-prefix` with the version), or to a bucket without such a policy.',
  },
  {
    code: 'no-such-key',
    fault: 'missing',
    when: says('NoSuchKey', 'NoSuchVersion', 'SymlinkTargetNotExist'),
    message: ({ request }) => `There is no object ${request.key ?? ''}`.trimEnd(),
    remedy: () => 'Somebody else removed it; run the step again.',
  },
  {
    code: 'invalid-object-name',
    fault: 'permanent',
    when: says('InvalidObjectName', 'KeyTooLong'),
    message: ({ request }) => `OSS does not accept ${request.key ?? 'this'} as an object key`,
    remedy: () =>
      'Keys have 1 to 1023 bytes and begin with neither `/` nor `\\`. See `key-prefix`, `layout`, and `pattern => key` in `path`.',
  },
  {
    code: 'invalid-tags',
    fault: 'permanent',
    when: (failure) =>
      says('InvalidTag', 'InvalidTagging')(failure) || failure.facts.argumentName?.toLowerCase() === 'x-oss-tagging',
    message: ({ request }) => `OSS does not accept the tags of ${request.key ?? 'the object'}`,
    remedy: () =>
      'At most 10 tags, keys up to 128 and values up to 256 bytes of letters, digits, spaces and `+-=._:/`, written as `x-oss-tagging: a=1&b=2`.',
  },
  {
    code: 'invalid-encryption',
    fault: 'permanent',
    when: says('InvalidEncryptionAlgorithmError', 'InvalidEncryptionRequest', 'InvalidEncryptionAlgorithm'),
    message: ({ request }) => `OSS does not accept the requested encryption of ${request.key ?? 'the object'}`,
    remedy: () => '`x-oss-server-side-encryption` is `AES256` or `KMS`; a key ID goes with `KMS` only.',
  },
  {
    code: 'invalid-header',
    fault: 'permanent',
    when: (failure) => says('InvalidArgument')(failure) && failure.facts.argumentName !== undefined,
    message: ({ request, facts }) =>
      `OSS does not accept the value of ${facts.argumentName} (${request.operation}${request.key === undefined ? '' : ` of ${request.key}`})`,
    remedy: ({ facts }) => `If ${facts.argumentName} is in \`headers\`, correct it there.`,
  },
  {
    code: 'malformed-xml',
    fault: 'permanent',
    when: says('MalformedXML'),
    message: ({ request }) => `OSS could not read the list of parts of ${request.key ?? 'the object'}`,
    remedy: () => 'A proxy between the runner and OSS changes requests; if there is none, please report this.',
  },
  {
    code: 'request-altered',
    fault: 'permanent',
    when: says('MissingContentLength', 'NotImplemented', 'MethodNotAllowed'),
    message: ({ request, facts }) =>
      `${request.operation} did not reach ${request.host} as it was sent (${facts.serviceCode})`,
    remedy: () => 'A proxy on the way changes requests, or `endpoint` is not the endpoint of an OSS bucket.',
  },
  {
    code: 'precondition-failed',
    fault: 'permanent',
    when: says('PreconditionFailed', 'ObjectNotAppendable', 'PositionNotEqualToLength'),
    message: ({ request, facts }) =>
      `The state of ${request.key ?? 'the object'} forbids ${request.operation} (${facts.serviceCode})`,
    remedy: () =>
      'Publish under another key (`key-prefix` with the version), or find out what else writes this object.',
  },
]

export const OBJECT_CAUSES: readonly Cause<OssRequest>[] = [...UPLOAD, ...OBJECT]
