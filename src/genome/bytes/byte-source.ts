/**
 * The raw bytes of a file as they stand (compressed or not), to be read once from front to back.
 * `sha256` gives the digest of everything read so far in lower-case hex; it is asked for after the last chunk.
 */
export type ByteSource = {
  readonly name: string
  readonly chunks: AsyncIterable<Uint8Array>
  readonly size?: number
  readonly sha256?: () => string
}

/** What the reader needs of an inflater. Each function throws on data that is not valid; nothing is silently cut short. */
export type Inflate = {
  /** One raw deflate stream whose inflated size is known (BGZF); throws if it does not give exactly `size` bytes. */
  readonly block: (deflated: Uint8Array, size: number) => Uint8Array
  /** Whole gzip members that follow one another, each checked against its CRC-32 and length; throws unless together they give exactly `size` bytes. */
  readonly members?: (members: Uint8Array, size: number) => Uint8Array
  /** CRC-32 as in gzip, an unsigned number. */
  readonly crc32: (bytes: Uint8Array) => number
  /** A gzip file of any number of members, each checked against its CRC-32 and length. */
  readonly gunzip: (raw: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
}
