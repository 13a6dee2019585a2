import { Problem } from '../../terminal/problem.ts'

/** How many documents were known and how many the lake lists now. */
export type Census = { held: number; listed: number; lake: string }

const smallestCounted = 10
const largestLoss = 0.2

/**
 * Stands against a lake that answers with far less than it should: a site never shrinks because of a bad answer.
 * @throws Problem when over 20 % fewer documents are listed than the site holds, and it holds at least ten
 */
export function refuseCollapse({ held, listed, lake }: Census): void {
  if (held < smallestCounted || listed >= held * (1 - largestLoss)) return
  throw new Problem(
    `Refused to publish: ${lake} lists ${listed} documents where the site holds ${held}; what readers see is unchanged, ` +
      'and if the others were meant to go, run npx notits publish --accept-fewer',
  )
}
