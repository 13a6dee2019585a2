import type { Article } from '../article.ts'
import type { ContentDocument } from '../documents.ts'
import type { Figure } from '../image.ts'
import type { JobAnnouncement } from '../job-announcement.ts'
import { noticeKinds } from '../navnenyt/kind.ts'
import { alternativeTextFindings } from './alternative-text.ts'
import { bylineFindings, selfReferenceFindings, sponsorFindings } from './article.ts'
import type { Finding } from './finding.ts'
import { headlineFindings } from './headline.ts'
import { contentFindings, kindFindings } from './notice.ts'

/** A finding and the field it is about. */
export type FindingAt = Finding & { path: string }

/**
 * What the rules of the Studio's forms say of a document that the lake already holds. It could be read, so readers see it;
 * what is found here came in past the forms (by import, or before a rule was made) and waits for an editor.
 */
export function findingsIn(document: ContentDocument): FindingAt[] {
  if (document._type === 'article') return articleFindings(document)
  if (document._type === 'jobAnnouncement') return noticeFindings(document)
  if (document._type === 'author') return pictureFindings('portrait', document.portrait)
  return []
}

function articleFindings(article: Article): FindingAt[] {
  return [
    ...at('headline', headlineFindings(article.headline)),
    ...at('authors', bylineFindings(article)),
    ...at('sponsoredBy', sponsorFindings(article.sponsoredBy)),
    ...at('readAlso', selfReferenceFindings(article._id, article.readAlso)),
    ...pictureFindings('leadImage', article.leadImage),
    ...article.body.flatMap((member) => {
      const path = `body[_key=="${member._key}"]`
      if (member._type === 'figure') return pictureFindings(path, member)
      if (member._type === 'readAlso') return at(`${path}.stories`, selfReferenceFindings(article._id, member.stories))
      return []
    }),
  ]
}

function noticeFindings(notice: JobAnnouncement): FindingAt[] {
  return [
    ...at('kind', [...kindFindings(notice.kind, noticeKinds), ...contentFindings(notice)]),
    ...pictureFindings('portrait', notice.portrait),
  ]
}

function pictureFindings(path: string, picture: Figure | undefined): FindingAt[] {
  return picture === undefined ? [] : at(`${path}.alt`, alternativeTextFindings(picture.alt))
}

const at = (path: string, findings: readonly Finding[]): FindingAt[] =>
  findings.map((finding) => ({ ...finding, path }))
