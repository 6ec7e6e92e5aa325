export { openArchiveFile, packArchiveFile, type PackFileOptions } from './archive-file.ts'
export { nodeDeflate } from './deflate.ts'
