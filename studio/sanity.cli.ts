import { defineCliConfig } from 'sanity/cli'
import { offline } from './offline.ts'

const projectId = process.env.SANITY_PROJECT_ID || undefined
const dataset = process.env.SANITY_DATASET || 'production'

export default defineCliConfig({
  api: { projectId: projectId ?? 'notits', dataset },
  deployment: { autoUpdates: false },
  reactStrictMode: false,
  vite: (config) => ({
    ...config,
    define: {
      ...config.define,
      'process.env.SANITY_PROJECT_ID': JSON.stringify(projectId),
      'process.env.SANITY_DATASET': JSON.stringify(dataset),
    },
    plugins: [...(config.plugins ?? []), ...(projectId ? [] : [offline()])],
  }),
})
