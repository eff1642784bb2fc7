/** Adapters → ports: the job's access to OSS, disk, cache, clock and workflow. */

import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CredentialProvider, createCredentialProvider } from '../adapters/credentials/credentials.ts'
import { expandBraces } from '../adapters/disk/alternatives.ts'
import { createCheckpointFiles } from '../adapters/disk/checkpoint-files.ts'
import { makeFolder } from '../adapters/disk/folders.ts'
import { createLocalFiles } from '../adapters/disk/local-files.ts'
import { loadYaml } from '../adapters/feeds/load-yaml.ts'
import { createHeldCache } from '../adapters/github/held-cache.ts'
import { createStepCheckpoints, ownFiles } from '../adapters/github/step-checkpoints.ts'
import { mask, setOutputs, workflowInputs } from '../adapters/github/workflow.ts'
import { createHttpCaller } from '../adapters/http/http-call.ts'
import { createOssStore, type OssStore } from '../adapters/oss/oss.ts'
import { createTransport } from '../adapters/oss/transport.ts'
import { createReadingSigner } from '../adapters/oss/url-signer.ts'
import { systemClock } from '../adapters/process/clock.ts'
import { nodeHashes } from '../adapters/process/hashes.ts'
import { createCdnRefresh } from '../adapters/readers/cdn.ts'
import { createPublicLook } from '../adapters/readers/public-look.ts'
import { createReaders } from '../adapters/readers/reader.ts'
import { createAssetCopies } from '../adapters/releases/asset-download.ts'
import { loadReleaseSource } from '../adapters/releases/load-releases.ts'
import { largestPut } from '../core/bytes/parts.ts'
import { ActionError } from '../core/errors/errors.ts'
import { requestHeadersOf } from '../core/naming/headers.ts'
import { bucketIdOf } from '../core/records/names.ts'
import { bucketUrl } from '../core/service/endpoint.ts'
import { proxyFor } from '../core/service/proxy.ts'
import { policyNeeds } from '../core/service/ram-policy.ts'
import { publicBase } from '../core/service/urls.ts'
import { formatDuration } from '../core/text/quantities.ts'
import type { EnginePorts } from '../engine/bucket/create-engine.ts'
import { type AssetFiles, createAssetFiles } from '../engine/source/asset-files.ts'
import type { HoldPorts, HoldSettings } from '../jobs/hold.ts'
import type { HeldPorts } from '../jobs/publish-held.ts'
import type { LocalFiles, Reporter, Run } from '../ports.ts'
import type { Inputs } from './inputs/inputs.ts'
import { createOutcome } from './outcome/outcome.ts'

/** The machine and the workflow run in which the step runs. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  /** Folder of this action under RUNNER_TEMP. */
  readonly folder: string
  /** The step's own file, see step-state.ts. */
  readonly stepFile: string
  /** Absolute. */
  readonly workspace: string
  readonly reporter: Reporter
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal
  readonly run: Run
  /** The bundle that talks to the Actions cache, in its own process. */
  readonly cacheEntry: string
  /** `github-token`; removed from the environment. */
  readonly githubToken: string | undefined
}

/** What the step's job gets. */
export interface Composition {
  readonly ports: HoldPorts & Pick<HeldPorts, 'onRelease'>
  /** What distinguishes this job from others of the run; the same in every attempt. */
  readonly job: Pick<HoldSettings, 'job' | 'isJobKnown'>
  /** Ends the connections. */
  close(): void
}

/** @returns the ports of the step's job. No request is sent yet. */
export function compose(inputs: Inputs, surroundings: Surroundings): Composition {
  const { env, folder, stepFile, workspace, reporter, signal, run, cacheEntry } = surroundings
  const { bucket, region } = inputs
  const credentials = createCredentialProvider({ source: inputs.credentials, env, clock: systemClock, reporter, mask })
  const baseUrl = bucketUrl(inputs.endpoint, bucket)
  const transport = createTransport({ baseUrl, stallTimeoutMs: inputs.stallTimeoutMs, env })
  const policy = policyNeeds({ ...inputs, headers: inputs.headers.map(({ headers }) => headers) })
  const store = createOssStore({
    ...{ bucket, region, endpoint: inputs.endpoint, transport, credentials, policy, overwrite: inputs.overwrite },
    requestHeaders: requestHeadersOf(inputs.headers),
    proxy: proxyFor(new URL(baseUrl), env),
  })
  const serviceNowMs = () => store.serviceNowMs()
  const uploads = { baseUrl, transport }
  const { publicLook, readers, cdn } = readerPorts(inputs, { surroundings, credentials, uploads, serviceNowMs })
  const cacheCaller = { entry: cacheEntry, stateFolder: folder, env }
  const { resume, checkpointDir, dryRun } = inputs
  const checkpointsOptions = {
    ...{ bucket, region, resume, checkpointDir, dryRun, stepFile, run, reporter, signal },
    ...cacheCaller,
  }
  const bucketId = bucketIdOf(nodeHashes.sha256Of, inputs)
  const local = createLocalFiles({ workspace, isOwn: ownFiles({ checkpointDir, stateFolder: folder }) })
  let releaseTag: string | undefined
  const onRelease = (tag: string) => {
    releaseTag = tag
    // A step that fails later has it too.
    setOutputs({ 'release-tag': tag })
  }
  const assets = createAssets(inputs, { surroundings, local, onRelease })
  return {
    ports: {
      ...enginePorts({ surroundings, store, credentials }),
      ...(assets === undefined ? { files: local } : { files: assets.files, origin: assets.origin }),
      readers,
      cdn,
      onPublished: (key) => publicLook?.shown(key),
      scratch: (content) => writeScratch(folder, content),
      yaml: loadYaml,
      checkpointsWith: (held) => createStepCheckpoints({ ...checkpointsOptions, held }),
      heldRecords: createHeldCache({ ...cacheCaller, signal, bucketId, runId: run.id, runAttempt: run.attempt }),
      checkpoints: createCheckpointFiles({
        ...{ bucket, region, folder: undefined, restoredFolder: undefined },
        onWriteFailure() {},
      }),
      outcome: createOutcome({
        ...{ inputs, credentials, reporter, env, folder, signal, publicLook, serviceNowMs },
        releaseTag: () => releaseTag,
      }),
      onRelease,
      releaseTag: () => releaseTag,
    },
    job: describeJob(inputs, env),
    close() {
      credentials.close()
      transport.close()
      readers?.close()
      assets?.close()
    },
  }
}

