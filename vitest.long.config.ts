import { defineConfig, mergeConfig } from 'vitest/config'
import everyday from './vitest.config.ts'

/** The same specification, with every property tried many times more: an hour at most, before a release. */
export default mergeConfig(
  everyday,
  defineConfig({ test: { env: { NOTITS_LONG: '1' }, testTimeout: 3_600_000, hookTimeout: 600_000 } }),
)
