/** What is measured: each figure beside its peers in the same run. */
import type { Section } from './section.ts'
import { chunking } from './sections/chunking.ts'
import { links } from './sections/links.ts'
import { loopback } from './sections/loopback.ts'
import { memory } from './sections/memory.ts'
import { mirror } from './sections/mirror.ts'
import { packets } from './sections/packets.ts'
import { planning } from './sections/planning.ts'
import { readers } from './sections/readers.ts'
import { resume } from './sections/resume.ts'
import { reuseHaul, reuseHome, reuseNothing } from './sections/reuse-haul.ts'
import { reuseImage } from './sections/reuse-image.ts'
import { reuseShare } from './sections/reuse-share.ts'
import { runners } from './sections/runners.ts'
import { start } from './sections/start.ts'
import { throttled } from './sections/throttled.ts'

export const SECTIONS: Readonly<Record<string, Section>> = {
  ...{
    links,
    throttled,
    packets,
    loopback,
    memory,
    resume,
    planning,
    readers,
    start,
    runners,
    chunking,
    mirror,
  },
  ...{ reuseShare, reuseHaul, reuseHome, reuseNothing, reuseImage },
}
