import { describe, expect, test } from 'vitest'
import { playerFor } from '#schemas/body/embed.ts'
import { Body } from '#schemas/body.ts'
import { aBlock, aLinkedBlock, aReferringBlock, parts } from '../builders/body.ts'

const read = (...members: unknown[]) => Body.parse(members)

describe('running text', () => {
  test('is empty where none is written', () => {
    expect(Body.parse(undefined)).toEqual([])
  })

  test('leaves out paragraphs with no words and parts never filled in', () => {
    const unfinished = [
      aBlock(' '),
      { ...aBlock('x'), children: [] },
      { _type: 'figure', _key: 'a', alt: 'Kaj' },
      { _type: 'quote', _key: 'b', speaker: 'Ida' },
      { _type: 'readAlso', _key: 'c', stories: [] },
      { _type: 'embed', _key: 'd' },
      { _type: 'factBox', _key: 'e' },
      { _type: 'table', _key: 'f', rows: [{ _key: 'r', cells: ['', ' '] }] },
    ]
    expect(read(...unfinished, aBlock('Sidste'))).toHaveLength(1)
  })

  test.each([
    ['h2', 'h2'],
    ['h1', 'h2'],
    ['h5', 'h3'],
    ['blockquote', 'normal'],
    [undefined, 'normal'],
  ])('reads the style %s as %s', (style, known) => {
    expect(read(aBlock('x', { style }))).toMatchObject([{ style: known }])
  })

  test('reads points of a list with their level', () => {
    expect(read(aBlock('x', { listItem: 'number', level: 2 }))).toMatchObject([{ listItem: 'number', level: 2 }])
    expect(read(aBlock('x', { listItem: 'square' }))).toMatchObject([{ listItem: 'bullet', level: 1 }])
    expect(read(aBlock('x'))[0]).not.toHaveProperty('listItem')
  })

  test('keeps links that lead somewhere', () => {
    expect(read(aLinkedBlock('her', 'https://norrbit.example/'))).toMatchObject([
      { markDefs: [{ href: 'https://norrbit.example/' }], children: [{ marks: ['link'] }] },
    ])
    expect(read(aReferringBlock('her', 'a1'))).toMatchObject([
      { markDefs: [{ reference: { _ref: 'a1' } }], children: [{ marks: ['ref'] }] },
    ])
  })

  test('keeps the words of a link that leads nowhere', () => {
    expect(read(aLinkedBlock('her', 'java\nscript:alert(1)'))).toMatchObject([
      { markDefs: [], children: [{ text: 'her', marks: [] }] },
    ])
  })

  test('keeps bold and italic, and drops marks it does not know', () => {
    const children = [{ _type: 'span', _key: 's', text: 'x', marks: ['strong', 'em', 'underline', 'gone'] }]
    expect(read(aBlock('x', { children }))).toMatchObject([{ children: [{ marks: ['strong', 'em'] }] }])
  })

  test('refuses a part it does not know', () => {
    expect(Body.safeParse([{ _type: 'poll', _key: 'k' }]).success).toBe(false)
    expect(Body.safeParse([aBlock('x', { children: [{ _type: 'stock', _key: 's' }] })]).success).toBe(false)
  })
})

describe('a table', () => {
  test('has rows of equal length and none without a word', () => {
    const rows = [{ cells: ['År', 'Gods', 'Skibe'] }, { cells: ['2025'] }, { cells: ['', ''] }]
    expect(read({ ...parts.table(), rows })).toMatchObject([
      { rows: [{ cells: ['År', 'Gods', 'Skibe'] }, { cells: ['2025', '', ''] }] },
    ])
  })
})

describe('the player for an address', () => {
  test.each([
    ['https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=3', 'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ'],
    ['https://youtu.be/aqz-KE-bpKQ', 'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ'],
    ['https://m.youtube.com/shorts/aqz-KE-bpKQ', 'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ'],
    ['https://vimeo.com/76979871', 'https://player.vimeo.com/video/76979871?dnt=1'],
    ['https://vimeo.com/76979871/abc123', 'https://player.vimeo.com/video/76979871?dnt=1&h=abc123'],
    [
      'https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk',
      'https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk',
    ],
  ])('%s is %s', (address, source) => {
    expect(playerFor(address)?.source).toBe(source)
  })

  test.each([
    'javascript:alert(1)',
    'https://youtube.com.ond.example/watch?v=aqz-KE-bpKQ',
    'https://ond.example/?v=aqz-KE-bpKQ',
    'https://www.youtube.com/watch?v="><script>',
    'https://www.youtube.com/',
    'https://vimeo.com/kanal',
    'ikke en adresse',
  ])('%s is none', (address) => {
    expect(playerFor(address)).toBeUndefined()
  })
})
