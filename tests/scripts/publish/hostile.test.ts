import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aBlock, aReferringBlock, parts } from '../../builders/body.ts'
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
} from '../../builders/documents.ts'
import { aPicture } from '../../builders/image.ts'
import { aReference } from '../../builders/stored.ts'
import { differencesBetween, type PressRig, pressOn, type Tree, wholeSite } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

type Raw = { _id: string; _type: string; [field: string]: unknown }

const odd = (overrides: Record<string, unknown>): Raw =>
  anArticle({ _id: 'odd', headline: 'Skæv historie', ...overrides })
const oddNotice = (overrides: Record<string, unknown>): Raw =>
  aJobAnnouncement({ _id: 'odd', person: 'Skæv Person', ...overrides })
const without = (field: string, { [field]: _, ...rest }: Raw): Raw => ({ _id: 'odd', _type: '', ...rest })

/** What the site cannot show: the document, the field that its editor is told of, and what to do there. */
const unfit: Record<string, [Raw, path: string, remedy: RegExp]> = {
  'no headline': [without('headline', odd({})), 'headline', /Overskrift mangler; udfyld det i Studio/],
  'a blank headline': [odd({ headline: ' \t\u0001' }), 'headline', /mangler; udfyld/],
  'a number for a headline': [odd({ headline: 42 }), 'headline', /et tal, men skal være tekst; ret det/],
  'a list for a headline': [odd({ headline: ['a'] }), 'headline', /en liste, men skal være tekst; ret det/],
  'no slug': [without('slug', odd({})), 'slug', /mangler; tryk »Generér«/],
  'a slug that is a number': [odd({ slug: { _type: 'slug', current: 7 } }), 'slug.current', /skal være tekst/],
  'text that is no list': [odd({ body: 'bare tekst' }), 'body', /skal være en liste/],
  'an unknown part of the text': [
    odd({ body: [{ _type: 'marquee', _key: 'm' }] }),
    'body[_key=="m"]._type',
    /»marquee«.*slet blokken/,
  ],
  'a part of the text called constructor': [
    odd({ body: [{ _type: 'constructor', _key: 'm' }] }),
    'body[_key=="m"]._type',
    /»constructor«.*slet blokken/,
  ],
  'a part of the text that is text': [odd({ body: ['tekst'] }), 'body[0]', /en gruppe felter; ret det/],
  'a time that is words': [odd({ publishedAt: 'i går' }), 'publishedAt', /ikke et tidspunkt; vælg/],
  'a time that is a number': [odd({ publishedAt: 20_260_303 }), 'publishedAt', /ikke et tidspunkt; vælg/],
  'a day that is not in the calendar': [
    odd({ publishedAt: '2026-02-31T10:00:00Z' }),
    'publishedAt',
    /ikke et tidspunkt; vælg/,
  ],
  'no time': [without('publishedAt', odd({})), 'publishedAt', /mangler; sæt tidspunktet/],
  'no section': [without('section', odd({})), 'section', /mangler; vælg én/],
  'a section that is a name': [odd({ section: 'Erhverv' }), 'section', /en gruppe felter; ret det/],
  'a reference to a number': [odd({ section: { _type: 'reference', _ref: 5 } }), 'section._ref', /skal være tekst/],
  'authors who are names': [odd({ authors: 'Ida' }), 'authors', /en liste; ret det/],
  'an unknown genre': [odd({ genre: 'toString' }), 'genre', /er ukendt; vælg/],
  'an image that is a file': [
    odd({ leadImage: { _type: 'image', asset: aReference('file-abc-pdf') } }),
    'leadImage.asset._ref',
    /vælg billedet igen/,
  ],
  'a correction without a time': [
    odd({ corrections: [{ _key: 'c', text: 'Forkert' }] }),
    'corrections[_key=="c"].at',
    /mangler/,
  ],
  'a section that is not there': [
    odd({ section: aReference('section-none') }),
    '',
    /sektion ikke er på siden; udgiv sektionen/,
  ],
  'a section that is an author': [
    odd({ section: aReference('author-ida') }),
    '',
    /sektion ikke er på siden; udgiv sektionen/,
  ],
  'a section that is itself': [odd({ section: aReference('odd') }), '', /sektion ikke er på siden; udgiv sektionen/],
  'a section called __proto__': [
    odd({ section: aReference('__proto__') }),
    '',
    /sektion ikke er på siden; udgiv sektionen/,
  ],
  'no company and no name of one': [
    without('company', oddNotice({})),
    'company',
    /vælg en virksomhed, eller skriv dens navn/,
  ],
  'an age in words': [oddNotice({ age: 'tredive' }), 'age', /skal være et (helt )?tal/],
  'an age without end': [oddNotice({ age: 1e308 }), 'age', /ret det i Studio/],
  'a day that is none': [oddNotice({ startDate: '2026-13-45' }), 'startDate', /ikke en dato; vælg/],
  'no person': [without('person', oddNotice({})), 'person', /Person mangler; udfyld/],
}

