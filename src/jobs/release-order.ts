/** In which order a release reaches its readers. */
import type { NamedObject } from '../core/plan/plan.ts'
import type { Reach } from '../engine/readers/reach.ts'
import type { Shown } from '../engine/readers/refreshing.ts'

/** How objects become visible. Each step comes to all that shows by then; to undefined where something failed and nothing more may show. */
interface ReleaseSteps<File extends NamedObject> {
  publishFiles(): Promise<Shown<File> | undefined>
  publishPointers(): Promise<Shown<File> | undefined>
}

/** Everything is in OSS, verified. Pointer files show only when readers get right what they point to. */
export async function releaseInOrder<File extends NamedObject>(
  { publishFiles, publishPointers }: ReleaseSteps<File>,
  reach: Reach<File>,
): Promise<void> {
  const files = await publishFiles()
  if (files === undefined) return
  await reach.refresh(files, 'files')
  if (!(await reach.check(files, 'files'))) return
  const pointers = await publishPointers()
  if (pointers === undefined) return
  await reach.refresh(pointers, 'pointers')
  await reach.check(pointers, 'pointers')
}
