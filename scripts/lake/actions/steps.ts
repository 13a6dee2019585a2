import { idIn, isPublished, layerOf, publishedIdOf, type StoredDocument } from '../document.ts'
import type { Mutation } from '../mutations/mutation.ts'
import { documentExists, documentMissing, invalid, type Obstacle, revisionDiffers } from '../refusal.ts'
import type { Action, ActionOf } from './action.ts'
import { asDraft, asPublished } from './copies.ts'

/** The documents as the actions before this one left them. */
export interface Desk {
  document(id: string): StoredDocument | undefined
  /** The ids of all drafts and versions of a document. */
  versionsOf(publishedId: string): readonly string[]
}

/** The mutations that carry an action out, or what stands in its way. */
export type Steps = { ok: true; mutations: Mutation[] } | { ok: false; obstacle: Obstacle }

/** What an editor's action comes to. */
export function stepsFor(action: Action, desk: Desk): Steps {
  switch (action.kind) {
    case 'sanity.action.document.create':
      return create(action, desk)
    case 'sanity.action.document.edit':
      return edit(action, desk)
    case 'sanity.action.document.publish':
      return publish(action, desk)
    case 'sanity.action.document.unpublish':
      return unpublish(action, desk)
    case 'sanity.action.document.discard':
      return discard(action.draftId, desk)
    case 'sanity.action.document.version.discard':
      return discard(action.versionId, desk)
    case 'sanity.action.document.delete':
      return remove(action, desk)
    case 'sanity.action.document.replaceDraft':
      return replaceDraft(action, desk)
    case 'sanity.action.document.version.create':
      return createVersion(action, desk)
    case 'sanity.action.document.version.replace':
      return replaceVersion(action, desk)
  }
}

/** The ids whose history goes as well, where an action asks for it. */
export function purgedBy(action: Action): string[] {
  if (!('purge' in action) || !action.purge) return []
  switch (action.kind) {
    case 'sanity.action.document.delete':
      return [action.publishedId, ...action.includeDrafts]
    case 'sanity.action.document.discard':
      return [action.draftId]
    case 'sanity.action.document.version.discard':
      return [action.versionId]
  }
}

function create({ publishedId, attributes, ifExists }: ActionOf<'sanity.action.document.create'>, desk: Desk): Steps {
  const wrong = notVersionOf(attributes._id, publishedId)
  if (wrong) return refused(wrong)
  if (desk.document(publishedId)) return refused(documentExists(publishedId))
  if (desk.document(attributes._id) && ifExists === 'fail') return refused(documentExists(attributes._id))
  return steps({ kind: 'createIfNotExists', document: attributes })
}

function edit({ draftId, publishedId, patch }: ActionOf<'sanity.action.document.edit'>, desk: Desk): Steps {
  const wrong = notVersionOf(draftId, publishedId)
  if (wrong) return refused(wrong)
  const { ifRevisionID, ...operations } = patch
  const change: Mutation = { kind: 'patch', selection: { ids: [draftId] }, operations, ifRevisionID }
  if (desk.document(draftId)) return steps(change)
  const published = desk.document(publishedId)
  if (!published) return refused(documentMissing(draftId))
  return steps({ kind: 'createIfNotExists', document: asDraft(published, draftId) }, change)
}

function publish(action: ActionOf<'sanity.action.document.publish'>, desk: Desk): Steps {
  const { draftId, publishedId, ifDraftRevisionId, ifPublishedRevisionId } = action
  const draft = desk.document(draftId)
  const published = desk.document(publishedId)
  const obstacle =
    notVersionOf(draftId, publishedId) ??
    differs(draftId, ifDraftRevisionId, draft) ??
    differs(publishedId, ifPublishedRevisionId, published)
  if (obstacle) return refused(obstacle)
  if (!draft) return refused(documentMissing(draftId))
  return steps({ kind: 'createOrReplace', document: asPublished(draft, publishedId, published) }, deletion(draftId))
}

function unpublish({ draftId, publishedId }: ActionOf<'sanity.action.document.unpublish'>, desk: Desk): Steps {
  const published = desk.document(publishedId)
  const wrong = notVersionOf(draftId, publishedId)
  if (wrong) return refused(wrong)
  if (!published) return refused(documentMissing(publishedId))
  if (desk.document(draftId)) return steps(deletion(publishedId))
  return steps({ kind: 'create', document: asDraft(published, draftId) }, deletion(publishedId))
}

function discard(id: string, desk: Desk): Steps {
  if (isPublished(id))
    return refused(invalid(`"${id}" is a published document; only drafts and versions can be discarded`))
  return desk.document(id) ? steps(deletion(id)) : refused(documentMissing(id))
}

function remove({ publishedId, includeDrafts }: ActionOf<'sanity.action.document.delete'>, desk: Desk): Steps {
  if (!desk.document(publishedId)) return refused(documentMissing(publishedId))
  const left = desk.versionsOf(publishedId).find((id) => !includeDrafts.includes(id))
  if (left !== undefined) return refused(documentExists(left))
  const strange = includeDrafts.map((id) => notVersionOf(id, publishedId)).find(Boolean)
  if (strange) return refused(strange)
  return steps(...[...includeDrafts, publishedId].map(deletion))
}

function replaceDraft({ publishedId, attributes }: ActionOf<'sanity.action.document.replaceDraft'>, desk: Desk): Steps {
  const wrong = notVersionOf(attributes._id, publishedId)
  if (wrong) return refused(wrong)
  if (!desk.document(attributes._id) && !desk.document(publishedId)) return refused(documentMissing(publishedId))
  return steps({ kind: 'createOrReplace', document: attributes })
}

function createVersion(action: ActionOf<'sanity.action.document.version.create'>, desk: Desk): Steps {
  if ('document' in action) {
    const wrong = notVersionOf(action.document._id, action.publishedId)
    return wrong ? refused(wrong) : steps({ kind: 'create', document: action.document })
  }
  const { baseId, versionId, publishedId, ifBaseRevisionId } = action
  const base = desk.document(baseId)
  const obstacle = notVersionOf(versionId, publishedId) ?? differs(baseId, ifBaseRevisionId, base)
  if (obstacle) return refused(obstacle)
  return base ? steps({ kind: 'create', document: asDraft(base, versionId) }) : refused(documentMissing(baseId))
}

function replaceVersion({ document }: ActionOf<'sanity.action.document.version.replace'>, desk: Desk): Steps {
  if (isPublished(document._id))
    return refused(invalid(`"${document._id}" is a published document, not a draft or version`))
  return desk.document(document._id)
    ? steps({ kind: 'createOrReplace', document })
    : refused(documentMissing(document._id))
}

function differs(id: string, expected: string | undefined, document: StoredDocument | undefined): Obstacle | undefined {
  return expected === undefined || expected === document?._rev
    ? undefined
    : revisionDiffers(id, expected, document?._rev)
}

function notVersionOf(id: string, publishedId: string): Obstacle | undefined {
  if (!isPublished(publishedId)) return invalid(`"${publishedId}" is a draft or version; a published id has no prefix`)
  if (!isPublished(id) && id === idIn(layerOf(id), publishedId)) return undefined
  return invalid(
    `"${id}" is not a draft or version of "${publishedId}": its draft is "drafts.${publishedIdOf(publishedId)}"`,
  )
}

function deletion(id: string): Mutation {
  return { kind: 'delete', selection: { ids: [id] } }
}

function steps(...mutations: Mutation[]): Steps {
  return { ok: true, mutations }
}

function refused(obstacle: Obstacle): Steps {
  return { ok: false, obstacle }
}
