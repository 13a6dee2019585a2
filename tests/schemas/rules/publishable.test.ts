import { describe, expect, test } from 'vitest'
import { readDocument } from '#schemas/documents.ts'
import { findingsIn } from '#schemas/rules/publishable.ts'
import { parts } from '../../builders/body.ts'
import { aJobAnnouncement, anArticle, anAuthor, aPage } from '../../builders/documents.ts'
import { aPicture } from '../../builders/image.ts'

function found(raw: unknown): string[] {
  const read = readDocument(raw)
  return read.ok ? findingsIn(read.document).map(({ level, path }) => `${level} ${path}`) : ['not read']
}

describe('a document that came in past the forms', () => {
  test('is told of nothing when the forms would have let it in', () => {
    for (const document of [anArticle({ leadImage: aPicture() }), aJobAnnouncement(), anAuthor(), aPage()]) {
      expect(found(document)).toEqual([])
    }
  })

  test('is told what an editor should see to, and where', () => {
    const body = [{ ...parts.figure(), alt: '' }, parts.readAlso('a1')]
    const article = anArticle({
      _id: 'a1',
      headline: 'HAVNEN FÅR STRØM',
      leadImage: aPicture({ alt: 'IMG_1.jpg' }),
      authors: [],
      body,
    })
    expect(found(article)).toEqual([
      'warning headline',
      'warning authors',
      'error leadImage.alt',
      'error body[_key=="figure"].alt',
      'error body[_key=="read-also"].stories',
    ])
    expect(found(aJobAnnouncement({ kind: 'Orlov', portrait: aPicture({ alt: '' }) }))).toEqual([
      'warning kind',
      'error portrait.alt',
    ])
    expect(found(anAuthor({ portrait: aPicture({ alt: '' }) }))).toEqual(['error portrait.alt'])
  })
})
