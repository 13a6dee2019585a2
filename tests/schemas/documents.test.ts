import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentTypes, readDocument, singletons } from '#schemas/documents.ts'
import { aBlock, parts } from '../builders/body.ts'
import {
  aCompany,
  aFrontPage,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aPage,
  aSection,
  aTopic,
  siteSettings,
} from '../builders/documents.ts'
import { aPicture } from '../builders/image.ts'
import { aReference, references, stored } from '../builders/stored.ts'
import { runs } from '../rigs/runs.ts'

const everyKind = [
  anArticle(),
  aJobAnnouncement(),
  anAuthor(),
  aCompany(),
  aSection(),
  aTopic(),
  aPage(),
  siteSettings(),
  aFrontPage(),
]

/** The document as read; fails with its faults when it was not. */
function read(raw: unknown) {
  const result = readDocument(raw)
  if (!result.ok) throw new Error(result.faults.map(({ sentence }) => sentence).join('\n'))
  return result.document
}

/** The sentences with which a document is refused. */
function refusal(raw: unknown): string[] {
  const result = readDocument(raw)
  return result.ok ? [] : result.faults.map(({ sentence }) => sentence)
}

const without = (document: Record<string, unknown>, ...fields: string[]) =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !fields.includes(name)))

describe('reading a document', () => {
  test('takes one of every kind', () => {
    expect(everyKind.map((document) => read(document)._type).sort()).toEqual([...contentTypes].sort())
  })

  test('takes what it gave, and gives the same', () => {
    for (const document of everyKind) expect(read(read(document))).toEqual(read(document))
  })

  test('takes an article with everything in it', () => {
    const body = [
      aBlock('Første'),
      parts.quote(),
      parts.factBox(),
      parts.figure(),
      parts.readAlso('a', 'b'),
      parts.embed(),
      parts.table(),
    ]
    const document = read(
      anArticle({
        body,
        leadImage: aPicture(),
        corrections: [{ _type: 'correction', _key: 'c', at: '2026-03-04T08:00:00Z', text: 'Havnen åbnede i 1874.' }],
        readAlso: references('a', 'a', 'b'),
        seo: { _type: 'seo', title: 'Strøm fra land', image: aPicture() },
      }),
    )
    expect(document).toMatchObject({
      leadImage: { alt: 'Containere på kajen i morgenlys', credit: 'Sara Lund' },
      corrections: [{ at: '2026-03-04T08:00:00.000Z' }],
      readAlso: [{ _ref: 'a' }, { _ref: 'b' }],
      seo: { hideFromSearch: false },
    })
    expect(document._type === 'article' && document.body).toHaveLength(body.length)
  })

  test('takes a thin one, and fills in what the site leans on', () => {
    const thin = without(anArticle(), 'standfirst', 'genre', 'authors', 'body', 'firstPublishedAt')
    expect(read(thin)).toMatchObject({
      standfirst: '',
      genre: 'nyhed',
      authors: [],
      topics: [],
      body: [],
      corrections: [],
    })
  })

  test('takes null for a field that was emptied', () => {
    expect(read(anArticle({ kicker: null, topics: null, leadImage: null, authors: [null] }))).toMatchObject({
      topics: [],
      authors: [],
    })
  })

  test('leaves out fields it does not know', () => {
    expect(read(anArticle({ mood: 'glad' }))).not.toHaveProperty('mood')
  })

  test('cleans every text', () => {
    const document = read(anArticle({ headline: ' Ny\u0000 fabrik\n i\u200A Viborg', body: [aBlock('a\u0008b')] }))
    expect(document).toMatchObject({ headline: 'Ny fabrik i Viborg', body: [{ children: [{ text: 'ab' }] }] })
  })

  test('gives instants one form', () => {
    expect(read(anArticle({ publishedAt: '2026-03-03T09:12:00+01:00' }))).toMatchObject({
      publishedAt: '2026-03-03T08:12:00.000Z',
    })
  })

  test('sees no image where no file was chosen', () => {
    expect(read(anArticle({ leadImage: { _type: 'image', alt: 'Kaj' } }))).toMatchObject({ leadImage: undefined })
  })

  test('sees a withdrawal once its time or its reason is written', () => {
    expect(read(anArticle({ withdrawal: { _type: 'withdrawal' } }))).toMatchObject({ withdrawal: undefined })
    expect(read(anArticle({ withdrawal: { reason: 'Forkert navn' } }))).toMatchObject({
      withdrawal: { reason: 'Forkert navn' },
    })
  })

  test('keeps a kind of notice it does not know', () => {
    expect(read(aJobAnnouncement({ kind: 'Orlov' }))).toMatchObject({ kind: 'Orlov' })
  })

  test('takes a notice whose company is only written', () => {
    expect(read({ ...without(aJobAnnouncement(), 'company'), companyName: 'Søbred' })).toMatchObject({
      companyName: 'Søbred',
    })
  })

  test('knows the singletons by their ids', () => {
    expect([siteSettings()._id, aFrontPage()._id].sort()).toEqual([...singletons].sort())
  })

  test('survives what was made to break it', () => {
    let deep: unknown = 'x'
    for (let i = 0; i < 5_000; i++) deep = { _type: 'x', deep }
    expect(readDocument(anArticle({ deep })).ok).toBe(true)
    expect(readDocument(JSON.parse('{"__proto__": {"_type": "article"}}')).ok).toBe(false)
    for (const raw of [null, undefined, 3, 'x', [], {}]) expect(readDocument(raw).ok).toBe(false)
  })
})

