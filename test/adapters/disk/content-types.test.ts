import { describe, expect, test } from 'vitest'
import { contentTypeOf } from '../../../src/adapters/disk/content-types.ts'

describe('the content type of a release file', () => {
  test.each([
    ['app-1.2.0.AppImage', 'application/vnd.appimage'],
    ['app.dmg', 'application/x-apple-diskimage'],
    ['app.deb', 'application/vnd.debian.binary-package'],
    ['app.rpm', 'application/x-rpm'],
    ['app.ipa', 'application/octet-stream'],
    ['app.msix', 'application/msix'],
    ['app.appinstaller', 'application/appinstaller'],
    ['app.vsix', 'application/vsix'],
    ['app.crate', 'application/gzip'],
    ['app.nupkg', 'application/octet-stream'],
    ['app.7z', 'application/x-7z-compressed'],
    ['server.key', 'application/octet-stream'],
    ['manifest.plist', 'application/xml'],
    ['app.exe', 'application/x-msdos-program'],
    ['app.apk', 'application/vnd.android.package-archive'],
    ['app.whl', 'application/zip'],
    ['app.tar.zst', 'application/zstd'],
    ['app.tar.gz', 'application/gzip'],
    ['app.tgz', 'application/gzip'],
    ['app.wasm', 'application/wasm'],
    ['app.exe.blockmap', 'application/octet-stream'],
    ['model.gguf', 'application/octet-stream'],
    ['symbols.pdb', 'application/octet-stream'],
    ['app.exe.manifest', 'application/x-ms-manifest'],
  ])('%s is %s', (name, type) => {
    expect(contentTypeOf(`v1.2.0/${name}`)).toBe(type)
  })

  test.each([
    ['latest.yml', 'text/yaml; charset=utf-8'],
    ['index.html', 'text/html; charset=utf-8'],
    ['notes.md', 'text/markdown; charset=utf-8'],
    ['releases.win.json', 'application/json; charset=utf-8'],
    ['SHA256SUMS', 'text/plain; charset=utf-8'],
    ['VERSION', 'text/plain; charset=utf-8'],
    ['app.md5sum', 'text/plain; charset=utf-8'],
    ['fix.patch', 'text/plain; charset=utf-8'],
    ['install.py', 'text/plain; charset=utf-8'],
    ['RELEASES', 'text/plain; charset=utf-8'],
    ['app.exe.sha256', 'text/plain; charset=utf-8'],
    ['app.exe.md5', 'text/plain; charset=utf-8'],
    ['app.exe.sha1', 'text/plain; charset=utf-8'],
    ['app.exe.asc', 'text/plain; charset=utf-8'],
    ['app.exe.sig', 'text/plain; charset=utf-8'],
    ['lib.rs', 'text/plain; charset=utf-8'],
    ['index.ts', 'application/typescript; charset=utf-8'],
    ['index.mts', 'application/typescript; charset=utf-8'],
    ['index.d.ts', 'application/typescript; charset=utf-8'],
    ['index.mjs', 'text/javascript; charset=utf-8'],
  ])('%s is text with a charset', (name, type) => {
    expect(contentTypeOf(`v1.2.0/${name}`)).toBe(type)
  })

  test.each(['exe', 'v1.2.0/html', 'a.exe/b', 'app.', 'app.constructor', 'folder.txt/none'])(
    '%s is unknown, since folders do not count',
    (key) => {
      expect(contentTypeOf(key)).toBe('application/octet-stream')
    },
  )
})
