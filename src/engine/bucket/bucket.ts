/** The bucket as the engine sees it: the verbs of ObjectStore, each sent until it is acknowledged, within the limit on requests, and counted. */
import { ActionError, asActionError, type Fault, faultOf } from '../../core/errors/errors.ts'
import { headersOfComplete } from '../../core/naming/headers.ts'
import type { ListedPart } from '../../core/plan/reconcile.ts'
import { singleLine } from '../../core/text/text.ts'
import type { CopyRange, ReadLimits, ReadObject, StoredObject, StoredPart } from '../../ports/objects.ts'
import type { Body, Clock, Headers, ObjectFacts, ObjectStore } from '../../ports.ts'
import type { Slot, Weight } from './limiter.ts'
import type { OwnUploads, UploadRef } from './own-uploads.ts'
import type { Requester, Try } from './requester.ts'
import { within } from './within.ts'

/** What one try of a request with a body sends, and how its answer is judged. The bucket closes the body. */
interface BodyTry<Stored, Result> {
  readonly body: Body
  /** Sent with this try, besides those of the request. */
  readonly headers?: Headers
  /**
   * @param letGo releases the request's slot: call it before any other request, which would wait for a slot while this one is held
   * @returns the caller's result; throws a `part` fault if OSS stored other bytes: the request is then sent again.
   */
  accept(stored: Stored, letGo: () => void): Result | Promise<Result>
}

interface BodyRequest<Stored, Result> {
  readonly key: string
  readonly sizeBytes: number
  /** A slot that the caller holds already; it is used for the first try. */
  readonly slot?: Slot | undefined
  /** Called with how many bytes of the body the kernel has taken in this try. */
  readonly onTaken?: (takenBytes: number) => void
  /** Called for every try: bytes and headers of this one. */
  prepare(): Promise<BodyTry<Stored, Result>>
}

/**
 * Every method resolves once OSS has acknowledged the request. It throws the last ActionError if a retry makes no sense, `gave-up` after
 *  too long a silence, or the reason of the step's signal. Requests that make an object visible have `x-oss-forbid-overwrite` if nothing may be
 *  overwritten.
 */
export interface Bucket {
  /** Opens connections for requests to come, until there are so many in all. Never throws. */
  openAhead(count: number): void
  /** @param request its signal ends this request alone; OSS may have carried it out all the same */
  putObject<Result>(
    request: BodyRequest<StoredObject, Result> & { readonly headers: Headers; readonly signal?: AbortSignal },
  ): Promise<Result>
  /**
   * @param request `mayExist`: the upload will not be completed, so that it may begin even if `overwrite: never` forbids that
   * @returns the upload ID, which is among the step's own uploads from then on
   */
  initiateUpload(request: {
    readonly key: string
    readonly headers: Headers
    readonly mayExist?: boolean
  }): Promise<string>
  /** @param request its signal ends this part alone */
  uploadPart<Result>(
    request: UploadRef & BodyRequest<StoredPart, Result> & { readonly number: number; readonly signal: AbortSignal },
  ): Promise<Result>
  copyPart(request: UploadRef & { readonly number: number; readonly from: CopyRange }): Promise<StoredPart>
  /** Copies a range with one request: a temporary failure is thrown as a permanent one. The caller can check whether the copy was made, or send the range. */
  copyPartOnce(request: UploadRef & { readonly number: number; readonly from: CopyRange }): Promise<StoredPart>
  /** @returns the parts that OSS holds of an upload, in order, all pages */
  listParts(upload: UploadRef): Promise<readonly ListedPart[]>
  /**
   * A single request outside the limit, never repeated, so that it neither waits for a slot nor takes one.
   * @returns whether the credentials may list parts; undefined if OSS did not answer that
   */
  mayListParts(upload: UploadRef): Promise<boolean | undefined>
  /**
   * An upload that is completed, or gone, is no longer among the step's own. `onUnanswered` is called if a request was sent and OSS may have
   *  carried it out, but there was no answer.
   */
  completeUpload(
    request: UploadRef & {
      readonly parts: readonly { readonly number: number; readonly etag: string }[]
      /** All headers that OSS is to store with the object; Complete sends those that Initiate does not fix. */
      readonly headers: Headers
      onUnanswered?(): void
    },
  ): Promise<StoredObject>
  /**
   * Ends an upload; one that is gone already is success.
   * @param until ends the attempt. Without it the abort has its own deadline, so that a cancelled step still aborts uploads that are not needed.
   */
  abortUpload(upload: UploadRef, until?: AbortSignal): Promise<void>
  /** @returns undefined if there is no such object */
  headObject(key: string): Promise<ObjectFacts | undefined>
  /** @returns all bytes of an object; undefined if there is none */
  readObject(request: { readonly key: string } & ReadLimits): Promise<ReadObject | undefined>
  getObjectAcl(key: string): Promise<string>
  getObjectTagging(key: string): Promise<string>
  copyObject(request: {
    readonly key: string
    readonly fromKey: string
    readonly etag?: string
    readonly headers: Headers
  }): Promise<StoredObject>
}

