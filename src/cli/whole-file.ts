import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

const pieceSize = 1 << 18

/** A file of text lines that appears when it is whole: `keep` puts it in its place; after `discard`, or when the process exits before, what stood there before still does. Throws when it cannot be written. */
export const wholeFile = (
  path: string,
): { readonly line: (text: string) => void; readonly keep: () => void; readonly discard: () => void } => {
  const temporary = `${path}.${process.pid}.part`
  const file = openSync(temporary, 'wx', 0o600)
  const remove = (): void => rmSync(temporary, { force: true })
  process.once('exit', remove)
  let piece = ''
  const flush = (): void => {
    const bytes = Buffer.from(piece)
    piece = ''
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
  }
  return {
    line: (text) => {
      piece += `${text}\n`
      if (piece.length >= pieceSize) flush()
    },
    keep: () => {
      flush()
      closeSync(file)
      renameSync(temporary, path)
      process.removeListener('exit', remove)
    },
    discard: () => {
      closeSync(file)
      remove()
      process.removeListener('exit', remove)
    },
  }
}
