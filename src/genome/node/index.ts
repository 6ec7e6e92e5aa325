export { fileSource } from './file-source.ts'
export { nodeInflate } from './inflate.ts'
