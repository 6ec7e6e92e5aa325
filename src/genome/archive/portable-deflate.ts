import { deflateSync } from 'fflate'
import type { Deflate } from './sections.ts'

/** Deflates anywhere JavaScript runs. */
export const portableDeflate: Deflate = (bytes) => deflateSync(bytes, { level: 6 })
