import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fillOnFirstRun } from '../../../scripts/terminal/first-run.ts'

describe('the first run of a newsroom', () => {
  let home: string
  let documents: number
  const newcomer = () => ({
    home,
    holdsDocuments: async () => documents > 0,
    fill: async () => {
      documents += 10
    },
  })
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'notits-first-run-'))
    documents = 0
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  test('fills an empty lake', async () => {
    expect(await fillOnFirstRun(newcomer())).toBe(true)
    expect(documents).toBe(10)
  })

  test('never comes again, not even after the editor has deleted everything', async () => {
    await fillOnFirstRun(newcomer())
    documents = 0
    expect(await fillOnFirstRun(newcomer())).toBe(false)
    expect(documents).toBe(0)
  })

  test('leaves a lake alone that holds documents, for good', async () => {
    documents = 3
    expect(await fillOnFirstRun(newcomer())).toBe(false)
    documents = 0
    expect(await fillOnFirstRun(newcomer())).toBe(false)
    expect(documents).toBe(0)
  })

  test('goes on where it was cut short', async () => {
    const cut = {
      ...newcomer(),
      fill: async () => {
        documents += 4
        throw new Error('interrupted')
      },
    }
    await expect(fillOnFirstRun(cut)).rejects.toThrow('interrupted')
    expect(await fillOnFirstRun(newcomer())).toBe(true)
    expect(documents).toBe(14)
  })
})
