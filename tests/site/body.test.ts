import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, test } from 'vitest'
import { Body } from '#schemas/body.ts'
import { openingOf } from '../../site/src/body/opening.ts'
import type { Surroundings } from '../../site/src/body/surroundings.ts'
import { bodyForms } from '../../site/src/body.ts'
import { aBlock, aLinkedBlock, aReferringBlock, parts } from '../builders/body.ts'
import { runs } from '../rigs/runs.ts'

const around: Surroundings = {
  link: (id) => (id === 'story' ? { title: 'Kran & kaj', address: '/artikel/kran/' } : undefined),
  picture: ({ alt, caption, credit }) => ({
    ...{ src: '/billeder/a-960.webp', srcset: '/billeder/a-960.webp 960w', width: 960, height: 540, alt },
    ...{ avif: '/billeder/a-960.avif 960w', placeholder: 'data:image/png;base64,iVBORw0KGgo=' },
    ...{ plain: { src: '/billeder/a-900.jpg', width: 900, height: 506 } },
    ...{ caption: caption ?? '', credit: credit ?? '' },
  }),
}

const absolute = (address: string) => `https://kajen.example${address}`
const forms = (...members: object[]) => bodyForms(Body.parse(members), around, absolute)
const page = (...members: object[]) => forms(...members).page
const feed = (...members: object[]) => forms(...members).feed

