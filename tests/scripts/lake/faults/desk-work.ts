import type { Lake } from '../../../../scripts/lake/lake.ts'
import type { SeededChance } from '../../../rigs/seeded-chance.ts'

/** A document of the test, as far as it is compared. */
export type Story = { _id: string; _type: string; _rev: string; mark: number; text: string; about: string }

/** What a lake must hold after a transaction. */
export type Standing = {
  stories: ReadonlyMap<string, Story>
  /** All transactions so far, oldest first. */
  transactions: readonly string[]
}

export const nothingYet: Standing = { stories: new Map(), transactions: [] }

/** What stories are about; there is a document for each as soon as there is any story. */
export const topics = ['by', 'land', 'vand'] as const

const groups = ['a', 'b', 'c', 'd', 'e'] as const
const members = ['1', '2', '3'] as const

/** The ids that documents of this work may have. */
export const everyId = [...topics, ...groups.flatMap((group) => members.map((member) => group + member))].flatMap(
  (id) => [id, `drafts.${id}`],
)

type Work = { standing: Standing; transactionId: string; mark: number; chance: SeededChance }

/** A transaction's content, and the documents it comes to. */
type Plan = { mutations?: unknown[]; actions?: unknown[]; stories: Map<string, Story> }

/** Undefined when there is nothing to do that this step could do. */
type Step = (work: Work) => Plan | undefined

/**
 * Does one transaction of random work on the lake, and gives what the lake must hold from then on. Whatever it is, it changes
 * several documents that are seen to belong together: they carry the same mark.
 */
export function workOnce(lake: Lake, standing: Standing, transactionId: string, chance: SeededChance): Standing {
  const mark = standing.transactions.length
  const step =
    mark === 0 ? makeTopics : chance.oneOf<Step>([writeGroup, writeGroup, editGroup, publishDrafts, removeGroup])
  const work = { standing, transactionId, mark, chance }
  const { mutations, actions, stories } = step(work) ?? writeGroup(work)
  const told = { transactionId, author: 'anna' }
  const outcome = actions ? lake.act({ actions, ...told }) : lake.mutate({ mutations, ...told })
  if (!outcome.ok) throw new Error(outcome.error.description)
  return { stories, transactions: [...standing.transactions, transactionId] }
}

const makeTopics: Step = ({ transactionId }) => {
  const documents = topics.map((_id) => ({ _id, _type: 'topic', mark: 0, text: _id, about: '' }))
  return {
    mutations: documents.map((create) => ({ create })),
    stories: new Map(documents.map((topic) => [topic._id, { ...topic, _rev: transactionId }])),
  }
}

function writeGroup({ standing, transactionId, mark, chance }: Work): Plan {
  const group = chance.oneOf(groups)
  const layer = chance.oneOf(['', 'drafts.'])
  const stories = new Map(standing.stories)
  const mutations = members.map((member) => {
    const story = storyOf(`${layer}${group}${member}`, mark, chance)
    stories.set(story._id, { ...story, _rev: transactionId })
    return { createOrReplace: { ...story, about: { _type: 'reference', _ref: story.about } } }
  })
  return { mutations, stories }
}

const editGroup: Step = ({ standing, transactionId, mark, chance }) => {
  const layer = chance.oneOf(['', 'drafts.'])
  const group = chance.oneOf(groups)
  const stories = new Map(standing.stories)
  const mutations = members.flatMap((member) => {
    const story = stories.get(`${layer}${group}${member}`)
    if (!story) return []
    const text = wordsFor(mark, chance)
    stories.set(story._id, { ...story, mark, text, _rev: transactionId })
    return [{ patch: { id: story._id, ifRevisionID: story._rev, set: { mark, text } } }]
  })
  return mutations.length > 0 ? { mutations, stories } : undefined
}

const publishDrafts: Step = ({ standing, transactionId }) => {
  const drafts = [...standing.stories.values()].filter(({ _id }) => _id.startsWith('drafts.')).slice(0, 3)
  const stories = new Map(standing.stories)
  const actions = drafts.map((draft) => {
    const publishedId = draft._id.slice('drafts.'.length)
    stories.delete(draft._id)
    stories.set(publishedId, { ...draft, _id: publishedId, _rev: transactionId })
    return { actionType: 'sanity.action.document.publish', draftId: draft._id, publishedId }
  })
  return actions.length > 0 ? { actions, stories } : undefined
}

const removeGroup: Step = ({ standing, chance }) => {
  const group = chance.oneOf(groups)
  const gone = members.map((member) => `${group}${member}`).filter((id) => standing.stories.has(id))
  const stories = new Map(standing.stories)
  for (const id of gone) stories.delete(id)
  return gone.length > 0 ? { mutations: gone.map((id) => ({ delete: { id } })), stories } : undefined
}

function storyOf(_id: string, mark: number, chance: SeededChance) {
  return { _id, _type: 'story', mark, text: wordsFor(mark, chance), about: chance.oneOf(topics) }
}

/** Some texts fit into a page of the database with others, some need several. */
function wordsFor(mark: number, chance: SeededChance): string {
  const filling = chance.happens(0.2) ? 'en lang fortælling om vejret '.repeat(chance.whole(20, 400)) : ''
  return `${wordOf(mark)} ${filling}`
}

/** The word by which a search finds what was written by a transaction. */
export function wordOf(mark: number): string {
  return `mærke${mark}`
}
