import { defineConfig } from 'vitest/config'

/** The tests that Stryker asks about each mutant: those of core/, and those of the causes of failure, which ask a server in the same process. */
export default defineConfig({
  test: { include: ['test/core/**/*.test.ts', 'test/contract/causes.test.ts'], testTimeout: 120_000 },
})
