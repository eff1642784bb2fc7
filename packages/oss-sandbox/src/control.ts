import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fault } from './faults.ts'
import type { BucketChanges, ObjectView, UploadView, VersionView } from './inspection.ts'
import type { BucketOptions, Credential } from './options.ts'
import type { Counters, RequestMatch, RequestRecord } from './request-log.ts'
import type { OssServer } from './server.ts'

/** The calls of another process to a server: each takes and returns one JSON value. Bytes are base64. */
export interface ControlCalls {
  addFault(fault: Fault): number
  removeFault(id: number): void
  clearFaults(): void
  releaseStalls(): void
  requests(): readonly RequestRecord[]
  counters(): Counters
  waitFor(query: { readonly match: RequestMatch; readonly count?: number }): Promise<readonly RequestRecord[]>
  object(place: ObjectPlace): ObjectView | undefined
  objectBytes(place: ObjectPlace): Promise<string | undefined>
  versions(place: ObjectPlace): readonly VersionView[]
  objects(bucket: string): readonly ObjectView[]
  uploads(bucket: string): readonly UploadView[]
  putObject(object: ObjectPlace & { readonly bytes: string }): Promise<void>
  removeObject(place: ObjectPlace): void
  addBucket(options: BucketOptions): void
  setBucket(bucket: { readonly name: string; readonly changes: BucketChanges }): void
  setStorageClass(object: ObjectPlace & { readonly storageClass: string }): boolean
  abortUpload(upload: { readonly bucket: string; readonly uploadId: string }): boolean
  replacePart(part: PartPlace & { readonly bytes: string }): Promise<void>
  removePart(part: PartPlace): boolean
  setClockOffsetMs(offsetMs: number): void
  setMaxInFlight(limit: number | undefined): void
  setCredential(credential: Credential): void
  removeCredential(accessKeyId: string): void
  reset(): void
  close(): Promise<void>
}

export interface ObjectPlace {
  readonly bucket: string
  readonly key: string
}

export interface PartPlace {
  readonly bucket: string
  readonly uploadId: string
  readonly partNumber: number
}

function controlCalls(oss: OssServer): ControlCalls {
  return {
    addFault: (fault) => oss.faults.add(fault),
    removeFault: (id) => oss.faults.remove(id),
    clearFaults: () => oss.faults.clear(),
    releaseStalls: () => oss.faults.release(),
    requests: () => oss.requests,
    counters: () => oss.counters(),
    waitFor: ({ match, count }) => oss.waitFor(match, count),
    object: ({ bucket, key }) => oss.object(bucket, key),
    objectBytes: async ({ bucket, key }) => (await oss.objectBytes(bucket, key))?.toString('base64'),
    versions: ({ bucket, key }) => oss.versions(bucket, key),
    objects: (bucket) => oss.objects(bucket),
    uploads: (bucket) => oss.uploads(bucket),
    putObject: ({ bytes, ...place }) => oss.putObject(place, Buffer.from(bytes, 'base64')),
    removeObject: ({ bucket, key }) => oss.removeObject(bucket, key),
    addBucket: (options) => oss.addBucket(options),
    setBucket: ({ name, changes }) => oss.setBucket(name, changes),
    setStorageClass: ({ storageClass, ...place }) => oss.setStorageClass(place, storageClass),
    abortUpload: ({ bucket, uploadId }) => oss.abortUpload(bucket, uploadId),
    replacePart: ({ bytes, ...place }) => oss.replacePart(place, Buffer.from(bytes, 'base64')),
    removePart: (place) => oss.removePart(place),
    setClockOffsetMs: (offsetMs) => {
      oss.clockOffsetMs = offsetMs
    },
    setMaxInFlight: (limit) => {
      oss.maxInFlight = limit
    },
    setCredential: (credential) => oss.setCredential(credential),
    removeCredential: (accessKeyId) => oss.removeCredential(accessKeyId),
    reset: () => oss.reset(),
    close: () => oss.close(),
  }
}

export interface ControlOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number
  /** Called after a `close` was answered. */
  readonly onClose?: () => void
}

/** Lets other processes control the server: POST /<call> with a JSON value; answers `{result}` or 500 `{error}`. */
export async function serveControl(
  oss: OssServer,
  options: ControlOptions = {},
): Promise<{ readonly url: string; close(): void }> {
  const calls = controlCalls(oss) as unknown as Readonly<Record<string, (argument: unknown) => unknown>>
  const server = createServer(async (incoming, response) => {
    const name = (incoming.url ?? '').slice(1)
    try {
      const call = calls[name]
      if (call === undefined) throw new Error(`there is no call ${name}`)
      const result = await call(await readJson(incoming))
      if (name === 'close') response.on('close', () => options.onClose?.())
      response.end(JSON.stringify({ result }))
    } catch (error) {
      response.statusCode = 500
      response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }))
    }
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? undefined : JSON.parse(text)
}
