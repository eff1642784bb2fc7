import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createYamlCodec } from '../../../../src/adapters/feeds/yaml.ts'
import { type FeedForm, feedFormOf } from '../../../../src/core/release/feed-urls/feed-form.ts'
import { type RewrittenFeed, rewriteFeed } from '../../../../src/core/release/feed-urls/rewrite-feed.ts'
import { appInstaller, electronFeed, SPARKLE_SIGNATURE, sparkleFeed, tauriFeed } from '../feeds/samples.ts'

const yaml = createYamlCodec()
const GITHUB = 'https://github.com/acme/app/releases/download/v1.2.3'
const HERE = 'https://dl.example.com/app'

const publicUrls = new Map(
  ['App-1.2.3.zip', 'App-setup.exe', 'App.appinstaller', 'App%201.2.3.msixbundle', "It's%20&%20more.exe"].map(
    (name) => [`${GITHUB}/${name}`, `${HERE}/${name.replace("'", '%27').replace('&', '%26')}`],
  ),
)

function rewrite(name: string, text: string, urls: ReadonlyMap<string, string> = publicUrls): RewrittenFeed {
  return rewriteFeed({ form: feedFormOf(name) ?? 'json', text, publicUrls: urls }, yaml)
}

/** The feed with all expected replacements, and their number. */
function changed(text: string, [from, to]: readonly [string, string], count: number): RewrittenFeed {
  const url = new URL(from).href
  return { kind: 'rewritten', text, changes: Array.from({ length: count }, () => ({ from: url, to })), left: [] }
}