/** What the site shows without harm: each document, with what of it stands on the site's pages. */
const harmless: Record<string, [Raw[], shown: string]> = {
  'references to what is not there': [
    [
      odd({
        topics: [aReference('none')],
        authors: [aReference('none'), aReference('__proto__')],
        companies: [aReference('none')],
        readAlso: [aReference('none')],
        body: [aReferringBlock('ordene bliver', 'none'), parts.readAlso('none')],
      }),
    ],
    'ordene bliver',
  ],
  'references to documents of other kinds': [
    [
      odd({
        topics: [aReference('author-ida')],
        authors: [aReference('section-erhverv')],
        companies: [aReference('topic-havne')],
        readAlso: [aReference('page-om')],
      }),
    ],
    'Skæv historie',
  ],
  'references to itself': [
    [odd({ readAlso: [aReference('odd')], body: [aReferringBlock('til sig selv', 'odd'), parts.readAlso('odd')] })],
    'til sig selv',
  ],
  'two stories that refer to each other': [
    [
      odd({ readAlso: [aReference('odd-2')], body: [aReferringBlock('frem', 'odd-2')] }),
      odd({
        _id: 'odd-2',
        headline: 'Anden skæve',
        readAlso: [aReference('odd')],
        body: [aReferringBlock('tilbage', 'odd')],
      }),
    ],
    'Anden skæve',
  ],
  'a front that is its own lead, ten times': [
    [
      aFrontPage({
        lead: aReference('frontPage'),
        pinned: Array.from({ length: 10 }, (_, n) => ({ ...aReference('frontPage'), _key: `${n}` })),
      }),
    ],
    'Kajen',
  ],
  'an image whose file is not there': [
    [odd({ leadImage: { ...aPicture(), asset: aReference(`image-${'0'.repeat(40)}-10x10-png`) } })],
    'Skæv historie',
  ],
  'a crop that leaves nothing': [
    [
      odd({
        leadImage: {
          ...aPicture(),
          asset: aReference(`image-${'0'.repeat(40)}-10x10-png`),
          crop: { top: 1, bottom: 1, left: 1, right: 1 },
          hotspot: { x: 5 },
        },
      }),
    ],
    'Skæv historie',
  ],
  'control characters': [
    [odd({ headline: 'Skæv\u0000\u0001\u001b[31m historie\u007f', body: [aBlock('ren\u0008 \ufffetekst')] })],
    'ren tekst',
  ],
  'lone surrogates': [
    [odd({ headline: 'Skæv \ud800historie', body: [aBlock('halv\udc00 figur')], kicker: '\ud83d' })],
    'halv figur',
  ],
  'marks that turn the direction': [
    [odd({ headline: 'Skæv \u202e\u2066historie', standfirst: 'vendt\u202e om' })],
    'vendt om',
  ],
  'letters heaped with accents': [[odd({ standfirst: `z${'\u0301\u0300\u0316'.repeat(500)}algo` })], 'algo'],
  'fields named after what objects inherit': [
    [
      odd(
        JSON.parse(
          '{"__proto__":{"headline":"fra prototypen"},"constructor":{"prototype":1},"toString":"x","valueOf":5,"kicker":"står her"}',
        ),
      ),
    ],
    'står her',
  ],
  'styles, lists and marks named after what objects inherit': [
    [
      odd({
        body: ['constructor', 'toString', '__proto__', 'valueOf'].map((name) => ({
          ...aBlock(`stil ${name}`),
          style: name,
          listItem: name,
          markDefs: [{ _type: name, _key: name }],
          children: [{ _type: 'span', _key: 's', text: `stil ${name}`, marks: [name] }],
        })),
      }),
    ],
    'stil valueOf',
  ],
  'crossheads named after what objects inherit': [
    [
      odd({
        body: ['constructor', '__proto__', 'toString', 'constructor'].map((name, n) =>
          aBlock(name, { style: 'h2', _key: `${n}` }),
        ),
      }),
    ],
    'afsnit-constructor',
  ],
  'a kind of notice named after what objects inherit': [[oddNotice({ kind: 'constructor' })], 'Skæv Person'],
  'a kind called __proto__': [[oddNotice({ kind: '__proto__' })], 'Skæv Person'],
  'an address named after what objects inherit': [
    [
      odd({ slug: { _type: 'slug', current: 'constructor' } }),
      aTopic({ _id: 'odd-2', title: 'toString', slug: { _type: 'slug', current: 'tostring' } }),
    ],
    'Skæv historie',
  ],
  'a list within a list, ninety deep': [
    [odd({ body: [aBlock('dybt nede', { listItem: 'bullet', level: 10, deep: nested(45) })] })],
    'dybt nede',
  ],
  'a table with rows of every length': [
    [
      odd({
        body: [
          {
            ...parts.table(),
            rows: [
              { _key: 'a', cells: [] },
              { _key: 'b', cells: ['celle'] },
              { _key: 'c', cells: ['1', '2', '3'] },
            ],
          },
        ],
      }),
    ],
    'celle',
  ],
  'keys that are the same': [
    [odd({ body: [aBlock('først'), aBlock('først'), { ...aBlock('sidst'), _key: aBlock('først')._key }] })],
    'sidst',
  ],
}

