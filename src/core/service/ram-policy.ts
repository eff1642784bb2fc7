/** RAM policies: the permissions that the credentials of a step need. Source: https://www.alibabacloud.com/help/en/oss/user-guide/ram-policy */

/** What a step does beyond putting objects, if it needs another RAM action. */
export interface PolicyNeeds {
  /** Prefix of all object keys of the step. */
  readonly keyPrefix: string
  /** Objects get tags (`x-oss-tagging`). */
  readonly tags: boolean
  /** Objects get their own ACL (`x-oss-object-acl`). */
  readonly acl: boolean
  /** Objects are encrypted with keys of KMS. */
  readonly kms: boolean
  /** Objects in the bucket are compared (`overwrite: never` or `if-changed`, `version`) or copied. */
  readonly reads: boolean
}

/** @returns what a step with these inputs does. @param headers all headers that objects may get, by lower-case name */
export function policyNeeds({
  keyPrefix,
  headers,
  overwrite,
  version,
}: {
  readonly keyPrefix: string
  readonly headers: readonly Readonly<Record<string, string>>[]
  readonly overwrite: 'always' | 'never' | 'if-changed'
  readonly version?: object | undefined
}): PolicyNeeds {
  const has = (name: string) => headers.some((one) => one[name] !== undefined)
  return {
    keyPrefix,
    tags: has('x-oss-tagging'),
    acl: has('x-oss-object-acl'),
    kms: headers.some((one) => one['x-oss-server-side-encryption'] === 'KMS'),
    reads: overwrite !== 'always' || version !== undefined,
  }
}

/** @returns the RAM actions that a step needs, sorted; `denied` is one that the service has just named. */
export function neededActions(needs: PolicyNeeds, denied?: string): readonly string[] {
  const actions = new Set(['oss:PutObject'])
  if (needs.tags) actions.add('oss:PutObjectTagging')
  if (needs.acl) actions.add('oss:PutObjectAcl')
  if (needs.reads) actions.add('oss:GetObject')
  if (needs.kms) for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) actions.add(action)
  if (denied !== undefined && /^(oss|kms):[A-Za-z*]+$/.test(denied)) actions.add(denied)
  return [...actions].sort()
}

/**
 * A policy for a single release would have to be changed for the next one.
 * @returns the common prefix of the keys of all versions: the prefix up to the first folder that names a version. If only a number is before
 *     that, the prefix itself: the whole bucket would be more than is needed.
 */
export function prefixOfVersions(keyPrefix: string): string {
  const folders = keyPrefix.split('/')
  const version = folders.findIndex(
    (folder) => /^v?\d+(?:[._-]\d+)*(?:[-+.].*)?$/i.test(folder) || /^[0-9a-f]{40}$/i.test(folder),
  )
  if (version === -1) return keyPrefix
  if (version === 0) return /^v/i.exec(keyPrefix)?.[0] ?? keyPrefix
  return folders
    .slice(0, version)
    .map((folder) => `${folder}/`)
    .join('')
}

/** @returns the smallest RAM policy that allows the actions on the keys of all versions, as JSON over several lines. */
export function formatRamPolicy({
  bucket,
  keyPrefix,
  actions,
}: {
  readonly bucket: string
  readonly keyPrefix: string
  readonly actions: readonly string[]
}): string {
  const ofService = (service: string) => actions.filter((action) => action.startsWith(`${service}:`))
  const allow = (Action: readonly string[], Resource: string) =>
    Action.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource: [Resource] }]
  const Statement = [
    ...allow(ofService('oss'), `acs:oss:*:*:${bucket}/${prefixOfVersions(keyPrefix)}*`),
    ...allow(ofService('kms'), 'acs:kms:*:*:key/*'),
  ]
  return JSON.stringify({ Version: '1', Statement }, null, 2)
}
