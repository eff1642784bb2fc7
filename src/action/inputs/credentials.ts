/** The inputs that say who signs: access keys or a role. */
import {
  type CredentialSource,
  findAccessKeys,
  keyProblems,
  type RoleToAssume,
} from '../../core/service/credentials.ts'
import { withoutLogin } from '../../core/text/clean.ts'
import type { InputSource } from '../../ports.ts'
import type { InputReader } from './reader.ts'

/** Secrets are never quoted; these lines show where they come from. */
const WRITE_ID = 'access-key-id: ${{ secrets.OSS_ACCESS_KEY_ID }}'
const WRITE_SECRET = 'access-key-secret: ${{ secrets.OSS_ACCESS_KEY_SECRET }}'
const WRITE_ROLE = 'role-to-assume: acs:ram::<account>:role/<role>'
const WRITE_ECS = 'role-to-assume: ecs'
const WRITE_PROVIDER = 'oidc-provider-arn: acs:ram::<account>:oidc-provider/<provider>'

const NOBODY: CredentialSource = {
  kind: 'keys',
  credentials: { accessKeyId: '', accessKeySecret: '', securityToken: undefined, expiresAtMs: undefined },
  from: '',
}

/** @returns whether neither a role nor an access key is given. */
export function namesNobody({ input, environment }: InputSource): boolean {
  const isRole = input('role-to-assume') !== '' || input('oidc-provider-arn') !== ''
  return !isRole && findAccessKeys(input, environment).kind === 'none'
}

/** @returns a role where one is named, else the first access keys of the chain; what is wrong is in the reader's problems. */
export function readCredentials(reader: InputReader): CredentialSource {
  const roleArn = reader.input('role-to-assume')
  const providerArn = reader.input('oidc-provider-arn')
  if (roleArn === '' && providerArn === '') return readKeys(reader)
  const problems = reader.problems
  if (roleArn.toLowerCase() === 'ecs') return readEcs(reader)
  if (reader.input('access-key-id') !== '' || reader.input('access-key-secret') !== '') {
    const problem = 'and `access-key-id` are both set: remove the access key, the role needs none'
    problems.push({ input: 'role-to-assume', problem, write: WRITE_ROLE })
  }
  return { kind: 'role', role: { ...readArns(reader, { roleArn, providerArn }), ...readSession(reader) } }
}

function readEcs(reader: InputReader): CredentialSource {
  const others = ['oidc-provider-arn', 'access-key-id', 'access-key-secret', 'security-token']
  for (const input of others.filter((name) => reader.input(name) !== '')) {
    const problem = 'conflicts with `role-to-assume: ecs`: the instance has its credentials from its metadata service'
    reader.problems.push({ input, problem, write: WRITE_ECS })
  }
  return { kind: 'ecs' }
}

/** @returns the YAML line that sets an input or variable of this name. */
function writeKey(name: string): string {
  if (/token$/i.test(name)) return 'security-token: ${{ secrets.OSS_SESSION_TOKEN }}'
  return /secret$/i.test(name) ? WRITE_SECRET : WRITE_ID
}

function readKeys(reader: InputReader): CredentialSource {
  const found = findAccessKeys(reader.input, reader.environment)
  switch (found.kind) {
    case 'found':
      for (const { name, problem } of keyProblems(found)) {
        reader.problems.push({ input: name, problem, write: writeKey(name) })
      }
      return { kind: 'keys', credentials: found.credentials, from: found.from }
    case 'half': {
      const problem = `is empty, while \`${found.present}\` is set: half a pair of credentials`
      reader.problems.push({
        input: found.missing,
        problem,
        write: /secret$/i.test(found.missing) ? WRITE_SECRET : WRITE_ID,
      })
      return NOBODY
    }
    case 'none':
      reportNone(reader)
      return NOBODY
  }
}

