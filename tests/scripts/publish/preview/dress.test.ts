import { describe, expect, test } from 'vitest'
import { dressed } from '../../../../scripts/publish/preview/dress.ts'

const page = (body: string) => `<!DOCTYPE html><html lang="da"><head><title>T</title></head><body>${body}</body></html>`

describe('a page as the preview shows it', () => {
  test('brings a script and a style of the preview’s own, and nothing else when all is as readers see it', () => {
    expect(dressed(page('<p>A</p>'), {}, undefined)).toBe(
      page('<p>A</p>').replace(
        '<head>',
        '<head><link rel="stylesheet" href="/_forhaandsvisning/stil.css"><script type="module" src="/_forhaandsvisning/skift.js"></script>',
      ),
    )
  })

  test('says of its own document and of others how they stand with readers', () => {
    const html = dressed(
      page('<h1 data-felt="a#headline">A</h1><article data-felt="a#"></article><article data-felt="b#"></article>'),
      { a: 'Kladde', b: 'Trukket »tilbage«"' },
      'a',
    )
    expect(html).toContain('<html data-tilstand="Kladde" lang="da">')
    expect(html).toContain('<article data-felt="a#"></article>')
    expect(html).toContain('<article data-felt="b#" data-tilstand="Trukket »tilbage«&quot;">')
  })

  test('is not led astray by words that look like tags', () => {
    const tricky = page('').replace('<title>', '<meta content="</head><html "><title>')
    expect(dressed(tricky, { a: 'Kladde' }, 'a')).toMatch(
      /^<!DOCTYPE html><html data-tilstand="Kladde" lang="da"><head><link /,
    )
  })
})
