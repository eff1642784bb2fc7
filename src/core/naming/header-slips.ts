/** Lines of `headers` in the syntax of other tools, and the line that is meant by each. */

interface HeaderSlip {
  readonly problem: string
  /** The lines to write instead. */
  readonly write: string
}

/** What people call the headers that OSS stores with an object, without case and punctuation. */
const NAMES = new Map<string, string>(
  Object.entries({
    ...{ contenttype: 'Content-Type', mimetype: 'Content-Type', type: 'Content-Type', xamzcontenttype: 'Content-Type' },
    ...{ contentdisposition: 'Content-Disposition', disposition: 'Content-Disposition' },
    ...{ contentencoding: 'Content-Encoding', contentlanguage: 'Content-Language' },
    ...{ cachecontrol: 'Cache-Control', cache: 'Cache-Control', expires: 'Expires', expire: 'Expires' },
    ...{ xossobjectacl: 'x-oss-object-acl', xossacl: 'x-oss-object-acl', objectacl: 'x-oss-object-acl' },
    ...{ acl: 'x-oss-object-acl', xamzacl: 'x-oss-object-acl', xcosacl: 'x-oss-object-acl' },
    ...{ xossstorageclass: 'x-oss-storage-class', storageclass: 'x-oss-storage-class' },
    ...{ xamzstorageclass: 'x-oss-storage-class', xcosstorageclass: 'x-oss-storage-class' },
    ...{ xosstagging: 'x-oss-tagging', xosstags: 'x-oss-tagging', tagging: 'x-oss-tagging', tags: 'x-oss-tagging' },
    ...{ xamztagging: 'x-oss-tagging', xossserversideencryption: 'x-oss-server-side-encryption' },
    ...{
      xamzserversideencryption: 'x-oss-server-side-encryption',
      serversideencryption: 'x-oss-server-side-encryption',
    },
  }),
)

/** @returns the header that a name means, as OSS calls it; undefined if that is unclear. */
export function meantHeader(name: string): string | undefined {
  const metadata = /^x-(?:amz|cos|obs|goog|bce|tos)-meta-([a-z0-9-]+)$/i.exec(name)?.[1]
  if (metadata !== undefined) return `x-oss-meta-${metadata}`
  return NAMES.get(name.toLowerCase().replace(/[^a-z0-9]/g, ''))
}

/** One header of a list, of JSON or YAML with quotes, or with another sign than a colon. */
const LISTED = /^-\s+([\w-]+)\s*:\s*(.+)$/
const IN_QUOTES = /^\{?\s*["']([\w-]+)["']\s*:\s*["']?(.*?)["']?\s*[,}]*$/
const OTHER_SIGN = /^([\w-]+)\s*(?:=|\uFF1A|\s)\s*(\S.*)$/
/** A pattern and its header on one line. */
const WITH_HEADER = /^(\S+?):?\s+([\w-]+\s*:\s+\S.*)$/
const WITH_TYPE = /^(\S*[*.]\S*?)\s*[:=]\s*([\w.+-]+\/[\w.+*-]+.*)$/

/** @returns what a line that is not `Name: value` was likely meant as; undefined if it may be a key pattern. */
export function slippedLine(line: string): HeaderSlip | undefined {
  const [, name = '', value = ''] = LISTED.exec(line) ?? IN_QUOTES.exec(line) ?? OTHER_SIGN.exec(line) ?? []
  const header = meantHeader(name) ?? (/^x-oss-meta-/i.test(name) ? name : undefined)
  if (header !== undefined) return { problem: 'is not a `Name: value` line', write: `${header}: ${value}` }
  const withHeader = WITH_HEADER.exec(line)
  if (withHeader !== null)
    return {
      problem: 'needs two lines: a key pattern, and the header indented below it',
      write: `${withHeader[1]}\n  ${withHeader[2]}`,
    }
  const withType = WITH_TYPE.exec(line)
  if (withType === null) return undefined
  return {
    problem: 'gives a type without the name of the header',
    write: `${withType[1]}\n  Content-Type: ${withType[2]}`,
  }
}

const QUOTED = /^(?:"(.*)"|'(.*)'|`(.*)`|[\u201C\u201D\u201E](.*)[\u201C\u201D]|[\u2018\u2019](.*)[\u2018\u2019])$/
/** Two headers on one line, as a folded block (`>`) joins them. */
const FOLDED = /\s(?=(?:content-(?:type|disposition|encoding|language)|cache-control|expires|x-oss-[a-z0-9-]+)\s*:\s)/i
const VARIABLE = /\$\{(\w+)\}|\$env:(\w+)|^\$([A-Z_]\w+)$/

/** @returns what is wrong with the syntax of a header's value, with the corrected header; undefined if nothing is. */
export function slippedValue(name: string, value: string): HeaderSlip | undefined {
  const quoted = QUOTED.exec(value)
    ?.slice(1)
    .find((inside) => inside !== undefined)
  if (quoted !== undefined)
    return { problem: 'has quotes, which OSS would store as part of the value', write: `${name}: ${quoted}` }
  if (VARIABLE.test(value))
    return {
      problem: 'has a variable of the shell, which is not replaced',
      write: `${name}: ${value.replace(VARIABLE, (_, ...names: string[]) => `\${{ env.${names.slice(0, 3).find(Boolean)} }}`)}`,
    }
  const [first = '', ...others] = value.split(FOLDED)
  if (others.length > 0) {
    const lines = [`${name}: ${first.trim()}`, ...others.map((other) => other.trim())]
    const problem = 'holds several headers on one line: a `|` block keeps lines apart, a `>` block joins them'
    return { problem, write: lines.join('\n') }
  }
  const comment = /^(?!x-oss-meta-)/i.test(name) ? /\s+#\s.*$/.exec(value) : null
  if (comment === null) return undefined
  return { problem: 'has a comment, which needs a line of its own', write: `${name}: ${value.slice(0, comment.index)}` }
}

/** @returns the word that differs only in case and punctuation, else the first, which gives the least access. */
export function nearestOf(words: readonly [string, ...string[]], value: string): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  return words.find((word) => plain(word) === plain(value)) ?? words[0]
}
