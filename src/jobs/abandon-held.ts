/** The job that gives up a release: what others hold is aborted. */
import { stateLine } from '../core/telling/states.ts'
import { plural } from '../core/text/quantities.ts'
import { singleLine } from '../core/text/text.ts'
import { abandonWatched } from '../engine/bucket/abandon.ts'
import { findHeldRecords } from '../engine/held/held-records.ts'
import { assertNotBegun, openReleaseRecords } from '../engine/held/release-record.ts'
import { collecting, type HeldPorts, type HeldSettings } from './publish-held.ts'

/** Aborts every upload that the legs hold. What cannot be aborted, and what failed legs had begun, is left to the lifecycle rule. */
export async function abandonHeld(settings: HeldSettings, ports: HeldPorts): Promise<void> {
  const { reporter, hashes } = ports
  const { bucketId, runId } = settings
  reporter.debug(stateLine('collecting'))
  const records = await findHeldRecords(collecting(settings, ports))
  const uploads = records.flatMap(({ objects }) =>
    objects.flatMap(({ key, upload }) => (upload === undefined ? [] : [{ key, uploadId: upload.uploadId }])),
  )
  assertNotBegun(await openReleaseRecords({ bucketId, runId, records: ports.records, hashes }), uploads)
  if (settings.dryRun) {
    reporter.info(
      `Dry run: ${plural(uploads.length, 'held upload')} of ${plural(records.length, 'leg')} would be released.`,
    )
    return
  }
  reporter.debug(stateLine('abandoning'))
  const { released, left } = await abandonWatched(uploads, { settings, ports })
  ports.signal.throwIfAborted()
  reporter.info(`Released ${plural(released, 'held upload')} of ${plural(records.length, 'leg')}.`)
  const [first] = left
  if (first === undefined) return
  reporter.warning(
    `${plural(left.length, 'held upload')} could not be released, ${singleLine(first.key)} among them: allow the credentials oss:AbortMultipartUpload, or let a lifecycle rule of the bucket remove what is left.`,
    'Held parts are left',
  )
}
