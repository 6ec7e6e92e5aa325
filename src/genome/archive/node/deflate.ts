import { constants, deflateRawSync } from 'node:zlib'
import type { Deflate } from '../index.ts'

/** Deflates through Node's zlib. */
export const nodeDeflate: Deflate = (bytes) =>
  deflateRawSync(bytes, { level: 6, strategy: constants.Z_DEFAULT_STRATEGY, memLevel: 9 })