describe('URLs of assets are rewritten', () => {
  const zip = [`${GITHUB}/App-1.2.3.zip`, `${HERE}/App-1.2.3.zip`] as const
  const setup = [`${GITHUB}/App-setup.exe`, `${HERE}/App-setup.exe`] as const

  test('in feeds of Tauri, without other changes', () => {
    const feed = tauriFeed({ 'windows-x86_64': 'App-setup.exe' })
    expect(rewrite('v1/latest.json', feed)).toEqual(changed(feed.replace(...setup), setup, 1))
  })

  test('in feeds of electron-updater', () => {
    const feed = electronFeed([`${GITHUB}/App-setup.exe`, 'b.exe'])
    const expected = changed(feed.replaceAll(...setup), setup, 2)
    expect(rewrite('latest.yml', feed)).toEqual(expected)
    expect(rewrite('v1/latest-mac.yml', feed)).toEqual(expected)
  })

  test('in appcasts of Sparkle, if a whole attribute or element is the URL', () => {
    const feed = sparkleFeed()
    const expected = feed
      .replace(`<link>${zip[0]}`, `<link>${zip[1]}`)
      .replace(`<enclosure url="${zip[0]}`, `<enclosure url="${zip[1]}`)
    expect(rewrite('appcast-beta.xml', feed)).toEqual(changed(expected, zip, 2))
  })

  test('in files of App Installer, which keep their byte order mark and line ends', () => {
    const feed = appInstaller(GITHUB)
    expect(rewrite('App.AppInstaller', feed)).toEqual({
      kind: 'rewritten',
      text: appInstaller(HERE),
      changes: [
        { from: `${GITHUB}/App.appinstaller`, to: `${HERE}/App.appinstaller` },
        { from: `${GITHUB}/App%201.2.3.msixbundle`, to: `${HERE}/App%201.2.3.msixbundle` },
      ],
      left: [],
    })
  })

  test.each([
    [
      'latest.json',
      `["https:\\/\\/github.com\\/acme\\/app\\/releases\\/download\\/v1.2.3\\/App-setup.exe"]`,
      `["${setup[1]}"]`,
    ],
    [
      'latest.json',
      `{"${setup[0]}" : "${setup[0]}", "a\\"": "\\\\", "b":"${setup[0]}"}`,
      `{"${setup[0]}" : "${setup[1]}", "a\\"": "\\\\", "b":"${setup[1]}"}`,
    ],
    ['latest.json', `{"a": "${GITHUB}/It's & more.exe"}`, `{"a": "${HERE}/It%27s%20%26%20more.exe"}`],
    ['latest.yml', `a: "${setup[0]}" # ${setup[0]}`, `a: "${setup[1]}" # ${setup[0]}`],
    ['latest.yml', `a: '${GITHUB}/It''s%20&%20more.exe'`, `a: '${HERE}/It%27s%20%26%20more.exe'`],
    ['latest.yml', `a: >-\n  ${setup[0]}\nb: |\n  ${setup[0]}\n`, `a: >-\n  ${setup[1]}\nb: |\n  ${setup[0]}\n`],
    [
      'latest.yml',
      `- {a: ${setup[0]}, b: [ ${setup[0]} ]}\n- &x ${setup[0]}`,
      `- {a: ${setup[1]}, b: [ ${setup[1]} ]}\n- &x ${setup[1]}`,
    ],
    ['latest.yml', `${setup[0]}: a\nb: ${setup[0]}`, `${setup[0]}: a\nb: ${setup[1]}`],
    [
      'appcast.xml',
      `<a b = '${setup[0]}' c="" ><![CDATA[ ${setup[0]} ]]></a>`,
      `<a b = '${setup[1]}' c="" ><![CDATA[ ${setup[1]} ]]></a>`,
    ],
    [
      'appcast.xml',
      `<a>\n ${GITHUB}/It&#39;s &amp; &#x6d;ore.exe\n</a>`,
      `<a>\n ${HERE}/It%27s%20%26%20more.exe\n</a>`,
    ],
    [
      'appcast.xml',
      `<?a ${setup[0]}?><a>${setup[0]}<!-- ${setup[0]} --></a>`,
      `<?a ${setup[0]}?><a>${setup[1]}<!-- ${setup[0]} --></a>`,
    ],
    [
      'latest.json',
      `\uFEFF["https:\\u002F\\u002Fgithub.com/acme/app/releases/download/v1.2.3/App-setup.exe"]\r\n`,
      `\uFEFF["${setup[1]}"]\r\n`,
    ],
    [
      'latest.json',
      `{"a":"${setup[0]}","a":"HTTPS://GitHub.COM/acme/app/releases/download/v1.2.3/App%2Dsetup.exe"}`,
      `{"a":"${setup[1]}","a":"${setup[1]}"}`,
    ],
    [
      'latest.yml',
      `\uFEFFa: "${GITHUB}/It's & \\x6dore.exe"\r\nb: >-\r\n  ${setup[0]}\r\nc: ${setup[0]}\r\n`,
      `\uFEFFa: "${HERE}/It%27s%20%26%20more.exe"\r\nb: >-\r\n  ${setup[1]}\r\nc: ${setup[1]}\r\n`,
    ],
  ])('in each form of %s: %s', (key, text, expected) => {
    expect(rewrite(key, text)).toMatchObject({ kind: 'rewritten', text: expected })
  })

  test('with the escapes that the format of the feed needs', () => {
    const urls = new Map([[`${GITHUB}/a`, `https://dl.example.com/?a="b"&c='<d>: #]]>`]])
    expect(rewrite('latest.json', `["${GITHUB}/a"]`, urls)).toMatchObject({
      text: `["https://dl.example.com/?a=\\"b\\"&c='<d>: #]]>"]`,
    })
    expect(rewrite('latest.yml', `- ${GITHUB}/a\n- "${GITHUB}/a"`, urls)).toMatchObject({
      text: `- 'https://dl.example.com/?a="b"&c=''<d>: #]]>'\n- "https://dl.example.com/?a=\\"b\\"&c='<d>: #]]>"`,
    })
    expect(rewrite('appcast.xml', `<c><a b="${GITHUB}/a"/><![CDATA[${GITHUB}/a]]></c>`, urls)).toMatchObject({
      text: `<c><a b="https://dl.example.com/?a=&quot;b&quot;&amp;c=&apos;&lt;d&gt;: #]]&gt;"/><![CDATA[https://dl.example.com/?a="b"&c='<d>: #]]]]><![CDATA[>]]></c>`,
    })
  })
})

