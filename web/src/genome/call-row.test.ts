import { describe, expect, test } from 'vitest'
import { type AnnotatedRow, rowAnnotator, type RowToAnnotate } from '../../../src/genome/annotation/index.ts'
import type { Call } from '../../../src/genome/calls/index.ts'
import { loadGenePack } from '../../../src/knowledge/gene-pack.ts'
import { rowsOfCall as rowsOfAnnotated } from './call-row.ts'
import { annotateOptions, type GeneModels, openGeneModels } from './gene-models.ts'
import type { VariantRow } from './genome-answers.ts'
import { genotypeText, zygosityText } from './genotype-words.ts'

const models = openGeneModels(loadGenePack(), 'GRCh38')

const call = (
  chrom: string,
  pos: number,
  ref: string,
  alt: string,
  alleles: readonly (number | null)[] = [0, 1],
): Call => ({
  chrom,
  pos,
  end: pos + ref.length - 1,
  id: '.',
  ref,
  alts: alt.split(','),
  kind: 'variant',
  alleles,
  phased: false,
  filter: 'PASS',
  line: 7,
})

const rowsOfCall = (on: GeneModels, of: Call, line: string): readonly VariantRow[] => {
  const told: AnnotatedRow[] = []
  const annotator = rowAnnotator<RowToAnnotate>(on.context, annotateOptions, (_, annotated) => told.push(annotated))
  annotator.push({ ...of, ends: of.alts.map(() => of.end), strands: of.alleles })
  annotator.end()
  return told.flatMap((annotated) => rowsOfAnnotated(on, of, annotated, line))
}

