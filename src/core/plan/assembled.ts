/** The parts of which OSS assembled an object, as far as a record of its upload tells. */
import type { Part } from '../bytes/parts.ts'
import type { Checkpoint } from '../records/checkpoint.ts'
import { parseLayout, partsOfUpload } from '../records/layout.ts'
import { claimsOfRecord, plausibleClaims, withJoined } from './reconcile.ts'

/** @returns the parts of the whole file, in order; undefined if the record does not tell them. A record proves nothing: compare their bytes with the object. */
export function recordedParts(checkpoint: Checkpoint, sizeBytes: number): readonly Part[] | undefined {
  switch (checkpoint.kind) {
    case 'published': {
      const { layout } = checkpoint.record
      return layout === undefined ? undefined : parseLayout(layout, sizeBytes)
    }
    case 'unfinished': {
      const planned = partsOfUpload(checkpoint.header, sizeBytes)
      return planned && withJoined(planned, plausibleClaims(planned, claimsOfRecord(checkpoint.parts)))
    }
  }
}
