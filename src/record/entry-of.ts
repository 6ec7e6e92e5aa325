/** What a table holds under a word of the record; words that every object answers to, such as `constructor`, are words like any other. */
export const entryOf = <V>(table: Readonly<Record<string, V>>, word: string): V | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
