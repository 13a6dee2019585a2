import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Browser errands and builds take their time on two shared cores; a hang still ends.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // One more than there are cores: browsers and processes keep a worker waiting for a third of its time.
    maxWorkers: 3,
  },
})
