/** Builds dist/: TypeScript to build/, then one bundle for each entry that action.yml or the action itself starts. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ENTRIES = ['main', 'post', 'cache'] as const

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [command, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}

rmSync('build', { recursive: true, force: true })
rmSync('dist', { recursive: true, force: true })
run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json'])
for (const entry of ENTRIES) {
  const licenses = entry === 'post' ? [] : ['--license', 'licenses.txt']
  run('node_modules/@vercel/ncc/dist/ncc/cli.js', [
    'build',
    `build/${entry}.js`,
    '-o',
    `dist/${entry}`,
    '--quiet',
    ...licenses,
  ])
}
// The bundles are ES modules; on a runner no other package.json is above them.
mkdirSync('dist', { recursive: true })
writeFileSync('dist/package.json', '{ "type": "module" }\n')
for (const entry of ENTRIES) {
  const folder = join('dist', entry)
  const files = readdirSync(folder)
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
  console.log(`dist/${entry}: ${(bytes / 1024 ** 2).toFixed(1)} MiB (${files.join(', ')})`)
}
