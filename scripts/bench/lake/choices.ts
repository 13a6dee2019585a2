import type { Archive } from '../archive/archive.ts'
import { scattered } from '../archive/chance.ts'
import { idOf } from '../archive/pointers.ts'
import { commonRanks, rareRanks, wordOfRank } from '../archive/vocabulary.ts'

/** What is asked about in a turn: far apart in the archive, different in the next turn, and the same in every run. */
export function choices(archive: Archive) {
  const number = (turn: number): number => scattered(turn + 1) % archive.articles
  return {
    article: (turn: number) => archive.article(number(turn)),
    /** As many ids as a list shows at once on a screen of usual height. */
    onScreen: (turn: number): string[] =>
      Array.from({ length: 27 }, (_, place) => idOf('article', number(turn * 27 + place))),
    /** A word of the desk, in a good part of all articles. */
    commonWord: (turn: number): string => wordOfRank(within(commonRanks, turn * 7)),
    /** A word that an article in a thousand or two holds. */
    rareWord: (turn: number): string => wordOfRank(within(rareRanks, scattered(turn + 1))),
  }
}

const within = ({ from, to }: { from: number; to: number }, step: number): number => from + (step % (to - from + 1))
