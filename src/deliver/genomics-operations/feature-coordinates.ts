import { accessionOfContig, canonicalContig } from '../../genome/identity/index.ts'
import type { Build } from '../../genome/site.ts'
import type { Transcript, TranscriptIndex } from '../../genome/transcripts/index.ts'
import type { ListedGene } from '../../knowledge/genes.ts'
import { geneConcept } from '../fhir/codes.ts'
import { type Issue, refused, type Refused } from './outcome.ts'
import { readRange, type Span } from './place.ts'

/** What the utilities read: gene regions and transcripts on both builds. */
export type Features = {
  readonly genes: readonly ListedGene[]
  readonly transcripts: Readonly<Record<Build, TranscriptIndex>>
}

export type Fields = Readonly<Record<string, unknown>>

const at = (chrom: string, build: Build, start: number, end: number): string =>
  `${accessionOfContig(chrom, build) ?? chrom}:${start}-${end}`

const extent = ({ exons }: Transcript): readonly [number, number] => [
  Math.min(...exons.map((e) => e.genomeStart)),
  Math.max(...exons.map((e) => e.genomeEnd)),
]

const isMane = (t: Transcript): boolean => t.tags.includes('MANE Select')

/** The coding part on the genome, 0-based half open, from the first exon base that codes to the last. */
const codingExtent = (t: Transcript): readonly [number, number] | undefined => {
  const { cds } = t
  if (cds === undefined) return undefined
  const parts = t.exons.flatMap((e): readonly number[] => {
    const [from, to] = [Math.max(e.start, cds.start), Math.min(e.end, cds.end)]
    if (from >= to) return []
    return t.strand === 1
      ? [e.genomeStart + from - e.start, e.genomeStart + to - e.start]
      : [e.genomeEnd - (to - e.start), e.genomeEnd - (from - e.start)]
  })
  return parts.length === 0 ? undefined : [Math.min(...parts), Math.max(...parts)]
}

const hgncOf = (gene: string): string | undefined => geneConcept(gene).coding?.[0]?.code

const transcriptsOf = (features: Features, gene: string): readonly Transcript[] => [
  ...new Map(
    (['GRCh38', 'GRCh37'] as const).flatMap((b) => features.transcripts[b].byGene(gene)).map((t) => [t.id, t]),
  ).values(),
]

const regionOf = (g: ListedGene, build: Build): string => {
  const { start, end } = build === 'GRCh37' ? g.grch37 : g.grch38
  return at(g.chrom, build, start - 1, end)
}

const geneFields = (features: Features, g: ListedGene): Fields => {
  const id = hgncOf(g.gene)
  const own = transcriptsOf(features, g.gene)
  const mane = own.filter(isMane).map((t) => t.id)
  return {
    ...(id === undefined
      ? {}
      : { geneId: id, geneLink: `https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/${id}` }),
    geneSymbol: g.gene,
    build37Coordinates: regionOf(g, 'GRCh37'),
    build38Coordinates: regionOf(g, 'GRCh38'),
    ...(own.length === 0 ? {} : { transcripts: own.map((t) => t.id) }),
    ...(mane.length === 0 ? {} : { MANE: mane }),
  }
}

const strandOf = (t: Transcript): string => (t.strand === 1 ? '+' : '-')

const onBuild = (t: Transcript | undefined, build: Build): Fields => {
  if (t === undefined) return {}
  const n = build === 'GRCh37' ? 'build37' : 'build38'
  const coding = codingExtent(t)
  return {
    [`${n}Coordinates`]: at(t.chrom, build, ...extent(t)),
    ...(coding === undefined
      ? {}
      : { [`${n}CDSStart`]: coding[0], [`${n}CDSEnd`]: coding[1], [`${n}Strand`]: strandOf(t) }),
  }
}

