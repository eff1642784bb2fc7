/** Connections that are opened before requests need them: a far server takes round trips for each. */
import type { Agent } from 'node:http'
import type { Duplex } from 'node:stream'

interface ReadyConnections {
  /** Opens connections until there are so many, used and unused ones together. Before the first request has its connection, only the number is noted. */
  open(count: number): void
  /** Ends those that nothing uses. */
  close(): void
}

type Create = Agent['createConnection']

/** Lets an agent use connections that were opened ahead. Nothing is opened ahead where the agent returns connections later, as through proxies. */
export function keepReady(agent: Agent): ReadyConnections {
  const create: Create = agent.createConnection.bind(agent)
  /** With what ends the watch over each. */
  const ready = new Map<Duplex & Referenced, () => void>()
  let like: Parameters<Create>[0] | undefined
  let wanted = 0
  let isClosed = false

  function openMissing(): void {
    if (like === undefined || isClosed) return
    for (let missing = wanted - countOf(agent) - ready.size; missing > 0; missing -= 1) {
      const socket = create(like)
      if (!isSocket(socket)) return
      keep(socket)
    }
  }

  /** What breaks before it is used is left: the request then opens its own. */
  function keep(socket: Duplex & Referenced): void {
    const drop = () => {
      ready.delete(socket)
      socket.destroy()
    }
    socket.unref()
    socket.once('error', drop).once('close', drop)
    ready.set(socket, () => void socket.off('error', drop).off('close', drop))
  }

  function take(): Duplex | undefined {
    for (const [socket, endWatch] of ready) {
      ready.delete(socket)
      if (socket.destroyed) continue
      endWatch()
      socket.ref()
      return socket
    }
    return undefined
  }

  agent.createConnection = (options, created) => {
    const socket = take()
    if (socket !== undefined) return socket
    const made = create(options, created)
    like ??= options
    // The agent counts this one only once it was returned.
    queueMicrotask(openMissing)
    return made
  }

  return {
    open(count) {
      wanted = Math.max(wanted, count)
      openMissing()
    },
    close() {
      isClosed = true
      for (const socket of [...ready.keys()]) socket.destroy()
    },
  }
}

interface Referenced {
  ref(): unknown
  unref(): unknown
}

function isSocket(value: Duplex | null | undefined): value is Duplex & Referenced {
  return value !== null && value !== undefined && 'unref' in value
}

function countOf({ sockets, freeSockets }: Agent): number {
  return [sockets, freeSockets]
    .flatMap((byName) => Object.values(byName))
    .reduce((sum, some) => sum + (some?.length ?? 0), 0)
}