interface BucketOptions {
  readonly store: ObjectStore
  readonly requester: Requester
  readonly ownUploads: OwnUploads
  readonly clock: Clock
  /** Ends all requests. */
  readonly signal: AbortSignal
  /** Sent with every request that makes an object visible. */
  readonly guard: Headers
}

/** Code of a copy that may or may not have been made: its answer was lost, or the service was busy. */
export const COPY_UNANSWERED = 'copy-unanswered'

/** How long an abort without another deadline may take, in milliseconds: less than the runner gives a cancelled step. */
const ABORT_DEADLINE_MS = 4000
/** How long to wait for the answer to the single request of `mayListParts`. */
const LIST_DEADLINE_MS = 60_000

/** @returns the bucket of one attempt. */
export function createBucket(options: BucketOptions): Bucket {
  const { store, requester, ownUploads, clock, signal, guard } = options
  /** A request without a body, for which others wait. */
  function ask<T>(what: string, send: (attempt: Try) => Promise<T>, until = signal): Promise<T> {
    return requester.run({ what, weight: 'control', sizeBytes: 0, signal: until, send })
  }

  /** A request whose body is prepared again for every try. */
  function sendBody<Stored, Result>(
    { sizeBytes, slot, onTaken, prepare }: BodyRequest<Stored, Result>,
    request: {
      readonly what: string
      readonly weight: Weight
      readonly signal: AbortSignal
      send(prepared: Pick<BodyTry<Stored, Result>, 'body' | 'headers'>, attempt: Try): Promise<Stored>
    },
  ): Promise<Result> {
    const { what, weight } = request
    return requester.run({
      ...{ what, weight, sizeBytes, signal: request.signal },
      ...(slot === undefined ? {} : { slot }),
      ...(onTaken === undefined ? {} : { onTaken }),
      async send(attempt, letGo) {
        const startedMs = clock.nowMs()
        const prepared = await prepare()
        attempt.sending.onDiskWait(clock.nowMs() - startedMs)
        try {
          return await prepared.accept(await request.send(prepared, attempt), letGo)
        } finally {
          await prepared.body.close()
        }
      },
    })
  }

  return {
    openAhead: (count) => store.openAhead(count),
    putObject: ({ key, headers, signal: until = signal, ...request }) =>
      sendBody(
        { key, ...request },
        {
          ...{ what: key, weight: request.sizeBytes, signal: until },
          send: ({ body, headers: more }, attempt) =>
            store.putObject({ key, body, headers: { ...headers, ...guard, ...more }, ...attempt }),
        },
      ),
    async initiateUpload({ key, headers, mayExist = false }) {
      const all = mayExist ? headers : { ...headers, ...guard }
      const send = (attempt: Try) => store.initiateUpload({ key, headers: all, ...attempt })
      const uploadId = await ask(`the start of ${key}`, send)
      ownUploads.add({ key, uploadId })
      return uploadId
    },
    uploadPart: ({ key, uploadId, number, signal: until, ...request }) =>
      sendBody(
        { key, ...request },
        {
          ...{ what: `part ${number} of ${key}`, weight: request.sizeBytes, signal: until },
          send: ({ body }, attempt) => store.uploadPart({ key, uploadId, number, body, ...attempt }),
        },
      ),
    copyPart: ({ key, uploadId, number, from }) =>
      ask(`part ${number} of the copy ${key}`, (attempt) =>
        store.copyPart({ key, uploadId, number, from, signal: attempt.signal }),
      ),
    copyPartOnce: ({ key, uploadId, number, from }) =>
      ask(`part ${number} of ${key}, copied`, ({ signal }) =>
        store.copyPart({ key, uploadId, number, from, signal }).catch(rethrowAsLasting),
      ),
    async listParts({ key, uploadId }) {
      const all: ListedPart[] = []
      for (let after: number | undefined = 0; after !== undefined; ) {
        const from: number = after
        // A page that is lost is asked for again alone.
        const { parts, next } = await ask(`the parts of ${key}`, (attempt) =>
          store.listParts({ key, uploadId, after: from, signal: attempt.signal }),
        )
        all.push(...parts)
        after = next
      }
      return all
    },
    async mayListParts({ key, uploadId }) {
      try {
        await within(clock, { deadlineMs: LIST_DEADLINE_MS, signal }, (until) =>
          store.listParts({ key, uploadId, signal: until }),
        )
        return true
      } catch (error) {
        const fault = faultOf(error)
        if (fault === 'upload-gone') return true
        return fault === 'denied' ? false : undefined
      }
    },
    async completeUpload({ key, uploadId, parts, headers: stored, onUnanswered = () => {} }) {
      const headers = { ...headersOfComplete(stored), ...guard }
      try {
        const send = (attempt: Try) =>
          tellUnanswered(attempt, onUnanswered, (watched) =>
            store.completeUpload({ key, uploadId, parts, headers, ...watched }),
          )
        const stored = await ask(`the publishing of ${key}`, send)
        ownUploads.end(uploadId)
        return stored
      } catch (error) {
        if (faultOf(error) === 'upload-gone') ownUploads.end(uploadId)
        throw error
      }
    },
    async abortUpload({ key, uploadId }, until) {
      const send = (attempt: Try) => store.abortUpload({ key, uploadId, signal: attempt.signal })
      const abort = (signal: AbortSignal) => ask(`the end of the upload of ${singleLine(key)}`, send, signal)
      try {
        // The step itself may already be cancelled.
        const own = { deadlineMs: ABORT_DEADLINE_MS, signal: new AbortController().signal }
        await (until === undefined ? within(clock, own, abort) : abort(until))
      } catch (error) {
        if (faultOf(error) !== 'upload-gone') throw error
      }
      ownUploads.end(uploadId)
    },
    readObject: (request) => ask(request.key, ({ signal }) => store.readObject({ ...request, signal })),
    getObjectAcl: (key) => ask(`the ACL of ${key}`, (attempt) => store.getObjectAcl({ key, signal: attempt.signal })),
    getObjectTagging: (key) =>
      ask(`the tags of ${key}`, (attempt) => store.getObjectTagging({ key, signal: attempt.signal })),
    headObject: (key) => ask(`a look at ${key}`, (attempt) => store.headObject({ key, signal: attempt.signal })),
    copyObject: ({ headers, ...request }) =>
      ask(`the copy ${request.key}`, (attempt) =>
        store.copyObject({ ...request, headers: { ...headers, ...guard }, signal: attempt.signal }),
      ),
  }
}

