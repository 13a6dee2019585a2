import { createApp } from 'astro/app/entrypoint'
import { refreshedEdition, useEdition } from '../src/edition/reader.ts'

export { useEdition }

const app = createApp({ streaming: false })

/** The page or file at an address of the site, from the edition in use; 404 for an address that the edition does not know. */
export async function render(address: string): Promise<Response> {
  return app.render(new Request(new URL(asAstroKnows(address), refreshedEdition().siteUrl)))
}

/** To Astro, all that has no ending is a folder. `/_redirects` is a file whose name hosts have settled. */
const asAstroKnows = (address: string) => (/^\/_[a-z]+$/.test(address) ? `${address}/` : address)
