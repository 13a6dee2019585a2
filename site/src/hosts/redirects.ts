import type { APIRoute } from 'astro'
import { edition } from '../edition/reader.ts'

/** `/_redirects`, which Netlify and Cloudflare Pages read: an address, where it leads, and that it does so for good. */
export const GET: APIRoute = () => {
  const lines = edition()
    .leads()
    .map(({ from, to }) => `${from} ${to} 301`)
  return new Response([...heading, ...lines, ''].join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}

const heading = [
  '# Addresses that pages have left. Each is also a small page that leads on, for hosts that do not read this file,',
  '# and for the oldest ones, since some hosts read two thousand lines at most.',
]
