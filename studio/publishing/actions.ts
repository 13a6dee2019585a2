import type { DocumentActionComponent, DocumentActionsResolver } from 'sanity'
import { singletons } from '#schemas/documents.ts'
import type { Instant } from '#schemas/instant.ts'
import { duplicateAsNew } from './duplicate-action.ts'
import { stampingPublish } from './publish-action.ts'
import { rememberingUnpublish } from './unpublish-action.ts'

/** What can be done to a document of which there is one. */
const forSingletons = ['publish', 'discardChanges', 'restore']

/** The actions of each document: Sanity's own, of which some do beside what this paper needs. */
export function documentActions(now: () => Instant): DocumentActionsResolver {
  const replaced = once((action) => {
    if (action.action === 'publish') return stampingPublish(action, now)
    if (action.action === 'unpublish') return rememberingUnpublish(action)
    return action.action === 'duplicate' ? duplicateAsNew(action) : action
  })
  return (actions, { schemaType }) => {
    const allowed = isSingleton(schemaType)
      ? actions.filter(({ action }) => forSingletons.includes(action ?? ''))
      : actions
    return allowed.map(replaced)
  }
}

/** Whether the type has one document only. */
export function isSingleton(type: string): boolean {
  return singletons.some((singleton) => singleton === type)
}

/** Sanity runs actions as hooks and tells them apart by identity, so each must be replaced by the same one every time. */
function once(replace: (action: DocumentActionComponent) => DocumentActionComponent) {
  const known = new Map<DocumentActionComponent, DocumentActionComponent>()
  return (action: DocumentActionComponent) => {
    const made = known.get(action) ?? replace(action)
    known.set(action, made)
    return made
  }
}
