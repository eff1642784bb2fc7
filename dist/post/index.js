import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   fc: () => (/* binding */ makeFolder)
/* harmony export */ });
/* unused harmony exports makeFolderLater, replaceFile, writeWhole, appendLine, createLaterWriter */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(760);
/**
 * Writes on this machine: makes folders, and writes files completely or not at all. On a disk that answers at once the main thread does it; what has
 *  `Later` in its name does the same on other threads, for a disk that may be slow.
 */



/**
 * Makes a folder and its parents, unless it exists. Throws the error that prevents it. Node's own `recursive` tries for ever if the parent exists
 *  and nothing can be made in it, as below /proc.
 */
function makeFolder(path, mode = 0o777) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(path, { mode });
    }
    catch (error) {
        const { code } = error;
        if (code === 'EEXIST' && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).isDirectory())
            return;
        const above = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path);
        if (code !== 'ENOENT' || above === path || isFile((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(above, { throwIfNoEntry: false })))
            throw error;
        makeFolder(above, mode);
        makeLast(path, mode);
    }
}
function makeLast(path, mode) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(path, { mode });
    }
    catch (error) {
        unlessExists(error);
    }
}
/** Like `makeFolder`. */
async function makeFolderLater(path, mode = 0o777) {
    try {
        await mkdir(path, { mode });
    }
    catch (error) {
        const { code } = error;
        if (code === 'EEXIST' && (await stat(path)).isDirectory())
            return;
        const above = dirname(path);
        if (code !== 'ENOENT' || above === path || isFile(await stat(above).catch(() => undefined)))
            throw error;
        await makeFolderLater(above, mode);
        await mkdir(path, { mode }).catch(unlessExists);
    }
}
/** Windows also says ENOENT of what would be below a file. */
function isFile(stats) {
    return stats?.isDirectory() === false;
}
/** Another step may have been faster. */
function unlessExists(error) {
    if (error.code !== 'EEXIST')
        throw error;
}
/** Replaces a file atomically: until the new content is complete, the old record stays. @returns the inode, by which a later replacement is detected. */
function replaceFile(path, text) {
    const temporary = temporaryOf(path);
    try {
        rmSync(temporary, { force: true });
        writeFileSync(temporary, text, NEW_FILE);
        const { ino } = lstatSync(temporary, { bigint: true });
        renameSync(temporary, path);
        return ino;
    }
    catch (error) {
        rmSync(temporary, { force: true });
        throw error;
    }
}
async function replaceFileLater(path, text) {
    const temporary = temporaryOf(path);
    try {
        await rm(temporary, { force: true });
        await writeFile(temporary, text, NEW_FILE);
        const { ino } = await lstat(temporary, { bigint: true });
        await rename(temporary, path);
        return ino;
    }
    catch (error) {
        await rm(temporary, { force: true });
        throw error;
    }
}
function temporaryOf(path) {
    return `${path}.${process.pid}.tmp`;
}
const NEW_FILE = { mode: 0o600, flag: 'wx' };
/** Appends a text completely or not at all, to a file of this size. Throws the error that prevents it. */
function writeWhole(descriptor, text, sizeBytes) {
    try {
        const written = writeSync(descriptor, text);
        if (written < Buffer.byteLength(text))
            throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
    }
    catch (error) {
        ftruncateSync(descriptor, sizeBytes);
        throw error;
    }
}
async function writeWholeLater(file, text, sizeBytes) {
    try {
        await file.appendFile(text);
    }
    catch (error) {
        await file.truncate(sizeBytes);
        throw error;
    }
}
/**
 * Appends a complete line or nothing: half a line followed by another would invalidate the whole record. Nothing is appended if another
 *  step has replaced or removed the record meanwhile: lines of one upload must never be below the header of another.
 */
function appendLine(path, text, inode) {
    const descriptor = openExisting(path);
    if (descriptor === undefined)
        return;
    try {
        const { ino, size } = fstatSync(descriptor, { bigint: true });
        if (ino === inode)
            writeWhole(descriptor, text, Number(size));
    }
    finally {
        closeSync(descriptor);
    }
}
async function appendLineLater(path, text, inode) {
    const file = await open(path, TO_APPEND).catch(unlessGone);
    if (file === undefined)
        return;
    try {
        const { ino, size } = await file.stat({ bigint: true });
        if (ino === inode)
            await writeWholeLater(file, text, Number(size));
    }
    finally {
        await file.close();
    }
}
function openExisting(path) {
    try {
        return openSync(path, TO_APPEND);
    }
    catch (error) {
        return unlessGone(error);
    }
}
/** Does not block if it is a pipe. */
const TO_APPEND = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_WRONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_APPEND | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0);
function unlessGone(error) {
    if (error.code !== 'ENOENT')
        throw error;
}
/** @returns what carries out writes on other threads, one at a time; it rejects with the error that prevents one. */
function createLaterWriter() {
    const inodes = new Map();
    return async (write) => {
        const { kind, path } = write;
        switch (kind) {
            case 'replace': {
                await makeFolderLater(dirname(path), 0o700);
                inodes.set(path, await replaceFileLater(path, write.text));
                break;
            }
            case 'append':
                return appendLineLater(path, write.text, inodes.get(path));
            case 'remove':
                inodes.delete(path);
                return rm(path, { force: true });
        }
    };
}


/***/ }),

/***/ 382:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  x: () => (/* binding */ createCheckpointCache)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./build/core/records/names.js
/**
 * The names under which records are kept and found again: IDs of buckets and objects, keys in the Actions cache. All are hashes, so that
 *  nothing readable leaks to users who can list the cache; all are in lower case, as the cache compares them.
 */
const PREFIX = 'upload-aliyun-oss-v1-';
const HASH_CHARACTERS = 20;
/** @returns the ID of a bucket, the same for every endpoint. */
function bucketIdOf(sha256Of, { region, bucket }) {
    return sha256Of(`${region}\n${bucket}`);
}
/** @returns the ID of an object of a bucket. */
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
/** @returns the prefix of the keys of held records of one name in one run. */
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
/** @returns the prefix of the keys of a run's release records. */
function releasePrefix({ bucketId, runId }) {
    return `${PREFIX}release-${bucketId.slice(0, HASH_CHARACTERS)}-r${runId}-`;
}

// EXTERNAL MODULE: ./build/adapters/disk/folders.js
var folders = __nccwpck_require__(362);
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./build/adapters/github/child-environment.js
/** The environment of the cache's process, and so of tar and zstd: no key, and no token but the cache's. */
const NEEDED = new Set([
    // The folders of programs, temporary files and the user.
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
    // What @actions/cache reads. Its token is only for the cache service.
    ...['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_RESULTS_URL', 'ACTIONS_ORCHESTRATION_ID', 'GITHUB_SERVER_URL'],
    ...['RUNNER_OS', 'RUNNER_ARCH', 'RUNNER_DEBUG', 'SEGMENT_DOWNLOAD_TIMEOUT_MINS'],
    // How its service is reached and trusted.
    ...[
        'NODE_EXTRA_CA_CERTS',
        'NODE_USE_SYSTEM_CA',
        'NODE_OPTIONS',
        'NODE_COMPILE_CACHE',
        'SSL_CERT_FILE',
        'SSL_CERT_DIR',
    ],
]);
const CACHE = /^ACTIONS_CACHE_/;
const LOCALE = /^LC_/;
const PROXY = /^(https?_proxy|no_proxy)$/i;
/** @returns the variables for the child. A proxy without a scheme, which the toolkit would misread, gets one. */
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

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(161);
;// CONCATENATED MODULE: ./build/adapters/github/staging.js
/** Folders in which entries of the Actions cache are packed and unpacked. What is unpacked is untrusted: it is kept from being written elsewhere. */





/** The folder inside a staging folder; relative, so that the entry's version is the same on every runner. */
const CACHED_FOLDER = 'checkpoints';
/** More than the records of any release need, compressed and unpacked; larger entries were not saved by this action. */
const MAX_STAGED_BYTES = 128 * 1024 ** 2;
const WATCH_PERIOD_MS = 100;
/** @returns a new folder that other users cannot enter, with the cached folder in it. Throws if it cannot be made. */
function openStaging(stateFolder, env) {
    const parent = stagingParents(stateFolder, env).find(isUsable);
    if (parent === undefined)
        throw Object.assign(new Error('no folder without a space in its path'), { code: 'no folder without spaces' });
    if (parent === stateFolder)
        (0,folders/* makeFolder */.fc)(stateFolder);
    const staging = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(parent, parent === stateFolder ? 'staging-' : 'upload-aliyun-oss-staging-'));
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(staging, CACHED_FOLDER));
    return staging;
}
/** Removes a staging folder as far as possible: a scanner may have files open, an entry may contain folders without permissions. */
function closeStaging(staging) {
    try {
        (0,external_node_fs_.rmSync)(staging, { recursive: true, force: true });
    }
    catch {
        // It lies below the runner's temporary folder, which goes with the job.
    }
}
/** @actions/cache passes the folder to `tar -C` without quotes, so its path must not have a space, as a home folder such as `John Doe` has. */
function stagingParents(stateFolder, { SystemRoot, PUBLIC }) {
    const others = process.platform === 'win32' ? [SystemRoot && (0,external_node_path_.join)(SystemRoot, 'Temp'), PUBLIC] : ['/tmp', '/var/tmp', '/dev/shm'];
    return [stateFolder, (0,external_node_os_.tmpdir)(), ...others.filter((folder) => folder !== undefined)];
}
function isUsable(folder) {
    return folder !== undefined && folder !== '' && !/[\s"'`$]/.test(folder);
}
/**
 * Calls `end` once the folder has more than any entry of this action unpacks to. Looks do not overlap and do not block.
 * @returns a function that ends the watch
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
/** @returns the size of all files in a folder, or of enough of them to exceed the limit. Links are not followed; files that disappear do not count. */
async function bytesIn(folder) {
    let bytes = 0;
    try {
        for await (const entry of await (0,promises_.opendir)(folder, { recursive: true })) {
            if (!entry.isFile())
                continue;
            bytes += await (0,promises_.lstat)((0,external_node_path_.join)(entry.parentPath, entry.name)).then(({ size }) => size, () => 0);
            if (bytes > MAX_STAGED_BYTES)
                break;
        }
    }
    catch {
        // A folder that vanishes, or cannot be read, does not fill the disk.
    }
    return bytes;
}
/**
 * @actions/cache unpacks with `tar -P`, which follows absolute names, `..` and links to any place that the entry names. GNU tar reads this
 *  variable first: of every member's name, and of every link's target, only the last segment is used, for the separators of all systems; in it
 *  only letters, digits and `.`, `-`, `_` are kept, so that it cannot name a drive, a stream, or a device of Windows. The folder is not
 *  empty, so that no member can replace it.
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
 * its own annotations, and needs its own working directory. What it restores is untrusted: it is kept from writing elsewhere.
 */





/** How long to wait for a process that was ended, in milliseconds. */
const ENDING_MS = 300;
/** @returns whether the runner has a cache at all; checked before a process is started for it. */
function hasActionsCache(env) {
    return Boolean(env.ACTIONS_RUNTIME_TOKEN) && Boolean(env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL);
}
/** @returns the reply of an action with a new folder, which is removed afterwards. A machine that cannot make one has no cache. Never throws. */
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
/** @returns the child's answer; a failure at the deadline, if too much is unpacked, or if the signal is aborted: then it and its own children are ended. */
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
            // A process that waits for a dead file system does not even end on SIGKILL.
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
        // The answer may arrive after the process has ended, but not after the channel is closed.
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
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(staging, CACHED_FOLDER, '.keep'), '');
    return UNPACKING;
}
function endGroup(pid) {
    if (pid === undefined)
        return;
    try {
        process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    }
    catch {
        // It has ended meanwhile.
    }
}

