/** Keeps the bytes of a fetched file on this machine while they are read. */
import { digestHeaders } from '../../core/plan/digest-headers.ts'
import type { FetchedBytes } from '../../ports/release.ts'
import type { Headers } from '../../ports.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'

/** @returns a hold to release after reading; undefined for files of this machine. Throws an ActionError if they cannot be fetched. */
export async function fetchBytes(
  { origin, progress, signal }: Pick<FileReader, 'origin' | 'progress' | 'signal'>,
  path: string,
): Promise<FetchedBytes | undefined> {
  if (origin?.facts(path) === undefined) return undefined
  progress.begin('source')
  try {
    return await origin.fetch(path, { signal, onBytes: () => progress.moved() })
  } finally {
    progress.end('source')
  }
}

/** @returns the headers of a file's object, with the digests that its origin states, if it is fetched. */
export function headersWithDigests(
  { origin }: Partial<Pick<Engine, 'origin'>>,
  { path, headers }: SourceFile,
): Headers {
  const facts = origin?.facts(path)
  return facts === undefined ? headers : { ...headers, ...digestHeaders(facts, headers) }
}
