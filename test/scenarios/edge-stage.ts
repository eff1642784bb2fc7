/** A stage with a CDN in front of its bucket, and the service that refreshes it. */
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import { type CdnApi, startCdnApi } from '../sandbox/cdn/api.ts'
import { type Edge, startEdge } from '../sandbox/cdn/edge.ts'
import { openStage, type Stage } from './stage.ts'

export interface EdgeStage {
  readonly stage: Stage
  readonly edge: Edge
  readonly api: CdnApi
  close(): Promise<void>
}

/** Opens the stage; close it at the end of the test. */
export async function openEdgeStage(options: Omit<Parameters<typeof startEdge>[0], 'origin'> = {}): Promise<EdgeStage> {
  const stage = await openStage()
  const edge = await startEdge({ ...options, origin: stage.oss.endpoint })
  const api = await startCdnApi({
    credential: SANDBOX_CREDENTIAL,
    domains: [new URL(edge.url).host],
    onRefreshed: ({ pathname }) => edge.refresh(pathname),
  })
  return {
    ...{ stage, edge, api },
    async close() {
      await api.close()
      await edge.close()
      await stage.close()
    },
  }
}
