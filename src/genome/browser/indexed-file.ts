import type { IndexedFile } from '../region/indexed-file.ts'

/** The index of a dropped file among the files dropped with it: NAME.tbi or NAME.csi; undefined when there is none. */
export const indexAmong = (file: File, dropped: readonly File[]): File | undefined =>
  dropped.find((f) => f.name === `${file.name}.tbi` || f.name === `${file.name}.csi`)

/** A dropped file with its index. The dates of dropped files are those of their last change, as on the disk. */
export const indexedFile = async (file: File, index: File): Promise<IndexedFile> => ({
  access: {
    size: file.size,
    read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  },
  index: new Uint8Array(await index.arrayBuffer()),
  older: index.lastModified < file.lastModified,
})
