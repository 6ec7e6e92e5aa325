import { asciiText } from '../bytes/ascii-text.ts'

/**
 * What the rows of a BCF file are read with. Names are kept as the bytes they have in the header. `text`: the header as a VCF has it, without the IDX fields of BCF.
 * `contigNames`: in the order of the dictionary; a number that the dictionary leaves out is undefined.
 */
export type BcfHeader = {
  readonly text: Uint8Array
  readonly strings: ReadonlyMap<number, Uint8Array>
  readonly contigs: ReadonlyMap<number, Uint8Array>
  readonly genotypeKey: number | undefined
  readonly samples: number
}

const bytesOfText = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0))
const withoutQuoted = (line: string): string => line.replace(/"(?:[^"\\]|\\.)*"/g, '""')
const dictionaryNumber = /("(?:[^"\\]|\\.)*")|,IDX=\d+(?=[,>])/g

/** Numbers names in order of appearance unless a line gives its own IDX; a name that comes again keeps its number. */
const dictionary = (): { readonly add: (line: string) => void; readonly names: Map<number, string> } => {
  const names = new Map<number, string>()
  const known = new Set<string>()
  let next = 0
  const add = (line: string): void => {
    const bare = withoutQuoted(line)
    const id = /[<,]ID=([^,>]*)/.exec(bare)?.[1]
    if (id === undefined || known.has(id)) return
    const own = /[<,]IDX=(\d+)/.exec(bare)?.[1]
    const number = own === undefined ? next : Number(own)
    known.add(id)
    names.set(number, id)
    next = Math.max(next, number + 1)
  }
  return { add, names }
}

/** Reads the header text of a BCF file (BCF2 specification, "Dictionary of strings" and "Dictionary of contigs"). PASS has number 0 without being declared. */
export const bcfHeader = (raw: Uint8Array): BcfHeader => {
  const nul = raw.indexOf(0)
  const text = asciiText(raw, 0, nul < 0 ? raw.length : nul).replace(/\n*$/, '\n')
  const lines = text.split(/\r?\n/)
  const strings = dictionary()
  const contigs = dictionary()
  strings.add('##FILTER=<ID=PASS>')
  for (const line of lines) {
    if (/^##(FILTER|INFO|FORMAT)=</.test(line)) strings.add(line)
    else if (line.startsWith('##contig=<')) contigs.add(line)
  }
  const columns = lines.find((l) => l.startsWith('#CHROM'))?.split('\t') ?? []
  const plain = text.includes(',IDX=')
    ? text
        .split('\n')
        .map((l) =>
          /^##(FILTER|INFO|FORMAT|contig)=</.test(l) ? l.replace(dictionaryNumber, (_, quoted) => quoted ?? '') : l,
        )
        .join('\n')
    : text
  const encoded = (names: Map<number, string>): ReadonlyMap<number, Uint8Array> =>
    new Map([...names].map(([number, name]) => [number, bytesOfText(name)]))
  return {
    text: bytesOfText(plain),
    strings: encoded(strings.names),
    contigs: encoded(contigs.names),
    genotypeKey: [...strings.names].find(([, name]) => name === 'GT')?.[0],
    samples: Math.max(0, columns.length - 9),
  }
}
