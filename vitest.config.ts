import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const isMeasured = process.env.NODE_V8_COVERAGE !== undefined
/** Tests of pure code, which leave nothing behind: one worker runs many files. */
const PURE = ['test/core/**/*.test.ts', 'test/docs/{documents,yaml-blocks,workflows,action-types}.test.ts']

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Scenarios wait more than they compute: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    setupFiles: ['test/property-setup.ts', ...(isMeasured ? ['test/coverage-setup.ts'] : [])],
    // For scripts/coverage.ts Node itself loads the sources, as it does in the processes that scenarios start.
    ...(isMeasured ? { server: { deps: { external: [/\/src\//] } } } : {}),
    projects: [
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
          exclude: PURE,
          ...(isMeasured ? {} : { globalSetup: 'test/install-action.ts' }),
        },
      },
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
    ],
  },
})
