/** Under `npm run coverage`: hands over what was counted before the process that ran the tests is ended. */
import { takeCoverage } from 'node:v8'
import { afterAll } from 'vitest'

afterAll(() => {
  if (process.env.NODE_V8_COVERAGE !== undefined) takeCoverage()
})
