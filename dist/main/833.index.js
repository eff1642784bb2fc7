export const id = 833;
export const ids = [833];
export const modules = {

/***/ 4833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createReleaseSource: () => (/* binding */ createReleaseSource)
});

// EXTERNAL MODULE: ./build/core/errors/errors.js
var errors = __webpack_require__(3313);
// EXTERNAL MODULE: ./build/core/release/github/github-errors.js
var github_errors = __webpack_require__(5519);
// EXTERNAL MODULE: ./build/core/release/github/missing-release.js
var missing_release = __webpack_require__(9990);
// EXTERNAL MODULE: ./build/core/release/github/release.js
var github_release = __webpack_require__(5795);
// EXTERNAL MODULE: ./node_modules/@actions/github/lib/utils.js + 21 modules
var utils = __webpack_require__(5054);
// EXTERNAL MODULE: ./build/core/release/github/api-address.js
var api_address = __webpack_require__(6143);
// EXTERNAL MODULE: ./build/core/release/github/rate-limit.js
var rate_limit = __webpack_require__(6064);
// EXTERNAL MODULE: ./build/adapters/http/connection-error.js
var connection_error = __webpack_require__(8019);
;// CONCATENATED MODULE: ./build/adapters/releases/github-ask.js
/** Retries requests to GitHub until they are answered: after 5xx, broken connections and rate limits, up to a time limit. */




/** Shorter waits are not logged. */
const NOTICEABLE_MS = 5_000;
/** @returns the final result of `send`. Throws an ActionError if a retry does not help or took too long; the signal's reason. */
async function askPatiently(call, send, { clock, giveUpAfterMs, signal, onWait }) {
    const startMs = clock.nowMs();
    let reached = false;
    let partFailures = 0;
    for (let failures = 1;; failures += 1) {
        try {
            signal.throwIfAborted();
            return await send();
        }
        catch (caught) {
            if (signal.aborted)
                throw signal.reason;
            const error = explainGithub(call, caught, clock.epochMs());
            reached ||= error.facts.status !== undefined;
            if (error.fault === 'part')
                partFailures += 1;
            const situation = {
                ...{ fault: error.fault, failures, partFailures, repairs: 0, sinceProgressMs: clock.nowMs() - startMs },
                ...{ giveUpAfterMs, answeredOnce: reached, canRefreshCredentials: false },
                retryAfterMs: error.facts.retryAfterMs,
            };
            const decision = (0,rate_limit/* decideGithubRetry */.ob)(situation, clock.random());
            if (decision.kind !== 'retry')
                throw error;
            if (decision.delayMs >= NOTICEABLE_MS)
                onWait(error.message, decision.delayMs);
            await clock.sleep(decision.delayMs, signal);
        }
    }
}
/** octokit's own error is not kept as the cause: it has the request with all its headers. */
function explainGithub(call, caught, nowMs) {
    if (!(caught instanceof Error))
        return (0,github_errors/* unreadableAnswer */.Cw)(call);
    const { status, response, cause } = caught;
    for (const error of [caught, cause]) {
        if (error instanceof errors/* ActionError */.lZ)
            return error;
        if (error instanceof connection_error/* ConnectionError */.R)
            return (0,github_errors/* explainConnection */.cR)(call, error);
    }
    // A bug of this program is shown with its stack, as everywhere.
    if (response === undefined || typeof status !== 'number')
        throw caught;
    const headers = response.headers ?? {};
    const message = messageOf(response.data);
    const limit = (0,rate_limit/* limitHit */.FA)({ status, headers, message, nowMs });
    return (0,github_errors/* explainRefusal */.GC)(call, {
        ...{ status, message, limit, requestId: headers['x-github-request-id'] },
        limitEndsAtMs: limit === undefined ? undefined : nowMs + limit.retryAfterMs,
    });
}
function messageOf(data) {
    const message = typeof data === 'object' && data !== null && 'message' in data ? data.message : undefined;
    return typeof message === 'string' ? message : '';
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
var external_node_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_http_, 2);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
var external_node_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_https_, 2);
// EXTERNAL MODULE: ./build/adapters/http/agent.js
var http_agent = __webpack_require__(3319);
// EXTERNAL MODULE: ./build/adapters/http/http-call.js
var http_call = __webpack_require__(1017);
// EXTERNAL MODULE: ./build/adapters/process/race.js
var race = __webpack_require__(6082);
;// CONCATENATED MODULE: ./build/adapters/releases/github-fetch.js
/**
 * The `fetch` for octokit. Its own would follow redirects, ignore the proxy settings that the rest of this action has,
 *  and has no deadline; and octokit would send the token to any address of a request. Here the token is added at the last moment, only for
 *  its own origin, and octokit never has it.
 */








