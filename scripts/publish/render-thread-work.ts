import { createHash } from 'node:crypto'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openRenderer, type Rendered } from './render.ts'
import type { Orders, Sheaf, ThreadSetting } from './render-thread.ts'

/*
 * What a render thread does: it has the compiled app and the edition to itself, and gives back each sheaf of pages whole.
 */

const { app, edition }: ThreadSetting = workerData
const render = await openRenderer(app, edition)
if (parentPort) serve(parentPort)

function serve(port: MessagePort): void {
  let before = Promise.resolve()
  port.on('message', (orders: Orders) => {
    before = before.then(() => giveBack(port, orders)) // one page at a time: two would only share the one core
  })
}

async function giveBack(port: MessagePort, { number, addresses }: Orders): Promise<void> {
  const pages: Rendered[] = []
  for (const address of addresses) pages.push(withHash(await render(address)))
  const sheaf: Sheaf = { number, pages }
  const handedOver = pages.flatMap((page) => (page.ok ? page.bytes.buffer : []))
  port.postMessage(sheaf, handedOver)
}

function withHash(page: Rendered): Rendered {
  return page.ok ? { ...page, hash: createHash('sha256').update(page.bytes).digest('hex') } : page
}
