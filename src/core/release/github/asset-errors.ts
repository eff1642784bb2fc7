/** What goes wrong while the bytes of an asset are fetched. No error has anything of the address, which is a secret. */
import { ActionError, asActionError } from '../../errors/errors.ts'
import { formatSize } from '../../text/quantities.ts'
import { singleLine } from '../../text/text.ts'

/** @returns how the fetching of an asset is called in sentences. */
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

/** @returns the error of bytes other than those that were asked for. */
export function wrongRange(name: string, problem: string): ActionError {
  return new ActionError({
    code: 'asset-range',
    message: `Other bytes came than were asked for while ${fetchingText(name)}: ${problem}.`,
    remedy: 'The asset was replaced, or a cache on the way changes answers. Run the step again.',
    fault: 'part',
  })
}

/** @returns the error of an answer that ended before it brought anything. */
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
    remedy: 'Bytes are fetched over https alone. Something on the way changes answers, or the server is set up so.',
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

/** What says that a release is not what it was taken for. */
const AGAINST_RELEASE = ['asset-digest', 'asset-sums', 'release-changed']

/** @returns whether a failure of one asset speaks against the others too: nothing more of the release shows. */
export function isAgainstRelease(error: unknown): boolean {
  const code = asActionError(error)?.code
  return code !== undefined && AGAINST_RELEASE.includes(code)
}

/** @returns the error of a disk that does not take the bytes. @param code of the system, such as `ENOSPC` */
export function diskRefused(
  name: string,
  code: string,
  { sizeBytes, cause }: { readonly sizeBytes: number; readonly cause: unknown },
): ActionError {
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return new ActionError({
    code: 'release-disk',
    message: `The disk of the runner did not take the asset ${singleLine(name, 200)} of ${formatSize(sizeBytes)} (${code}).`,
    remedy: isFull
      ? 'Something else filled the disk meanwhile. Free space before this step, or choose a runner with a larger disk.'
      : 'Check the folder for temporary files (RUNNER_TEMP) of the runner.',
    cause,
  })
}

/** @returns the error of an asset of which files of checksums say different things, so that nothing vouches for its bytes. */
export function sumsContradict(name: string): ActionError {
  return new ActionError({
    code: 'asset-sums',
    message: `The files of checksums of the release say different things of the asset ${singleLine(name, 200)}. Nothing of it is sent`,
    remedy: 'Correct the files of checksums, or upload the asset again: GitHub then has a digest of its own for it.',
  })
}
