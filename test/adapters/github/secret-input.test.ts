import { afterEach, expect, test, vi } from 'vitest'
import { takeSecretInput } from '../../../src/adapters/github/workflow.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('a secret input is masked, and removed from the environment', () => {
  const lines: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  vi.stubEnv('INPUT_GITHUB-TOKEN', ' ghs_secret ')
  expect(takeSecretInput('github-token')).toBe('ghs_secret')
  expect(lines.map((line) => line.trim())).toEqual(['::add-mask::ghs_secret'])
  expect(JSON.stringify(process.env)).not.toContain('ghs_secret')
  expect(takeSecretInput('github-token')).toBeUndefined()
})
