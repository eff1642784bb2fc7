/** Object tags, in the format of `x-oss-tagging`. Source: https://help.aliyun.com/zh/oss/user-guide/object-tagging-8 */

interface Tag {
  readonly key: string
  readonly value: string
}

/** @returns what is wrong with the value of an `x-oss-tagging` header, or undefined. */
export function tagsProblem(text: string): string | undefined {
  const pairs = text.split('&')
  const tags = pairs.map(parseTag).filter((tag) => tag !== undefined)
  if (tags.length < pairs.length) return 'is not of the form `key=value&key=value`, URL-encoded'
  if (tags.length > 10) return 'has more than 10 tags'
  if (tags.some(({ key }) => key === '' || key.length > 128))
    return 'has a tag whose key is empty or longer than 128 characters'
  if (tags.some(({ value }) => value.length > 256)) return 'has a tag whose value is longer than 256 characters'
  if (new Set(tags.map(({ key }) => key)).size < tags.length) return 'has one tag key twice'
  return tags.every(isFit)
    ? undefined
    : 'has a character that tags may not have (letters, digits, space, and + - = . _ : / are allowed)'
}

function parseTag(pair: string): Tag | undefined {
  const equals = pair.includes('=') ? pair.indexOf('=') : pair.length
  const rest = pair.slice(equals + 1)
  if (rest.includes('=')) return undefined
  try {
    return { key: decodeURIComponent(pair.slice(0, equals)), value: decodeURIComponent(rest) }
  } catch {
    return undefined
  }
}

function isFit({ key, value }: Tag): boolean {
  return /^[\p{L}\p{N} +\-=._:/]*$/u.test(key + value)
}

/** @returns the tags URL-encoded, as they have to be sent; what is encoded already stays. */
export function encodeTags(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
}
