import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemLog } from '../problem-log.ts'
import { memoryReference } from '../reference/index.ts'
import { formatVcfRow, parseVcfRow, type VcfRow } from '../vcf/vcf-row.ts'
import { atoms, atomiseRow } from './atomise-row.ts'
import { fieldRules } from './field-rules.ts'
import { genotypeCount, genotypeIndex, genotypes } from './genotype-order.ts'
import { joinRows } from './join-rows.ts'
import { type NormaliseOptions, rowNormaliser } from './normalise-rows.ts'
import { splitRow } from './split-row.ts'

const rules = fieldRules([
  '##INFO=<ID=AC,Number=A,Type=Integer,Description="x">',
  '##INFO=<ID=RS,Number=R,Type=String,Description="x">',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="x">',
  '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="x">',
  '##FORMAT=<ID=LAA,Number=.,Type=Integer,Description="x">',
  '##FORMAT=<ID=LAD,Number=LR,Type=Integer,Description="x">',
  '##FORMAT=<ID=LPL,Number=LG,Type=Integer,Description="x">',
])
const row = (text: string): VcfRow => {
  const parsed = parseVcfRow(text.replaceAll(' ', '\t'))
  if (parsed === undefined) throw new Error(`no row: ${text}`)
  return parsed
}
const shown = (r: VcfRow): string => formatVcfRow(r).replaceAll('\t', ' ')
const log = () => problemLog('test')
const bases = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom('A', 'C', 'G', 'T'), minLength: least, maxLength: most })

describe('the order of genotypes', () => {
  test('two and three strands as the specification lists them', () => {
    expect(genotypes(3, 2).map((g) => g.join(''))).toEqual(['00', '01', '11', '02', '12', '22'])
    expect(genotypes(2, 3).map((g) => g.join(''))).toEqual(['000', '001', '011', '111'])
    expect(genotypes(3, 1)).toEqual([[0], [1], [2]])
  })

  test('the index of each genotype is its place in the list, for any ploidy', () => {
    for (const [alleles, ploidy] of [
      [2, 1],
      [4, 2],
      [5, 3],
      [3, 6],
    ] as const) {
      expect(genotypes(alleles, ploidy).map(genotypeIndex)).toEqual(
        Array.from({ length: genotypeCount(alleles, ploidy) }, (_, i) => i),
      )
    }
  })
})

describe('splitting', () => {
  const three = row('1 10 rs1 A C,G 50 PASS AC=1,2;DP=9;RS=x,y,z GT:AD:PL 1/2:3,4,5:0,1,2,3,4,5 0|2:1,.,2:.')

  test('every field is dealt out by its Number, and other ALTs are missing, not reference', () => {
    expect(splitRow(three, rules, { others: 'missing' }, log()).map(shown)).toEqual([
      '1 10 rs1 A C 50 PASS AC=1;DP=9;RS=x,y GT:AD:PL 1/.:3,4:0,1,2 0|.:1,.:.',
      '1 10 rs1 A G 50 PASS AC=2;DP=9;RS=x,z GT:AD:PL ./1:3,5:0,3,5 0|1:1,2:.',
    ])
  })

  test('local alleles keep what each sample had of the ALT', () => {
    const local = row('1 10 . A C,G,T . . . GT:LAA:LAD:LPL 0/2:2:7,8:10,0,20 1/3:1,3:1,2,3:0,1,2,3,4,5 0/0:.:9:0')
    expect(splitRow(local, rules, { others: 'missing' }, log()).map((r) => r.samples.map((s) => s.join(':')))).toEqual([
      ['0/.:.:7:10', '1/.:1:1,2:0,1,2', '0/0:.:9:0'],
      ['0/1:1:7,8:10,0,20', './.:.:1:0', '0/0:.:9:0'],
      ['0/.:.:7:10', './1:1:1,3:0,3,5', '0/0:.:9:0'],
    ])
  })

  test('any ploidy', () => {
    const triploid = row('1 10 . A C,G . . . GT:PL 0/1/2:0,1,2,3,4,5,6,7,8,9')
    expect(splitRow(triploid, rules, { others: 'reference' }, log()).map((r) => r.samples[0]?.join(':'))).toEqual([
      '0/1/0:0,1,2,3',
      '0/0/1:0,4,7,9',
    ])
  })

  test('a field with the wrong number of values is left out and told', () => {
    const problems = log()
    const parts = splitRow(row('1 10 . A C,G . . AC=1,2,3 GT:AD 1/2:3,4'), rules, { others: 'missing' }, problems)
    expect(parts.map(shown)).toEqual(['1 10 . A C . . . GT 1/.', '1 10 . A G . . . GT ./1'])
    expect(problems.all().map((p) => [p.code, p.at.path, p.message.split(' ')[0]])).toEqual([
      ['VCF_FIELD_COUNT', '1:10', 'INFO/AC'],
      ['VCF_FIELD_COUNT', '1:10', 'FORMAT/AD'],
    ])
  })
})

