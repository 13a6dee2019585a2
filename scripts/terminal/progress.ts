import ora from 'ora'

/** Tells the person at the terminal, in one sentence, what is being done now. */
export type Report = (sentence: string) => void

/** Where a command shows how far it is. */
export interface Progress extends Disposable {
  /** What is being done now: a turning line on a terminal, a line of its own elsewhere. */
  report: Report
  /** A sentence that stays; what was being done is over. */
  say: Report
  /** Nothing is being done now. */
  rest(): void
}

/** Progress on a stream, which is standard error everywhere but in tests, so that standard output stays clean for programs. */
export function progressOn(stream: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }): Progress {
  // A terminal that does not know its width cannot be drawn on.
  return stream.isTTY && stream.columns ? turningLine(stream) : plainLines(stream)
}

function plainLines(stream: NodeJS.WritableStream): Progress {
  const say: Report = (sentence) => {
    stream.write(`${sentence}\n`)
  }
  const said = new Set<string>()
  return {
    say,
    report(sentence) {
      const withoutCounts = sentence.replaceAll(/\d+/g, '#')
      if (!said.has(withoutCounts)) say(sentence) // a count that moves on is no news where lines stay
      said.add(withoutCounts)
    },
    rest() {},
    [Symbol.dispose]() {},
  }
}

function turningLine(stream: NodeJS.WritableStream): Progress {
  // Ctrl-C belongs to `interruption`; ora must neither swallow keys nor leave the cursor hidden.
  const line = ora({ stream, discardStdin: false })
  return {
    report(sentence) {
      line.text = sentence
      if (!line.isSpinning) line.start()
    },
    say(sentence) {
      line.stop()
      stream.write(`${sentence}\n`)
    },
    rest() {
      line.stop()
    },
    [Symbol.dispose]() {
      line.stop()
    },
  }
}
