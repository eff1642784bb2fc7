/**
 * Property tests draw the same examples in every run, so that a change is judged by itself alone. `FAST_CHECK_SEED=random npm test` looks for new
 * ones; a failure prints the seed that brings it back.
 */
import fc from 'fast-check'

const { FAST_CHECK_SEED = '20260704' } = process.env
if (FAST_CHECK_SEED !== 'random') fc.configureGlobal({ seed: Number(FAST_CHECK_SEED) })
