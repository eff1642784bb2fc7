/**
 * A link in its own process:  node test/sandbox/link/link-cli.ts '{"target":{"host":"127.0.0.1","port":9000},"roundTripMs":150}'
 * Also: '{"target":…}' longHaul, a name from links.ts. Prints one line of JSON with port, endpoint and controlUrl, and runs until it is closed or killed;
 * with --until-stdin-ends also until its standard input ends.
 */
import { type LinkOptions, startLink } from './link.ts'
import { serveLinkControl } from './link-control.ts'
import { LINKS, type LinkName } from './links.ts'

const [json, ...words] = process.argv.slice(2)
if (json === undefined) throw new Error('Give the options of startLink as JSON, with at least "target"')
const options = JSON.parse(json) as LinkOptions
const name = words.find((word): word is LinkName => Object.hasOwn(LINKS, word))
const link = await startLink({ ...(name === undefined ? {} : LINKS[name]), ...options })
const controlUrl = await serveLinkControl(link, () => process.exit())
console.log(JSON.stringify({ port: link.port, endpoint: link.endpoint, controlUrl }))
if (words.includes('--until-stdin-ends')) process.stdin.on('end', () => process.exit()).resume()
