/**
 * The regions of OSS: their IDs, the names that consoles show, and the hosts of those that do not follow the rule `oss-<region>`.
 * Source: https://help.aliyun.com/en/oss/user-guide/regions-and-endpoints (public cloud, finance cloud, government cloud)
 */

interface Region {
  /** The ID with which requests are signed: `cn-hangzhou`. */
  readonly id: string
  /** Names in the consoles, in English and Chinese, and others in use. */
  readonly names: readonly string[]
  /** First labels of its hosts, if they do not follow from the ID. */
  readonly labels?: SpecialLabels
}

interface SpecialLabels {
  readonly public: string
  readonly internal: string
  /** Other labels of the same region, such as those inside the finance cloud. */
  readonly others: readonly string[]
}

function region(id: string, ...names: readonly string[]): Region {
  return { id, names }
}

function special(id: string, names: readonly string[], labels: SpecialLabels): Region {
  return { id, names, labels }
}

const REGIONS: readonly Region[] = [
  region('cn-hangzhou', 'China (Hangzhou)', '华东1（杭州）'),
  region('cn-shanghai', 'China (Shanghai)', '华东2（上海）'),
  region('cn-nanjing', 'China (Nanjing - Local Region)', '华东5（南京-本地地域）', 'Nanjing', '南京'),
  region('cn-fuzhou', 'China (Fuzhou - Local Region)', '华东6（福州-本地地域）', 'Fuzhou', '福州'),
  region('cn-wuhan-lr', 'China (Wuhan - Local Region)', '华中1（武汉-本地地域）', 'Wuhan', '武汉'),
  region('cn-qingdao', 'China (Qingdao)', '华北1（青岛）'),
  region('cn-beijing', 'China (Beijing)', '华北2（北京）'),
  region('cn-zhangjiakou', 'China (Zhangjiakou)', '华北3（张家口）'),
  region('cn-huhehaote', 'China (Hohhot)', '华北5（呼和浩特）', 'Huhehaote'),
  region('cn-wulanchabu', 'China (Ulanqab)', '华北6（乌兰察布）', 'Wulanchabu'),
  region('cn-shenzhen', 'China (Shenzhen)', '华南1（深圳）'),
  region('cn-heyuan', 'China (Heyuan)', '华南2（河源）'),
  region('cn-guangzhou', 'China (Guangzhou)', '华南3（广州）'),
  region('cn-chengdu', 'China (Chengdu)', '西南1（成都）'),
  region('cn-zhongwei', 'China (Zhongwei)', '中卫'),
  region('cn-hongkong', 'China (Hong Kong)', '中国香港', 'Hongkong', '香港'),
  region('us-west-1', 'US (Silicon Valley)', '美国（硅谷）'),
  region('us-east-1', 'US (Virginia)', '美国（弗吉尼亚）'),
  region('na-south-1', 'Mexico', '墨西哥'),
  region('ap-northeast-1', 'Japan (Tokyo)', '日本（东京）'),
  region('ap-northeast-2', 'South Korea (Seoul)', '韩国（首尔）'),
  region('ap-southeast-1', 'Singapore', '新加坡'),
  region('ap-southeast-3', 'Malaysia (Kuala Lumpur)', '马来西亚（吉隆坡）'),
  region('ap-southeast-5', 'Indonesia (Jakarta)', '印度尼西亚（雅加达）'),
  region('ap-southeast-6', 'Philippines (Manila)', '菲律宾（马尼拉）'),
  region('ap-southeast-7', 'Thailand (Bangkok)', '泰国（曼谷）'),
  region('eu-central-1', 'Germany (Frankfurt)', '德国（法兰克福）'),
  region('eu-west-1', 'UK (London)', '英国（伦敦）'),
  region('eu-west-2', 'France (Paris)', '法国（巴黎）'),
  region('me-east-1', 'UAE (Dubai)', '阿联酋（迪拜）'),
  region('me-central-1', 'Saudi Arabia (Riyadh)', '沙特（利雅得）'),
  special('cn-hangzhou-finance', ['China East 1 Finance', '华东1 金融云', '杭州金融云公网'], {
    public: 'oss-cn-hzfinance',
    internal: 'oss-cn-hzfinance-internal',
    others: ['oss-cn-hzjbp', 'oss-cn-hzjbp-a-internal', 'oss-cn-hzjbp-b-internal'],
  }),
  special('cn-shanghai-finance-1', ['China East 2 Finance', '华东2 金融云', '上海金融云公网'], {
    public: 'oss-cn-shanghai-finance-1-pub',
    internal: 'oss-cn-shanghai-finance-1-pub-internal',
    others: ['oss-cn-shanghai-finance-1', 'oss-cn-shanghai-finance-1-internal'],
  }),
  special('cn-shenzhen-finance-1', ['China South 1 Finance', '华南1 金融云', '深圳金融云公网'], {
    public: 'oss-cn-szfinance',
    internal: 'oss-cn-szfinance-internal',
    others: ['oss-cn-shenzhen-finance-1', 'oss-cn-shenzhen-finance-1-internal'],
  }),
  special('cn-beijing-finance-1', ['China North 2 Finance', '华北2 金融云', '北京金融云公网'], {
    public: 'oss-cn-beijing-finance-1-pub',
    internal: 'oss-cn-beijing-finance-1-pub-internal',
    others: ['oss-cn-beijing-finance-1', 'oss-cn-beijing-finance-1-internal'],
  }),
  region('cn-north-2-gov-1', 'China North 2 Ali Gov 1', '华北2 阿里政务云1'),
]

