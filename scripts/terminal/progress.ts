import ora from 'ora'

/** Tells the person at the terminal, in one sentence, what is being done now. */
export type Report = (sentence: string) => void

/** Where a command shows how far it is. */
export interface Progress extends Disposable {
  /** What is being done now: a turning line on a terminal, a line of its own elsewhere. */
  report: Report
  /** A sentence that stays. */
  say: Report
}

/** Progress on a stream, which is standard error everywhere but in tests, so that standard output stays clean for programs. */
export function progressOn(stream: NodeJS.WritableStream & { isTTY?: boolean }): Progress {
  return stream.isTTY ? turningLine(stream) : plainLines(stream)
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
      const turning = line.isSpinning
      if (turning) line.stop()
      stream.write(`${sentence}\n`)
      if (turning) line.start()
    },
    [Symbol.dispose]() {
      line.stop()
    },
  }
}