/** The document with references that the lake takes although they lead nowhere. */
function withWeakReferences<Value>(document: Value): Value {
  return JSON.parse(JSON.stringify(document).replaceAll('"_type":"reference"', '"_type":"reference","_weak":true'))
}

function nested(depth: number): object {
  let value: object = {}
  for (let n = 0; n < depth; n++) value = { inside: [value] }
  return value
}

describe('a newsroom with a malformed document', () => {
  let lake: LakeRig
  let site: PressRig
  let healthy: Tree

  beforeAll(async () => {
    lake = await runningLake()
    await put(
      aSection(),
      anAuthor(),
      aCompany(),
      aTopic(),
      aPage(),
      siteSettings(),
      aFrontPage(),
      anArticle(),
      aJobAnnouncement(),
    )
    site = pressOn({ lake })
    await site.publish()
    healthy = site.tree()
  })
  afterAll(async () => {
    site[Symbol.dispose]()
    await lake[Symbol.asyncDispose]()
  })

  async function put(...documents: Raw[]): Promise<void> {
    const transaction = lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(withWeakReferences(document))
    await transaction.commit({ visibility: 'sync' })
  }

  const told = (...ids: string[]) => site.publish({ kind: 'changes', altered: ids, gone: [] })

  async function remove(...documents: Raw[]): Promise<void> {
    const ids = documents.map(({ _id }) => _id).filter((id) => id !== 'frontPage')
    if (documents.some(({ _id }) => _id === 'frontPage')) await put(aFrontPage())
    if (ids.length > 0) await lake.client.delete({ query: '*[_id in $ids]', params: { ids } })
    await site.publish({ kind: 'changes', altered: ['frontPage'], gone: ids })
  }

  test.each(Object.entries(unfit))(
    'with %s does without it, and says what to do',
    async (_, [document, path, remedy]) => {
      await put(document)
      for (const { leftOut, failedPages } of [await told('odd'), await site.publish()]) {
        expect(failedPages).toEqual([])
        expect(leftOut.map(({ id, faults: [fault] }) => [id, fault?.path])).toEqual([['odd', path]])
        expect(leftOut[0]?.faults[0]?.sentence).toMatch(remedy)
        expect(leftOut[0]?.faults[0]?.sentence).toMatch(/^[^\n]+\.$/)
      }
      expect(differencesBetween(site.tree(), healthy)).toEqual([])
      await remove(document)
      expect(differencesBetween(site.tree(), healthy)).toEqual([])
    },
  )

  test.each(Object.entries(harmless))('with %s shows it without harm', async (_, [documents, shown]) => {
    await put(...documents)
    const { leftOut, failedPages } = await told(...documents.map(({ _id }) => _id))
    expect([leftOut, failedPages]).toEqual([[], []])
    const tree = site.tree()
    expect([...tree.values()].some((bytes) => Buffer.from(bytes, 'latin1').toString().includes(shown))).toBe(true)
    expect(filesWithBadCharacters(tree)).toEqual([])
    expect(differencesBetween(tree, (await wholeSite({ lake })).tree)).toEqual([])
    await remove(...documents)
    expect(differencesBetween(site.tree(), healthy)).toEqual([])
  })

  test.each([
    ['a text of 10 MB', () => [aBlock('Havnen bliver større. '.repeat(480_000))]],
    [
      '20,000 paragraphs',
      () => Array.from({ length: 20_000 }, (_, n) => ({ ...aBlock(`Afsnit ${n}.`), _key: `k${n}` })),
    ],
  ])('with %s shows it whole, and nothing else differently', async (_, body) => {
    const document = odd({ body: body() })
    await put(document)
    const { leftOut, failedPages } = await told('odd')
    expect([leftOut, failedPages]).toEqual([[], []])
    expect(site.file('/artikel/skaev-historie/')?.length).toBeGreaterThan(document.body === undefined ? 0 : 300_000)
    // On a busy machine the connection to the lake grew old meanwhile; the next turns of the event loop let it be seen.
    for (let turn = 0; turn < 5; turn++) await setImmediate()
    await remove(document)
    expect(differencesBetween(site.tree(), healthy)).toEqual([])
  })

  test('with all of them at once publishes everything else, and names each', async () => {
    const all = Object.values(unfit).map(([document], n) => ({
      ...document,
      _id: `odd-${n}`,
      ...('slug' in document && { slug: document.slug }),
    }))
    await put(...all)
    const { leftOut } = await site.publish()
    expect(leftOut.map(({ id }) => id).toSorted()).toEqual(all.map(({ _id }) => _id).toSorted())
    expect(leftOut.every(({ faults }) => faults.length > 0)).toBe(true)
    expect(differencesBetween(site.tree(), healthy)).toEqual([])
    await remove(...all)
  })
})

/** Files that hold what XML forbids, or bytes that are no UTF-8. */
function filesWithBadCharacters(tree: Tree): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this expression is about
  const bad = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd-\uffff]/
  const texts = [...tree].filter(([file]) => /\.(html|xml|json|txt)$|^_[^/]*$/.test(file))
  return texts.filter(([, bytes]) => bad.test(Buffer.from(bytes, 'latin1').toString())).map(([file]) => file)
}