const transcriptFields = (features: Features, id: string): Fields | undefined => {
  const [before] = features.transcripts.GRCh37.byId(id)
  const [after] = features.transcripts.GRCh38.byId(id)
  const one = after ?? before
  if (one === undefined) return undefined
  return {
    transcript: one.id,
    transcriptLink: `https://www.ncbi.nlm.nih.gov/nuccore/${one.id}`,
    geneSymbol: one.gene,
    ...onBuild(before, 'GRCh37'),
    ...onBuild(after, 'GRCh38'),
    MANE: isMane(one),
    exons: one.exons.map((_, i) => ({
      exonNumber: i + 1,
      ...(
        [
          ['build37Coordinates', before, 'GRCh37'],
          ['build38Coordinates', after, 'GRCh38'],
        ] as const
      ).reduce((all, [name, t, build]) => {
        const exon = t?.exons[i]
        return t === undefined || exon === undefined
          ? all
          : { ...all, [name]: at(t.chrom, build, exon.genomeStart, exon.genomeEnd) }
      }, {}),
    })),
  }
}

const bad = (text: string, expression?: string): Refused =>
  refused(400, [{ severity: 'error', code: 'value', text, ...(expression === undefined ? {} : { expression }) }])

const notLoaded = (what: string, name: string): Refused =>
  refused(404, [
    {
      severity: 'error',
      code: 'not-found',
      text: `No ${what} of this name is loaded: ${name}. Import a transcript release that holds it.`,
      expression: what,
    } satisfies Issue,
  ])

const named = ['chromosome', 'gene', 'transcript', 'protein'] as const

/** Where a chromosome, gene, transcript or protein lies on both builds (0-based, half open), as far as it is loaded. Exactly one is asked for. */
export const featureCoordinates = (
  asked: Readonly<Partial<Record<(typeof named)[number], string>>>,
  features: Features,
): Fields | readonly Fields[] | Refused => {
  const given = named.filter((n) => asked[n] !== undefined && asked[n] !== '')
  const [of, ...more] = given
  if (of === undefined || more.length > 0) return bad(`Ask for exactly one of ${named.join(', ')}.`)
  const value = (asked[of] ?? '').trim()
  if (of === 'chromosome') {
    const chrom = canonicalContig(value)
    if (chrom === undefined) return bad('A chromosome is chr1 to chr22, chrX, chrY or chrM.', 'chromosome')
    const name = chrom.slice(3).toLowerCase()
    return {
      chromosome: chrom,
      chromosomeLink: `https://medlineplus.gov/genetics/chromosome/${name === 'm' ? 'mitochondrial-dna' : name}/`,
      build37RefSeq: accessionOfContig(chrom, 'GRCh37'),
      build38RefSeq: accessionOfContig(chrom, 'GRCh38'),
    }
  }
  if (of === 'gene') {
    const word = value.toUpperCase()
    const found = features.genes.filter(
      (g) => g.gene.toUpperCase() === word || hgncOf(g.gene) === word || hgncOf(g.gene) === `HGNC:${word}`,
    )
    return found.length === 0 ? notLoaded('gene', value) : found.map((g) => geneFields(features, g))
  }
  if (of === 'transcript') {
    const found = transcriptFields(features, value.toUpperCase())
    return found === undefined ? notLoaded('transcript', value) : [found]
  }
  const [transcript] = (['GRCh38', 'GRCh37'] as const).flatMap((b) =>
    features.transcripts[b].byProtein(value.toUpperCase()),
  )
  return transcript?.protein === undefined
    ? notLoaded('protein', value)
    : {
        protein: transcript.protein,
        proteinLink: `https://www.ncbi.nlm.nih.gov/protein/${transcript.protein}/`,
        transcript: transcript.id,
      }
}

/** The genes of the loaded list that overlap a range. An empty list says only that none of the list lies there. */
export const genesIn = (range: string | undefined, features: Features): readonly Fields[] | Refused => {
  if (range === undefined || range === '') return bad('range is required.', 'range')
  const read = readRange(range)
  if (typeof read === 'string') return bad(read, 'range')
  const { build, chrom, start, end }: Span = read.span
  return features.genes
    .filter((g) => {
      const own = build === 'GRCh37' ? g.grch37 : g.grch38
      return g.chrom === chrom && own.start - 1 < end && own.end > start
    })
    .map((g) => geneFields(features, g))
}
