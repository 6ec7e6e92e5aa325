import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatHgvs } from './format-hgvs.ts'
import type { HgvsVariant, KnownPoint, NucleotideChange, NucleotideType, ProteinChange } from './hgvs-variant.ts'
import { parseHgvs } from './parse-hgvs.ts'

const again = (text: string): string => {
  const parsed = parseHgvs(text)
  return parsed.ok ? formatHgvs(parsed.value) : parsed.problems.map((p) => `${p.code} ${p.at.column}`).join()
}

describe('what is read is written as HGVS prefers it', () => {
  test.each([
    ['p.(Gly8Trpfs*50)', 'p.(Gly8TrpfsTer50)'],
    ['p.R97X', 'p.Arg97Ter'],
    ['p.Arg97*', 'p.Arg97Ter'],
    ['NP_000240.1:p.(Ter757Leuext*34)', 'NP_000240.1:p.(Ter757LeuextTer34)'],
    ['p.*110Glnext*17', 'p.Ter110GlnextTer17'],
    ['p.K2_A3delinsT', 'p.Lys2_Ala3delinsThr'],
    ['p.(Arg97fs)', 'p.(Arg97fs)'],
    ['p.Trp26insXaa[5]', 'p.Trp26ins(5)'],
    ['c.76delinsa', 'c.76delinsA'],
    ['r.76A>U', 'r.76a>u'],
    ['c.123_128delN[6]', 'c.123_128del6'],
  ])('%s', (text, expected) => expect(again(text)).toBe(expected))
})

describe('descriptions of the HGVS recommendations come back letter for letter', () => {
  test.each([
    'NC_000023.11:g.33038255C>A',
    'NG_012232.1(NM_004006.2):c.93+1G>T',
    'LRG_199t1:c.79_80delinsTT',
    'NC_000023.11(NM_004006.2):c.(4071+1_4072-1)_(5154+1_5155-1)del',
    'NC_000023.11:g.(?_31120496)_(33339477_?)del',
    'NC_000023.11:g.pter_(12200001_14700000)del',
    'NM_004006.2:c.849_850ins858_895inv',
    'NC_000002.11:g.47643464_47643465ins[NC_000022.10:g.35788169_35788352]',
    'NM_004006.2:c.85=/T>C',
    'NM_004006.2:c.[2376G>C];[3103del]',
    'NM_004006.2:c.2376G>C(;)3103del',
    'NP_003997.1:p.(Trp24Ter)',
    'NP_003997.1:p.Trp24=',
    'NP_003997.1:p.(Gly56Ala^Ser^Cys)',
    'NP_003997.2:p.Met1ext-5',
    'NP_003997.2:p.[Ser68Arg;Asn594del]',
    'NP_003997.1:p.0?',
    'NM_004006.3:r.(?)',
    'NM_004006.3:r.spl',
  ])('%s', (text) => {
    // A single piece in square brackets needs none.
    expect(again(text)).toBe(text.replace(/ins\[([^;\]]+)\]$/, 'ins$1'))
  })
})

