import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { publishedEdition } from '../../../rigs/compiled-site.ts'
import { givenDocuments, goldenCases, goldenNow } from '../../../rigs/golden-case.ts'

/** What only pages of the preview hold. */
const traces = /data-felt|data-tilstand|forhaandsvisning|noegle=|morphdom/i

describe('the site that readers see', () => {
  test.each(goldenCases)('holds no trace of previews: %s', async (name) => {
    using site = await publishedEdition(givenDocuments(name), goldenNow)
    for (const address of site.addresses) {
      const text = await (await site.render(address)).text()
      expect(traces.exec(text)?.[0], address).toBeUndefined()
    }
  })

  test('brings no file of theirs along', async () => {
    using site = await publishedEdition([], goldenNow)
    const files = globSync('**/*', { cwd: site.clientFolder }).filter((file) =>
      statSync(join(site.clientFolder, file)).isFile(),
    )
    expect(files.filter((file) => traces.test(file))).toEqual([])
    const texts = files.filter((file) => /\.(?:css|js|svg|txt|html)$|_headers$/.test(file))
    expect(texts.filter((file) => traces.test(readFileSync(join(site.clientFolder, file), 'utf8')))).toEqual([])
  })
})