// EXTERNAL MODULE: ./build/adapters/github/step-state.js + 12 modules
var step_state = __nccwpck_require__(943);
;// CONCATENATED MODULE: ./build/adapters/github/checkpoint-cache.js
/** Carries the records of unfinished uploads to and from the Actions cache. */








/** Records are small: a cache that takes longer is not worth waiting for. */
const RESTORE_DEADLINE_MS = 10_000;
/** @returns the cache. No method throws; a failure costs a notice and at most the deadline. */
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
                hasEarlier = await keepRestored((0,external_node_path_.join)(staging, CACHED_FOLDER), records);
            return answer;
        });
        // Records that were just restored need not be saved again.
        if ((await (0,step_state/* findCheckpointFiles */.Rz)(records, [records.folder])).length === 0)
            (0,step_state/* markSaved */.Zn)(stepFile, (await (0,step_state/* currentCheckpoints */.D3)(records)).fingerprint);
        if (reply.kind === 'restored')
            reporter.debug(`Restored records from the cache entry ${reply.key}.`);
        if (reply.kind === 'failed' && !signal.aborted) {
            reporter.notice(`The Actions cache could not be read (${reply.reason}). Uploads go on from what OSS and this machine know.`, 'No records from the cache');
        }
    }
    async function save(deadlineMs) {
        const ending = new AbortController();
        endSaving = () => ending.abort();
        if (isClosed)
            endSaving();
        const { paths, fingerprint } = await (0,step_state/* currentCheckpoints */.D3)(records);
        unsaved = undefined;
        if (paths.length === 0 || (0,step_state/* isSaved */.Gs)(stepFile, fingerprint))
            return true;
        generation += 1;
        const { cachePrefix, runId, runAttempt } = records;
        const key = checkpointSaveKey({ cachePrefix, runId, runAttempt, generation, epochMs: Date.now() });
        const reply = await inStaging(options, async (staging) => {
            await stage(paths, (0,external_node_path_.join)(staging, CACHED_FOLDER));
            return runChild(options, { staging, order: { kind: 'save', key, deadlineMs }, signal: ending.signal });
        });
        if (reply.kind === 'saved') {
            hasEarlier = true;
            (0,step_state/* markSaved */.Zn)(stepFile, fingerprint);
            reporter.debug(`Saved the records as cache entry ${key}.`);
            return true;
        }
        unsaved = `the Actions cache did not take the records: ${reply.kind === 'failed' ? reply.reason : 'it is not available'}`;
        if (reply.kind === 'failed' && !isClosed && !hasFailed) {
            hasFailed = true;
            reporter.notice(`The upload's records could not be saved to the Actions cache (${reply.reason}). A retry on this runner continues in any case; one on a new runner may send more than necessary.`, 'Records not saved');
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
            // One at a time; a save under way also ends at the deadline of the one that waits for it, or a cancelled step would wait too long.
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
async function stage(paths, folder) {
    for (const path of paths) {
        try {
            await (0,promises_.copyFile)(path, (0,external_node_path_.join)(folder, (0,external_node_path_.basename)(path)));
        }
        catch (error) {
            // Another step that shares the folder has published the object meanwhile.
            if (!(0,external_node_fs_.existsSync)(path))
                continue;
            throw error;
        }
    }
}
/** Keeps only records of this step's objects; everything else in the entry is removed with the staging folder. @returns whether there was one */
async function keepRestored(folder, records) {
    (0,folders/* makeFolder */.fc)(records.restoredFolder);
    const paths = (await (0,step_state/* findCheckpointFiles */.Rz)(records, [folder])).map(({ path }) => path);
    await stage(paths, records.restoredFolder);
    return paths.length > 0;
}


/***/ }),

/***/ 943:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  D3: () => (/* binding */ currentCheckpoints),
  Rz: () => (/* binding */ findCheckpointFiles),
  Gs: () => (/* binding */ isSaved),
  Zn: () => (/* binding */ markSaved),
  C_: () => (/* binding */ readStepState),
  yp: () => (/* binding */ stateFolder)
});

// UNUSED EXPORTS: writeStepState

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./build/core/bytes/wasm-code.js
/**
 * The WebAssembly instructions that the modules of this action use: each function returns the bytes of one instruction after those of its operands.
 * The format: WebAssembly core specification, chapter 5, https://webassembly.github.io/spec/core/binary/
 */
