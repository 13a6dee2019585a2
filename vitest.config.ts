import { defineConfig } from 'vitest/config'

/** Tests of what keeps nothing between one file and the next: they share their workers, which need not load it again for each. */
const together = ['schemas', 'site', 'studio', 'scripts/lake', 'scripts/terminal'].map(
  (part) => `tests/${part}/**/*.test.ts`,
)

export default defineConfig({
  test: {
    // Browser errands and builds take their time on two shared cores; a hang still ends.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // One more than there are cores: browsers and processes keep a worker waiting for a third of its time.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'alone', include: ['tests/**/*.test.ts'], exclude: together } },
      { extends: true, test: { name: 'together', include: together, isolate: false } },
    ],
  },
})