/** A list of a hundred releases with long notes has some megabytes. */
const MAX_ANSWER_BYTES = 32 * 1024 ** 2;
const MAX_MOVES = 3;
const OCTETS = 'application/octet-stream';
const NEVER = new AbortController().signal;
/** @returns a fetch that keeps its connections until `close`. */
function createGithubFetch(options) {
    const { baseUrl, apiUrl, token, env, deadlineMs } = options;
    const agent = (0,http_agent/* createAgent */.S)({ url: new URL(baseUrl), env, keepAlive: true, connectTimeoutMs: deadlineMs });
    const authorization = (url) => token !== undefined && (0,api_address/* mayCarryToken */.qb)(url, apiUrl) ? { authorization: `Bearer ${token}` } : {};
    async function ask(url, { method = 'GET', headers = {}, signal }) {
        signal?.throwIfAborted();
        const { authorization: _, ...rest } = headers;
        const sent = { ...rest, ...authorization(url), 'accept-encoding': 'identity' };
        const client = url.protocol === 'https:' ? external_node_https_namespaceObject : external_node_http_namespaceObject;
        const request = client.request(url, { method, headers: sent, agent });
        request.end();
        const error = () => new connection_error/* ConnectionError */.R('STALLED', `no answer within ${deadlineMs / 1000} s`);
        try {
            return await (0,race/* race */.O)(receive(request, { url, wantsBytes: headers.accept === OCTETS }), {
                signal: signal ?? NEVER,
                deadline: { afterMs: deadlineMs, error },
            });
        }
        catch (failure) {
            request.destroy();
            throw failure;
        }
    }
    return {
        authorization,
        async fetch(text, fetchOptions = {}) {
            let url = new URL(text);
            for (let moves = 0;; moves += 1) {
                if (!url.href.startsWith(`${baseUrl}/`))
                    throw leadsAway();
                const answer = await ask(url, fetchOptions);
                const location = answer.headers.get('location') ?? undefined;
                if (answer.status < 300 || answer.status >= 400 || answer.status === 304)
                    return answer;
                const step = (0,api_address/* redirectStep */.rW)({ status: answer.status, location, from: url, base: baseUrl });
                if (step.kind !== 'ask' || moves >= MAX_MOVES)
                    return answer;
                url = step.url;
            }
        },
        close() {
            agent.destroy();
        },
    };
}
function leadsAway() {
    return new errors/* ActionError */.lZ({
        code: 'github-leads-away',
        message: "GitHub's API named an address outside of itself for its next answer, and the token does not go there.",
        remedy: 'If this repeats, a proxy on the way changes answers.',
    });
}
function receive(request, { url, wantsBytes }) {
    return new Promise((resolve, reject) => {
        const fail = (error) => reject((0,connection_error/* asConnectionError */.$)(error));
        (0,http_call/* onBroken */.$3)(request, fail);
        request.on('response', (response) => {
            if (wantsBytes && response.statusCode === 200) {
                resolve(asResponse(url, response, Buffer.alloc(0)));
                request.destroy();
                return;
            }
            (0,http_call/* collect */.Fo)(response, {
                ...{ maxBytes: MAX_ANSWER_BYTES, fail },
                done(body) {
                    try {
                        resolve(asResponse(url, response, body));
                    }
                    catch (error) {
                        // HTTP servers do not send values from which a `Response` cannot be made.
                        fail(error instanceof Error ? error : new Error(String(error)));
                    }
                },
            });
        });
    });
}
/** The type is always JSON: a body that cannot be parsed stays text, and no other type is expected. */
function asResponse(url, { statusCode = 0, headers }, body) {
    const fields = new Headers();
    for (const [name, value] of Object.entries(headers))
        if (typeof value === 'string')
            fields.set(name, value);
    fields.set('content-type', 'application/json; charset=utf-8');
    const hasBody = statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
    const response = new Response(hasBody ? body.toString() : null, { status: statusCode, headers: fields });
    // The address that answered; `Response` leaves it empty.
    Object.defineProperty(response, 'url', { value: url.href });
    return response;
}

;// CONCATENATED MODULE: ./build/adapters/releases/github-api.js
/**
 * The calls of GitHub's REST API that releases need, through the toolkit's octokit: each is retried until it is answered, and parsed.
 * Sources: https://docs.github.com/en/rest/releases, https://github.com/actions/toolkit/tree/main/packages/github
 */








