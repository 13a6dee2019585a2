import { describe, expect, test } from 'vitest'
import { danishPage, withoutForeignFonts } from '../../studio/offline.ts'
import { strayHosts } from '../../studio/offline-hosts.ts'

describe('hosts in the code of a built Studio', () => {
  test('are found in every kind of quotes, once each', () => {
    const code = `fetch("https://a.dk/x"); fetch('https://a.dk/y'); src(\`//no\`); ws(\`wss://b.dk:1/z\`)`
    expect(strayHosts(code)).toEqual(['a.dk', 'b.dk'])
  })

  test('are found in style sheets', () => {
    expect(strayHosts('a{background:url(https://a.dk/x.png)}')).toEqual(['a.dk'])
  })

  test('are found when a template puts them together', () => {
    expect(strayHosts(`fetch(\`https://cdn.\${name}.dk/x\`)`)).toEqual(['cdn.*.dk'])
  })

  test('may be those of links that an editor follows', () => {
    expect(strayHosts('<a href="https://www.sanity.io/docs">')).toEqual([])
  })
})

describe('the page of the Studio', () => {
  const page = `<!DOCTYPE html><html lang="en"><head><style>
  @font-face { font-family: Inter; src: url("https://studio-static.sanity.io/Inter-Regular.woff2") format("woff2"); }
  html { color: black }</style><script src="https://core.sanity-cdn.com/bridge.js" async type="module" data-sanity-core></script>
</head></html>`

  test('says that it is in Danish', () => {
    expect(danishPage(page)).toContain('<html lang="da">')
  })

  test('asks nobody for fonts or scripts', () => {
    expect(danishPage(page)).not.toContain('https://')
    expect(danishPage(page)).toContain('html { color: black }')
  })
})

describe('a style sheet', () => {
  test('keeps the fonts that come with it', () => {
    const own = '@font-face{font-family:A;src:url(/static/a.woff2)}'
    expect(withoutForeignFonts(`${own}@font-face{font-family:B;src:url(https://b.dk/b.woff2)}`)).toBe(own)
  })
})
