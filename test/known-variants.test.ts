import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { hgvsOfVariant, type Naming, variantOfHgvs } from '../src/genome/hgvs/index.ts'
import { readPackedContext } from '../src/genome/reference/index.ts'
import type { Build } from '../src/genome/site.ts'
import { openTranscriptTable, tableIndex } from '../src/genome/transcripts/index.ts'
import type { Variant } from '../src/genome/variant.ts'
import { tsvRows } from '../src/knowledge/release.ts'

const builds = ['GRCh37', 'GRCh38'] as const
const genes = 'knowledge/attune-genes/2026-11'
const table = openTranscriptTable(
  readFileSync(`${genes}/transcripts.tsv`),
  readFileSync(`${genes}/transcripts.index`, 'utf8'),
)
const index = { GRCh37: tableIndex([table], 'GRCh37'), GRCh38: tableIndex([table], 'GRCh38') }
const context = (build: Build) => {
  const read = readPackedContext(readFileSync(`${genes}/context-${build.toLowerCase()}.bin`))
  if (!read.ok) throw new Error(`the shipped bases of ${build} cannot be read`)
  return read.value
}
const reference = { GRCh37: context('GRCh37'), GRCh38: context('GRCh38') }

const ask = (text: string, build: Build) => variantOfHgvs(text, index[build], reference[build], { build })
const written = ({ chrom, pos, ref, alt }: Variant): string => `${chrom.slice(3)}-${pos}-${ref}-${alt}`
const textOf = (naming: Naming | undefined): string | undefined =>
  naming !== undefined && 'text' in naming ? naming.text.replace(/^.*:/, '') : undefined

