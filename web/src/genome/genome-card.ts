import {
  assayWords,
  becauseWords,
  figureValue,
  figureWords,
  sexWords,
} from '../../../src/genome/quality/quality-words.ts'
import type { CallState, Figure, RegionCallability } from '../../../src/genome/quality/index.ts'
import { placeOf } from './gene-models.ts'
import type { GeneReading, GenomeCard, QualityLine } from './genome-answers.ts'
import type { OpenGenome } from './open-genome.ts'

const sum = (by: RegionCallability['byState'] | undefined, states: readonly CallState[]): number =>
  states.reduce((n, s) => n + (by?.[s] ?? 0), 0)

/** The states of quality control that say something of a place; `absent` and `outsideBed` are not known. */
export const calledStates = ['called', 'reference', 'inBed'] as const satisfies readonly CallState[]
export const notCalledStates = ['noCall', 'below'] as const satisfies readonly CallState[]

const variantsIn = ({ archive }: OpenGenome, chrom: string, start: number, end: number): number => {
  let n = 0
  for (const batch of archive.calls({ chrom, start, end }))
    for (let i = 0; i < batch.size; i++) {
      const own = (batch.alleles[2 * i] as number) > 0 || (batch.alleles[2 * i + 1] as number) > 0
      if (own && (batch.pos[i] as number) >= start) n++
    }
  return n
}

const readingsOf = (genome: OpenGenome): readonly GeneReading[] => {
  const told = new Map(genome.report.callability?.regions.map((r) => [r.name, r]) ?? [])
  return genome.models.genes.map((g) => {
    const { start, end } = placeOf(g, genome.models.build)
    const region = told.get(g.gene)
    const called = sum(region?.byState, calledStates)
    const notCalled = sum(region?.byState, notCalledStates)
    return {
      gene: g.gene,
      name: g.name,
      why: g.why,
      mattersFor: g.mattersFor,
      chrom: g.chrom,
      start,
      end,
      called,
      notCalled,
      unknown: end - start + 1 - called - notCalled,
      listed: region?.sites ?? 0,
      listedNotRead: region?.notAssessed.length ?? 0,
      variants: variantsIn(genome, g.chrom, start, end),
      hasModel: g.holds !== 'region',
    }
  })
}

const lineOf = (f: Figure): QualityLine => ({
  name: figureWords[f.id].replace(/^./, (c) => c.toUpperCase()),
  value: f.value === undefined ? 'not stated' : figureValue(f.id, f.value),
  expected: f.band === undefined ? '–' : `${figureValue(f.id, f.band.from)} to ${figureValue(f.id, f.band.to)}`,
  verdict: f.verdict,
  ...(f.because === undefined ? {} : { because: becauseWords[f.because] }),
  ...(f.band === undefined
    ? {}
    : { source: `${f.band.source}${f.band.unverified ? '; range not verified in its source' : ''}` }),
})

const formats = {
  vcf: 'VCF, lists only some places',
  gvcf: 'gVCF, says of every stretch whether it was looked at',
} as const

/** What the page shows of an open genome before anything is asked. */
export const genomeCard = (genome: OpenGenome): GenomeCard => {
  const { report, models, archive } = genome
  const { read } = archive.directory
  return {
    source: read.source,
    sample: read.sample,
    format: formats[read.format],
    isWhole: read.format === 'gvcf',
    build: models.build,
    buildEvidence: read.buildEvidence,
    rows: report.rows,
    variants: report.variants.rows,
    assay: `${assayWords[report.assay.kind]}, by the number and spread of its variants`,
    sex: { pattern: report.sex.pattern, because: report.sex.reasons.map((r) => sexWords[r]) },
    quality: report.figures.map(lineOf),
    genes: readingsOf(genome),
    release: models.release,
    attribution: models.attribution,
    problems: genome.problems,
  }
}
