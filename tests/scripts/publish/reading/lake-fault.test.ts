import { describe, expect, test } from 'vitest'
import { lakeClient } from '../../../../scripts/publish/lake-client.ts'
import { lakeProblem } from '../../../../scripts/publish/reading/lake-fault.ts'
import { Problem } from '../../../../scripts/terminal/problem.ts'
import { runningLake } from '../../../rigs/running-lake.ts'

const faultOf = (work: Promise<unknown>): Promise<unknown> => work.catch((fault: unknown) => fault)

describe('a fault of the lake', () => {
  test('becomes a sentence when it cannot be reached', async () => {
    const lake = await runningLake()
    await lake[Symbol.asyncDispose]()
    const gone = lakeClient({ kind: 'embedded', url: lake.url, token: lake.token })
    expect(lakeProblem('put the demo into the lake', await faultOf(gone.fetch('*')))).toEqual(
      new Problem('Could not put the demo into the lake: it cannot be reached (ECONNREFUSED)'),
    )
  })

  test('becomes a sentence when it refuses the token', async () => {
    await using lake = await runningLake()
    const stranger = lakeClient({ kind: 'embedded', url: lake.url, token: 'wrong' })
    expect(lakeProblem('put the demo into the lake', await faultOf(stranger.fetch('*')))).toEqual(
      new Problem(
        'Could not put the demo into the lake: it refused the token (401); check SANITY_API_TOKEN or the token file in the home folder',
      ),
    )
  })

  test('is told apart from a bug, which stays as it is', () => {
    const bug = new TypeError('Cannot read properties of undefined')
    expect(lakeProblem('put the demo into the lake', bug)).toBe(bug)
  })
})
