import type { BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core'
import { launchChromium } from '../../scripts/pictures/chromium.ts'

/** A page and what went wrong so far on it and on others of its profile, one line each; empty when all is well. */
export type WatchedPage = { page: Page; faults: string[] }

export interface TestBrowser extends AsyncDisposable {
  /** A page in a fresh profile, Danish, 1280 × 800 unless told otherwise; more of the same profile with `page.context()`. */
  open(options?: BrowserContextOptions): Promise<WatchedPage>
}

/**
 * A browser for one test file, closed with `await using`. Its pages note errors in the console, exceptions, calls to other
 * hosts than this machine, and violations of the content security policy.
 */
export async function openBrowser(): Promise<TestBrowser> {
  const browser = await launchChromium(process.env)
  return {
    async open(options = {}) {
      const context = await browser.newContext({ locale: 'da-DK', viewport: { width: 1280, height: 800 }, ...options })
      const faults = await faultsIn(context)
      return { page: await context.newPage(), faults }
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
    },
  }
}

/** Sanity's presence says goodbye as a page is left, now and then after its socket has closed; nobody is there to miss it. */
const partingWords = /^WebSocket is already in CLOSING or CLOSED state/

async function faultsIn(context: BrowserContext): Promise<string[]> {
  const faults: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error' && !partingWords.test(message.text()))
      faults.push(`console: ${message.text()}${place(message)}`)
  })
  context.on('weberror', (error) => faults.push(`exception: ${error.error().message}`))
  context.on('request', (request) => noteForeign(request.url(), faults))
  context.on('page', (page) => page.on('websocket', (socket) => noteForeign(socket.url(), faults)))
  await context.exposeFunction('noteViolation', (violation: string) => faults.push(`content security: ${violation}`))
  await context.addInitScript(watchSecurityPolicy)
  return faults
}

/** Runs in the page. */
function watchSecurityPolicy(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
    const { noteViolation } = window as unknown as { noteViolation(violation: string): void } // put there by exposeFunction
    noteViolation(`${effectiveDirective} refused ${blockedURI} ${sourceFile}`.trim())
  })
}

function noteForeign(address: string, faults: string[]): void {
  const { protocol, hostname, origin, pathname } = new URL(address)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (!here && /^(https?|wss?):$/.test(protocol)) faults.push(`foreign host: ${origin}${pathname}`)
}

function place(message: ConsoleMessage): string {
  const { url } = message.location()
  return url ? ` (${url})` : ''
}
