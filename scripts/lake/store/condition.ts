import type { Attribute } from './attribute.ts'
import type { SearchTerm } from './search-terms.ts'

/** What SQLite can find documents by. Ids are those that a perspective shows. */
export type Condition =
  | { kind: 'ids'; ids: readonly string[] }
  | { kind: 'prefix'; prefix: string }
  /** The id under which the document is stored begins so. */
  | { kind: 'storedPrefix'; prefix: string }
  | { kind: 'types'; types: readonly string[] }
  /** The published document, the draft and the versions that share one of these ids. */
  | { kind: 'group'; bases: readonly string[] }
  | { kind: 'references'; targets: readonly string[] }
  /**
   * The document holds the words; `ownTexts`: in its own texts, not further in; `orWaiting`: or its words were not taken in yet, as
   * GROQ knows of no index that lags behind.
   */
  | { kind: 'words'; terms: readonly SearchTerm[]; ownTexts: boolean; orWaiting?: boolean }
  /** The attribute has one of these values; long texts need only begin alike. */
  | { kind: 'value'; attribute: Attribute; values: readonly (string | number | boolean)[] }
  | { kind: 'and'; of: readonly Condition[] }
  | { kind: 'or'; of: readonly Condition[] }
  | { kind: 'not'; of: Condition }
