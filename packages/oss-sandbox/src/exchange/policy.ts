import type { BucketAcl, Credential } from '../options.ts'
import { currentObject } from '../store/buckets.ts'
import { accessDenied } from '../wire/errors.ts'
import { hasQuery, queryValue, type RequestHead } from '../wire/request.ts'
import type { Exchange } from './exchange.ts'
import type { Operation } from './operation.ts'

/** The RAM action of each operation: https://www.alibabacloud.com/help/en/oss/user-guide/ram-policy */
const ACTIONS: Readonly<Record<Operation, string>> = {
  ListBuckets: 'oss:ListBuckets',
  PutBucket: 'oss:PutBucket',
  DeleteBucket: 'oss:DeleteBucket',
  GetBucketInfo: 'oss:GetBucketInfo',
  GetBucketStat: 'oss:GetBucketStat',
  GetBucketLocation: 'oss:GetBucketLocation',
  GetBucketAcl: 'oss:GetBucketAcl',
  PutBucketAcl: 'oss:PutBucketAcl',
  GetBucketVersioning: 'oss:GetBucketVersioning',
  PutBucketVersioning: 'oss:PutBucketVersioning',
  GetBucketPublicAccessBlock: 'oss:GetBucketPublicAccessBlock',
  PutBucketPublicAccessBlock: 'oss:PutBucketPublicAccessBlock',
  ListLiveChannel: 'oss:ListLiveChannel',
  ListObjects: 'oss:ListObjects',
  ListObjectsV2: 'oss:ListObjects',
  ListObjectVersions: 'oss:ListObjectVersions',
  ListMultipartUploads: 'oss:ListMultipartUploads',
  DeleteMultipleObjects: 'oss:DeleteObject',
  PutObject: 'oss:PutObject',
  AppendObject: 'oss:PutObject',
  CopyObject: 'oss:PutObject',
  GetObject: 'oss:GetObject',
  HeadObject: 'oss:GetObject',
  GetObjectMeta: 'oss:GetObject',
  DeleteObject: 'oss:DeleteObject',
  GetObjectAcl: 'oss:GetObjectAcl',
  PutObjectAcl: 'oss:PutObjectAcl',
  GetObjectTagging: 'oss:GetObjectTagging',
  PutObjectTagging: 'oss:PutObjectTagging',
  DeleteObjectTagging: 'oss:DeleteObjectTagging',
  InitiateMultipartUpload: 'oss:PutObject',
  UploadPart: 'oss:PutObject',
  UploadPartCopy: 'oss:PutObject',
  CompleteMultipartUpload: 'oss:PutObject',
  AbortMultipartUpload: 'oss:AbortMultipartUpload',
  ListParts: 'oss:ListParts',
}

const PUBLIC_READS: readonly Operation[] = ['GetObject', 'HeadObject', 'GetObjectMeta', 'ListObjects', 'ListObjectsV2']
const PUBLIC_WRITES: readonly Operation[] = [
  'PutObject',
  'AppendObject',
  'DeleteObject',
  'InitiateMultipartUpload',
  'UploadPart',
  'CompleteMultipartUpload',
]

/** Operations of the PutObject action that take tags, and those that take an ACL. */
const TAGGING: readonly Operation[] = ['PutObject', 'AppendObject', 'CopyObject', 'InitiateMultipartUpload']
const TAKING_ACL: readonly Operation[] = ['PutObject', 'AppendObject', 'CopyObject', 'CompleteMultipartUpload']

/** Throws AccessDenied unless the sender may do this. */
export function authorize(exchange: Exchange): void {
  const { credential } = exchange.identity
  checkPayer(exchange)
  if (credential === undefined) authorizePublic(exchange)
  else for (const action of actionsOf(exchange)) authorizeAction(credential, action, exchange.identity.target.key)
}

/** Throws AccessDenied, with the details of a RAM denial, unless the credential may take the action on the key. */
export function authorizeAction(credential: Credential, action: string, key: string | undefined): void {
  const isAllowed = credential.allow === undefined || credential.allow.some((pattern) => matchesAction(pattern, action))
  const isInPrefix = credential.prefix === undefined || key === undefined || key.startsWith(credential.prefix)
  if (isAllowed && isInPrefix) return
  throw accessDenied('You have no right to access this object because of bucket acl.', '0003-00000001', {
    AccessDeniedDetail: {
      AuthAction: action,
      AuthPrincipalType: credential.securityToken === undefined ? 'SubUser' : 'AssumedRoleUser',
      AuthPrincipalOwnerId: '1234567890123456',
      AuthPrincipalDisplayName:
        credential.securityToken === undefined ? '212345678901234567' : 'sandbox-role:sandbox-session',
      NoPermissionType: 'ImplicitDeny',
      PolicyType: credential.securityToken === undefined ? 'AccountLevelIdentityBasedPolicy' : 'AssumeRolePolicy',
      EncodedDiagnosticMessage: 'AQIBIAAAAOsandbox',
    },
    User: '212345678901234567',
  })
}

/** Throws AccessDenied if the requester would have to pay and does not agree to it. */
function checkPayer({ head, identity, state }: Exchange): void {
  const bucket = state.buckets.get(identity.target.bucket ?? '')
  if (bucket?.payer !== 'Requester') return
  const payer = head.headers['x-oss-request-payer'] ?? queryValue(head, 'x-oss-request-payer')
  if (identity.credential !== undefined && payer?.toLowerCase() === 'requester') return
  const ec = identity.via === 'query' ? '0003-00000702' : '0003-00000703'
  throw accessDenied('Access denied for requester pay bucket', ec)
}

function matchesAction(pattern: string, action: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${source}$`, 'i').test(action)
}

function actionsOf({ operation, head }: Exchange): readonly string[] {
  const base = ACTIONS[operation]
  const action = hasQuery(head, 'versionId') ? versionAction(base) : base
  return [action, ...headerActions(operation, head)]
}

function versionAction(action: string): string {
  return /^oss:(?:(?:Get|Delete)Object|(?:Get|Put|Delete)Object(?:Acl|Tagging))$/.test(action)
    ? action.replace('Object', 'ObjectVersion')
    : action
}

function headerActions(operation: Operation, head: RequestHead): readonly string[] {
  const setsTags = TAGGING.includes(operation) && head.headers['x-oss-tagging'] !== undefined
  const setsAcl = TAKING_ACL.includes(operation) && head.headers['x-oss-object-acl'] !== undefined
  return [...(setsTags ? ['oss:PutObjectTagging'] : []), ...(setsAcl ? ['oss:PutObjectAcl'] : [])]
}

function authorizePublic({ identity, operation, state }: Exchange): void {
  const bucket = state.buckets.get(identity.target.bucket ?? '')
  const object = bucket === undefined ? undefined : currentObject(bucket, identity.target.key ?? '')
  const bucketAcl = bucket === undefined || bucket.blockPublicAccess ? 'private' : bucket.acl
  const objectAcl = object?.properties.acl ?? 'default'
  const acl: BucketAcl = objectAcl === 'default' || bucket?.blockPublicAccess === true ? bucketAcl : objectAcl
  if (PUBLIC_READS.includes(operation) && acl !== 'private') return
  if (PUBLIC_WRITES.includes(operation) && acl === 'public-read-write') return
  const because = objectAcl === 'default' ? 'bucket acl' : 'object acl'
  throw accessDenied(`You have no right to access this object because of ${because}.`, '0003-00000001')
}
