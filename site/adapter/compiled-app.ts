import type { AstroIntegration } from 'astro'

/**
 * Astro's adapter for the press: the pages compiled once into a module that renders any address, with no server around it.
 * Everything is rendered on demand; nothing is told to any host.
 */
export function compiledApp(): AstroIntegration {
  return {
    name: 'compiled-app',
    hooks: {
      'astro:config:done': ({ setAdapter }) =>
        setAdapter({
          name: 'compiled-app',
          serverEntrypoint: new URL('./entry.ts', import.meta.url),
          entrypointResolution: 'auto',
          supportedAstroFeatures: {
            serverOutput: 'stable',
            staticOutput: 'stable',
            hybridOutput: 'stable',
            sharpImageService: 'stable',
          },
          adapterFeatures: { buildOutput: 'server' },
        }),
    },
  }
}
