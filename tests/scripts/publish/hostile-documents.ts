import { aBlock, aReferringBlock, parts } from '../../builders/body.ts'
import { aFrontPage, aJobAnnouncement, anArticle, aTopic } from '../../builders/documents.ts'
import { aPicture } from '../../builders/image.ts'
import { aReference } from '../../builders/stored.ts'
import type { SentDocument } from '../../rigs/lake-documents.ts'

const odd = (overrides: Record<string, unknown>): SentDocument =>
  anArticle({ _id: 'odd', headline: 'Skæv historie', ...overrides })
const oddNotice = (overrides: Record<string, unknown>): SentDocument =>
  aJobAnnouncement({ _id: 'odd', person: 'Skæv Person', ...overrides })
const without = (field: string, { [field]: _, ...rest }: SentDocument): SentDocument => ({
  _id: 'odd',
  _type: '',
  ...rest,
})

/** What the site cannot show: the document, the field that its editor is told of, and what to do there. */
export const unfit: Record<string, [SentDocument, path: string, remedy: RegExp]> = {
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
export const harmless: Record<string, [SentDocument[], shown: string]> = {
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

/** What is larger than any story, and may take longer than any: each with its text. */
export const huge: Record<string, () => SentDocument> = {
  'a text of 10 MB': () => odd({ body: [aBlock('Havnen bliver større. '.repeat(480_000))] }),
  '20,000 paragraphs': () =>
    odd({ body: Array.from({ length: 20_000 }, (_, n) => ({ ...aBlock(`Afsnit ${n}.`), _key: `k${n}` })) }),
}

function nested(depth: number): object {
  let value: object = {}
  for (let n = 0; n < depth; n++) value = { inside: [value] }
  return value
}
