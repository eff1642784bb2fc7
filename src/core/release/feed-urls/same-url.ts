/** Whether two URLs of assets are the same, however their characters are escaped. */

/**
 * @returns one form for all ways to write a URL: the origin, and the path with its escapes resolved. Undefined for a text that is not an http(s) URL,
 *   and for a URL with a query, a fragment or a login, which no asset has.
 */
export function commonForm(text: string): string | undefined {
  if (!/^https?:\/\/[^?#\p{Cc}]*[^?#\p{Cc} ]$/iu.test(text)) return undefined
  const url = URL.parse(text)
  return url === null || url.username + url.password !== '' ? undefined : url.origin + decodePath(url.pathname)
}

/** Escapes that are not UTF-8 stay as they are. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