const PER_PAGE = 100;
/** GitHub lists 10,000 releases at most. */
const MAX_RELEASE_PAGES = 100;
/** A release has 1,000 assets at most. */
const MAX_ASSET_PAGES = 20;
const DEADLINE_MS = 60_000;
const USER_AGENT = 'upload-aliyun-oss';
const github_api_OCTETS = { accept: 'application/octet-stream' };
/** octokit warns of deprecations on the console; readers of this log could not do anything about them. */
const SILENT = { debug() { }, info() { }, warn() { }, error() { } };
/** @returns the API of one repository. Throws an ActionError if the token could not be sent anywhere, or the proxy variables are wrong. */
function createGithubApi(options) {
    const { repository, apiUrl, token } = options;
    const deadlineMs = Math.min(options.deadlineMs ?? DEADLINE_MS, options.giveUpAfterMs);
    if (!URL.canParse(options.baseUrl))
        throw (0,missing_release/* apiInsecure */.jL)(options.baseUrl);
    const base = new URL(options.baseUrl);
    // Normalised for comparisons: host in lower case, without the default port.
    const baseUrl = base.href.replace(/\/+$/, '');
    if (token !== undefined && base.origin === URL.parse(apiUrl)?.origin && !(0,api_address/* mayCarryToken */.qb)(base, apiUrl))
        throw (0,missing_release/* apiInsecure */.jL)(apiUrl);
    const at = { owner: repository.owner, repo: repository.name };
    const github = createGithubFetch({ baseUrl, apiUrl, token, env: options.env, deadlineMs });
    const { rest } = new utils/* GitHub */.gq({
        ...{ baseUrl, userAgent: USER_AGENT, log: SILENT },
        request: { fetch: github.fetch, log: SILENT },
    });
    const callOf = (doing) => ({
        doing,
        repository: `${repository.owner}/${repository.name}`,
        host: base.host,
        hasToken: token !== undefined && (0,api_address/* mayCarryToken */.qb)(base, apiUrl),
        secretsWithheld: options.secretsWithheld,
    });
    /** @param read parses the answer; undefined if it cannot be read */
    function ask(doing, send, { signal, read }) {
        const call = callOf(doing);
        const sendAndRead = async () => {
            const value = read(await send({ signal }));
            if (value === undefined)
                throw (0,github_errors/* unreadableAnswer */.Cw)(call);
            return value;
        };
        return askPatiently(call, sendAndRead, { ...options, signal });
    }
    async function* pages(doing, send, { signal, maxPages }) {
        for (let page = 1; page <= maxPages; page += 1) {
            const sendPage = (request) => send({ page, per_page: PER_PAGE, request });
            const { items, isLast } = await ask(doing, sendPage, { signal, read: readPage });
            yield items;
            if (isLast)
                return;
        }
        throw (0,github_errors/* unreadableAnswer */.Cw)(callOf(`${doing}, whose pages have no end`));
    }
    async function exists(doing, send, { signal }) {
        try {
            return await ask(doing, send, { signal, read: ({ status }) => status === 200 });
        }
        catch (error) {
            const code = (0,errors/* asActionError */.z6)(error)?.code;
            if (code === 'github-missing' || code === 'github-permission')
                return false;
            throw error;
        }
    }
    function readAddress({ status, url, headers }) {
        const from = new URL(url);
        if (status === 200)
            return { url: from, headers: { ...github_api_OCTETS, 'user-agent': USER_AGENT, ...github.authorization(from) } };
        const location = headers.location === undefined ? undefined : String(headers.location);
        const step = (0,api_address/* redirectStep */.rW)({ status, location, from, base: baseUrl });
        if (step.kind === 'address')
            return { url: step.url, headers: {} };
        throw (0,github_errors/* addressRefused */.FY)(base, step.kind === 'refused' ? step.reason : 'in a circle');
    }
    return {
        callOf,
        releaseByTag: (tag, { signal }) => ask(`finding the release ${tag}`, (request) => rest.repos.getReleaseByTag({ ...at, tag, request }), {
            ...{ signal, read: readRelease },
        }),
        latestRelease: ({ signal }) => ask('finding the latest release', (request) => rest.repos.getLatestRelease({ ...at, request }), {
            ...{ signal, read: readRelease },
        }),
        releasePages: (signalled) => pages('listing releases', (query) => rest.repos.listReleases({ ...at, ...query }), {
            ...signalled,
            maxPages: MAX_RELEASE_PAGES,
        }),
        assetPages: ({ id, tag }, signalled) => pages(`listing the assets of ${tag}`, (query) => rest.repos.listReleaseAssets({ ...at, release_id: id, ...query }), { ...signalled, maxPages: MAX_ASSET_PAGES }),
        seesRepository: (signalled) => exists('looking for the repository', (request) => rest.repos.get({ ...at, request }), signalled),
        hasTag: (tag, signalled) => exists(`looking for the tag ${tag}`, (request) => rest.git.getRef({ ...at, ref: `tags/${tag}`, request }), signalled),
        address: (assetId, { signal }) => ask(`asking for the address of asset ${assetId}`, (request) => rest.repos.getReleaseAsset({ ...at, asset_id: assetId, headers: github_api_OCTETS, request }), { signal, read: readAddress }),
        close: github.close,
    };
}
function readRelease({ status, data }) {
    return status === 200 ? (0,github_release/* parseGithubRelease */.e6)(data) : undefined;
}
/** Only the page number is used, never the address of the next page in the header: it could send the token elsewhere. */
function readPage({ status, data, headers }) {
    if (status !== 200 || !Array.isArray(data) || data.length > PER_PAGE)
        return undefined;
    const items = data;
    return { items, isLast: !/;\s*rel="next"/.test(String(headers.link ?? '')) };
}

