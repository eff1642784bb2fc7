/** Ends requests on whose connection nothing moves any more. */
import type { ClientRequest } from 'node:http'
import { ConnectionError } from '../http/connection-error.ts'

export interface Silence {
  /** Something was taken or answered. */
  touch(): void
  /** Bytes that the kernel took. */
  sentBytes: number
  end(): void
}

/** Destroys the request once nothing moved on its connection for `limitMs(bytes that the kernel took)`. */
export function watchSilence(request: ClientRequest, firstMs: number, limitMs: (sentBytes: number) => number): Silence {
  let lastMs = performance.now()
  let timer: NodeJS.Timeout | undefined
  const silence: Silence = {
    sentBytes: 0,
    touch() {
      lastMs = performance.now()
    },
    end() {
      clearTimeout(timer)
    },
  }
  const arm = (delayMs: number) => {
    timer = setTimeout(() => {
      const silentMs = performance.now() - lastMs
      const leftMs = limitMs(silence.sentBytes) - silentMs
      if (leftMs > 1) return arm(leftMs)
      request.destroy(silenceError(request, silentMs))
    }, delayMs)
  }
  arm(firstMs)
  return silence
}

function silenceError({ socket }: ClientRequest, silentMs: number): ConnectionError {
  const silent = `${(silentMs / 1000).toFixed(1)} s`
  const isConnected = socket != null && !socket.connecting
  return isConnected
    ? new ConnectionError('STALLED', `nothing moved on the connection for ${silent}`)
    : new ConnectionError('UNCONNECTED', `no connection came about within ${silent}`)
}
