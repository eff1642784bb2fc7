/** What finding the files costs by itself: `node glob.ts 'dist/**'`. */
import { create } from '@actions/glob'

const globber = await create(process.argv[2] ?? '', { matchDirectories: false, excludeHiddenFiles: true })
console.log((await globber.glob()).length)
