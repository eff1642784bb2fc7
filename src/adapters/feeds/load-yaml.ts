/** Loads the package that reads YAML on demand: only steps that merge feeds need it. */
import type { YamlCodec } from '../../core/release/feeds/yaml-codec.ts'

/** @returns reading and writing YAML as the feeds need it. */
export async function loadYaml(): Promise<YamlCodec> {
  const { createYamlCodec } = await import('./yaml.ts')
  return createYamlCodec()
}
