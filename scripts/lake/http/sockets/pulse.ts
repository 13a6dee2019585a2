import type { WebSocket } from 'ws'

/** Finds out whose other end is gone without a word (a lid closed, a cable pulled), and ends those sockets. */
export class Pulse {
  readonly #answered = new Map<WebSocket, boolean>()
  readonly #beats: NodeJS.Timeout

  /** @param milliseconds between two beats */
  constructor(milliseconds = 10_000) {
    this.#beats = setInterval(() => this.beat(), milliseconds)
    this.#beats.unref()
  }

  /** Looks after a socket for as long as it is open. */
  watch(socket: WebSocket): void {
    const answered = () => this.#answered.set(socket, true)
    answered()
    socket.on('pong', answered)
    socket.on('message', answered)
    socket.on('close', () => this.#answered.delete(socket))
  }

  /** Ends those who have not answered since the last beat, and asks the others. */
  beat(): void {
    for (const [socket, answered] of [...this.#answered]) {
      if (!answered) socket.terminate()
      else if (socket.readyState === socket.OPEN) {
        this.#answered.set(socket, false)
        socket.ping()
      }
    }
  }

  close(): void {
    clearInterval(this.#beats)
  }
}
