import { describe, expect, test } from 'vitest'
import { chanceFrom } from '../../../../scripts/bench/archive/chance.ts'
import {
  commonRanks,
  drawnWord,
  rareRanks,
  vocabularySize,
  wordOfRank,
} from '../../../../scripts/bench/archive/vocabulary.ts'

describe('the vocabulary', () => {
  const words = Array.from({ length: vocabularySize }, (_, rank) => wordOfRank(rank))

  test('has a word for every rank, and the Danish letters', () => {
    expect(words.filter((word) => !/^[a-zæøå]+$/.test(word))).toEqual([])
    expect(words.some((word) => /[æøå]/.test(word))).toBe(true)
  })

  test('hardly ever has a word twice', () => {
    expect(new Set(words).size).toBeGreaterThan(vocabularySize * 0.99)
  })

  test('is spoken as a language is: few words most of the time, most words hardly ever', () => {
    const chance = chanceFrom(3)
    const counts = Map.groupBy(
      Array.from({ length: 100_000 }, () => drawnWord(chance)),
      (word) => word,
    )
    const times = (rank: number) => counts.get(wordOfRank(rank))?.length ?? 0
    expect(times(0)).toBeGreaterThan(1000)
    expect(times(commonRanks.from)).toBeGreaterThan(20)
    expect(times(rareRanks.from)).toBeLessThan(10)
  })
})
