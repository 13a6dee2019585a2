import { describe, expect, test } from 'vitest'
import { usefulLines } from '../../../scripts/studio/sanity-build.ts'

const output = `- Clean output folder
✔ Clean output folder (5ms)
- Build Sanity Studio
✖ Build Sanity Studio
 ›   Error: Failed to build Sanity Studio: \u001b[31mBuild failed with 1 error:
 ›
 ›   [UNRESOLVED_IMPORT] Could not resolve './danish.ts' in sanity.config.ts
 ›       at aggregateBindingErrorsIntoJsError (file:///home/node_modules/rolldown/dist/shared/error.mjs:48:18)
 ›       at async build (file:///home/node_modules/vite/dist/node.js:35046:13)\u001b[39m
`

describe('what a failed build of the Studio said', () => {
  test('is told without progress, color and stack', () => {
    expect(usefulLines(output)).toBe(
      `Error: Failed to build Sanity Studio: Build failed with 1 error:
[UNRESOLVED_IMPORT] Could not resolve './danish.ts' in sanity.config.ts`,
    )
  })
})
