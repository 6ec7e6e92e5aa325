export type { ByteSource, Inflate } from './byte-source.ts'
export { UnreadableBytes } from './byte-stream.ts'
export { type OpenedText, withText } from './open-text.ts'
export { memoryAccess, type RandomAccess } from './random-access.ts'
