/** Archives with members that no tar would pack. */

export interface Member {
  readonly name: string
  readonly content?: string
  readonly linkTo?: string
  /** Size in the header, if it differs from that of `content`. */
  readonly sizeBytes?: number
}

/** A ustar archive with names that no tar would pack. The folders of long names are stored in the prefix field. */
export function tarOf(members: readonly Member[]): Buffer {
  return Buffer.concat([...members.map(memberOf), Buffer.alloc(1024)])
}

/** @returns header and content of one member, with a correct checksum. */
export function memberOf({ name, content = '', linkTo, sizeBytes = Buffer.byteLength(content) }: Member): Buffer {
  const header = Buffer.alloc(512)
  const cut = name.length > 100 ? name.indexOf('/', name.length - 100) : -1
  header.write(cut === -1 ? name : name.slice(cut + 1), 0)
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write(linkTo === undefined ? '0' : '2', 156)
  header.write(linkTo ?? '', 157)
  header.write('ustar\x0000', 257)
  if (cut !== -1) header.write(name.slice(0, cut), 345)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512)
  body.write(content)
  return Buffer.concat([header, body])
}
