import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ActionsCache } from '../actions-cache/actions-cache.ts'
import type { OidcEndpoint, OidcJob } from '../oidc/oidc-job.ts'
import type { Contexts } from './expressions.ts'
import type { Machine } from './step/machine.ts'
import type { Masker } from './step/masker.ts'
import { systemEnvironment, systemName } from './step/system.ts'

/** Options of the run and its job; the defaults are those of an ordinary push to main. */
export interface JobOptions {
  readonly repository?: string
  /** `refs/heads/main` unless given. */
  readonly ref?: string
  readonly defaultRef?: string
  readonly baseRef?: string
  readonly sha?: string
  readonly runId?: string
  readonly runNumber?: string
  readonly runAttempt?: number
  readonly workflow?: string
  /** The job's ID: GITHUB_JOB. */
  readonly job?: string
  /** The job's place in its matrix, and the matrix's values; a job without one has no matrix. */
  readonly strategy?: { readonly index: number; readonly total: number; readonly matrix: Contexts }
  readonly actor?: string
  readonly eventName?: string
  /** Content of GITHUB_EVENT_PATH. */
  readonly event?: unknown
  /** `https://github.com` unless given; another host than github.com, *.ghe.com or *.localhost is a GHES. */
  readonly serverUrl?: string
  /** The workflow's and the job's `env`. */
  readonly env?: Readonly<Record<string, string>>
  /** Masked everywhere; in `with` as `${{ secrets.NAME }}`. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly permissions?: { readonly 'id-token'?: 'write' | 'none' }
  /** ACTIONS_STEP_DEBUG and RUNNER_DEBUG. */
  readonly debug?: boolean
  /** Without it there is no cache service, as on a GHES without one. */
  readonly cache?: ActionsCache
  /** Permissions of the runtime token; `read` for untrusted triggers. */
  readonly cacheAccess?: 'read-write' | 'read' | 'none'
  readonly oidc?: OidcEndpoint
}

/** The job's part of every step's environment and of the contexts. */
export interface JobEnvironment {
  /** Variables that a workflow's `env` may replace. */
  readonly system: Readonly<Record<string, string>> & { readonly PATH: string }
  /** Variables that it may not replace: GITHUB_*, RUNNER_* and ACTIONS_*. */
  readonly fixed: Readonly<Record<string, string>>
  readonly contexts: Contexts
  readonly trackingId: string
}

/** Writes the event file, registers the job's secrets for masking, and returns what all steps of the job share. */
export async function setUpJob(options: JobOptions, machine: Machine, masker: Masker): Promise<JobEnvironment> {
  const eventPath = join(machine.root, 'work', '_github_workflow_event.json')
  await writeFile(eventPath, JSON.stringify(options.event ?? { repository: { default_branch: 'main' } }))
  for (const secret of Object.values(options.secrets ?? {})) masker.add(secret)
  const token = `ghs_fake${randomBytes(14).toString('hex')}`
  masker.add(token)
  const github = githubContext(options, machine, eventPath)
  const runner = runnerContext(machine, options.debug === true)
  const trackingId = `github_${crypto.randomUUID()}`
  const services = { ...cacheEnvironment(options, masker), ...oidcEnvironment(options, masker) }
  return {
    trackingId,
    contexts: {
      ...{ github: { ...github, token }, runner, secrets: { ...options.secrets }, env: { ...options.env } },
      strategy: {
        'job-index': String(options.strategy?.index ?? 0),
        'job-total': String(options.strategy?.total ?? 1),
      },
      matrix: options.strategy?.matrix,
    },
    // A step without credentials must not ask a metadata service outside this machine.
    system: {
      ...systemEnvironment(machine),
      PATH: machine.path,
      CI: 'true',
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    },
    fixed: {
      GITHUB_ACTIONS: 'true',
      RUNNER_TRACKING_ID: trackingId,
      ...prefixed('RUNNER', runner),
      ...prefixed('GITHUB', github),
      ...services,
    },
  }
}

function githubContext(options: JobOptions, machine: Machine, eventPath: string): Record<string, string> {
  const job = describeJob(options)
  const ref = job.ref
  const server = options.serverUrl ?? 'https://github.com'
  const isDotCom = server === 'https://github.com'
  return {
    action_ref: 'v1',
    action_repository: 'octo-org/upload',
    actor: job.actor,
    actor_id: '583231',
    api_url: isDotCom ? 'https://api.github.com' : `${server}/api/v3`,
    base_ref: options.baseRef?.replace('refs/heads/', '') ?? '',
    event_name: job.eventName,
    event_path: eventPath,
    graphql_url: isDotCom ? 'https://api.github.com/graphql' : `${server}/api/graphql`,
    head_ref: '',
    job: options.job ?? 'publish',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: 'false',
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: job.repository,
    repository_id: '1296269',
    repository_owner: job.repository.split('/')[0] ?? '',
    repository_owner_id: '6811672',
    retention_days: '90',
    run_attempt: String(job.runAttempt),
    run_id: job.runId,
    run_number: options.runNumber ?? '42',
    server_url: server,
    sha: job.sha,
    triggering_actor: job.actor,
    workflow: job.workflow,
    workflow_ref: `${job.repository}/.github/workflows/release.yml@${ref}`,
    workflow_sha: job.sha,
    workspace: machine.workspace,
  }
}

function describeJob(options: JobOptions): OidcJob {
  return {
    repository: options.repository ?? 'octo-org/octo-repo',
    ref: options.ref ?? 'refs/heads/main',
    sha: options.sha ?? '0123456789abcdef0123456789abcdef01234567',
    runId: options.runId ?? '9000000001',
    runAttempt: options.runAttempt ?? 1,
    workflow: options.workflow ?? 'Release',
    actor: options.actor ?? 'octocat',
    eventName: options.eventName ?? 'push',
  }
}

function runnerContext(machine: Machine, debug: boolean): Record<string, string> {
  return {
    os: systemName(),
    arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
    name: 'GitHub Actions 1',
    environment: 'github-hosted',
    temp: machine.runnerTemp,
    tool_cache: machine.toolCache,
    workspace: machine.runnerWorkspace,
    ...(debug ? { debug: '1' } : {}),
  }
}

function cacheEnvironment(options: JobOptions, masker: Masker): Record<string, string> {
  const { cache } = options
  if (!cache) return { ACTIONS_RUNTIME_TOKEN: maskedToken(masker) }
  const job = describeJob(options)
  const token = cache.token({
    repository: job.repository,
    ref: job.ref,
    defaultRef: options.defaultRef ?? 'refs/heads/main',
    mode: options.cacheAccess ?? 'read-write',
    ...(options.baseRef === undefined ? {} : { baseRef: options.baseRef }),
  })
  masker.add(token)
  return { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: cache.url, ACTIONS_CACHE_SERVICE_V2: 'True' }
}

function oidcEnvironment(options: JobOptions, masker: Masker): Record<string, string> {
  if (!options.oidc || options.permissions?.['id-token'] !== 'write') return {}
  const { url, token } = options.oidc.requestUrlFor(describeJob(options))
  masker.add(token)
  return { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token }
}

function maskedToken(masker: Masker): string {
  const token = `fake-runtime-${randomBytes(16).toString('hex')}`
  masker.add(token)
  return token
}

function prefixed(prefix: string, context: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(context).map(([name, value]) => [`${prefix}_${name.toUpperCase()}`, value]))
}
