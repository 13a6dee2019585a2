import type { AstroIntegration } from 'astro'

const files = { '/_redirects': '../src/hosts/redirects.ts', '/_gone': '../src/hosts/gone.ts' }

/** The files of the site that tell hosts how to serve it. Astro takes no page from a file whose name begins with an underscore. */
export function hostFiles(): AstroIntegration {
  return {
    name: 'host-files',
    hooks: {
      'astro:config:setup': ({ injectRoute }) => {
        for (const [pattern, file] of Object.entries(files)) {
          injectRoute({ pattern, entrypoint: new URL(file, import.meta.url) })
        }
      },
    },
  }
}
