import type { APIRoute } from 'astro'
import { edition } from '../edition/reader.ts'

/** `/_gone`, for hosts that tell what was taken back (410) from what never was (404): SHA-256 of an address in each line. */
export const GET: APIRoute = () =>
  new Response([heading, ...edition().goneDigests(), ''].join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })

const heading = '# Addresses that are gone for good, each as the SHA-256 of its path in hex.'
