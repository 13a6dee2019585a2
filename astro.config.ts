import { defineConfig } from 'astro/config'
import { compiledApp } from './site/adapter/compiled-app.ts'
import { hostFiles } from './site/adapter/host-files.ts'

// Two ways to the same bytes: a plain static build, or the pages compiled once into an app that the press renders from.
const compiled = process.env.NOTITS_RENDER === 'server'

export default defineConfig({
  srcDir: './site/src',
  publicDir: './site/public',
  outDir: './dist',
  site: process.env.NOTITS_SITE_URL ?? 'http://localhost:4321',
  trailingSlash: 'always',
  compressHTML: 'jsx',
  ...(compiled ? { output: 'server', adapter: compiledApp() } : { output: 'static' }),
  integrations: [hostFiles()],
  build: { format: 'directory', inlineStylesheets: 'never' },
  // Pages are files for everyone: no sessions, no forms posted to them, no images made on request.
  session: false,
  security: { checkOrigin: false },
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  devToolbar: { enabled: false },
  vite: {
    build: { assetsInlineLimit: 0 },
    // The compiled app lies in the data home, where no node_modules is in reach: it carries all it needs.
    ...(compiled ? { ssr: { noExternal: true } } : {}),
    define: { NOTITS_EDITION: JSON.stringify(compiled ? '' : (process.env.NOTITS_EDITION ?? '')) },
  },
})
