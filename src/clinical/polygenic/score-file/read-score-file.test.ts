import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memorySource, portableInflate } from '../../../genome/index.ts'
import { readScoreFile, type ReadScoreOptions } from './read-score-file.ts'

const read = (text: string, options: Partial<ReadScoreOptions> = {}) =>
  readScoreFile(memorySource('score.txt', text), { inflate: portableInflate, ...options })

const header = '#pgs_id=TEST1\n#genome_build=GRCh37\n'
const columns = 'chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight'

const codes = async (text: string, options: Partial<ReadScoreOptions> = {}) =>
  (await read(text, options)).problems.map((p) => [p.code, p.at.line, p.at.column])

describe('a scoring file', () => {
  test('gives its header, build, rows and weights', async () => {
    const got = await read(`${header}#trait_reported=Height\n#license=CC BY\n${columns}\n1\t100\ta\tG\t-2.76E-02\n`)
    expect(got.ok && got.value[0]).toMatchObject({
      id: 'TEST1',
      trait: 'Height',
      licence: 'CC BY',
      build: 'GRCh37',
      harmonised: false,
      rows: [
        {
          line: 6,
          chrom: 'chr1',
          pos: 100,
          effectAllele: 'A',
          otherAlleles: ['G'],
          effect: { kind: 'additive', weight: -0.0276 },
        },
      ],
    })
  })

  test('of the first format has its keys in words and calls the other allele the reference allele', async () => {
    const got = await read(
      `# PGS ID = PGS1\n# Reported Trait = Asthma\n# Original Genome Build = hg19\n# Number of Variants = 1\n${columns.replace('other_allele', 'reference_allele')}\n2\t5\tC\tT\t1\n`,
    )
    expect(got.ok && got.value[0]).toMatchObject({
      id: 'PGS1',
      trait: 'Asthma',
      build: 'GRCh37',
      variants: 1,
      rows: [{ otherAlleles: ['T'] }],
    })
  })

  test('may have been through a spreadsheet: closing tabs, quotes about lines and doubled within, CRLF', async () => {
    const got = await read(
      `"#pgs_id=Q"\t\t\r\n#genome_build=GRCh38\t\t\t\r\n"#HmPOS_match_chr={""True"": null}"\r\n${columns}\tlocus_name\r\n3\t7\tA\tC\t0.5\t"A, B"\r\n`,
    )
    expect(got.ok && got.value[0]?.id).toBe('Q')
    expect(got.ok && got.value[0]?.header.hmpos_match_chr).toBe('{"True": null}')
    expect(got.ok && got.value[0]?.rows).toHaveLength(1)
  })

  test('uses harmonised places, and keeps rows without one among its rows', async () => {
    const text = `#pgs_id=H\n#genome_build=NR\n#HmPOS_build=GRCh38\nrsID\teffect_allele\tother_allele\teffect_weight\thm_chr\thm_pos\thm_inferOtherAllele\nrs1\tA\t\t1\t1\t10\tC/T\nrs2\tA\tG\t1\t\t\t\n`
    const got = await read(text)
    expect(got.ok && got.value[0]).toMatchObject({
      build: 'GRCh38',
      harmonised: true,
      rows: [{ chrom: 'chr1', pos: 10, otherAlleles: ['C', 'T'] }, { effectAllele: 'A' }],
    })
    expect(got.ok && got.value[0]?.rows[1]?.pos).toBeUndefined()
    expect(got.problems.map((p) => p.code)).toEqual(['SCORE_ROWS_WITHOUT_POSITION'])
  })

  test('uses the places of its author when they alone are on the wanted build', async () => {
    const text = `#genome_build=GRCh37\n#HmPOS_build=GRCh38\n${columns}\thm_chr\thm_pos\n1\t100\tA\tG\t1\t1\t200\n`
    const [own, harmonised] = [await read(text, { build: 'GRCh37' }), await read(text, { build: 'GRCh38' })]
    expect(own.ok && own.value[0]?.rows[0]?.pos).toBe(100)
    expect(harmonised.ok && harmonised.value[0]?.rows[0]?.pos).toBe(200)
  })

  test('takes the natural logarithm of ratios', async () => {
    const ratio = await read(`#genome_build=GRCh37\n#weight_type=OR\n${columns}\n1\t1\tA\tG\t2\n`)
    const alone = await read(`#genome_build=GRCh37\n${columns.replace('effect_weight', 'HR')}\n1\t1\tA\tG\t2\n`)
    for (const got of [ratio, alone])
      expect(got.ok && got.value[0]?.rows[0]?.effect).toEqual({ kind: 'additive', weight: Math.log(2) })
    const beta = await read(`#genome_build=GRCh37\n#weight_type=log(OR)\n${columns}\n1\t1\tA\tG\t2\n`)
    expect(beta.ok && beta.value[0]?.rows[0]?.effect).toEqual({ kind: 'additive', weight: 2 })
  })

  test('may weigh rows as dominant, recessive, by dosage, as interaction, haplotype, APOE or HLA', async () => {
    const flags = 'is_dominant\tis_recessive\tis_interaction\tis_haplotype\tis_diplotype\tvariant_type'
    const got = await read(
      `${header}${columns}\t${flags}\n1\t1\tA\tG\t1\tTRUE\tFALSE\t\t\t\t\n1\t2\tA\tG\t1\tFalse\tTrue\t\t\t\t\n1_x_2\t3_x_4\tA_x_C\tG_x_T\t1\t\t\tTrue\t\t\t\n5\t6;9\tA;C\tG;T\t1\t\t\t\tTrue\t\t\n\t\tε4\t\t1\t\t\t\tTrue\t\tAPOE_allele\n6\t\tHLA-A*24\t\t1\t\t\t\tTRUE\t\tHLA_allele\n\t\tHLA-A*24/HLA-A*01\t\t1\t\t\t\t\tTRUE\tHLA_allele\n`,
    )
    expect(got.ok && got.value[0]?.rows.map((r) => r.effect.kind)).toEqual([
      'dominant',
      'recessive',
      'interaction',
      'haplotype',
      'apoe',
      'hla',
      'diplotype',
    ])
    expect(got.ok && got.value[0]?.rows[2]?.parts).toEqual([
      { chrom: 'chr1', pos: 3, effectAllele: 'A', otherAlleles: ['G'] },
      { chrom: 'chr2', pos: 4, effectAllele: 'C', otherAlleles: ['T'] },
    ])
    expect(got.ok && got.value[0]?.rows[3]?.parts?.map((p) => [p.chrom, p.pos])).toEqual([
      ['chr5', 6],
      ['chr5', 9],
    ])
  })

  test('in the wide form of PLINK holds several scores and places in its IDs', async () => {
    const got = await read('ID\teffect_allele\tS1\tS2\n1:10:A:G\tG\t0.5\t-1\n', { stated: 'GRCh38' })
    expect(got.ok && got.value.map((s) => [s.id, s.rows[0]?.pos, s.rows[0]?.otherAlleles, s.rows[0]?.effect])).toEqual([
      ['S1', 10, ['A'], { kind: 'additive', weight: 0.5 }],
      ['S2', 10, ['A'], { kind: 'additive', weight: -1 }],
    ])
  })

  test('may call its header lines and columns anything, also what every object has', async () => {
    const got = await read(`${header}#constructor=a\n#toString=b\n${columns}\tconstructor\n1\t1\tA\tG\t1\tx\n`)
    expect(got.ok && Object.keys(got.value[0]?.header ?? {})).toEqual([
      'pgs_id',
      'genome_build',
      'constructor',
      'tostring',
    ])
    expect(got.ok && got.value[0]?.header['constructor']).toBe('a')
  })

  test('is read alike by the short way and by the long one, whatever its cells are', async () => {
    const cell = (...usual: readonly string[]) =>
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...usual) },
        fc.constantFrom('', 'NA', ' 1', '"A"', 'x', '0', '-'),
      )
    const weight = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer({ min: -999999, max: 999999 }).map((n) => (n / 1e6).toFixed(6)),
      cell('1e-4', '-2.76E-02', '.5', '5.', '+3', '1e400', '0.1234567890123456789', '1e-30'),
    )
    const row = fc
      .tuple(
        cell('rs12345', 'rs99', '1:5:A:G'),
        cell('1', 'chrX', 'MT', 'HSCHR6'),
        cell('17', '3000000000', '4.0', '0123'),
        cell('A', 'g', 'TA', 'N'),
        cell('G', 'c', 'C/T', 'A'),
        weight,
        cell('0.25', '1', '1.5', '1e-3'),
        cell('2', 'X'),
        cell('18', '999'),
        cell('', 'T'),
        cell('False', 'FALSE', 'True', '1'),
      )
      .map((cells) => cells.join('\t'))
    const names = `rsID\t${columns}\tallelefrequency_effect\thm_chr\thm_pos\thm_inferOtherAllele\tis_recessive`
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.boolean(), async (rows, isHarmonised) => {
        const head = `#genome_build=GRCh37\n${isHarmonised ? '#HmPOS_build=GRCh38\n' : '#HmPOS_build=GRCh37\n'}`
        // A column of ratios, empty as it is, has every row looked at closely.
        const long = await read(`${head}${names}\tOR\n${rows.map((r) => `${r}\t\n`).join('')}`)
        const short = await read(`${head}${names}\n${rows.map((r) => `${r}\n`).join('')}`)
        expect(short.problems).toEqual(long.problems)
        expect(short.ok && short.value[0]?.rows).toEqual(long.ok && long.value[0]?.rows)
      }),
      { numRuns: 300 },
    )
  })

  test('in the wide form is read alike with tabs, in a short way, and with spaces, in the long one', async () => {
    const ids = ['1:10:A:G', 'chr2_5_C_T', 'X:7:a:g', 'PAR:3:A:C', '1:10:A:A', '1:9:AT:A', 'rs5', '1:3000000000:A:G']
    const alleles = ['A', 'G', 'T', 'c', 'AT']
    const lines = ids.flatMap((id) => alleles.map((allele, i) => [id, allele, `0.${i}5`, '-1e-3']))
    const text = (mark: string) =>
      [['ID', 'effect_allele', 'S1', 'S2'], ...lines].map((cells) => `${cells.join(mark)}\n`).join('')
    const [short, long] = [await read(text('\t'), { stated: 'GRCh38' }), await read(text(' '), { stated: 'GRCh38' })]
    expect(short.ok && short.value.map((s) => s.rows)).toEqual(long.ok && long.value.map((s) => s.rows))
    expect(short.problems).toEqual(long.problems)
    expect(long.ok && long.value.map((s) => s.rows.length)).toEqual([40, 40])
  })

  test('tells repeated rows', async () => {
    expect(await codes(`${header}${columns}\n1\t1\tA\tG\t1\n1\t1\tA\tG\t2\n`)).toEqual([
      ['SCORE_ROW_REPEATED', 5, undefined],
    ])
  })
})