describe('a feed is not changed if', () => {
  const of = (...names: string[]) => names.map((name) => `${GITHUB}/${name}`)
  test.each([
    ['an asset is not published', 'latest.json', tauriFeed({ a: 'Other.exe' }), of('Other.exe')],
    [
      'a URL only begins with that of an asset',
      'latest.json',
      tauriFeed({ a: 'App-setup.exe.sig' }),
      of('App-setup.exe.sig'),
    ],
    ['a URL has a query', 'latest.json', tauriFeed({ a: 'App-setup.exe?download=1' }), of('App-setup.exe?download=1')],
    ['a URL is of another release', 'latest.json', `["${GITHUB.replace('1.2.3', '1.2.2')}/App-setup.exe"]`, []],
    ['a URL is part of a longer text', 'latest.json', `{"notes": "See ${GITHUB}/App-setup.exe"}`, []],
    ['a URL is relative', 'latest.yml', electronFeed(['App-setup.exe']), []],
    ['a URL is a key', 'latest.yml', `${GITHUB}/App-setup.exe: 1`, []],
    ['a URL continues in CDATA', 'appcast.xml', `<a>${GITHUB}/App-setup.exe<![CDATA[?x=1]]></a>`, []],
    ['a URL continues after a comment', 'appcast.xml', `<a>${GITHUB}/App-setup.exe<!-- -->.sig</a>`, []],
    ['a signed feed names no asset', 'appcast.xml', sparkleFeed({ url: `${HERE}/a.zip`, end: SPARKLE_SIGNATURE }), []],
  ])('%s: %s', (_, name, text, left) => {
    expect(rewrite(name, text)).toEqual({ kind: 'kept', left })
  })

  test('its URL is that of the latest release (`/releases/latest/download/`)', () => {
    const url = 'https://github.com/acme/app/releases/latest/download/App-setup.exe'
    expect(rewrite('latest.json', `["${url}"]`)).toEqual({ kind: 'kept', left: [url] })
  })

  test('the public URL is the same already', () => {
    const urls = new Map([[`${GITHUB}/App-setup.exe`, `${GITHUB}/App-setup.exe`]])
    expect(rewrite('latest.json', tauriFeed({ a: 'App-setup.exe' }), urls)).toMatchObject({ kind: 'kept' })
  })
})

