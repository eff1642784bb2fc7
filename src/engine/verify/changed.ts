/** Whether a file is still what was planned and sent: one that changed is never published. */
import { ActionError } from '../../core/errors/errors.ts'
import { singleLine } from '../../core/text/text.ts'
import type { FileStamp } from '../../ports.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'
import { digestInTurn } from './digest.ts'

type Stamper = Pick<Engine, 'files' | 'signal' | 'progress'>

/** Counts as waiting for the disk: a file system that does not answer ends the step as a service does. */
async function stampOf({ files, signal, progress }: Stamper, { path }: SourceFile): Promise<FileStamp> {
  progress.begin('disk')
  try {
    return await files.stamp(path, signal)
  } finally {
    progress.end('disk')
  }
}

/** Throws `file-changed` if the file is no longer in the state in which it was planned. */
export async function assertUnchanged(engine: Stamper, file: SourceFile): Promise<void> {
  if (!isSameStamp(await stampOf(engine, file), file.stamp)) throw changed(file)
}

/** @returns whether both are the same state of the same file. */
export function isSameStamp(one: FileStamp, other: FileStamp): boolean {
  return (
    one.sizeBytes === other.sizeBytes &&
    one.mtimeNs === other.mtimeNs &&
    one.ctimeNs === other.ctimeNs &&
    one.inode === other.inode
  )
}

/**
 * Throws `file-changed` where a file's bytes are not the ones that were sent. A file that was only touched is read again: what counts is
 * the bytes.
 */
export async function assertSameBytes(
  engine: FileReader,
  { file, crc64 }: { readonly file: SourceFile; readonly crc64: bigint },
): Promise<void> {
  try {
    await assertUnchanged(engine, file)
  } catch (error) {
    const now = await stampOf(engine, file)
    if (now.sizeBytes !== file.sizeBytes) throw error
    const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes })
    if (local.crc64 !== crc64) throw error
  }
}

/** @returns the error of a file that is not published since it changed. */
export function changed(file: SourceFile): ActionError {
  return new ActionError({
    code: 'file-changed',
    message: `${singleLine(file.displayPath)} changed while it was being uploaded; it is not published`,
    remedy: 'Let nothing write to the file while this step runs. The next attempt sends only the parts that differ.',
  })
}
