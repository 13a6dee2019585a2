import { ClientError } from '@sanity/client'
import { hourAlone, type Order } from '../../../../scripts/publish/conduct.ts'
import { aBreath, differencesBetween, type PressRig, pressOn, type Tree, wholeRender } from '../../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../../rigs/running-lake.ts'
import { archive, uploadImages, type Written } from './archive.ts'
import { asStored, Desk, type Transaction } from './desk.ts'
import { editKinds } from './edits.ts'
import type { Edit, Life, Step } from './steps.ts'

/** What a life came to: the lake as it left it, the site, and what happened, in sentences. */
export type Ending = AsyncDisposable & { lake: LakeRig; now: string; tree: Tree; story: string[] }

/** Lives a life on a lake of its own; the lake stays open until the ending is disposed of. @throws Error that tells the life when the site is ever another than a whole one */
export async function lived({ start, steps }: Life, images: string): Promise<Ending> {
  const lake = await runningLake()
  const story: string[] = []
  try {
    using newsroom = await opened(lake, start, images)
    for (const step of steps) {
      await newsroom.take(step, story)
      await newsroom.compare(story)
    }
    const { site } = newsroom
    return {
      lake,
      story,
      now: site.clock.now(),
      tree: site.tree(),
      [Symbol.asyncDispose]: () => lake[Symbol.asyncDispose](),
    }
  } catch (fault) {
    await lake[Symbol.asyncDispose]()
    throw fault
  }
}

/** A newsroom in which steps are taken and sites compared. */
interface LivedIn extends Disposable {
  site: PressRig
  take(step: Step, story: string[]): Promise<void>
  compare(story: string[]): Promise<void>
}

async function opened(lake: LakeRig, start: string, images: string): Promise<LivedIn> {
  const uploaded = await uploadImages(lake.client)
  const documents = archive(uploaded).map(asStored)
  await commit(lake, { puts: documents, removals: [] })
  const site = pressOn({ lake, now: start, images })
  await site.publish()
  let published: ReadonlyMap<string, Written> = new Map(documents.map((document) => [document._id, document]))

  const edit = async (edits: Edit[], story: string[]): Promise<Order> => {
    const desk = new Desk(site.clock.now(), uploaded, published)
    const sentences = edits.flatMap((edit) => made(edit, desk) ?? [])
    const refusal = await refused(commit(lake, desk.transaction))
    if (sentences.length > 0) story.push(`${sentences.join('; and at once ')}${refusal}`)
    if (refusal !== '') return { kind: 'changes', altered: [], gone: [] }
    published = desk.published
    return toldOf(desk)
  }

  /** While some of it is published, something much like it is edited; what reaches far waits until both are out. */
  const busily = async (edits: Edit[], story: string[]): Promise<void> => {
    const first = site.press.publish(await edit(edits, story))
    const more = edits.map(({ what, a, b, c }) => ({ what, a: b, b: c, c: a }))
    const next = await edit(more, story)
    await first
    await site.publish(next)
  }

  return {
    site,
    async take({ minutes, edits, way }, story) {
      site.clock.pass(minutes * 60_000)
      story.push(`At ${site.clock.now()}, ${way}:`)
      if (way === 'busy') return busily(edits, story)
      const order = await edit(edits, story)
      if (way === 'ended') await site.press.publish(order)
      if (way === 'ended' || way === 'reopened') site.reopen()
      await site.publish(way === 'told' ? order : way === 'ended' ? hourAlone : undefined)
    },
    async compare(story) {
      const tree = await wholeRender({ lake, now: site.clock.now(), images })
      const differences = differencesBetween(site.tree(), tree)
      if (differences.length > 0) throw new Error(toldAs(story, differences))
    },
    [Symbol.dispose]: () => site[Symbol.dispose](),
  }
}

/** What happened, and in what the site then differs from a whole one. */
export function toldAs(story: readonly string[], differences: readonly string[]): string {
  return `This happened:\n  ${story.join('\n  ')}\nand then:\n  ${differences.slice(0, 12).join('\n  ')}`
}

function made({ what, ...numbers }: Edit, desk: Desk): string | undefined {
  return what === 'nothing' ? undefined : editKinds[what][1](desk, numbers)
}

async function commit({ client }: LakeRig, { puts, removals }: Transaction): Promise<void> {
  if (puts.length + removals.length === 0) return
  await aBreath()
  const transaction = client.transaction()
  for (const document of puts) transaction.createOrReplace(document)
  for (const id of removals) transaction.delete(id)
  await transaction.commit({ visibility: 'sync' })
}

/** Why the lake refused, as the end of a sentence; empty when it did not. Strong references keep their documents. */
async function refused(committed: Promise<void>): Promise<string> {
  try {
    await committed
    return ''
  } catch (fault) {
    if (fault instanceof ClientError && fault.statusCode === 409) return ' (refused: something refers to it)'
    throw fault
  }
}

/** What a listener tells of a transaction; drafts it does not. */
function toldOf({ transaction: { puts, removals } }: Desk): Order {
  const altered = puts.map(({ _id }) => _id).filter((id) => !id.startsWith('drafts.') && !removals.includes(id))
  return { kind: 'changes', altered: [...new Set(altered)], gone: [...new Set(removals)] }
}
