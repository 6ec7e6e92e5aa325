/** First eight bytes, and last eight: `ATTUNE`, an end-of-file sign for terminals, a line feed that text transfers would change. */
export const signature = [0x41, 0x54, 0x54, 0x55, 0x4e, 0x45, 0x1a, 0x0a]

/** Whether the signature stands at a place. */
export const isSigned = (bytes: Uint8Array, at: number): boolean => signature.every((b, i) => bytes[at + i] === b)

/** Whether bytes begin as an archive does. */
export const isArchive = (head: Uint8Array): boolean => isSigned(head, 0)
