import type { RandomAccess } from '../bytes/random-access.ts'

/**
 * A file that can be read at any place, with the bytes of its .tbi or .csi. `older`: the index was last written before the file.
 * `sha256` reads the whole packed file.
 */
export type IndexedFile = {
  readonly access: RandomAccess
  readonly index: Uint8Array
  readonly older?: boolean
  readonly sha256?: () => Promise<string>
}
