import { resolve } from 'node:path'
import { z } from 'zod'
import { Problem } from './problem.ts'

/** Sanity's hosted Content Lake, when the newsroom uses that instead of the embedded one. */
export type HostedLake = { projectId: string; dataset: string; token?: string }

/** An embedded lake that runs on another machine, and a token of one of its users. */
export type RemoteLake = { url: string; token: string }

/** What the environment settles for every command; `.env.example` documents each variable. */
export type Settings = {
  /** Absolute path of the folder that holds the newsroom's data. */
  home: string
  /** Port of the embedded lake and the Studio; 0 takes a free one. */
  lakePort: number
  /** The address that the embedded lake and the Studio listen at, when that is not this machine alone. */
  lakeHost?: string
  /** Addresses that a proxy serves the embedded lake and the Studio at, without a slash at their ends. */
  studioUrls?: string[]
  /** Port that `npm start` serves the site on; 0 takes a free one. */
  sitePort: number
  /** Public address of the site without a slash at its end, for feeds and canonical links. */
  siteUrl: string
  /** Port that `npm start` serves previews of drafts on; 0 takes a free one. */
  previewPort: number
  /** Address that a proxy serves previews at, without a slash at its end, when that is not this machine alone. */
  previewUrl?: string
  /** Whether the site holds image files of its own, or shows those that Sanity's image service makes. */
  images: 'own' | 'cdn'
  /** What Sanity signs its webhooks with. */
  webhookSecret?: string
  hosted?: HostedLake
  remote?: RemoteLake
}

const port = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((number) => number <= 65535)
    .default(standard)

/** A name or an address of a machine, as URLs and sockets take it. */
const hostShape = /^[\w.:-]+$/

const Environment = z.object({
  NOTITS_HOME: z.string().default('.notits'),
  NOTITS_PORT: port(3333),
  NOTITS_HOST: z.string().regex(hostShape).optional(),
  NOTITS_STUDIO_URL: z
    .string()
    .transform((text) => text.trim().split(/[\s,]+/))
    .refine((urls) => urls.every(isSiteAddress))
    .transform((urls) => urls.map(originOf))
    .optional(),
  NOTITS_LAKE_URL: z.string().refine(isSiteAddress).transform(originOf).optional(),
  NOTITS_LAKE_TOKEN: z.string().regex(/^\S+$/).optional(),
  NOTITS_SITE_PORT: port(4321),
  NOTITS_SITE_URL: z.string().refine(isSiteAddress).transform(originOf).optional(),
  NOTITS_PREVIEW_PORT: port(4322),
  NOTITS_PREVIEW_URL: z.string().refine(isSiteAddress).transform(originOf).optional(),
  IMAGES: z.enum(['own', 'cdn']).default('own'),
  SANITY_WEBHOOK_SECRET: z.string().regex(/^\S+$/).optional(),
  SANITY_PROJECT_ID: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .optional(),
  SANITY_DATASET: z
    .string()
    .regex(/^~?[a-z0-9][-_a-z0-9]{0,63}$/)
    .default('production'),
  SANITY_API_TOKEN: z.string().regex(/^\S+$/).optional(),
})

type Variable = keyof typeof Environment.shape

const remedies: Record<Variable, string> = {
  NOTITS_HOME: 'set it to the folder that shall hold the data, such as .notits',
  NOTITS_PORT: 'set it to a port number from 0 to 65535, such as 3333',
  NOTITS_HOST:
    'set it to an address of this machine, such as 192.168.1.10, or to 0.0.0.0 for all of them, or remove it to answer this machine alone',
  NOTITS_STUDIO_URL:
    'set it to the address that a proxy serves the Studio at with no path, such as https://cms.example.dk, or to several with commas between',
  NOTITS_LAKE_URL:
    'set it to the address of the other machine’s lake with no path, such as https://cms.example.dk, and NOTITS_LAKE_TOKEN to a token that npx notits users token NAME gives there, or remove both',
  NOTITS_LAKE_TOKEN: 'set it to one token with no spaces in it, or remove it',
  NOTITS_SITE_PORT: 'set it to a port number from 0 to 65535, such as 4321',
  NOTITS_SITE_URL: 'set it to the public address of the site with no path, such as https://www.example.dk',
  NOTITS_PREVIEW_PORT: 'set it to a port number from 0 to 65535, such as 4322',
  NOTITS_PREVIEW_URL:
    'set it to the address that a proxy serves previews at with no path, such as https://preview.example.dk',
  IMAGES: 'set it to own, for image files that belong to the site, or to cdn, for those that Sanity serves',
  SANITY_WEBHOOK_SECRET: 'set it to the secret of the webhook, with no spaces in it, or remove it',
  SANITY_PROJECT_ID:
    'set it to the id that sanity.io/manage shows, such as a1b2c3d4, or remove it to use the embedded lake',
  SANITY_DATASET: 'set it to the name of a dataset in lower case, such as production',
  SANITY_API_TOKEN: 'set it to one API token with no spaces in it, or remove it',
}

