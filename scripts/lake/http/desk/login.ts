import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Lake } from '../../lake.ts'
import type { LoginAttempts } from '../../users/login-attempts.ts'
import { isRight, type KeptPassword } from '../../users/password.ts'
import type { UserFile } from '../../users/user-file.ts'
import { folded, userNamed } from '../../users/user-list.ts'
import { bytesWithin } from '../body.ts'
import type { Callers } from '../callers.ts'
import { Refusal } from '../refusals.ts'
import { type Env, sent } from '../wire.ts'
import { type LoginNotice, loginPage, passingPage } from './login-page.ts'

type Place = { lake: Lake; callers: Callers; users: UserFile; attempts: LoginAttempts }

const mostFormBytes = 16 * 1024
/** As many may wait for their password to be looked at: seconds, not minutes. */
const mostAtOnce = 8

const Form = z.object({
  name: z.string().max(200),
  password: z.string().max(500),
  next: z.string().max(2000).default('/'),
})

/** The login: a page that asks who comes, and what becomes of the answer. */
export function loginRoutes({ lake, callers, users, attempts }: Place): Hono<Env> {
  let lookedAt = 0
  let lastLook: Promise<unknown> = Promise.resolve()

  /** One after the other: each takes 32 MB, a part of a second, and one of the few threads that files are read by too. */
  function inTurn(password: string, kept: KeptPassword | undefined): Promise<boolean> {
    const look = lastLook.then(() => isRight(password, kept))
    lastLook = look.catch(() => {})
    return look
  }

  async function decided({ name, password }: z.infer<typeof Form>) {
    const user = userNamed(users.list(), name)
    // Counted by what was written, known or not: counted by user, a name and an address would give each other away.
    const whom = folded(name)
    const seconds = lookedAt < mostAtOnce ? attempts.begin(whom) : 1
    if (seconds > 0) return { kind: 'wait', seconds } as const
    lookedAt += 1
    const right = await inTurn(password, user?.password).finally(() => {
      lookedAt -= 1
    })
    if (!user || !right) return { kind: 'wrong' } as const
    attempts.succeed(whom)
    return { kind: 'right', user } as const
  }

  const page = (next: string, name = '', notice?: LoginNotice) =>
    loginPage({ paper: paperIn(lake), next, name, notice })

  return new Hono<Env>()
    .get('/login', async (c) => {
      const next = nextIn(c, c.req.query('next') ?? c.req.query('origin') ?? '/')
      const isOurs = callers.admitted((name) => c.req.header(name), c.var.origin) !== undefined
      if (isOurs) return c.redirect(next, 303)
      const comesFromElsewhere = ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '')
      if (comesFromElsewhere) return passingPage(next)
      return page(next)
    })
    .post('/login', async (c) => {
      const form = await formOf(c)
      const next = nextIn(c, form.next)
      const decision = await decided(form)
      if (decision.kind !== 'right') return page(next, form.name, decision)
      return c.body(null, 303, { location: next, 'set-cookie': callers.logIn(decision.user, c.var.origin) })
    })
}

/**
 * What the Studio asks without being logged in: which ways there are to log in (ours alone), and to be logged out, which
 * is no mistake for someone who is so already.
 */
export function logoutRoutes({ callers }: { callers: Callers }): Hono<Env> {
  return new Hono<Env>()
    .get('/auth/providers', (c) => {
      const provider = { name: 'notits', title: 'Log ind i redaktionen', url: `${c.var.origin}/login` }
      return sent(c, { providers: [provider], thirdPartyLogin: false, sso: { saml: false } })
    })
    .post('/auth/logout', (c) => {
      const cookie = callers.logOut((name) => c.req.header(name), c.var.origin)
      return c.body(null, 204, { 'set-cookie': cookie })
    })
}

/** Where someone is sent who wants a page of the Studio without being logged in. */
export function loginAddress(next: string): string {
  return next === '/' ? '/login' : `/login?${new URLSearchParams({ next })}`
}

/** The address to go on to, when it is one of ours; the Studio's first page otherwise. */
function nextIn(c: Context<Env>, wished: string): string {
  const url = URL.parse(wished, c.var.origin)
  if (!url || !c.var.origins.has(url.origin) || url.pathname.startsWith('/login')) return '/'
  // Two slashes at the beginning would lead to another host.
  return `/${`${url.pathname}${url.search}${url.hash}`.replace(/^[/\\]+/, '')}`
}

async function formOf(c: Context<Env>): Promise<z.infer<typeof Form>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw new Refusal(415, 'unsupportedMediaType', 'The login takes the form of its own page alone')
  }
  const bytes = await bytesWithin(c.req.raw, mostFormBytes)
  if (!bytes) throw new Refusal(413, 'payloadTooLarge', 'The form is larger than the 16 kB that are taken')
  const form = Form.safeParse(Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes))))
  if (!form.success) throw new Refusal(400, 'validationError', 'The form must have a name and a password')
  return form.data
}

/** The paper's name, which its readers know too. */
function paperIn(lake: Lake): string {
  const title = lake.documents(['siteSettings']).documents[0]?.['title']
  return typeof title === 'string' && title.trim() !== '' ? title : 'Notits'
}
