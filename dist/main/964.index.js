export const id = 964;
export const ids = [964];
export const modules = {

/***/ 3964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createYamlCodec: () => (/* binding */ createYamlCodec)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _core_release_feeds_read_feed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8256);
/** YAML by the package `yaml`, for feeds that others wrote. To be loaded only when a feed is read. */


/** @returns reading and writing YAML as the feeds need it. */
function createYamlCodec() {
    return { parseYaml, stringifyYaml };
}
function parseYaml(text) {
    if (Buffer.byteLength(text) > _core_release_feeds_read_feed_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_FEED_BYTES */ .u3)
        return { kind: 'unreadable', problem: 'is larger than 1 MiB' };
    // The package finds duplicate keys by comparing each key with each other, which takes a minute for a long list: `problemOf` does it instead.
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'core', stringKeys: true, uniqueKeys: false });
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined)
        return { kind: 'unreadable', problem: `is not valid YAML (${firstLine(fault.message)})` };
    const problem = problemOf(document);
    if (problem !== undefined)
        return { kind: 'unreadable', problem };
    return { kind: 'parsed', value: document.toJS(), texts: textsOf(document, text) };
}
/** The package's messages show the position in the source after their first line. */
function firstLine(message) {
    return message.replace(/:?\n[\s\S]*$/, '');
}
/** @returns YAML features of the document that no feed needs and that readers interpret differently; undefined if it has none. */
function problemOf(document) {
    let problem;
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, (_, node) => {
        problem = problemOfNode(node);
        return problem === undefined ? undefined : yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR.BREAK;
    });
    return problem;
}
function problemOfNode(node) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
        return 'has an alias (`*name`), which is not supported';
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node) && node.tag !== undefined)
        return 'has a tag (`!name`), which is not supported';
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(node) && isMergeKey(node.key))
        return 'has a merge key (`<<`), which is not supported';
    const twice = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) ? keyGivenTwice(node) : undefined;
    return twice === undefined ? undefined : `has the key \`${twice}\` twice`;
}
/** All keys are scalars: parseDocument refuses others. */
function keyGivenTwice({ items }) {
    const seen = new Set();
    return items.map(({ key }) => String(key.value)).find((key) => seen.size === seen.add(key).size);
}
/** In quotes it is an ordinary key. */
function isMergeKey(key) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) && key.value === '<<' && key.type === 'PLAIN';
}
function textsOf(document, source) {
    const texts = [];
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Scalar: (place, { value, range, type }) => {
            if (place === 'key' || typeof value !== 'string' || !range)
                return;
            const [start, end] = range;
            const quotes = quotesOf(type);
            if (quotes === 'block')
                texts.push(...textOfBlock(source, { value, start, end }));
            else
                texts.push({ value, start, end, quotes });
        },
    });
    return texts;
}
/** Only a block of one line has its text unchanged in the source. */
function textOfBlock(source, { value, start, end }) {
    const at = source.lastIndexOf(value, end - value.length);
    const isThere = value !== '' && !value.includes('\n') && at > start;
    return isThere ? [{ value, start: at, end: at + value.length, quotes: 'block' }] : [];
}
function quotesOf(type) {
    if (type === 'QUOTE_SINGLE')
        return 'single';
    if (type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL')
        return 'block';
    return type === 'QUOTE_DOUBLE' ? 'double' : 'none';
}
/** Invisible characters: a reader may refuse or drop them, except as escapes in double quotes. */
const INVISIBLE = /[^\P{C}\t\n]|[\u2028\u2029]/gu;
/** Lines with only blanks, and a text that begins with one, are not safe in a block. */
const BLANK_LINE = /^[ \t\n]|\n[ \t]+(?:\n|$)/;
/** Text that YAML 1.1, or js-yaml, which electron-updater uses, would not read as a string is written in quotes. */
function stringifyYaml(value) {
    const document = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Document */ .yo(value, { schema: 'core', compat: 'yaml-1.1', aliasDuplicateObjects: false });
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Scalar: (_, scalar) => {
            const { value: text } = scalar;
            if (typeof text === 'string' && [INVISIBLE, BLANK_LINE].some((unsafe) => text.search(unsafe) !== -1))
                scalar.type = 'QUOTE_DOUBLE';
        },
    });
    return document.toString({ singleQuote: true, lineWidth: 0 }).replace(INVISIBLE, escapeCharacter);
}
function escapeCharacter(character) {
    return `\\U${Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(8, '0')}`;
}


/***/ })

};
