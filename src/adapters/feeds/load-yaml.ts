/** The package that reads YAML is loaded only where feeds are merged: no other step pays for it. */
import type { YamlCodec } from '../../core/release/feeds/yaml-codec.ts'

/** @returns reading and writing YAML as the feeds need it. */
export async function loadYaml(): Promise<YamlCodec> {
  const { createYamlCodec } = await import('./yaml.ts')
  return createYamlCodec()
}
