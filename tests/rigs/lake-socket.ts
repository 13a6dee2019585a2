import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'
import type { LakeRig } from './running-lake.ts'

/** A WebSocket of a lake's, and what came over it. */
export interface LakeSocket extends Disposable {
  /** The text frames received so far. */
  frames: string[]
  /** Its code and reason, once the lake has closed it. */
  closed: Promise<unknown[]>
  socket: WebSocket
  send(frame: object): void
}

/** Opens a WebSocket of the lake's, logged in by the token unless told otherwise. */
export async function lakeSocket(
  { port, token }: Pick<LakeRig, 'port' | 'token'>,
  path: string,
  { headers, ...options }: ClientOptions = {},
): Promise<LakeSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...options,
  })
  const frames: string[] = []
  socket.on('message', (frame) => frames.push(String(frame)))
  await once(socket, 'open')
  return {
    frames,
    socket,
    closed: once(socket, 'close'),
    send: (frame) => socket.send(JSON.stringify(frame)),
    [Symbol.dispose]: () => socket.close(),
  }
}
