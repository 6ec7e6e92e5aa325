import { bgzfBlockSize, bgzfBlockText, bgzfSlab } from '../bytes/bgzf.ts'
import type { Inflate } from '../bytes/byte-source.ts'
import type { RandomAccess } from '../bytes/random-access.ts'
import { indexForeign } from './index-fault.ts'
import type { TextRange } from './plan-ranges.ts'

/** Packed bytes read at once. */
const piece = 1 << 22
const largestBlock = 1 << 16
const lineFeed = 10

/**
 * The text of a stretch of a BGZF file, in pieces of whole blocks. `lines`: the text has lines, and the stretch has to begin with one. Throws `UnreadableBytes`:
 * INDEX_NOT_OF_FILE where no block or line begins at the ends of the stretch, and what damaged blocks give.
 */
export const rangeText = async function* (
  file: RandomAccess,
  range: TextRange,
  inflate: Inflate,
  lines: boolean,
): AsyncGenerator<Uint8Array> {
  const lastAt = Math.floor(range.to / 65536)
  const reach = range.to % 65536
  let position = Math.floor(range.from / 65536)
  let skip = range.from % 65536
  const begun = (text: Uint8Array, to: number): Uint8Array => {
    if (skip > to || to > text.length) throw indexForeign('it points behind the end of a block')
    if (lines && skip > 0 && text[skip - 1] !== lineFeed) throw indexForeign('it points into the middle of a row')
    const rest = text.subarray(skip, to)
    skip = 0
    return rest
  }
  const end = reach > 0 ? lastAt + 1 : lastAt
  while (position < end) {
    const bytes = await file.read(position, Math.min(file.size, position + piece, lastAt + largestBlock))
    let at = 0
    for (let moved = true; moved && position + at < lastAt; ) {
      const slab = bgzfSlab(bytes, at, Math.min(bytes.length, lastAt - position), position, inflate)
      moved = slab.end > at
      at = slab.end
      const text = moved ? begun(slab.text, slab.text.length) : slab.text
      if (text.length > 0) yield text
    }
    const size = bgzfBlockSize(bytes, at)
    if (position + at === lastAt && reach > 0 && size > 0 && bytes.length - at >= size) {
      yield begun(bgzfBlockText(bytes, at, size, lastAt, inflate), reach)
      return
    }
    if (at === 0) throw indexForeign(`no block begins at byte ${position}`)
    position += at
  }
  if (position !== lastAt) throw indexForeign(`no block begins at byte ${lastAt}`)
}
