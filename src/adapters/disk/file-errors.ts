/** Errors of the file system, with their meaning and remedy. */
import { ActionError } from '../../core/errors/errors.ts'
import { singleLine } from '../../core/text/text.ts'
import { BUSY, NOT_A_FILE } from './open-files.ts'
import { REPLACEMENT } from './tree.ts'

/** @returns the ActionError of a failed search; the file system's error names the path at which it stopped. */
export function searchError(error: unknown, show: (path: string) => string): unknown {
  if (!(error instanceof Error) || error instanceof ActionError) return error
  const { code, path } = error as NodeJS.ErrnoException
  if (code === undefined || path === undefined) return error
  const name = singleLine(show(path))
  if (code === 'ELOOP') {
    return new ActionError({
      code: 'link-circle',
      message: `${name} is a link that leads back to itself`,
      remedy: 'Remove the link, search a folder without it, or write `follow-symbolic-links: false`.',
      cause: error,
    })
  }
  if (code === 'ENOENT' && path.includes(REPLACEMENT)) {
    return new ActionError({
      code: 'bad-file-name',
      message: `The name of ${name} is not valid UTF-8, and an object key has to be`,
      remedy: 'Rename the file in the step that makes it.',
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new ActionError({
      code: 'folder-unreadable',
      message: `The folder ${name} may not be searched by the runner's user`,
      remedy: 'Write a pattern that begins below it, or give the user that runs the job permission to read it.',
      cause: error,
    })
  }
  return fileError(error, show(path))
}

/** @returns the error of a file that ended before the bytes that were planned. */
export function shrunk(shown: string): ActionError {
  return new ActionError({
    code: 'file-changed',
    message: `${singleLine(shown)} became shorter while it was being uploaded; it is not published`,
    remedy: 'Let nothing write to the file while this step runs. The next attempt sends only the parts that differ.',
  })
}

/** @returns the ActionError of a failure to read a file. */
export function fileError(error: unknown, shown: string): unknown {
  if (error instanceof ActionError || !(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code ?? error.name
  const name = singleLine(shown)
  if (code === NOT_A_FILE || code === 'EISDIR' || code === 'ENXIO') return noFile(shown)
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ActionError({
      code: 'file-gone',
      message: `${name} no longer exists`,
      remedy:
        'A step or process removed or replaced it after it was matched; let nothing touch the files while this step runs.',
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new ActionError({
      code: 'file-unreadable',
      message: `${name} may not be read by the runner's user`,
      remedy:
        'Give the user that runs the job read permission, for example with `chmod a+r` in the step that makes the file.',
      cause: error,
    })
  }
  if (code === BUSY) {
    return new ActionError({
      code: 'file-locked',
      message: `${name} cannot be read: another process has it open and locked`,
      remedy: 'End what writes or scans it, or wait for it, in the step before this one.',
      cause: error,
    })
  }
  return new ActionError({
    code: 'file-unreadable',
    message: `${name} cannot be read (${code})`,
    remedy:
      code === 'EMFILE' || code === 'ENFILE'
        ? 'The runner allows too few open files: raise its limit (`ulimit -n`), or set `concurrency` to a lower number.'
        : 'Check the disk and the file system of the runner.',
    cause: error,
  })
}

/** @returns the error of a file that reports size 0 and has content: it cannot be planned, and a change cannot be detected. */
export function withoutSize(shown: string): ActionError {
  return new ActionError({
    code: 'file-without-size',
    message: `${singleLine(shown)} has bytes although its size is 0, as files of /proc do; it cannot be uploaded as it is`,
    remedy: 'Copy it first, in the step before, and publish the copy:\n  run: cat /proc/version > dist/version.txt',
  })
}

/** @returns the error of something that was a file when it was planned. */
function noFile(shown: string): ActionError {
  return new ActionError({
    code: 'file-replaced',
    message: `${singleLine(shown)} is no longer a regular file`,
    remedy:
      'A step or process replaced it by a pipe, a device or a folder after it was matched; let nothing touch the files while this step runs.',
  })
}
