/*
 * What runs in the browser on every page of the preview. It is sent as its own text, so each function stands by itself and by the
 * names below; nothing of it is ever part of the site that readers see.
 */

/** The origins at which the Studio may show the preview in a frame. The server writes them above the script. */
declare const studioOrigins: readonly string[]

/** The library that turns one tree of elements into another: https://github.com/patrick-steele-idem/morphdom */
declare const morphdom: (
  from: Element,
  to: Element,
  options: { onBeforeElUpdated(from: Element, to: Element): boolean },
) => void

/** What the server answers to a document that is being written. */
type Answer = { id: string; address: string; showing: string; html: string; faults: string[]; standing?: string }

/** What the Studio's pane says to the frame. */
type FromStudio = { kind: 'document'; document: unknown }

/** Begins: in a frame, the Studio is told that the page is there; a page of its own keeps itself up to date. */
function begin(): void {
  markEditable()
  document.addEventListener('click', chooseField)
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target instanceof Element && event.target.matches('[data-felt]'))
      chooseField(event)
  })
  if (window.parent === window) {
    keepUp()
    return
  }
  window.addEventListener('message', ({ data, origin, source }: MessageEvent<FromStudio>) => {
    if (source !== window.parent || !studioOrigins.includes(origin) || data?.kind !== 'document') return
    show(data.document, origin)
  })
  window.parent.postMessage({ kind: 'ready' }, '*')
}

/** The newest document of the Studio that has not been sent yet; `undefined` while one is under way means that there is none. */
const waiting: { document?: unknown; origin: string; isSending: boolean } = { origin: '', isSending: false }

/** Shows a document as it is now: one at a time, and always the newest. */
async function show(written: unknown, origin: string): Promise<void> {
  waiting.document = written
  waiting.origin = origin
  if (waiting.isSending) return
  waiting.isSending = true
  try {
    while (waiting.document !== undefined) {
      const next = waiting.document
      waiting.document = undefined
      await send(next, origin)
    }
  } catch {
    window.parent.postMessage({ kind: 'failed' }, origin)
  } finally {
    waiting.isSending = false
  }
}

async function send(written: unknown, origin: string): Promise<void> {
  const isWaitingRoom = location.pathname === '/_forhaandsvisning/'
  const response = await fetch('/_forhaandsvisning/vis', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ document: written, showing: isWaitingRoom ? '' : decodeURI(location.pathname) }),
  })
  if (!response.ok) throw new Error(String(response.status))
  const { html, showing, ...told }: Answer = await response.json()
  if (isWaitingRoom) {
    location.replace(showing)
    return
  }
  if (showing !== decodeURI(location.pathname)) history.replaceState(null, '', showing)
  put(html)
  window.parent.postMessage({ kind: 'shown', ...told }, origin)
}

/** Puts a page in the place of the one that stands there, touching nothing that is the same on both: no flash, no lost place. */
function put(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const sheets = (of: Document) =>
    [...of.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map((link) => link.getAttribute('href')).join()
  if (sheets(page) !== sheets(document)) {
    location.reload()
    return
  }
  document.title = page.title
  document.documentElement.dataset.tilstand = page.documentElement.dataset.tilstand ?? ''
  for (const place of page.querySelectorAll('[data-felt]')) makeEditable(place)
  morphdom(document.body, page.body, { onBeforeElUpdated: (from, to) => !from.isEqualNode(to) })
}

/** Lets places that show a field be reached by keyboard, where the Studio can be told of them. */
function markEditable(): void {
  for (const place of document.querySelectorAll('[data-felt]')) makeEditable(place)
}

function makeEditable(place: Element): void {
  if (window.parent === window || place.matches('a') || place.querySelector('a.cover')) return
  place.setAttribute('tabindex', '0')
  place.setAttribute('aria-description', 'Tryk Enter for at rette')
}

/** A click on what shows a field opens that field in the Studio; a click on a link leads on, inside the preview. */
function chooseField(event: Event): void {
  if (window.parent === window || !(event.target instanceof Element)) return
  const link = event.target.closest('a[href]')
  if (link && event.type === 'click') {
    follow(link, event)
    return
  }
  const mark = event.target.closest<HTMLElement>('[data-felt]')?.dataset.felt
  const [, id, path = ''] = /^([^#]+)#(.*)$/.exec(mark ?? '') ?? []
  if (id === undefined || waiting.origin === '') return
  event.preventDefault()
  window.parent.postMessage({ kind: 'field', id, path }, waiting.origin)
}

/** Links that lead out of the preview open in a window of their own. */
function follow(link: Element, event: Event): void {
  if (!(link instanceof HTMLAnchorElement) || link.origin === location.origin) return
  event.preventDefault()
  window.open(link.href, '_blank', 'noopener')
}

/** Keeps a page that stands by itself up to date with what is being written, while it is looked at. */
function keepUp(): void {
  let news: EventSource | undefined
  const refresh = async () => {
    const response = await fetch(location.href)
    if (response.headers.get('content-type')?.startsWith('text/html')) put(await response.text())
  }
  const look = () => {
    news?.close()
    if (document.hidden) return
    news = new EventSource('/_forhaandsvisning/nyt')
    news.onmessage = () => refresh().catch(() => {}) // the next news tries again
  }
  document.addEventListener('visibilitychange', look)
  look()
}

const functions = [begin, show, send, put, markEditable, makeEditable, chooseField, follow, keepUp]

/** The text of the script, for a Studio that stands at these origins. */
export function scriptText(origins: readonly string[]): string {
  return [
    "import morphdom from './morphdom.js'",
    `const studioOrigins = ${JSON.stringify(origins)}`,
    "const waiting = { origin: '', isSending: false }",
    ...functions.map(String),
    'begin()',
  ].join('\n')
}
