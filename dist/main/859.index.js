export const id = 859;
export const ids = [859];
export const modules = {

/***/ 3859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createAliOssClient: () => (/* binding */ createAliOssClient)
/* harmony export */ });
/* harmony import */ var ali_oss__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4391);
/** Loads ali-oss, which takes longer than everything else that a step loads: import this file only when it is needed. */

/** @returns a client whose requests go through the transport. It signs V4 with the bucket's own region; keys are set before each request. */
function createAliOssClient({ bucket, region, transport, }) {
    const options = {
        bucket,
        region: `oss-${region}`,
        // The transport has the real host. For ali-oss every bucket is a custom domain, so that it changes neither host nor path.
        endpoint: 'http://bucket.invalid',
        cname: true,
        authorizationV4: true,
        headerEncoding: 'latin1',
        accessKeyId: 'unset',
        accessKeySecret: 'unset',
        urllib: transport,
    };
    // The only cast: the published types lack what is used here.
    return new ali_oss__WEBPACK_IMPORTED_MODULE_0__(options);
}


/***/ })

};