/** What is asked, the variant as VCF writes it on both builds, its c. name, its p. name where the bases are held, and who says so. */
const known = `
asked                       grch37                 grch38                 c                   p                      source
BRCA1 c.68_69delAG          17-41276044-ACT-A      17-43124027-ACT-A      c.68_69del          p.(Glu23ValfsTer17)    ClinVar 17662
BRCA1 c.5266dup             17-41209079-T-TG       17-43057062-T-TG       c.5266dup           p.(Gln1756ProfsTer74)  ClinVar 17677
BRCA1 c.190T>G              17-41258495-A-C        17-43106478-A-C        c.190T>G            p.(Cys64Gly)           ClinVar pairs of the reference folder
BRCA1 c.1389_1390delinsG    17-41246158-TT-C       17-43094141-TT-C       c.1389_1390delinsG  p.(Thr464ProfsTer11)   ClinVar pairs of the reference folder
BRCA2 c.5946del             13-32914437-GT-G       13-32340300-GT-G       c.5946del           p.(Ser1982ArgfsTer22)  ClinVar 9325
BRCA2 c.4163_4164delCTinsA  13-32912655-CT-A       13-32338518-CT-A       c.4163_4164delinsA  p.(Thr1388AsnfsTer22)  ClinVar pairs of the reference folder
TP53 p.Arg175His            17-7578406-C-T         17-7675088-C-T         c.524G>A            p.(Arg175His)          ClinVar 12374
TP53 c.742C>T               17-7577539-G-A         17-7674221-G-A         c.742C>T            p.(Arg248Trp)          ClinVar pairs of the reference folder
MLH1 c.1852_1854delAAG      3-37089122-TGAA-T      3-37047631-TGAA-T      c.1852_1854del      p.(Lys618del)          ClinVar pairs of the reference folder
OPA1 c.1064G>A              3-193355769-G-A        3-193637980-G-A        c.1064G>A           p.(Gly355Glu)          ClinVar pairs of the reference folder
LDLR c.770_771delGGinsAC    19-11217316-GG-AC      19-11106640-GG-AC      c.770_771delinsAC   -                      ClinVar pairs of the reference folder
CFTR c.1521_1523del         7-117199644-ATCT-A     7-117559590-ATCT-A     c.1521_1523del      -                      ClinVar 7105
CFTR c.1477C>T              7-117199602-C-T        7-117559548-C-T        c.1477C>T           -                      ClinVar pairs of the reference folder
CYP2C19 c.681G>A            10-96541616-G-A        10-94781859-G-A        c.681G>A            p.(Pro227=)            ClinVar pairs of the reference folder (*2, rs4244285)
CYP2C19 c.636G>A            10-96540410-G-A        10-94780653-G-A        c.636G>A            p.(Trp212Ter)          ClinPGx positions (*3, rs4986893)
CYP2C19 c.-806C>T           10-96521657-C-T        10-94761900-C-T        -                   -                      ClinPGx positions (*17, rs12248560)
CYP2C9 c.430C>T             10-96702047-C-T        10-94942290-C-T        c.430C>T            p.(Arg144Cys)          ClinPGx positions (*2, rs1799853)
CYP2C9 c.1075A>C            10-96741053-A-C        10-94981296-A-C        c.1075A>C           p.(Ile359Leu)          ClinPGx positions (*3, rs1057910)
CYP2D6 c.506-1G>A           22-42524947-C-T        22-42128945-C-T        c.506-1G>A          p.?                    ClinPGx positions (*4, rs3892097)
CYP2D6 c.100C>T             22-42526694-G-A        22-42130692-G-A        c.100C>T            -                      ClinPGx positions (*10, rs1065852)
CYP2D6 c.454del             22-42525085-CA-C       22-42129083-CA-C       c.454del            -                      ClinVar pairs of the reference folder (*6, rs5030655)
CYP2B6 c.516G>T             19-41512841-G-T        19-41006936-G-T        c.516G>T            -                      ClinPGx positions (*9, rs3745274)
CYP4F2 c.1297G>A            19-15990431-C-T        19-15879621-C-T        c.1297G>A           -                      ClinVar pairs of the reference folder (*3, rs2108622)
DPYD c.1905+1G>A            1-97915614-C-T         1-97450058-C-T         c.1905+1G>A         p.?                    ClinPGx positions (*2A, rs3918290)
DPYD c.2846A>T              1-97547947-T-A         1-97082391-T-A         c.2846A>T           -                      ClinPGx positions (rs67376798)
DPYD c.1679T>G              1-97981343-A-C         1-97515787-A-C         c.1679T>G           -                      ClinPGx positions (*13, rs55886062)
DPYD c.1129-5923C>G         1-98045449-G-C         1-97579893-G-C         c.1129-5923C>G      p.?                    ClinPGx positions (HapB3, rs75017182)
TPMT c.719A>G               6-18130918-T-C         6-18130687-T-C         c.719A>G            p.(Tyr240Cys)          ClinPGx positions (*3C, rs1142345)
TPMT c.460G>A               6-18139228-C-T         6-18138997-C-T         c.460G>A            p.(Ala154Thr)          ClinPGx positions (*3B, rs1800460)
NUDT15 c.415C>T             13-48619855-C-T        13-48045719-C-T        c.415C>T            p.(Arg139Cys)          ClinPGx positions (*3, rs116855232)
NUDT15 c.50_55dup           13-48611918-A-AGGAGTC  13-48037782-A-AGGAGTC  c.50_55dup          p.(Gly17_Val18dup)     ClinVar pairs of the reference folder (*6, rs746071566)
SLCO1B1 c.521T>C            12-21331549-T-C        12-21178615-T-C        c.521T>C            p.(Val174Ala)          ClinPGx positions (*5, rs4149056)
ABCG2 c.421C>A              4-89052323-G-T         4-88131171-G-T         c.421C>A            -                      ClinPGx positions (rs2231142)
VKORC1 c.-1639G>A           16-31107689-C-T        16-31096368-C-T        -                   -                      ClinPGx positions (rs9923231)
G6PD c.202G>A               X-153764217-C-T        X-154536002-C-T        c.202G>A            p.(Val68Met)           ClinPGx positions (A-, rs1050828)
G6PD c.563C>T               X-153762634-G-A        X-154534419-G-A        c.563C>T            p.(Ser188Phe)          ClinPGx positions (Mediterranean, rs5030868)
UGT1A1 c.211G>A             2-234669144-G-A        2-233760498-G-A        c.211G>A            p.(Gly71Arg)           ClinPGx positions (*6, rs4148323)
UGT1A1 c.-41_-40dup         2-234668879-C-CAT      2-233760233-C-CAT      -                   -                      ClinPGx positions (*28, rs3064744)
RYR1 c.1840C>T              19-38948185-C-T        19-38457545-C-T        c.1840C>T           -                      ClinPGx positions (rs118192172)
CACNA1S c.3257G>A           1-201029943-C-T        1-201060815-C-T        c.3257G>A           -                      ClinPGx positions (rs1800559)
MT-RNR1 m.1555A>G           M-1555-A-G             M-1555-A-G             -                   -                      MITOMAP (rs267606617)
`
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(/ {2,}/))
  .map(([asked = '', GRCh37 = '', GRCh38 = '', c = '', p = '', source = '']) => ({
    asked,
    on: { GRCh37, GRCh38 },
    c,
    p,
    source,
  }))

