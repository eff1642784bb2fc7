/** A certificate for this machine that no system trusts. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

function pathOf(name: string): string {
  return fileURLToPath(new URL(`fixtures/tls/${name}`, import.meta.url))
}

/** For `NODE_EXTRA_CA_CERTS`: with it the certificate is trusted. */
export const CA_FILE = pathOf('ca.pem')

/** For a server's `tls`. */
export function localhostCertificate(): { readonly key: string; readonly cert: string } {
  return { key: readFileSync(pathOf('localhost-key.pem'), 'utf8'), cert: readFileSync(pathOf('localhost.pem'), 'utf8') }
}