describe('running text on a page', () => {
  test('has paragraphs, emphasis and line breaks', () => {
    const children = [
      { _type: 'span', _key: 'a', text: 'Havnen ', marks: [] },
      { _type: 'span', _key: 'b', text: 'får\nstrøm', marks: ['strong', 'em'] },
    ]
    expect(page(aBlock('', { children }))).toBe('<p>Havnen <strong><em>får<br>strøm</em></strong></p>')
  })

  test('has lists within lists', () => {
    const point = (text: string, level: number, listItem = 'bullet') => aBlock(text, { listItem, level })
    expect(page(point('Skibe', 1), point('Færger', 2, 'number'), point('Kraner', 1))).toBe(
      '<ul><li>Skibe<ol><li>Færger</li></ol></li><li>Kraner</li></ul>',
    )
  })

  test('has crossheads that can be linked to by their words, each with an id of its own', () => {
    expect(
      page(aBlock('Hvad nu?', { style: 'h2' }), aBlock('Hvad nu?', { style: 'h3' }), aBlock('?!', { style: 'h2' })),
    ).toBe('<h2 id="afsnit-hvad-nu">Hvad nu?</h2><h3 id="afsnit-hvad-nu-2">Hvad nu?</h3><h2 id="afsnit-afsnit">?!</h2>')
  })

  test('leads to other houses without telling them from where', () => {
    expect(page(aLinkedBlock('her', 'https://havn.example/?a=1&b="'))).toBe(
      '<p><a href="https://havn.example/?a=1&amp;b=%22" rel="noopener">her</a></p>',
    )
    expect(page(aLinkedBlock('skriv', 'mailto:a@kajen.example'))).toBe(
      '<p><a href="mailto:a@kajen.example">skriv</a></p>',
    )
    expect(page(aLinkedBlock('om', '/om-avisen/'))).toBe('<p><a href="/om-avisen/">om</a></p>')
  })

  test('tells search engines when its links were paid for', () => {
    const link = Body.parse([aLinkedBlock('kraner', 'https://kran.example/')])
    expect(bodyForms(link, { ...around, isPaidFor: true }, absolute).page).toBe(
      '<p><a href="https://kran.example/" rel="sponsored noopener">kraner</a></p>',
    )
  })

  test('leads to the present address of a document, and nowhere when that is not on the site', () => {
    expect(page(aReferringBlock('Kranen', 'story'))).toBe('<p><a href="/artikel/kran/">Kranen</a></p>')
    expect(page(aReferringBlock('Kranen', 'nowhere'))).toBe('<p>Kranen</p>')
  })

  test('sets a quote apart between the paper’s quotation marks, with who said it', () => {
    expect(page({ ...parts.quote(), text: 'Ja.\n\nMåske.' })).toBe(
      '<figure class="quote"><blockquote><p>»Ja.</p><p>Måske.«</p></blockquote><figcaption><span class="quote-speaker">Ida Brun</span>, havnedirektør</figcaption></figure>',
    )
    expect(page({ _type: 'quote', _key: 'q', text: 'Ja.' })).toBe(
      '<figure class="quote"><blockquote><p>»Ja.«</p></blockquote></figure>',
    )
  })

  test.each(['"Ja."', '”Ja.”', '„Ja.“', '»Ja.«', '«Ja.»'])(
    'sets no second pair of quotation marks around %s',
    (text) => {
      for (const html of Object.values(forms({ ...parts.quote(), text }))) expect(html).toContain('<p>»Ja.«</p>')
    },
  )

  test('keeps the quotation marks within a quote', () => {
    const text = '»Ja,« sagde hun og »nej«'
    expect(page({ ...parts.quote(), text })).toContain('<p>»»Ja,« sagde hun og »nej««</p>')
  })

  test.each([
    ['Sara Lund / Ritzau', 'Foto: Sara Lund / Ritzau'],
    ['Illustration: Sara Lund', 'Illustration: Sara Lund'],
    ['Foto: Sara Lund', 'Foto: Sara Lund'],
  ])('says once what a picture is, when the credit is »%s«', (credit, line) => {
    for (const html of Object.values(forms({ ...parts.figure(), credit }))) {
      expect(html.replace(/<[^>]+>/g, '')).toBe(`Havnen i Esbjerg torsdag morgen. ${line}`)
    }
  })

  test('names a fact box once, whether or not the editor wrote »Fakta«', () => {
    const box = (title: string) => page({ ...parts.factBox(), title })
    expect(box('Havnen')).toBe(
      '<aside class="fact-box" aria-label="Fakta: Havnen"><p class="fact-box-title">Havnen</p><ul><li>Åbnede i 1874.</li></ul></aside>',
    )
    expect(box('Fakta om havnen')).toContain('aria-label="Fakta om havnen"')
    expect(box('')).toContain('aria-label="Fakta"><p class="fact-box-title">Fakta</p>')
  })

  test('shows a figure that waits until it is near, with caption and credit', () => {
    expect(page(parts.figure())).toBe(
      '<figure class="story-picture"><span class="photo"><img class="photo-soon" src="data:image/png;base64,iVBORw0KGgo=" alt=""><picture><source type="image/avif" srcset="/billeder/a-960.avif 960w" sizes="(min-width: 44rem) 41rem, calc(100vw - 2rem)"><img src="/billeder/a-960.webp" srcset="/billeder/a-960.webp 960w" sizes="(min-width: 44rem) 41rem, calc(100vw - 2rem)" width="960" height="540" alt="Containere på kajen i morgenlys" loading="lazy" decoding="async"></picture></span><figcaption>Havnen i Esbjerg torsdag morgen. <span class="credit">Foto: Sara Lund</span></figcaption></figure>',
    )
  })

  test('stands without a figure whose image is not known', () => {
    const without: Surroundings = { ...around, picture: () => undefined }
    expect(bodyForms(Body.parse([parts.figure(), aBlock('Tekst')]), without, absolute)).toEqual({
      page: '<p>Tekst</p>',
      feed: '<p>Tekst</p>',
    })
  })

  test('offers other stories that are on the site', () => {
    expect(page(parts.readAlso('nowhere', 'story'))).toBe(
      '<p class="read-also">Læs også: <a href="/artikel/kran/">Kran &amp; kaj</a></p>',
    )
  })

  test('asks nothing of another house until the reader follows the link', () => {
    const html = page(parts.embed())
    expect(html).toBe(
      '<p class="embed"><a href="https://www.youtube.com/watch?v=aqz-KE-bpKQ" rel="noopener">Se videoen på YouTube: Rundtur på havnen</a></p>',
    )
    expect(page({ ...parts.embed(), url: 'https://open.spotify.com/episode/abc', title: '' })).toContain(
      '>Lyt på Spotify</a>',
    )
    expect(page({ ...parts.embed(), url: 'https://www.havn.example/film', title: 'Film' })).toContain(
      '>Se mere på havn.example: Film</a>',
    )
  })

  test('lets a wide table be scrolled by hand and by keyboard', () => {
    expect(page(parts.table())).toBe(
      '<div class="table" role="region" tabindex="0" aria-label="Tabel: Gods i tusind ton. Kilde: Havnen."><table><caption>Gods i tusind ton. Kilde: Havnen.</caption><thead><tr><th scope="col">År</th><th scope="col">Gods</th></tr></thead><tbody><tr><td>2025</td><td>4.512</td></tr></tbody></table></div>',
    )
    const bare = { ...parts.table(), caption: undefined, headerRow: false }
    expect(page(bare, bare)).toContain('aria-label="Tabel 2"><table><tbody><tr><td>År</td>')
  })

  test('leaves the corner of a table empty rather than heading it with nothing', () => {
    expect(page({ ...parts.table(), rows: [{ cells: ['', 'Gods'] }, { cells: ['2025', '4'] }] })).toContain(
      '<thead><tr><td></td><th scope="col">Gods</th>',
    )
  })
})