describe('what is wrong is refused at its character', () => {
  test.each([
    ['NM_1.1:c.0A>T', 'HGVS_SYNTAX 10'],
    ['NM_1.1:g.*1A>T', 'HGVS_SYNTAX 10'],
    ['NM_1.1:g.10+1A>T', 'HGVS_SYNTAX 12'],
    ['NM_1.1:c.76A', 'HGVS_SYNTAX 13'],
    ['NM_1.1:c.76A>', 'HGVS_SYNTAX 14'],
    ['NM_1.1:c.76A>T and more', 'HGVS_SYNTAX 15'],
    ['NM_1.1:x.76A>T', 'HGVS_SYNTAX 8'],
    ['NM_1.1:c.(76A>T', 'HGVS_SYNTAX 16'],
    ['p.Foo12Bar', 'HGVS_SYNTAX 4'],
    ['p.Arg0Ter', 'HGVS_SYNTAX 6'],
    ['', 'HGVS_SYNTAX 1'],
    ['p.Val7=/Arg', 'HGVS_NOT_SUPPORTED 8'],
    ['c.[76A>C(;)83G>C];[90del]', 'HGVS_NOT_SUPPORTED 20'],
  ])('%s', (text, expected) => expect(again(text)).toBe(expected))

  test('whatever the text, nothing is thrown', () => {
    const alphabet = fc.constantFrom(
      ...'NM_1.:cgpnr()[];=?*+-_>0123456789ACGTacgtdelinsdupinvfsTerextMetArg^/|'.split(''),
    )
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 40 }), (letters) => {
        const parsed = parseHgvs(letters.join(''))
        expect(parsed.ok || parsed.problems.length === 1).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

const number = fc.integer({ min: 1, max: 99999 })
const bases = fc.string({ unit: fc.constantFrom(...'ACGT'.split('')), minLength: 1, maxLength: 6 })
const protein = fc.string({ unit: fc.constantFrom(...'ARNDCQEGHILKMFPSTWYV'.split('')), minLength: 1, maxLength: 5 })

const basePoint = (type: NucleotideType): fc.Arbitrary<KnownPoint> =>
  fc.record({
    kind: fc.constant('base' as const),
    part: type === 'c' ? fc.constantFrom('' as const, '-' as const, '*' as const) : fc.constant('' as const),
    number,
    offset:
      type === 'g'
        ? fc.constant(0)
        : fc.oneof(fc.constant(0), fc.integer({ min: -500, max: 500 }), fc.constant('+?' as const)),
  })
const interval = (type: NucleotideType) => {
  const known = fc.oneof({ weight: 9, arbitrary: basePoint(type) }, fc.constant({ kind: 'unknown' as const }))
  const point = fc.oneof(
    { weight: 5, arbitrary: basePoint(type) },
    fc.record({ kind: fc.constant('between' as const), from: known, to: known }),
  )
  return fc.record({ start: point, end: point })
}
const stated = fc.oneof(
  fc.constant({}),
  bases.map((b) => ({ stated: b })),
  number.map((n) => ({ stated: n })),
)
const inserted = fc.array(
  fc.oneof(
    bases.map((b) => ({ kind: 'bases' as const, bases: b })),
    number.map((count) => ({ kind: 'count' as const, count, unit: 'N' })),
  ),
  { minLength: 1, maxLength: 3 },
)
const nucleotideEdit = fc.oneof(
  fc.record({ kind: fc.constant('substitution' as const), ref: bases, alt: bases }),
  stated.map((s) => ({ kind: 'deletion' as const, ...s })),
  stated.map((s) => ({ kind: 'duplication' as const, ...s })),
  stated.map((s) => ({ kind: 'inversion' as const, ...s })),
  inserted.map((i) => ({ kind: 'insertion' as const, inserted: i })),
  fc.tuple(stated, inserted).map(([s, i]) => ({ kind: 'delins' as const, ...s, inserted: i })),
  fc.constant({ kind: 'identity' as const }),
  fc.tuple(bases, number).map(([unit, count]) => ({ kind: 'repeat' as const, units: [{ unit, count }], round: false })),
)
const nucleotideChange = (type: NucleotideType): fc.Arbitrary<NucleotideChange> =>
  fc.record({ kind: fc.constant('edit' as const), predicted: fc.boolean(), at: interval(type), edit: nucleotideEdit })
const residue = fc.record({
  kind: fc.constant('residue' as const),
  aminoAcid: fc.constantFrom(...'ARNDCQEGHILKMFPSTWYV*'.split('')),
  number,
})
const proteinEdit = fc.oneof(
  fc.record({ kind: fc.constant('substitution' as const), alt: protein }),
  fc.constantFrom({ kind: 'deletion' as const }, { kind: 'duplication' as const }, { kind: 'identity' as const }),
  fc.record({ kind: fc.constant('insertion' as const), inserted: protein }),
  fc.record({ kind: fc.constant('delins' as const), inserted: fc.oneof(protein, number) }),
  fc.record({
    kind: fc.constant('frameshift' as const),
    alt: fc.constantFrom(...'ARND'.split('')),
    stop: fc.oneof(number, fc.constant('?' as const)),
  }),
  fc.record({
    kind: fc.constant('extension' as const),
    alt: fc.constantFrom(...'ARND'.split('')),
    end: fc.constant('C' as const),
    by: number,
  }),
)
const proteinChange: fc.Arbitrary<ProteinChange> = fc.record({
  kind: fc.constant('edit' as const),
  predicted: fc.boolean(),
  start: residue,
  edit: proteinEdit,
})
const reference = fc.constantFrom({ accession: 'NM_007294.4' }, { accession: 'NC_000017.11', selector: 'NM_007294.4' })

test('every description that can be written is read back as the same thing', () => {
  const nucleotide = fc.constantFrom('g' as const, 'c' as const, 'n' as const).chain((type) =>
    fc.record({
      reference,
      type: fc.constant(type),
      chromosomes: fc.array(fc.array(nucleotideChange(type), { minLength: 1, maxLength: 2 }), {
        minLength: 1,
        maxLength: 2,
      }),
      phase: fc.constant('trans' as const),
      bracketed: fc.constant(true),
    }),
  )
  const proteins = fc.record({
    reference,
    type: fc.constant('p' as const),
    chromosomes: proteinChange.map((change) => [[change]]),
    phase: fc.constant('trans' as const),
    bracketed: fc.constant(false),
  })
  fc.assert(
    fc.property(fc.oneof(nucleotide, proteins), (variant: HgvsVariant) => {
      const parsed = parseHgvs(formatHgvs(variant))
      expect(parsed.ok && parsed.value).toEqual(variant)
    }),
    { numRuns: 1000 },
  )
})
