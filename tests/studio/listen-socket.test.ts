import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listenSocket } from '../../studio/listen-socket.ts'

/** A connection to a lake that is gone without a word: it takes orders, and never tells that it was closed. */
function silentSocket(): WebSocket {
  const socket = Object.assign(new EventTarget(), {
    readyState: WebSocket.OPEN as number,
    send: () => {},
    close: () => {
      socket.readyState = WebSocket.CLOSING
    },
  })
  return socket as unknown as WebSocket // as much of one as the Studio uses
}

describe('a connection on which nothing is heard any more', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is given up after a minute, so that its streams can begin anew on another', async () => {
    const made: WebSocket[] = []
    const streams = listenSocket('ws://localhost/_lake/mux', () => {
      const socket = silentSocket()
      made.push(socket)
      queueMicrotask(() => socket.dispatchEvent(new Event('open')))
      return socket
    })
    const lost = streams.open('/listen', {})
    const failed = expect(lost).rejects.toThrow('The connection to the lake was lost')
    await vi.advanceTimersByTimeAsync(60_000)
    await failed
    void streams.open('/listen', {}).catch(() => {})
    expect(made).toHaveLength(2)
  })
})
