/** A network of its own: real packets through the kernel's TCP, with delay, loss and a bottleneck. Needs root, netfilter queues and a C compiler. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface NetworkConditions {
  readonly congestionControl: 'bbr' | 'reno'
  readonly roundTripMs: number
  readonly lossPercent: number
  readonly linkKiBPerSecond: number
  /** How long the queue before the link is, in milliseconds. */
  readonly queueMs: number
}

export interface Network {
  /** What stands before a command that is to run in it. */
  readonly prefix: readonly string[]
  close(): Promise<void>
}

const SOURCE = fileURLToPath(new URL('./delay.c', import.meta.url))
const NAME = `bench-${process.pid}`

function run(command: string, ...args: readonly string[]): string {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
  return command
}

/** Builds what holds packets back. @returns its path, or why that cannot be had here */
export function buildDelay(): { readonly path: string } | { readonly missing: string } {
  if (process.getuid?.() !== 0) return { missing: 'it needs root' }
  const path = join(mkdtempSync(join(tmpdir(), 'delay-')), 'delay')
  try {
    run('gcc', '-O2', '-o', path, SOURCE, '-lnetfilter_queue', '-lnfnetlink')
    run('ip', 'netns', 'add', NAME)
    run('ip', 'netns', 'exec', NAME, 'iptables-legacy', '-A', 'INPUT', '-p', 'tcp', '--dport', '1', '-j', 'NFQUEUE')
    run('ip', 'netns', 'del', NAME)
    return { path }
  } catch (error) {
    spawnSync('ip', ['netns', 'del', NAME])
    return { missing: `it needs gcc, libnetfilter-queue, iproute2 and iptables (${String(error).slice(0, 120)})` }
  }
}

/** Opens a network in which whoever talks to `port` of 127.0.0.1 does so through the link. */
export async function openNetwork(
  { path, port }: { readonly path: string; readonly port: number },
  { congestionControl, roundTripMs, lossPercent, linkKiBPerSecond, queueMs }: NetworkConditions,
): Promise<Network> {
  const prefix = ['ip', 'netns', 'exec', NAME]
  const inside = (...args: readonly string[]) => run('ip', 'netns', 'exec', NAME, ...args)
  run('ip', 'netns', 'add', NAME)
  let delay: ChildProcess | undefined
  const close = async () => {
    delay?.kill()
    run('ip', 'netns', 'del', NAME)
  }
  try {
    inside('ip', 'link', 'set', 'lo', 'mtu', '1500', 'up')
    inside('sysctl', '-qw', `net.ipv4.tcp_congestion_control=${congestionControl}`)
    for (const side of ['--dport', '--sport'])
      inside('iptables-legacy', ...['-A', 'INPUT', '-i', 'lo', '-p', 'tcp', side, String(port), '-j', 'NFQUEUE'])
    const numbers = [port, roundTripMs, lossPercent, linkKiBPerSecond, queueMs, 1].map(String)
    delay = spawn('ip', ['netns', 'exec', NAME, path, ...numbers], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise<void>((resolve, reject) => {
      delay?.stdout?.once('data', () => resolve())
      delay?.once('exit', (code) => reject(new Error(`what delays packets ended with ${code}`)))
    })
    return { prefix, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Removes what was built. */
export function removeDelay(path: string): void {
  rmSync(join(path, '..'), { recursive: true, force: true })
}