describe('a scoring file is refused', () => {
  test('with everything that is wrong at once, by line and column', async () => {
    const text = `${header}${columns}\tis_dominant\tis_recessive\n1\tten\tA\tG\t1\t\t\n1\t2\tA\tG\theavy\t\t\n1\t3\tA\tG\t1\tTrue\tTrue\n1\t4\t\tG\t1\t\t\n1\t5\tA\tG\t1\tmaybe\t\n1\t6\tA\n`
    const got = await read(text)
    expect(got.ok).toBe(false)
    expect(got.problems.map((p) => [p.code, p.at.line, p.at.column])).toEqual([
      ['SCORE_POSITION_INVALID', 4, 2],
      ['SCORE_WEIGHT_INVALID', 5, 5],
      ['SCORE_FLAGS_CONTRADICT', 6, 7],
      ['SCORE_ALLELE_MISSING', 7, 3],
      ['SCORE_FLAG_INVALID', 8, undefined],
      ['SCORE_ROW_CUT_OFF', 9, undefined],
    ])
    expect(got.problems.every((p) => p.remedy.length > 10)).toBe(true)
  })

  test('when a row is longer than any row can be', async () => {
    const got = await codes(`${header}${columns}\n1\t1\tA\tG\t1\t${'x'.repeat(1 << 20)}\n`)
    expect(got).toEqual([['SCORE_ROW_TOO_LONG', 4, undefined]])
  })

  test('without columns, without some of them, without rows', async () => {
    expect(await codes('')).toEqual([['FILE_EMPTY', undefined, undefined]])
    expect(await codes(`${header}hello\tworld\n`)).toEqual([['SCORE_NO_COLUMNS', 3, undefined]])
    expect(await codes(`${header}chr_name\tchr_position\teffect_weight\n1\t1\t1\n`)).toEqual([
      ['SCORE_COLUMNS_MISSING', 3, undefined],
    ])
    expect(await codes(`${header}${columns}\n`)).toEqual([['SCORE_NO_ROWS', undefined, undefined]])
  })

  test('when its build is not known, not read, or another than the wanted one', async () => {
    const row = `${columns}\n1\t1\tA\tG\t1\n`
    const build = (name: string) => `#genome_build=${name}\n${row}`
    expect((await codes(build('NR')))[0]?.[0]).toBe('SCORE_BUILD_NOT_KNOWN')
    expect((await codes(build('NCBI36')))[0]?.[0]).toBe('SCORE_BUILD_NOT_SUPPORTED')
    expect((await codes(build('hg19'), { build: 'GRCh38' }))[0]?.[0]).toBe('SCORE_BUILD_DIFFERS')
    expect((await codes(build('hg19'), { stated: 'GRCh38' }))[0]?.[0]).toBe('SCORE_BUILD_CONTRADICTION')
    expect((await read(build('NR'), { stated: 'GRCh38' })).ok).toBe(true)
  })

  test('when a position lies behind the end of its chromosome', async () => {
    // chr21 has 48,129,895 bases on GRCh37 and 46,709,983 on GRCh38.
    const at = (build: string) => `#genome_build=${build}\n${columns}\n21\t48000000\tA\tG\t1\n`
    expect((await read(at('GRCh37'))).ok).toBe(true)
    expect(await codes(at('GRCh38'))).toEqual([['SCORE_POSITION_BEYOND_CHROMOSOME', 3, undefined]])
  })
})
