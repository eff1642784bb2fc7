/**
 * A GitHub in a process of its own, with one public repository, `octo/app`, and one release: see github-process.ts. Tells its addresses, and answers
 * each message with what was asked of it so far. Ends with whoever started it.
 */
import { startGithub } from './github.ts'
import type { GithubFacts, ReleaseOutline } from './github-process.ts'
import type { AssetContent } from './state.ts'

const { tag, assets }: ReleaseOutline = JSON.parse(process.argv[2] ?? '')
const ZEROS = Buffer.alloc(1024 ** 2)
const contents = new Map<number, AssetContent>()

/** Assets of one size have one content, whose digest is computed once. */
function zeros(sizeBytes: number): AssetContent {
  const content = contents.get(sizeBytes) ?? { sizeBytes, slice: (start, end) => ZEROS.subarray(0, end - start) }
  contents.set(sizeBytes, content)
  return content
}

const github = await startGithub()
github.addRelease(github.addRepository({ owner: 'octo', name: 'app' }), {
  tag,
  assets: assets.map(({ name, sizeBytes }) => ({ name, content: zeros(sizeBytes) })),
})

function facts(): GithubFacts {
  const byteRequests = github.requests.filter(({ operation }) => operation === 'bytes').length
  return { apiUrl: github.apiUrl, serverUrl: github.serverUrl, requests: github.requests.length, byteRequests }
}

process.on('message', () => process.send?.(facts()))
process.on('disconnect', () => process.exit())
process.send?.(facts())
