import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const isMeasured = process.env.NODE_V8_COVERAGE !== undefined

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Scenarios wait more than they compute: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    setupFiles: ['test/property-setup.ts', ...(isMeasured ? ['test/coverage-setup.ts'] : [])],
    // For scripts/coverage.ts Node itself loads the sources, as it does in the processes that scenarios start.
    ...(isMeasured ? { server: { deps: { external: [/\/src\//] } } } : {}),
  },
})