/** Calls `onUnanswered` if a try was sent and its connection ended without an answer, or a gateway reports that it got none. */
async function tellUnanswered<T>(
  { signal, sending }: Try,
  onUnanswered: () => void,
  send: (attempt: Try) => Promise<T>,
): Promise<T> {
  let isOut = false
  const onConnected = (isNew: boolean) => {
    isOut = true
    sending.onConnected(isNew)
  }
  try {
    return await send({ signal, sending: { ...sending, onConnected } })
  } catch (error) {
    if (isOut && isUnanswered(error, signal)) onUnanswered()
    throw error
  }
}

function isUnanswered(error: unknown, signal: AbortSignal): boolean {
  const known = asActionError(error)
  const { status = 0, foreign } = known?.facts ?? {}
  if (foreign === true) return status === 502 || status === 504
  return known?.fault === 'network' || (status === 0 && signal.aborted)
}

/** Faults after which other requests are sent again. */
const PASSING: readonly Fault[] = ['network', 'busy', 'part', 'unreachable']

/** Throws the failure of a copy; a temporary one becomes the cause of a permanent one, so that the copy is not simply repeated. */
function rethrowAsLasting(error: unknown): never {
  if (!PASSING.includes(faultOf(error))) throw error
  const message = error instanceof Error ? error.message : String(error)
  throw new ActionError({ code: COPY_UNANSWERED, message, cause: error })
}