/** @returns first label of the region's public host. */
export function publicLabel(id: string): string {
  return find(id)?.labels?.public ?? `oss-${id}`
}

/** @returns first label of the region's host inside Alibaba Cloud. */
export function internalLabel(id: string): string {
  return find(id)?.labels?.internal ?? `oss-${id}-internal`
}

/** @returns the ID of the region that a host's first label names: `oss-cn-hzfinance-internal` → `cn-hangzhou-finance`; undefined if it names none. */
export function regionOfLabel(label: string): string | undefined {
  const known = REGIONS.find(({ labels }) => labels !== undefined && labelsOf(labels).includes(label))
  if (known !== undefined) return known.id
  return /^oss-([a-z]{2,}(?:-[a-z0-9]+)+?)(?:-internal)?$/.exec(label)?.[1]
}

/** @returns whether the table has the ID. New regions appear, so an ID that is not in the table may be right. */
export function isKnownRegion(id: string): boolean {
  return find(id) !== undefined
}

/** @returns the region that a console shows under this name (`华东2（上海）`, `China (Shanghai)`, `shanghai`); undefined unless it is exactly one. */
export function regionNamed(text: string): string | undefined {
  const wanted = plain(text)
  if (wanted === '') return undefined
  const ids = new Set(REGIONS.filter(({ names }) => names.flatMap(waysToSay).includes(wanted)).map(({ id }) => id))
  return ids.size === 1 ? [...ids][0] : undefined
}

/** @returns the ID in the table that differs least from a text; undefined if none is near. */
export function nearestRegion(text: string): string | undefined {
  const wanted = text.toLowerCase()
  const distances = REGIONS.map(({ id }) => ({ id, distance: editDistance(wanted, id) }))
  const best = distances.reduce((least, one) => (one.distance < least.distance ? one : least))
  return best.distance <= Math.max(2, Math.floor(wanted.length / 3)) ? best.id : undefined
}

function find(id: string): Region | undefined {
  return REGIONS.find((one) => one.id === id)
}

function labelsOf({ public: open, internal, others }: SpecialLabels): readonly string[] {
  return [open, internal, ...others]
}

/** The whole name, and both of its sides if one is in brackets: `华东2（上海）`, `华东2`, `上海`. A side that several regions have names none of them. */
function waysToSay(name: string): readonly string[] {
  const [before = '', inside] = name.split(/[(（]/)
  return [name, ...(inside === undefined ? [] : [before, inside])].map(plain)
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** @returns how many characters have to be inserted, removed or changed. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const [left = 0, above = 0, corner = 0] = [next[j], row[j + 1], row[j]]
      next.push(Math.min(left + 1, above + 1, corner + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
