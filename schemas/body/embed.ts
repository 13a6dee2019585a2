import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Key } from '../document-id.ts'
import { subtitle } from '../preview.ts'
import { OptionalLine } from '../text.ts'

/** Something played from another house: a video, a podcast. `title` says what it is. */
export const Embed = z.object({
  _type: z.literal('embed'),
  _key: Key,
  url: z
    .url({
      normalize: true,
      protocol: /^https?$/,
      error: 'er ikke en webadresse; indsæt adressen på videoen eller podcasten',
    })
    .optional(),
  title: OptionalLine.transform((title) => title ?? ''),
})
export type Embed = Omit<z.infer<typeof Embed>, 'url'> & { url: string }

/** A player that a page may show in a frame: who runs it, and the frame's address. */
export type Player = { provider: string; source: string }

type Provider = { name: string; frameHost: string; source: (url: URL) => string | undefined }

const providers: readonly Provider[] = [
  { name: 'YouTube', frameHost: 'www.youtube-nocookie.com', source: youTube },
  { name: 'Vimeo', frameHost: 'player.vimeo.com', source: vimeo },
  { name: 'Spotify', frameHost: 'open.spotify.com', source: spotify },
]

const providersInWords = 'YouTube, Vimeo eller Spotify'
const notPlayable = `Adressen er ikke fra ${providersInWords}. Indsæt den i stedet som et almindeligt link i teksten.`

/** The player for an address on the allow-list; `undefined` for any other, which may then stand as a link. */
export function playerFor(address: string): Player | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  for (const { name, frameHost, source } of providers) {
    const path = source(url)
    if (path !== undefined) return { provider: name, source: `https://${frameHost}${path}` }
  }
  return undefined
}

const host = (url: URL) => url.hostname.replace(/^(?:www|m|music)\./, '')

function youTube(url: URL): string | undefined {
  const id = host(url) === 'youtu.be' ? url.pathname.slice(1) : isYouTube(url) ? youTubeId(url) : undefined
  return id !== undefined && /^[\w-]{11}$/.test(id) ? `/embed/${id}` : undefined
}

const isYouTube = (url: URL) => ['youtube.com', 'youtube-nocookie.com'].includes(host(url))

function youTubeId(url: URL): string | undefined {
  return url.searchParams.get('v') ?? /^\/(?:embed|shorts|live)\/([\w-]+)/.exec(url.pathname)?.[1]
}

function vimeo(url: URL): string | undefined {
  if (!['vimeo.com', 'player.vimeo.com'].includes(host(url))) return undefined
  const [, id, key] = /^\/(?:video\/)?(\d+)(?:\/([0-9a-f]+))?\/?$/.exec(url.pathname) ?? []
  return id === undefined ? undefined : `/video/${id}?dnt=1${key === undefined ? '' : `&h=${key}`}`
}

function spotify(url: URL): string | undefined {
  if (host(url) !== 'open.spotify.com') return undefined
  const [, kind, id] =
    /^\/(?:intl-[a-z]+\/)?(?:embed\/)?(episode|show|track|album|playlist)\/(\w+)/.exec(url.pathname) ?? []
  return kind === undefined || id === undefined ? undefined : `/embed/${kind}/${id}`
}

export const embedForm = defineType({
  name: 'embed',
  title: 'Video eller lyd',
  type: 'object',
  fields: [
    defineField({
      name: 'url',
      title: 'Adresse',
      description: `Adressen på videoen eller lyden hos ${providersInWords}.`,
      type: 'url',
      validation: (rule) => [
        rule.required().error('Indsæt adressen.'),
        rule.uri({ scheme: ['https', 'http'] }).error('Adressen skal begynde med https://.'),
        rule.custom((url) => !url || !URL.canParse(url) || playerFor(url) !== undefined || notPlayable),
      ],
    }),
    defineField({
      name: 'title',
      title: 'Titel',
      description: 'Hvad er det? Læserne får et tydeligt link: »Se videoen på YouTube: …«.',
      type: 'string',
      validation: (rule) => rule.required().error('Skriv, hvad videoen eller lyden hedder.'),
    }),
  ],
  preview: {
    select: { title: 'title', url: 'url' },
    prepare: ({ title, url }) => ({
      title: title || url || 'Ingen adresse',
      subtitle: subtitle('Indlejret', typeof url === 'string' ? playerFor(url)?.provider : undefined),
    }),
  },
})
