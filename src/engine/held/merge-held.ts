/** Feeds that several jobs hold under one key become one object. */
import { crc64 } from '../../core/bytes/crc64.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import { withoutRewriteHeader } from '../../core/release/feed-urls/rewrite-header.ts'
import { mergeFeeds } from '../../core/release/feeds/merge-feeds.ts'
import type { YamlCodec } from '../../core/release/feeds/yaml-codec.ts'
import type { BucketUser, Engine } from '../bucket/context.ts'
import { cannotMerge } from '../prepare/cannot-merge.ts'
import { contentOf, type HeldContent, type OwnedObject } from './held-text.ts'

type Owners = readonly [OwnedObject, ...OwnedObject[]]

interface MergedObject {
  /** The merged object as a held one, with the headers of the first. */
  readonly held: HeldObject
  readonly content: HeldContent
}

interface MergedHeld {
  /** The owners of each key, in the order of the jobs. */
  readonly byKey: ReadonlyMap<string, Owners>
  /** Those that were merged. */
  readonly merged: ReadonlyMap<string, MergedObject>
  /** What was merged, one sentence each. */
  readonly summaries: readonly string[]
}

/** @returns the objects by key. Throws one ActionError for all feeds that cannot be merged; it names their jobs. */
export async function mergeHeld(
  engine: BucketUser & Pick<Engine, 'hashes' | 'reporter' | 'signal'>,
  owned: readonly OwnedObject[],
  loadYaml: () => Promise<YamlCodec>,
): Promise<MergedHeld> {
  const byKey = new Map<string, Owners>()
  for (const one of owned) {
    const others = byKey.get(one.held.key)
    byKey.set(one.held.key, others === undefined ? [one] : [...others, one])
  }
  const merged = new Map<string, MergedObject>()
  const summaries: string[] = []
  const problems: string[] = []
  for (const [key, owners] of byKey) {
    const [first, second, ...rest] = owners
    if (second === undefined) continue
    const result = await mergeOne(engine, [first, second, ...rest], await loadYaml())
    if (result.kind === 'refused') problems.push(result.message)
    else {
      merged.set(key, result)
      summaries.push(result.summary)
      engine.reporter.info(`${result.summary}.`)
      if (result.note !== undefined) engine.reporter.notice(result.note, 'Merged feeds')
    }
  }
  if (problems.length > 0) throw cannotMerge(problems)
  return { byKey, merged, summaries }
}

async function mergeOne(
  engine: BucketUser & Pick<Engine, 'hashes' | 'signal'>,
  owners: readonly [OwnedObject, OwnedObject, ...OwnedObject[]],
  yaml: YamlCodec,
) {
  const [first, second, ...rest] = owners
  const contents = await Promise.all(owners.map((one) => contentOf(engine, one)))
  const texts = contents.map(({ bytes }) => bytes.toString('utf8'))
  const feedOf = ({ leg }: OwnedObject, index: number) => ({ source: leg, text: texts[index] ?? '' })
  const feeds = [feedOf(first, 0), feedOf(second, 1), ...rest.map((one, index) => feedOf(one, index + 2))] as const
  const result = mergeFeeds({ key: first.held.key, feeds }, yaml)
  if (result.kind === 'refused') return result
  const bytes = Buffer.from(result.text)
  const { content: _, sample: __, stored, ...named } = first.held
  return {
    ...{ kind: result.kind, summary: result.summary, note: result.note },
    held: {
      ...named,
      ...(stored === undefined ? {} : { stored: withoutRewriteHeader(stored) }),
      ...{
        sizeBytes: bytes.length,
        crc64: crc64(bytes),
        sha256: engine.hashes.sha256Of(result.text),
        upload: undefined,
        isRewritten: owners.some(({ held }) => held.isRewritten === true),
      },
    },
    content: {
      bytes,
      isTrusted: contents.every(({ isTrusted }) => isTrusted),
      isGone: contents.some(({ isGone }) => isGone),
    },
  }
}
