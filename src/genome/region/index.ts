export { UnreadableBytes } from '../bytes/byte-stream.ts'
export { windowIndex } from '../sites/windows.ts'
export type { IndexedFile } from './indexed-file.ts'
export { openRegions, type RegionReader, regionText } from './region-reader.ts'