describe('well-known variants of the shipped genes, by name on both builds', () => {
  test.each(known)('$asked ($source)', ({ asked, on, c, p }) => {
    for (const build of builds) {
      const found = ask(asked, build)
      if (!found.ok) throw new Error(`${build}: ${found.problems[0]?.message}`)
      const [variant] = found.value.variants
      if (variant === undefined) throw new Error('nothing found')
      expect(written(variant)).toBe(on[build])
      const { transcript } = found.value
      if (transcript === undefined) continue
      const names = hgvsOfVariant(variant, transcript, reference[build])
      expect([textOf(names.c) ?? '-', textOf(names.p) ?? '-']).toEqual([c, p])
      if ('text' in names.c) expect(names.c.shiftCut).toBeUndefined()
    }
  })
})

/** What published variants do to proteins whose coding bases ship. */
const changes = `
gene     c                p                       source
BRCA2    c.658_659del     p.(Val220IlefsTer4)     ClinVar
BRCA2    c.771_775del     p.(Asn257LysfsTer17)    ClinVar
BRCA2    c.1310_1313del   p.(Lys437IlefsTer22)    ClinVar
BRCA2    c.2808_2811del   p.(Ala938ProfsTer21)    ClinVar
BRCA2    c.3847_3848del   p.(Val1283LysfsTer2)    ClinVar
BRCA2    c.5722_5723del   p.(Leu1908ArgfsTer2)    ClinVar
BRCA2    c.6275_6276del   p.(Leu2092ProfsTer7)    ClinVar
BRCA2    c.7480C>T        p.(Arg2494Ter)          ClinVar
BRCA2    c.8167G>C        p.(Asp2723His)          ClinVar
BRCA2    c.8537_8538del   p.(Glu2846GlyfsTer22)   ClinVar
BRCA2    c.9382C>T        p.(Arg3128Ter)          ClinVar
BRCA2    c.9976A>T        p.(Lys3326Ter)          ClinVar
VKORC1   c.85G>T          p.(Val29Leu)            Rost 2004, Nature 427:537
VKORC1   c.134T>C         p.(Val45Ala)            Rost 2004, Nature 427:537
VKORC1   c.172A>G         p.(Arg58Gly)            Rost 2004, Nature 427:537
VKORC1   c.292C>T         p.(Arg98Trp)            Rost 2004, Nature 427:537
VKORC1   c.383T>G         p.(Leu128Arg)           Rost 2004, Nature 427:537
UGT1A1   c.686C>A         p.(Pro229Gln)           ClinPGx (*27)
UGT1A1   c.1456T>G        p.(Tyr486Asp)           *7
SLCO1B1  c.388A>G         p.(Asn130Asp)           ClinPGx (rs2306283)
SLCO1B1  c.463C>A         p.(Pro155Thr)           ClinPGx (rs11045819)
SLCO1B1  c.1929A>C        p.(Leu643Phe)           ClinPGx (rs34671512)
TPMT     c.238G>C         p.(Ala80Pro)            ClinPGx (*2)
CYP2C19  c.1A>G           p.(Met1?)               ClinPGx (*4)
CYP2C19  c.395G>A         p.(Arg132Gln)           ClinPGx (*6)
CYP2C9   c.818del         p.(Lys273ArgfsTer34)    ClinPGx (*6)
CYP2C9   c.1003C>T        p.(Arg335Trp)           ClinPGx (*11)
G6PD     c.376A>G         p.(Asn126Asp)           ClinPGx (A)
G6PD     c.1376G>T        p.(Arg459Leu)           ClinPGx (Canton)
G6PD     c.1388G>A        p.(Arg463His)           ClinPGx (Kaiping)
G6PD     c.487G>A         p.(Gly163Ser)           ClinPGx (Mahidol)
`
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(/ {2,}/) as [string, string, string, string])

test.each(changes)('%s %s is %s (%s)', (gene, c, p) => {
  for (const build of builds) {
    const found = ask(`${gene}:${c}`, build)
    if (!found.ok) throw new Error(`${build}: ${found.problems[0]?.message}`)
    const [variant] = found.value.variants
    if (variant === undefined || found.value.transcript === undefined) throw new Error('nothing found')
    expect(textOf(hgvsOfVariant(variant, found.value.transcript, reference[build]).p)).toBe(p)
  }
})

