// Plays the child process of the Actions cache for checkpoint-cache.test.ts: ACTIONS_CACHE_FAKE says what becomes of the order.
import { cpSync, existsSync, mkdirSync } from 'node:fs'

const order = JSON.parse(process.argv[2])
const { ACTIONS_CACHE_FAKE: mode, ACTIONS_CACHE_FAKE_FOLDER: store } = process.env
const answer = (reply) => process.send(reply, () => process.exit(0))

if (mode === 'silent') setInterval(() => {}, 1000)
else if (mode === 'dies') process.exit(1)
else if (mode === 'unavailable') answer({ kind: 'unavailable' })
else if (mode === 'refuses') answer({ kind: 'failed', reason: 'read-only token' })
else if (order.kind === 'save') {
  mkdirSync(store, { recursive: true })
  cpSync('checkpoints', store, { recursive: true })
  answer({ kind: 'saved' })
} else if (existsSync(store)) {
  cpSync(store, 'checkpoints', { recursive: true })
  answer({ kind: 'restored', key: `${order.restoreKeys[0]}1` })
} else answer({ kind: 'nothing' })
