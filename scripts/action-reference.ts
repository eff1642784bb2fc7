/** How workflows name this action. The only place to change when it moves: `npm run docs` writes it into the READMEs. */
export const ACTION = 'upload-aliyun-oss/upload-aliyun-oss@v1'
