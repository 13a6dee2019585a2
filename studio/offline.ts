import { replacements, strayHosts, videoPlayer } from './offline-hosts.ts'

/** The parts of Vite's hooks that are used here. */
type Hook = { error(message: string): never }
type Bundle = Record<string, { type: 'chunk'; code: string } | { type: 'asset'; source: string | Uint8Array }>

const withoutVideo = 'notits:without-video'

/**
 * The Vite plugin that keeps a built Studio from calling anyone but its own origin: Sanity's hosts become this origin,
 * scripts and fonts of others are left out. The build fails when something it means to replace is no longer there,
 * or when a host is left that `offline-hosts.ts` does not call harmless; both mean that Sanity's code has changed.
 */
export function offline() {
  const missing = new Set([...replacements.map(({ text }) => text), withoutVideo])
  return {
    name: 'notits:offline',
    apply: 'build' as const,
    enforce: 'pre' as const,
    resolveId: {
      filter: { id: videoPlayer },
      handler: () => {
        missing.delete(withoutVideo)
        return withoutVideo
      },
    },
    load: {
      filter: { id: /^notits:without-video$/ },
      handler: () => 'export const VideoPlayer = () => null',
    },
    transform: {
      filter: { id: /node_modules/, code: /https:\/\/[\w.-]*sanity|useProjectHostname/ },
      handler: (code: string) => {
        const found = replacements.filter(({ text }) => code.includes(text))
        for (const { text } of found) missing.delete(text)
        return found.reduce((result, { text, by }) => result.replaceAll(text, by), code)
      },
    },
    generateBundle: {
      order: 'post' as const,
      handler(this: Hook, _options: unknown, bundle: Bundle) {
        if (missing.size > 0)
          this.error(`Sanity Studio no longer holds ${[...missing].join(', ')}: see studio/offline-hosts.ts`)
        for (const [name, file] of Object.entries(bundle)) {
          if (file.type === 'asset' && name.endsWith('.css')) file.source = withoutForeignFonts(text(file.source))
          if (file.type === 'asset' && name.endsWith('.html')) file.source = danishPage(text(file.source))
          const hosts = strayHosts(file.type === 'chunk' ? file.code : readable(name) ? text(file.source) : '')
          if (hosts.length > 0) this.error(`${name} names ${hosts.join(', ')}: see studio/offline-hosts.ts`)
        }
      },
    },
  }
}

/** A style sheet or page without the `@font-face` rules that fetch from another host; the system's own fonts are used instead. */
export function withoutForeignFonts(code: string): string {
  return code.replace(/@font-face\s*\{[^}]*https:[^}]*\}/g, '')
}

/** The Studio's page in Danish, without the script of Sanity's dashboard and without fonts from elsewhere. */
export function danishPage(html: string): string {
  return withoutForeignFonts(html)
    .replace('<html lang="en">', '<html lang="da">')
    .replace(/<script[^>]*data-sanity-core[^>]*><\/script>/, '')
}

const readable = (name: string) => /\.(html|css|js|json|webmanifest|svg)$/.test(name)

function text(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}
