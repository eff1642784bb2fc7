import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 9829:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*!
 * mime-db
 * Copyright(c) 2014 Jonathan Ong
 * Copyright(c) 2015-2022 Douglas Christopher Wilson
 * MIT Licensed
 */

/**
 * Module exports.
 */

module.exports = __nccwpck_require__(1813)


/***/ }),

/***/ 4096:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

/*!
 * mime-types
 * Copyright(c) 2014 Jonathan Ong
 * Copyright(c) 2015 Douglas Christopher Wilson
 * MIT Licensed
 */



/**
 * Module dependencies.
 * @private
 */

var db = __nccwpck_require__(9829)
var extname = (__nccwpck_require__(6928).extname)
var mimeScore = __nccwpck_require__(4062)

/**
 * Module variables.
 * @private
 */

var EXTRACT_TYPE_REGEXP = /^\s*([^;\s]*)(?:;|\s|$)/
var TEXT_TYPE_REGEXP = /^text\//i

/**
 * Module exports.
 * @public
 */

exports.charset = charset
exports.charsets = { lookup: charset }
exports.contentType = contentType
exports.extension = extension
exports.extensions = Object.create(null)
exports.lookup = lookup
exports.types = Object.create(null)
exports._extensionConflicts = []

// Populate the extensions/types maps
populateMaps(exports.extensions, exports.types)

/**
 * Get the default charset for a MIME type.
 *
 * @param {string} type
 * @return {false|string}
 */

function charset (type) {
  if (!type || typeof type !== 'string') {
    return false
  }

  // TODO: use media-typer
  var match = EXTRACT_TYPE_REGEXP.exec(type)
  var mime = match && db[match[1].toLowerCase()]

  if (mime && mime.charset) {
    return mime.charset
  }

  // default text/* to utf-8
  if (match && TEXT_TYPE_REGEXP.test(match[1])) {
    return 'UTF-8'
  }

  return false
}

/**
 * Create a full Content-Type header given a MIME type or extension.
 *
 * @param {string} str
 * @return {false|string}
 */

function contentType (str) {
  // TODO: should this even be in this module?
  if (!str || typeof str !== 'string') {
    return false
  }

  var mime = str.indexOf('/') === -1 ? exports.lookup(str) : str

  if (!mime) {
    return false
  }

  // TODO: use content-type or other module
  if (mime.indexOf('charset') === -1) {
    var charset = exports.charset(mime)
    if (charset) mime += '; charset=' + charset.toLowerCase()
  }

  return mime
}

/**
 * Get the default extension for a MIME type.
 *
 * @param {string} type
 * @return {false|string}
 */

function extension (type) {
  if (!type || typeof type !== 'string') {
    return false
  }

  // TODO: use media-typer
  var match = EXTRACT_TYPE_REGEXP.exec(type)

  // get extensions
  var exts = match && exports.extensions[match[1].toLowerCase()]

  if (!exts || !exts.length) {
    return false
  }

  return exts[0]
}

/**
 * Lookup the MIME type for a file path/extension.
 *
 * @param {string} path
 * @return {false|string}
 */

function lookup (path) {
  if (!path || typeof path !== 'string') {
    return false
  }

  // get the extension ("ext" or ".ext" or full path)
  var extension = extname('x.' + path)
    .toLowerCase()
    .slice(1)

  if (!extension) {
    return false
  }

  return exports.types[extension] || false
}

/**
 * Populate the extensions and types maps.
 * @private
 */

function populateMaps (extensions, types) {
  Object.keys(db).forEach(function forEachMimeType (type) {
    var mime = db[type]
    var exts = mime.extensions

    if (!exts || !exts.length) {
      return
    }

    // mime -> extensions
    extensions[type] = exts

    // extension -> mime
    for (var i = 0; i < exts.length; i++) {
      var extension = exts[i]
      types[extension] = _preferredType(extension, types[extension], type)

      // DELETE (eventually): Capture extension->type maps that change as a
      // result of switching to mime-score.  This is just to help make reviewing
      // PR #119 easier, and can be removed once that PR is approved.
      const legacyType = _preferredTypeLegacy(
        extension,
        types[extension],
        type
      )
      if (legacyType !== types[extension]) {
        exports._extensionConflicts.push([extension, legacyType, types[extension]])
      }
    }
  })
}

// Resolve type conflict using mime-score
function _preferredType (ext, type0, type1) {
  var score0 = type0 ? mimeScore(type0, db[type0].source) : 0
  var score1 = type1 ? mimeScore(type1, db[type1].source) : 0

  return score0 > score1 ? type0 : type1
}

// Resolve type conflict using pre-mime-score logic
function _preferredTypeLegacy (ext, type0, type1) {
  var SOURCE_RANK = ['nginx', 'apache', undefined, 'iana']

  var score0 = type0 ? SOURCE_RANK.indexOf(db[type0].source) : 0
  var score1 = type1 ? SOURCE_RANK.indexOf(db[type1].source) : 0

  if (
    exports.types[extension] !== 'application/octet-stream' &&
    (score0 > score1 ||
      (score0 === score1 &&
        exports.types[extension]?.slice(0, 12) === 'application/'))
  ) {
    return type0
  }

  return score0 > score1 ? type0 : type1
}


/***/ }),

/***/ 4062:
/***/ ((module) => {

// 'mime-score' back-ported to CommonJS

// Score RFC facets (see https://tools.ietf.org/html/rfc6838#section-3)
var FACET_SCORES = {
  'prs.': 100,
  'x-': 200,
  'x.': 300,
  'vnd.': 400,
  default: 900
}

// Score mime source (Logic originally from `jshttp/mime-types` module)
var SOURCE_SCORES = {
  nginx: 10,
  apache: 20,
  iana: 40,
  default: 30 // definitions added by `jshttp/mime-db` project?
}

var TYPE_SCORES = {
  // prefer application/xml over text/xml
  // prefer application/rtf over text/rtf
  application: 1,

  // prefer font/woff over application/font-woff
  font: 2,

  // prefer video/mp4 over audio/mp4 over application/mp4
  // See https://www.rfc-editor.org/rfc/rfc4337.html#section-2
  audio: 2,
  video: 3,

  default: 0
}

/**
 * Get each component of the score for a mime type.  The sum of these is the
 * total score.  The higher the score, the more "official" the type.
 */
module.exports = function mimeScore (mimeType, source = 'default') {
  if (mimeType === 'application/octet-stream') {
    return 0
  }

  const [type, subtype] = mimeType.split('/')

  const facet = subtype.replace(/(\.|x-).*/, '$1')

  const facetScore = FACET_SCORES[facet] || FACET_SCORES.default
  const sourceScore = SOURCE_SCORES[source] || SOURCE_SCORES.default
  const typeScore = TYPE_SCORES[type] || TYPE_SCORES.default

  // All else being equal prefer shorter types
  const lengthScore = 1 - mimeType.length / 100

  return facetScore + sourceScore + typeScore + lengthScore
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 9140:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("constants");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 2250:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("dns");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 3480:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("querystring");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 3106:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("zlib");

/***/ }),

/***/ 5626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  nothingWaits: () => (/* binding */ nothingWaits),
  reportFailure: () => (/* binding */ reportFailure),
  runStep: () => (/* binding */ runStep)
});

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
var external_node_path_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_node_path_, 2);
;// CONCATENATED MODULE: ./build/core/text/clean.js
/** What is secret in texts that others made: URLs with a password or a signature in them. */
/** Who has the right to ask, as a URL of http or of a proxy has it. A password may hold what ends a host: greedy, to the last `@` of the word. */
const LOGIN = /\b((?:https?|socks\w*):\/\/)[^\s]*@/gi;
/** Other schemes: keys behind the host may hold an `@`. */
const OTHER_LOGIN = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi;
/** What signs a URL. */
const SIGNATURE = /([?&](?:[\w-]*(?:signature|security-?token|credential)|sig|token)=)[^&\s"'<>]+/gi;
/** Headers that carry a secret, as some libraries put them into their messages. */
const HEADER = /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:basic|bearer|oss4?-?[\w-]*)?\s*)[^\s"',}]+/gi;
/** @returns what was written for a host or URL as it may be shown, also where its scheme is missing. */
function withoutLogin(address) {
    return withoutSecrets(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : address.replace(/^[\s\S]*@/, '***@'));
}
/** @returns the text as it may be shown: of each URL neither user nor password nor signature, and no header that proves who asks. */
function withoutSecrets(text) {
    return text
        .replace(LOGIN, '$1***@')
        .replace(OTHER_LOGIN, '$1***@')
        .replace(SIGNATURE, '$1***')
        .replace(HEADER, '$1***');
}

;// CONCATENATED MODULE: ./build/core/text/text.js
/** @returns the first lines of a list, and where there are others how many. */
function firstOf(lines, limit) {
    return lines.length > limit ? [...lines.slice(0, limit), `and ${lines.length - limit} more`] : lines;
}
/**
 * @returns `text` as one harmless line: control characters, line ends and other invisible characters replaced, cut at `maxLength`. For names
 *   and messages that others chose: a log line that they could break out of would be read as a workflow command, and so would `##[` anywhere.
 *   Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function singleLine(text, maxLength = 500) {
    const clean = text
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => (character === '\t' ? ' ' : '\uFFFD'))
        .replaceAll('##[', '#\uFFFD[');
    return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}\u2026` : clean;
}

;// CONCATENATED MODULE: ./build/core/errors/errors.js


/** A failure that is understood: it is shown as its message and remedy, without a stack. */
class ActionError extends Error {
    name = 'ActionError';
    code;
    remedy;
    fault;
    facts;
    constructor({ code, message, remedy, fault = 'permanent', facts = {}, cause }) {
        super(message, cause === undefined ? undefined : { cause });
        this.code = code;
        this.remedy = remedy;
        this.fault = fault;
        this.facts = facts;
    }
}
/** @returns `error` as an ActionError, or undefined where it is not one (then its stack is worth showing). */
function asActionError(error) {
    return error instanceof ActionError ? error : undefined;
}
/** @returns the fault of any caught value; what is not an ActionError is a mistake of our own, hence permanent. */
function faultOf(error) {
    return asActionError(error)?.fault ?? 'permanent';
}
/**
 * @returns the error as people read it: what happened, what to do, then OSS's own identifiers, each on its line;
 *   the stack instead where the error is not an ActionError. No password or signature of a URL stands in it, whoever wrote the message.
 */
function formatError(error) {
    return withoutSecrets(wholeText(error));
}
function wholeText(error) {
    const known = asActionError(error);
    if (known === undefined)
        return withoutFolders(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const lines = [known.message];
    if (known.remedy !== undefined)
        lines.push(known.remedy);
    const identifiers = formatFacts(known.facts);
    if (identifiers !== '')
        lines.push(identifiers);
    return lines.join('\n');
}
/** A stack names files of dist/; where on the runner that lies concerns nobody. */
function withoutFolders(stack) {
    return stack.replace(/(?:file:\/\/)?(?:[a-z]:)?[\\/][^\s()]*[\\/](dist[\\/])/gi, '$1');
}
/** @returns OSS's identifiers of a failure in one line, for a support ticket; empty where no answer came. */
function formatFacts(facts) {
    const pairs = [
        ['HTTP', facts.status === 0 ? undefined : facts.status],
        ['Code', facts.serviceCode],
        ['EC', facts.ec],
        ['RequestId', facts.requestId],
        ['HostId', facts.hostId],
    ];
    const said = pairs
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => `${name}: ${value}`);
    if (facts.serviceMessage !== undefined && said.length > 0)
        said.push(`Message: ${facts.serviceMessage}`);
    if (facts.recommendDoc !== undefined)
        said.push(`See: ${facts.recommendDoc}`);
    return said.length === 0 ? '' : `(${singleLine(said.join(', '), 2000)})`;
}

;// CONCATENATED MODULE: ./build/core/service/session-age.js
/** When temporary credentials are minted again. */
const LEAST_LEFT_MS = 5 * 60_000;
/**
 * @returns how far gone a session is. It ages once less than 5 minutes or a quarter of it are left, whichever is more, but never before its
 *   middle; it is spent a tenth of that time before its end: a request has to reach the service in time.
 */
function ageOfSession({ mintedAtMs, expiresAtMs }, nowMs) {
    const lifetimeMs = expiresAtMs - mintedAtMs;
    const leftMs = expiresAtMs - nowMs;
    const ageingMs = Math.min(Math.max(LEAST_LEFT_MS, lifetimeMs / 4), lifetimeMs / 2);
    if (leftMs > ageingMs)
        return 'fresh';
    return leftMs > ageingMs / 10 ? 'ageing' : 'spent';
}
/**
 * @param answer what the service says: when the session ends, and its own clock, both in milliseconds since the epoch
 * @returns when the session ends by this machine's clock, which may be wrong by hours: counted from `mintedAtMs`, never longer than asked for
 */
function sessionEndMs({ mintedAtMs, askedMs, answer, }) {
    const lifetimeMs = answer.expirationMs - (answer.serverTimeMs ?? mintedAtMs);
    return mintedAtMs + (lifetimeMs > 0 ? Math.min(lifetimeMs, askedMs) : askedMs);
}

;// CONCATENATED MODULE: ./build/adapters/http/connection-error.js
/** A connection that failed; `code` is Node's (`ECONNRESET`, `ENOTFOUND` \u2026), `STALLED` or `UNCONNECTED`. */
class ConnectionError extends Error {
    name;
    /** What makes ali-oss take it for a network error. */
    status = -1;
    code;
    constructor(code, message, cause) {
        super(message, { cause });
        this.name = code;
        this.code = code;
    }
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
var external_node_http_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_node_http_namespaceObject, 2);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
var external_node_https_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_node_https_namespaceObject, 2);
;// CONCATENATED MODULE: ./build/core/service/proxy.js
/** Which proxy a request goes through, as curl reads the environment. Source: https://curl.se/docs/manpage.html#ENVIRONMENT */

/**
 * @returns the proxy that requests to the URL go through; undefined where none is set or `NO_PROXY` excepts the host.
 *   Throws an ActionError, `bad-proxy`, that names the variable and never its value.
 */
function proxyFor(url, environment) {
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    // As curl, Node and the toolkit have it, the lower-case name comes first.
    const variable = [name, name.toUpperCase()].find((one) => (environment[one] ?? '').trim() !== '');
    if (variable === undefined || isExcepted(url, environment.no_proxy || environment.NO_PROXY || ''))
        return undefined;
    return parseProxy(variable, (environment[variable] ?? '').trim());
}
/** @returns the variables that an agent for the URL is to be given: none but its proxy. Throws like `proxyFor`. */
function proxyVariables(url, environment) {
    const proxy = proxyFor(url, environment);
    return proxy === undefined ? {} : { [url.protocol === 'https:' ? 'https_proxy' : 'http_proxy']: proxy.url };
}
function parseProxy(variable, value) {
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase();
    if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
        throw badProxy(variable, `names a proxy of the scheme \`${scheme}\`, which is not supported: http and https are`);
    const parsed = URL.parse(scheme === undefined ? `http://${value}` : value);
    if (parsed === null || parsed.hostname === '' || !/^\/*$/.test(parsed.pathname) || parsed.search + parsed.hash !== '')
        throw badProxy(variable, 'is not a URL of the form `http://user:password@host:port`');
    if (!isEncoded(parsed.username) || !isEncoded(parsed.password))
        throw badProxy(variable, 'has a `%` in user or password that begins no percent-encoded character');
    return { url: parsed.href, host: parsed.host, variable };
}
function isEncoded(text) {
    try {
        decodeURIComponent(text);
        return true;
    }
    catch {
        return false;
    }
}
function badProxy(variable, problem) {
    return new ActionError({
        code: 'bad-proxy',
        message: `The environment variable ${variable} ${problem} (its value is not shown, since it may hold a password)`,
        remedy: `Percent-encode what stands in user and password besides letters, digits and \`-._~\`: \`#\` as %23, \`%\` as %25, \`/\` as %2F, \`?\` as %3F, \`@\` as %40, \`:\` as %3A:\n  env:\n    ${variable}: http://user:p%23ss@proxy.example.com:3128\nOr except the host: \`NO_PROXY: aliyuncs.com\`.`,
    });
}
/** @returns whether `NO_PROXY` excepts the URL: `*`, a host with all below it, an address, a range such as `10.0.0.0/8`, each with a port or without. */
function isExcepted(url, noProxy) {
    const host = bare(url.hostname);
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    return noProxy.split(/[\s,]+/).some((entry) => {
        if (entry === '*')
            return true;
        const [, name = '', entryPort] = /^(\[[^\]]*\]|[^:]*|[^:]*:[^:]*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
        if (entryPort !== undefined && entryPort !== port)
            return false;
        const wanted = bare(name.replace(/^\*?\./, ''));
        if (wanted === '')
            return false;
        return host === wanted || (!isAddress(host) && host.endsWith(`.${wanted}`)) || isInRange(host, wanted);
    });
}
function bare(host) {
    return host
        .toLowerCase()
        .replace(/^\[(.*)\]$/, '$1')
        .replace(/\.$/, '');
}
function isAddress(host) {
    return addressOf(host) !== undefined || host.includes(':');
}
/** A range is written `10.0.0.0/8`, or `10.0.0.1-10.0.0.9` as Node takes it. */
function isInRange(host, range) {
    const address = addressOf(host);
    if (address === undefined)
        return false;
    const [from = '', bits] = range.split('/');
    const base = addressOf(from);
    if (base !== undefined && bits !== undefined && /^\d+$/.test(bits) && Number(bits) <= 32) {
        const size = 2 ** (32 - Number(bits));
        return Math.floor(address / size) === Math.floor(base / size);
    }
    const [first, last] = range.split('-').map(addressOf);
    return first !== undefined && last !== undefined && first <= address && address <= last;
}
/** @returns an IPv4 address as a number. */
function addressOf(text) {
    const bytes = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
    if (bytes === undefined || bytes.some((byte) => byte > 255))
        return undefined;
    return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

;// CONCATENATED MODULE: ./build/adapters/process/race.js
/**
 * The one way in which this process waits for something that may never come: a connection, an answer, a disk, a child process. What Node or a
 * library reports, or fails to report, does not matter: the wait ends with the signal or at the deadline.
 */
/**
 * @returns what the promise comes to. Rejects with the signal's reason as soon as that is aborted, and with the deadline's error once that has
 *   passed; the promise then goes on unheard.
 */
async function race(promise, { signal, deadline }) {
    const ended = Promise.withResolvers();
    const onAbort = () => ended.reject(signal.reason);
    if (signal.aborted)
        onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const timer = deadline === undefined ? undefined : setTimeout(() => ended.reject(deadline.error()), deadline.afterMs);
    try {
        return await Promise.race([promise, ended.promise]);
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
    }
}
/** @returns what the promise comes to; rejects with the signal's reason as soon as that is aborted, and lets the promise go on unheard. */
function unlessAborted(promise, signal) {
    return race(promise, { signal });
}

;// CONCATENATED MODULE: external "node:dns"
const external_node_dns_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");
;// CONCATENATED MODULE: ./build/adapters/http/proxy.js
/** The proxy that https requests go through, as a server to be connected to. */

/** @returns the proxy for https to a host, or undefined where it is reached directly. Throws an ActionError where the variable holds no URL. */
function httpsProxyFor({ host, port }, env) {
    const proxy = proxyFor(new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`), env);
    if (proxy === undefined)
        return undefined;
    const { protocol, hostname, port: proxyPort, username, password } = new URL(proxy.url);
    const isSecure = protocol === 'https:';
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return {
        isSecure,
        host: hostname.replace(/^\[|\]$/g, ''),
        port: Number(proxyPort || (isSecure ? 443 : 80)),
        authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
    };
}

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");
;// CONCATENATED MODULE: ./build/adapters/http/tunnel.js
/** Connections through a proxy to a server that speaks TLS. Node's own tunnel waits for a silent proxy for ever, and breaks where the answer comes in pieces. */



/** No proxy needs more to say that the way is open. */
const MAX_HEAD_BYTES = 16 * 1024;
const HEAD_END = '\r\n\r\n';
/**
 * @returns a socket that leads to the target once the proxy has said so, within `timeoutMs`. Rejects with a ConnectionError: `ERR_PROXY_TUNNEL` with the
 *   proxy's status where it refuses, `UNCONNECTED` where it is silent.
 */
function openTunnel(target, { proxy, timeoutMs }) {
    const { host, port } = proxy;
    return new Promise((resolve, reject) => {
        const socket = proxy.isSecure ? (0,external_node_tls_namespaceObject.connect)({ host, port, servername: host }) : (0,external_node_net_namespaceObject.connect)({ host, port });
        const fail = (error) => {
            clearTimeout(timer);
            socket.destroy();
            reject(error);
        };
        const timer = setTimeout(() => {
            const silent = `the proxy did not open the way within ${(timeoutMs / 1000).toFixed(1)} s`;
            fail(new ConnectionError('UNCONNECTED', silent));
        }, timeoutMs);
        const onEnd = () => fail(new ConnectionError('ERR_PROXY_TUNNEL', 'the proxy closed the connection'));
        const onHead = (head, rest) => {
            const [status = ''] = head.split('\r\n', 1);
            if (!/^HTTP\/1\.\d 200\b/.test(status))
                return fail(new ConnectionError('ERR_PROXY_TUNNEL', status));
            clearTimeout(timer);
            socket.off('data', onData).off('error', fail).off('close', onEnd);
            socket.pause();
            if (rest.length > 0)
                socket.unshift(rest);
            resolve(socket);
        };
        const onData = collectHead({ onHead, onTooLong: () => fail(new ConnectionError('ERR_PROXY_TUNNEL', 'no tunnel')) });
        socket.on('error', fail).on('close', onEnd).on('data', onData);
        socket.once(proxy.isSecure ? 'secureConnect' : 'connect', () => socket.write(connectHead(target, proxy)));
    });
}
function connectHead({ host, port }, { authorization }) {
    const endpoint = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    const login = authorization === undefined ? '' : `proxy-authorization: ${authorization}\r\n`;
    return `CONNECT ${endpoint} HTTP/1.1\r\n${login}proxy-connection: keep-alive\r\nhost: ${endpoint}\r\n\r\n`;
}
/** @returns what takes the bytes of an answer, in pieces of any size, up to the end of its head. */
function collectHead(tell) {
    let received = Buffer.alloc(0);
    return (bytes) => {
        received = Buffer.concat([received, bytes]);
        const end = received.indexOf(HEAD_END);
        if (end >= 0)
            tell.onHead(received.toString('latin1', 0, end), received.subarray(end + HEAD_END.length));
        else if (received.length > MAX_HEAD_BYTES)
            tell.onTooLong();
    };
}

;// CONCATENATED MODULE: ./build/adapters/http/agent.js
/** Agents for http and https, through proxies where the environment names one. */






/** Names below `localhost` are this machine, whatever the resolver thinks of them (RFC 6761). */
const lookup = (hostname, options, callback) => {
    (0,external_node_dns_namespaceObject.lookup)(/(^|\.)localhost\.?$/i.test(hostname) ? 'localhost' : hostname, options, callback);
};
/** @returns the agent; `destroy` ends its connections, also those to a proxy that are not through yet. */
function createAgent({ url, env, keepAlive, connectTimeoutMs }) {
    const options = { keepAlive, noDelay: true, lookup };
    if (url.protocol === 'https:')
        return new TunnellingAgent(options, { env, connectTimeoutMs });
    // `proxyEnv` exists from Node 24.5; older ones ignore it.
    return new external_node_http_namespaceObject.Agent({ ...options, proxyEnv: proxyVariables(url, env) });
}
class TunnellingAgent extends external_node_https_namespaceObject.Agent {
    #settings;
    #opening = new Set();
    constructor(options, settings) {
        super(options);
        this.#settings = settings;
    }
    createConnection(options, created) {
        const { env, connectTimeoutMs: timeoutMs } = this.#settings;
        const target = { host: options.host ?? 'localhost', port: Number(options.port ?? 443) };
        const proxy = httpsProxyFor(target, env);
        if (proxy === undefined)
            return super.createConnection(options, created);
        const secure = (socket) => super.createConnection({ ...options, socket });
        const fail = (error) => created?.(error);
        openTunnel(target, { proxy, timeoutMs }).then((socket) => this.#shakeHands(secure(socket), { created, timeoutMs }), fail);
        return undefined;
    }
    /** The connection is handed on once the server has shown its certificate. */
    #shakeHands(secured, { created, timeoutMs }) {
        this.#opening.add(secured);
        const settle = (error) => {
            clearTimeout(timer);
            if (!this.#opening.delete(secured))
                return;
            secured.off('error', settle);
            created?.(error, secured);
        };
        const timer = setTimeout(() => secured.destroy(new Error('the server behind the proxy is silent')), timeoutMs);
        secured.once('error', settle).once('secureConnect', () => settle(null));
    }
    destroy() {
        for (const socket of this.#opening)
            socket.destroy();
        super.destroy();
    }
}

;// CONCATENATED MODULE: ./build/adapters/http/http-call.js
/** Small HTTP calls besides those that are signed for OSS: one request, one answer in memory, proxies as everywhere, an end in any case. */






/** No answer of STS or GitHub is larger. */
const MAX_ANSWER_BYTES = 256 * 1024;
/** @param env where proxy settings are read */
function createHttpCaller(env) {
    return {
        proxyOf: (url) => proxyFor(url, env),
        async call(call, { deadlineMs, signal }) {
            signal.throwIfAborted();
            const { url } = call;
            const agent = createAgent({ url, env, keepAlive: false, connectTimeoutMs: deadlineMs });
            const request = send(call, agent);
            const error = () => new ConnectionError('STALLED', `no answer within ${deadlineMs / 1000} s`);
            try {
                return await race(receive(request), { signal, deadline: { afterMs: deadlineMs, error } });
            }
            finally {
                // Of a request that has no connection yet this ends nothing that anybody could wait for.
                request.destroy();
                agent.destroy();
            }
        },
    };
}
function send({ method, url, headers, body }, agent) {
    const client = url.protocol === 'https:' ? external_node_https_namespaceObject_0 : external_node_http_namespaceObject_0;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = client.request(url, { method, headers: { ...headers, ...length }, agent });
    request.end(body);
    return request;
}
function receive(request) {
    return new Promise((resolve, reject) => {
        const fail = (error) => reject(new ConnectionError(error.code ?? 'ECONNRESET', error.message, error));
        onBroken(request, fail);
        request.on('response', (response) => {
            const chunks = [];
            let sizeBytes = 0;
            response.on('error', fail);
            response.on('data', (chunk) => {
                chunks.push(chunk);
                sizeBytes += chunk.length;
                if (sizeBytes > MAX_ANSWER_BYTES)
                    fail(new ConnectionError('EMSGSIZE', 'the answer is too large'));
            });
            response.on('end', () => {
                resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() });
            });
        });
    });
}
/** Calls `fail`, perhaps more than once, where a request ends in any way but by an answer. A connection that becomes another protocol's is one of them. */
function onBroken(request, fail) {
    request.on('error', fail);
    request.on('upgrade', (response, socket) => {
        socket.destroy();
        fail(new ConnectionError('EPROTO', `the answer was ${response.statusCode} Switching Protocols`));
    });
    request.on('close', () => fail(new ConnectionError('ECONNRESET', 'the connection ended before the answer')));
}

;// CONCATENATED MODULE: ./build/core/text/server-time.js
/** The clock of a service, as its answers tell it. */
const FROM_MS = Date.UTC(2000, 0, 1);
const UNTIL_MS = Date.UTC(2100, 0, 1);
/** @returns a time that a service tells, in milliseconds since the epoch; undefined where it is none, or one that no service has and no request could be signed with. */
function parseServerTime(text) {
    const timeMs = Date.parse(text ?? '');
    return timeMs >= FROM_MS && timeMs < UNTIL_MS ? timeMs : undefined;
}

;// CONCATENATED MODULE: ./build/adapters/http/rpc-answer.js
/** Answers of Alibaba Cloud's OpenAPI: JSON with a request ID, and in refusals a code and a message. */

/** @returns the object that the text is; undefined where it is none. */
function fieldsOf(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
/** @returns what a refusal says. One without code and request ID is none of the service. */
function factsOf(answer, fields) {
    const { Code, Message, RequestId, HostId, Recommend } = fields ?? {};
    const { AuthAction, NoPermissionType, PolicyType } = childOf(fields, 'AccessDeniedDetail') ?? {};
    const texts = {
        serviceCode: Code,
        serviceMessage: Message,
        requestId: RequestId,
        hostId: HostId,
        recommendDoc: Recommend,
        deniedAction: AuthAction,
        noPermissionType: NoPermissionType,
        policyType: PolicyType,
    };
    const serverTimeMs = serverTimeOf(answer);
    return {
        status: answer.status,
        foreign: !isText(Code) && !isText(RequestId),
        ...(serverTimeMs === undefined ? {} : { serverTimeMs }),
        ...Object.fromEntries(Object.entries(texts).filter(([, value]) => isText(value))),
    };
}
/** @returns the service's clock, in milliseconds since the epoch. */
function serverTimeOf({ headers }) {
    return parseServerTime(headers.date);
}
/** @returns the object of that name. */
function childOf(fields, name) {
    const value = fields?.[name];
    return typeof value === 'object' && value !== null ? value : undefined;
}
function isText(value) {
    return typeof value === 'string' && value !== '';
}

;// CONCATENATED MODULE: ./build/adapters/credentials/ecs.js
/**
 * Credentials of the RAM role of an ECS instance, from its metadata service in token mode.
 * Source: https://help.aliyun.com/en/ecs/user-guide/view-instance-metadata and https://help.aliyun.com/en/ecs/user-guide/attach-an-instance-ram-role-to-an-ecs-instance
 */






/** Fixed by Alibaba Cloud; only instances reach it. */
const ADDRESS = 'http://100.100.100.200';
const ROLES = '/latest/meta-data/ram/security-credentials/';
const TOKEN_SECONDS = 300;
const DEADLINE_MS = 5_000;
const PROBE_MS = 1_000;
/** Sessions last 6 hours at most. */
const LONGEST_MS = 6 * 3_600_000;
/** @returns where the metadata service is: ALIBABA_CLOUD_ECS_METADATA_ENDPOINT may name another place on this machine, and no other. */
function addressIn(env) {
    const url = URL.parse(env.ALIBABA_CLOUD_ECS_METADATA_ENDPOINT ?? '');
    const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    return isLocal ? url.origin : ADDRESS;
}
/** What asks the metadata service: never through a proxy, which has no instance role or another one. */
function createAsker(env, deadlineMs, signal) {
    const http = createHttpCaller({});
    const address = addressIn(env);
    return (call) => http.call({ method: call.method, headers: call.headers, url: new URL(call.path, address) }, { deadlineMs, signal });
}
const ASK_TOKEN = {
    method: 'PUT',
    path: '/latest/api/token',
    headers: { 'X-aliyun-ecs-metadata-token-ttl-seconds': String(TOKEN_SECONDS) },
};
/** @returns whether a metadata service answers here within a second. ALIBABA_CLOUD_ECS_METADATA_DISABLED keeps it from being asked. */
async function hasEcsMetadata(env) {
    if (env.ALIBABA_CLOUD_ECS_METADATA_DISABLED?.toLowerCase() === 'true')
        return false;
    try {
        const { status, text } = await createAsker(env, PROBE_MS, new AbortController().signal)(ASK_TOKEN);
        return status === 200 && isToken(text);
    }
    catch {
        return false;
    }
}
/** @returns the instance's present session; secret and token are secrets. Throws an ActionError that says what is missing. */
async function readEcsSession({ env, mintedAtMs, signal, }) {
    const ask = createAsker(env, DEADLINE_MS, signal);
    try {
        const token = await ask(ASK_TOKEN);
        if (token.status !== 200 || !isToken(token.text))
            throw refused(token.status);
        const headers = { 'X-aliyun-ecs-metadata-token': token.text.trim() };
        const roles = await ask({ method: 'GET', path: ROLES, headers });
        const [role = ''] = roles.text.trim().split(/\s+/);
        if (roles.status === 404 || (roles.status === 200 && !/^[\w.-]+$/.test(role)))
            throw noRole();
        if (roles.status !== 200)
            throw refused(roles.status);
        const answer = await ask({ method: 'GET', path: ROLES + role, headers });
        const session = answer.status === 200 ? sessionOf(answer, mintedAtMs) : undefined;
        if (session === undefined)
            throw refused(answer.status);
        return session;
    }
    catch (error) {
        if (error instanceof ConnectionError)
            throw unreachable(error);
        throw error;
    }
}
function isToken(text) {
    return /^[\x21-\x7e]+$/.test(text.trim());
}
function sessionOf(answer, mintedAtMs) {
    const { Code, AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = ecs_fieldsOf(answer.text);
    if (Code !== 'Success' || !ecs_isText(AccessKeyId) || !ecs_isText(AccessKeySecret) || !ecs_isText(SecurityToken))
        return undefined;
    const expirationMs = ecs_isText(Expiration) ? Date.parse(Expiration) : Number.NaN;
    const told = {
        expirationMs: Number.isNaN(expirationMs) ? 0 : expirationMs,
        serverTimeMs: serverTimeOf(answer),
    };
    const expiresAtMs = sessionEndMs({ mintedAtMs, askedMs: LONGEST_MS, answer: told });
    return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken, expiresAtMs };
}
function ecs_fieldsOf(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}
function ecs_isText(value) {
    return typeof value === 'string' && value !== '';
}
function noRole() {
    return new ActionError({
        code: 'ecs-without-role',
        message: 'This ECS instance has no RAM role',
        remedy: 'Attach a RAM role that may write to the bucket to the instance (ECS console \u2192 instance \u2192 Attach/Detach RAM Role).',
    });
}
function refused(status) {
    return new ActionError({
        code: 'ecs-metadata-refused',
        fault: status >= 500 || status === 429 ? 'busy' : 'permanent',
        message: `The metadata service of this ECS instance gave no credentials (HTTP ${status})`,
        remedy: 'Look whether the metadata service is switched on for the instance, and whether its RAM role still exists.',
        facts: { status },
    });
}
function unreachable(error) {
    return new ActionError({
        code: 'ecs-metadata-unreachable',
        fault: error.code === 'STALLED' || error.code === 'ECONNRESET' ? 'network' : 'permanent',
        message: `The metadata service of ECS cannot be reached (${singleLine(error.code)}): this runner is not an ECS instance, or runs in a container without a way to it`,
        remedy: '`role-to-assume: ecs` works on ECS instances with a RAM role alone. On GitHub-hosted runners write the ARN of a role and `oidc-provider-arn`.',
        cause: error,
    });
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./build/core/bytes/wasm-code.js
/**
 * The few words of WebAssembly that crc64-wasm.ts is written in: each function gives the bytes of one instruction after those of its operands.
 * The format: WebAssembly core specification, chapter 5, https://webassembly.github.io/spec/core/binary/
 */
const NOTHING = [];
/** @returns the parts, one after another. */
const code = (...parts) => NOTHING.concat(...parts);
const I32 = 0x7f;
const I64 = 0x7e;
const NO_RESULT = 0x40;
/** @returns the number in LEB128. */
function unsigned(value) {
    return value < 0x80 ? [value] : code([(value & 0x7f) | 0x80], unsigned(value >>> 7));
}
/** @returns the number in signed LEB128. */
function signed(value) {
    const low = Number(value & 0x7fn);
    const rest = value >> 7n;
    const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
    return isLast ? [low] : code([low | 0x80], signed(rest));
}
const i32 = (value) => code([0x41], signed(BigInt(value)));
const i64 = (value) => code([0x42], signed(BigInt.asIntN(64, value)));
const get = (local) => [0x20, local];
const set = (local, value) => code(value, [0x21, local]);
const binary = (...opcode) => (left, right) => code(left, right, opcode);
const add32 = binary(0x6a);
const sub32 = binary(0x6b);
const and32 = binary(0x71);
const shl32 = binary(0x74);
const shr32 = binary(0x76);
const isLess32 = binary(0x49);
const isAtLeast32 = binary(0x4f);
const isDifferent64 = binary(0x52);
const sub64 = binary(0x7d);
const and64 = binary(0x83);
const xor64 = binary(0x85);
const shl64 = binary(0x86);
const shrSigned64 = binary(0x87);
const shr64 = binary(0x88);
const xor128 = binary(0xfd, 0x51);
const low32 = (value) => code(value, [0xa7]);
const extend32 = (value) => code(value, [0xad]);
const load8 = (address) => code(address, [0x2d, 0, 0]);
const load64 = (address, offset = 0) => code(address, [0x29, 0], unsigned(offset));
const store64 = (address, value) => code(address, value, [0x37, 0, 0]);
const load128 = (address, offset) => code(address, [0xfd, 0x00, 0], unsigned(offset));
const store128 = (address, offset, value) => code(address, value, [0xfd, 0x0b, 0], unsigned(offset));
const copy = (target, source, size) => code(target, source, size, [0xfc, 0x0a, 0, 0]);
const fill = (target, value, size) => code(target, value, size, [0xfc, 0x0b, 0]);
const when = (condition, ...body) => code(condition, [0x04, NO_RESULT], ...body, [0x0b]);
const doWhile = (condition, ...body) => code([0x03, NO_RESULT], ...body, condition, [0x0d, 0, 0x0b]);
const loopWhile = (condition, ...body) => when(condition, doWhile(condition, ...body));
const vector = (items) => code(unsigned(items.length), ...items);
const sized = (content) => code(unsigned(content.length), content);
const section = (id, items) => code([id], sized(vector(items)));
const functionCode = (locals, body) => sized(code(vector(locals), body, [0x0b]));
const functionType = (parameters, result) => [
    0x60,
    ...[parameters.length, ...parameters],
    ...[1, result],
];
const exported = (name, kind, index) => code(vector([...name].map((letter) => [letter.charCodeAt(0)])), [kind, index]);
/** @returns the bytes of the module with these sections. */
function moduleOf(sections) {
    return Uint8Array.from(code([0x00, 0x61, 0x73, 0x6d], [1, 0, 0, 0], ...sections));
}

;// CONCATENATED MODULE: ./build/core/bytes/crc64-wasm.js

/**
 * The CRC-64 of OSS as a WebAssembly module, put together here byte by byte, so that nothing binary is checked in and no tool chain is needed.
 *
 * How it is fast (docs/decisions/0002-crc64-in-webassembly.md): a CRC is the remainder of the message, taken as a polynomial over GF(2), modulo a fixed
 * polynomial P. P has a multiple with eight terms only, all of whose exponents are multiples of 8:
 *
 *     x^(8\u00b7D) + \u03a3 x^(8\u00b7(D \u2212 d))    for the seven d of `FOLD_DISTANCES`, D the largest of them
 *
 * so modulo P a byte may be struck out if it is XORed onto the seven bytes that stand d places after it. Doing this from the first byte on leaves the last D
 * bytes, with seven XORs of whole 16-byte vectors a step and no table. The common table method (slice by 8) then takes those D bytes.
 */
/** P without its leading term, least significant bit first as in CRC-64/XZ: bit 63 is x^0. */
const POLYNOMIAL = 0xc96c5795d7870f42n;
/**
 * Seven distances in bytes, ascending, that satisfy 1 = \u03a3 x^(\u22128\u00b7d) modulo P; a test checks it. No distance is below 512: a vector that was just stored is
 * loaded again only once the store has left the processor's store buffer, from which an unaligned load could not take it.
 */
const FOLD_DISTANCES = [736, 809, 1326, 1437, 1790, 1855, 1929];
/** The most bytes one call of `update` takes. */
const DATA_SIZE_BYTES = 256 * 1024;
/** Where the tables of the byte-wise method go: eight times 256 entries of 8 bytes, for a byte 0 to 7 places before the end of what is read. */
const TABLES_ADDRESS = 0;
const TABLE_SIZE_BYTES = 2048;
const TAIL_ADDRESS = TABLES_ADDRESS + 8 * TABLE_SIZE_BYTES;
const STEP_BYTES = 64;
const LONGEST_FOLD = Math.max(...FOLD_DISTANCES);
/** Zeros in front of the data, which the first vectors reach back into; whole vectors. */
const HISTORY_SIZE_BYTES = Math.ceil(LONGEST_FOLD / 16) * 16;
const TAIL_SIZE_BYTES = HISTORY_SIZE_BYTES + STEP_BYTES;
const HISTORY_ADDRESS = TAIL_ADDRESS + TAIL_SIZE_BYTES;
/** Where `update` finds the bytes that it is to read. It overwrites them. */
const DATA_ADDRESS = HISTORY_ADDRESS + HISTORY_SIZE_BYTES;
const MEMORY_PAGES = Math.ceil((DATA_ADDRESS + DATA_SIZE_BYTES + TAIL_SIZE_BYTES) / 65536);
/** The XOR of the seven vectors that reach the one at `offset` + HISTORY_SIZE_BYTES behind `base`, and of `own`. */
function folded(base, offset, own) {
    return FOLD_DISTANCES.reduce((sum, distance) => xor128(sum, load128(base, offset + HISTORY_SIZE_BYTES - distance)), own);
}
/** `update(sizeBytes, crc)`: the CRC after `sizeBytes` bytes at DATA_ADDRESS, `crc` being the one before them. */
function updateBody() {
    const [size, crc, at, end, tail, word] = [0, 1, 2, 3, 4, 5];
    return code(set(crc, xor64(get(crc), i64(-1n))), set(at, i32(DATA_ADDRESS)), when(isAtLeast32(get(size), i32(LONGEST_FOLD + STEP_BYTES)), 
    // From here on the CRC so far is part of the data.
    store64(i32(DATA_ADDRESS), xor64(load64(i32(DATA_ADDRESS)), get(crc))), set(crc, i64(0n)), ...foldLoops({ size, at, end, tail }), set(at, i32(TAIL_ADDRESS))), set(end, add32(get(at), get(size))), ...tableLoops({ at, end, crc, word }), xor64(get(crc), i64(-1n)));
}
/** Strikes out all but the last `LONGEST_FOLD` bytes, or up to a step more; `size` becomes that of what is left, at TAIL_ADDRESS. */
function foldLoops(local) {
    const { size, at, end, tail } = local;
    // `at` runs a history behind, since the offsets of loads can't be negative.
    const target = add32(get(at), i32(HISTORY_SIZE_BYTES));
    return [
        set(end, add32(i32(HISTORY_ADDRESS), and32(sub32(get(size), i32(LONGEST_FOLD)), i32(-STEP_BYTES)))),
        set(at, i32(HISTORY_ADDRESS)),
        doWhile(isLess32(get(at), get(end)), ...[0, 16, 32, 48].map((offset) => {
            const own = HISTORY_SIZE_BYTES + offset;
            return store128(get(at), own, folded(get(at), offset, load128(get(at), own)));
        }), set(at, add32(get(at), i32(STEP_BYTES)))),
        // What is left is XORed onto but not struck out: it moves away, and zeros take its place.
        set(size, sub32(get(size), sub32(get(end), i32(HISTORY_ADDRESS)))),
        copy(i32(TAIL_ADDRESS), target, get(size)),
        fill(target, i32(0), i32(TAIL_SIZE_BYTES)),
        set(tail, i32(TAIL_ADDRESS)),
        doWhile(isLess32(get(tail), i32(TAIL_ADDRESS + HISTORY_SIZE_BYTES)), store128(get(tail), 0, folded(get(at), 0, load128(get(tail), 0))), set(at, add32(get(at), i32(16))), set(tail, add32(get(tail), i32(16)))),
    ];
}
/** Eight bytes a step, then one by one, from `at` to `end`. */
function tableLoops(local) {
    const { at, end, crc, word } = local;
    const entry = (index, table) => load64(index, TABLES_ADDRESS + table * TABLE_SIZE_BYTES);
    const offsetOfByte = (half, byte) => and32(byte === 0 ? shl32(half, i32(3)) : shr32(half, i32(8 * byte - 3)), i32(0x7f8));
    const halves = [low32(get(word)), low32(shr64(get(word), i64(32n)))];
    const lookups = halves.flatMap((half, high) => [0, 1, 2, 3].map((byte) => entry(offsetOfByte(half, byte), 7 - (4 * high + byte))));
    return [
        loopWhile(isAtLeast32(sub32(get(end), get(at)), i32(8)), set(word, xor64(load64(get(at)), get(crc))), set(crc, lookups.reduce((sum, lookup) => xor64(sum, lookup))), set(at, add32(get(at), i32(8)))),
        loopWhile(isLess32(get(at), get(end)), set(word, xor64(get(crc), extend32(load8(get(at))))), set(crc, xor64(entry(offsetOfByte(low32(get(word)), 0), 0), shr64(get(crc), i64(8n)))), set(at, add32(get(at), i32(1)))),
    ];
}
/** `multiply(a, b)`: the product of two polynomials modulo P. */
function multiplyBody() {
    const [a, b, product] = [0, 1, 2];
    return code(loopWhile(isDifferent64(get(a), i64(0n)), set(product, xor64(get(product), and64(get(b), shrSigned64(get(a), i64(63n))))), set(a, shl64(get(a), i64(1n))), set(b, xor64(shr64(get(b), i64(1n)), and64(sub64(i64(0n), and64(get(b), i64(1n))), i64(POLYNOMIAL))))), get(product));
}
/**
 * @returns the module. It exports `memory`, `update(sizeBytes: i32, crc: i64): i64` and `multiply(a: i64, b: i64): i64`.
 */
function buildCrc64Module() {
    const sections = [
        section(1, [functionType([I32, I64], I64), functionType([I64, I64], I64)]),
        section(3, [[0], [1]]),
        section(5, [code([0], unsigned(MEMORY_PAGES))]),
        section(7, [exported('memory', 2, 0), exported('update', 0, 0), exported('multiply', 0, 1)]),
        section(10, [
            functionCode([
                [3, I32],
                [1, I64],
            ], updateBody()),
            functionCode([[1, I64]], multiplyBody()),
        ]),
    ];
    return moduleOf(sections);
}

;// CONCATENATED MODULE: ./build/core/bytes/crc64.js

/** The polynomial x^8: bit 63 is x^0. */
const X_TO_THE_8TH = 1n << 55n;
let loaded;
/**
 * @returns the CRC-64/XZ (OSS's `x-oss-hash-crc64ecma`, ECMA-182 polynomial, reflected, inverted) of what `previous` is the CRC of, followed by `bytes`;
 * of `bytes` alone without `previous`. The state is in that number alone, so any number of streams may take turns.
 * See https://www.alibabacloud.com/help/en/oss/developer-reference/data-integrity-check
 */
function crc64(bytes, previous = 0n) {
    const { kernel, data } = load();
    let crc = previous;
    for (let start = 0; start < bytes.length; start += DATA_SIZE_BYTES) {
        const slice = bytes.subarray(start, start + DATA_SIZE_BYTES);
        data.set(slice);
        crc = kernel.update(slice.length, crc);
    }
    return BigInt.asUintN(64, crc);
}
/**
 * @returns the CRC64 of two byte sequences joined, from the CRC64 of each and the size of the second alone.
 * @throws RangeError unless `secondSizeBytes` is an integer from 0 to 2^53 \u2212 1.
 */
function combineCrc64(first, second, secondSizeBytes) {
    if (!Number.isSafeInteger(secondSizeBytes) || secondSizeBytes < 0) {
        throw new RangeError(`Not a size in bytes: ${secondSizeBytes}`);
    }
    const { kernel } = load();
    let shifted = first;
    // x^(8\u00b72^k) modulo P: what multiplies a CRC when 2^k bytes follow.
    let power = X_TO_THE_8TH;
    for (let rest = secondSizeBytes; rest > 0; rest = Math.floor(rest / 2)) {
        if (rest % 2 === 1)
            shifted = kernel.multiply(shifted, power);
        power = kernel.multiply(power, power);
    }
    return BigInt.asUintN(64, shifted ^ second);
}
/** @returns the CRC64 as OSS writes it: an unsigned decimal number. */
function formatCrc64(crc) {
    return BigInt.asUintN(64, crc).toString();
}
/** @returns the CRC64 that OSS wrote as an unsigned decimal number, or undefined if the text is none below 2^64. */
function parseCrc64(text) {
    if (!/^[0-9]{1,20}$/.test(text))
        return undefined;
    const crc = BigInt(text);
    return crc < 2n ** 64n ? crc : undefined;
}
/** The kernel is made at first use: a run that sends nothing does not pay for it. */
function load() {
    if (loaded === undefined) {
        const kernel = new WebAssembly.Instance(new WebAssembly.Module(buildCrc64Module())).exports;
        fillTables(new DataView(kernel.memory.buffer, TABLES_ADDRESS, 8 * 256 * 8));
        const data = new Uint8Array(kernel.memory.buffer, DATA_ADDRESS, DATA_SIZE_BYTES);
        loaded = { kernel, data };
    }
    return loaded;
}
/** Entry 256\u00b7k + b becomes what a byte b adds to the CRC when it is read k bytes before the last one: b\u00b7x^(64 + 8\u00b7k), and the highest bit of b is x^0. */
function fillTables(tables) {
    const entry = (index) => tables.getBigUint64(8 * index, true);
    let power = POLYNOMIAL;
    for (let start = 0; start < 8 * 256; start += 256) {
        const ofBit = [];
        for (let bit = 7; bit >= 0; bit--) {
            ofBit[bit] = power;
            power = timesX(power);
        }
        ofBit.forEach((value, bit) => {
            const first = start + 2 ** bit;
            for (let low = 0; low < 2 ** bit; low++) {
                tables.setBigUint64(8 * (first + low), value ^ entry(start + low), true);
            }
        });
    }
}
function timesX(value) {
    return (value & 1n) === 0n ? value >> 1n : (value >> 1n) ^ POLYNOMIAL;
}

;// CONCATENATED MODULE: ./build/core/bytes/parts.js
/** OSS's limits. Source: https://help.aliyun.com/zh/oss/product-overview/limits */
const MIN_PART_SIZE_BYTES = 100 * 1024;
const MAX_PART_SIZE_BYTES = 5 * 1024 ** 3;
const MAX_PARTS = 10_000;
const MAX_OBJECT_SIZE_BYTES = 48.8 * 1024 ** 4;
/** Up to this size an object is put in one request, unless the part size is smaller. */
const MAX_PUT_SIZE_BYTES = 8 * 1024 ** 2;
const MEBIBYTE = 1024 ** 2;
/**
 * @returns the part size in bytes for a file: as set, or for `auto` between 1 MiB (few big files still fill many connections, and what a
 *   broken connection loses stays small) and 4 MiB (little overhead a request), more only where 10,000 parts would not hold the file.
 */
function choosePartSize(fileSizeBytes, setting) {
    if (setting.kind === 'fixed')
        return setting.sizeBytes;
    const wanted = Math.min(4 * MEBIBYTE, Math.max(MEBIBYTE, ceilTo(fileSizeBytes / 512, MEBIBYTE)));
    return Math.max(wanted, ceilTo(fileSizeBytes / MAX_PARTS, MEBIBYTE));
}
function ceilTo(value, step) {
    return Math.ceil(value / step) * step;
}
/** @returns how many parts a file has; at least 1, since an empty file is one empty part. */
function countParts(fileSizeBytes, partSizeBytes) {
    return Math.max(1, Math.ceil(fileSizeBytes / partSizeBytes));
}
/** @returns part `number` (from 1) of a file that is cut every `partSizeBytes`. */
function partAt({ number, fileSizeBytes, partSizeBytes, }) {
    const startBytes = (number - 1) * partSizeBytes;
    return { number, startBytes, endBytes: Math.min(startBytes + partSizeBytes, fileSizeBytes) };
}
/** @returns why a file cannot be cut this way, or undefined where it can. */
function partSizeProblem(fileSizeBytes, partSizeBytes) {
    if (fileSizeBytes > MAX_OBJECT_SIZE_BYTES)
        return 'too-large';
    return countParts(fileSizeBytes, partSizeBytes) > MAX_PARTS ? 'too-many-parts' : undefined;
}

;// CONCATENATED MODULE: ./build/core/records/checkpoint.js
/**
 * The record of one object's upload: append-only JSON lines, a header first, then a line per acknowledged part, or the one line of a
 * published object. What is read here is untrusted: anybody who can write the Actions cache may have written it.
 */


/**
 * @param recorded `<run id>.<attempt>` of a record
 * @param current the same of now
 * @returns whether an earlier attempt of the current run wrote the record
 */
function wasBegunEarlier(recorded, current) {
    const [run, attempt] = splitRun(recorded);
    const [currentRun, currentAttempt] = splitRun(current);
    return run !== '' && run === currentRun && attempt < currentAttempt;
}
/** @returns whether any attempt of the current run wrote the record. */
function isOfRun(recorded, current) {
    const [run] = splitRun(recorded);
    return run !== '' && run === splitRun(current)[0];
}
function splitRun(text) {
    const dot = text.lastIndexOf('.');
    const attempt = text.slice(dot + 1);
    return dot > 0 && /^[0-9]{1,6}$/.test(attempt) ? [text.slice(0, dot), Number(attempt)] : ['', 0];
}
/** No lifecycle rule removes an upload before it is a day old. */
const SURELY_NOT_EXPIRED_MS = 24 * 3600 * 1000;
/**
 * @param now the current attempt, `<run id>.<attempt>`, and its time
 * @returns whether an upload that is gone was completed, as far as a record tells: an attempt of this run ended while Complete was under way, and
 *   since then no lifecycle rule can have removed the upload
 */
function saysCompleted({ header, isCompleting }, now) {
    const ageMs = now.epochMs - header.createdMs;
    return isCompleting === true && isOfRun(header.run, now.run) && ageMs >= 0 && ageMs < SURELY_NOT_EXPIRED_MS;
}
/** A record larger than this was not written by this action: 10,000 lines of at most 200 characters. */
const MAX_CHECKPOINT_SIZE_BYTES = 4 * 1024 ** 2;
/** A log larger than this was not written by this action, either: a line for each of 100,000 objects. */
const MAX_LOG_SIZE_BYTES = 32 * 1024 ** 2;
const VERSION = 1;
/** @returns the header line, with its line end. */
function formatHeader(header) {
    return line({
        v: VERSION,
        object: header.object,
        uploadId: header.uploadId,
        partSize: header.partSizeBytes,
        headers: header.headers,
        run: header.run,
        created: header.createdMs,
    });
}
/** @returns the line of one acknowledged part, with its line end. */
function formatPart(part) {
    return line({ part: part.number, size: part.sizeBytes, crc64: String(part.crc64), etag: part.etag });
}
/** @returns the line that says whether Complete is under way, with its line end. */
function formatCompleting(isCompleting) {
    return line({ completing: isCompleting });
}
/** @returns the line of a published object, with its line end. */
function formatPublished(record) {
    return line({
        v: VERSION,
        object: record.object,
        published: true,
        size: record.sizeBytes,
        crc64: String(record.crc64),
        headers: record.headers,
        created: record.createdMs,
        ...(record.isStale === true ? { stale: true } : {}),
    });
}
function line(value) {
    return `${JSON.stringify(value)}\n`;
}
/**
 * @returns the record, or undefined where any whole line is wrong or it is for another object. A torn last line (no line end) is dropped:
 *   the process died while it wrote it. Of two lines for one part the later counts.
 */
function parseCheckpoint(text, object) {
    const lines = text.split('\n');
    lines.pop();
    const [first, ...rest] = lines.map(parseLine);
    if (first === undefined || first.v !== VERSION || first.object !== object)
        return undefined;
    if (first.published === true)
        return publishedFrom(first);
    const header = parseHeader(first);
    return header === undefined ? undefined : parseParts(header, rest);
}
/** @returns the records of published objects that a log has, each on a line of its own; lines that are wrong, or torn, are left out. */
function parsePublished(text) {
    const lines = text.split('\n');
    lines.pop();
    return lines.flatMap((one) => {
        const fields = parseLine(one);
        const isPublished = fields !== undefined && fields.v === VERSION && fields.published === true;
        return isPublished ? (publishedFrom(fields)?.record ?? []) : [];
    });
}
function parseLine(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function publishedFrom(fields) {
    const { object, size, headers, created } = fields;
    const crc64 = crcOf(fields);
    if (!checkpoint_isText(object) || !isWhole(size) || crc64 === undefined || !checkpoint_isText(headers) || !isWhole(created))
        return undefined;
    const stale = fields.stale === true ? { isStale: true } : {};
    return { kind: 'published', record: { object, sizeBytes: size, crc64, headers, createdMs: created, ...stale } };
}
function parseHeader(fields) {
    const { object, uploadId, partSize, headers, run, created } = fields;
    if (!checkpoint_isText(object) || !checkpoint_isText(headers) || !checkpoint_isText(run) || !isWhole(created))
        return undefined;
    if (!isUploadId(uploadId) || !isWhole(partSize))
        return undefined;
    if (partSize < MIN_PART_SIZE_BYTES || partSize > MAX_PART_SIZE_BYTES)
        return undefined;
    return { object, uploadId, partSizeBytes: partSize, headers, run, createdMs: created };
}
function parseParts(header, lines) {
    const parts = new Map();
    let isCompleting = false;
    for (const fields of lines) {
        if (typeof fields?.completing === 'boolean') {
            isCompleting = fields.completing;
            continue;
        }
        const part = fields === undefined ? undefined : parsePart(fields, header.partSizeBytes);
        if (part === undefined)
            return undefined;
        parts.set(part.number, part);
    }
    return { kind: 'unfinished', header, parts, ...(isCompleting ? { isCompleting } : {}) };
}
function parsePart(fields, partSizeBytes) {
    const { part: number, size, etag } = fields;
    const crc64 = crcOf(fields);
    if (!isWhole(number) || number < 1 || number > MAX_PARTS || !isWhole(size) || size > partSizeBytes)
        return undefined;
    if (crc64 === undefined || !checkpoint_isText(etag))
        return undefined;
    return { number, sizeBytes: size, crc64, etag };
}
function crcOf(fields) {
    return typeof fields.crc64 === 'string' ? parseCrc64(fields.crc64) : undefined;
}
function isWhole(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
/** OSS gives hex digits. Characters that are escaped in one way by some and in another by others could make a request that no signature fits. */
function isUploadId(value) {
    return checkpoint_isText(value) && /^[\w.~+/=-]+$/.test(value);
}
/** Printable ASCII of a sane length: it goes into URLs and log lines. */
function checkpoint_isText(value) {
    return typeof value === 'string' && /^[\x21-\x7e]{1,512}$/.test(value);
}

;// CONCATENATED MODULE: ./build/core/records/names.js
/**
 * The names under which records are kept and found again: IDs of buckets and objects, keys in the Actions cache. All are hashes, so that
 * nothing readable leaks to whoever can list the cache; all are in lower case, as the cache compares them.
 */
const PREFIX = 'upload-aliyun-oss-v1-';
const HASH_CHARACTERS = 20;
/** @returns the ID that stands for a bucket, whichever endpoint leads to it. */
function bucketIdOf(sha256Of, { region, bucket }) {
    return sha256Of(`${region}\n${bucket}`);
}
/** @returns the ID that stands for an object of a bucket. */
function objectIdOf(sha256Of, { region, bucket, key }) {
    return sha256Of(`${region}\n${bucket}\n${key}`);
}
/** @returns the prefixes of a step's checkpoints, whatever the order of its object keys. */
function checkpointPrefixes(sha256Of, { keys, ...bucket }) {
    const bucketPrefix = `${PREFIX}${bucketIdOf(sha256Of, bucket).slice(0, HASH_CHARACTERS)}-`;
    return {
        bucketPrefix,
        cachePrefix: `${bucketPrefix}${sha256Of([...keys].sort().join('\n')).slice(0, HASH_CHARACTERS)}-`,
    };
}
/** @returns the key of one save: no two are equal, since entries of the cache never change. */
function checkpointSaveKey({ cachePrefix, runId, runAttempt, generation, epochMs, }) {
    return `${cachePrefix}r${runId}-a${runAttempt}-g${generation}-${epochMs.toString(36)}`;
}
/** @returns a key that no entry has, and the prefixes to look for instead: this run's records first, then these objects', then the bucket's. */
function checkpointRestoreKeys({ cachePrefix, bucketPrefix, runId, }) {
    const ofRun = `${cachePrefix}r${runId}-`;
    return { primaryKey: `${ofRun}never`, restoreKeys: [ofRun, cachePrefix, bucketPrefix] };
}
/** @returns what keys of held records of one name in one run begin with. */
function heldPrefix(sha256Of, { bucketId, runId, name }) {
    const bucket = bucketId.slice(0, HASH_CHARACTERS);
    return `${PREFIX}held-${bucket}-r${runId}-${sha256Of(name).slice(0, HASH_CHARACTERS)}-`;
}
/** @returns the key of one held record. */
function heldSaveKey(prefix, { runAttempt, epochMs }) {
    return `${prefix}a${runAttempt}-${epochMs.toString(36)}`;
}
/** @returns the exact key under which the first job of one attempt claims a hold name: entries never change, so that there is only one. */
function claimKey(sha256Of, { bucketId, runId, name, runAttempt }) {
    const bucket = bucketId.slice(0, HASH_CHARACTERS);
    return `${PREFIX}claim-${bucket}-r${runId}-${sha256Of(name).slice(0, HASH_CHARACTERS)}-a${runAttempt}`;
}
/** @returns what keys of a run's release records begin with. */
function releasePrefix({ bucketId, runId }) {
    return `${PREFIX}release-${bucketId.slice(0, HASH_CHARACTERS)}-r${runId}-`;
}

;// CONCATENATED MODULE: ./build/adapters/process/hashes.js
/** Cryptographic hashes, from Node. */

function runningHash(algorithm) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)(algorithm);
    return {
        update(bytes) {
            hash.update(bytes);
        },
        hex: () => hash.digest('hex').toUpperCase(),
    };
}
const nodeHashes = {
    md5: () => runningHash('md5'),
    sha256: () => runningHash('sha256'),
    sha256Of: (text) => (0,external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest('hex'),
};

;// CONCATENATED MODULE: ./build/adapters/disk/folders.js
/** What is written on this machine: folders that are made, files that are written whole or not at all. */


/**
 * Makes a folder and those above it, unless it is there. Throws what keeps it from being made. Node's own `recursive` tries for ever where the folder above is there
 * and nothing can be made in it, as below /proc.
 */
function makeFolder(path, mode = 0o777) {
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)(path, { mode });
    }
    catch (error) {
        const { code } = error;
        if (code === 'EEXIST' && (0,external_node_fs_namespaceObject.statSync)(path).isDirectory())
            return;
        const above = (0,external_node_path_.dirname)(path);
        if (code !== 'ENOENT' || above === path || (0,external_node_fs_namespaceObject.existsSync)(above))
            throw error;
        makeFolder(above, mode);
        makeLast(path, mode);
    }
}
function makeLast(path, mode) {
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)(path, { mode });
    }
    catch (error) {
        // Another step may have been faster.
        if (error.code !== 'EEXIST')
            throw error;
    }
}
/** The new content is there whole or not at all: until it is, the old record stays. @returns what tells the new file from those that replace it. */
function replaceFile(path, text) {
    const temporary = `${path}.${process.pid}.tmp`;
    try {
        (0,external_node_fs_namespaceObject.rmSync)(temporary, { force: true });
        (0,external_node_fs_namespaceObject.writeFileSync)(temporary, text, { mode: 0o600, flag: 'wx' });
        const { ino } = (0,external_node_fs_namespaceObject.lstatSync)(temporary, { bigint: true });
        (0,external_node_fs_namespaceObject.renameSync)(temporary, path);
        return ino;
    }
    catch (error) {
        (0,external_node_fs_namespaceObject.rmSync)(temporary, { force: true });
        throw error;
    }
}
/** Appends a text whole or not at all, to a file of so many bytes. Throws what keeps it from being written. */
function writeWhole(descriptor, text, sizeBytes) {
    try {
        const written = (0,external_node_fs_namespaceObject.writeSync)(descriptor, text);
        if (written < Buffer.byteLength(text))
            throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
    }
    catch (error) {
        (0,external_node_fs_namespaceObject.ftruncateSync)(descriptor, sizeBytes);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/adapters/disk/published-log.js
/**
 * The published objects of a step, a line each, in one file: a file for each would cost more than to publish them. Lines that are lost cost a
 * request: their objects are sent again.
 */





/** @returns the name of the log of a step with these objects, the same in every attempt. */
function publishedLogName(objectIds) {
    return `${nodeHashes.sha256Of([...objectIds].sort().join('\n'))}.published.jsonl`;
}
/** @returns whether a file of a folder of records is a log of published objects. */
function isPublishedLog(name) {
    return /^[0-9a-f]{64}\.published\.jsonl$/.test(name);
}
/** @returns what a log says, by object ID. Links and oversized files are left alone. */
function readPublishedLog(path) {
    try {
        const stats = (0,external_node_fs_namespaceObject.lstatSync)(path, { throwIfNoEntry: false });
        if (stats === undefined || !stats.isFile() || stats.size > MAX_LOG_SIZE_BYTES)
            return new Map();
        return new Map(parsePublished((0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8')).map((record) => [record.object, record]));
    }
    catch {
        return new Map();
    }
}
/** @param known what earlier attempts recorded of this step's objects: it goes into the log when that is begun */
function createPublishedLog({ folder, name, known, }) {
    const path = (0,external_node_path_.join)(folder, name);
    let open;
    return {
        add(record) {
            const text = formatPublished(record);
            if (open !== undefined) {
                writeWhole(open.descriptor, text, open.sizeBytes);
                open.sizeBytes += Buffer.byteLength(text);
                return;
            }
            makeFolder(folder, 0o700);
            const begun = [...known()].map(formatPublished).join('') + text;
            replaceFile(path, begun);
            // Never closed but by the end of the process: a step publishes as long as it has anything to do.
            open = {
                descriptor: (0,external_node_fs_namespaceObject.openSync)(path, external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_APPEND),
                sizeBytes: Buffer.byteLength(begun),
            };
        },
        end() {
            open = undefined;
        },
    };
}

;// CONCATENATED MODULE: ./build/adapters/disk/checkpoint-files.js
/** Checkpoints as files, an object each. Written with plain appends: a killed process leaves whole lines and at most one torn one. */







/** @returns the name of an object's record in a folder. */
function checkpointFileName(objectId) {
    return `${objectId}.jsonl`;
}
/** @returns whether a path relative to a folder of records is one, whole or not. */
function isCheckpointFile(name) {
    return /^[0-9a-f]{64}(\.published)?\.jsonl(\.\d+\.tmp)?$/.test(name);
}
/** @returns the records of this bucket's objects. */
function createCheckpointFiles(options) {
    const { bucket, region, folder, restoredFolder, objectIds = [] } = options;
    const guarded = onceFailing(options.onWriteFailure);
    let leftovers;
    let restored;
    const own = new Set(objectIds);
    const places = [folder, restoredFolder].filter((place) => place !== undefined);
    const contentsOf = createContents();
    const logName = publishedLogName(objectIds);
    const log = folder === undefined ? undefined : createPublishedLog({ folder, name: logName, known });
    /** @returns what is recorded of this step's published objects; of two records of one object the later counts. */
    function known() {
        const logs = places.toReversed().flatMap((place) => [...contentsOf(place).logs.values()]);
        return logs.flatMap((log) => [...log.values()]).filter(({ object }) => own.has(object));
    }
    function loadFrom(place, objectId) {
        const { files, logs } = contentsOf(place);
        const name = checkpointFileName(objectId);
        const file = files.has(name) ? readCheckpoint(place, objectId) : undefined;
        const published = [...logs.values()].flatMap((log) => {
            const record = log.get(objectId);
            return record === undefined ? [] : [{ kind: 'published', record }];
        });
        return file === undefined ? published : [file, ...published];
    }
    function write(objectId, text) {
        if (folder === undefined)
            return { part() { }, completing() { } };
        const path = (0,external_node_path_.join)(folder, checkpointFileName(objectId));
        let inode;
        guarded(() => {
            makeFolder(folder, 0o700);
            inode = replaceFile(path, text);
            contentsOf(folder).files.add((0,external_node_path_.basename)(path));
        });
        const append = (text) => {
            if (inode !== undefined)
                guarded(() => appendLine(path, text, inode));
        };
        return {
            part: (part) => append(formatPart(part)),
            completing: (isCompleting) => append(formatCompleting(isCompleting)),
        };
    }
    return {
        objectId: (key) => objectIdOf(nodeHashes.sha256Of, { region, bucket, key }),
        load(objectId) {
            return places
                .flatMap((place) => loadFrom(place, objectId))
                .sort((left, right) => createdMs(right) - createdMs(left));
        },
        create: (header) => write(header.object, formatHeader(header)),
        resume: (header, parts) => write(header.object, formatHeader(header) + parts.map(formatPart).join('')),
        published(record) {
            // A file that the object has already must not outlive what it says.
            if (folder === undefined || contentsOf(folder).files.has(checkpointFileName(record.object)))
                write(record.object, formatPublished(record));
            else
                guarded(() => {
                    log?.add(record);
                    const { logs } = contentsOf(folder);
                    logs.set(logName, (logs.get(logName) ?? new Map()).set(record.object, record));
                });
        },
        remove(objectId) {
            const name = checkpointFileName(objectId);
            leftovers ??= folder === undefined ? [] : listTemporary(folder);
            // Else the post of a step that failed before this one would save what has no use any more.
            restored ??= restoredFolder === undefined ? [] : foldersIn((0,external_node_path_.dirname)(restoredFolder));
            const gone = new Set([name]);
            for (const place of folder === undefined ? restored : [folder, ...restored]) {
                const { files, logs } = contentsOf(place);
                if (files.delete(name))
                    guarded(() => (0,external_node_fs_namespaceObject.rmSync)((0,external_node_path_.join)(place, name), { force: true }));
                for (const [one, records] of logs) {
                    if (!records.delete(objectId) || records.size > 0)
                        continue;
                    gone.add(one);
                    if (one === logName && place === folder)
                        log?.end();
                    guarded(() => (0,external_node_fs_namespaceObject.rmSync)((0,external_node_path_.join)(place, one), { force: true }));
                }
            }
            const isTorn = (path) => [...gone].some((one) => (0,external_node_path_.basename)(path).startsWith(one));
            for (const path of leftovers.filter(isTorn))
                guarded(() => (0,external_node_fs_namespaceObject.rmSync)(path, { force: true }));
        },
    };
}
/** @returns what folders hold: each is read once, and then known as this process changes it. */
function createContents() {
    const known = new Map();
    return (folder) => {
        const before = known.get(folder);
        if (before !== undefined)
            return before;
        const names = namesIn(folder);
        const logs = (names ?? []).filter(isPublishedLog);
        const contents = {
            files: new Set(names),
            logs: new Map(logs.map((name) => [name, readPublishedLog((0,external_node_path_.join)(folder, name))])),
        };
        // What is not there yet may still come from the cache.
        if (names !== undefined)
            known.set(folder, contents);
        return contents;
    };
}
function namesIn(folder) {
    try {
        return (0,external_node_fs_namespaceObject.readdirSync)(folder);
    }
    catch {
        return undefined;
    }
}
function createdMs(checkpoint) {
    return checkpoint.kind === 'published' ? checkpoint.record.createdMs : checkpoint.header.createdMs;
}
/** @returns a runner of writes that reports the first failure and bears all: a full disk must not end an upload. */
function onceFailing(onFailure) {
    let failed = false;
    return (action) => {
        try {
            action();
        }
        catch (error) {
            if (!failed)
                onFailure(error);
            failed = true;
        }
    };
}
/**
 * Appends a line whole or not at all: half a line, with another behind it, would cost the whole record. Nothing is appended where another
 * step has replaced or removed the record meanwhile: lines of one upload must never stand below the header of another.
 */
function appendLine(path, text, inode) {
    const descriptor = openExisting(path);
    if (descriptor === undefined)
        return;
    try {
        const { ino, size } = (0,external_node_fs_namespaceObject.fstatSync)(descriptor, { bigint: true });
        if (ino === inode)
            writeWhole(descriptor, text, Number(size));
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(descriptor);
    }
}
function openExisting(path) {
    try {
        // A pipe in its place is not waited for.
        return (0,external_node_fs_namespaceObject.openSync)(path, external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_APPEND | (external_node_fs_namespaceObject.constants.O_NONBLOCK ?? 0));
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
/** @returns the record, or undefined where there is none that can be trusted to be one: links and oversized files are left alone. */
function readCheckpoint(folder, objectId) {
    const path = (0,external_node_path_.join)(folder, checkpointFileName(objectId));
    try {
        const stats = (0,external_node_fs_namespaceObject.lstatSync)(path, { throwIfNoEntry: false });
        if (stats === undefined || !stats.isFile() || stats.size > MAX_CHECKPOINT_SIZE_BYTES)
            return undefined;
        return parseCheckpoint((0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8'), objectId);
    }
    catch {
        return undefined;
    }
}
function foldersIn(folder) {
    try {
        const found = (0,external_node_fs_namespaceObject.readdirSync)(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
        return found.map(({ name }) => (0,external_node_path_.join)(folder, name));
    }
    catch {
        return [];
    }
}
/** @returns the paths of records that a killed process did not finish writing. */
function listTemporary(folder) {
    try {
        const names = (0,external_node_fs_namespaceObject.readdirSync)(folder).filter((name) => isCheckpointFile(name) && name.endsWith('.tmp'));
        return names.map((name) => (0,external_node_path_.join)(folder, name));
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./build/adapters/github/step-state.js
/** What one step leaves on disk for its `post`: which records are its own, and which state of them is in the Actions cache already. */








/** @returns the folder under RUNNER_TEMP in which everything of this action lies. */
function stateFolder(env) {
    return (0,external_node_path_.join)(env.RUNNER_TEMP || (0,external_node_os_namespaceObject.tmpdir)(), 'upload-aliyun-oss');
}
function writeStepRecords(path, records) {
    makeFolder((0,external_node_path_.dirname)(path));
    (0,external_node_fs_namespaceObject.writeFileSync)(path, JSON.stringify(records), { mode: 0o600 });
}
/** @returns what the step wrote, or undefined where it never came so far. */
function readStepRecords(path) {
    try {
        return JSON.parse(readFileSync(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
/** @returns each object's record, and the log of those that are published: the one in the first folder that has one. Links and what is too large to be a record are left alone. */
function findRecords({ objectIds }, folders) {
    const names = folders.map((folder) => step_state_namesIn(folder));
    return [publishedLogName(objectIds), ...objectIds.map(checkpointFileName)].flatMap((name) => {
        for (const [index, folder] of folders.entries()) {
            const found = names[index]?.has(name) === true ? recordFile((0,external_node_path_.join)(folder, name)) : undefined;
            if (found !== undefined)
                return [found];
        }
        return [];
    });
}
function step_state_namesIn(folder) {
    try {
        return new Set((0,external_node_fs_namespaceObject.readdirSync)(folder));
    }
    catch {
        return new Set();
    }
}
function recordFile(path) {
    try {
        const stats = (0,external_node_fs_namespaceObject.lstatSync)(path);
        const maxBytes = isPublishedLog((0,external_node_path_.basename)(path)) ? MAX_LOG_SIZE_BYTES : MAX_CHECKPOINT_SIZE_BYTES;
        return stats.isFile() && stats.size <= maxBytes ? { path, stats } : undefined;
    }
    catch {
        return undefined;
    }
}
/** @returns the paths of the step's records, what was restored and not yet gone on with among them, and a fingerprint of their state. */
function currentRecords(records) {
    const found = findRecords(records, [records.folder, records.restoredFolder]);
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    for (const { path, stats } of found)
        hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`);
    return { paths: found.map(({ path }) => path), fingerprint: hash.digest('hex') };
}
function markSaved(path, fingerprint) {
    try {
        (0,external_node_fs_namespaceObject.writeFileSync)(`${path}.saved`, fingerprint);
    }
    catch {
        // The same state may then be saved twice: that costs an entry, not a byte of an upload.
    }
}
function isSaved(path, fingerprint) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(`${path}.saved`, 'utf8') === fingerprint;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/core/service/credentials.js
/** Who signs: access keys from inputs, from OSS's environment variables or from those that Alibaba Cloud's credentials action exports; or a role. */
const INPUTS = { id: 'access-key-id', secret: 'access-key-secret', token: 'security-token' };
const ENVIRONMENT = [
    { id: 'OSS_ACCESS_KEY_ID', secret: 'OSS_ACCESS_KEY_SECRET', token: 'OSS_SESSION_TOKEN' },
    {
        id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
        secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
        token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
    },
];
/** Where secrets can come from: all of it is masked before anything can log. */
const SECRET_INPUTS = [INPUTS.secret, INPUTS.token];
const SECRET_VARIABLES = [
    ...ENVIRONMENT.flatMap(({ secret, token }) => [secret, token]),
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
];
/**
 * @param input reads an input, empty where it is not set
 * @param environment reads an environment variable
 * @returns the first pair in the chain. Half a pair ends the search: going on would use other keys than were meant.
 */
function findAccessKeys(input, environment) {
    const candidates = [
        { names: INPUTS, read: input, kind: 'inputs' },
        ...ENVIRONMENT.map((names) => ({ names, read: environment, kind: 'environment variables' })),
    ];
    for (const { names, read, kind } of candidates) {
        const accessKeyId = read(names.id).trim();
        const accessKeySecret = read(names.secret).trim();
        if (accessKeyId === '' && accessKeySecret === '')
            continue;
        if (accessKeyId === '')
            return { kind: 'half', present: names.secret, missing: names.id };
        if (accessKeySecret === '')
            return { kind: 'half', present: names.id, missing: names.secret };
        const securityToken = read(names.token).trim() || undefined;
        const used = securityToken === undefined ? [names.id, names.secret] : [names.id, names.secret, names.token];
        return {
            kind: 'found',
            names,
            credentials: { accessKeyId, accessKeySecret, securityToken, expiresAtMs: undefined },
            from: `the ${kind} ${used.slice(0, -1).join(', ')} and ${used.at(-1)}`,
        };
    }
    return { kind: 'none' };
}
/** What Alibaba Cloud's own IDs begin with: keys of users, of sessions, and temporary ones of the console. Other clouds have other forms. */
const ID = /^(LTAI|STS\.|TMP\.)/;
/** @returns what keys cannot be signed with, by the name of the input or variable; never a value. */
function keyProblems({ credentials, names, }) {
    const { accessKeyId, accessKeySecret, securityToken = '' } = credentials;
    const values = [
        { name: names.id, value: accessKeyId },
        { name: names.secret, value: accessKeySecret },
        { name: names.token, value: securityToken },
    ];
    const problems = values.flatMap(({ name, value }) => {
        const character = /[^\x21-\x7e]/u.exec(value)?.[0];
        const problem = `has ${nameOf(character ?? '')} inside: store the value again, whole, on one line and without anything around it`;
        return character === undefined ? [] : [{ name, problem }];
    });
    if (ID.test(accessKeyId) || !ID.test(accessKeySecret))
        return problems;
    const problem = `does not look like an access key ID, and \`${names.secret}\` does: are the two swapped?`;
    return [...problems, { name: names.id, problem }];
}
const CHARACTERS = {
    '\n': 'a line end',
    '\r': 'a line end',
    '\t': 'a tab',
    ' ': 'a space',
    '\u00A0': 'a no-break space',
    '\u200B': 'a zero-width space',
    '\uFEFF': 'a byte order mark',
    '\u3000': 'an ideographic space',
};
/** @returns a character's name, with its code point. */
function nameOf(character) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const name = Object.hasOwn(CHARACTERS, character) ? CHARACTERS[character] : 'a character outside printable ASCII';
    return `${name} (U+${code})`;
}
/** @returns where the credentials come from, for the log; never a value. */
function describeSource(source) {
    switch (source.kind) {
        case 'keys':
            return source.from;
        case 'ecs':
            return 'the RAM role of this ECS instance, from its metadata service (renewed in time)';
        case 'role':
            return `${source.role.roleArn}, assumed by GitHub's OIDC token (sessions of ${source.role.sessionSeconds} s, minted again in time)`;
    }
}

;// CONCATENATED MODULE: ./build/adapters/github/commands.js
/**
 * The commands with which a step speaks to the runner: lines of the log, and files that it names. Not by @actions/core, which brings an HTTP client
 * with it that takes longer to load than all of this action.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */



/** @returns an input as the runner hands it over, trimmed; empty where it is not set. */
function inputOf(name, env) {
    return (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}
/** Writes a line to the log. */
function print(text) {
    process.stdout.write(text + external_node_os_namespaceObject.EOL);
}
/** Writes a command to the log. @param title of an annotation */
function command(name, text = '', title) {
    const properties = title === undefined || title === '' ? '' : ` title=${escapeProperty(title)}`;
    print(`::${name}${properties}::${escapeData(text)}`);
}
/** Hands a value on through the runner's file for it; where there is none, as on old runners, through the log. Throws where the file is gone or full. */
function handOn(kind, name, value) {
    const path = process.env[`GITHUB_${kind}`] ?? '';
    if (path === '') {
        if (kind === 'OUTPUT')
            print('');
        print(`::${OLD_COMMANDS[kind]} name=${escapeProperty(name)}::${escapeData(value)}`);
        return;
    }
    // A file that the runner does not read would take everything, and pass on nothing.
    if (!(0,external_node_fs_namespaceObject.existsSync)(path))
        throw new Error(`Missing file at path: ${path}`);
    // Nobody can know the delimiter beforehand, and so none can end the value.
    const delimiter = `ghadelimiter_${(0,external_node_crypto_namespaceObject.randomUUID)()}`;
    (0,external_node_fs_namespaceObject.appendFileSync)(path, `${name}<<${delimiter}${external_node_os_namespaceObject.EOL}${value}${external_node_os_namespaceObject.EOL}${delimiter}${external_node_os_namespaceObject.EOL}`);
}
const OLD_COMMANDS = { OUTPUT: 'set-output', STATE: 'save-state' };
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

;// CONCATENATED MODULE: ./build/adapters/github/workflow.js
/** The workflow around this step: inputs, outputs, log, masks. */






/** @returns this workflow run and attempt. */
function currentRun(env) {
    return { id: idOf(env.GITHUB_RUN_ID, '0'), attempt: idOf(env.GITHUB_RUN_ATTEMPT, '1') };
}
function idOf(value, fallback) {
    return value !== undefined && /^[\w-]{1,40}$/.test(value) ? value.toLowerCase() : fallback;
}
const workflowInputs = {
    input: (name) => inputOf(name, process.env),
    environment: (name) => process.env[name] ?? '',
    secretsWithheld: () => secretsWithheld(process.env),
};
/** Source: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
function secretsWithheld(env) {
    if (env.GITHUB_ACTOR === 'dependabot[bot]')
        return 'dependabot';
    if (env.GITHUB_EVENT_NAME !== 'pull_request')
        return undefined;
    try {
        const event = JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(env.GITHUB_EVENT_PATH ?? '', 'utf8'));
        return event.pull_request?.head?.repo?.full_name === env.GITHUB_REPOSITORY ? undefined : 'fork';
    }
    catch {
        return undefined;
    }
}
/** @returns the log. Every line of a text is made harmless by itself: no name or message can speak to the runner, none shows a password of a URL. */
function createReporter() {
    return {
        info: (text) => print(harmless(text)),
        debug: (text) => command('debug', harmless(text)),
        notice: (text, title) => command('notice', harmless(text), titled(title)),
        warning: (text, title) => command('warning', harmless(text), titled(title)),
        error: (text, title) => command('error', harmless(text), titled(title)),
        group(title, lines) {
            command('group', harmless(title));
            for (const line of lines)
                print(harmless(line));
            command('endgroup');
        },
    };
}
function titled(title) {
    return title === undefined ? undefined : singleLine(title, 120);
}
function harmless(text) {
    return withoutSecrets(text)
        .split('\n')
        .map((line) => singleLine(line, 2000).replace(/^(\s*)::/, '$1\uFFFD:'))
        .join('\n');
}
/** Masks whatever inputs and environment hold of secrets, valid or not: to be called before anything can log. */
function maskSecrets() {
    mask([...SECRET_INPUTS.map(workflowInputs.input), ...SECRET_VARIABLES.map(workflowInputs.environment)]);
}
/** Values that must never show; masked before anything can log them. */
function mask(values) {
    for (const value of values)
        if (value !== undefined && value.trim() !== '')
            command('add-mask', value.trim());
}
/** Throws an ActionError where the runner's file does not take them: later steps must not go on without. */
function setOutputs(outputs) {
    try {
        for (const [name, value] of Object.entries(outputs))
            handOn('OUTPUT', name, value);
    }
    catch (error) {
        throw new ActionError({
            code: 'outputs-lost',
            message: `The outputs of this step cannot be written (${error instanceof Error ? error.message : String(error)})`,
            remedy: "Free the disk of the runner, or mend what removes the runner's files. What is published is not sent again when the step is run again.",
            cause: error,
        });
    }
}
function writeSummary(markdown, env) {
    const path = env.GITHUB_STEP_SUMMARY;
    if (path === undefined || path === '')
        return;
    try {
        (0,external_node_fs_namespaceObject.appendFileSync)(path, markdown);
    }
    catch {
        command('debug', 'The job summary cannot be written.');
    }
}
/** A full disk must not keep the step from uploading: without state, post has nothing to do. */
function saveState(name, value) {
    try {
        handOn('STATE', name, value);
    }
    catch {
        command('debug', 'The state of the step cannot be written; post will have nothing to save.');
    }
}
function getState(name) {
    return process.env[`STATE_${name}`] ?? '';
}

;// CONCATENATED MODULE: ./build/core/service/regions.js
/**
 * The regions of OSS: their IDs, the names that consoles show, and the hosts of those that do not follow the rule `oss-<region>`.
 * Source: https://help.aliyun.com/en/oss/user-guide/regions-and-endpoints (public cloud, finance cloud, government cloud)
 */
function region(id, ...names) {
    return { id, names };
}
function special(id, names, labels) {
    return { id, names, labels };
}
const REGIONS = [
    region('cn-hangzhou', 'China (Hangzhou)', '\u534e\u4e1c1\uff08\u676d\u5dde\uff09'),
    region('cn-shanghai', 'China (Shanghai)', '\u534e\u4e1c2\uff08\u4e0a\u6d77\uff09'),
    region('cn-nanjing', 'China (Nanjing - Local Region)', '\u534e\u4e1c5\uff08\u5357\u4eac-\u672c\u5730\u5730\u57df\uff09', 'Nanjing', '\u5357\u4eac'),
    region('cn-fuzhou', 'China (Fuzhou - Local Region)', '\u534e\u4e1c6\uff08\u798f\u5dde-\u672c\u5730\u5730\u57df\uff09', 'Fuzhou', '\u798f\u5dde'),
    region('cn-wuhan-lr', 'China (Wuhan - Local Region)', '\u534e\u4e2d1\uff08\u6b66\u6c49-\u672c\u5730\u5730\u57df\uff09', 'Wuhan', '\u6b66\u6c49'),
    region('cn-qingdao', 'China (Qingdao)', '\u534e\u53171\uff08\u9752\u5c9b\uff09'),
    region('cn-beijing', 'China (Beijing)', '\u534e\u53172\uff08\u5317\u4eac\uff09'),
    region('cn-zhangjiakou', 'China (Zhangjiakou)', '\u534e\u53173\uff08\u5f20\u5bb6\u53e3\uff09'),
    region('cn-huhehaote', 'China (Hohhot)', '\u534e\u53175\uff08\u547c\u548c\u6d69\u7279\uff09', 'Huhehaote'),
    region('cn-wulanchabu', 'China (Ulanqab)', '\u534e\u53176\uff08\u4e4c\u5170\u5bdf\u5e03\uff09', 'Wulanchabu'),
    region('cn-shenzhen', 'China (Shenzhen)', '\u534e\u53571\uff08\u6df1\u5733\uff09'),
    region('cn-heyuan', 'China (Heyuan)', '\u534e\u53572\uff08\u6cb3\u6e90\uff09'),
    region('cn-guangzhou', 'China (Guangzhou)', '\u534e\u53573\uff08\u5e7f\u5dde\uff09'),
    region('cn-chengdu', 'China (Chengdu)', '\u897f\u53571\uff08\u6210\u90fd\uff09'),
    region('cn-zhongwei', 'China (Zhongwei)', '\u4e2d\u536b'),
    region('cn-hongkong', 'China (Hong Kong)', '\u4e2d\u56fd\u9999\u6e2f', 'Hongkong', '\u9999\u6e2f'),
    region('us-west-1', 'US (Silicon Valley)', '\u7f8e\u56fd\uff08\u7845\u8c37\uff09'),
    region('us-east-1', 'US (Virginia)', '\u7f8e\u56fd\uff08\u5f17\u5409\u5c3c\u4e9a\uff09'),
    region('na-south-1', 'Mexico', '\u58a8\u897f\u54e5'),
    region('ap-northeast-1', 'Japan (Tokyo)', '\u65e5\u672c\uff08\u4e1c\u4eac\uff09'),
    region('ap-northeast-2', 'South Korea (Seoul)', '\u97e9\u56fd\uff08\u9996\u5c14\uff09'),
    region('ap-southeast-1', 'Singapore', '\u65b0\u52a0\u5761'),
    region('ap-southeast-3', 'Malaysia (Kuala Lumpur)', '\u9a6c\u6765\u897f\u4e9a\uff08\u5409\u9686\u5761\uff09'),
    region('ap-southeast-5', 'Indonesia (Jakarta)', '\u5370\u5ea6\u5c3c\u897f\u4e9a\uff08\u96c5\u52a0\u8fbe\uff09'),
    region('ap-southeast-6', 'Philippines (Manila)', '\u83f2\u5f8b\u5bbe\uff08\u9a6c\u5c3c\u62c9\uff09'),
    region('ap-southeast-7', 'Thailand (Bangkok)', '\u6cf0\u56fd\uff08\u66fc\u8c37\uff09'),
    region('eu-central-1', 'Germany (Frankfurt)', '\u5fb7\u56fd\uff08\u6cd5\u5170\u514b\u798f\uff09'),
    region('eu-west-1', 'UK (London)', '\u82f1\u56fd\uff08\u4f26\u6566\uff09'),
    region('eu-west-2', 'France (Paris)', '\u6cd5\u56fd\uff08\u5df4\u9ece\uff09'),
    region('me-east-1', 'UAE (Dubai)', '\u963f\u8054\u914b\uff08\u8fea\u62dc\uff09'),
    region('me-central-1', 'Saudi Arabia (Riyadh)', '\u6c99\u7279\uff08\u5229\u96c5\u5f97\uff09'),
    special('cn-hangzhou-finance', ['China East 1 Finance', '\u534e\u4e1c1 \u91d1\u878d\u4e91', '\u676d\u5dde\u91d1\u878d\u4e91\u516c\u7f51'], {
        public: 'oss-cn-hzfinance',
        internal: 'oss-cn-hzfinance-internal',
        others: ['oss-cn-hzjbp', 'oss-cn-hzjbp-a-internal', 'oss-cn-hzjbp-b-internal'],
    }),
    special('cn-shanghai-finance-1', ['China East 2 Finance', '\u534e\u4e1c2 \u91d1\u878d\u4e91', '\u4e0a\u6d77\u91d1\u878d\u4e91\u516c\u7f51'], {
        public: 'oss-cn-shanghai-finance-1-pub',
        internal: 'oss-cn-shanghai-finance-1-pub-internal',
        others: ['oss-cn-shanghai-finance-1', 'oss-cn-shanghai-finance-1-internal'],
    }),
    special('cn-shenzhen-finance-1', ['China South 1 Finance', '\u534e\u53571 \u91d1\u878d\u4e91', '\u6df1\u5733\u91d1\u878d\u4e91\u516c\u7f51'], {
        public: 'oss-cn-szfinance',
        internal: 'oss-cn-szfinance-internal',
        others: ['oss-cn-shenzhen-finance-1', 'oss-cn-shenzhen-finance-1-internal'],
    }),
    special('cn-beijing-finance-1', ['China North 2 Finance', '\u534e\u53172 \u91d1\u878d\u4e91', '\u5317\u4eac\u91d1\u878d\u4e91\u516c\u7f51'], {
        public: 'oss-cn-beijing-finance-1-pub',
        internal: 'oss-cn-beijing-finance-1-pub-internal',
        others: ['oss-cn-beijing-finance-1', 'oss-cn-beijing-finance-1-internal'],
    }),
    region('cn-north-2-gov-1', 'China North 2 Ali Gov 1', '\u534e\u53172 \u963f\u91cc\u653f\u52a1\u4e911'),
];
/** @returns first label of the region's public host. */
function publicLabel(id) {
    return find(id)?.labels?.public ?? `oss-${id}`;
}
/** @returns first label of the region's host inside Alibaba Cloud. */
function internalLabel(id) {
    return find(id)?.labels?.internal ?? `oss-${id}-internal`;
}
/** @returns the ID of the region that a host's first label names: `oss-cn-hzfinance-internal` \u2192 `cn-hangzhou-finance`; undefined where it names none. */
function regionOfLabel(label) {
    const known = REGIONS.find(({ labels }) => labels !== undefined && labelsOf(labels).includes(label));
    if (known !== undefined)
        return known.id;
    return /^oss-([a-z]{2,}(?:-[a-z0-9]+)+?)(?:-internal)?$/.exec(label)?.[1];
}
/** @returns whether the table has the ID. New regions come, so that an ID which it lacks may be right. */
function isKnownRegion(id) {
    return find(id) !== undefined;
}
/** @returns the region that a name means as a console shows it (`\u534e\u4e1c2\uff08\u4e0a\u6d77\uff09`, `China (Shanghai)`, `shanghai`); undefined unless it is one alone. */
function regionNamed(text) {
    const wanted = plain(text);
    if (wanted === '')
        return undefined;
    const ids = new Set(REGIONS.filter(({ names }) => names.flatMap(waysToSay).includes(wanted)).map(({ id }) => id));
    return ids.size === 1 ? [...ids][0] : undefined;
}
/** @returns the ID in the table that differs least from a text; undefined where none is near. */
function nearestRegion(text) {
    const wanted = text.toLowerCase();
    const distances = REGIONS.map(({ id }) => ({ id, distance: editDistance(wanted, id) }));
    const best = distances.reduce((least, one) => (one.distance < least.distance ? one : least));
    return best.distance <= Math.max(2, Math.floor(wanted.length / 3)) ? best.id : undefined;
}
function find(id) {
    return REGIONS.find((one) => one.id === id);
}
function labelsOf({ public: open, internal, others }) {
    return [open, internal, ...others];
}
/** The name whole, and both of its sides where one stands in brackets: `\u534e\u4e1c2\uff08\u4e0a\u6d77\uff09`, `\u534e\u4e1c2`, `\u4e0a\u6d77`. What several regions share names none. */
function waysToSay(name) {
    const [before = '', inside] = name.split(/[(\uff08]/);
    return [name, ...(inside === undefined ? [] : [before, inside])].map(plain);
}
function plain(text) {
    return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
/** @returns how many characters have to be put in, left out or changed. */
function editDistance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [i, letter] of [...a].entries()) {
        const next = [i + 1];
        for (const [j, other] of [...b].entries()) {
            const [left = 0, above = 0, corner = 0] = [next[j], row[j + 1], row[j]];
            next.push(Math.min(left + 1, above + 1, corner + (letter === other ? 0 : 1)));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}

;// CONCATENATED MODULE: ./build/core/service/hosts.js
/**
 * The hosts under which OSS is reached, in all forms that the console and the documentation show, with or without a bucket in front.
 * Source: https://help.aliyun.com/en/oss/user-guide/access-oss-via-endpoint-or-bucket-domain
 */

const BUCKET = '(?:([a-z0-9][a-z0-9-]*)\\.)?';
/** What stands behind the bucket, and what it says. The first that fits counts. */
const FORMS = [
    { form: /oss-accelerate(?:-overseas)?\.aliyuncs\.com/, read: () => ({ kind: 'accelerate', region: undefined }) },
    {
        form: /s3\.(oss-[a-z0-9-]+)\.aliyuncs\.com/,
        read: (label) => ({ kind: 's3', region: regionOfLabel(label) }),
    },
    {
        form: /((?:cn|us|eu|ap|me|sa|na|af)-[a-z0-9-]+)\.oss\.aliyuncs\.com/,
        read: (label) => ({ kind: 'dual-stack', region: dualStackRegion(label) }),
    },
    {
        form: /vpc100-(oss-[a-z0-9-]+)\.aliyuncs\.com/,
        read: (label) => ({ kind: 'internal', region: regionOfLabel(label) }),
    },
    {
        form: /(oss-[a-z0-9-]+)\.aliyuncs\.com/,
        read: (label) => ({ kind: label.endsWith('-internal') ? 'internal' : 'public', region: regionOfLabel(label) }),
    },
    { form: /oss\.aliyuncs\.com/, read: () => ({ kind: 'public', region: 'cn-hangzhou' }) },
];
/** @returns what a host of OSS says of itself; undefined where it is none. Case, a port and a dot at the end do not count. */
function readServiceHost(text) {
    const host = text.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
    for (const { form, read } of FORMS) {
        const match = new RegExp(`^${BUCKET}((?:${form.source}))$`).exec(host);
        if (match === null)
            continue;
        const [, bucket, service = '', label = ''] = match;
        return { ...read(label), host: service, bucket };
    }
    return undefined;
}
/** In the finance cloud the number at the end is left out: `cn-shanghai-finance.oss.aliyuncs.com`. */
function dualStackRegion(label) {
    return /^cn-(shanghai|shenzhen|beijing)-finance$/.test(label) ? `${label}-1` : label;
}

;// CONCATENATED MODULE: ./build/core/service/endpoint.js
/** Endpoints: which host takes the bytes, and which base the public URLs have. */


/** @returns the region's ID (`cn-hangzhou`), also where `oss-` stands before it or its host has another name (`oss-cn-hzfinance`); undefined where it is none. */
function parseRegion(text) {
    return regionOfLabel(`oss-${text.trim().toLowerCase().replace(/^oss-/, '')}`);
}
/** @returns whether the name is one that OSS gives. Source: https://help.aliyun.com/zh/oss/user-guide/bucket-naming-conventions */
function isBucketName(name) {
    return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);
}
/** @returns the region's own public endpoint, over https. */
function publicEndpoint(region) {
    return { protocol: 'https:', host: `${publicLabel(region)}.aliyuncs.com`, cname: false };
}
/**
 * @param text a host, a URL, or `internal`, `accelerate`, `accelerate-overseas`; empty for the region's public endpoint
 * @returns the endpoint, or what is wrong with it. https unless `http://` is written.
 */
function parseEndpoint({ text, region, bucket, cname, }) {
    const trimmed = text.trim();
    if (trimmed === '') {
        if (cname)
            return problem('is needed with `cname: true`: the custom domain that is bound to the bucket');
        return found(publicEndpoint(region));
    }
    const word = wordEndpoint(trimmed, region);
    if (word !== undefined) {
        return cname
            ? problem("is one of OSS's own; `cname: true` needs the custom domain that is bound to the bucket")
            : found(word);
    }
    return urlEndpoint(trimmed, bucket, cname);
}
function wordEndpoint(word, region) {
    const hosts = {
        internal: `${internalLabel(region)}.aliyuncs.com`,
        accelerate: 'oss-accelerate.aliyuncs.com',
        'accelerate-overseas': 'oss-accelerate-overseas.aliyuncs.com',
    };
    const host = hosts[word.toLowerCase()];
    return host === undefined ? undefined : { protocol: 'https:', host, cname: false };
}
function urlEndpoint(text, bucket, cname) {
    const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${bareHost(text)}`;
    const url = URL.parse(withScheme);
    if (url === null || url.hostname === '')
        return problem('is no host and no URL');
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
        return problem(`has the scheme \`${url.protocol}\`, and only https and http are known`);
    if (url.username !== '' || url.password !== '')
        return problem('carries credentials; write them as `access-key-id` and `access-key-secret`', url.origin);
    if (!/^\/*$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
        return problem('has a path or a query; write the host only, and `key-prefix` for a folder in the bucket', url.origin);
    }
    return found({ protocol: url.protocol, host: cname ? url.host : serviceHost(url.host, bucket), cname });
}
/** An IPv6 address as people write it gets its brackets. */
function bareHost(text) {
    return /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text;
}
const GEOGRAPHY = '(?:cn|us|eu|ap|me|sa|na|af)-[a-z0-9-]+';
/** The host that serves the region: without the bucket in front, and whole where only the region's name is written, with or without `oss-`. */
function serviceHost(host, bucket) {
    const port = /:\d+$/.exec(host)?.[0] ?? '';
    const known = readServiceHost(host);
    // Another bucket in front is a problem of its own: see endpointProblem.
    if (known !== undefined && (known.bucket === undefined || known.bucket === bucket))
        return known.host + port;
    const service = host.replace(/\.$/, '').replace(new RegExp(`^${escapeRegExp(bucket)}\\.(?=oss-|localhost\\b)`), '');
    const region = new RegExp(`^(?:oss-)?(${GEOGRAPHY})(?:\\.aliyuncs\\.com)?$`).exec(service)?.[1];
    return region === undefined ? service : `${publicLabel(region)}.aliyuncs.com`;
}
function escapeRegExp(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
function found(endpoint) {
    return { kind: 'endpoint', endpoint };
}
function problem(text, write) {
    return { kind: 'problem', problem: text, ...(write === undefined ? {} : { write }) };
}
/** @returns the host name without port, brackets kept off IPv6. */
function hostName(endpoint) {
    return endpoint.host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}
/** @returns whether the host is this machine, where plain http risks nothing. */
function isLocal(endpoint) {
    const name = hostName(endpoint);
    return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127\./.test(name);
}
/** @returns whether the host is an IP address, which no bucket name can be put before. */
function endpoint_isAddress(endpoint) {
    const name = hostName(endpoint);
    return /^\d+\.\d+\.\d+\.\d+$/.test(name) || name.includes(':');
}
/** @returns the URL that an endpoint gives a bucket: the base of its objects' URLs, without a slash at the end. */
function bucketUrl(endpoint, bucket) {
    if (endpoint.cname)
        return `${endpoint.protocol}//${endpoint.host}`;
    if (endpoint_isAddress(endpoint))
        return `${endpoint.protocol}//${endpoint.host}/${bucket}`;
    return `${endpoint.protocol}//${bucket}.${endpoint.host}`;
}

;// CONCATENATED MODULE: ./build/core/telling/connection-notes.js
/** What should be said of the way to OSS before anything is sent over it. */


/** The first Node whose agents take proxies from the environment. Source: https://nodejs.org/api/http.html#built-in-proxy-support */
const FIRST_WITH_PROXIES = [24, 5];
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
/** @returns warnings with their titles. */
function connectionWarnings(connection) {
    const { endpoint, stsUrl } = connection;
    const sts = stsUrl === undefined ? undefined : new URL(stsUrl);
    const token = sts?.protocol === 'http:' && !isLocal({ protocol: 'http:', host: sts.host, cname: false });
    const warnings = token ? [plainToken(sts.host)] : [];
    return isLocal(endpoint) ? warnings : [...warnings, ...plainHttp(endpoint), ...unknownProxies(connection)];
}
/** Throws an ActionError where certificates would not be checked: whoever is on the way could take keys and change bytes. */
function refuseOpenTls(environment) {
    if (environment('NODE_TLS_REJECT_UNAUTHORIZED') !== '0')
        return;
    throw new ActionError({
        code: 'tls-unchecked',
        message: 'NODE_TLS_REJECT_UNAUTHORIZED is 0: certificates would not be checked, and whoever is on the way could read and change what is sent',
        remedy: 'Remove that variable. If a proxy or a private endpoint has a certificate authority of its own, name its PEM file:\n  env:\n    NODE_EXTRA_CA_CERTS: /path/to/ca.pem',
    });
}
function plainToken(host) {
    const text = `GitHub's token goes to ${host} over plain http: whoever is on the way can assume the role with it. Write \`sts-endpoint: https://${host}\`.`;
    return { title: 'Not encrypted', text };
}
function plainHttp({ protocol, host }) {
    if (protocol === 'https:')
        return [];
    const text = `Requests to ${host} go over plain http: whoever is on the way can read the files, and reuse signed requests for minutes. Write \`endpoint: https://${host}\`.`;
    return [{ title: 'Not encrypted', text }];
}
function unknownProxies({ environment, nodeVersion }) {
    const variable = PROXY_VARIABLES.find((name) => environment(name) !== '');
    if (variable === undefined || knowsProxies(nodeVersion))
        return [];
    const text = `${variable} is set, and this runner's Node ${nodeVersion} does not know proxies (24.5 and later do): requests go out directly. Update the runner to 2.328 or later.`;
    return [{ title: 'Proxy not used', text }];
}
function knowsProxies(version) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major > FIRST_WITH_PROXIES[0] || (major === FIRST_WITH_PROXIES[0] && minor >= FIRST_WITH_PROXIES[1]);
}

;// CONCATENATED MODULE: ./build/core/telling/states.js
/** What a step may be busy with. Every state can be cancelled; a test sends the signal in each of this list. */
const STATES = (/* unused pure expression or super */ null && ([
    'starting',
    'searching',
    'signing',
    'restoring',
    'looking',
    'aborting',
    'transferring',
    'publishing',
    'checking',
    'holding',
    'collecting',
    'abandoning',
    'telling',
    'saving',
]));
/** @returns what the debug log says as a state begins, so that a log shows where a step was when it was ended. */
function stateLine(state) {
    return `State: ${state}.`;
}

;// CONCATENATED MODULE: ./build/core/text/quantities.js
/** Sizes and durations: text to numbers and back. */
/** Each is 1024 times the one before. */
const UNITS = 'bkmgt';
/** @returns bytes, or undefined where `text` is no size. `100KB`, `8 MiB`, `1g`: KB and KiB are both 1024, as in OSS's documents. */
function parseSize(text) {
    const found = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(text.trim());
    if (found === null)
        return undefined;
    const [, number, unit = 'b'] = found;
    const bytes = Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase());
    return Number.isSafeInteger(Math.round(bytes)) ? Math.round(bytes) : undefined;
}
const DURATIONS = {
    ms: 1,
    s: 1000,
    m: 60_000,
    min: 60_000,
    h: 3_600_000,
    d: 86_400_000,
};
/** @returns milliseconds, or undefined where `text` is no duration. `30s`, `15m`, `1h30m`, `7d`; a bare number is seconds. */
function parseDuration(text) {
    const trimmed = text.trim().toLowerCase();
    if (/^\d+(\.\d+)?$/.test(trimmed))
        return Math.round(Number(trimmed) * 1000);
    if (!/^(\d+(\.\d+)?\s*(ms|s|min|m|h|d)\s*)+$/.test(trimmed))
        return undefined;
    let total = 0;
    for (const [unit, unitMs] of Object.entries(DURATIONS)) {
        const numbers = trimmed.matchAll(new RegExp(`(\\d+(?:\\.\\d+)?)\\s*${unit}(?![a-z])`, 'g'));
        for (const [, number] of numbers)
            total += Number(number) * unitMs;
    }
    return Math.round(total);
}
/** @returns a size as people read it: `512 B`, `1.5 MiB`. */
function formatSize(bytes) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
        value /= 1024;
        unit += 1;
    }
    if (unit === 0)
        return `${bytes} B`;
    return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`;
}
/** @returns a duration as people read it: `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
function formatDuration(ms) {
    const seconds = ms / 1000;
    if (seconds < 59.95)
        return `${seconds < 9.95 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
    const minutes = Math.round(seconds / 60);
    if (seconds < 600)
        return withRest(Math.floor(Math.round(seconds) / 60), 'min', Math.round(seconds) % 60, 's');
    if (minutes < 60)
        return `${minutes} min`;
    return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}
function withRest(whole, unit, rest, restUnit) {
    return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`;
}
/** @returns `1 file`, `2 files`. */
function plural(count, noun) {
    // By hand: loading a locale takes longer than all the rest of a line.
    const digits = String(count).replace(/\B(?=(\d{3})+$)/g, ',');
    return `${digits} ${noun}${count === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/core/naming/disposition.js
/**
 * `Content-Disposition` in ASCII alone: Node writes other bytes of this one header where its value is not ASCII and a body follows, and browsers read
 * raw UTF-8 in it differently. A file name outside ASCII travels as RFC 8187 has it. Source: https://www.rfc-editor.org/rfc/rfc6266
 */
const NOT_ASCII = /[^\x20-\x7e]/;
const FILE_NAME = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^";]*))/i;
/** @returns what is wrong with a value, or undefined. */
function dispositionProblem(value) {
    return NOT_ASCII.test(asciiDisposition(value))
        ? 'has characters outside ASCII that are not in its `filename`: write `attachment; filename="\u2026"`'
        : undefined;
}
/** @returns the value with `filename` in ASCII and the name itself in `filename*`; a value that is ASCII stays as it is. */
function asciiDisposition(value) {
    const found = FILE_NAME.exec(value);
    if (!NOT_ASCII.test(value) || found === null)
        return value;
    const name = (found[1]?.replace(/\\(.)/g, '$1') ?? found[2] ?? '').trim();
    const plain = `; filename="${quotable(name)}"`;
    const rest = value.slice(0, found.index) + plain + value.slice(found.index + found[0].length);
    return /;\s*filename\*\s*=/i.test(value) ? rest : `${rest}; filename*=UTF-8''${escaped(name)}`;
}
/** For clients that know no `filename*`: each character that is not ASCII becomes `_`. */
function quotable(name) {
    return name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\]/g, '\\$&');
}
/** RFC 8187: what `encodeURIComponent` leaves and a value must not have is escaped too. A lone surrogate has no UTF-8. */
function escaped(name) {
    const hex = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
    return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, hex);
}

;// CONCATENATED MODULE: ./build/core/naming/wildcards.js
/**
 * Texts against patterns with wildcards, in time that grows with the text and the pattern and no faster. A regular expression of several `*` tries
 * every way to share the text between them: half a minute for one long name.
 */
const END = { takes: undefined, next: [] };
/** @returns whether a whole text is one that the steps describe; characters are code points. */
function compileSteps(steps) {
    const start = placesOf(steps, [END]);
    return (text) => {
        let places = reach(start);
        for (const character of text) {
            const after = [];
            for (const { takes, next } of places)
                if (takes?.(character))
                    after.push(...next);
            if (after.length === 0)
                return false;
            places = reach(after);
        }
        return places.has(END);
    };
}
/** @returns the steps that take a text and nothing else. */
function literalSteps(text) {
    return [...text].map((wanted) => ({ kind: 'one', takes: (character) => character === wanted }));
}
function placesOf(steps, after) {
    return steps.reduceRight((next, step) => placesOfStep(step, next), after);
}
function placesOfStep(step, next) {
    switch (step.kind) {
        case 'one':
            return [{ takes: step.takes, next }];
        case 'many': {
            const again = [...next];
            again.push({ takes: step.takes, next: again });
            return again;
        }
        case 'either': {
            const joint = [{ takes: undefined, next }];
            return step.choices.flatMap((choice) => placesOf(choice, joint));
        }
    }
}
/** @returns the places, and those that are reached from them without a character. */
function reach(from) {
    const places = new Set(from);
    // A set hands out what is added to it while it is gone through.
    for (const { takes, next } of places)
        if (takes === undefined)
            for (const place of next)
                places.add(place);
    return places;
}

;// CONCATENATED MODULE: ./build/core/naming/key-pattern.js
/** Patterns over object keys, for `publish-last` and `headers`. */

/**
 * @param pattern `*` any characters but `/`, `**` any characters, `?` one character but `/`, `{a,b}` alternatives, `[a-c]` one of them, `[!a-c]` none of
 *   them. Without
 *   a `/` it is compared with the key's last segment, with one with the whole key; one at the start is dropped.
 * @returns the matcher; case counts.
 */
function keyMatcher(pattern) {
    const whole = pattern.includes('/');
    const matches = compileSteps(stepsOf(pattern.replace(/^\/+/, '')));
    return (key) => matches(whole ? key : key.slice(key.lastIndexOf('/') + 1));
}
const TOKEN = /\*\*\/?|\*|\?|\[[!^]?[^\]]+\]|\{[^{}]*\}|[\s\S]/gu;
const anything = () => true;
const inSegment = (character) => character !== '/';
function stepsOf(pattern) {
    return (pattern.match(TOKEN) ?? []).flatMap(stepsOfToken);
}
function stepsOfToken(token) {
    if (token === '**/')
        return [{ kind: 'either', choices: [[], [{ kind: 'many', takes: anything }, ...literalSteps('/')]] }];
    if (token === '**')
        return [{ kind: 'many', takes: anything }];
    if (token === '*')
        return [{ kind: 'many', takes: inSegment }];
    if (token === '?')
        return [{ kind: 'one', takes: inSegment }];
    if (token.length > 1 && token.startsWith('['))
        return [stepOfSet(token)];
    if (token.length > 1 && token.startsWith('{'))
        return [{ kind: 'either', choices: token.slice(1, -1).split(',').map(stepsOf) }];
    return literalSteps(token);
}
/** A set never matches a `/`; a range that runs backwards holds nothing. */
function stepOfSet(token) {
    const negated = /^\[[!^][^\]]/.test(token);
    const members = token
        .slice(negated ? 2 : 1, -1)
        .replace(/([\s\S])-([\s\S])/gu, (range, from, to) => Number(from.codePointAt(0)) <= Number(to.codePointAt(0)) ? range : '')
        .replace(/[\\^[\]]/g, '\\$&');
    const expression = new RegExp(`^(?!/)[${negated ? '^' : ''}${members}]$`, 'su');
    return { kind: 'one', takes: (character) => expression.test(character) };
}

;// CONCATENATED MODULE: ./build/core/naming/tags.js
/** Object tags, as `x-oss-tagging` carries them. Source: https://help.aliyun.com/zh/oss/user-guide/object-tagging-8 */
/** @returns what is wrong with the value of an `x-oss-tagging` header, or undefined. */
function tagsProblem(text) {
    const pairs = text.split('&');
    const tags = pairs.map(parseTag).filter((tag) => tag !== undefined);
    if (tags.length < pairs.length)
        return 'is not of the form `key=value&key=value`, URL-encoded';
    if (tags.length > 10)
        return 'has more than 10 tags';
    if (tags.some(({ key }) => key === '' || key.length > 128))
        return 'has a tag whose key is empty or longer than 128 characters';
    if (tags.some(({ value }) => value.length > 256))
        return 'has a tag whose value is longer than 256 characters';
    if (new Set(tags.map(({ key }) => key)).size < tags.length)
        return 'has one tag key twice';
    return tags.every(isFit)
        ? undefined
        : 'has a character that tags may not have (letters, digits, space, and + - = . _ : / are allowed)';
}
function parseTag(pair) {
    const equals = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const rest = pair.slice(equals + 1);
    if (rest.includes('='))
        return undefined;
    try {
        return { key: decodeURIComponent(pair.slice(0, equals)), value: decodeURIComponent(rest) };
    }
    catch {
        return undefined;
    }
}
function isFit({ key, value }) {
    return /^[\p{L}\p{N} +\-=._:/]*$/u.test(key + value);
}
/** @returns the tags URL-encoded, as they have to travel; what is encoded already stays. */
function encodeTags(text) {
    return text.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

;// CONCATENATED MODULE: ./build/core/naming/headers.js
/** The `headers` input: which headers OSS stores with which objects, in the `_headers` format of static hosts. */



/** Metadata that says of which version an object is. OSS stores it with the object and tells it with HEAD. */
const VERSION_HEADER = 'x-oss-meta-release-version';
/** @returns the headers of an object, the version that it is of aside. */
function withoutVersion({ [VERSION_HEADER]: _, ...headers }) {
    return headers;
}
/** @returns the rules in their order, and what is wrong with lines of the input. */
function parseHeaders(text) {
    const problems = [];
    const everywhere = new Map();
    let current = { pattern: '', lines: 0, headers: everywhere };
    const sections = [current];
    for (const line of text.split(/\r?\n/)) {
        const trimmed = line.trim();
        if (trimmed === '' || trimmed.startsWith('#'))
            continue;
        const isIndented = /^\s/.test(line);
        const isHeader = /^[A-Za-z0-9_-]+\s*:/.test(trimmed);
        if (!isIndented && !isHeader) {
            current = { pattern: trimmed, lines: 0, headers: new Map() };
            sections.push(current);
            continue;
        }
        if (isIndented)
            current.lines += 1;
        const problem = isHeader
            ? addHeader(isIndented ? current.headers : everywhere, trimmed)
            : { problem: 'is not a `Name: value` line' };
        if (problem !== undefined)
            problems.push({ line: trimmed, ...problem });
    }
    const [, ...patterns] = sections;
    for (const { pattern, lines } of patterns) {
        if (lines === 0)
            problems.push({
                line: pattern,
                problem: 'is a key pattern without indented `Name: value` lines below it',
                write: `${pattern}\n  Cache-Control: no-cache`,
            });
    }
    return { rules: [everyKey(everywhere), ...patterns.map(ruleOf)], problems };
}
function everyKey(headers) {
    return { pattern: undefined, matches: () => true, headers: Object.fromEntries(headers) };
}
function ruleOf({ pattern, headers }) {
    return { pattern, matches: keyMatcher(pattern), headers: Object.fromEntries(headers) };
}
function addHeader(target, line) {
    const colon = line.indexOf(':');
    const written = line.slice(0, colon).trim();
    const name = written.toLowerCase();
    const value = line.slice(colon + 1).trim();
    const problem = shapeProblem(written, value) ?? valueProblem(written, value);
    if (problem === undefined)
        target.set(name, asSent(name, value));
    return problem;
}
const QUOTED = /^(["'])(.*)\1$/;
/** Two headers on one line: what a folded block (`>`) makes of lines. */
const FOLDED = /\s(?=(?:content-(?:type|disposition|encoding|language)|cache-control|expires|x-oss-[a-z0-9-]+)\s*:\s)/i;
/** @returns what is wrong with how a header is written, with the same header written right. */
function shapeProblem(name, value) {
    const quoted = QUOTED.exec(value);
    if (quoted !== null)
        return { problem: 'has quotes, which OSS would store as part of the value', write: `${name}: ${quoted[2]}` };
    const [first = '', ...others] = value.split(FOLDED);
    if (others.length === 0)
        return undefined;
    const lines = [`${name}: ${first.trim()}`, ...others.map((other) => other.trim())];
    return {
        problem: 'holds several headers on one line: a `|` block keeps lines apart, a `>` block joins them',
        write: lines.join('\n'),
    };
}
function valueProblem(name, value) {
    const problem = headerProblem(name.toLowerCase(), value);
    if (problem === undefined)
        return undefined;
    const right = EXAMPLES.get(name.toLowerCase());
    return right === undefined || problem === NOT_STORED ? { problem } : { problem, write: `${name}: ${right(value)}` };
}
/** What a wrong value of a header should look like; of several values the one that is nearest. */
const EXAMPLES = new Map(Object.entries({
    'content-type': () => 'application/octet-stream',
    'content-disposition': () => 'attachment; filename="app.exe"',
    'cache-control': () => 'max-age=3600',
    'content-language': () => 'en',
    expires: () => 'Wed, 08 Jul 2026 16:57:01 GMT',
    'x-oss-object-acl': (value) => nearestOf(['private', 'default', 'public-read'], value),
    'x-oss-storage-class': (value) => nearestOf(STORAGE_CLASSES, value),
    'x-oss-server-side-encryption': (value) => nearestOf(ENCRYPTIONS, value),
    'x-oss-server-side-data-encryption': () => 'SM4',
    'x-oss-tagging': () => 'project=app&stage=release',
}));
/** @returns the word that is written alike but for case and punctuation, else the first, which gives the least away. */
function nearestOf(words, value) {
    const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
    return words.find((word) => plain(word) === plain(value)) ?? words[0];
}
/** @returns the value as it travels. */
function asSent(name, value) {
    if (name === 'x-oss-tagging')
        return encodeTags(value);
    return name === 'content-disposition' ? asciiDisposition(value) : value;
}
/** Goes with every request and is stored with no object. Source: https://help.aliyun.com/en/oss/user-guide/pay-by-requester-1 */
const REQUEST_PAYER = 'x-oss-request-payer';
const ACLS = ['default', 'private', 'public-read', 'public-read-write'];
const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'];
const ENCRYPTIONS = ['AES256', 'KMS', 'SM4'];
/** The date of HTTP, and the ISO date that OSS's documents show. */
const DATES = [
    /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
];
/** Headers that OSS stores with an object at PutObject and InitiateMultipartUpload. Source: https://help.aliyun.com/zh/oss/developer-reference/putobject */
const CHECKS = new Map(Object.entries({
    'content-type': (value) => /^[\w.+*-]+\/[\w.+*-]+(\s*;.*)?$/.test(value)
        ? undefined
        : 'is not a media type such as `text/html; charset=utf-8`',
    'content-disposition': dispositionProblem,
    'content-encoding': headers_anything,
    'content-language': headers_anything,
    'cache-control': headers_anything,
    expires: (value) => DATES.some((form) => form.test(value)) && !Number.isNaN(Date.parse(value))
        ? undefined
        : 'is not a date such as `Wed, 08 Jul 2026 16:57:01 GMT`',
    'x-oss-object-acl': oneOf(ACLS),
    'x-oss-storage-class': oneOf(STORAGE_CLASSES),
    'x-oss-server-side-encryption': oneOf(ENCRYPTIONS),
    'x-oss-server-side-data-encryption': oneOf(['SM4']),
    'x-oss-server-side-encryption-key-id': (value) => /^[\w:/-]+$/.test(value) ? undefined : 'is not a KMS key ID',
    'x-oss-tagging': tagsProblem,
    [REQUEST_PAYER]: oneOf(['requester']),
}));
const NOT_STORED = 'is not a header that OSS stores with an object';
function headers_anything() {
    return undefined;
}
function oneOf(words) {
    return (value) => words.includes(value) ? undefined : `is not one of ${words.map((word) => `\`${word}\``).join(', ')}`;
}
function headerProblem(name, value) {
    if (value === '')
        return 'has no value';
    if (/\p{Cc}/u.test(value))
        return 'has a control character in its value';
    if (name === VERSION_HEADER)
        return 'is what the input `version` is for';
    if (/^x-oss-meta-[a-z0-9-]+$/.test(name))
        return undefined;
    if (name.startsWith('x-oss-meta-'))
        return 'may have letters, digits and hyphens in its name';
    if (name === 'x-oss-forbid-overwrite')
        return 'is what the input `overwrite: never` is for';
    const check = CHECKS.get(name);
    return check === undefined ? NOT_STORED : check(value);
}
/**
 * @param contentType the type that the key's name stands for
 * @returns the headers that OSS is to store with the object: those for all keys, then those of each pattern that matches, the later winning.
 */
function headersFor(rules, { key, contentType }) {
    const matching = rules.filter((rule) => rule.matches(key)).map((rule) => rule.headers);
    const { [REQUEST_PAYER]: _, ...stored } = Object.assign({ 'content-type': contentType }, ...matching);
    return stored;
}
/** @returns the headers that go with every request, whatever it is about. */
function requestHeadersOf(rules) {
    const payer = rules.map(({ headers }) => headers[REQUEST_PAYER]).find((value) => value !== undefined);
    return payer === undefined ? {} : { [REQUEST_PAYER]: payer };
}
/** What HEAD tells of an object as it was sent; neither ACL nor tags. */
const TOLD = /^(content-(disposition|encoding|language)|cache-control|expires|x-oss-(meta-.+|storage-class|server-side-encryption))$/;
/** What a server says that knows nothing better. */
const NO_TYPE = 'application/octet-stream';
/**
 * @param told headers of the answer to HEAD
 * @returns whether an object has the headers that are wanted, as far as HEAD tells them.
 */
function hasHeaders(told, wanted) {
    const type = told['content-type'] ?? NO_TYPE;
    if (type !== NO_TYPE && withoutForm(type) !== withoutForm(wanted['content-type'] ?? type))
        return false;
    const names = Object.keys(wanted).filter((name) => TOLD.test(name));
    return names.every((name) => withoutForm(told[name]) === withoutForm(wanted[name]));
}
/** Case and spaces may change on the way without a change of what is meant. */
function withoutForm(value) {
    return value?.replace(/\s+/g, '').toLowerCase();
}
/**
 * Of the headers that OSS stores with an object, InitiateMultipartUpload fixes all but the ACL: that belongs to CompleteMultipartUpload.
 * Source: docs/headers.md
 * @returns those that Complete has to carry
 */
function headersOfComplete(headers) {
    const acl = headers['x-oss-object-acl'];
    return acl === undefined ? {} : { 'x-oss-object-acl': acl };
}
/** @returns whether anybody is to be able to read the object, by an ACL of its own. */
function asksForPublicAccess(headers) {
    return headers['x-oss-object-acl']?.startsWith('public') === true;
}
/** @returns whether a text is an ACL that an object can have. */
function isAcl(text) {
    return ACLS.some((acl) => acl === text);
}
/** @returns what is risky about an object's headers, for a warning; undefined where nothing is. */
function riskOf(headers) {
    return headers['x-oss-object-acl'] === 'public-read-write'
        ? 'anybody may overwrite it (`x-oss-object-acl: public-read-write`)'
        : undefined;
}
const MAX_METADATA_BYTES = 8 * 1024;
/** @returns why the headers of one object cannot stand together, or undefined. */
function conflictOf(headers) {
    const encryption = headers['x-oss-server-side-encryption'];
    const needsKms = ['x-oss-server-side-encryption-key-id', 'x-oss-server-side-data-encryption'].find((name) => headers[name] !== undefined);
    if (needsKms !== undefined && encryption !== 'KMS')
        return `\`${needsKms}\` needs \`x-oss-server-side-encryption: KMS\` beside it`;
    const bytes = metadataBytes(headers);
    return bytes > MAX_METADATA_BYTES ? `${bytes} bytes of x-oss-meta-\u2026 headers, and OSS allows 8 KB` : undefined;
}
function metadataBytes(headers) {
    const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-oss-meta-'));
    return metadata.reduce((sum, [name, value]) => sum + new TextEncoder().encode(name + value).length, 0);
}

;// CONCATENATED MODULE: ./build/core/link/flow-sample.js
/** What acknowledged requests tell about the connections that they went over. Pure. */
const flow_sample_NOTHING = { count: 0, sizeBytes: 0, timeMs: 0 };
const EMPTY_SAMPLE = { first: flow_sample_NOTHING, later: flow_sample_NOTHING, bulk: flow_sample_NOTHING, lostMs: 0 };
/** What a request costs besides its body, so that small and large ones can be compared. */
const REQUEST_WORTH_BYTES = 128 * 1024;
const BULK_BYTES = 256 * 1024;
/** What TCP sends into an idle network at once. Source: https://www.rfc-editor.org/rfc/rfc6928 */
const INITIAL_WINDOW_BYTES = 10 * 1460;
/** Warm requests from which on first ones are not needed for a judgement. */
const ENOUGH = 3;
/** @returns the sample with one more acknowledged request. */
function addSuccess(sample, request) {
    const bulk = request.sizeBytes >= BULK_BYTES ? add(sample.bulk, request) : sample.bulk;
    return request.isFirst
        ? { ...sample, bulk, first: add(sample.first, request) }
        : { ...sample, bulk, later: add(sample.later, request) };
}
/** @returns the sample with the time of a failed request. */
function addLoss(sample, lostMs) {
    return { ...sample, lostMs: sample.lostMs + lostMs };
}
/** @returns the sample at half its weight, so that what comes counts more than what was. */
function fade(sample) {
    const { first, later, bulk, lostMs } = sample;
    return { first: half(first), later: half(later), bulk: half(bulk), lostMs: lostMs / 2 };
}
/** @returns how many acknowledged requests there are. */
function countOf({ first, later }) {
    return first.count + later.count;
}
/** @returns whether warm connections alone can tell what a slot achieves. */
function isWarm({ first, later }) {
    return later.count >= ENOUGH && later.count * 4 >= first.count;
}
/**
 * @returns what one request slot achieves, in bytes a millisecond, by warm connections where there are some; failures count as time without
 *   result. 0 for an empty sample.
 */
function slotRate(sample) {
    const { first, later, lostMs } = sample;
    const judged = isWarm(sample) ? later : merge(first, later);
    const timeMs = first.timeMs + later.timeMs;
    if (judged.timeMs === 0)
        return 0;
    const worth = judged.sizeBytes + judged.count * REQUEST_WORTH_BYTES;
    return (worth / judged.timeMs) * (timeMs / (timeMs + lostMs));
}
/**
 * @param roundTripMs no more than that
 * @returns whether connections get less than two initial windows a round trip: so little that not TCP's window, but the link holds them back
 *   (or one that loses a lot: then fewer connections achieve less).
 */
function isSaturated({ bulk }, roundTripMs) {
    return bulk.count > 0 && (bulk.sizeBytes / bulk.timeMs) * roundTripMs < 2 * INITIAL_WINDOW_BYTES;
}
function add(tally, { sizeBytes, elapsedMs }) {
    return merge(tally, { count: 1, sizeBytes, timeMs: Math.max(0.01, elapsedMs) });
}
function merge(one, other) {
    return {
        count: one.count + other.count,
        sizeBytes: one.sizeBytes + other.sizeBytes,
        timeMs: one.timeMs + other.timeMs,
    };
}
function half({ count, sizeBytes, timeMs }) {
    return { count: count / 2, sizeBytes: sizeBytes / 2, timeMs: timeMs / 2 };
}

;// CONCATENATED MODULE: ./build/core/link/limit-trials.js

/** Fewer are not tried: that many keep a link busy while one of them waits for its answer. */
const LEAST = 4;
/** More are not tried: each costs memory, here and at the service. */
const MOST = 64;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;
const RAISE = 2;
const CAUTIOUS_RAISE = 1.25;
const CUT = 0.75;
/** More connections have to bring so much of the throughput. */
const WORTHWHILE = 0.1;
/** With less than this part of what they would bring, the link is what holds them. */
const ELASTIC = 0.7;
/** Fewer connections may cost so much of it. */
const BEARABLE = 0.03;
/** @returns the controller as it tries its first other limit, once a quarter of the first requests is through. */
function endOpening(controller, sample, nowMs) {
    const { limit, roundTripMs } = controller;
    if (countOf(sample) * 4 < limit)
        return controller;
    const raise = isSaturated(sample, roundTripMs) ? CAUTIOUS_RAISE : RAISE;
    return tryLimit(controller, { nowMs, sample, limit: limit * raise });
}
/** @returns the controller as it tries a few more connections, once it has stayed for its pause. */
function endPause(controller, sample, nowMs) {
    return tryLimit(controller, { nowMs, sample, limit: Math.ceil(controller.limit * CAUTIOUS_RAISE) });
}
/** @returns the controller that stays where it is until its pause is over. */
function settle(controller, sample, sinceMs) {
    return { ...controller, step: { kind: 'settled', sinceMs, sample } };
}
/** @returns the controller after a trial, once it has seen enough of it: at the new limit or back at the one before, and perhaps in the next trial. */
function judge(controller, trial, nowMs) {
    const { limit } = controller;
    const { before, sample } = trial;
    if (sample.later.count * 2 < limit && countOf(sample) < limit * 2)
        return controller;
    const was = Math.max(trial.toMatch, slotRate(before.sample) * before.limit);
    const is = slotRate(sample) * limit;
    const outcome = { nowMs, gain: is / was - 1, best: Math.max(was, is) };
    return limit > before.limit ? judgeMore(controller, trial, outcome) : judgeFewer(controller, trial, outcome);
}
function judgeMore(controller, { before, sample }, { nowMs, gain, best }) {
    const { limit, roundTripMs } = controller;
    const isElastic = gain >= ELASTIC * (limit / before.limit - 1);
    // Beside connections that had just been opened anything looks like a gain.
    const isMost = limit === MOST && isWarm(before.sample);
    const heldBy = !isElastic ? 'link' : isMost ? 'most' : undefined;
    if (gain >= WORTHWHILE)
        return tryLimit({ ...controller, heldBy, pauseMs: FIRST_PAUSE_MS }, { nowMs, sample, limit: limit * RAISE });
    const pauseMs = Math.min(LONGEST_PAUSE_MS, controller.pauseMs * 2);
    const back = { ...controller, heldBy, limit: before.limit, pauseMs };
    return isSaturated(before.sample, roundTripMs)
        ? tryLimit(back, { nowMs, sample: before.sample, limit: fewer(back), toMatch: best })
        : settle(back, before.sample, nowMs);
}
function judgeFewer(controller, { before, sample }, { nowMs, gain, best }) {
    if (gain < -BEARABLE)
        return settle({ ...controller, limit: before.limit }, before.sample, nowMs);
    return isSaturated(sample, controller.roundTripMs)
        ? tryLimit(controller, { nowMs, sample, limit: fewer(controller), toMatch: best })
        : settle(controller, sample, nowMs);
}
function fewer({ limit }) {
    return Math.min(limit, Math.max(LEAST, limit * CUT));
}
function tryLimit(controller, { nowMs, sample, limit, toMatch = 0 }) {
    const other = Math.min(MOST, Math.floor(limit));
    if (other === controller.limit)
        return settle(controller, sample, nowMs);
    const before = { limit: controller.limit, sample };
    return { ...controller, limit: other, step: { kind: 'trial', sinceMs: nowMs, before, toMatch, sample: EMPTY_SAMPLE } };
}

;// CONCATENATED MODULE: ./build/core/link/concurrency.js


const START = 12;
/** To begin with, a connection for so many milliseconds of the round trip: each carries no more than its window in that time. */
const MS_A_CONNECTION = 8;
const MOST_TO_BEGIN_WITH = 40;
const THROTTLE_CUT = 0.75;
const LONGEST_THROTTLE_PAUSE_MS = 60_000;
/** @returns the controller before anything was observed. */
function startController(setting) {
    return {
        setting,
        limit: setting.kind === 'fixed' ? setting.limit : START,
        step: { kind: 'opening', sample: EMPTY_SAMPLE, restore: undefined },
        roundTripMs: Number.POSITIVE_INFINITY,
        hasSentBytes: false,
        failuresInARow: 0,
        heldBy: undefined,
        pauseMs: FIRST_PAUSE_MS,
    };
}
/** @returns the controller after one more observation; its `limit` is how many requests may be in flight now. */
function observe(controller, observation) {
    if (controller.setting.kind === 'fixed')
        return controller;
    switch (observation.kind) {
        case 'acknowledged':
            return acknowledge(controller, observation);
        case 'throttled':
            return throttle(controller, observation);
        case 'failed':
            return fail(controller, observation);
    }
}
function acknowledge(controller, observation) {
    const { nowMs, startedMs, sizeBytes } = observation;
    const roundTripMs = Math.min(controller.roundTripMs, Math.max(0.1, nowMs - startedMs));
    const known = { ...controller, roundTripMs, failuresInARow: 0 };
    if (sizeBytes === 0)
        return controller.hasSentBytes ? known : { ...known, limit: Math.max(known.limit, limitFor(roundTripMs)) };
    const { step } = controller;
    const limit = step.kind === 'opening' && step.restore !== undefined ? step.restore : controller.limit;
    return decide({ ...known, limit, hasSentBytes: true, step: record(known, observation) }, observation);
}
/** @returns a limit to begin with, from how long a request without a body took: the farther the bucket, the more connections fill a link. */
function limitFor(roundTripMs) {
    return Math.min(MOST_TO_BEGIN_WITH, Math.floor(roundTripMs / MS_A_CONNECTION));
}
function record({ step, limit }, observation) {
    const request = { ...observation, elapsedMs: observation.nowMs - observation.startedMs };
    switch (step.kind) {
        case 'opening':
            return { kind: 'opening', sample: addSuccess(step.sample, request), restore: undefined };
        case 'settled': {
            const sample = addSuccess(step.sample, request);
            return { ...step, sample: countOf(sample) > limit * 4 ? fade(sample) : sample };
        }
        case 'trial':
            return addToTrial(step, observation, (sample) => addSuccess(sample, request));
        case 'throttled':
            return { ...step, acknowledged: step.acknowledged + 1 };
    }
}
/** A request belongs to the limit under which it spent its time; one that began before the trial and spent more of it after tells of neither. */
function addToTrial(trial, { startedMs, nowMs }, add) {
    const { sinceMs, before, sample } = trial;
    if (startedMs >= sinceMs)
        return { ...trial, sample: add(sample) };
    if (startedMs + nowMs > 2 * sinceMs)
        return trial;
    return { ...trial, before: { ...before, sample: add(before.sample) } };
}
/** What follows from an acknowledged body. While less is under way than may be, nothing can be concluded. */
function decide(controller, { nowMs, inFlight }) {
    const { step, limit } = controller;
    if (inFlight < limit)
        return controller;
    switch (step.kind) {
        case 'opening':
            return endOpening(controller, step.sample, nowMs);
        case 'trial':
            return judge(controller, step, nowMs);
        case 'settled':
            return nowMs - step.sinceMs < controller.pauseMs ? controller : endPause(controller, step.sample, nowMs);
        case 'throttled':
            return recover(controller, step, nowMs);
    }
}
/** The first refusal cuts the limit; each further one of the same moment tells that the service bore one request less. */
function throttle(controller, { nowMs, startedMs, inFlight, retryAfterMs = 0 }) {
    const { step, pauseMs } = controller;
    const isSameCut = step.kind === 'throttled' && startedMs < step.cutMs;
    const ceiling = Math.max(1, (isSameCut ? step.ceiling : inFlight) - 1);
    const limit = Math.max(1, Math.min(controller.limit, Math.floor(ceiling * THROTTLE_CUT)));
    const waitUntilMs = Math.max(nowMs + retryAfterMs, step.kind === 'throttled' ? step.waitUntilMs : 0);
    const cutMs = isSameCut ? step.cutMs : nowMs;
    return {
        ...controller,
        limit,
        failuresInARow: 0,
        heldBy: 'service',
        pauseMs: isSameCut ? pauseMs : Math.min(LONGEST_THROTTLE_PAUSE_MS, pauseMs * 2),
        step: { kind: 'throttled', ceiling, cutMs, waitUntilMs, acknowledged: 0 },
    };
}
/** Back to the ceiling within a few round trips; what lies beyond is tried after a pause. */
function recover(controller, step, nowMs) {
    const { limit } = controller;
    if (limit >= step.ceiling)
        return settle(controller, EMPTY_SAMPLE, nowMs);
    if (nowMs < step.waitUntilMs || step.acknowledged * 4 < limit)
        return controller;
    return { ...controller, limit: limit + 1, step: { ...step, acknowledged: 0 } };
}
/** Resets at random cost time, which the samples count; where nothing gets through any more, few requests find out when it does again. */
function fail(controller, observation) {
    const { step, limit } = controller;
    const failuresInARow = controller.failuresInARow + 1;
    if (failuresInARow >= Math.max(LEAST, limit)) {
        const half = Math.min(limit, Math.max(LEAST, Math.floor(limit / 2)));
        const restore = step.kind === 'opening' && step.restore !== undefined ? step.restore : limit;
        return { ...controller, failuresInARow: 0, limit: half, step: { kind: 'opening', sample: EMPTY_SAMPLE, restore } };
    }
    const lostMs = observation.nowMs - observation.startedMs;
    const counted = { ...controller, failuresInARow };
    switch (step.kind) {
        case 'opening':
        case 'settled':
            return { ...counted, step: { ...step, sample: addLoss(step.sample, lostMs) } };
        case 'trial':
            return { ...counted, step: addToTrial(step, observation, (sample) => addLoss(sample, lostMs)) };
        case 'throttled':
            return counted;
    }
}

;// CONCATENATED MODULE: ./build/engine/bucket/limiter.js
/** Requests in flight: one limit for all of them, moved by the concurrency controller. */

/** About what a fresh connection takes in two round trips: such a request mostly waits for its answer. */
const SMALL_BODY_BYTES = 48 * 1024;
/** What a request counts where the limit is found by measuring. One that mostly waits leaves the link to others. */
const COSTS = { control: 0.5, small: 0.5, data: 1 };
/** @returns the lane of a request with such a body. */
function laneOf(bodyBytes) {
    return bodyBytes <= SMALL_BODY_BYTES ? 'small' : 'data';
}
/** @returns a limiter whose limit starts and moves as the setting says. */
function createLimiter(setting) {
    let controller = startController(setting);
    let load = 0;
    let inFlight = 0;
    let mostInFlight = 0;
    let lastQueue = 'body';
    const waiting = { control: new Set(), body: new Set() };
    const costOf = (lane) => (setting.kind === 'auto' ? COSTS[lane] : 1);
    /** Takes whoever is next in turn, if there is room for them. */
    function next() {
        const turn = lastQueue === 'body' ? 'control' : 'body';
        for (const queue of [turn, lastQueue]) {
            const [waiter] = waiting[queue];
            if (waiter === undefined)
                continue;
            if (load + waiter.cost > controller.limit)
                return undefined;
            waiting[queue].delete(waiter);
            lastQueue = queue;
            return waiter;
        }
        return undefined;
    }
    function grantFree() {
        for (let waiter = next(); waiter !== undefined; waiter = next()) {
            load += waiter.cost;
            inFlight += 1;
            mostInFlight = Math.max(mostInFlight, inFlight);
            waiter.grant();
        }
    }
    function createSlot(cost) {
        let held = true;
        return {
            release() {
                if (!held)
                    return;
                held = false;
                load -= cost;
                inFlight -= 1;
                grantFree();
            },
        };
    }
    return {
        acquire(lane, signal) {
            return new Promise((resolve, reject) => {
                if (signal.aborted)
                    return reject(signal.reason);
                const queue = waiting[lane === 'control' ? 'control' : 'body'];
                const cost = costOf(lane);
                const onAbort = () => {
                    queue.delete(waiter);
                    reject(signal.reason);
                };
                const waiter = {
                    cost,
                    grant() {
                        signal.removeEventListener('abort', onAbort);
                        resolve(createSlot(cost));
                    },
                };
                signal.addEventListener('abort', onAbort, { once: true });
                queue.add(waiter);
                grantFree();
            });
        },
        observe(observation) {
            controller = observe(controller, observation);
            grantFree();
        },
        get limit() {
            return controller.limit;
        },
        get load() {
            return load;
        },
        get inFlight() {
            return inFlight;
        },
        get heldBy() {
            return controller.heldBy;
        },
        get mostInFlight() {
            return mostInFlight;
        },
    };
}

;// CONCATENATED MODULE: ./build/engine/bucket/within.js
/** @returns what the action comes to; its signal is aborted with the given one, and once `deadlineMs` are over. */
async function within(clock, { deadlineMs, signal }, action) {
    const late = new AbortController();
    const over = new AbortController();
    clock.sleep(deadlineMs, over.signal).then(() => late.abort(new Error('too late')), () => { });
    try {
        return await action(AbortSignal.any([signal, late.signal]));
    }
    finally {
        over.abort();
    }
}

;// CONCATENATED MODULE: ./build/engine/bucket/bucket.js
/** The bucket as the engine sees it: the verbs of ObjectStore, each sent until it is acknowledged, within the limit on requests, and counted. */





/** How long an abort that nothing else bounds may take, in milliseconds: less than the runner leaves a cancelled step. */
const ABORT_DEADLINE_MS = 4000;
/** So long the answer to a single look is of use. */
const LIST_DEADLINE_MS = 60_000;
/** @returns the bucket of one attempt. */
function createBucket({ store, requester, ownUploads, clock, signal, guard }) {
    /** A request without a body, that others wait for. */
    function ask(what, send, until = signal) {
        return requester.run({ what, lane: 'control', sizeBytes: 0, signal: until, send });
    }
    /** A request whose body is prepared anew for every try. */
    function sendBody({ sizeBytes, slot, prepare }, request) {
        const { what, lane } = request;
        return requester.run({
            ...{ what, lane, sizeBytes, signal: request.signal },
            ...(slot === undefined ? {} : { slot }),
            async send(attempt) {
                const prepared = await prepare();
                try {
                    return await prepared.accept(await request.send(prepared, attempt));
                }
                finally {
                    await prepared.body.close();
                }
            },
        });
    }
    return {
        putObject: ({ key, headers, ...request }) => sendBody({ key, ...request }, {
            ...{ what: key, lane: laneOf(request.sizeBytes), signal },
            send: ({ body, headers: more }, attempt) => store.putObject({ key, body, headers: { ...headers, ...guard, ...more }, ...attempt }),
        }),
        async initiateUpload({ key, headers }) {
            const send = (attempt) => store.initiateUpload({ key, headers: { ...headers, ...guard }, ...attempt });
            const uploadId = await ask(`the start of ${key}`, send);
            ownUploads.add({ key, uploadId });
            return uploadId;
        },
        uploadPart: ({ key, uploadId, number, signal: until, ...request }) => sendBody({ key, ...request }, {
            ...{ what: `part ${number} of ${key}`, lane: 'data', signal: until },
            send: ({ body }, attempt) => store.uploadPart({ key, uploadId, number, body, ...attempt }),
        }),
        copyPart: ({ key, uploadId, number, from }) => ask(`part ${number} of the copy ${key}`, (attempt) => store.copyPart({ key, uploadId, number, from, signal: attempt.signal })),
        listParts: ({ key, uploadId }) => ask(`the parts of ${key}`, (attempt) => store.listParts({ key, uploadId, signal: attempt.signal })),
        async mayListParts({ key, uploadId }) {
            try {
                await within(clock, { deadlineMs: LIST_DEADLINE_MS, signal }, (until) => store.listParts({ key, uploadId, signal: until }));
                return true;
            }
            catch (error) {
                const fault = faultOf(error);
                if (fault === 'upload-gone')
                    return true;
                return fault === 'denied' ? false : undefined;
            }
        },
        async completeUpload({ key, uploadId, parts, headers: stored, onUnanswered = () => { } }) {
            const headers = { ...headersOfComplete(stored), ...guard };
            try {
                const send = (attempt) => tellUnanswered(attempt, onUnanswered, (watched) => store.completeUpload({ key, uploadId, parts, headers, ...watched }));
                const stored = await ask(`the publishing of ${key}`, send);
                ownUploads.end(uploadId);
                return stored;
            }
            catch (error) {
                if (faultOf(error) === 'upload-gone')
                    ownUploads.end(uploadId);
                throw error;
            }
        },
        async abortUpload({ key, uploadId }, until) {
            const send = (attempt) => store.abortUpload({ key, uploadId, signal: attempt.signal });
            const abort = (signal) => ask(`the end of the upload of ${singleLine(key)}`, send, signal);
            try {
                // The step itself may be cancelled already.
                const own = { deadlineMs: ABORT_DEADLINE_MS, signal: new AbortController().signal };
                await (until === undefined ? within(clock, own, abort) : abort(until));
            }
            catch (error) {
                if (faultOf(error) !== 'upload-gone')
                    throw error;
            }
            ownUploads.end(uploadId);
        },
        getObjectAcl: (key) => ask(`the ACL of ${key}`, (attempt) => store.getObjectAcl({ key, signal: attempt.signal })),
        getObjectTagging: (key) => ask(`the tags of ${key}`, (attempt) => store.getObjectTagging({ key, signal: attempt.signal })),
        headObject: (key) => ask(`a look at ${key}`, (attempt) => store.headObject({ key, signal: attempt.signal })),
        copyObject: ({ key, fromKey, headers }) => ask(`the copy ${key}`, (attempt) => store.copyObject({ key, fromKey, headers: { ...headers, ...guard }, signal: attempt.signal })),
    };
}
/** Calls `onUnanswered` where a try went out and its connection ended before anything was answered, or a gateway says that it heard nothing. */
async function tellUnanswered({ signal, sending }, onUnanswered, send) {
    let isOut = false;
    const onConnected = (isNew) => {
        isOut = true;
        sending.onConnected(isNew);
    };
    try {
        return await send({ signal, sending: { ...sending, onConnected } });
    }
    catch (error) {
        if (isOut && isUnanswered(error, signal))
            onUnanswered();
        throw error;
    }
}
function isUnanswered(error, signal) {
    const known = asActionError(error);
    const { status = 0, foreign } = known?.facts ?? {};
    if (foreign === true)
        return status === 502 || status === 504;
    return known?.fault === 'network' || (status === 0 && signal.aborted);
}

;// CONCATENATED MODULE: ./build/engine/bucket/own-uploads.js
/** The uploads that this run began and that have not ended. */
/** @returns an empty list. */
function createOwnUploads() {
    const uploads = new Map();
    return {
        add: (upload) => void uploads.set(upload.uploadId, upload),
        end: (uploadId) => void uploads.delete(uploadId),
        has: (uploadId) => uploads.has(uploadId),
        list: () => [...uploads.values()],
    };
}

;// CONCATENATED MODULE: ./build/engine/bucket/part-queue.js
/** @returns a queue over the limiter's data lane. It holds at most one waiting slot request, so memory does not grow with the parts. */
function createPartQueue(limiter) {
    const jobs = new Set();
    let pumping = false;
    function takeNext() {
        for (const running of jobs) {
            const part = running.job.parts[running.next];
            if (part === undefined || running.failure !== undefined)
                continue;
            running.next += 1;
            running.inFlight += 1;
            return { running, part };
        }
        return undefined;
    }
    function hasWork() {
        for (const running of jobs) {
            if (running.failure === undefined && running.next < running.job.parts.length)
                return true;
        }
        return false;
    }
    function fail(running, error) {
        if (running.failure !== undefined)
            return;
        running.failure = { error };
        running.controller.abort(error);
        settleIfOver(running);
    }
    function settleIfOver(running) {
        const allTaken = running.failure !== undefined || running.next >= running.job.parts.length;
        if (!allTaken || running.inFlight > 0)
            return;
        jobs.delete(running);
        running.settle();
    }
    async function sendOne(running, part, slot) {
        try {
            await running.job.send(part, slot, running.signal);
        }
        catch (error) {
            fail(running, error);
        }
        finally {
            slot.release();
            running.inFlight -= 1;
            settleIfOver(running);
        }
    }
    async function pump() {
        if (pumping)
            return;
        pumping = true;
        try {
            while (hasWork()) {
                const slot = await limiter.acquire('data', new AbortController().signal);
                const next = takeNext();
                if (next === undefined)
                    slot.release();
                else
                    void sendOne(next.running, next.part, slot);
            }
        }
        finally {
            pumping = false;
        }
    }
    return {
        run(job) {
            return new Promise((resolve, reject) => {
                const controller = new AbortController();
                const onAbort = () => fail(running, job.signal.reason);
                const running = {
                    job,
                    controller,
                    signal: AbortSignal.any([job.signal, controller.signal]),
                    next: 0,
                    inFlight: 0,
                    failure: undefined,
                    settle() {
                        job.signal.removeEventListener('abort', onAbort);
                        if (running.failure === undefined)
                            resolve();
                        else
                            reject(running.failure.error);
                    },
                };
                job.signal.addEventListener('abort', onAbort, { once: true });
                jobs.add(running);
                if (job.signal.aborted)
                    onAbort();
                settleIfOver(running);
                void pump();
            });
        },
    };
}

;// CONCATENATED MODULE: ./build/core/link/rate-history.js
/** How many bytes were acknowledged when, in few numbers however long it takes. Pure. */
/** More bins than this are merged in pairs. */
const MAX_BINS = 60;
const NO_HISTORY = { binMs: 500, bins: [] };
/**
 * @param transfer bytes that were acknowledged at once, and from when to when they were under way, in milliseconds from the start
 * @returns the history with these bytes spread evenly over their time.
 */
function addTransfer(history, { fromMs, toMs, sizeBytes }) {
    const { binMs, bins } = history;
    const last = Math.floor(toMs / binMs);
    if (last >= MAX_BINS)
        return addTransfer(halve(history), { fromMs, toMs, sizeBytes });
    const lengthMs = Math.max(toMs - fromMs, 1);
    const next = Array.from({ length: Math.max(bins.length, last + 1) }, (_, index) => {
        const overlapMs = Math.min(toMs, (index + 1) * binMs) - Math.max(toMs - lengthMs, index * binMs);
        return (bins[index] ?? 0) + (sizeBytes * Math.max(0, overlapMs)) / lengthMs;
    });
    return { binMs, bins: next };
}
function halve({ binMs, bins }) {
    const pairs = Array.from({ length: Math.ceil(bins.length / 2) }, (_, index) => bins.slice(2 * index, 2 * index + 2));
    return { binMs: 2 * binMs, bins: pairs.map((pair) => pair.reduce((sum, bytes) => sum + bytes, 0)) };
}
/** @returns bytes a second, a number a bin; the last bin counts only as far as time went. */
function ratesOf({ binMs, bins }, elapsedMs) {
    return bins.map((bytes, index) => (bytes * 1000) / Math.min(binMs, Math.max(binMs / 10, elapsedMs - index * binMs)));
}

;// CONCATENATED MODULE: ./build/engine/bucket/progress.js
/** What has moved, and when: for the progress line, for `give-up-after`, and for the outputs. */


/** @returns counters at zero. */
function createProgress(clock) {
    const nowMs = () => clock.nowMs();
    const effort = createEffort(clock);
    let plannedBytes = 0;
    let sentBytes = 0;
    let resumedBytes = 0;
    let lostBytes = 0;
    let onTheWayBytes = 0;
    let lastLossMs;
    let requests = 0;
    let retries = 0;
    let lastFailure;
    let answeredOnce = false;
    const wanted = { requests: 0, disk: 0 };
    let lastMoveMs = nowMs();
    let rates = NO_HISTORY;
    let requestMs = 0;
    let diskMs = 0;
    const startedMs = lastMoveMs;
    return {
        addPlanned(bytes) {
            plannedBytes += bytes;
        },
        addResumed(bytes) {
            resumedBytes += bytes;
        },
        lost(bytes) {
            lostBytes += bytes.sentBytes;
            lastLossMs = nowMs();
            resumedBytes -= bytes.resumedBytes;
        },
        acknowledged(bytes, elapsedMs) {
            sentBytes += bytes;
            requests += 1;
            answeredOnce = true;
            lastMoveMs = nowMs();
            const toMs = lastMoveMs - startedMs;
            if (bytes > 0)
                requestMs += elapsedMs;
            if (bytes > 0)
                rates = addTransfer(rates, { fromMs: toMs - elapsedMs, toMs, sizeBytes: bytes });
        },
        waitedForDisk(waitedMs) {
            diskMs += waitedMs;
        },
        onTheWay(bytes) {
            onTheWayBytes += bytes;
        },
        moved() {
            lastMoveMs = nowMs();
        },
        retried(failure) {
            retries += 1;
            lastFailure = failure;
        },
        failed(failure) {
            const { status, foreign } = asActionError(failure)?.facts ?? {};
            if (status !== undefined && foreign !== true)
                answeredOnce = true;
        },
        begin(what = 'requests') {
            if (wanted.requests + wanted.disk === 0)
                lastMoveMs = nowMs();
            if (what === 'requests' && wanted.requests === 0)
                effort.begin();
            wanted[what] += 1;
        },
        end(what = 'requests') {
            wanted[what] -= 1;
            if (what === 'requests' && wanted.requests === 0)
                effort.end();
        },
        snapshot() {
            const sinceProgressMs = wanted.requests + wanted.disk === 0 ? 0 : nowMs() - lastMoveMs;
            return {
                plannedBytes,
                sentBytes,
                resumedBytes,
                heldBytes: sentBytes - lostBytes + resumedBytes,
                rates,
                onTheWayBytes,
                requests,
                retries,
                lastFailure,
                answeredOnce,
                lastLossMs,
                sinceProgressMs,
                ...effort.soFar(),
                requestMs,
                diskMs,
            };
        },
    };
}
/** Measures the times between `begin` and `end`. */
function createEffort(clock) {
    const now = () => ({ wantedMs: clock.nowMs(), busyMs: clock.busyMs() });
    let past = { wantedMs: 0, busyMs: 0 };
    let begun;
    const soFar = () => {
        if (begun === undefined)
            return past;
        const { wantedMs, busyMs } = now();
        return { wantedMs: past.wantedMs + wantedMs - begun.wantedMs, busyMs: past.busyMs + busyMs - begun.busyMs };
    };
    return {
        soFar,
        begin() {
            begun = now();
        },
        end() {
            past = soFar();
            begun = undefined;
        },
    };
}

;// CONCATENATED MODULE: ./build/core/link/retry.js
/** How many tries a part gets when the answers blame its bytes. */
const MAX_PART_TRIES = 8;
/** How long a service that has never answered in this attempt may be unreachable. */
const FIRST_CONTACT_MS = 60_000;
const BASE_DELAY_MS = 400;
const MAX_DELAY_MS = 20_000;
/**
 * @param random a number in [0, 1): full jitter
 * @returns what to do about a failure. Backoff doubles from 0.4 s to 20 s, and is drawn evenly between nothing and that.
 *   Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
function decideRetry(situation, random) {
    const { fault } = situation;
    switch (fault) {
        case 'permanent':
        case 'upload-gone':
        case 'invalid-part':
        case 'exists':
        case 'denied':
        case 'missing':
        case 'aborted':
            return { kind: 'fail' };
        case 'clock':
            return situation.repairs <= 3 ? { kind: 'repair-clock' } : { kind: 'fail' };
        case 'credentials':
            return situation.canRefreshCredentials && situation.repairs <= 3
                ? { kind: 'repair-credentials' }
                : { kind: 'fail' };
        case 'part':
            return situation.partFailures >= MAX_PART_TRIES ? { kind: 'fail' } : waitOrGiveUp(situation, random);
        case 'unreachable':
        case 'network':
        case 'busy':
            return waitOrGiveUp(situation, random);
    }
}
function waitOrGiveUp(situation, random) {
    const patienceMs = patience(situation);
    if (situation.sinceProgressMs >= patienceMs)
        return { kind: 'give-up' };
    const ceilingMs = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** Math.min(situation.failures - 1, 10));
    const delayMs = Math.max(random * ceilingMs, situation.retryAfterMs ?? 0);
    return { kind: 'retry', delayMs: Math.min(delayMs, Math.max(0, patienceMs - situation.sinceProgressMs)) };
}
/** @returns for how long no progress is borne: less while the service has never been reached, since then a setting is wrong. */
function patience({ fault, answeredOnce, giveUpAfterMs }) {
    return fault === 'unreachable' && !answeredOnce ? Math.min(FIRST_CONTACT_MS, giveUpAfterMs) : giveUpAfterMs;
}

;// CONCATENATED MODULE: ./build/engine/bucket/requester.js
/** Sends a request until it is acknowledged, or until trying again makes no sense. */



/** @returns the one way in which this action sends requests: limited, retried by kind of error, counted. */
function createRequester(options) {
    const { limiter, progress, clock } = options;
    async function once(wanted, slot, furthest) {
        const startedMs = clock.nowMs();
        let connectedMs = startedMs;
        let isFirst = false;
        let takenBytes = 0;
        const sending = {
            onConnected(isNew) {
                connectedMs = clock.nowMs();
                isFirst = isNew;
            },
            onDiskWait: (waitedMs) => progress.waitedForDisk(waitedMs),
            onSent(sentBytes) {
                progress.onTheWay(sentBytes - takenBytes);
                takenBytes = sentBytes;
                if (sentBytes <= furthest.bytes)
                    return;
                furthest.bytes = sentBytes;
                progress.moved();
            },
        };
        try {
            const answer = await wanted.send({ signal: wanted.signal, sending });
            const { sizeBytes } = wanted;
            progress.acknowledged(sizeBytes, clock.nowMs() - startedMs);
            // Without a body, what is of interest is the round trip; with one, all that it costs.
            const sinceMs = sizeBytes === 0 ? connectedMs : startedMs;
            limiter.observe({ kind: 'acknowledged', ...timesOf(sinceMs), sizeBytes, isFirst });
            return answer;
        }
        catch (error) {
            const failure = failureOf(error);
            if (failure !== undefined)
                limiter.observe({ ...failure, ...timesOf(startedMs) });
            throw wanted.signal.aborted ? wanted.signal.reason : error;
        }
        finally {
            progress.onTheWay(-takenBytes);
            slot.release();
        }
    }
    function timesOf(startedMs) {
        return { startedMs, nowMs: clock.nowMs(), inFlight: Math.ceil(limiter.load) };
    }
    async function run(wanted) {
        const tally = { failures: 0, partFailures: 0, repairs: 0 };
        const furthest = { bytes: 0 };
        let slot = wanted.slot;
        for (;;) {
            slot ??= await limiter.acquire(wanted.lane, wanted.signal);
            try {
                return await once(wanted, slot, furthest);
            }
            catch (error) {
                slot = undefined;
                if (wanted.signal.aborted)
                    throw error;
                await requester_recover({ ...options, error, tally, wanted });
            }
        }
    }
    return {
        async run(wanted) {
            progress.begin();
            try {
                return await run(wanted);
            }
            finally {
                progress.end();
            }
        },
    };
}
/** @returns what a failed request tells of the connections; undefined where it tells nothing. */
function failureOf(error) {
    const fault = faultOf(error);
    if (fault === 'busy')
        return { kind: 'throttled', retryAfterMs: asActionError(error)?.facts.retryAfterMs };
    return fault === 'network' || fault === 'unreachable' ? { kind: 'failed' } : undefined;
}
/** Waits or repairs so that the request can be sent again; throws where it must not be. */
async function requester_recover({ error, tally, wanted, progress, clock, signing, reporter, giveUpAfterMs, }) {
    const known = asActionError(error);
    if (known === undefined)
        throw error;
    tally.failures += 1;
    if (known.fault === 'part')
        tally.partFailures += 1;
    if (known.fault === 'clock' || known.fault === 'credentials')
        tally.repairs += 1;
    progress.failed(known);
    const { sinceProgressMs, answeredOnce } = progress.snapshot();
    const decision = decideRetry({
        fault: known.fault,
        ...tally,
        sinceProgressMs,
        giveUpAfterMs,
        answeredOnce,
        canRefreshCredentials: signing.canRefresh,
        retryAfterMs: known.facts.retryAfterMs,
    }, clock.random());
    if (decision.kind !== 'fail' && decision.kind !== 'give-up')
        progress.retried(known);
    switch (decision.kind) {
        case 'fail':
            throw known;
        case 'give-up':
            throw gaveUp(sinceProgressMs, known);
        case 'repair-clock':
            if (known.facts.serverTimeMs === undefined)
                throw known;
            signing.correctClock(known.facts.serverTimeMs);
            break;
        case 'repair-credentials':
            reporter.debug(`${singleLine(wanted.what)}: ${singleLine(known.message)}; again with fresh credentials`);
            break;
        case 'retry':
            reporter.debug(`${singleLine(wanted.what)}: ${singleLine(known.message)} ${formatFacts(known.facts)}; again in ${Math.round(decision.delayMs)} ms`);
            await clock.sleep(decision.delayMs, wanted.signal);
            break;
    }
}
/** @returns the error of an attempt in which nothing moved for too long. */
function gaveUp(silentMs, cause) {
    const known = asActionError(cause);
    const seconds = Math.round(silentMs / 1000);
    return new ActionError({
        code: known?.fault === 'unreachable' ? known.code : 'gave-up',
        message: `Nothing moved for ${seconds} s${known === undefined ? '' : `; the last failure: ${known.message}`}`,
        remedy: known?.fault === 'unreachable' && known.remedy !== undefined
            ? known.remedy
            : 'Re-run the failed job when the network and OSS are well again. If outages are long here, raise `give-up-after`.',
        facts: known?.facts ?? {},
        cause,
    });
}

;// CONCATENATED MODULE: ./build/engine/bucket/create-engine.js






/** Files read at once for their digests: more would only make one disk seek. */
const DISK_READERS = 4;
/** @returns the engine of one attempt. */
function createEngine(ports, { concurrency, giveUpAfterMs, overwrite, hold = false }) {
    const { store, files, hashes, checkpoints, reporter, clock, signing, run } = ports;
    const silence = new AbortController();
    const progress = createProgress(clock);
    const limiter = createLimiter(concurrency);
    const requester = createRequester({ limiter, progress, clock, signing, reporter, giveUpAfterMs });
    const ownUploads = createOwnUploads();
    const signal = AbortSignal.any([ports.signal, silence.signal]);
    const mustNotOverwrite = overwrite === 'never';
    const guard = mustNotOverwrite ? { 'x-oss-forbid-overwrite': 'true' } : {};
    return {
        ...{ files, hashes, checkpoints, reporter, clock, run, progress, limiter, ownUploads, signal, mustNotOverwrite },
        isHolding: hold,
        samples: ports.samples,
        staleKeys: new Set(),
        plannedCrc64s: new Map(),
        bucket: createBucket({ store, requester, ownUploads, clock, signal, guard }),
        onPublished: (key) => ports.onPublished?.(key),
        queue: createPartQueue(limiter),
        giveUp: (reason) => silence.abort(reason),
        epochMs: () => clock.epochMs(),
        disk: createLimiter({ kind: 'fixed', limit: DISK_READERS }),
    };
}

;// CONCATENATED MODULE: ./build/engine/bucket/give-up.js
/** Ends the attempt once nothing moved anywhere for `give-up-after`, also where every request merely hangs. */


/** @returns what ends the watch */
function watchForSilence(engine, giveUpAfterMs) {
    return engine.clock.every(500, () => {
        const { sinceProgressMs, lastFailure } = engine.progress.snapshot();
        if (sinceProgressMs >= giveUpAfterMs)
            engine.giveUp(gaveUp(sinceProgressMs, lastFailure));
    });
}
/** @returns what the search finds. Its signal is aborted with an ActionError once the file system has not answered for `giveUpAfterMs`. */
async function watchSearch({ clock, signal }, giveUpAfterMs, search) {
    const silence = new AbortController();
    let lastMs = clock.nowMs();
    const end = clock.every(500, () => {
        const silentMs = clock.nowMs() - lastMs;
        if (silentMs >= giveUpAfterMs)
            silence.abort(diskIsSilent(silentMs));
    });
    const onProgress = () => {
        lastMs = clock.nowMs();
    };
    try {
        return await search({ signal: AbortSignal.any([signal, silence.signal]), onProgress });
    }
    finally {
        end();
    }
}
function diskIsSilent(silentMs) {
    return new ActionError({
        code: 'disk-silent',
        message: `The search for the files of \`path\` got no answer from the file system for ${Math.round(silentMs / 1000)} s`,
        remedy: 'A network mount below the folders that are searched may be dead: let the lines of `path` begin at folders without it, or mount it again.',
    });
}

;// CONCATENATED MODULE: ./build/engine/bucket/abandon.js


/** Aborts uploads, as many at once as there are request slots. Never throws: what is left is the lifecycle rule's. */
async function abandonUploads({ bucket, signal }, uploads) {
    const left = [];
    const abandon = async ({ key, uploadId }) => {
        try {
            await bucket.abortUpload({ key, uploadId }, signal);
        }
        catch (error) {
            left.push({ key, error });
        }
    };
    await Promise.all(uploads.map(abandon));
    return { released: uploads.length - left.length, left };
}
/** Aborts uploads in a job that does nothing else: given up once nothing has moved for `give-up-after`. */
async function abandonWatched(uploads, { settings, ports, }) {
    const engine = createEngine(ports, settings);
    const endWatch = watchForSilence(engine, settings.giveUpAfterMs);
    try {
        return await abandonUploads(engine, uploads);
    }
    finally {
        endWatch();
    }
}

;// CONCATENATED MODULE: ./build/core/bytes/sample.js
/** A few digests of an object's bytes, by which a reader's copy is told from another without reading all of it. */
/** So many bytes at the start and at the end of a large object are compared. */
const EDGE_SIZE_BYTES = 64 * 1024;
/** Objects up to this size are compared whole. */
const WHOLE_SIZE_BYTES = 1024 ** 2;
/** @returns the ranges that an object of this size is judged by, in order: the whole, or its two edges. */
function sampleWindows(sizeBytes) {
    if (sizeBytes <= WHOLE_SIZE_BYTES)
        return [{ startBytes: 0, endBytes: sizeBytes }];
    return [
        { startBytes: 0, endBytes: EDGE_SIZE_BYTES },
        { startBytes: sizeBytes - EDGE_SIZE_BYTES, endBytes: sizeBytes },
    ];
}
/** @returns the sample that the digests of `sampleWindows` make; undefined where one is not known. */
function sampleOf(digests) {
    const [first, second] = digests;
    if (first === undefined)
        return undefined;
    if (digests.length === 1)
        return { kind: 'whole', sha256: first };
    return second === undefined ? undefined : { kind: 'edges', head: first, tail: second };
}

;// CONCATENATED MODULE: ./build/core/naming/object-key.js
/** OSS: 1 to 1,023 bytes of UTF-8. Source: https://help.aliyun.com/zh/oss/user-guide/object-naming-conventions */
const MAX_KEY_BYTES = 1023;
/** @returns the object key of a match, `key-prefix` included. */
function keyOf({ location, mapping, layout, keyPrefix, }) {
    return keyPrefix + unprefixedKey(location, mapping, layout);
}
function unprefixedKey(location, mapping, layout) {
    if (mapping?.kind === 'key')
        return mapping.key;
    if (mapping?.kind === 'prefix')
        return mapping.prefix + location.fromPatternRoot;
    switch (layout) {
        case 'pattern-root':
            return location.fromPatternRoot;
        case 'workspace':
            return location.fromWorkspace ?? location.fromPatternRoot;
        case 'flat':
            return lastSegment(location.fromPatternRoot);
    }
}
/** @returns what stands behind the last `/`. */
function lastSegment(key) {
    return key.slice(key.lastIndexOf('/') + 1);
}
/** @returns why OSS, its signature or its URL would not bear this key; undefined where all do. */
function keyProblem(key) {
    if (key === '')
        return 'is empty';
    if (!key.isWellFormed())
        return 'is not valid Unicode';
    const bytes = new TextEncoder().encode(key).length;
    if (bytes > MAX_KEY_BYTES)
        return `has ${bytes} bytes as UTF-8, and OSS allows ${MAX_KEY_BYTES}`;
    if (key.startsWith('/') || key.startsWith('\\'))
        return 'starts with a slash, and OSS allows none there';
    if (key.endsWith('/'))
        return 'ends with a slash, which would make it a folder';
    if (key.split('/').some((segment) => segment === '.' || segment === '..')) {
        return 'has a `.` or `..` segment, which no URL can carry';
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/core/records/held-object.js
/** One object in the record of a leg: as text that comes back from a cache or an output, hence is not trusted. */





/** @returns the object as it stands in the JSON of a record. */
function formatHeldObject(object) {
    return {
        key: object.key,
        path: object.displayPath,
        size: object.sizeBytes,
        crc64: String(object.crc64),
        ...(object.sha256 === undefined ? {} : { sha256: object.sha256 }),
        contentType: object.contentType,
        ...(object.acl === undefined ? {} : { acl: object.acl }),
        headers: object.headersDigest,
        ...(object.stored === undefined ? {} : { stored: object.stored }),
        ...(object.copyOf === undefined ? {} : { copyOf: object.copyOf }),
        ...(object.sample === undefined ? {} : { sample: formatSample(object.sample) }),
        ...(object.upload === undefined ? {} : formatUpload(object.upload)),
    };
}
function formatUpload({ uploadId, partSizeBytes, parts }) {
    return { uploadId, partSize: partSizeBytes, parts: parts.map(({ etag, crc64 }) => `${etag} ${crc64}`).join(',') };
}
/** @returns the object, or undefined where anything about it is wrong. */
function parseHeldObject(value) {
    const fields = asFields(value) ?? {};
    const { key, path, size, crc64, contentType, headers, copyOf, uploadId } = fields;
    const crc = typeof crc64 === 'string' ? parseCrc64(crc64) : undefined;
    if (!isKey(key) || typeof path !== 'string')
        return undefined;
    if (!held_object_isWhole(size) || crc === undefined || !held_object_isText(headers) || typeof contentType !== 'string')
        return undefined;
    const more = parseMore(fields);
    if (more === undefined || (copyOf !== undefined && (more.stored === undefined || uploadId !== undefined)))
        return undefined;
    const names = { key, displayPath: path, contentType, sizeBytes: size, crc64: crc, headersDigest: headers };
    if (uploadId === undefined)
        return { ...names, ...more, upload: undefined };
    const upload = parseUpload(fields, size);
    return upload === undefined ? undefined : { ...names, ...more, upload };
}
/** @returns the fields that an object need not have; undefined where one is wrong. */
function parseMore({ sha256, acl, stored, copyOf, sample: sampleText, }) {
    const sample = parseSample(sampleText);
    if (sha256 !== undefined && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)))
        return undefined;
    if (acl !== undefined && !(typeof acl === 'string' && isAcl(acl)))
        return undefined;
    if (stored !== undefined && !isStored(stored))
        return undefined;
    if (copyOf !== undefined && !isKey(copyOf))
        return undefined;
    if (sampleText !== undefined && sample === undefined)
        return undefined;
    return {
        sha256,
        ...(acl === undefined ? {} : { acl }),
        ...(stored === undefined ? {} : { stored }),
        ...(copyOf === undefined ? {} : { copyOf }),
        ...(sample === undefined ? {} : { sample }),
    };
}
function isKey(value) {
    return typeof value === 'string' && keyProblem(value) === undefined;
}
/** Headers that OSS stores with an object, as the input `headers` can set them. */
const STORED = /^(content-(type|disposition|encoding|language)|cache-control|expires|x-oss-(meta-[a-z0-9-]+|object-acl|storage-class|tagging|server-side-(encryption|encryption-key-id|data-encryption)))$/;
function isStored(value) {
    const isRight = ([name, text]) => STORED.test(name) &&
        typeof text === 'string' &&
        !/\p{Cc}/u.test(text) &&
        (name !== 'x-oss-object-acl' || isAcl(text));
    return asFields(value) !== undefined && Object.entries(value).every(isRight);
}
/** One digest is that of the whole, two are those of the edges. */
function formatSample(sample) {
    return sample.kind === 'whole' ? sample.sha256 : `${sample.head} ${sample.tail}`;
}
function parseSample(value) {
    return typeof value === 'string' && /^[0-9a-f]{64}( [0-9a-f]{64})?$/.test(value)
        ? sampleOf(value.split(' '))
        : undefined;
}
function parseUpload({ uploadId, partSize, parts }, sizeBytes) {
    if (!held_object_isText(uploadId) ||
        !held_object_isWhole(partSize) ||
        partSize < 1 ||
        partSize > MAX_PART_SIZE_BYTES ||
        typeof parts !== 'string')
        return undefined;
    const count = Math.max(1, Math.ceil(sizeBytes / partSize));
    const listed = parts.split(',', MAX_PARTS + 1).map(held_object_parsePart);
    if (count > MAX_PARTS || listed.length !== count || !listed.every((part) => part !== undefined))
        return undefined;
    return { uploadId, partSizeBytes: partSize, parts: listed };
}
function held_object_parsePart(text) {
    const found = /^([\x21-\x2b\x2d-\x7e]{1,128}) (\d{1,20})$/.exec(text);
    const crc64 = parseCrc64(found?.[2] ?? '');
    return found?.[1] === undefined || crc64 === undefined ? undefined : { etag: found[1], crc64 };
}
/** @returns the size of one part of a held upload. */
function heldPartSize({ sizeBytes }, { partSizeBytes }, number) {
    return Math.min(partSizeBytes, sizeBytes - (number - 1) * partSizeBytes);
}
function held_object_isWhole(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function held_object_isText(value) {
    return typeof value === 'string' && /^[\x21-\x7e]{1,512}$/.test(value);
}
/** @returns the value as something with fields; undefined where it is none. */
function asFields(value) {
    return typeof value === 'object' && value !== null ? value : undefined;
}

;// CONCATENATED MODULE: ./build/core/records/shard.js
/** Splits the files of one release over several runners. Pure. */
/** @returns the shard, or undefined where `text` is not `i/n` with 0 \u2264 i < n \u2264 256. */
function parseShard(text) {
    const found = /^(\d{1,3})\s*\/\s*(\d{1,3})$/.exec(text.trim());
    const index = Number(found?.[1]);
    const count = Number(found?.[2]);
    return found !== null && count >= 1 && count <= 256 && index < count ? { index, count } : undefined;
}
/** @returns the list that is shared, as text: equal in every job that sees the same files, in whatever order. */
function listOfShared(files) {
    return JSON.stringify(files.map(({ key, sizeBytes }) => [key, sizeBytes]).sort(([left], [right]) => (left < right ? -1 : 1)));
}
/**
 * @returns the files of one shard, in their order. Every runner that sees the same files computes the same split, whatever order it sees
 *   them in: the largest go first, each to the share that is the smallest so far; the keys of one file stay together.
 */
function filesOfShard(files, { index, count }) {
    const firstKeys = new Map();
    for (const { path, key, sizeBytes } of files) {
        const known = firstKeys.get(path);
        if (known === undefined || key < known.key)
            firstKeys.set(path, { key, sizeBytes });
    }
    const bySize = [...firstKeys].sort(([, left], [, right]) => right.sizeBytes - left.sizeBytes || (left.key < right.key ? -1 : 1));
    const loads = Array.from({ length: count }, (_, share) => ({ share, bytes: 0, files: 0 }));
    const mine = new Set();
    for (const [path, { sizeBytes }] of bySize) {
        const least = loads.reduce((best, load) => (isLess(load, best) ? load : best));
        least.bytes += sizeBytes;
        least.files += 1;
        if (least.share === index)
            mine.add(path);
    }
    return files.filter(({ path }) => mine.has(path));
}
/** Of equally loaded shares the one with fewer files is less; else the first stays. */
function isLess(load, best) {
    return load.bytes < best.bytes || (load.bytes === best.bytes && load.files < best.files);
}

;// CONCATENATED MODULE: ./build/core/records/held.js


const held_VERSION = 1;
/** A record larger than this was not written by this action. */
const MAX_HELD_SIZE_BYTES = 64 * 1024 ** 2;
/** @returns the record as one line of JSON: the same text for the same record, so that it can be bound by a digest. */
function formatHeld(record) {
    const { bucket, runId, runAttempt, name, job, createdMs } = record;
    const objects = record.objects.map(formatHeldObject);
    const { share } = record;
    return JSON.stringify({
        ...{ v: held_VERSION, bucket, run: runId, attempt: runAttempt, name, job, created: createdMs },
        ...(share === undefined ? {} : { share: `${share.index}/${share.count} ${share.list}` }),
        objects,
    });
}
/** @returns the record, or undefined where anything about it is wrong. */
function parseHeld(text) {
    const fields = parseFields(text);
    if (fields === undefined || fields.v !== held_VERSION || !Array.isArray(fields.objects))
        return undefined;
    const { bucket, run, attempt, name, job, created } = fields;
    if (!held_object_isText(bucket) || !held_object_isText(run) || !held_object_isText(attempt) || !held_object_isText(job) || !isName(name) || !held_object_isWhole(created))
        return undefined;
    const objects = fields.objects.map(parseHeldObject);
    if (!objects.every((object) => object !== undefined) || !hasOrigins(objects))
        return undefined;
    const share = parseShare(fields.share);
    if (fields.share !== undefined && share === undefined)
        return undefined;
    const common = { bucket, runId: run, runAttempt: attempt, name, job, createdMs: created };
    return { ...common, ...(share === undefined ? {} : { share }), objects };
}
/** Whether each copy has its bytes from another object that is none. */
function hasOrigins(objects) {
    const origins = new Map(objects.map((object) => [object.key, object]));
    return objects.every(({ copyOf, sizeBytes, crc64 }) => {
        const origin = copyOf === undefined ? undefined : origins.get(copyOf);
        if (copyOf === undefined)
            return true;
        return (origin !== undefined && origin.copyOf === undefined && origin.sizeBytes === sizeBytes && origin.crc64 === crc64);
    });
}
function parseShare(value) {
    const [, text = '', list = ''] = typeof value === 'string' ? (/^(\S+) ([0-9a-f]{64})$/.exec(value) ?? []) : [];
    const shard = parseShard(text);
    return shard === undefined ? undefined : { ...shard, list };
}
function parseFields(text) {
    try {
        return asFields(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}
function isName(value) {
    return typeof value === 'string' && holdNameProblem(value) === undefined;
}
/** @returns a held upload as the record of an unfinished one, for a re-run of its leg; undefined where the object is not an upload. */
function checkpointOfHeld(record, object, objectId) {
    const { upload } = object;
    if (upload === undefined)
        return undefined;
    const { uploadId, partSizeBytes } = upload;
    const parts = upload.parts.map(({ etag, crc64 }, index) => {
        const number = index + 1;
        return [number, { number, sizeBytes: heldPartSize(object, upload, number), crc64, etag }];
    });
    const run = `${record.runId}.${record.runAttempt}`;
    const header = {
        object: objectId,
        uploadId,
        partSizeBytes,
        headers: object.headersDigest,
        run,
        createdMs: record.createdMs,
    };
    return { kind: 'unfinished', header, parts: new Map(parts) };
}
/** @returns why a leg cannot have this name, or undefined. */
function holdNameProblem(name) {
    if (name.length > 100)
        return 'is longer than 100 characters';
    return /^[\p{L}\p{N}][\p{L}\p{N} ._+@/()-]*$/u.test(name)
        ? undefined
        : 'may have letters, digits, spaces and . _ + @ / ( ) - and begins with a letter or digit';
}

;// CONCATENATED MODULE: ./build/engine/held/held-records.js
/** Brings together the records of all legs of a release. */





/**
 * @returns the newest record of each leg, in the order in which they are named, whatever its attempt. Throws one ActionError that names every leg
 *   without a usable record, and every key that two legs have.
 */
async function collectRecords(options) {
    const problems = [];
    const byName = new Map();
    for (const found of await resolveSources(options)) {
        const usable = typeof found === 'string' ? found : (problemOf(found, options) ?? found);
        if (typeof usable === 'string')
            problems.push(usable);
        else
            problems.push(...keepNewer(byName, usable));
    }
    const records = [...byName.values()];
    problems.push(...absentShares(records));
    const clashes = [...sharedKeys(records), ...reservedKeys(records, options.madeKeys)];
    if (problems.length + clashes.length > 0)
        throw incomplete(problems, clashes);
    return records;
}
/** @returns the usable records of the legs; for housekeeping, where a leg without one holds nothing. */
async function held_records_findRecords(options) {
    const byName = new Map();
    for (const found of await resolveSources(options)) {
        if (typeof found !== 'string' && problemOf(found, options) === undefined)
            byName.set(`${found.name}\n${found.job}`, newer(byName.get(`${found.name}\n${found.job}`), found));
    }
    return [...byName.values()];
}
function newer(known, record) {
    return known === undefined || known.createdMs < record.createdMs ? record : known;
}
/** Each takes a process of its own: a release of many legs must not fill the runner's memory with them. */
const LOADED_AT_ONCE = 8;
/** @returns for each line the record that it stands for, or what is wrong with it. Rejects with the signal's reason once that is aborted. */
function resolveSources(options) {
    const limiter = createLimiter({ kind: 'fixed', limit: LOADED_AT_ONCE });
    const resolve = async (source) => {
        const slot = await limiter.acquire('control', options.signal);
        try {
            const found = await resolveSource(source, options);
            // What a cancelled cache does not bring may be there all the same.
            options.signal.throwIfAborted();
            return found;
        }
        finally {
            slot.release();
        }
    };
    return Promise.all(options.sources.map(resolve));
}
/** @returns the record that a line stands for, or what is wrong with it. */
function resolveSource(source, options) {
    return source.kind === 'record' ? source.record : loadRecord(source, options);
}
async function loadRecord({ name, sha256 }, { records, sha256Of }) {
    const found = await records.load(name);
    const shown = singleLine(name);
    if (found.kind === 'failed')
        return `the record of \`${shown}\` could not be read from the Actions cache (${singleLine(found.reason)}): name the output \`held\` of its job instead`;
    if (found.kind === 'none')
        return `\`${shown}\` holds nothing: its job has not succeeded in this run, was for another bucket or region, or its record is not in the Actions cache`;
    const { text } = found;
    if (sha256 !== undefined && sha256Of(text) !== sha256)
        return `the record of \`${shown}\` is not the one that its digest names`;
    const record = parseHeld(text);
    return record !== undefined && record.name === name ? record : `the record of \`${shown}\` is damaged`;
}
function problemOf({ name, bucket, runId }, options) {
    if (bucket !== options.bucket)
        return `the record of \`${singleLine(name)}\` is for another bucket or region`;
    return runId === options.runId ? undefined : `the record of \`${singleLine(name)}\` is of another workflow run`;
}
/** @returns what is wrong where records of two jobs have one name: keeping the newer alone would leave the other's files out. */
function keepNewer(byName, record) {
    const known = byName.get(record.name);
    byName.set(record.name, newer(known, record));
    return known === undefined || known.job === record.job
        ? []
        : [`two jobs hold files as \`${singleLine(record.name)}\`: each needs a \`hold-name\` of its own`];
}
/** @returns which shares of a list of files nobody holds. Jobs that saw other lists shared otherwise: a file may be in none of their shares. */
function absentShares(records) {
    const lists = new Map();
    for (const { share, name } of records) {
        if (share === undefined)
            continue;
        const id = `${share.count} ${share.list}`;
        const list = lists.get(id) ?? { count: share.count, names: [], indexes: new Set() };
        list.names.push(`\`${singleLine(name)}\``);
        list.indexes.add(share.index);
        lists.set(id, list);
    }
    const hasOthers = lists.size > 1;
    return [...lists.values()].flatMap(({ count, names, indexes }) => {
        const absent = Array.from({ length: count }, (_, index) => index).filter((index) => !indexes.has(index));
        if (absent.length === 0)
            return [];
        const which = absent.slice(0, 8).map((index) => `${index}/${count}`);
        const reason = hasOthers
            ? 'other jobs saw another list of files: a build that differs between jobs (line ends, times) shares otherwise. Build once and hand the files on, or name jobs that share other files apart'
            : 'its job has not succeeded, or is not named here';
        return [
            `of the files that ${names.join(', ')} share, ${plural(absent.length, 'share')} (${which.join(', ')}) is held by nobody; ${reason}`,
        ];
    });
}
function sharedKeys(records) {
    const owners = new Map();
    return records.flatMap(({ name, objects }) => objects.flatMap(({ key }) => {
        const owner = owners.get(key);
        owners.set(key, owner ?? name);
        return owner === undefined
            ? []
            : [`\`${singleLine(owner)}\` and \`${singleLine(name)}\` both have the key \`${singleLine(key, 120)}\``];
    }));
}
function reservedKeys(records, madeKeys) {
    return madeKeys.flatMap((made) => records
        .filter(({ objects }) => objects.some(({ key }) => key === made.key))
        .map(({ name }) => `\`${singleLine(name)}\` has the key of ${made.name}, \`${singleLine(made.key, 120)}\``));
}
const MAX_LISTED = 30;
const RE_RUN = 'Re-run the failed jobs: legs that succeeded are not sent again. The job that publishes needs all legs (`needs: [...]`), each leg its own `hold-name`.';
const OWN_KEYS = 'A key belongs to one leg: narrow the `path` of the legs, leave files out with `!pattern`, or give each leg a `key-prefix` of its own, and run the workflow again.';
/** @param clashes keys that cannot be published together, which no re-run mends */
function incomplete(missing, clashes) {
    const problems = [...missing, ...clashes];
    const remedies = [...(missing.length > 0 ? [RE_RUN] : []), ...(clashes.length > 0 ? [OWN_KEYS] : [])];
    return new ActionError({
        code: 'held-incomplete',
        message: `This release cannot be published:\n${firstOf(problems, MAX_LISTED)
            .map((problem) => `  - ${problem}`)
            .join('\n')}`,
        remedy: `Nothing was made visible. ${remedies.join(' ')}`,
    });
}

;// CONCATENATED MODULE: ./build/core/records/release.js
const release_VERSION = 1;
const DIGEST = /^[0-9a-f]{32}$/;
/** @returns what stands for an upload in the record: nothing of keys and upload IDs can be read in it. */
function uploadDigest(sha256Of, { key, uploadId }) {
    return sha256Of(`${key}\n${uploadId}`).slice(0, 32);
}
/** @returns the record as one line of JSON. */
function formatRelease({ bucket, runId, uploads }) {
    return JSON.stringify({ v: release_VERSION, bucket, run: runId, uploads: [...uploads].sort() });
}
/** @returns the record, or undefined where it is none, or for another bucket or run. */
function parseRelease(text, { bucketId, runId }) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (typeof value !== 'object' || value === null)
        return undefined;
    const { v, bucket, run, uploads } = value;
    if (v !== release_VERSION || bucket !== bucketId || run !== runId || !Array.isArray(uploads))
        return undefined;
    if (!uploads.every((one) => typeof one === 'string' && DIGEST.test(one)))
        return undefined;
    return { bucket: bucketId, runId, uploads: new Set(uploads) };
}

;// CONCATENATED MODULE: ./build/core/plan/reconcile.js
/** Which parts of an upload OSS already holds: planned parts \u00d7 what the server or the record says \u00d7 digests of the local bytes. */
/** OSS gives a part, and an object that was sent in one request, the MD5 of its bytes as ETag; an ETag of another form tells nothing of them. */
const MD5 = /^[0-9A-F]{32}$/i;
/** @returns whether an ETag has the form of an MD5. */
function isMd5(etag) {
    return MD5.test(etag);
}
/**
 * CRC64 can be forged with eight bytes, so what another attempt sent counts only if its MD5 agrees as well.
 * @param trust whether the CRC64 alone may decide where ETags are none of MD5: parts are encrypted by KMS, and this run's own attempt sent them
 * @returns the claims that ListParts makes
 */
function claimsOfListing(listed, { trust }) {
    return listed.map((part) => ({ ...part, byEtag: part.crc64 === undefined || !trust }));
}
/** @returns the claims of a record where the server may not be asked: each is judged by its ETag, since a record proves nothing. */
function claimsOfRecord(parts) {
    return [...parts.values()].map((part) => ({ ...part, byEtag: true }));
}
/** @returns the claims worth reading local bytes for: of a planned part, with its size. Claims beyond the plan are left out. */
function plausibleClaims(planned, claims) {
    const sizes = new Map(planned.map((part) => [part.number, part.endBytes - part.startBytes]));
    return claims.filter((claim) => sizes.get(claim.number) === claim.sizeBytes);
}
/**
 * @param planned every part of the file
 * @param claims what the server or the record says
 * @param digests digests of the local bytes, by part number; a claim without one is not believed
 * @returns the parts that need not be sent, and those that must be, both in order of part number
 */
function reconcile({ planned, claims, digests, }) {
    const done = new Map();
    for (const claim of plausibleClaims(planned, claims)) {
        const digest = digests.get(claim.number);
        if (digest !== undefined && isSame(claim, digest)) {
            done.set(claim.number, {
                number: claim.number,
                sizeBytes: claim.sizeBytes,
                crc64: digest.crc64,
                etag: claim.etag,
            });
        }
    }
    return {
        done: planned.flatMap((part) => done.get(part.number) ?? []),
        missing: planned.filter((part) => !done.has(part.number)),
    };
}
function isSame(claim, digest) {
    if (claim.crc64 !== undefined && claim.crc64 !== digest.crc64)
        return false;
    return !claim.byEtag || claim.etag.toUpperCase() === digest.md5;
}

;// CONCATENATED MODULE: ./build/engine/verify/digest.js
/** Digests of local bytes. */

const SLICE_BYTES = 256 * 1024;
/** @returns digests of bytes `[startBytes, endBytes)` of a file, read once in slices. Throws an ActionError where they cannot be read. */
async function digestRange(options) {
    const { files, hashes, path, startBytes, endBytes, signal } = options;
    const md5 = options.md5 ? hashes.md5() : undefined;
    const sha256 = options.sha256 ? hashes.sha256() : undefined;
    const body = files.body({ path, startBytes, endBytes, signal });
    const slice = new Uint8Array(Math.min(SLICE_BYTES, Math.max(1, endBytes - startBytes)));
    let crc = 0n;
    try {
        for (let left = endBytes - startBytes; left > 0;) {
            signal.throwIfAborted();
            const size = await body.read(slice);
            const bytes = slice.subarray(0, size);
            crc = crc64(bytes, crc);
            md5?.update(bytes);
            sha256?.update(bytes);
            options.tap?.(bytes);
            left -= size;
            options.onRead?.(size);
        }
    }
    finally {
        await body.close();
    }
    return { crc64: crc, md5: md5?.hex(), sha256: sha256?.hex().toLowerCase() };
}
/**
 * @param tap takes the bytes, too
 * @returns the body, summing what goes through it
 */
function withCrc64(body, tap) {
    let crc = 0n;
    return {
        sizeBytes: body.sizeBytes,
        async read(into) {
            const size = await body.read(into);
            crc = crc64(into.subarray(0, size), crc);
            tap?.(into.subarray(0, size));
            return size;
        },
        close: () => body.close(),
        crc64: () => crc,
    };
}
/** @returns digests of a range, read when it is this file's turn at the disk; every slice counts as progress. */
async function digestInTurn({ files, hashes, signal, disk, progress, samples }, { md5 = false, sha256 = false, ...range }) {
    const turn = await disk.acquire('data', signal);
    progress.begin('disk');
    try {
        const tap = samples?.tap(range.path, range);
        return await digestRange({ files, hashes, signal, md5, sha256, ...range, tap, onRead: () => progress.moved() });
    }
    finally {
        progress.end('disk');
        turn.release();
    }
}

;// CONCATENATED MODULE: ./build/engine/verify/verify.js
/** Whether the bucket holds the very bytes of a local file. */





/** @returns what HEAD says of an object; throws what is neither an answer nor a refusal. */
async function headObject(engine, key) {
    try {
        const facts = await engine.bucket.headObject(key);
        return facts === undefined ? { kind: 'missing' } : { kind: 'found', facts };
    }
    catch (error) {
        if (faultOf(error) === 'denied')
            return { kind: 'denied', error };
        throw error;
    }
}
/**
 * @param heads takes each answer as it comes: they remain where a later one is none
 * @returns what HEAD says of each object, by key. The first tells whether looking is allowed; the others are asked only if so.
 */
async function headObjects(engine, keys, heads = new Map()) {
    const ask = async (key) => void heads.set(key, await headObject(engine, key));
    const [first, ...others] = keys;
    if (first === undefined)
        return heads;
    await ask(first);
    if (heads.get(first)?.kind !== 'denied')
        await Promise.all(others.map(ask));
    return heads;
}
/**
 * @param parts what the object was assembled of: their size, and their CRC64 combined
 * @returns the CRC64 of an object that Complete answered without one: HEAD's. Where HEAD may not be asked or knows none either, it is that of
 *   the parts, since Complete takes no other ETags than those that were compared with the bytes. Throws a `network` fault where the bucket has
 *   no such object, or one of another size.
 */
async function assembledCrc64(engine, key, parts) {
    const head = await headObject(engine, key);
    const byParts = { crc64: parts.crc64, proof: 'parts' };
    switch (head.kind) {
        case 'denied':
            return byParts;
        case 'missing':
            throw notShown(key);
        case 'found': {
            const { crc64, sizeBytes = parts.sizeBytes } = head.facts;
            if (crc64 !== undefined)
                return { crc64 };
            if (sizeBytes !== parts.sizeBytes)
                throw notShown(key);
            return byParts;
        }
    }
}
function notShown(key) {
    return new ActionError({
        code: 'object-not-shown',
        fault: 'network',
        message: `OSS acknowledged ${singleLine(key)}, and then does not show that object`,
        remedy: 'Something between the runner and OSS may answer in its place, or something else removed the object. Run the step again: it sends what is missing.',
    });
}
/** @returns whether OSS's CRC64 proves that it took these bytes, or, where it tells none, an ETag that is their MD5; undefined: neither tells. */
function proofOf({ crc64, etag }, local) {
    if (crc64 !== undefined)
        return crc64 === local.crc64 ? 'crc64' : 'other-bytes';
    return isMd5(etag) && etag.toUpperCase() === local.md5 ? 'md5' : undefined;
}
/**
 * @returns the object where it is there with the bytes of the local file, else undefined, also where looking is denied.
 *   The local file is read only where size and ETag give it a chance.
 */
async function findSameBytes(engine, file) {
    const head = await headObject(engine, file.key);
    return head.kind === 'found' ? sameAsLocal(engine, file, head.facts) : undefined;
}
/**
 * @returns the object where it is what an upload of the file was to become: also with its headers, as far as they are told. The same bytes
 *   with others were there before.
 */
async function findPublished(engine, file) {
    const head = await headObject(engine, file.key);
    if (head.kind !== 'found' || !hasHeaders(head.facts.headers, file.headers))
        return undefined;
    return sameAsLocal(engine, file, head.facts);
}
/** @returns whether an object is the one of this size and CRC64. Without a size the CRC64 alone tells. */
function isSameObject(facts, { sizeBytes, crc64 }) {
    return (facts.sizeBytes ?? sizeBytes) === sizeBytes && facts.crc64 === crc64;
}
/** @returns the object where its size and CRC64 are those of the local file; without a CRC64 its ETag has to be their MD5. */
async function sameAsLocal(engine, file, facts) {
    const { etag, crc64, versionId } = facts;
    const md5 = crc64 === undefined;
    if ((facts.sizeBytes ?? file.sizeBytes) !== file.sizeBytes || (md5 && !isMd5(etag)))
        return undefined;
    const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes, md5 });
    if (md5 ? local.md5 !== etag.toUpperCase() : local.crc64 !== crc64)
        return undefined;
    return { etag, crc64: local.crc64, versionId, ...(md5 ? { proof: 'md5' } : {}) };
}

;// CONCATENATED MODULE: ./build/engine/held/release-record.js
/**
 * What this release was about to complete, kept in the Actions cache before the first Complete: a try that is killed between two of them leaves
 * uploads that are gone, and where nobody may look at the objects only this tells that they are published.
 */





/** @returns what earlier tries of this run kept, and what keeps more. */
async function openReleaseRecords({ records, bucketId, runId, hashes, }) {
    const found = await records.loadRelease();
    const earlier = found.kind === 'found' ? parseRelease(found.text, { bucketId, runId }) : undefined;
    const begun = new Set(earlier?.uploads);
    const digestOf = (upload) => uploadDigest(hashes.sha256Of, upload);
    return {
        wasBegun: (upload) => begun.has(digestOf(upload)),
        async begin(engine, uploads) {
            const digests = uploads.map(digestOf);
            if (digests.every((digest) => begun.has(digest)))
                return;
            const all = new Set([...begun, ...digests]);
            const failure = await records.saveRelease(formatRelease({ bucket: bucketId, runId, uploads: all }));
            engine.signal.throwIfAborted();
            if (failure === undefined)
                for (const digest of digests)
                    begun.add(digest);
            else
                await assertMayLook(engine, { first: uploads[0], failure });
        },
    };
}
async function assertMayLook(engine, { first, failure }) {
    if (first === undefined || (await headObject(engine, first.key)).kind !== 'denied')
        return;
    throw new ActionError({
        code: 'release-record-lost',
        message: `The record of what this release is about to make visible cannot be kept in the Actions cache (${singleLine(failure)}), and the credentials may not look at objects: a step that is killed half-way could not be finished`,
        remedy: 'Nothing was made visible. Allow the credentials `oss:GetObject` on these keys in RAM, or give the job an Actions cache, and run this job again: nothing is sent again.',
    });
}
/** Throws an ActionError where a release of these uploads has begun to show: abandoning the rest would leave half of it. */
function assertNotBegun({ wasBegun }, uploads) {
    const begun = uploads.filter(wasBegun);
    const [first] = begun;
    if (first === undefined)
        return;
    throw new ActionError({
        code: 'release-begun',
        message: `A step with \`publish-held\` has begun to make this release visible (${plural(begun.length, 'object')}, ${singleLine(first.key, 120)} among them)`,
        remedy: 'Nothing was abandoned. Re-run the job with `publish-held`: it makes the rest visible, and sends nothing. To withdraw the release instead, delete its objects in the bucket.',
    });
}

;// CONCATENATED MODULE: ./build/core/plan/waves.js
const ORDER = ['put', 'transferred', 'headers', 'copy'];
/** What points to other files is small: objects up to this size show after larger ones. A copy has the size of its source, so it never comes before it. */
const SMALL_SIZE_BYTES = 64 * 1024;
/**
 * OSS refuses a public ACL in a bucket that blocks public access only when the object is made visible: one object is tried before all others, so
 * that nothing shows where all of them would be refused.
 * @returns the waves with that object in one of its own
 */
function withCanary(waves, isCanary) {
    const canary = waves.flat().find(isCanary);
    if (canary === undefined)
        return waves;
    const rest = waves.map((wave) => wave.filter((item) => item !== canary));
    return [[canary], ...rest].filter((wave) => wave.length > 0);
}
/**
 * @param last `publish-last`, in its order
 * @returns when an object becomes visible: 0 with the first, n with those of the n-th pattern.
 */
function waveOf(key, last) {
    return last.findIndex((matches) => matches(key)) + 1;
}
/**
 * @returns the objects in waves, each to be published whole before the next: those that no pattern names, then those of each pattern in turn. Among them those above 64 KiB (put, then completed, then given
 *   other headers, then copied) come before the smaller ones (likewise). No wave is empty.
 */
function orderWaves(items, last) {
    const placed = items.map((item) => ({ item, wave: waveOf(item.file.key, last) }));
    const itemsOf = (wave) => byMaking(placed.filter((one) => one.wave === wave).map(({ item }) => item));
    return { first: itemsOf(0), last: last.flatMap((_, index) => itemsOf(index + 1)) };
}
function byMaking(group) {
    const isSmall = ({ file }) => file.sizeBytes <= SMALL_SIZE_BYTES;
    return [group.filter((item) => !isSmall(item)), group.filter(isSmall)]
        .flatMap((some) => ORDER.map((making) => some.filter((item) => item.kind === making)))
        .filter((wave) => wave.length > 0);
}

;// CONCATENATED MODULE: ./build/core/plan/checksums.js
/** The SHA256SUMS file, in the format of coreutils. Pure. */
/** @returns whether a SHA256SUMS file lists an object: one that lies in its folder, or in a folder below. */
function isListed(key, sumsKey) {
    return key.startsWith(folderOf(sumsKey));
}
/**
 * @param checksums SHA-256 (lower-case hex) by object key
 * @param sumsKey key of the SHA256SUMS file itself: what lies in its folder is listed, by its name there, so that `sha256sum -c` works for whoever has that
 *   folder; objects of other folders are left out
 * @returns one line a file, sorted by name; a name with a backslash or line end is escaped as coreutils does, with a backslash before the line
 *   Source: https://www.gnu.org/software/coreutils/manual/html_node/md5sum-invocation.html
 */
function formatChecksums(checksums, sumsKey) {
    return [...checksums]
        .filter(([key]) => isListed(key, sumsKey))
        .map(([key, sha256]) => ({ name: key.slice(folderOf(sumsKey).length), sha256 }))
        .sort((left, right) => (left.name < right.name ? -1 : 1))
        .map(({ name, sha256 }) => {
        const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
        return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`;
    })
        .join('');
}
/** @returns the folder of a key: empty, or ending with `/`. */
function folderOf(key) {
    return key.slice(0, key.lastIndexOf('/') + 1);
}

;// CONCATENATED MODULE: ./build/engine/prepare/look.js
/** What is known before the plan: records of earlier attempts, and what the bucket holds already. */





/**
 * @returns the records of each file, and which files the bucket holds already. Throws an ActionError that names every object that must not
 *   be overwritten, or where `if-changed` may not look.
 */
async function look(engine, sources, settings) {
    const records = new Map(sources.map((file) => [file.objectId, engine.checkpoints.load(file.objectId)]));
    const recordsOf = (file) => records.get(file.objectId) ?? [];
    const published = (file) => recordsOf(file).some((record) => saysPublished(record, file));
    const everything = settings.overwrite !== 'always' || settings.dryRun || settings.keepsSame;
    const asked = everything ? sources : [...sources.filter(published), ...firstOfTwins(sources)];
    const heads = await headObjects(engine, asked.map(({ key }) => key));
    const mayRead = asked.length === 0 ? undefined : [...heads.values()].every(({ kind }) => kind !== 'denied');
    if (mayRead === false && settings.overwrite === 'if-changed')
        throw needsRead();
    const present = new Map();
    const conflicts = [];
    await Promise.all(asked.map(async (file) => {
        const head = heads.get(file.key);
        if (head?.kind !== 'found')
            return;
        const wasPublished = published(file);
        if (settings.overwrite === 'always' && !wasPublished && !(settings.keepsSame && hasSameHeaders(head.facts, file)))
            return;
        const object = await sameAsLocal(engine, file, head.facts);
        if (object !== undefined) {
            const isStale = settings.overwrite === 'if-changed' && !hasHeaders(head.facts.headers, file.headers);
            const told = isStale ? { told: head.facts.headers } : {};
            present.set(file.key, { object, by: wasPublished ? 'resumed' : 'unchanged', ...told });
        }
        if (object === undefined && settings.overwrite === 'never')
            conflicts.push(file);
    }));
    if (conflicts.length > 0)
        throw existAlready(conflicts);
    return {
        checkpointsOf: recordsOf,
        presentOf: (file) => present.get(file.key),
        mayRead,
        heads,
    };
}
/** Whether an object has the headers of a file, its version aside. */
function hasSameHeaders({ headers }, file) {
    return hasHeaders(headers, withoutVersion(file.headers));
}
/** @returns the object that a record says an earlier attempt published, where the bucket still holds it with the bytes of the file. */
async function findRecorded(engine, file) {
    if (!engine.checkpoints.load(file.objectId).some((record) => saysPublished(record, file)))
        return undefined;
    const object = await findPublished(engine, file);
    return object === undefined ? undefined : { object, by: 'resumed' };
}
/** One file of those that have two keys: copying inside OSS needs the right to read. */
function firstOfTwins(sources) {
    const seen = new Set();
    for (const file of sources) {
        if (seen.has(file.path))
            return [file];
        seen.add(file.path);
    }
    return [];
}
function saysPublished(checkpoint, file) {
    if (checkpoint.kind !== 'published')
        return false;
    const { sizeBytes, headers } = checkpoint.record;
    return sizeBytes === file.sizeBytes && headers === file.headersDigest;
}
const look_MAX_LISTED = 50;
function existAlready(files) {
    const keys = files.map(({ key }) => singleLine(key, 200)).sort();
    const shown = firstOf(keys, look_MAX_LISTED).map((key) => `  - ${key}`);
    return new ActionError({
        code: 'object-exists',
        fault: 'exists',
        message: `${plural(keys.length, 'object')} with other content ${keys.length === 1 ? 'exists' : 'exist'} already, and \`overwrite: never\` forbids to replace them:\n${shown.join('\n')}`,
        remedy: 'Publish under new keys (`key-prefix` with the version), or find out what else publishes these. Nothing was sent.',
    });
}
function needsRead() {
    return new ActionError({
        code: 'if-changed-needs-read',
        fault: 'denied',
        message: '`overwrite: if-changed` compares with the objects in the bucket, and the credentials may not read them',
        remedy: 'Allow the credentials `oss:GetObject` on these keys in RAM. Nothing was sent.',
    });
}

;// CONCATENATED MODULE: ./build/core/naming/key-prefix.js
/** The `key-prefix` input as people type it: what is meant as a folder is put before every key letter by letter. */
/** @returns what is wrong with a prefix, and the line to write instead; undefined where nothing is. */
function prefixProblem(prefix) {
    const problem = key_prefix_problemOf(prefix);
    return problem === undefined ? undefined : { problem, write: `key-prefix: ${cleaned(prefix) || 'downloads/'}` };
}
function key_prefix_problemOf(prefix) {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(prefix))
        return 'is an address: what stands before every object key has neither scheme nor bucket';
    if (prefix.includes('\\'))
        return 'has a backslash, and object keys have folders by `/`';
    if (prefix.startsWith('/'))
        return 'starts with a slash, and object keys do not';
    if (prefix.includes('//'))
        return 'has an empty folder in it (`//`)';
    if (prefix.split('/').some((segment) => segment === '.' || segment === '..'))
        return 'has a `.` or `..` segment, which no URL can carry';
    return undefined;
}
/** @returns the folders that the address, path or name means, with a slash at the end. */
function cleaned(prefix) {
    const path = prefix.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\]*/i, '').replaceAll('\\', '/');
    const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
    return segments.map((segment) => `${segment}/`).join('');
}
/** Whoever ends a prefix so means to go on with the name. */
const JOINED = /[-_.=+~@]$/;
/**
 * @param key one of the keys, prefix included
 * @returns a warning where the prefix, without a slash at its end, runs into the names of files; undefined where it does not
 */
function prefixWarning(prefix, key) {
    if (prefix === '' || prefix.endsWith('/') || JOINED.test(prefix) || key === undefined)
        return undefined;
    return `\`key-prefix: ${prefix}\` does not end with a slash, so that a key is \`${key}\`. For a folder write \`key-prefix: ${prefix}/\`; a prefix that names go on from ends with \`-\` or \`_\`.`;
}

;// CONCATENATED MODULE: ./build/core/naming/pattern-warnings.js
/** Patterns over keys that match none: silent, they publish a file with other headers, or in another order, than was meant. */

/**
 * @param keys all keys of the step, `key-prefix` included
 * @returns a warning for each pattern that matches none of them, with the pattern that would, or the nearest key
 */
function unmatchedPatternWarnings(named, { keys, keyPrefix }) {
    if (keys.length === 0)
        return [];
    return named.flatMap(({ input, patterns }) => [...new Set(patterns)]
        .filter((pattern) => !keys.some(keyMatcher(pattern)))
        .map((pattern) => `\`${pattern}\` in \`${input}\` matches no object${adviceFor(pattern, { keys, keyPrefix })}`));
}
function adviceFor(pattern, { keys, keyPrefix }) {
    for (const { pattern: other, because } of alternatives(pattern, keyPrefix)) {
        const key = keys.find(keyMatcher(other));
        if (key !== undefined)
            return `${because}. Write \`${other}\`, which matches \`${key}\`.`;
    }
    const other = keys.find((key) => keyMatcher(pattern.toLowerCase())(key.toLowerCase()));
    if (other !== undefined)
        return `: upper and lower case count. The key is \`${other}\`.`;
    return `. The nearest key is \`${nearest(pattern, keys)}\`.`;
}
function alternatives(pattern, keyPrefix) {
    const plain = pattern.replace(/^\.?\/+/, '');
    const last = plain.slice(plain.lastIndexOf('/') + 1);
    return [
        { pattern: pattern.replace(/:+$/, ''), because: ': a pattern stands on its line alone, without a colon' },
        { pattern: pattern.replace(/^(["'])(.*)\1$/, '$2'), because: ': the quotes count as part of it' },
        {
            pattern: `${keyPrefix}${plain}`,
            because: ': with a `/` it is compared with whole keys, and these begin with `key-prefix`',
        },
        { pattern: `**/${plain}`, because: ': with a `/` it is compared with whole keys' },
        { pattern: last, because: ': its folders are none of a key' },
    ].filter((one) => one.pattern !== pattern && one.pattern !== '');
}
/** @returns the key whose last segment takes the fewest changes to become the pattern's. */
function nearest(pattern, keys) {
    const wanted = lastOf(pattern);
    const [first = ''] = keys;
    return keys.slice(0, MAX_COMPARED).reduce((best, key) => {
        const changes = distance(wanted, lastOf(key));
        return changes < best.changes ? { key, changes } : best;
    }, { key: first, changes: Number.POSITIVE_INFINITY }).key;
}
/** Enough for a hint; a release of 100,000 files must not wait for it. */
const MAX_COMPARED = 1000;
const MAX_LENGTH = 100;
function lastOf(text) {
    return text.slice(text.lastIndexOf('/') + 1, text.lastIndexOf('/') + 1 + MAX_LENGTH).toLowerCase();
}
/** @returns how many characters have to be put in, taken out or replaced. */
function distance(from, to) {
    let row = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (const [line, character] of [...from].entries()) {
        const next = [line + 1];
        for (let column = 1; column <= to.length; column += 1) {
            const change = (row[column - 1] ?? 0) + (to[column - 1] === character ? 0 : 1);
            next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}

;// CONCATENATED MODULE: ./build/core/link/limitation.js
/** What kept an upload from being faster, as far as that can be told. Pure. */
/** In less time nothing can be told. */
const LEAST_MS = 2000;
const MOSTLY_BUSY = 0.9;
const MOSTLY_WAITING = 0.5;
/** @returns what the upload was limited by; undefined where that cannot be told. */
function findLimitation(facts) {
    if (facts.wantedMs < LEAST_MS)
        return undefined;
    if (facts.busyMs > facts.wantedMs * MOSTLY_BUSY)
        return 'cpu';
    if (facts.diskMs > facts.requestMs * MOSTLY_WAITING)
        return 'disk';
    switch (facts.heldBy) {
        case 'service':
            return 'throttling';
        case 'link':
            return 'link';
        case 'most':
            return 'connections';
        case undefined:
            return undefined;
    }
}
/** @returns the limitation for people: `limited by the link`. */
function formatLimitation(limitation) {
    switch (limitation) {
        case 'cpu':
            return "limited by this machine's CPU";
        case 'disk':
            return 'limited by the disk';
        case 'throttling':
            return 'limited by OSS, which asked for fewer requests';
        case 'link':
            return 'limited by the link';
        case 'connections':
            return 'limited by what so many connections carry';
    }
}

;// CONCATENATED MODULE: ./build/core/plan/plan.js
/** What is to be done for every object, before anything is sent. Pure. */

/** @returns what to do for each file, in the order of the files, and the files that cannot be cut with this part size. */
function planUpload(options) {
    const problems = [];
    const sources = copySources(options);
    const objects = options.files.map((file) => {
        const partSizeBytes = choosePartSize(file.sizeBytes, options.partSize);
        const isSmall = file.sizeBytes <= Math.min(partSizeBytes, MAX_PUT_SIZE_BYTES);
        const present = options.presentOf(file);
        if (present !== undefined && options.needsStamp(file))
            return { kind: 'copy', file, fromKey: file.key, standing: present.object, partSizeBytes, isSmall };
        if (present !== undefined)
            return { kind: 'present', file, ...present };
        const source = sources.get(file.path);
        if (source !== undefined && source.key !== file.key && options.mayCopy)
            return { kind: 'copy', file, fromKey: source.key, partSizeBytes, isSmall };
        const problem = partSizeProblem(file.sizeBytes, partSizeBytes);
        if (problem !== undefined)
            problems.push({ file, problem, partSizeBytes });
        const checkpoints = options.checkpointsOf(file).filter((checkpoint) => checkpoint.kind === 'unfinished');
        if (isSmall && checkpoints.length === 0 && !options.partsOnly)
            return { kind: 'put', file };
        return { kind: 'multipart', file, partSizeBytes, checkpoints };
    });
    return { objects, problems };
}
/** @returns for each path the file that others of its path are copied from: one in the bucket already, else the one that shows first. */
function copySources({ files, presentOf, waveOf, }) {
    const rank = (file) => (presentOf(file) === undefined ? waveOf(file) : -1);
    const sources = new Map();
    for (const file of files) {
        const best = sources.get(file.path);
        if (best === undefined || rank(file) < rank(best))
            sources.set(file.path, file);
    }
    return sources;
}
/** @returns how many requests with a body an object needs at most. */
function countRequests(object) {
    switch (object.kind) {
        case 'present':
        case 'copy':
            return 0;
        case 'put':
            return 1;
        case 'multipart':
            return countParts(object.file.sizeBytes, object.partSizeBytes);
    }
}

;// CONCATENATED MODULE: ./build/core/telling/report.js
/** What the log says of plan and progress. Pure text. */




const MAX_PLAN_LINES = 60;
/** @returns the plan's title and a line for each object; long lists are cut with their count. */
function formatPlan(objects, { where, checksumsKey }) {
    const totalBytes = objects.reduce((sum, { file }) => sum + file.sizeBytes, 0);
    const title = `Plan: ${plural(objects.length, 'file')}, ${formatSize(totalBytes)} \u2192 ${where}`;
    const lines = objects.slice(0, MAX_PLAN_LINES).map(formatObject);
    const rest = objects.length - lines.length;
    const more = rest > 0 ? [`and ${plural(rest, 'more file')}`] : [];
    const sums = checksumsKey === undefined ? [] : [`their SHA-256 \u2192 ${singleLine(checksumsKey, 200)}`];
    return { title, lines: [...lines, ...more, ...sums] };
}
function formatObject(object) {
    const { file } = object;
    return `${singleLine(file.displayPath, 150)} \u2192 ${singleLine(file.key, 200)} (${formatSize(file.sizeBytes)}, ${formatWork(object)})`;
}
function formatWork(object) {
    switch (object.kind) {
        case 'present':
            return object.by === 'resumed' ? 'published by an earlier attempt' : 'unchanged';
        case 'put':
            return 'one request';
        case 'copy':
            if (object.standing !== undefined)
                return 'its bytes are there, its version changes';
            return `copied from ${singleLine(object.fromKey, 200)}`;
        case 'multipart': {
            const parts = `${plural(countRequests(object), 'part')} of ${formatSize(object.partSizeBytes)}`;
            return object.checkpoints.length > 0 ? 'goes on with an earlier upload' : parts;
        }
    }
}
/** @returns one progress line. */
function formatProgress(facts) {
    const { totalBytes, doneBytes, bytesPerSecond, connections, retries, limitation } = facts;
    const percent = totalBytes === 0 ? 100 : Math.floor((100 * doneBytes) / totalBytes);
    const parts = [
        `${String(percent).padStart(3)} %`,
        `${formatSize(doneBytes)} of ${formatSize(totalBytes)}`,
        `${formatSize(Math.round(bytesPerSecond))}/s`,
        outlook(facts),
        plural(connections, 'connection'),
    ];
    if (limitation !== undefined)
        parts.push(formatLimitation(limitation));
    if (retries > 0)
        parts.push(plural(retries, 'retry').replace('retrys', 'retries'));
    return parts.join(' \u00b7 ');
}
function outlook({ totalBytes, doneBytes, bytesPerSecond, onTheWayBytes, lastFailure }) {
    const leftBytes = totalBytes - doneBytes;
    if (leftBytes <= 0)
        return 'publishing';
    if (bytesPerSecond > 0)
        return `${formatDuration((leftBytes * 1000) / bytesPerSecond)} left`;
    if (onTheWayBytes > 0)
        return `${formatSize(onTheWayBytes)} on the way`;
    return lastFailure === undefined ? 'waiting for OSS' : `waiting for OSS (${singleLine(lastFailure, 150)})`;
}

;// CONCATENATED MODULE: ./build/engine/prepare/prepare.js
/** From matches to a plan that people have seen. */









/** Says which patterns and links led to no file. Throws an ActionError where the user wants that to be an error. */
function reportMatches({ files, emptyLines, danglingLinks, hiddenCount }, ifNoFilesFound, reporter) {
    const texts = [...emptyLines, ...danglingLinks.map((link) => `${singleLine(link)} is a link that points nowhere`)];
    if (hiddenCount > 0 && files.length > 0)
        reporter.notice(`${hiddenCount === 1 ? '1 hidden file or folder was' : `${hiddenCount} hidden files or folders were`} left out. If they belong to the release, write \`include-hidden-files: true\`.`, 'Hidden files left out');
    if (texts.length === 0)
        return;
    switch (ifNoFilesFound) {
        case 'error':
            throw new ActionError({
                code: 'no-files',
                message: texts.length === 1
                    ? `${texts[0]}`
                    : `\`path\` asks for more than there is:\n${texts.map((text) => `  - ${text}`).join('\n')}`,
                remedy: 'Check the lines of `path` (relative to the workspace; hidden files need `include-hidden-files: true`) and the step that makes the files, or write `if-no-files-found: warn`.',
            });
        case 'warn':
            for (const text of texts)
                reporter.warning(text, 'No files');
            if (files.length === 0)
                reporter.info('There is nothing to publish.');
            return;
        case 'ignore':
            if (files.length === 0)
                reporter.info('There is nothing to publish.');
    }
}
/** @returns the files of this runner's share; all of them where they are not shared. */
function shareOf(files, shard) {
    if (shard === undefined)
        return files;
    const shareable = files.map((one) => ({
        one,
        path: one.file.path,
        key: one.key,
        sizeBytes: one.file.stamp.sizeBytes,
    }));
    return filesOfShard(shareable, shard).map(({ one }) => one);
}
/** Warns once of patterns that match no key, and of a prefix that runs into the names of files. */
function warnOfNames({ patterns, keys, keyPrefix, }, reporter) {
    for (const text of unmatchedPatternWarnings(patterns, { keys, keyPrefix }))
        reporter.warning(text, 'Pattern matches nothing');
    const text = prefixWarning(keyPrefix, keys[0]);
    if (text !== undefined)
        reporter.warning(text, 'Prefix without a slash');
}
/** @returns which share of which list of files this runner has, for the record of what is held; undefined where files are not shared. */
function shareFacts(files, shard, { sha256Of }) {
    if (shard === undefined)
        return undefined;
    const listed = files.map(({ key, file }) => ({ key, sizeBytes: file.stamp.sizeBytes }));
    return { ...shard, list: sha256Of(listOfShared(listed)) };
}
/** @returns the files as the plan takes them: with the headers and the ID of their objects. */
function describeSources(engine, files, headersOf) {
    return files.map(({ file: { path, displayPath, stamp }, key }) => prepare_describeSource(engine, { path, displayPath, stamp, key, headers: headersOf(key) }));
}
/** @returns one file as the plan takes it. */
function prepare_describeSource({ checkpoints, hashes, samples }, file) {
    samples?.expect(file.path, file.stamp.sizeBytes);
    // The version is no part of what an upload is: its bytes count for whichever version is published with them.
    const sorted = Object.entries(withoutVersion(file.headers)).sort(([left], [right]) => (left < right ? -1 : 1));
    const headersDigest = hashes.sha256Of(JSON.stringify(sorted));
    return { ...file, sizeBytes: file.stamp.sizeBytes, headersDigest, objectId: checkpoints.objectId(file.key) };
}
/** Warns of risky headers. Throws one ActionError for all objects whose headers cannot stand together. */
function checkHeaders(sources, reporter) {
    const conflicts = sources.flatMap(({ key, headers }) => {
        const conflict = conflictOf(headers);
        return conflict === undefined ? [] : [`${singleLine(key)}: ${conflict}`];
    });
    if (conflicts.length > 0) {
        throw new ActionError({
            code: 'bad-headers',
            message: conflicts.length === 1
                ? `${conflicts[0]}`
                : `Headers cannot stand together:\n${conflicts.map((text) => `  - ${text}`).join('\n')}`,
            remedy: 'Mend the input `headers`. Nothing was sent.',
        });
    }
    const risky = sources.find(({ headers }) => riskOf(headers) !== undefined);
    if (risky !== undefined)
        reporter.warning(`${singleLine(risky.key)}: ${riskOf(risky.headers)}`, 'Risky ACL');
}
/** Throws one ActionError for all files that cannot be cut with the part size that was set. */
function assertPlannable(problems) {
    if (problems.length === 0)
        return;
    const texts = problems.map(({ file, problem, partSizeBytes }) => {
        const name = `${singleLine(file.displayPath)} (${formatSize(file.sizeBytes)})`;
        if (problem === 'too-large')
            return `${name} is larger than OSS's 48.8 TB`;
        const least = Math.max(MIN_PART_SIZE_BYTES, Math.ceil(file.sizeBytes / MAX_PARTS));
        return `${name} would have more than 10,000 parts of ${formatSize(partSizeBytes)}; it needs at least ${Math.ceil(least / 1024)}KB`;
    });
    throw new ActionError({
        code: 'part-size',
        message: texts.length === 1
            ? `${texts[0]}`
            : `Files do not fit the part size:\n${texts.map((text) => `  - ${text}`).join('\n')}`,
        remedy: 'Write `part-size: auto`, which fits every file.',
    });
}
/** Prints the plan, and counts its bytes as what is to come. */
function reportPlan(engine, objects, told) {
    if (objects.length === 0)
        return;
    const { title, lines } = formatPlan(objects, told);
    engine.reporter.group(title, lines);
    for (const object of objects) {
        const { sizeBytes } = object.file;
        if (object.kind === 'put' || object.kind === 'multipart')
            engine.progress.addPlanned(sizeBytes);
        if (object.kind === 'present' && object.by === 'resumed') {
            engine.progress.addPlanned(sizeBytes);
            engine.progress.addResumed(sizeBytes);
        }
    }
}

;// CONCATENATED MODULE: ./build/engine/verify/changed.js
/** Whether a file is still what was planned and sent: one that changed is never published. */



/** A file system that does not answer is given up like a service that does not. */
async function stampOf({ files, signal, progress }, { path }) {
    progress.begin('disk');
    try {
        return await files.stamp(path, signal);
    }
    finally {
        progress.end('disk');
    }
}
/** Throws `file-changed` where the file is not in the state any more in which it was planned. */
async function assertUnchanged(engine, file) {
    const now = await stampOf(engine, file);
    const { stamp } = file;
    const same = now.sizeBytes === stamp.sizeBytes &&
        now.mtimeNs === stamp.mtimeNs &&
        now.ctimeNs === stamp.ctimeNs &&
        now.inode === stamp.inode;
    if (!same)
        throw changed(file);
}
/**
 * Throws `file-changed` where a file's bytes are not the ones that were sent. A file that was only touched is read again: what counts is
 * the bytes.
 */
async function assertSameBytes(engine, { file, crc64 }) {
    try {
        await assertUnchanged(engine, file);
    }
    catch (error) {
        const now = await stampOf(engine, file);
        if (now.sizeBytes !== file.sizeBytes)
            throw error;
        const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes });
        if (local.crc64 !== crc64)
            throw error;
    }
}
/** @returns the error of a file that is not published since it changed. */
function changed(file) {
    return new ActionError({
        code: 'file-changed',
        message: `${singleLine(file.displayPath)} changed while it was being uploaded; it is not published`,
        remedy: 'Let nothing write to the file while this step runs. The next attempt sends only the parts that differ.',
    });
}

;// CONCATENATED MODULE: ./build/engine/publish/checksums.js
/** SHA-256 of every file, and the SHA256SUMS file that is published beside them. */










/** @returns the checksums file and what it holds. Reading begins at once, and runs beside whatever comes next. */
function prepareChecksums(engine, sources, settings) {
    const { checksumsKey: key, overwrite, headersOf, scratch } = settings;
    const isEarly = overwrite !== 'always';
    const isWanted = key !== undefined || settings.wantsDigests;
    if (!isWanted || sources.length === 0)
        return unread([]);
    if (settings.dryRun)
        return unread(key !== undefined && isEarly && !settings.hold ? sketch(engine, sources, { ...settings, key }) : []);
    const reading = readAll(engine, sources);
    const digested = collect(reading);
    const digests = digested.then((all) => all.digests);
    const assertSame = async ({ file, crc64 }) => {
        const read = await reading.get(file.path);
        if (read?.kind === 'digest' && read.crc64 !== crc64)
            throw changed(file);
    };
    if (settings.hold || key === undefined)
        return { early: Promise.resolve([]), late: undefined, digests, assertSame };
    const make = async () => {
        const path = await scratch(formatChecksums(byKey(sources, await digests), key));
        return describeMade(engine, { path, key, headers: headersOf(key) });
    };
    const early = async () => {
        const [unread] = (await digested).failed;
        if (unread !== undefined)
            throw unread.error;
        return [await make()];
    };
    const late = async () => {
        const [unread] = (await digested).failed;
        if (unread !== undefined)
            return unread;
        try {
            const file = await make();
            const present = await findRecorded(engine, file);
            return present === undefined ? { kind: 'put', file } : { kind: 'present', file, ...present };
        }
        catch (error) {
            return { kind: 'failed', file: notMade(engine, { key, headers: headersOf(key) }), error };
        }
    };
    return isEarly
        ? { early: early(), late: undefined, digests, assertSame }
        : { early: Promise.resolve([]), late, digests, assertSame };
}
/**
 * Says how many objects a SHA256SUMS file leaves out since they lie in other folders; one of the same bytes as an object that it lists needs no word.
 * Throws an ActionError where it would list nothing: a file without lines would be taken for a check.
 * @param objects each with what stands for its bytes; undefined: unknown
 */
function reportListed(objects, sumsKey, reporter) {
    const [first] = objects;
    const listed = objects.filter(({ key }) => isListed(key, sumsKey));
    if (first !== undefined && listed.length === 0)
        throw listsNothing(sumsKey, first.key);
    const known = new Set(listed.map(({ bytes }) => bytes));
    const left = objects.filter(({ key, bytes }) => !isListed(key, sumsKey) && (bytes === undefined || !known.has(bytes)));
    if (left.length === 0)
        return;
    const names = firstOf(left.map(({ key }) => singleLine(key, 120)), MAX_LEFT_OUT);
    reporter.notice(`${singleLine(sumsKey)} lists what lies in its folder and below: ${plural(left.length, 'object')} of other folders ${left.length === 1 ? 'is' : 'are'} left out (${names.join(', ')}).`, 'Not in the checksums');
}
const MAX_LEFT_OUT = 5;
function listsNothing(sumsKey, key) {
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    return new ActionError({
        code: 'checksums-folder',
        message: `No object lies in the folder of ${singleLine(sumsKey)}, and a \`SHA256SUMS\` file lists those of its own folder and below`,
        remedy: `Let \`checksums\` name a key beside the files, here ${singleLine(folder)}SHA256SUMS (\`key-prefix\` is put before what you write).`,
    });
}
/** @returns what no file is read for. */
function unread(early) {
    return {
        early: Promise.resolve(early),
        late: undefined,
        digests: Promise.resolve(new Map()),
        assertSame: async () => { },
    };
}
/**
 * @returns for a dry run a file as large as the checksums file would be. It holds the checksums only where an object of that size is there: nothing
 *   else depends on them, and reading all files takes its time.
 */
async function sketch(engine, sources, { key, headersOf, scratch }) {
    const empty = formatChecksums(new Map(sources.map((file) => [file.key, '0'.repeat(64)])), key);
    const sizeBytes = Buffer.byteLength(empty);
    const head = await headObject(engine, key);
    let text = empty;
    if (head.kind === 'found' && (head.facts.sizeBytes ?? sizeBytes) === sizeBytes) {
        const { digests, failed } = await collect(readAll(engine, sources));
        const [first] = failed;
        if (first !== undefined)
            throw first.error;
        text = formatChecksums(byKey(sources, digests), key);
    }
    return [await describeMade(engine, { path: await scratch(text), key, headers: headersOf(key) })];
}
/** @returns the checksums file as a result names it that has none. */
function notMade({ checkpoints }, { key, headers }) {
    const objectId = checkpoints.objectId(key);
    return { key, displayPath: lastSegment(key), sizeBytes: 0, headers, headersDigest: '', objectId };
}
/**
 * @returns by path the digests of all files, each read once; none rejects. Meant to run beside the transfer: parts are read out of order, and a
 *   SHA-256 has to be taken in order.
 */
function readAll(engine, sources) {
    const readOne = async (file) => {
        try {
            const { path } = file;
            const range = { path, startBytes: 0, endBytes: file.sizeBytes };
            const { sha256 = '', crc64 } = await digestInTurn(engine, { ...range, sha256: true });
            return { kind: 'digest', path, sha256, crc64 };
        }
        catch (error) {
            return { kind: 'failed', file, error };
        }
    };
    const files = new Map(sources.map((file) => [file.path, file]));
    return new Map([...files].map(([path, file]) => [path, readOne(file)]));
}
async function collect(reading) {
    const read = await Promise.all(reading.values());
    return {
        digests: new Map(read.flatMap((one) => (one.kind === 'digest' ? [[one.path, one.sha256]] : []))),
        failed: read.filter((one) => one.kind === 'failed'),
    };
}
/** @returns SHA-256 by object key. */
function byKey(sources, digests) {
    const pairs = sources.map(({ key, path }) => [key, digests.get(path)]);
    return new Map(pairs.flatMap(([key, sha256]) => (sha256 === undefined ? [] : [[key, sha256]])));
}
/** @returns the source of a file that this step made itself. */
async function describeMade(engine, { path, key, headers }) {
    const stamp = await engine.files.stamp(path, engine.signal);
    return prepare_describeSource(engine, { path, displayPath: lastSegment(key), stamp, key, headers });
}

;// CONCATENATED MODULE: ./build/engine/bucket/housekeeping.js
/**
 * What becomes of uploads that this run began and that nobody will go on with: they are aborted, since their parts cost storage. All others,
 * also to the same keys, are somebody else's, and are left to the bucket's lifecycle rule.
 */





/** Takes over an upload that an earlier attempt of this run began. */
function adoptUpload(engine, file, { uploadId, run }) {
    if (wasBegunEarlier(run, engine.run))
        engine.ownUploads.add({ key: file.key, uploadId });
}
/**
 * Aborts recorded uploads that cannot be gone on with, as far as an earlier attempt of this run began them. A record is untrusted: whoever can
 * write the cache can name this run in it. The worst that comes of it is the end of another unfinished upload of this very key in this bucket,
 * by credentials that may end it anyway.
 */
async function abortUnusable(engine, file, unusable) {
    const earlier = unusable.filter(({ run }) => wasBegunEarlier(run, engine.run));
    await Promise.all(earlier.map(({ uploadId }) => abortOnce(engine, { key: file.key, uploadId })));
}
/** Aborts uploads whose objects are published already, by another attempt that was faster, as far as an earlier attempt of this run began them. */
async function abortSuperseded(engine, objects, checkpointsOf) {
    for (const { kind, file } of objects) {
        if (kind !== 'present')
            continue;
        await abortRecorded(engine, file, checkpointsOf(file));
    }
}
/** Aborts the uploads of a file that records name and nobody goes on with, as far as an earlier attempt of this run began them. */
async function abortRecorded(engine, file, checkpoints) {
    const unfinished = checkpoints.filter((checkpoint) => checkpoint.kind === 'unfinished');
    await abortUnusable(engine, file, unfinished.map(({ header }) => header));
}
/** Aborts an upload that another one replaces, if it is this run's own. */
async function abortReplaced(engine, upload) {
    if (!engine.ownUploads.has(upload.uploadId))
        return;
    engine.ownUploads.end(upload.uploadId);
    await abortOnce(engine, upload);
}
/** An abort whose failure costs nothing but storage until the lifecycle rule comes by. */
async function abortOnce({ bucket, reporter }, { key, uploadId }) {
    try {
        await bucket.abortUpload({ key, uploadId });
        reporter.debug(`An upload of ${singleLine(key)} that cannot be gone on with was aborted.`);
    }
    catch {
        reporter.debug(`An upload of ${singleLine(key)} that cannot be gone on with stays for the bucket's lifecycle rule.`);
    }
}
/** How long a step that is over is kept for this. */
const housekeeping_DEADLINE_MS = 4000;
/** Where no record is kept, nothing can go on with what this process began: it is aborted at the end, also of a cancelled step. */
async function abortLeftOver(engine) {
    const uploads = engine.ownUploads.list();
    if (uploads.length === 0)
        return;
    // The step itself may be cancelled already.
    const { signal: own } = new AbortController();
    const { released, left } = await within(engine.clock, { deadlineMs: housekeeping_DEADLINE_MS, signal: own }, (signal) => abandonUploads({ ...engine, signal }, uploads));
    if (released > 0) {
        engine.reporter.info(`Aborted ${plural(released, 'unfinished upload')}: \`resume: false\` keeps nothing to go on from.`);
    }
    if (left.length > 0) {
        engine.reporter.info(`${plural(left.length, 'unfinished upload')} could not be aborted and costs storage until the bucket's lifecycle rule removes it (the RAM action is oss:AbortMultipartUpload).`);
    }
}

;// CONCATENATED MODULE: ./build/engine/transfer/resume.js
/** Finds the upload that an earlier attempt began, and which of its parts OSS holds with the local bytes. */







/**
 * @param checkpoints candidates, newest first; `partSizeBytes` is what a new upload would have
 * @returns the first candidate that can be gone on with. A record is used only where its headers are the wanted ones; a part only where the
 *   local bytes equal what OSS lists, or, where listing is denied, where the recorded ETag is their MD5.
 */
async function resumeUpload(engine, { file, partSizeBytes, checkpoints, }) {
    const gone = new Set();
    let completed;
    const isUsable = ({ headers, partSizeBytes: size }) => headers === file.headersDigest && countParts(file.sizeBytes, size) <= MAX_PARTS;
    const unusable = checkpoints.map(({ header }) => header).filter((header) => !isUsable(header));
    for (const checkpoint of checkpoints) {
        const { header } = checkpoint;
        if (unusable.includes(header) || gone.has(header.uploadId))
            continue;
        const found = await claimsOf(engine, file, checkpoint);
        if (found === 'gone') {
            gone.add(header.uploadId);
            completed ??= await completedByRecord(engine, file, checkpoint);
            continue;
        }
        const planned = planParts(file.sizeBytes, header.partSizeBytes);
        const { claims, isListed } = found;
        const digests = await digestClaims(engine, file, { planned, claims });
        const reconciled = reconcile({ planned, claims, digests });
        const { done, missing } = engine.isHolding && !isListed ? withProbe(reconciled, planned) : reconciled;
        // A record alone must not impose parts so large that every broken connection costs gigabytes.
        if (done.length === 0 && header.partSizeBytes > partSizeBytes) {
            unusable.push(header);
            continue;
        }
        const wasCompleting = missing.length === 0 && saysCompleted(checkpoint, nowOf(engine));
        return { kind: 'resumed', header, done, missing, unusable, wasCompleting };
    }
    return { kind: 'none', gone: gone.size > 0, completed, unusable };
}
/** @returns every part of a file. */
function planParts(fileSizeBytes, partSizeBytes) {
    const count = countParts(fileSizeBytes, partSizeBytes);
    return Array.from({ length: count }, (_, index) => partAt({ number: index + 1, fileSizeBytes, partSizeBytes }));
}
async function claimsOf(engine, file, { header, parts }) {
    try {
        const listed = await engine.bucket.listParts({ key: file.key, uploadId: header.uploadId });
        const trust = isKmsEncrypted(file) && isOfRun(header.run, engine.run);
        return { claims: claimsOfListing(listed, { trust }), isListed: true };
    }
    catch (error) {
        const fault = faultOf(error);
        if (fault === 'upload-gone')
            return 'gone';
        if (fault === 'denied')
            return { claims: claimsOfRecord(parts), isListed: false };
        // No upload ID that OSS gave: the record was made up. Any other refusal may pass, and must not cost what was sent.
        if (asActionError(error)?.facts.status === 400 && fault === 'permanent')
            return 'gone';
        throw error;
    }
}
/**
 * Where parts may not be listed and nothing is completed here, only a part that is sent tells whether the upload still exists: the last one, which
 * is the smallest.
 */
function withProbe({ done, missing }, planned) {
    const last = planned.at(-1);
    if (missing.length > 0 || last === undefined)
        return { done, missing };
    return { done: done.filter(({ number }) => number !== last.number), missing: [last] };
}
/**
 * @returns the object of an upload that is gone, where its record says that it was being completed, all its parts are the local bytes, and nobody
 *   may look at the object
 */
async function completedByRecord(engine, file, checkpoint) {
    if (!saysCompleted(checkpoint, nowOf(engine)) || (await headObject(engine, file.key)).kind !== 'denied')
        return undefined;
    const planned = planParts(file.sizeBytes, checkpoint.header.partSizeBytes);
    const claims = claimsOfRecord(checkpoint.parts);
    const { done, missing } = reconcile({
        planned,
        claims,
        digests: await digestClaims(engine, file, { planned, claims }),
    });
    if (missing.length > 0)
        return undefined;
    return { etag: '', crc64: crc64OfParts(done), versionId: undefined, proof: 'record' };
}
function nowOf({ run, epochMs }) {
    return { run, epochMs: epochMs() };
}
/** @returns the CRC64 of the object that these parts, all of them and in order, make. */
function crc64OfParts(parts) {
    return parts.reduce((crc, part) => combineCrc64(crc, part.crc64, part.sizeBytes), 0n);
}
/** ETags of what KMS encrypts need not be MD5s. */
function isKmsEncrypted({ headers }) {
    return headers['x-oss-server-side-encryption']?.toUpperCase() === 'KMS';
}
async function digestClaims(engine, file, { planned, claims }) {
    const digests = new Map();
    for (const claim of plausibleClaims(planned, claims)) {
        const part = planned[claim.number - 1];
        if (part === undefined)
            continue;
        const { startBytes, endBytes } = part;
        digests.set(part.number, await digestInTurn(engine, { path: file.path, startBytes, endBytes, md5: claim.byEtag }));
    }
    return digests;
}

;// CONCATENATED MODULE: ./build/engine/transfer/upload-file.js
/** Brings one file's bytes into OSS as a multipart upload, up to but not including Complete: nothing becomes visible here. */






/** How often an upload may vanish under way (lifecycle rule, another's abort) before the file fails. */
const MAX_STARTS = 4;
/**
 * @returns the upload with all its parts in OSS. Goes on with a recorded upload where one fits, starts afresh where its ID is gone.
 *   Throws the ActionError of the first part that cannot be sent.
 */
async function uploadFile(engine, { file, partSizeBytes, checkpoints }, onInitiated) {
    let candidates = checkpoints;
    let bytesSent = 0;
    for (let start = 1;; start += 1) {
        const sentBefore = bytesSent;
        const upload = await openUpload(engine, { kind: 'multipart', file, partSizeBytes, checkpoints: candidates });
        const resumedBytes = upload.kind === 'present' ? 0 : upload.done.reduce((total, part) => total + part.sizeBytes, 0);
        engine.progress.addResumed(resumedBytes);
        onInitiated();
        if (upload.kind === 'present')
            return present(engine, file, upload.object, bytesSent);
        try {
            const parts = await sendMissing(engine, file, upload, (bytes) => {
                bytesSent += bytes;
            });
            return transferredUpload(file, upload, { parts, bytesSent, bytesResumed: resumedBytes });
        }
        catch (error) {
            if (faultOf(error) !== 'upload-gone' || start >= MAX_STARTS)
                throw error;
            engine.reporter.info(`The upload of ${singleLine(file.displayPath)} is no longer known to OSS; it starts again.`);
            engine.progress.lost({ sentBytes: bytesSent - sentBefore, resumedBytes });
            engine.ownUploads.end(upload.header.uploadId);
            engine.checkpoints.remove(file.objectId);
            const published = await findPublished(engine, file);
            if (published !== undefined)
                return present(engine, file, published, bytesSent);
            candidates = [];
        }
    }
}
function present(engine, file, object, bytesSent) {
    engine.progress.addResumed(Math.max(0, file.sizeBytes - bytesSent));
    return { kind: 'present', file, object, bytesSent };
}
async function openUpload(engine, multipart) {
    const { file, partSizeBytes, checkpoints } = multipart;
    if (checkpoints.length > 0) {
        const resumed = await resumeUpload(engine, multipart);
        await abortUnusable(engine, file, resumed.unusable);
        if (resumed.kind === 'resumed') {
            const { header, done, missing, wasCompleting } = resumed;
            adoptUpload(engine, file, header);
            const writer = engine.checkpoints.resume(header, done);
            if (wasCompleting)
                writer.completing(true);
            return { kind: 'open', header, done, missing, writer, wasCompleting };
        }
        const published = resumed.gone ? ((await findPublished(engine, file)) ?? resumed.completed) : undefined;
        if (published !== undefined)
            return { kind: 'present', object: published };
    }
    try {
        const header = await initiate(engine, file, partSizeBytes);
        const missing = planParts(file.sizeBytes, partSizeBytes);
        const writer = engine.checkpoints.create(header);
        return { kind: 'open', header, done: [], missing, writer, wasCompleting: false };
    }
    catch (error) {
        const published = faultOf(error) === 'exists' ? await findSameBytes(engine, file) : undefined;
        if (published === undefined)
            throw error;
        return { kind: 'present', object: published };
    }
}
async function initiate(engine, file, partSizeBytes) {
    const uploadId = await engine.bucket.initiateUpload({ key: file.key, headers: file.headers });
    const { objectId: object, headersDigest: headers } = file;
    return { object, uploadId, partSizeBytes, headers, run: engine.run, createdMs: engine.epochMs() };
}
/** @returns all parts by their number, once OSS holds those that were missing. */
async function sendMissing(engine, file, { header, writer, done, missing }, onSent) {
    const parts = new Map(done.map((part) => [part.number, part]));
    await engine.queue.run({
        parts: missing,
        signal: engine.signal,
        async send(part, slot, signal) {
            const sent = await sendPart(engine, { file, uploadId: header.uploadId, part, slot, signal });
            writer.part(sent);
            parts.set(part.number, sent);
            onSent(sent.sizeBytes);
        },
    });
    return parts;
}
function transferredUpload(file, { header: { uploadId, partSizeBytes }, missing, writer, wasCompleting }, sent) {
    const parts = [...sent.parts.values()].sort((left, right) => left.number - right.number);
    const sentNumbers = new Set(missing.map(({ number }) => number));
    const crc64 = crc64OfParts(parts);
    return {
        ...{ kind: 'transferred', file, uploadId, partSizeBytes, ...sent, parts, sentNumbers, crc64 },
        ...{ record: writer, wasCompleting },
    };
}
/** @returns the part once OSS has acknowledged it with the CRC64 of the bytes that were sent. */
async function sendPart(engine, { file, uploadId, part, slot, signal }) {
    const { number, startBytes, endBytes } = part;
    const sizeBytes = endBytes - startBytes;
    return engine.bucket.uploadPart({
        ...{ key: file.key, uploadId, number, sizeBytes, slot, signal },
        async prepare() {
            const tap = engine.samples?.tap(file.path, part);
            const body = withCrc64(engine.files.body({ path: file.path, startBytes, endBytes, signal }), tap);
            return {
                body,
                async accept(stored) {
                    const sentCrc64 = body.crc64();
                    const etag = await checkPart(engine, { file, uploadId, part, stored, sentCrc64 });
                    return { number, sizeBytes, crc64: sentCrc64, etag };
                },
            };
        },
    });
}
/**
 * @returns the part's ETag; throws where OSS took other bytes. An answer without CRC64 is judged by its ETag, and where that is not their MD5
 *   by what OSS lists.
 */
async function checkPart(engine, options) {
    const { file, part, stored, sentCrc64 } = options;
    if (stored.crc64 === sentCrc64)
        return stored.etag;
    if (stored.crc64 !== undefined)
        throw damaged(file, part);
    const { files, hashes, signal } = engine;
    const local = await digestRange({ files, hashes, signal, path: file.path, ...part, md5: true, sha256: false });
    if (local.crc64 !== sentCrc64)
        throw damaged(file, part);
    if (proofOf(stored, local) === 'md5')
        return stored.etag;
    const listed = await listedPart(engine, options);
    const proof = listed === undefined ? undefined : proofOf(listed, local);
    if (listed === undefined || proof === undefined)
        throw unproven(file, part);
    if (proof === 'other-bytes')
        throw damaged(file, part);
    return listed.etag;
}
/** @returns what OSS lists of a part that its answer proved nothing of; undefined where it is not listed so, or may not be. */
async function listedPart({ bucket }, { file, uploadId, part }) {
    try {
        const listed = await bucket.listParts({ key: file.key, uploadId });
        return listed.find(({ number, sizeBytes }) => number === part.number && sizeBytes === part.endBytes - part.startBytes);
    }
    catch (error) {
        if (faultOf(error) === 'denied')
            return undefined;
        throw error;
    }
}
function damaged(file, part) {
    return new ActionError({
        code: 'part-damaged',
        fault: 'part',
        message: `Part ${part.number} of ${singleLine(file.displayPath)} was damaged on its way: OSS took other bytes than were sent`,
        remedy: 'If this repeats, a proxy or the network between the runner and OSS changes what passes through it.',
    });
}
function unproven(file, part) {
    return new ActionError({
        code: 'unproven',
        fault: 'part',
        message: `Part ${part.number} of ${singleLine(file.displayPath)} was acknowledged without anything that proves its bytes: neither a CRC64 nor an ETag that is their MD5`,
        remedy: 'If this repeats, a proxy on the way drops headers of OSS: let it pass `x-oss-hash-crc64ecma` and `ETag` unchanged.',
    });
}

;// CONCATENATED MODULE: ./build/engine/publish/complete.js
/** Makes one multipart upload visible, and settles what a lost or strange answer leaves open. */










/** How often Complete may be refused for its parts: send what OSS holds otherwise again, then a new upload, then fail. */
const MAX_REFUSALS = 2;
/**
 * @returns the object, whose size and CRC64 are those of the local file. Throws an ActionError where OSS published other bytes, refuses
 *   the parts again and again, or holds another object that must not be overwritten.
 */
async function completeUpload(engine, transferred) {
    let upload = transferred;
    // An upload that is gone after that was completed, also where nobody may look at the object.
    let isUnanswered = transferred.wasCompleting;
    const onUnanswered = () => {
        isUnanswered = true;
    };
    for (let refusals = 0;; refusals += 1) {
        try {
            const parts = upload.parts.map(({ number, etag }) => ({ number, etag }));
            upload.record.completing(true);
            const stored = await engine.bucket.completeUpload({
                ...upload.file,
                uploadId: upload.uploadId,
                parts,
                onUnanswered,
            });
            return { upload, object: await checkObject(engine, upload, stored) };
        }
        catch (error) {
            const fault = faultOf(error);
            if (!isUnanswered || fault === 'invalid-part')
                upload.record.completing(false);
            if (fault !== 'upload-gone' && fault !== 'exists' && fault !== 'invalid-part')
                throw error;
            const object = fault === 'invalid-part' ? undefined : await complete_settle(engine, upload, { fault, isUnanswered });
            if (object !== undefined) {
                // Nobody completes an upload whose object is there already.
                if (fault === 'exists')
                    await abortReplaced(engine, { key: upload.file.key, uploadId: upload.uploadId });
                return { upload, object };
            }
            if (fault === 'exists' || refusals >= MAX_REFUSALS)
                throw error;
            const again = await sendAgain(engine, upload, { keepsUpload: fault === 'invalid-part' && refusals === 0 });
            if (again.kind === 'present')
                return { upload: { ...upload, bytesSent: again.bytesSent }, object: again.object };
            upload = again;
            isUnanswered = false;
        }
    }
}
/**
 * @returns the upload with its bytes in OSS again, which are those of before: a file that changed meanwhile is not published. Or the object,
 *   where another attempt published it meanwhile.
 */
async function sendAgain(engine, upload, { keepsUpload }) {
    const repaired = keepsUpload ? await resend(engine, upload) : undefined;
    const again = repaired ?? (await startAgain(engine, upload));
    if (again.kind === 'present')
        return again;
    await assertSameBytes(engine, { file: upload.file, crc64: again.crc64 });
    return again;
}
async function checkObject(engine, upload, stored) {
    const { file, crc64 } = upload;
    const { etag, versionId } = stored;
    const { crc64: found, ...proof } = stored.crc64 === undefined
        ? await assembledCrc64(engine, file.key, { sizeBytes: file.sizeBytes, crc64 })
        : { crc64: stored.crc64 };
    if (found === crc64)
        return { etag, crc64, versionId, ...proof };
    throw new ActionError({
        code: 'object-damaged',
        message: `OSS assembled ${singleLine(file.key)} to other bytes than the file has (CRC64 ${formatCrc64(found)} instead of ${formatCrc64(crc64)})`,
        remedy: 'Do not use this object. Run the step again: it sends the file anew.',
    });
}
/**
 * @returns the object where it is what this upload was to become: the answer was lost, or another attempt was faster. What must not be
 *   overwritten may have other headers. Where nobody may look, an upload that is gone after its Complete was sent and not answered was completed.
 */
async function complete_settle(engine, { file, crc64 }, { fault, isUnanswered }) {
    const head = await headObject(engine, file.key);
    if (head.kind === 'denied' && fault === 'upload-gone' && isUnanswered)
        return { etag: '', crc64, versionId: undefined, proof: 'record' };
    if (head.kind !== 'found' || !isSameObject(head.facts, { sizeBytes: file.sizeBytes, crc64 }))
        return undefined;
    if (fault === 'upload-gone' && !hasHeaders(head.facts.headers, file.headers))
        return undefined;
    return { etag: head.facts.etag, crc64, versionId: head.facts.versionId };
}
/**
 * Somebody else wrote to this upload: the parts that OSS holds otherwise are sent again, under the same upload ID.
 * @returns undefined where that cannot help
 */
async function resend(engine, upload) {
    const { file, uploadId, partSizeBytes } = upload;
    try {
        const foreign = await foreignNumbers(engine, upload);
        if (foreign.size === 0)
            return undefined;
        engine.reporter.info(`OSS holds ${plural(foreign.size, 'part')} of ${singleLine(file.displayPath)} with other bytes than were sent; sent again.`);
        const parts = new Map(upload.parts.map((part) => [part.number, part]));
        await engine.queue.run({
            parts: planParts(file.sizeBytes, partSizeBytes).filter(({ number }) => foreign.has(number)),
            signal: engine.signal,
            async send(part, slot, signal) {
                parts.set(part.number, await sendPart(engine, { file, uploadId, part, slot, signal }));
            },
        });
        return withParts(engine, upload, { parts, foreign });
    }
    catch (error) {
        if (faultOf(error) === 'upload-gone')
            return undefined;
        throw error;
    }
}
function withParts(engine, upload, { parts, foreign }) {
    const sentBytes = bytesOf(upload.parts.filter(({ number }) => foreign.has(number)));
    const resumedBytes = bytesOf(upload.parts.filter(({ number }) => foreign.has(number) && !upload.sentNumbers.has(number)));
    engine.progress.lost({ sentBytes: sentBytes - resumedBytes, resumedBytes });
    const inOrder = [...parts.values()].sort((left, right) => left.number - right.number);
    return {
        ...upload,
        parts: inOrder,
        crc64: crc64OfParts(inOrder),
        sentNumbers: new Set([...upload.sentNumbers, ...foreign]),
        bytesSent: upload.bytesSent + sentBytes,
        bytesResumed: upload.bytesResumed - resumedBytes,
    };
}
/** @returns the numbers of the parts that OSS lists otherwise than they were acknowledged; where listing is denied, of those that this process did not send. */
async function foreignNumbers(engine, upload) {
    const { file, uploadId, sentNumbers } = upload;
    const notSent = upload.parts.filter(({ number }) => !sentNumbers.has(number));
    let different = notSent;
    try {
        const listed = new Map((await engine.bucket.listParts({ key: file.key, uploadId })).map((part) => [part.number, part.etag]));
        const otherwise = upload.parts.filter(({ number, etag }) => listed.get(number)?.toUpperCase() !== etag.toUpperCase());
        if (otherwise.length > 0)
            different = otherwise;
    }
    catch (error) {
        if (faultOf(error) !== 'denied')
            throw error;
    }
    return new Set(different.map(({ number }) => number));
}
async function startAgain(engine, upload) {
    const { file, partSizeBytes, bytesSent, bytesResumed } = upload;
    engine.reporter.info(`The upload of ${singleLine(file.displayPath)} cannot be completed as it is; its bytes are sent again.`);
    await abortReplaced(engine, { key: file.key, uploadId: upload.uploadId });
    engine.checkpoints.remove(file.objectId);
    engine.progress.lost({ sentBytes: file.sizeBytes - bytesResumed, resumedBytes: bytesResumed });
    const again = await uploadFile(engine, { kind: 'multipart', file, partSizeBytes, checkpoints: [] }, () => { });
    return { ...again, bytesSent: again.bytesSent + bytesSent };
}
function bytesOf(parts) {
    return parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

;// CONCATENATED MODULE: ./build/engine/publish/put-file.js
/** Publishes one small file with one request. */






/**
 * @param slot used for the first try
 * @returns the object. OSS refuses a body that has not the announced MD5, so nothing but the file's own bytes can become visible. An object
 *   that must not be overwritten and has these bytes is success.
 */
async function putFile(engine, file, slot) {
    let isSent = false;
    const object = await engine.bucket
        .putObject({
        ...{ key: file.key, sizeBytes: file.sizeBytes, headers: file.headers, slot },
        async prepare() {
            const digest = await digestUnchanged(engine, file);
            const range = { path: file.path, startBytes: 0, endBytes: file.sizeBytes };
            const tap = engine.samples?.tap(file.path, range);
            const body = withCrc64(engine.files.body({ ...range, signal: engine.signal }), tap);
            return {
                body,
                headers: { 'content-md5': digest.contentMd5 },
                async accept(stored) {
                    const object = await checkPut(engine, file, { stored, sentCrc64: body.crc64(), local: digest });
                    isSent = true;
                    return object;
                },
            };
        },
    })
        .catch(async (error) => {
        const present = faultOf(error) === 'exists' ? await findSameBytes(engine, file) : undefined;
        if (present === undefined)
            throw error;
        return present;
    });
    const status = isSent ? 'uploaded' : 'unchanged';
    return { kind: 'published', file, object, status, bytesSent: isSent ? file.sizeBytes : 0, bytesResumed: 0 };
}
async function digestUnchanged(engine, file) {
    const { files, hashes, signal } = engine;
    const range = { path: file.path, startBytes: 0, endBytes: file.sizeBytes };
    const digest = await digestRange({ files, hashes, signal, ...range, md5: true, sha256: false });
    if (digest.crc64 !== engine.plannedCrc64s.get(file.objectId))
        await assertUnchanged(engine, file);
    return { ...digest, contentMd5: Buffer.from(digest.md5 ?? '', 'hex').toString('base64') };
}
/** @returns the object; throws where OSS took other bytes. What the answer does not prove, HEAD has to. */
async function checkPut(engine, file, { stored, sentCrc64, local, }) {
    const { etag, versionId } = stored;
    const proof = sentCrc64 === local.crc64 ? proofOf(stored, local) : 'other-bytes';
    switch (proof) {
        case 'crc64':
            return { etag, crc64: local.crc64, versionId };
        case 'md5':
            return { etag, crc64: local.crc64, versionId, proof };
        case 'other-bytes':
            throw put_file_damaged(file, { found: stored.crc64, wanted: local.crc64 });
        case undefined: {
            const object = await findSameBytes(engine, file);
            if (object === undefined)
                throw put_file_unproven(file);
            return object;
        }
    }
}
function put_file_damaged(file, { found, wanted }) {
    return new ActionError({
        code: 'object-damaged',
        fault: 'part',
        message: `OSS holds ${singleLine(file.key)} with other bytes than the file has (CRC64 ${found === undefined ? 'unknown' : formatCrc64(found)} instead of ${formatCrc64(wanted)})`,
        remedy: 'If this repeats, a proxy or the network between the runner and OSS changes what passes through it.',
    });
}
function put_file_unproven(file) {
    return new ActionError({
        code: 'unproven',
        fault: 'part',
        message: `${singleLine(file.key)} was acknowledged without anything that proves its bytes: neither a CRC64 nor an ETag that is their MD5, and no look at the object tells either`,
        remedy: 'If this repeats, a proxy on the way drops headers of OSS: let it pass `x-oss-hash-crc64ecma` and `ETag` unchanged, or allow `oss:GetObject`.',
    });
}

;// CONCATENATED MODULE: ./build/engine/publish/copy-file.js
/** Publishes a file that this release holds under another key already: copied inside OSS, no byte is sent. */










/** OSS copies objects up to this size with one request quickly; larger ones part by part. */
const MAX_COPY_BYTES = 1024 ** 3;
const COPIED_PART_BYTES = 256 * 1024 ** 2;
/** @returns the object, whose CRC64 is the source's. Where there is no source, or OSS does not let it be copied, the file is sent. */
async function copyFile(engine, file, source, send) {
    if (source === undefined)
        return sendFile(engine, file, send);
    try {
        const object = await copyOnto(engine, file, source);
        if (object !== undefined)
            return { kind: 'published', file, object, status: 'uploaded', bytesSent: 0, bytesResumed: 0 };
        return sendInstead(engine, { file, send, reason: 'it tells no CRC64 of the copy' });
    }
    catch (error) {
        const reason = refusalOf(error);
        if (reason === undefined)
            throw error;
        return sendInstead(engine, { file, send, reason });
    }
}
function sendInstead(engine, { file, send, reason }) {
    engine.reporter.info(`${singleLine(file.displayPath)} cannot be copied inside OSS (${singleLine(reason)}); it is sent once more.`);
    return sendFile(engine, file, send);
}
/** @returns why OSS refuses to copy, where it does for good: sending is the way then. */
function refusalOf(error) {
    const { fault, facts } = asActionError(error) ?? {};
    if (fault !== 'denied' && fault !== 'permanent' && fault !== 'missing')
        return undefined;
    return facts?.status === undefined ? undefined : (facts.serviceCode ?? `HTTP ${facts.status}`);
}
async function sendFile(engine, file, { partSizeBytes, isSmall }) {
    engine.progress.addPlanned(file.sizeBytes);
    if (isSmall)
        return putFile(engine, file);
    const checkpoints = engine.checkpoints.load(file.objectId).filter((checkpoint) => checkpoint.kind === 'unfinished');
    const sent = await uploadFile(engine, { kind: 'multipart', file, partSizeBytes, checkpoints }, () => { });
    if (sent.kind === 'present') {
        const { object, bytesSent } = sent;
        return { kind: 'published', file, object, status: 'resumed', bytesSent, bytesResumed: 0 };
    }
    await assertSameBytes(engine, sent);
    const { upload, object } = await completeUpload(engine, sent);
    const { bytesSent, bytesResumed } = upload;
    const status = bytesResumed > 0 ? 'resumed' : 'uploaded';
    return { kind: 'published', file, object, status, bytesSent, bytesResumed };
}
/** @returns the copy; undefined where OSS tells no CRC64 of it, so that nothing vouches for its bytes. */
async function copyOnto(engine, file, from) {
    const { etag, crc64, versionId } = await copyOrSettle(engine, file, from);
    if (crc64 === from.crc64)
        return { etag, crc64, versionId };
    if (crc64 === undefined)
        return undefined;
    throw new ActionError({
        code: 'object-damaged',
        message: `OSS copied ${singleLine(file.key)} to other bytes than the file has (CRC64 ${formatCrc64(crc64)} instead of ${formatCrc64(from.crc64)})`,
        remedy: 'Something else wrote to the object it was copied from at the same time; run the step again.',
    });
}
/** An answer without CRC64, or a lost one, is settled by HEAD. */
async function copyOrSettle(engine, file, from) {
    let failure;
    try {
        const stored = file.sizeBytes <= MAX_COPY_BYTES ? await copyWhole(engine, file, from) : await copyParts(engine, file, from);
        if (stored.crc64 !== undefined)
            return stored;
    }
    catch (error) {
        const fault = faultOf(error);
        if (fault !== 'upload-gone' && fault !== 'exists')
            throw error;
        failure = error;
    }
    const head = await headObject(engine, file.key);
    const isCopy = head.kind === 'found' && isSameObject(head.facts, { sizeBytes: file.sizeBytes, crc64: from.crc64 });
    if (failure !== undefined && !isCopy)
        throw failure;
    return head.kind === 'found' ? head.facts : { etag: '', crc64: undefined, versionId: undefined };
}
function copyWhole({ bucket }, { key, headers }, { fromKey }) {
    return bucket.copyObject({ key, fromKey, headers });
}
async function copyParts({ bucket }, file, { fromKey }) {
    const { key, headers } = file;
    const uploadId = await bucket.initiateUpload({ key, headers });
    try {
        const parts = await copyEach(bucket, file, { fromKey, uploadId });
        return await bucket.completeUpload({ key, uploadId, parts, headers });
    }
    catch (error) {
        // Nothing can go on with this upload: no record is kept of a copy.
        await bucket.abortUpload({ key, uploadId }).catch(() => { });
        throw error;
    }
}
/** @returns number and ETag of every part of a copy, in order. */
async function copyEach(bucket, { key, sizeBytes }, { fromKey, uploadId }) {
    const planned = planParts(sizeBytes, Math.max(COPIED_PART_BYTES, Math.ceil(sizeBytes / MAX_PARTS)));
    const copyPart = async ({ number, startBytes, endBytes }) => {
        const { etag } = await bucket.copyPart({ key, uploadId, number, from: { fromKey, startBytes, endBytes } });
        return { number, etag };
    };
    // All of them end before the upload is aborted: a part that came later would be left.
    const copied = await Promise.allSettled(planned.map(copyPart));
    return copied.map((one) => {
        if (one.status === 'rejected')
            throw one.reason;
        return one.value;
    });
}

;// CONCATENATED MODULE: ./build/core/plan/replace-headers.js
/**
 * Replacing the headers of an object whose bytes stay: OSS copies it onto itself, and forgets whatever is not sent again, ACL, class, encryption and
 * tags among it. Source: https://www.alibabacloud.com/help/en/oss/developer-reference/copyobject
 */
/** OSS copies larger objects with one request only where neither class nor encryption changes. */
const MAX_CHANGING_BYTES = 1024 ** 3;
/** What an object has of its own and HEAD tells. */
const replace_headers_TOLD = /^(?:content-(?:type|disposition|encoding|language)|cache-control|expires|x-oss-(?:meta-.+|storage-class|server-side-encryption(?:-key-id)?|server-side-data-encryption))$/;
/**
 * @param wanted the headers that this step sets
 * @param told those that HEAD tells of the object
 * @returns the headers to send so that nothing is lost, or why the object has to keep what it has
 */
function planHeaders({ wanted, told, properties, sizeBytes, }) {
    const { acl, tags } = properties;
    if (/archive/i.test(told['x-oss-storage-class'] ?? ''))
        return { kind: 'keep', reason: 'archived objects have to be restored first' };
    if (wanted['x-oss-object-acl'] === undefined && acl === undefined)
        return lacking('oss:GetObjectAcl', 'its ACL');
    const hasTags = Number(told['x-oss-tagging-count'] ?? 0) > 0;
    if (wanted['x-oss-tagging'] === undefined && hasTags && tags === undefined)
        return lacking('oss:GetObjectTagging', 'its tags');
    const own = Object.fromEntries(Object.entries(told).filter(([name]) => replace_headers_TOLD.test(name)));
    const headers = {
        ...own,
        ...(acl === undefined || acl === 'default' ? {} : { 'x-oss-object-acl': acl }),
        ...(tags === undefined || tags === '' ? {} : { 'x-oss-tagging': tags }),
        ...wanted,
    };
    const changes = ['x-oss-storage-class', 'x-oss-server-side-encryption'].some((name) => wanted[name] !== undefined && wanted[name] !== told[name]);
    if (changes && sizeBytes > MAX_CHANGING_BYTES)
        return { kind: 'keep', reason: 'OSS changes class and encryption of objects above 1 GiB by part-wise copies alone' };
    return { kind: 'replace', headers };
}
function lacking(action, what) {
    return { kind: 'keep', reason: `${what} would be lost, since the credentials may not ask for it (\`${action}\`)` };
}

;// CONCATENATED MODULE: ./build/engine/publish/replace-headers.js
/** Gives an object whose bytes are in the bucket already the headers that this step sets, where nothing is lost by it. */




/** @returns the object, with the headers that it has then. It is never less than it was: what cannot be replaced is warned of. */
async function replaceHeaders(engine, item) {
    const { file, object, told } = item;
    const plan = planHeaders({
        ...{ wanted: file.headers, told, sizeBytes: file.sizeBytes },
        properties: await propertiesOf(engine.bucket, file),
    });
    if (plan.kind === 'keep')
        return kept(engine, item, plan.reason);
    try {
        const stored = await engine.bucket.copyObject({ key: file.key, fromKey: file.key, headers: plan.headers });
        if (stored.crc64 !== undefined && stored.crc64 !== object.crc64)
            return kept(engine, item, 'it was replaced meanwhile');
        const head = await headObject(engine, file.key);
        const isSame = head.kind !== 'found' || isSameObject(head.facts, { sizeBytes: file.sizeBytes, crc64: object.crc64 });
        if (!isSame)
            return kept(engine, item, 'it was replaced meanwhile');
        return unchanged(file, { ...object, etag: stored.etag, versionId: stored.versionId });
    }
    catch (error) {
        const fault = faultOf(error);
        if (fault !== 'denied' && fault !== 'permanent' && fault !== 'missing')
            throw error;
        return kept(engine, item, asActionError(error)?.facts.serviceCode ?? 'OSS refuses it');
    }
}
async function propertiesOf(bucket, { key, headers }) {
    const acl = headers['x-oss-object-acl'] ?? (await unlessDenied(bucket.getObjectAcl(key)));
    const tags = headers['x-oss-tagging'] ?? (await unlessDenied(bucket.getObjectTagging(key)));
    return { acl, tags };
}
async function unlessDenied(asked) {
    try {
        return await asked;
    }
    catch (error) {
        const fault = faultOf(error);
        if (fault === 'denied' || fault === 'permanent' || fault === 'missing')
            return undefined;
        throw error;
    }
}
function kept(engine, { file, object, told }, reason) {
    engine.reporter.warning(`${singleLine(file.key)} has the bytes of its file and keeps the headers that it has: ${singleLine(reason)}.`, 'Headers not replaced');
    // The manifest tells what is there.
    return unchanged({ ...file, headers: told }, object);
}
function unchanged(file, object) {
    return { kind: 'published', file, object, status: 'unchanged', bytesSent: 0, bytesResumed: 0 };
}

;// CONCATENATED MODULE: ./build/engine/publish/publish.js
/** Makes objects visible, wave after wave. A wave starts only when all of the one before it is published and verified. */








/** Publishes objects that may become visible together, as many at once as there are request slots. Never throws. */
async function runWave(engine, wave, { stopAtFailure, makeVisible, onResult }) {
    const running = new Set();
    let failed = false;
    for (const item of wave) {
        const slot = await acquire(engine, laneOf(item.file.sizeBytes));
        if (slot === undefined) {
            // Never begun, and no success either: a step that left it out must not be green.
            onResult({ kind: 'failed', file: item.file, error: engine.signal.reason });
            break;
        }
        if (failed && stopAtFailure) {
            slot.release();
            break;
        }
        const one = makeVisible(item, slot)
            .catch((error) => ({ kind: 'failed', file: item.file, error }))
            .then((result) => {
            slot.release();
            running.delete(one);
            if (result.kind === 'failed')
                failed = true;
            if (result.kind === 'published')
                engine.onPublished(result.file.key);
            onResult(result);
        });
        running.add(one);
    }
    await Promise.all(running);
}
/** Publishes objects of files on this machine, and records each for the next attempt. */
function publishWave(engine, wave, { guard, ...options }) {
    return runWave(engine, wave, {
        ...options,
        async makeVisible(item, slot) {
            const version = await guard.newerNow(item.file.key);
            if (version !== undefined)
                return keep(engine, item, version);
            const published = await makeVisible(engine, item, slot);
            remember(engine, published);
            // An upload that an earlier attempt began has that attempt's metadata.
            return item.kind === 'transferred' && guard.guards(item.file.key) ? stamp(engine, published) : published;
        },
    });
}
/** What was sent for an object that stays as it is serves nobody. */
async function keep(engine, item, version) {
    const { file } = item;
    if (item.kind === 'transferred')
        await abortReplaced(engine, { key: file.key, uploadId: item.uploadId });
    return { kind: 'kept', file, version };
}
/** @returns the object with the metadata of this attempt: where it has another's, it is copied onto itself. */
async function stamp(engine, published) {
    const { file, object } = published;
    const head = await headObject(engine, file.key);
    if (head.kind !== 'found' || head.facts.headers[VERSION_HEADER] === file.headers[VERSION_HEADER])
        return published;
    const copied = await copyOnto(engine, file, { fromKey: file.key, crc64: object.crc64 });
    return copied === undefined ? published : { ...published, object: copied };
}
async function acquire(engine, lane) {
    try {
        return await engine.limiter.acquire(lane, engine.signal);
    }
    catch {
        return undefined;
    }
}
async function makeVisible(engine, item, slot) {
    switch (item.kind) {
        case 'put':
            return putFile(engine, item.file, slot);
        case 'transferred': {
            slot.release();
            const { upload, object } = await completeUpload(engine, item);
            const { file, bytesSent, bytesResumed } = upload;
            const status = bytesResumed > 0 ? 'resumed' : 'uploaded';
            return { kind: 'published', file, object, status, bytesSent, bytesResumed };
        }
        case 'headers':
            slot.release();
            return replaceHeaders(engine, item);
        case 'copy':
            slot.release();
            return copyFile(engine, item.file, item.source(), item.send);
    }
}
/** The next attempt asks HEAD for what this line names, and sends nothing that is there. */
function remember(engine, { file, object }) {
    engine.checkpoints.published({
        object: file.objectId,
        sizeBytes: file.sizeBytes,
        crc64: object.crc64,
        headers: file.headersDigest,
        createdMs: engine.epochMs(),
        ...(engine.staleKeys.has(file.key) ? { isStale: true } : {}),
    });
}

;// CONCATENATED MODULE: ./build/engine/publish/run-result.js
/** What became of a run. */

/** @returns the result, its objects in the order of the plan. */
function summarizeRun(engine, { objects, published, failed, kept = [], sha256, mayRead = false, startedMs, held, share }) {
    const publishedByKey = new Map(published.map((one) => [one.file.key, one]));
    const done = new Set([...publishedByKey.keys(), ...[...failed, ...kept].map(({ file }) => file.key)]);
    const planned = objects.flatMap(({ file }) => publishedByKey.get(file.key) ?? []);
    const progress = engine.progress.snapshot();
    const plannedKeys = new Set(objects.map(({ file }) => file.key));
    return {
        published: [...planned, ...published.filter(({ file }) => !plannedKeys.has(file.key))],
        failed,
        kept,
        waiting: objects.map(({ file }) => file).filter(({ key }) => !done.has(key)),
        held,
        share,
        firstKey: objects[0]?.file.key,
        sha256,
        mayRead,
        progress,
        elapsedMs: engine.clock.nowMs() - startedMs,
        mostConnections: engine.limiter.mostInFlight,
        limitation: findLimitation({ ...progress, heldBy: engine.limiter.heldBy }),
    };
}

;// CONCATENATED MODULE: ./build/engine/held/held-copy.js
/** Held objects that are copies of others: their bytes are in OSS once, and are copied there when the release is published. */






/** Headers that HEAD does not tell: whether an object has them cannot be seen. */
const UNTOLD = ['x-oss-object-acl', 'x-oss-tagging'];
/** @returns the object where it is there with bytes and headers already, else what is to be copied; an error where nobody may look, hence copy. */
async function checkCopy(engine, { held, file, fromKey }) {
    try {
        const head = await headObject(engine, held.key);
        if (head.kind === 'denied')
            throw held_copy_needsRead(held.key, head.error);
        const isThere = head.kind === 'found' &&
            isSameObject(head.facts, held) &&
            hasHeaders(head.facts.headers, file.headers) &&
            !UNTOLD.some((name) => name in file.headers);
        if (!isThere)
            return { kind: 'copy', held, file, fromKey };
        const { etag, versionId } = head.facts;
        return copied(file, { etag, crc64: held.crc64, versionId }, 'unchanged');
    }
    catch (error) {
        return { kind: 'failed', file, error };
    }
}
/** @returns the copy, whose CRC64 is that of the record. Throws an ActionError where OSS does not let it be made. */
async function copyHeld(engine, { held, file, fromKey }) {
    const { crc64 } = held;
    const object = await copyOnto(engine, file, { fromKey, crc64 });
    if (object !== undefined)
        return copied(file, object, 'uploaded');
    throw new ActionError({
        code: 'unproven',
        message: `${singleLine(held.key)} was copied inside OSS, and nothing tells the CRC64 of the copy`,
        remedy: 'A proxy on the way may drop headers of OSS: let it pass `x-oss-hash-crc64ecma` unchanged. Then run this job again.',
    });
}
function copied(file, object, status) {
    return { kind: 'published', file, object, status, bytesSent: 0, bytesResumed: 0 };
}
/**
 * Throws an ActionError where a copy is to show before the object that it is copied from: by then there is nothing to copy.
 * @param publishLast that of the step that publishes; the job that holds chose which object is copied by its own
 */
function assertCopyOrder(objects, publishLast) {
    const held = new Map(objects.map((one) => [one.key, one]));
    const wrong = objects.find(({ key, copyOf }) => {
        const origin = copyOf === undefined ? undefined : held.get(copyOf);
        return origin?.upload !== undefined && waveOf(key, publishLast) < waveOf(origin.key, publishLast);
    });
    if (wrong?.copyOf === undefined)
        return;
    const [first, last] = [singleLine(wrong.key, 200), singleLine(wrong.copyOf, 200)];
    throw new ActionError({
        code: 'held-order',
        message: `${first} has the bytes of ${last} and is to be copied from it, and \`publish-last\` shows ${last} after it`,
        remedy: 'Nothing was made visible. Write the same `publish-last` in the steps with `publish: hold`, or name the key that shows first in an earlier line of `path` there. Then run the workflow again.',
    });
}
function held_copy_needsRead(key, cause) {
    return new ActionError({
        code: 'copy-needs-read',
        fault: 'denied',
        message: `${singleLine(key)} is to be copied from another object of the release, and the credentials may not read objects`,
        remedy: 'Nothing was made visible. Allow the credentials `oss:GetObject` on these keys in RAM, or deny it to the job that holds, too: then it sends such files twice.',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/engine/held/held-check.js
/** What is held, against what OSS has: nothing of a record is believed that OSS contradicts. */






/** @returns what can be made visible, what is visible already, or what keeps it from being. Where OSS may not be asked, Complete compares the ETags. */
async function checkHeld(engine, { held, file }, release) {
    try {
        const { upload, copyOf } = held;
        if (copyOf !== undefined)
            return await checkCopy(engine, { held, file, fromKey: copyOf });
        if (upload === undefined)
            return await findVisible(engine, { held, file }, 'unchanged');
        const listed = await findParts(engine, held.key, upload.uploadId);
        if (listed === 'gone')
            return await findCompleted(engine, { held, file }, release);
        if (!held_check_isWhole(held, upload) || (listed !== 'denied' && !isAsRecorded(held, upload, listed)))
            throw notAsRecorded(held);
        return { kind: 'transferred', file, held, upload };
    }
    catch (error) {
        return { kind: 'failed', file, error };
    }
}
/**
 * @returns the object of an upload that is gone, where the bucket has it. Where nobody may look, the record of the release tells that the upload was
 *   completed. Throws where neither does.
 */
async function findCompleted(engine, { held, file }, { wasBegun }) {
    try {
        return await findVisible(engine, { held, file }, 'resumed');
    }
    catch (error) {
        const { key, crc64, upload } = held;
        if (faultOf(error) !== 'denied' || upload === undefined || !wasBegun({ key, uploadId: upload.uploadId }))
            throw error;
        return publishedHeld(file, { etag: '', crc64, versionId: undefined, proof: 'record' }, 'resumed');
    }
}
/** @returns the object where the bucket has it with the recorded size and CRC64; throws where it has not. */
async function findVisible(engine, { held, file }, status) {
    const head = await headObject(engine, held.key);
    if (head.kind === 'denied')
        throw head.error;
    if (head.kind === 'found' && isSameObject(head.facts, held))
        return publishedHeld(file, { etag: head.facts.etag, crc64: held.crc64, versionId: head.facts.versionId }, status);
    const found = head.kind === 'found' ? 'has other bytes now' : 'is not there any more';
    throw new ActionError({
        code: 'held-gone',
        message: held.upload === undefined
            ? `${singleLine(held.key)} was in the bucket when its leg looked, and ${found}`
            : `What was held of ${singleLine(held.key)} is not in OSS any more${head.kind === 'found' ? ', and the object of that key has other bytes' : ''}`,
        remedy: 'A lifecycle rule or somebody else removed it. Re-run the job of the leg that holds it, then this one.',
    });
}
/**
 * `overwrite: never`: whether the bucket has an object of that key already.
 * @returns the object where it is the held one; an error where it is another; the item where there is none, or nobody may look
 */
function checkNothingThere(engine, item) {
    const { held } = item;
    return unlessThere(engine, item, async (facts) => isSameObject(facts, held) ? { etag: facts.etag, crc64: held.crc64, versionId: facts.versionId } : undefined);
}
/** @returns what `checkNothingThere` says, for the checksums file. */
function checkNoChecksumsThere(engine, item) {
    return unlessThere(engine, item, (facts) => sameAsLocal(engine, item.file, facts));
}
/** @param recognise whether an object is the one that is to be published */
async function unlessThere(engine, item, recognise) {
    const { file } = item;
    try {
        const head = await headObject(engine, file.key);
        if (head.kind !== 'found')
            return item;
        const object = await recognise(head.facts);
        if (object !== undefined)
            return publishedHeld(file, object, 'unchanged');
        throw existsAlready(file);
    }
    catch (error) {
        return { kind: 'failed', file, error };
    }
}
function existsAlready({ key }) {
    return new ActionError({
        code: 'object-exists',
        fault: 'exists',
        message: `${singleLine(key)} is in the bucket with other content, and \`overwrite: never\` forbids to replace it`,
        remedy: 'Publish under another key (`key-prefix` with the version), or find out what else publishes this one.',
    });
}
async function findParts(engine, key, uploadId) {
    try {
        return await engine.bucket.listParts({ key, uploadId });
    }
    catch (error) {
        const fault = faultOf(error);
        if (fault === 'upload-gone')
            return 'gone';
        if (fault === 'denied')
            return 'denied';
        throw error;
    }
}
/** Whether the parts of the record make the object of the record. */
function held_check_isWhole(held, upload) {
    const combined = upload.parts.reduce((crc, part, index) => combineCrc64(crc, part.crc64, heldPartSize(held, upload, index + 1)), 0n);
    return combined === held.crc64;
}
function isAsRecorded(held, upload, listed) {
    const byNumber = new Map(listed.map((part) => [part.number, part]));
    return upload.parts.every(({ etag, crc64 }, index) => {
        const part = byNumber.get(index + 1);
        if (part === undefined || part.sizeBytes !== heldPartSize(held, upload, index + 1))
            return false;
        return part.etag.toUpperCase() === etag.toUpperCase() && (part.crc64 === undefined || part.crc64 === crc64);
    });
}
function publishedHeld(file, object, status) {
    const bytesResumed = status === 'unchanged' ? 0 : file.sizeBytes;
    return { kind: 'published', file, object, status, bytesSent: 0, bytesResumed };
}
function notAsRecorded({ key }) {
    return new ActionError({
        code: 'held-changed',
        message: `OSS does not hold ${singleLine(key)} as its leg's record says`,
        remedy: 'Somebody wrote to the upload or to the record. Re-run the job of that leg, then this one; nothing that differs is published.',
    });
}

;// CONCATENATED MODULE: ./build/engine/held/held-release.js
/** Makes visible what legs hold: verified first, all or nothing, pointer files last. */













/** @returns the result for the whole release. What an earlier try of this step completed is recognised by its size and CRC64. */
async function publishHeldRelease(engine, options) {
    const { objects, publishLast, checksums, release, startedMs, inOrder } = options;
    assertCopyOrder(objects, publishLast);
    const named = objects.map((held) => ({ held, file: held_release_nameOf(engine, held) }));
    const checked = [...(await checkAll(engine, named, release)), ...(await checkMade(engine, checksums))];
    const published = new Map();
    const failed = [];
    const kept = [];
    const keep = (result) => {
        if (result.kind === 'published')
            published.set(result.file.key, result);
        else if (result.kind === 'kept')
            kept.push(result);
        else
            failed.push(result);
    };
    const items = [];
    for (const one of checked) {
        if (one.kind === 'published' || one.kind === 'failed')
            keep(one);
        else
            items.push(one);
    }
    const uploads = items.flatMap((item) => item.kind === 'transferred' ? [{ key: item.held.key, uploadId: item.upload.uploadId }] : []);
    if (failed.length === 0)
        await release.begin(engine, uploads);
    const waveOptions = {
        stopAtFailure: true,
        onResult: keep,
        makeVisible: (item, slot) => held_release_makeVisible(engine, item, { slot, release }),
    };
    const { files, pointers } = wavesOf(items, publishLast);
    const publish = async (waves) => {
        for (const wave of waves)
            if (failed.length === 0)
                await runWave(engine, wave, waveOptions);
        return failed.length === 0 ? [...published.values()] : undefined;
    };
    const publishFiles = async () => {
        const shown = await publish(files);
        if (shown === undefined || options.makeIndex === undefined)
            return shown;
        const index = await options.makeIndex(shown);
        if (index.kind === 'put')
            return publish([[index]]);
        if (index.kind === 'failed')
            keep(index);
        return publish([]);
    };
    await inOrder({ publishFiles, publishPointers: () => publish(pointers) });
    const sha256 = sha256ByKey(objects);
    const facts = { objects: named, failed, kept, sha256, startedMs, mayRead: engine.mustNotOverwrite };
    return summarizeRun(engine, { ...facts, published: [...published.values()] });
}
function held_release_makeVisible(engine, item, { slot, release }) {
    if (item.kind === 'put')
        return putFile(engine, item.file, slot);
    slot.release();
    return item.kind === 'copy' ? copyHeld(engine, item) : completeHeld(engine, item, release);
}
/** @returns the items in the order in which they show: checksums that no pattern of `publish-last` names come right before those that one does. */
function wavesOf(items, publishLast) {
    const isBetween = ({ kind, file }) => kind === 'put' && waveOf(file.key, publishLast) === 0;
    const { first, last } = orderWaves(items.filter((item) => !isBetween(item)), publishLast);
    const tried = withCanary(first, ({ kind, file }) => kind !== 'copy' && asksForPublicAccess(file.headers));
    return { files: [...tried, items.filter(isBetween)], pointers: last };
}
/** Says what would become visible. Throws what would keep the release from being published. */
async function printHeldRelease(engine, objects, release) {
    const named = objects.map((held) => ({ held, file: held_release_nameOf(engine, held) }));
    for (const one of await checkAll(engine, named, release)) {
        if (one.kind === 'failed')
            throw one.error;
        const { key, sizeBytes } = one.file;
        engine.reporter.info(`${singleLine(key)} (${formatSize(sizeBytes)}): ${describe(one)}`);
    }
}
function describe(one) {
    switch (one.kind) {
        case 'published':
            return 'is in the bucket already';
        case 'copy':
            return `would be copied inside OSS from ${singleLine(one.fromKey)}`;
        case 'transferred':
            return `held in ${plural(one.upload.parts.length, 'part')}`;
    }
}
/** Everything that could still stop the release, before the first object shows. */
async function checkAll(engine, named, release) {
    const checked = await Promise.all(named.map((one) => checkHeld(engine, one, release)));
    for (const one of checked) {
        if (one.kind !== 'transferred')
            continue;
        engine.progress.addPlanned(one.held.sizeBytes);
        engine.progress.addResumed(one.held.sizeBytes);
    }
    if (!engine.mustNotOverwrite)
        return checked;
    return Promise.all(checked.map((one) => (one.kind === 'transferred' || one.kind === 'copy' ? checkNothingThere(engine, one) : one)));
}
/** The checksums file must not be what stops the release when the objects that it is about show already. */
async function checkMade(engine, file) {
    if (file === undefined)
        return [];
    const item = { kind: 'put', file };
    return [engine.mustNotOverwrite ? await checkNoChecksumsThere(engine, item) : item];
}
/** @returns SHA-256 by key, of the objects whose legs computed it. */
function sha256ByKey(objects) {
    return new Map(objects.flatMap(({ key, sha256 }) => (sha256 === undefined ? [] : [[key, sha256]])));
}
/** @returns the text of the checksums file. Throws an ActionError where a leg computed no SHA-256. */
function heldChecksumsText(objects, sumsKey, reporter) {
    reportListed(objects.map(({ key, sha256 }) => ({ key, bytes: sha256 })), sumsKey, reporter);
    const without = objects.find(({ sha256 }) => sha256 === undefined);
    if (without === undefined)
        return formatChecksums(sha256ByKey(objects), sumsKey);
    throw new ActionError({
        code: 'held-without-sha256',
        message: `The leg that holds ${singleLine(without.key)} computed no SHA-256, and \`checksums\` needs one of every file`,
        remedy: 'Re-run the job that holds it, then this one.',
    });
}
function held_release_nameOf(engine, { key, displayPath, sizeBytes, contentType, acl, headersDigest, stored }) {
    const told = { 'content-type': contentType, ...(acl === undefined ? {} : { 'x-oss-object-acl': acl }) };
    const headers = stored ?? told;
    return { key, displayPath, sizeBytes, headers, headersDigest, objectId: engine.checkpoints.objectId(key) };
}
async function completeHeld(engine, { file, held, upload }, release) {
    const { key } = held;
    const parts = upload.parts.map(({ etag }, index) => ({ number: index + 1, etag }));
    try {
        const stored = await engine.bucket.completeUpload({ key, uploadId: upload.uploadId, parts, headers: file.headers });
        const { etag, versionId } = stored;
        const { crc64, ...proof } = stored.crc64 === undefined ? await assembledCrc64(engine, key, held) : { crc64: stored.crc64 };
        if (crc64 !== held.crc64)
            throw notAsRecorded(held);
        return publishedHeld(file, { etag, crc64, versionId, ...proof }, 'uploaded');
    }
    catch (error) {
        const fault = faultOf(error);
        if (fault === 'upload-gone')
            return findCompleted(engine, { held, file }, release);
        if (fault !== 'exists')
            throw error;
        const found = await checkNothingThere(engine, { kind: 'transferred', file, held, upload });
        if (found.kind === 'published')
            return found;
        throw existsAlready(held);
    }
}

;// CONCATENATED MODULE: ./build/core/release/release-index.js
/** The index of a release, as an object beside its files (`manifest-key`): for download pages and install scripts. Pure. */

/**
 * @param version of the release, where the step was told one
 * @returns JSON with a line end behind it. What only tells of the run that published is left out, so that the same release has the same bytes
 *   whichever run publishes it.
 */
function formatReleaseIndex(version, objects) {
    const files = objects.map(({ path, key, url, sizeBytes, crc64, sha256, etag, versionId, contentType }) => {
        return { path, key, url, size: sizeBytes, crc64: formatCrc64(crc64), sha256, etag, versionId, contentType };
    });
    return `${JSON.stringify({ version, files }, undefined, 2)}\n`;
}

;// CONCATENATED MODULE: ./build/engine/publish/release-index.js
/** The index of what a step has published, made when all of it shows and before anything points to it. */








/** @returns what makes the index of objects that show; what keeps it from being made is a failure of that object. */
function indexMaker(engine, options) {
    return (published) => makeIndex(engine, published, options);
}
async function makeIndex(engine, published, { index: { key, version, urlOf }, publishLast, checksumsKey, sha256, headersOf, scratch }) {
    const objects = published
        .filter(({ file }) => file.key !== checksumsKey && waveOf(file.key, publishLast) === 0)
        .map(({ file, object: { crc64, etag, versionId } }) => ({
        ...{ path: file.displayPath, key: file.key, url: urlOf(file.key), sizeBytes: file.sizeBytes },
        ...{ crc64, sha256: sha256.get(file.key), etag, versionId },
        contentType: file.headers['content-type'] ?? 'application/octet-stream',
    }));
    try {
        const path = await scratch(formatReleaseIndex(version, objects));
        const file = await describeMade(engine, { path, key, headers: headersOf(key) });
        const present = await findRecorded(engine, file);
        return present === undefined ? { kind: 'put', file } : { kind: 'present', file, ...present };
    }
    catch (error) {
        return release_index_notMade(engine, key, error);
    }
}
/**
 * `overwrite: never`. Throws an ActionError where there is an index already and not all that it would name: it would be of another release.
 * @param objects those that the index would name
 */
async function assertIndexIsFree(engine, key, objects) {
    if (objects.every(({ kind }) => kind === 'present'))
        return;
    if ((await headObject(engine, key)).kind !== 'found')
        return;
    throw new ActionError({
        code: 'object-exists',
        fault: 'exists',
        message: `${singleLine(key)} is in the bucket already, with the index of other files, and \`overwrite: never\` forbids to replace it`,
        remedy: 'Give each release an index of its own: write a `manifest-key` or `key-prefix` with the version. Nothing was sent.',
    });
}
function release_index_notMade({ checkpoints }, key, error) {
    const names = { key, displayPath: lastSegment(key), objectId: checkpoints.objectId(key) };
    return { kind: 'failed', file: { ...names, sizeBytes: 0, headers: {}, headersDigest: '' }, error };
}

;// CONCATENATED MODULE: ./build/core/telling/public-notes.js
/** Why a public URL may not work for everybody. Pure. */
/**
 * @param base base of the public URLs
 * @returns what can be said without asking anybody, a sentence each; at most one of a kind.
 */
function publicNotes(objects, { base, signed }) {
    const notes = [];
    const frozen = objects.find(({ headers }) => headers['x-oss-storage-class']?.endsWith('Archive'));
    if (frozen !== undefined)
        notes.push(`${frozen.key} is published in an archive storage class: nobody can read it before it is restored.`);
    const secret = objects.find(({ headers }) => headers['x-oss-object-acl'] === 'private');
    if (secret !== undefined && !signed) {
        notes.push(`${secret.key} is published with \`x-oss-object-acl: private\`: its URL works only when it is signed (\`signed-url-expires: 12h\`).`);
    }
    const app = objects.find(({ key }) => /\.(apk|ipa)$/i.test(key));
    if (app !== undefined && isDefaultDomain(base)) {
        notes.push(`OSS does not let ${app.key} be downloaded from its own domains (ApkDownloadForbidden): bind a custom domain to the bucket and write it as \`public-url\`, or upload through it with \`cname\`.`);
    }
    return notes;
}
function isDefaultDomain(base) {
    return new URL(base).hostname.endsWith('.aliyuncs.com');
}
/** What makes a published object readable for everybody. */
const PUBLIC_ACCESS_REMEDY = 'the bucket or object needs the ACL `public-read` (`headers: x-oss-object-acl: public-read`), ' +
    "Block Public Access must be off, and new accounts' buckets in mainland regions need a custom domain.";
/** @returns what a 403 for an anonymous reader means. */
function forbiddenNote(url) {
    return (`${url} answers 403 to anonymous readers. If it is meant for the public: ${PUBLIC_ACCESS_REMEDY} ` +
        'If it is not: write `signed-url-expires`, or give readers credentials.');
}

;// CONCATENATED MODULE: ./build/core/readers/explain.js
/** Why readers do not get what is published, in words. Pure. */




const explain_MAX_LISTED = 20;
/** @returns what a finding says, as the end of a sentence that begins with the URL. */
function describeFinding(finding) {
    switch (finding.kind) {
        case 'right':
            return 'is right';
        case 'refused':
            return `answers ${finding.status} to anonymous readers${inBrackets(finding.cache)}`;
        case 'missing':
            return `answers ${finding.status}, as a cache does that has kept the miss${inBrackets(finding.cache)}`;
        case 'other-bytes':
            return `gives other bytes than were published${inBrackets(finding.cache)}`;
        case 'page':
            return `gives a web page in place of the file (HTTP ${finding.status}), such as of a login`;
        case 'redirect':
            return `sends readers on to ${singleLine(finding.host, 200)} (HTTP ${finding.status}), ${REDIRECTS[finding.reason]}`;
        case 'status':
            return `answers HTTP ${finding.status}${inBrackets(finding.cache)}`;
        case 'certificate':
            return `has a TLS certificate that readers do not accept (${finding.code})`;
        case 'unreachable':
            return `cannot be reached (${finding.code})`;
    }
}
const REDIRECTS = {
    'too-many': 'which is one redirect too many',
    'to-http': 'from https to http',
    'to-private': 'a private address',
    unreadable: 'and what it names is no address',
};
/** @returns what to do about each kind of finding, a sentence or two for each. */
function remedyOf(kind) {
    switch (kind) {
        case 'right':
            return undefined;
        case 'refused':
            return `For 403: ${PUBLIC_ACCESS_REMEDY} Where a CDN reads from a private bucket, switch on its access to private buckets.`;
        case 'missing':
            return 'For 404: somebody asked a cache for the URL before it was published. Let the CDN not keep 404s (a TTL of 0 for that status code), or refresh these URLs.';
        case 'other-bytes':
            return 'For old bytes: put the version into the names of files, give files that keep their names `Cache-Control: no-cache` (rules of a CDN override it: check them), or refresh these URLs in the CDN after publishing.';
        case 'page':
            return 'For a page: a login, a firewall or a captive portal answers in the place of the files; let anonymous readers pass, or check `public-url`.';
        case 'redirect':
            return 'For redirects: write the address that readers are sent to as `public-url`.';
        case 'certificate':
            return 'For the certificate: the domain of `public-url` needs a certificate of its own in the CDN or OSS. An authority of your own is named with `NODE_EXTRA_CA_CERTS`.';
        case 'status':
        case 'unreachable':
            return 'Check `public-url`, the domain behind it, and whether this runner can reach it (a proxy is used where the environment names one).';
    }
}
/**
 * @param stage whether the `publish-last` objects were left as they were, or show already
 * @returns the error of a check that did not come to its end, one line a URL
 */
function notReadable(wrong, { stage, waitedMs }) {
    const lines = wrong.map(({ url, finding }) => `${singleLine(url, 300)} ${describeFinding(finding)}`);
    const shown = firstOf(lines, explain_MAX_LISTED).map((line) => `  - ${line}`);
    const pointers = stage === 'pointers'
        ? 'The objects of `publish-last` are published too'
        : 'The objects of `publish-last` were left as they were';
    const kinds = [...new Set(wrong.map(({ finding }) => finding.kind))];
    const remedies = kinds.flatMap((kind) => remedyOf(kind) ?? []);
    return new ActionError({
        code: 'not-readable',
        message: `${plural(wrong.length, 'published object')} cannot be read right at the public address after ${formatDuration(waitedMs)}:\n${shown.join('\n')}`,
        remedy: `${pointers}, and all files are in OSS: a re-run sends nothing again, and checks again.\n${[...new Set(remedies)].join('\n')}`,
    });
}
/** @returns the line that says for what the step waits. */
function describeWait(wrong, { count, leftMs }) {
    const [first] = wrong;
    const example = first === undefined ? '' : `: ${singleLine(first.url, 200)} ${describeFinding(first.finding)}`;
    return `Waiting for ${wrong.length} of ${plural(count, 'object')} to be right at the public address, for ${formatDuration(leftMs)} more${example}`;
}
function inBrackets(text) {
    return text === '' ? '' : ` (${text})`;
}

;// CONCATENATED MODULE: ./build/core/readers/finding.js
/** What a reader's answer says of a published object. Pure. */



const RIGHT = { kind: 'right' };
/** Nothing but the handshake of TLS speaks of certificates. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;
/** @returns what no answer, or a redirect that is not followed, says. */
function judgeUnanswered(answer) {
    if (answer.kind === 'redirect')
        return answer;
    return CERTIFICATE.test(answer.code)
        ? { kind: 'certificate', code: answer.code }
        : { kind: 'unreachable', code: answer.code };
}
/**
 * @returns what status and headers say of the object; undefined where only its bytes can tell. OSS's CRC64 of the whole object stands in answers
 *   to HEAD and to ranges alike.
 */
function judgeHead(object, answer) {
    const refused = judgeStatus(object, answer);
    if (refused !== undefined)
        return refused;
    const { headers } = answer;
    const sizeBytes = toldSizeBytes(answer);
    if (sizeBytes !== undefined && sizeBytes !== object.sizeBytes)
        return otherBytes(answer);
    const crc64 = parseCrc64(headers['x-oss-hash-crc64ecma'] ?? '');
    if (crc64 === undefined)
        return undefined;
    return crc64 === object.crc64 ? RIGHT : otherBytes(answer);
}
/** @returns what the whole body says. */
function judgeWhole(object, answer) {
    const refused = judgeStatus(object, answer);
    if (refused !== undefined)
        return refused;
    const { sample } = object;
    const isSame = answer.isWhole &&
        answer.readBytes === object.sizeBytes &&
        answer.crc64 === object.crc64 &&
        (sample?.kind !== 'whole' || sample.sha256 === answer.sha256);
    return isSame ? RIGHT : otherBytes(answer);
}
/**
 * @param sha256 what the bytes of the range must have
 * @returns what one edge says; `whole-needed` where a server that ignores ranges sent another one
 */
function judgeEdge(object, answer, edge) {
    const refused = judgeStatus(object, answer);
    if (refused !== undefined)
        return refused;
    if (answer.status === 200 && edge.startBytes > 0)
        return 'whole-needed';
    const sizeBytes = toldSizeBytes(answer);
    if (sizeBytes !== undefined && sizeBytes !== object.sizeBytes)
        return otherBytes(answer);
    return answer.sha256 === edge.sha256 ? RIGHT : otherBytes(answer);
}
/** @returns whether an object is read whole rather than by its edges. */
function isReadWhole({ sizeBytes, sample }) {
    return sizeBytes <= WHOLE_SIZE_BYTES || sample?.kind !== 'edges';
}
function judgeStatus(object, answer) {
    const { status } = answer;
    const cache = describeCache(answer.headers);
    if (status === 401 || status === 403)
        return { kind: 'refused', status, cache };
    if (status === 404 || status === 410)
        return { kind: 'missing', status, cache };
    const isPage = /^text\/html\b/i.test(answer.headers['content-type'] ?? '') && !/html/i.test(object.contentType);
    if (isPage && answer.headers['x-oss-hash-crc64ecma'] === undefined)
        return { kind: 'page', status };
    return status === 200 || status === 206 ? undefined : { kind: 'status', status, cache };
}
function otherBytes({ headers }) {
    return { kind: 'other-bytes', cache: describeCache(headers) };
}
/** @returns the size of the whole object as the answer has it; undefined where it has none, or another encoding. */
function toldSizeBytes({ status, headers }) {
    if (headers['content-encoding'] !== undefined)
        return undefined;
    const text = status === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
const CACHE_HEADERS = ['age', 'x-cache', 'x-swift-cachetime', 'cf-cache-status', 'cache-control', 'last-modified'];
const HEADER_NAMES = {
    age: 'Age',
    'x-cache': 'X-Cache',
    'x-swift-cachetime': 'X-Swift-CacheTime',
    'cf-cache-status': 'CF-Cache-Status',
    'cache-control': 'Cache-Control',
    'last-modified': 'Last-Modified',
};
/** @returns the headers that tell of a cache; empty where there are none. */
function describeCache(headers) {
    return CACHE_HEADERS.flatMap((name) => {
        const value = headers[name];
        return value === undefined ? [] : [`${HEADER_NAMES[name]}: ${singleLine(value, 80)}`];
    }).join(', ');
}

;// CONCATENATED MODULE: ./build/engine/readers/look.js
/** One look at one object, as a reader gets it: HEAD where it decides, else ranges, else all of it. */


/** Some servers know no HEAD. */
const NO_HEAD = [405, 501];
/** @returns what readers get of the object now. Rejects with the signal's reason alone. */
async function lookAsReader(readers, object, { whole, signal }) {
    const ask = (question) => readers.ask({ key: object.key, signal, ...question });
    if (!whole && !readers.isSigned) {
        const answer = await ask({ method: 'HEAD', range: undefined, maxBytes: 0 });
        if (answer.kind !== 'answer')
            return judgeUnanswered(answer);
        const finding = NO_HEAD.includes(answer.status) ? undefined : judgeHead(object, answer);
        if (finding !== undefined)
            return finding;
    }
    return whole || isReadWhole(object) ? readWhole(readers, object, ask) : readEdges(readers, object, ask);
}
async function readWhole({ isSigned }, object, ask) {
    const { sizeBytes } = object;
    const range = isSigned && sizeBytes > 0 ? { startBytes: 0, endBytes: sizeBytes } : undefined;
    const answer = await ask({ method: 'GET', range, maxBytes: sizeBytes });
    if (answer.kind !== 'answer')
        return judgeUnanswered(answer);
    return (range !== undefined && wrongSize(object, answer)) || judgeWhole(object, answer);
}
/** Of a range that is the whole the answer still tells how much there is. */
function wrongSize(object, answer) {
    const finding = judgeHead(object, answer);
    return finding?.kind === 'right' ? undefined : finding;
}
async function readEdges(readers, object, ask) {
    const { sizeBytes, sample } = object;
    if (sample?.kind !== 'edges')
        return readWhole(readers, object, ask);
    const edges = [
        { startBytes: 0, endBytes: EDGE_SIZE_BYTES, sha256: sample.head },
        { startBytes: sizeBytes - EDGE_SIZE_BYTES, endBytes: sizeBytes, sha256: sample.tail },
    ];
    for (const { sha256, ...range } of edges) {
        const answer = await ask({ method: 'GET', range, maxBytes: EDGE_SIZE_BYTES });
        if (answer.kind !== 'answer')
            return judgeUnanswered(answer);
        const told = readers.isSigned ? judgeHead(object, answer) : undefined;
        if (told !== undefined)
            return told;
        const finding = judgeEdge(object, answer, { startBytes: range.startBytes, sha256 });
        if (finding === 'whole-needed')
            return readWhole(readers, object, ask);
        if (finding.kind !== 'right')
            return finding;
    }
    return { kind: 'right' };
}

;// CONCATENATED MODULE: ./build/engine/readers/check.js
/** Asks for objects by their public URLs until readers get all of them right, or the time is over. */




/** Public URLs asked at once. */
const ASKED_AT_ONCE = 64;
const check_FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 30_000;
const LINES_EVERY_MS = 30_000;
/** How long the last answers are waited for when the time is over. */
const LAST_LOOK_MS = 10_000;
/** @returns the objects that are still wrong when the time is over; none as soon as all are right. Rejects with the signal's reason. */
async function checkAsReader(engine, readers, options) {
    const { clock, reporter, signal, progress } = engine;
    const { objects, durationMs, whole } = options;
    const startedMs = clock.nowMs();
    const leftMs = () => Math.max(0, startedMs + durationMs - clock.nowMs());
    const missed = new Set();
    let open = objects;
    let wrong = [];
    const endLines = clock.every(LINES_EVERY_MS, () => {
        if (wrong.length > 0)
            reporter.info(describeWait(wrong, { count: objects.length, leftMs: leftMs() }));
    });
    // Waiting for readers is no silence of OSS.
    const endMoves = clock.every(MOVES_EVERY_MS, () => progress.moved());
    try {
        for (let pauseMs = check_FIRST_PAUSE_MS;; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
            const found = await lookAtAll(engine, readers, {
                objects: open,
                whole,
                endsInMs: Math.max(LAST_LOOK_MS, leftMs()),
            });
            progress.moved();
            const still = open.flatMap((object, index) => {
                const finding = found[index];
                return finding === undefined || finding.kind === 'right' ? [] : [{ object, finding }];
            });
            open = still.map(({ object }) => object);
            const isFirst = wrong.length === 0;
            wrong = still.map(({ object, finding }) => ({ url: readers.shownUrl(object.key), finding }));
            if (wrong.length === 0 || leftMs() === 0)
                return { wrong, waitedMs: clock.nowMs() - startedMs };
            const missing = still.filter(({ object, finding }) => finding.kind === 'missing' && !missed.has(object.key));
            for (const { object } of missing)
                missed.add(object.key);
            if (missing.length > 0)
                await options.onMissing?.(missing.map(({ object }) => object.key));
            if (isFirst)
                reporter.info(describeWait(wrong, { count: objects.length, leftMs: leftMs() }));
            await clock.sleep(Math.min(pauseMs, leftMs()), signal);
        }
    }
    finally {
        endLines();
        endMoves();
    }
}
const MOVES_EVERY_MS = 500;
/** @returns what was found of each, in their order. */
function lookAtAll({ clock, signal }, readers, { objects, whole, endsInMs }) {
    const limiter = createLimiter({ kind: 'fixed', limit: ASKED_AT_ONCE });
    return within(clock, { deadlineMs: endsInMs, signal }, (inTime) => Promise.all(objects.map(async (object) => {
        const slot = await limiter.acquire('control', signal);
        try {
            return await lookAsReader(readers, object, { whole, signal: inTime });
        }
        catch (error) {
            if (signal.aborted || !inTime.aborted)
                throw error;
            return { kind: 'unreachable', code: 'ETIMEDOUT' };
        }
        finally {
            slot.release();
        }
    })));
}

;// CONCATENATED MODULE: ./build/engine/readers/refresh.js
/** Asks a CDN to forget objects until it has taken the request, or asking again makes no sense. */



/** How long a service that is busy or silent is asked again at most: longer than its limits for a minute last. */
const PATIENCE_MS = 180_000;
/** @returns what became of the keys; the error counts those that were not refreshed. Rejects with the signal's reason alone. */
async function refreshKeys(engine, cdn, { keys, reserved, giveUpAfterMs }) {
    const remaining = await cdn.remaining(engine.signal);
    const allowed = remaining === undefined ? keys : keys.slice(0, Math.max(0, remaining - reserved));
    const refreshed = [];
    const patienceMs = Math.min(PATIENCE_MS, giveUpAfterMs);
    let failure;
    for (const batch of cdn.batches(allowed)) {
        const error = await refreshBatch(engine, cdn, { batch, patienceMs });
        if (error === undefined)
            refreshed.push(...batch);
        else
            failure ??= error;
        // What is wrong with these URLs alone need not be wrong with the next ones.
        if (error !== undefined && error.code !== 'cdn-error')
            break;
    }
    const left = keys.length - refreshed.length;
    if (left === 0)
        return { refreshed, error: undefined };
    return { refreshed, error: failure === undefined ? quotaTooSmall(left) : counted(failure, left) };
}
async function refreshBatch(engine, cdn, { batch, patienceMs }) {
    const { clock, reporter, signal, progress } = engine;
    const startedMs = clock.nowMs();
    for (let failures = 1;; failures += 1) {
        try {
            await cdn.refresh(batch, signal);
            progress.moved();
            return undefined;
        }
        catch (error) {
            signal.throwIfAborted();
            const known = asActionError(error);
            if (known === undefined)
                throw error;
            const delayMs = pauseAfter(known, {
                failures,
                patienceMs,
                sinceMs: clock.nowMs() - startedMs,
                random: clock.random(),
            });
            if (delayMs === undefined)
                return known;
            reporter.debug(`Refreshing again: ${known.message}`);
            progress.moved();
            await clock.sleep(delayMs, signal);
        }
    }
}
/** @returns milliseconds to wait before the next try; undefined where there is none. Clock and credentials were repaired by the adapter. */
function pauseAfter({ fault, facts }, { failures, patienceMs, sinceMs, random, }) {
    const decision = decideRetry({
        ...{ fault, failures, partFailures: 0, repairs: failures, sinceProgressMs: sinceMs, giveUpAfterMs: patienceMs },
        ...{ answeredOnce: false, canRefreshCredentials: true, retryAfterMs: facts.retryAfterMs },
    }, random);
    switch (decision.kind) {
        case 'retry':
            return decision.delayMs;
        case 'repair-clock':
        case 'repair-credentials':
            return 0;
        case 'fail':
        case 'give-up':
            return undefined;
    }
}
function counted({ code, fault, facts, message, remedy, cause }, left) {
    return new ActionError({
        code,
        fault,
        facts,
        message: `${message}; ${plural(left, 'object')} could not be refreshed`,
        remedy,
        cause,
    });
}
function quotaTooSmall(left) {
    return new ActionError({
        code: 'cdn-quota',
        message: `The day's quota of the CDN does not suffice: ${plural(left, 'object')} could not be refreshed`,
        remedy: 'It comes back at midnight (UTC+8), or is raised in the console. Names with a version in them need no refresh.',
    });
}

;// CONCATENATED MODULE: ./build/engine/readers/reach.js







/** @returns the steps of one release. */
function createReach(engine, { readers, cdn, checkPublicMs, publishLast, refreshesUnchanged, giveUpAfterMs, sampleOf }) {
    let checkedCount = 0;
    const errors = [];
    const notRefreshed = [];
    const isOf = (stage, key) => stage === (waveOf(key, publishLast) > 0 ? 'pointers' : 'files');
    let waitedMs = 0;
    /** Objects that were there with the same bytes have been read before. */
    function unchecked(shown, stage) {
        return shown.flatMap(({ file, object, status }) => {
            if (status === 'unchanged' || !isOf(stage, file.key))
                return [];
            const { key, sizeBytes, headers } = file;
            return [
                { key, sizeBytes, crc64: object.crc64, sample: sampleOf(file), contentType: headers['content-type'] ?? '' },
            ];
        });
    }
    /** What must still be refreshed stands in the object's record; where there is none, whatever an earlier attempt published, too. */
    function isStale({ file, status }) {
        if (status === 'unchanged')
            return refreshesUnchanged;
        const [record] = engine.checkpoints.load(file.objectId).filter(({ kind }) => kind === 'published');
        if (record?.kind === 'published')
            return record.record.isStale === true;
        return status === 'resumed' || engine.staleKeys.has(file.key);
    }
    function settle(shown, refreshed) {
        const keys = new Set(refreshed);
        for (const { file } of shown) {
            if (!keys.has(file.key))
                continue;
            const [found] = engine.checkpoints.load(file.objectId);
            if (found?.kind !== 'published')
                continue;
            const { isStale: _, ...record } = found.record;
            engine.checkpoints.published(record);
        }
    }
    async function refreshAgain(keys) {
        if (cdn === undefined)
            return;
        engine.reporter.info(`The CDN has kept that ${plural(keys.length, 'object')} ${keys.length === 1 ? 'was' : 'were'} not there; it is asked to forget that.`);
        await refreshKeys(engine, cdn, { keys, reserved: 0, giveUpAfterMs });
    }
    return {
        async refresh(shown, stage) {
            const keys = cdn === undefined
                ? []
                : shown.filter((one) => isOf(stage, one.file.key) && isStale(one)).map(({ file }) => file.key);
            if (cdn === undefined || keys.length === 0)
                return;
            const reserved = stage === 'pointers' ? 0 : [...engine.staleKeys].filter((key) => isOf('pointers', key)).length;
            try {
                const { refreshed, error } = await refreshKeys(engine, cdn, { keys, reserved, giveUpAfterMs });
                settle(shown, refreshed);
                if (refreshed.length > 0)
                    engine.reporter.info(`The CDN was asked to refresh ${plural(refreshed.length, 'object')}; 5 to 6 minutes are normal.`);
                if (error !== undefined)
                    notRefreshed.push(error);
            }
            catch (error) {
                notRefreshed.push(asActionError(error) ?? cutShort('The refresh of the CDN', error));
            }
        },
        async check(shown, stage) {
            const objects = readers === undefined || checkPublicMs === undefined ? [] : unchecked(shown, stage);
            if (readers === undefined || checkPublicMs === undefined || objects.length === 0)
                return true;
            engine.reporter.debug(stateLine('checking'));
            const whole = stage === 'pointers';
            try {
                const result = await checkAsReader(engine, readers, {
                    ...{ objects, durationMs: checkPublicMs, whole },
                    onMissing: refreshAgain,
                });
                waitedMs += result.waitedMs;
                if (result.wrong.length > 0) {
                    errors.push(notReadable(result.wrong, { stage: whole ? 'pointers' : 'before-pointers', waitedMs: result.waitedMs }));
                    return false;
                }
            }
            catch (error) {
                errors.push(asActionError(error) ?? cutShort('The check by the public address', error));
                return false;
            }
            checkedCount += objects.length;
            engine.reporter.info(`Readers get ${plural(objects.length, whole ? 'pointer file' : 'object')} right at the public address (asked for ${formatDuration(waitedMs)}).`);
            return true;
        },
        outcome() {
            if (errors.length > 0)
                return { kind: 'wrong', errors: [...errors, ...notRefreshed.map(refreshFailed)] };
            if (notRefreshed.length > 0 && checkPublicMs === undefined)
                return { kind: 'wrong', errors: notRefreshed.map(refreshFailed) };
            for (const error of notRefreshed)
                engine.reporter.warning(`${formatError(error)}\nReaders get everything right all the same.`, 'Not refreshed');
            return checkedCount === 0 ? undefined : { kind: 'right', count: checkedCount, waitedMs };
        },
    };
}
function refreshFailed(error) {
    const { code, fault, facts, message, remedy = '' } = error;
    const state = 'What is published stays published, but the CDN may still serve the old files. A re-run sends nothing again, and asks for the refresh again.';
    return new ActionError({ code, fault, facts, message, remedy: `${remedy}\n${state}`.trim(), cause: error });
}
function cutShort(what, cause) {
    return new ActionError({
        code: 'not-readable',
        message: `${what} ended early (${cause instanceof Error ? cause.message : String(cause)})`,
        cause,
    });
}

;// CONCATENATED MODULE: ./build/engine/readers/replaced.js





/**
 * @param known what was asked for already
 * @returns what the bucket has under these keys now. What cannot be seen for another reason is left out: the transfer meets that failure too, and tells it.
 */
async function findExisting(engine, keys, known = new Map()) {
    const heads = new Map();
    for (const key of keys) {
        const head = known.get(key);
        if (head !== undefined)
            heads.set(key, head);
    }
    const asked = keys.filter((key) => !heads.has(key));
    await headObjects(engine, asked, heads).catch(() => { });
    if (heads.get(keys[0] ?? '')?.kind === 'denied')
        return undefined;
    return new Map([...heads].flatMap(([key, head]) => (head.kind === 'found' ? [[key, head.facts]] : [])));
}
/**
 * Before anything shows: warns of files that are replaced by others of the same name, and notes what caches will have to forget: those, and every
 * pointer file.
 * @param crc64Of CRC64 of what is about to show, where known
 */
async function noteReplaced({ reporter, staleKeys }, objects, { existing, settings: { publishLast, warns, refreshes, hasRecords }, crc64Of, }) {
    const isPointer = ({ key }) => waveOf(key, publishLast) > 0;
    const changed = [];
    const stale = objects.filter(isPointer);
    for (const object of objects.filter((one) => !isPointer(one))) {
        const change = await changeOf(object, existing, crc64Of);
        if (change === 'changed')
            changed.push(object.key);
        if (change !== 'new' && !(change === 'same' && hasRecords))
            stale.push(object);
    }
    if (refreshes)
        for (const { key } of stale)
            staleKeys.add(key);
    if (refreshes && existing === undefined)
        reporter.info('All objects will be refreshed in the CDN, since the credentials may not see which were there before: with `oss:GetObject` new ones cost no quota.');
    if (warns && changed.length > 0)
        reporter.warning(describeReplaced(changed), 'Replaced under the same name');
}
async function changeOf(object, existing, crc64Of) {
    if (existing === undefined)
        return 'unknown';
    const facts = existing.get(object.key);
    if (facts === undefined)
        return 'new';
    if (facts.sizeBytes !== undefined && facts.sizeBytes !== object.sizeBytes)
        return 'changed';
    const crc64 = facts.crc64 === undefined ? undefined : await crc64Of(object);
    if (crc64 === undefined)
        return 'unknown';
    return crc64 === facts.crc64 ? 'same' : 'changed';
}
function describeReplaced(keys) {
    const others = keys.length > 1 ? ` and ${plural(keys.length - 1, 'other object')}` : '';
    return `${singleLine(keys[0] ?? '', 200)}${others} ${keys.length > 1 ? 'replace objects' : 'replaces an object'} of the same name with other bytes, not being in \`publish-last\`: while readers are waited for, an old pointer file names new bytes. Put the version into its name.`;
}
/**
 * Looks, beside whatever comes next, which objects of a plan are there already.
 * @returns what notes those that get other bytes; it is told the CRC64s of what was transferred by then
 */
function watchReplaced(engine, objects, settings) {
    if (!settings.warns && !settings.refreshes)
        return async () => { };
    const files = objects.filter(({ kind }) => kind !== 'present').map(({ file }) => file);
    const asked = files.filter(({ key }) => waveOf(key, settings.publishLast) === 0);
    const looking = findExisting(engine, asked.map(({ key }) => key), settings.known);
    return async (transferred) => {
        const known = new Map(transferred.flatMap((one) => (one.kind === 'transferred' ? [[one.file.path, one.crc64]] : [])));
        const crc64Of = async (file) => known.get(file.path) ?? (await crc64OfSmall(engine, file));
        await noteReplaced(engine, files, { existing: await looking, settings, crc64Of });
    };
}
/** @returns the CRC64 of a small file; undefined for one that is too large to be read for this. */
async function crc64OfSmall(engine, { path, sizeBytes }) {
    if (sizeBytes > MAX_READ_BYTES)
        return undefined;
    try {
        return (await digestInTurn(engine, { path, startBytes: 0, endBytes: sizeBytes })).crc64;
    }
    catch {
        return undefined;
    }
}
const MAX_READ_BYTES = 64 * 1024 ** 2;

;// CONCATENATED MODULE: ./build/engine/verify/samples.js
/** Takes the samples of files while their parts are read, which need not be in order, nor only once. */

/** @returns samples of nothing yet. Of a file they keep at most the bytes of its windows, until those are whole. */
function createSamples({ sha256 }) {
    const files = new Map();
    return {
        expect(path, sizeBytes) {
            if (!files.has(path))
                files.set(path, sampleWindows(sizeBytes).map((window) => openWindow(window, sha256)));
        },
        tap(path, range) {
            const open = (files.get(path) ?? []).filter((window) => window.sha256 === undefined && meets(window, range));
            if (open.length === 0)
                return undefined;
            const takers = open.map((window) => covers(range, window) ? hasher(window, sha256) : collector(window, range, sha256));
            let atBytes = range.startBytes;
            return (bytes) => {
                for (const take of takers)
                    take(bytes, atBytes);
                atBytes += bytes.length;
            };
        },
        of: (path) => sampleOf((files.get(path) ?? []).map((window) => window.sha256)),
    };
}
function openWindow(window, sha256) {
    const isEmpty = window.startBytes === window.endBytes;
    return { ...window, sha256: isEmpty ? sha256().hex().toLowerCase() : undefined, pieces: new Map() };
}
function meets(window, range) {
    return range.startBytes < window.endBytes && window.startBytes < range.endBytes;
}
function covers(range, window) {
    return range.startBytes <= window.startBytes && window.endBytes <= range.endBytes;
}
/** The window comes whole and in order: nothing of it needs to be kept. */
function hasher(window, sha256) {
    const hash = sha256();
    let leftBytes = window.endBytes - window.startBytes;
    return (bytes, atBytes) => {
        const piece = samples_within(window, bytes, atBytes);
        if (piece.length === 0 || leftBytes === 0)
            return;
        hash.update(piece);
        leftBytes -= piece.length;
        if (leftBytes > 0)
            return;
        window.sha256 = hash.hex().toLowerCase();
        window.pieces.clear();
    };
}
/** A part of the window: its bytes wait for the others. */
function collector(window, range, sha256) {
    const startBytes = Math.max(window.startBytes, range.startBytes);
    const kept = new Uint8Array(Math.min(window.endBytes, range.endBytes) - startBytes);
    let filledBytes = 0;
    return (bytes, atBytes) => {
        const piece = samples_within(window, bytes, atBytes);
        if (piece.length === 0 || window.sha256 !== undefined)
            return;
        kept.set(piece, filledBytes);
        filledBytes += piece.length;
        if (filledBytes < kept.length)
            return;
        window.pieces.set(startBytes, kept);
        closeIfWhole(window, sha256);
    };
}
function closeIfWhole(window, sha256) {
    const hash = sha256();
    let atBytes = window.startBytes;
    for (const [startBytes, bytes] of [...window.pieces].sort(([left], [right]) => left - right)) {
        if (startBytes > atBytes)
            return;
        const fresh = bytes.subarray(atBytes - startBytes);
        hash.update(fresh);
        atBytes += fresh.length;
    }
    if (atBytes < window.endBytes)
        return;
    window.sha256 = hash.hex().toLowerCase();
    window.pieces.clear();
}
function samples_within({ startBytes, endBytes }, bytes, atBytes) {
    const from = Math.max(0, startBytes - atBytes);
    return from >= bytes.length ? bytes.subarray(0, 0) : bytes.subarray(from, Math.max(from, endBytes - atBytes));
}

;// CONCATENATED MODULE: ./build/jobs/release-order.js
/** Everything is in OSS, verified. Pointer files show only when readers get right what they point to. */
async function releaseInOrder({ publishFiles, publishPointers }, reach) {
    const files = await publishFiles();
    if (files === undefined)
        return;
    await reach.refresh(files, 'files');
    if (!(await reach.check(files, 'files')))
        return;
    const pointers = await publishPointers();
    if (pointers === undefined)
        return;
    await reach.refresh(pointers, 'pointers');
    await reach.check(pointers, 'pointers');
}

;// CONCATENATED MODULE: ./build/jobs/publish-held.js
/** The job of a release that several others built: check all that they hold, and make it visible at once. */

















/** @returns the result for the whole release. Throws an ActionError where a leg is missing, or two legs have one key: then nothing shows. */
async function publishHeld(settings, ports) {
    const startedMs = ports.clock.nowMs();
    ports.reporter.debug(stateLine('collecting'));
    const records = await collectRecords(collecting(settings, ports));
    const objects = records.flatMap((record) => record.objects);
    ports.reporter.group(`Held: ${plural(objects.length, 'object')} of ${plural(records.length, 'leg')}`, records.map(publish_held_describe));
    if (objects.length === 0)
        ports.reporter.info('There is nothing to publish.');
    const last = settings.patterns.filter(({ input }) => input === 'publish-last');
    warnOfNames({ patterns: last, keys: objects.map(({ key }) => key), keyPrefix: '' }, ports.reporter);
    const samples = settings.checkPublicMs === undefined ? undefined : createSamples(ports.hashes);
    const engine = createEngine({ ...ports, samples }, settings);
    const release = await openReleaseRecords({ ...settings, ...ports });
    const { checksumsKey: key, headersOf } = settings;
    const sums = key === undefined
        ? undefined
        : { key, text: heldChecksumsText(objects, key, ports.reporter), headers: headersOf(key) };
    const endWatch = watchForSilence(engine, settings.giveUpAfterMs);
    try {
        if (settings.dryRun) {
            await printHeldRelease(engine, objects, release);
            ports.reporter.info('Dry run: nothing was changed.');
            return summarizeRun(engine, { objects: [], published: [], failed: [], sha256: new Map(), startedMs });
        }
        const checksums = sums && (await describeMade(engine, { ...sums, path: await ports.scratch(sums.text) }));
        const bySample = new Map(objects.map(({ key, sample }) => [key, sample]));
        const reach = createReach(engine, {
            ...{
                readers: ports.readers,
                cdn: ports.cdn,
                checkPublicMs: settings.checkPublicMs,
                publishLast: settings.publishLast,
            },
            refreshesUnchanged: false,
            giveUpAfterMs: settings.giveUpAfterMs,
            sampleOf: (file) => bySample.get(file.key) ?? ('path' in file ? samples?.of(String(file.path)) : undefined),
        });
        const { readers, cdn } = ports;
        const noted = { warns: readers !== undefined, refreshes: cdn !== undefined, hasRecords: false };
        if (cdn !== undefined)
            for (const { key } of settings.madeKeys)
                engine.staleKeys.add(key);
        await noteHeld(engine, objects, { ...noted, publishLast: settings.publishLast });
        ports.reporter.debug(stateLine('publishing'));
        const result = await publishHeldRelease(engine, {
            objects,
            publishLast: settings.publishLast,
            checksums,
            release,
            startedMs,
            makeIndex: settings.index &&
                indexMaker(engine, { ...settings, ...ports, index: settings.index, sha256: sha256ByKey(objects) }),
            inOrder: (steps) => releaseInOrder(steps, reach),
        });
        return { ...result, readers: reach.outcome() };
    }
    finally {
        endWatch();
    }
}
/** Notes which held objects will replace others of the same name. */
async function noteHeld(engine, objects, settings) {
    if (!settings.warns && !settings.refreshes)
        return;
    const upcoming = objects.filter(({ upload, copyOf }) => upload !== undefined || copyOf !== undefined);
    const files = upcoming.filter(({ key }) => waveOf(key, settings.publishLast) === 0);
    const existing = await findExisting(engine, files.map(({ key }) => key));
    await noteReplaced(engine, upcoming, { existing, settings, crc64Of: async ({ crc64 }) => crc64 });
}
/** @returns how the records of a release are found. */
function collecting({ sources, bucketId, runId, madeKeys }, { records, signal, hashes }) {
    return { sources, bucket: bucketId, runId, madeKeys, records, signal, sha256Of: hashes.sha256Of };
}
function publish_held_describe({ name, objects, runAttempt }) {
    return `${singleLine(name)} (attempt ${runAttempt}): ${plural(objects.length, 'object')}`;
}

;// CONCATENATED MODULE: ./build/jobs/abandon-held.js
/** The job that gives a release up: what others hold is let go. */







/** Aborts every upload that the legs hold. What cannot be aborted, and what failed legs had begun, is left to the lifecycle rule. */
async function abandonHeld(settings, ports) {
    const { reporter } = ports;
    reporter.debug(stateLine('collecting'));
    const records = await held_records_findRecords(collecting(settings, ports));
    const uploads = records.flatMap(({ objects }) => objects.flatMap(({ key, upload }) => (upload === undefined ? [] : [{ key, uploadId: upload.uploadId }])));
    assertNotBegun(await openReleaseRecords({ ...settings, ...ports }), uploads);
    if (settings.dryRun) {
        reporter.info(`Dry run: ${plural(uploads.length, 'held upload')} of ${plural(records.length, 'leg')} would be released.`);
        return;
    }
    reporter.debug(stateLine('abandoning'));
    const { released, left } = await abandonWatched(uploads, { settings, ports });
    ports.signal.throwIfAborted();
    reporter.info(`Released ${plural(released, 'held upload')} of ${plural(records.length, 'leg')}.`);
    const [first] = left;
    if (first === undefined)
        return;
    reporter.warning(`${plural(left.length, 'held upload')} could not be released, ${singleLine(first.key)} among them: allow the credentials oss:AbortMultipartUpload, or let a lifecycle rule of the bucket remove what is left.`, 'Held parts are left');
}

;// CONCATENATED MODULE: ./build/engine/held/leg.js
/** What one leg of a release hands on to the job that publishes, and what an earlier attempt of it handed on. */





/** @returns what an earlier attempt of this leg held, or undefined. */
async function earlierRecord({ name, bucketId, run }, cache) {
    const found = await cache.load(name);
    const record = found.kind === 'found' ? parseHeld(found.text) : undefined;
    return record?.bucket === bucketId && record.runId === run.id && record.name === name ? record : undefined;
}
/** @returns what an earlier attempt held as records of unfinished uploads, by object ID: its bytes need not be sent again. */
function asCheckpoints(record, objectId) {
    const checkpoints = new Map();
    if (record === undefined)
        return checkpoints;
    for (const object of record.objects) {
        const id = objectId(object.key);
        const checkpoint = checkpointOfHeld(record, object, id);
        if (checkpoint !== undefined)
            checkpoints.set(id, checkpoint);
    }
    return checkpoints;
}
/**
 * The outputs of all legs become one input of the step that publishes, which is one environment variable: 131,072 bytes on Linux, 32,767 characters on
 * Windows. A step whose variable is longer does not even start. What the cache has is named by its digest above the first limit; what it has not must
 * stand in the output itself.
 */
const MAX_CACHED_OUTPUT_CHARACTERS = 4 * 1024;
const MAX_OUTPUT_CHARACTERS = 24 * 1024;
/**
 * Hands on what is held: to the Actions cache, and as outputs.
 * @returns the outputs. Throws an ActionError where the record reached neither: what nobody knows of cannot be published.
 */
async function leg_handOn({ name, bucketId, run, job, share }, options) {
    const { objects, createdMs, cache, ports } = options;
    const common = { bucket: bucketId, runId: run.id, runAttempt: run.attempt, name, job, createdMs };
    const text = formatHeld({ ...common, ...(share === undefined ? {} : { share }), objects });
    const failure = await cache.save(name, text);
    const fits = text.length <= (failure === undefined ? MAX_CACHED_OUTPUT_CHARACTERS : MAX_OUTPUT_CHARACTERS);
    if (failure !== undefined && !fits)
        throw notHandedOn(name, failure);
    if (failure !== undefined) {
        ports.reporter.warning(`The record of \`${singleLine(name)}\` is not in the Actions cache (${failure}). The job that publishes needs the output \`held\` of this step.`, 'Held, but not in the cache');
    }
    const shown = `\`${singleLine(name)}\``;
    ports.reporter.info(objects.length === 0
        ? `This leg holds nothing; a step with \`publish-held\` is told so by the name ${shown}.`
        : `Held ${plural(objects.length, 'object')} as ${shown}: all bytes are in OSS, verified, and nothing is visible until a step with \`publish-held\` says so.`);
    const digest = ports.hashes.sha256Of(text);
    const outputs = { held: fits ? text : `${name} sha256:${digest}`, 'held-digest': digest };
    return { outputs, isCached: failure === undefined };
}
function notHandedOn(name, failure) {
    return new ActionError({
        code: 'held-record-lost',
        message: `The record of what \`${singleLine(name)}\` holds reached neither the Actions cache (${failure}) nor an output (it is too long)`,
        remedy: 'Re-run the job: nothing is sent again. Use fewer files in one leg, or larger parts (`part-size: 64MiB`), to fit the record into an output.',
    });
}
/**
 * Aborts what an earlier attempt of this very job holds and the new one does not: nobody will publish it. Where GitHub's context does not tell
 * jobs apart, only uploads of keys that this attempt holds too.
 */
async function abandonReplaced({ job, isJobKnown }, { earlier, objects }, { settings, ports, }) {
    const kept = new Set(objects.map(({ upload }) => upload?.uploadId));
    const keys = new Set(objects.map(({ key }) => key));
    const own = earlier?.job === job ? earlier.objects.filter(({ key }) => isJobKnown || keys.has(key)) : [];
    const replaced = own.flatMap(({ key, upload }) => upload === undefined || kept.has(upload.uploadId) ? [] : [{ key, uploadId: upload.uploadId }]);
    if (replaced.length === 0)
        return;
    const { released, left } = await abandonWatched(replaced, { settings, ports });
    if (released > 0)
        ports.reporter.info(`Released ${plural(released, 'upload')} of an earlier attempt that this one does not need.`);
    if (left.length > 0)
        ports.reporter.info(`${plural(left.length, 'upload')} of an earlier attempt could not be released and costs storage until the bucket's lifecycle rule removes it (the RAM action is oss:AbortMultipartUpload).`);
}

;// CONCATENATED MODULE: ./build/engine/held/hold-name.js
/** Whose a hold name is: two jobs of one run with one name would hide one another's files, and both be green. */




/** Throws an ActionError where another job of this run holds something under the leg's name. Nothing has to be sent to tell that. */
function assertNameIsOwn({ name, job }, earlier) {
    if (earlier !== undefined && earlier.job !== job)
        throw nameTaken(name, describeObjects(earlier.objects));
}
/**
 * Claims the name for this job before its record is saved. All jobs that want it in this attempt of the run see the same claim, so that exactly
 * one of them goes on. Throws an ActionError in the others, and in a second job or step that GitHub's context cannot tell from the first and that
 * holds something else.
 * @returns whether the claim stands; false where the cache could not tell
 */
async function claimName(leg, { objects, earlier, cache, sha256Of, }) {
    if (earlier?.runAttempt === leg.run.attempt && contentOf(earlier.objects) !== contentOf(objects))
        throw nameTaken(leg.name, describeObjects(earlier.objects));
    const claim = JSON.stringify({ job: leg.job, content: sha256Of(contentOf(objects)) });
    const standing = await cache.claim(leg.name, claim);
    if (standing !== undefined && standing !== claim)
        throw nameTaken(leg.name, 'it was claimed first');
    return standing !== undefined;
}
/** For where claims are not to be had: the record that the name leads to after saving has to be this job's own. Throws an ActionError where not. */
async function assertNameIsKept(leg, cache) {
    assertNameIsOwn(leg, await earlierRecord(leg, cache));
}
function contentOf(objects) {
    return JSON.stringify(objects.map(({ key, sizeBytes, crc64 }) => [key, sizeBytes, String(crc64)].join(' ')).sort());
}
function describeObjects(objects) {
    const [first] = objects;
    return `${plural(objects.length, 'object')}${first === undefined ? '' : `, the first is ${singleLine(first.key, 120)}`}`;
}
function nameTaken(name, what) {
    return new ActionError({
        code: 'hold-name-taken',
        message: `Another job of this run holds other files as \`${singleLine(name)}\` (${what})`,
        remedy: 'Nothing of either is visible. Each job needs a name of its own, with every dimension of its matrix in it:\n  with:\n    hold-name: ${{ matrix.os }}-${{ matrix.arch }}\nA step that holds more in the same job needs one too. Then run the whole workflow again.',
    });
}

;// CONCATENATED MODULE: ./build/engine/held/hold.js
/** `publish: hold`: everything is in OSS, verified, and nothing is made visible. */



/** @returns the result: what is held, unless a file failed or changed. Objects that the bucket has already are held as such. */
async function holdAll(engine, { objects, transferred, sha256, share, startedMs }) {
    const failed = transferred.filter((one) => one.kind === 'failed');
    const held = new Map();
    for (const object of objects) {
        if (object.kind === 'present')
            held.set(object.file.key, heldOf(engine, object.file, { crc64: object.object.crc64, sha256 }));
    }
    for (const one of transferred) {
        if (one.kind === 'failed')
            continue;
        try {
            held.set(one.file.key, await holdOne(engine, one, sha256));
        }
        catch (error) {
            failed.push({ file: one.file, error });
        }
    }
    for (const object of objects) {
        const origin = object.kind === 'copy' ? held.get(object.fromKey) : undefined;
        if (origin !== undefined)
            held.set(object.file.key, copyOf(engine, object.file, { origin, sha256 }));
    }
    const inOrder = objects.flatMap(({ file }) => held.get(file.key) ?? []);
    for (const { upload } of inOrder)
        if (failed.length === 0 && upload !== undefined)
            engine.ownUploads.end(upload.uploadId);
    return summarizeRun(engine, {
        ...{ objects, published: [], failed, sha256, startedMs, share },
        ...(failed.length === 0 ? { held: inOrder } : {}),
    });
}
async function holdOne(engine, one, sha256) {
    if (one.kind === 'present')
        return heldOf(engine, one.file, { crc64: one.object.crc64, sha256 });
    await assertSameBytes(engine, one);
    const { uploadId, partSizeBytes } = one;
    const upload = { uploadId, partSizeBytes, parts: one.parts.map(({ etag, crc64 }) => ({ etag, crc64 })) };
    return { ...heldOf(engine, one.file, { crc64: one.crc64, sha256 }), upload };
}
/** A copy gets its headers when it is made, so the record has to have them. */
function copyOf(engine, file, { origin, sha256 }) {
    const { key, crc64 } = origin;
    return { ...heldOf(engine, file, { crc64, sha256 }), copyOf: key, stored: withoutVersion(file.headers) };
}
function heldOf({ samples }, file, { crc64, sha256 }) {
    const acl = file.headers['x-oss-object-acl'];
    const sample = samples?.of(file.path);
    return {
        key: file.key,
        displayPath: file.displayPath,
        sizeBytes: file.sizeBytes,
        crc64,
        sha256: sha256.get(file.key),
        contentType: file.headers['content-type'] ?? 'application/octet-stream',
        ...(acl === undefined ? {} : { acl }),
        ...(sample === undefined ? {} : { sample }),
        headersDigest: file.headersDigest,
        upload: undefined,
    };
}

;// CONCATENATED MODULE: ./build/core/telling/kept-note.js
/** What is said of objects that are left as they are. Pure text. */


const kept_note_MAX_LISTED = 10;
/** @returns which version stands where, and which was to be published. */
function keptNote(kept, askedVersion) {
    const lines = kept
        .slice(0, kept_note_MAX_LISTED)
        .map(({ key, version }) => `${singleLine(key, 200)} (${singleLine(version, 100)} stands there)`);
    const more = kept.length > kept_note_MAX_LISTED ? ` and ${plural(kept.length - kept_note_MAX_LISTED, 'more object')}` : '';
    return `Left as they are, since ${singleLine(askedVersion, 100)} is older: ${lines.join(', ')}${more}. To go back to ${singleLine(askedVersion, 100)} on purpose, write \`allow-older: true\`.`;
}

;// CONCATENATED MODULE: ./build/engine/moving/kept.js
/** Objects that are left as they are: told, and taken out of what is to be done. */




/** @returns what is left as it is, what is not, and the key of the checksums file unless that is among the former, or lists nothing else. */
async function leaveKept(engine, { sources, guard, moving, checksumsKey, dryRun }) {
    const kept = sources.flatMap((file) => keptAt(file, guard));
    const made = checksumsKey === undefined ? [] : keptAt(kept_nameOf(engine, checksumsKey), guard);
    reportKept(engine, [...kept, ...made], moving);
    // Nobody goes on with what an earlier attempt sent for them.
    if (!dryRun)
        for (const file of sources)
            if (guard.kept.has(file.key))
                await abortRecorded(engine, file, engine.checkpoints.load(file.objectId));
    const moved = sources.filter(({ key }) => !guard.kept.has(key));
    // A file of checksums that would list nothing any more is not made.
    const isMade = checksumsKey !== undefined && made.length === 0 && moved.some(({ key }) => isListed(key, checksumsKey));
    return {
        kept: [...kept, ...made],
        moving: moved,
        checksumsKey: isMade || kept.length + made.length === 0 ? checksumsKey : undefined,
    };
}
function keptAt(file, guard) {
    const version = guard.kept.get(file.key);
    return version === undefined ? [] : [{ kind: 'kept', file, version }];
}
/** @returns an object that has no file yet. */
function kept_nameOf({ checkpoints }, key) {
    const objectId = checkpoints.objectId(key);
    return { key, displayPath: lastSegment(key), sizeBytes: 0, headers: {}, headersDigest: '', objectId };
}
/** Says with a notice which objects are left as they are. */
function reportKept({ reporter }, kept, moving) {
    if (kept.length === 0 || moving === undefined)
        return;
    const named = kept.map(({ file: { key }, version }) => ({ key, version }));
    reporter.notice(keptNote(named, moving.version.text), 'A newer version stands there');
}

;// CONCATENATED MODULE: ./build/core/naming/pointer-files.js
/** The default of `publish-last`, as action.yml has it: files that point to others, of the updaters and package indexes that are in use. */
const POINTER_FILES = [
    // Feeds of updaters.
    ...[
        'latest*.yml',
        'beta*.yml',
        'alpha*.yml',
        'nightly*.yml',
        'dev*.yml',
        'latest*.json',
        'latest*.txt',
        'update.json',
    ],
    ...['appcast*.xml', '*.appinstaller', 'assets.*.json', 'releases.*.json', 'RELEASES*', 'VERSION'],
    // Indexes of charts and packages, and what lists them.
    ...['index.yaml', 'repodata.json', 'repomd.xml', 'index.html'],
    // apt reads them the other way round: InRelease names the sums of Release's indexes.
    ...['Packages*', 'Release', 'Release.gpg', 'InRelease'],
];
/** @returns the patterns that the user wrote: those of the default match nothing in most releases, and nobody wants to be told. */
function patternsOfUser(patterns) {
    return patterns.filter((pattern) => !POINTER_FILES.includes(pattern));
}
/** @returns the default, in its order. */
function pointerFiles() {
    return POINTER_FILES;
}

;// CONCATENATED MODULE: ./build/core/release/version.js
/** The version that a release has: what is understood as one, and which of two is newer. Pure. */
const UNDERSTOOD = 'Semantic Versioning with or without `v` (`v1.2.3`, `1.2.3-beta.1`), or 2 to 4 dotted numbers (`2026.03`, `1.2.3.4`)';
const MAX_CHARACTERS = 128;
const SEMVER = /^v?((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2})(?:-((?:0|[1-9]\d*|\d*[a-z-][\da-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][\da-z-]*))*))?(\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i;
const NUMBERS = /^v?(\d+(?:\.\d+){1,3})$/i;
/** @returns the version, or undefined where the text is none that is understood. */
function parseVersion(text) {
    if (text.length > MAX_CHARACTERS)
        return undefined;
    const [, core, preRelease, build] = SEMVER.exec(text) ?? [];
    if (core !== undefined) {
        const form = preRelease === undefined && build === undefined ? 'either' : 'semver';
        return { text, numbers: numbersOf(core), preRelease: preRelease?.split('.') ?? [], form };
    }
    const [, dotted] = NUMBERS.exec(text) ?? [];
    if (dotted === undefined)
        return undefined;
    const numbers = numbersOf(dotted);
    // `2026.09.30` and `2026.10.10` are of one kind, although only the second is semantic.
    return { text, numbers, preRelease: [], form: numbers.length === 3 ? 'either' : 'numbers' };
}
function numbersOf(dotted) {
    return dotted.split('.').map(BigInt);
}
/**
 * @returns below 0 where `left` is older, 0 where they are equal, above 0 where it is newer; undefined where they are of two forms, which nothing
 *   puts in order. A number that is left out is 0; build metadata does not count.
 */
function compareVersions(left, right) {
    const forms = new Set([left.form, right.form]);
    if (forms.has('semver') && forms.has('numbers'))
        return undefined;
    const length = Math.max(left.numbers.length, right.numbers.length);
    for (let index = 0; index < length; index += 1) {
        const order = compare(left.numbers[index] ?? 0n, right.numbers[index] ?? 0n);
        if (order !== 0)
            return order;
    }
    return comparePreReleases(left.preRelease, right.preRelease);
}
/** A release is newer than its pre-releases; of those the first identifier that differs decides, and the longer list is newer. */
function comparePreReleases(left, right) {
    if (left.length === 0 || right.length === 0)
        return compare(right.length, left.length);
    for (const [index, identifier] of left.entries()) {
        const other = right[index];
        if (other === undefined)
            return 1;
        const order = compareIdentifiers(identifier, other);
        if (order !== 0)
            return order;
    }
    return compare(left.length, right.length);
}
/** Numbers are older than words; words are compared by their characters. */
function compareIdentifiers(left, right) {
    const [isLeftNumber, isRightNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (isLeftNumber && isRightNumber)
        return compare(BigInt(left), BigInt(right));
    if (isLeftNumber !== isRightNumber)
        return isLeftNumber ? -1 : 1;
    return compare(left, right);
}
function compare(left, right) {
    if (left === right)
        return 0;
    return left < right ? -1 : 1;
}

;// CONCATENATED MODULE: ./build/core/release/pointers.js
/** Objects that each release overwrites, and the version that stands in them. Pure. */




/**
 * @returns the patterns in their order. A site's `index.html` is one of the default although it is no pointer everywhere: it is guarded only where
 *   the user wrote a `publish-last` of their own.
 */
function pointersOf(publishLast) {
    const isDefault = publishLast.join('\n') === pointerFiles().join('\n');
    return publishLast.map((pattern) => ({
        matches: keyMatcher(pattern),
        isGroup: pattern.includes('**'),
        isGuarded: !(isDefault && pattern === 'index.html'),
    }));
}
/** @returns the pattern that guards a key; undefined where none does. */
function guardOf(key, pointers) {
    const first = pointers.find(({ matches }) => matches(key));
    return first?.isGuarded === true ? first : undefined;
}
/** @param told headers of the answer to HEAD; undefined where there is no object */
function pointers_judge(told, asked) {
    const text = told?.[VERSION_HEADER];
    if (text === undefined)
        return { kind: 'none' };
    const standing = parseVersion(text);
    const order = standing === undefined ? undefined : compareVersions(standing, asked);
    if (order === undefined)
        return { kind: 'unclear', version: text };
    if (order > 0)
        return { kind: 'newer', version: text };
    return { kind: order === 0 ? 'equal' : 'older' };
}

;// CONCATENATED MODULE: ./build/engine/moving/move-guard.js
/** Names that each release overwrites never move backwards: what stands there is asked for its version. */





/** What guards nothing. */
const NO_GUARD = {
    kept: new Map(),
    guards: () => false,
    needsStamp: () => false,
    newerNow: async () => undefined,
};
/**
 * @param keys all keys of the step
 * @returns the guard of those that `publish-last` names. Throws one ActionError where the credentials may not look, or for all objects of which nothing tells
 *   whether they are newer.
 */
async function guardMoves(engine, keys, settings) {
    if (settings === undefined)
        return NO_GUARD;
    const { pointers, allowOlder } = settings;
    const guarded = keys.filter((key) => guardOf(key, pointers) !== undefined);
    const judgements = await judgeAll(engine, guarded, settings);
    const kept = allowOlder ? new Map() : newerOf(judgements, pointers);
    const groups = new Map();
    const ask = async (asked) => newerOf(await judgeAll(engine, asked, settings), pointers);
    // As a whole, when the first of it is about to be replaced.
    const askGroup = (group) => {
        const asked = groups.get(group) ?? ask(guarded.filter((key) => guardOf(key, pointers) === group));
        groups.set(group, asked);
        return asked;
    };
    return {
        kept,
        guards: (key) => guardOf(key, pointers) !== undefined,
        needsStamp(key) {
            const judgement = judgements.get(key);
            return judgement !== undefined && judgement.kind !== 'equal';
        },
        async newerNow(key) {
            const pointer = guardOf(key, pointers);
            if (pointer === undefined || allowOlder)
                return undefined;
            if (pointer.isGroup)
                return (await askGroup(pointer)).get(key);
            return (await ask([key])).get(key);
        },
    };
}
/** @returns the version that stands there by the key of each object to leave: newer ones, and all of a group where one of it is. */
function newerOf(judgements, pointers) {
    const newer = new Map();
    for (const [key, judgement] of judgements)
        if (judgement.kind === 'newer')
            newer.set(key, judgement.version);
    const groups = new Map();
    for (const [key, version] of newer) {
        const pointer = guardOf(key, pointers);
        if (pointer?.isGroup === true)
            groups.set(pointer, groups.get(pointer) ?? version);
    }
    for (const key of judgements.keys()) {
        const pointer = guardOf(key, pointers);
        const version = newer.get(key) ?? (pointer === undefined ? undefined : groups.get(pointer));
        if (version !== undefined)
            newer.set(key, version);
    }
    return newer;
}
/** @returns what stands under each key, in the order of the keys. Throws as `guardMoves` does. */
async function judgeAll(engine, keys, { version, allowOlder }) {
    const heads = await headObjects(engine, keys);
    const judgements = new Map();
    for (const key of keys) {
        const head = heads.get(key);
        if (head?.kind === 'denied')
            throw move_guard_needsRead(key, head.error);
        judgements.set(key, pointers_judge(head?.kind === 'found' ? head.facts.headers : undefined, version));
    }
    const unclear = [...judgements].flatMap(([key, one]) => (one.kind === 'unclear' ? [{ key, there: one.version }] : []));
    if (unclear.length > 0 && !allowOlder)
        throw notComparable(unclear, version);
    return judgements;
}
function move_guard_needsRead(key, cause) {
    return new ActionError({
        code: 'version-needs-read',
        fault: 'denied',
        message: `\`version\` compares with the version of ${singleLine(key)} in the bucket, and the credentials may not read it`,
        remedy: 'Allow the credentials `oss:GetObject` on the keys that `publish-last` names in RAM, or leave out `version`.',
        cause,
    });
}
const move_guard_MAX_LISTED = 20;
function notComparable(unclear, { text }) {
    const lines = unclear.map(({ key, there }) => `${singleLine(key, 200)}: ${singleLine(there, 100)}`);
    const shown = firstOf(lines, move_guard_MAX_LISTED).map((line) => `  - ${line}`);
    return new ActionError({
        code: 'version-unclear',
        message: `Nothing tells whether ${singleLine(text)} is newer than what \`${VERSION_HEADER}\` of these objects says:\n${shown.join('\n')}`,
        remedy: 'Once, to replace them whatever stands there, write:\n  with:\n    allow-older: true',
    });
}

;// CONCATENATED MODULE: ./build/engine/prepare/dry-run.js




/** Prints for each object what would be sent, skipped or resumed, whether one is there already, and which headers it would get. */
async function printDryRun(engine, { objects, heads, mayRead, checksumsKey, indexKey, readers, kept }) {
    for (const object of objects) {
        const { file } = object;
        const there = mayRead
            ? heads.get(file.key)?.kind === 'found'
                ? 'replaces an existing object'
                : 'new key'
            : 'whether it exists may not be seen';
        const work = await dry_run_describe(engine, object);
        engine.reporter.info(`${singleLine(file.displayPath)} \u2192 ${singleLine(file.key)} (${formatSize(file.sizeBytes)})`);
        engine.reporter.info(`    ${object.kind === 'present' ? work : `${work}; ${there}`}`);
        for (const [name, value] of Object.entries(file.headers))
            engine.reporter.info(`    ${name}: ${singleLine(value)}`);
    }
    for (const [key, version] of kept)
        engine.reporter.info(`${singleLine(key)} would stay as it is: ${singleLine(version)} stands there.`);
    if (checksumsKey !== undefined)
        engine.reporter.info(`SHA256SUMS would be made as ${singleLine(checksumsKey)}.`);
    if (indexKey !== undefined)
        engine.reporter.info(`The index would be made as ${singleLine(indexKey)}.`);
    if (readers?.refreshes === true)
        engine.reporter.info('What replaces an object, and each pointer file, would be refreshed in the CDN.');
    if (readers?.checkPublicMs !== undefined)
        engine.reporter.info(describeCheck(objects, { ...readers, durationMs: readers.checkPublicMs }));
    engine.reporter.info('Dry run: nothing was sent, and nothing was changed.');
}
/** What would be asked for by the public address, in a sentence. */
function describeCheck(objects, { publishLast, durationMs }) {
    const asked = objects.filter((object) => object.kind !== 'present' || object.by === 'resumed');
    const pointers = asked.filter(({ file }) => waveOf(file.key, publishLast) > 0).length;
    const files = plural(asked.length - pointers, 'object');
    return `${files} would be asked for at the public address for up to ${formatDuration(durationMs)}, then ${plural(pointers, 'pointer file')} once shown.`;
}
async function dry_run_describe(engine, object) {
    switch (object.kind) {
        case 'present':
            if (object.told !== undefined)
                return 'not sent: unchanged; its headers are replaced';
            return object.by === 'resumed' ? 'skipped: published by an earlier attempt' : 'skipped: unchanged';
        case 'put':
            return 'sent in one request';
        case 'copy':
            return `copied inside OSS from ${singleLine(object.fromKey)}`;
        case 'multipart': {
            const resumed = await resumeUpload(engine, object);
            if (resumed.kind === 'none') {
                return `sent in ${plural(Math.max(1, Math.ceil(object.file.sizeBytes / object.partSizeBytes)), 'part')} of ${formatSize(object.partSizeBytes)}`;
            }
            const bytes = resumed.missing.reduce((sum, part) => sum + part.endBytes - part.startBytes, 0);
            return `resumed: ${plural(resumed.done.length, 'part')} in OSS already, ${plural(resumed.missing.length, 'part')} (${formatSize(bytes)}) to send`;
        }
    }
}

;// CONCATENATED MODULE: ./build/core/naming/path-lines.js
/** The `path` input: patterns one a line, `!` excludes, `#` comments, `pattern => key`. */
const ARROW = /(?<!\S)=>(?!\S)/;
const WRITE_EXCLUDE = 'path: |\n      dist/**\n      !dist/**/*.map';
const WRITE_MAPPING = 'path: dist/app.exe => v1.2.3/app.exe';
/** @returns the include lines in their order, and what is wrong with others. */
function parsePathLines(input) {
    const lines = [];
    const problems = [];
    for (const line of input.split(/\r?\n/).map((text) => text.trim())) {
        if (line === '' || line.startsWith('#'))
            continue;
        if (line.startsWith('!')) {
            const exclude = line.slice(1).trim();
            if (exclude === '')
                problems.push({ line, problem: 'has no pattern after `!`', write: WRITE_EXCLUDE });
            else if (ARROW.test(exclude))
                problems.push({ line, problem: 'excludes files, and gives none a key', write: WRITE_EXCLUDE });
            else if (lines.length === 0) {
                const problem = 'excludes from the lines above it, and there is none';
                problems.push({ line, problem, write: WRITE_EXCLUDE });
            }
            for (const above of lines)
                above.excludes.push(exclude);
            continue;
        }
        const parsed = parseInclude(line);
        if (parsed.kind === 'problem')
            problems.push({ line, problem: parsed.problem, write: WRITE_MAPPING });
        else
            lines.push({ pattern: parsed.pattern, mapping: parsed.mapping, excludes: [] });
    }
    return { lines, problems };
}
function parseInclude(line) {
    const arrow = line.search(ARROW);
    if (arrow < 0)
        return { kind: 'include', pattern: line, mapping: undefined };
    const pattern = line.slice(0, arrow).trim();
    const target = line.slice(arrow + 2).trim();
    if (pattern === '')
        return { kind: 'problem', problem: 'has no pattern before `=>`' };
    if (target === '')
        return { kind: 'problem', problem: 'has no object key after `=>` (`pattern => key` or `pattern => prefix/`)' };
    if (target.endsWith('/'))
        return { kind: 'include', pattern, mapping: { kind: 'prefix', prefix: target } };
    return { kind: 'include', pattern, mapping: { kind: 'key', key: target } };
}
/** What people write who have another syntax in mind, and what to write instead. */
const HINTS = [
    [/^(["']).*\1$/, 'the quotes count as part of the name: leave them out'],
    [/\$\{?\w|%\w+%/, 'variables of the shell are not expanded: write `${{ env.NAME }}`, or the path itself'],
    [/^[^{]*[*?\w],\s*[^{}]*$|[*?\w],\s+\S/, 'commas do not separate patterns: write one on each line'],
    [/[*?\w];\s*\S/, 'semicolons do not separate patterns: write one on each line'],
    [/\s->\s/, 'a key is given by `=>`, not by `->`'],
    [/=>/, '`=>` needs a space on both sides'],
    [/\S\s+#/, 'a comment needs a line of its own'],
    [/^-\s|^\[.*\]$/, 'this is no list: write the patterns alone, one on each line'],
    [
        /\S\s+(?:!\S|[^\s/]*[*/])|\.\w{1,9}\s+\S+\.\w/,
        'spaces do not separate patterns: write one on each line below `path: |`, as `>` joins lines',
    ],
    [/^[^:*?[\s]{2,}:[^:\s]*\/?$/, 'a prefix is given by `pattern => prefix/`, not by a colon'],
    [/^\/(?!\/)/, 'it begins at the root of the machine: leave the `/` at its start out to begin at the workspace'],
    [/\[[^\]^!*?-]{3,}\]/, 'brackets stand for one of their characters: write `[[]x64]` for `[x64]`'],
    [/\\/, 'write paths with `/`'],
];
/** @returns what is likely wrong with a pattern that matches nothing; undefined where nothing shows. */
function patternHint(pattern) {
    return HINTS.find(([mistake]) => mistake.test(pattern))?.[1];
}

;// CONCATENATED MODULE: ./build/engine/prepare/match.js
/** Patterns \u2192 files with their object keys. */





/**
 * @returns the files with their keys. A file matched by several plain lines stands once, under the first one's key; each `=>` line adds a key.
 *   Throws one ActionError for all keys that cannot be, two files of one key among them.
 */
async function matchFiles(files, settings, search) {
    const keyed = [];
    const emptyLines = [];
    const danglingLinks = new Set();
    const plain = new Set();
    const problems = [];
    const hidden = new Set();
    const { lines, includeHiddenFiles, followSymbolicLinks } = settings;
    const found = await files.match({ lines, includeHiddenFiles, followSymbolicLinks, ...search });
    for (const [index, matches] of found.entries()) {
        const line = lines[index];
        if (line === undefined)
            continue;
        for (const link of matches.danglingLinks)
            danglingLinks.add(link);
        if (matches.files.length === 0)
            emptyLines.push(emptyLineText(line.pattern, matches));
        for (const path of matches.hidden ?? [])
            hidden.add(path);
        problems.push(...mappingProblems(line, matches));
        for (const file of matches.files) {
            if (line.mapping === undefined && plain.has(file.path))
                continue;
            if (line.mapping === undefined)
                plain.add(file.path);
            keyed.push({
                file,
                line,
                key: keyOf({ location: file, mapping: line.mapping, layout: settings.layout, keyPrefix: settings.keyPrefix }),
            });
        }
    }
    const unique = withoutRepeats(keyed);
    problems.push(...unreadable(unique), ...match_keyProblems(unique), ...collisions(unique), ...reserved(unique, settings.reservedKeys));
    if (problems.length > 0)
        throw matchError(problems);
    return { files: unique, emptyLines, danglingLinks: [...danglingLinks], hiddenCount: hidden.size };
}
function mappingProblems({ pattern, mapping }, { files }) {
    if (mapping?.kind !== 'key' || files.length < 2)
        return [];
    const names = files.slice(0, 3).map((file) => file.displayPath);
    const text = `\`${pattern} => ${mapping.key}\` matches ${plural(files.length, 'file')} (${names.join(', ')}${files.length > 3 ? ', \u2026' : ''}), and one key holds one`;
    return [
        { text, remedy: `To put all of them under a prefix, end it with a slash: \`${pattern} => ${mapping.key}/\`.` },
    ];
}
function withoutRepeats(files) {
    const seen = new Set();
    return files.filter(({ file, key }) => {
        const pair = `${file.path}\0${key}`;
        if (seen.has(pair))
            return false;
        seen.add(pair);
        return true;
    });
}
function unreadable(files) {
    const remedy = 'Give the user that runs the job read permission: `chmod a+r` in the step that makes the file.';
    return files.flatMap(({ file }) => file.readable ? [] : [{ text: `${file.displayPath} may not be read by the runner's user`, remedy }]);
}
function match_keyProblems(files) {
    const remedy = 'A key is `key-prefix` and then what `layout` or `=>` makes of the path: mend these, or rename the file in the step that makes it.';
    return files.flatMap(({ file, key }) => {
        const problem = keyProblem(key);
        return problem === undefined
            ? []
            : [{ text: `the key \`${singleLine(key, 120)}\` of ${file.displayPath} ${problem}`, remedy }];
    });
}
/** Files that one `=>` line gives the same key are told of by `mappingProblems`. */
function collisions(files) {
    const remedy = 'Give each file a key of its own: `layout: workspace` keeps folders, `pattern => prefix/` puts matches under a prefix, `!pattern` leaves files out.';
    const first = new Map();
    return files.flatMap((one) => {
        const other = first.get(one.key);
        if (other === undefined)
            first.set(one.key, one);
        if (other === undefined || other.file.path === one.file.path)
            return [];
        if (other.line === one.line && one.line.mapping?.kind === 'key')
            return [];
        const names = `${other.file.displayPath} and ${one.file.displayPath}`;
        return [{ text: `${names} would both become \`${singleLine(one.key, 120)}\``, remedy }];
    });
}
function reserved(files, reservedKeys) {
    return reservedKeys.flatMap(({ key, name }) => {
        const taken = files.find((one) => one.key === key);
        if (taken === undefined)
            return [];
        const text = `${taken.file.displayPath} has the key of ${name}, \`${singleLine(key, 120)}\``;
        const input = name === 'the index' ? 'manifest-key' : 'checksums';
        return [{ text, remedy: `Give \`${input}\` another key, or leave the file out with a \`!\` line.` }];
    });
}
const match_MAX_LISTED = 20;
function matchError(problems) {
    const shown = firstOf(problems.map(({ text }) => singleLine(text)), match_MAX_LISTED);
    const message = shown.length === 1 ? `${shown[0]}` : `Nothing is published:\n${shown.map((text) => `  - ${text}`).join('\n')}`;
    const remedies = new Set(problems.map(({ remedy }) => remedy));
    return new ActionError({ code: 'bad-match', message, remedy: [...remedies].join('\n') });
}
/** @returns what to say of an include line that matched nothing, with a hint where its syntax is the likely cause. */
function emptyLineText(pattern, { missingFolder, hidden = [] }) {
    const missing = missingFolder === undefined ? undefined : `there is no folder \`${singleLine(missingFolder, 200)}\``;
    const whyHidden = hidden.length > 0 ? 'what it means is hidden: write `include-hidden-files: true`' : undefined;
    const hint = patternHint(pattern) ?? whyHidden ?? missing;
    return `\`${singleLine(pattern, 200)}\` matches no file${hint === undefined ? '' : ` (${hint})`}`;
}

;// CONCATENATED MODULE: ./build/engine/publish/overwrite.js
/** `overwrite: never`, once more before anything shows: on a bucket with versioning OSS ignores x-oss-forbid-overwrite. */




/** @returns what cannot be promised of `overwrite: never` on a bucket with versioning; undefined where the bucket has none. */
function versioningNote(published, mayRead) {
    if (!published.some(({ object, status }) => status !== 'unchanged' && object.versionId !== undefined))
        return undefined;
    return mayRead
        ? 'This bucket has versioning, where OSS ignores x-oss-forbid-overwrite: the action looked before it published, and cannot keep another writer from publishing the same key in between.'
        : 'This bucket has versioning, where OSS ignores x-oss-forbid-overwrite, and the credentials may not look (oss:GetObject): objects of the same keys may have got a new version. The old versions are still there.';
}
/** @returns what need not or must not be published: an object with the same bytes is there already, or one with others. */
async function findConflicts(engine, items) {
    const settled = await Promise.all(items.map((item) => overwrite_settle(engine, item)));
    return settled.filter((one) => one !== undefined);
}
async function overwrite_settle(engine, item) {
    const { file } = item;
    const head = await headObject(engine, file.key);
    if (head.kind !== 'found')
        return undefined;
    const object = await sameAsLocal(engine, file, head.facts);
    if (object !== undefined) {
        if (item.kind === 'transferred')
            await abortReplaced(engine, { key: file.key, uploadId: item.uploadId });
        return { kind: 'published', file, object, status: 'unchanged', bytesSent: 0, bytesResumed: 0 };
    }
    const error = new ActionError({
        code: 'object-exists',
        fault: 'exists',
        message: `${singleLine(file.key)} appeared in the bucket with other content while this step ran, and \`overwrite: never\` forbids to replace it`,
        remedy: 'Find out what else publishes this key. Nothing of this release is shown.',
    });
    return { kind: 'failed', file, error };
}

;// CONCATENATED MODULE: ./build/engine/publish/publisher.js
/** Phase two for a whole plan: which objects become visible when, and what became of each. */





/** @returns the publisher of a plan. */
function createPublisher(engine, objects, settings) {
    const isReady = settings.publish === 'as-ready';
    const published = new Map();
    const failed = new Map();
    const kept = new Map();
    const early = [];
    let pointers = [];
    for (const object of objects)
        if (object.kind === 'present' && object.told === undefined)
            published.set(object.file.key, presentFile(object));
    const isLast = (file) => waveOf(file.key, settings.publishLast) > 0;
    const mayShow = () => isReady || failed.size === 0;
    const keep = (result) => {
        switch (result.kind) {
            case 'published':
                return published.set(result.file.key, result);
            case 'kept':
                return kept.set(result.file.key, result);
            case 'failed':
                return failed.set(result.file.key, result);
        }
    };
    const wave = (items, stopAtFailure) => publishWave(engine, items, { stopAtFailure, onResult: keep, guard: settings.guard });
    const shown = () => (failed.size === 0 ? [...published.values()] : undefined);
    const isOpen = ({ file }) => ![published, failed, kept].some((done) => done.has(file.key));
    function publishables(transferred) {
        const others = objects.flatMap((object) => {
            if (object.kind === 'put')
                return [{ kind: 'put', file: object.file }];
            if (object.kind === 'present' && object.told !== undefined)
                return [{ kind: 'headers', file: object.file, object: object.object, told: object.told }];
            if (object.kind !== 'copy')
                return [];
            return [{ kind: 'copy', file: object.file, source: () => sourceOf(object, { objects, published }), send: object }];
        });
        return [...others, ...transferred.filter((one) => one.kind === 'transferred')].filter(isOpen);
    }
    /** Everything that could still stop the release, before the first object shows. */
    async function checkBefore(items) {
        for (const one of await findChanged(engine, items))
            keep(one);
        if (settings.lookAgain && mayShow())
            for (const one of await findConflicts(engine, items.filter(isOpen)))
                keep(one);
    }
    /** @returns the object that was made late, unless there is nothing to publish any more. */
    function admit(late) {
        if (late.kind === 'put')
            return [late];
        keep(late.kind === 'present' ? presentFile(late) : late);
        return [];
    }
    return {
        begin() {
            if (!isReady)
                return;
            const small = publishables([]).filter((item) => item.kind === 'put' && !isLast(item.file));
            early.push(wave(small, false));
        },
        async transferred(upload) {
            if (!isReady || upload.kind !== 'transferred' || isLast(upload.file))
                return;
            await checkBefore([upload]);
            if (isOpen(upload))
                await wave([upload], false);
        },
        async publishFiles(transferred, made = {}) {
            await Promise.all(early);
            for (const one of transferred) {
                if (one.kind === 'failed')
                    keep(one);
                if (one.kind === 'present')
                    keep(meanwhilePublished(one));
            }
            const items = publishables(transferred);
            if (mayShow())
                await checkBefore(items);
            const late = made.checksums !== undefined && failed.size === 0 ? admit(await made.checksums()) : [];
            const waves = orderWaves([...items, ...late.filter(({ file }) => isLast(file))], settings.publishLast);
            const first = withCanary(waves.first, ({ kind, file }) => kind !== 'copy' && asksForPublicAccess(file.headers));
            for (const one of first)
                if (mayShow())
                    await wave(one.filter(isOpen), !isReady);
            if (failed.size === 0)
                await wave(late.filter(({ file }) => !isLast(file)), true);
            if (made.index !== undefined && failed.size === 0 && published.size > 0)
                await wave(admit(await made.index([...published.values()])), true);
            pointers = waves.last;
            return shown();
        },
        async publishPointers() {
            for (const one of pointers)
                if (failed.size === 0)
                    await wave(one.filter(isOpen), true);
            return shown();
        },
        outcome: () => ({ published: [...published.values()], failed: [...failed.values()], kept: [...kept.values()] }),
    };
}
function presentFile({ file, object, by, }) {
    const bytesResumed = by === 'resumed' ? file.sizeBytes : 0;
    return { kind: 'published', file, object, status: by, bytesSent: 0, bytesResumed };
}
function meanwhilePublished({ file, object, bytesSent, }) {
    const bytesResumed = Math.max(0, file.sizeBytes - bytesSent);
    return { kind: 'published', file, object, status: 'resumed', bytesSent, bytesResumed };
}
/** A copy is made from whichever object of the same file is published by then. */
function sourceOf({ file, fromKey }, { objects, published, }) {
    for (const object of objects)
        if (object.kind === 'copy' && object.standing !== undefined && object.file.key === fromKey)
            return { fromKey, crc64: object.standing.crc64 };
    const twin = published.get(fromKey) ?? [...published.values()].find((one) => one.file.path === file.path);
    return twin === undefined ? undefined : { fromKey: twin.file.key, crc64: twin.object.crc64 };
}
/** A file that was only touched is no other file, as far as its CRC64 is known. */
async function findChanged(engine, items) {
    const uploads = items.filter((item) => item.kind === 'transferred');
    const crcs = new Map(uploads.map(({ file, crc64 }) => [file.path, crc64]));
    const failed = [];
    for (const item of items) {
        const { file } = item;
        if (item.kind === 'headers')
            continue;
        const planned = item.kind === 'copy' ? item.source()?.crc64 : engine.plannedCrc64s.get(file.objectId);
        const crc64 = crcs.get(file.path) ?? planned;
        try {
            engine.signal.throwIfAborted();
            if (crc64 === undefined)
                await assertUnchanged(engine, file);
            else
                await assertSameBytes(engine, { file, crc64 });
        }
        catch (error) {
            failed.push({ kind: 'failed', file, error });
        }
    }
    return failed;
}

;// CONCATENATED MODULE: ./build/engine/transfer/progress-lines.js
/** A progress line every few seconds, rarer the longer it takes. */


/** Parts are acknowledged whole, on a thin link many at once: a shorter look back would tell of a rate that swings. */
const RATE_WINDOW_MS = 20_000;
/** @returns what ends the lines */
function startProgressLines({ clock, progress, limiter, reporter, }) {
    const startedMs = clock.nowMs();
    let lastMs = startedMs;
    let history = [{ atMs: startedMs, sentBytes: 0 }];
    return clock.every(1000, () => {
        const nowMs = clock.nowMs();
        if (nowMs - lastMs < periodMs(nowMs - startedMs))
            return;
        const snapshot = progress.snapshot();
        const { plannedBytes, sentBytes, heldBytes, onTheWayBytes, retries, lastFailure } = snapshot;
        lastMs = nowMs;
        history = [
            ...history.filter(({ atMs }) => nowMs - atMs <= Math.max(RATE_WINDOW_MS, periodMs(nowMs - startedMs) * 1.5)),
            { atMs: nowMs, sentBytes },
        ];
        const bytesPerSecond = rateOver(history);
        reporter.info(formatProgress({
            totalBytes: Math.max(plannedBytes, heldBytes),
            doneBytes: heldBytes,
            bytesPerSecond,
            onTheWayBytes,
            connections: limiter.inFlight,
            retries,
            lastFailure: lastFailure instanceof Error ? lastFailure.message : undefined,
            limitation: findLimitation({ ...snapshot, heldBy: limiter.heldBy }),
        }));
    });
}
/** @returns bytes a second from the first to the last sample. */
function rateOver(history) {
    const first = history[0];
    const last = history.at(-1);
    if (first === undefined || last === undefined || last.atMs <= first.atMs)
        return 0;
    return ((last.sentBytes - first.sentBytes) * 1000) / (last.atMs - first.atMs);
}
function periodMs(elapsedMs) {
    if (elapsedMs < 60_000)
        return 4_900;
    return elapsedMs < 600_000 ? 14_900 : 59_900;
}

;// CONCATENATED MODULE: ./build/engine/transfer/early-save.js
const FIRST_ASKED_MS = 3_000;
const AT_THE_LATEST_MS = 20_000;
const WORTH_SAVING_MS = 20_000;
const SAVE_DEADLINE_MS = 60_000;
const FIRST_REPEAT_MS = 60_000;
/**
 * Saves once all upload IDs are known and the rate says that more than 20 s remain (asked from 3 s on; at 20 s at the latest): from then on
 * OSS itself can list the parts. Saves again after 1, 2, 4, 8 \u2026 minutes where it may not be asked or the save failed, and 3 s after an upload
 * vanished and was begun anew.
 * @returns what ends it
 */
function startEarlySaves(options) {
    const { clock, progress, cache } = options;
    const startedMs = clock.nowMs();
    let lastSaveMs;
    let nextSaveMs = Number.POSITIVE_INFINITY;
    let waitMs = FIRST_REPEAT_MS;
    let mayList;
    let busy = false;
    async function save(nowMs) {
        lastSaveMs = nowMs;
        nextSaveMs = nowMs + waitMs;
        waitMs *= 2;
        mayList ??= await options.mayListParts();
        const isSaved = await cache.save({ deadlineMs: SAVE_DEADLINE_MS });
        if (mayList && isSaved)
            nextSaveMs = Number.POSITIVE_INFINITY;
    }
    function isDue(nowMs) {
        if (lastSaveMs === undefined)
            return isWorthSaving(progress, nowMs - startedMs);
        const { lastLossMs } = progress.snapshot();
        const isAnew = lastLossMs !== undefined && lastLossMs > lastSaveMs - FIRST_ASKED_MS;
        return nowMs >= nextSaveMs || (isAnew && nowMs - lastLossMs >= FIRST_ASKED_MS);
    }
    return clock.every(1000, () => {
        const nowMs = clock.nowMs();
        if (busy || !options.allInitiated() || !isDue(nowMs))
            return;
        busy = true;
        const rest = () => {
            busy = false;
        };
        save(nowMs).then(rest, rest);
    });
}
function isWorthSaving(progress, elapsedMs) {
    if (elapsedMs < FIRST_ASKED_MS)
        return false;
    if (elapsedMs >= AT_THE_LATEST_MS)
        return true;
    const { plannedBytes, sentBytes, heldBytes } = progress.snapshot();
    const leftBytes = plannedBytes - heldBytes;
    return leftBytes * elapsedMs > WORTH_SAVING_MS * sentBytes;
}

;// CONCATENATED MODULE: ./build/engine/transfer/transfer.js

/** @returns what became of each upload, in their order. */
async function transfer(engine, options) {
    let waitingForId = options.uploads.length;
    const countInitiated = () => {
        waitingForId -= 1;
        if (waitingForId === 0)
            options.onAllInitiated();
    };
    return Promise.all(options.uploads.map(async (upload) => {
        const initiated = once(countInitiated);
        try {
            const transferred = await uploadFile(engine, upload, initiated);
            await options.onTransferred(transferred);
            return transferred;
        }
        catch (error) {
            return { kind: 'failed', file: upload.file, error };
        }
        finally {
            initiated();
        }
    }));
}
function once(action) {
    let done = false;
    return () => {
        if (done)
            return;
        done = true;
        action();
    };
}

;// CONCATENATED MODULE: ./build/engine/transfer/transfer-all.js



/** @returns what became of each multipart upload of the plan. */
async function transferAll(engine, objects, { cache, onTransferred }) {
    const uploads = objects.filter((object) => object.kind === 'multipart');
    let allInitiated = false;
    const savings = {
        ...{ clock: engine.clock, progress: engine.progress, cache },
        allInitiated: () => allInitiated,
        mayListParts: () => mayListParts(engine, uploads),
    };
    const endSaves = cache.isThere ? startEarlySaves(savings) : () => { };
    try {
        return await transfer(engine, {
            uploads,
            onTransferred,
            onAllInitiated() {
                allInitiated = true;
                reportResumed(engine);
            },
        });
    }
    finally {
        endSaves();
    }
}
function reportResumed({ progress, reporter }) {
    const { resumedBytes, plannedBytes } = progress.snapshot();
    if (resumedBytes === 0)
        return;
    reporter.info(`${formatSize(resumedBytes)} of ${formatSize(plannedBytes)} are in OSS already: all of it was compared with the files.`);
}
/** Records that OSS can list need to be saved once; those that it may not list, again and again. The first upload under way is asked for. */
async function mayListParts(engine, uploads) {
    for (const { file } of uploads) {
        const [record] = engine.checkpoints.load(file.objectId);
        if (record?.kind === 'unfinished')
            return engine.bucket.mayListParts({ key: file.key, uploadId: record.header.uploadId });
    }
    return true;
}

;// CONCATENATED MODULE: ./build/engine/verify/planned-content.js


/**
 * Reads the small files of a plan that waits for uploads, so that a change of their times or mode alone is none. A file that cannot be read now, or
 * has changed already, is judged by its state when it is put.
 */
async function rememberContents(engine, objects) {
    if (!objects.some(({ kind }) => kind === 'multipart'))
        return;
    for (const { kind, file } of objects) {
        if (kind !== 'put')
            continue;
        try {
            const { crc64 } = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes });
            await assertUnchanged(engine, file);
            engine.plannedCrc64s.set(file.objectId, crc64);
        }
        catch {
            if (engine.signal.aborted)
                return;
        }
    }
}

;// CONCATENATED MODULE: ./build/jobs/outcome.js
/** Exit code of a step that was cancelled: 128 and SIGINT's number. */
const CANCELLED = 130;

;// CONCATENATED MODULE: ./build/jobs/upload.js
/** The job that uploads and publishes, and the story that it shares with the one that only holds: match \u2192 look \u2192 plan \u2192 transfer \u2192 publish. */


























/** How long the records may take to reach the Actions cache, in milliseconds. A runner leaves a cancelled step 7.5 s. */
const SAVE_ON_FAILURE_MS = 20_000;
const SAVE_ON_CANCEL_MS = 4_000;
/** Uploads what matches and publishes it. @returns the exit code of the step */
async function upload(settings, ports) {
    return report(await transferAndKeep(settings, ports), ports);
}
/** @returns the result. Whatever ends the upload early, what is recorded of it goes to the Actions cache. */
async function transferAndKeep(settings, ports) {
    const { records } = ports;
    try {
        return await runUpload(settings, { ...ports, openRecords: records.open });
    }
    catch (error) {
        await saveRecords(ports);
        records.close();
        throw error;
    }
}
/** Saves the records unless all is done, and tells the result. @returns the exit code */
async function report(result, ports) {
    const { records, outcome, signal, reporter } = ports;
    reporter.debug(stateLine('telling'));
    const tell = await outcome.hand(result);
    // What is told of the next attempt depends on whether this comes off.
    const isSaved = signal.aborted || result.failed.length > 0 || result.readers?.kind === 'wrong';
    if (isSaved)
        await saveRecords(ports);
    const exitCode = await tell(records.keeping());
    if (exitCode === 0)
        records.forget([...result.published, ...result.kept].map(({ file }) => file.objectId));
    else if (!isSaved)
        await saveRecords(ports);
    records.close();
    return exitCode !== 0 && signal.aborted ? CANCELLED : exitCode;
}
/** Saves what is recorded to the Actions cache; a step that is cancelled meanwhile waits no longer for it than its runner for the step. */
async function saveRecords({ records, signal, reporter, }) {
    reporter.debug(stateLine('saving'));
    // A save that waits for the one under way ends it in time.
    const hasten = () => void records.save(SAVE_ON_CANCEL_MS);
    signal.addEventListener('abort', hasten);
    await records.save(signal.aborted ? SAVE_ON_CANCEL_MS : SAVE_ON_FAILURE_MS);
    signal.removeEventListener('abort', hasten);
}
/**
 * @returns what became of every file. Throws an ActionError where nothing could be begun: no match, impossible keys or headers, a part size
 *   that does not fit, objects that must not be overwritten.
 */
async function runUpload(settings, ports) {
    const startedMs = ports.clock.nowMs();
    const enter = (state) => ports.reporter.debug(stateLine(state));
    enter('searching');
    const matched = await watchSearch(ports, settings.giveUpAfterMs, (watch) => unlessAborted(matchFiles(ports.files, settings.match, watch), watch.signal));
    reportMatches(matched, settings.ifNoFilesFound, ports.reporter);
    const files = shareOf(matched.files, settings.shard);
    const keys = files.map(({ key }) => key);
    const made = [settings.checksumsKey, settings.index?.key].filter((key) => key !== undefined);
    const { checkpoints, cache } = ports.openRecords([...keys, ...made]);
    warnOfNames({ ...settings, keys: [...matched.files.map(({ key }) => key), ...made] }, ports.reporter);
    const samples = settings.hold || settings.checkPublicMs !== undefined ? createSamples(ports.hashes) : undefined;
    const engine = createEngine({ ...ports, checkpoints, samples }, settings);
    const matchedSources = describeSources(engine, files, settings.headersOf);
    checkHeaders([...matchedSources, ...made.map((key) => ({ key, headers: settings.headersOf(key) }))], ports.reporter);
    if (settings.checksumsKey !== undefined && !settings.hold)
        reportListed(matchedSources.map((file) => ({ key: file.key, bytes: file.path })), settings.checksumsKey, ports.reporter);
    const endWatch = watchForSilence(engine, settings.giveUpAfterMs);
    const endLines = startProgressLines(engine);
    try {
        enter('signing');
        if (files.length > 0)
            await ports.signing.prepare(engine.signal);
        enter('restoring');
        await cache.restore({ signal: engine.signal });
        enter('looking');
        const planned = await planRelease(engine, { matchedSources, keys: [...keys, ...made] }, { settings, ports });
        const { sources, objects, kept, mayRead, checksums, found, guard } = planned;
        if (settings.dryRun) {
            await tellDryRun(engine, planned, { settings, ports });
            return summarizeRun(engine, {
                ...{ objects: [], startedMs, published: [], failed: [], kept },
                ...{ sha256: new Map(), mayRead },
            });
        }
        const { readers, cdn } = ports;
        const hasRecords = settings.keepsRecords && cache.isThere;
        const noteReplaced = watchReplaced(engine, objects, {
            ...{ warns: readers !== undefined, refreshes: cdn !== undefined, publishLast: settings.publishLast },
            ...{ hasRecords, known: found.heads },
        });
        if (cdn !== undefined)
            for (const key of made)
                engine.staleKeys.add(key);
        reportPlan(engine, objects, { ...settings, checksumsKey: checksums.late && planned.checksumsKey });
        enter('aborting');
        await abortSuperseded(engine, objects, found.checkpointsOf);
        const publisher = createPublisher(engine, objects, {
            ...settings,
            lookAgain: settings.overwrite === 'never' && mayRead,
            guard,
        });
        if (settings.publish === 'as-ready')
            await noteReplaced([]);
        publisher.begin();
        const remembered = rememberContents(engine, objects);
        enter('transferring');
        const transferred = await transferAll(engine, objects, {
            cache,
            async onTransferred(one) {
                if (one.kind === 'transferred')
                    await checksums.assertSame(one);
                await publisher.transferred(one);
            },
        });
        const sha256 = byKey(sources, await checksums.digests);
        await remembered;
        if (settings.hold) {
            const share = shareFacts(matched.files, settings.shard, ports.hashes);
            return await holdAll(engine, { objects, transferred, sha256, share, startedMs });
        }
        if (settings.publish === 'together')
            await noteReplaced(transferred);
        // From there on other lines say for what the step waits.
        const index = settings.index && indexMaker(engine, { ...settings, ...ports, index: settings.index, sha256 });
        const publishFiles = () => publisher.publishFiles(transferred, { checksums: checksums.late, index }).finally(endLines);
        const steps = { ...publisher, publishFiles };
        const reach = createReach(engine, {
            ...{ readers, cdn, checkPublicMs: settings.checkPublicMs, publishLast: settings.publishLast },
            refreshesUnchanged: !hasRecords,
            giveUpAfterMs: settings.giveUpAfterMs,
            sampleOf: ({ path }) => samples?.of(path),
        });
        enter('publishing');
        await releaseInOrder(steps, reach);
        const outcome = publisher.outcome();
        reportKept(engine, outcome.kept, settings.moving);
        const result = summarizeRun(engine, {
            ...{ ...outcome, objects, startedMs, sha256, mayRead },
            kept: [...kept, ...outcome.kept],
        });
        return { ...result, readers: reach.outcome() };
    }
    finally {
        if (!settings.keepsRecords)
            await abortLeftOver(engine);
        endWatch();
        endLines();
    }
}
/** @returns what becomes of each file, and what was seen for that. Throws an ActionError where a file may not or cannot be published. */
async function planRelease(engine, { matchedSources, keys }, { settings, ports }) {
    const guard = await guardMoves(engine, matchedSources.length === 0 ? [] : keys, settings.moving);
    const { kept, moving, checksumsKey } = await leaveKept(engine, { sources: matchedSources, guard, ...settings });
    const checksums = prepareChecksums(engine, moving, {
        ...{ ...settings, checksumsKey, scratch: ports.scratch },
        wantsDigests: settings.hold || settings.index !== undefined,
    });
    const sources = [...moving, ...(await checksums.early)];
    const found = await look(engine, sources, { ...settings, keepsSame: settings.moving?.allowOlder === true });
    const mayRead = found.mayRead === true || (found.mayRead === undefined && settings.moving !== undefined);
    const { objects, problems } = planUpload({
        ...found,
        files: sources,
        partSize: settings.partSize,
        waveOf: ({ key }) => waveOf(key, settings.publishLast),
        needsStamp: ({ key }) => settings.overwrite !== 'never' && guard.needsStamp(key),
        mayCopy: mayRead,
        partsOnly: settings.hold,
    });
    assertPlannable(problems);
    if (settings.index !== undefined && settings.overwrite === 'never')
        await assertIndexIsFree(engine, settings.index.key, objects.filter(({ file }) => waveOf(file.key, settings.publishLast) === 0));
    return { sources, objects, kept, moving, checksumsKey, checksums, found, guard, mayRead };
}
function tellDryRun(engine, { sources, objects, moving, checksumsKey, found, guard, mayRead }, { settings, ports }) {
    return printDryRun(engine, {
        ...{ heads: found.heads, objects, mayRead, kept: guard.kept },
        readers: { ...settings, refreshes: ports.cdn !== undefined },
        checksumsKey: sources.length === 0 || sources.length > moving.length ? undefined : checksumsKey,
        indexKey: sources.length === 0 ? undefined : settings.index?.key,
    });
}

;// CONCATENATED MODULE: ./build/jobs/hold.js
/** The job of one leg of a release: transfer everything, make nothing visible, hand on the record of what is held. */





/** @returns the exit code of the step. Throws an ActionError where another leg has the name, or nobody could learn what is held. */
async function hold(settings, ports) {
    const { hashes, clock, heldRecords: cache } = ports;
    const { sha256Of } = hashes;
    const { name, job, isJobKnown, attempt } = settings;
    const unshared = { name, job, isJobKnown, bucketId: bucketIdOf(sha256Of, settings), run: attempt, share: undefined };
    const objectId = (key) => objectIdOf(sha256Of, { ...settings, key });
    ports.reporter.debug(stateLine('collecting'));
    const earlier = await earlierRecord(unshared, cache);
    assertNameIsOwn(unshared, earlier);
    const records = ports.recordsWith(asCheckpoints(earlier, objectId));
    const result = await transferAndKeep(settings, { ...ports, records });
    const objects = result.held;
    if (objects !== undefined) {
        ports.reporter.debug(stateLine('holding'));
        const leg = { ...unshared, share: result.share };
        const isClaimed = await claimName(leg, { objects, earlier, cache, sha256Of });
        const { outputs, isCached } = await leg_handOn(leg, { objects, cache, ports, createdMs: clock.epochMs() });
        if (isCached && !isClaimed)
            await assertNameIsKept(leg, cache);
        ports.outcome.set({ ...outputs });
        if (isCached)
            records.forget(objects.map(({ key }) => objectId(key)));
        await abandonReplaced(leg, { earlier, objects }, { settings, ports });
    }
    return report(result, { ...ports, records });
}

;// CONCATENATED MODULE: ./build/core/service/ram-policy.js
/** RAM policies: what the credentials of a step have to be allowed. Source: https://www.alibabacloud.com/help/en/oss/user-guide/ram-policy */
/** @param headers all headers that objects may get, by lower-case name */
function policyNeeds({ keyPrefix, headers, overwrite, version, }) {
    const has = (name) => headers.some((one) => one[name] !== undefined);
    return {
        keyPrefix,
        tags: has('x-oss-tagging'),
        acl: has('x-oss-object-acl'),
        kms: headers.some((one) => one['x-oss-server-side-encryption'] === 'KMS'),
        reads: overwrite !== 'always' || version !== undefined,
    };
}
/** @returns the RAM actions that a step cannot do without, sorted; `denied` is one that the service has just named. */
function neededActions(needs, denied) {
    const actions = new Set(['oss:PutObject']);
    if (needs.tags)
        actions.add('oss:PutObjectTagging');
    if (needs.acl)
        actions.add('oss:PutObjectAcl');
    if (needs.reads)
        actions.add('oss:GetObject');
    if (needs.kms)
        for (const action of ['kms:Decrypt', 'kms:GenerateDataKey'])
            actions.add(action);
    if (denied !== undefined && /^(oss|kms):[A-Za-z*]+$/.test(denied))
        actions.add(denied);
    return [...actions].sort();
}
/**
 * A policy for one release alone would have to be changed with the next.
 * @returns what the keys of all versions begin with: the prefix up to the first folder that names a version. Where nothing but a number stands before
 *   that, the prefix itself: the whole bucket would be more than is needed.
 */
function prefixOfVersions(keyPrefix) {
    const folders = keyPrefix.split('/');
    const version = folders.findIndex((folder) => /^v?\d+(?:[._-]\d+)*(?:[-+.].*)?$/i.test(folder) || /^[0-9a-f]{40}$/i.test(folder));
    if (version === -1)
        return keyPrefix;
    if (version === 0)
        return /^v/i.exec(keyPrefix)?.[0] ?? keyPrefix;
    return folders
        .slice(0, version)
        .map((folder) => `${folder}/`)
        .join('');
}
/** @returns the smallest RAM policy that allows the actions on the keys of all versions, as JSON over several lines. */
function formatRamPolicy({ bucket, keyPrefix, actions, }) {
    const ofService = (service) => actions.filter((action) => action.startsWith(`${service}:`));
    const allow = (Action, Resource) => Action.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource: [Resource] }];
    const Statement = [
        ...allow(ofService('oss'), `acs:oss:*:*:${bucket}/${prefixOfVersions(keyPrefix)}*`),
        ...allow(ofService('kms'), 'acs:kms:*:*:key/*'),
    ];
    return JSON.stringify({ Version: '1', Statement }, null, 2);
}

;// CONCATENATED MODULE: ./build/core/errors/causes/cause.js
/** What a line of the table of causes is made of. */
/** @returns a condition: the service's own code is one of these. */
function says(...codes) {
    return ({ facts }) => codes.includes(facts.serviceCode ?? '');
}
/** @returns a condition: the code is one of these, and the service's message matches. */
function saysWith(message, ...codes) {
    return ({ facts }) => codes.includes(facts.serviceCode ?? '') && message.test(facts.serviceMessage ?? '');
}
/** @returns lines of a step's `with`, as they stand in a workflow. */
function withYaml(...lines) {
    return `\n  with:\n${lines.map((line) => `    ${line}`).join('\n')}`;
}

;// CONCATENATED MODULE: ./build/core/errors/causes/access.js
/** Causes: who asks, and what they may do. */



/** Clocks, keys and tokens: OSS does not take the request for its sender's. */
const IDENTITY = [
    {
        code: 'clock-skew',
        fault: 'clock',
        when: (failure) => says('RequestTimeTooSkewed')(failure) || failure.facts.ec === '0002-00000504',
        message: () => "The runner's clock and the clock of OSS differ by more than 15 minutes",
        remedy: () => 'Set the clock of the runner (NTP).',
    },
    {
        code: 'credentials-expired',
        fault: 'credentials',
        when: says('SecurityTokenExpired'),
        message: ({ request }) => `The temporary credentials from ${access_sourceOf(request)} have expired`,
        remedy: refreshRemedy,
    },
    {
        code: 'security-token-invalid',
        fault: 'credentials',
        when: says('InvalidSecurityToken', 'AccessKeyIdAndSecurityTokenNotMatch'),
        message: ({ request }) => `OSS does not accept the security token from ${access_sourceOf(request)}`,
        remedy: (failure) => `The three values must be of one session, whole, and not expired: access key ID, access key secret and security token. ${refreshRemedy(failure)}`,
    },
    {
        code: 'minted-key-unknown',
        fault: 'credentials',
        when: (failure) => failure.request.identity.kind === 'role' && says('InvalidAccessKeyId')(failure),
        message: ({ request }) => `OSS does not know the access key that STS gave for ${access_sourceOf(request)}`,
        remedy: () => 'Check that role and bucket are in the same site of Alibaba Cloud (aliyun.com or alibabacloud.com).',
    },
    {
        code: 'access-key-disabled',
        fault: 'permanent',
        when: (failure) => saysWith(/disabled|inactive/i, 'InvalidAccessKeyId')(failure) || failure.facts.ec === '0002-00000904',
        message: ({ request }) => `The access key from ${access_sourceOf(request)} is disabled, or not allowed from this network address`,
        remedy: () => 'Enable the access key in the RAM console, or give the secret another one.',
    },
    {
        code: 'invalid-access-key-id',
        fault: 'permanent',
        when: says('InvalidAccessKeyId'),
        message: ({ request }) => `OSS does not know the access key ID from ${access_sourceOf(request)}`,
        remedy: ({ request }) => `Check ${access_sourceOf(request)}: the key may be deleted or of another site of Alibaba Cloud; an ID that begins with \`STS.\` also needs its security token.`,
    },
    {
        code: 'signature-does-not-match',
        fault: 'permanent',
        when: says('SignatureDoesNotMatch'),
        message: ({ request }) => `OSS computes another signature: the access key secret from ${access_sourceOf(request)} does not belong to the access key ID`,
        remedy: ({ request }) => `Write the secret behind ${access_sourceOf(request)} anew, without quotes, spaces and line ends. A proxy that changes headers has the same effect.`,
    },
    {
        code: 'wrong-signing-region',
        fault: 'permanent',
        when: (failure) => saysWith(/signing region/i, 'InvalidArgument', 'AccessDenied', 'SignatureDoesNotMatch')(failure) ||
            failure.facts.ec === '0002-00000228',
        message: ({ request }) => `${request.region} is not the region of bucket ${request.bucket}`,
        remedy: () => `Write the bucket's own region, whatever the endpoint is:${withYaml('region: cn-hangzhou   # as the OSS console shows it for the bucket')}`,
    },
];
/** OSS knows who asks, and refuses. */
const PERMISSION = [
    {
        code: 'kms-not-activated',
        fault: 'permanent',
        when: says('UbsmsInvalidBid', 'KmsServiceNotEnabled'),
        message: ({ request }) => `Objects of bucket ${request.bucket} are encrypted by KMS, and the account has no KMS`,
        remedy: () => 'Activate KMS for the account, or encrypt with `x-oss-server-side-encryption: AES256`.',
    },
    {
        code: 'kms-key-unusable',
        fault: 'permanent',
        when: ({ facts }) => /^(Key(Disabled|PendingDeletion|NotFound|Unavailable)|KmsKey\w+)$/.test(facts.serviceCode ?? ''),
        message: ({ request, facts }) => `The KMS key that encrypts objects of bucket ${request.bucket} cannot be used (${facts.serviceCode})`,
        remedy: () => 'Enable the key in the KMS console, or name another one (`x-oss-server-side-encryption-key-id`).',
    },
    {
        code: 'kms-denied',
        fault: 'denied',
        when: (failure) => saysWith(/\bkms\b/i, 'AccessDenied')(failure) || (failure.facts.deniedAction ?? '').startsWith('kms:'),
        message: ({ request }) => `KMS does not let ${access_sourceOf(request)} use the key that encrypts objects here`,
        remedy: ({ request, facts }) => policyRemedy({ request, facts }, { kms: true }),
    },
    {
        code: 'block-public-access',
        fault: 'permanent',
        when: (failure) => failure.facts.ec === '0016-00000901' || saysWith(/public.{0,20}acl|block ?public/i, 'AccessDenied')(failure),
        message: ({ request }) => `Bucket ${request.bucket} blocks public access, so that no object may get a public ACL`,
        remedy: () => 'Leave `x-oss-object-acl` out of `headers` and hand out signed URLs (`signed-url-expires: 12h`), or switch Block Public Access off for the bucket. Then run the step again: what is in OSS is not sent again.',
    },
    {
        code: 'referer-denied',
        fault: 'denied',
        when: saysWith(/referer/i, 'AccessDenied'),
        message: ({ request }) => `The hotlink protection of bucket ${request.bucket} refuses requests without a Referer`,
        remedy: () => 'Allow an empty Referer in the hotlink protection of the bucket.',
    },
    {
        code: 'foreign-bucket',
        fault: 'denied',
        when: (failure) => says('BucketNotBelongTo')(failure) || saysWith(/does not belong to you/i, 'AccessDenied')(failure),
        message: ({ request }) => `Bucket ${request.bucket} belongs to another account than ${access_sourceOf(request)}`,
        remedy: ({ request, facts }) => `Check \`bucket\`. If it is meant, its owner has to allow ${facts.deniedAction ?? request.ramAction} to this account in the bucket's policy.`,
    },
    {
        code: 'explicitly-denied',
        fault: 'denied',
        when: (failure) => failure.facts.noPermissionType === 'ExplicitDeny' ||
            /^0003-0000020\d$/.test(failure.facts.ec ?? '') ||
            saysWith(/denied by (bucket|vpc endpoint|control) policy/i, 'AccessDenied')(failure),
        message: ({ request, facts }) => `A \`Deny\` in ${policyName(facts.policyType, facts.serviceMessage)} forbids ${facts.deniedAction ?? request.ramAction} on ${resourceOf(request)}`,
        remedy: () => 'Take the statement out, or except these credentials from it: no `Allow` outweighs a `Deny`.',
    },
    {
        code: 'access-denied',
        fault: 'denied',
        // To HEAD some answers have no code at all.
        when: (failure) => says('AccessDenied', 'NoPermission', 'Forbidden')(failure) ||
            (failure.facts.status === 403 && failure.facts.serviceCode === undefined),
        message: ({ request, facts }) => `${sourceName(request)} may not do ${request.operation}: no policy allows \`${facts.deniedAction ?? request.ramAction}\` on \`${policyResourceOf(request)}\``,
        remedy: (failure) => `${accelerationNote(failure.request)}${policyRemedy(failure, {})}`,
    },
];
const ACCESS_CAUSES = [...IDENTITY, ...PERMISSION];
function access_sourceOf({ identity }) {
    return identity.kind === 'role' ? `the role ${identity.roleArn}` : identity.from;
}
function sourceName(request) {
    return request.identity.kind === 'role' ? `The role ${request.identity.roleArn}` : `The user of ${access_sourceOf(request)}`;
}
function resourceOf({ bucket, key }) {
    return key === undefined ? `bucket ${bucket}` : `oss://${bucket}/${singleLine(key)}`;
}
/** As a policy names it. */
function policyResourceOf({ bucket, key }) {
    return key === undefined ? bucket : `${bucket}/${singleLine(key)}`;
}
function refreshRemedy({ request }) {
    const { identity } = request;
    if (identity.kind === 'role')
        return 'Fresh ones were refused as well. Check the role and the clock of the runner.';
    return `Credentials that are handed in cannot be renewed. For uploads of any length let this action mint its own:${withYaml('role-to-assume: acs:ram::<account>:role/<role>', 'oidc-provider-arn: acs:ram::<account>:oidc-provider/<provider>')}`;
}
function policyRemedy({ request, facts }, more) {
    const needs = { ...request.policy, ...more };
    const actions = neededActions(needs, facts.deniedAction ?? request.ramAction);
    const policy = formatRamPolicy({ bucket: request.bucket, keyPrefix: needs.keyPrefix, actions });
    const grantee = request.identity.kind === 'role' ? 'the role' : 'that RAM user';
    return `Attach this policy to ${grantee}; it is the least that these inputs need:\n${policy}`;
}
/** Where acceleration is off for the bucket, OSS denies whatever comes by its endpoints. */
function accelerationNote({ host }) {
    return /\boss-accelerate/.test(host) ? 'Look whether transfer acceleration is on for the bucket. ' : '';
}
/** The policy's kind, as OSS's `PolicyType` or message names it. */
function policyName(policyType, message) {
    const text = `${policyType ?? ''} ${message ?? ''}`;
    if (/AccountLevelIdentityBasedPolicy|ResourceGroupLevelIdentityBasedPolicy/.test(text))
        return 'a RAM policy';
    if (/ControlPolicy|control policy/i.test(text))
        return "the organization's control policy";
    if (/VPC|VpcEndpoint/i.test(text))
        return 'the policy of the VPC endpoint';
    if (/SessionPolicy|AssumeRolePolicy/.test(text))
        return "the role's session policy";
    return 'the bucket policy';
}

;// CONCATENATED MODULE: ./build/core/errors/causes/address.js
/** Causes: the address itself is wrong, as far as only the first connection shows it. They stand before those of the network. */


const NO_NAME = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'];
const ADDRESS_CAUSES = [
    {
        code: 'unknown-region',
        // New regions come, and are used; but a name that nobody knows will not be known in a minute.
        fault: 'permanent',
        when: ({ request, connection }) => request.proxy === undefined &&
            NO_NAME.includes(connection?.code ?? '') &&
            !isKnownRegion(request.region) &&
            request.host.includes(publicLabel(request.region)),
        message: ({ request, connection }) => `There is no host ${request.host} (${connection?.code}), and \`${request.region}\` is not a region that this action knows`,
        remedy: ({ request }) => {
            const nearest = nearestRegion(request.region);
            return nearest === undefined
                ? 'Write the ID of the region as the OSS console shows it for the bucket.'
                : `Write the ID of the region as the OSS console shows it for the bucket; the nearest is:${withYaml(`region: ${nearest}`)}`;
        },
    },
    {
        code: 'custom-domain-certificate',
        fault: 'permanent',
        when: ({ request, connection }) => request.cname &&
            connection?.code === 'ERR_TLS_CERT_ALTNAME_INVALID' &&
            /altnames:.*\.aliyuncs\.com/is.test(connection.message),
        message: ({ request }) => `OSS shows its own certificate for ${request.host}: no certificate is hosted in OSS for this custom domain`,
        remedy: ({ request }) => `Upload a certificate for the domain in the OSS console (Bucket Settings \u2192 Domain Names \u2192 Certificate Hosting). Until then, leave \`endpoint\` and \`cname\` out and keep the domain for the URLs:${withYaml(`public-url: https://${request.host}`)}`,
    },
];

;// CONCATENATED MODULE: ./build/core/errors/causes/bucket.js
/** Causes: the bucket, the endpoint that leads to it, and the account that pays for it. */

const BUCKET_CAUSES = [
    {
        code: 'wrong-region',
        fault: 'permanent',
        when: (failure) => (failure.facts.rightEndpoint !== undefined &&
            says('AccessDenied', 'PermanentRedirect', 'TemporaryRedirect')(failure)) ||
            saysWith(/must be addressed using the specified endpoint/i, 'AccessDenied', 'PermanentRedirect')(failure),
        message: ({ request, facts }) => facts.rightEndpoint === undefined
            ? `Bucket ${request.bucket} is not in the region that ${request.host} serves`
            : `Bucket ${request.bucket} is not in the region that ${request.host} serves: it must be addressed by ${endpointHost(request.bucket, facts.rightEndpoint)}`,
        remedy: ({ request, facts }) => rightEndpointRemedy(request.bucket, facts.rightEndpoint),
    },
    {
        code: 'no-such-bucket',
        fault: 'permanent',
        when: says('NoSuchBucket'),
        message: ({ request }) => request.cname
            ? `${request.host} leads to no bucket ${request.bucket}`
            : `There is no bucket ${request.bucket} in region ${request.region} (asked at ${request.host})`,
        remedy: ({ request }) => `Check \`bucket\` and \`region\`${request.cname ? ', and to which bucket the custom domain is bound' : ''}; this action creates no bucket.`,
    },
    {
        code: 'invalid-bucket-name',
        fault: 'permanent',
        when: says('InvalidBucketName'),
        message: ({ request }) => `OSS does not take ${request.bucket} for the name of a bucket (asked at ${request.host})`,
        remedy: () => 'Write the name alone as `bucket`. Where `endpoint` is a custom domain that is bound to the bucket, `cname: true` belongs beside it.',
    },
    {
        code: 'public-endpoint-forbidden',
        fault: 'permanent',
        when: says('PublicEndpointForbidden'),
        message: ({ request }) => `OSS does not let this account upload through the public endpoint ${request.host}; that holds for accounts of 2025-03 and later in the mainland of China`,
        remedy: () => `Bind a custom domain to the bucket and upload through it:${withYaml('endpoint: https://download.example.com', 'cname: true')}`,
    },
    {
        code: 'custom-domain-not-bound',
        fault: 'permanent',
        when: says('NonStandardHostForbidden', 'SecondLevelDomainForbidden', 'CnameDenied', 'NoSuchCname'),
        message: ({ request }) => `${request.host} is not a domain that OSS has bound to bucket ${request.bucket}`,
        remedy: ({ request }) => request.cname
            ? 'Bind the domain to the bucket in the OSS console, or leave `endpoint` and `cname` out.'
            : `Leave \`endpoint\` out, or say that it is a custom domain:${withYaml(`endpoint: https://${request.host}`, 'cname: true')}`,
    },
    {
        code: 'requester-pays',
        fault: 'permanent',
        when: ({ facts }) => facts.ec === '0003-00000703',
        message: ({ request }) => `Whoever asks pays for requests to bucket ${request.bucket}, and this request did not agree to that`,
        remedy: () => `Agree that your own account pays; the header goes with every request and is stored with no object:${withYaml('headers: |', '  x-oss-request-payer: requester')}`,
    },
    {
        code: 'account-overdue',
        fault: 'permanent',
        when: says('UserDisable', 'InDebt', 'InDebtOverdue', 'AbnormalBucketOwnerStatus', 'NotSignedUp'),
        message: ({ request, facts }) => `The account that owns bucket ${request.bucket} is suspended: a payment is overdue, or it was restricted (${facts.serviceCode})`,
        remedy: () => "Look at the account's bills and messages in the console of Alibaba Cloud. Nothing can be uploaded before that.",
    },
    {
        code: 'bucket-disabled',
        fault: 'permanent',
        when: says('BucketDisable', 'BucketDisabled'),
        message: ({ request }) => `Bucket ${request.bucket} is disabled, for security reasons`,
        remedy: () => 'The messages in the console of Alibaba Cloud say why; ask its support.',
    },
    {
        code: 'bucket-in-archive-class',
        fault: 'permanent',
        when: says('InvalidObjectState'),
        message: ({ request }) => `An object of bucket ${request.bucket} that ${request.operation} needs is archived and not restored${request.key === undefined ? '' : ` (for ${request.key})`}`,
        remedy: () => 'Publish to a bucket of the class Standard or IA, or set `x-oss-storage-class: Standard` in `headers`: archived objects can be neither downloaded nor copied.',
    },
    {
        code: 'storage-class-refused',
        fault: 'permanent',
        when: (failure) => says('InvalidStorageClass')(failure) ||
            (failure.facts.argumentName ?? '') === 'x-oss-storage-class' ||
            saysWith(/storage class/i, 'InvalidArgument', 'OperationNotSupported')(failure),
        message: ({ request }) => `Bucket ${request.bucket} does not take the storage class that was asked for`,
        remedy: () => 'Use `x-oss-storage-class: Standard`, `IA` or `Archive` in `headers`, or leave it out: the bucket has its own.',
    },
];
/** The endpoint that OSS recommends, without the bucket in front of it. */
function endpointHost(bucket, rightEndpoint) {
    return rightEndpoint.startsWith(`${bucket}.`) ? rightEndpoint.slice(bucket.length + 1) : rightEndpoint;
}
function rightEndpointRemedy(bucket, rightEndpoint) {
    if (rightEndpoint === undefined)
        return 'Write the region of the bucket as `region`, as the OSS console shows it.';
    const host = endpointHost(bucket, rightEndpoint);
    const region = /^oss-(.+?)(-internal)?\.aliyuncs\.com$/.exec(host)?.[1];
    if (region === undefined)
        return `Write:${withYaml(`endpoint: ${host}`)}`;
    const internal = host.endsWith('-internal.aliyuncs.com');
    const note = internal
        ? ` (${host} itself is reached from inside Alibaba Cloud in that region only: \`endpoint: internal\`)`
        : ` (or \`endpoint: ${host}\`)`;
    return `Write the bucket's region, and no \`endpoint\`${note}:${withYaml(`region: ${region}`)}`;
}

;// CONCATENATED MODULE: ./build/core/service/urls.js
/** The URLs that are handed on. */


/**
 * @returns the base of public URLs, without a slash at the end: `public-url` where set, the custom domain with `cname`, a public
 *   endpoint that took the bytes (over https), else the region's public https endpoint: internal and accelerated ones are of no use, or of cost,
 *   to a reader. A server on this machine or off Alibaba Cloud stands for itself.
 */
function publicBase({ publicUrl, endpoint, region, bucket, }) {
    if (publicUrl !== undefined)
        return publicUrl.replace(/\/+$/, '');
    if (endpoint.cname || isLocal(endpoint) || !endpoint.host.endsWith('.aliyuncs.com'))
        return bucketUrl(endpoint, bucket);
    const kind = readServiceHost(endpoint.host)?.kind;
    const isPublic = kind === 'public' || kind === 'dual-stack';
    return bucketUrl(isPublic ? { ...endpoint, protocol: 'https:' } : publicEndpoint(region), bucket);
}
/** @returns the key as a URL's path: every byte escaped that is not unreserved (RFC 3986), slashes kept. */
function escapeKey(key) {
    return escapeText(key).replaceAll('%2F', '/');
}
/** @returns the text as a URL's query and a signature have it: every byte escaped that is not unreserved (RFC 3986). */
function escapeText(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** @returns the public URL of an object. */
function objectUrl(base, key) {
    return `${base}/${escapeKey(key)}`;
}

;// CONCATENATED MODULE: ./build/core/service/cdn.js
/**
 * The caches that Alibaba Cloud puts in front of a bucket, and how each is asked to forget URLs. Pure.
 * Sources: https://www.alibabacloud.com/help/en/cdn/developer-reference/api-cdn-2018-05-10-refreshobjectcaches,
 * https://www.alibabacloud.com/help/en/dcdn/developer-reference/api-dcdn-2018-01-15-refreshdcdnobjectcaches,
 * https://www.alibabacloud.com/help/en/edge-security-acceleration/esa/api-esa-2024-09-10-purgecaches
 */

const SERVICES = {
    cdn: {
        ...{
            host: 'cdn.aliyuncs.com',
            version: '2018-05-10',
            refresh: 'RefreshObjectCaches',
            quota: 'DescribeRefreshQuota',
        },
        ...{ ramAction: 'cdn:RefreshObjectCaches', quotaRamAction: 'cdn:DescribeRefreshQuota' },
    },
    dcdn: {
        ...{
            host: 'dcdn.aliyuncs.com',
            version: '2018-01-15',
            refresh: 'RefreshDcdnObjectCaches',
            quota: 'DescribeDcdnRefreshQuota',
        },
        ...{ ramAction: 'dcdn:RefreshDcdnObjectCaches', quotaRamAction: 'dcdn:DescribeDcdnRefreshQuota' },
    },
    esa: {
        ...{ host: 'esa.cn-hangzhou.aliyuncs.com', version: '2024-09-10', refresh: 'PurgeCaches', quota: 'GetPurgeQuota' },
        ...{ ramAction: 'esa:PurgeCaches', quotaRamAction: 'esa:GetPurgeQuota' },
    },
};
/** URLs that one call takes. */
const MAX_URLS = 1000;
/** Where the URLs go into the query, a gateway's limit on it comes first. */
const MAX_QUERY_CHARACTERS = 6000;
/** @returns the service's own API. */
function cdnOrigin(kind) {
    return `https://${SERVICES[kind].host}`;
}
/** @returns the RAM action that a refresh needs. */
function refreshRamAction(kind) {
    return SERVICES[kind].ramAction;
}
/** @returns the policy that lets the credentials refresh, and see how much of the quota is left. */
function refreshPolicy(kind) {
    const { ramAction, quotaRamAction } = SERVICES[kind];
    const Action = [ramAction, quotaRamAction, ...(kind === 'esa' ? ['esa:ListSites'] : [])];
    return JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }, null, 2);
}
/** @returns the URLs in as many groups as calls are needed, in their order. */
function refreshBatches(kind, urls) {
    const batches = [];
    let characters = 0;
    for (const url of urls) {
        const last = batches.at(-1);
        const length = kind === 'cdn' ? 0 : escapeText(url).length + 9;
        if (last === undefined || last.length >= MAX_URLS || characters + length > MAX_QUERY_CHARACTERS) {
            batches.push([url]);
            characters = length;
        }
        else {
            last.push(url);
            characters += length;
        }
    }
    return batches;
}
/** @param siteId of ESA @returns the call that refreshes these URLs */
function refreshCall(kind, urls, siteId) {
    const { refresh: action, version } = SERVICES[kind];
    const paths = { ObjectPath: urls.join('\n'), ObjectType: 'File' };
    switch (kind) {
        case 'cdn':
            return { action, version, query: {}, form: paths };
        case 'dcdn':
            return { action, version, query: paths, form: undefined };
        case 'esa': {
            const query = { SiteId: siteId ?? '', Type: 'file', Content: JSON.stringify({ Files: urls }) };
            return { action, version, query, form: undefined };
        }
    }
}
/** @returns the call that asks how many URLs may still be refreshed today. */
function quotaCall(kind, siteId) {
    const { quota: action, version } = SERVICES[kind];
    const query = kind === 'esa' ? { SiteId: siteId ?? '', Type: 'file' } : {};
    return { action, version, query: query, form: undefined };
}
/** @returns how many URLs are left; the services give numbers or digits. Undefined where the answer tells none. */
function remainingUrls(kind, answer) {
    if (kind !== 'esa')
        return wholeOf(answer.UrlRemain);
    const [quota, usage] = [wholeOf(answer.Quota), wholeOf(answer.Usage)];
    return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
}
function wholeOf(value) {
    return /^\d{1,15}$/.test(String(value)) ? Number(value) : undefined;
}
/** @returns the calls, to be made one after the other, that find the ESA site of a host: by the host itself, then by each domain above it. */
function siteCalls(hostname) {
    const labels = hostname.split('.');
    const names = labels.slice(0, Math.max(1, labels.length - 1)).map((_, index) => labels.slice(index).join('.'));
    const { version } = SERVICES.esa;
    return names.map((SiteName) => ({
        action: 'ListSites',
        version,
        query: { SiteName, SiteSearchType: 'exact' },
        form: undefined,
    }));
}
/** @returns the ID of the first site of an answer to `ListSites`. */
function siteIdOf(answer) {
    const sites = answer.Sites;
    const first = Array.isArray(sites) ? sites[0] : undefined;
    const id = typeof first === 'object' && first !== null && 'SiteId' in first ? String(first.SiteId) : '';
    return /^\d{1,20}$/.test(id) ? id : undefined;
}

;// CONCATENATED MODULE: ./build/core/errors/causes/cdn.js
/**
 * Causes: a CDN that is asked to refresh URLs.
 * Source: https://www.alibabacloud.com/help/en/cdn/developer-reference/api-cdn-2018-05-10-refreshobjectcaches
 */


const CODE = (pattern) => ({ facts }) => pattern.test(facts.serviceCode ?? '');
const CDN_CAUSES = [
    {
        code: 'cdn-clock-skew',
        fault: 'clock',
        when: CODE(/^(InvalidTimeStamp|IllegalTimestamp|InvalidDate|SignatureDateExpired)/i),
        message: ({ request }) => `The runner's clock and the clock of ${request.host} differ by more than 15 minutes`,
        remedy: () => 'Set the clock of the runner (NTP).',
    },
    {
        code: 'cdn-session-expired',
        fault: 'credentials',
        when: CODE(/^InvalidSecurityToken\.Expired/),
        message: ({ request }) => `The temporary credentials had expired when ${request.host} saw them`,
        remedy: () => 'Hand fresh credentials to the step, or let it mint them: `role-to-assume`.',
    },
    {
        code: 'cdn-key-refused',
        fault: 'permanent',
        when: CODE(/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken)/),
        message: ({ request, facts }) => `${request.host} does not take the credentials of the step (${facts.serviceCode})`,
        remedy: () => 'The CDN is asked with the credentials that upload: both have to be of one account. Check access key and secret.',
    },
    {
        code: 'cdn-quota',
        fault: 'permanent',
        when: CODE(/^QuotaExceeded/),
        message: ({ request }) => `The quota of ${request.kind.toUpperCase()} for refreshing URLs is used up for today`,
        remedy: () => 'It comes back at midnight (UTC+8), or is raised in the console. Names with a version in them need no refresh.',
    },
    {
        code: 'cdn-busy',
        fault: 'busy',
        when: (failure) => CODE(/^(QuotaPerMinuteExceeded|Throttling|TooMany|ServiceUnavailable|InternalError|ServiceBusy|PreloadQueueFull)/)(failure) ||
            failure.facts.status === 429 ||
            (failure.facts.status ?? 0) >= 500,
        message: ({ request, facts }) => `${request.host} takes no more calls for now (${facts.serviceCode ?? `HTTP ${facts.status}`})`,
        remedy: () => 'Something else of this account refreshes too. Run the step again: nothing is sent again.',
    },
    {
        code: 'cdn-domain',
        fault: 'permanent',
        when: says('IllegalOperation', 'InvalidDomain.NotFound', 'Domain.NotFound', 'SiteNotFound', 'InvalidParameter.SiteId'),
        message: ({ request }) => `${request.domain} is not a domain of this account in ${request.kind.toUpperCase()}`,
        remedy: ({ request }) => `Check \`public-url\`, which names the domain, and which service stands before the bucket (\`cdn\`, \`dcdn\` or \`esa\`).${request.kind === 'esa' ? ` The site can be named:${withYaml('cdn-refresh: esa:<site ID>')}` : ''}`,
    },
    {
        code: 'cdn-denied',
        fault: 'denied',
        when: ({ facts }) => facts.status === 403 ||
            /^(Forbidden|NoPermission|AccessDenied|Operation\.?Denied)/i.test(facts.serviceCode ?? ''),
        message: ({ request }) => `The credentials may not refresh ${request.kind.toUpperCase()}: ${refreshRamAction(request.kind)} is denied`,
        remedy: ({ request }) => `Attach this policy to the RAM user or role:\n${refreshPolicy(request.kind)}`,
    },
];

;// CONCATENATED MODULE: ./build/core/errors/causes/network.js
/** Causes: no answer, or an answer of something that is not the service. They are the same for every service. */

const network_NO_NAME = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'];
const NO_ROUTE = [
    'UNCONNECTED',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENETDOWN',
    'EHOSTDOWN',
    'EADDRNOTAVAIL',
];
/** Nothing but the handshake of TLS speaks of certificates: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const network_CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;
const CONNECTION = [
    {
        code: 'certificate',
        fault: 'permanent',
        when: ({ connection }) => network_CERTIFICATE.test(connection?.code ?? ''),
        message: ({ request, connection }) => `The TLS certificate of ${request.host} was not accepted (${connection?.code}: ${connection?.message})`,
        remedy: () => 'If a proxy or a private endpoint has a certificate authority of its own, name its PEM file:\n  env:\n    NODE_EXTRA_CA_CERTS: /path/to/ca.pem\nOtherwise check the clock of the runner and that `endpoint` is written as its certificate has it.',
    },
    {
        code: 'no-tls',
        fault: 'permanent',
        when: ({ connection }) => connection?.code === 'EPROTO' &&
            /wrong version number|packet length too long|http request/i.test(connection.message),
        message: ({ request }) => `${request.host} does not speak TLS`,
        remedy: ({ request }) => `Check the port in \`endpoint\`, which means https unless it says otherwise. Only a server on your own machine should be written as \`http://${request.host}\`.`,
    },
    {
        code: 'not-http',
        fault: 'unreachable',
        when: ({ connection }) => /^HPE_/.test(connection?.code ?? ''),
        message: ({ request, connection }) => `What ${request.host} answers is no HTTP (${connection?.message})`,
        remedy: () => 'Check host and port in `endpoint`: a server that speaks https must not be written as `http://`.',
    },
    {
        code: 'proxy-credentials',
        fault: 'permanent',
        when: ({ connection, facts }) => facts.status === 407 || (isTunnel(connection) && /\b407\b/.test(connection.message)),
        message: ({ request }) => `The proxy on the way to ${request.host} wants other credentials (HTTP 407)`,
        remedy: () => 'Write user and password, percent-encoded, into the proxy variable, or except the host:\n  env:\n    HTTPS_PROXY: http://user:password@proxy.example.com:3128\n    NO_PROXY: aliyuncs.com',
    },
    {
        code: 'proxy-refused',
        fault: 'unreachable',
        when: ({ connection }) => isTunnel(connection),
        message: ({ request, connection }) => `The proxy does not connect to ${request.host} (${statusOfTunnel(connection?.message)})`,
        remedy: () => 'Let the proxy allow that host on port 443, or except it: `NO_PROXY: aliyuncs.com`.',
    },
    {
        code: 'proxy-unreachable',
        fault: 'unreachable',
        when: ({ request, connection }) => request.proxy !== undefined && [...network_NO_NAME, ...NO_ROUTE].includes(connection?.code ?? ''),
        message: ({ request, connection }) => `The proxy ${request.proxy?.host} on the way to ${request.host} cannot be reached (${connection?.code})`,
        remedy: ({ request }) => `Check the environment variable ${request.proxy?.variable}, and whether this runner can reach that proxy; or except the host:\n  env:\n    NO_PROXY: aliyuncs.com`,
    },
    {
        code: 'unknown-host',
        fault: 'unreachable',
        when: ({ connection }) => network_NO_NAME.includes(connection?.code ?? ''),
        message: ({ request, connection }) => `The name ${network_nameOf(connection?.message) ?? request.host} cannot be resolved (${connection?.code})`,
        remedy: ({ request }) => reachRemedy(request.host),
    },
    {
        code: 'unreachable',
        fault: 'unreachable',
        when: ({ connection }) => NO_ROUTE.includes(connection?.code ?? ''),
        message: ({ request, connection }) => `${request.host} cannot be reached (${connection?.message})`,
        remedy: ({ request }) => reachRemedy(request.host),
    },
    {
        code: 'connection-stalled',
        fault: 'network',
        when: ({ connection }) => connection?.code === 'STALLED',
        message: ({ request, connection }) => `${request.host} fell silent during ${request.operation}: ${connection?.message}`,
        remedy: () => 'Run the step again. If the link is that slow, `stall-timeout: 2m` bears longer silence.',
    },
    {
        code: 'connection-lost',
        fault: 'network',
        when: ({ connection }) => connection !== undefined,
        message: ({ request, connection }) => `The connection to ${request.host} broke during ${request.operation} (${connection?.code}: ${connection?.message})`,
        remedy: () => 'The network between the runner and the service is unstable; run the step again.',
    },
];
const FOREIGN = [
    {
        code: 'endpoint-moved',
        fault: 'permanent',
        when: (failure) => failure.facts.serviceCode === undefined && movedTo(failure) !== undefined,
        message: (failure) => `${failure.request.host} sends ${failure.request.operation} on to ${movedTo(failure)} (HTTP ${failure.facts.status}), and a signed request cannot follow`,
        remedy: (failure) => `Write:${withYaml(`endpoint: ${movedTo(failure)}`)}`,
    },
    {
        code: 'unreadable-answer',
        fault: 'network',
        when: ({ facts }) => facts.foreign !== true && isSuccess(facts.status) && facts.serviceCode === undefined,
        message: ({ request }) => `${request.host} answered ${request.operation} with something that cannot be read`,
        remedy: () => 'If this repeats, a proxy on the way changes answers.',
    },
    {
        code: 'not-the-service',
        fault: 'unreachable',
        when: ({ facts }) => facts.foreign === true && (facts.status ?? 0) < 500 && facts.status !== 408 && facts.status !== 429,
        message: ({ request, facts }) => `Something answers in the place of ${request.host} (HTTP ${facts.status} to ${request.operation}, without any mark of the service)`,
        remedy: () => 'A proxy, a firewall or a captive portal is on the way, or `endpoint` names a server that is none of OSS. Ask for that host from the runner with `curl -i` to see who answers.',
    },
];
const NETWORK_CAUSES = [...CONNECTION, ...FOREIGN];
/**
 * @returns where a host sends to itself, such as from http to https: protocol and host, since the rest holds object keys. Whoever sends to
 *   another host is a captive portal more often than not.
 */
function movedTo({ request, facts }) {
    const { status = 0, location = '' } = facts;
    const target = URL.parse(location);
    const isSame = target !== null && target.hostname === URL.parse(`https://${request.host}`)?.hostname;
    return isSame && status >= 300 && status < 400 && /^https?:$/.test(target.protocol) ? target.origin : undefined;
}
function isSuccess(status) {
    return status !== undefined && status >= 200 && status < 300;
}
function isTunnel(connection) {
    return connection !== undefined && (connection.code === 'ERR_PROXY_TUNNEL' || /tunnel/i.test(connection.message));
}
/** Node's message names the proxy with its credentials: only the status may be shown. */
function statusOfTunnel(message) {
    return /HTTP\/1\.\d \d{3}[^\r\n"]*/.exec(message ?? '')?.[0] ?? 'no tunnel';
}
/** The name that was looked up, which is the proxy's where there is one. */
function network_nameOf(message) {
    return /^getaddrinfo \w+ (\S+)$/.exec(message ?? '')?.[1];
}
function reachRemedy(host) {
    if (host.endsWith('-internal.aliyuncs.com') || /-internal\.aliyuncs\.com:/.test(host)) {
        return `${host} is known inside Alibaba Cloud in that region only. Elsewhere, GitHub's own runners included, leave \`endpoint\` out.`;
    }
    return 'Check `endpoint` and `region`, and whether this runner can reach that host (DNS, firewall; behind a proxy set HTTPS_PROXY).';
}

;// CONCATENATED MODULE: ./build/core/errors/causes/object.js
/** Causes: an object, its parts, its bytes, its headers. */

/** The upload and the bytes of its parts: here the engine knows what to do. */
const UPLOAD = [
    {
        code: 'upload-gone',
        fault: 'upload-gone',
        when: says('NoSuchUpload'),
        message: ({ request }) => `OSS does not know the upload of ${request.key ?? 'the object'} any more`,
        remedy: () => 'A lifecycle rule or somebody else ended it while it ran. Let rules for unfinished uploads wait for some days; run the step again.',
    },
    {
        code: 'invalid-part',
        fault: 'invalid-part',
        when: says('InvalidPart', 'InvalidPartOrder', 'FilePartNotExist', 'FilePartInterity', 'FilePartStale'),
        message: ({ request }) => `OSS does not hold the parts of ${request.key ?? 'the object'} as it acknowledged them`,
        remedy: () => 'Somebody else writes to this upload. Let one job at a time publish an object (`concurrency:` in the workflow).',
    },
    {
        code: 'digest-mismatch',
        fault: 'part',
        when: says('InvalidDigest', 'BadDigest', 'CRC64Mismatch', 'IncompleteBody'),
        message: ({ request, facts }) => `The bytes of ${request.key ?? 'a request'} were changed on their way to OSS (${request.operation}, ${facts.serviceCode})`,
        remedy: () => 'If this repeats, a proxy or the network between the runner and OSS changes what passes through it.',
    },
    {
        code: 'request-timeout',
        fault: 'part',
        when: says('RequestTimeout'),
        message: ({ request }) => `OSS waited in vain for bytes of ${request.key ?? 'a request'} (${request.operation})`,
        remedy: () => 'The link is slower than its load: fewer connections (`concurrency: 4`) or smaller parts (`part-size: 1MiB`) help.',
    },
    {
        code: 'part-too-small',
        fault: 'permanent',
        when: says('EntityTooSmall'),
        message: ({ request }) => `OSS found a part of ${request.key ?? 'the object'} that is smaller than 100 KB`,
        remedy: () => 'Set `part-size` to `auto`, or to 100KB or more.',
    },
    {
        code: 'too-large',
        fault: 'permanent',
        when: says('EntityTooLarge', 'InvalidPartSize'),
        message: ({ request }) => `A request for ${request.key ?? 'the object'} is larger than OSS takes (5 GB)`,
        remedy: () => 'Set `part-size: auto`.',
    },
];
const OBJECT = [
    {
        code: 'overwrite-forbidden',
        fault: 'exists',
        when: (failure) => failure.request.mayOverwrite === true && says('FileAlreadyExists')(failure),
        message: ({ request }) => `OSS does not let ${request.key ?? 'the object'} be overwritten, although \`overwrite\` allows it: bucket ${request.bucket} has a rule that forbids overwriting, or a folder has that name (hierarchical namespace)`,
        remedy: () => 'Publish under another key, or change the rule in the OSS console (Data Security \u2192 Forbid Overwriting).',
    },
    {
        code: 'object-exists',
        fault: 'exists',
        when: says('FileAlreadyExists'),
        message: ({ request }) => `${request.key ?? 'The object'} exists already, and may not be overwritten`,
        remedy: () => 'Publish under another key (`key-prefix` with the version), or find out what else publishes this one.',
    },
    {
        code: 'object-immutable',
        // Perhaps an earlier try stored this very object, and its answer was lost.
        fault: 'exists',
        when: says('FileImmutable', 'ObjectLocked'),
        message: ({ request }) => `${request.key ?? 'The object'} exists already, and the bucket's retention policy (WORM) protects it`,
        remedy: () => 'Publish under another key (`key-prefix` with the version), or to a bucket without such a policy.',
    },
    {
        code: 'no-such-key',
        fault: 'missing',
        when: says('NoSuchKey', 'NoSuchVersion', 'SymlinkTargetNotExist'),
        message: ({ request }) => `There is no object ${request.key ?? ''}`.trimEnd(),
        remedy: () => 'Somebody else removed it; run the step again.',
    },
    {
        code: 'invalid-object-name',
        fault: 'permanent',
        when: says('InvalidObjectName', 'KeyTooLong'),
        message: ({ request }) => `OSS does not take ${request.key ?? 'this'} as an object key`,
        remedy: () => 'Keys have 1 to 1023 bytes and begin with neither `/` nor `\\`. See `key-prefix`, `layout`, and `pattern => key` in `path`.',
    },
    {
        code: 'invalid-tags',
        fault: 'permanent',
        when: (failure) => says('InvalidTag', 'InvalidTagging')(failure) || failure.facts.argumentName?.toLowerCase() === 'x-oss-tagging',
        message: ({ request }) => `OSS does not take the tags of ${request.key ?? 'the object'}`,
        remedy: () => 'At most 10 tags, keys up to 128 and values up to 256 bytes of letters, digits, spaces and `+-=._:/`, written as `x-oss-tagging: a=1&b=2`.',
    },
    {
        code: 'invalid-encryption',
        fault: 'permanent',
        when: says('InvalidEncryptionAlgorithmError', 'InvalidEncryptionRequest', 'InvalidEncryptionAlgorithm'),
        message: ({ request }) => `OSS does not take the encryption that was asked for ${request.key ?? 'the object'}`,
        remedy: () => '`x-oss-server-side-encryption` is `AES256` or `KMS`; a key ID goes with `KMS` only.',
    },
    {
        code: 'invalid-header',
        fault: 'permanent',
        when: (failure) => says('InvalidArgument')(failure) && failure.facts.argumentName !== undefined,
        message: ({ request, facts }) => `OSS does not take the value of ${facts.argumentName} (${request.operation}${request.key === undefined ? '' : ` of ${request.key}`})`,
        remedy: ({ facts }) => `If ${facts.argumentName} stands in \`headers\`, correct it there.`,
    },
    {
        code: 'malformed-xml',
        fault: 'permanent',
        when: says('MalformedXML'),
        message: ({ request }) => `OSS could not read the list of parts of ${request.key ?? 'the object'}`,
        remedy: () => 'A proxy between the runner and OSS changes requests; if there is none, please report this.',
    },
    {
        code: 'request-altered',
        fault: 'permanent',
        when: says('MissingContentLength', 'NotImplemented', 'MethodNotAllowed'),
        message: ({ request, facts }) => `${request.operation} did not reach ${request.host} as it was sent (${facts.serviceCode})`,
        remedy: () => 'A proxy on the way changes requests, or `endpoint` is not the endpoint of an OSS bucket.',
    },
    {
        code: 'precondition-failed',
        fault: 'permanent',
        when: says('PreconditionFailed', 'ObjectNotAppendable', 'PositionNotEqualToLength'),
        message: ({ request, facts }) => `The state of ${request.key ?? 'the object'} forbids ${request.operation} (${facts.serviceCode})`,
        remedy: () => 'Publish under another key (`key-prefix` with the version), or find out what else writes this object.',
    },
];
const OBJECT_CAUSES = [...UPLOAD, ...OBJECT];

;// CONCATENATED MODULE: ./build/core/errors/causes/service.js
/** Causes: the service is there and cannot take more for now. All of them are asked again. */

const SERVICE_CAUSES = [
    {
        code: 'bandwidth-limit',
        fault: 'busy',
        when: says('UploadTrafficRateLimitExceeded', 'DownloadTrafficRateLimitExceeded'),
        message: () => "The account's bandwidth at OSS is used up",
        remedy: () => 'Publish at another time, or ask Alibaba Cloud for a higher limit (5 to 10 Gbit/s an account are usual).',
    },
    {
        code: 'request-rate-limit',
        fault: 'busy',
        when: (failure) => failure.facts.status === 429 ||
            /^(Qps|TotalQps|MetaOperationQps|ActiveRequest|Cpu)LimitExceeded$|^SlowDown$|^Throttling/.test(failure.facts.serviceCode ?? ''),
        message: ({ request }) => `${request.host} limits how many requests it takes from this account`,
        remedy: () => 'Use fewer and larger requests: `concurrency: 4`, `part-size: 32MiB`; or ask Alibaba Cloud for a higher limit.',
    },
    {
        code: 'service-busy',
        fault: 'busy',
        // Complete may answer 200 and say in its body that it could not.
        when: (failure) => says('InternalError', 'ServiceUnavailable', 'OperationAborted')(failure) ||
            (failure.facts.status ?? 0) >= 500 ||
            failure.facts.status === 408,
        message: ({ request, facts }) => `${request.host} could not take ${request.operation} (${facts.serviceCode ?? `HTTP ${facts.status}`})`,
        remedy: () => 'It was busy or broken for too long; run the step again later.',
    },
];

;// CONCATENATED MODULE: ./build/core/errors/causes/sts.js
/**
 * Causes: a job that assumes a role by GitHub's word for it.
 * Source: https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerolewithoidc
 */


const GITHUB = [
    {
        code: 'github-token-refused',
        fault: 'permanent',
        when: ({ request, facts }) => request.operation === 'GetIdToken' &&
            facts.status !== undefined &&
            facts.status >= 400 &&
            facts.status < 500 &&
            facts.status !== 429,
        message: ({ facts }) => `GitHub gives this job no OIDC token (HTTP ${facts.status})`,
        remedy: () => `Check \`audience\`, and that the job has the permission:\n${ID_TOKEN_YAML}`,
    },
];
/** What a job needs to be given OIDC tokens. */
const ID_TOKEN_YAML = '  permissions:\n    id-token: write   # lets GitHub vouch for this job\n    contents: read';
const PROVIDER = [
    {
        code: 'oidc-provider-unknown',
        fault: 'permanent',
        when: (failure) => says('EntityNotExist.OIDCProvider', 'InvalidParameter.OIDCProviderArn')(failure) ||
            saysWith(/OIDC ?Provider/i, 'AuthenticationFail.NoPermission')(failure),
        message: ({ request }) => `Alibaba Cloud knows no OIDC provider ${request.providerArn}`,
        remedy: () => `Make one in RAM (SSO \u2192 Role-based SSO \u2192 OIDC) with the issuer https://token.actions.githubusercontent.com, and write its ARN:${withYaml('oidc-provider-arn: acs:ram::<account>:oidc-provider/<provider>')}`,
    },
    {
        code: 'role-not-trusting',
        fault: 'permanent',
        when: says('AuthenticationFail.NoPermission', 'NoPermission'),
        message: ({ request: { roleArn, claims } }) => `The role ${roleArn} does not trust this job${claims === undefined ? '' : `, which is \`${singleLine(claims.subject, 300)}\` to it`}`,
        remedy: ({ request }) => `Let the trust policy of the role name this subject; a \`*\` in it stands for any text, such as any version:\n${trustPolicy(request)}`,
    },
    {
        code: 'oidc-audience',
        fault: 'permanent',
        when: says('AuthenticationFail.OIDCToken.AudienceNotMatch'),
        message: ({ request }) => `The OIDC provider ${request.providerArn} does not take the audience ${request.audience}`,
        remedy: ({ request }) => `Add ${request.audience} to the client IDs of the provider in RAM, or write one that is there:${withYaml('audience: sts.aliyuncs.com')}`,
    },
    {
        code: 'oidc-issuer',
        fault: 'permanent',
        when: says('AuthenticationFail.OIDCToken.IssuerNotMatch'),
        message: ({ request }) => `The OIDC provider ${request.providerArn} is for another issuer than GitHub`,
        remedy: () => 'The provider in RAM must have the issuer https://token.actions.githubusercontent.com (on GitHub Enterprise Server: https://<host>/_services/token).',
    },
    {
        code: 'oidc-issuer-unverified',
        fault: 'permanent',
        when: ({ facts }) => /^AuthenticationFail\.OIDCToken\.(IssuerConfigurationBroken|HttpsUrlInvalid|PublicKeyFingerprintMismatch|GetPublicKeyFailed)/.test(facts.serviceCode ?? ''),
        message: ({ request, facts }) => `Alibaba Cloud cannot verify the issuer of the OIDC provider ${request.providerArn} (${facts.serviceCode})`,
        remedy: () => 'Renew the fingerprints of the provider in RAM; its issuer must be reachable from the internet over https.',
    },
];
const sts_TOKEN = [
    {
        code: 'oidc-token-expired',
        // GitHub's tokens last 5 minutes, and each try asks for a new one.
        fault: 'busy',
        when: says('AuthenticationFail.OIDCToken.Expired'),
        message: () => "GitHub's OIDC token had expired when STS saw it",
        remedy: () => 'The way to STS took minutes. Check the network of the runner, or name a nearer `sts-endpoint`.',
    },
    {
        code: 'oidc-token-invalid',
        fault: 'permanent',
        when: ({ facts }) => (facts.serviceCode ?? '').startsWith('AuthenticationFail.OIDCToken.'),
        message: ({ facts }) => `STS does not accept GitHub's OIDC token (${facts.serviceCode})`,
        remedy: () => 'Check that `oidc-provider-arn` is the provider of this GitHub server, and its fingerprints.',
    },
];
const ROLE = [
    {
        code: 'role-unknown',
        fault: 'permanent',
        when: says('EntityNotExist.Role', 'InvalidParameter.RoleArn'),
        message: ({ request }) => `There is no role ${request.roleArn}`,
        remedy: () => `Check the account and the name:${withYaml('role-to-assume: acs:ram::<account>:role/<role>')}`,
    },
    {
        code: 'role-session-too-long',
        fault: 'permanent',
        when: says('InvalidParameter.DurationSeconds'),
        message: ({ request }) => `The role ${request.roleArn} does not allow sessions of ${request.sessionSeconds} s`,
        remedy: () => `Raise the role's maximum session duration in RAM, or ask for less; uploads of any length go on with new sessions:${withYaml('role-session-expiration: 3600')}`,
    },
    {
        code: 'role-session-name',
        fault: 'permanent',
        when: says('InvalidParameter.RoleSessionName'),
        message: () => 'STS does not take this `role-session-name`',
        remedy: () => '2 to 64 letters, digits and `.@-_`.',
    },
    {
        code: 'sts-wrong-endpoint',
        fault: 'permanent',
        when: says('InvalidAction.NotFound', 'InvalidVersion', 'UnsupportedHTTPMethod'),
        message: ({ request }) => `${request.host} does not know AssumeRoleWithOIDC`,
        remedy: () => `Write the host of a Security Token Service:${withYaml('sts-endpoint: sts.aliyuncs.com')}`,
    },
    {
        code: 'sts-clock-skew',
        fault: 'clock',
        when: ({ facts }) => /^(InvalidTimeStamp|IllegalTimestamp)/.test(facts.serviceCode ?? ''),
        message: () => "The runner's clock and the clock of STS differ by more than 15 minutes",
        remedy: () => 'Set the clock of the runner (NTP).',
    },
];
const STS_CAUSES = [...GITHUB, ...PROVIDER, ...sts_TOKEN, ...ROLE];
const NO_CLAIMS = {
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:<owner>/<repository>:*',
};
function trustPolicy({ providerArn, audience, claims: { issuer, subject } = NO_CLAIMS }) {
    const Condition = {
        StringEquals: { 'oidc:iss': issuer, 'oidc:aud': audience },
        StringLike: { 'oidc:sub': subject },
    };
    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Federated: [providerArn] }, Condition }];
    return JSON.stringify({ Version: '1', Statement }, null, 2);
}

;// CONCATENATED MODULE: ./build/core/errors/causes/explain.js
/** The one table: what OSS, STS and the network answer when something goes wrong \u2192 what it means, one sentence, one remedy. */










/** All causes that a request to OSS can meet; the first whose condition holds counts. */
const OSS_TABLE = [
    ...ADDRESS_CAUSES,
    ...NETWORK_CAUSES,
    ...BUCKET_CAUSES,
    ...ACCESS_CAUSES,
    ...OBJECT_CAUSES,
    ...SERVICE_CAUSES,
];
/** All causes that minting credentials can meet. */
const STS_TABLE = [...NETWORK_CAUSES, ...STS_CAUSES, ...SERVICE_CAUSES];
/** All causes that refreshing a CDN can meet. */
const CDN_TABLE = [...NETWORK_CAUSES, ...CDN_CAUSES];
/** @returns the failure of a call to a CDN's API. */
function explainCdn(failure) {
    return explain(CDN_TABLE, failure, 'cdn-error');
}
/** @returns the failure of a request to OSS as an error with the table's sentence and remedy. */
function explainOss(failure) {
    return explain(OSS_TABLE, failure, 'oss-error');
}
/** @returns the failure of a request to STS, or to GitHub for the token that STS wants. */
function explainSts(failure) {
    return explain(STS_TABLE, failure, 'sts-error');
}
function explain(table, failure, otherwise) {
    const { facts } = failure;
    const cause = table.find(({ when }) => when(failure));
    if (cause === undefined)
        return unknownRefusal(failure, otherwise);
    const { code, fault } = cause;
    const message = oneSentence(cause.message(failure));
    return new ActionError({ code, fault, message, remedy: cause.remedy(failure), facts });
}
/** A refusal that the table does not know. It is not asked again; OSS's own words and page are all there is to show. */
function unknownRefusal({ request, facts }, code) {
    const said = facts.serviceMessage === undefined ? '' : `: ${facts.serviceMessage}`;
    return new ActionError({
        code,
        fault: faultOfStatus(facts),
        message: oneSentence(`${request.host} refused ${request.operation} with ${facts.serviceCode ?? `HTTP ${facts.status}`}${said}`),
        remedy: remedyOfUnknown(facts),
        facts,
    });
}
function remedyOfUnknown({ recommendDoc, serviceCode }) {
    if (recommendDoc !== undefined)
        return `The page of OSS about it: ${recommendDoc}`;
    return serviceCode === undefined
        ? 'OSS itself would name a code: see with `curl -i` from the runner who answers there, and check `endpoint` and the proxies on the way.'
        : 'Look the code up in the documentation of Alibaba Cloud; its support wants the request ID.';
}
/** Keys and the server's own words may hold line ends: they must not look like lines of the log. */
function oneSentence(message) {
    return singleLine(message, 2000);
}
function faultOfStatus({ status }) {
    if (status === 403)
        return 'denied';
    return status === 404 ? 'missing' : 'permanent';
}

;// CONCATENATED MODULE: ./build/adapters/credentials/oidc.js




/**
 * @returns a fresh OIDC token for the audience; it is a secret. Throws an ActionError: `no-id-token-permission` where the job may not ask for one.
 *   (@actions/core has this call too, without deadline and cancellation.)
 */
async function requestIdToken({ env, http, request, deadlineMs, signal }) {
    const url = URL.parse(env.ACTIONS_ID_TOKEN_REQUEST_URL ?? '');
    const requestToken = env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '';
    if (url === null || requestToken === '')
        throw noPermission();
    url.searchParams.set('audience', request.audience);
    const context = { ...request, operation: 'GetIdToken', host: url.host };
    const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json; api-version=2.0' };
    try {
        const { status, text } = await http.call({ method: 'GET', url, headers }, { deadlineMs, signal });
        if (status !== 200)
            throw explainSts({ request: context, facts: { status } });
        const token = tokenOf(text);
        if (token === undefined)
            throw explainSts({ request: context, facts: { status, foreign: true } });
        return token;
    }
    catch (error) {
        if (!(error instanceof ConnectionError))
            throw error;
        throw explainSts({ request: { ...context, proxy: http.proxyOf?.(url) }, facts: {}, connection: error });
    }
}
function noPermission() {
    return new ActionError({
        code: 'no-id-token-permission',
        message: 'This job may not ask GitHub for an OIDC token, and without one the role cannot be assumed',
        remedy: `Give the job the permission (pull requests from forks and by Dependabot never have it):\n${ID_TOKEN_YAML}`,
    });
}
function tokenOf(text) {
    try {
        const { value } = JSON.parse(text);
        return typeof value === 'string' && value !== '' ? value : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/adapters/credentials/sts.js




/** @returns credentials of a new session of the role; secret and token are secrets. Throws an ActionError that says what to change. */
async function assumeRole(options) {
    const { role, http, mintedAtMs, timestampMs, deadlineMs, signal } = options;
    const url = new URL(role.stsUrl);
    const claims = sts_claimsOf(options.idToken);
    const request = { ...stsRequest(role), ...(claims === undefined ? {} : { claims }) };
    url.search = String(new URLSearchParams({
        Action: 'AssumeRoleWithOIDC',
        Version: '2015-04-01',
        Format: 'JSON',
        Timestamp: new Date(timestampMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    }));
    try {
        const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
        const call = { method: 'POST', url, headers, body: formOf(options) };
        const answer = await http.call(call, { deadlineMs, signal });
        const fields = fieldsOf(answer.text);
        const session = answer.status === 200 ? sts_sessionOf(fields) : undefined;
        if (session === undefined)
            throw explainSts({ request, facts: factsOf(answer, fields) });
        const { expirationMs, ...keys } = session;
        const serverTimeMs = serverTimeOf(answer);
        const askedMs = role.sessionSeconds * 1000;
        return { ...keys, expiresAtMs: sessionEndMs({ mintedAtMs, askedMs, answer: { expirationMs, serverTimeMs } }) };
    }
    catch (error) {
        if (!(error instanceof ConnectionError))
            throw error;
        throw explainSts({ request: { ...request, proxy: http.proxyOf?.(url) }, facts: {}, connection: error });
    }
}
/** @returns what the call is about, for sentences and remedies. */
function stsRequest({ roleArn, providerArn, audience, sessionSeconds, stsUrl }) {
    return { operation: 'AssumeRoleWithOIDC', host: new URL(stsUrl).host, roleArn, providerArn, audience, sessionSeconds };
}
/** @returns what the token says of the job, for people to read: STS is who verifies it. */
function sts_claimsOf(idToken) {
    const payload = idToken.split('.')[1] ?? '';
    const { iss, sub } = fieldsOf(Buffer.from(payload, 'base64url').toString()) ?? {};
    return isText(iss) && isText(sub) ? { issuer: iss, subject: sub } : undefined;
}
/** The token goes in the body: URLs end up in logs. */
function formOf({ role, idToken }) {
    return String(new URLSearchParams({
        RoleArn: role.roleArn,
        OIDCProviderArn: role.providerArn,
        OIDCToken: idToken,
        RoleSessionName: role.sessionName,
        DurationSeconds: String(role.sessionSeconds),
    }));
}
function sts_sessionOf(fields) {
    const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = childOf(fields, 'Credentials') ?? {};
    if (!isText(AccessKeyId) || !isText(AccessKeySecret) || !isText(SecurityToken))
        return undefined;
    const expirationMs = isText(Expiration) ? Date.parse(Expiration) : Number.NaN;
    return {
        accessKeyId: AccessKeyId,
        accessKeySecret: AccessKeySecret,
        securityToken: SecurityToken,
        expirationMs: Number.isNaN(expirationMs) ? 0 : expirationMs,
    };
}

;// CONCATENATED MODULE: ./build/adapters/credentials/credentials.js
/** What requests are signed with: keys as they were given, or sessions of a role that are minted again before they end. */









/** How long GitHub and STS are asked again before their failure is the request's. */
const credentials_PATIENCE_MS = 60_000;
const credentials_DEADLINE_MS = 30_000;
/** How long a session that still serves is left alone after it could not be renewed. */
const RENEWAL_PAUSE_MS = 20_000;
/** @returns the provider of what the inputs name. */
function createCredentialProvider(options) {
    const { source } = options;
    switch (source.kind) {
        case 'keys':
            return givenKeys(source.credentials, source.from);
        case 'role':
            return mintedSessions({ name: source.role.roleArn, isShared: false, minter: (more) => createOidcMinter(source.role, more) }, options);
        case 'ecs':
            return mintedSessions({ name: 'of this ECS instance', isShared: true, minter: createEcsMinter }, options);
    }
}
function givenKeys(credentials, from) {
    return {
        identity: { kind: 'keys', from, temporary: credentials.securityToken !== undefined },
        canMint: false,
        current: async () => credentials,
        discard() { },
        mintForUrls: async () => credentials,
        close() { },
    };
}
function mintedSessions({ name, isShared, minter }, options) {
    const { clock, reporter } = options;
    const closing = new AbortController();
    const mint = createMint(minter, { ...options, signal: closing.signal });
    let session;
    let flight;
    let quietUntilMs = 0;
    /** One call for all who wait; what it brings is everybody's. */
    function renew() {
        flight ??= mint({ maskToken: true })
            .then((minted) => {
            session = minted;
            return minted;
        })
            .finally(() => {
            flight = undefined;
        });
        return flight;
    }
    return {
        identity: { kind: 'role', roleArn: name },
        canMint: true,
        async current(signal) {
            const age = session === undefined ? 'spent' : ageOfSession(session, clock.epochMs());
            if (session === undefined || age === 'spent')
                return (await unlessAborted(renew(), signal)).credentials;
            if (age === 'ageing' && flight === undefined && clock.nowMs() >= quietUntilMs) {
                renew().catch((error) => {
                    quietUntilMs = clock.nowMs() + RENEWAL_PAUSE_MS;
                    reporter.debug(`The session could not be renewed yet: ${credentials_describe(error)}`);
                });
            }
            return session.credentials;
        },
        discard(refused) {
            if (session?.credentials === refused)
                session = undefined;
        },
        mintForUrls: async (signal) => (await unlessAborted(mint({ maskToken: isShared }), signal)).credentials,
        close: () => closing.abort(new ActionError({ code: 'aborted', fault: 'aborted', message: 'The step has ended' })),
    };
}
function createEcsMinter({ env, clock, mask, signal }) {
    return {
        async once() {
            const mintedAtMs = clock.epochMs();
            const credentials = await readEcsSession({ env, mintedAtMs, signal });
            mask([credentials.accessKeySecret, credentials.securityToken ?? '']);
            return { credentials, mintedAtMs, expiresAtMs: credentials.expiresAtMs };
        },
        correctClock() { },
    };
}
/** A new OIDC token each time, since GitHub's last only minutes. */
function createOidcMinter(role, options) {
    const { env, clock, reporter, mask, signal, deadlineMs = credentials_DEADLINE_MS } = options;
    const http = createHttpCaller(env);
    let clockOffsetMs = 0;
    async function once(maskToken) {
        const idToken = await requestIdToken({ env, http, request: stsRequest(role), deadlineMs, signal });
        mask([idToken]);
        const mintedAtMs = clock.epochMs();
        const asking = { role, idToken, mintedAtMs, timestampMs: mintedAtMs + clockOffsetMs };
        const credentials = await assumeRole({ ...asking, http, deadlineMs, signal });
        mask([credentials.accessKeySecret, ...(maskToken ? [credentials.securityToken ?? ''] : [])]);
        const { expiresAtMs } = credentials;
        reporter.debug(`STS gave a session of ${role.roleArn} until ${new Date(expiresAtMs).toISOString()}.`);
        return { credentials, mintedAtMs, expiresAtMs };
    }
    return {
        once,
        correctClock(serverTimeMs) {
            clockOffsetMs = serverTimeMs - clock.epochMs();
        },
    };
}
/** @returns what mints a session, with retries. */
function createMint(minter, options) {
    const { clock, reporter, signal } = options;
    const { once, correctClock } = minter(options);
    return async ({ maskToken }) => {
        const startedMs = clock.nowMs();
        for (let failures = 1;; failures += 1) {
            try {
                return await once(maskToken);
            }
            catch (error) {
                const known = asActionError(error);
                if (known === undefined || signal.aborted)
                    throw error;
                const serverTimeMs = known.fault === 'clock' ? known.facts.serverTimeMs : undefined;
                if (serverTimeMs !== undefined && failures === 1)
                    correctClock(serverTimeMs);
                else
                    await waitOrThrow(known, { failures, sinceMs: clock.nowMs() - startedMs, clock, signal });
                reporter.debug(`Minting a session again: ${credentials_describe(known)}`);
            }
        }
    };
}
/** The same policy as for requests to OSS. */
async function waitOrThrow(error, { failures, sinceMs, clock, signal }) {
    const decision = decideRetry({
        fault: error.fault,
        failures,
        partFailures: 0,
        repairs: failures,
        sinceProgressMs: sinceMs,
        giveUpAfterMs: credentials_PATIENCE_MS,
        answeredOnce: true,
        canRefreshCredentials: false,
        retryAfterMs: error.facts.retryAfterMs,
    }, clock.random());
    if (decision.kind !== 'retry')
        throw error;
    await clock.sleep(decision.delayMs, signal);
}
function credentials_describe(error) {
    const known = asActionError(error);
    return singleLine(known === undefined ? String(error) : `${known.message} ${formatFacts(known.facts)}`);
}

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./node_modules/balanced-match/dist/esm/index.js
const balanced = (a, b, str) => {
    const ma = a instanceof RegExp ? maybeMatch(a, str) : a;
    const mb = b instanceof RegExp ? maybeMatch(b, str) : b;
    const r = ma !== null && mb != null && range(ma, mb, str);
    return (r && {
        start: r[0],
        end: r[1],
        pre: str.slice(0, r[0]),
        body: str.slice(r[0] + ma.length, r[1]),
        post: str.slice(r[1] + mb.length),
    });
};
const maybeMatch = (reg, str) => {
    const m = str.match(reg);
    return m ? m[0] : null;
};
const range = (a, b, str) => {
    let begs, beg, left, right = undefined, result;
    let ai = str.indexOf(a);
    let bi = str.indexOf(b, ai + 1);
    let i = ai;
    if (ai >= 0 && bi > 0) {
        if (a === b) {
            return [ai, bi];
        }
        begs = [];
        left = str.length;
        while (i >= 0 && !result) {
            if (i === ai) {
                begs.push(i);
                ai = str.indexOf(a, i + 1);
            }
            else if (begs.length === 1) {
                const r = begs.pop();
                if (r !== undefined)
                    result = [r, bi];
            }
            else {
                beg = begs.pop();
                if (beg !== undefined && beg < left) {
                    left = beg;
                    right = bi;
                }
                bi = str.indexOf(b, i + 1);
            }
            i = ai < bi && ai >= 0 ? ai : bi;
        }
        if (begs.length && right !== undefined) {
            result = [left, right];
        }
    }
    return result;
};
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/brace-expansion/dist/esm/index.js

const escSlash = '\0SLASH' + Math.random().toFixed(16) + '\0';
const escOpen = '\0OPEN' + Math.random().toFixed(16) + '\0';
const escClose = '\0CLOSE' + Math.random().toFixed(16) + '\0';
const escComma = '\0COMMA' + Math.random().toFixed(16) + '\0';
const escPeriod = '\0PERIOD' + Math.random().toFixed(16) + '\0';
const escSlashPattern = new RegExp(escSlash, 'g');
const escOpenPattern = new RegExp(escOpen, 'g');
const escClosePattern = new RegExp(escClose, 'g');
const escCommaPattern = new RegExp(escComma, 'g');
const escPeriodPattern = new RegExp(escPeriod, 'g');
const slashPattern = /\\\\/g;
const openPattern = /\\{/g;
const closePattern = /\\}/g;
const commaPattern = /\\,/g;
const periodPattern = /\\\./g;
const EXPANSION_MAX = 100_000;
// `EXPANSION_MAX` caps the *number* of expansions, but not their length. An
// input like `'{a,b}'.repeat(1500)` stays under that count - its output is
// truncated to 100k results - while making every result ~1500 characters
// long. The result set, and the intermediate arrays built while combining
// brace sets, then grow large enough to exhaust memory and crash the process
// (CVE-2026-14257). `EXPANSION_MAX_LENGTH` bounds the total number of
// characters the accumulator may hold at any point, so memory stays flat no
// matter how many brace groups are chained. The limit sits well above any
// realistic expansion (100k results hitting `EXPANSION_MAX` measure ~1M
// characters) so legitimate input is unaffected.
const EXPANSION_MAX_LENGTH = 4_000_000;
// `expand_` recurses once per level of brace *nesting* - both when expanding a
// set's comma members and when re-wrapping a set whose body is a single part.
// The CVE-2026-14257 fix made the *tail* iterative (recursion on `m.post`, one
// level per chained group), which left nesting depth unbounded: about 3,100
// levels of `{{{...a,b...}}}` - only ~6KB of input - exhausted the native stack
// and crashed the process. `EXPANSION_MAX_DEPTH` bounds how deep the parser
// will follow nesting. It sits far above any realistic pattern and well below
// the depth at which the stack runs out.
const EXPANSION_MAX_DEPTH = 1_000;
// Bash keeps a quirk where a brace group followed by a comma set still expands
// (`{a},b}`). The parser implements it by rewriting the string and restarting
// the scan, absorbing one `}` per pass. `n` trailing braces therefore cost `n`
// full passes over a string that itself grows by one `escClose` sentinel each
// time - quadratic in `n`, with a ~26x constant from the sentinel's length.
// 128KB of `'{a}' + '}'.repeat(n) + ',z}'` blocked the event loop for 27
// seconds to produce two results. `EXPANSION_MAX_REWRITES` bounds how many
// times the scan may restart. Real `{a},b}` input needs a handful.
const EXPANSION_MAX_REWRITES = 1_000;
// `EXPANSION_MAX_STEPS` bounds the work one `expand` call does, which `max`,
// `maxLength` and `maxDepth` don't: nested sets are rescanned at every level
// and chained groups each rebuild up to `max` results, so 2KB of input could
// block the event loop for over 30 seconds. Each character scanned, result
// built and sequence value generated is a step, and each `expand_` call costs
// `CALL_STEPS` more. Past the budget, the set being expanded and everything
// after it stay literal. A glob needs a few hundred steps, and nesting all the
// way to `EXPANSION_MAX_DEPTH` about 4M.
const EXPANSION_MAX_STEPS = 20_000_000;
// What one `expand_` call costs on top of what it scans and builds. Setting
// one up takes about as long as scanning 16 characters, and a set whose
// results are wrapped to be expanded again makes one call per result, each
// scanning and building next to nothing: 64KB of
// `('{{' + ','.repeat(316) + '}{' + ','.repeat(316) + '}}').repeat(n)` made
// 4M such calls, which spent the budget three times as slowly as anything
// else.
const CALL_STEPS = 16;
function numeric(str) {
    return !isNaN(str) ? parseInt(str, 10) : str.charCodeAt(0);
}
function escapeBraces(str) {
    return str
        .replace(slashPattern, escSlash)
        .replace(openPattern, escOpen)
        .replace(closePattern, escClose)
        .replace(commaPattern, escComma)
        .replace(periodPattern, escPeriod);
}
function unescapeBraces(str) {
    return str
        .replace(escSlashPattern, '\\')
        .replace(escOpenPattern, '{')
        .replace(escClosePattern, '}')
        .replace(escCommaPattern, ',')
        .replace(escPeriodPattern, '.');
}
// Like `target.push(...items)` but doesn't overflow the stack
function pushAll(target, items) {
    for (let i = 0; i < items.length; i++) {
        target.push(items[i]);
    }
}
// `balanced`, run on `masked` (see `maskUnmatchedOpens`), sliced from `str`
// and charged for the characters it walks: up to the group's `}`, or the
// whole string when there is no match or unmatched `{` come first, which
// `unmatched` then flags for masking. Once a call overdraws the budget, it
// and every later one return undefined, so the rest stays literal.
function balancedWithBudget(str, masked, budget) {
    if (budget.remaining < 0) {
        return undefined;
    }
    const r = range('{', '}', masked);
    const unmatched = r !== undefined && masked.indexOf('{') < r[0];
    budget.remaining -= r && !unmatched ? r[1] + 1 : str.length;
    if (!r || budget.remaining < 0) {
        return undefined;
    }
    return {
        end: r[1],
        pre: str.slice(0, r[0]),
        body: str.slice(r[0] + 1, r[1]),
        post: str.slice(r[1] + 1),
        unmatched,
    };
}
// `masked` with every `{` that has no matching `}` swapped for a `\0`, which
// keeps the length, so a scan of it still lines up with the string it was
// made from. Such a `{` is literal either way, but `balanced` only learns that
// one is unmatched by reading to the end of the string, so with one at the
// head of every group (`'{a,{b,c}'.repeat(n)`) each scan read the rest of the
// input. That was quadratic, and once the step budget charged for it, it ran
// out partway through and left the rest literal. A scan of the masked copy
// stops at the group's `}`. It is one pass, charged as such.
function maskUnmatchedOpens(masked, budget) {
    budget.remaining -= masked.length;
    const open = [];
    for (let i = 0; i < masked.length; i++) {
        const c = masked.charCodeAt(i);
        if (c === 0x7b) {
            open.push(i);
        }
        else if (c === 0x7d && open.length) {
            open.pop();
        }
    }
    let out = '';
    let last = 0;
    for (let i = 0; i < open.length; i++) {
        const at = open[i];
        out += masked.slice(last, at) + '\0';
        last = at + 1;
    }
    return out + masked.slice(last);
}
// Whether `str` has a `,` not followed by another `,`, with a `}` after it on
// the same line - what `/,(?!,).*\}/.test(str)` asks, answered in one pass from
// the end. The regex tries every `,` and backtracks through the rest of its
// line from each, which is quadratic, and the `{a},b}` rewrite asks again on
// every pass. Like a scan, it is charged for the whole string and refused if
// that overdraws the budget.
function commaSetFollows(str, budget) {
    budget.remaining -= str.length;
    if (budget.remaining < 0) {
        return false;
    }
    // Whether a `}` follows the current position before the line ends
    let close = false;
    for (let i = str.length - 1; i >= 0; i--) {
        const c = str.charCodeAt(i);
        if (c === 0x7d) {
            close = true;
        }
        else if (c === 0x0a || c === 0x0d || c === 0x2028 || c === 0x2029) {
            // A line terminator, which `.` does not match
            close = false;
        }
        else if (c === 0x2c && close && str.charCodeAt(i + 1) !== 0x2c) {
            return true;
        }
    }
    return false;
}
/**
 * Basically just str.split(","), but handling cases
 * where we have nested braced sections, which should be
 * treated as individual members, like {a,{b,c},d}
 *
 * Returns `undefined` if the step budget runs out before the whole set is
 * split, since splitting what is left on every comma would tear apart the
 * nested sets it still holds.
 */
function parseCommaParts(str, budget) {
    const parts = [];
    // Walk the brace groups iteratively. Recursing on `post` once per group let a
    // chain of them exhaust the stack - the parsing-side counterpart to
    // the `expand_` overflow fixed for CVE-2026-14257, and not something `max` or
    // `maxLength` can bound, since it happens before expansion.
    //
    // The part the next chunk continues
    let carry = '';
    for (;;) {
        // A set's body holds no unmatched `{`, so there is nothing to mask.
        const m = balancedWithBudget(str, str, budget);
        if (budget.remaining < 0) {
            return undefined;
        }
        if (!m) {
            const tail = str.split(',');
            tail[0] = carry + tail[0];
            pushAll(parts, tail);
            return parts;
        }
        const { pre, body, post } = m;
        const p = pre.split(',');
        p[0] = carry + p[0];
        p[p.length - 1] += '{' + body + '}';
        if (!post.length) {
            pushAll(parts, p);
            return parts;
        }
        carry = p.pop();
        pushAll(parts, p);
        str = post;
    }
}
// An option that is left out, or that is NaN, gets its default. Every
// comparison against NaN is false, so a NaN bound would never be reached:
// `{ maxSteps: NaN }` let 15KB of input block the event loop for 16 seconds,
// and `{ maxDepth: NaN }` overflowed the stack again (CVE-2026-102278). Pass
// `Infinity` to lift a bound.
function bound(value, fallback) {
    return value === undefined || isNaN(value) ? fallback : value;
}
function expand(str, options = {}) {
    if (!str) {
        return [];
    }
    const max = bound(options.max, EXPANSION_MAX);
    const maxLength = bound(options.maxLength, EXPANSION_MAX_LENGTH);
    const maxDepth = bound(options.maxDepth, EXPANSION_MAX_DEPTH);
    const maxRewrites = bound(options.maxRewrites, EXPANSION_MAX_REWRITES);
    const maxSteps = bound(options.maxSteps, EXPANSION_MAX_STEPS);
    // I don't know why Bash 4.3 does this, but it does.
    // Anything starting with {} will have the first two bytes preserved
    // but *only* at the top level, so {},a}b will not expand to anything,
    // but a{},b}c will be expanded to [a}c,abc].
    // One could argue that this is a bug in Bash, but since the goal of
    // this module is to match Bash's rules, we escape a leading {}
    if (str.slice(0, 2) === '{}') {
        str = '\\{\\}' + str.slice(2);
    }
    return expand_(escapeBraces(str), max, maxLength, maxDepth, 0, maxRewrites, { remaining: maxSteps }, true).map(unescapeBraces);
}
function embrace(str) {
    return '{' + str + '}';
}
function isPadded(el) {
    return /^-?0\d/.test(el);
}
function lte(i, y) {
    return i <= y;
}
function gte(i, y) {
    return i >= y;
}
// Build `{ acc[a] + pre + values[v] }` for every combination, capping the
// number of results at `max` and the total number of characters at `maxLength`.
// This is the one place output grows, so bounding it here keeps the single
// accumulator - and therefore memory - flat regardless of how many brace groups
// are combined (CVE-2026-14257). Each result built is a step, since `max` and
// `maxLength` bound one combination, not how many brace groups are combined.
function combine(acc, pre, values, max, maxLength, dropEmpties, budget) {
    const out = [];
    let length = 0;
    // Bash drops empty results at the top level, and they don't count against
    // `max`, so `max` bounds the number of *kept* results. Only an empty
    // `acc[a] + pre` can make one, so for those the empty values are skipped
    // without being visited. Visiting them one at a time let a set of empties
    // cost `acc.length * values.length` while keeping nothing.
    let nonEmpty;
    outer: for (let a = 0; a < acc.length; a++) {
        const prefix = acc[a] + pre;
        let vs = values;
        if (dropEmpties && !prefix) {
            if (!nonEmpty)
                nonEmpty = values.filter(v => v);
            vs = nonEmpty;
        }
        for (let v = 0; v < vs.length; v++) {
            if (out.length >= max)
                break outer;
            const expansion = prefix + vs[v];
            if (length + expansion.length > maxLength)
                break outer;
            out.push(expansion);
            length += expansion.length;
        }
    }
    budget.remaining -= out.length;
    return out;
}
// The expansion values of a single numeric (`1..5`) or alphabetic (`a..e..2`)
// sequence body, or `undefined` if the step budget runs out generating them.
function expandSequence(body, isAlphaSequence, max, maxLength, budget) {
    const n = body.split(/\.\./);
    const N = [];
    // A sequence body always splits into two or three parts, but the compiler
    // can't know that.
    /* c8 ignore start */
    if (n[0] === undefined || n[1] === undefined) {
        return N;
    }
    /* c8 ignore stop */
    const x = numeric(n[0]);
    const y = numeric(n[1]);
    const width = Math.max(n[0].length, n[1].length);
    let incr = n.length === 3 && n[2] !== undefined ?
        Math.max(Math.abs(numeric(n[2])), 1)
        : 1;
    let test = lte;
    const reverse = y < x;
    if (reverse) {
        incr *= -1;
        test = gte;
    }
    const pad = n.some(isPadded);
    // A padded value is built a character at a time to `width`, which the input
    // sets, so it costs one step per character: 64KB of
    // `('{' + '0'.repeat(100) + '..99999}').repeat(n)` took 7 seconds charged
    // one step per value.
    const cost = pad ? width : 1;
    let length = 0;
    for (let i = x; test(i, y) && N.length < max; i += incr) {
        // Each value is a step. `max` and `maxLength` bound one sequence, but a
        // chain of them still generated up to `max` values each, however few
        // combining could keep.
        budget.remaining -= cost;
        if (budget.remaining < 0) {
            return undefined;
        }
        let c;
        if (isAlphaSequence) {
            c = String.fromCharCode(i);
            if (c === '\\') {
                c = '';
            }
        }
        else {
            c = String(i);
            if (pad) {
                const need = width - c.length;
                if (need > 0) {
                    const z = new Array(need + 1).join('0');
                    if (i < 0) {
                        c = '-' + z + c.slice(1);
                    }
                    else {
                        c = z + c;
                    }
                }
            }
        }
        if (length + c.length > maxLength)
            break;
        N.push(c);
        length += c.length;
    }
    return N;
}
function expand_(str, max, maxLength, maxDepth, depth, maxRewrites, budget, isTop) {
    // An overdraft here makes the first scan refuse, so `str` stays literal.
    budget.remaining -= CALL_STEPS;
    // Too deeply nested to keep following: treat the rest as literal, the same
    // way a group that cannot expand is already handled. Truncating rather than
    // throwing keeps `expand` total, matching `max` and `maxLength`.
    if (depth > maxDepth) {
        return [str];
    }
    // Consume the string's top-level brace groups left to right, threading a
    // running set of combined prefixes (`acc`). Expanding the tail iteratively -
    // rather than recursing on `m.post` once per group - keeps the native stack
    // depth constant, so deeply chained input (`'{a,b}'.repeat(3000)`) can no
    // longer overflow the stack, and leaves a single accumulator whose size
    // `maxLength` bounds directly (CVE-2026-14257).
    let acc = [''];
    // Bash drops empty results, but only when the *first* top-level group is a
    // comma set - a sequence like `{a..\}` may legitimately yield ''. The drop
    // is on the final strings, so it is applied to whichever `combine` produces
    // them (the one with no brace set left in the tail).
    // How many times the `{a},b}` rewrite below has restarted the scan. Each pass
    // re-reads the whole string, so leaving this unbounded is quadratic.
    let rewrites = 0;
    let dropEmpties = false;
    let firstGroup = true;
    // `str` with its unmatched `{` masked, once a scan has run into them
    let masked = str;
    for (;;) {
        const m = balancedWithBudget(str, masked, budget);
        // No brace set left, or no step budget left to look for one: the rest of
        // the string is literal.
        if (!m) {
            return combine(acc, str, [''], max, maxLength, dropEmpties, budget);
        }
        if (m.unmatched) {
            masked = maskUnmatchedOpens(masked, budget);
        }
        // no need to expand pre, since it is guaranteed to be free of brace-sets
        const pre = m.pre;
        // This set and the rest of the string, literal: for a set that cannot
        // expand, and for one the step budget runs out on. Once it is overdrawn,
        // every set still being expanded, at every level, stays literal like this -
        // otherwise each level above would go on combining, and wrapping and
        // expanding again, results the budget was too small for.
        const literal = () => combine(acc, pre + '{' + m.body + '}' + m.post, [''], max, maxLength, dropEmpties, budget);
        if (/\$$/.test(pre)) {
            acc = combine(acc, pre + '{' + m.body + '}', [''], max, maxLength, dropEmpties && !m.post.length, budget);
            firstGroup = false;
            if (!m.post.length)
                break;
            str = m.post;
            masked = masked.slice(m.end + 1);
            continue;
        }
        const isNumericSequence = /^-?\d+\.\.-?\d+(?:\.\.-?\d+)?$/.test(m.body);
        const isAlphaSequence = /^[a-zA-Z]\.\.[a-zA-Z](?:\.\.-?\d+)?$/.test(m.body);
        const isSequence = isNumericSequence || isAlphaSequence;
        const isOptions = m.body.indexOf(',') >= 0;
        if (!isSequence && !isOptions) {
            // {a},b}
            if (rewrites < maxRewrites && commaSetFollows(m.post, budget)) {
                rewrites++;
                str = m.pre + '{' + m.body + escClose + m.post;
                // Taking a `}` away never gives an unmatched `{` a partner, so what
                // is masked stays unmatched. The `{` it closed can be left without
                // one, and the next scan masks it.
                masked =
                    masked.slice(0, m.end) + escClose + masked.slice(m.end + 1);
                isTop = true;
                continue;
            }
            // Nothing here expands, so the whole remaining string is literal.
            return literal();
        }
        if (firstGroup) {
            dropEmpties = isTop && !isSequence;
            firstGroup = false;
        }
        let values;
        if (isSequence) {
            values = expandSequence(m.body, isAlphaSequence, max, maxLength, budget);
            if (!values) {
                return literal();
            }
        }
        else {
            let n = parseCommaParts(m.body, budget);
            // The step budget ran out partway through the set.
            if (!n) {
                return literal();
            }
            if (n.length === 1 && n[0] !== undefined) {
                // x{{a,b}}y ==> x{a}y x{b}y
                n = expand_(n[0], max, maxLength, maxDepth, depth + 1, maxRewrites, budget, false).map(embrace);
                // The step budget ran out expanding the set's only part.
                if (budget.remaining < 0) {
                    return literal();
                }
                //XXX is this necessary? Can't seem to hit it in tests.
                /* c8 ignore start */
                if (n.length === 1) {
                    const next = combine(acc, pre + n[0], [''], max, maxLength, dropEmpties && !m.post.length, budget);
                    if (budget.remaining < 0) {
                        return literal();
                    }
                    acc = next;
                    if (!m.post.length)
                        break;
                    str = m.post;
                    masked = masked.slice(m.end + 1);
                    continue;
                }
                /* c8 ignore stop */
            }
            // Values that `combine` is going to drop as empty produce no result, so
            // they must not count against `max` - otherwise `{a,,b}` with `max: 2`
            // would stop at `['a', '']` and yield one result instead of two. Skipping
            // them outright keeps `values` bounded while leaving `max` a bound on
            // *kept* results.
            let dropsEmpties = dropEmpties && !m.post.length && !pre;
            for (let d = 0; dropsEmpties && d < acc.length; d++) {
                if (acc[d]) {
                    dropsEmpties = false;
                }
            }
            values = [];
            let valuesLength = 0;
            outer: for (let j = 0; j < n.length; j++) {
                const expanded = expand_(n[j], max, maxLength, maxDepth, depth + 1, maxRewrites, budget, false);
                // The step budget ran out expanding a member.
                if (budget.remaining < 0) {
                    return literal();
                }
                for (let k = 0; k < expanded.length; k++) {
                    const v = expanded[k];
                    if (dropsEmpties && !v)
                        continue;
                    if (values.length >= max ||
                        valuesLength + v.length > maxLength) {
                        break outer;
                    }
                    values.push(v);
                    valuesLength += v.length;
                }
            }
        }
        const next = combine(acc, pre, values, max, maxLength, dropEmpties && !m.post.length, budget);
        // The step budget ran out combining the set's values in.
        if (budget.remaining < 0) {
            return literal();
        }
        acc = next;
        if (!m.post.length)
            break;
        str = m.post;
        masked = masked.slice(m.end + 1);
    }
    return acc;
}
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./build/core/naming/path-pattern.js
/** Patterns over paths, for the `path` input, in the syntax of @actions/glob: `*`, `?`, `[a-c]`, `[!a-c]`, `[[:alpha:]]`, and `**` as a whole segment. */

/** @param text the pattern below its root, without a separator at its start. @returns the pattern. */
function parsePathPattern(text, rules) {
    const separator = rules.escapes ? /\/+/ : /[\\/]+/;
    const segments = text
        .split(separator)
        .filter((segment) => segment !== '')
        .map((segment) => parseSegment(segment, rules));
    const meansFolders = (rules.escapes ? /\/$/ : /[\\/]$/).test(text);
    return { segments, meansFolders, takesBelow: meansFolders || segments.at(-1)?.kind !== 'deep' };
}
/** @returns the names with which every match begins: the folder in which a search begins. */
function literalPrefix({ segments }) {
    const end = segments.findIndex(({ kind }) => kind !== 'literal');
    return segments.slice(0, end < 0 ? segments.length : end).flatMap((one) => (one.kind === 'literal' ? one.text : []));
}
/** @returns where one is after so many segments that are known to match. */
function trailAt(pattern, segments) {
    return { at: path_pattern_reach(pattern, [segments]), isBelow: false };
}
/** @returns the trail one name further down. */
function follow(pattern, trail, name) {
    const isBelow = trail.isBelow || (pattern.takesBelow && path_pattern_isWhole(pattern, trail));
    const next = trail.at.flatMap((index) => {
        const segment = pattern.segments[index];
        if (segment === undefined)
            return [];
        if (segment.kind === 'deep')
            return [index];
        return segment.matches(name) ? [index + 1] : [];
    });
    return { at: path_pattern_reach(pattern, next), isBelow };
}
/** @returns whether a file at the end of the trail is meant. */
function meansFile(pattern, trail) {
    return trail.isBelow || (!pattern.meansFolders && path_pattern_isWhole(pattern, trail));
}
/** @returns whether something at the end of the trail or below it may be meant. */
function leadsOn({ at, isBelow }) {
    return isBelow || at.length > 0;
}
/** @returns whether a file with these names, from the root on, is meant. */
function meansPath(pattern, names) {
    let trail = trailAt(pattern, 0);
    for (const name of names) {
        trail = follow(pattern, trail, name);
        if (!leadsOn(trail))
            return false;
    }
    return meansFile(pattern, trail);
}
function path_pattern_isWhole({ segments }, { at }) {
    return at.includes(segments.length);
}
/** `**` may stand for nothing. */
function path_pattern_reach({ segments }, from) {
    const reached = new Set(from);
    for (const index of reached)
        if (segments[index]?.kind === 'deep')
            reached.add(index + 1);
    return [...reached];
}
function parseSegment(segment, rules) {
    if (segment === '**')
        return { kind: 'deep' };
    const tokens = tokensOf(segment, rules);
    const { ignoresCase } = rules;
    // A name may be composed on one system and decomposed on another: what is the same to the eye matches.
    const plain = (text) => (ignoresCase ? text.normalize().toLowerCase() : text.normalize());
    if (tokens.every((token) => typeof token === 'string')) {
        const text = tokens.join('');
        return { kind: 'literal', text, matches: (name) => plain(name) === plain(text) };
    }
    const matches = compileSteps(tokens.flatMap((token) => (typeof token === 'string' ? literalSteps(plain(token)) : [token])));
    return { kind: 'wild', matches: (name) => matches(plain(name)) };
}
/** @returns the characters of a segment that mean themselves, and the wildcards between them. */
function tokensOf(segment, { escapes, ignoresCase }) {
    const tokens = [];
    for (let at = 0; at < segment.length;) {
        const character = String.fromCodePoint(segment.codePointAt(at) ?? 0);
        const set = character === '[' ? parseSet(segment.slice(at), { escapes, ignoresCase }) : undefined;
        if (set !== undefined) {
            tokens.push(set.token);
            at += set.length;
        }
        else if (character === '\\' && escapes && at + 1 < segment.length) {
            const meant = String.fromCodePoint(segment.codePointAt(at + 1) ?? 0);
            tokens.push(meant);
            at += 1 + meant.length;
        }
        else {
            tokens.push(character === '*' ? { kind: 'many', takes: path_pattern_all } : character === '?' ? { kind: 'one', takes: path_pattern_all } : character);
            at += character.length;
        }
    }
    return tokens;
}
const path_pattern_all = () => true;
const CLASSES = {
    alnum: '\\p{L}\\p{Nl}\\p{Nd}',
    alpha: '\\p{L}\\p{Nl}',
    ascii: '\\x00-\\x7f',
    blank: '\\p{Zs}\\t',
    cntrl: '\\p{Cc}',
    digit: '\\p{Nd}',
    lower: '\\p{Ll}',
    punct: '\\p{P}',
    space: '\\p{Z}\\t\\r\\n\\v\\f',
    upper: '\\p{Lu}',
    word: '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}',
    xdigit: 'A-Fa-f0-9',
};
const MEMBER = /^(?:\[:([a-z]+):\]|(\\[\s\S]|[^\\])-(\\[\s\S]|[^\\\]])|(\\[\s\S]|[^\\]))/u;
const MEMBER_WITHOUT_ESCAPES = /^(?:\[:([a-z]+):\]|([\s\S])-([^\]])|([\s\S]))/u;
/** @returns what a `[\u2026]` at the start of a text takes, and its length; undefined where it is not closed, and `[` means itself. */
function parseSet(text, { escapes, ignoresCase }) {
    const isNegated = /^\[[!^]/.test(text);
    const start = isNegated ? 2 : 1;
    const members = [];
    const meant = (member = '') => (escapes && member.length > 1 && member.startsWith('\\') ? member.slice(1) : member);
    for (let at = start; at < text.length;) {
        if (text[at] === ']' && at > start) {
            const only = members.length === 1 && !isNegated ? members[0] : undefined;
            const plain = only === undefined ? undefined : /^\\u\{([0-9a-f]+)\}$/.exec(only)?.[1];
            if (plain !== undefined)
                return { token: String.fromCodePoint(Number.parseInt(plain, 16)), length: at + 1 };
            return { token: path_pattern_stepOfSet(members, { isNegated, ignoresCase }), length: at + 1 };
        }
        const [member = '', name, from, to, single] = (escapes ? MEMBER : MEMBER_WITHOUT_ESCAPES).exec(text.slice(at)) ?? [];
        if (member === '')
            return undefined;
        if (name !== undefined)
            members.push(CLASSES[name] ?? '');
        else if (single !== undefined)
            members.push(codeOf(meant(single)));
        else if (codeNumber(meant(from)) <= codeNumber(meant(to)))
            members.push(`${codeOf(meant(from))}-${codeOf(meant(to))}`);
        at += member.length;
    }
    return undefined;
}
function path_pattern_stepOfSet(members, { isNegated, ignoresCase }) {
    const listed = members.join('');
    // A set in which nothing is left, such as of one range that runs backwards, takes nothing.
    if (listed === '')
        return { kind: 'one', takes: () => false };
    const expression = new RegExp(`^[${isNegated ? '^' : ''}${listed}]$`, ignoresCase ? 'iu' : 'u');
    return { kind: 'one', takes: (character) => expression.test(character) };
}
function codeNumber(character) {
    return character.codePointAt(0) ?? 0;
}
function codeOf(character) {
    return `\\u{${codeNumber(character).toString(16)}}`;
}

;// CONCATENATED MODULE: ./build/adapters/disk/dot-segments.js
/** @returns a pattern that means the same; the pattern itself where it has no such segment, or `..` behind a wildcard, which means nothing. */
function withoutDotSegments(pattern, { cwd, style }) {
    const segments = pattern.split(style.sep === '\\' ? /[\\/]/ : '/');
    if (!segments.some((segment, index) => segment === '..' || (segment === '.' && index > 0)))
        return pattern;
    const kept = [];
    let above = 0;
    for (const segment of segments) {
        if (segment === '.')
            continue;
        const last = kept.at(-1);
        if (segment !== '..')
            kept.push(segment);
        else if (last === undefined)
            above += 1;
        else if (/[*?[]/.test(last))
            return pattern;
        else if (kept.length > 1 || !isRoot(last))
            kept.pop();
    }
    const isRooted = isRoot(kept[0] ?? '') && above === 0;
    if (isRooted || above === 0)
        return kept.join(style.sep) || '.';
    const folder = literal(style.resolve(cwd, Array(above).fill('..').join(style.sep)), style);
    return [folder.replace(/[\\/]$/, ''), ...kept].join(style.sep);
}
/** What a path begins with that nothing lies above: `/`, a drive, the home folder. */
function isRoot(segment) {
    return segment === '' || segment === '~' || /^[a-z]:$/i.test(segment);
}
/** @returns a path as a pattern that matches it alone. */
function literal(path, { sep }) {
    return (sep === '\\' ? path : path.replaceAll('\\', '\\\\')).replace(/[*?[]/g, '[$&]');
}

;// CONCATENATED MODULE: ./build/adapters/disk/tree.js
/** Folders as a search sees them: each is read once, and each path looked at once, however many patterns are searched for. */


/** What Node puts into a name in the place of bytes that are no UTF-8; the file is not found under it. */
const REPLACEMENT = '\uFFFD';
const MAX_BUSY_MS = 50;
/** @returns a tree that is read as it is asked for. Every wait ends with the signal. */
function createTree({ signal, onProgress }) {
    const listed = new Map();
    const reals = new Map();
    const looks = { followed: new Map(), own: new Map() };
    let breathedMs = performance.now();
    async function answer(asked) {
        try {
            return await unlessAborted(asked, signal);
        }
        finally {
            onProgress();
        }
    }
    return {
        entries: (folder) => tree_once(listed, folder, () => answer(listFolder(folder))),
        target: (link) => tree_once(looks.followed, link, () => answer(lookAt(link, true))),
        real: (path) => tree_once(reals, path, () => answer((0,promises_namespaceObject.realpath)(path))),
        look: (path, followLinks) => tree_once(followLinks ? looks.followed : looks.own, path, () => answer(lookAt(path, followLinks))),
        async breathe() {
            if (performance.now() - breathedMs < MAX_BUSY_MS)
                return;
            await new Promise((resolve) => setImmediate(resolve));
            breathedMs = performance.now();
            signal.throwIfAborted();
        },
    };
}
function tree_once(known, path, ask) {
    const asked = known.get(path) ?? ask();
    known.set(path, asked);
    return asked;
}
async function listFolder(folder) {
    const found = await (0,promises_namespaceObject.readdir)(folder, { withFileTypes: true });
    return found.map((entry) => ({
        name: entry.name,
        kind: entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other',
    }));
}
async function lookAt(path, followLinks) {
    try {
        const stats = await (followLinks ? promises_namespaceObject.stat : promises_namespaceObject.lstat)(path);
        return stats.isDirectory() ? 'folder' : 'file';
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return 'nothing';
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/adapters/disk/search.js
/** Searches a tree for what a pattern means. */







const RULES = { escapes: external_node_path_.sep === '/', ignoresCase: external_node_path_.sep === '\\' };
/** @returns what a pattern finds. Relative patterns start at the working directory. Throws an ActionError where it cannot be searched for. */
async function search(tree, options) {
    const { followSymbolicLinks, includeHiddenFiles } = options;
    const { root: drive, pattern } = rootPattern(options.pattern);
    const prefix = literalPrefix(pattern);
    const root = external_node_path_.join(drive, ...prefix);
    const isExcluded = excluder(options.excludes);
    const isHidden = (name) => !includeHiddenFiles && name.startsWith('.');
    const paths = [];
    const danglingLinks = [];
    const hidden = [];
    const keep = (path, kind) => {
        if (!isExcluded(path))
            (kind === 'file' ? paths : danglingLinks).push(path);
    };
    if (isHidden(external_node_path_.basename(root)))
        return { root, paths, danglingLinks, hidden: [root], missingFolder: undefined };
    const start = trailAt(pattern, prefix.length);
    const first = await tree.look(root, followSymbolicLinks);
    const isThere = first !== 'nothing' || (followSymbolicLinks && (await tree.look(root, false)) !== 'nothing');
    if (first !== 'folder' && isThere && meansFile(pattern, start))
        keep(await asOnDisk(tree, root), first);
    const missingFolder = isThere
        ? undefined
        : await firstMissing(tree, meansFile(pattern, start) ? external_node_path_.dirname(root) : root);
    const waiting = [];
    if (first === 'folder')
        waiting.push({ path: root, trail: start, chain: [await tree.real(root)] });
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        const { path: above, chain } = folder;
        const inFolder = above.endsWith(external_node_path_.sep) ? above : above + external_node_path_.sep;
        for (const entry of await tree.entries(above)) {
            await tree.breathe();
            const trail = follow(pattern, folder.trail, entry.name);
            if (!leadsOn(trail))
                continue;
            const path = inFolder + entry.name;
            if (isHidden(entry.name)) {
                const isMeant = entry.kind === 'folder' ? leadsOn(follow(pattern, trail, 'file')) : meansFile(pattern, trail);
                if (isMeant && entry.name !== '.git' && !isExcluded(path))
                    hidden.push(path);
                continue;
            }
            const kind = await kindOf(tree, { ...entry, path, followSymbolicLinks });
            if (kind === 'folder') {
                const real = entry.kind === 'link' ? await tree.real(path) : external_node_path_.join(chain.at(-1) ?? '', entry.name);
                if (!chain.includes(real))
                    waiting.push({ path, trail, chain: [...chain, real] });
            }
            else if (kind !== undefined && meansFile(pattern, trail))
                keep(path, kind);
        }
    }
    return { root, paths, danglingLinks, hidden, missingFolder };
}
/** @returns the path with the name that the folder lists: Windows and macOS find a file by a name in other case or other Unicode form. */
async function asOnDisk(tree, path) {
    if (process.platform === 'linux')
        return path;
    const folder = external_node_path_.dirname(path);
    const name = external_node_path_.basename(path);
    const names = await tree.entries(folder).then((entries) => entries.map((entry) => entry.name), () => [name]);
    if (names.includes(name))
        return path;
    const plain = (text) => text.normalize().toLowerCase();
    return external_node_path_.join(folder, names.find((other) => plain(other) === plain(name)) ?? name);
}
/** @returns the highest folder of a path that is not there; undefined where all are. */
async function firstMissing(tree, folder) {
    if ((await tree.look(folder, true)) !== 'nothing')
        return undefined;
    const above = external_node_path_.dirname(folder);
    return (above === folder ? undefined : await firstMissing(tree, above)) ?? folder;
}
/** @returns what an entry is, its link followed; undefined for a link where links are no files. Throws where its name is no text. */
async function kindOf(tree, { name, path, kind, followSymbolicLinks, }) {
    if (name.includes(REPLACEMENT) && (await tree.look(path, false)) === 'nothing')
        throw notFound(path);
    switch (kind) {
        case 'folder':
            return 'folder';
        case 'other':
            return 'file';
        case 'link':
            return followSymbolicLinks ? tree.target(path) : undefined;
    }
}
function notFound(path) {
    return Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT', path });
}
/** @returns whether a path is left out: by the last line that means it. A further `!` takes back in. */
function excluder(lines) {
    const patterns = lines.map((line) => {
        const text = line.replace(/^[!\s]+/, '');
        const isBack = [...line.slice(0, line.length - text.length)].filter((mark) => mark === '!').length % 2 === 1;
        return { isBack, ...rootPattern(text) };
    });
    if (patterns.length === 0)
        return () => false;
    return (path) => {
        const { root } = external_node_path_.parse(path);
        const names = path.slice(root.length).split(external_node_path_.sep);
        let isOut = false;
        for (const one of patterns) {
            if (isOut === one.isBack && same(one.root, root) && meansPath(one.pattern, names))
                isOut = !one.isBack;
        }
        return isOut;
    };
}
function same(one, other) {
    return one === other || (RULES.ignoresCase && one.toLowerCase() === other.toLowerCase());
}
/** @returns a pattern as one below a root. */
function rootPattern(line) {
    const cwd = process.cwd();
    const text = withoutDotSegments(line, { cwd, style: external_node_path_namespaceObject });
    const { root, rest } = placed(text, cwd);
    const pattern = parsePathPattern(rest, RULES);
    const isBad = pattern.segments.some((one) => one.kind === 'literal' && (one.text === '.' || one.text === '..'));
    if (isBad || /[*?[]/.test(root))
        throw badPattern(line);
    return { root, pattern };
}
function placed(text, cwd) {
    const { root } = external_node_path_.parse(text);
    // `C:name` starts at the working directory of that drive.
    if (root !== '')
        return under(external_node_path_.resolve(root), text.slice(root.length));
    if (/^~(?=$|[\\/])/.test(text))
        return under((0,external_node_os_namespaceObject.homedir)(), text.slice(1));
    return under(cwd, text === '.' ? '' : text.replace(/^\.(?=[\\/])/, ''));
}
function under(folder, rest) {
    const { root } = external_node_path_.parse(folder);
    return { root, rest: `${search_escaped(folder.slice(root.length))}${rest === '' ? '' : external_node_path_.sep}${rest}` };
}
/** @returns a path as a pattern that means it alone. */
function search_escaped(path) {
    return (RULES.escapes ? path.replaceAll('\\', '\\\\') : path).replace(/[*?[]/g, '[$&]');
}
/** @returns a pattern that means a path alone. */
function literalPattern(path) {
    const { root } = external_node_path_.parse(path);
    return root + search_escaped(path.slice(root.length));
}
/** @returns the folder in which a search for the pattern begins. */
function searchRoot(line) {
    const { root, pattern } = rootPattern(line);
    return external_node_path_.join(root, ...literalPrefix(pattern));
}
function badPattern(line) {
    return new ActionError({
        code: 'bad-pattern',
        message: `A line of \`path\` cannot be searched for: \`${singleLine(line, 200)}\``,
        remedy: 'Begin the pattern at a folder without wildcards, and write no `..` behind one.',
    });
}

;// CONCATENATED MODULE: ./build/adapters/disk/alternatives.js
/** What a line of `path` stands for: a file that has just this name, or patterns without braces. */





/** More alternatives than this on one line were not meant. */
const MAX_EXPANSIONS = 1000;
/** What a search refuses, and a path would take for the folder above. */
const UP_FROM_WILDCARD = /[*?[{].*[\\/]\.\.(?:$|[\\/])/;
/** @returns the patterns of an include line. Throws an ActionError where its braces stand for too many. */
async function alternativesOf(tree, line) {
    const exact = await exactFile(tree, line);
    if (exact !== undefined)
        return { patterns: [exact], root: undefined };
    const patterns = expandBraces(line);
    const brace = line.indexOf('{');
    const root = patterns.length < 2 ? undefined : searchRoot(`${line.slice(0, lastSeparator(line, brace) + 1)}*`);
    return { patterns, root };
}
/** @returns what an exclude line leaves out: what its patterns mean, and the file that has just this name. */
async function excludesOf(tree, line) {
    const exact = await exactFile(tree, line);
    return [...expandBraces(line), ...(exact === undefined ? [] : [exact])];
}
/** @returns a pattern for the file that has a line with wildcards as its name; undefined where there is none. */
async function exactFile(tree, line) {
    if (!/[*?[{]/.test(line) || UP_FROM_WILDCARD.test(line))
        return undefined;
    const path = external_node_path_.resolve(line);
    return (await tree.look(path, true)) === 'file' ? literalPattern(path) : undefined;
}
/** @returns the patterns that a line's braces stand for; the line itself where it has none. Throws an ActionError where they are too many. */
function expandBraces(line) {
    if (!line.includes('{'))
        return [line];
    // The library takes `\\` as an escape, which on Windows parts folders.
    const text = external_node_path_.sep === '\\' ? line.replaceAll('\\', '/') : line;
    const patterns = [...new Set(expand(text, { max: MAX_EXPANSIONS + 1 }))];
    if (patterns.length <= MAX_EXPANSIONS)
        return patterns;
    throw new ActionError({
        code: 'bad-pattern',
        message: `The braces of \`${singleLine(line, 200)}\` in \`path\` stand for more than ${MAX_EXPANSIONS} patterns`,
        remedy: 'Use a wildcard in their place: `*` for any name, `**` for any folders.',
    });
}
function lastSeparator(line, before) {
    return Math.max(line.lastIndexOf('/', before), external_node_path_.sep === '\\' ? line.lastIndexOf('\\', before) : -1);
}

;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/adapters/disk/open-files.js
/** Open files: bodies of one file that are read at the same time share one descriptor. */


/** Code of the error of what is no regular file: a pipe, for instance, that would be waited for without end. */
const NOT_A_FILE = 'ENOTFILE';
/** Code of the error of a file that another process has locked, as scanners do on Windows. */
const BUSY = 'EBUSY';
/** How often a locked file is tried, and how long each time waits. */
const TRIES = 40;
const WAIT_MS = 250;
/** @returns what opens files for reading; a locked one is tried again for ten seconds. */
function createOpenFiles(openOnce = openForReading, waitMs = WAIT_MS) {
    const open = new Map();
    return async (path) => {
        const shared = open.get(path) ?? { descriptor: openPatiently(path, openOnce, waitMs), users: 0 };
        open.set(path, shared);
        shared.users += 1;
        const release = () => {
            shared.users -= 1;
            if (shared.users > 0)
                return false;
            open.delete(path);
            return true;
        };
        try {
            const descriptor = await shared.descriptor;
            return {
                read: (into, sizeBytes, position) => read({ descriptor, into, sizeBytes, position }),
                close() {
                    // Nothing was written, so nothing can be lost.
                    if (release())
                        external_node_fs_namespaceObject.close(descriptor, () => { });
                },
            };
        }
        catch (error) {
            release();
            throw error;
        }
    };
}
async function openPatiently(path, open, waitMs) {
    for (let tries = 1;; tries += 1) {
        try {
            return await open(path);
        }
        catch (error) {
            if (error.code !== BUSY || tries === TRIES)
                throw error;
            await (0,external_node_timers_promises_namespaceObject.setTimeout)(waitMs);
        }
    }
}
// Callbacks, since a FileHandle's reads leave many times the garbage, and there is one for every slice.
/** A pipe opens at once, and is then refused. */
const FLAGS = external_node_fs_namespaceObject.constants.O_RDONLY | (external_node_fs_namespaceObject.constants.O_NONBLOCK ?? 0);
function openForReading(path) {
    return new Promise((resolve, reject) => {
        external_node_fs_namespaceObject.open(path, FLAGS, (failure, descriptor) => {
            if (failure !== null)
                return reject(failure);
            external_node_fs_namespaceObject.fstat(descriptor, (error, stats) => {
                if (error === null && stats.isFile())
                    return resolve(descriptor);
                external_node_fs_namespaceObject.close(descriptor, () => { });
                reject(error ?? Object.assign(new Error('not a regular file'), { code: NOT_A_FILE }));
            });
        });
    });
}
function read(from) {
    return new Promise((resolve, reject) => {
        external_node_fs_namespaceObject.read(from.descriptor, from.into, 0, from.sizeBytes, from.position, (error, size) => error === null ? resolve(size) : reject(error));
    });
}

;// CONCATENATED MODULE: ./build/adapters/disk/file-errors.js
/** What failures of the file system mean. */




/** @returns what a failed search means; the file system's error names the path at which it stopped. */
function searchError(error, show) {
    if (!(error instanceof Error) || error instanceof ActionError)
        return error;
    const { code, path } = error;
    if (code === undefined || path === undefined)
        return error;
    const name = singleLine(show(path));
    if (code === 'ELOOP') {
        return new ActionError({
            code: 'link-circle',
            message: `${name} is a link that leads back to itself`,
            remedy: 'Remove the link, search a folder without it, or write `follow-symbolic-links: false`.',
            cause: error,
        });
    }
    if (code === 'ENOENT' && path.includes(REPLACEMENT)) {
        return new ActionError({
            code: 'bad-file-name',
            message: `The name of ${name} is not valid UTF-8, and an object key has to be`,
            remedy: 'Rename the file in the step that makes it.',
            cause: error,
        });
    }
    if (code === 'EACCES' || code === 'EPERM') {
        return new ActionError({
            code: 'folder-unreadable',
            message: `The folder ${name} may not be searched by the runner's user`,
            remedy: 'Write a pattern that begins below it, or give the user that runs the job permission to read it.',
            cause: error,
        });
    }
    return fileError(error, show(path));
}
/** @returns the error of a file that ended before the bytes that were planned. */
function shrunk(shown) {
    return new ActionError({
        code: 'file-changed',
        message: `${singleLine(shown)} became shorter while it was being uploaded; it is not published`,
        remedy: 'Let nothing write to the file while this step runs. The next attempt sends only the parts that differ.',
    });
}
/** @returns what a failure to read a file means. */
function fileError(error, shown) {
    if (error instanceof ActionError || !(error instanceof Error))
        return error;
    const code = error.code ?? error.name;
    const name = singleLine(shown);
    if (code === NOT_A_FILE || code === 'EISDIR' || code === 'ENXIO')
        return noFile(shown);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
        return new ActionError({
            code: 'file-gone',
            message: `${name} is not there any more`,
            remedy: 'A step or process removed or replaced it after it was matched; let nothing touch the files while this step runs.',
            cause: error,
        });
    }
    if (code === 'EACCES' || code === 'EPERM') {
        return new ActionError({
            code: 'file-unreadable',
            message: `${name} may not be read by the runner's user`,
            remedy: 'Give the user that runs the job read permission, for example with `chmod a+r` in the step that makes the file.',
            cause: error,
        });
    }
    if (code === BUSY) {
        return new ActionError({
            code: 'file-locked',
            message: `${name} cannot be read: another process has it open and locked`,
            remedy: 'End what writes or scans it, or wait for it, in the step before this one.',
            cause: error,
        });
    }
    return new ActionError({
        code: 'file-unreadable',
        message: `${name} cannot be read (${code})`,
        remedy: code === 'EMFILE' || code === 'ENFILE'
            ? 'The runner allows too few open files: raise its limit (`ulimit -n`), or set `concurrency` to a lower number.'
            : 'Check the disk and the file system of the runner.',
        cause: error,
    });
}
/** @returns the error of a file that says it is empty and is not: its size cannot be planned with, nor a change of it be seen. */
function withoutSize(shown) {
    return new ActionError({
        code: 'file-without-size',
        message: `${singleLine(shown)} has bytes although its size is 0, as files of /proc do; it cannot be uploaded as it is`,
        remedy: 'Copy it first, in the step before, and publish the copy:\n  run: cat /proc/version > dist/version.txt',
    });
}
/** @returns the error of something that was a file when it was planned. */
function noFile(shown) {
    return new ActionError({
        code: 'file-replaced',
        message: `${singleLine(shown)} is no regular file any more`,
        remedy: 'A step or process replaced it by a pipe, a device or a folder after it was matched; let nothing touch the files while this step runs.',
    });
}

;// CONCATENATED MODULE: ./build/adapters/disk/paths.js
/** Paths of either style, Windows' and POSIX's, as object keys and people have them: relative, with `/`. */


/** @returns the path from a folder to a file below it, with `/`; undefined where the file is not below it (another drive, a parent). */
function relativePosix({ from, to, style, }) {
    const relative = style.relative(from, to);
    const outside = relative === '' || relative === '..' || relative.startsWith(`..${style.sep}`) || style.isAbsolute(relative);
    return outside ? undefined : relative.split(style.sep).join('/');
}
/** @returns the path relative to the pattern's root: the nearest one above the file; the file's name where the root is the file itself. */
function fromRoot({ path, roots, style, }) {
    const relatives = roots.flatMap((root) => relativePosix({ from: root, to: path, style }) ?? []);
    return relatives.sort((left, right) => left.length - right.length)[0] ?? style.basename(path);
}
/** @returns a folder as it is written, and without links on the way where that is another path. */
function namesOf(folder) {
    try {
        return [...new Set([folder, (0,external_node_fs_namespaceObject.realpathSync)(folder)])];
    }
    catch {
        return [folder];
    }
}
/** @returns the path from the first of the folders that it lies below, with `/`; undefined where it lies below none. */
function insideOf(path, folders) {
    for (const from of folders) {
        const relative = relativePosix({ from, to: path, style: external_node_path_namespaceObject });
        if (relative !== undefined)
            return relative;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/adapters/disk/local-files.js
/** Files on this runner: matching, states, ranges of bytes. */










/** Files whose state is asked for at once. */
const STATES_AT_ONCE = 32;
/** @returns the files of this machine; relative patterns start at the working directory. */
function createLocalFiles({ workspace, isOwn = () => false }) {
    // Relative patterns are found without links on the way to the workspace, absolute ones as they are written.
    const workspaces = namesOf(workspace);
    const inside = (path) => insideOf(path, workspaces);
    const show = (path) => inside(path) ?? external_node_path_.basename(path);
    const openFile = createOpenFiles();
    async function find(path, signal) {
        const stats = await unlessAborted(statsOf(path), signal);
        if (stats === undefined || !stats.isFile())
            return undefined;
        const fromWorkspace = inside(path);
        const readable = await unlessAborted(isReadable(path), signal);
        const displayPath = fromWorkspace ?? external_node_path_.basename(path);
        if (stats.size === 0n && readable && (await hasBytes(path, signal)))
            throw withoutSize(displayPath);
        return { path, displayPath, fromWorkspace, readable, stamp: stampFrom(stats) };
    }
    async function hasBytes(path, signal) {
        const body = createBody(openFile, { path, startBytes: 0, endBytes: 1, signal, shown: show(path) });
        try {
            return (await body.read(new Uint8Array(1))) > 0;
        }
        catch {
            signal.throwIfAborted();
            return false;
        }
        finally {
            await body.close();
        }
    }
    return {
        async match({ lines, onProgress = () => { }, ...options }) {
            const { signal } = options;
            const tree = createTree({ signal, onProgress });
            const known = new Map();
            const findOnce = (path) => {
                const found = known.get(path) ?? find(path, signal).finally(onProgress);
                known.set(path, found);
                return found;
            };
            async function matchLine({ pattern, excludes }) {
                const { patterns, root } = await alternativesOf(tree, pattern);
                const left = (await Promise.all(excludes.map((line) => excludesOf(tree, line)))).flat();
                const roots = new Map();
                const danglingLinks = new Set();
                const hidden = new Set();
                let missingFolder;
                for (const one of patterns) {
                    const found = await search(tree, { ...options, pattern: one, excludes: left });
                    for (const path of found.paths)
                        if (!isOwn(path) && !roots.has(path))
                            roots.set(path, root ?? found.root);
                    for (const link of found.danglingLinks)
                        danglingLinks.add(show(link));
                    for (const path of found.hidden)
                        hidden.add(path);
                    missingFolder ??= found.missingFolder;
                }
                const files = await inBatches([...roots.keys()].sort(byPath), findOnce);
                return {
                    files: files.flatMap((file) => (file === undefined ? [] : [local_files_placed(file, roots.get(file.path) ?? '')])),
                    danglingLinks: [...danglingLinks],
                    hidden: [...hidden],
                    ...(missingFolder === undefined ? {} : { missingFolder: show(missingFolder) }),
                };
            }
            const matches = [];
            try {
                for (const line of lines) {
                    matches.push(await matchLine(line));
                }
                return matches;
            }
            catch (error) {
                throw signal.aborted ? signal.reason : searchError(error, show);
            }
        },
        async stamp(path, signal) {
            try {
                const [, stats] = await unlessAborted(Promise.all([(0,promises_namespaceObject.access)(path, external_node_fs_namespaceObject.constants.R_OK), (0,promises_namespaceObject.stat)(path, { bigint: true })]), signal);
                return stampFrom(stats);
            }
            catch (error) {
                throw signal.aborted ? signal.reason : fileError(error, show(path));
            }
        },
        body: (range) => createBody(openFile, { ...range, shown: show(range.path) }),
    };
}
function local_files_placed(file, root) {
    return { ...file, fromPatternRoot: fromRoot({ path: file.path, roots: [root], style: external_node_path_namespaceObject }) };
}
/** The same order on every system, whatever parts folders there. */
function byPath(left, right) {
    const [one, other] = [left, right].map((path) => path.replaceAll(external_node_path_.sep, '/'));
    return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1;
}
async function inBatches(paths, ask) {
    const answers = [];
    for (let at = 0; at < paths.length; at += STATES_AT_ONCE)
        answers.push(...(await Promise.all(paths.slice(at, at + STATES_AT_ONCE).map(ask))));
    return answers;
}
async function statsOf(path) {
    try {
        return await (0,promises_namespaceObject.stat)(path, { bigint: true });
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
async function isReadable(path) {
    try {
        await (0,promises_namespaceObject.access)(path, external_node_fs_namespaceObject.constants.R_OK);
        return true;
    }
    catch {
        return false;
    }
}
function stampFrom(stats) {
    return { sizeBytes: Number(stats.size), mtimeNs: stats.mtimeNs, ctimeNs: stats.ctimeNs, inode: stats.ino };
}
function createBody(openFile, { path, shown, startBytes, endBytes, signal }) {
    let file;
    let position = startBytes;
    const read = async (into, wanted) => {
        file ??= await openFile(path);
        return file.read(into, wanted, position);
    };
    return {
        sizeBytes: endBytes - startBytes,
        async read(into) {
            const wanted = Math.min(into.length, endBytes - position);
            if (wanted === 0)
                return 0;
            try {
                const size = await unlessAborted(read(into, wanted), signal);
                if (size === 0)
                    throw shrunk(shown);
                position += size;
                return size;
            }
            catch (error) {
                throw signal.aborted ? signal.reason : fileError(error, shown);
            }
        },
        async close() {
            file?.close();
            file = undefined;
        },
    };
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./build/adapters/github/child-environment.js
/** What the cache's process, and with it tar and zstd, is told of this one's environment: no key, no token but the cache's own. */
const NEEDED = new Set([
    // Where programs, temporary files and a home are.
    ...[
        'PATH',
        'PATHEXT',
        'HOME',
        'USERPROFILE',
        'TMPDIR',
        'TEMP',
        'TMP',
        'LANG',
        'LD_LIBRARY_PATH',
        'DYLD_LIBRARY_PATH',
    ],
    ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PROGRAMFILES', 'PROGRAMFILES(X86)', 'PROGRAMDATA'],
    ...['LOCALAPPDATA', 'APPDATA', 'PROCESSOR_ARCHITECTURE'],
    // What @actions/cache reads. Its token is for the cache service alone.
    ...['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_RESULTS_URL', 'ACTIONS_ORCHESTRATION_ID', 'GITHUB_SERVER_URL'],
    ...['RUNNER_OS', 'RUNNER_ARCH', 'RUNNER_DEBUG', 'SEGMENT_DOWNLOAD_TIMEOUT_MINS'],
    // How its service is reached and known.
    ...['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'NODE_OPTIONS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
]);
const CACHE = /^ACTIONS_CACHE_/;
const LOCALE = /^LC_/;
const PROXY = /^(https?_proxy|no_proxy)$/i;
/** @returns the variables that the child is given. A proxy without a scheme, which the toolkit would misread, gets one. */
function childEnvironment(env) {
    const pairs = Object.entries(env).flatMap(([name, value]) => {
        if (value === undefined)
            return [];
        if (PROXY.test(name))
            return [[name, withScheme(name, value)]];
        const upper = name.toUpperCase();
        return NEEDED.has(upper) || CACHE.test(upper) || LOCALE.test(upper) ? [[name, value]] : [];
    });
    return Object.fromEntries(pairs);
}
function withScheme(name, value) {
    return /^no/i.test(name) || value === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
}

;// CONCATENATED MODULE: ./build/adapters/github/staging.js
/** Folders in which entries of the Actions cache are packed and unpacked. What is unpacked is untrusted: it is kept from lying elsewhere. */





/** The folder inside a staging folder; relative, so that the entry's version is the same on every runner. */
const CACHED_FOLDER = 'checkpoints';
/** More than the records of any release take, compressed and unpacked; what is larger was not saved by this action. */
const MAX_STAGED_BYTES = 128 * 1024 ** 2;
const WATCH_PERIOD_MS = 100;
/** @returns a fresh folder that nobody else can enter, with the cached folder in it. Throws where this machine can make none. */
function openStaging(stateFolder, env) {
    const parent = stagingParents(stateFolder, env).find(isUsable);
    if (parent === undefined)
        throw Object.assign(new Error('no folder without a space in its path'), { code: 'no folder without spaces' });
    if (parent === stateFolder)
        makeFolder(stateFolder);
    const staging = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_.join)(parent, parent === stateFolder ? 'staging-' : 'upload-aliyun-oss-staging-'));
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_.join)(staging, CACHED_FOLDER));
    return staging;
}
/** Removes a staging folder, as far as this machine lets it go: a scanner may have files open, an entry may hold folders that nobody may enter. */
function closeStaging(staging) {
    try {
        (0,external_node_fs_namespaceObject.rmSync)(staging, { recursive: true, force: true });
    }
    catch {
        // It lies below the runner's temporary folder, which goes with the job.
    }
}
/** @actions/cache hands the folder to `tar -C` without quotes, so that its path must have no space: a home folder such as `John Doe` has one. */
function stagingParents(stateFolder, { SystemRoot, PUBLIC }) {
    const others = process.platform === 'win32' ? [SystemRoot && (0,external_node_path_.join)(SystemRoot, 'Temp'), PUBLIC] : ['/tmp', '/var/tmp', '/dev/shm'];
    return [stateFolder, (0,external_node_os_namespaceObject.tmpdir)(), ...others.filter((folder) => folder !== undefined)];
}
function isUsable(folder) {
    return folder !== undefined && folder !== '' && !/[\s"'`$]/.test(folder);
}
/**
 * Calls `end` once more is in the folder than any entry of this action unpacks to. Looks one at a time, without blocking.
 * @returns what ends the watch
 */
function watchSize(staging, end) {
    let isOver = false;
    let timer;
    const look = async () => {
        if ((await bytesIn(staging)) > MAX_STAGED_BYTES)
            end();
        else if (!isOver)
            timer = setTimeout(() => void look(), WATCH_PERIOD_MS);
    };
    timer = setTimeout(() => void look(), WATCH_PERIOD_MS);
    return () => {
        isOver = true;
        clearTimeout(timer);
    };
}
/** @returns the bytes of all files in a folder, or of enough of them. Links are not followed; what is gone meanwhile counts nothing. */
async function bytesIn(folder) {
    let bytes = 0;
    try {
        for await (const entry of await (0,promises_namespaceObject.opendir)(folder, { recursive: true })) {
            if (!entry.isFile())
                continue;
            bytes += await (0,promises_namespaceObject.lstat)((0,external_node_path_.join)(entry.parentPath, entry.name)).then(({ size }) => size, () => 0);
            if (bytes > MAX_STAGED_BYTES)
                break;
        }
    }
    catch {
        // A folder that vanishes, or that nobody may enter, is not what fills the disk.
    }
    return bytes;
}
/**
 * @actions/cache unpacks with `tar -P`, which follows absolute names, `..` and links to wherever the entry's maker wants. GNU tar reads this
 * variable first: of every member's name, and of every link's target, only the last segment counts, whichever system's separator is before it; in it
 * nothing but letters, digits and `.`, `-`, `_` stays, so that it names neither a drive nor a stream, and no device of Windows. The folder is not
 * empty, so that no member can take its place.
 */
const UNPACKING = {
    TAR_OPTIONS: [
        String.raw `s,^.*[/\\],,x`,
        's,[^A-Za-z0-9._-],_,gx',
        String.raw `s,^(\.+|(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?)$,_&,ix`,
        `s,^,${CACHED_FOLDER}/,x`,
    ]
        .map((expression) => `--transform=${expression.replaceAll('\\', '\\\\')}`)
        .join(' '),
};

;// CONCATENATED MODULE: ./build/adapters/github/cache-child.js
/**
 * One call of the Actions cache. Each runs in a child process with a deadline: @actions/cache can hang, cannot be cancelled, prints
 * annotations of its own, and wants a working directory of its own. What it brings is untrusted: it is kept from writing elsewhere.
 */





/** How long a process that was ended is waited for, in milliseconds. */
const ENDING_MS = 300;
/** @returns whether a runner offers the cache at all; asked before a process is started for it. */
function hasActionsCache(env) {
    return Boolean(env.ACTIONS_RUNTIME_TOKEN) && Boolean(env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL);
}
/** Runs with a fresh folder that is gone afterwards. A machine that cannot make one has no cache. Never throws. */
async function inStaging({ stateFolder, env }, action) {
    let staging;
    try {
        staging = openStaging(stateFolder, env);
        return await action(staging);
    }
    catch (error) {
        return {
            kind: 'failed',
            reason: error instanceof Error ? (error.code ?? error.name) : 'unknown',
        };
    }
    finally {
        if (staging !== undefined)
            closeStaging(staging);
    }
}
/** @returns the child's answer; a failure at the deadline, when too much is unpacked, or when the signal says so: then it and all it started are ended. */
function runChild({ entry, env }, { staging, order, signal }) {
    return new Promise((resolve) => {
        if (signal.aborted)
            return resolve({ kind: 'failed', reason: 'the step was over' });
        const child = (0,external_node_child_process_namespaceObject.fork)(entry, [JSON.stringify(order)], {
            cwd: staging,
            env: { ...childEnvironment(env), GITHUB_WORKSPACE: staging, RUNNER_TEMP: staging, ...unpacking(order, staging) },
            // Its own process group: a signal for the step must not end a save under way.
            detached: true,
            stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
            execArgv: [],
        });
        let reply = { kind: 'failed', reason: 'the cache client ended without an answer' };
        const end = (reason) => {
            reply = { kind: 'failed', reason };
            endGroup(child.pid);
            // One that waits for a dead file system does not even end by SIGKILL.
            setTimeout(settle, ENDING_MS).unref();
        };
        const timer = setTimeout(() => end(`no answer within ${Math.round(order.deadlineMs / 1000)} s`), order.deadlineMs);
        const endWatch = order.kind === 'restore'
            ? watchSize(staging, () => end('the entry is too large to be one of this action'))
            : () => { };
        const onAbort = () => end('the step was over');
        signal.addEventListener('abort', onAbort, { once: true });
        child.on('message', (message) => {
            reply = message;
        });
        const settle = () => {
            clearTimeout(timer);
            endWatch();
            signal.removeEventListener('abort', onAbort);
            resolve(reply);
        };
        child.on('error', settle);
        // The answer may still be on its way when the process is gone: it has come once the channel is closed.
        child.on('exit', () => {
            if (!child.connected)
                return settle();
            const late = setTimeout(settle, ENDING_MS);
            child.on('disconnect', () => {
                clearTimeout(late);
                settle();
            });
        });
    });
}
function unpacking({ kind }, staging) {
    if (kind === 'save')
        return {};
    (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_.join)(staging, CACHED_FOLDER, '.keep'), '');
    return UNPACKING;
}
function endGroup(pid) {
    if (pid === undefined)
        return;
    try {
        process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    }
    catch {
        // It ended by itself meanwhile.
    }
}

;// CONCATENATED MODULE: ./build/adapters/github/held-cache.js
/** Records of what legs hold, in the Actions cache under the exact name of run and leg. */







const held_cache_DEADLINE_MS = 60_000;
const held_cache_FILE_NAME = 'held.json';
/** @returns the records of this run. No method throws: who needs a record that is not there says so. */
function createHeldCache(options) {
    const { bucketId, runId, runAttempt, env, signal } = options;
    const { sha256Of } = nodeHashes;
    const prefixOf = (name) => heldPrefix(sha256Of, { bucketId, runId, name });
    const release = releasePrefix({ bucketId, runId });
    async function load(primaryKey, restoreKeys) {
        if (!hasActionsCache(env))
            return { kind: 'none' };
        let text;
        const reply = await inStaging(options, async (staging) => {
            const order = { kind: 'restore', primaryKey, restoreKeys, deadlineMs: held_cache_DEADLINE_MS };
            const answer = await runChild(options, { staging, signal, order });
            if (answer.kind === 'restored')
                text = readText((0,external_node_path_.join)(staging, CACHED_FOLDER, held_cache_FILE_NAME));
            return answer;
        });
        if (text !== undefined)
            return { kind: 'found', text };
        return reply.kind === 'failed' ? reply : { kind: 'none' };
    }
    async function save(key, text) {
        if (!hasActionsCache(env))
            return 'this runner has no Actions cache';
        const reply = await inStaging(options, (staging) => {
            (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_.join)(staging, CACHED_FOLDER, held_cache_FILE_NAME), text);
            return runChild(options, { staging, signal, order: { kind: 'save', key, deadlineMs: held_cache_DEADLINE_MS } });
        });
        if (reply.kind === 'saved')
            return undefined;
        return reply.kind === 'failed' ? reply.reason : 'the cache service did not take it';
    }
    return {
        load: (name) => load(`${prefixOf(name)}never`, [prefixOf(name)]),
        save: (name, text) => save(heldSaveKey(prefixOf(name), { runAttempt, epochMs: Date.now() }), text),
        async claim(name, text) {
            const key = claimKey(sha256Of, { bucketId, runId, name, runAttempt });
            if ((await save(key, text)) === undefined)
                return text;
            const standing = await load(key, []);
            return standing.kind === 'found' ? standing.text : undefined;
        },
        loadRelease: () => load(`${release}never`, [release]),
        saveRelease: (text) => save(heldSaveKey(release, { runAttempt, epochMs: Date.now() }), text),
    };
}
function readText(path) {
    const stats = (0,external_node_fs_namespaceObject.lstatSync)(path, { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size <= MAX_HELD_SIZE_BYTES ? (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8') : undefined;
}

;// CONCATENATED MODULE: ./build/adapters/github/checkpoint-cache.js
/** Carries the records of unfinished uploads to and from the Actions cache. */







/** Records are small: a cache that takes longer is not worth waiting for. */
const RESTORE_DEADLINE_MS = 10_000;
/** @returns the cache. No method throws; what goes wrong costs a notice and at most the deadline. */
function createCheckpointCache(options) {
    const { records, reporter, stepFile } = options;
    const isThere = hasActionsCache(options.env);
    let generation = 0;
    let saving = Promise.resolve(true);
    let endSaving;
    let isClosed = false;
    let hasFailed = false;
    let hasEarlier = false;
    let unsaved = isThere ? undefined : 'there is no Actions cache here';
    async function restore(signal) {
        if (!isThere)
            return reporter.debug('There is no Actions cache here; only records on this machine count.');
        const reply = await inStaging(options, async (staging) => {
            const order = restoreOrder(records);
            const answer = await runChild(options, { staging, order, signal });
            if (answer.kind === 'restored')
                hasEarlier = keepRestored((0,external_node_path_.join)(staging, CACHED_FOLDER), records);
            return answer;
        });
        // What has just come from there need not be saved again.
        if (findRecords(records, [records.folder]).length === 0)
            markSaved(stepFile, currentRecords(records).fingerprint);
        if (reply.kind === 'restored')
            reporter.debug(`Restored records from the cache entry ${reply.key}.`);
        if (reply.kind === 'failed' && !signal.aborted) {
            reporter.notice(`The Actions cache could not be read (${reply.reason}). Uploads go on from what OSS and this machine know.`, 'No records from the cache');
        }
    }
    async function save(deadlineMs) {
        const { paths, fingerprint } = currentRecords(records);
        unsaved = undefined;
        if (paths.length === 0 || isSaved(stepFile, fingerprint))
            return true;
        generation += 1;
        const { cachePrefix, runId, runAttempt } = records;
        const key = checkpointSaveKey({ cachePrefix, runId, runAttempt, generation, epochMs: Date.now() });
        const ending = new AbortController();
        endSaving = () => ending.abort();
        const reply = await inStaging(options, async (staging) => {
            stage(paths, (0,external_node_path_.join)(staging, CACHED_FOLDER));
            return runChild(options, { staging, order: { kind: 'save', key, deadlineMs }, signal: ending.signal });
        });
        if (reply.kind === 'saved') {
            hasEarlier = true;
            markSaved(stepFile, fingerprint);
            reporter.debug(`Saved the records as cache entry ${key}.`);
            return true;
        }
        unsaved = `the Actions cache did not take the records: ${reply.kind === 'failed' ? reply.reason : 'it is not available'}`;
        if (reply.kind === 'failed' && !isClosed && !hasFailed) {
            hasFailed = true;
            reporter.notice(`The upload's records could not be saved to the Actions cache (${reply.reason}). A retry on this runner goes on all the same; one on a new runner may send more than it had to.`, 'Records not saved');
        }
        return reply.kind === 'unavailable';
    }
    return {
        isThere,
        state: () => unsaved === undefined ? { kind: 'saved' } : { kind: hasEarlier ? 'earlier' : 'none', reason: unsaved },
        restore: ({ signal }) => restore(signal),
        async save({ deadlineMs }) {
            if (!isThere)
                return true;
            const endsAtMs = performance.now() + deadlineMs;
            // One at a time; but a save under way has no longer than the one that waits for it, or a cancelled step would wait for it too.
            const deadline = setTimeout(() => endSaving?.(), deadlineMs);
            saving = saving.then(async () => {
                clearTimeout(deadline);
                return await save(Math.max(1, endsAtMs - performance.now())).catch(() => false);
            });
            return saving;
        },
        close() {
            isClosed = true;
            endSaving?.();
        },
    };
}
function restoreOrder(records) {
    return {
        kind: 'restore',
        ...checkpointRestoreKeys(records),
        deadlineMs: RESTORE_DEADLINE_MS,
    };
}
function stage(paths, folder) {
    for (const path of paths) {
        try {
            (0,external_node_fs_namespaceObject.copyFileSync)(path, (0,external_node_path_.join)(folder, (0,external_node_path_.basename)(path)));
        }
        catch (error) {
            // Another step that shares the folder has published the object meanwhile.
            if (!(0,external_node_fs_namespaceObject.existsSync)(path))
                continue;
            throw error;
        }
    }
}
/** Only records of this step's objects are taken over; whatever else the entry holds goes with the staging folder. @returns whether there was one */
function keepRestored(folder, records) {
    makeFolder(records.restoredFolder);
    const paths = findRecords(records, [folder]).map(({ path }) => path);
    stage(paths, records.restoredFolder);
    return paths.length > 0;
}

;// CONCATENATED MODULE: ./build/adapters/github/open-records.js
/** Opens the records of a step's objects, here and in the Actions cache, and leaves for `post` where they are. */








function noCache(reason) {
    const state = { kind: 'none', reason };
    return { isThere: false, restore: async () => { }, save: async () => true, state: () => state, close() { } };
}
/** @returns the records of one step. */
function createRecords(options) {
    let opened;
    return {
        open(keys) {
            opened = openRecords(options, keys);
            return opened;
        },
        async save(deadlineMs) {
            await opened?.cache.save({ deadlineMs });
        },
        keeping: () => (opened === undefined ? { kind: 'everywhere' } : keepingOf(opened, options)),
        forget(objectIds) {
            for (const objectId of objectIds)
                opened?.checkpoints.remove(objectId);
        },
        close() {
            opened?.cache.close();
        },
    };
}
/** @returns the folder of this machine's records, absolute; `~` is the home folder, as in `path`. */
function recordsFolder({ checkpointDir, stateFolder }) {
    if (checkpointDir === undefined)
        return (0,external_node_path_.join)(stateFolder, 'checkpoints');
    return (0,external_node_path_.resolve)(checkpointDir.replace(/^~(?=$|[\\/])/, (0,external_node_os_namespaceObject.homedir)()));
}
/** @returns whether a path is a file that this action keeps for itself. */
function ownFiles(options) {
    const states = namesOf(options.stateFolder);
    const records = namesOf(recordsFolder(options));
    return (path) => insideOf(path, states) !== undefined || isCheckpointFile(insideOf(path, records) ?? '');
}
/** @returns what a later attempt can go on from. */
function keepingOf({ cache, places, unwritten }, { resume, checkpointDir }) {
    if (places === undefined)
        return { kind: 'nothing', reason: `\`resume: ${resume}\`` };
    if (unwritten !== undefined) {
        const written = findRecords(places, [places.folder, places.restoredFolder]);
        return { kind: written.length === 0 ? 'nothing' : 'partly', reason: `records cannot be written: ${unwritten}` };
    }
    const state = cache.state();
    if (state.kind === 'saved')
        return { kind: 'everywhere' };
    if (state.kind === 'earlier')
        return { kind: 'earlier', reason: state.reason };
    return { kind: 'here', lasts: checkpointDir === undefined ? 'job' : 'machine', reason: state.reason };
}
function openRecords(options, keys) {
    const { bucket, region, resume, stateFolder, reporter, held } = options;
    const folder = resume === 'false' ? undefined : recordsFolder(options);
    const restoredFolder = (0,external_node_path_.join)(stateFolder, 'restored', String(process.pid));
    const objectIds = keys.map((key) => objectIdOf(nodeHashes.sha256Of, { region, bucket, key }));
    const files = createCheckpointFiles({
        ...{ bucket, region, restoredFolder, folder, objectIds },
        onWriteFailure(error) {
            opened.unwritten = open_records_codeOf(error);
            reporter.warning(`The upload's records cannot be written here (${opened.unwritten}). It goes on; a later attempt sends again what is not recorded.`, 'No records');
        },
    });
    const checkpoints = {
        ...files,
        load(objectId) {
            const leg = held.get(objectId);
            return leg === undefined || resume === 'false' ? files.load(objectId) : [...files.load(objectId), leg];
        },
    };
    const places = folder === undefined ? undefined : { objectIds, folder, restoredFolder };
    const cache = places === undefined || resume !== 'true' ? noCache(`\`resume: ${resume}\``) : openCache(options, { keys, places });
    const opened = { checkpoints, cache, places, unwritten: undefined };
    return opened;
}
function openCache(options, { keys, places }) {
    const { bucket, region, run, stepFile, dryRun, reporter } = options;
    const records = {
        ...places,
        ...checkpointPrefixes(nodeHashes.sha256Of, { region, bucket, keys }),
        runId: run.id,
        runAttempt: run.attempt,
    };
    try {
        if (!dryRun)
            writeStepRecords(stepFile, records);
    }
    catch {
        reporter.debug('The step file cannot be written; post will have nothing to save.');
    }
    return createCheckpointCache({ ...options, records });
}
/** Without the message, which names folders of the runner. */
function open_records_codeOf(error) {
    if (!(error instanceof Error))
        return String(error);
    return error.code ?? error.name;
}

;// CONCATENATED MODULE: ./build/adapters/oss/ali-oss-client.js
/** @returns the parameters of a GET of a sub-resource: `acl`, `tagging`. */
function ali_oss_client_get(parameters) {
    return { method: 'GET', successStatuses: [200], ...parameters };
}
/** @returns the parameters of a PUT. */
function put(parameters) {
    return { method: 'PUT', successStatuses: [200], ...parameters };
}

;// CONCATENATED MODULE: ./build/adapters/oss/oss-answers.js
/** What stands in OSS's answers: values of successes, facts of refusals. Source: https://www.alibabacloud.com/help/en/oss/developer-reference/error-responses */


/**
 * A success counts only with OSS's own mark: a captive portal, a caching proxy or another server may answer anything with 200.
 * @param root the element that the body of this operation's answer consists of; absent where it has no body
 * @returns ETag and CRC64, from headers or, as with copies and Complete, from the body; undefined where OSS cannot have answered so: it always
 *   gives an ETag
 */
function storedPart(answer, root) {
    // A body that was lost on the way is missed only where no CRC64 stands for it.
    const hasLostBody = answer.data.length === 0 && headerOf(answer, 'x-oss-hash-crc64ecma') !== undefined;
    if (root === undefined ? !hasMark(answer) : !hasRoot(answer, root) && !hasLostBody)
        return undefined;
    const etag = unquote(headerOf(answer, 'etag') ?? tagOf(answer.data.toString(), 'ETag') ?? '');
    return etag === '' ? undefined : { etag, crc64: parseCrc64(headerOf(answer, 'x-oss-hash-crc64ecma') ?? '') };
}
/** @returns what `storedPart` says, with the version. */
function storedObject(answer, root) {
    const stored = storedPart(answer, root);
    return stored === undefined ? undefined : { ...stored, versionId: headerOf(answer, 'x-oss-version-id') };
}
/** @returns the ACL that an answer to GetObjectAcl tells; undefined where OSS cannot have answered so. */
function grantOf(answer) {
    return hasRoot(answer, 'AccessControlPolicy') ? tagOf(answer.data.toString(), 'Grant') : undefined;
}
/** @returns the tags that an answer to GetObjectTagging tells, URL-encoded; undefined where OSS cannot have answered so. */
function tagsOf(answer) {
    if (!hasRoot(answer, 'Tagging'))
        return undefined;
    const tags = answer.data.toString().match(/<Tag>[\s\S]*?<\/Tag>/g) ?? [];
    const pairs = tags.map((tag) => [tagOf(tag, 'Key') ?? '', tagOf(tag, 'Value') ?? ''].map(encodeURIComponent).join('='));
    return pairs.join('&');
}
/** @returns the upload ID of an answer to Initiate; undefined where OSS cannot have answered so. */
function uploadIdOf(answer, uploadId) {
    return hasRoot(answer, 'InitiateMultipartUploadResult') ? textOf(uploadId) || undefined : undefined;
}
/** @returns whether an answer without a body of its own comes from OSS: it has one of its headers, or its server's name. */
function hasMark({ headers }) {
    if (/AliyunOSS/i.test(typeof headers.server === 'string' ? headers.server : ''))
        return true;
    return Object.keys(headers).some((name) => name.startsWith('x-oss-'));
}
function hasRoot({ data }, root) {
    const [, found] = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?<(\w+)[\s/>]/.exec(data.subarray(0, 1024).toString()) ?? [];
    return found === root;
}
/** @returns what an answer to HEAD says of the object; undefined where OSS cannot have answered so. */
function objectFacts(answer) {
    const stored = storedObject(answer);
    const length = headerOf(answer, 'content-length');
    const sizeBytes = length === undefined ? undefined : Number(length);
    return stored === undefined ? undefined : { ...stored, sizeBytes, headers: textHeaders(answer) };
}
/** Node reads headers as Latin-1; metadata travels as UTF-8. */
function textHeaders({ headers }) {
    const pairs = Object.entries(headers).flatMap(([name, value]) => typeof value === 'string' ? [[name, Buffer.from(value, 'latin1').toString()]] : []);
    return Object.fromEntries(pairs);
}
/** @param parts what ali-oss made of one page: a part alone is no list, and all values are text */
function listedParts(answer, parts) {
    if (!hasRoot(answer, 'ListPartsResult'))
        return undefined;
    return (Array.isArray(parts) ? parts : [parts]).flatMap(parseListedPart);
}
/** @returns what ali-oss read of an element, without the space around it; undefined where that is no text. */
function textOf(value) {
    return typeof value === 'string' ? value.trim() : undefined;
}
function parseListedPart(value) {
    if (typeof value !== 'object' || value === null)
        return [];
    const { PartNumber, ETag, Size, HashCrc64ecma } = value;
    const number = Number(PartNumber);
    const sizeBytes = Number(Size);
    if (!Number.isSafeInteger(number) || !Number.isSafeInteger(sizeBytes) || typeof ETag !== 'string')
        return [];
    const crc64 = parseCrc64(textOf(HashCrc64ecma) ?? '');
    return [{ number, sizeBytes, etag: unquote(ETag), crc64 }];
}
/** @returns whether a success holds an error: Complete and copies may answer 200 before they are done. */
function hasErrorBody({ status, data }) {
    return status === 200 && data.length < 64 * 1024 && /^\s*(<\?xml[^>]*>\s*)?<Error[\s>]/.test(data.toString());
}
/** @returns what an answer says of a failure: XML, which for HEAD stands in `x-oss-err`, and headers. */
function oss_answers_factsOf(answer) {
    const header = (name) => headerOf(answer, name);
    const { status, data } = answer;
    const encoded = header('x-oss-err');
    const text = data.length > 0 || encoded === undefined ? data.toString() : Buffer.from(encoded, 'base64').toString();
    const xml = withoutSignatures(text);
    const tag = (name) => tagOf(xml, name);
    const retryAfter = Number(header('retry-after'));
    return compact({
        status,
        serviceCode: tag('Code') ?? header('x-oss-error-code'),
        serviceMessage: tag('Message'),
        ec: tag('EC') ?? header('x-oss-ec'),
        requestId: tag('RequestId') ?? header('x-oss-request-id'),
        hostId: tag('HostId'),
        rightEndpoint: tag('Endpoint'),
        serverTimeMs: parseServerTime(tag('ServerTime') ?? header('date')),
        location: header('location'),
        recommendDoc: tag('RecommendDoc'),
        deniedAction: tag('AuthAction'),
        noPermissionType: tag('NoPermissionType'),
        policyType: tag('PolicyType'),
        argumentName: tag('ArgumentName'),
        retryAfterMs: Number.isFinite(retryAfter) && retryAfter > 0 ? Math.min(retryAfter, 60) * 1000 : undefined,
        foreign: isForeign(answer, xml) || undefined,
    });
}
/** What the service says of a request may repeat its Authorization header: whoever reads it could send the request again for some minutes. */
function withoutSignatures(text) {
    return text.replace(/\b[0-9a-f]{64}\b/gi, '***');
}
/** Every answer of OSS has a request ID. To HEAD a server that knows no OSS says nothing at all, unless it is one of web pages. */
function isForeign(answer, xml) {
    if (hasMark(answer) || tagOf(xml, 'Code') !== undefined)
        return false;
    return answer.data.length > 0 || answer.status < 400 || /html/i.test(headerOf(answer, 'content-type') ?? '');
}
function headerOf({ headers }, name) {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
}
function compact(facts) {
    return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
function unquote(etag) {
    return etag.trim().replace(/^"|"$/g, '');
}
const ENTITIES = [
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&apos;', "'"],
    // Last: what it brings to light is text.
    ['&amp;', '&'],
];
/** @returns the text of the first element of that name, or undefined; OSS's answers are flat where this is used. */
function tagOf(xml, name) {
    const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
    return ENTITIES.reduce((plain, [entity, letter]) => plain?.replaceAll(entity, letter), text)?.trim();
}

;// CONCATENATED MODULE: ./build/adapters/oss/signature.js
/** V4 signatures, of URLs and of requests that carry bytes. */


const ALGORITHM = 'OSS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';
/** @returns a moment as signatures have it: `20260102T030405Z`. */
function timeOf(epochMs) {
    return new Date(epochMs).toISOString().replace(/[-:]|\.\d+/g, '');
}
/** @returns the signer of a scope. Source: https://help.aliyun.com/zh/oss/developer-reference/recommend-to-use-signature-version-4 */
function createSigner({ day, region, accessKeyId, accessKeySecret }) {
    const scope = [day, region, 'oss', 'aliyun_v4_request'];
    const key = (0,external_node_crypto_namespaceObject.createSecretKey)(scope.reduce((key, text) => hmac(key, text).digest(), Buffer.from(`aliyun_v4${accessKeySecret}`)));
    const place = scope.join('/');
    return {
        credential: `${accessKeyId}/${place}`,
        sign: (time, canonical) => hmac(key, `${ALGORITHM}\n${time}\n${place}\n${(0,external_node_crypto_namespaceObject.hash)('sha256', canonical)}`).digest('hex'),
    };
}
function hmac(key, text) {
    return (0,external_node_crypto_namespaceObject.createHmac)('sha256', key).update(text);
}
/** @returns what signs requests for a bucket's objects, as ali-oss does; the key of a day is made once for all of them. */
function createRequestSigner({ bucket, region, }) {
    let current;
    const signerOf = (scope) => {
        const { day, accessKeyId, accessKeySecret } = scope;
        const isSame = current?.day === day && current.accessKeyId === accessKeyId;
        if (current !== undefined && isSame && current.accessKeySecret === accessKeySecret)
            return current.signer;
        current = { ...scope, signer: createSigner(scope) };
        return current.signer;
    };
    return ({ method, key, query = {}, headers, credentials, nowMs }) => {
        const { accessKeyId, accessKeySecret, securityToken } = credentials;
        const time = timeOf(nowMs);
        const signer = signerOf({ day: time.slice(0, 8), region, accessKeyId, accessKeySecret });
        const all = { ...headers, 'x-oss-content-sha256': UNSIGNED, 'x-oss-date': time };
        if (securityToken !== undefined)
            all['x-oss-security-token'] = securityToken;
        const canonicalQuery = Object.entries(query)
            .map(([name, value]) => `${escapeText(name)}=${escapeText(String(value))}`)
            .sort()
            .join('&');
        const escapedKey = escapeKey(key);
        const canonical = `${method}\n/${bucket}/${escapedKey}\n${canonicalQuery}\n${canonicalHeaders(all)}\n\n${UNSIGNED}`;
        all.authorization = `${ALGORITHM} Credential=${signer.credential},Signature=${signer.sign(time, canonical)}`;
        for (const [name, value] of Object.entries(all))
            all[name] = asBytes(value);
        return { path: `/${escapedKey}${canonicalQuery === '' ? '' : `?${canonicalQuery}`}`, headers: all };
    };
}
/** @returns the headers that a signature covers. */
function canonicalHeaders(headers) {
    return Object.keys(headers)
        .filter((name) => name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5')
        .sort()
        .map((name) => `${name}:${headers[name]?.trim()}\n`)
        .join('');
}
const PLAIN = /^[\0-\x7f]*$/;
/** Node writes the low byte of each character: those of a value's UTF-8 are what OSS reads. */
function asBytes(value) {
    return PLAIN.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1');
}

;// CONCATENATED MODULE: ./build/adapters/oss/asker.js






const NO_ANSWER = { status: 0, headers: {}, data: Buffer.alloc(0) };
/** @returns what sends requests for a bucket's objects. V4 signatures only, always with the bucket's own region. */
function asker_createAsker(options) {
    const { bucket, region, endpoint, transport, credentials, policy, requestHeaders: every = {} } = options;
    const sign = createRequestSigner({ bucket, region });
    let loading;
    const aliOss = () => {
        loading ??= Promise.all(/* import() */[__nccwpck_require__.e(391), __nccwpck_require__.e(859)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3859)).then(({ createAliOssClient }) => createAliOssClient({ bucket, region, transport }));
        return loading;
    };
    const { host } = new URL(bucketUrl(endpoint, bucket));
    let clockOffsetMs = 0;
    const nowMs = () => Date.now() + clockOffsetMs;
    const common = {
        bucket,
        region,
        host,
        cname: endpoint.cname,
        identity: credentials.identity,
        policy,
        ...whereKnown(options),
    };
    /** Sends one request; `read` finds in the answer what is wanted of it, or undefined where OSS cannot have answered so. */
    async function ask(context, { ctx, send, read, }) {
        const signer = await credentials.current(ctx.signal);
        const request = { ...common, ...context };
        try {
            const result = await send(signer);
            const { answer = NO_ANSWER } = ctx;
            const found = hasErrorBody(answer) ? undefined : read(answer, result);
            if (found === undefined)
                throw explainOss({ request, facts: oss_answers_factsOf(answer) });
            return found;
        }
        catch (error) {
            const explained = asker_explain(error, ctx, request);
            if (asActionError(explained)?.fault === 'credentials')
                credentials.discard(signer);
            throw explained;
        }
    }
    function call(context, { send, ...rest }) {
        return ask(context, {
            ...rest,
            async send({ accessKeyId, accessKeySecret, securityToken }) {
                const client = await aliOss();
                const signing = { accessKeyId, accessKeySecret, stsToken: securityToken, amendTimeSkewed: clockOffsetMs };
                // It signs before it waits for anything.
                Object.assign(client.options, signing);
                return send(client, () => rest.ctx);
            },
        });
    }
    function upload({ operation, key, query = {}, headers, ctx, read }) {
        return ask({ operation, key, ramAction: 'oss:PutObject' }, {
            ctx,
            send: (credentials) => transport.send({
                ...sign({ method: 'PUT', key, query, headers: { ...headers, ...every }, credentials, nowMs: nowMs() }),
                ...{ method: 'PUT', ctx },
            }),
            read: (answer) => (answer.status === 200 ? read(answer) : undefined),
        });
    }
    return {
        call,
        upload,
        nowMs,
        correctClock(serverTimeMs) {
            clockOffsetMs = serverTimeMs - Date.now();
        },
    };
}
function whereKnown({ proxy, overwrite }) {
    const mayOverwrite = overwrite !== undefined && overwrite !== 'never';
    return proxy === undefined ? { mayOverwrite } : { mayOverwrite, proxy };
}
/** @returns what went wrong, in the order of who knows best: we ourselves, the local file, the answer, the connection. */
function asker_explain(error, { answer, failure, signal }, request) {
    if (asActionError(error) !== undefined)
        return error;
    if (asActionError(failure) !== undefined)
        return failure;
    if (signal.aborted) {
        const message = `${request.operation} was ended`;
        return new ActionError({ code: 'aborted', fault: 'aborted', message, cause: error });
    }
    if (answer !== undefined)
        return explainOss({ request, facts: oss_answers_factsOf(answer) });
    if (failure instanceof ConnectionError)
        return explainOss({ request, facts: {}, connection: failure });
    return error;
}

;// CONCATENATED MODULE: ./build/adapters/oss/oss.js
/** The ObjectStore: what is asked of OSS, and what is wanted of its answers. */





/** Complete may take OSS minutes for objects of many parts. */
const COMPLETE_PATIENCE_MS = 150_000;
/** @returns the bucket as an ObjectStore. */
function createOssStore(options) {
    const { bucket, requestHeaders: every = {} } = options;
    const asker = asker_createAsker(options);
    const { call, upload } = asker;
    return {
        putObject: ({ key, headers: stored, ...request }) => upload({
            ...{ operation: 'PutObject', key, read: storedObject, ctx: request },
            headers: { ...stored, 'content-length': String(request.body.sizeBytes) },
        }),
        initiateUpload({ key, headers, signal, sending }) {
            return call({ operation: 'InitiateMultipartUpload', key, ramAction: 'oss:PutObject' }, {
                ctx: { signal, sending },
                send: (client, ctx) => client.initMultipartUpload(key, { ctx, headers: { ...headers, ...every } }),
                read: (answer, { uploadId }) => uploadIdOf(answer, uploadId),
            });
        },
        uploadPart: ({ key, uploadId, number, ...request }) => upload({
            ...{ operation: 'UploadPart', key, read: storedPart, ctx: request },
            query: { partNumber: number, uploadId },
            headers: { 'content-length': String(request.body.sizeBytes) },
        }),
        copyPart({ key, uploadId, number, from, signal }) {
            const headers = {
                ...every,
                'x-oss-copy-source': copySource(bucket, from.fromKey),
                'x-oss-copy-source-range': `bytes=${from.startBytes}-${from.endBytes - 1}`,
            };
            const subres = { partNumber: number, uploadId };
            return call({ operation: 'UploadPartCopy', key, ramAction: 'oss:GetObject' }, {
                ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS },
                send: (client, ctx) => client.request(put({ bucket, object: key, headers, subres, ctx })),
                read: (answer) => storedPart(answer, 'CopyPartResult'),
            });
        },
        async listParts({ key, uploadId, signal }) {
            const parts = [];
            for (let marker = '0'; marker !== undefined;) {
                const query = { 'max-parts': '1000', 'part-number-marker': marker };
                const page = await call({ operation: 'ListParts', key, ramAction: 'oss:ListParts' }, {
                    ctx: { signal },
                    send: (client, ctx) => client.listParts(key, uploadId, query, { ctx, headers: { ...every } }),
                    read: readListPage,
                });
                parts.push(...page.parts);
                const next = Number(page.next);
                marker = next > Number(marker) && next < MAX_PARTS ? page.next : undefined;
            }
            return parts;
        },
        completeUpload({ key, uploadId, parts, headers, signal, sending }) {
            const quoted = parts.map(({ number, etag }) => ({ number, etag: `"${etag}"` }));
            return call({ operation: 'CompleteMultipartUpload', key, ramAction: 'oss:PutObject' }, {
                ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS, ...(sending === undefined ? {} : { sending }) },
                send: (client, ctx) => client.completeMultipartUpload(key, uploadId, quoted, { ctx, headers: { ...headers, ...every } }),
                read: (answer) => storedObject(answer, 'CompleteMultipartUploadResult'),
            });
        },
        async abortUpload({ key, uploadId, signal }) {
            await call({ operation: 'AbortMultipartUpload', key, ramAction: 'oss:AbortMultipartUpload' }, {
                ctx: { signal },
                send: (client, ctx) => client.abortMultipartUpload(key, uploadId, { ctx, headers: { ...every } }),
                read: (answer) => hasMark(answer) || undefined,
            });
        },
        async headObject({ key, signal }) {
            try {
                return await call({ operation: 'HeadObject', key, ramAction: 'oss:GetObject' }, {
                    ctx: { signal },
                    send: (client, ctx) => client.head(key, { ctx, headers: { ...every } }),
                    read: objectFacts,
                });
            }
            catch (error) {
                if (asActionError(error)?.fault === 'missing')
                    return undefined;
                throw error;
            }
        },
        copyObject({ key, fromKey, headers, signal }) {
            const all = {
                ...headers,
                ...every,
                'x-oss-copy-source': copySource(bucket, fromKey),
                'x-oss-metadata-directive': 'REPLACE',
                // Else the copy would take the tags of its source, and need the right to read them.
                'x-oss-tagging-directive': 'Replace',
            };
            return call({ operation: 'CopyObject', key, ramAction: 'oss:GetObject' }, {
                ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS },
                send: (client, ctx) => client.request(put({ bucket, object: key, headers: all, ctx })),
                read: (answer) => storedObject(answer, 'CopyObjectResult'),
            });
        },
        getObjectAcl({ key, signal }) {
            return call({ operation: 'GetObjectAcl', key, ramAction: 'oss:GetObjectAcl' }, {
                ctx: { signal },
                send: (client, ctx) => client.request(ali_oss_client_get({ bucket, object: key, headers: { ...every }, subres: 'acl', ctx })),
                read: grantOf,
            });
        },
        getObjectTagging({ key, signal }) {
            return call({ operation: 'GetObjectTagging', key, ramAction: 'oss:GetObjectTagging' }, {
                ctx: { signal },
                send: (client, ctx) => client.request(ali_oss_client_get({ bucket, object: key, headers: { ...every }, subres: 'tagging', ctx })),
                read: tagsOf,
            });
        },
        correctClock: asker.correctClock,
        serviceNowMs: asker.nowMs,
    };
}
function copySource(bucket, key) {
    return `/${bucket}/${encodeURIComponent(key)}`;
}
function readListPage(answer, { parts, isTruncated, nextPartNumberMarker }) {
    const listed = listedParts(answer, parts);
    if (listed === undefined)
        return undefined;
    if (textOf(isTruncated)?.toLowerCase() !== 'true')
        return { parts: listed, next: undefined };
    const last = Math.max(0, ...listed.map(({ number }) => number));
    const next = textOf(nextPartNumberMarker) ?? '';
    return { parts: listed, next: /^\d+$/.test(next) ? next : String(last) };
}

;// CONCATENATED MODULE: ./build/core/link/pace.js
/** How long a healthy connection may be silent. Pure. */
/**
 * What the kernel may hold of a connection's bytes: what Node reports as sent was only taken by it. Twice the 4 MiB of send buffer that Linux
 * grows to, since the peer's receive buffer counts too.
 */
const KERNEL_BYTES = 8 * 1024 ** 2;
/** Assumed of the whole link until a body was acknowledged: less than any link that publishes releases. */
const ASSUMED_LINK_BYTES_PER_SECOND = 2 * 1024 ** 2;
const WEIGHT = 0.25;
/** Bytes a second; what is slower still is believed only where it was measured. */
const LEAST_TO_ASSUME = 4 * 1024;
/** @returns the pace after one more acknowledged body; bodies too small to tell a rate from a round trip are left out. */
function learnPace(pace, { sizeBytes, elapsedMs }) {
    if (sizeBytes < 64 * 1024 || elapsedMs <= 0)
        return pace;
    const sample = (sizeBytes * 1000) / elapsedMs;
    if (pace.bytesPerSecond === undefined)
        return { bytesPerSecond: sample };
    // Slow samples count at once: dropping a healthy connection costs more than waiting for a dead one.
    const mean = pace.bytesPerSecond + (sample - pace.bytesPerSecond) * WEIGHT;
    return { bytesPerSecond: Math.min(mean, sample * 4) };
}
/**
 * @returns the pace after a connection was dropped for its silence although something of its body had been taken: perhaps it was only slower
 *   than assumed, so that the next ones get more time. A dead network costs nothing by that, since acknowledged bodies soon tell the pace again.
 */
function doubtPace(pace, inFlight) {
    const believed = pace.bytesPerSecond ?? assumedPace(inFlight);
    return { bytesPerSecond: Math.min(believed, Math.max(LEAST_TO_ASSUME, believed / 4)) };
}
function assumedPace(inFlight) {
    return ASSUMED_LINK_BYTES_PER_SECOND / Math.max(1, inFlight);
}
/**
 * @param sentBytes bytes of the body that the kernel took
 * @param inFlight requests under way, which share the link
 * @returns milliseconds of silence after which the connection is taken for dead: the user's limit, and the time that what the kernel still
 *   holds may need at the pace of late.
 */
function silenceLimitMs({ stallTimeoutMs, sentBytes, inFlight, pace, }) {
    const bytesPerSecond = Math.max(1, pace.bytesPerSecond ?? assumedPace(inFlight));
    return stallTimeoutMs + (Math.min(sentBytes, KERNEL_BYTES) * 1000) / bytesPerSecond;
}

;// CONCATENATED MODULE: ./build/adapters/oss/answer-limits.js
/** What no answer of OSS exceeds; a server that sends more is not OSS. */
/** A page of ListParts has at most 1,000 parts, each of some 300 bytes; all other answers are smaller. */
const answer_limits_MAX_ANSWER_BYTES = 1024 ** 2;
/** Elements within elements; ListParts has three. */
const MAX_DEPTH = 32;
/** Text in which tags do not count, and how it ends. */
const SPANS = [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<!', '>'],
    ['<?', '>'],
];
/** @returns whether elements of an XML text are nested deeper than in any answer of OSS; also true of pages with many tags that are never closed. */
function nestsTooDeep(xml) {
    const text = xml.toString('latin1');
    let depth = 0;
    let at = text.indexOf('<');
    while (at >= 0) {
        const span = SPANS.find(([start]) => text.startsWith(start, at));
        const end = text.indexOf(span?.[1] ?? '>', at + 1);
        // What does not end cannot be read; neither can what follows.
        if (end < 0)
            return false;
        if (span === undefined) {
            if (text.startsWith('/', at + 1))
                depth -= 1;
            else if (!closesItself(text.slice(at, end)))
                depth += 1;
        }
        if (depth > MAX_DEPTH)
            return true;
        at = text.indexOf('<', end);
    }
    return false;
}
/** @param tag without its `>`. With a quote it may end later than it seems to; no tag of OSS that closes itself has attributes. */
function closesItself(tag) {
    return tag.endsWith('/') && !/["']/.test(tag);
}

;// CONCATENATED MODULE: ./build/adapters/oss/send-body.js
/**
 * With two slices one is read while the other is written, so that neither disk nor network waits for the other. Ends early, without an error, where the
 * request is answered or over before: its answer says why.
 * @returns whether nothing reads from the slices any more. Throws what reading the body throws.
 */
async function sendBody(request, { body, slices, ...tell }) {
    const [first, second = first] = slices;
    const outlet = openOutlet(request);
    let written = Promise.resolve();
    let handedBytes = 0;
    let idleSinceMs = performance.now();
    for (let turn = 0; handedBytes < body.sizeBytes && !outlet.isOver(); turn += 1) {
        const slice = turn % 2 === 0 ? first : second;
        if (second === first)
            await written;
        const size = await body.read(slice);
        const readMs = performance.now();
        await written;
        if (outlet.isOver())
            break;
        tell.onHanded(Math.max(0, readMs - idleSinceMs));
        handedBytes += size;
        const sentBytes = handedBytes;
        const bytes = slice.subarray(0, size);
        const onTaken = () => {
            idleSinceMs = performance.now();
            tell.onTaken(sentBytes);
        };
        written = outlet.write(bytes, { isLast: sentBytes === body.sizeBytes, onTaken });
    }
    await written;
    return !request.destroyed && outlet.isIdle();
}
function openOutlet(request) {
    let isOver = request.destroyed;
    let underWay = 0;
    let endWait = () => { };
    const end = () => {
        isOver = true;
        endWait();
    };
    request.once('response', end);
    request.once('close', end);
    return {
        write(bytes, { isLast, onTaken }) {
            return new Promise((resolve) => {
                endWait = resolve;
                underWay += 1;
                const settle = (error) => {
                    underWay -= 1;
                    if (error == null)
                        onTaken();
                    resolve();
                };
                if (isLast)
                    request.end(bytes, settle);
                else
                    request.write(bytes, settle);
            });
        },
        isOver: () => isOver,
        isIdle: () => underWay === 0,
    };
}

;// CONCATENATED MODULE: ./build/adapters/oss/silence.js

/** An answer that comes more slowly for longer than the limit on silence is taken for silence: it is small, and would never end. */
const LEAST_ANSWER_BYTES_PER_SECOND = 512;
/** Watches a request until `end`. It is silent once nothing moved on its connection for as long as is borne, or once its answer trickles. */
function watchSilence(request, options) {
    const { stallTimeoutMs, patienceMs } = options;
    let lastMs = performance.now();
    let answerMs;
    let answeredBytes = 0;
    let timer;
    const silence = {
        sentBytes: 0,
        get answeredBytes() {
            return answeredBytes;
        },
        touch() {
            lastMs = performance.now();
        },
        answered(bytes) {
            lastMs = performance.now();
            answerMs ??= lastMs;
            answeredBytes += bytes;
        },
        end() {
            clearTimeout(timer);
        },
    };
    /** @returns milliseconds until it is silent, and for how long it would have been so by then. */
    const left = (nowMs) => {
        const quietMs = Math.max(options.limitMs(silence.sentBytes), patienceMs) - (nowMs - lastMs);
        if (answerMs === undefined)
            return quietMs;
        const dueMs = Math.max(stallTimeoutMs, patienceMs) + (answeredBytes * 1000) / LEAST_ANSWER_BYTES_PER_SECOND;
        return Math.min(quietMs, dueMs - (nowMs - answerMs));
    };
    const arm = (delayMs) => {
        timer = setTimeout(() => {
            const nowMs = performance.now();
            const leftMs = left(nowMs);
            if (leftMs > 1)
                return arm(Math.min(leftMs, stallTimeoutMs));
            options.onSilent(silenceError(request, { silentMs: nowMs - lastMs, trickledMs: nowMs - (answerMs ?? nowMs) }));
        }, delayMs);
    };
    arm(stallTimeoutMs);
    return silence;
}
function silenceError({ socket }, { silentMs, trickledMs }) {
    const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
    if (socket == null || socket.connecting)
        return new ConnectionError('UNCONNECTED', `no connection came about within ${seconds(silentMs)}`);
    return trickledMs > silentMs
        ? new ConnectionError('STALLED', `the answer was not whole after ${seconds(trickledMs)}`)
        : new ConnectionError('STALLED', `nothing moved on the connection for ${seconds(silentMs)}`);
}

;// CONCATENATED MODULE: ./build/adapters/oss/slice-pool.js
/** Memory for bodies under way: slices that are used again and again. */
/** At half of it the work for each slice shows, at twice it is hardly less. */
const slice_pool_SLICE_BYTES = 128 * 1024;
/** So many slices under way leave room for a second one. */
const ROOM = 64;
/** @returns an empty pool. */
function createSlicePool() {
    const spare = [];
    let taken = 0;
    const takeOne = () => {
        taken += 1;
        return spare.pop() ?? Buffer.allocUnsafeSlow(slice_pool_SLICE_BYTES);
    };
    return {
        take: () => (taken + 2 <= ROOM ? [takeOne(), takeOne()] : [takeOne()]),
        giveBack(slices, areIdle) {
            taken -= slices.length;
            if (areIdle)
                spare.push(...slices);
        },
    };
}

;// CONCATENATED MODULE: ./build/adapters/oss/transport.js
/** HTTP for OSS, for ali-oss behind its `urllib` seam: keep-alive, bodies in small slices, a limit on silence instead of one on time. */










/** @returns a transport that keeps its connections until `close`. */
function createTransport({ baseUrl, stallTimeoutMs, env }) {
    const base = new URL(baseUrl);
    const client = base.protocol === 'https:' ? external_node_https_namespaceObject_0 : external_node_http_namespaceObject_0;
    const agent = createAgent({ url: base, env, keepAlive: true, connectTimeoutMs: stallTimeoutMs });
    const { protocol, port } = base;
    const place = { protocol, hostname: base.hostname.replace(/^\[|\]$/g, ''), port };
    const folder = base.pathname === '/' ? '' : base.pathname;
    const pool = createSlicePool();
    let pace = { bytesPerSecond: undefined };
    let inFlight = 0;
    async function exchange({ path, ctx, ...args }) {
        const startedMs = performance.now();
        const request = client.request({
            ...place,
            path: folder + path,
            method: args.method,
            headers: { ...args.headers, host: base.host, 'accept-encoding': 'identity' },
            agent,
        });
        // What the request tells of its end is not relied on: one that is destroyed before it has a connection says nothing at all.
        const ended = Promise.withResolvers();
        ended.promise.catch(() => { });
        const end = (error) => {
            ended.reject(error);
            request.destroy(error);
        };
        const silence = watchSilence(request, {
            ...{ stallTimeoutMs, patienceMs: ctx.patienceMs ?? 0, onSilent: end },
            limitMs: (sentBytes) => silenceLimitMs({ stallTimeoutMs, sentBytes, inFlight, pace }),
        });
        if (ctx.sending !== undefined)
            tellConnected(request, ctx.sending);
        const onAbort = () => end(new ConnectionError('ABORTED', 'aborted'));
        ctx.signal.addEventListener('abort', onAbort, { once: true });
        try {
            const received = await Promise.race([converse(request, { content: args.content, ctx, silence }), ended.promise]);
            if (ctx.body !== undefined && received.status === 200)
                pace = learnPace(pace, { sizeBytes: ctx.body.sizeBytes, elapsedMs: performance.now() - startedMs });
            return received;
        }
        finally {
            silence.end();
            endUnlessWhole(request);
            ctx.signal.removeEventListener('abort', onAbort);
        }
    }
    /** Sends the request and hears the answer. */
    async function converse(request, { content, ctx, silence }) {
        const answer = transport_receive(request, silence);
        answer.catch(() => { });
        if (ctx.body === undefined || ctx.body.sizeBytes === 0)
            request.end(content);
        else
            await deliver(request, ctx.body, { sending: ctx.sending, silence });
        return await answer;
    }
    async function deliver(request, body, { sending, silence }) {
        const slices = pool.take();
        let areIdle = false;
        try {
            areIdle = await sendBody(request, {
                ...{ body, slices },
                onHanded(waitedMs) {
                    silence.touch();
                    sending?.onDiskWait(waitedMs);
                },
                onTaken(sentBytes) {
                    silence.touch();
                    silence.sentBytes = sentBytes;
                    sending?.onSent(sentBytes);
                },
            });
        }
        finally {
            pool.giveBack(slices, areIdle);
        }
    }
    async function send(request) {
        const { ctx } = request;
        ctx.signal.throwIfAborted();
        inFlight += 1;
        try {
            const answer = await exchange(request);
            ctx.answer = answer;
            return answer;
        }
        catch (error) {
            ctx.failure = error;
            if (error instanceof ConnectionError && error.code === 'STALLED')
                pace = doubtPace(pace, inFlight);
            throw error;
        }
        finally {
            inFlight -= 1;
        }
    }
    return {
        send,
        async request(url, { method, headers, content, ctx: contextOf }) {
            const ctx = contextOf();
            const answer = await send({ method, path: pathOf(url), headers, content, ctx });
            const readable = withoutDepths(answer);
            // Of a refusal the body still says who refused.
            if (answer.status < 300)
                ctx.answer = readable;
            return asResult(readable);
        },
        close() {
            agent.destroy();
        },
    };
}
/**
 * An answer before the kernel took the whole body leaves a connection that nothing can be sent on any more. One that came with the last byte
 * may overtake the word that the kernel took it, by less than a turn of the event loop.
 */
function endUnlessWhole(request) {
    if (!request.writableEnded)
        request.destroy();
    setImmediate(() => {
        if (!request.writableFinished)
            request.destroy();
    });
}
/** ali-oss is given a placeholder host; what counts of its URL is the path and query, exactly as it escaped and signed them. */
function pathOf(url) {
    return url.slice(url.indexOf('/', url.indexOf('//') + 2));
}
function asResult(answer) {
    const result = { ...answer, statusCode: answer.status };
    result.res = result;
    return result;
}
function tellConnected(request, sending) {
    request.once('socket', (socket) => {
        if (!socket.connecting)
            return sending.onConnected(!request.reusedSocket);
        socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => sending.onConnected(true));
    });
}
function transport_receive(request, silence) {
    return new Promise((resolve, reject) => {
        const fail = (error) => reject(asConnectionError(error));
        onBroken(request, fail);
        request.on('response', (response) => {
            const chunks = [];
            silence.answered(0);
            response.on('data', (chunk) => {
                chunks.push(chunk);
                silence.answered(chunk.length);
                if (silence.answeredBytes <= answer_limits_MAX_ANSWER_BYTES)
                    return;
                fail(new ConnectionError('EMSGSIZE', 'the answer is too large to come from OSS'));
                request.destroy();
            });
            response.on('error', fail);
            response.on('end', () => {
                if (!response.complete)
                    return fail(new ConnectionError('ECONNRESET', 'the answer was cut off'));
                const status = plainStatus(response.statusCode ?? 0);
                resolve({ status, headers: response.headers, data: Buffer.concat(chunks) });
            });
        });
    });
}
/** @returns the answer without a body that nests without end: ali-oss would be deaf for as long as it reads it. */
function withoutDepths(answer) {
    return nestsTooDeep(answer.data) ? { ...answer, data: Buffer.alloc(0) } : answer;
}
/** @returns 200 for 203, with which a proxy says that it changed something about a 200. What was answered is verified all the same. */
function plainStatus(status) {
    return status === 203 ? 200 : status;
}
function asConnectionError(error) {
    if (error instanceof ConnectionError)
        return error;
    return new ConnectionError(error.code ?? 'ECONNRESET', error.message, error);
}

;// CONCATENATED MODULE: ./build/adapters/oss/url-signer.js


/**
 * @returns what turns an object's public URL into one that whoever has it may GET.
 *   Source: https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls
 */
function createUrlSigner({ bucket, region, credentials, expiresSeconds, nowMs, }) {
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    const time = timeOf(nowMs);
    const signer = createSigner({ day: time.slice(0, 8), region, accessKeyId, accessKeySecret });
    const parameters = [
        ['x-oss-credential', signer.credential],
        ['x-oss-date', time],
        ['x-oss-expires', String(expiresSeconds)],
        ...(securityToken === undefined ? [] : [['x-oss-security-token', securityToken]]),
        ['x-oss-signature-version', ALGORITHM],
    ];
    const query = parameters.map(([name, value]) => `${name}=${escapeText(value)}`).join('&');
    return (publicUrl, key) => {
        // The host is not part of the signature, and no header is.
        const canonical = ['GET', escapeKey(`/${bucket}/${key}`), query, '', '', UNSIGNED].join('\n');
        return `${publicUrl}?${query}&x-oss-signature=${signer.sign(time, canonical)}`;
    };
}
/** So long a URL that only this step reads by is valid. */
const READING_SECONDS = 900;
/** @returns what signs a URL for one look, with the credentials of the moment. */
function createReadingSigner({ bucket, region, credentials, nowMs, }) {
    return async (publicUrl, key, signal) => {
        const signer = { bucket, region, credentials: await credentials.current(signal), expiresSeconds: READING_SECONDS };
        return createUrlSigner({ ...signer, nowMs: nowMs() })(publicUrl, key);
    };
}

;// CONCATENATED MODULE: ./build/adapters/process/clock.js
/** Time and chance, from Node. */

const systemClock = {
    nowMs: () => performance.now(),
    epochMs: () => Date.now(),
    async sleep(delayMs, signal) {
        try {
            await (0,external_node_timers_promises_namespaceObject.setTimeout)(delayMs, undefined, { signal });
        }
        catch (error) {
            throw signal.aborted ? signal.reason : error;
        }
    },
    every(periodMs, tick) {
        const timer = setInterval(tick, periodMs);
        timer.unref();
        return () => clearInterval(timer);
    },
    random: () => Math.random(),
    busyMs: () => performance.eventLoopUtilization().active,
};

;// CONCATENATED MODULE: ./build/core/service/signature-v3.js

const signature_v3_ALGORITHM = 'ACS3-HMAC-SHA256';
/** @returns query and headers of a POST to `/` that these credentials sign. */
function signV3(call, credentials, hashes) {
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    const bodyHash = hashes.sha256(call.body);
    const headers = {
        ...(call.contentType === undefined ? {} : { 'content-type': call.contentType }),
        host: call.host,
        'x-acs-action': call.action,
        'x-acs-content-sha256': bodyHash,
        'x-acs-date': new Date(call.epochMs).toISOString().replace(/\.\d+Z$/, 'Z'),
        ...(securityToken === undefined ? {} : { 'x-acs-security-token': securityToken }),
        'x-acs-signature-nonce': call.nonce,
        'x-acs-version': call.version,
    };
    const sorted = Object.entries(headers).sort(([left], [right]) => (left < right ? -1 : 1));
    const search = canonicalQuery(call.query);
    const names = sorted.map(([name]) => name).join(';');
    const canonical = [
        ...['POST', '/', search],
        ...[sorted.map(([name, value]) => `${name}:${value.trim()}\n`).join(''), names, bodyHash],
    ].join('\n');
    const signature = hashes.hmacSha256(accessKeySecret, `${signature_v3_ALGORITHM}\n${hashes.sha256(canonical)}`);
    const authorization = `${signature_v3_ALGORITHM} Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`;
    return { search, headers: { ...headers, authorization } };
}
function canonicalQuery(query) {
    return Object.entries(query)
        .map(([name, value]) => `${escapeText(name)}=${escapeText(value)}`)
        .sort()
        .join('&');
}

;// CONCATENATED MODULE: ./build/adapters/readers/cdn.js
/** Asks a CDN to forget URLs, signed with the step's own credentials. Why not a package: docs/decisions/0009. */








const cdn_DEADLINE_MS = 30_000;
/** What only helps is not waited for longer. */
const AID_DEADLINE_MS = 5000;
const FORM = 'application/x-www-form-urlencoded';
const hashes = {
    sha256: (text) => (0,external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest('hex'),
    hmacSha256: (key, text) => (0,external_node_crypto_namespaceObject.createHmac)('sha256', key).update(text).digest('hex'),
};
/** @returns the CDN as a release asks it. A wrong clock is corrected by what the service says. */
function createCdnRefresh({ service, base, http, credentials, clock }) {
    const { kind, origin } = service;
    const domain = new URL(base).hostname;
    let clockOffsetMs = 0;
    let site;
    async function call(what, signal, deadlineMs = cdn_DEADLINE_MS) {
        const url = new URL('/', origin);
        const request = { operation: what.action, host: url.host, proxy: http.proxyOf?.(url), kind, domain };
        const body = what.form === undefined ? '' : String(new URLSearchParams(what.form));
        const signer = await credentials.current(signal);
        const unsigned = {
            ...{ host: url.host, action: what.action, version: what.version, query: what.query, body },
            ...{ contentType: body === '' ? undefined : FORM, epochMs: clock.epochMs() + clockOffsetMs, nonce: (0,external_node_crypto_namespaceObject.randomUUID)() },
        };
        const { search, headers } = signV3(unsigned, signer, hashes);
        url.search = search;
        try {
            const accept = { accept: 'application/json' };
            const answer = await http.call({ method: 'POST', url, headers: { ...headers, ...accept }, body }, { deadlineMs, signal });
            const fields = fieldsOf(answer.text);
            if (answer.status === 200 && typeof fields?.RequestId === 'string')
                return fields;
            const error = explainCdn({ request, facts: factsOf(answer, fields) });
            if (error.fault === 'credentials')
                credentials.discard(signer);
            if (error.fault === 'clock' && error.facts.serverTimeMs !== undefined)
                clockOffsetMs = error.facts.serverTimeMs - clock.epochMs();
            throw error;
        }
        catch (error) {
            if (!(error instanceof ConnectionError))
                throw error;
            throw explainCdn({ request, facts: {}, connection: error });
        }
    }
    /** The site is looked for once; what fails in passing is looked for again. */
    function siteId(signal) {
        if (kind !== 'esa' || service.siteId !== undefined)
            return Promise.resolve(service.siteId);
        site ??= findSite(signal).catch((error) => {
            site = undefined;
            throw error;
        });
        return site;
    }
    async function findSite(signal) {
        for (const one of siteCalls(domain)) {
            const found = siteIdOf(await call(one, signal));
            if (found !== undefined)
                return found;
        }
        throw siteUnknown(domain);
    }
    return {
        batches: (keys) => {
            const byUrl = new Map(keys.map((key) => [objectUrl(base, key), key]));
            return refreshBatches(kind, [...byUrl.keys()]).map((urls) => urls.flatMap((url) => byUrl.get(url) ?? []));
        },
        async refresh(keys, signal) {
            try {
                const urls = keys.map((key) => objectUrl(base, key));
                await call(refreshCall(kind, urls, await siteId(signal)), signal);
            }
            catch (error) {
                if (signal.aborted)
                    throw signal.reason;
                throw error;
            }
        },
        async remaining(signal) {
            try {
                return remainingUrls(kind, await call(quotaCall(kind, await siteId(signal)), signal, AID_DEADLINE_MS));
            }
            catch (error) {
                if (signal.aborted)
                    throw signal.reason;
                // A clock that was corrected by it helps the refresh already.
                if (asActionError(error) === undefined || faultOf(error) === 'aborted')
                    throw error;
                return undefined;
            }
        },
    };
}
function siteUnknown(domain) {
    return new ActionError({
        code: 'cdn-domain',
        message: `${domain} belongs to no site of this account in ESA`,
        remedy: 'Check `public-url`, or name the site:\n  with:\n    cdn-refresh: esa:<site ID>',
    });
}

;// CONCATENATED MODULE: ./build/adapters/readers/public-look.js
/** Whether anybody could read what is published: asked once, beside the publishing of the rest, since the answer takes some round trips. */


const public_look_DEADLINE_MS = 5_000;
/**
 * @param base of the public URLs
 * @param env where proxy settings are read
 * @param signal ends the look: then it could not be told
 * @returns what is to be told of each object that shows
 */
function createPublicLook({ base, env, signal, }) {
    const http = createHttpCaller(env);
    let refused;
    async function ask(url) {
        try {
            const request = { method: 'HEAD', url: new URL(url), headers: {} };
            const { status } = await http.call(request, { deadlineMs: public_look_DEADLINE_MS, signal });
            return status === 403 ? url : undefined;
        }
        catch {
            return undefined;
        }
    }
    return {
        shown(key) {
            refused ??= ask(objectUrl(base, key));
        },
        refusedUrl: async () => refused,
    };
}

;// CONCATENATED MODULE: external "node:dns/promises"
const external_node_dns_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns/promises");
;// CONCATENATED MODULE: ./build/core/readers/redirect.js
/** Where a reader may be sent on to. Pure. */
/**
 * @param from URL that answered
 * @param location the answer's header; may be relative
 * @param mayBePrivate whether the public address itself is a private one
 * @returns whether the redirect is followed: never from https to http, nor into a network that readers are not in
 */
function judgeRedirect(from, location, { mayBePrivate }) {
    const url = URL.parse(location, from);
    if (url === null || !/^https?:$/.test(url.protocol))
        return { kind: 'refuse', host: '', reason: 'unreadable' };
    if (url.protocol === 'http:' && from.startsWith('https:'))
        return { kind: 'refuse', host: url.host, reason: 'to-http' };
    if (!mayBePrivate && isPrivateHost(url.hostname))
        return { kind: 'refuse', host: url.host, reason: 'to-private' };
    url.username = '';
    url.password = '';
    return { kind: 'follow', url: url.href };
}
/** @returns whether a host is, or is the address of, a machine that readers elsewhere do not reach: loopback, link-local or private. */
function isPrivateHost(hostname) {
    const name = hostname
        .toLowerCase()
        .replace(/^\[|\]$/g, '')
        .replace(/\.$/, '');
    if (name === 'localhost' || name.endsWith('.localhost'))
        return true;
    const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(name);
    const address = mapped === null ? name : dotted(Number.parseInt(`${mapped[1]}`, 16), Number.parseInt(`${mapped[2]}`, 16));
    if (address.includes(':'))
        return /^(::1?$|fe[89ab]|f[cd])/.test(address);
    const [first = -1, second = -1] = /^\d+\.\d+\.\d+\.\d+$/.test(address) ? address.split('.').map(Number) : [];
    return ([0, 10, 127].includes(first) ||
        (first === 100 && second >= 64 && second < 128) ||
        (first === 169 && second === 254) ||
        (first === 172 && second >= 16 && second < 32) ||
        (first === 192 && second === 168));
}
function dotted(high, low) {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

;// CONCATENATED MODULE: ./build/adapters/readers/reader.js
/** Asks for objects as any reader does: by the public URL, through the proxy where one is set, without credentials. */













const MAX_REDIRECTS = 3;
const SILENCE_MS = 30_000;
/** @returns the reader, whose connections are kept until `close`. */
function createReaders({ base, env, sign, silenceMs = SILENCE_MS }) {
    const agents = new Map();
    const mayBePrivate = isPrivateHost(new URL(base).hostname);
    function agentOf(url) {
        const known = agents.get(url.origin);
        if (known !== undefined)
            return known;
        const agent = createAgent({ url, env, keepAlive: true, connectTimeoutMs: silenceMs });
        agents.set(url.origin, agent);
        return agent;
    }
    async function follow(first, question) {
        let url = first;
        for (let redirects = 0;; redirects += 1) {
            const answer = await exchange(new URL(url), question, { agent: agentOf(new URL(url)), silenceMs });
            const location = answer.kind === 'answer' ? answer.headers.location : undefined;
            if (answer.kind !== 'answer' || location === undefined || ![301, 302, 303, 307, 308].includes(answer.status))
                return answer;
            const { status } = answer;
            const redirect = judgeRedirect(url, location, { mayBePrivate });
            if (redirect.kind === 'refuse')
                return { kind: 'redirect', status, host: redirect.host, reason: redirect.reason };
            const { host, hostname } = new URL(redirect.url);
            if (redirects >= MAX_REDIRECTS)
                return { kind: 'redirect', status, host, reason: 'too-many' };
            const isDirect = proxyFor(new URL(redirect.url), env) === undefined;
            if (!mayBePrivate && isDirect && (await resolvesToPrivate(hostname)))
                return { kind: 'redirect', status, host, reason: 'to-private' };
            url = redirect.url;
        }
    }
    return {
        isSigned: sign !== undefined,
        shownUrl: (key) => objectUrl(base, key),
        async ask(question) {
            const { key, signal } = question;
            signal.throwIfAborted();
            const plain = objectUrl(base, key);
            try {
                return await follow(sign === undefined ? plain : await sign(plain, key, signal), question);
            }
            catch (error) {
                if (signal.aborted)
                    throw signal.reason;
                const { code = 'unknown', message } = error;
                return { kind: 'failed', code, message };
            }
        },
        close() {
            for (const agent of agents.values())
                agent.destroy();
        },
    };
}
/** A name that cannot be resolved is no private one: the request itself says so. */
async function resolvesToPrivate(hostname) {
    const name = hostname.replace(/^\[|\]$/g, '');
    if ((0,external_node_net_namespaceObject.isIP)(name) !== 0)
        return false;
    try {
        return (await (0,external_node_dns_promises_namespaceObject.lookup)(name, { all: true })).some(({ address }) => isPrivateHost(address));
    }
    catch {
        return false;
    }
}
/** One request and its answer, read up to `maxBytes`. */
async function exchange(url, { method, range, maxBytes, signal }, { agent, silenceMs }) {
    const client = url.protocol === 'https:' ? external_node_https_namespaceObject_0 : external_node_http_namespaceObject_0;
    const headers = {
        // A CDN that compresses on the fly would change length and bytes.
        'accept-encoding': 'identity',
        'user-agent': 'upload-aliyun-oss check-public',
        ...(range === undefined ? {} : { range: `bytes=${range.startBytes}-${range.endBytes - 1}` }),
    };
    const silent = Promise.withResolvers();
    silent.promise.catch(() => { });
    const timer = setTimeout(() => {
        silent.reject(new ConnectionError('STALLED', `nothing came for ${silenceMs / 1000} s`));
    }, silenceMs);
    const request = client.request(url, { method, headers, agent });
    request.end();
    let isDone = false;
    try {
        const answer = await race(Promise.race([reader_receive(request, { maxBytes, onBytes: () => timer.refresh() }), silent.promise]), {
            signal,
        });
        isDone = answer.kind === 'answer' && answer.isWhole;
        return answer;
    }
    finally {
        clearTimeout(timer);
        if (!isDone)
            request.destroy();
    }
}
function reader_receive(request, { maxBytes, onBytes }) {
    return new Promise((resolve, reject) => {
        const fail = (error) => reject(error instanceof ConnectionError
            ? error
            : new ConnectionError(error.code ?? 'ECONNRESET', error.message, error));
        onBroken(request, fail);
        request.on('response', (response) => {
            const sha256 = (0,external_node_crypto_namespaceObject.createHash)('sha256');
            let crc = 0n;
            let readBytes = 0;
            const done = (isWhole) => resolve({
                ...{ kind: 'answer', status: response.statusCode ?? 0, headers: plainHeaders(response.headers) },
                ...{ readBytes, isWhole, sha256: sha256.digest('hex'), crc64: crc },
            });
            response.on('error', fail);
            response.on('data', (chunk) => {
                onBytes();
                const wanted = chunk.subarray(0, maxBytes - readBytes);
                sha256.update(wanted);
                crc = crc64(wanted, crc);
                readBytes += wanted.length;
                if (wanted.length === chunk.length)
                    return;
                response.removeAllListeners('data').removeAllListeners('end');
                done(false);
            });
            response.on('end', () => {
                if (response.complete)
                    done(true);
                else
                    fail(new ConnectionError('ECONNRESET', 'the answer was cut off'));
            });
        });
    });
}
function plainHeaders(headers) {
    return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

// EXTERNAL MODULE: ./node_modules/mime-types/index.js
var mime_types = __nccwpck_require__(4096);
;// CONCATENATED MODULE: ./build/adapters/disk/content-types.js
/** Content types by file name, from the mime-db that the web's servers share. */


const TEXT = 'text/plain; charset=utf-8';
const BINARY = 'application/octet-stream';
const TYPESCRIPT = 'application/typescript; charset=utf-8';
/**
 * What release files need, and the database lacks or takes for something else. IANA: https://www.iana.org/assignments/media-types; else what the hosts
 * say that serve most of them (GitHub, PyPI, crates.io, NuGet, Visual Studio Marketplace), or what the format's maker documents.
 */
const OVERRIDES = new Map(Object.entries({
    // Sums, signatures and keys are read, not run.
    ...{ md5: TEXT, sha1: TEXT, sha224: TEXT, sha256: TEXT, sha384: TEXT, sha512: TEXT, sum: TEXT },
    ...{ sha256sum: TEXT, sha512sum: TEXT, asc: TEXT, sig: TEXT, minisig: TEXT, pub: TEXT },
    // Sources; the database has MPEG and a web service in their place. `.key` is a private key more often than a presentation.
    ...{ ts: TYPESCRIPT, mts: TYPESCRIPT, cts: TYPESCRIPT, rs: TEXT, ps1: TEXT, key: BINARY },
    // Apple: over-the-air installation wants its manifest as XML. https://support.apple.com/guide/deployment/depce7cefc4d/web
    plist: 'application/xml',
    ipa: BINARY,
    aab: BINARY,
    // IANA
    deb: 'application/vnd.debian.binary-package',
    jsonl: 'application/jsonl; charset=utf-8',
    zst: 'application/zstd',
    // https://learn.microsoft.com/windows/msix/app-installer/web-install-iis
    msix: 'application/msix',
    msixbundle: 'application/msixbundle',
    appx: 'application/appx',
    appxbundle: 'application/appxbundle',
    appinstaller: 'application/appinstaller',
    vsix: 'application/vsix',
    whl: 'application/zip',
    crate: 'application/gzip',
    tgz: 'application/gzip',
    nupkg: BINARY,
    blockmap: BINARY,
    appimage: 'application/vnd.appimage',
    flatpak: 'application/vnd.flatpak',
    snap: 'application/vnd.snap',
    rpm: 'application/x-rpm',
    lz4: 'application/x-lz4',
    ndjson: 'application/x-ndjson; charset=utf-8',
    pdb: BINARY,
}));
/** Files of text that go by their whole name. */
const TEXTS = /^(SHA(1|224|256|384|512)SUMS|MD5SUMS|B2SUMS|RELEASES|LICENSE|README|CHANGELOG)$/i;
/** @returns the Content-Type for a key, with charset for text; `application/octet-stream` where the name says nothing. */
function contentTypeOf(key) {
    const name = lastSegment(key);
    if (TEXTS.test(name))
        return TEXT;
    const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
    if (extension === undefined)
        return BINARY;
    return OVERRIDES.get(extension) ?? ((0,mime_types.contentType)(name) || BINARY);
}

;// CONCATENATED MODULE: ./build/action/inputs/settings.js
/** Inputs \u2192 what each job is told, field by field: nothing of the credentials travels in settings. */








/** @returns the key of the SHA256SUMS file, `key-prefix` included; undefined where none is wanted. */
function checksumsKeyOf({ checksums, keyPrefix }) {
    return checksums === undefined ? undefined : `${keyPrefix}${checksums}`;
}
/** @returns what the step makes itself. */
function madeKeysOf(inputs) {
    const [sums, index] = [checksumsKeyOf(inputs), indexOf(inputs)];
    return [
        ...(sums === undefined ? [] : [{ key: sums, name: 'the checksums file' }]),
        ...(index === undefined ? [] : [{ key: index.key, name: 'the index' }]),
    ];
}
/** @returns the index of the release that is wanted; undefined where none is. */
function indexOf(inputs) {
    const { manifestKey, keyPrefix, version } = inputs;
    if (manifestKey === undefined)
        return undefined;
    const base = publicBase(inputs);
    return { key: `${keyPrefix}${manifestKey}`, version: version?.text, urlOf: (key) => objectUrl(base, key) };
}
/** @returns what an upload is told, also one that only holds. */
function uploadSettingsOf(inputs) {
    const { bucket, region, endpoint, mode, ifNoFilesFound, partSize, publish, shard, resume } = inputs;
    const { path: lines, includeHiddenFiles, followSymbolicLinks, layout, keyPrefix } = inputs;
    const hold = mode.kind === 'hold';
    return {
        ...commonSettings(inputs),
        // A leg that holds makes no checksums file of its own.
        match: {
            ...{ lines, includeHiddenFiles, followSymbolicLinks, layout, keyPrefix },
            reservedKeys: hold ? [] : madeKeysOf(inputs),
        },
        ...{ ifNoFilesFound, partSize, publish, shard, hold },
        keepsRecords: resume !== 'false',
        moving: hold ? undefined : movingOf(inputs),
        where: `oss://${bucket}/ (${region}, ${endpoint.host})`,
    };
}
/** @returns what a leg is told. */
function holdSettingsOf(inputs, { name, run, ...job }) {
    const { bucket, region } = inputs;
    return { ...uploadSettingsOf(inputs), bucket, region, name, ...job, attempt: run };
}
/** @returns what the job is told that publishes or abandons what others hold. */
function heldSettingsOf(inputs, { sources, run, sha256Of, }) {
    return { ...commonSettings(inputs), sources, bucketId: bucketIdOf(sha256Of, inputs), runId: run.id };
}
function commonSettings(inputs) {
    const { concurrency, giveUpAfterMs, overwrite, dryRun, headers, checkPublic, version } = inputs;
    const publishLast = inputs.publishLast.map(keyMatcher);
    return {
        ...{ concurrency, giveUpAfterMs, overwrite, dryRun },
        checkPublicMs: checkPublic.kind === 'wait' ? checkPublic.durationMs : undefined,
        publishLast,
        checksumsKey: checksumsKeyOf(inputs),
        index: indexOf(inputs),
        madeKeys: madeKeysOf(inputs),
        patterns: [
            { input: 'headers', patterns: headers.flatMap(({ pattern }) => pattern ?? []) },
            { input: 'publish-last', patterns: patternsOfUser(inputs.publishLast) },
        ],
        keyPrefix: inputs.keyPrefix,
        headersOf: (key) => ({
            ...headersFor(headers, { key, contentType: contentTypeOf(key) }),
            ...(version !== undefined && waveOf(key, publishLast) > 0 ? { [VERSION_HEADER]: version.text } : {}),
        }),
    };
}
function movingOf({ version, allowOlder, publishLast }) {
    return version === undefined ? undefined : { version, allowOlder, pointers: pointersOf(publishLast) };
}

;// CONCATENATED MODULE: ./build/core/text/markdown.js
/** Markdown of GitHub's flavour out of texts that others chose: nothing in them becomes markup, a mention or a link. Pure. */

/** What Markdown, HTML, or GitHub's own additions (emoji, mentions, references, math) could take for markup. */
const MARKUP = /[\\`*[\]<>&|~@#$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/\/|[\w+-]+:)|(?<=www)\.|^[-+=]|(?<=^\d{1,9})[.)]/gi;
/** @returns the text as one line of text, to stand in a paragraph or a table. */
function plainText(text, maxLength = 500) {
    return singleLine(text, maxLength).trim().replace(MARKUP, escapeCharacter);
}
/** @returns the text as one line of text in which what stands between backticks is set as code. */
function prose(text, maxLength = 2000) {
    const pieces = singleLine(text, maxLength)
        .trim()
        .split(/`([^`]+)`/);
    return pieces
        .map((piece) => piece.replace(MARKUP, escapeCharacter))
        .map((piece, index) => (index % 2 === 1 ? `<code>${piece}</code>` : piece))
        .join('');
}
function escapeCharacter(character) {
    // GitHub looks for mentions, references and math after entities are decoded, but not beyond a tag.
    if ('@#$'.includes(character))
        return `${character}<!-- -->`;
    return `&#${character.charCodeAt(0)};`;
}
/** @returns the text set as code, to stand in a paragraph or a table. */
function codeText(text, maxLength = 200) {
    return `<code>${plainText(text, maxLength)}</code>`;
}
/** @returns a link over the text, which is set as code; only the code where the URL is none that a browser opens. */
function linkedCode(text, url) {
    if (url === undefined || !/^https?:\/\//.test(url))
        return codeText(text);
    return `[${codeText(text)}](${url.replace(/[^\w:/?#@!$+,;=.~%-]/gu, encodeCharacter)})`;
}
function encodeCharacter(character) {
    const bytes = [...new TextEncoder().encode(character)];
    return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
/** @returns lines as they are, in a block of code. */
function codeBlock(lines, language = '') {
    const clean = lines.map((line) => singleLine(line));
    const longest = Math.max(2, ...clean.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
    const fence = '`'.repeat(longest + 1);
    return [`${fence}${language}`, ...clean, fence].join('\n');
}
/** @returns a table; each cell must be harmless already. Columns whose head begins with `>` are aligned to the right. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    const rule = head.map((title) => (title.startsWith('>') ? '--:' : ':--'));
    return [line(head.map((title) => title.replace(/^>/, ''))), line(rule), ...rows.map(line)].join('\n');
}
/** @returns what is shown when the reader opens it. */
function markdown_folded(title, markdown) {
    return `<details><summary>${plainText(title)}</summary>\n\n${markdown}\n\n</details>`;
}

;// CONCATENATED MODULE: ./build/core/telling/summary.js
/** The job summary: what a person wants to see of an upload, in GitHub's Markdown. Pure. */




/** @returns the summary of a step, well below GitHub's 1 MiB. */
function formatSummary(facts) {
    if (facts.files.length === 0 && facts.failures.length === 0)
        return '### There was nothing to publish\n\n';
    const isOver = facts.outcome === 'published' || facts.outcome === 'held';
    const blocks = isOver
        ? [headline(facts), work(facts), filesTable(facts), rateChart(facts)]
        : [headline(facts), ...facts.failures.slice(0, MAX_FAILURES).map(failure), nextStep(facts), filesTable(facts)];
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n\n`;
}
/** @returns the summary of a step that ended before there was anything to tell of files. */
function formatFailureSummary(error) {
    return `### \u274c Nothing was published\n\n${failure(error)}\n\n`;
}
/** Distinct causes above this are not what anybody reads. */
const MAX_FAILURES = 10;
function headline({ outcome, files, bucket, elapsedMs }) {
    const ours = files.filter(({ status }) => status !== 'kept');
    const count = plural(ours.length, 'file');
    const size = formatSize(ours.reduce((sum, file) => sum + file.sizeBytes, 0));
    const place = codeText(bucket);
    const visible = files.filter(isVisible).length;
    const shown = visible === 0 ? 'nothing was published' : `${visible} of ${count} published`;
    switch (outcome) {
        case 'published':
            return `### \u2705 Published ${count} (${size}) to ${place} in ${formatDuration(elapsedMs)}`;
        case 'unread':
            return `### \u274c Published ${visible} of ${count} to ${place}, but readers do not get ${visible === 1 ? 'it' : 'all of them'} yet`;
        case 'held':
            return `### \u2705 Holds ${count} (${size}) in ${place} for a later job, not visible yet`;
        case 'failed':
            return `### \u274c Upload to ${place} failed: ${shown}`;
        case 'cancelled':
            return `### \u23f9\ufe0f Upload to ${place} was cancelled: ${shown}`;
    }
}
/** The headline says already where nothing was published. */
function nextStep({ safe, next }) {
    const kept = safe === '' ? '' : `**${plainText(safe)}.**\n\n`;
    return `${kept}\ud83d\udc49 ${prose(next)}`;
}
function isVisible({ status }) {
    return status !== 'failed' && status !== 'waiting' && status !== 'held' && status !== 'kept';
}
function work(facts) {
    const { sentBytes, resumedBytes, elapsedMs, mostConnections, retries } = facts;
    const rate = (sentBytes * 1000) / Math.max(1, elapsedMs);
    const parts = [
        sentBytes === 0
            ? 'nothing had to be sent'
            : `${formatSize(sentBytes)} sent, ${formatSize(Math.round(rate))}/s over up to ${plural(mostConnections, 'connection')}`,
        ...(resumedBytes > 0 ? [`**${formatSize(resumedBytes)} were in OSS already**${saved(facts)}`] : []),
        ...(retries > 0 ? [`${plural(retries, 'request')} sent again`] : []),
        facts.verified,
    ];
    return parts.join(' \u00b7 ');
}
/** What is too little to tell a rate tells no time either. */
const ENOUGH_TO_TELL = { sentBytes: 1024 ** 2, elapsedMs: 1000, savedMs: 1000 };
function saved({ sentBytes, resumedBytes, elapsedMs }) {
    const savedMs = (resumedBytes * elapsedMs) / Math.max(1, sentBytes);
    const isTold = sentBytes >= ENOUGH_TO_TELL.sentBytes && elapsedMs >= ENOUGH_TO_TELL.elapsedMs && savedMs >= ENOUGH_TO_TELL.savedMs;
    return isTold
        ? `, which saved about ${formatDuration(savedMs < 90_000 ? savedMs : Math.round(savedMs / 60_000) * 60_000)}`
        : '';
}
/** More files than this are shown when the reader asks for them. */
const UNFOLDED_FILES = 12;
const MAX_FILES = 1000;
/** GitHub drops a summary above 1 MiB as a whole. */
const MAX_TABLE_BYTES = 400 * 1024;
const STATUSES = {
    uploaded: 'uploaded',
    resumed: 'resumed',
    copied: 'copied inside OSS',
    unchanged: 'unchanged',
    kept: 'kept: a newer version stands there',
    held: 'held',
    failed: '\u274c failed',
    waiting: 'not published',
};
function filesTable({ files, signed, note }) {
    const columns = COLUMNS.filter(({ cell }) => files.some((file) => cell(file) !== ''));
    const rows = fitting(files.map((file) => columns.map(({ cell }) => cell(file))));
    const rest = files.length - rows.length;
    const notes = [
        ...(rest > 0 ? [`\u2026 and ${plural(rest, 'more file')}: see the output \`manifest-path\`.`] : []),
        ...(note !== undefined && files.some(isVisible) ? [`\u26a0\ufe0f ${prose(note)}`] : []),
        ...(signed && files.some(isVisible) ? ['The URLs are signed: they stand in the outputs, and only there.'] : []),
    ];
    const heads = columns.map(({ head }) => head);
    const markdown = [table(heads, rows), ...notes].join('\n\n');
    return files.length > UNFOLDED_FILES ? markdown_folded(plural(files.length, 'file'), markdown) : markdown;
}
const COLUMNS = [
    { head: 'File', cell: ({ key, url }) => linkedCode(key, url) },
    { head: '>Size', cell: ({ sizeBytes }) => formatSize(sizeBytes) },
    { head: 'Status', cell: ({ status }) => STATUSES[status] },
    { head: 'CRC64', cell: ({ crc64 }) => (crc64 === undefined ? '' : summary_short(formatCrc64(crc64))) },
    { head: 'SHA-256', cell: ({ sha256 }) => (sha256 === undefined ? '' : summary_short(sha256)) },
];
function summary_short(digits) {
    return `<code>${digits.slice(0, 10)}${digits.length > 10 ? '\u2026' : ''}</code>`;
}
/** @returns as many rows from the start as the summary has room for. */
function fitting(rows) {
    let bytes = 0;
    const tooLarge = rows.findIndex((cells) => {
        bytes += new TextEncoder().encode(cells.join('   ')).length;
        return bytes > MAX_TABLE_BYTES;
    });
    return rows.slice(0, Math.min(MAX_FILES, tooLarge < 0 ? rows.length : tooLarge));
}
const MAX_ERROR_LINES = 60;
/** Lists are lists in Markdown too; other indented lines are YAML or a stack, and keep their form. */
function failure({ title, text }) {
    const lines = text.split('\n');
    const blocks = [`**${plainText(title)}**`];
    let block = [];
    for (const line of [...lines.slice(0, MAX_ERROR_LINES), '']) {
        if (/^(\s+\S|[{}[\]]+,?$)/.test(line)) {
            block.push(line);
            continue;
        }
        if (block.length > 0)
            blocks.push(isList(block) ? block.map(listItem).join('\n') : codeBlock(block));
        block = [];
        if (line !== '')
            blocks.push(/^\(.*\)$/.test(line) ? `<sub>${prose(line)}</sub>` : prose(line));
    }
    return blocks.join('\n\n');
}
const LIST_ITEM = /^ {2}- /;
function isList(lines) {
    return lines.every((line) => LIST_ITEM.test(line));
}
function listItem(line) {
    return `- ${prose(line.replace(LIST_ITEM, ''))}`;
}
/** Fewer bins than this make no picture. */
const MIN_BINS = 6;
/** A green that can be seen on white and on black. */
const CHART_LOOK = {
    themeVariables: { xyChart: { plotColorPalette: '#2da44e' } },
    xyChart: { width: 900, height: 240 },
};
function rateChart({ rates, elapsedMs }) {
    const perSecond = ratesOf(rates, elapsedMs);
    if (perSecond.length < MIN_BINS)
        return '';
    const most = Math.max(...perSecond);
    const [unit, unitBytes] = most >= 1024 ** 2 ? ['MiB/s', 1024 ** 2] : ['KiB/s', 1024];
    const [time, timeMs] = elapsedMs >= 180_000 ? ['minutes', 60_000] : ['seconds', 1000];
    const points = perSecond.map((rate) => (rate / unitBytes).toFixed(2));
    const end = ((perSecond.length * rates.binMs) / timeMs).toFixed(1);
    const chart = [
        `%%{init: ${JSON.stringify(CHART_LOOK)}}%%`,
        'xychart-beta',
        `  x-axis "${time}" 0 --> ${end}`,
        `  y-axis "${unit}" 0 --> ${((Math.max(most, 1) * 1.1) / unitBytes).toFixed(2)}`,
        `  bar [${points.join(', ')}]`,
    ];
    return codeBlock(chart, 'mermaid');
}

;// CONCATENATED MODULE: ./build/core/telling/verification.js

/** @returns a clause without a capital letter and a full stop: `every object was verified by its CRC64`. */
function describeVerification(objects) {
    const count = (proof) => objects.filter((object) => object.proof === proof).length;
    const ways = [
        [count(undefined), 'verified by its CRC64', 'verified by their CRC64'],
        [count('md5'), 'verified by its MD5', 'verified by their MD5'],
        [
            count('parts'),
            'verified by the CRC64 or MD5 of each of its parts',
            'verified by the CRC64 or MD5 of each of their parts',
        ],
        [count('record'), NOT_READ, NOT_READ],
    ];
    const used = ways.filter(([objectsOfWay]) => objectsOfWay > 0);
    const [only = ways[0]] = used;
    if (used.length <= 1)
        return `every object was ${only[1]}`;
    return used.map(([many, one, all]) => `${plural(many, 'object')} ${many === 1 ? one : all}`).join(', ');
}
const NOT_READ = 'completed by an earlier try and not read back (that needs `oss:GetObject`)';

;// CONCATENATED MODULE: ./build/core/errors/error-title.js
/** Titles of annotations and of the summary: a cause's code in words. Pure. */
const WORDS = {
    acl: 'ACL',
    cdn: 'CDN',
    ecs: 'ECS',
    github: 'GitHub',
    id: 'ID',
    kms: 'KMS',
    oidc: 'OIDC',
    oss: 'OSS',
    sha256: 'SHA-256',
    sts: 'STS',
    tls: 'TLS',
    xml: 'XML',
};
/** Codes whose words alone say too little. */
const TITLES = {
    'bad-headers': 'Headers cannot stand together',
    'bad-input': 'Inputs are wrong',
    'bad-proxy': 'Proxy variable is wrong',
    'bad-match': 'Files cannot be published',
    cancelled: 'The step was cancelled',
    'cdn-busy': 'The CDN is busy',
    'cdn-denied': 'The CDN may not be refreshed',
    'cdn-domain': 'The domain is not one of the CDN',
    'cdn-quota': 'Quota of the CDN is used up',
    certificate: 'Certificate not accepted',
    'gave-up': 'No progress for too long',
    'held-changed': 'Held files have changed',
    'held-gone': 'Held files are gone',
    'held-incomplete': 'The legs do not make a release',
    'if-changed-needs-read': 'if-changed needs oss:GetObject',
    'no-files': 'Files are missing',
    'no-tls': 'No TLS at this port',
    'not-readable': 'Published, but readers do not get it',
    'object-damaged': 'Published object is damaged',
    'part-size': 'Part size does not fit',
    'tls-unchecked': 'Certificates are not checked',
    'unexpected-error': 'Unexpected error',
    'version-needs-read': 'version needs oss:GetObject',
    'version-unclear': 'Versions cannot be compared',
    unreachable: 'Host cannot be reached',
};
/** @returns the title for the code of an error: `access-denied` \u2192 `Access denied`. */
function errorTitle(code) {
    if (Object.hasOwn(TITLES, code))
        return `${TITLES[code]}`;
    const text = code
        .split('-')
        .map((word) => (Object.hasOwn(WORDS, word) ? `${WORDS[word]}` : word))
        .join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./build/core/telling/next-attempt.js
/** What a later attempt can go on from, in words: nothing is promised of bytes that no record names. Pure text. */


/** @returns what became of the bytes that were sent, as a clause; undefined where there are none. */
function sentClause({ heldBytes, plannedBytes }, { kind }) {
    if (heldBytes <= 0)
        return undefined;
    const percent = Math.min(100, Math.floor((100 * heldBytes) / Math.max(1, plannedBytes)));
    const sent = `${percent} % (${formatSize(heldBytes)})`;
    return kind === 'partly' || kind === 'nothing' ? `${sent} was sent` : `${sent} is safe in OSS`;
}
/** @returns what the next attempt does with what was sent, as one sentence. */
function goOn(keeping) {
    switch (keeping.kind) {
        case 'everywhere':
            return 'Re-run the failed jobs to go on from there.';
        case 'earlier':
            return `Re-run the failed jobs: on a new runner they go on from an earlier record, and may send more than they had to (${because(keeping)}).`;
        case 'here':
            return `Another try ${keeping.lasts === 'job' ? 'in this job' : 'on this machine'} goes on from there; a new runner starts afresh (${because(keeping)}).`;
        case 'partly':
            return `The next attempt goes on from what is recorded, and sends the rest again (${because(keeping)}).`;
        case 'nothing':
            return `The next attempt starts afresh (${because(keeping)}).`;
    }
}
function because({ reason }) {
    return singleLine(reason, 150);
}

;// CONCATENATED MODULE: ./build/core/telling/result.js
/** What a run came to: for outputs, summary and exit code. */

/** @returns one entry of the `manifest` output. */
function manifestEntry(facts) {
    return {
        path: facts.displayPath,
        key: facts.key,
        url: facts.url,
        size: facts.sizeBytes,
        crc64: formatCrc64(facts.crc64),
        ...(facts.sha256 === undefined ? {} : { sha256: facts.sha256 }),
        etag: facts.etag,
        ...(facts.versionId === undefined ? {} : { versionId: facts.versionId }),
        contentType: facts.contentType,
        status: facts.status,
        bytesSent: facts.bytesSent,
        bytesResumed: facts.bytesResumed,
    };
}
/** More than this of `urls` and `manifest` together would crowd out a job's other outputs (GitHub: 1 MB a job, as UTF-16). */
const result_MAX_OUTPUT_CHARACTERS = 256 * 1024;
/** @returns the step's outputs, and whether the long ones had to be left empty. */
function formatOutputs({ entries, kept, firstKey, manifestPath, bytesSent, bytesResumed }) {
    const urls = entries.map((entry) => entry.url).join('\n');
    const manifest = JSON.stringify([...entries, ...kept]);
    const tooLong = urls.length + manifest.length > result_MAX_OUTPUT_CHARACTERS;
    const unchanged = entries.filter((entry) => entry.status === 'unchanged').length;
    const outputs = {
        url: entries.find((entry) => entry.key === firstKey)?.url ?? '',
        urls: tooLong ? '' : urls,
        manifest: tooLong ? '' : manifest,
        'manifest-path': manifestPath,
        'files-uploaded': String(entries.length - unchanged),
        'files-unchanged': String(unchanged),
        'kept-newer': kept.map(({ key }) => key).join('\n'),
        'bytes-sent': String(bytesSent),
        'bytes-resumed': String(bytesResumed),
    };
    return { outputs, tooLong };
}

;// CONCATENATED MODULE: ./build/action/outcome/report.js
/** A run's result \u2192 closing lines, annotations, outputs, exit code. */








/** @returns the `manifest` output's entries, in the order of the files; what the step made itself is none of them. */
function manifestOf({ published, sha256 }, { urls, madeKeys }) {
    return published
        .filter(({ file }) => !madeKeys.includes(file.key))
        .map(({ file, object, status, bytesSent, bytesResumed }) => manifestEntry({
        displayPath: file.displayPath,
        key: file.key,
        url: urls.get(file.key) ?? '',
        sizeBytes: file.sizeBytes,
        crc64: object.crc64,
        sha256: sha256.get(file.key),
        etag: object.etag,
        versionId: object.versionId,
        contentType: file.headers['content-type'] ?? 'application/octet-stream',
        status,
        bytesSent,
        bytesResumed,
    }));
}
/** @returns the entries of objects that are left as they are, which follow the others. */
function keptOf({ kept }) {
    return kept.map(({ file: { displayPath, key }, version }) => ({ path: displayPath, key, status: 'kept', version }));
}
/** @returns the step's outputs; warns where the long ones had to be left empty. */
function outputsOf(result, { entries, manifestPath, checksumsUrl, reporter }) {
    const { outputs, tooLong } = formatOutputs({
        entries,
        kept: keptOf(result),
        manifestPath,
        firstKey: result.firstKey,
        bytesSent: result.progress.sentBytes,
        bytesResumed: result.progress.resumedBytes,
    });
    if (tooLong) {
        const text = 'The outputs `urls` and `manifest` would take more than GitHub passes on, and are left empty. Read the file that `manifest-path` names.';
        reporter.warning(text, 'Outputs too long');
    }
    return { ...outputs, 'checksums-url': checksumsUrl };
}
/** Prints how it went: one closing line, or one error annotation a cause. */
function reportResult(result, { reporter, keeping }) {
    const { readers } = result;
    if (readers?.kind === 'wrong')
        for (const error of readers.errors)
            reporter.error(formatError(error), titleOf(error));
    if (result.failed.length === 0) {
        if (result.published.length > 0)
            reporter.info(closingLine(result));
        else if (result.kept.length > 0)
            reporter.info(`Nothing was published: ${keptText(result)}.`);
        return;
    }
    for (const { error, files } of byCause(result.failed)) {
        reporter.error(`${formatError(error)}\n${affected(files)}`, titleOf(error));
    }
    reporter.info(`${safeLine(result, keeping)}. ${report_nextStep(result, keeping)}`);
}
const report_MAX_URLS = 10;
/** Prints where readers find what was published: the first of them, since a log of thousands helps nobody. */
function reportUrls(urls, reporter) {
    for (const url of urls.slice(0, report_MAX_URLS))
        reporter.info(`  ${url}`);
    if (urls.length > report_MAX_URLS)
        reporter.info(`  \u2026 and ${urls.length - report_MAX_URLS} more: see the output \`urls\`, or the file that \`manifest-path\` names.`);
}
function keptText({ kept }) {
    return `${plural(kept.length, 'object')} ${kept.length === 1 ? 'stays' : 'stay'} at a newer version`;
}
function closingLine({ published, kept, progress, elapsedMs, mostConnections, limitation }) {
    const resumed = progress.resumedBytes;
    const rate = elapsedMs > 0 ? (progress.sentBytes * 1000) / elapsedMs : 0;
    const parts = [
        `Published ${plural(published.length, 'file')}`,
        ...(kept.length > 0 ? [keptText({ kept })] : []),
        `${formatSize(progress.sentBytes)} sent`,
        ...(resumed > 0 ? [`${formatSize(resumed)} were in OSS already`] : []),
        formatDuration(elapsedMs),
        ...(progress.sentBytes > 0
            ? [`${formatSize(Math.round(rate))}/s over up to ${plural(mostConnections, 'connection')}`]
            : []),
        ...(limitation === undefined || progress.sentBytes === 0 ? [] : [formatLimitation(limitation)]),
        ...(progress.retries > 0 ? [`${plural(progress.retries, 'request')} sent again`] : []),
    ];
    const verified = describeVerification(published.map(({ object }) => object));
    return `${parts.join(' \u00b7 ')}. ${verified.charAt(0).toUpperCase()}${verified.slice(1)}.`;
}
const NOTHING_PUBLISHED = 'Nothing was published';
/** @returns what is kept after a failure, as one sentence without a full stop. */
function safeLine({ progress, published, waiting }, keeping) {
    const sent = sentClause(progress, keeping);
    const reason = published.length > 0 ? 'yet' : 'since a release shows whole or not at all';
    const parts = [
        ...(published.length > 0 ? [`${plural(published.length, 'file')} published`] : []),
        ...(sent === undefined ? [] : [sent]),
        ...(waiting.length > 0
            ? [`${plural(waiting.length, 'file')} not published${published.length > 0 ? ' ' : ', '}${reason}`]
            : []),
    ];
    return parts.length === 0 ? NOTHING_PUBLISHED : parts.join('; ');
}
/** @returns the result of a cancelled run: what was under way did not fail, it waits like the rest. */
function asCancelled(result) {
    return { ...result, failed: [], waiting: [...result.failed.map(({ file }) => file), ...result.waiting] };
}
/** @returns what to do after a failure, and what the next attempt then goes on from. */
function report_nextStep({ progress, published, failed }, keeping) {
    const lasts = failed.some(({ error }) => isRefusal(error));
    if (progress.heldBytes === 0 && published.length === 0)
        return lasts ? 'Fix the cause, and run the workflow again.' : 'Re-run the failed jobs.';
    return lasts ? `Fix the cause first. ${goOn(keeping)}` : goOn(keeping);
}
/** What OSS refuses it refuses again, until somebody mends the workflow, the policy or the bucket. */
function isRefusal(error) {
    const known = asActionError(error);
    const { status = 0 } = known?.facts ?? {};
    return (known?.fault === 'permanent' || known?.fault === 'denied') && status >= 400 && status < 500;
}
/** @returns one entry for each distinct cause, with the files that met it. */
function byCause(failed) {
    const causes = new Map();
    for (const one of failed) {
        const cause = causeOf(one.error);
        const known = causes.get(cause);
        if (known === undefined)
            causes.set(cause, { error: one.error, files: [one] });
        else
            known.files.push(one);
    }
    return [...causes.values()];
}
function causeOf(error) {
    const known = asActionError(error);
    if (known === undefined)
        return String(error);
    const { serviceCode, ec, deniedAction } = known.facts;
    return [known.code, serviceCode, ec, deniedAction].join(' ');
}
/** @returns the title of an error's annotation, in words. */
function titleOf(error) {
    return errorTitle(asActionError(error)?.code ?? 'unexpected-error');
}
/** @returns which files a cause kept from being published. */
function affected(files) {
    const names = files.slice(0, 10).map(({ file }) => singleLine(file.displayPath, 120));
    return `Not published: ${names.join(', ')}${files.length > 10 ? ` and ${files.length - 10} more` : ''}.`;
}
/** @returns the error that a cancelled step ends with. */
function cancelled() {
    return new ActionError({ code: 'cancelled', fault: 'aborted', message: 'The step was cancelled' });
}

;// CONCATENATED MODULE: ./build/action/outcome/job-summary.js
/** A run's result \u2192 the facts that the job summary shows. */




/** @returns the job summary of a run. */
function jobSummary(result, { bucket, keeping, cancelled, urls, note }) {
    const { progress, elapsedMs, mostConnections } = result;
    return formatSummary({
        ...{ elapsedMs, mostConnections },
        bucket: `oss://${bucket}/`,
        safe: job_summary_keptOf(cancelled ? asCancelled(result) : result, keeping),
        note,
        next: report_nextStep(result, keeping),
        outcome: outcomeOf(result, cancelled),
        files: filesOf(result, { urls, failedStatus: cancelled ? 'waiting' : 'failed' }),
        failures: failuresOf(result, cancelled),
        sentBytes: progress.sentBytes,
        resumedBytes: progress.resumedBytes,
        retries: progress.retries,
        rates: progress.rates,
        verified: describeVerification(result.published.map(({ object }) => object)),
        signed: urls === undefined,
    });
}
function failuresOf({ failed, readers }, cancelled) {
    if (cancelled)
        return [];
    const unread = readers?.kind === 'wrong' ? readers.errors : [];
    return [
        ...byCause(failed).map(({ error, files }) => ({
            title: titleOf(error),
            text: `${formatError(error)}\n${affected(files)}`,
        })),
        ...unread.map((error) => ({ title: titleOf(error), text: formatError(error) })),
    ];
}
/** @returns what is kept, or nothing where the headline says all. */
function job_summary_keptOf(result, keeping) {
    const safe = safeLine(result, keeping);
    return safe === NOTHING_PUBLISHED ? '' : safe;
}
/** @returns the job summary of a step that an error ended before there was a result. */
function failureSummary(error) {
    return formatFailureSummary({ title: titleOf(error), text: formatError(error) });
}
function outcomeOf({ failed, held, readers }, cancelled) {
    if (cancelled)
        return 'cancelled';
    if (failed.length > 0)
        return 'failed';
    if (readers?.kind === 'wrong')
        return 'unread';
    return held === undefined ? 'published' : 'held';
}
/** What needs a person's eye stands first. */
function filesOf(result, { urls, failedStatus }) {
    const { published, failed, kept, held = [], sha256 } = result;
    const heldKeys = new Set(held.map(({ key }) => key));
    const waiting = result.waiting.filter(({ key }) => !heldKeys.has(key));
    const without = { url: undefined, crc64: undefined, sha256: undefined };
    return [
        ...failed.map(({ file: { key, sizeBytes } }) => ({ ...without, key, sizeBytes, status: failedStatus })),
        ...published.map((one) => ({
            key: one.file.key,
            sizeBytes: one.file.sizeBytes,
            status: statusOf(one),
            url: urls?.get(one.file.key),
            crc64: one.object.crc64,
            sha256: sha256.get(one.file.key),
        })),
        ...kept.map(({ file: { key, sizeBytes } }) => ({ ...without, key, sizeBytes, status: 'kept' })),
        ...held.map(({ key, sizeBytes, crc64, ...digest }) => ({
            ...{ key, sizeBytes, crc64, sha256: digest.sha256, url: undefined },
            status: 'held',
        })),
        ...waiting.map(({ key, sizeBytes }) => ({ ...without, key, sizeBytes, status: 'waiting' })),
    ];
}
function statusOf({ file, status, bytesSent, bytesResumed, }) {
    return status === 'uploaded' && bytesSent + bytesResumed === 0 && file.sizeBytes > 0 ? 'copied' : status;
}

;// CONCATENATED MODULE: ./build/action/outcome/outcome.js
/** A run's result \u2192 outputs, manifest file, log and exit code of the step. */















const NOT_SIGNED = 'Everything is published; only the signed URLs are missing, and the outputs hold the unsigned ones. Run the step again: it sends nothing, and signs.';
/** @returns where a job hands its result: outputs first, then log and job summary. */
function createOutcome(options) {
    return {
        async hand(result) {
            const published = await setResultOutputs(result, options);
            return (keeping) => reportOutcome(result, { ...options, ...published, keeping });
        },
        set: setOutputs,
    };
}
async function setResultOutputs(result, options) {
    const { inputs, folder, reporter } = options;
    const publicUrls = publicUrlsOf(result, inputs);
    let urls = publicUrls;
    let signingFailure;
    try {
        urls = await signUrls(publicUrls, options);
    }
    catch (error) {
        signingFailure = error;
    }
    const checksumsKey = checksumsKeyOf(inputs);
    const madeKeys = madeKeysOf(inputs).map(({ key }) => key);
    const entries = manifestOf(result, { urls, madeKeys });
    const manifestPath = writeManifest(`${JSON.stringify([...entries, ...keptOf(result)], null, 2)}\n`, {
        folder,
        reporter,
    });
    const checksumsUrl = urls.get(checksumsKey ?? '') ?? '';
    const outputs = outputsOf(result, { entries, manifestPath, checksumsUrl, reporter });
    setOutputs({ ...outputs, 'checksums-path': checksumsPathOf(result, checksumsKey) });
    return { urls, signingFailure };
}
/** @returns the path of the checksums file on this machine, for `actions/attest`; empty where none is published. */
function checksumsPathOf({ published }, checksumsKey) {
    const made = published.find(({ file }) => file.key === checksumsKey)?.file;
    return made !== undefined && 'path' in made && typeof made.path === 'string' ? made.path : '';
}
/** @returns the file's path, empty where it cannot be written: what is published is published all the same. */
function writeManifest(text, { folder, reporter }) {
    const path = (0,external_node_path_.join)(folder, `manifest-${(0,external_node_crypto_namespaceObject.randomUUID)()}.json`);
    try {
        makeFolder(folder);
        // Signed URLs let whoever has them read: other users of the machine need not.
        (0,external_node_fs_namespaceObject.writeFileSync)(path, text, { mode: 0o600 });
        return path;
    }
    catch (error) {
        reporter.warning(`The file of the manifest cannot be written (${error instanceof Error ? error.message : String(error)}).`, 'No manifest file');
        return '';
    }
}
/** @returns the exit code, after log and job summary have said how it went. */
async function reportOutcome(result, { urls, signingFailure, keeping, ...options }) {
    const { inputs, reporter, signal, env } = options;
    if (inputs.dryRun)
        return 0;
    const { bucket } = inputs;
    const shownUrls = inputs.signedUrlExpiresMs === undefined ? urls : undefined;
    const isDone = result.failed.length === 0 && result.readers?.kind !== 'wrong' && !signal.aborted;
    const refusedUrl = isDone ? await refusal(result, options) : undefined;
    const note = refusedUrl === undefined ? undefined : forbiddenNote(refusedUrl);
    writeSummary(jobSummary(result, { bucket, keeping, cancelled: signal.aborted, urls: shownUrls, note }), env);
    if (signal.aborted) {
        const whole = asCancelled(result);
        reporter.error(`The step was cancelled. ${safeLine(whole, keeping)}. ${report_nextStep(whole, keeping)}`, titleOf(signal.reason));
        return CANCELLED;
    }
    reportResult(result, { reporter, keeping });
    if (result.failed.length > 0 || result.readers?.kind === 'wrong')
        return 1;
    if (signingFailure !== undefined) {
        reporter.error(`${formatError(signingFailure)}\n${NOT_SIGNED}`, titleOf(signingFailure));
        return 1;
    }
    noteAccess(result, options);
    if (note !== undefined)
        reporter.notice(note, 'Not public');
    else
        reportUrls([...(shownUrls?.values() ?? [])], reporter);
    return 0;
}
/** @returns the public URL of each published object by its key. */
function publicUrlsOf({ published }, inputs) {
    const base = publicBase(inputs);
    return new Map(published.map(({ file: { key } }) => [key, objectUrl(base, key)]));
}
/** @returns the URLs as they are handed on: signed where that is wanted. */
async function signUrls(publicUrls, { inputs, credentials, reporter, signal, serviceNowMs }) {
    const { bucket, region, signedUrlExpiresMs } = inputs;
    const urls = new Map(publicUrls);
    if (signedUrlExpiresMs === undefined || urls.size === 0 || signal.aborted)
        return urls;
    const signer = await credentials.mintForUrls(signal);
    const sessionMs = (signer.expiresAtMs ?? Number.POSITIVE_INFINITY) - Date.now();
    const expiresSeconds = Math.max(1, Math.floor(Math.min(signedUrlExpiresMs, sessionMs) / 1000));
    const sign = createUrlSigner({ bucket, region, credentials: signer, expiresSeconds, nowMs: serviceNowMs() });
    for (const [key, url] of urls)
        urls.set(key, sign(url, key));
    if (sessionMs < signedUrlExpiresMs) {
        reporter.notice(`Signed URLs end with the session that signed them, in ${formatDuration(expiresSeconds * 1000)}. For longer ones raise \`role-session-expiration\`, and the role's own maximum.`, 'Signed for less');
    }
    const isMasked = inputs.credentials.kind !== 'role';
    if (isMasked && signer.securityToken !== undefined) {
        reporter.notice('The signed URLs live no longer than the temporary credentials that signed them. They contain the security token, which GitHub masks: they can be used in this job, and are dropped as outputs of the job.', 'Signed with temporary credentials');
    }
    return urls;
}
/** @returns the URL that anonymous readers are refused, where one was. */
function refusal({ published }, { publicLook }) {
    const [first] = published;
    // Nothing has shown just now where all was there before.
    if (first !== undefined)
        publicLook?.shown(first.file.key);
    return publicLook?.refusedUrl();
}
/** Says why readers may not get at what is published, where that can be told without asking. */
function noteAccess(result, { inputs, reporter }) {
    const signed = inputs.signedUrlExpiresMs !== undefined;
    const objects = result.published.map(({ file: { key, headers } }) => ({ key, headers }));
    for (const note of publicNotes(objects, { base: publicBase(inputs), signed }))
        reporter.notice(note, 'Public access');
    const note = inputs.overwrite === 'never' ? versioningNote(result.published, result.mayRead) : undefined;
    if (note !== undefined)
        reporter.notice(note, 'overwrite: never');
}

;// CONCATENATED MODULE: ./build/action/compose.js
/** Adapters \u2192 ports: what the inputs' job reaches of OSS, disk, cache, clock and workflow. */


























/** @returns the ports of the step's job. Nothing is asked of anybody yet. */
function compose(inputs, surroundings) {
    const { env, folder, stepFile, reporter, signal, run, cacheEntry } = surroundings;
    const { bucket, region } = inputs;
    const credentials = createCredentialProvider({ source: inputs.credentials, env, clock: systemClock, reporter, mask: mask });
    const baseUrl = bucketUrl(inputs.endpoint, bucket);
    const transport = createTransport({ baseUrl, stallTimeoutMs: inputs.stallTimeoutMs, env });
    const policy = policyNeeds({ ...inputs, headers: inputs.headers.map(({ headers }) => headers) });
    const store = createOssStore({
        ...{ bucket, region, endpoint: inputs.endpoint, transport, credentials, policy, overwrite: inputs.overwrite },
        requestHeaders: requestHeadersOf(inputs.headers),
        proxy: proxyFor(new URL(baseUrl), env),
    });
    const isSigned = inputs.signedUrlExpiresMs !== undefined;
    const base = publicBase(inputs);
    const publicLook = isSigned || inputs.checkPublic.kind !== 'note' ? undefined : createPublicLook({ base, env, signal });
    const sign = isSigned
        ? createReadingSigner({ bucket, region, credentials, nowMs: () => store.serviceNowMs() })
        : undefined;
    const { cdn: service } = inputs;
    const cdn = service && publishes(inputs)
        ? createCdnRefresh({ service, base, http: createHttpCaller(env), credentials, clock: systemClock })
        : undefined;
    const readers = asksReaders(inputs) ? createReaders({ base, env, sign }) : undefined;
    const cacheCaller = { entry: cacheEntry, stateFolder: folder, env };
    const { resume, checkpointDir, dryRun } = inputs;
    const recordsOptions = { bucket, region, resume, checkpointDir, dryRun, ...cacheCaller, stepFile, run, reporter };
    const bucketId = bucketIdOf(nodeHashes.sha256Of, inputs);
    const serviceNowMs = () => store.serviceNowMs();
    return {
        ports: {
            ...enginePorts(inputs, { surroundings, store, credentials }),
            readers,
            cdn,
            onPublished: (key) => publicLook?.shown(key),
            scratch: (text) => writeScratch(folder, text),
            recordsWith: (held) => createRecords({ ...recordsOptions, held }),
            heldRecords: createHeldCache({ ...cacheCaller, signal, bucketId, runId: run.id, runAttempt: run.attempt }),
            checkpoints: createCheckpointFiles({
                ...{ bucket, region, folder: undefined, restoredFolder: undefined },
                onWriteFailure() { },
            }),
            outcome: createOutcome({ inputs, credentials, reporter, env, folder, signal, publicLook, serviceNowMs }),
        },
        job: describeJob(inputs, env),
        close() {
            credentials.close();
            transport.close();
            readers?.close();
        },
    };
}
/** Nothing shows where it is only held, and nobody is asked before something does. */
function asksReaders(inputs) {
    return inputs.checkPublic.kind === 'wait' && publishes(inputs);
}
function publishes({ mode }) {
    return mode.kind === 'upload' || mode.kind === 'publish-held';
}
function enginePorts({ checkpointDir }, { surroundings: { folder, workspace, reporter, signal, run }, store, credentials, }) {
    return {
        ...{ store, reporter, signal, hashes: nodeHashes, clock: systemClock },
        signing: {
            correctClock: (serverTimeMs) => store.correctClock(serverTimeMs),
            canRefresh: credentials.canMint,
            prepare: async (until) => void (await credentials.current(until)),
        },
        files: createLocalFiles({ workspace, isOwn: ownFiles({ checkpointDir, stateFolder: folder }) }),
        run: `${run.id}.${run.attempt}`,
    };
}
/** Without `job-context`, which this action's own defaults bring, only what a step can see by itself tells jobs apart. */
function describeJob({ jobContext, keyPrefix, shard }, { GITHUB_JOB, RUNNER_OS, RUNNER_ARCH }) {
    const isJobKnown = jobContext !== undefined;
    const facts = isJobKnown ? [GITHUB_JOB, jobContext] : [GITHUB_JOB, RUNNER_OS, RUNNER_ARCH, keyPrefix, shard];
    return { job: nodeHashes.sha256Of(JSON.stringify(facts)), isJobKnown };
}
async function writeScratch(folder, text) {
    const path = (0,external_node_path_.join)(folder, `made-${(0,external_node_crypto_namespaceObject.randomUUID)()}`);
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true });
        (0,external_node_fs_namespaceObject.writeFileSync)(path, text);
    }
    catch (cause) {
        throw new ActionError({
            code: 'scratch-unwritable',
            message: `The file of checksums cannot be written to the runner's folder for temporary files (${cause.code ?? 'unknown'})`,
            remedy: 'Free space there, or give the user of the job the right to write there (`RUNNER_TEMP`).',
            cause,
        });
    }
    return path;
}

;// CONCATENATED MODULE: ./build/action/inputs/credentials.js
/** The inputs that say who signs: access keys or a role. */


/** Secrets are never quoted; these lines show where they come from. */
const WRITE_ID = 'access-key-id: ${{ secrets.OSS_ACCESS_KEY_ID }}';
const WRITE_SECRET = 'access-key-secret: ${{ secrets.OSS_ACCESS_KEY_SECRET }}';
const WRITE_ROLE = 'role-to-assume: acs:ram::<account>:role/<role>';
const WRITE_ECS = 'role-to-assume: ecs';
const WRITE_PROVIDER = 'oidc-provider-arn: acs:ram::<account>:oidc-provider/<provider>';
const NOBODY = {
    kind: 'keys',
    credentials: { accessKeyId: '', accessKeySecret: '', securityToken: undefined, expiresAtMs: undefined },
    from: '',
};
/** @returns whether neither a role nor an access key is given. */
function namesNobody({ input, environment }) {
    const isRole = input('role-to-assume') !== '' || input('oidc-provider-arn') !== '';
    return !isRole && findAccessKeys(input, environment).kind === 'none';
}
/** @returns a role where one is named, else the first access keys of the chain; what is wrong is in the reader's problems. */
function readCredentials(reader) {
    const roleArn = reader.input('role-to-assume');
    const providerArn = reader.input('oidc-provider-arn');
    if (roleArn === '' && providerArn === '')
        return readKeys(reader);
    const problems = reader.problems;
    if (roleArn.toLowerCase() === 'ecs')
        return readEcs(reader);
    if (reader.input('access-key-id') !== '' || reader.input('access-key-secret') !== '') {
        const problem = 'and `access-key-id` are both set: remove the access key, the role needs none';
        problems.push({ input: 'role-to-assume', problem, write: WRITE_ROLE });
    }
    return { kind: 'role', role: { ...readArns(reader, { roleArn, providerArn }), ...readSession(reader) } };
}
function readEcs(reader) {
    const others = ['oidc-provider-arn', 'access-key-id', 'access-key-secret', 'security-token'];
    for (const input of others.filter((name) => reader.input(name) !== '')) {
        const problem = 'cannot stand beside `role-to-assume: ecs`: the instance has its credentials from its metadata service';
        reader.problems.push({ input, problem, write: WRITE_ECS });
    }
    return { kind: 'ecs' };
}
function readKeys(reader) {
    const found = findAccessKeys(reader.input, reader.environment);
    switch (found.kind) {
        case 'found':
            for (const { name, problem } of keyProblems(found)) {
                reader.problems.push({ input: name, problem, write: /secret$/i.test(name) ? WRITE_SECRET : WRITE_ID });
            }
            return { kind: 'keys', credentials: found.credentials, from: found.from };
        case 'half': {
            const problem = `is empty, while \`${found.present}\` is set: half a pair of credentials`;
            reader.problems.push({
                input: found.missing,
                problem,
                write: /secret$/i.test(found.missing) ? WRITE_SECRET : WRITE_ID,
            });
            return NOBODY;
        }
        case 'none':
            reportNone(reader);
            return NOBODY;
    }
}
function reportNone(reader) {
    const input = 'access-key-id';
    const empty = 'is empty, and so are `access-key-secret`, `role-to-assume`, and OSS_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_ID in the environment: there are no credentials';
    if (reader.onEcs?.() === true) {
        const problem = `${empty}. This runner is an ECS instance: its own RAM role can sign`;
        reader.problems.push({ input, problem, write: WRITE_ECS });
        return;
    }
    switch (reader.secretsWithheld?.()) {
        case undefined:
            reader.problems.push({ input, problem: empty, write: WRITE_ID }, { input: 'access-key-secret', problem: 'is empty as well', write: WRITE_SECRET });
            return;
        case 'fork':
            reader.problems.push({
                input,
                problem: `${empty}. GitHub withholds secrets from pull requests of forks`,
                condition: 'github.event.pull_request.head.repo.full_name == github.repository',
            });
            return;
        case 'dependabot':
            reader.problems.push({
                input,
                problem: `${empty}. GitHub withholds the secrets of Actions from runs that Dependabot starts`,
                condition: "github.actor != 'dependabot[bot]'",
            });
    }
}
function readArns(reader, { roleArn, providerArn }) {
    const arns = [
        { input: 'role-to-assume', partner: 'oidc-provider-arn', value: roleArn, kind: 'role', write: WRITE_ROLE },
        {
            ...{ input: 'oidc-provider-arn', partner: 'role-to-assume' },
            ...{ value: providerArn, kind: 'oidc-provider', write: WRITE_PROVIDER },
        },
    ];
    for (const { input, partner, value, kind, write } of arns) {
        if (value === '')
            reader.problems.push({
                input,
                problem: `is empty, and \`${partner}\` needs it: role and provider go together`,
                write,
            });
        else if (!new RegExp(`^acs:ram::\\d+:${kind}/[\\w.@/-]+$`).test(value)) {
            reader.problems.push({
                input,
                value,
                problem: `is no ARN of the form \`acs:ram::<account>:${kind}/<name>\``,
                write,
            });
        }
    }
    return { roleArn, providerArn };
}
/** Names and defaults are those of https://github.com/aliyun/configure-aliyun-credentials-action. */
function readSession(reader) {
    const sessionName = reader.input('role-session-name') || 'github-action-session';
    if (!/^[\w.@-]{2,64}$/.test(sessionName)) {
        const problem = 'is not 2 to 64 letters, digits and `.@-_`';
        reader.problems.push({
            input: 'role-session-name',
            value: sessionName,
            problem,
            write: 'role-session-name: release',
        });
    }
    const expiration = reader.input('role-session-expiration') || '1800';
    const sessionSeconds = Number(expiration);
    if (!/^\d+$/.test(expiration) || sessionSeconds < 900 || sessionSeconds > 43_200) {
        const problem = 'is no whole number of seconds from 900 to 43200 (and the role has a maximum of its own)';
        reader.problems.push({
            input: 'role-session-expiration',
            value: expiration,
            problem,
            write: 'role-session-expiration: 3600',
        });
    }
    const audience = reader.input('audience') || 'sts.aliyuncs.com';
    return { sessionName, sessionSeconds, audience, stsUrl: readStsUrl(reader) };
}
function readStsUrl(reader) {
    const value = reader.input('sts-endpoint') || 'sts.aliyuncs.com';
    const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`);
    if (url !== null &&
        /^https?:$/.test(url.protocol) &&
        url.username + url.password === '' &&
        url.search === '' &&
        url.hash === '')
        return url.href;
    const problem = 'is no host and no http(s) URL';
    reader.problems.push({
        input: 'sts-endpoint',
        value: withoutLogin(value),
        problem,
        write: 'sts-endpoint: sts.cn-hangzhou.aliyuncs.com',
    });
    return 'https://sts.aliyuncs.com/';
}

;// CONCATENATED MODULE: ./build/core/service/endpoint-problem.js
/** What of an endpoint cannot be meant, as far as that shows before anything is asked. */


/** Hosts of OSS in a private cloud are named like those of the public one: `oss-cn-corp-1.cloud.example.com`. */
const PRIVATE_CLOUD = /^(?:[a-z0-9-]+\.)?oss-[a-z0-9-]+(?:\.|$)/;
/** @returns why these cannot stand together, or undefined. `region` is undefined where the input is wrong itself. */
function endpointProblem({ endpoint, bucket, region, }) {
    const service = readServiceHost(endpoint.host);
    if (service === undefined)
        return isCustomDomain(endpoint) ? customDomain(endpoint) : undefined;
    if (endpoint.cname && service.bucket === undefined) {
        const problem = "is one of OSS's own; `cname: true` needs the custom domain that is bound to the bucket";
        return { problem, write: ['cname: false'] };
    }
    if (service.bucket !== undefined && service.bucket !== bucket) {
        const problem = `names the bucket \`${service.bucket}\`, and \`bucket\` is \`${bucket}\``;
        return { problem, write: [`bucket: ${service.bucket}`, `endpoint: https://${service.host}`] };
    }
    if (region === undefined || service.region === undefined || service.region === region)
        return undefined;
    const problem = `serves the region ${service.region}, and \`region\` is \`${region}\`: both must be the region of the bucket. Leave \`endpoint\` out where \`region\` is right`;
    return { problem, write: [`region: ${service.region}`] };
}
function customDomain({ protocol, host }) {
    return {
        problem: "is not a host of Alibaba Cloud's: a custom domain that is bound to the bucket needs `cname: true`",
        write: [`endpoint: ${protocol}//${host}`, 'cname: true'],
    };
}
function isCustomDomain(endpoint) {
    const name = hostName(endpoint).toLowerCase();
    if (endpoint.cname || isLocal(endpoint) || endpoint_isAddress(endpoint) || !name.includes('.'))
        return false;
    return !/(^|\.)aliyuncs\.com$/.test(name) && !PRIVATE_CLOUD.test(name);
}

;// CONCATENATED MODULE: ./build/action/inputs/address.js
/** The inputs that say where the bucket is: region and endpoint. */





const UNKNOWN = 'unknown';
/** Requests are signed with the region, hence no region is proposed where none can be told. */
const ASK = 'region: <region-id>   # as the OSS console shows it for the bucket';
/** @returns the region's ID; `unknown` where it is wrong. */
function readRegion(reader) {
    const value = reader.input('region');
    const region = parseRegion(value);
    if (region !== undefined)
        return region;
    const meant = meantRegion(value);
    const write = meant === undefined ? ASK : `region: ${meant}`;
    if (value === '')
        reader.problems.push({ input: 'region', problem: 'is required: the region of the bucket', write });
    else
        reader.problems.push({ input: 'region', value: withoutLogin(value), problem: 'is not a region ID', write });
    return UNKNOWN;
}
function meantRegion(value) {
    const host = value.replace(/^https?:\/\//i, '').replace(/[/?#].*$/, '');
    const written = parseRegion(host.replace(/\.aliyuncs\.com.*$/i, '').replaceAll('_', '-'));
    return readServiceHost(host)?.region ?? written ?? regionNamed(value) ?? nearestRegion(value);
}
/** @returns where requests go. */
function readEndpoint(reader, { bucket, region, cname }) {
    const text = reader.input('endpoint');
    const parsed = parseEndpoint({ text, bucket, region, cname });
    if (parsed.kind === 'problem') {
        const sample = cname ? 'https://download.example.com' : 'internal   # or leave it out';
        const write = `endpoint: ${parsed.write ?? sample}`;
        reader.problems.push({ input: 'endpoint', value: withoutLogin(text), problem: parsed.problem, write });
        return { protocol: 'https:', host: UNKNOWN, cname: false };
    }
    const { endpoint } = parsed;
    const found = endpointProblem({ endpoint, bucket, region: region === UNKNOWN ? undefined : region });
    if (found !== undefined)
        reader.problems.push({ input: 'endpoint', value: text, problem: found.problem, write: found.write.join('\n    ') });
    return endpoint;
}

;// CONCATENATED MODULE: ./build/core/records/held-sources.js
/** Which legs a step publishes or gives up: the lines of `publish-held` and `abandon-held`. */

/** @returns what the lines name, and what is wrong with others. */
function parseHeldSources(input) {
    const sources = [];
    const problems = [];
    for (const line of input.split(/\r?\n/).map((text) => text.trim())) {
        if (line === '' || line.startsWith('#'))
            continue;
        if (line.startsWith('{')) {
            const record = parseHeld(line);
            if (record === undefined)
                problems.push({
                    line: line.slice(0, 80),
                    problem: 'is no record that this action wrote (the output `held` of a leg)',
                });
            else
                sources.push({ kind: 'record', text: line, record });
            continue;
        }
        const digest = /\s+sha256:(\S*)$/.exec(line);
        const name = digest === null ? line : line.slice(0, digest.index);
        const sha256 = digest?.[1];
        const problem = sha256 === undefined ? holdNameProblem(name) : digestProblem(sha256);
        if (problem !== undefined)
            problems.push({ line, problem });
        else
            sources.push({ kind: 'name', name, sha256 });
    }
    return { sources, problems };
}
function digestProblem(sha256) {
    if (sha256 === '')
        return 'has an empty digest: the leg that should have made it did not';
    return /^[0-9a-f]{64}$/.test(sha256)
        ? undefined
        : 'has a digest that is no SHA-256 (the output `held-digest` of the leg)';
}

;// CONCATENATED MODULE: ./build/action/inputs/held.js
/** The inputs of a release that is built by several jobs: hold, publish what is held, abandon it, share the files. */



/** @returns what the step is to do; what is wrong with the inputs is in the reader's problems. */
function readHeldInputs(reader) {
    const mode = readMode(reader);
    const shard = readShard(reader);
    if (mode.kind === 'upload' && shard !== undefined && shard.count > 1 && reader.input('checksums') !== '') {
        const problem = 'beside `shard` needs `publish: hold`: else every runner writes a file of its own share alone, over those of the others';
        reader.problems.push({ input: 'checksums', problem, write: `publish: hold\n    hold-name: part-${shard.index}` });
    }
    const isPart = mode.kind === 'hold' || (mode.kind === 'upload' && shard !== undefined && shard.count > 1);
    if (isPart && reader.input('version') !== '') {
        const problem = `cannot stand beside \`${mode.kind === 'hold' ? 'publish: hold' : 'shard'}\`: versions are compared where one step publishes a whole release`;
        reader.problems.push({ input: 'version', problem, write: '# without `version`' });
    }
    if (reader.input('manifest-key') !== '' && (isPart || mode.kind === 'abandon-held')) {
        const problem = 'needs a step that publishes a whole release: one without `shard`, or the one with `publish-held`';
        reader.problems.push({ input: 'manifest-key', problem, write: '# without `manifest-key`' });
    }
    return { mode, shard, jobContext: readJobContext(reader) };
}
/** Something else than a runner of GitHub may leave the contexts of the default empty. */
function readJobContext(reader) {
    const value = reader.input('job-context');
    return /^\d+\/\d+ /.test(value) ? value : undefined;
}
function readMode(reader) {
    const modes = ['publish-held', 'abandon-held'].filter((name) => reader.input(name) !== '');
    const [mode] = modes;
    if (mode === undefined)
        return reader.input('publish').toLowerCase() === 'hold'
            ? { kind: 'hold', name: readHoldName(reader) }
            : { kind: 'upload' };
    if (modes.length > 1)
        reader.problems.push({
            input: 'abandon-held',
            problem: 'cannot stand beside `publish-held`',
            write: 'publish-held: linux',
        });
    for (const other of ['version', 'allow-older'].filter((name) => !['', 'false'].includes(reader.input(name))))
        reader.problems.push({ input: other, problem: `cannot stand beside \`${mode}\``, write: `# without \`${other}\`` });
    for (const other of ['path', 'shard', 'hold-name']) {
        if (reader.input(other) === '')
            continue;
        reader.problems.push({
            input: other,
            problem: `cannot stand beside \`${mode}\`, which needs no files`,
            write: `# without \`${other}\``,
        });
    }
    const { sources, problems } = parseHeldSources(reader.input(mode));
    for (const { line, problem } of problems)
        reader.problems.push({ input: mode, value: line, problem, write: `${mode}: |\n      linux\n      windows` });
    if (sources.length === 0 && problems.length === 0)
        reader.problems.push({ input: mode, problem: 'names no leg', write: `${mode}: linux` });
    return { kind: mode, sources };
}
function readHoldName(reader) {
    const value = reader.input('hold-name');
    const write = 'hold-name: ${{ matrix.os }}';
    const problem = value === ''
        ? 'is required with `publish: hold`: a name for this leg that no other leg of the run has'
        : holdNameProblem(value);
    if (problem !== undefined)
        reader.problems.push({ input: 'hold-name', value, problem, write });
    return value;
}
function readShard(reader) {
    const value = reader.input('shard');
    if (value === '')
        return undefined;
    const shard = parseShard(value);
    if (shard === undefined) {
        const problem = 'is not `i/n` with 0 \u2264 i < n \u2264 256';
        reader.problems.push({
            input: 'shard',
            value,
            problem,
            write: 'shard: ${{ strategy.job-index }}/${{ strategy.job-total }}',
        });
    }
    return shard;
}

;// CONCATENATED MODULE: ./build/action/inputs/near-misses.js
/**
 * What people mean by a word that an input does not know. What is proposed is never more destructive than what was written: `overwrite: false` is no
 * `always`, and a dry run that is misspelt stays one.
 */
const NO = /^(?:false|no|n|off|0|none|null|disabled?)$/;
const YES = /^(?:true|yes|y|on|1|enabled?)$/;
/** For each input its values and what is taken for them; the first is proposed for what nothing is known of, and harms least. */
const near_misses_WORDS = {
    overwrite: {
        never: /false|no|off|^0$|skip|keep|fail|forbid|deny|if-?not-?exists?|create/,
        'if-changed': /change|diff|differ|size|etag|checksum|hash|newer|update/,
        always: /true|yes|^y$|^on$|^1$|replace|force|clobber/,
    },
    publish: {
        hold: /hold|false|no|off|wait|later|manual|draft|stage/,
        together: /together|true|yes|^on$|^1$|all|atomic|once|end/,
        'as-ready': /ready|immediate|each|asap|now/,
    },
    'if-no-files-found': {
        error: /error|true|yes|fail|abort|throw|strict|required/,
        warn: /warn|notice/,
        ignore: /ignore|false|no|off|^0$|skip|silent|allow|continue/,
    },
    layout: {
        'pattern-root': /pattern|root|relative|true|default|auto/,
        workspace: /work|full|keep|tree|path/,
        flat: /flat|base|name|none|false/,
    },
    resume: {
        true: YES,
        local: /local|disk|machine|runner/,
        false: NO,
    },
};
/** @returns the value to propose for a word that is none of the input's: the nearest meaning, else the one that harms least. */
function proposeWord(input, value, words) {
    const meanings = Object.entries(near_misses_WORDS[input] ?? {}).filter(([word]) => words.includes(word));
    const text = value.toLowerCase().replace(/[\s_]+/g, '-');
    // What says no counts first: `not-always` must not become `always`.
    const exact = meanings.find(([, pattern]) => pattern.exec(text)?.[0] === text);
    const [found] = exact ?? meanings.find(([, pattern]) => pattern.test(text)) ?? meanings[0] ?? [words[0]];
    return found;
}
/** Of inputs that switch something on, the value that does less harm where nobody can tell what was meant. */
const SAFE = { 'dry-run': true, 'allow-older': false };
/** @returns the boolean to propose for a word that is none. */
function proposeBoolean(input, value, fallback) {
    const text = value.toLowerCase();
    if (YES.test(text))
        return true;
    if (NO.test(text))
        return false;
    return SAFE[input] ?? fallback;
}

;// CONCATENATED MODULE: ./build/action/inputs/reader.js
/** Reads input strings one after the other, and keeps what is wrong with them, so that it can be told together. */





/** @returns one error that names everything that is wrong, with the YAML to write. */
function inputError(problems) {
    const sentences = problems.map(({ input, value, problem }) => {
        const shown = value === undefined || value === '' ? '' : ` (\`${singleLine(withoutSecrets(value), 200)}\`)`;
        return `\`${input}\`${shown} ${problem}`;
    });
    const count = new Set(problems.map(({ input }) => input)).size;
    const message = sentences.length === 1
        ? `${sentences[0]}`
        : `${plural(count, 'input')} ${count === 1 ? 'is' : 'are'} wrong:\n${sentences.map((text) => `  - ${text}`).join('\n')}`;
    const conditions = [...new Set(problems.flatMap(({ condition }) => condition ?? []))];
    const lines = [...new Set(problems.flatMap(({ write }) => write ?? []))];
    const yaml = [
        ...conditions.map((condition) => `  if: ${condition}`),
        ...(lines.length > 0 ? ['  with:', ...lines.map((line) => `    ${line}`)] : []),
    ];
    return new ActionError({ code: 'bad-input', message, remedy: `Write:\n${yaml.join('\n')}` });
}
/** @returns the input as one of the words; the first where it is empty. */
function readWord(reader, name, words) {
    const value = reader.input(name).toLowerCase();
    const word = words.find((candidate) => candidate === value);
    if (word !== undefined)
        return word;
    if (value !== '') {
        const problem = `is none of ${words.map((candidate) => `\`${candidate}\``).join(', ')}`;
        reader.problems.push({ input: name, value, problem, write: `${name}: ${proposeWord(name, value, words)}` });
    }
    return words[0];
}
function readBoolean(reader, name, fallback) {
    const value = reader.input(name).toLowerCase();
    if (value === '')
        return fallback;
    if (value === 'true' || value === 'false')
        return value === 'true';
    const write = `${name}: ${proposeBoolean(name, value, fallback)}`;
    reader.problems.push({ input: name, value, problem: 'is neither `true` nor `false`', write });
    return fallback;
}
/** @returns milliseconds. */
function readDuration(reader, { name, fallback, minMs, maxMs, }) {
    const value = reader.input(name) || fallback;
    const duration = parseDuration(value);
    const write = `${name}: ${fallback}`;
    if (duration === undefined) {
        reader.problems.push({ input: name, value, problem: `is no duration such as \`${fallback}\``, write });
    }
    else if (duration < minMs || duration > maxMs) {
        reader.problems.push({ input: name, value, problem: `is outside ${minMs / 1000}s to ${maxMs / 3_600_000}h`, write });
    }
    return duration ?? minMs;
}

;// CONCATENATED MODULE: ./build/action/inputs/readers.js
/** The inputs that say what is done for those who read what is published. */





const DEFAULT_WAIT_MS = 600_000;
const MIN_WAIT_MS = 1000;
const MAX_WAIT_MS = 86_400_000;
/** @returns the inputs; what is wrong with them is in the reader's problems. */
function readReadersInputs(reader) {
    return { checkPublic: readCheckPublic(reader), cdn: readCdn(reader) };
}
function readCdn(reader) {
    const value = reader.input('cdn-refresh').toLowerCase();
    const endpoint = reader.input('cdn-endpoint');
    if (value === '') {
        const problem = 'is of no use without `cdn-refresh`';
        if (endpoint !== '')
            reader.problems.push({ input: 'cdn-endpoint', value: endpoint, problem, write: 'cdn-refresh: cdn' });
        return undefined;
    }
    const [, kind = 'cdn', siteId] = /^(cdn|dcdn|esa)(?::(\d{1,20}))?$/.exec(value) ?? [];
    const isKnown = /^(cdn|dcdn|esa|esa:\d{1,20})$/.test(value);
    if (!isKnown) {
        const problem = 'is none of `cdn`, `dcdn`, `esa` and `esa:<site ID>`';
        reader.problems.push({ input: 'cdn-refresh', value, problem, write: 'cdn-refresh: cdn' });
    }
    if (reader.input('public-url') === '' && reader.input('cname').toLowerCase() !== 'true') {
        const problem = 'needs the domain that is refreshed: OSS itself keeps no cache of its own';
        const write = 'public-url: https://download.example.com';
        reader.problems.push({ input: 'cdn-refresh', value, problem, write });
    }
    return { kind: kind, siteId, origin: readCdnOrigin(reader, { endpoint, kind: kind }) };
}
/** Calls are signed, and yet what they are about is nobody's business: https, but for a server on this machine. */
function readCdnOrigin(reader, { endpoint, kind }) {
    const standard = cdnOrigin(kind);
    if (endpoint === '')
        return standard;
    const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`);
    const isBare = url !== null && url.username + url.password + url.search + url.hash === '' && url.pathname === '/';
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname));
    if (isBare && isSafe)
        return url.origin;
    const problem = isBare
        ? 'is not https: only a server on this machine is asked without'
        : 'is not a host, without user, password, path and query';
    const write = `cdn-endpoint: ${new URL(standard).host}`;
    reader.problems.push({ input: 'cdn-endpoint', value: withoutLogin(endpoint), problem, write });
    return standard;
}
function isThisMachine(hostname) {
    return isPrivateHost(hostname) && /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname);
}
function readCheckPublic(reader) {
    const value = reader.input('check-public').toLowerCase();
    if (value === '' || value === 'note')
        return { kind: 'note' };
    if (value === 'false')
        return { kind: 'off' };
    if (value === 'true')
        return { kind: 'wait', durationMs: DEFAULT_WAIT_MS };
    const durationMs = parseDuration(value);
    const name = { input: 'check-public', value };
    if (durationMs === undefined || durationMs === 0) {
        const problem = 'is none of `note`, `true`, `false`, and no duration such as `10m`';
        const write = `check-public: ${proposeBoolean('check-public', value, true)}`;
        reader.problems.push({ ...name, problem, write });
    }
    else if (durationMs < MIN_WAIT_MS || durationMs > MAX_WAIT_MS) {
        const nearest = durationMs < MIN_WAIT_MS ? '1s' : '24h';
        reader.problems.push({ ...name, problem: 'is outside 1s to 24h', write: `check-public: ${nearest}` });
    }
    return { kind: 'wait', durationMs: durationMs ?? DEFAULT_WAIT_MS };
}

;// CONCATENATED MODULE: ./build/action/inputs/release.js
/** The inputs that say what becomes visible, when, with which headers, under which URL. */







const DAY_MS = 86_400_000;
/** @returns the inputs of a release; what is wrong with them is in the reader's problems. */
function readReleaseInputs(reader) {
    return {
        overwrite: readWord(reader, 'overwrite', ['always', 'never', 'if-changed']),
        publish: readWord(reader, 'publish', ['together', 'as-ready', 'hold']),
        publishLast: readPublishLast(reader),
        headers: readHeaders(reader),
        ...readVersion(reader),
        checksums: readMadeKey(reader, 'checksums', 'SHA256SUMS'),
        manifestKey: readManifestKey(reader),
        publicUrl: readPublicUrl(reader),
        signedUrlExpiresMs: readSignedUrlExpires(reader),
        dryRun: readBoolean(reader, 'dry-run', false),
    };
}
function readHeaders(reader) {
    const { rules, problems } = parseHeaders(reader.input('headers'));
    for (const { line, problem, write } of problems) {
        const right = write === undefined ? {} : { write: `headers: |\n${write.replace(/^/gm, '      ')}` };
        reader.problems.push({ input: 'headers', value: line, problem, ...right });
    }
    return rules;
}
function readVersion(reader) {
    const value = reader.input('version');
    const allowOlder = readBoolean(reader, 'allow-older', false);
    const write = 'version: ${{ github.ref_name }}';
    if (value === '') {
        const problem = 'does nothing without `version`';
        if (allowOlder)
            reader.problems.push({ input: 'allow-older', problem, write: `${write}\n    allow-older: true` });
        return { version: undefined, allowOlder: false };
    }
    const version = parseVersion(value);
    if (version === undefined) {
        const problem = `is no version. Understood are ${UNDERSTOOD}`;
        reader.problems.push({ input: 'version', value, problem, write });
    }
    return { version, allowOlder };
}
/** What somebody writes who takes the input for a switch. */
const NO_KEY = /^(?:true|false|yes|no|on|off|\d|sha-?\d+|md5|crc64)$/i;
function readMadeKey(reader, name, example) {
    const value = reader.input(name);
    if (value === '')
        return undefined;
    const problem = NO_KEY.test(value) ? 'is not an object key' : keyProblem(value);
    if (problem !== undefined)
        reader.problems.push({ input: name, value, problem, write: `${name}: ${example}` });
    return value;
}
/** It shows after the files that it names, and before what `publish-last` names. */
function readManifestKey(reader) {
    const value = readMadeKey(reader, 'manifest-key', 'release.json');
    if (value === undefined)
        return undefined;
    const write = 'manifest-key: release.json';
    const pattern = readPublishLast(reader).find((one) => keyMatcher(one)(`${reader.input('key-prefix')}${value}`));
    if (pattern !== undefined) {
        const problem = `is a key that \`publish-last\` names (\`${pattern}\`): it shows before those`;
        reader.problems.push({ input: 'manifest-key', value, problem, write });
    }
    if (value === reader.input('checksums')) {
        const problem = 'is the key of the checksums file';
        reader.problems.push({ input: 'manifest-key', value, problem, write });
    }
    return value;
}
function readPublishLast(reader) {
    return reader
        .input('publish-last')
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
}
function readPublicUrl(reader) {
    const value = reader.input('public-url');
    if (value === '')
        return undefined;
    const url = URL.parse(value);
    const write = 'public-url: https://download.example.com';
    const isBase = url !== null && /^https?:$/.test(url.protocol) && !/[?#\s]/.test(value);
    if (!isBase || url.username + url.password !== '') {
        const problem = 'is not an http(s) URL without spaces, `?`, `#`, user and password';
        reader.problems.push({ input: 'public-url', value: withoutLogin(value), problem, write });
    }
    return value;
}
function readSignedUrlExpires(reader) {
    const value = reader.input('signed-url-expires');
    if (value === '')
        return undefined;
    const expiresMs = parseDuration(value);
    const write = 'signed-url-expires: 12h';
    if (expiresMs === undefined) {
        reader.problems.push({ input: 'signed-url-expires', value, problem: 'is no duration such as `12h`', write });
    }
    else if (expiresMs < 1000 || expiresMs > 7 * DAY_MS) {
        const nearest = `signed-url-expires: ${expiresMs < 1000 ? '1s' : '7d'}`;
        reader.problems.push({
            ...{ input: 'signed-url-expires', value },
            ...{ problem: 'is outside what OSS allows: 1s to 7d', write: nearest },
        });
    }
    return expiresMs;
}

;// CONCATENATED MODULE: ./build/action/inputs/inputs.js
/** Input strings \u2192 Inputs. All problems are found before anything is sent, and told together. */












/** @returns the inputs. Throws one ActionError that names everything that is wrong with them. */
function readInputs(source) {
    const reader = { ...source, problems: [] };
    const bucket = readBucket(reader);
    const region = readRegion(reader);
    const cname = readBoolean(reader, 'cname', false);
    const inputs = {
        ...readReleaseInputs(reader),
        ...readHeldInputs(reader),
        ...readReadersInputs(reader),
        path: readPath(reader),
        bucket,
        region,
        endpoint: readEndpoint(reader, { bucket, region, cname }),
        credentials: readCredentials(reader),
        keyPrefix: readKeyPrefix(reader),
        layout: readWord(reader, 'layout', ['pattern-root', 'workspace', 'flat']),
        ifNoFilesFound: readWord(reader, 'if-no-files-found', ['error', 'warn', 'ignore']),
        includeHiddenFiles: readBoolean(reader, 'include-hidden-files', false),
        followSymbolicLinks: readBoolean(reader, 'follow-symbolic-links', true),
        partSize: readPartSize(reader),
        concurrency: readConcurrency(reader),
        stallTimeoutMs: readDuration(reader, { name: 'stall-timeout', fallback: '30s', minMs: 1000, maxMs: 3_600_000 }),
        giveUpAfterMs: readDuration(reader, { name: 'give-up-after', fallback: '15m', minMs: 1000, maxMs: 86_400_000 }),
        resume: readWord(reader, 'resume', ['true', 'local', 'false']),
        checkpointDir: reader.input('checkpoint-dir') || undefined,
    };
    if (reader.problems.length > 0)
        throw inputError(reader.problems);
    return inputs;
}
function readPath(reader) {
    const write = 'path: dist/*.exe';
    const text = reader.input('path');
    const needsFiles = reader.input('publish-held') === '' && reader.input('abandon-held') === '';
    if (!needsFiles)
        return [];
    const { lines, problems } = parsePathLines(text);
    for (const { line, ...problem } of problems)
        reader.problems.push({ input: 'path', value: line, ...problem });
    if (lines.length === 0 && problems.length === 0) {
        const problem = text === '' ? 'is required' : 'has no line that includes files';
        reader.problems.push({ input: 'path', problem, write });
    }
    return lines;
}
function readBucket(reader) {
    const value = reader.input('bucket');
    const [first = ''] = value.replace(/^[a-z]+:\/\//i, '').split(/[./]/);
    const write = `bucket: ${isBucketName(first) ? first : 'my-bucket'}`;
    if (value === '')
        reader.problems.push({ input: 'bucket', problem: 'is required', write });
    else if (!isBucketName(value)) {
        const problem = 'is no bucket name: 3 to 63 lower-case letters, digits and hyphens, without `oss://` and without a host';
        reader.problems.push({ input: 'bucket', value: withoutLogin(value), problem, write });
    }
    return value;
}
function readKeyPrefix(reader) {
    const value = reader.input('key-prefix');
    const problem = prefixProblem(value);
    if (problem !== undefined)
        reader.problems.push({ input: 'key-prefix', value, ...problem });
    return value;
}
function readPartSize(reader) {
    const value = reader.input('part-size');
    if (value === '' || value.toLowerCase() === 'auto')
        return { kind: 'auto' };
    const sizeBytes = parseSize(value);
    const write = 'part-size: 8MiB';
    if (sizeBytes === undefined) {
        reader.problems.push({ input: 'part-size', value, problem: 'is neither `auto` nor a size such as `8MiB`', write });
    }
    else if (sizeBytes < MIN_PART_SIZE_BYTES || sizeBytes > MAX_PART_SIZE_BYTES) {
        reader.problems.push({ input: 'part-size', value, problem: 'is outside what OSS allows: 100KB to 5GB', write });
    }
    return { kind: 'fixed', sizeBytes: sizeBytes ?? MIN_PART_SIZE_BYTES };
}
function readConcurrency(reader) {
    const value = reader.input('concurrency').toLowerCase();
    if (value === '' || value === 'auto')
        return { kind: 'auto' };
    const limit = Number(value);
    if (/^\d+$/.test(value) && limit >= 1 && limit <= 128)
        return { kind: 'fixed', limit };
    const problem = 'is neither `auto` nor a whole number from 1 to 128';
    reader.problems.push({ input: 'concurrency', value, problem, write: 'concurrency: auto' });
    return { kind: 'auto' };
}

;// CONCATENATED MODULE: ./build/action/step.js
/** The step: reads its inputs, builds what its job reaches, runs the job. */





















/**
 * @param entryFolder folder of the running bundle, beside which the cache's lies
 * @returns the exit code of the step: 0, 1, or 130 where it was cancelled. What ends it early is reported.
 */
async function runStep(entryFolder) {
    try {
        return await run(entryFolder);
    }
    catch (error) {
        return reportFailure(error);
    }
}
/** Tells log and job summary what ended the step before there was a result. @returns the exit code */
function reportFailure(error) {
    writeSummary(failureSummary(error), process.env);
    createReporter().error(formatError(error), titleOf(error));
    return asActionError(error)?.code === 'cancelled' ? CANCELLED : 1;
}
/** @returns the error of a step that nothing would ever bring to its end: whatever it waited for is gone without a word. */
function nothingWaits() {
    return new ActionError({
        code: 'nothing-waits',
        message: 'The step ended without a result: what it waited for is gone without an answer',
        remedy: 'Re-run it: it goes on from what is recorded. If it happens again, report it with a log of debug logging.',
    });
}
async function run(entryFolder) {
    maskSecrets();
    const { env } = process;
    const folder = stateFolder(env);
    const stepFile = (0,external_node_path_.join)(folder, `step-${(0,external_node_crypto_namespaceObject.randomUUID)()}.json`);
    saveState('step', stepFile);
    const { signal } = listenForSignals();
    refuseOpenTls(workflowInputs.environment);
    const reporter = createReporter();
    reporter.debug(stateLine('starting'));
    const onEcs = namesNobody(workflowInputs) && (await hasEcsMetadata(env));
    signal.throwIfAborted();
    const inputs = readInputs({ ...workflowInputs, onEcs: () => onEcs });
    const workspace = enterWorkspace(env, reporter);
    warnEarly(inputs, reporter);
    const surroundings = {
        ...{ env, folder, stepFile, workspace, reporter, signal, run: currentRun(env) },
        cacheEntry: (0,external_node_path_.join)(entryFolder, '..', 'cache', 'index.js'),
    };
    const composition = compose(inputs, surroundings);
    reporter.info(`Credentials: ${describeSource(inputs.credentials)}.`);
    try {
        return await runJob(inputs, surroundings, composition);
    }
    finally {
        composition.close();
    }
}
/** @returns the exit code of whichever job the inputs ask for. */
async function runJob(inputs, { run }, { ports, job }) {
    const { mode } = inputs;
    const { sha256Of } = ports.hashes;
    switch (mode.kind) {
        case 'upload':
            return upload(uploadSettingsOf(inputs), { ...ports, records: ports.recordsWith(new Map()) });
        case 'hold':
            return hold(holdSettingsOf(inputs, { name: mode.name, run, ...job }), ports);
        case 'publish-held': {
            const settings = heldSettingsOf(inputs, { sources: mode.sources, run, sha256Of });
            const result = await publishHeld(settings, { ...ports, records: ports.heldRecords });
            ports.reporter.debug(stateLine('telling'));
            // What is held is named by the records of its legs, whatever becomes of this step.
            return await (await ports.outcome.hand(result))({ kind: 'everywhere' });
        }
        case 'abandon-held':
            await abandonHeld(heldSettingsOf(inputs, { sources: mode.sources, run, sha256Of }), {
                ...ports,
                records: ports.heldRecords,
            });
            return 0;
    }
}
/** What can be said of the inputs before anything is asked of OSS. */
function warnEarly({ endpoint, credentials }, reporter) {
    const stsUrl = credentials.kind === 'role' ? credentials.role.stsUrl : undefined;
    const way = { endpoint, environment: workflowInputs.environment, nodeVersion: process.versions.node };
    for (const { title, text } of connectionWarnings({ ...way, stsUrl }))
        reporter.warning(text, title);
}
/** Relative paths start at the workspace, wherever the process was started. @returns the workspace, absolute */
function enterWorkspace(env, reporter) {
    const workspace = (0,external_node_path_.resolve)(env.GITHUB_WORKSPACE || process.cwd());
    try {
        process.chdir(workspace);
    }
    catch {
        reporter.debug('The workspace is not there; relative paths start at the working directory.');
    }
    return workspace;
}
/** The runner sends SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL; Windows knows Ctrl-C and Ctrl-Break. */
function listenForSignals() {
    const cancel = new AbortController();
    (0,external_node_events_namespaceObject.setMaxListeners)(0, cancel.signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'])
        process.on(signal, () => cancel.abort(cancelled()));
    return cancel;
}


/***/ }),

/***/ 7468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ endProcess)
/* harmony export */ });
/** The end of this process, which nothing that still waits may delay. */
/** A runner that has stopped reading the log is not waited for. */
const LAST_WORDS_MS = 500;
/**
 * Work of Node's threads: reading files and looking up names. Node waits for these threads as it exits, and one that reads from a dead network
 * disk never comes back.
 */
const IN_THREADS = /^(FSReq|GetAddrInfo|GetNameInfo)/;
/** So long a thread may still be at work that does not hang: most often it closes a file. */
const LAST_CLOSE_MS = 100;
/** Ends the process with an exit code once what was logged is written, also where a thread of it hangs for good. */
async function endProcess(code) {
    await Promise.race([
        new Promise((done) => process.stdout.write('', () => done())),
        new Promise((done) => setTimeout(done, LAST_WORDS_MS)),
    ]);
    if (!(await threadsRest()))
        becomeAnEnd(code);
    process.exit(code);
}
/** @returns whether no thread is at work any more, or is done soon: to start another process takes ten times as long as to close a file. */
async function threadsRest() {
    const untilMs = performance.now() + LAST_CLOSE_MS;
    while (process.getActiveResourcesInfo().some((name) => IN_THREADS.test(name))) {
        if (performance.now() > untilMs)
            return false;
        await new Promise((done) => setTimeout(done, 1));
    }
    return true;
}
/** Puts in the place of this process, its threads included, one that does nothing but end. Returns where that cannot be done, as on Windows. */
function becomeAnEnd(code) {
    try {
        process.execve?.(process.execPath, [process.execPath, '-e', `process.exit(${code})`], {});
    }
    catch {
        // What hangs may still come back.
    }
}


/***/ }),

/***/ 5443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  p: () => (/* binding */ keepHeapSmall)
});

;// CONCATENATED MODULE: external "node:v8"
const external_node_v8_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");
;// CONCATENATED MODULE: ./build/adapters/process/heap.js
/** The memory of this process. */

/** Has V8 keep its heap small rather than let it grow to where collecting takes the least time. What that saves and costs: docs/decisions/. */
function keepHeapSmall() {
    (0,external_node_v8_namespaceObject.setFlagsFromString)('--optimize-for-size');
    (0,external_node_v8_namespaceObject.setFlagsFromString)('--semi-space-growth-factor=1');
}


/***/ }),

/***/ 1754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ filterWarnings)
/* harmony export */ });
/** Node's own warnings. */
/** Keeps the one deprecation that ali-oss causes (url.parse) from every user's log; all others are shown. */
function filterWarnings() {
    const emit = process.emitWarning.bind(process);
    process.emitWarning = ((warning, ...rest) => {
        const code = typeof rest[0] === 'object' && rest[0] !== null ? rest[0].code : rest[1];
        if (code === 'DEP0169')
            return;
        Reflect.apply(emit, process, [warning, ...rest]);
    });
}


/***/ }),

/***/ 9479:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _adapters_process_ending_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7468);
/* harmony import */ var _adapters_process_heap_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5443);
/* harmony import */ var _adapters_process_warnings_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1754);
/** Entry of the step. */




(0,_adapters_process_heap_js__WEBPACK_IMPORTED_MODULE_1__/* .keepHeapSmall */ .p)();
(0,_adapters_process_warnings_js__WEBPACK_IMPORTED_MODULE_2__/* .filterWarnings */ .K)();
// ali-oss logs the headers that it signs, credentials among them, through the package `debug`, which reads this variable as it is loaded.
delete process.env.DEBUG;
// Eager: part of this bundle, but run only now.
const { nothingWaits, reportFailure, runStep } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 5626));
process.stdout.on('error', () => { }); // A runner that reads no more is no reason to stop, and none to report to it.
process.once('uncaughtException', (error) => void (0,_adapters_process_ending_js__WEBPACK_IMPORTED_MODULE_3__/* .endProcess */ .J)(reportFailure(error)));
process.once('beforeExit', () => void (0,_adapters_process_ending_js__WEBPACK_IMPORTED_MODULE_3__/* .endProcess */ .J)(reportFailure(nothingWaits())));
await (0,_adapters_process_ending_js__WEBPACK_IMPORTED_MODULE_3__/* .endProcess */ .J)(await runStep((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(process.argv[1] ?? '')));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1813:
/***/ ((module) => {

module.exports = /*#__PURE__*/JSON.parse('{"application/1d-interleaved-parityfec":{"source":"iana"},"application/3gpdash-qoe-report+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/3gpp-ims+xml":{"source":"iana","compressible":true},"application/3gpphal+json":{"source":"iana","compressible":true},"application/3gpphalforms+json":{"source":"iana","compressible":true},"application/a2l":{"source":"iana"},"application/ace+cbor":{"source":"iana"},"application/ace+json":{"source":"iana","compressible":true},"application/ace-groupcomm+cbor":{"source":"iana"},"application/ace-trl+cbor":{"source":"iana"},"application/activemessage":{"source":"iana"},"application/activity+json":{"source":"iana","compressible":true},"application/aif+cbor":{"source":"iana"},"application/aif+json":{"source":"iana","compressible":true},"application/alto-cdni+json":{"source":"iana","compressible":true},"application/alto-cdnifilter+json":{"source":"iana","compressible":true},"application/alto-costmap+json":{"source":"iana","compressible":true},"application/alto-costmapfilter+json":{"source":"iana","compressible":true},"application/alto-directory+json":{"source":"iana","compressible":true},"application/alto-endpointcost+json":{"source":"iana","compressible":true},"application/alto-endpointcostparams+json":{"source":"iana","compressible":true},"application/alto-endpointprop+json":{"source":"iana","compressible":true},"application/alto-endpointpropparams+json":{"source":"iana","compressible":true},"application/alto-error+json":{"source":"iana","compressible":true},"application/alto-networkmap+json":{"source":"iana","compressible":true},"application/alto-networkmapfilter+json":{"source":"iana","compressible":true},"application/alto-propmap+json":{"source":"iana","compressible":true},"application/alto-propmapparams+json":{"source":"iana","compressible":true},"application/alto-tips+json":{"source":"iana","compressible":true},"application/alto-tipsparams+json":{"source":"iana","compressible":true},"application/alto-updatestreamcontrol+json":{"source":"iana","compressible":true},"application/alto-updatestreamparams+json":{"source":"iana","compressible":true},"application/aml":{"source":"iana"},"application/andrew-inset":{"source":"iana","extensions":["ez"]},"application/appinstaller":{"compressible":false,"extensions":["appinstaller"]},"application/applefile":{"source":"iana"},"application/applixware":{"source":"apache","extensions":["aw"]},"application/appx":{"compressible":false,"extensions":["appx"]},"application/appxbundle":{"compressible":false,"extensions":["appxbundle"]},"application/at+jwt":{"source":"iana"},"application/atf":{"source":"iana"},"application/atfx":{"source":"iana"},"application/atom+xml":{"source":"iana","compressible":true,"extensions":["atom"]},"application/atomcat+xml":{"source":"iana","compressible":true,"extensions":["atomcat"]},"application/atomdeleted+xml":{"source":"iana","compressible":true,"extensions":["atomdeleted"]},"application/atomicmail":{"source":"iana"},"application/atomsvc+xml":{"source":"iana","compressible":true,"extensions":["atomsvc"]},"application/atsc-dwd+xml":{"source":"iana","compressible":true,"extensions":["dwd"]},"application/atsc-dynamic-event-message":{"source":"iana"},"application/atsc-held+xml":{"source":"iana","compressible":true,"extensions":["held"]},"application/atsc-rdt+json":{"source":"iana","compressible":true},"application/atsc-rsat+xml":{"source":"iana","compressible":true,"extensions":["rsat"]},"application/atxml":{"source":"iana"},"application/auth-policy+xml":{"source":"iana","compressible":true},"application/automationml-aml+xml":{"source":"iana","compressible":true,"extensions":["aml"]},"application/automationml-amlx+zip":{"source":"iana","compressible":false,"extensions":["amlx"]},"application/bacnet-xdd+zip":{"source":"iana","compressible":false},"application/batch-smtp":{"source":"iana"},"application/bdoc":{"compressible":false,"extensions":["bdoc"]},"application/beep+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/bufr":{"source":"iana"},"application/c2pa":{"source":"iana"},"application/calendar+json":{"source":"iana","compressible":true},"application/calendar+xml":{"source":"iana","compressible":true,"extensions":["xcs"]},"application/call-completion":{"source":"iana"},"application/cals-1840":{"source":"iana"},"application/captive+json":{"source":"iana","compressible":true},"application/cbor":{"source":"iana"},"application/cbor-seq":{"source":"iana"},"application/cccex":{"source":"iana"},"application/ccmp+xml":{"source":"iana","compressible":true},"application/ccxml+xml":{"source":"iana","compressible":true,"extensions":["ccxml"]},"application/cda+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/cdfx+xml":{"source":"iana","compressible":true,"extensions":["cdfx"]},"application/cdmi-capability":{"source":"iana","extensions":["cdmia"]},"application/cdmi-container":{"source":"iana","extensions":["cdmic"]},"application/cdmi-domain":{"source":"iana","extensions":["cdmid"]},"application/cdmi-object":{"source":"iana","extensions":["cdmio"]},"application/cdmi-queue":{"source":"iana","extensions":["cdmiq"]},"application/cdni":{"source":"iana"},"application/ce+cbor":{"source":"iana"},"application/cea":{"source":"iana"},"application/cea-2018+xml":{"source":"iana","compressible":true},"application/cellml+xml":{"source":"iana","compressible":true},"application/cfw":{"source":"iana"},"application/cid-edhoc+cbor-seq":{"source":"iana"},"application/city+json":{"source":"iana","compressible":true},"application/city+json-seq":{"source":"iana"},"application/clr":{"source":"iana"},"application/clue+xml":{"source":"iana","compressible":true},"application/clue_info+xml":{"source":"iana","compressible":true},"application/cms":{"source":"iana"},"application/cnrp+xml":{"source":"iana","compressible":true},"application/coap-eap":{"source":"iana"},"application/coap-group+json":{"source":"iana","compressible":true},"application/coap-payload":{"source":"iana"},"application/commonground":{"source":"iana"},"application/concise-problem-details+cbor":{"source":"iana"},"application/conference-info+xml":{"source":"iana","compressible":true},"application/cose":{"source":"iana"},"application/cose-key":{"source":"iana"},"application/cose-key-set":{"source":"iana"},"application/cose-x509":{"source":"iana"},"application/cpl+xml":{"source":"iana","compressible":true,"extensions":["cpl"]},"application/csrattrs":{"source":"iana"},"application/csta+xml":{"source":"iana","compressible":true},"application/cstadata+xml":{"source":"iana","compressible":true},"application/csvm+json":{"source":"iana","compressible":true},"application/cu-seeme":{"source":"apache","extensions":["cu"]},"application/cwl":{"source":"iana","extensions":["cwl"]},"application/cwl+json":{"source":"iana","compressible":true},"application/cwl+yaml":{"source":"iana"},"application/cwt":{"source":"iana"},"application/cybercash":{"source":"iana"},"application/dart":{"compressible":true},"application/dash+xml":{"source":"iana","compressible":true,"extensions":["mpd"]},"application/dash-patch+xml":{"source":"iana","compressible":true,"extensions":["mpp"]},"application/dashdelta":{"source":"iana"},"application/davmount+xml":{"source":"iana","compressible":true,"extensions":["davmount"]},"application/dca-rft":{"source":"iana"},"application/dcd":{"source":"iana"},"application/dec-dx":{"source":"iana"},"application/dialog-info+xml":{"source":"iana","compressible":true},"application/dicom":{"source":"iana","extensions":["dcm"]},"application/dicom+json":{"source":"iana","compressible":true},"application/dicom+xml":{"source":"iana","compressible":true},"application/dii":{"source":"iana"},"application/dit":{"source":"iana"},"application/dns":{"source":"iana"},"application/dns+json":{"source":"iana","compressible":true},"application/dns-message":{"source":"iana"},"application/docbook+xml":{"source":"apache","compressible":true,"extensions":["dbk"]},"application/dots+cbor":{"source":"iana"},"application/dpop+jwt":{"source":"iana"},"application/dskpp+xml":{"source":"iana","compressible":true},"application/dssc+der":{"source":"iana","extensions":["dssc"]},"application/dssc+xml":{"source":"iana","compressible":true,"extensions":["xdssc"]},"application/dvcs":{"source":"iana"},"application/eat+cwt":{"source":"iana"},"application/eat+jwt":{"source":"iana"},"application/eat-bun+cbor":{"source":"iana"},"application/eat-bun+json":{"source":"iana","compressible":true},"application/eat-ucs+cbor":{"source":"iana"},"application/eat-ucs+json":{"source":"iana","compressible":true},"application/ecmascript":{"source":"apache","compressible":true,"extensions":["ecma"]},"application/edhoc+cbor-seq":{"source":"iana"},"application/edi-consent":{"source":"iana"},"application/edi-x12":{"source":"iana","compressible":false},"application/edifact":{"source":"iana","compressible":false},"application/efi":{"source":"iana"},"application/elm+json":{"source":"iana","charset":"UTF-8","compressible":true},"application/elm+xml":{"source":"iana","compressible":true},"application/emergencycalldata.cap+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/emergencycalldata.comment+xml":{"source":"iana","compressible":true},"application/emergencycalldata.control+xml":{"source":"iana","compressible":true},"application/emergencycalldata.deviceinfo+xml":{"source":"iana","compressible":true},"application/emergencycalldata.ecall.msd":{"source":"iana"},"application/emergencycalldata.legacyesn+json":{"source":"iana","compressible":true},"application/emergencycalldata.providerinfo+xml":{"source":"iana","compressible":true},"application/emergencycalldata.serviceinfo+xml":{"source":"iana","compressible":true},"application/emergencycalldata.subscriberinfo+xml":{"source":"iana","compressible":true},"application/emergencycalldata.veds+xml":{"source":"iana","compressible":true},"application/emma+xml":{"source":"iana","compressible":true,"extensions":["emma"]},"application/emotionml+xml":{"source":"iana","compressible":true,"extensions":["emotionml"]},"application/encaprtp":{"source":"iana"},"application/entity-statement+jwt":{"source":"iana"},"application/epp+xml":{"source":"iana","compressible":true},"application/epub+zip":{"source":"iana","compressible":false,"extensions":["epub"]},"application/eshop":{"source":"iana"},"application/exi":{"source":"iana","extensions":["exi"]},"application/expect-ct-report+json":{"source":"iana","compressible":true},"application/express":{"source":"iana","extensions":["exp"]},"application/fastinfoset":{"source":"iana"},"application/fastsoap":{"source":"iana"},"application/fdf":{"source":"iana","extensions":["fdf"]},"application/fdt+xml":{"source":"iana","compressible":true,"extensions":["fdt"]},"application/fhir+json":{"source":"iana","charset":"UTF-8","compressible":true},"application/fhir+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/fido.trusted-apps+json":{"compressible":true},"application/fits":{"source":"iana"},"application/flexfec":{"source":"iana"},"application/font-sfnt":{"source":"iana"},"application/font-tdpfr":{"source":"iana","extensions":["pfr"]},"application/font-woff":{"source":"iana","compressible":false},"application/framework-attributes+xml":{"source":"iana","compressible":true},"application/geo+json":{"source":"iana","compressible":true,"extensions":["geojson"]},"application/geo+json-seq":{"source":"iana"},"application/geopackage+sqlite3":{"source":"iana"},"application/geopose+json":{"source":"iana","compressible":true},"application/geoxacml+json":{"source":"iana","compressible":true},"application/geoxacml+xml":{"source":"iana","compressible":true},"application/gltf-buffer":{"source":"iana"},"application/gml+xml":{"source":"iana","compressible":true,"extensions":["gml"]},"application/gnap-binding-jws":{"source":"iana"},"application/gnap-binding-jwsd":{"source":"iana"},"application/gnap-binding-rotation-jws":{"source":"iana"},"application/gnap-binding-rotation-jwsd":{"source":"iana"},"application/gpx+xml":{"source":"apache","compressible":true,"extensions":["gpx"]},"application/grib":{"source":"iana"},"application/gxf":{"source":"apache","extensions":["gxf"]},"application/gzip":{"source":"iana","compressible":false,"extensions":["gz"]},"application/h224":{"source":"iana"},"application/held+xml":{"source":"iana","compressible":true},"application/hjson":{"extensions":["hjson"]},"application/hl7v2+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/http":{"source":"iana"},"application/hyperstudio":{"source":"iana","extensions":["stk"]},"application/ibe-key-request+xml":{"source":"iana","compressible":true},"application/ibe-pkg-reply+xml":{"source":"iana","compressible":true},"application/ibe-pp-data":{"source":"iana"},"application/iges":{"source":"iana"},"application/im-iscomposing+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/index":{"source":"iana"},"application/index.cmd":{"source":"iana"},"application/index.obj":{"source":"iana"},"application/index.response":{"source":"iana"},"application/index.vnd":{"source":"iana"},"application/inkml+xml":{"source":"iana","compressible":true,"extensions":["ink","inkml"]},"application/iotp":{"source":"iana"},"application/ipfix":{"source":"iana","extensions":["ipfix"]},"application/ipp":{"source":"iana"},"application/isup":{"source":"iana"},"application/its+xml":{"source":"iana","compressible":true,"extensions":["its"]},"application/java-archive":{"source":"iana","compressible":false,"extensions":["jar","war","ear"]},"application/java-serialized-object":{"source":"apache","compressible":false,"extensions":["ser"]},"application/java-vm":{"source":"apache","compressible":false,"extensions":["class"]},"application/javascript":{"source":"apache","charset":"UTF-8","compressible":true,"extensions":["js"]},"application/jf2feed+json":{"source":"iana","compressible":true},"application/jose":{"source":"iana"},"application/jose+json":{"source":"iana","compressible":true},"application/jrd+json":{"source":"iana","compressible":true},"application/jscalendar+json":{"source":"iana","compressible":true},"application/jscontact+json":{"source":"iana","compressible":true},"application/json":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["json","map"]},"application/json-patch+json":{"source":"iana","compressible":true},"application/json-seq":{"source":"iana"},"application/json5":{"extensions":["json5"]},"application/jsonml+json":{"source":"apache","compressible":true,"extensions":["jsonml"]},"application/jsonpath":{"source":"iana"},"application/jwk+json":{"source":"iana","compressible":true},"application/jwk-set+json":{"source":"iana","compressible":true},"application/jwk-set+jwt":{"source":"iana"},"application/jwt":{"source":"iana"},"application/kpml-request+xml":{"source":"iana","compressible":true},"application/kpml-response+xml":{"source":"iana","compressible":true},"application/ld+json":{"source":"iana","compressible":true,"extensions":["jsonld"]},"application/lgr+xml":{"source":"iana","compressible":true,"extensions":["lgr"]},"application/link-format":{"source":"iana"},"application/linkset":{"source":"iana"},"application/linkset+json":{"source":"iana","compressible":true},"application/load-control+xml":{"source":"iana","compressible":true},"application/logout+jwt":{"source":"iana"},"application/lost+xml":{"source":"iana","compressible":true,"extensions":["lostxml"]},"application/lostsync+xml":{"source":"iana","compressible":true},"application/lpf+zip":{"source":"iana","compressible":false},"application/lxf":{"source":"iana"},"application/mac-binhex40":{"source":"iana","extensions":["hqx"]},"application/mac-compactpro":{"source":"apache","extensions":["cpt"]},"application/macwriteii":{"source":"iana"},"application/mads+xml":{"source":"iana","compressible":true,"extensions":["mads"]},"application/manifest+json":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["webmanifest"]},"application/marc":{"source":"iana","extensions":["mrc"]},"application/marcxml+xml":{"source":"iana","compressible":true,"extensions":["mrcx"]},"application/mathematica":{"source":"iana","extensions":["ma","nb","mb"]},"application/mathml+xml":{"source":"iana","compressible":true,"extensions":["mathml"]},"application/mathml-content+xml":{"source":"iana","compressible":true},"application/mathml-presentation+xml":{"source":"iana","compressible":true},"application/mbms-associated-procedure-description+xml":{"source":"iana","compressible":true},"application/mbms-deregister+xml":{"source":"iana","compressible":true},"application/mbms-envelope+xml":{"source":"iana","compressible":true},"application/mbms-msk+xml":{"source":"iana","compressible":true},"application/mbms-msk-response+xml":{"source":"iana","compressible":true},"application/mbms-protection-description+xml":{"source":"iana","compressible":true},"application/mbms-reception-report+xml":{"source":"iana","compressible":true},"application/mbms-register+xml":{"source":"iana","compressible":true},"application/mbms-register-response+xml":{"source":"iana","compressible":true},"application/mbms-schedule+xml":{"source":"iana","compressible":true},"application/mbms-user-service-description+xml":{"source":"iana","compressible":true},"application/mbox":{"source":"iana","extensions":["mbox"]},"application/media-policy-dataset+xml":{"source":"iana","compressible":true,"extensions":["mpf"]},"application/media_control+xml":{"source":"iana","compressible":true},"application/mediaservercontrol+xml":{"source":"iana","compressible":true,"extensions":["mscml"]},"application/merge-patch+json":{"source":"iana","compressible":true},"application/metalink+xml":{"source":"apache","compressible":true,"extensions":["metalink"]},"application/metalink4+xml":{"source":"iana","compressible":true,"extensions":["meta4"]},"application/mets+xml":{"source":"iana","compressible":true,"extensions":["mets"]},"application/mf4":{"source":"iana"},"application/mikey":{"source":"iana"},"application/mipc":{"source":"iana"},"application/missing-blocks+cbor-seq":{"source":"iana"},"application/mmt-aei+xml":{"source":"iana","compressible":true,"extensions":["maei"]},"application/mmt-usd+xml":{"source":"iana","compressible":true,"extensions":["musd"]},"application/mods+xml":{"source":"iana","compressible":true,"extensions":["mods"]},"application/moss-keys":{"source":"iana"},"application/moss-signature":{"source":"iana"},"application/mosskey-data":{"source":"iana"},"application/mosskey-request":{"source":"iana"},"application/mp21":{"source":"iana","extensions":["m21","mp21"]},"application/mp4":{"source":"iana","extensions":["mp4","mpg4","mp4s","m4p"]},"application/mpeg4-generic":{"source":"iana"},"application/mpeg4-iod":{"source":"iana"},"application/mpeg4-iod-xmt":{"source":"iana"},"application/mrb-consumer+xml":{"source":"iana","compressible":true},"application/mrb-publish+xml":{"source":"iana","compressible":true},"application/msc-ivr+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/msc-mixer+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/msix":{"compressible":false,"extensions":["msix"]},"application/msixbundle":{"compressible":false,"extensions":["msixbundle"]},"application/msword":{"source":"iana","compressible":false,"extensions":["doc","dot"]},"application/mud+json":{"source":"iana","compressible":true},"application/multipart-core":{"source":"iana"},"application/mxf":{"source":"iana","extensions":["mxf"]},"application/n-quads":{"source":"iana","extensions":["nq"]},"application/n-triples":{"source":"iana","extensions":["nt"]},"application/nasdata":{"source":"iana"},"application/news-checkgroups":{"source":"iana","charset":"US-ASCII"},"application/news-groupinfo":{"source":"iana","charset":"US-ASCII"},"application/news-transmission":{"source":"iana"},"application/nlsml+xml":{"source":"iana","compressible":true},"application/node":{"source":"iana","extensions":["cjs"]},"application/nss":{"source":"iana"},"application/oauth-authz-req+jwt":{"source":"iana"},"application/oblivious-dns-message":{"source":"iana"},"application/ocsp-request":{"source":"iana"},"application/ocsp-response":{"source":"iana"},"application/octet-stream":{"source":"iana","compressible":true,"extensions":["bin","dms","lrf","mar","so","dist","distz","pkg","bpk","dump","elc","deploy","exe","dll","deb","dmg","iso","img","msi","msp","msm","buffer"]},"application/oda":{"source":"iana","extensions":["oda"]},"application/odm+xml":{"source":"iana","compressible":true},"application/odx":{"source":"iana"},"application/oebps-package+xml":{"source":"iana","compressible":true,"extensions":["opf"]},"application/ogg":{"source":"iana","compressible":false,"extensions":["ogx"]},"application/ohttp-keys":{"source":"iana"},"application/omdoc+xml":{"source":"apache","compressible":true,"extensions":["omdoc"]},"application/onenote":{"source":"apache","extensions":["onetoc","onetoc2","onetmp","onepkg","one","onea"]},"application/opc-nodeset+xml":{"source":"iana","compressible":true},"application/oscore":{"source":"iana"},"application/oxps":{"source":"iana","extensions":["oxps"]},"application/p21":{"source":"iana"},"application/p21+zip":{"source":"iana","compressible":false},"application/p2p-overlay+xml":{"source":"iana","compressible":true,"extensions":["relo"]},"application/parityfec":{"source":"iana"},"application/passport":{"source":"iana"},"application/patch-ops-error+xml":{"source":"iana","compressible":true,"extensions":["xer"]},"application/pdf":{"source":"iana","compressible":false,"extensions":["pdf"]},"application/pdx":{"source":"iana"},"application/pem-certificate-chain":{"source":"iana"},"application/pgp-encrypted":{"source":"iana","compressible":false,"extensions":["pgp"]},"application/pgp-keys":{"source":"iana","extensions":["asc"]},"application/pgp-signature":{"source":"iana","extensions":["sig","asc"]},"application/pics-rules":{"source":"apache","extensions":["prf"]},"application/pidf+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/pidf-diff+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/pkcs10":{"source":"iana","extensions":["p10"]},"application/pkcs12":{"source":"iana"},"application/pkcs7-mime":{"source":"iana","extensions":["p7m","p7c"]},"application/pkcs7-signature":{"source":"iana","extensions":["p7s"]},"application/pkcs8":{"source":"iana","extensions":["p8"]},"application/pkcs8-encrypted":{"source":"iana"},"application/pkix-attr-cert":{"source":"iana","extensions":["ac"]},"application/pkix-cert":{"source":"iana","extensions":["cer"]},"application/pkix-crl":{"source":"iana","extensions":["crl"]},"application/pkix-pkipath":{"source":"iana","extensions":["pkipath"]},"application/pkixcmp":{"source":"iana","extensions":["pki"]},"application/pls+xml":{"source":"iana","compressible":true,"extensions":["pls"]},"application/poc-settings+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/postscript":{"source":"iana","compressible":true,"extensions":["ai","eps","ps"]},"application/ppsp-tracker+json":{"source":"iana","compressible":true},"application/private-token-issuer-directory":{"source":"iana"},"application/private-token-request":{"source":"iana"},"application/private-token-response":{"source":"iana"},"application/problem+json":{"source":"iana","compressible":true},"application/problem+xml":{"source":"iana","compressible":true},"application/provenance+xml":{"source":"iana","compressible":true,"extensions":["provx"]},"application/provided-claims+jwt":{"source":"iana"},"application/prs.alvestrand.titrax-sheet":{"source":"iana"},"application/prs.cww":{"source":"iana","extensions":["cww"]},"application/prs.cyn":{"source":"iana","charset":"7-BIT"},"application/prs.hpub+zip":{"source":"iana","compressible":false},"application/prs.implied-document+xml":{"source":"iana","compressible":true},"application/prs.implied-executable":{"source":"iana"},"application/prs.implied-object+json":{"source":"iana","compressible":true},"application/prs.implied-object+json-seq":{"source":"iana"},"application/prs.implied-object+yaml":{"source":"iana"},"application/prs.implied-structure":{"source":"iana"},"application/prs.mayfile":{"source":"iana"},"application/prs.nprend":{"source":"iana"},"application/prs.plucker":{"source":"iana"},"application/prs.rdf-xml-crypt":{"source":"iana"},"application/prs.vcfbzip2":{"source":"iana"},"application/prs.xsf+xml":{"source":"iana","compressible":true,"extensions":["xsf"]},"application/pskc+xml":{"source":"iana","compressible":true,"extensions":["pskcxml"]},"application/pvd+json":{"source":"iana","compressible":true},"application/qsig":{"source":"iana"},"application/raml+yaml":{"compressible":true,"extensions":["raml"]},"application/raptorfec":{"source":"iana"},"application/rdap+json":{"source":"iana","compressible":true},"application/rdf+xml":{"source":"iana","compressible":true,"extensions":["rdf","owl"]},"application/reginfo+xml":{"source":"iana","compressible":true,"extensions":["rif"]},"application/relax-ng-compact-syntax":{"source":"iana","extensions":["rnc"]},"application/remote-printing":{"source":"apache"},"application/reputon+json":{"source":"iana","compressible":true},"application/resolve-response+jwt":{"source":"iana"},"application/resource-lists+xml":{"source":"iana","compressible":true,"extensions":["rl"]},"application/resource-lists-diff+xml":{"source":"iana","compressible":true,"extensions":["rld"]},"application/rfc+xml":{"source":"iana","compressible":true},"application/riscos":{"source":"iana"},"application/rlmi+xml":{"source":"iana","compressible":true},"application/rls-services+xml":{"source":"iana","compressible":true,"extensions":["rs"]},"application/route-apd+xml":{"source":"iana","compressible":true,"extensions":["rapd"]},"application/route-s-tsid+xml":{"source":"iana","compressible":true,"extensions":["sls"]},"application/route-usd+xml":{"source":"iana","compressible":true,"extensions":["rusd"]},"application/rpki-checklist":{"source":"iana"},"application/rpki-ghostbusters":{"source":"iana","extensions":["gbr"]},"application/rpki-manifest":{"source":"iana","extensions":["mft"]},"application/rpki-publication":{"source":"iana"},"application/rpki-roa":{"source":"iana","extensions":["roa"]},"application/rpki-signed-tal":{"source":"iana"},"application/rpki-updown":{"source":"iana"},"application/rsd+xml":{"source":"apache","compressible":true,"extensions":["rsd"]},"application/rss+xml":{"source":"apache","compressible":true,"extensions":["rss"]},"application/rtf":{"source":"iana","compressible":true,"extensions":["rtf"]},"application/rtploopback":{"source":"iana"},"application/rtx":{"source":"iana"},"application/samlassertion+xml":{"source":"iana","compressible":true},"application/samlmetadata+xml":{"source":"iana","compressible":true},"application/sarif+json":{"source":"iana","compressible":true},"application/sarif-external-properties+json":{"source":"iana","compressible":true},"application/sbe":{"source":"iana"},"application/sbml+xml":{"source":"iana","compressible":true,"extensions":["sbml"]},"application/scaip+xml":{"source":"iana","compressible":true},"application/scim+json":{"source":"iana","compressible":true},"application/scvp-cv-request":{"source":"iana","extensions":["scq"]},"application/scvp-cv-response":{"source":"iana","extensions":["scs"]},"application/scvp-vp-request":{"source":"iana","extensions":["spq"]},"application/scvp-vp-response":{"source":"iana","extensions":["spp"]},"application/sdp":{"source":"iana","extensions":["sdp"]},"application/secevent+jwt":{"source":"iana"},"application/senml+cbor":{"source":"iana"},"application/senml+json":{"source":"iana","compressible":true},"application/senml+xml":{"source":"iana","compressible":true,"extensions":["senmlx"]},"application/senml-etch+cbor":{"source":"iana"},"application/senml-etch+json":{"source":"iana","compressible":true},"application/senml-exi":{"source":"iana"},"application/sensml+cbor":{"source":"iana"},"application/sensml+json":{"source":"iana","compressible":true},"application/sensml+xml":{"source":"iana","compressible":true,"extensions":["sensmlx"]},"application/sensml-exi":{"source":"iana"},"application/sep+xml":{"source":"iana","compressible":true},"application/sep-exi":{"source":"iana"},"application/session-info":{"source":"iana"},"application/set-payment":{"source":"iana"},"application/set-payment-initiation":{"source":"iana","extensions":["setpay"]},"application/set-registration":{"source":"iana"},"application/set-registration-initiation":{"source":"iana","extensions":["setreg"]},"application/sgml":{"source":"iana"},"application/sgml-open-catalog":{"source":"iana"},"application/shf+xml":{"source":"iana","compressible":true,"extensions":["shf"]},"application/sieve":{"source":"iana","extensions":["siv","sieve"]},"application/simple-filter+xml":{"source":"iana","compressible":true},"application/simple-message-summary":{"source":"iana"},"application/simplesymbolcontainer":{"source":"iana"},"application/sipc":{"source":"iana"},"application/slate":{"source":"iana"},"application/smil":{"source":"apache"},"application/smil+xml":{"source":"iana","compressible":true,"extensions":["smi","smil"]},"application/smpte336m":{"source":"iana"},"application/soap+fastinfoset":{"source":"iana"},"application/soap+xml":{"source":"iana","compressible":true},"application/sparql-query":{"source":"iana","extensions":["rq"]},"application/sparql-results+xml":{"source":"iana","compressible":true,"extensions":["srx"]},"application/spdx+json":{"source":"iana","compressible":true},"application/spirits-event+xml":{"source":"iana","compressible":true},"application/sql":{"source":"iana","extensions":["sql"]},"application/srgs":{"source":"iana","extensions":["gram"]},"application/srgs+xml":{"source":"iana","compressible":true,"extensions":["grxml"]},"application/sru+xml":{"source":"iana","compressible":true,"extensions":["sru"]},"application/ssdl+xml":{"source":"apache","compressible":true,"extensions":["ssdl"]},"application/sslkeylogfile":{"source":"iana"},"application/ssml+xml":{"source":"iana","compressible":true,"extensions":["ssml"]},"application/st2110-41":{"source":"iana"},"application/stix+json":{"source":"iana","compressible":true},"application/stratum":{"source":"iana"},"application/swid+cbor":{"source":"iana"},"application/swid+xml":{"source":"iana","compressible":true,"extensions":["swidtag"]},"application/tamp-apex-update":{"source":"iana"},"application/tamp-apex-update-confirm":{"source":"iana"},"application/tamp-community-update":{"source":"iana"},"application/tamp-community-update-confirm":{"source":"iana"},"application/tamp-error":{"source":"iana"},"application/tamp-sequence-adjust":{"source":"iana"},"application/tamp-sequence-adjust-confirm":{"source":"iana"},"application/tamp-status-query":{"source":"iana"},"application/tamp-status-response":{"source":"iana"},"application/tamp-update":{"source":"iana"},"application/tamp-update-confirm":{"source":"iana"},"application/tar":{"compressible":true},"application/taxii+json":{"source":"iana","compressible":true},"application/td+json":{"source":"iana","compressible":true},"application/tei+xml":{"source":"iana","compressible":true,"extensions":["tei","teicorpus"]},"application/tetra_isi":{"source":"iana"},"application/thraud+xml":{"source":"iana","compressible":true,"extensions":["tfi"]},"application/timestamp-query":{"source":"iana"},"application/timestamp-reply":{"source":"iana"},"application/timestamped-data":{"source":"iana","extensions":["tsd"]},"application/tlsrpt+gzip":{"source":"iana"},"application/tlsrpt+json":{"source":"iana","compressible":true},"application/tm+json":{"source":"iana","compressible":true},"application/tnauthlist":{"source":"iana"},"application/toc+cbor":{"source":"iana"},"application/token-introspection+jwt":{"source":"iana"},"application/toml":{"source":"iana","compressible":true,"extensions":["toml"]},"application/trickle-ice-sdpfrag":{"source":"iana"},"application/trig":{"source":"iana","extensions":["trig"]},"application/trust-chain+json":{"source":"iana","compressible":true},"application/trust-mark+jwt":{"source":"iana"},"application/trust-mark-delegation+jwt":{"source":"iana"},"application/ttml+xml":{"source":"iana","compressible":true,"extensions":["ttml"]},"application/tve-trigger":{"source":"iana"},"application/tzif":{"source":"iana"},"application/tzif-leap":{"source":"iana"},"application/ubjson":{"compressible":false,"extensions":["ubj"]},"application/uccs+cbor":{"source":"iana"},"application/ujcs+json":{"source":"iana","compressible":true},"application/ulpfec":{"source":"iana"},"application/urc-grpsheet+xml":{"source":"iana","compressible":true},"application/urc-ressheet+xml":{"source":"iana","compressible":true,"extensions":["rsheet"]},"application/urc-targetdesc+xml":{"source":"iana","compressible":true,"extensions":["td"]},"application/urc-uisocketdesc+xml":{"source":"iana","compressible":true},"application/vc":{"source":"iana"},"application/vc+cose":{"source":"iana"},"application/vc+jwt":{"source":"iana"},"application/vcard+json":{"source":"iana","compressible":true},"application/vcard+xml":{"source":"iana","compressible":true},"application/vemmi":{"source":"iana"},"application/vividence.scriptfile":{"source":"apache"},"application/vnd.1000minds.decision-model+xml":{"source":"iana","compressible":true,"extensions":["1km"]},"application/vnd.1ob":{"source":"iana"},"application/vnd.3gpp-prose+xml":{"source":"iana","compressible":true},"application/vnd.3gpp-prose-pc3a+xml":{"source":"iana","compressible":true},"application/vnd.3gpp-prose-pc3ach+xml":{"source":"iana","compressible":true},"application/vnd.3gpp-prose-pc3ch+xml":{"source":"iana","compressible":true},"application/vnd.3gpp-prose-pc8+xml":{"source":"iana","compressible":true},"application/vnd.3gpp-v2x-local-service-information":{"source":"iana"},"application/vnd.3gpp.5gnas":{"source":"iana"},"application/vnd.3gpp.5gsa2x":{"source":"iana"},"application/vnd.3gpp.5gsa2x-local-service-information":{"source":"iana"},"application/vnd.3gpp.5gsv2x":{"source":"iana"},"application/vnd.3gpp.5gsv2x-local-service-information":{"source":"iana"},"application/vnd.3gpp.access-transfer-events+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.bsf+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.crs+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.current-location-discovery+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.gmop+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.gtpc":{"source":"iana"},"application/vnd.3gpp.interworking-data":{"source":"iana"},"application/vnd.3gpp.lpp":{"source":"iana"},"application/vnd.3gpp.mc-signalling-ear":{"source":"iana"},"application/vnd.3gpp.mcdata-affiliation-command+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcdata-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcdata-msgstore-ctrl-request+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcdata-payload":{"source":"iana"},"application/vnd.3gpp.mcdata-regroup+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcdata-service-config+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcdata-signalling":{"source":"iana"},"application/vnd.3gpp.mcdata-ue-config+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcdata-user-profile+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-affiliation-command+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-floor-request+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-location-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-mbms-usage-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-regroup+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-service-config+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-signed+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-ue-config+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-ue-init-config+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcptt-user-profile+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-affiliation-command+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-location-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-mbms-usage-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-regroup+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-service-config+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-transmission-request+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-ue-config+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mcvideo-user-profile+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.mid-call+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.ngap":{"source":"iana"},"application/vnd.3gpp.pfcp":{"source":"iana"},"application/vnd.3gpp.pic-bw-large":{"source":"iana","extensions":["plb"]},"application/vnd.3gpp.pic-bw-small":{"source":"iana","extensions":["psb"]},"application/vnd.3gpp.pic-bw-var":{"source":"iana","extensions":["pvb"]},"application/vnd.3gpp.pinapp-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.s1ap":{"source":"iana"},"application/vnd.3gpp.seal-group-doc+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.seal-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.seal-location-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.seal-mbms-usage-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.seal-network-qos-management-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.seal-ue-config-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.seal-unicast-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.seal-user-profile-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.sms":{"source":"iana"},"application/vnd.3gpp.sms+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.srvcc-ext+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.srvcc-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.state-and-event-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.ussd+xml":{"source":"iana","compressible":true},"application/vnd.3gpp.v2x":{"source":"iana"},"application/vnd.3gpp.vae-info+xml":{"source":"iana","compressible":true},"application/vnd.3gpp2.bcmcsinfo+xml":{"source":"iana","compressible":true},"application/vnd.3gpp2.sms":{"source":"iana"},"application/vnd.3gpp2.tcap":{"source":"iana","extensions":["tcap"]},"application/vnd.3lightssoftware.imagescal":{"source":"iana"},"application/vnd.3m.post-it-notes":{"source":"iana","extensions":["pwn"]},"application/vnd.accpac.simply.aso":{"source":"iana","extensions":["aso"]},"application/vnd.accpac.simply.imp":{"source":"iana","extensions":["imp"]},"application/vnd.acm.addressxfer+json":{"source":"iana","compressible":true},"application/vnd.acm.chatbot+json":{"source":"iana","compressible":true},"application/vnd.acucobol":{"source":"iana","extensions":["acu"]},"application/vnd.acucorp":{"source":"iana","extensions":["atc","acutc"]},"application/vnd.adobe.air-application-installer-package+zip":{"source":"apache","compressible":false,"extensions":["air"]},"application/vnd.adobe.flash.movie":{"source":"iana"},"application/vnd.adobe.formscentral.fcdt":{"source":"iana","extensions":["fcdt"]},"application/vnd.adobe.fxp":{"source":"iana","extensions":["fxp","fxpl"]},"application/vnd.adobe.partial-upload":{"source":"iana"},"application/vnd.adobe.xdp+xml":{"source":"iana","compressible":true,"extensions":["xdp"]},"application/vnd.adobe.xfdf":{"source":"apache","extensions":["xfdf"]},"application/vnd.aether.imp":{"source":"iana"},"application/vnd.afpc.afplinedata":{"source":"iana"},"application/vnd.afpc.afplinedata-pagedef":{"source":"iana"},"application/vnd.afpc.cmoca-cmresource":{"source":"iana"},"application/vnd.afpc.foca-charset":{"source":"iana"},"application/vnd.afpc.foca-codedfont":{"source":"iana"},"application/vnd.afpc.foca-codepage":{"source":"iana"},"application/vnd.afpc.modca":{"source":"iana"},"application/vnd.afpc.modca-cmtable":{"source":"iana"},"application/vnd.afpc.modca-formdef":{"source":"iana"},"application/vnd.afpc.modca-mediummap":{"source":"iana"},"application/vnd.afpc.modca-objectcontainer":{"source":"iana"},"application/vnd.afpc.modca-overlay":{"source":"iana"},"application/vnd.afpc.modca-pagesegment":{"source":"iana"},"application/vnd.age":{"source":"iana","extensions":["age"]},"application/vnd.ah-barcode":{"source":"apache"},"application/vnd.ahead.space":{"source":"iana","extensions":["ahead"]},"application/vnd.airzip.filesecure.azf":{"source":"iana","extensions":["azf"]},"application/vnd.airzip.filesecure.azs":{"source":"iana","extensions":["azs"]},"application/vnd.amadeus+json":{"source":"iana","compressible":true},"application/vnd.amazon.ebook":{"source":"apache","extensions":["azw"]},"application/vnd.amazon.mobi8-ebook":{"source":"iana"},"application/vnd.americandynamics.acc":{"source":"iana","extensions":["acc"]},"application/vnd.amiga.ami":{"source":"iana","extensions":["ami"]},"application/vnd.amundsen.maze+xml":{"source":"iana","compressible":true},"application/vnd.android.ota":{"source":"iana"},"application/vnd.android.package-archive":{"source":"apache","compressible":false,"extensions":["apk"]},"application/vnd.anki":{"source":"iana"},"application/vnd.anser-web-certificate-issue-initiation":{"source":"iana","extensions":["cii"]},"application/vnd.anser-web-funds-transfer-initiation":{"source":"apache","extensions":["fti"]},"application/vnd.antix.game-component":{"source":"iana","extensions":["atx"]},"application/vnd.apache.arrow.file":{"source":"iana"},"application/vnd.apache.arrow.stream":{"source":"iana"},"application/vnd.apache.parquet":{"source":"iana"},"application/vnd.apache.thrift.binary":{"source":"iana"},"application/vnd.apache.thrift.compact":{"source":"iana"},"application/vnd.apache.thrift.json":{"source":"iana"},"application/vnd.apexlang":{"source":"iana"},"application/vnd.api+json":{"source":"iana","compressible":true},"application/vnd.aplextor.warrp+json":{"source":"iana","compressible":true},"application/vnd.apothekende.reservation+json":{"source":"iana","compressible":true},"application/vnd.apple.installer+xml":{"source":"iana","compressible":true,"extensions":["mpkg"]},"application/vnd.apple.keynote":{"source":"iana","extensions":["key"]},"application/vnd.apple.mpegurl":{"source":"iana","extensions":["m3u8"]},"application/vnd.apple.numbers":{"source":"iana","extensions":["numbers"]},"application/vnd.apple.pages":{"source":"iana","extensions":["pages"]},"application/vnd.apple.pkpass":{"compressible":false,"extensions":["pkpass"]},"application/vnd.arastra.swi":{"source":"apache"},"application/vnd.aristanetworks.swi":{"source":"iana","extensions":["swi"]},"application/vnd.artisan+json":{"source":"iana","compressible":true},"application/vnd.artsquare":{"source":"iana"},"application/vnd.astraea-software.iota":{"source":"iana","extensions":["iota"]},"application/vnd.audiograph":{"source":"iana","extensions":["aep"]},"application/vnd.autodesk.fbx":{"extensions":["fbx"]},"application/vnd.autopackage":{"source":"iana"},"application/vnd.avalon+json":{"source":"iana","compressible":true},"application/vnd.avistar+xml":{"source":"iana","compressible":true},"application/vnd.balsamiq.bmml+xml":{"source":"iana","compressible":true,"extensions":["bmml"]},"application/vnd.balsamiq.bmpr":{"source":"iana"},"application/vnd.banana-accounting":{"source":"iana"},"application/vnd.bbf.usp.error":{"source":"iana"},"application/vnd.bbf.usp.msg":{"source":"iana"},"application/vnd.bbf.usp.msg+json":{"source":"iana","compressible":true},"application/vnd.bekitzur-stech+json":{"source":"iana","compressible":true},"application/vnd.belightsoft.lhzd+zip":{"source":"iana","compressible":false},"application/vnd.belightsoft.lhzl+zip":{"source":"iana","compressible":false},"application/vnd.bint.med-content":{"source":"iana"},"application/vnd.biopax.rdf+xml":{"source":"iana","compressible":true},"application/vnd.blink-idb-value-wrapper":{"source":"iana"},"application/vnd.blueice.multipass":{"source":"iana","extensions":["mpm"]},"application/vnd.bluetooth.ep.oob":{"source":"iana"},"application/vnd.bluetooth.le.oob":{"source":"iana"},"application/vnd.bmi":{"source":"iana","extensions":["bmi"]},"application/vnd.bpf":{"source":"iana"},"application/vnd.bpf3":{"source":"iana"},"application/vnd.businessobjects":{"source":"iana","extensions":["rep"]},"application/vnd.byu.uapi+json":{"source":"iana","compressible":true},"application/vnd.bzip3":{"source":"iana"},"application/vnd.c3voc.schedule+xml":{"source":"iana","compressible":true},"application/vnd.cab-jscript":{"source":"iana"},"application/vnd.canon-cpdl":{"source":"iana"},"application/vnd.canon-lips":{"source":"iana"},"application/vnd.capasystems-pg+json":{"source":"iana","compressible":true},"application/vnd.cendio.thinlinc.clientconf":{"source":"iana"},"application/vnd.century-systems.tcp_stream":{"source":"iana"},"application/vnd.chemdraw+xml":{"source":"iana","compressible":true,"extensions":["cdxml"]},"application/vnd.chess-pgn":{"source":"iana"},"application/vnd.chipnuts.karaoke-mmd":{"source":"iana","extensions":["mmd"]},"application/vnd.ciedi":{"source":"iana"},"application/vnd.cinderella":{"source":"iana","extensions":["cdy"]},"application/vnd.cirpack.isdn-ext":{"source":"iana"},"application/vnd.citationstyles.style+xml":{"source":"iana","compressible":true,"extensions":["csl"]},"application/vnd.claymore":{"source":"iana","extensions":["cla"]},"application/vnd.cloanto.rp9":{"source":"iana","extensions":["rp9"]},"application/vnd.clonk.c4group":{"source":"iana","extensions":["c4g","c4d","c4f","c4p","c4u"]},"application/vnd.cluetrust.cartomobile-config":{"source":"iana","extensions":["c11amc"]},"application/vnd.cluetrust.cartomobile-config-pkg":{"source":"iana","extensions":["c11amz"]},"application/vnd.cncf.helm.chart.content.v1.tar+gzip":{"source":"iana"},"application/vnd.cncf.helm.chart.provenance.v1.prov":{"source":"iana"},"application/vnd.cncf.helm.config.v1+json":{"source":"iana","compressible":true},"application/vnd.coffeescript":{"source":"iana"},"application/vnd.collabio.xodocuments.document":{"source":"iana"},"application/vnd.collabio.xodocuments.document-template":{"source":"iana"},"application/vnd.collabio.xodocuments.presentation":{"source":"iana"},"application/vnd.collabio.xodocuments.presentation-template":{"source":"iana"},"application/vnd.collabio.xodocuments.spreadsheet":{"source":"iana"},"application/vnd.collabio.xodocuments.spreadsheet-template":{"source":"iana"},"application/vnd.collection+json":{"source":"iana","compressible":true},"application/vnd.collection.doc+json":{"source":"iana","compressible":true},"application/vnd.collection.next+json":{"source":"iana","compressible":true},"application/vnd.comicbook+zip":{"source":"iana","compressible":false},"application/vnd.comicbook-rar":{"source":"iana"},"application/vnd.commerce-battelle":{"source":"iana"},"application/vnd.commonspace":{"source":"iana","extensions":["csp"]},"application/vnd.contact.cmsg":{"source":"iana","extensions":["cdbcmsg"]},"application/vnd.coreos.ignition+json":{"source":"iana","compressible":true},"application/vnd.cosmocaller":{"source":"iana","extensions":["cmc"]},"application/vnd.crick.clicker":{"source":"iana","extensions":["clkx"]},"application/vnd.crick.clicker.keyboard":{"source":"iana","extensions":["clkk"]},"application/vnd.crick.clicker.palette":{"source":"iana","extensions":["clkp"]},"application/vnd.crick.clicker.template":{"source":"iana","extensions":["clkt"]},"application/vnd.crick.clicker.wordbank":{"source":"iana","extensions":["clkw"]},"application/vnd.criticaltools.wbs+xml":{"source":"iana","compressible":true,"extensions":["wbs"]},"application/vnd.cryptii.pipe+json":{"source":"iana","compressible":true},"application/vnd.crypto-shade-file":{"source":"iana"},"application/vnd.cryptomator.encrypted":{"source":"iana"},"application/vnd.cryptomator.vault":{"source":"iana"},"application/vnd.ctc-posml":{"source":"iana","extensions":["pml"]},"application/vnd.ctct.ws+xml":{"source":"iana","compressible":true},"application/vnd.cups-pdf":{"source":"iana"},"application/vnd.cups-postscript":{"source":"iana"},"application/vnd.cups-ppd":{"source":"iana","extensions":["ppd"]},"application/vnd.cups-raster":{"source":"iana"},"application/vnd.cups-raw":{"source":"iana"},"application/vnd.curl":{"source":"iana"},"application/vnd.curl.car":{"source":"apache","extensions":["car"]},"application/vnd.curl.pcurl":{"source":"apache","extensions":["pcurl"]},"application/vnd.cyan.dean.root+xml":{"source":"iana","compressible":true},"application/vnd.cybank":{"source":"iana"},"application/vnd.cyclonedx+json":{"source":"iana","compressible":true},"application/vnd.cyclonedx+xml":{"source":"iana","compressible":true},"application/vnd.d2l.coursepackage1p0+zip":{"source":"iana","compressible":false},"application/vnd.d3m-dataset":{"source":"iana"},"application/vnd.d3m-problem":{"source":"iana"},"application/vnd.dart":{"source":"iana","compressible":true,"extensions":["dart"]},"application/vnd.data-vision.rdz":{"source":"iana","extensions":["rdz"]},"application/vnd.datalog":{"source":"iana"},"application/vnd.datapackage+json":{"source":"iana","compressible":true},"application/vnd.dataresource+json":{"source":"iana","compressible":true},"application/vnd.dbf":{"source":"iana","extensions":["dbf"]},"application/vnd.dcmp+xml":{"source":"iana","compressible":true,"extensions":["dcmp"]},"application/vnd.debian.binary-package":{"source":"iana"},"application/vnd.dece.data":{"source":"iana","extensions":["uvf","uvvf","uvd","uvvd"]},"application/vnd.dece.ttml+xml":{"source":"iana","compressible":true,"extensions":["uvt","uvvt"]},"application/vnd.dece.unspecified":{"source":"iana","extensions":["uvx","uvvx"]},"application/vnd.dece.zip":{"source":"iana","extensions":["uvz","uvvz"]},"application/vnd.denovo.fcselayout-link":{"source":"iana","extensions":["fe_launch"]},"application/vnd.desmume.movie":{"source":"iana"},"application/vnd.dir-bi.plate-dl-nosuffix":{"source":"iana"},"application/vnd.dm.delegation+xml":{"source":"iana","compressible":true},"application/vnd.dna":{"source":"iana","extensions":["dna"]},"application/vnd.document+json":{"source":"iana","compressible":true},"application/vnd.dolby.mlp":{"source":"apache","extensions":["mlp"]},"application/vnd.dolby.mobile.1":{"source":"iana"},"application/vnd.dolby.mobile.2":{"source":"iana"},"application/vnd.doremir.scorecloud-binary-document":{"source":"iana"},"application/vnd.dpgraph":{"source":"iana","extensions":["dpg"]},"application/vnd.dreamfactory":{"source":"iana","extensions":["dfac"]},"application/vnd.drive+json":{"source":"iana","compressible":true},"application/vnd.ds-keypoint":{"source":"apache","extensions":["kpxx"]},"application/vnd.dtg.local":{"source":"iana"},"application/vnd.dtg.local.flash":{"source":"iana"},"application/vnd.dtg.local.html":{"source":"iana"},"application/vnd.dvb.ait":{"source":"iana","extensions":["ait"]},"application/vnd.dvb.dvbisl+xml":{"source":"iana","compressible":true},"application/vnd.dvb.dvbj":{"source":"iana"},"application/vnd.dvb.esgcontainer":{"source":"iana"},"application/vnd.dvb.ipdcdftnotifaccess":{"source":"iana"},"application/vnd.dvb.ipdcesgaccess":{"source":"iana"},"application/vnd.dvb.ipdcesgaccess2":{"source":"iana"},"application/vnd.dvb.ipdcesgpdd":{"source":"iana"},"application/vnd.dvb.ipdcroaming":{"source":"iana"},"application/vnd.dvb.iptv.alfec-base":{"source":"iana"},"application/vnd.dvb.iptv.alfec-enhancement":{"source":"iana"},"application/vnd.dvb.notif-aggregate-root+xml":{"source":"iana","compressible":true},"application/vnd.dvb.notif-container+xml":{"source":"iana","compressible":true},"application/vnd.dvb.notif-generic+xml":{"source":"iana","compressible":true},"application/vnd.dvb.notif-ia-msglist+xml":{"source":"iana","compressible":true},"application/vnd.dvb.notif-ia-registration-request+xml":{"source":"iana","compressible":true},"application/vnd.dvb.notif-ia-registration-response+xml":{"source":"iana","compressible":true},"application/vnd.dvb.notif-init+xml":{"source":"iana","compressible":true},"application/vnd.dvb.pfr":{"source":"iana"},"application/vnd.dvb.service":{"source":"iana","extensions":["svc"]},"application/vnd.dxr":{"source":"iana"},"application/vnd.dynageo":{"source":"iana","extensions":["geo"]},"application/vnd.dzr":{"source":"iana"},"application/vnd.easykaraoke.cdgdownload":{"source":"iana"},"application/vnd.ecdis-update":{"source":"iana"},"application/vnd.ecip.rlp":{"source":"iana"},"application/vnd.eclipse.ditto+json":{"source":"iana","compressible":true},"application/vnd.ecowin.chart":{"source":"iana","extensions":["mag"]},"application/vnd.ecowin.filerequest":{"source":"iana"},"application/vnd.ecowin.fileupdate":{"source":"iana"},"application/vnd.ecowin.series":{"source":"iana"},"application/vnd.ecowin.seriesrequest":{"source":"iana"},"application/vnd.ecowin.seriesupdate":{"source":"iana"},"application/vnd.efi.img":{"source":"iana"},"application/vnd.efi.iso":{"source":"iana"},"application/vnd.eln+zip":{"source":"iana","compressible":false},"application/vnd.emclient.accessrequest+xml":{"source":"iana","compressible":true},"application/vnd.enliven":{"source":"iana","extensions":["nml"]},"application/vnd.enphase.envoy":{"source":"iana"},"application/vnd.eprints.data+xml":{"source":"iana","compressible":true},"application/vnd.epson.esf":{"source":"iana","extensions":["esf"]},"application/vnd.epson.msf":{"source":"iana","extensions":["msf"]},"application/vnd.epson.quickanime":{"source":"iana","extensions":["qam"]},"application/vnd.epson.salt":{"source":"iana","extensions":["slt"]},"application/vnd.epson.ssf":{"source":"iana","extensions":["ssf"]},"application/vnd.ericsson.quickcall":{"source":"iana"},"application/vnd.erofs":{"source":"iana"},"application/vnd.espass-espass+zip":{"source":"iana","compressible":false},"application/vnd.eszigno3+xml":{"source":"iana","compressible":true,"extensions":["es3","et3"]},"application/vnd.etsi.aoc+xml":{"source":"iana","compressible":true},"application/vnd.etsi.asic-e+zip":{"source":"iana","compressible":false},"application/vnd.etsi.asic-s+zip":{"source":"iana","compressible":false},"application/vnd.etsi.cug+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvcommand+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvdiscovery+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvprofile+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvsad-bc+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvsad-cod+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvsad-npvr+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvservice+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvsync+xml":{"source":"iana","compressible":true},"application/vnd.etsi.iptvueprofile+xml":{"source":"iana","compressible":true},"application/vnd.etsi.mcid+xml":{"source":"iana","compressible":true},"application/vnd.etsi.mheg5":{"source":"iana"},"application/vnd.etsi.overload-control-policy-dataset+xml":{"source":"iana","compressible":true},"application/vnd.etsi.pstn+xml":{"source":"iana","compressible":true},"application/vnd.etsi.sci+xml":{"source":"iana","compressible":true},"application/vnd.etsi.simservs+xml":{"source":"iana","compressible":true},"application/vnd.etsi.timestamp-token":{"source":"iana"},"application/vnd.etsi.tsl+xml":{"source":"iana","compressible":true},"application/vnd.etsi.tsl.der":{"source":"iana"},"application/vnd.eu.kasparian.car+json":{"source":"iana","compressible":true},"application/vnd.eudora.data":{"source":"iana"},"application/vnd.evolv.ecig.profile":{"source":"iana"},"application/vnd.evolv.ecig.settings":{"source":"iana"},"application/vnd.evolv.ecig.theme":{"source":"iana"},"application/vnd.exstream-empower+zip":{"source":"iana","compressible":false},"application/vnd.exstream-package":{"source":"iana"},"application/vnd.ezpix-album":{"source":"iana","extensions":["ez2"]},"application/vnd.ezpix-package":{"source":"iana","extensions":["ez3"]},"application/vnd.f-secure.mobile":{"source":"iana"},"application/vnd.familysearch.gedcom+zip":{"source":"iana","compressible":false},"application/vnd.fastcopy-disk-image":{"source":"iana"},"application/vnd.fdf":{"source":"apache","extensions":["fdf"]},"application/vnd.fdsn.mseed":{"source":"iana","extensions":["mseed"]},"application/vnd.fdsn.seed":{"source":"iana","extensions":["seed","dataless"]},"application/vnd.fdsn.stationxml+xml":{"source":"iana","charset":"XML-BASED","compressible":true},"application/vnd.ffsns":{"source":"iana"},"application/vnd.ficlab.flb+zip":{"source":"iana","compressible":false},"application/vnd.filmit.zfc":{"source":"iana"},"application/vnd.fints":{"source":"iana"},"application/vnd.firemonkeys.cloudcell":{"source":"iana"},"application/vnd.flographit":{"source":"iana","extensions":["gph"]},"application/vnd.fluxtime.clip":{"source":"iana","extensions":["ftc"]},"application/vnd.font-fontforge-sfd":{"source":"iana"},"application/vnd.framemaker":{"source":"iana","extensions":["fm","frame","maker","book"]},"application/vnd.freelog.comic":{"source":"iana"},"application/vnd.frogans.fnc":{"source":"apache","extensions":["fnc"]},"application/vnd.frogans.ltf":{"source":"apache","extensions":["ltf"]},"application/vnd.fsc.weblaunch":{"source":"iana","extensions":["fsc"]},"application/vnd.fujifilm.fb.docuworks":{"source":"iana"},"application/vnd.fujifilm.fb.docuworks.binder":{"source":"iana"},"application/vnd.fujifilm.fb.docuworks.container":{"source":"iana"},"application/vnd.fujifilm.fb.jfi+xml":{"source":"iana","compressible":true},"application/vnd.fujitsu.oasys":{"source":"iana","extensions":["oas"]},"application/vnd.fujitsu.oasys2":{"source":"iana","extensions":["oa2"]},"application/vnd.fujitsu.oasys3":{"source":"iana","extensions":["oa3"]},"application/vnd.fujitsu.oasysgp":{"source":"iana","extensions":["fg5"]},"application/vnd.fujitsu.oasysprs":{"source":"iana","extensions":["bh2"]},"application/vnd.fujixerox.art-ex":{"source":"iana"},"application/vnd.fujixerox.art4":{"source":"iana"},"application/vnd.fujixerox.ddd":{"source":"iana","extensions":["ddd"]},"application/vnd.fujixerox.docuworks":{"source":"iana","extensions":["xdw"]},"application/vnd.fujixerox.docuworks.binder":{"source":"iana","extensions":["xbd"]},"application/vnd.fujixerox.docuworks.container":{"source":"iana"},"application/vnd.fujixerox.hbpl":{"source":"iana"},"application/vnd.fut-misnet":{"source":"iana"},"application/vnd.futoin+cbor":{"source":"iana"},"application/vnd.futoin+json":{"source":"iana","compressible":true},"application/vnd.fuzzysheet":{"source":"iana","extensions":["fzs"]},"application/vnd.ga4gh.passport+jwt":{"source":"iana"},"application/vnd.genomatix.tuxedo":{"source":"iana","extensions":["txd"]},"application/vnd.genozip":{"source":"iana"},"application/vnd.gentics.grd+json":{"source":"iana","compressible":true},"application/vnd.gentoo.catmetadata+xml":{"source":"iana","compressible":true},"application/vnd.gentoo.ebuild":{"source":"iana"},"application/vnd.gentoo.eclass":{"source":"iana"},"application/vnd.gentoo.gpkg":{"source":"iana"},"application/vnd.gentoo.manifest":{"source":"iana"},"application/vnd.gentoo.pkgmetadata+xml":{"source":"iana","compressible":true},"application/vnd.gentoo.xpak":{"source":"iana"},"application/vnd.geo+json":{"source":"apache","compressible":true},"application/vnd.geocube+xml":{"source":"apache","compressible":true},"application/vnd.geogebra.file":{"source":"iana","extensions":["ggb"]},"application/vnd.geogebra.pinboard":{"source":"iana"},"application/vnd.geogebra.slides":{"source":"iana","extensions":["ggs"]},"application/vnd.geogebra.tool":{"source":"iana","extensions":["ggt"]},"application/vnd.geometry-explorer":{"source":"iana","extensions":["gex","gre"]},"application/vnd.geonext":{"source":"iana","extensions":["gxt"]},"application/vnd.geoplan":{"source":"iana","extensions":["g2w"]},"application/vnd.geospace":{"source":"iana","extensions":["g3w"]},"application/vnd.gerber":{"source":"iana"},"application/vnd.globalplatform.card-content-mgt":{"source":"iana"},"application/vnd.globalplatform.card-content-mgt-response":{"source":"iana"},"application/vnd.gmx":{"source":"iana","extensions":["gmx"]},"application/vnd.gnu.taler.exchange+json":{"source":"iana","compressible":true},"application/vnd.gnu.taler.merchant+json":{"source":"iana","compressible":true},"application/vnd.google-apps.audio":{},"application/vnd.google-apps.document":{"compressible":false,"extensions":["gdoc"]},"application/vnd.google-apps.drawing":{"compressible":false,"extensions":["gdraw"]},"application/vnd.google-apps.drive-sdk":{"compressible":false},"application/vnd.google-apps.file":{},"application/vnd.google-apps.folder":{"compressible":false},"application/vnd.google-apps.form":{"compressible":false,"extensions":["gform"]},"application/vnd.google-apps.fusiontable":{},"application/vnd.google-apps.jam":{"compressible":false,"extensions":["gjam"]},"application/vnd.google-apps.mail-layout":{},"application/vnd.google-apps.map":{"compressible":false,"extensions":["gmap"]},"application/vnd.google-apps.photo":{},"application/vnd.google-apps.presentation":{"compressible":false,"extensions":["gslides"]},"application/vnd.google-apps.script":{"compressible":false,"extensions":["gscript"]},"application/vnd.google-apps.shortcut":{},"application/vnd.google-apps.site":{"compressible":false,"extensions":["gsite"]},"application/vnd.google-apps.spreadsheet":{"compressible":false,"extensions":["gsheet"]},"application/vnd.google-apps.unknown":{},"application/vnd.google-apps.video":{},"application/vnd.google-earth.kml+xml":{"source":"iana","compressible":true,"extensions":["kml"]},"application/vnd.google-earth.kmz":{"source":"iana","compressible":false,"extensions":["kmz"]},"application/vnd.gov.sk.e-form+xml":{"source":"apache","compressible":true},"application/vnd.gov.sk.e-form+zip":{"source":"iana","compressible":false},"application/vnd.gov.sk.xmldatacontainer+xml":{"source":"iana","compressible":true,"extensions":["xdcf"]},"application/vnd.gpxsee.map+xml":{"source":"iana","compressible":true},"application/vnd.grafeq":{"source":"iana","extensions":["gqf","gqs"]},"application/vnd.gridmp":{"source":"iana"},"application/vnd.groove-account":{"source":"iana","extensions":["gac"]},"application/vnd.groove-help":{"source":"iana","extensions":["ghf"]},"application/vnd.groove-identity-message":{"source":"iana","extensions":["gim"]},"application/vnd.groove-injector":{"source":"iana","extensions":["grv"]},"application/vnd.groove-tool-message":{"source":"iana","extensions":["gtm"]},"application/vnd.groove-tool-template":{"source":"iana","extensions":["tpl"]},"application/vnd.groove-vcard":{"source":"iana","extensions":["vcg"]},"application/vnd.hal+json":{"source":"iana","compressible":true},"application/vnd.hal+xml":{"source":"iana","compressible":true,"extensions":["hal"]},"application/vnd.handheld-entertainment+xml":{"source":"iana","compressible":true,"extensions":["zmm"]},"application/vnd.hbci":{"source":"iana","extensions":["hbci"]},"application/vnd.hc+json":{"source":"iana","compressible":true},"application/vnd.hcl-bireports":{"source":"iana"},"application/vnd.hdt":{"source":"iana"},"application/vnd.heroku+json":{"source":"iana","compressible":true},"application/vnd.hhe.lesson-player":{"source":"iana","extensions":["les"]},"application/vnd.hp-hpgl":{"source":"iana","extensions":["hpgl"]},"application/vnd.hp-hpid":{"source":"iana","extensions":["hpid"]},"application/vnd.hp-hps":{"source":"iana","extensions":["hps"]},"application/vnd.hp-jlyt":{"source":"iana","extensions":["jlt"]},"application/vnd.hp-pcl":{"source":"iana","extensions":["pcl"]},"application/vnd.hp-pclxl":{"source":"iana","extensions":["pclxl"]},"application/vnd.hsl":{"source":"iana"},"application/vnd.httphone":{"source":"iana"},"application/vnd.hydrostatix.sof-data":{"source":"iana","extensions":["sfd-hdstx"]},"application/vnd.hyper+json":{"source":"iana","compressible":true},"application/vnd.hyper-item+json":{"source":"iana","compressible":true},"application/vnd.hyperdrive+json":{"source":"iana","compressible":true},"application/vnd.hzn-3d-crossword":{"source":"iana"},"application/vnd.ibm.afplinedata":{"source":"apache"},"application/vnd.ibm.electronic-media":{"source":"iana"},"application/vnd.ibm.minipay":{"source":"iana","extensions":["mpy"]},"application/vnd.ibm.modcap":{"source":"apache","extensions":["afp","listafp","list3820"]},"application/vnd.ibm.rights-management":{"source":"iana","extensions":["irm"]},"application/vnd.ibm.secure-container":{"source":"iana","extensions":["sc"]},"application/vnd.iccprofile":{"source":"iana","extensions":["icc","icm"]},"application/vnd.ieee.1905":{"source":"iana"},"application/vnd.igloader":{"source":"iana","extensions":["igl"]},"application/vnd.imagemeter.folder+zip":{"source":"iana","compressible":false},"application/vnd.imagemeter.image+zip":{"source":"iana","compressible":false},"application/vnd.immervision-ivp":{"source":"iana","extensions":["ivp"]},"application/vnd.immervision-ivu":{"source":"iana","extensions":["ivu"]},"application/vnd.ims.imsccv1p1":{"source":"iana"},"application/vnd.ims.imsccv1p2":{"source":"iana"},"application/vnd.ims.imsccv1p3":{"source":"iana"},"application/vnd.ims.lis.v2.result+json":{"source":"iana","compressible":true},"application/vnd.ims.lti.v2.toolconsumerprofile+json":{"source":"iana","compressible":true},"application/vnd.ims.lti.v2.toolproxy+json":{"source":"iana","compressible":true},"application/vnd.ims.lti.v2.toolproxy.id+json":{"source":"iana","compressible":true},"application/vnd.ims.lti.v2.toolsettings+json":{"source":"iana","compressible":true},"application/vnd.ims.lti.v2.toolsettings.simple+json":{"source":"iana","compressible":true},"application/vnd.informedcontrol.rms+xml":{"source":"iana","compressible":true},"application/vnd.informix-visionary":{"source":"apache"},"application/vnd.infotech.project":{"source":"iana"},"application/vnd.infotech.project+xml":{"source":"iana","compressible":true},"application/vnd.innopath.wamp.notification":{"source":"iana"},"application/vnd.insors.igm":{"source":"iana","extensions":["igm"]},"application/vnd.intercon.formnet":{"source":"iana","extensions":["xpw","xpx"]},"application/vnd.intergeo":{"source":"iana","extensions":["i2g"]},"application/vnd.intertrust.digibox":{"source":"iana"},"application/vnd.intertrust.nncp":{"source":"iana"},"application/vnd.intu.qbo":{"source":"iana","extensions":["qbo"]},"application/vnd.intu.qfx":{"source":"iana","extensions":["qfx"]},"application/vnd.ipfs.ipns-record":{"source":"iana"},"application/vnd.ipld.car":{"source":"iana"},"application/vnd.ipld.dag-cbor":{"source":"iana"},"application/vnd.ipld.dag-json":{"source":"iana"},"application/vnd.ipld.raw":{"source":"iana"},"application/vnd.iptc.g2.catalogitem+xml":{"source":"iana","compressible":true},"application/vnd.iptc.g2.conceptitem+xml":{"source":"iana","compressible":true},"application/vnd.iptc.g2.knowledgeitem+xml":{"source":"iana","compressible":true},"application/vnd.iptc.g2.newsitem+xml":{"source":"iana","compressible":true},"application/vnd.iptc.g2.newsmessage+xml":{"source":"iana","compressible":true},"application/vnd.iptc.g2.packageitem+xml":{"source":"iana","compressible":true},"application/vnd.iptc.g2.planningitem+xml":{"source":"iana","compressible":true},"application/vnd.ipunplugged.rcprofile":{"source":"iana","extensions":["rcprofile"]},"application/vnd.irepository.package+xml":{"source":"iana","compressible":true,"extensions":["irp"]},"application/vnd.is-xpr":{"source":"iana","extensions":["xpr"]},"application/vnd.isac.fcs":{"source":"iana","extensions":["fcs"]},"application/vnd.iso11783-10+zip":{"source":"iana","compressible":false},"application/vnd.jam":{"source":"iana","extensions":["jam"]},"application/vnd.japannet-directory-service":{"source":"iana"},"application/vnd.japannet-jpnstore-wakeup":{"source":"iana"},"application/vnd.japannet-payment-wakeup":{"source":"iana"},"application/vnd.japannet-registration":{"source":"iana"},"application/vnd.japannet-registration-wakeup":{"source":"iana"},"application/vnd.japannet-setstore-wakeup":{"source":"iana"},"application/vnd.japannet-verification":{"source":"iana"},"application/vnd.japannet-verification-wakeup":{"source":"iana"},"application/vnd.jcp.javame.midlet-rms":{"source":"iana","extensions":["rms"]},"application/vnd.jisp":{"source":"iana","extensions":["jisp"]},"application/vnd.joost.joda-archive":{"source":"iana","extensions":["joda"]},"application/vnd.jsk.isdn-ngn":{"source":"iana"},"application/vnd.kahootz":{"source":"iana","extensions":["ktz","ktr"]},"application/vnd.kde.karbon":{"source":"iana","extensions":["karbon"]},"application/vnd.kde.kchart":{"source":"iana","extensions":["chrt"]},"application/vnd.kde.kformula":{"source":"iana","extensions":["kfo"]},"application/vnd.kde.kivio":{"source":"iana","extensions":["flw"]},"application/vnd.kde.kontour":{"source":"iana","extensions":["kon"]},"application/vnd.kde.kpresenter":{"source":"iana","extensions":["kpr","kpt"]},"application/vnd.kde.kspread":{"source":"iana","extensions":["ksp"]},"application/vnd.kde.kword":{"source":"iana","extensions":["kwd","kwt"]},"application/vnd.kdl":{"source":"iana"},"application/vnd.kenameaapp":{"source":"iana","extensions":["htke"]},"application/vnd.keyman.kmp+zip":{"source":"iana","compressible":false},"application/vnd.keyman.kmx":{"source":"iana"},"application/vnd.kidspiration":{"source":"iana","extensions":["kia"]},"application/vnd.kinar":{"source":"iana","extensions":["kne","knp"]},"application/vnd.koan":{"source":"iana","extensions":["skp","skd","skt","skm"]},"application/vnd.kodak-descriptor":{"source":"iana","extensions":["sse"]},"application/vnd.las":{"source":"iana"},"application/vnd.las.las+json":{"source":"iana","compressible":true},"application/vnd.las.las+xml":{"source":"iana","compressible":true,"extensions":["lasxml"]},"application/vnd.laszip":{"source":"iana"},"application/vnd.ldev.productlicensing":{"source":"iana"},"application/vnd.leap+json":{"source":"iana","compressible":true},"application/vnd.liberty-request+xml":{"source":"iana","compressible":true},"application/vnd.llamagraphics.life-balance.desktop":{"source":"iana","extensions":["lbd"]},"application/vnd.llamagraphics.life-balance.exchange+xml":{"source":"iana","compressible":true,"extensions":["lbe"]},"application/vnd.logipipe.circuit+zip":{"source":"iana","compressible":false},"application/vnd.loom":{"source":"iana"},"application/vnd.lotus-1-2-3":{"source":"iana","extensions":["123"]},"application/vnd.lotus-approach":{"source":"iana","extensions":["apr"]},"application/vnd.lotus-freelance":{"source":"iana","extensions":["pre"]},"application/vnd.lotus-notes":{"source":"iana","extensions":["nsf"]},"application/vnd.lotus-organizer":{"source":"iana","extensions":["org"]},"application/vnd.lotus-screencam":{"source":"iana","extensions":["scm"]},"application/vnd.lotus-wordpro":{"source":"iana","extensions":["lwp"]},"application/vnd.macports.portpkg":{"source":"iana","extensions":["portpkg"]},"application/vnd.mapbox-vector-tile":{"source":"iana","extensions":["mvt"]},"application/vnd.marlin.drm.actiontoken+xml":{"source":"iana","compressible":true},"application/vnd.marlin.drm.conftoken+xml":{"source":"iana","compressible":true},"application/vnd.marlin.drm.license+xml":{"source":"iana","compressible":true},"application/vnd.marlin.drm.mdcf":{"source":"iana"},"application/vnd.mason+json":{"source":"iana","compressible":true},"application/vnd.maxar.archive.3tz+zip":{"source":"iana","compressible":false},"application/vnd.maxmind.maxmind-db":{"source":"iana"},"application/vnd.mcd":{"source":"iana","extensions":["mcd"]},"application/vnd.mdl":{"source":"iana"},"application/vnd.mdl-mbsdf":{"source":"iana"},"application/vnd.medcalcdata":{"source":"iana","extensions":["mc1"]},"application/vnd.mediastation.cdkey":{"source":"iana","extensions":["cdkey"]},"application/vnd.medicalholodeck.recordxr":{"source":"iana"},"application/vnd.meridian-slingshot":{"source":"iana"},"application/vnd.mermaid":{"source":"iana"},"application/vnd.mfer":{"source":"iana","extensions":["mwf"]},"application/vnd.mfmp":{"source":"iana","extensions":["mfm"]},"application/vnd.micro+json":{"source":"iana","compressible":true},"application/vnd.micrografx.flo":{"source":"iana","extensions":["flo"]},"application/vnd.micrografx.igx":{"source":"iana","extensions":["igx"]},"application/vnd.microsoft.portable-executable":{"source":"iana"},"application/vnd.microsoft.windows.thumbnail-cache":{"source":"iana"},"application/vnd.miele+json":{"source":"iana","compressible":true},"application/vnd.mif":{"source":"iana","extensions":["mif"]},"application/vnd.minisoft-hp3000-save":{"source":"iana"},"application/vnd.mitsubishi.misty-guard.trustweb":{"source":"iana"},"application/vnd.mobius.daf":{"source":"iana","extensions":["daf"]},"application/vnd.mobius.dis":{"source":"iana","extensions":["dis"]},"application/vnd.mobius.mbk":{"source":"iana","extensions":["mbk"]},"application/vnd.mobius.mqy":{"source":"iana","extensions":["mqy"]},"application/vnd.mobius.msl":{"source":"iana","extensions":["msl"]},"application/vnd.mobius.plc":{"source":"iana","extensions":["plc"]},"application/vnd.mobius.txf":{"source":"iana","extensions":["txf"]},"application/vnd.modl":{"source":"iana"},"application/vnd.mophun.application":{"source":"iana","extensions":["mpn"]},"application/vnd.mophun.certificate":{"source":"iana","extensions":["mpc"]},"application/vnd.motorola.flexsuite":{"source":"iana"},"application/vnd.motorola.flexsuite.adsi":{"source":"iana"},"application/vnd.motorola.flexsuite.fis":{"source":"iana"},"application/vnd.motorola.flexsuite.gotap":{"source":"iana"},"application/vnd.motorola.flexsuite.kmr":{"source":"iana"},"application/vnd.motorola.flexsuite.ttc":{"source":"iana"},"application/vnd.motorola.flexsuite.wem":{"source":"iana"},"application/vnd.motorola.iprm":{"source":"iana"},"application/vnd.mozilla.xul+xml":{"source":"iana","compressible":true,"extensions":["xul"]},"application/vnd.ms-3mfdocument":{"source":"iana"},"application/vnd.ms-artgalry":{"source":"iana","extensions":["cil"]},"application/vnd.ms-asf":{"source":"iana"},"application/vnd.ms-cab-compressed":{"source":"iana","extensions":["cab"]},"application/vnd.ms-color.iccprofile":{"source":"apache"},"application/vnd.ms-excel":{"source":"iana","compressible":false,"extensions":["xls","xlm","xla","xlc","xlt","xlw"]},"application/vnd.ms-excel.addin.macroenabled.12":{"source":"iana","extensions":["xlam"]},"application/vnd.ms-excel.sheet.binary.macroenabled.12":{"source":"iana","extensions":["xlsb"]},"application/vnd.ms-excel.sheet.macroenabled.12":{"source":"iana","extensions":["xlsm"]},"application/vnd.ms-excel.template.macroenabled.12":{"source":"iana","extensions":["xltm"]},"application/vnd.ms-fontobject":{"source":"iana","compressible":true,"extensions":["eot"]},"application/vnd.ms-htmlhelp":{"source":"iana","extensions":["chm"]},"application/vnd.ms-ims":{"source":"iana","extensions":["ims"]},"application/vnd.ms-lrm":{"source":"iana","extensions":["lrm"]},"application/vnd.ms-office.activex+xml":{"source":"iana","compressible":true},"application/vnd.ms-officetheme":{"source":"iana","extensions":["thmx"]},"application/vnd.ms-opentype":{"source":"apache","compressible":true},"application/vnd.ms-outlook":{"compressible":false,"extensions":["msg"]},"application/vnd.ms-package.obfuscated-opentype":{"source":"apache"},"application/vnd.ms-pki.seccat":{"source":"apache","extensions":["cat"]},"application/vnd.ms-pki.stl":{"source":"apache","extensions":["stl"]},"application/vnd.ms-playready.initiator+xml":{"source":"iana","compressible":true},"application/vnd.ms-powerpoint":{"source":"iana","compressible":false,"extensions":["ppt","pps","pot"]},"application/vnd.ms-powerpoint.addin.macroenabled.12":{"source":"iana","extensions":["ppam"]},"application/vnd.ms-powerpoint.presentation.macroenabled.12":{"source":"iana","extensions":["pptm"]},"application/vnd.ms-powerpoint.slide.macroenabled.12":{"source":"iana","extensions":["sldm"]},"application/vnd.ms-powerpoint.slideshow.macroenabled.12":{"source":"iana","extensions":["ppsm"]},"application/vnd.ms-powerpoint.template.macroenabled.12":{"source":"iana","extensions":["potm"]},"application/vnd.ms-printdevicecapabilities+xml":{"source":"iana","compressible":true},"application/vnd.ms-printing.printticket+xml":{"source":"apache","compressible":true},"application/vnd.ms-printschematicket+xml":{"source":"iana","compressible":true},"application/vnd.ms-project":{"source":"iana","extensions":["mpp","mpt"]},"application/vnd.ms-tnef":{"source":"iana"},"application/vnd.ms-visio.viewer":{"extensions":["vdx"]},"application/vnd.ms-windows.devicepairing":{"source":"iana"},"application/vnd.ms-windows.nwprinting.oob":{"source":"iana"},"application/vnd.ms-windows.printerpairing":{"source":"iana"},"application/vnd.ms-windows.wsd.oob":{"source":"iana"},"application/vnd.ms-wmdrm.lic-chlg-req":{"source":"iana"},"application/vnd.ms-wmdrm.lic-resp":{"source":"iana"},"application/vnd.ms-wmdrm.meter-chlg-req":{"source":"iana"},"application/vnd.ms-wmdrm.meter-resp":{"source":"iana"},"application/vnd.ms-word.document.macroenabled.12":{"source":"iana","extensions":["docm"]},"application/vnd.ms-word.template.macroenabled.12":{"source":"iana","extensions":["dotm"]},"application/vnd.ms-works":{"source":"iana","extensions":["wps","wks","wcm","wdb"]},"application/vnd.ms-wpl":{"source":"iana","extensions":["wpl"]},"application/vnd.ms-xpsdocument":{"source":"iana","compressible":false,"extensions":["xps"]},"application/vnd.msa-disk-image":{"source":"iana"},"application/vnd.mseq":{"source":"iana","extensions":["mseq"]},"application/vnd.msgpack":{"source":"iana"},"application/vnd.msign":{"source":"iana"},"application/vnd.multiad.creator":{"source":"iana"},"application/vnd.multiad.creator.cif":{"source":"iana"},"application/vnd.music-niff":{"source":"iana"},"application/vnd.musician":{"source":"iana","extensions":["mus"]},"application/vnd.muvee.style":{"source":"iana","extensions":["msty"]},"application/vnd.mynfc":{"source":"iana","extensions":["taglet"]},"application/vnd.nacamar.ybrid+json":{"source":"iana","compressible":true},"application/vnd.nato.bindingdataobject+cbor":{"source":"iana"},"application/vnd.nato.bindingdataobject+json":{"source":"iana","compressible":true},"application/vnd.nato.bindingdataobject+xml":{"source":"iana","compressible":true,"extensions":["bdo"]},"application/vnd.nato.openxmlformats-package.iepd+zip":{"source":"iana","compressible":false},"application/vnd.ncd.control":{"source":"iana"},"application/vnd.ncd.reference":{"source":"iana"},"application/vnd.nearst.inv+json":{"source":"iana","compressible":true},"application/vnd.nebumind.line":{"source":"iana"},"application/vnd.nervana":{"source":"iana"},"application/vnd.netfpx":{"source":"iana"},"application/vnd.neurolanguage.nlu":{"source":"iana","extensions":["nlu"]},"application/vnd.nimn":{"source":"iana"},"application/vnd.nintendo.nitro.rom":{"source":"iana"},"application/vnd.nintendo.snes.rom":{"source":"iana"},"application/vnd.nitf":{"source":"iana","extensions":["ntf","nitf"]},"application/vnd.noblenet-directory":{"source":"iana","extensions":["nnd"]},"application/vnd.noblenet-sealer":{"source":"iana","extensions":["nns"]},"application/vnd.noblenet-web":{"source":"iana","extensions":["nnw"]},"application/vnd.nokia.catalogs":{"source":"iana"},"application/vnd.nokia.conml+wbxml":{"source":"iana"},"application/vnd.nokia.conml+xml":{"source":"iana","compressible":true},"application/vnd.nokia.iptv.config+xml":{"source":"iana","compressible":true},"application/vnd.nokia.isds-radio-presets":{"source":"iana"},"application/vnd.nokia.landmark+wbxml":{"source":"iana"},"application/vnd.nokia.landmark+xml":{"source":"iana","compressible":true},"application/vnd.nokia.landmarkcollection+xml":{"source":"iana","compressible":true},"application/vnd.nokia.n-gage.ac+xml":{"source":"iana","compressible":true,"extensions":["ac"]},"application/vnd.nokia.n-gage.data":{"source":"iana","extensions":["ngdat"]},"application/vnd.nokia.n-gage.symbian.install":{"source":"apache","extensions":["n-gage"]},"application/vnd.nokia.ncd":{"source":"iana"},"application/vnd.nokia.pcd+wbxml":{"source":"iana"},"application/vnd.nokia.pcd+xml":{"source":"iana","compressible":true},"application/vnd.nokia.radio-preset":{"source":"iana","extensions":["rpst"]},"application/vnd.nokia.radio-presets":{"source":"iana","extensions":["rpss"]},"application/vnd.novadigm.edm":{"source":"iana","extensions":["edm"]},"application/vnd.novadigm.edx":{"source":"iana","extensions":["edx"]},"application/vnd.novadigm.ext":{"source":"iana","extensions":["ext"]},"application/vnd.ntt-local.content-share":{"source":"iana"},"application/vnd.ntt-local.file-transfer":{"source":"iana"},"application/vnd.ntt-local.ogw_remote-access":{"source":"iana"},"application/vnd.ntt-local.sip-ta_remote":{"source":"iana"},"application/vnd.ntt-local.sip-ta_tcp_stream":{"source":"iana"},"application/vnd.oai.workflows":{"source":"iana"},"application/vnd.oai.workflows+json":{"source":"iana","compressible":true},"application/vnd.oai.workflows+yaml":{"source":"iana"},"application/vnd.oasis.opendocument.base":{"source":"iana"},"application/vnd.oasis.opendocument.chart":{"source":"iana","extensions":["odc"]},"application/vnd.oasis.opendocument.chart-template":{"source":"iana","extensions":["otc"]},"application/vnd.oasis.opendocument.database":{"source":"apache","extensions":["odb"]},"application/vnd.oasis.opendocument.formula":{"source":"iana","extensions":["odf"]},"application/vnd.oasis.opendocument.formula-template":{"source":"iana","extensions":["odft"]},"application/vnd.oasis.opendocument.graphics":{"source":"iana","compressible":false,"extensions":["odg"]},"application/vnd.oasis.opendocument.graphics-template":{"source":"iana","extensions":["otg"]},"application/vnd.oasis.opendocument.image":{"source":"iana","extensions":["odi"]},"application/vnd.oasis.opendocument.image-template":{"source":"iana","extensions":["oti"]},"application/vnd.oasis.opendocument.presentation":{"source":"iana","compressible":false,"extensions":["odp"]},"application/vnd.oasis.opendocument.presentation-template":{"source":"iana","extensions":["otp"]},"application/vnd.oasis.opendocument.spreadsheet":{"source":"iana","compressible":false,"extensions":["ods"]},"application/vnd.oasis.opendocument.spreadsheet-template":{"source":"iana","extensions":["ots"]},"application/vnd.oasis.opendocument.text":{"source":"iana","compressible":false,"extensions":["odt"]},"application/vnd.oasis.opendocument.text-master":{"source":"iana","extensions":["odm"]},"application/vnd.oasis.opendocument.text-master-template":{"source":"iana"},"application/vnd.oasis.opendocument.text-template":{"source":"iana","extensions":["ott"]},"application/vnd.oasis.opendocument.text-web":{"source":"iana","extensions":["oth"]},"application/vnd.obn":{"source":"iana"},"application/vnd.ocf+cbor":{"source":"iana"},"application/vnd.oci.image.manifest.v1+json":{"source":"iana","compressible":true},"application/vnd.oftn.l10n+json":{"source":"iana","compressible":true},"application/vnd.oipf.contentaccessdownload+xml":{"source":"iana","compressible":true},"application/vnd.oipf.contentaccessstreaming+xml":{"source":"iana","compressible":true},"application/vnd.oipf.cspg-hexbinary":{"source":"iana"},"application/vnd.oipf.dae.svg+xml":{"source":"iana","compressible":true},"application/vnd.oipf.dae.xhtml+xml":{"source":"iana","compressible":true},"application/vnd.oipf.mippvcontrolmessage+xml":{"source":"iana","compressible":true},"application/vnd.oipf.pae.gem":{"source":"iana"},"application/vnd.oipf.spdiscovery+xml":{"source":"iana","compressible":true},"application/vnd.oipf.spdlist+xml":{"source":"iana","compressible":true},"application/vnd.oipf.ueprofile+xml":{"source":"iana","compressible":true},"application/vnd.oipf.userprofile+xml":{"source":"iana","compressible":true},"application/vnd.olpc-sugar":{"source":"iana","extensions":["xo"]},"application/vnd.oma-scws-config":{"source":"iana"},"application/vnd.oma-scws-http-request":{"source":"iana"},"application/vnd.oma-scws-http-response":{"source":"iana"},"application/vnd.oma.bcast.associated-procedure-parameter+xml":{"source":"iana","compressible":true},"application/vnd.oma.bcast.drm-trigger+xml":{"source":"apache","compressible":true},"application/vnd.oma.bcast.imd+xml":{"source":"iana","compressible":true},"application/vnd.oma.bcast.ltkm":{"source":"iana"},"application/vnd.oma.bcast.notification+xml":{"source":"iana","compressible":true},"application/vnd.oma.bcast.provisioningtrigger":{"source":"iana"},"application/vnd.oma.bcast.sgboot":{"source":"iana"},"application/vnd.oma.bcast.sgdd+xml":{"source":"iana","compressible":true},"application/vnd.oma.bcast.sgdu":{"source":"iana"},"application/vnd.oma.bcast.simple-symbol-container":{"source":"iana"},"application/vnd.oma.bcast.smartcard-trigger+xml":{"source":"apache","compressible":true},"application/vnd.oma.bcast.sprov+xml":{"source":"iana","compressible":true},"application/vnd.oma.bcast.stkm":{"source":"iana"},"application/vnd.oma.cab-address-book+xml":{"source":"iana","compressible":true},"application/vnd.oma.cab-feature-handler+xml":{"source":"iana","compressible":true},"application/vnd.oma.cab-pcc+xml":{"source":"iana","compressible":true},"application/vnd.oma.cab-subs-invite+xml":{"source":"iana","compressible":true},"application/vnd.oma.cab-user-prefs+xml":{"source":"iana","compressible":true},"application/vnd.oma.dcd":{"source":"iana"},"application/vnd.oma.dcdc":{"source":"iana"},"application/vnd.oma.dd2+xml":{"source":"iana","compressible":true,"extensions":["dd2"]},"application/vnd.oma.drm.risd+xml":{"source":"iana","compressible":true},"application/vnd.oma.group-usage-list+xml":{"source":"iana","compressible":true},"application/vnd.oma.lwm2m+cbor":{"source":"iana"},"application/vnd.oma.lwm2m+json":{"source":"iana","compressible":true},"application/vnd.oma.lwm2m+tlv":{"source":"iana"},"application/vnd.oma.pal+xml":{"source":"iana","compressible":true},"application/vnd.oma.poc.detailed-progress-report+xml":{"source":"iana","compressible":true},"application/vnd.oma.poc.final-report+xml":{"source":"iana","compressible":true},"application/vnd.oma.poc.groups+xml":{"source":"iana","compressible":true},"application/vnd.oma.poc.invocation-descriptor+xml":{"source":"iana","compressible":true},"application/vnd.oma.poc.optimized-progress-report+xml":{"source":"iana","compressible":true},"application/vnd.oma.push":{"source":"iana"},"application/vnd.oma.scidm.messages+xml":{"source":"iana","compressible":true},"application/vnd.oma.xcap-directory+xml":{"source":"iana","compressible":true},"application/vnd.omads-email+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/vnd.omads-file+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/vnd.omads-folder+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/vnd.omaloc-supl-init":{"source":"iana"},"application/vnd.onepager":{"source":"iana"},"application/vnd.onepagertamp":{"source":"iana"},"application/vnd.onepagertamx":{"source":"iana"},"application/vnd.onepagertat":{"source":"iana"},"application/vnd.onepagertatp":{"source":"iana"},"application/vnd.onepagertatx":{"source":"iana"},"application/vnd.onvif.metadata":{"source":"iana"},"application/vnd.openblox.game+xml":{"source":"iana","compressible":true,"extensions":["obgx"]},"application/vnd.openblox.game-binary":{"source":"iana"},"application/vnd.openeye.oeb":{"source":"iana"},"application/vnd.openofficeorg.extension":{"source":"apache","extensions":["oxt"]},"application/vnd.openstreetmap.data+xml":{"source":"iana","compressible":true,"extensions":["osm"]},"application/vnd.opentimestamps.ots":{"source":"iana"},"application/vnd.openvpi.dspx+json":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.custom-properties+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.customxmlproperties+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.drawing+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.drawingml.chart+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.drawingml.diagramcolors+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.drawingml.diagramdata+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.drawingml.diagramlayout+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.drawingml.diagramstyle+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.extended-properties+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.commentauthors+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.comments+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.handoutmaster+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.notesmaster+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.notesslide+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.presentation":{"source":"iana","compressible":false,"extensions":["pptx"]},"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.presprops+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.slide":{"source":"iana","extensions":["sldx"]},"application/vnd.openxmlformats-officedocument.presentationml.slide+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.slidelayout+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.slidemaster+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.slideshow":{"source":"iana","extensions":["ppsx"]},"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.slideupdateinfo+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.tablestyles+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.tags+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.template":{"source":"iana","extensions":["potx"]},"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.presentationml.viewprops+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.calcchain+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.dialogsheet+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.externallink+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.pivotcachedefinition+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.pivotcacherecords+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.pivottable+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.querytable+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.revisionheaders+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.revisionlog+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedstrings+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":{"source":"iana","compressible":false,"extensions":["xlsx"]},"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.sheetmetadata+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.tablesinglecells+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.template":{"source":"iana","extensions":["xltx"]},"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.usernames+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.volatiledependencies+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.theme+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.themeoverride+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.vmldrawing":{"source":"iana"},"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.document":{"source":"iana","compressible":false,"extensions":["docx"]},"application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.fonttable+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.template":{"source":"iana","extensions":["dotx"]},"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-officedocument.wordprocessingml.websettings+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-package.core-properties+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml":{"source":"iana","compressible":true},"application/vnd.openxmlformats-package.relationships+xml":{"source":"iana","compressible":true},"application/vnd.oracle.resource+json":{"source":"iana","compressible":true},"application/vnd.orange.indata":{"source":"iana"},"application/vnd.osa.netdeploy":{"source":"iana"},"application/vnd.osgeo.mapguide.package":{"source":"iana","extensions":["mgp"]},"application/vnd.osgi.bundle":{"source":"iana"},"application/vnd.osgi.dp":{"source":"iana","extensions":["dp"]},"application/vnd.osgi.subsystem":{"source":"iana","extensions":["esa"]},"application/vnd.otps.ct-kip+xml":{"source":"iana","compressible":true},"application/vnd.oxli.countgraph":{"source":"iana"},"application/vnd.pagerduty+json":{"source":"iana","compressible":true},"application/vnd.palm":{"source":"iana","extensions":["pdb","pqa","oprc"]},"application/vnd.panoply":{"source":"iana"},"application/vnd.paos.xml":{"source":"iana"},"application/vnd.patentdive":{"source":"iana"},"application/vnd.patientecommsdoc":{"source":"iana"},"application/vnd.pawaafile":{"source":"iana","extensions":["paw"]},"application/vnd.pcos":{"source":"iana"},"application/vnd.pg.format":{"source":"iana","extensions":["str"]},"application/vnd.pg.osasli":{"source":"iana","extensions":["ei6"]},"application/vnd.piaccess.application-licence":{"source":"iana"},"application/vnd.picsel":{"source":"iana","extensions":["efif"]},"application/vnd.pmi.widget":{"source":"iana","extensions":["wg"]},"application/vnd.poc.group-advertisement+xml":{"source":"iana","compressible":true},"application/vnd.pocketlearn":{"source":"iana","extensions":["plf"]},"application/vnd.powerbuilder6":{"source":"iana","extensions":["pbd"]},"application/vnd.powerbuilder6-s":{"source":"iana"},"application/vnd.powerbuilder7":{"source":"iana"},"application/vnd.powerbuilder7-s":{"source":"iana"},"application/vnd.powerbuilder75":{"source":"iana"},"application/vnd.powerbuilder75-s":{"source":"iana"},"application/vnd.preminet":{"source":"iana"},"application/vnd.previewsystems.box":{"source":"iana","extensions":["box"]},"application/vnd.procrate.brushset":{"extensions":["brushset"]},"application/vnd.procreate.brush":{"extensions":["brush"]},"application/vnd.procreate.dream":{"extensions":["drm"]},"application/vnd.proteus.magazine":{"source":"iana","extensions":["mgz"]},"application/vnd.psfs":{"source":"iana"},"application/vnd.pt.mundusmundi":{"source":"iana"},"application/vnd.publishare-delta-tree":{"source":"iana","extensions":["qps"]},"application/vnd.pvi.ptid1":{"source":"iana","extensions":["ptid"]},"application/vnd.pwg-multiplexed":{"source":"iana"},"application/vnd.pwg-xhtml-print+xml":{"source":"iana","compressible":true,"extensions":["xhtm"]},"application/vnd.qualcomm.brew-app-res":{"source":"iana"},"application/vnd.quarantainenet":{"source":"iana"},"application/vnd.quark.quarkxpress":{"source":"iana","extensions":["qxd","qxt","qwd","qwt","qxl","qxb"]},"application/vnd.quobject-quoxdocument":{"source":"iana"},"application/vnd.radisys.moml+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-audit+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-audit-conf+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-audit-conn+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-audit-dialog+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-audit-stream+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-conf+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-dialog+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-dialog-base+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-dialog-fax-detect+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-dialog-fax-sendrecv+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-dialog-group+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-dialog-speech+xml":{"source":"iana","compressible":true},"application/vnd.radisys.msml-dialog-transform+xml":{"source":"iana","compressible":true},"application/vnd.rainstor.data":{"source":"iana"},"application/vnd.rapid":{"source":"iana"},"application/vnd.rar":{"source":"iana","extensions":["rar"]},"application/vnd.realvnc.bed":{"source":"iana","extensions":["bed"]},"application/vnd.recordare.musicxml":{"source":"iana","extensions":["mxl"]},"application/vnd.recordare.musicxml+xml":{"source":"iana","compressible":true,"extensions":["musicxml"]},"application/vnd.relpipe":{"source":"iana"},"application/vnd.renlearn.rlprint":{"source":"iana"},"application/vnd.resilient.logic":{"source":"iana"},"application/vnd.restful+json":{"source":"iana","compressible":true},"application/vnd.rig.cryptonote":{"source":"iana","extensions":["cryptonote"]},"application/vnd.rim.cod":{"source":"apache","extensions":["cod"]},"application/vnd.rn-realmedia":{"source":"apache","extensions":["rm"]},"application/vnd.rn-realmedia-vbr":{"source":"apache","extensions":["rmvb"]},"application/vnd.route66.link66+xml":{"source":"iana","compressible":true,"extensions":["link66"]},"application/vnd.rs-274x":{"source":"iana"},"application/vnd.ruckus.download":{"source":"iana"},"application/vnd.s3sms":{"source":"iana"},"application/vnd.sailingtracker.track":{"source":"iana","extensions":["st"]},"application/vnd.sar":{"source":"iana"},"application/vnd.sbm.cid":{"source":"iana"},"application/vnd.sbm.mid2":{"source":"iana"},"application/vnd.scribus":{"source":"iana"},"application/vnd.sealed.3df":{"source":"iana"},"application/vnd.sealed.csf":{"source":"iana"},"application/vnd.sealed.doc":{"source":"iana"},"application/vnd.sealed.eml":{"source":"iana"},"application/vnd.sealed.mht":{"source":"iana"},"application/vnd.sealed.net":{"source":"iana"},"application/vnd.sealed.ppt":{"source":"iana"},"application/vnd.sealed.tiff":{"source":"iana"},"application/vnd.sealed.xls":{"source":"iana"},"application/vnd.sealedmedia.softseal.html":{"source":"iana"},"application/vnd.sealedmedia.softseal.pdf":{"source":"iana"},"application/vnd.seemail":{"source":"iana","extensions":["see"]},"application/vnd.seis+json":{"source":"iana","compressible":true},"application/vnd.sema":{"source":"iana","extensions":["sema"]},"application/vnd.semd":{"source":"iana","extensions":["semd"]},"application/vnd.semf":{"source":"iana","extensions":["semf"]},"application/vnd.shade-save-file":{"source":"iana"},"application/vnd.shana.informed.formdata":{"source":"iana","extensions":["ifm"]},"application/vnd.shana.informed.formtemplate":{"source":"iana","extensions":["itp"]},"application/vnd.shana.informed.interchange":{"source":"iana","extensions":["iif"]},"application/vnd.shana.informed.package":{"source":"iana","extensions":["ipk"]},"application/vnd.shootproof+json":{"source":"iana","compressible":true},"application/vnd.shopkick+json":{"source":"iana","compressible":true},"application/vnd.shp":{"source":"iana"},"application/vnd.shx":{"source":"iana"},"application/vnd.sigrok.session":{"source":"iana"},"application/vnd.simtech-mindmapper":{"source":"iana","extensions":["twd","twds"]},"application/vnd.siren+json":{"source":"iana","compressible":true},"application/vnd.sketchometry":{"source":"iana"},"application/vnd.smaf":{"source":"iana","extensions":["mmf"]},"application/vnd.smart.notebook":{"source":"iana"},"application/vnd.smart.teacher":{"source":"iana","extensions":["teacher"]},"application/vnd.smintio.portals.archive":{"source":"iana"},"application/vnd.snesdev-page-table":{"source":"iana"},"application/vnd.software602.filler.form+xml":{"source":"iana","compressible":true,"extensions":["fo"]},"application/vnd.software602.filler.form-xml-zip":{"source":"iana"},"application/vnd.solent.sdkm+xml":{"source":"iana","compressible":true,"extensions":["sdkm","sdkd"]},"application/vnd.spotfire.dxp":{"source":"iana","extensions":["dxp"]},"application/vnd.spotfire.sfs":{"source":"iana","extensions":["sfs"]},"application/vnd.sqlite3":{"source":"iana"},"application/vnd.sss-cod":{"source":"iana"},"application/vnd.sss-dtf":{"source":"iana"},"application/vnd.sss-ntf":{"source":"iana"},"application/vnd.stardivision.calc":{"source":"apache","extensions":["sdc"]},"application/vnd.stardivision.draw":{"source":"apache","extensions":["sda"]},"application/vnd.stardivision.impress":{"source":"apache","extensions":["sdd"]},"application/vnd.stardivision.math":{"source":"apache","extensions":["smf"]},"application/vnd.stardivision.writer":{"source":"apache","extensions":["sdw","vor"]},"application/vnd.stardivision.writer-global":{"source":"apache","extensions":["sgl"]},"application/vnd.stepmania.package":{"source":"iana","extensions":["smzip"]},"application/vnd.stepmania.stepchart":{"source":"iana","extensions":["sm"]},"application/vnd.street-stream":{"source":"iana"},"application/vnd.sun.wadl+xml":{"source":"iana","compressible":true,"extensions":["wadl"]},"application/vnd.sun.xml.calc":{"source":"apache","extensions":["sxc"]},"application/vnd.sun.xml.calc.template":{"source":"apache","extensions":["stc"]},"application/vnd.sun.xml.draw":{"source":"apache","extensions":["sxd"]},"application/vnd.sun.xml.draw.template":{"source":"apache","extensions":["std"]},"application/vnd.sun.xml.impress":{"source":"apache","extensions":["sxi"]},"application/vnd.sun.xml.impress.template":{"source":"apache","extensions":["sti"]},"application/vnd.sun.xml.math":{"source":"apache","extensions":["sxm"]},"application/vnd.sun.xml.writer":{"source":"apache","extensions":["sxw"]},"application/vnd.sun.xml.writer.global":{"source":"apache","extensions":["sxg"]},"application/vnd.sun.xml.writer.template":{"source":"apache","extensions":["stw"]},"application/vnd.sus-calendar":{"source":"iana","extensions":["sus","susp"]},"application/vnd.svd":{"source":"iana","extensions":["svd"]},"application/vnd.swiftview-ics":{"source":"iana"},"application/vnd.sybyl.mol2":{"source":"iana"},"application/vnd.sycle+xml":{"source":"iana","compressible":true},"application/vnd.syft+json":{"source":"iana","compressible":true},"application/vnd.symbian.install":{"source":"apache","extensions":["sis","sisx"]},"application/vnd.syncml+xml":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["xsm"]},"application/vnd.syncml.dm+wbxml":{"source":"iana","charset":"UTF-8","extensions":["bdm"]},"application/vnd.syncml.dm+xml":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["xdm"]},"application/vnd.syncml.dm.notification":{"source":"iana"},"application/vnd.syncml.dmddf+wbxml":{"source":"iana"},"application/vnd.syncml.dmddf+xml":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["ddf"]},"application/vnd.syncml.dmtnds+wbxml":{"source":"iana"},"application/vnd.syncml.dmtnds+xml":{"source":"iana","charset":"UTF-8","compressible":true},"application/vnd.syncml.ds.notification":{"source":"iana"},"application/vnd.tableschema+json":{"source":"iana","compressible":true},"application/vnd.tao.intent-module-archive":{"source":"iana","extensions":["tao"]},"application/vnd.tcpdump.pcap":{"source":"iana","extensions":["pcap","cap","dmp"]},"application/vnd.think-cell.ppttc+json":{"source":"iana","compressible":true},"application/vnd.tmd.mediaflex.api+xml":{"source":"iana","compressible":true},"application/vnd.tml":{"source":"iana"},"application/vnd.tmobile-livetv":{"source":"iana","extensions":["tmo"]},"application/vnd.tri.onesource":{"source":"iana"},"application/vnd.trid.tpt":{"source":"iana","extensions":["tpt"]},"application/vnd.triscape.mxs":{"source":"iana","extensions":["mxs"]},"application/vnd.trueapp":{"source":"iana","extensions":["tra"]},"application/vnd.truedoc":{"source":"iana"},"application/vnd.ubisoft.webplayer":{"source":"iana"},"application/vnd.ufdl":{"source":"iana","extensions":["ufd","ufdl"]},"application/vnd.uic.osdm+json":{"source":"iana","compressible":true},"application/vnd.uiq.theme":{"source":"iana","extensions":["utz"]},"application/vnd.umajin":{"source":"iana","extensions":["umj"]},"application/vnd.unity":{"source":"iana","extensions":["unityweb"]},"application/vnd.uoml+xml":{"source":"iana","compressible":true,"extensions":["uoml","uo"]},"application/vnd.uplanet.alert":{"source":"iana"},"application/vnd.uplanet.alert-wbxml":{"source":"iana"},"application/vnd.uplanet.bearer-choice":{"source":"iana"},"application/vnd.uplanet.bearer-choice-wbxml":{"source":"iana"},"application/vnd.uplanet.cacheop":{"source":"iana"},"application/vnd.uplanet.cacheop-wbxml":{"source":"iana"},"application/vnd.uplanet.channel":{"source":"iana"},"application/vnd.uplanet.channel-wbxml":{"source":"iana"},"application/vnd.uplanet.list":{"source":"iana"},"application/vnd.uplanet.list-wbxml":{"source":"iana"},"application/vnd.uplanet.listcmd":{"source":"iana"},"application/vnd.uplanet.listcmd-wbxml":{"source":"iana"},"application/vnd.uplanet.signal":{"source":"iana"},"application/vnd.uri-map":{"source":"iana"},"application/vnd.valve.source.material":{"source":"iana"},"application/vnd.vcx":{"source":"iana","extensions":["vcx"]},"application/vnd.vd-study":{"source":"iana"},"application/vnd.vectorworks":{"source":"iana"},"application/vnd.vel+json":{"source":"iana","compressible":true},"application/vnd.veraison.tsm-report+cbor":{"source":"iana"},"application/vnd.veraison.tsm-report+json":{"source":"iana","compressible":true},"application/vnd.verimatrix.vcas":{"source":"iana"},"application/vnd.veritone.aion+json":{"source":"iana","compressible":true},"application/vnd.veryant.thin":{"source":"iana"},"application/vnd.ves.encrypted":{"source":"iana"},"application/vnd.vidsoft.vidconference":{"source":"iana"},"application/vnd.visio":{"source":"iana","extensions":["vsd","vst","vss","vsw","vsdx","vtx"]},"application/vnd.visionary":{"source":"iana","extensions":["vis"]},"application/vnd.vividence.scriptfile":{"source":"iana"},"application/vnd.vocalshaper.vsp4":{"source":"iana"},"application/vnd.vsf":{"source":"iana","extensions":["vsf"]},"application/vnd.wap.sic":{"source":"iana"},"application/vnd.wap.slc":{"source":"iana"},"application/vnd.wap.wbxml":{"source":"iana","charset":"UTF-8","extensions":["wbxml"]},"application/vnd.wap.wmlc":{"source":"iana","extensions":["wmlc"]},"application/vnd.wap.wmlscriptc":{"source":"iana","extensions":["wmlsc"]},"application/vnd.wasmflow.wafl":{"source":"iana"},"application/vnd.webturbo":{"source":"iana","extensions":["wtb"]},"application/vnd.wfa.dpp":{"source":"iana"},"application/vnd.wfa.p2p":{"source":"iana"},"application/vnd.wfa.wsc":{"source":"iana"},"application/vnd.windows.devicepairing":{"source":"iana"},"application/vnd.wmc":{"source":"iana"},"application/vnd.wmf.bootstrap":{"source":"iana"},"application/vnd.wolfram.mathematica":{"source":"iana"},"application/vnd.wolfram.mathematica.package":{"source":"iana"},"application/vnd.wolfram.player":{"source":"iana","extensions":["nbp"]},"application/vnd.wordlift":{"source":"iana"},"application/vnd.wordperfect":{"source":"iana","extensions":["wpd"]},"application/vnd.wqd":{"source":"iana","extensions":["wqd"]},"application/vnd.wrq-hp3000-labelled":{"source":"iana"},"application/vnd.wt.stf":{"source":"iana","extensions":["stf"]},"application/vnd.wv.csp+wbxml":{"source":"iana"},"application/vnd.wv.csp+xml":{"source":"iana","compressible":true},"application/vnd.wv.ssp+xml":{"source":"iana","compressible":true},"application/vnd.xacml+json":{"source":"iana","compressible":true},"application/vnd.xara":{"source":"iana","extensions":["xar"]},"application/vnd.xarin.cpj":{"source":"iana"},"application/vnd.xecrets-encrypted":{"source":"iana"},"application/vnd.xfdl":{"source":"iana","extensions":["xfdl"]},"application/vnd.xfdl.webform":{"source":"iana"},"application/vnd.xmi+xml":{"source":"iana","compressible":true},"application/vnd.xmpie.cpkg":{"source":"iana"},"application/vnd.xmpie.dpkg":{"source":"iana"},"application/vnd.xmpie.plan":{"source":"iana"},"application/vnd.xmpie.ppkg":{"source":"iana"},"application/vnd.xmpie.xlim":{"source":"iana"},"application/vnd.yamaha.hv-dic":{"source":"iana","extensions":["hvd"]},"application/vnd.yamaha.hv-script":{"source":"iana","extensions":["hvs"]},"application/vnd.yamaha.hv-voice":{"source":"iana","extensions":["hvp"]},"application/vnd.yamaha.openscoreformat":{"source":"iana","extensions":["osf"]},"application/vnd.yamaha.openscoreformat.osfpvg+xml":{"source":"iana","compressible":true,"extensions":["osfpvg"]},"application/vnd.yamaha.remote-setup":{"source":"iana"},"application/vnd.yamaha.smaf-audio":{"source":"iana","extensions":["saf"]},"application/vnd.yamaha.smaf-phrase":{"source":"iana","extensions":["spf"]},"application/vnd.yamaha.through-ngn":{"source":"iana"},"application/vnd.yamaha.tunnel-udpencap":{"source":"iana"},"application/vnd.yaoweme":{"source":"iana"},"application/vnd.yellowriver-custom-menu":{"source":"iana","extensions":["cmp"]},"application/vnd.zul":{"source":"iana","extensions":["zir","zirz"]},"application/vnd.zzazz.deck+xml":{"source":"iana","compressible":true,"extensions":["zaz"]},"application/voicexml+xml":{"source":"iana","compressible":true,"extensions":["vxml"]},"application/voucher-cms+json":{"source":"iana","compressible":true},"application/voucher-jws+json":{"source":"iana","compressible":true},"application/vp":{"source":"iana"},"application/vp+cose":{"source":"iana"},"application/vp+jwt":{"source":"iana"},"application/vq-rtcpxr":{"source":"iana"},"application/wasm":{"source":"iana","compressible":true,"extensions":["wasm"]},"application/watcherinfo+xml":{"source":"iana","compressible":true,"extensions":["wif"]},"application/webpush-options+json":{"source":"iana","compressible":true},"application/whoispp-query":{"source":"iana"},"application/whoispp-response":{"source":"iana"},"application/widget":{"source":"iana","extensions":["wgt"]},"application/winhlp":{"source":"apache","extensions":["hlp"]},"application/wita":{"source":"iana"},"application/wordperfect5.1":{"source":"iana"},"application/wsdl+xml":{"source":"iana","compressible":true,"extensions":["wsdl"]},"application/wspolicy+xml":{"source":"iana","compressible":true,"extensions":["wspolicy"]},"application/x-7z-compressed":{"source":"apache","compressible":false,"extensions":["7z"]},"application/x-abiword":{"source":"apache","extensions":["abw"]},"application/x-ace-compressed":{"source":"apache","extensions":["ace"]},"application/x-amf":{"source":"apache"},"application/x-apple-diskimage":{"source":"apache","extensions":["dmg"]},"application/x-arj":{"compressible":false,"extensions":["arj"]},"application/x-authorware-bin":{"source":"apache","extensions":["aab","x32","u32","vox"]},"application/x-authorware-map":{"source":"apache","extensions":["aam"]},"application/x-authorware-seg":{"source":"apache","extensions":["aas"]},"application/x-bcpio":{"source":"apache","extensions":["bcpio"]},"application/x-bdoc":{"compressible":false,"extensions":["bdoc"]},"application/x-bittorrent":{"source":"apache","extensions":["torrent"]},"application/x-blender":{"extensions":["blend"]},"application/x-blorb":{"source":"apache","extensions":["blb","blorb"]},"application/x-bzip":{"source":"apache","compressible":false,"extensions":["bz"]},"application/x-bzip2":{"source":"apache","compressible":false,"extensions":["bz2","boz"]},"application/x-cbr":{"source":"apache","extensions":["cbr","cba","cbt","cbz","cb7"]},"application/x-cdlink":{"source":"apache","extensions":["vcd"]},"application/x-cfs-compressed":{"source":"apache","extensions":["cfs"]},"application/x-chat":{"source":"apache","extensions":["chat"]},"application/x-chess-pgn":{"source":"apache","extensions":["pgn"]},"application/x-chrome-extension":{"extensions":["crx"]},"application/x-cocoa":{"source":"nginx","extensions":["cco"]},"application/x-compress":{"source":"apache"},"application/x-compressed":{"extensions":["rar"]},"application/x-conference":{"source":"apache","extensions":["nsc"]},"application/x-cpio":{"source":"apache","extensions":["cpio"]},"application/x-csh":{"source":"apache","extensions":["csh"]},"application/x-deb":{"compressible":false},"application/x-debian-package":{"source":"apache","extensions":["deb","udeb"]},"application/x-dgc-compressed":{"source":"apache","extensions":["dgc"]},"application/x-director":{"source":"apache","extensions":["dir","dcr","dxr","cst","cct","cxt","w3d","fgd","swa"]},"application/x-doom":{"source":"apache","extensions":["wad"]},"application/x-dtbncx+xml":{"source":"apache","compressible":true,"extensions":["ncx"]},"application/x-dtbook+xml":{"source":"apache","compressible":true,"extensions":["dtb"]},"application/x-dtbresource+xml":{"source":"apache","compressible":true,"extensions":["res"]},"application/x-dvi":{"source":"apache","compressible":false,"extensions":["dvi"]},"application/x-envoy":{"source":"apache","extensions":["evy"]},"application/x-eva":{"source":"apache","extensions":["eva"]},"application/x-font-bdf":{"source":"apache","extensions":["bdf"]},"application/x-font-dos":{"source":"apache"},"application/x-font-framemaker":{"source":"apache"},"application/x-font-ghostscript":{"source":"apache","extensions":["gsf"]},"application/x-font-libgrx":{"source":"apache"},"application/x-font-linux-psf":{"source":"apache","extensions":["psf"]},"application/x-font-pcf":{"source":"apache","extensions":["pcf"]},"application/x-font-snf":{"source":"apache","extensions":["snf"]},"application/x-font-speedo":{"source":"apache"},"application/x-font-sunos-news":{"source":"apache"},"application/x-font-type1":{"source":"apache","extensions":["pfa","pfb","pfm","afm"]},"application/x-font-vfont":{"source":"apache"},"application/x-freearc":{"source":"apache","extensions":["arc"]},"application/x-futuresplash":{"source":"apache","extensions":["spl"]},"application/x-gca-compressed":{"source":"apache","extensions":["gca"]},"application/x-glulx":{"source":"apache","extensions":["ulx"]},"application/x-gnumeric":{"source":"apache","extensions":["gnumeric"]},"application/x-gramps-xml":{"source":"apache","extensions":["gramps"]},"application/x-gtar":{"source":"apache","extensions":["gtar"]},"application/x-gzip":{"source":"apache"},"application/x-hdf":{"source":"apache","extensions":["hdf"]},"application/x-httpd-php":{"compressible":true,"extensions":["php"]},"application/x-install-instructions":{"source":"apache","extensions":["install"]},"application/x-ipynb+json":{"compressible":true,"extensions":["ipynb"]},"application/x-iso9660-image":{"source":"apache","extensions":["iso"]},"application/x-iwork-keynote-sffkey":{"extensions":["key"]},"application/x-iwork-numbers-sffnumbers":{"extensions":["numbers"]},"application/x-iwork-pages-sffpages":{"extensions":["pages"]},"application/x-java-archive-diff":{"source":"nginx","extensions":["jardiff"]},"application/x-java-jnlp-file":{"source":"apache","compressible":false,"extensions":["jnlp"]},"application/x-javascript":{"compressible":true},"application/x-keepass2":{"extensions":["kdbx"]},"application/x-latex":{"source":"apache","compressible":false,"extensions":["latex"]},"application/x-lua-bytecode":{"extensions":["luac"]},"application/x-lzh-compressed":{"source":"apache","extensions":["lzh","lha"]},"application/x-makeself":{"source":"nginx","extensions":["run"]},"application/x-mie":{"source":"apache","extensions":["mie"]},"application/x-mobipocket-ebook":{"source":"apache","extensions":["prc","mobi"]},"application/x-mpegurl":{"compressible":false},"application/x-ms-application":{"source":"apache","extensions":["application"]},"application/x-ms-shortcut":{"source":"apache","extensions":["lnk"]},"application/x-ms-wmd":{"source":"apache","extensions":["wmd"]},"application/x-ms-wmz":{"source":"apache","extensions":["wmz"]},"application/x-ms-xbap":{"source":"apache","extensions":["xbap"]},"application/x-msaccess":{"source":"apache","extensions":["mdb"]},"application/x-msbinder":{"source":"apache","extensions":["obd"]},"application/x-mscardfile":{"source":"apache","extensions":["crd"]},"application/x-msclip":{"source":"apache","extensions":["clp"]},"application/x-msdos-program":{"extensions":["exe"]},"application/x-msdownload":{"source":"apache","extensions":["exe","dll","com","bat","msi"]},"application/x-msmediaview":{"source":"apache","extensions":["mvb","m13","m14"]},"application/x-msmetafile":{"source":"apache","extensions":["wmf","wmz","emf","emz"]},"application/x-msmoney":{"source":"apache","extensions":["mny"]},"application/x-mspublisher":{"source":"apache","extensions":["pub"]},"application/x-msschedule":{"source":"apache","extensions":["scd"]},"application/x-msterminal":{"source":"apache","extensions":["trm"]},"application/x-mswrite":{"source":"apache","extensions":["wri"]},"application/x-netcdf":{"source":"apache","extensions":["nc","cdf"]},"application/x-ns-proxy-autoconfig":{"compressible":true,"extensions":["pac"]},"application/x-nzb":{"source":"apache","extensions":["nzb"]},"application/x-perl":{"source":"nginx","extensions":["pl","pm"]},"application/x-pilot":{"source":"nginx","extensions":["prc","pdb"]},"application/x-pkcs12":{"source":"apache","compressible":false,"extensions":["p12","pfx"]},"application/x-pkcs7-certificates":{"source":"apache","extensions":["p7b","spc"]},"application/x-pkcs7-certreqresp":{"source":"apache","extensions":["p7r"]},"application/x-pki-message":{"source":"iana"},"application/x-rar-compressed":{"source":"apache","compressible":false,"extensions":["rar"]},"application/x-redhat-package-manager":{"source":"nginx","extensions":["rpm"]},"application/x-research-info-systems":{"source":"apache","extensions":["ris"]},"application/x-sea":{"source":"nginx","extensions":["sea"]},"application/x-sh":{"source":"apache","compressible":true,"extensions":["sh"]},"application/x-shar":{"source":"apache","extensions":["shar"]},"application/x-shockwave-flash":{"source":"apache","compressible":false,"extensions":["swf"]},"application/x-silverlight-app":{"source":"apache","extensions":["xap"]},"application/x-sql":{"source":"apache","extensions":["sql"]},"application/x-stuffit":{"source":"apache","compressible":false,"extensions":["sit"]},"application/x-stuffitx":{"source":"apache","extensions":["sitx"]},"application/x-subrip":{"source":"apache","extensions":["srt"]},"application/x-sv4cpio":{"source":"apache","extensions":["sv4cpio"]},"application/x-sv4crc":{"source":"apache","extensions":["sv4crc"]},"application/x-t3vm-image":{"source":"apache","extensions":["t3"]},"application/x-tads":{"source":"apache","extensions":["gam"]},"application/x-tar":{"source":"apache","compressible":true,"extensions":["tar"]},"application/x-tcl":{"source":"apache","extensions":["tcl","tk"]},"application/x-tex":{"source":"apache","extensions":["tex"]},"application/x-tex-tfm":{"source":"apache","extensions":["tfm"]},"application/x-texinfo":{"source":"apache","extensions":["texinfo","texi"]},"application/x-tgif":{"source":"apache","extensions":["obj"]},"application/x-ustar":{"source":"apache","extensions":["ustar"]},"application/x-virtualbox-hdd":{"compressible":true,"extensions":["hdd"]},"application/x-virtualbox-ova":{"compressible":true,"extensions":["ova"]},"application/x-virtualbox-ovf":{"compressible":true,"extensions":["ovf"]},"application/x-virtualbox-vbox":{"compressible":true,"extensions":["vbox"]},"application/x-virtualbox-vbox-extpack":{"compressible":false,"extensions":["vbox-extpack"]},"application/x-virtualbox-vdi":{"compressible":true,"extensions":["vdi"]},"application/x-virtualbox-vhd":{"compressible":true,"extensions":["vhd"]},"application/x-virtualbox-vmdk":{"compressible":true,"extensions":["vmdk"]},"application/x-wais-source":{"source":"apache","extensions":["src"]},"application/x-web-app-manifest+json":{"compressible":true,"extensions":["webapp"]},"application/x-www-form-urlencoded":{"source":"iana","compressible":true},"application/x-x509-ca-cert":{"source":"iana","extensions":["der","crt","pem"]},"application/x-x509-ca-ra-cert":{"source":"iana"},"application/x-x509-next-ca-cert":{"source":"iana"},"application/x-xfig":{"source":"apache","extensions":["fig"]},"application/x-xliff+xml":{"source":"apache","compressible":true,"extensions":["xlf"]},"application/x-xpinstall":{"source":"apache","compressible":false,"extensions":["xpi"]},"application/x-xz":{"source":"apache","extensions":["xz"]},"application/x-zip-compressed":{"extensions":["zip"]},"application/x-zmachine":{"source":"apache","extensions":["z1","z2","z3","z4","z5","z6","z7","z8"]},"application/x400-bp":{"source":"iana"},"application/xacml+xml":{"source":"iana","compressible":true},"application/xaml+xml":{"source":"apache","compressible":true,"extensions":["xaml"]},"application/xcap-att+xml":{"source":"iana","compressible":true,"extensions":["xav"]},"application/xcap-caps+xml":{"source":"iana","compressible":true,"extensions":["xca"]},"application/xcap-diff+xml":{"source":"iana","compressible":true,"extensions":["xdf"]},"application/xcap-el+xml":{"source":"iana","compressible":true,"extensions":["xel"]},"application/xcap-error+xml":{"source":"iana","compressible":true},"application/xcap-ns+xml":{"source":"iana","compressible":true,"extensions":["xns"]},"application/xcon-conference-info+xml":{"source":"iana","compressible":true},"application/xcon-conference-info-diff+xml":{"source":"iana","compressible":true},"application/xenc+xml":{"source":"iana","compressible":true,"extensions":["xenc"]},"application/xfdf":{"source":"iana","extensions":["xfdf"]},"application/xhtml+xml":{"source":"iana","compressible":true,"extensions":["xhtml","xht"]},"application/xhtml-voice+xml":{"source":"apache","compressible":true},"application/xliff+xml":{"source":"iana","compressible":true,"extensions":["xlf"]},"application/xml":{"source":"iana","compressible":true,"extensions":["xml","xsl","xsd","rng"]},"application/xml-dtd":{"source":"iana","compressible":true,"extensions":["dtd"]},"application/xml-external-parsed-entity":{"source":"iana"},"application/xml-patch+xml":{"source":"iana","compressible":true},"application/xmpp+xml":{"source":"iana","compressible":true},"application/xop+xml":{"source":"iana","compressible":true,"extensions":["xop"]},"application/xproc+xml":{"source":"apache","compressible":true,"extensions":["xpl"]},"application/xslt+xml":{"source":"iana","compressible":true,"extensions":["xsl","xslt"]},"application/xspf+xml":{"source":"apache","compressible":true,"extensions":["xspf"]},"application/xv+xml":{"source":"iana","compressible":true,"extensions":["mxml","xhvml","xvml","xvm"]},"application/yaml":{"source":"iana"},"application/yang":{"source":"iana","extensions":["yang"]},"application/yang-data+cbor":{"source":"iana"},"application/yang-data+json":{"source":"iana","compressible":true},"application/yang-data+xml":{"source":"iana","compressible":true},"application/yang-patch+json":{"source":"iana","compressible":true},"application/yang-patch+xml":{"source":"iana","compressible":true},"application/yang-sid+json":{"source":"iana","compressible":true},"application/yin+xml":{"source":"iana","compressible":true,"extensions":["yin"]},"application/zip":{"source":"iana","compressible":false,"extensions":["zip"]},"application/zip+dotlottie":{"extensions":["lottie"]},"application/zlib":{"source":"iana"},"application/zstd":{"source":"iana"},"audio/1d-interleaved-parityfec":{"source":"iana"},"audio/32kadpcm":{"source":"iana"},"audio/3gpp":{"source":"iana","compressible":false,"extensions":["3gpp"]},"audio/3gpp2":{"source":"iana"},"audio/aac":{"source":"iana","extensions":["adts","aac"]},"audio/ac3":{"source":"iana"},"audio/adpcm":{"source":"apache","extensions":["adp"]},"audio/amr":{"source":"iana","extensions":["amr"]},"audio/amr-wb":{"source":"iana"},"audio/amr-wb+":{"source":"iana"},"audio/aptx":{"source":"iana"},"audio/asc":{"source":"iana"},"audio/atrac-advanced-lossless":{"source":"iana"},"audio/atrac-x":{"source":"iana"},"audio/atrac3":{"source":"iana"},"audio/basic":{"source":"iana","compressible":false,"extensions":["au","snd"]},"audio/bv16":{"source":"iana"},"audio/bv32":{"source":"iana"},"audio/clearmode":{"source":"iana"},"audio/cn":{"source":"iana"},"audio/dat12":{"source":"iana"},"audio/dls":{"source":"iana"},"audio/dsr-es201108":{"source":"iana"},"audio/dsr-es202050":{"source":"iana"},"audio/dsr-es202211":{"source":"iana"},"audio/dsr-es202212":{"source":"iana"},"audio/dv":{"source":"iana"},"audio/dvi4":{"source":"iana"},"audio/eac3":{"source":"iana"},"audio/encaprtp":{"source":"iana"},"audio/evrc":{"source":"iana"},"audio/evrc-qcp":{"source":"iana"},"audio/evrc0":{"source":"iana"},"audio/evrc1":{"source":"iana"},"audio/evrcb":{"source":"iana"},"audio/evrcb0":{"source":"iana"},"audio/evrcb1":{"source":"iana"},"audio/evrcnw":{"source":"iana"},"audio/evrcnw0":{"source":"iana"},"audio/evrcnw1":{"source":"iana"},"audio/evrcwb":{"source":"iana"},"audio/evrcwb0":{"source":"iana"},"audio/evrcwb1":{"source":"iana"},"audio/evs":{"source":"iana"},"audio/flac":{"source":"iana"},"audio/flexfec":{"source":"iana"},"audio/fwdred":{"source":"iana"},"audio/g711-0":{"source":"iana"},"audio/g719":{"source":"iana"},"audio/g722":{"source":"iana"},"audio/g7221":{"source":"iana"},"audio/g723":{"source":"iana"},"audio/g726-16":{"source":"iana"},"audio/g726-24":{"source":"iana"},"audio/g726-32":{"source":"iana"},"audio/g726-40":{"source":"iana"},"audio/g728":{"source":"iana"},"audio/g729":{"source":"iana"},"audio/g7291":{"source":"iana"},"audio/g729d":{"source":"iana"},"audio/g729e":{"source":"iana"},"audio/gsm":{"source":"iana"},"audio/gsm-efr":{"source":"iana"},"audio/gsm-hr-08":{"source":"iana"},"audio/ilbc":{"source":"iana"},"audio/ip-mr_v2.5":{"source":"iana"},"audio/isac":{"source":"apache"},"audio/l16":{"source":"iana"},"audio/l20":{"source":"iana"},"audio/l24":{"source":"iana","compressible":false},"audio/l8":{"source":"iana"},"audio/lpc":{"source":"iana"},"audio/matroska":{"source":"iana"},"audio/melp":{"source":"iana"},"audio/melp1200":{"source":"iana"},"audio/melp2400":{"source":"iana"},"audio/melp600":{"source":"iana"},"audio/mhas":{"source":"iana"},"audio/midi":{"source":"apache","extensions":["mid","midi","kar","rmi"]},"audio/midi-clip":{"source":"iana"},"audio/mobile-xmf":{"source":"iana","extensions":["mxmf"]},"audio/mp3":{"compressible":false,"extensions":["mp3"]},"audio/mp4":{"source":"iana","compressible":false,"extensions":["m4a","mp4a","m4b"]},"audio/mp4a-latm":{"source":"iana"},"audio/mpa":{"source":"iana"},"audio/mpa-robust":{"source":"iana"},"audio/mpeg":{"source":"iana","compressible":false,"extensions":["mpga","mp2","mp2a","mp3","m2a","m3a"]},"audio/mpeg4-generic":{"source":"iana"},"audio/musepack":{"source":"apache"},"audio/ogg":{"source":"iana","compressible":false,"extensions":["oga","ogg","spx","opus"]},"audio/opus":{"source":"iana"},"audio/parityfec":{"source":"iana"},"audio/pcma":{"source":"iana"},"audio/pcma-wb":{"source":"iana"},"audio/pcmu":{"source":"iana"},"audio/pcmu-wb":{"source":"iana"},"audio/prs.sid":{"source":"iana"},"audio/qcelp":{"source":"iana"},"audio/raptorfec":{"source":"iana"},"audio/red":{"source":"iana"},"audio/rtp-enc-aescm128":{"source":"iana"},"audio/rtp-midi":{"source":"iana"},"audio/rtploopback":{"source":"iana"},"audio/rtx":{"source":"iana"},"audio/s3m":{"source":"apache","extensions":["s3m"]},"audio/scip":{"source":"iana"},"audio/silk":{"source":"apache","extensions":["sil"]},"audio/smv":{"source":"iana"},"audio/smv-qcp":{"source":"iana"},"audio/smv0":{"source":"iana"},"audio/sofa":{"source":"iana"},"audio/sp-midi":{"source":"iana"},"audio/speex":{"source":"iana"},"audio/t140c":{"source":"iana"},"audio/t38":{"source":"iana"},"audio/telephone-event":{"source":"iana"},"audio/tetra_acelp":{"source":"iana"},"audio/tetra_acelp_bb":{"source":"iana"},"audio/tone":{"source":"iana"},"audio/tsvcis":{"source":"iana"},"audio/uemclip":{"source":"iana"},"audio/ulpfec":{"source":"iana"},"audio/usac":{"source":"iana"},"audio/vdvi":{"source":"iana"},"audio/vmr-wb":{"source":"iana"},"audio/vnd.3gpp.iufp":{"source":"iana"},"audio/vnd.4sb":{"source":"iana"},"audio/vnd.audiokoz":{"source":"iana"},"audio/vnd.celp":{"source":"iana"},"audio/vnd.cisco.nse":{"source":"iana"},"audio/vnd.cmles.radio-events":{"source":"iana"},"audio/vnd.cns.anp1":{"source":"iana"},"audio/vnd.cns.inf1":{"source":"iana"},"audio/vnd.dece.audio":{"source":"iana","extensions":["uva","uvva"]},"audio/vnd.digital-winds":{"source":"iana","extensions":["eol"]},"audio/vnd.dlna.adts":{"source":"iana"},"audio/vnd.dolby.heaac.1":{"source":"iana"},"audio/vnd.dolby.heaac.2":{"source":"iana"},"audio/vnd.dolby.mlp":{"source":"iana"},"audio/vnd.dolby.mps":{"source":"iana"},"audio/vnd.dolby.pl2":{"source":"iana"},"audio/vnd.dolby.pl2x":{"source":"iana"},"audio/vnd.dolby.pl2z":{"source":"iana"},"audio/vnd.dolby.pulse.1":{"source":"iana"},"audio/vnd.dra":{"source":"iana","extensions":["dra"]},"audio/vnd.dts":{"source":"iana","extensions":["dts"]},"audio/vnd.dts.hd":{"source":"iana","extensions":["dtshd"]},"audio/vnd.dts.uhd":{"source":"iana"},"audio/vnd.dvb.file":{"source":"iana"},"audio/vnd.everad.plj":{"source":"iana"},"audio/vnd.hns.audio":{"source":"iana"},"audio/vnd.lucent.voice":{"source":"iana","extensions":["lvp"]},"audio/vnd.ms-playready.media.pya":{"source":"iana","extensions":["pya"]},"audio/vnd.nokia.mobile-xmf":{"source":"iana"},"audio/vnd.nortel.vbk":{"source":"iana"},"audio/vnd.nuera.ecelp4800":{"source":"iana","extensions":["ecelp4800"]},"audio/vnd.nuera.ecelp7470":{"source":"iana","extensions":["ecelp7470"]},"audio/vnd.nuera.ecelp9600":{"source":"iana","extensions":["ecelp9600"]},"audio/vnd.octel.sbc":{"source":"iana"},"audio/vnd.presonus.multitrack":{"source":"iana"},"audio/vnd.qcelp":{"source":"apache"},"audio/vnd.rhetorex.32kadpcm":{"source":"iana"},"audio/vnd.rip":{"source":"iana","extensions":["rip"]},"audio/vnd.rn-realaudio":{"compressible":false},"audio/vnd.sealedmedia.softseal.mpeg":{"source":"iana"},"audio/vnd.vmx.cvsd":{"source":"iana"},"audio/vnd.wave":{"compressible":false},"audio/vorbis":{"source":"iana","compressible":false},"audio/vorbis-config":{"source":"iana"},"audio/wav":{"compressible":false,"extensions":["wav"]},"audio/wave":{"compressible":false,"extensions":["wav"]},"audio/webm":{"source":"apache","compressible":false,"extensions":["weba"]},"audio/x-aac":{"source":"apache","compressible":false,"extensions":["aac"]},"audio/x-aiff":{"source":"apache","extensions":["aif","aiff","aifc"]},"audio/x-caf":{"source":"apache","compressible":false,"extensions":["caf"]},"audio/x-flac":{"source":"apache","extensions":["flac"]},"audio/x-m4a":{"source":"nginx","extensions":["m4a"]},"audio/x-matroska":{"source":"apache","extensions":["mka"]},"audio/x-mpegurl":{"source":"apache","extensions":["m3u"]},"audio/x-ms-wax":{"source":"apache","extensions":["wax"]},"audio/x-ms-wma":{"source":"apache","extensions":["wma"]},"audio/x-pn-realaudio":{"source":"apache","extensions":["ram","ra"]},"audio/x-pn-realaudio-plugin":{"source":"apache","extensions":["rmp"]},"audio/x-realaudio":{"source":"nginx","extensions":["ra"]},"audio/x-tta":{"source":"apache"},"audio/x-wav":{"source":"apache","extensions":["wav"]},"audio/xm":{"source":"apache","extensions":["xm"]},"chemical/x-cdx":{"source":"apache","extensions":["cdx"]},"chemical/x-cif":{"source":"apache","extensions":["cif"]},"chemical/x-cmdf":{"source":"apache","extensions":["cmdf"]},"chemical/x-cml":{"source":"apache","extensions":["cml"]},"chemical/x-csml":{"source":"apache","extensions":["csml"]},"chemical/x-pdb":{"source":"apache"},"chemical/x-xyz":{"source":"apache","extensions":["xyz"]},"font/collection":{"source":"iana","extensions":["ttc"]},"font/otf":{"source":"iana","compressible":true,"extensions":["otf"]},"font/sfnt":{"source":"iana"},"font/ttf":{"source":"iana","compressible":true,"extensions":["ttf"]},"font/woff":{"source":"iana","extensions":["woff"]},"font/woff2":{"source":"iana","extensions":["woff2"]},"image/aces":{"source":"iana","extensions":["exr"]},"image/apng":{"source":"iana","compressible":false,"extensions":["apng"]},"image/avci":{"source":"iana","extensions":["avci"]},"image/avcs":{"source":"iana","extensions":["avcs"]},"image/avif":{"source":"iana","compressible":false,"extensions":["avif"]},"image/bmp":{"source":"iana","compressible":true,"extensions":["bmp","dib"]},"image/cgm":{"source":"iana","extensions":["cgm"]},"image/dicom-rle":{"source":"iana","extensions":["drle"]},"image/dpx":{"source":"iana","extensions":["dpx"]},"image/emf":{"source":"iana","extensions":["emf"]},"image/fits":{"source":"iana","extensions":["fits"]},"image/g3fax":{"source":"iana","extensions":["g3"]},"image/gif":{"source":"iana","compressible":false,"extensions":["gif"]},"image/heic":{"source":"iana","extensions":["heic"]},"image/heic-sequence":{"source":"iana","extensions":["heics"]},"image/heif":{"source":"iana","extensions":["heif"]},"image/heif-sequence":{"source":"iana","extensions":["heifs"]},"image/hej2k":{"source":"iana","extensions":["hej2"]},"image/ief":{"source":"iana","extensions":["ief"]},"image/j2c":{"source":"iana"},"image/jaii":{"source":"iana","extensions":["jaii"]},"image/jais":{"source":"iana","extensions":["jais"]},"image/jls":{"source":"iana","extensions":["jls"]},"image/jp2":{"source":"iana","compressible":false,"extensions":["jp2","jpg2"]},"image/jpeg":{"source":"iana","compressible":false,"extensions":["jpg","jpeg","jpe"]},"image/jph":{"source":"iana","extensions":["jph"]},"image/jphc":{"source":"iana","extensions":["jhc"]},"image/jpm":{"source":"iana","compressible":false,"extensions":["jpm","jpgm"]},"image/jpx":{"source":"iana","compressible":false,"extensions":["jpx","jpf"]},"image/jxl":{"source":"iana","extensions":["jxl"]},"image/jxr":{"source":"iana","extensions":["jxr"]},"image/jxra":{"source":"iana","extensions":["jxra"]},"image/jxrs":{"source":"iana","extensions":["jxrs"]},"image/jxs":{"source":"iana","extensions":["jxs"]},"image/jxsc":{"source":"iana","extensions":["jxsc"]},"image/jxsi":{"source":"iana","extensions":["jxsi"]},"image/jxss":{"source":"iana","extensions":["jxss"]},"image/ktx":{"source":"iana","extensions":["ktx"]},"image/ktx2":{"source":"iana","extensions":["ktx2"]},"image/naplps":{"source":"iana"},"image/pjpeg":{"compressible":false,"extensions":["jfif"]},"image/png":{"source":"iana","compressible":false,"extensions":["png"]},"image/prs.btif":{"source":"iana","extensions":["btif","btf"]},"image/prs.pti":{"source":"iana","extensions":["pti"]},"image/pwg-raster":{"source":"iana"},"image/sgi":{"source":"apache","extensions":["sgi"]},"image/svg+xml":{"source":"iana","compressible":true,"extensions":["svg","svgz"]},"image/t38":{"source":"iana","extensions":["t38"]},"image/tiff":{"source":"iana","compressible":false,"extensions":["tif","tiff"]},"image/tiff-fx":{"source":"iana","extensions":["tfx"]},"image/vnd.adobe.photoshop":{"source":"iana","compressible":true,"extensions":["psd"]},"image/vnd.airzip.accelerator.azv":{"source":"iana","extensions":["azv"]},"image/vnd.clip":{"source":"iana"},"image/vnd.cns.inf2":{"source":"iana"},"image/vnd.dece.graphic":{"source":"iana","extensions":["uvi","uvvi","uvg","uvvg"]},"image/vnd.djvu":{"source":"iana","extensions":["djvu","djv"]},"image/vnd.dvb.subtitle":{"source":"iana","extensions":["sub"]},"image/vnd.dwg":{"source":"iana","extensions":["dwg"]},"image/vnd.dxf":{"source":"iana","extensions":["dxf"]},"image/vnd.fastbidsheet":{"source":"iana","extensions":["fbs"]},"image/vnd.fpx":{"source":"iana","extensions":["fpx"]},"image/vnd.fst":{"source":"iana","extensions":["fst"]},"image/vnd.fujixerox.edmics-mmr":{"source":"iana","extensions":["mmr"]},"image/vnd.fujixerox.edmics-rlc":{"source":"iana","extensions":["rlc"]},"image/vnd.globalgraphics.pgb":{"source":"iana"},"image/vnd.microsoft.icon":{"source":"iana","compressible":true,"extensions":["ico"]},"image/vnd.mix":{"source":"iana"},"image/vnd.mozilla.apng":{"source":"iana"},"image/vnd.ms-dds":{"compressible":true,"extensions":["dds"]},"image/vnd.ms-modi":{"source":"iana","extensions":["mdi"]},"image/vnd.ms-photo":{"source":"apache","extensions":["wdp"]},"image/vnd.net-fpx":{"source":"iana","extensions":["npx"]},"image/vnd.pco.b16":{"source":"iana","extensions":["b16"]},"image/vnd.radiance":{"source":"iana"},"image/vnd.sealed.png":{"source":"iana"},"image/vnd.sealedmedia.softseal.gif":{"source":"iana"},"image/vnd.sealedmedia.softseal.jpg":{"source":"iana"},"image/vnd.svf":{"source":"iana"},"image/vnd.tencent.tap":{"source":"iana","extensions":["tap"]},"image/vnd.valve.source.texture":{"source":"iana","extensions":["vtf"]},"image/vnd.wap.wbmp":{"source":"iana","extensions":["wbmp"]},"image/vnd.xiff":{"source":"iana","extensions":["xif"]},"image/vnd.zbrush.pcx":{"source":"iana","extensions":["pcx"]},"image/webp":{"source":"iana","extensions":["webp"]},"image/wmf":{"source":"iana","extensions":["wmf"]},"image/x-3ds":{"source":"apache","extensions":["3ds"]},"image/x-adobe-dng":{"extensions":["dng"]},"image/x-cmu-raster":{"source":"apache","extensions":["ras"]},"image/x-cmx":{"source":"apache","extensions":["cmx"]},"image/x-emf":{"source":"iana"},"image/x-freehand":{"source":"apache","extensions":["fh","fhc","fh4","fh5","fh7"]},"image/x-icon":{"source":"apache","compressible":true,"extensions":["ico"]},"image/x-jng":{"source":"nginx","extensions":["jng"]},"image/x-mrsid-image":{"source":"apache","extensions":["sid"]},"image/x-ms-bmp":{"source":"nginx","compressible":true,"extensions":["bmp"]},"image/x-pcx":{"source":"apache","extensions":["pcx"]},"image/x-pict":{"source":"apache","extensions":["pic","pct"]},"image/x-portable-anymap":{"source":"apache","extensions":["pnm"]},"image/x-portable-bitmap":{"source":"apache","extensions":["pbm"]},"image/x-portable-graymap":{"source":"apache","extensions":["pgm"]},"image/x-portable-pixmap":{"source":"apache","extensions":["ppm"]},"image/x-rgb":{"source":"apache","extensions":["rgb"]},"image/x-tga":{"source":"apache","extensions":["tga"]},"image/x-wmf":{"source":"iana"},"image/x-xbitmap":{"source":"apache","extensions":["xbm"]},"image/x-xcf":{"compressible":false},"image/x-xpixmap":{"source":"apache","extensions":["xpm"]},"image/x-xwindowdump":{"source":"apache","extensions":["xwd"]},"message/bhttp":{"source":"iana"},"message/cpim":{"source":"iana"},"message/delivery-status":{"source":"iana"},"message/disposition-notification":{"source":"iana","extensions":["disposition-notification"]},"message/external-body":{"source":"iana"},"message/feedback-report":{"source":"iana"},"message/global":{"source":"iana","extensions":["u8msg"]},"message/global-delivery-status":{"source":"iana","extensions":["u8dsn"]},"message/global-disposition-notification":{"source":"iana","extensions":["u8mdn"]},"message/global-headers":{"source":"iana","extensions":["u8hdr"]},"message/http":{"source":"iana","compressible":false},"message/imdn+xml":{"source":"iana","compressible":true},"message/mls":{"source":"iana"},"message/news":{"source":"apache"},"message/ohttp-req":{"source":"iana"},"message/ohttp-res":{"source":"iana"},"message/partial":{"source":"iana","compressible":false},"message/rfc822":{"source":"iana","compressible":true,"extensions":["eml","mime","mht","mhtml"]},"message/s-http":{"source":"apache"},"message/sip":{"source":"iana"},"message/sipfrag":{"source":"iana"},"message/tracking-status":{"source":"iana"},"message/vnd.si.simp":{"source":"apache"},"message/vnd.wfa.wsc":{"source":"iana","extensions":["wsc"]},"model/3mf":{"source":"iana","extensions":["3mf"]},"model/e57":{"source":"iana"},"model/gltf+json":{"source":"iana","compressible":true,"extensions":["gltf"]},"model/gltf-binary":{"source":"iana","compressible":true,"extensions":["glb"]},"model/iges":{"source":"iana","compressible":false,"extensions":["igs","iges"]},"model/jt":{"source":"iana","extensions":["jt"]},"model/mesh":{"source":"iana","compressible":false,"extensions":["msh","mesh","silo"]},"model/mtl":{"source":"iana","extensions":["mtl"]},"model/obj":{"source":"iana","extensions":["obj"]},"model/prc":{"source":"iana","extensions":["prc"]},"model/step":{"source":"iana","extensions":["step","stp","stpnc","p21","210"]},"model/step+xml":{"source":"iana","compressible":true,"extensions":["stpx"]},"model/step+zip":{"source":"iana","compressible":false,"extensions":["stpz"]},"model/step-xml+zip":{"source":"iana","compressible":false,"extensions":["stpxz"]},"model/stl":{"source":"iana","extensions":["stl"]},"model/u3d":{"source":"iana","extensions":["u3d"]},"model/vnd.bary":{"source":"iana","extensions":["bary"]},"model/vnd.cld":{"source":"iana","extensions":["cld"]},"model/vnd.collada+xml":{"source":"iana","compressible":true,"extensions":["dae"]},"model/vnd.dwf":{"source":"iana","extensions":["dwf"]},"model/vnd.flatland.3dml":{"source":"iana"},"model/vnd.gdl":{"source":"iana","extensions":["gdl"]},"model/vnd.gs-gdl":{"source":"apache"},"model/vnd.gs.gdl":{"source":"iana"},"model/vnd.gtw":{"source":"iana","extensions":["gtw"]},"model/vnd.moml+xml":{"source":"iana","compressible":true},"model/vnd.mts":{"source":"iana","extensions":["mts"]},"model/vnd.opengex":{"source":"iana","extensions":["ogex"]},"model/vnd.parasolid.transmit.binary":{"source":"iana","extensions":["x_b"]},"model/vnd.parasolid.transmit.text":{"source":"iana","extensions":["x_t"]},"model/vnd.pytha.pyox":{"source":"iana","extensions":["pyo","pyox"]},"model/vnd.rosette.annotated-data-model":{"source":"iana"},"model/vnd.sap.vds":{"source":"iana","extensions":["vds"]},"model/vnd.usda":{"source":"iana","extensions":["usda"]},"model/vnd.usdz+zip":{"source":"iana","compressible":false,"extensions":["usdz"]},"model/vnd.valve.source.compiled-map":{"source":"iana","extensions":["bsp"]},"model/vnd.vtu":{"source":"iana","extensions":["vtu"]},"model/vrml":{"source":"iana","compressible":false,"extensions":["wrl","vrml"]},"model/x3d+binary":{"source":"apache","compressible":false,"extensions":["x3db","x3dbz"]},"model/x3d+fastinfoset":{"source":"iana","extensions":["x3db"]},"model/x3d+vrml":{"source":"apache","compressible":false,"extensions":["x3dv","x3dvz"]},"model/x3d+xml":{"source":"iana","compressible":true,"extensions":["x3d","x3dz"]},"model/x3d-vrml":{"source":"iana","extensions":["x3dv"]},"multipart/alternative":{"source":"iana","compressible":false},"multipart/appledouble":{"source":"iana"},"multipart/byteranges":{"source":"iana"},"multipart/digest":{"source":"iana"},"multipart/encrypted":{"source":"iana","compressible":false},"multipart/form-data":{"source":"iana","compressible":false},"multipart/header-set":{"source":"iana"},"multipart/mixed":{"source":"iana"},"multipart/multilingual":{"source":"iana"},"multipart/parallel":{"source":"iana"},"multipart/related":{"source":"iana","compressible":false},"multipart/report":{"source":"iana"},"multipart/signed":{"source":"iana","compressible":false},"multipart/vnd.bint.med-plus":{"source":"iana"},"multipart/voice-message":{"source":"iana"},"multipart/x-mixed-replace":{"source":"iana"},"text/1d-interleaved-parityfec":{"source":"iana"},"text/cache-manifest":{"source":"iana","compressible":true,"extensions":["appcache","manifest"]},"text/calendar":{"source":"iana","extensions":["ics","ifb"]},"text/calender":{"compressible":true},"text/cmd":{"compressible":true},"text/coffeescript":{"extensions":["coffee","litcoffee"]},"text/cql":{"source":"iana"},"text/cql-expression":{"source":"iana"},"text/cql-identifier":{"source":"iana"},"text/css":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["css"]},"text/csv":{"source":"iana","compressible":true,"extensions":["csv"]},"text/csv-schema":{"source":"iana"},"text/directory":{"source":"iana"},"text/dns":{"source":"iana"},"text/ecmascript":{"source":"apache"},"text/encaprtp":{"source":"iana"},"text/enriched":{"source":"iana"},"text/fhirpath":{"source":"iana"},"text/flexfec":{"source":"iana"},"text/fwdred":{"source":"iana"},"text/gff3":{"source":"iana"},"text/grammar-ref-list":{"source":"iana"},"text/hl7v2":{"source":"iana"},"text/html":{"source":"iana","compressible":true,"extensions":["html","htm","shtml"]},"text/jade":{"extensions":["jade"]},"text/javascript":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["js","mjs"]},"text/jcr-cnd":{"source":"iana"},"text/jsx":{"compressible":true,"extensions":["jsx"]},"text/less":{"compressible":true,"extensions":["less"]},"text/markdown":{"source":"iana","compressible":true,"extensions":["md","markdown"]},"text/mathml":{"source":"nginx","extensions":["mml"]},"text/mdx":{"compressible":true,"extensions":["mdx"]},"text/mizar":{"source":"iana"},"text/n3":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["n3"]},"text/parameters":{"source":"iana","charset":"UTF-8"},"text/parityfec":{"source":"iana"},"text/plain":{"source":"iana","compressible":true,"extensions":["txt","text","conf","def","list","log","in","ini"]},"text/provenance-notation":{"source":"iana","charset":"UTF-8"},"text/prs.fallenstein.rst":{"source":"iana"},"text/prs.lines.tag":{"source":"iana","extensions":["dsc"]},"text/prs.prop.logic":{"source":"iana"},"text/prs.texi":{"source":"iana"},"text/raptorfec":{"source":"iana"},"text/red":{"source":"iana"},"text/rfc822-headers":{"source":"iana"},"text/richtext":{"source":"iana","compressible":true,"extensions":["rtx"]},"text/rtf":{"source":"iana","compressible":true,"extensions":["rtf"]},"text/rtp-enc-aescm128":{"source":"iana"},"text/rtploopback":{"source":"iana"},"text/rtx":{"source":"iana"},"text/sgml":{"source":"iana","extensions":["sgml","sgm"]},"text/shaclc":{"source":"iana"},"text/shex":{"source":"iana","extensions":["shex"]},"text/slim":{"extensions":["slim","slm"]},"text/spdx":{"source":"iana","extensions":["spdx"]},"text/strings":{"source":"iana"},"text/stylus":{"extensions":["stylus","styl"]},"text/t140":{"source":"iana"},"text/tab-separated-values":{"source":"iana","compressible":true,"extensions":["tsv"]},"text/troff":{"source":"iana","extensions":["t","tr","roff","man","me","ms"]},"text/turtle":{"source":"iana","charset":"UTF-8","extensions":["ttl"]},"text/ulpfec":{"source":"iana"},"text/uri-list":{"source":"iana","compressible":true,"extensions":["uri","uris","urls"]},"text/vcard":{"source":"iana","compressible":true,"extensions":["vcard"]},"text/vnd.a":{"source":"iana"},"text/vnd.abc":{"source":"iana"},"text/vnd.ascii-art":{"source":"iana"},"text/vnd.curl":{"source":"iana","extensions":["curl"]},"text/vnd.curl.dcurl":{"source":"apache","extensions":["dcurl"]},"text/vnd.curl.mcurl":{"source":"apache","extensions":["mcurl"]},"text/vnd.curl.scurl":{"source":"apache","extensions":["scurl"]},"text/vnd.debian.copyright":{"source":"iana","charset":"UTF-8"},"text/vnd.dmclientscript":{"source":"iana"},"text/vnd.dvb.subtitle":{"source":"iana","extensions":["sub"]},"text/vnd.esmertec.theme-descriptor":{"source":"iana","charset":"UTF-8"},"text/vnd.exchangeable":{"source":"iana"},"text/vnd.familysearch.gedcom":{"source":"iana","extensions":["ged"]},"text/vnd.ficlab.flt":{"source":"iana"},"text/vnd.fly":{"source":"iana","extensions":["fly"]},"text/vnd.fmi.flexstor":{"source":"iana","extensions":["flx"]},"text/vnd.gml":{"source":"iana"},"text/vnd.graphviz":{"source":"iana","extensions":["gv"]},"text/vnd.hans":{"source":"iana"},"text/vnd.hgl":{"source":"iana"},"text/vnd.in3d.3dml":{"source":"iana","extensions":["3dml"]},"text/vnd.in3d.spot":{"source":"iana","extensions":["spot"]},"text/vnd.iptc.newsml":{"source":"iana"},"text/vnd.iptc.nitf":{"source":"iana"},"text/vnd.latex-z":{"source":"iana"},"text/vnd.motorola.reflex":{"source":"iana"},"text/vnd.ms-mediapackage":{"source":"iana"},"text/vnd.net2phone.commcenter.command":{"source":"iana"},"text/vnd.radisys.msml-basic-layout":{"source":"iana"},"text/vnd.senx.warpscript":{"source":"iana"},"text/vnd.si.uricatalogue":{"source":"apache"},"text/vnd.sosi":{"source":"iana"},"text/vnd.sun.j2me.app-descriptor":{"source":"iana","charset":"UTF-8","extensions":["jad"]},"text/vnd.trolltech.linguist":{"source":"iana","charset":"UTF-8"},"text/vnd.vcf":{"source":"iana"},"text/vnd.wap.si":{"source":"iana"},"text/vnd.wap.sl":{"source":"iana"},"text/vnd.wap.wml":{"source":"iana","extensions":["wml"]},"text/vnd.wap.wmlscript":{"source":"iana","extensions":["wmls"]},"text/vnd.zoo.kcl":{"source":"iana"},"text/vtt":{"source":"iana","charset":"UTF-8","compressible":true,"extensions":["vtt"]},"text/wgsl":{"source":"iana","extensions":["wgsl"]},"text/x-asm":{"source":"apache","extensions":["s","asm"]},"text/x-c":{"source":"apache","extensions":["c","cc","cxx","cpp","h","hh","dic"]},"text/x-component":{"source":"nginx","extensions":["htc"]},"text/x-fortran":{"source":"apache","extensions":["f","for","f77","f90"]},"text/x-gwt-rpc":{"compressible":true},"text/x-handlebars-template":{"extensions":["hbs"]},"text/x-java-source":{"source":"apache","extensions":["java"]},"text/x-jquery-tmpl":{"compressible":true},"text/x-lua":{"extensions":["lua"]},"text/x-markdown":{"compressible":true,"extensions":["mkd"]},"text/x-nfo":{"source":"apache","extensions":["nfo"]},"text/x-opml":{"source":"apache","extensions":["opml"]},"text/x-org":{"compressible":true,"extensions":["org"]},"text/x-pascal":{"source":"apache","extensions":["p","pas"]},"text/x-processing":{"compressible":true,"extensions":["pde"]},"text/x-sass":{"extensions":["sass"]},"text/x-scss":{"extensions":["scss"]},"text/x-setext":{"source":"apache","extensions":["etx"]},"text/x-sfv":{"source":"apache","extensions":["sfv"]},"text/x-suse-ymp":{"compressible":true,"extensions":["ymp"]},"text/x-uuencode":{"source":"apache","extensions":["uu"]},"text/x-vcalendar":{"source":"apache","extensions":["vcs"]},"text/x-vcard":{"source":"apache","extensions":["vcf"]},"text/xml":{"source":"iana","compressible":true,"extensions":["xml"]},"text/xml-external-parsed-entity":{"source":"iana"},"text/yaml":{"compressible":true,"extensions":["yaml","yml"]},"video/1d-interleaved-parityfec":{"source":"iana"},"video/3gpp":{"source":"iana","extensions":["3gp","3gpp"]},"video/3gpp-tt":{"source":"iana"},"video/3gpp2":{"source":"iana","extensions":["3g2"]},"video/av1":{"source":"iana"},"video/bmpeg":{"source":"iana"},"video/bt656":{"source":"iana"},"video/celb":{"source":"iana"},"video/dv":{"source":"iana"},"video/encaprtp":{"source":"iana"},"video/evc":{"source":"iana"},"video/ffv1":{"source":"iana"},"video/flexfec":{"source":"iana"},"video/h261":{"source":"iana","extensions":["h261"]},"video/h263":{"source":"iana","extensions":["h263"]},"video/h263-1998":{"source":"iana"},"video/h263-2000":{"source":"iana"},"video/h264":{"source":"iana","extensions":["h264"]},"video/h264-rcdo":{"source":"iana"},"video/h264-svc":{"source":"iana"},"video/h265":{"source":"iana"},"video/h266":{"source":"iana"},"video/iso.segment":{"source":"iana","extensions":["m4s"]},"video/jpeg":{"source":"iana","extensions":["jpgv"]},"video/jpeg2000":{"source":"iana"},"video/jpm":{"source":"apache","extensions":["jpm","jpgm"]},"video/jxsv":{"source":"iana"},"video/lottie+json":{"source":"iana","compressible":true},"video/matroska":{"source":"iana"},"video/matroska-3d":{"source":"iana"},"video/mj2":{"source":"iana","extensions":["mj2","mjp2"]},"video/mp1s":{"source":"iana"},"video/mp2p":{"source":"iana"},"video/mp2t":{"source":"iana","extensions":["ts","m2t","m2ts","mts"]},"video/mp4":{"source":"iana","compressible":false,"extensions":["mp4","mp4v","mpg4"]},"video/mp4v-es":{"source":"iana"},"video/mpeg":{"source":"iana","compressible":false,"extensions":["mpeg","mpg","mpe","m1v","m2v"]},"video/mpeg4-generic":{"source":"iana"},"video/mpv":{"source":"iana"},"video/nv":{"source":"iana"},"video/ogg":{"source":"iana","compressible":false,"extensions":["ogv"]},"video/parityfec":{"source":"iana"},"video/pointer":{"source":"iana"},"video/quicktime":{"source":"iana","compressible":false,"extensions":["qt","mov"]},"video/raptorfec":{"source":"iana"},"video/raw":{"source":"iana"},"video/rtp-enc-aescm128":{"source":"iana"},"video/rtploopback":{"source":"iana"},"video/rtx":{"source":"iana"},"video/scip":{"source":"iana"},"video/smpte291":{"source":"iana"},"video/smpte292m":{"source":"iana"},"video/ulpfec":{"source":"iana"},"video/vc1":{"source":"iana"},"video/vc2":{"source":"iana"},"video/vnd.cctv":{"source":"iana"},"video/vnd.dece.hd":{"source":"iana","extensions":["uvh","uvvh"]},"video/vnd.dece.mobile":{"source":"iana","extensions":["uvm","uvvm"]},"video/vnd.dece.mp4":{"source":"iana"},"video/vnd.dece.pd":{"source":"iana","extensions":["uvp","uvvp"]},"video/vnd.dece.sd":{"source":"iana","extensions":["uvs","uvvs"]},"video/vnd.dece.video":{"source":"iana","extensions":["uvv","uvvv"]},"video/vnd.directv.mpeg":{"source":"iana"},"video/vnd.directv.mpeg-tts":{"source":"iana"},"video/vnd.dlna.mpeg-tts":{"source":"iana"},"video/vnd.dvb.file":{"source":"iana","extensions":["dvb"]},"video/vnd.fvt":{"source":"iana","extensions":["fvt"]},"video/vnd.hns.video":{"source":"iana"},"video/vnd.iptvforum.1dparityfec-1010":{"source":"iana"},"video/vnd.iptvforum.1dparityfec-2005":{"source":"iana"},"video/vnd.iptvforum.2dparityfec-1010":{"source":"iana"},"video/vnd.iptvforum.2dparityfec-2005":{"source":"iana"},"video/vnd.iptvforum.ttsavc":{"source":"iana"},"video/vnd.iptvforum.ttsmpeg2":{"source":"iana"},"video/vnd.motorola.video":{"source":"iana"},"video/vnd.motorola.videop":{"source":"iana"},"video/vnd.mpegurl":{"source":"iana","extensions":["mxu","m4u"]},"video/vnd.ms-playready.media.pyv":{"source":"iana","extensions":["pyv"]},"video/vnd.nokia.interleaved-multimedia":{"source":"iana"},"video/vnd.nokia.mp4vr":{"source":"iana"},"video/vnd.nokia.videovoip":{"source":"iana"},"video/vnd.objectvideo":{"source":"iana"},"video/vnd.planar":{"source":"iana"},"video/vnd.radgamettools.bink":{"source":"iana"},"video/vnd.radgamettools.smacker":{"source":"apache"},"video/vnd.sealed.mpeg1":{"source":"iana"},"video/vnd.sealed.mpeg4":{"source":"iana"},"video/vnd.sealed.swf":{"source":"iana"},"video/vnd.sealedmedia.softseal.mov":{"source":"iana"},"video/vnd.uvvu.mp4":{"source":"iana","extensions":["uvu","uvvu"]},"video/vnd.vivo":{"source":"iana","extensions":["viv"]},"video/vnd.youtube.yt":{"source":"iana"},"video/vp8":{"source":"iana"},"video/vp9":{"source":"iana"},"video/webm":{"source":"apache","compressible":false,"extensions":["webm"]},"video/x-f4v":{"source":"apache","extensions":["f4v"]},"video/x-fli":{"source":"apache","extensions":["fli"]},"video/x-flv":{"source":"apache","compressible":false,"extensions":["flv"]},"video/x-m4v":{"source":"apache","extensions":["m4v"]},"video/x-matroska":{"source":"apache","compressible":false,"extensions":["mkv","mk3d","mks"]},"video/x-mng":{"source":"apache","extensions":["mng"]},"video/x-ms-asf":{"source":"apache","extensions":["asf","asx"]},"video/x-ms-vob":{"source":"apache","extensions":["vob"]},"video/x-ms-wm":{"source":"apache","extensions":["wm"]},"video/x-ms-wmv":{"source":"apache","compressible":false,"extensions":["wmv"]},"video/x-ms-wmx":{"source":"apache","extensions":["wmx"]},"video/x-ms-wvx":{"source":"apache","extensions":["wvx"]},"video/x-msvideo":{"source":"apache","extensions":["avi"]},"video/x-sgi-movie":{"source":"apache","extensions":["movie"]},"video/x-smv":{"source":"apache","extensions":["smv"]},"x-conference/x-cooltalk":{"source":"apache","extensions":["ice"]},"x-shader/x-fragment":{"compressible":true},"x-shader/x-vertex":{"compressible":true}}');

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(9479);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
