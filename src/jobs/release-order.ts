/** The order in which a release reaches its readers. */
import type { NamedObject } from '../core/plan/plan.ts'
import type { Reach } from '../engine/readers/reach.ts'
import type { Shown } from '../engine/readers/refreshing.ts'

/** How objects become visible. Each step resolves to all objects that are visible by then; to undefined if something failed and nothing more may become visible. */
interface ReleaseSteps<File extends NamedObject> {
  publishFiles(): Promise<Shown<File> | undefined>
  publishPointers(): Promise<Shown<File> | undefined>
}

/** Publishes what is in OSS, verified. Pointer files become visible only when readers get everything right that they point to. */
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