;// CONCATENATED MODULE: ./build/adapters/releases/github-releases.js
/** Releases of a repository at GitHub. Import it dynamically: octokit is large, and only `from-release` needs it. */





/** @returns the releases of one repository. Throws an ActionError if the token could not be sent anywhere, or the proxy variables are wrong. */
function createReleaseSource(options) {
    const { owner, name } = options.repository;
    const api = createGithubApi(options);
    return {
        repository: `${owner}/${name}`,
        find: (choice, signalled) => choice.kind === 'tag'
            ? findByTag(api, choice.tag, signalled)
            : findLatest(api, { isWord: choice.isWord, serverUrl: options.serverUrl, ...signalled }),
        async assets(release, signalled) {
            const values = [];
            const collect = async () => {
                for await (const page of api.assetPages(release, signalled))
                    values.push(...page);
            };
            await ifMissing(collect(), () => {
                throw (0,missing_release/* goneSince */.aC)(api.callOf(''), `The release ${release.tag}`);
            });
            const assets = (0,github_release/* parseAssets */.Ro)(values);
            if (assets === undefined)
                throw (0,github_errors/* unreadableAnswer */.Cw)(api.callOf(`listing the assets of ${release.tag}`));
            return assets;
        },
        address: (assetId, signalled) => ifMissing(api.address(assetId, signalled), () => {
            throw (0,missing_release/* goneSince */.aC)(api.callOf(''), `The asset ${assetId}`);
        }),
        close: api.close,
    };
}
/** @returns the result, or that of `otherwise` if GitHub found nothing. */
async function ifMissing(asked, otherwise) {
    try {
        return await asked;
    }
    catch (error) {
        if ((0,errors/* asActionError */.z6)(error)?.code !== 'github-missing')
            throw error;
        return await otherwise();
    }
}
function findByTag(api, tag, signalled) {
    return ifMissing(api.releaseByTag(tag, signalled), async () => {
        const draft = await findDraft(api, tag, signalled);
        if (draft !== undefined)
            return draft;
        throw (0,missing_release/* releaseMissing */.Eu)(api.callOf(''), { tag, tagExists: await api.hasTag(tag, signalled) });
    });
}
async function findLatest(api, { isWord, serverUrl, signal }) {
    const release = await ifMissing(api.latestRelease({ signal }), async () => {
        await findDraft(api, undefined, { signal });
        throw (0,missing_release/* latestMissing */._V)(api.callOf(''));
    });
    if (isWord && (await api.hasTag('latest', { signal })))
        throw (0,missing_release/* latestAmbiguous */.Ch)(api.callOf(''), { latestTag: release.tag, serverUrl });
    return release;
}
/**
 * Drafts are only found by listing. The list also distinguishes a repository without this release from one that is not visible: the latter throws.
 * @returns the draft of that tag; undefined if there is none, or no tag was given
 */
function findDraft(api, tag, signalled) {
    const search = async () => {
        for await (const page of api.releasePages(signalled)) {
            if (tag === undefined)
                return undefined;
            const draft = page.map(github_release/* parseGithubRelease */.e6).find((release) => release?.isDraft === true && release.tag === tag);
            if (draft !== undefined)
                return draft;
        }
        return undefined;
    };
    return ifMissing(search(), async () => {
        const call = api.callOf('listing releases');
        throw (await api.seesRepository(signalled)) ? (0,github_errors/* permissionMissing */.k8)(call) : (0,missing_release/* repositoryMissing */.lx)(call);
    });
}


/***/ })

};
