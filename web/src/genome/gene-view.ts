import { placeOf } from './gene-models.ts'
import type { GenomeCard, GeneView } from './genome-answers.ts'
import { variantsIn } from './look-up.ts'
import type { OpenGenome } from './open-genome.ts'

/** Variants of one gene that are listed. */
const most = 100

/** The coding part on the contig, 0-based half-open. */
const codingOf = (t: {
  readonly strand: 1 | -1
  readonly cds?: { readonly start: number; readonly end: number }
  readonly exons: readonly {
    readonly start: number
    readonly end: number
    readonly genomeStart: number
    readonly genomeEnd: number
  }[]
}): { readonly low: number; readonly high: number } | undefined => {
  const { cds, strand } = t
  if (cds === undefined) return undefined
  const at = (base: number): number => {
    const e = t.exons.find((x) => base >= x.start && base < x.end)
    if (e === undefined) return Number.NaN
    return strand === 1 ? e.genomeStart + base - e.start : e.genomeEnd - 1 - (base - e.start)
  }
  const [a, b] = [at(cds.start), at(cds.end - 1)]
  return { low: Math.min(a, b), high: Math.max(a, b) + 1 }
}

/** One gene of the list with the person's variants in it: those in or beside the coding part as rows, the others as places only. */
export const geneView = (genome: OpenGenome, card: GenomeCard, name: string): GeneView | undefined => {
  const listed = genome.models.genes.find((g) => g.gene.toLowerCase() === name.toLowerCase())
  const reading = card.genes.find((g) => g.gene === listed?.gene)
  if (listed === undefined || reading === undefined) return undefined
  const { rows } = variantsIn(genome, { chrom: listed.chrom, ...placeOf(listed, genome.models.build) }, 20_000)
  const [transcript] = genome.models.index.byGene(listed.gene)
  const own = transcript === undefined ? rows : rows.filter((r) => r.class !== 'modifier' && r.gene === listed.gene)
  const shown = own.toSorted((a, b) => (listed.strand === 1 ? a.pos - b.pos : b.pos - a.pos)).slice(0, most)
  const kept = new Set(shown)
  const coding = transcript === undefined ? undefined : codingOf(transcript)
  return {
    reading,
    strand: listed.strand,
    exons: transcript?.exons.map((e) => ({ low: e.genomeStart, high: e.genomeEnd })) ?? [],
    ...(coding === undefined ? {} : { coding }),
    ...(listed.transcript === undefined ? {} : { transcript: listed.transcript }),
    ...(listed.maneSelect === undefined ? {} : { maneSelect: listed.maneSelect }),
    holds: listed.holds === 'region' ? 'its place only' : listed.holds,
    checks: listed.checks,
    source: listed.source,
    ...(listed.unverified === undefined ? {} : { unverified: listed.unverified }),
    ...(listed.note === undefined ? {} : { note: listed.note }),
    variants: shown,
    elsewhere: rows.filter((r) => !kept.has(r) && !own.includes(r)).map((r) => r.pos),
    more: own.length - shown.length,
  }
}
