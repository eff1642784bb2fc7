/** Errors of fetching the bytes of an asset. No error contains the address, which is a secret. */
import { ActionError, asActionError } from '../../errors/errors.ts'
import { formatSize } from '../../text/quantities.ts'
import { singleLine } from '../../text/text.ts'

/** @returns the fetching of an asset in words. */
export function fetchingText(name: string): string {
  return `fetching the asset ${singleLine(name, 200)}`
}

/** @returns the error of an answer that is not bytes. 4xx: most likely the address has expired, so that another one helps. */
export function bytesRefused(
  name: string,
  {
    host,
    status,
    retryAfterMs,
  }: { readonly host: string; readonly status: number; readonly retryAfterMs: number | undefined },
): ActionError {
  const isBusy = status >= 500 || status === 408 || status === 429
  return new ActionError({
    code: isBusy ? 'asset-busy' : 'asset-refused',
    message: `${host} refused ${fetchingText(name)} (HTTP ${status}).`,
    remedy:
      'Run the step again. If this repeats, something between the runner and GitHub changes or blocks the request.',
    fault: isBusy ? 'busy' : 'part',
    facts: { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  })
}

/** @returns the error of bytes other than the requested ones. */
export function wrongRange(name: string, problem: string): ActionError {
  return new ActionError({
    code: 'asset-range',
    message: `Other bytes than the requested ones came while ${fetchingText(name)}: ${problem}.`,
    remedy: 'The asset was replaced, or a cache on the way changes answers. Run the step again.',
    fault: 'part',
  })
}

/** @returns the error of an answer that ended before any bytes. */
export function nothingCame(name: string): ActionError {
  return new ActionError({
    code: 'asset-cut',
    message: `An answer ended early while ${fetchingText(name)}.`,
    remedy: 'Run the step again.',
    fault: 'network',
  })
}

/** @returns the error of a redirect that is not followed. */
export function redirectRefused(name: string, reason: string): ActionError {
  return new ActionError({
    code: 'asset-address-refused',
    message: `The address of an asset redirects ${reason} while ${fetchingText(name)}.`,
    remedy:
      'Bytes are fetched only over https. Something on the way changes answers, or the server is configured that way.',
  })
}

/** @returns the error of bytes that are not those that were uploaded, also when fetched a second time. */
export function digestMismatch(
  name: string,
  { got, wanted, saidBy }: { readonly got: string; readonly wanted: string; readonly saidBy: string },
): ActionError {
  return new ActionError({
    code: 'asset-digest',
    message: `The asset ${singleLine(name, 200)} has the SHA-256 ${got}, and ${singleLine(saidBy, 200)} says ${wanted}. Nothing of it is sent.`,
    remedy: 'Upload the asset again, or the file of checksums if that is what is wrong.',
  })
}

/** Codes of errors which show that the release itself is not trustworthy. */
const AGAINST_RELEASE = ['asset-digest', 'asset-sums', 'release-changed']

/** @returns whether a failure of one asset makes the others doubtful, too: then nothing more of the release is published. */
export function isAgainstRelease(error: unknown): boolean {
  const code = asActionError(error)?.code
  return code !== undefined && AGAINST_RELEASE.includes(code)
}

/** @returns the error of a disk that cannot store the bytes. @param code of the system, such as `ENOSPC` */
export function diskRefused(
  name: string,
  code: string,
  { sizeBytes, cause }: { readonly sizeBytes: number; readonly cause: unknown },
): ActionError {
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return new ActionError({
    code: 'release-disk',
    message: `The disk of the runner could not store the asset ${singleLine(name, 200)} of ${formatSize(sizeBytes)} (${code}).`,
    remedy: isFull
      ? 'Something else filled the disk meanwhile. Free space before this step, or choose a runner with a larger disk.'
      : 'Check the folder for temporary files (RUNNER_TEMP) of the runner.',
    cause,
  })
}

/** @returns the error of an asset for which checksums files contradict each other, so that its bytes cannot be verified. */
export function sumsContradict(name: string): ActionError {
  return new ActionError({
    code: 'asset-sums',
    message: `The checksums files of the release contradict each other about the asset ${singleLine(name, 200)}. Nothing of it is sent`,
    remedy: 'Correct the checksums files, or upload the asset again: GitHub then has its own digest for it.',
  })
}