describe('where the reference of GRCh37 has the changed base itself', () => {
  test.each(['DPYD c.85T>C', 'CYP2C19 c.991A>G', 'CYP2D6 c.886C>T', 'CYP2D6 c.1457G>C', 'CYP3A5 c.219-237A>G'])(
    '%s is found on GRCh38; on GRCh37 it is said why there is no such row',
    (asked) => {
      expect(ask(asked, 'GRCh38')).toMatchObject({ ok: true })
      expect(ask(asked, 'GRCh37')).toMatchObject({ ok: false, problems: [{ code: 'HGVS_REFERENCE_IS_ALT' }] })
    },
  )

  test.each([
    ['DPYD', { chrom: 'chr1', pos: 98348885, ref: 'G', alt: 'A' }],
    ['CYP2D6', { chrom: 'chr22', pos: 42523943, ref: 'A', alt: 'G' }],
  ])('a row of %s there gets no c. name, for the transcript has what the row calls ALT', (gene, variant) => {
    const [transcript] = index.GRCh37.byGene(gene)
    if (transcript === undefined) throw new Error('no transcript')
    expect(hgvsOfVariant(variant, transcript, reference.GRCh37).c).toMatchObject({ refused: 'transcriptDiffers' })
  })

  test.each([
    ['G6PD', 'GRCh37', { chrom: 'chrX', pos: 153760654, ref: 'G', alt: 'A' }, 'c.1311='],
    ['CYP2C19', 'GRCh37', { chrom: 'chr10', pos: 96602623, ref: 'G', alt: 'A' }, 'c.991='],
    // NM_000059.3 has C where both genomes have T (ClinVar).
    ['BRCA2', 'GRCh38', { chrom: 'chr13', pos: 32355250, ref: 'T', alt: 'C' }, 'c.7397='],
  ] as const)(
    'a row of %s on %s whose ALT is what the held transcript has changes nothing in it',
    (gene, build, variant, c) => {
      const [transcript] = index[build].byGene(gene)
      if (transcript === undefined) throw new Error('no transcript')
      expect(textOf(hgvsOfVariant(variant, transcript, reference[build]).c)).toBe(c)
    },
  )
})

/** Alleles that ClinPGx names by their c. description, with the place and base that their definition has. */
const defined = readFileSync('knowledge/clinpgx/2025-11/alleles.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly gene: string; readonly name: string; readonly at?: string })
  .flatMap(({ gene, name, at }) => {
    const [, c] = /^(c\.[^\s,]+)( \(.*\))?$/.exec(name) ?? []
    const [, pos, alt] = /^(\d+) ([ACGT]+)$/.exec(at ?? '') ?? []
    return c === undefined || pos === undefined ? [] : [{ gene, c, pos: Number(pos), alt }]
  })

test('all alleles of DPYD, RYR1 and CACNA1S that ClinPGx names by c. stand where their definition has them, on both builds', () => {
  const on37 = new Map(
    tsvRows(readFileSync('knowledge/clinpgx/2025-11/positions-grch37.tsv', 'utf8')).map((r) => [
      `${r['gene']} ${r['pos_grch38']}`,
      Number(r['pos_grch37']),
    ]),
  )
  const missed: string[] = []
  let placed = 0
  for (const { gene, c, pos, alt } of defined)
    for (const build of builds) {
      const there = build === 'GRCh38' ? pos : on37.get(`${gene} ${pos}`)
      if (!there) continue
      const found = ask(`${gene}:${c}`, build)
      const [variant] = found.ok ? found.value.variants : []
      if (variant?.pos === there && variant.alt === alt) placed++
      else missed.push(`${gene} ${c} ${build} ${found.ok ? JSON.stringify(variant) : found.problems[0]?.code}`)
    }
  expect(missed).toEqual([
    'DPYD c.85T>C GRCh37 HGVS_REFERENCE_IS_ALT',
    // The bases beside this place are not held, so that it cannot be left-aligned.
    'RYR1 c.992_994dup GRCh37 HGVS_NO_SEQUENCE',
    'RYR1 c.992_994dup GRCh38 HGVS_NO_SEQUENCE',
  ])
  expect(placed).toBe(840)
})
