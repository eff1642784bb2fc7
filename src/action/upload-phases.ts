/** Settings → the phases of an upload: each is bound to the settings that it uses, so that the job only says in which order they come. */
import { openReuse } from '../engine/reuse/open-reuse.ts'
import { openAttempt } from '../jobs/open-attempt.ts'
import { planRelease, reportDryRun } from '../jobs/plan-release.ts'
import { holdRelease, publishRelease } from '../jobs/publish-release.ts'
import { searchFiles } from '../jobs/search-files.ts'
import { beginRelease, transferRelease } from '../jobs/transfer-release.ts'
import type { UploadPhases, UploadSettings } from '../jobs/upload.ts'

/** @returns the phases of an upload with these settings. Nothing begins yet. */
export function uploadPhasesOf(settings: UploadSettings): UploadPhases {
  const { reuse, dryRun, hold, keepsCheckpoints } = settings
  return {
    search: (ports) => searchFiles(settings, ports),
    open: (files, ports) => openAttempt(files, settings, ports),
    plan: (attempt, ports) => planRelease(attempt, { settings, ports }),
    reuse: (engine, objects) => reuse && openReuse(engine, objects, reuse),
    tellPlan: dryRun ? (attempt, planned, ports) => reportDryRun(attempt, planned, { settings, ports }) : undefined,
    begin: (attempt, planned, { ports, reused }) => beginRelease(attempt, planned, { settings, ports, reused }),
    transfer: transferRelease,
    publish: (attempt, release, { ports, endLines }) =>
      hold
        ? holdRelease(attempt, release, { settings, ports })
        : publishRelease(attempt, release, { settings, ports, endLines }),
    keepsCheckpoints,
  }
}