describe('split and joined again', () => {
  const strand = (alts: number) => fc.oneof(fc.integer({ min: 0, max: alts }), fc.constant('.'))
  const rows = fc
    .tuple(
      bases(1, 4),
      fc.uniqueArray(bases(1, 5), { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('/', '|'),
    )
    .chain(([ref, alts, ploidy, sign]) => {
      const others = alts.filter((a) => a !== ref)
      return fc
        .array(
          fc.tuple(
            fc.array(strand(others.length), { minLength: ploidy, maxLength: ploidy }),
            fc.array(fc.nat(99), { minLength: others.length + 1, maxLength: others.length + 1 }),
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((samples) => ({
          others,
          line: `1 7 . ${ref} ${others.join(',')} 5 PASS AC=${others.map((_, i) => i).join(',')} GT:AD ${samples.map(([gt, ad]) => `${gt.join(sign)}:${ad.join(',')}`).join(' ')}`,
        }))
    })

  test('gives back the row: alleles, genotypes of any ploidy, phase and depths', () => {
    fc.assert(
      fc.property(rows, ({ others, line }) => {
        fc.pre(others.length > 1)
        const whole = row(line)
        const back = joinRows(splitRow(whole, rules, { others: 'missing' }, log()), rules, { passing: 'all' }, log())
        expect(shown(back)).toBe(shown(whole))
      }),
      { numRuns: 1500, seed: 12345 },
    )
  })

  test('genotype likelihoods come back but for pairs of two ALTs, which no row speaks of', () => {
    const whole = row('1 7 . A C,G . . . GT:PL 1/2:0,1,2,3,4,5')
    expect(
      shown(joinRows(splitRow(whole, rules, { others: 'missing' }, log()), rules, { passing: 'all' }, log())),
    ).toBe('1 7 . A C,G . . . GT:PL 1/2:0,1,2,3,.,5')
  })

  test('rows that together claim more ALTs than a sample has strands are told', () => {
    const problems = log()
    const joined = joinRows(
      [row('1 7 . A C . . . GT 1/1'), row('1 7 . A G . . . GT 0/1')],
      rules,
      { passing: 'all' },
      problems,
    )
    expect(joined.samples).toEqual([['1/1']])
    expect(problems.all().map((p) => p.code)).toEqual(['VCF_JOIN_NO_STRAND'])
  })

  test('REF of different length is lengthened in every ALT, and END follows', () => {
    expect(
      shown(
        joinRows(
          [row('1 7 . T G . . END=7 GT 0/1'), row('1 7 . TAA T . . END=9 GT 1/0')],
          rules,
          { passing: 'all' },
          log(),
        ),
      ),
    ).toBe('1 7 . TAA GAA,T . . END=9 GT 2/1')
  })

  test('rows of different phase sets are joined unphased', () => {
    expect(
      joinRows(
        [row('1 7 . A C . . . GT:PS 1|0:5'), row('1 7 . A G . . . GT:PS 0|1:6')],
        rules,
        { passing: 'all' },
        log(),
      ).samples,
    ).toEqual([['1/2', '5']])
  })
})

describe('atoms', () => {
  /** The ALT that atoms make of REF: bases replaced, what stands behind an anchor put in or taken away. */
  const made = (
    pos: number,
    ref: string,
    all: readonly { readonly pos: number; readonly ref: string; readonly alt: string }[],
  ): string => {
    const letters = ref.split('')
    for (const a of all) {
      const at = a.pos - pos
      if (a.ref.length === a.alt.length) letters[at] = a.alt + (letters[at] as string).slice(1)
      else if (a.ref.length < a.alt.length) letters[at] += a.alt.slice(1)
      else letters.fill('', at + 1, at + a.ref.length)
    }
    return letters.join('')
  }

  test('the atoms of each ALT, applied together, make that ALT', () => {
    fc.assert(
      fc.property(bases(1, 7), fc.uniqueArray(bases(1, 7), { minLength: 1, maxLength: 3 }), (ref, alts) => {
        const others = alts.filter((a) => a !== ref)
        const all = atoms(100, ref, others)
        others.forEach((alt, i) => {
          const own = all.filter((a) => a.alleles.includes(i + 1))
          const [first] = own
          const unsplit = own.length === 1 && first?.ref.length !== first?.alt.length && first?.ref[0] !== first?.alt[0]
          const after =
            unsplit && first !== undefined
              ? ref.slice(0, first.pos - 100) + first.alt + ref.slice(first.pos - 100 + first.ref.length)
              : made(100, ref, own)
          expect(after).toBe(alt)
        })
      }),
      { numRuns: 2000, seed: 12345 },
    )
  })

  test('an MNV keeps its phase, and notes what it came from', () => {
    expect(
      atomiseRow(row('1 100 . CGC TGT . . . GT 0|1'), rules, { overlaps: 'missing', originKey: 'FROM' }, log()).map(
        shown,
      ),
    ).toEqual(['1 100 . C T . . FROM=1|100|CGC|TGT|1 GT 0|1', '1 102 . C T . . FROM=1|100|CGC|TGT|1 GT 0|1'])
  })
})

describe('rows against a reference', () => {
  const genome = memoryReference({ 1: 'ACGTTTTTACGNNACGT' })
  const run = (lines: readonly string[], options: Omit<NormaliseOptions, 'rules'>) => {
    const problems = log()
    const out: string[] = []
    const normaliser = rowNormaliser({ rules, reference: genome, ...options }, problems, (r) => out.push(shown(r)))
    for (const line of lines) if (!normaliser.push(row(line))) break
    normaliser.end()
    return { out, codes: problems.all().map((p) => [p.severity, p.code, p.at.path]) }
  }

  test('one REF that differs stops everything unless told otherwise', () => {
    expect(run(['1 1 . A C . . .', '1 2 . T C . . .', '1 3 . G C . . .'], {})).toEqual({
      out: [],
      codes: [['error', 'VCF_REF_DIFFERS', '1:2']],
    })
    expect(run(['1 1 . A C . . .', '1 2 . T C . . .'], { check: 'out' })).toEqual({
      out: ['1 1 . A C . . .'],
      codes: [['warning', 'VCF_REF_DIFFERS', '1:2']],
    })
    expect(run(['1 2 . T C . . .'], { check: 'warn' }).out).toEqual(['1 2 . T C . . .'])
  })

  test('places and sequences that the reference does not hold are told, not passed', () => {
    expect(run(['1 17 . TT T . . .'], {}).codes).toEqual([['error', 'VCF_REF_DIFFERS', '1:17']])
    expect(run(['9 1 . A T . . .'], {}).codes).toEqual([['error', 'VCF_REF_DIFFERS', '9:1']])
  })

  test('setting REF swaps an ALT that is the reference, with all that hangs on it', () => {
    expect(run(['1 2 . T C . . AC=1;AN=4;RS=t,c GT:AD:PL 0/1:5,6:1,2,3 0/0:7,.:4,5,6'], { check: 'set' }).out).toEqual([
      '1 2 . C T . . AC=3;AN=4;RS=c,t GT:AD:PL 1/0:6,5:3,2,1 1/1:.,7:6,5,4',
    ])
  })

  test('an old REF that is neither becomes an ALT: no genotype changes its meaning', () => {
    expect(run(['1 2 . T G . . . GT 0/1'], { check: 'set' }).out).toEqual(['1 2 . C G,T . . . GT 2/1'])
  })

  test('reference blocks, imprecise and other symbolic rows do not move', () => {
    const still = [
      '1 4 . T <NON_REF> . . END=8',
      '1 6 . T <INS> . . SVLEN=5',
      '1 7 . T <DEL> . . IMPRECISE;END=8',
      '1 8 . T TT,* . . .',
      '1 8 . T T]1:3] . . .',
    ]
    expect(run(still, {}).out).toEqual(still)
  })

  test('deletions move to the front of their run, symbolic ones as well, and rows come out in order', () => {
    expect(run(['1 4 . T C . . .', '1 7 . TT T . . .', '1 7 . T <DEL> . . END=8;SVLEN=-1'], {}).out).toEqual([
      '1 3 . GT G . . .',
      '1 3 . G <DEL> . . END=4;SVLEN=-1',
      '1 4 . T C . . .',
    ])
  })
})
