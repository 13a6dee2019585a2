/** The least that any image counts for: no more than four are worked on at once, as many as sharp has threads. */
const leastShare = 0.25

/**
 * Lets image work in as there is room for it, in the order in which it was asked for. The room is measured in pixels, since
 * it is decoded pixels that fill the memory: one huge image is worked on alone, four small ones side by side.
 */
export class Darkroom {
  readonly #capacity: number
  #free: number
  readonly #waiting: { pixels: number; enter: () => void }[] = []

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#free = capacity
  }

  /** What `work` gives, begun once there is room for an image of so many pixels. */
  async with<Result>(pixels: number, work: () => Promise<Result>): Promise<Result> {
    const share = Math.min(Math.max(pixels, this.#capacity * leastShare), this.#capacity)
    await new Promise<void>((enter) => {
      this.#waiting.push({ pixels: share, enter })
      this.#letIn()
    })
    try {
      return await work()
    } finally {
      this.#free += share
      this.#letIn()
    }
  }

  #letIn(): void {
    for (let first = this.#waiting[0]; first && first.pixels <= this.#free; first = this.#waiting[0]) {
      this.#waiting.shift()
      this.#free -= first.pixels
      first.enter()
    }
  }
}
