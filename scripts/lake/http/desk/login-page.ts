import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'

/** What the page has to say, beside asking for name and password. */
export type LoginNotice = { kind: 'wrong' } | { kind: 'wait'; seconds: number } | undefined

type Login = {
  /** The paper, as readers know it. */
  paper: string
  /** Where to go once it is known who comes: an address of ours without origin, such as `/structure`. */
  next: string
  /** The name as it was written last. */
  name: string
  notice: LoginNotice
}

const style = `
:root { color-scheme: light dark; --paper: #fffdf9; --ink: #15181c; --soft: #525860; --rule: #85807a; --accent: #a02916; --on-accent: #fffdf9; --shade: #f6f2ea; --focus: #0b57d0 }
@media (prefers-color-scheme: dark) { :root { --paper: #121417; --ink: #eeeae2; --soft: #b3b1ab; --rule: #7d8087; --accent: #ff9a84; --on-accent: #121417; --shade: #1b1e23; --focus: #9ec1ff } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100svh; display: grid; place-items: center; padding: 2rem 1.25rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 "Libre Franklin", system-ui, sans-serif }
main { width: 100%; max-width: 23rem; border-top: 3px solid var(--accent); padding-top: 1.5rem }
p { margin: 0 0 1.75rem; color: var(--soft) }
h1 { margin: 0; font: 650 2.25rem/1.15 "Source Serif 4", Georgia, serif; letter-spacing: -.012em; overflow-wrap: anywhere; hyphens: auto }
label { display: block; margin-bottom: .35rem; font-weight: 600 }
input { width: 100%; margin-bottom: 1.25rem; padding: .65rem .75rem; border: 1px solid var(--rule); border-radius: 3px; background: transparent; color: inherit; font: inherit }
button { width: 100%; padding: .75rem; border: 0; border-radius: 3px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 650; cursor: pointer }
button:hover { filter: brightness(.92) }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
.notice { margin-bottom: 1.5rem; padding: .75rem 1rem; border-left: 3px solid var(--accent); background: var(--shade); color: var(--ink) }
small { display: block; margin-top: 1.5rem; color: var(--soft); font-size: .9375rem }
`

const headers = (formTarget: string) => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "img-src 'self'",
    `form-action ${formTarget}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
})

/** The page that asks who comes to the Studio. It needs no script, and shows nothing that is not public. */
export async function loginPage(login: Login): Promise<Response> {
  const { paper, next, name, notice } = login
  const text = await html`<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${notice ? 'Prøv igen' : 'Log ind'} – ${paper}</title>
<link rel="icon" href="/static/favicon.svg">
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${paper}</h1>
<p>Log ind i redaktionen</p>
${notice && html`<p class="notice" role="alert">${sentenceFor(notice)}</p>`}
<form method="post" action="/login">
<input type="hidden" name="next" value="${next}">
<label for="name">Navn eller mailadresse</label>
<input id="name" name="name" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="200" required${raw(name ? '' : ' autofocus')}>
<label for="password">Adgangskode</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="500" required${raw(name ? ' autofocus' : '')}>
<button>Log ind</button>
</form>
<small>Har du glemt adgangskoden, kan redaktionens administrator give dig en ny.</small>
</main>
</body>
</html>
`
  const waiting = notice?.kind === 'wait' ? { 'retry-after': String(notice.seconds) } : {}
  return new Response(String(text), { status: statusFor(notice), headers: { ...headers("'self'"), ...waiting } })
}

/**
 * A page that goes on to `address` by itself. Who comes from another site comes without the cookie, since that is never
 * sent along by others; from a page of our own it is.
 */
export async function passingPage(address: string): Promise<Response> {
  const text = await html`<!doctype html>
<html lang="da">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Åbner redaktionen …</title>
<a href="${address}">Åbn redaktionen</a>
</html>
`
  return new Response(String(text), { headers: headers("'none'") })
}

function statusFor(notice: LoginNotice): number {
  switch (notice?.kind) {
    case 'wrong':
      return 401
    case 'wait':
      return 429
    default:
      return 200
  }
}

function sentenceFor(notice: NonNullable<LoginNotice>): string {
  if (notice.kind === 'wrong') return 'Navnet eller adgangskoden er forkert. Prøv igen.'
  return `Der har været for mange forsøg. Vent ${readableWait(notice.seconds)}, og prøv så igen.`
}

function readableWait(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 sekund' : `${seconds} sekunder`
  return `${Math.ceil(seconds / 60)} minutter`
}
