/** What Node's codes of failed connections say. Pure. */

const NO_NAME = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']
const NO_ROUTE = [
  'UNCONNECTED',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
]
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/

/** @returns whether the name of the host could not be resolved. */
export function hasNoName(code = ''): boolean {
  return NO_NAME.includes(code)
}

/** @returns whether the host was known, and no connection could be made to it. */
export function hasNoRoute(code = ''): boolean {
  return NO_ROUTE.includes(code)
}

/** @returns whether the certificate was not accepted: only the TLS handshake reports that. Source: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
export function isCertificateProblem(code = ''): boolean {
  return CERTIFICATE.test(code)
}
