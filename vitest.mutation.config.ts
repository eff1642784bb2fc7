import { defineConfig } from 'vitest/config'

/** The tests that Stryker asks about each mutant: those of core/ alone, which take no process and no socket. */
export default defineConfig({ test: { include: ['test/core/**/*.test.ts'], testTimeout: 120_000 } })
