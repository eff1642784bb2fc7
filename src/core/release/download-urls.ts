/** The addresses from which people download an asset. */

/**
 * @returns `browser_download_url`. For an asset of a draft also the address that it gets when the draft is published, since feeds already have that
 *   one.
 */
export function downloadUrls(
  { browserUrl }: { readonly browserUrl: string | undefined },
  { tag, isDraft }: { readonly tag: string; readonly isDraft: boolean },
): readonly string[] {
  if (browserUrl === undefined) return []
  const [, folder, name] = /^(.*\/releases\/download\/)untagged-[^/]*\/([^/]*)$/.exec(browserUrl) ?? []
  return isDraft && folder !== undefined && name !== undefined
    ? [browserUrl, `${folder}${encodeURIComponent(tag)}/${name}`]
    : [browserUrl]
}