const NOTHING = [];
/** @returns the parts, one after another. */
const wasm_code_code = (...parts) => NOTHING.concat(...parts);
const wasm_code_I32 = 0x7f;
const wasm_code_I64 = 0x7e;
const V128 = 0x7b;
const NO_RESULT = 0x40;
/** @returns the number in LEB128. */
function wasm_code_unsigned(value) {
    return value < 0x80 ? [value] : wasm_code_code([(value & 0x7f) | 0x80], wasm_code_unsigned(value >>> 7));
}
/** @returns the number in signed LEB128. */
function signed(value) {
    const low = Number(value & 0x7fn);
    const rest = value >> 7n;
    const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
    return isLast ? [low] : wasm_code_code([low | 0x80], signed(rest));
}
const wasm_code_i32 = (value) => wasm_code_code([0x41], signed(BigInt(value)));
const wasm_code_i64 = (value) => wasm_code_code([0x42], signed(BigInt.asIntN(64, value)));
const wasm_code_localGet = (local) => [0x20, local];
const wasm_code_localSet = (local, value) => wasm_code_code(value, [0x21, local]);
const binary = (...opcode) => (left, right) => wasm_code_code(left, right, opcode);
const wasm_code_add32 = binary(0x6a);
const wasm_code_sub32 = binary(0x6b);
const wasm_code_and32 = binary(0x71);
const wasm_code_shl32 = binary(0x74);
const wasm_code_shr32 = binary(0x76);
const wasm_code_isLess32 = binary(0x49);
const wasm_code_isAtLeast32 = binary(0x4f);
const wasm_code_isDifferent64 = binary(0x52);
const add64 = binary(0x7c);
const wasm_code_sub64 = binary(0x7d);
const wasm_code_and64 = binary(0x83);
const wasm_code_xor64 = binary(0x85);
const wasm_code_shl64 = binary(0x86);
const wasm_code_shrSigned64 = binary(0x87);
const wasm_code_shr64 = binary(0x88);
const wasm_code_xor128 = binary(0xfd, 0x51);
const isZero64 = (value) => wasm_code_code(value, [0x50]);
const wasm_code_low32 = (value) => wasm_code_code(value, [0xa7]);
const wasm_code_extend32 = (value) => wasm_code_code(value, [0xad]);
const wasm_code_load8 = (address, offset = 0) => wasm_code_code(address, [0x2d, 0], wasm_code_unsigned(offset));
const load32 = (address, offset) => wasm_code_code(address, [0x28, 0], wasm_code_unsigned(offset));
const wasm_code_load64 = (address, offset = 0) => wasm_code_code(address, [0x29, 0], wasm_code_unsigned(offset));
const wasm_code_store64 = (address, value) => wasm_code_code(address, value, [0x37, 0, 0]);
const wasm_code_load128 = (address, offset) => wasm_code_code(address, [0xfd, 0x00, 0], wasm_code_unsigned(offset));
/** A vector that has the loaded number four times. */
const loadAll32 = (address, offset) => wasm_code_code(address, [0xfd, 0x09, 0], wasm_code_unsigned(offset));
const wasm_code_store128 = (address, offset, value) => wasm_code_code(address, value, [0xfd, 0x0b, 0], wasm_code_unsigned(offset));
/** A vector of four words: each is one of the left vector (0 to 3) or of the right one (4 to 7). */
const shuffle = (left, right, words) => wasm_code_code(left, right, [0xfd, 0x0d], ...words.map((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte)));
const wasm_code_copy = (target, source, size) => wasm_code_code(target, source, size, [0xfc, 0x0a, 0, 0]);
const wasm_code_fill = (target, value, size) => wasm_code_code(target, value, size, [0xfc, 0x0b, 0]);
/** Leaves the function with the value. */
const returned = (value) => wasm_code_code(value, [0x0f]);
const wasm_code_when = (condition, ...body) => wasm_code_code(condition, [0x04, NO_RESULT], ...body, [0x0b]);
const wasm_code_doWhile = (condition, ...body) => wasm_code_code([0x03, NO_RESULT], ...body, condition, [0x0d, 0, 0x0b]);
const wasm_code_loopWhile = (condition, ...body) => wasm_code_when(condition, wasm_code_doWhile(condition, ...body));
const vector = (items) => wasm_code_code(wasm_code_unsigned(items.length), ...items);
const sized = (content) => wasm_code_code(wasm_code_unsigned(content.length), content);
const wasm_code_section = (id, items) => wasm_code_code([id], sized(vector(items)));
const wasm_code_functionCode = (locals, body) => sized(wasm_code_code(vector(locals), body, [0x0b]));
const wasm_code_functionType = (parameters, result) => [
    0x60,
    ...[parameters.length, ...parameters],
    ...[1, result],
];
const wasm_code_exported = (name, kind, index) => wasm_code_code(vector([...name].map((letter) => [letter.charCodeAt(0)])), [kind, index]);
/** @returns the bytes of the module with these sections. */
function wasm_code_moduleOf(sections) {
    return Uint8Array.from(wasm_code_code([0x00, 0x61, 0x73, 0x6d], [1, 0, 0, 0], ...sections));
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
 * so modulo P a byte may be removed if it is XORed onto the seven bytes that are d places after it. Doing this from the first byte on leaves the last D
 * bytes, with seven XORs of whole 16-byte vectors a step and no table. The common table method (slice by 8) then takes those D bytes.
 */
/** P without its leading term, least significant bit first as in CRC-64/XZ: bit 63 is x^0. */
const crc64_wasm_POLYNOMIAL = 0xc96c5795d7870f42n;
/**
 * Seven distances in bytes, ascending, that satisfy 1 = \u03a3 x^(\u22128\u00b7d) modulo P; a test checks it. No distance is below 512: a vector that was just stored is
 * loaded again only once the store has left the processor's store buffer, from which an unaligned load could not take it.
 */
const FOLD_DISTANCES = [736, 809, 1326, 1437, 1790, 1855, 1929];
/** The most bytes one call of `update` takes. */
const crc64_wasm_CRC_DATA_BYTES = 256 * 1024;
/** Where the tables of the byte-wise method go: eight times 256 entries of 8 bytes, for a byte 0 to 7 places before the end of what is read. */
const crc64_wasm_TABLES_ADDRESS = 0;
const TABLE_SIZE_BYTES = 2048;
const TAIL_ADDRESS = crc64_wasm_TABLES_ADDRESS + 8 * TABLE_SIZE_BYTES;
const STEP_BYTES = 64;
const LONGEST_FOLD = Math.max(...FOLD_DISTANCES);
/** Zeros in front of the data, which the first vectors reach back into; whole vectors. */
const HISTORY_SIZE_BYTES = Math.ceil(LONGEST_FOLD / 16) * 16;
const TAIL_SIZE_BYTES = HISTORY_SIZE_BYTES + STEP_BYTES;
const HISTORY_ADDRESS = TAIL_ADDRESS + TAIL_SIZE_BYTES;
/** Where `update` finds the bytes that it is to read. It overwrites them. */
const crc64_wasm_CRC_DATA_ADDRESS = HISTORY_ADDRESS + HISTORY_SIZE_BYTES;
const MEMORY_PAGES = Math.ceil((crc64_wasm_CRC_DATA_ADDRESS + crc64_wasm_CRC_DATA_BYTES + TAIL_SIZE_BYTES) / 65536);
/** The XOR of `own` and the seven vectors that are folded onto the one at `base` + `offset` + HISTORY_SIZE_BYTES. */
function folded(base, offset, own) {
    return FOLD_DISTANCES.reduce((sum, distance) => xor128(sum, load128(base, offset + HISTORY_SIZE_BYTES - distance)), own);
}
/** `update(sizeBytes, crc)`: the CRC after `sizeBytes` bytes at DATA_ADDRESS, `crc` being the one before them. */
function updateBody() {
    const [size, crc, at, end, tail, word] = [0, 1, 2, 3, 4, 5];
    return code(localSet(crc, xor64(localGet(crc), i64(-1n))), localSet(at, i32(crc64_wasm_CRC_DATA_ADDRESS)), when(isAtLeast32(localGet(size), i32(LONGEST_FOLD + STEP_BYTES)), 
    // From here on the CRC so far is part of the data.
    store64(i32(crc64_wasm_CRC_DATA_ADDRESS), xor64(load64(i32(crc64_wasm_CRC_DATA_ADDRESS)), localGet(crc))), localSet(crc, i64(0n)), ...foldLoops({ size, at, end, tail }), localSet(at, i32(TAIL_ADDRESS))), localSet(end, add32(localGet(at), localGet(size))), ...tableLoops({ at, end, crc, word }), xor64(localGet(crc), i64(-1n)));
}
/** Removes all but the last `LONGEST_FOLD` bytes, or up to a step more; `size` becomes that of what is left, at TAIL_ADDRESS. */
function foldLoops(local) {
    const { size, at, end, tail } = local;
    // `at` is behind by the size of the history, since the offsets of loads cannot be negative.
    const target = add32(localGet(at), i32(HISTORY_SIZE_BYTES));
    return [
        localSet(end, add32(i32(HISTORY_ADDRESS), and32(sub32(localGet(size), i32(LONGEST_FOLD)), i32(-STEP_BYTES)))),
        localSet(at, i32(HISTORY_ADDRESS)),
        doWhile(isLess32(localGet(at), localGet(end)), ...[0, 16, 32, 48].map((offset) => {
            const own = HISTORY_SIZE_BYTES + offset;
            return store128(localGet(at), own, folded(localGet(at), offset, load128(localGet(at), own)));
        }), localSet(at, add32(localGet(at), i32(STEP_BYTES)))),
        // The rest was XORed onto but not removed: it is moved away and replaced by zeros.
        localSet(size, sub32(localGet(size), sub32(localGet(end), i32(HISTORY_ADDRESS)))),
        copy(i32(TAIL_ADDRESS), target, localGet(size)),
        fill(target, i32(0), i32(TAIL_SIZE_BYTES)),
        localSet(tail, i32(TAIL_ADDRESS)),
        doWhile(isLess32(localGet(tail), i32(TAIL_ADDRESS + HISTORY_SIZE_BYTES)), store128(localGet(tail), 0, folded(localGet(at), 0, load128(localGet(tail), 0))), localSet(at, add32(localGet(at), i32(16))), localSet(tail, add32(localGet(tail), i32(16)))),
    ];
}
/** Eight bytes a step, then one by one, from `at` to `end`. */
function tableLoops(local) {
    const { at, end, crc, word } = local;
    const entry = (index, table) => load64(index, crc64_wasm_TABLES_ADDRESS + table * TABLE_SIZE_BYTES);
    const offsetOfByte = (half, byte) => and32(byte === 0 ? shl32(half, i32(3)) : shr32(half, i32(8 * byte - 3)), i32(0x7f8));
    const halves = [low32(localGet(word)), low32(shr64(localGet(word), i64(32n)))];
    const lookups = halves.flatMap((half, high) => [0, 1, 2, 3].map((byte) => entry(offsetOfByte(half, byte), 7 - (4 * high + byte))));
    return [
        loopWhile(isAtLeast32(sub32(localGet(end), localGet(at)), i32(8)), localSet(word, xor64(load64(localGet(at)), localGet(crc))), localSet(crc, lookups.reduce((sum, lookup) => xor64(sum, lookup))), localSet(at, add32(localGet(at), i32(8)))),
        loopWhile(isLess32(localGet(at), localGet(end)), localSet(word, xor64(localGet(crc), extend32(load8(localGet(at))))), localSet(crc, xor64(entry(offsetOfByte(low32(localGet(word)), 0), 0), shr64(localGet(crc), i64(8n)))), localSet(at, add32(localGet(at), i32(1)))),
    ];
}
/** `multiply(a, b)`: the product of two polynomials modulo P. */
function multiplyBody() {
    const [a, b, product] = [0, 1, 2];
    return code(loopWhile(isDifferent64(localGet(a), i64(0n)), localSet(product, xor64(localGet(product), and64(localGet(b), shrSigned64(localGet(a), i64(63n))))), localSet(a, shl64(localGet(a), i64(1n))), localSet(b, xor64(shr64(localGet(b), i64(1n)), and64(sub64(i64(0n), and64(localGet(b), i64(1n))), i64(crc64_wasm_POLYNOMIAL))))), localGet(product));
}
/**
 * @returns the module. It exports `memory`, `update(sizeBytes: i32, crc: i64): i64` and `multiply(a: i64, b: i64): i64`.
 */
function crc64_wasm_buildCrc64Module() {
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
const X_TO_THE_8TH = (/* unused pure expression or super */ null && (1n << 55n));
let loaded;
/**
 * @returns the CRC-64/XZ (OSS's `x-oss-hash-crc64ecma`, ECMA-182 polynomial, reflected, inverted) of what `previous` is the CRC of, followed by `bytes`;
 * of `bytes` alone without `previous`. That number is the whole state, so any number of streams may take turns.
 * See https://www.alibabacloud.com/help/en/oss/developer-reference/data-integrity-check
 */
function crc64(bytes, previous = 0n) {
    const { kernel, data } = load();
    let crc = previous;
    for (let start = 0; start < bytes.length; start += CRC_DATA_BYTES) {
        const slice = bytes.subarray(start, start + CRC_DATA_BYTES);
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
/** @returns the CRC64 that OSS wrote as an unsigned decimal number, or undefined if the text is not a number below 2^64. */
function crc64_parseCrc64(text) {
    if (!/^[0-9]{1,20}$/.test(text))
        return undefined;
    const crc = BigInt(text);
    return crc < 2n ** 64n ? crc : undefined;
}
/** The kernel is made at first use: a run that sends nothing does not pay for it. */
function load() {
    if (loaded === undefined) {
        const kernel = loadKernel(buildCrc64Module());
        fillTables(new DataView(kernel.memory.buffer, TABLES_ADDRESS, 8 * 256 * 8));
        const data = new Uint8Array(kernel.memory.buffer, CRC_DATA_ADDRESS, CRC_DATA_BYTES);
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
const parts_MIN_PART_SIZE_BYTES = (/* unused pure expression or super */ null && (100 * 1024));
const parts_MAX_PART_SIZE_BYTES = (/* unused pure expression or super */ null && (5 * 1024 ** 3));
const parts_MAX_PARTS = 10_000;
const parts_MAX_OBJECT_SIZE_BYTES = (/* unused pure expression or super */ null && (48.8 * 1024 ** 4));
/** Up to this size an object is put in one request, unless the part size is smaller. */
const MAX_PUT_SIZE_BYTES = (/* unused pure expression or super */ null && (8 * 1024 ** 2));
const MEBIBYTE = 1024 ** 2;
/** Parts of the usual size that a file has at least where it is cut finer. */
const MANY_PARTS = 32;
const FINE_PARTS_A_PART = 4;
/** Neighbouring parts are sent as one up to this size, or one of them if it is larger. */
const parts_MAX_JOINED_SIZE_BYTES = 16 * MEBIBYTE;
/**
 * @returns the part size in bytes for a file: as set, or for `auto` between 1 MiB (few big files still fill many connections, and a
 *     broken connection loses little) and 4 MiB (little overhead per request), more only if the file would have more than 10,000 parts.
 */
function choosePartSize(fileSizeBytes, setting) {
    if (setting.kind === 'fixed')
        return setting.sizeBytes;
    const wanted = Math.min(4 * MEBIBYTE, Math.max(MEBIBYTE, ceilToMebibyte(fileSizeBytes / 512)));
    return Math.max(wanted, ceilToMebibyte(fileSizeBytes / parts_MAX_PARTS));
}
/**
 * @param partSizeBytes what `choosePartSize` returned for `auto`
 * @returns the size at which a new upload cuts a file whose parts may be joined: a quarter of the smallest part size where there are many parts. They are
 *     sent joined to that size; only the last ones are not, so that all connections end at about the same time.
 */
function finePartSize(fileSizeBytes, partSizeBytes) {
    const isFine = partSizeBytes === MEBIBYTE && fileSizeBytes >= MANY_PARTS * MEBIBYTE;
    return isFine ? MEBIBYTE / FINE_PARTS_A_PART : partSizeBytes;
}
/** @returns the size up to which files are put in one request with this part size. */
function largestPut(setting) {
    return Math.min(MAX_PUT_SIZE_BYTES, choosePartSize(MAX_PUT_SIZE_BYTES, setting));
}
function ceilToMebibyte(bytes) {
    return Math.ceil(bytes / MEBIBYTE) * MEBIBYTE;
}
/** @returns how many parts a file has; at least 1, since an empty file is one empty part. */
function parts_countParts(fileSizeBytes, partSizeBytes) {
    return Math.max(1, Math.ceil(fileSizeBytes / partSizeBytes));
}
/** @returns part `number` (from 1) of a file that is cut every `partSizeBytes`. */
function parts_partAt({ number, fileSizeBytes, partSizeBytes, }) {
    const startBytes = (number - 1) * partSizeBytes;
    return { number, startBytes, endBytes: Math.min(startBytes + partSizeBytes, fileSizeBytes) };
}
/** @returns why a file cannot be cut this way, or undefined if it can. */
function partSizeProblem(fileSizeBytes, partSizeBytes) {
    if (fileSizeBytes > parts_MAX_OBJECT_SIZE_BYTES)
        return 'too-large';
    return parts_countParts(fileSizeBytes, partSizeBytes) > parts_MAX_PARTS ? 'too-many-parts' : undefined;
}
/**
 * @param parts in the order of the file, without gaps between those that follow one another by number
 * @param from index of the first one
 * @returns the first part and as many of its neighbours as `mostBytes` has room for, as one part with the number of the first, and how many these are; undefined
 *   if there is no part at `from`
 */
function joinParts(parts, { from, mostBytes }) {
    const first = parts[from];
    if (first === undefined)
        return undefined;
    let { endBytes } = first;
    let count = 1;
    for (;;) {
        const next = parts[from + count];
        if (next?.number !== first.number + count || next.endBytes - first.startBytes > mostBytes)
            break;
        endBytes = next.endBytes;
        count += 1;
    }
    return { part: { ...first, endBytes }, count };
}
/**
 * @param slowlyBytes what nine of ten connections carry in half a second; 0 while that is not known
 * @param quicklyBytes what they carry in a tenth of a second
 * @param shareBytes what each connection gets if all of them send two more parts
 * @returns how large a joined part may be: the usual size on slow links, more on fast ones, and less towards the end unless the connections are so
 *     fast that it makes no difference.
 */
function joinedSize({ slowlyBytes, quicklyBytes, shareBytes, }) {
    const most = Math.min(parts_MAX_JOINED_SIZE_BYTES, Math.max(MEBIBYTE, slowlyBytes));
    return Math.max(Math.min(most, shareBytes), Math.min(MEBIBYTE, quicklyBytes));
}

;// CONCATENATED MODULE: ./build/core/records/layout.js
/**
 * Parts of different sizes, as a checkpoint records them: later attempts have to keep them. One line of text; what is parsed is untrusted.
 */

/** 10,000 sizes of at most seven digits, with commas between them. */
const MAX_LAYOUT_LENGTH = 80_000;
const RUN = /^([1-9a-z][0-9a-z]{0,6})(?:\*([1-9][0-9]{0,4}))?$/;
/**
 * @param parts in the order of the file, without gaps, from its first byte on
 * @returns their sizes in base 36, with a count for equal ones that follow each other: `2hwcg*12,270g`.
 */
function formatLayout(parts) {
    const runs = [];
    for (const { startBytes, endBytes } of parts) {
        const size = (endBytes - startBytes).toString(36);
        const last = runs.at(-1);
        if (last?.size === size)
            runs[runs.length - 1] = { size, count: last.count + 1 };
        else
            runs.push({ size, count: 1 });
    }
    return runs.map(({ size, count }) => (count === 1 ? size : `${size}*${count}`)).join(',');
}
/** @returns whether the text has the form of a layout. */
function layout_isLayout(text) {
    return text.length <= MAX_LAYOUT_LENGTH && text.split(',').every((run) => RUN.test(run));
}
/** @returns the parts, which cover the file of `sizeBytes` once and obey OSS's limits; undefined if they do not. */
function parseLayout(text, sizeBytes) {
    const parts = readParts(text);
    return parts?.at(-1)?.endBytes === sizeBytes ? parts : undefined;
}
/** @returns the parts; undefined if the text is not a layout, or they do not obey OSS's limits. */
function readParts(text) {
    if (text.length > MAX_LAYOUT_LENGTH)
        return undefined;
    const parts = [];
    let at = 0;
    for (const run of text.split(',')) {
        const [, size, count = '1'] = RUN.exec(run) ?? [];
        if (size === undefined || parts.length + Number(count) > MAX_PARTS)
            return undefined;
        for (let left = Number(count); left > 0; left--) {
            const endBytes = at + Number.parseInt(size, 36);
            parts.push({ number: parts.length + 1, startBytes: at, endBytes });
            at = endBytes;
        }
    }
    return at <= MAX_OBJECT_SIZE_BYTES && parts.every(isAllowed) ? parts : undefined;
}
function isAllowed({ startBytes, endBytes }, index, parts) {
    const sizeBytes = endBytes - startBytes;
    const isLast = index === parts.length - 1;
    return sizeBytes <= MAX_PART_SIZE_BYTES && (isLast || sizeBytes >= MIN_PART_SIZE_BYTES);
}
/**
 * @param header of an upload
 * @param sizeBytes of the file as it is now
 * @returns the parts of the upload. If the file has another size now, the parts that it still contains are kept, and the rest is cut again.
 *     Undefined if parts of these sizes cannot make up the file.
 */
function partsOfUpload({ partSizeBytes, layout }, sizeBytes) {
    if (layout === undefined)
        return countParts(sizeBytes, partSizeBytes) <= MAX_PARTS ? equalParts(sizeBytes, partSizeBytes) : undefined;
    const parts = readParts(layout);
    return parseLayout(layout, sizeBytes) ?? (parts && resized(parts, { sizeBytes, partSizeBytes }));
}
/** @returns the parts that are completely inside a file of another size, and the rest cut again. The last part may be too small to be followed by others. */
function resized(parts, { sizeBytes, partSizeBytes }) {
    const kept = parts.slice(0, -1).filter(({ endBytes }) => endBytes <= sizeBytes);
    const at = kept.at(-1)?.endBytes ?? 0;
    const rest = at === sizeBytes && at > 0 ? [] : equalParts(sizeBytes - at, partSizeBytes);
    const all = [
        ...kept,
        ...rest.map(({ number, startBytes, endBytes }) => ({
            number: number + kept.length,
            startBytes: startBytes + at,
            endBytes: endBytes + at,
        })),
    ];
    return all.length <= MAX_PARTS ? all : undefined;
}
/** @returns every part of a file that is cut every `partSizeBytes`. */
function equalParts(fileSizeBytes, partSizeBytes) {
    const count = countParts(fileSizeBytes, partSizeBytes);
    return Array.from({ length: count }, (_, index) => partAt({ number: index + 1, fileSizeBytes, partSizeBytes }));
}

;// CONCATENATED MODULE: ./build/core/records/checkpoint.js
/**
 * The record of one object's upload: append-only JSON lines, a header first, then a line per acknowledged part, or the one line of a
 * published object. What is parsed here is untrusted: anybody who can write to the Actions cache may have written it.
 */




/**
 * @param recorded `<run id>.<attempt>` of a record
 * @param current the same for the current attempt
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
const SURELY_NOT_EXPIRED_MS = (/* unused pure expression or super */ null && (24 * 3600 * 1000));
/**
 * @param now the current attempt, `<run id>.<attempt>`, and its time
 * @returns whether an upload that is gone was completed, according to its record: an attempt of this run ended while Complete was under way, and
 *   since then no lifecycle rule can have removed the upload
 */
function saysCompleted({ header, isCompleting }, now) {
    const ageMs = now.epochMs - header.createdMs;
    return isCompleting === true && isOfRun(header.run, now.run) && ageMs >= 0 && ageMs < SURELY_NOT_EXPIRED_MS;
}
/** Larger records were not written by this action: 10,000 lines of at most 200 characters. */
const checkpoint_MAX_CHECKPOINT_SIZE_BYTES = 4 * 1024 ** 2;
/** Larger logs were not written by this action: a line for each of 100,000 objects. */
const checkpoint_MAX_LOG_SIZE_BYTES = 32 * 1024 ** 2;
const VERSION = 1;
/** @returns the header line, with its line end. */
function checkpoint_formatHeader(header) {
    return line({
        v: VERSION,
        object: header.object,
        uploadId: header.uploadId,
        partSize: header.partSizeBytes,
        ...(header.layout === undefined ? {} : { layout: header.layout }),
        headers: header.headers,
        ...(header.content === undefined ? {} : { content: header.content }),
        run: header.run,
        created: header.createdMs,
    });
}
/** @returns the line of one acknowledged part, with its line end. */
function checkpoint_formatPart(part) {
    return line({ part: part.number, size: part.sizeBytes, crc64: String(part.crc64), etag: part.etag });
}
/** @returns the line that says whether Complete is under way, with its line end. */
function checkpoint_formatCompleting(isCompleting) {
    return line({ completing: isCompleting });
}
/** @returns the line of a published object, with its line end. */
function checkpoint_formatPublished(record) {
    return line({
        v: VERSION,
        object: record.object,
        published: true,
        size: record.sizeBytes,
        crc64: String(record.crc64),
        headers: record.headers,
        created: record.createdMs,
        ...(record.isStale === true ? { stale: true } : {}),
        ...(record.layout === undefined ? {} : { layout: record.layout }),
    });
}
function line(value) {
    return `${JSON.stringify(value)}\n`;
}
/**
 * @returns the record, or undefined if any complete line is wrong or it is for another object. A torn last line (no line end) is dropped:
 *   the process died while it wrote it. Of two lines for one part the later counts.
 */
function checkpoint_parseCheckpoint(text, object) {
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
function checkpoint_parsePublished(text) {
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
    const { object, size, headers, created, layout } = fields;
    const crc64 = crcOf(fields);
    if (layout !== undefined && !(typeof layout === 'string' && isLayout(layout)))
        return undefined;
    if (!isPrintable(object) ||
        !isWholeNumber(size) ||
        crc64 === undefined ||
        !isPrintable(headers) ||
        !isWholeNumber(created))
        return undefined;
    const stale = fields.stale === true ? { isStale: true } : {};
    const told = { ...stale, ...(layout === undefined ? {} : { layout }) };
    return { kind: 'published', record: { object, sizeBytes: size, crc64, headers, createdMs: created, ...told } };
}
function parseHeader(fields) {
    const { object, uploadId, partSize, headers, run, created } = fields;
    if (!isPrintable(object) || !isPrintable(headers) || !isPrintable(run) || !isWholeNumber(created))
        return undefined;
    if (!isUploadId(uploadId) || !isWholeNumber(partSize))
        return undefined;
    if (partSize < MIN_PART_SIZE_BYTES || partSize > MAX_PART_SIZE_BYTES)
        return undefined;
    const { layout, content } = fields;
    if (layout !== undefined && !(typeof layout === 'string' && isLayout(layout)))
        return undefined;
    if (content !== undefined && !isSha256(content))
        return undefined;
    const sizes = layout === undefined ? { partSizeBytes: partSize } : { partSizeBytes: partSize, layout };
    const told = content === undefined ? {} : { content };
    return { object, uploadId, ...sizes, headers, ...told, run, createdMs: created };
}
function parseParts(header, lines) {
    const parts = new Map();
    const joinedBytes = Math.max(header.partSizeBytes, MAX_JOINED_SIZE_BYTES);
    const maxPartBytes = header.layout === undefined ? joinedBytes : MAX_PART_SIZE_BYTES;
    let isCompleting = false;
    for (const fields of lines) {
        if (typeof fields?.completing === 'boolean') {
            isCompleting = fields.completing;
            continue;
        }
        const part = fields === undefined ? undefined : parsePart(fields, maxPartBytes);
        if (part === undefined)
            return undefined;
        parts.set(part.number, part);
    }
    return { kind: 'unfinished', header, parts, ...(isCompleting ? { isCompleting } : {}) };
}
function parsePart(fields, maxPartBytes) {
    const { part: number, size, etag } = fields;
    const crc64 = crcOf(fields);
    if (!isWholeNumber(number) || number < 1 || number > MAX_PARTS || !isWholeNumber(size) || size > maxPartBytes)
        return undefined;
    if (crc64 === undefined || !isPrintable(etag))
        return undefined;
    return { number, sizeBytes: size, crc64, etag };
}
function crcOf(fields) {
    return typeof fields.crc64 === 'string' ? parseCrc64(fields.crc64) : undefined;
}
function isSha256(value) {
    return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

;// CONCATENATED MODULE: ./build/core/bytes/md5-wasm.js

/**
 * MD5 (RFC 1321) of eight messages at once as a WebAssembly module, put together like that of CRC64 (docs/decisions/0019-md5-of-eight-files-at-once.md).
 *
 * Every step of MD5 needs the result of the one before, so one message leaves most of a processor idle. A vector has one 32-bit word of four messages, a lane
 *  each, and two groups of four take turns.
 */
/** Messages that are hashed at once. */
const MD5_LANES = 8;
const GROUP_LANES = 4;
const GROUPS = [0, 1];
/** Where the states are: for each group four vectors, for the words A to D. */
const MD5_STATE_ADDRESS = 0;
const STATE_SIZE_BYTES = 64;
/** Where the address of each lane's next block is read, 4 bytes each. */
const MD5_POINTERS_ADDRESS = 128;
/** The constants of the 64 steps, 4 bytes each. */
const MD5_CONSTANTS_ADDRESS = 256;
/** The words of the current block: for each group 16 vectors. */
const WORDS_ADDRESS = 512;
const WORDS_SIZE_BYTES = 256;
const MD5_DATA_ADDRESS = 1024;
/** The most bytes of one message that are taken at a time; blocks that fill up a message may follow. */
const MD5_SLICE_BYTES = 64 * 1024;
/** How far the data of two lanes is apart. */
const MD5_LANE_BYTES = MD5_SLICE_BYTES + 128;
/** MD5 takes the bytes of a message in blocks of this size. Source: https://www.rfc-editor.org/rfc/rfc1321 */
const MD5_BLOCK_BYTES = 64;
const md5_wasm_MEMORY_PAGES = Math.ceil((MD5_DATA_ADDRESS + MD5_LANES * MD5_LANE_BYTES) / 65536);
const vectors = (opcode) => (left, right) => wasm_code_code(left, right, [0xfd], wasm_code_unsigned(opcode));
const add = vectors(0xae);
const and = vectors(0x4e);
const or = vectors(0x50);
const not = (value) => wasm_code_code(value, [0xfd, 0x4d]);
const rotate = (local, bits) => or(wasm_code_code(wasm_code_localGet(local), wasm_code_i32(bits), [0xfd], wasm_code_unsigned(0xab)), wasm_code_code(wasm_code_localGet(local), wasm_code_i32(32 - bits), [0xfd], wasm_code_unsigned(0xad)));
const ROUNDS = [
    { mix: (b, c, d) => wasm_code_xor128(d, and(b, wasm_code_xor128(c, d))), rotations: [7, 12, 17, 22], firstWord: 0, wordStep: 1 },
    { mix: (b, c, d) => wasm_code_xor128(c, and(d, wasm_code_xor128(b, c))), rotations: [5, 9, 14, 20], firstWord: 1, wordStep: 5 },
    { mix: (b, c, d) => wasm_code_xor128(wasm_code_xor128(b, c), d), rotations: [4, 11, 16, 23], firstWord: 5, wordStep: 3 },
    { mix: (b, c, d) => wasm_code_xor128(c, or(b, not(d))), rotations: [6, 10, 15, 21], firstWord: 0, wordStep: 7 },
];
const BLOCKS = 0;
const CONSTANT = 1;
const WORD = 2;
const END = 3;
const FIRST_POINTER = 4;
const FIRST_VECTOR = FIRST_POINTER + MD5_LANES;
const VECTORS = 6;
const pointerOf = (lane) => FIRST_POINTER + lane;
/** @returns the local variable of a group: 0 to 3 are the words A to D, the others are for intermediate results. */
const vectorOf = (group, index) => FIRST_VECTOR + group * VECTORS + index;
/** Copies a block of four messages to the words of their group, so that each vector has one word of all four. */
function transposeBlock(group) {
    const rows = [0, 1, 2, 3].map((lane) => vectorOf(group, lane));
    const [low, high] = [vectorOf(group, 4), vectorOf(group, 5)];
    const join = (left, right, words) => shuffle(wasm_code_localGet(rows[left] ?? 0), wasm_code_localGet(rows[right] ?? 0), words);
    const quarters = [0, 1, 2, 3].map((quarter) => {
        const store = (index, words) => wasm_code_store128(wasm_code_i32(WORDS_ADDRESS + WORDS_SIZE_BYTES * group), 16 * (4 * quarter + index), shuffle(wasm_code_localGet(low), wasm_code_localGet(high), words));
        return wasm_code_code(...rows.map((row, lane) => wasm_code_localSet(row, wasm_code_load128(wasm_code_localGet(pointerOf(GROUP_LANES * group + lane)), 16 * quarter))), ...[0, 2].flatMap((word) => [
            wasm_code_localSet(low, join(0, 1, [word, word + 4, word + 1, word + 5])),
            wasm_code_localSet(high, join(2, 3, [word, word + 4, word + 1, word + 5])),
            store(word, [0, 1, 4, 5]),
            store(word + 1, [2, 3, 6, 7]),
        ]));
    });
    return wasm_code_code(...quarters);
}
/** Four steps of a round for both groups; after them the words A to D are in the same variables again. */
function fourSteps({ mix, rotations, firstWord, wordStep }) {
    const steps = rotations.map((bits, step) => {
        const variables = [0, 1, 2, 3].map((word) => (word + 4 - step) % 4);
        const address = wasm_code_and32(wasm_code_add32(wasm_code_localGet(WORD), wasm_code_i32(16 * (firstWord + wordStep * step))), wasm_code_i32(WORDS_SIZE_BYTES - 1));
        const groups = GROUPS.map((group) => {
            const [a = 0, b = 0, c = 0, d = 0] = variables.map((index) => vectorOf(group, index));
            const sum = vectorOf(group, 4);
            const word = wasm_code_load128(address, WORDS_ADDRESS + WORDS_SIZE_BYTES * group);
            const constant = loadAll32(wasm_code_localGet(CONSTANT), MD5_CONSTANTS_ADDRESS + 4 * step);
            return {
                begin: wasm_code_localSet(sum, add(add(wasm_code_localGet(a), add(word, constant)), mix(wasm_code_localGet(b), wasm_code_localGet(c), wasm_code_localGet(d)))),
                end: wasm_code_localSet(a, add(wasm_code_localGet(b), rotate(sum, bits))),
            };
        });
        return wasm_code_code(...groups.map(({ begin }) => begin), ...groups.map(({ end }) => end));
    });
    return wasm_code_code(...steps);
}
function hashBlock() {
    const words = GROUPS.flatMap((group) => [0, 1, 2, 3].map((word) => ({ group, word, local: vectorOf(group, word) })));
    const stateOf = ({ group, word }) => MD5_STATE_ADDRESS + STATE_SIZE_BYTES * group + 16 * word;
    return wasm_code_code(...GROUPS.map(transposeBlock), ...words.map((one) => wasm_code_localSet(one.local, wasm_code_load128(wasm_code_i32(0), stateOf(one)))), wasm_code_localSet(CONSTANT, wasm_code_i32(0)), ...ROUNDS.flatMap((round, index) => [
        wasm_code_localSet(WORD, wasm_code_i32(0)),
        wasm_code_localSet(END, wasm_code_i32(64 * (index + 1))),
        wasm_code_loopWhile(wasm_code_isLess32(wasm_code_localGet(CONSTANT), wasm_code_localGet(END)), fourSteps(round), wasm_code_localSet(CONSTANT, wasm_code_add32(wasm_code_localGet(CONSTANT), wasm_code_i32(16))), wasm_code_localSet(WORD, wasm_code_add32(wasm_code_localGet(WORD), wasm_code_i32(64 * round.wordStep)))),
    ]), ...words.map((one) => wasm_code_store128(wasm_code_i32(0), stateOf(one), add(wasm_code_localGet(one.local), wasm_code_load128(wasm_code_i32(0), stateOf(one))))));
}
/** @returns the module. It exports `memory` and `update(blocks: i32): i32`, which takes so many blocks of every lane; what it returns is always 0. */
function buildMd5Module() {
    const lanes = [...Array(MD5_LANES).keys()];
    const body = wasm_code_code(...lanes.map((lane) => wasm_code_localSet(pointerOf(lane), load32(wasm_code_i32(0), MD5_POINTERS_ADDRESS + 4 * lane))), wasm_code_loopWhile(wasm_code_isLess32(wasm_code_i32(0), wasm_code_localGet(BLOCKS)), hashBlock(), ...lanes.map((lane) => wasm_code_localSet(pointerOf(lane), wasm_code_add32(wasm_code_localGet(pointerOf(lane)), wasm_code_i32(MD5_BLOCK_BYTES)))), wasm_code_localSet(BLOCKS, wasm_code_sub32(wasm_code_localGet(BLOCKS), wasm_code_i32(1)))), wasm_code_localGet(BLOCKS));
    const locals = [
        [FIRST_VECTOR - 1, wasm_code_I32],
        [GROUPS.length * VECTORS, V128],
    ];
    return wasm_code_moduleOf([
        wasm_code_section(1, [wasm_code_functionType([wasm_code_I32], wasm_code_I32)]),
        wasm_code_section(3, [[0]]),
        wasm_code_section(5, [wasm_code_code([0], wasm_code_unsigned(md5_wasm_MEMORY_PAGES))]),
        wasm_code_section(7, [wasm_code_exported('memory', 2, 0), wasm_code_exported('update', 0, 0)]),
        wasm_code_section(10, [wasm_code_functionCode(locals, body)]),
    ]);
}

;// CONCATENATED MODULE: ./build/core/bytes/wasm-kernel.js
/** Runs the WebAssembly modules that are put together with wasm-code.ts. */
/** @returns what the module exports, as its builder says. Throws if this machine cannot run it. */
function wasm_kernel_loadKernel(module) {
    return new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
}

;// CONCATENATED MODULE: ./build/core/bytes/md5-lanes.js
/** MD5 of several messages at once. */


const LENGTH_BYTES = 8;
const FIRST_STATE = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
let md5_lanes_loaded;
/** Messages are hashed at once if they have so many times the bytes of the longest: with fewer, one after another takes less time. */
const WORTH = 4;
/**
 * @param one hashes a single message
 * @returns the MD5 of each message, 16 bytes
 */
function md5OfAll(messages, one) {
    const digests = [];
    let rest = messages.map((bytes, index) => ({ bytes, index })).toSorted((a, b) => b.bytes.length - a.bytes.length);
    for (let [longest] = rest; longest !== undefined; [longest] = rest) {
        const sizeBytes = longest.bytes.length;
        const lanes = rest.slice(0, MD5_LANES);
        const isWorth = lanes.reduce((sum, { bytes }) => sum + bytes.length, 0) >= WORTH * Math.max(1, sizeBytes);
        const group = isWorth ? lanes : [longest];
        const found = isWorth ? md5OfLanes(group.map(({ bytes }) => bytes)) : [one(longest.bytes)];
        for (const [at, digest] of found.entries())
            digests[group[at]?.index ?? 0] = digest;
        rest = rest.slice(group.length);
    }
    return digests;
}
/**
 * @param messages at most MD5_LANES; it takes as long as for that many of the longest of them
 * @returns the MD5 of each, 16 bytes
 */
function md5OfLanes(messages) {
    const { kernel, numbers } = md5_lanes_load();
    const digests = [];
    let lanes = messages.map((bytes, index) => ({
        ...{ index, bytes, address: MD5_DATA_ADDRESS + index * MD5_LANE_BYTES },
        ...{ takenBytes: 0, blocks: 0, hashed: 0, isWhole: false },
    }));
    for (const { index } of lanes)
        FIRST_STATE.forEach((word, at) => {
            numbers.setUint32(stateAddress(index, at), word, true);
        });
    while (lanes.length > 0) {
        for (const lane of lanes) {
            if (lane.hashed === lane.blocks)
                fillLane(lane);
            numbers.setUint32(MD5_POINTERS_ADDRESS + 4 * lane.index, lane.address + lane.hashed * MD5_BLOCK_BYTES, true);
        }
        const blocks = Math.min(...lanes.map((lane) => lane.blocks - lane.hashed));
        kernel.update(blocks);
        for (const lane of lanes)
            lane.hashed += blocks;
        for (const lane of lanes.filter(isDone)) {
            digests[lane.index] = digestOf(lane.index);
            // It hashes on beside the others: from its beginning, so that it does not leave the memory.
            numbers.setUint32(MD5_POINTERS_ADDRESS + 4 * lane.index, lane.address, true);
        }
        lanes = lanes.filter((lane) => !isDone(lane));
    }
    return digests;
}
function isDone({ isWhole, hashed, blocks }) {
    return isWhole && hashed === blocks;
}
/** Copies the next bytes of the message into the lane, with what follows the last one: a bit, zeros, and the length in bits. */
function fillLane(lane) {
    const { memory, numbers } = md5_lanes_load();
    const slice = lane.bytes.subarray(lane.takenBytes, lane.takenBytes + MD5_SLICE_BYTES);
    memory.set(slice, lane.address);
    lane.takenBytes += slice.length;
    lane.hashed = 0;
    lane.blocks = slice.length / MD5_BLOCK_BYTES;
    if (slice.length === MD5_SLICE_BYTES)
        return;
    lane.blocks = Math.ceil((slice.length + 1 + LENGTH_BYTES) / MD5_BLOCK_BYTES);
    const end = lane.address + lane.blocks * MD5_BLOCK_BYTES;
    memory.fill(0, lane.address + slice.length, end);
    memory[lane.address + slice.length] = 0x80;
    numbers.setBigUint64(end - LENGTH_BYTES, 8n * BigInt(lane.bytes.length), true);
    lane.isWhole = true;
}
function digestOf(index) {
    const digest = new DataView(new ArrayBuffer(16));
    FIRST_STATE.forEach((_, at) => {
        digest.setUint32(4 * at, md5_lanes_load().numbers.getUint32(stateAddress(index, at), true), true);
    });
    return new Uint8Array(digest.buffer);
}
/** @param word 0 to 3, for A to D */
function stateAddress(lane, word) {
    return MD5_STATE_ADDRESS + 64 * Math.floor(lane / 4) + 16 * word + 4 * (lane % 4);
}
/** The kernel is made at first use. */
function md5_lanes_load() {
    if (md5_lanes_loaded === undefined) {
        const kernel = wasm_kernel_loadKernel(buildMd5Module());
        const numbers = new DataView(kernel.memory.buffer);
        for (let step = 0; step < 64; step += 1)
            numbers.setUint32(MD5_CONSTANTS_ADDRESS + 4 * step, Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32), true);
        // Lanes without a message hash what is there.
        for (let lane = 0; lane < MD5_LANES; lane += 1)
            numbers.setUint32(MD5_POINTERS_ADDRESS + 4 * lane, MD5_DATA_ADDRESS + lane * MD5_LANE_BYTES, true);
        md5_lanes_loaded = { kernel, memory: new Uint8Array(kernel.memory.buffer), numbers };
    }
    return md5_lanes_loaded;
}

;// CONCATENATED MODULE: ./build/adapters/process/hashes.js
/** Cryptographic hashes, from Node. */


function runningHash(algorithm) {
    const running = (0,external_node_crypto_.createHash)(algorithm);
    return {
        update(bytes) {
            running.update(bytes);
        },
        hex: () => running.digest('hex').toUpperCase(),
    };
}
const md5OfBytes = (bytes) => (0,external_node_crypto_.hash)('md5', bytes, 'buffer');
let waiting = [];
/** A processor without vectors hashes one after another. */
function md5OfEach(messages) {
    try {
        return md5OfAll(messages, md5OfBytes);
    }
    catch {
        return messages.map(md5OfBytes);
    }
}
/** Hashes all that waits; called when nothing else is left to do at once. */
function hashWaiting() {
    const asked = waiting;
    waiting = [];
    const digests = md5OfEach(asked.map(({ bytes }) => bytes));
    for (const [index, digest] of digests.entries())
        asked[index]?.resolve(digest);
}
const hashes_nodeHashes = {
    md5: () => runningHash('md5'),
    sha256: () => runningHash('sha256'),
    sha256Of: (text) => (0,external_node_crypto_.hash)('sha256', text),
    md5OfBytes,
    md5Soon: (bytes) => new Promise((resolve) => {
        if (waiting.push({ bytes, resolve }) === 1)
            process.nextTick(hashWaiting);
    }),
    sha256OfBytes: (bytes) => (0,external_node_crypto_.hash)('sha256', bytes, 'buffer'),
};

// EXTERNAL MODULE: ./build/adapters/disk/folders.js
var folders = __nccwpck_require__(362);
;// CONCATENATED MODULE: ./build/adapters/disk/published-log.js
/**
 * The published objects of a step in one file, one line each: a file per object would take longer than publishing them. A lost line costs one
 *  request: its object is sent again.
 */





/** @returns the name of the log of a step with these objects, the same in every attempt. */
function published_log_publishedLogName(objectIds) {
    return `${hashes_nodeHashes.sha256Of([...objectIds].sort().join('\n'))}.published.jsonl`;
}
/** @returns whether a file of a folder of records is a log of published objects. */
function published_log_isPublishedLog(name) {
    return /^[0-9a-f]{64}\.published\.jsonl$/.test(name);
}
/** @returns the records of a log, by object ID. Links and oversized files are ignored. */
function published_log_readPublishedLog(path) {
    try {
        const stats = lstatSync(path, { throwIfNoEntry: false });
        if (stats === undefined || !stats.isFile() || stats.size > MAX_LOG_SIZE_BYTES)
            return new Map();
        return new Map(parsePublished(readFileSync(path, 'utf8')).map((record) => [record.object, record]));
    }
    catch {
        return new Map();
    }
}
/**
 * @param known records of earlier attempts for this step's objects, which are copied into a new log
 * @param later see createCheckpointFiles
 * @returns the log, whose file is begun with the first record
 */
function published_log_createPublishedLog({ folder, name, known, later, }) {
    const path = join(folder, name);
    let isBegun = false;
    let open;
    return {
        add(record) {
            const text = formatPublished(record);
            const begun = () => [...known()].map(formatPublished).join('') + text;
            const slow = later();
            if (slow !== undefined) {
                if (isBegun)
                    slow.append(path, text);
                else
                    slow.replace(path, begun());
                isBegun = true;
                return;
            }
            if (open !== undefined) {
                writeWhole(open.descriptor, text, open.sizeBytes);
                open.sizeBytes += Buffer.byteLength(text);
                return;
            }
            makeFolder(folder, 0o700);
            const whole = begun();
            replaceFile(path, whole);
            // Closed only by the end of the process: a step publishes until it ends.
            open = {
                descriptor: openSync(path, constants.O_WRONLY | constants.O_APPEND),
                sizeBytes: Buffer.byteLength(whole),
            };
        },
        end() {
            open = undefined;
            isBegun = false;
        },
    };
}

;// CONCATENATED MODULE: ./build/adapters/disk/checkpoint-files.js
/** Checkpoints as files, one per object. Written with plain appends: a killed process leaves complete lines and at most one torn line. */







/** @returns the name of an object's record in a folder. */
function checkpointFileName(objectId) {
    return `${objectId}.jsonl`;
}
/** @returns whether a path relative to a folder of records is a record, complete or not. */
function isCheckpointFile(name) {
    return /^[0-9a-f]{64}(\.published)?\.jsonl(\.\d+\.tmp)?$/.test(name);
}
/** @returns the records of this bucket's objects. */
function createCheckpointFiles(options) {
    const { bucket, region, folder, restoredFolder, objectIds = [], later = () => undefined, isSilent = never } = options;
    const guarded = onceFailing(options.onWriteFailure);
    let leftovers;
    let restored;
    const own = new Set(objectIds);
    const placesNow = () => [isSilent() ? undefined : folder, restoredFolder].filter((place) => place !== undefined);
    const contentsOf = createContents();
    const logName = publishedLogName(objectIds);
    const log = folder === undefined ? undefined : createPublishedLog({ folder, name: logName, known, later });
    /** @returns what is recorded of this step's published objects; of two records of one object the later counts. */
    function known() {
        const logs = placesNow()
            .toReversed()
            .flatMap((place) => [...contentsOf(place).logs.values()]);
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
        if (folder === undefined || isSilent())
            return { part() { }, completing() { } };
        const path = join(folder, checkpointFileName(objectId));
        const slow = later();
        if (slow !== undefined) {
            contentsOf(folder).files.add(basename(path));
            slow.replace(path, text);
            return writerOf((line) => slow.append(path, line));
        }
        let inode;
        guarded(() => {
            makeFolder(folder, 0o700);
            inode = replaceFile(path, text);
            contentsOf(folder).files.add(basename(path));
        });
        return writerOf((line) => {
            if (inode !== undefined)
                guarded(() => appendLine(path, line, inode));
        });
    }
    function removeFile(path) {
        const slow = later();
        if (slow === undefined)
            guarded(() => rmSync(path, { force: true }));
        else
            slow.remove(path);
    }
    return {
        objectId: (key) => objectIdOf(nodeHashes.sha256Of, { region, bucket, key }),
        load(objectId) {
            return placesNow()
                .flatMap((place) => loadFrom(place, objectId))
                .sort((left, right) => createdMs(right) - createdMs(left));
        },
        create: (header) => write(header.object, formatHeader(header)),
        resume: (header, parts) => write(header.object, formatHeader(header) + parts.map(formatPart).join('')),
        published(record) {
            // A file that the object already has must not outlive its published record.
            if (folder === undefined || isSilent())
                return;
            if (contentsOf(folder).files.has(checkpointFileName(record.object)))
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
            const here = folder === undefined || isSilent() ? [] : [folder];
            leftovers ??= here.flatMap((place) => temporaryIn(place, later() ? contentsOf(place).files : namesIn(place)));
            // Otherwise the post of an earlier failed step would save records that are no longer needed.
            restored ??= restoredFolder === undefined ? [] : foldersIn(dirname(restoredFolder));
            const gone = new Set([name]);
            for (const place of [...here, ...restored]) {
                const { files, logs } = contentsOf(place);
                if (files.delete(name))
                    removeFile(join(place, name));
                for (const [one, records] of logs) {
                    if (!records.delete(objectId) || records.size > 0)
                        continue;
                    gone.add(one);
                    if (one === logName && place === folder)
                        log?.end();
                    removeFile(join(place, one));
                }
            }
            const isTorn = (path) => [...gone].some((one) => basename(path).startsWith(one));
            leftovers.filter(isTorn).forEach(removeFile);
        },
    };
}
function never() {
    return false;
}
function writerOf(append) {
    return {
        part: (part) => append(formatPart(part)),
        completing: (isCompleting) => append(formatCompleting(isCompleting)),
    };
}
/** @returns the content of folders: each is read once, and then updated with this process's own changes. */
function createContents() {
    const known = new Map();
    return (folder) => {
        const before = known.get(folder);
        if (before !== undefined)
            return before;
        const names = namesIn(folder);
        const logs = names.filter(isPublishedLog);
        const contents = {
            files: new Set(names),
            logs: new Map(logs.map((name) => [name, readPublishedLog(join(folder, name))])),
        };
        known.set(folder, contents);
        return contents;
    };
}
function namesIn(folder) {
    try {
        return readdirSync(folder);
    }
    catch {
        return [];
    }
}
function createdMs(checkpoint) {
    return checkpoint.kind === 'published' ? checkpoint.record.createdMs : checkpoint.header.createdMs;
}
/** @returns a function that runs writes, reports the first failure and ignores the others: a full disk must not end an upload. */
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
/** @returns the record, or undefined if there is no valid one: links and oversized files are ignored. */
function readCheckpoint(folder, objectId) {
    const path = join(folder, checkpointFileName(objectId));
    try {
        const stats = lstatSync(path, { throwIfNoEntry: false });
        if (stats === undefined || !stats.isFile() || stats.size > MAX_CHECKPOINT_SIZE_BYTES)
            return undefined;
        return parseCheckpoint(readFileSync(path, 'utf8'), objectId);
    }
    catch {
        return undefined;
    }
}
function foldersIn(folder) {
    try {
        const found = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
        return found.map(({ name }) => join(folder, name));
    }
    catch {
        return [];
    }
}
/** @returns the paths of records that a killed process did not finish writing. */
function temporaryIn(folder, names) {
    return [...names].filter((name) => isCheckpointFile(name) && name.endsWith('.tmp')).map((name) => join(folder, name));
}

;// CONCATENATED MODULE: ./build/adapters/github/step-state.js
/** The file that a step leaves for its `post`: which records are its own, and which state of them is in the Actions cache already. */









/** @returns the folder of this action under RUNNER_TEMP. */
function stateFolder(env) {
    return (0,external_node_path_.join)(env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'upload-aliyun-oss');
}
/** Writes the file for `post`, readable only by this user. Throws the error that prevents it. */
function writeStepState(path, records) {
    makeFolder(dirname(path));
    writeFileSync(path, JSON.stringify(records), { mode: 0o600 });
}
/** @returns what the step wrote, or undefined if it ended before that. */
function readStepState(path) {
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
/** @returns each object's record and the log of published ones, each from the first folder that has it. Links and files too large to be a record are left out. */
async function findCheckpointFiles({ objectIds }, folders) {
    const names = await Promise.all(folders.map(step_state_namesIn));
    const found = new Map();
    for (const name of [published_log_publishedLogName(objectIds), ...objectIds.map(checkpointFileName)]) {
        for (const [index, folder] of folders.entries()) {
            const file = names[index]?.has(name) === true ? await recordFile((0,external_node_path_.join)(folder, name)) : undefined;
            if (file !== undefined && !found.has(name))
                found.set(name, file);
        }
    }
    return [...found.values()];
}
async function step_state_namesIn(folder) {
    try {
        return new Set(await (0,promises_.readdir)(folder));
    }
    catch {
        return new Set();
    }
}
async function recordFile(path) {
    try {
        const stats = await (0,promises_.lstat)(path);
        const maxBytes = published_log_isPublishedLog((0,external_node_path_.basename)(path)) ? checkpoint_MAX_LOG_SIZE_BYTES : checkpoint_MAX_CHECKPOINT_SIZE_BYTES;
        return stats.isFile() && stats.size <= maxBytes ? { path, stats } : undefined;
    }
    catch {
        return undefined;
    }
}
/** @returns the paths of the step's records, including restored ones that were not yet continued, and a fingerprint of their state. */
async function currentCheckpoints(records) {
    const found = await findCheckpointFiles(records, [records.folder, records.restoredFolder]);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const { path, stats } of found)
        hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`);
    return { paths: found.map(({ path }) => path), fingerprint: hash.digest('hex') };
}
/** Notes that this state of the records is in the Actions cache. Never throws. @param path of the step's file */
function markSaved(path, fingerprint) {
    try {
        (0,external_node_fs_.writeFileSync)(`${path}.saved`, fingerprint);
    }
    catch {
        // The same state may then be saved twice: that costs an entry, not a byte of an upload.
    }
}
/** @returns whether `markSaved` has noted this state. */
function isSaved(path, fingerprint) {
    try {
        return (0,external_node_fs_.readFileSync)(`${path}.saved`, 'utf8') === fingerprint;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  A5: () => (/* binding */ createReporter),
  SM: () => (/* binding */ dropInput),
  Gu: () => (/* binding */ getState)
});

// UNUSED EXPORTS: currentRun, mask, maskSecrets, saveState, setOutputs, takeSecretInput, workflowInputs, writeSummary

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: ./build/core/errors/errors.js


/** A failure that is understood: it is shown as its message and remedy, without a stack. */
class errors_ActionError extends Error {
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
    return error instanceof errors_ActionError ? error : undefined;
}
/** @returns the fault of any caught value; anything but an ActionError is a bug in this action, hence permanent. */
function faultOf(error) {
    return asActionError(error)?.fault ?? 'permanent';
}
/**
 * @returns the error as people read it: what happened, what to do, then OSS's own identifiers, each on its line;
 *   the stack instead where the error is not an ActionError. Passwords and signatures are removed from all URLs in it.
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
/** Removes the runner's folders from a stack: it names files of dist/, and their place on the runner does not matter. */
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

;// CONCATENATED MODULE: ./build/core/service/credentials.js
/** Sources of credentials: access keys from inputs, from OSS's environment variables or from those that Alibaba Cloud's credentials action exports; or a role. */
const INPUTS = { id: 'access-key-id', secret: 'access-key-secret', token: 'security-token' };
const ENVIRONMENT = [
    { id: 'OSS_ACCESS_KEY_ID', secret: 'OSS_ACCESS_KEY_SECRET', token: 'OSS_SESSION_TOKEN' },
    {
        id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
        secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
        token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
    },
];
/** Inputs with secrets: all are masked before anything can log. */
const credentials_SECRET_INPUTS = [INPUTS.secret, INPUTS.token];
const credentials_SECRET_VARIABLES = [
    ...ENVIRONMENT.flatMap(({ secret, token }) => [secret, token]),
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
];
/**
 * @param input reads an input, empty where it is not set
 * @param environment reads an environment variable
 * @returns the first pair in the chain. Half a pair ends the search: later ones are not the keys that were meant.
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
/** Prefixes of Alibaba Cloud's access key IDs: of users, of sessions, and of temporary keys of the console. Compatible clouds have others. */
const ID = /^(LTAI|STS\.|TMP\.)/;
/** @returns problems that prevent signing with the keys, by the name of the input or variable; never a value. */
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
        if (character !== undefined)
            return [{ name, problem }];
        return /^(["'`]).*\1$/.test(value) ? [{ name, problem: 'is in quotes: store the value again, without them' }] : [];
    });
    if (ID.test(accessKeyId) && accessKeyId === accessKeySecret)
        return [...problems, { name: names.secret, problem: `is the same as \`${names.id}\`` }];
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

;// CONCATENATED MODULE: ./build/core/text/clean.js
/** Removes secrets from texts of others: passwords and signatures in URLs. */
/** User and password in a URL of http or of a proxy. A password may contain characters that end a host: greedy, to the last `@` of the word. */
const LOGIN = /\b((?:https?|socks\w*):\/\/)[^\s]*@/gi;
/** Other schemes: keys after the host may contain an `@`. */
const OTHER_LOGIN = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi;
/** Signatures and tokens in the query of a URL. */
const SIGNATURE = /([?&](?:[\w-]*(?:signature|security-?token|credential)|sig|token)=)[^&\s"'<>]+/gi;
/** Headers with a secret, as some libraries put them into their messages. */
const HEADER = /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:basic|bearer|oss4?-?[\w-]*)?\s*)[^\s"',}]+/gi;
/** @returns a host or URL without user and password, also if its scheme is missing. */
function withoutLogin(address) {
    return clean_withoutSecrets(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : address.replace(/^[\s\S]*@/, '***@'));
}
/** @returns the text without user, password and signature of each URL, and without credentials in headers. */
function clean_withoutSecrets(text) {
    return text
        .replace(LOGIN, '$1***@')
        .replace(OTHER_LOGIN, '$1***@')
        .replace(SIGNATURE, '$1***')
        .replace(HEADER, '$1***');
}

;// CONCATENATED MODULE: ./build/core/text/text.js
/** @returns the first lines of a list, and a line with the number of others, if any. */
function firstOf(lines, limit) {
    return lines.length > limit ? [...lines.slice(0, limit), `and ${lines.length - limit} more`] : lines;
}
/**
 * @returns `text` as one harmless line: control characters, line ends and other invisible characters replaced, cut at `maxLength`. For untrusted names
 *     and messages: text after a line end could be read as a workflow command, and so could `##[` anywhere.
 *   Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function text_singleLine(text, maxLength = 500) {
    const clean = text
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => (character === '\t' ? ' ' : '\uFFFD'))
        .replaceAll('##[', '#\uFFFD[');
    return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}\u2026` : clean;
}
/** @returns a name or a pattern for a message: as one line between backticks, cut at 200 characters. */
function quoted(text) {
    return `\`${text_singleLine(text, 200)}\``;
}
/** @returns whether a value is a text that is not empty. */
function isText(value) {
    return typeof value === 'string' && value !== '';
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(161);
;// CONCATENATED MODULE: ./build/adapters/github/commands.js
/**
 * The commands of a step to the runner: lines of the log, and files that the runner names. Without @actions/core, which brings an HTTP client
 *  that takes longer to load than all of this action.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */



/** @returns an input as the runner passes it, trimmed; empty if it is not set. */
function inputOf(name, env) {
    return (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}
/** Writes a line to the log. */
function print(text) {
    process.stdout.write(text + external_node_os_.EOL);
}
/** Writes a command to the log. @param title of an annotation */
function commands_command(name, text = '', title) {
    const properties = title === undefined || title === '' ? '' : ` title=${escapeProperty(title)}`;
    print(`::${name}${properties}::${escapeData(text)}`);
}
/** Passes a value through the runner's file for it; without one, as on old runners, through the log. Throws if the file is missing or full. */
function commands_setForRunner(kind, name, value) {
    const path = process.env[`GITHUB_${kind}`] ?? '';
    if (path === '') {
        if (kind === 'OUTPUT')
            print('');
        print(`::${OLD_COMMANDS[kind]} name=${escapeProperty(name)}::${escapeData(value)}`);
        return;
    }
    // If the file were created here, the runner would not read it.
    if (!existsSync(path))
        throw new Error(`Missing file at path: ${path}`);
    // The delimiter cannot be guessed, so no value can contain it.
    const delimiter = `ghadelimiter_${randomUUID()}`;
    appendFileSync(path, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`);
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
        const event = JSON.parse((0,external_node_fs_.readFileSync)(env.GITHUB_EVENT_PATH ?? '', 'utf8'));
        return event.pull_request?.head?.repo?.full_name === env.GITHUB_REPOSITORY ? undefined : 'fork';
    }
    catch {
        return undefined;
    }
}
/** @returns the log. Each line of a text is sanitised: no name or message is read as a command by the runner, and no password of a URL is shown. */
function createReporter() {
    return {
        info: (text) => print(harmless(text)),
        debug: (text) => commands_command('debug', harmless(text)),
        notice: (text, title) => commands_command('notice', harmless(text), titled(title)),
        warning: (text, title) => commands_command('warning', harmless(text), titled(title)),
        error: (text, title) => commands_command('error', harmless(text), titled(title)),
        group(title, lines) {
            commands_command('group', harmless(title));
            for (const line of lines)
                print(harmless(line));
            commands_command('endgroup');
        },
    };
}
function titled(title) {
    return title === undefined ? undefined : text_singleLine(title, 120);
}
function harmless(text) {
    return clean_withoutSecrets(text)
        .split('\n')
        .map((line) => text_singleLine(line, 2000).replace(/^(\s*)::/, '$1\uFFFD:'))
        .join('\n');
}
/** Masks all secrets in inputs and environment, valid or not: to be called before anything can log. */
function maskSecrets() {
    mask([...SECRET_INPUTS.map(workflowInputs.input), ...SECRET_VARIABLES.map(workflowInputs.environment)]);
}
/**
 * @returns a secret input, masked; undefined if it is empty. It is removed from the environment, so that child processes do not get it.
 */
function takeSecretInput(name) {
    const value = workflowInputs.input(name);
    mask([value]);
    dropInput(name);
    return value === '' ? undefined : value;
}
/** Removes an input from the environment, also on systems that ignore the case of names. */
function dropInput(name) {
    const variable = `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
    for (const known of Object.keys(process.env))
        if (known.toUpperCase() === variable)
            delete process.env[known];
}
/** Masks values that must never be shown, before anything can log them. */
function mask(values) {
    for (const value of values)
        if (value !== undefined && value.trim() !== '')
            command('add-mask', value.trim());
}
/** Throws an ActionError if they cannot be written to the runner's file: later steps must not run without them. */
function setOutputs(outputs) {
    try {
        for (const [name, value] of Object.entries(outputs))
            setForRunner('OUTPUT', name, value);
    }
    catch (error) {
        throw new ActionError({
            code: 'outputs-lost',
            message: `The outputs of this step cannot be written (${error instanceof Error ? error.message : String(error)})`,
            remedy: "Free the disk of the runner, or fix what removes the runner's files. Running the step again does not send what is published.",
            cause: error,
        });
    }
}
/** Appends to the job summary, if there is one. Never throws: it decides nothing. */
function writeSummary(markdown, env) {
    const path = env.GITHUB_STEP_SUMMARY;
    if (path === undefined || path === '')
        return;
    try {
        appendFileSync(path, markdown);
    }
    catch {
        command('debug', 'The job summary cannot be written.');
    }
}
/** A full disk must not keep the step from uploading: without state, post has nothing to do. */
function saveState(name, value) {
    try {
        setForRunner('STATE', name, value);
    }
    catch {
        command('debug', 'The state of the step cannot be written; post will have nothing to save.');
    }
}
/** @returns what `saveState` saved in the main step; empty if that is nothing. */
function getState(name) {
    return process.env[`STATE_${name}`] ?? '';
}


/***/ }),

/***/ 468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ endProcess)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/** Ends this process, whatever it still waits for. */

/** How long to wait until the log is written, in case the runner no longer reads it. */
const LAST_WORDS_MS = 500;
/** Ends the process with an exit code once its log is written, even if one of its threads hangs for ever. */
async function endProcess(code) {
    await Promise.race([
        new Promise((done) => process.stdout.write('', () => done())),
        new Promise((done) => setTimeout(done, LAST_WORDS_MS)),
    ]);
    becomeAnEnd(code);
    process.exit(code);
}
const SHELL = '/bin/sh';
/**
 * Replaces this process, with its threads, by one that only ends (exec). On a normal exit Node waits for its threads, and some
 *  never end: one that reads from a dead network disk; one of V8 that compiles, and waits for memory that only the main thread could free.
 *  Returns if that cannot be done, as on Windows.
 */
function becomeAnEnd(code) {
    // Coverage is only written on a normal exit.
    if (process.platform === 'win32' || process.env.NODE_V8_COVERAGE !== undefined)
        return;
    try {
        process.emit('exit', code);
        const [program, ...words] = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(SHELL)
            ? [SHELL, '-c', `exit ${code}`]
            : [process.execPath, '-e', `process.exit(${code})`];
        process.execve?.(program, [program, ...words], {});
    }
    catch {
        // What hangs may still come back.
    }
}


/***/ }),

/***/ 756:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(760);
/* harmony import */ var _adapters_github_checkpoint_cache_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(382);
/* harmony import */ var _adapters_github_step_state_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(943);
/* harmony import */ var _adapters_github_workflow_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(575);
/* harmony import */ var _adapters_process_ending_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(468);
/** Entry of the post step: saves unfinished records that are not yet in the Actions cache. Never fails the job. */





const SAVE_DEADLINE_MS = 20_000;
async function main() {
    (0,_adapters_github_workflow_js__WEBPACK_IMPORTED_MODULE_3__/* .dropInput */ .SM)('github-token');
    const stepFile = (0,_adapters_github_workflow_js__WEBPACK_IMPORTED_MODULE_3__/* .getState */ .Gu)('step');
    const records = stepFile === '' ? undefined : (0,_adapters_github_step_state_js__WEBPACK_IMPORTED_MODULE_2__/* .readStepState */ .C_)(stepFile);
    if (records === undefined)
        return;
    const { env } = process;
    const folder = (0,_adapters_github_step_state_js__WEBPACK_IMPORTED_MODULE_2__/* .stateFolder */ .yp)(env);
    const entry = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(process.argv[1] ?? ''), '..', 'cache', 'index.js');
    const options = {
        stepFile,
        records,
        entry,
        env,
        stateFolder: folder,
        reporter: (0,_adapters_github_workflow_js__WEBPACK_IMPORTED_MODULE_3__/* .createReporter */ .A5)(),
    };
    await (0,_adapters_github_checkpoint_cache_js__WEBPACK_IMPORTED_MODULE_1__/* .createCheckpointCache */ .x)(options).save({ deadlineMs: SAVE_DEADLINE_MS });
}
await main().catch((error) => {
    (0,_adapters_github_workflow_js__WEBPACK_IMPORTED_MODULE_3__/* .createReporter */ .A5)().debug(`Nothing was saved: ${String(error)}`);
});
await (0,_adapters_process_ending_js__WEBPACK_IMPORTED_MODULE_4__/* .endProcess */ .J)(0);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
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
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(756);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