describe('a document that breaks its shape', () => {
  test('is refused with its id, its type and the place of each fault', () => {
    expect(readDocument({ ...without(anArticle(), 'section'), publishedAt: 'i går' })).toMatchObject({
      ok: false,
      id: 'article-havnen-i-esbjerg-faar-stroem-fra-land',
      type: 'article',
      faults: [{ path: 'section' }, { path: 'publishedAt' }],
    })
  })

  test('is told what is missing', () => {
    const bare = { ...stored('a1'), _type: 'article', headline: 'Ny kaj' }
    expect(refusal(bare)).toMatchInlineSnapshot(`
      [
        "Artiklen »Ny kaj« (a1): feltet Webadresse mangler; tryk »Generér« i Studio.",
        "Artiklen »Ny kaj« (a1): feltet Sektion mangler; vælg én i Studio.",
        "Artiklen »Ny kaj« (a1): feltet Udgivelsestidspunkt mangler; sæt tidspunktet i Studio.",
      ]
    `)
    expect(refusal({ ...stored('n1'), _type: 'jobAnnouncement', kind: ' ', slug: {} })).toMatchInlineSnapshot(`
      [
        "Notitsen (n1): feltet Type mangler; udfyld det i Studio.",
        "Notitsen (n1): feltet Person mangler; udfyld det i Studio.",
        "Notitsen (n1): feltet Webadresse mangler; tryk »Generér« i Studio.",
        "Notitsen (n1): feltet Udgivelsestidspunkt mangler; sæt tidspunktet i Studio.",
      ]
    `)
    expect(refusal(without(aJobAnnouncement(), 'company'))).toMatchInlineSnapshot(`
      [
        "Notitsen »Mette Holm« (notice-mette-holm): feltet Virksomhed mangler; vælg en virksomhed, eller skriv dens navn.",
      ]
    `)
  })

  test('is told what is of the wrong kind', () => {
    const document = anArticle({
      headline: 7,
      body: 'tekst',
      publishedAt: 'i går',
      genre: 'roman',
      authors: [{ _ref: '../etc' }],
    })
    expect(refusal(document)).toMatchInlineSnapshot(`
      [
        "Artiklen (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Overskrift er et tal, men skal være tekst; ret det i Studio.",
        "Artiklen (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Genre er ukendt; vælg en genre på listen.",
        "Artiklen (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Skribenter › Skribent er ikke et gyldigt dokument-id; vælg dokumentet igen i Studio.",
        "Artiklen (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Brødtekst er tekst, men skal være en liste; ret det i Studio.",
        "Artiklen (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Udgivelsestidspunkt er ikke et tidspunkt; vælg dato og klokkeslæt i feltet.",
      ]
    `)
    expect(refusal(aJobAnnouncement({ age: 38.5, startDate: '2026-02-30', pronoun: 'hen' }))).toMatchInlineSnapshot(`
      [
        "Notitsen »Mette Holm« (notice-mette-holm): feltet Omtales som er ukendt; vælg hun, han eller de.",
        "Notitsen »Mette Holm« (notice-mette-holm): feltet Alder er et tal, men skal være et helt tal; ret det i Studio.",
        "Notitsen »Mette Holm« (notice-mette-holm): feltet Dato er ikke en dato; vælg en dag i kalenderen.",
      ]
    `)
    expect(refusal(siteSettings({ email: 'redaktionen' }))).toMatchInlineSnapshot(`
      [
        "Sitets indstillinger (siteSettings): feltet Redaktionens mailadresse er ikke en mailadresse; skriv den som navn@avis.dk.",
      ]
    `)
  })

  test('is told which part of its text is unknown, by its key', () => {
    expect(refusal(anArticle({ body: [aBlock('a'), { _type: 'poll', _key: 'k9' }] }))).toMatchInlineSnapshot(`
      [
        "Artiklen »Havnen i Esbjerg får strøm fra land« (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Brødtekst indeholder blokken »k9« af typen »poll«, som siden ikke kender; slet blokken i Studio.",
      ]
    `)
    expect(
      refusal(anArticle({ body: [{ ...parts.table(), rows: [{ _key: 'r1', cells: ['År', 2025] }] }] })),
    ).toMatchInlineSnapshot(`
      [
        "Artiklen »Havnen i Esbjerg får strøm fra land« (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Brødtekst › Tabel (»table«) › Rækker › Række (»r1«) › Celler er et tal, men skal være tekst; ret det i Studio.",
      ]
    `)
    expect(refusal(anArticle({ body: [{ ...parts.embed(), url: 'javascript:alert(1)' }] }))).toMatchInlineSnapshot(`
      [
        "Artiklen »Havnen i Esbjerg får strøm fra land« (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Brødtekst › Video eller lyd (»embed«) › Adresse er ikke en webadresse; indsæt adressen på videoen eller podcasten.",
      ]
    `)
  })

  test('is told that its address is taken by the site', () => {
    expect(refusal(aSection({ slug: { current: 'navnenyt' } }))).toMatchInlineSnapshot(`
      [
        "Sektionen »Erhverv« (section-erhverv): feltet Webadresse kan ikke være »navnenyt«, som siden selv bruger; vælg et andet ord.",
      ]
    `)
    expect(refusal(anArticle({ slug: { current: '../../etc' } }))).toMatchInlineSnapshot(`
      [
        "Artiklen »Havnen i Esbjerg får strøm fra land« (article-havnen-i-esbjerg-faar-stroem-fra-land): feltet Webadresse må kun bestå af små bogstaver a–z, tal og enkelte bindestreger; tryk »Generér« for at få et forslag.",
      ]
    `)
  })

  test('of an unknown type is named', () => {
    expect(refusal({ _id: 'q1', _type: 'quiz' })).toMatchInlineSnapshot(`
      [
        "Dokumentet »q1« har typen »quiz«, som siden ikke kender; slet det, eller opret det igen i Studio.",
      ]
    `)
    expect(refusal(null)).toMatchInlineSnapshot(`
      [
        "Et dokument uden id har ingen type; slet det, eller opret det igen i Studio.",
      ]
    `)
  })

  test('names its place as Sanity writes a path', () => {
    const result = readDocument(
      anArticle({ section: aReference('s'), body: [aBlock('a'), { _type: 'poll', _key: 'k9' }] }),
    )
    expect(result).toMatchObject({ faults: [{ path: 'body[_key=="k9"]._type' }] })
  })
})

