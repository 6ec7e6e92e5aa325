import { canonicalContig } from '../genome/identity/index.ts'
import type { Region } from '../genome/site.ts'
import type { TranscriptIndex } from '../genome/transcripts/index.ts'
import { type Problem, problem } from '../shared/problem.ts'

export type Places = { readonly regions: readonly Region[]; readonly problems: readonly Problem[] }

/** A region as people write it: `chr17`, `17:43044295`, `chr17:43,044,295-43,125,364`, 1-based with both ends. Undefined when it is none. */
export const regionOf = (text: string): Region | undefined => {
  const found = /^([^:\s]+)(?::([\d,]+)(?:-([\d,]+))?)?$/.exec(text.trim())
  const chrom = found === null ? undefined : canonicalContig(found[1] ?? '')
  if (found === null || chrom === undefined) return undefined
  const number = (cell: string | undefined, otherwise: number): number =>
    cell === undefined ? otherwise : Number(cell.replaceAll(',', ''))
  const start = number(found[2], 1)
  const end = number(found[3], found[2] === undefined ? 2 ** 31 - 1 : start)
  return start < 1 || end < start ? undefined : { chrom, start, end }
}

/** What is wrong with regions as they were written. */
export const regionProblems = (regions: readonly string[]): readonly Problem[] =>
  regions
    .filter((text) => regionOf(text) === undefined)
    .map((text) =>
      problem(
        'bad-region',
        '--region',
        `"${text}" is not a region.`,
        'Write it as chr17:43044295-43125364, counted from 1.',
      ),
    )

/** A symbol as it was written, then as HGNC writes symbols: capitals, but for the small letters of open reading frames (C9orf72). */
const spellings = (gene: string): readonly string[] => [
  gene,
  gene.toUpperCase().replace(/^(C[0-9XY]+)ORF(\d)/, '$1orf$2'),
]

/** The regions that `--region` and `--gene` name; a gene reaches as far as its transcripts, on each chromosome that has it (X and Y). Regions that are none are left out (`regionProblems` tells them). */
export const placesOf = (
  regions: readonly string[],
  genes: readonly string[],
  transcripts: TranscriptIndex,
): Places => {
  const problems: Problem[] = []
  const found: Region[] = regions.flatMap((text) => regionOf(text) ?? [])
  for (const gene of genes) {
    const of =
      spellings(gene)
        .map((name) => transcripts.byGene(name))
        .find((found) => found.length > 0) ?? []
    const contigs = Map.groupBy(of, (t) => t.chrom)
    for (const [chrom, transcripts] of contigs) {
      const exons = transcripts.flatMap((t) => t.exons)
      found.push({
        chrom,
        start: Math.min(...exons.map((e) => e.genomeStart)) + 1,
        end: Math.max(...exons.map((e) => e.genomeEnd)),
      })
    }
    if (contigs.size === 0)
      problems.push(
        problem(
          'unknown-gene',
          '--gene',
          `No transcript of "${gene}" is loaded for this build.`,
          'Write the HGNC symbol; load more genes with: attune knowledge import transcripts FILE.',
        ),
      )
  }
  return { regions: found, problems }
}

/** Whether a stretch shares a base with one of the regions; true when there are none. */
export const touches = (regions: readonly Region[], chrom: string, start: number, end: number): boolean =>
  regions.length === 0 || regions.some((r) => r.chrom === chrom && r.start <= end && r.end >= start)