function reportNone(reader: InputReader): void {
  const input = 'access-key-id'
  const empty =
    'is empty, and so are `access-key-secret`, `role-to-assume`, and OSS_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_ID in the environment: there are no credentials'
  if (reader.onEcs?.() === true) {
    const problem = `${empty}. This runner is an ECS instance: its own RAM role can sign`
    reader.problems.push({ input, problem, write: WRITE_ECS })
    return
  }
  switch (reader.secretsWithheld?.()) {
    case undefined:
      reader.problems.push(
        { input, problem: empty, write: WRITE_ID },
        { input: 'access-key-secret', problem: 'is empty as well', write: WRITE_SECRET },
      )
      return
    case 'fork':
      reader.problems.push({
        input,
        problem: `${empty}. GitHub withholds secrets from pull requests of forks`,
        condition: 'github.event.pull_request.head.repo.full_name == github.repository',
      })
      return
    case 'dependabot':
      reader.problems.push({
        input,
        problem: `${empty}. GitHub withholds the secrets of Actions from runs that Dependabot starts`,
        condition: "github.actor != 'dependabot[bot]'",
      })
  }
}

function readArns(
  reader: InputReader,
  { roleArn, providerArn }: { readonly roleArn: string; readonly providerArn: string },
): Pick<RoleToAssume, 'roleArn' | 'providerArn'> {
  const arns = [
    { input: 'role-to-assume', partner: 'oidc-provider-arn', value: roleArn, kind: 'role', write: WRITE_ROLE },
    {
      ...{ input: 'oidc-provider-arn', partner: 'role-to-assume' },
      ...{ value: providerArn, kind: 'oidc-provider', write: WRITE_PROVIDER },
    },
  ]
  for (const { input, partner, value, kind, write } of arns) {
    if (value === '')
      reader.problems.push({
        input,
        problem: `is empty, and \`${partner}\` needs it: role and provider go together`,
        write,
      })
    else if (!new RegExp(`^acs:ram::\\d+:${kind}/[\\w.@/-]+$`).test(value)) {
      reader.problems.push({
        input,
        value,
        problem: `is not an ARN of the form \`acs:ram::<account>:${kind}/<name>\``,
        write,
      })
    }
  }
  return { roleArn, providerArn }
}

/** Names and defaults are those of https://github.com/aliyun/configure-aliyun-credentials-action. */
function readSession(reader: InputReader): Omit<RoleToAssume, 'roleArn' | 'providerArn'> {
  const sessionName = reader.input('role-session-name') || 'github-action-session'
  if (!/^[\w.@-]{2,64}$/.test(sessionName)) {
    const problem = 'is not 2 to 64 letters, digits and `.@-_`'
    reader.problems.push({
      input: 'role-session-name',
      value: sessionName,
      problem,
      write: 'role-session-name: release',
    })
  }
  const expiration = reader.input('role-session-expiration') || '1800'
  const sessionSeconds = Number(expiration)
  if (!/^\d+$/.test(expiration) || sessionSeconds < 900 || sessionSeconds > 43_200) {
    const problem = 'is not a whole number of seconds from 900 to 43200 (and the role has its own maximum)'
    reader.problems.push({
      input: 'role-session-expiration',
      value: expiration,
      problem,
      write: 'role-session-expiration: 3600',
    })
  }
  const audience = reader.input('audience') || 'sts.aliyuncs.com'
  return { sessionName, sessionSeconds, audience, stsUrl: readStsUrl(reader) }
}

function readStsUrl(reader: InputReader): string {
  const value = reader.input('sts-endpoint') || 'sts.aliyuncs.com'
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`)
  if (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username + url.password === '' &&
    url.search === '' &&
    url.hash === ''
  )
    return url.href
  const problem = 'is neither a host nor an http(s) URL'
  reader.problems.push({
    input: 'sts-endpoint',
    value: withoutLogin(value),
    problem,
    write: 'sts-endpoint: sts.cn-hangzhou.aliyuncs.com',
  })
  return 'https://sts.aliyuncs.com/'
}