describe('a document changed at random', () => {
  const damage = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('../../etc', 'javascript:alert(1)', '\u0000', '\uD800', -1, 1e9),
  )
  const somewhere = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 })

  /** The value with `piece` put where the turns lead: at each level, the field of that number. */
  function damaged(value: unknown, turns: readonly number[], piece: unknown): unknown {
    const [turn, ...rest] = turns
    if (turn === undefined || typeof value !== 'object' || value === null) return piece
    const names = Object.keys(value)
    const name = names[turn % names.length]
    if (name === undefined || name === '_type') return value
    const changed = damaged(Reflect.get(value, name), rest, piece)
    return Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed }
  }

  test('is read or refused in sentences, and never throws', () => {
    const body = [aBlock('Første'), ...Object.values(parts).map((part) => part('a'))]
    const whole = fc.constantFrom(anArticle({ body, leadImage: aPicture() }), ...everyKind)
    fc.assert(
      fc.property(whole, somewhere, damage, (document, turns, piece) => {
        const raw = damaged(document, turns, piece)
        for (const sentence of refusal(raw)) expect(sentence).toMatch(/^\p{Lu}[^\n]*; [^\n]*\.$/u)
        const result = readDocument(raw)
        if (result.ok)
          expect(JSON.stringify(result.document)).not.toMatch(/\\u0000|\\ud800|"(?:href|url|website)":"javascript/i)
      }),
      { numRuns: runs(1_000, 30_000) },
    )
  })
})