describe('a feed is refused if', () => {
  const signed = {
    kind: 'refused',
    problem: 'is signed, and its signature does not match after a URL is changed',
  }
  const enclosure = `<enclosure url="${GITHUB}/App-1.2.3.zip" sparkle:edSignature="x"/>`

  test.each([
    ['a comment at its end, as Sparkle 2.9 writes it', sparkleFeed({ end: SPARKLE_SIGNATURE })],
    ['an attribute of the feed', `<rss sparkle:edSignature="x"><channel>${enclosure}</channel></rss>`],
    ['an older attribute of the channel', `<rss><channel sparkle:dsaSignature = 'x'>${enclosure}</channel></rss>`],
    [
      'an element',
      `<rss>${enclosure}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature></rss>`,
    ],
  ])('it is signed as a whole, by %s', (_, text) => {
    expect(rewrite('appcast.xml', text)).toEqual(signed)
  })

  test.each([
    [`<rss>${enclosure}<!-- sparkle-sign-warning: x --></rss>`],
    [`<rss a:edSignatures="x">${enclosure}</rss>`],
    [`<rss><x:notes sparkle:edSignature="x">${enclosure}</x:notes></rss>`],
    [`<?sparkle-signatures?><rss>${enclosure}<a>sparkle-signatures</a></rss>`],
  ])('but not if only a part of it is signed: %s', (text) => {
    expect(rewrite('appcast.xml', text).kind).toBe('rewritten')
  })

  test.each([
    ['latest.json', '{', /^is not valid JSON \(/],
    ['latest.yml', 'a: *b', /^has an alias/],
    ['latest.yml', 'a: [', /^is not valid YAML \(/],
    ['latest.yml', 'a: 1\na: 2', /^has the key `a` twice$/],
    ['appcast.xml', '<a', /^is not valid XML at its character 1$/],
    ['appcast.xml', '', /^is not valid XML at its character 1$/],
    ['appcast.xml', '<a>b</a', /^is not valid XML at its character 5$/],
    ['appcast.xml', '<a>b', /^is not valid XML at its character 5$/],
    ['appcast.xml', '<a><b></a></b>', /^is not valid XML at its character 7$/],
    ['appcast.xml', '<a></a b="c">', /^is not valid XML at its character 4$/],
    ['appcast.xml', '<a/><a/>', /^is not valid XML at its character 5$/],
    ['appcast.xml', '<a b>', /^is not valid XML at its character 1$/],
    ['appcast.xml', '<a b="<">', /^is not valid XML at its character 1$/],
    ['appcast.xml', 'x<', /^is not valid XML at its character 1$/],
    ['appcast.xml', '<!-- a', /^is not valid XML at its character 1$/],
    ['appcast.xml', '<a><![CDATA[ a ]]', /^is not valid XML at its character 4$/],
    ['appcast.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /^has a DOCTYPE, which is not supported$/],
  ])('%s cannot be read: %s', (key, text, problem) => {
    expect(rewrite(key, text)).toEqual({ kind: 'refused', problem: expect.stringMatching(problem) })
  })
})

describe('rewriting', () => {
  const forms: readonly (readonly [string, FeedForm | undefined])[] = [
    ['latest.json', 'json'],
    ['v1/latest-beta.json', 'json'],
    ['latest-linux-arm64.yml', 'yaml'],
    ['appcast-beta.xml', 'xml'],
    ['App.AppInstaller', 'xml'],
    ['beta.yml', undefined],
    ['releases.win.json', undefined],
    ['latest.json/app.exe', undefined],
    ['latest.json.sig', undefined],
    ['SHA256SUMS', undefined],
  ]
  test.each(forms)('reads %s as %s', (key, form) => {
    expect(feedFormOf(key)).toBe(form)
  })

  test('changes nothing outside the URLs, and changes nothing the second time', () => {
    const names = ['App-1.2.3.zip', 'App-setup.exe', 'App%201.2.3.msixbundle', 'Other.exe']
    const url = fc.constantFrom(...names.map((name) => `${GITHUB}/${name}`), 'text', `see ${GITHUB}/App-setup.exe`)
    const value = fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(url, fc.string()), { maxKeys: 5 })
    const replaced = (values: object) =>
      JSON.parse(JSON.stringify(values), (_, text) => publicUrls.get(text) ?? text) as unknown
    fc.assert(
      fc.property(value, fc.constantFrom('latest.json', 'latest.yml'), (values, key) => {
        const isJson = key === 'latest.json'
        const text = isJson ? JSON.stringify(values, null, 1) : yaml.stringifyYaml(values)
        const result = rewrite(key, text)
        const now = result.kind === 'rewritten' ? result.text : text
        expect(now).toBe(isJson ? JSON.stringify(replaced(values), null, 1) : yaml.stringifyYaml(replaced(values)))
        expect(rewrite(key, now).kind).toBe('kept')
      }),
    )
  })

  test('changes nothing in XML but values and texts that are a URL', () => {
    const [from, to] = [`${GITHUB}/App-setup.exe`, `${HERE}/App-setup.exe`]
    const written = fc.constantFrom(from, from.replaceAll('/', '&#47;'), from.replace('github', '&#x67;itHub'))
    const other = fc.constantFrom('', 'a &amp; b', `${from}?x=1`, `see ${from}`, '\u00a0', '\r\n\t', from.slice(0, -1))
    const text = fc.oneof(
      written.map((url) => [url, to] as const),
      other.map((one) => [one, one] as const),
    )
    const blank = fc.constantFrom('', ' ', '\r\n')
    const between = fc.constantFrom('', `<!-- ${from} -->`, `<?x ${from}?>`)
    const node = fc.tuple(text, text, blank, between, fc.constantFrom(`"`, `'`))
    fc.assert(
      fc.property(fc.array(node, { maxLength: 6 }), (nodes) => {
        const file = (index: 0 | 1) =>
          `<?xml version="1.0"?>\n<r>${nodes.map(([value, inner, space, more, quote]) => `<n a${space}=${space}${quote}${value[index]}${quote}${space}>${space}${inner[index]}${space}${more}</n>${more}<e/>`).join('')}</r>\n`
        const result = rewrite('appcast.xml', file(0))
        expect(result.kind === 'rewritten' ? result.text : file(0)).toBe(file(1))
      }),
    )
  })

  test('never throws', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'<>!-[]?/="\'& ab:{},\n') }))
    const keys = fc.constantFrom('latest.json', 'latest.yml', 'appcast.xml')
    fc.assert(
      fc.property(keys, text, (key, feed) => ['kept', 'refused', 'rewritten'].includes(rewrite(key, feed).kind)),
    )
  })

  test('handles files with very many texts', () => {
    const attributes = ` a="${GITHUB}/App-setup.exe"`.repeat(50_000)
    expect(rewrite('appcast.xml', `<a${attributes}/>`)).toMatchObject({ kind: 'rewritten' })
    expect(rewrite('latest.json', JSON.stringify({ a: '\n'.repeat(200_000) }))).toEqual({ kind: 'kept', left: [] })
  })

  test.each([
    ['latest.json', '['.repeat(200_000)],
    ['latest.json', `${'['.repeat(200_000)}"${GITHUB}/App-setup.exe"${']'.repeat(200_000)}`],
    ['latest.yml', '['.repeat(20_000)],
    ['latest.yml', '- '.repeat(50_000)],
    ['latest.yml', `a: &a [x,x]\n${'b: &b [*a,*a]\n'.repeat(30)}`],
    ['appcast.xml', '<a>'.repeat(200_000)],
    ['appcast.xml', `<a${' '.repeat(200_000)}`],
    ['appcast.xml', '<!--'.repeat(100_000)],
    ['appcast.xml', `${'<a>'.repeat(50_000)}${GITHUB}/App-setup.exe${'</a>'.repeat(50_000)}`],
  ])('ends also for %s that is deeply nested or truncated: %#', (name, text) => {
    expect(['refused', 'rewritten']).toContain(rewrite(name, text).kind)
  })

  test('changes nothing if no asset is published, whatever the text is', () => {
    const forms = fc.constantFrom<FeedForm>('json', 'yaml', 'xml')
    fc.assert(
      fc.property(forms, fc.string(), (form, text) => {
        expect(rewriteFeed({ form, text, publicUrls: new Map() }, yaml).kind).not.toBe('rewritten')
      }),
    )
  })

  test('distinguishes assets whose URLs are prefixes of each other or differ only in their escapes', () => {
    const urls = new Map([
      [`${GITHUB}/app`, `${HERE}/1`],
      [`${GITHUB}/app.exe`, `${HERE}/2`],
      [`${GITHUB}/%ff`, `${HERE}/3`],
      [`${GITHUB}/a%2Fb`, `${HERE}/4`],
      [`${GITHUB}/a/b`, `${HERE}/5`],
    ])
    const text = JSON.stringify([...urls.keys()])
    expect(rewrite('latest.json', text, urls)).toMatchObject({ text: JSON.stringify([...urls.values()]) })
  })
})