interface ReaderOptions {
  readonly surroundings: Pick<Surroundings, 'env' | 'signal'>
  readonly credentials: CredentialProvider
  readonly uploads: Parameters<typeof createPublicLook>[0]['uploads']
  serviceNowMs(): number
}

/**
 * @returns what asks as a reader, and what refreshes the CDN in front of the bucket; each is undefined unless it is wanted. Only a step that makes objects
 *   visible waits for readers.
 */
function readerPorts(
  inputs: Inputs,
  { surroundings: { env, signal }, credentials, uploads, serviceNowMs }: ReaderOptions,
) {
  const { bucket, region, checkPublic, cdn: service } = inputs
  const base = publicBase(inputs)
  const isSigned = inputs.signedUrlExpiresMs !== undefined
  const sign = isSigned ? createReadingSigner({ bucket, region, credentials, nowMs: serviceNowMs }) : undefined
  return {
    publicLook: isSigned || checkPublic.kind !== 'note' ? undefined : createPublicLook({ base, env, signal, uploads }),
    readers: checkPublic.kind === 'wait' && publishes(inputs) ? createReaders({ base, env, sign }) : undefined,
    cdn:
      service && publishes(inputs)
        ? createCdnRefresh({ service, base, http: createHttpCaller(env), credentials, clock: systemClock })
        : undefined,
  }
}

function publishes({ mode }: Inputs): boolean {
  return mode.kind === 'upload' || mode.kind === 'publish-held'
}

/** @returns the assets of the release as files; undefined where files of this machine are published. */
function createAssets(
  { fromRelease, dryRun, giveUpAfterMs, stallTimeoutMs, ifNoFilesFound, mode, partSize }: Inputs,
  {
    surroundings: { env, folder, reporter, signal, githubToken },
    local,
    onRelease,
  }: { readonly surroundings: Surroundings; readonly local: LocalFiles; onRelease(tag: string): void },
): AssetFiles | undefined {
  if (fromRelease === undefined) return undefined
  const { choice, ...at } = fromRelease
  const onWait = (why: string, delayMs: number) => reporter.info(`${why} Asked again in ${formatDuration(delayMs)}.`)
  const openSource = () =>
    loadReleaseSource({
      ...at,
      ...{ token: githubToken, secretsWithheld: workflowInputs.secretsWithheld?.(), env, clock: systemClock },
      ...{ giveUpAfterMs, onWait },
    })
  const copies = createAssetCopies({
    folder: join(folder, `assets-${randomUUID()}`),
    ...{ env, clock: systemClock, stallTimeoutMs, giveUpAfterMs },
  })
  return createAssetFiles({
    ...{ local, copies, choice, openSource, dryRun, giveUpAfterMs, reporter, signal, clock: systemClock },
    onRelease,
    needsAll: ifNoFilesFound === 'error',
    expand: expandBraces,
    // Files that are only held are sent in parts, whatever their size.
    keptUpToBytes: mode.kind === 'hold' ? 0 : largestPut(partSize),
  })
}

function enginePorts({
  surroundings: { reporter, signal, run },
  store,
  credentials,
}: {
  readonly surroundings: Surroundings
  readonly store: OssStore
  readonly credentials: CredentialProvider
}): Omit<EnginePorts, 'files'> {
  return {
    ...{ store, reporter, signal, hashes: nodeHashes, clock: systemClock },
    signing: {
      correctClock: (serverTimeMs) => store.correctClock(serverTimeMs),
      canRefresh: credentials.canMint,
      prepare: async (until) => void (await credentials.current(until)),
    },
    run: `${run.id}.${run.attempt}`,
  }
}

/** Without `job-context`, which is set by its default in action.yml, jobs are distinguished only by what a step can see itself. */
function describeJob(
  { jobContext, keyPrefix, shard }: Inputs,
  { GITHUB_JOB, RUNNER_OS, RUNNER_ARCH }: NodeJS.ProcessEnv,
): Composition['job'] {
  const isJobKnown = jobContext !== undefined
  const facts = isJobKnown ? [GITHUB_JOB, jobContext] : [GITHUB_JOB, RUNNER_OS, RUNNER_ARCH, keyPrefix, shard]
  return { job: nodeHashes.sha256Of(JSON.stringify(facts)), isJobKnown }
}

async function writeScratch(folder: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, `made-${randomUUID()}`)
  try {
    makeFolder(folder)
    writeFileSync(path, content)
  } catch (cause) {
    throw new ActionError({
      code: 'scratch-unwritable',
      message: `A file of this step cannot be written to the runner's folder for temporary files (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`,
      remedy: 'Free space there, or give the user of the job the right to write there (`RUNNER_TEMP`).',
      cause,
    })
  }
  return path
}
