import { contentTypes } from '#schemas/documents.ts'
import type { Query } from './query.ts'

// What Sanity Studio 6.16.0 asks while an editor works on this newsroom's desk: recorded in a browser, word for word, with the
// perspective it was sent in. Each function tells the gesture that sends it.

/** What a list shows at first; scrolling to its end asks for 2,000 instead. */
const firstOfList = 101

const list = (params: Record<string, unknown>) => ({
  params: { __types: ['article'], __limit: firstOfList, __query: '*', __rawQuery: '', ...params },
  perspective: 'drafts' as const,
})

/** »Alle artikler« is opened: the latest edited first, as the Studio orders what nobody has ordered. */
export function latestEdited(): Query {
  return {
    query: `// findability-mvi:5
// findability-source: list
*[_type in $__types && ([@, _id] match text::query($__query) || references($__rawQuery)) && (_type == $type)] {_type, _id, _originalId, "orderings": [_updatedAt]} | order(orderings[0] desc) [0...$__limit]`,
    ...list({ type: 'article' }),
  }
}

/** A section is opened below »Efter sektion«: the newest first, as the desk orders it. */
export function newestInSection(section: string): Query {
  return {
    query: `// findability-mvi:5
// findability-source: list
*[_type in $__types && ([@, _id] match text::query($__query) || references($__rawQuery)) && (_type == "article" && section._ref == $section)] {_type, _id, _originalId, "orderings": [publishedAt]} | order(dateTime(orderings[0]) desc) [0...$__limit]`,
    ...list({ section }),
  }
}

/** »Kladder« is opened: what is not published, the latest edited first. */
export function draftsLatestEdited(): Query {
  return {
    query: `// findability-mvi:5
// findability-source: list
*[_type in $__types && ([@, _id] match text::query($__query) || references($__rawQuery)) && (_type == "article" && coalesce(_originalId, _id) in path("drafts.**"))] {_type, _id, _originalId, "orderings": [_updatedAt]} | order(orderings[0] desc) [0...$__limit]`,
    ...list({}),
  }
}

/** A list has its documents on the screen: which versions has each? */
export function versionsOf(ids: readonly string[]): Query {
  return { query: `[${ids.map((id) => `*[sanity::versionOf(${JSON.stringify(id)})]._id`)}]`, perspective: 'raw' }
}

/** A list has its documents on the screen: what do their lines say? */
export function previewsOf(ids: readonly string[]): Query {
  return {
    query: `[*[_id in ${JSON.stringify(ids)}][0...${ids.length}]{_id,_rev,_type,headline,genre,publishedAt,withdrawal,leadImage,_createdAt,_updatedAt}][0...1]`,
    perspective: 'drafts',
  }
}

/** A word is typed above the list »Alle artikler«. */
export function searchInList(word: string): Query {
  return {
    query: `// findability-mvi:5
// findability-source: list-query
*[_type in $__types && (_type == $type)] | score(([@, _id] match text::query($__query) || references($__rawQuery))) [_score > 0] {_type, _id, _originalId, "orderings": [_score, _updatedAt]} | order(orderings[0] desc,orderings[1] desc) [0...$__limit]`,
    ...list({ type: 'article', __query: `${word}*`, __rawQuery: word }),
  }
}

/** A word is typed into the search of the whole Studio, first question: who is called that? */
export function namesakes(word: string): Query {
  return {
    query:
      '*[(_type == "company" && name match text::query($__query)) || (_type == "article" && headline match text::query($__query))][0...1000]._id',
    params: { __query: `${word}*` },
    perspective: 'raw',
  }
}

/** The second question: what holds the word, or refers to one of those? */
export function searchEverywhere(word: string, namesakes: readonly string[]): Query {
  const references = namesakes.length > 0 ? 'boost(references($__refIds), 5), ' : ''
  return {
    query: `// findability-mvi:5
// findability-selected-types:0
// findability-sort:relevance
// findability-source: global
// findability-filter-count:0
*[_type in $__types] | score(boost(_type in ["author","company"] && name match text::query($__query), 10), boost(_type in ["author"] && role match text::query($__query), 5), boost(_type in ["company"] && website match text::query($__query), 5), boost(_type in ["section","topic","page","siteSettings"] && title match text::query($__query), 10), boost(_type in ["section","topic"] && description match text::query($__query), 5), boost(_type in ["page"] && standfirst match text::query($__query), 5), boost(_type in ["siteSettings"] && tagline match text::query($__query), 5), ${references}([@, _id] match text::query($__query) || references($__rawQuery))) [_score > 0] {_type, _id, _originalId, "orderings": [_score]} | order(orderings[0] desc) [0...$__limit]`,
    params: {
      __types: contentTypes,
      __limit: 26,
      __query: `${word}*`,
      __rawQuery: word,
      ...(namesakes.length > 0 && { __refIds: namesakes }),
    },
    perspective: 'raw',
  }
}

/** »Generér« is pressed at a web address, and again at every edit of the document. */
export function isSlugFree(slug: string, published: string): Query {
  return {
    query: '!defined(*[_type == $docType && !sanity::versionOf($published) && slug.current == $slug][0]._id)',
    params: { docType: 'article', published, slug },
    perspective: 'raw',
  }
}

/** »Slet« is pressed: what refers to the document? (`useReferringDocuments` of `sanity/structure`) */
export function referringTo(documentId: string): Query {
  const referring = '*[references($documentId) && _system.group._ref != $documentId]'
  return {
    query: `{"references":${referring}[0...100]{_id,_type},"totalCount":count(${referring})}`,
    params: { documentId },
    perspective: 'raw',
  }
}
