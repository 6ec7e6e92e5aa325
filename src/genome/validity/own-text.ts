/** From this length on engines keep a piece of a text as a view of the whole text. */
const keptAsView = 13

/** The same text, without the line that it was cut out of: for what is remembered longer than its line. */
export const ownText = (piece: string): string => (piece.length < keptAsView ? piece : ` ${piece}`.slice(1))
