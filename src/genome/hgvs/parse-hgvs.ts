import { bad, ok, type Result } from '../../shared/problem.ts'
import type { Alleles, HgvsReference, HgvsVariant, NucleotideType } from './hgvs-variant.ts'
import { readNucleotideChange } from './parse-nucleotide.ts'
import { readProteinChange } from './parse-protein.ts'
import { HgvsSyntaxError, syntaxProblem, type TextCursor, textCursor } from './text-cursor.ts'

const referenceBefore = /([A-Za-z0-9][A-Za-z0-9_.-]*)(?:\(([^()]+)\))?:/y

const readReference = (cursor: TextCursor): HgvsReference | undefined => {
  const found = cursor.match(referenceBefore)
  if (found === undefined) return undefined
  const [, accession = '', selector] = found
  return { accession, ...(selector === undefined ? {} : { selector }) }
}

const readChromosome = <Change>(cursor: TextCursor, read: (cursor: TextCursor) => Change): Alleles<Change> => {
  const changes = [read(cursor)]
  if (cursor.peek('(;)')) {
    while (cursor.take('(;)')) changes.push(read(cursor))
    return { chromosomes: changes.map((change) => [change]), phase: 'unknown', bracketed: true }
  }
  while (cursor.take(';')) changes.push(read(cursor))
  return { chromosomes: [changes], phase: 'trans', bracketed: true }
}

const readAlleles = <Change>(cursor: TextCursor, read: (cursor: TextCursor) => Change): Alleles<Change> => {
  if (!cursor.take('[')) {
    const changes = [read(cursor)]
    while (cursor.take('(;)')) changes.push(read(cursor))
    const phase = changes.length > 1 ? 'unknown' : 'trans'
    return { chromosomes: changes.map((change) => [change]), phase, bracketed: false }
  }
  const first = readChromosome(cursor, read)
  cursor.expect(']')
  const chromosomes = [...first.chromosomes]
  while (cursor.take(';[')) {
    if (first.phase === 'unknown') return cursor.refuse('(;) and ];[ in one description')
    const next = readChromosome(cursor, read)
    if (next.phase === 'unknown') return cursor.refuse('(;) and ];[ in one description')
    chromosomes.push(...next.chromosomes)
    cursor.expect(']')
  }
  return { chromosomes, phase: first.phase, bracketed: true }
}

const read = (cursor: TextCursor): HgvsVariant => {
  const reference = readReference(cursor)
  const type = cursor.match(/([gmocnrp])\./y)?.[1]
  if (type === undefined) return cursor.fail("a type ('c.', 'g.', 'n.', 'm.', 'o.', 'r.' or 'p.') expected, found %")
  const named = reference === undefined ? {} : { reference }
  const variant: HgvsVariant =
    type === 'p'
      ? { ...named, type, ...readAlleles(cursor, readProteinChange) }
      : {
          ...named,
          type: type as NucleotideType,
          ...readAlleles(cursor, (at) => readNucleotideChange(at, type as NucleotideType)),
        }
  if (!cursor.done()) return cursor.fail('nothing more expected, found %')
  return variant
}

/**
 * Reads one HGVS description (HGVS Nomenclature 21). Without a reference the text begins with the type (`c.76A>T`). What cannot be read comes back as one
 * problem whose column is the character where reading stopped: HGVS_SYNTAX, or HGVS_NOT_SUPPORTED where the text is right and only we cannot take it.
 */
export const parseHgvs = (text: string): Result<HgvsVariant> => {
  try {
    return ok(read(textCursor(text)))
  } catch (error) {
    if (error instanceof HgvsSyntaxError) return bad([syntaxProblem(error, text)])
    throw error
  }
}
