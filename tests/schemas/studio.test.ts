import { describe, expect, test } from 'vitest'
import { aBlock, aLinkedBlock, parts } from '../builders/body.ts'
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
import { stored } from '../builders/stored.ts'
import { saidInStudio } from './studio.ts'

// A form knows no clock but the document's last touch; these were touched after they were published.
const touched = { _updatedAt: '2026-03-10T08:00:00Z' }

describe('the Studio', () => {
  test('has nothing to say about what is as it should be', async () => {
    const whole = anArticle({
      leadImage: aPicture(),
      body: [
        aBlock('Første'),
        parts.quote(),
        parts.factBox(),
        parts.figure(),
        parts.readAlso('a'),
        parts.embed(),
        parts.table(),
      ],
      ...touched,
    })
    const notice = aJobAnnouncement({ portrait: aPicture(), ...touched })
    for (const document of [
      whole,
      notice,
      anAuthor(),
      aCompany(),
      aSection(),
      aTopic(),
      aPage(),
      siteSettings(),
      aFrontPage(),
    ]) {
      expect(await saidInStudio(document)).toEqual([])
    }
  })

  test('asks of an article what a reader cannot do without', async () => {
    expect(await saidInStudio({ ...stored('a'), _type: 'article' })).toMatchInlineSnapshot(`
      [
        "error genre: Vælg en genre.",
        "error headline: Skriv en overskrift.",
        "error slug: Webadressen mangler; tryk »Generér«, eller skriv en kort adresse.",
        "warning standfirst: Skriv en manchet; uden den står historien nøgen på forsiden og i feeds.",
        "warning body: Artiklen har ingen brødtekst.",
        "error section: Vælg en sektion.",
        "warning authors: Artiklen har ingen byline; vælg mindst én skribent.",
      ]
    `)
  })

  test('asks of a notice what it is about', async () => {
    expect(await saidInStudio({ ...stored('n'), _type: 'jobAnnouncement', kind: 'Nyt job' })).toMatchInlineSnapshot(`
      [
        "warning kind: Skriv stillingen; den er selve nyheden.",
        "error person: Skriv personens navn.",
        "error company: Vælg en virksomhed, eller skriv dens navn i feltet nedenfor.",
        "error slug: Webadressen mangler; tryk »Generér«, eller skriv en kort adresse.",
      ]
    `)
  })

  test('asks for words with an image, and for none where there is no image', async () => {
    const bare = { alt: undefined, caption: undefined, credit: undefined }
    expect(await saidInStudio(anArticle({ leadImage: aPicture(bare), ...touched }))).toMatchInlineSnapshot(`
      [
        "error leadImage.alt: Skriv, hvad billedet viser, så også læsere med skærmlæser får det med.",
        "warning leadImage.credit: Skriv, hvem der har taget billedet.",
      ]
    `)
    expect(await saidInStudio(anArticle({ leadImage: { _type: 'image', ...bare }, ...touched }))).toEqual([])
  })

  test('lets a link lead to the web, to a mailbox, to a telephone and to a page of the site', async () => {
    for (const href of ['https://norrbit.example', 'mailto:ida@kajen.example', 'tel:+4512345678', '/om-avisen/']) {
      expect(await saidInStudio(anArticle({ body: [aLinkedBlock('her', href)], ...touched }))).toEqual([])
    }
    expect(
      await saidInStudio(anArticle({ body: [aLinkedBlock('her', 'javascript:alert(1)')], ...touched })),
    ).toMatchInlineSnapshot(`
      [
        "error body.b27md.markDefs.link.href: Adressen skal begynde med https://, mailto: eller tel:, eller med / for en side på sitet.",
      ]
    `)
  })

  test('stops what was inserted in a text and never filled in', async () => {
    const body = ['figure', 'quote', 'factBox', 'readAlso', 'embed', 'table'].map((type) => ({
      _type: type,
      _key: type,
    }))
    expect(await saidInStudio(anArticle({ body, ...touched }))).toMatchInlineSnapshot(`
      [
        "error body.figure: Vælg et billede.",
        "error body.quote.text: Skriv citatet.",
        "error body.quote.speaker: Skriv, hvem der siger det.",
        "error body.factBox.title: Giv faktaboksen en titel.",
        "error body.factBox.body: Skriv faktaboksens tekst.",
        "error body.readAlso.stories: Vælg mindst én historie.",
        "error body.embed.url: Indsæt adressen.",
        "error body.embed.title: Skriv, hvad videoen eller lyden hedder.",
        "warning body.table.caption: Skriv, hvad tabellen viser; det hjælper alle, især skærmlæsere.",
        "error body.table.rows: Tabellen er tom; tilføj en række.",
      ]
    `)
  })

  test('plays only what comes from houses on the list', async () => {
    const body = [{ ...parts.embed(), url: 'https://video.example/1' }]
    expect(await saidInStudio(anArticle({ body, ...touched }))).toMatchInlineSnapshot(`
      [
        "error body.embed.url: Adressen er ikke fra YouTube, Vimeo eller Spotify. Indsæt den i stedet som et almindeligt link i teksten.",
      ]
    `)
  })

  test('tells once that a slug is taken', async () => {
    for (const document of [anArticle(touched), aSection(), aPage()]) {
      expect(await saidInStudio(document, { slugTaken: true })).toEqual([
        'error slug: (Sanity: validation:slug.not-unique)',
      ])
    }
  })

  test('tells that the section is not published, in Sanity’s own words', async () => {
    expect(await saidInStudio(anArticle(touched), { missing: ['section-erhverv'] })).toEqual([
      'error section: (Sanity: validation:object.reference-not-published)',
    ])
  })

  test('keeps a kind of notice it does not know, and doubts it', async () => {
    expect(await saidInStudio(aJobAnnouncement({ kind: 'Orlov', ...touched }))).toMatchInlineSnapshot(`
      [
        "warning kind: »Orlov« er ikke en af de faste typer; kontrollér stavemåden, ellers får den sin egen side.",
      ]
    `)
  })

  test('tells until when a story waits', async () => {
    expect(await saidInStudio(anArticle({ publishedAt: '2026-04-01T06:00:00Z', ...touched }))).toMatchInlineSnapshot(`
      [
        "info publishedAt: Læserne ser historien fra 1. april 2026 kl. 8.00, også selv om den publiceres før.",
      ]
    `)
  })

  test('wants both time and reason of a withdrawal', async () => {
    expect(
      await saidInStudio(anArticle({ withdrawal: { reason: 'Forkert navn' }, ...touched })),
    ).toMatchInlineSnapshot(`
      [
        "error withdrawal.withdrawnAt: Sæt tidspunktet, eller slet begrundelsen.",
      ]
    `)
  })
})
