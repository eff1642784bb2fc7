/** Keeps the bytes of a file here for as long as they are read, where they come from elsewhere. */
import { digestHeaders } from '../../core/plan/digest-headers.ts'
import type { HeldBytes } from '../../ports/release.ts'
import type { Headers } from '../../ports.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'

/** @returns what lets them go; undefined for files of this machine. Throws an ActionError where they cannot be had. */
export async function holdBytes(
  { origin, progress, signal }: Pick<FileReader, 'origin' | 'progress' | 'signal'>,
  path: string,
): Promise<HeldBytes | undefined> {
  if (origin?.facts(path) === undefined) return undefined
  progress.begin('disk')
  try {
    return await origin.hold(path, { signal, onBytes: () => progress.moved() })
  } finally {
    progress.end('disk')
  }
}

/** @returns the headers of a file's object, with the digests that are known of bytes that come from elsewhere. */
export function headersWithDigests(
  { origin }: Partial<Pick<Engine, 'origin'>>,
  { path, headers }: SourceFile,
): Headers {
  const facts = origin?.facts(path)
  return facts === undefined ? headers : { ...headers, ...digestHeaders(facts, headers) }
}
