/** Whose content it is: what a key for it would be chosen by. `patient` is empty where the resource belongs to none. */
export type ContentOwner = {
  readonly tenant: string
  readonly patient: string
  readonly type: string
  readonly id: string
  readonly version: number
}

/** How a resource's JSON lies in the store. Everything that reads or writes the column `content` goes through one. */
export type ContentCodec = {
  readonly encode: (owner: ContentOwner, json: string) => Uint8Array
  readonly decode: (owner: ContentOwner, content: Uint8Array) => string
}

/** UTF-8 as it is. */
export const plainContent: ContentCodec = {
  encode: (_, json) => Buffer.from(json, 'utf8'),
  decode: (_, content) => Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8'),
}