/**
 * The settings that an environment gives, with the standard ones for what it leaves out; an empty variable counts as left out.
 * What was named at the command line goes before the environment's.
 * @throws Problem naming the variable, its value and what to do, when a value cannot be used
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  home?: string,
  { host, url = [] }: { host?: string; url?: string[] } = {},
): Settings {
  const wished = {
    ...environment,
    ...(home && { NOTITS_HOME: home }),
    ...(host && { NOTITS_HOST: host }),
    ...(url.length > 0 && { NOTITS_STUDIO_URL: url.join(',') }),
  }
  const given = Object.fromEntries(Object.entries(wished).filter(([, value]) => value?.trim()))
  const read = Environment.safeParse(given)
  if (!read.success) throw new Problem(fault(read.error, given))
  const { NOTITS_HOME, NOTITS_PORT, NOTITS_HOST, NOTITS_STUDIO_URL, NOTITS_SITE_PORT, NOTITS_SITE_URL } = read.data
  const { NOTITS_PREVIEW_PORT, NOTITS_PREVIEW_URL, IMAGES, SANITY_WEBHOOK_SECRET } = read.data
  const hosted = hostedLake(read.data)
  const remote = remoteLake(read.data)
  return {
    home: resolve(NOTITS_HOME),
    lakePort: NOTITS_PORT,
    ...(NOTITS_HOST !== undefined && { lakeHost: NOTITS_HOST }),
    ...(NOTITS_STUDIO_URL !== undefined && { studioUrls: NOTITS_STUDIO_URL }),
    sitePort: NOTITS_SITE_PORT,
    siteUrl: NOTITS_SITE_URL ?? `http://localhost:${NOTITS_SITE_PORT || 4321}`,
    previewPort: NOTITS_PREVIEW_PORT,
    ...(NOTITS_PREVIEW_URL !== undefined && { previewUrl: NOTITS_PREVIEW_URL }),
    images: IMAGES,
    ...(SANITY_WEBHOOK_SECRET !== undefined && { webhookSecret: SANITY_WEBHOOK_SECRET }),
    ...(hosted && { hosted }),
    ...(remote && { remote }),
  }
}

function hostedLake(read: z.infer<typeof Environment>): HostedLake | undefined {
  if (!read.SANITY_PROJECT_ID) return undefined
  return {
    projectId: read.SANITY_PROJECT_ID,
    dataset: read.SANITY_DATASET,
    ...(read.SANITY_API_TOKEN && { token: read.SANITY_API_TOKEN }),
  }
}

function remoteLake({
  NOTITS_LAKE_URL: url,
  NOTITS_LAKE_TOKEN: token,
}: z.infer<typeof Environment>): RemoteLake | undefined {
  if (url === undefined) return undefined
  if (token === undefined)
    throw new Problem(`Cannot use the setting NOTITS_LAKE_URL "${url}": ${remedies.NOTITS_LAKE_URL}`)
  return { url, token }
}

function isSiteAddress(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    `${url.origin}${url.pathname}` === url.href &&
    url.pathname === '/'
  )
}

/** The one way to write a site's address: hosts in lower case and ASCII, as feeds and canonical links want them. */
function originOf(text: string): string {
  return new URL(text).origin
}

function fault(error: z.ZodError, given: Record<string, unknown>): string {
  const variable = error.issues[0]?.path[0] as Variable // the paths of this shape are its variables
  const shown = /_(TOKEN|SECRET)$/.test(variable) ? '' : ` "${given[variable]}"`
  return `Cannot use the setting ${variable}${shown}: ${remedies[variable]}`
}