describe('running text in a feed', () => {
  const everything = [
    ...[aBlock('Overskrift', { style: 'h2' }), aReferringBlock('Kranen', 'story'), aLinkedBlock('om', '/om-avisen/')],
    ...[parts.quote(), parts.factBox(), parts.figure(), parts.readAlso('story'), parts.embed(), parts.table()],
  ]

  test('has only whole addresses', () => {
    const addresses = [...feed(...everything).matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address)
    expect(addresses).toHaveLength(5)
    expect(addresses.filter((address) => !address?.startsWith('https://'))).toEqual([])
  })

  test('has no class, style, id or script, and no frame', () => {
    expect(feed(...everything)).not.toMatch(
      / (?:class|style|id|loading|srcset|tabindex|role)=|<(?:script|iframe|aside|div|picture)/,
    )
  })

  test('says everything that the page says', () => {
    expect(feed(...everything)).toBe(
      [
        '<h2>Overskrift</h2><p><a href="https://kajen.example/artikel/kran/">Kranen</a></p>',
        '<p><a href="https://kajen.example/om-avisen/">om</a></p>',
        '<blockquote><p>»Vi har ventet på den her i ti år«</p><p>– Ida Brun, havnedirektør</p></blockquote>',
        '<p><strong>Fakta: Havnen</strong></p><ul><li>Åbnede i 1874.</li></ul>',
        '<figure><img src="https://kajen.example/billeder/a-900.jpg" width="900" height="506" alt="Containere på kajen i morgenlys"><figcaption>Havnen i Esbjerg torsdag morgen. Foto: Sara Lund</figcaption></figure>',
        '<p>Læs også: <a href="https://kajen.example/artikel/kran/">Kran &amp; kaj</a></p>',
        '<p><a href="https://www.youtube.com/watch?v=aqz-KE-bpKQ">Se videoen på YouTube: Rundtur på havnen</a></p>',
        '<table><caption>Gods i tusind ton. Kilde: Havnen.</caption><tbody><tr><th>År</th><th>Gods</th></tr><tr><td>2025</td><td>4.512</td></tr></tbody></table>',
      ].join(''),
    )
  })
})

describe('how a running text begins', () => {
  const opening = (...members: object[]) => openingOf(Body.parse(members))

  test('is its first paragraph, on one line', () => {
    const point = aBlock('Skibe', { listItem: 'bullet', level: 1 })
    expect(opening(aBlock('Rubrik', { style: 'h2' }), point, aBlock('Havnen\nfår  strøm.'), aBlock('Mere.'))).toBe(
      'Havnen får strøm.',
    )
  })

  test('is cut after a whole word when it is long', () => {
    const text = opening(aBlock('ord '.repeat(100)))
    expect(text).toMatch(/^(?:ord )+…$/)
    expect(text.length).toBeLessThan(205)
  })

  test('is nothing when there is no paragraph', () => {
    expect(opening(parts.table())).toBe('')
  })
})

describe('running text that means harm', () => {
  const hostile = fc.constantFrom(
    ...[
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onfocus='alert(1)",
      '</p></aside>',
      ']]>',
      '&#x1;',
      '<!--',
      '&lt;b&gt;',
    ],
  )
  const address = fc.constantFrom(
    ...[
      'javascript:alert(1)',
      'java\nscript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
      '//evil.example',
      '/\\evil.example',
    ],
  )
  const member = fc.oneof(
    fc.tuple(hostile, address).map(([text, href]) => aLinkedBlock(text, href)),
    fc.tuple(hostile, fc.constantFrom('h2', 'h3', 'normal')).map(([text, style]) => aBlock(text, { style })),
    fc.tuple(hostile, hostile).map(([text, speaker]) => ({ ...parts.quote(), text, speaker, speakerRole: text })),
    hostile.map((title) => ({ ...parts.factBox(), title, body: [aBlock(title)] })),
    hostile.map((alt) => ({ ...parts.figure(), alt, caption: alt, credit: alt })),
    hostile.map((title) => ({ ...parts.embed(), title })),
    hostile.map((cell) => ({ ...parts.table(), caption: cell, rows: [{ cells: [cell] }, { cells: [cell] }] })),
  )

  test('runs nothing, in neither form: words stay words, and links lead to addresses', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 5 }), (members) => {
        for (const html of Object.values(forms(...members))) expect(dangersIn(html)).toEqual([])
      }),
      { numRuns: runs(200, 10_000) },
    )
  })
})

describe('running text of any size', () => {
  test('is rendered in time that grows with its length alone', () => {
    const blocks = Array.from({ length: 20_000 }, (_, i) => aBlock(`Afsnit ${i}`, { style: i % 2 ? 'normal' : 'h2' }))
    expect(page(...blocks).match(/<h2 /g)).toHaveLength(10_000)
  })
})

type Element = { nodeName: string; attrs?: { name: string; value: string }[]; childNodes?: Element[] }

const harmless = [
  'p',
  'a',
  'h2',
  'h3',
  'strong',
  'em',
  'br',
  'ul',
  'li',
  'figure',
  'figcaption',
  'blockquote',
  'span',
  'aside',
  'img',
  'picture',
  'source',
]
const known = new Set([
  ...harmless,
  'div',
  'table',
  'caption',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  '#text',
  '#document-fragment',
])

/** Elements, attributes and addresses in the HTML that this paper never writes. */
function dangersIn(html: string): string[] {
  const look = (element: Element): string[] => [
    ...(known.has(element.nodeName) ? [] : [element.nodeName]),
    ...(element.attrs ?? []).filter(({ name }) => name.startsWith('on')).map(({ name }) => name),
    ...(element.attrs ?? [])
      .filter(
        ({ name, value }) =>
          ['href', 'src'].includes(name) && !/^(?:https:\/\/|mailto:|data:image\/png;|\/(?![/\\]))/.test(value),
      )
      .map(({ value }) => value),
    ...(element.childNodes ?? []).flatMap(look),
  ]
  return look(parseFragment(html) as Element) // parse5's tree, of which three fields are looked at
}
