import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InternalLink, internalLinkForm, Link, linkForm, readLinks, safeHref } from '#schemas/link.ts'
import { differences } from './agreement.ts'

describe('a link', () => {
  test.each([
    ['https://norrbit.example/om os?a=1&b=2', 'https://norrbit.example/om%20os?a=1&b=2'],
    ['  HTTP://Norrbit.example  ', 'http://norrbit.example/'],
    ['mailto:ida@kajen.example', 'mailto:ida@kajen.example'],
    ['tel:+4512345678', 'tel:+4512345678'],
    ['/artikel/havnen/#fakta', '/artikel/havnen/#fakta'],
  ])('may lead to %j', (written, href) => {
    expect(safeHref(written)).toBe(href)
  })

  test.each([
    '',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    '//ond.example/',
    '/\\ond.example/',
    '/\t/ond.example/',
    'https://',
    'norrbit.example',
  ])('may not lead to %j', (written) => {
    expect(safeHref(written)).toBeUndefined()
  })

  test('never runs code and never leaves the site by a path, whatever is written', () => {
    const pieces = fc.constantFrom(
      'java',
      'script',
      ':',
      '/',
      '\\',
      '\n',
      '\t',
      '\u0000',
      ' ',
      'https',
      'data',
      'x.example',
      'alert(1)',
      '#',
      '?',
    )
    const written = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(written, (text) => {
        const href = safeHref(text)
        if (href === undefined) return
        const url = new URL(href, 'https://kajen.example')
        expect(['https:', 'http:', 'mailto:', 'tel:']).toContain(url.protocol)
        if (href.startsWith('/')) expect(url.origin).toBe('https://kajen.example')
        expect(safeHref(href)).toBe(href)
      }),
    )
  })

  test('that leads nowhere is dropped, and so is a mark that is no link', () => {
    expect(readLinks({ _type: 'link', _key: 'a', href: 'javascript:alert(1)' })).toEqual([])
    expect(readLinks({ _type: 'link', _key: 'a' })).toEqual([])
    expect(readLinks({ _type: 'internalLink', _key: 'a' })).toEqual([])
    expect(readLinks({ _type: 'definition', _key: 'a', text: 'x' })).toEqual([])
    expect(readLinks(null)).toEqual([])
  })

  test('has a form that names the same fields as its shape', () => {
    expect(differences(linkForm, Link, [])).toEqual([])
    expect(differences(internalLinkForm, InternalLink, [])).toEqual([])
  })
})