describe('a call as a row', () => {
  // HGVS names as PharmVar, ClinVar and dbSNP give them for these places.
  test.each([
    ['chr10', 94781859, 'G', 'A', 'NM_000769.4:c.681G>A', 'p.(Pro227=)', 'low'],
    ['chr13', 48045719, 'C', 'T', 'NM_018283.4:c.415C>T', 'p.(Arg139Cys)', 'moderate'],
    ['chr17', 7675088, 'C', 'T', 'NM_000546.6:c.524G>A', 'p.(Arg175His)', 'moderate'],
    ['chr17', 7674220, 'C', 'T', 'NM_000546.6:c.743G>A', 'p.(Arg248Gln)', 'moderate'],
    ['chr1', 97450058, 'C', 'T', 'NM_000110.4:c.1905+1G>A', undefined, 'high'],
    ['chr22', 42128945, 'C', 'T', 'NM_000106.6:c.506-1G>A', undefined, 'high'],
    ['chr6', 18130687, 'T', 'C', 'NM_000367.5:c.719A>G', 'p.(Tyr240Cys)', 'moderate'],
    ['chr1', 97082391, 'T', 'A', 'NM_000110.4:c.2846A>T', undefined, 'notKnown'],
    ['chr17', 43057062, 'T', 'TG', 'NM_007294.4:c.5266dup', 'p.(Gln1756ProfsTer74)', 'high'],
    ['chr7', 99672916, 'T', 'C', 'NM_000777.5:c.219-237A>G', undefined, 'modifier'],
  ])('%s:%i %s>%s is named on the transcript', (chrom, pos, ref, alt, coding, protein, impact) => {
    const [row] = rowsOfCall(models, call(chrom, pos, ref, alt), 'line')
    expect(row?.names.coding).toBe(coding)
    if (protein !== undefined) expect(row?.names.protein).toBe(protein)
    expect(row?.class).toBe(impact)
  })

  test('a model without bases says that the protein is not known, and never that nothing changes', () => {
    const [row] = rowsOfCall(models, call('chr1', 97082391, 'T', 'A'), 'line')
    expect(row?.notes.join()).toContain('not held')
    expect(row?.consequence).toBe('Changes the coding part')
  })

  test('a listed variant of such a model says what the variant table says', () => {
    const said = (chrom: string, pos: number, ref: string, alt: string): string =>
      rowsOfCall(models, call(chrom, pos, ref, alt), 'line')[0]?.notes.join() ?? ''
    expect(said('chr22', 42130692, 'G', 'A')).toContain('p.Pro34Ser by the variant table')
    expect(said('chr19', 41006936, 'G', 'T')).toContain('p.Gln172His')
    expect(said('chr1', 97082391, 'T', 'A')).toContain('p.Asp949Val')
  })

  test('a variant that defines named alleles says that their function counts: CYP2C19*2 keeps the amino acid', () => {
    const [row] = rowsOfCall(models, call('chr10', 94781859, 'G', 'A'), 'line')
    expect(row?.notes).toEqual([
      'Defines named alleles of CYP2C19: their function counts, not the consequence told here.',
    ])
    expect(rowsOfCall(models, call('chr10', 94781859, 'G', 'T'), 'line')[0]?.notes).toEqual([])
  })

  test('what could not be told is told: a name that may stand further on, another transcript than MANE Select, REF not checked', () => {
    const row = (chrom: string, pos: number, ref: string, alt: string): VariantRow | undefined =>
      rowsOfCall(models, call(chrom, pos, ref, alt), 'line')[0]
    const moved = row('chr1', 97450100, 'CTTC', 'C')
    expect(moved?.notes).toContain('It may have to be named further 3′: bases around it are not held.')
    expect(moved?.names.genomic).toBe('chr1:97450100 CTTC>C')
    expect(row('chr13', 32338918, 'A', 'G')?.otherTranscript).toBe('Named on NM_000059.3; MANE Select is NM_000059.4.')
    expect(row('chr17', 7675088, 'C', 'T')?.otherTranscript).toBeUndefined()
    expect(row('chr10', 94781859, 'G', 'A')?.referenceCheck).toBe('REF is what the reference has.')
    expect(row('chr17', 7675088, 'C', 'T')?.referenceCheck).toContain('not checked')
    expect(row('chr10', 94781859, 'T', 'A')?.notes.join()).toContain('REF is not what the reference has here')
    const on37 = openGeneModels(loadGenePack(), 'GRCh37')
    const [unnamed] = rowsOfCall(on37, call('chr22', 42523943, 'A', 'G'), 'line')
    expect(unnamed?.names.coding).toBeUndefined()
    expect(unnamed?.notes.join()).toContain('No c. name: The transcript has another base here than the genome')
  })

  test('a REF that the transcript does not have is told', () => {
    const [row] = rowsOfCall(models, call('chr17', 7674220, 'G', 'A'), 'line')
    expect(row?.notes.join()).toContain('Check the build')
  })

  test('two different ALTs are two rows, and a call without an ALT is none', () => {
    expect(rowsOfCall(models, call('chr10', 94781859, 'G', 'A,C', [1, 2]), 'l')).toHaveLength(2)
    expect(rowsOfCall(models, call('chr10', 94781859, 'G', 'A', [0, 0]), 'l')).toEqual([])
    expect(rowsOfCall(models, call('chr10', 94781859, 'G', 'A', [null, null]), 'l')).toEqual([])
  })

  test('a whole gene that is deleted is told as such, with the copies the file states', () => {
    const deletion = {
      ...call('chr22', 42126000, 'N', '<DEL>'),
      kind: 'symbolic' as const,
      end: 42131000,
      copyNumber: 1,
    }
    const [row] = rowsOfCall(models, deletion, 'l')
    expect([row?.names.genomic, row?.gene, row?.consequence, row?.class]).toEqual([
      'chr22:42126001-42131000 <DEL>',
      'CYP2D6',
      'Removes the whole gene',
      'high',
    ])
    expect(row?.notes).toContain('Copies that the file states: 1.')
  })

  test.each([
    [[0, 1], 'one copy (heterozygous)'],
    [[1, 1], 'both copies (homozygous)'],
    [[null, 1], 'at least one copy; the other was not called'],
    [[1], 'the only copy (hemizygous)'],
    [[1, 2], 'one copy; the other has C'],
    [[0, 1, 1, 0], '2 of 4 copies'],
  ])('%j is told in words', (alleles, words) => {
    expect(zygosityText(call('chr10', 94781859, 'G', 'A,C', alleles), 1)).toBe(words)
  })

  test('a genotype shows its letters', () => {
    expect(genotypeText(call('chr10', 5, 'G', 'A', [0, 1]))).toBe('0/1 (G/A)')
    expect(genotypeText({ ...call('chr10', 5, 'G', 'A', [null, 1]), phased: true })).toBe('.|1 (.|A)')
  })
})
