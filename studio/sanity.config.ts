import './no-eval.ts'
import './studio.css'

import { daDKLocale } from '@sanity/locale-da-dk'
import { visionTool } from '@sanity/vision'
import { defineConfig } from 'sanity'
import { structureTool } from 'sanity/structure'
import { forms } from '#schemas/documents.ts'
import { danish, danishInTheHouse } from './danish.ts'
import { desk } from './desk/desk.ts'
import { apiVersion } from './desk/stories.ts'
import { embeddedLake, paperName } from './embedded-lake.ts'
import { onTheDesk } from './forms.ts'
import { PreviewLayout } from './preview/PreviewLayout.tsx'
import { previewInspector } from './preview/preview-inspector.ts'
import { documentActions } from './publishing/actions.ts'
import { documentBadges } from './publishing/badges.ts'
import { creatable, templates } from './publishing/templates.ts'
import { thisBrowser } from './status/browser.ts'
import { noticeOnTop } from './status/StatusNotice.tsx'
import { siteAction } from './status/site-action.ts'
import { siteWatch } from './status/site-watch.ts'

// Both are put in by sanity.cli.ts when the Studio is built; without a project the Studio talks to the lake that serves it.
const projectId = process.env.SANITY_PROJECT_ID
const dataset = process.env.SANITY_DATASET ?? 'production'

// Sanity's command line reads this file outside a browser too.
const origin = globalThis.location?.origin
const isEmbedded = !projectId && origin !== undefined

const now = () => new Date().toISOString()
const watch = siteWatch(thisBrowser(origin))
const actions = documentActions(now)
const seeOnSite = siteAction(watch, now)
const badges = documentBadges(watch, now)
const withNotice = noticeOnTop(watch, now)

export default defineConfig({
  name: 'notits',
  title: (isEmbedded && (await paperName(origin, dataset))) || 'Notits',
  projectId: projectId ?? 'notits',
  dataset,
  ...(isEmbedded && embeddedLake(origin)),
  plugins: [
    structureTool({ title: 'Redaktionen', structure: desk(now) }),
    visionTool({ title: 'Forespørgsler', defaultApiVersion: apiVersion, defaultDataset: dataset }),
    daDKLocale(), // the last locale is the one that is shown
  ],
  i18n: { bundles: isEmbedded ? danishInTheHouse : danish },
  schema: { types: onTheDesk(forms, now), templates: (given) => [...given, ...templates] },
  form: { components: { input: withNotice } },
  document: {
    // The first stands as a button, the others in its menu.
    actions: (given, context) => actions(given, context).toSpliced(1, 0, seeOnSite),
    badges: (given) => [...given, ...badges],
    newDocumentOptions: (offered, { creationContext }) =>
      creationContext.type === 'global' ? creatable(offered) : offered,
    inspectors: (given) => [...given, previewInspector],
    components: { unstable_layout: PreviewLayout },
    comments: { enabled: false },
    // Asking for another role goes to Sanity; in the embedded lake, an administrator gives it.
    askToEdit: { enabled: !isEmbedded },
  },
  // These need one of Sanity's paid plans, or a service beside the lake.
  releases: { enabled: false },
  scheduledDrafts: { enabled: false },
  scheduledPublishing: { enabled: false },
  tasks: { enabled: false },
  announcements: { enabled: false },
})
