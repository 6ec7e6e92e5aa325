export { fileSource } from './file-source.ts'
export { indexAmong, indexedFile } from './indexed-file.ts'
export { syncBlob } from './sync-blob.ts'
