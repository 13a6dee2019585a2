import { type Embed, playerFor } from '#schemas/body/embed.ts'

/** The words of the link that stands for an embed: »Se videoen på YouTube: …«. Nothing is fetched from there until a reader follows it. */
export function embedWords({ url, title }: Pick<Embed, 'url' | 'title'>): string {
  const provider = playerFor(url)?.provider
  const invitation = provider === undefined ? `Se mere på ${hostOf(url)}` : `${invitationTo(provider)} ${provider}`
  return title === '' ? invitation : `${invitation}: ${title}`
}

const invitationTo = (provider: string) => (provider === 'Spotify' ? 'Lyt på' : 'Se videoen på')

const hostOf = (url: string) => new URL(url).hostname.replace(/^www\./, '')
