/** The connections to one server: kept open between requests, and opened ahead where many are wanted, since a far server takes round trips for each. */
import { ConnectionError } from '../http/connection-error.ts'
import { type Connection, createConnection } from './connection.ts'
import type { Dialler } from './dial.ts'

/** A connection that is being opened for a request. */
export interface Opening {
  readonly connection: Promise<Connection>
  /** The request does not need it any longer. */
  cancel(): void
}

export interface Connections {
  /** @returns the connection that was used last, which is the warmest; undefined if none is free. */
  take(): Connection | undefined
  /** Opens a connection, or waits for one that is being opened ahead. It rejects with a ConnectionError. */
  open(): Opening
  /** Opens connections until there are so many, used and unused ones together. Before the first is asked for, only the number is noted. */
  openAhead(count: number): void
  /** Ends all. */
  close(): void
}

/** One that is being opened; nobody waits for it if it is opened ahead. */
interface Pending {
  readonly ending: AbortController
  waiting: PromiseWithResolvers<Connection> | undefined
}

/** @returns the connections that a dialler opens; none is open yet. */
export function createConnections({ dial }: Pick<Dialler, 'dial'>): Connections {
  /** The one that was used last is at the end. */
  const free: Connection[] = []
  const pending = new Set<Pending>()
  const open = new Map<Connection, AbortController>()
  let wanted = 0
  let isAsked = false
  let isClosed = false

  const events = {
    onFree(connection: Connection) {
      rest(connection)
      free.push(connection)
    },
    onClosed(connection: Connection) {
      open.delete(connection)
      const at = free.indexOf(connection)
      if (at >= 0) free.splice(at, 1)
    },
  }

  function start(waiting: Pending['waiting']): Pending {
    const one: Pending = { ending: new AbortController(), waiting }
    pending.add(one)
    let connection: Connection | undefined
    // Nobody asked for what comes before.
    const onBytes = (bytes: Buffer) => (connection === undefined ? one.ending.abort() : connection.receive(bytes))
    dial({ onBytes, signal: one.ending.signal }).then(
      (socket) => {
        pending.delete(one)
        if (socket.destroyed)
          return one.waiting?.reject(new ConnectionError('ECONNRESET', 'the connection ended at once'))
        connection = createConnection(socket, events)
        open.set(connection, one.ending)
        if (one.waiting !== undefined) return one.waiting.resolve(connection)
        rest(connection)
        free.unshift(connection)
      },
      (error: unknown) => {
        pending.delete(one)
        // One that fails before a request waits for it is left: the request then opens its own.
        one.waiting?.reject(error)
      },
    )
    if (isClosed) one.ending.abort()
    return one
  }

  function openMissing(): void {
    if (!isAsked || isClosed) return
    for (let missing = wanted - open.size - pending.size; missing > 0; missing -= 1) start(undefined)
  }

  return {
    take() {
      for (let last = free.pop(); last !== undefined; last = free.pop()) {
        if (last.socket.writable && performance.now() < last.usableUntilMs) {
          last.socket.ref()
          return last
        }
        last.socket.destroy()
      }
      return undefined
    },
    open() {
      const waiting = Promise.withResolvers<Connection>()
      waiting.promise.catch(() => {})
      const ahead = [...pending].find((one) => one.waiting === undefined)
      if (ahead !== undefined) ahead.waiting = waiting
      const one = ahead ?? start(waiting)
      isAsked = true
      openMissing()
      return { connection: waiting.promise, cancel: () => one.ending.abort() }
    },
    openAhead(count) {
      wanted = Math.max(wanted, count)
      openMissing()
    },
    close() {
      isClosed = true
      for (const { ending } of pending) ending.abort()
      for (const { socket } of open.keys()) socket.destroy()
    },
  }
}

/** An idle connection does not keep the process running. */
function rest({ socket }: Connection): void {
  socket.unref()
}
