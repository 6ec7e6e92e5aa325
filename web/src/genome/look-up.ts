import { rowAnnotator, type RowToAnnotate } from '../../../src/genome/annotation/index.ts'
import { type Call, callAt, strandsAt } from '../../../src/genome/calls/index.ts'
import { variantOfHgvs } from '../../../src/genome/hgvs/index.ts'
import type { Region } from '../../../src/genome/site.ts'
import type { Transcript } from '../../../src/genome/transcripts/transcript.ts'
import type { Variant } from '../../../src/genome/variant.ts'
import { rowsOfCall, sameVariant } from './call-row.ts'
import { annotateOptions, type GeneModels, placeOf } from './gene-models.ts'
import type { Found, PlaceState, VariantRow } from './genome-answers.ts'
import { lineText } from './line-text.ts'
import type { OpenGenome } from './open-genome.ts'
import { readOf } from './place-state.ts'
import { readSearch } from './search-text.ts'
import { shareText } from './top-line.ts'

/** Rows that are shown at once. */
const most = 200

const placeText = ({ chrom, start, end }: Region): string =>
  start === end
    ? `${chrom}:${start.toLocaleString('en-GB')}`
    : `${chrom}:${start.toLocaleString('en-GB')}-${end.toLocaleString('en-GB')}`

type CalledRow = RowToAnnotate & { readonly call: Call }

const toAnnotate = (call: Call): CalledRow => ({
  chrom: call.chrom,
  pos: call.pos,
  ref: call.ref,
  alts: call.alts,
  ends: call.alts.map(() => call.end),
  strands: call.alleles,
  phased: call.phased,
  ...(call.phaseSet === undefined ? {} : { phaseSet: call.phaseSet }),
  call,
})

/** A region with all of the transcripts that it touches: what stands on one copy of a transcript is read together. */
const withTranscripts = ({ index }: GeneModels, { chrom, start, end }: Region): Region => {
  const edges = index
    .overlapping(chrom, start - 1, end)
    .flatMap((t) => t.exons.flatMap((e) => [e.genomeStart + 1, e.genomeEnd]))
  return { chrom, start: Math.min(start, ...edges), end: Math.max(end, ...edges) }
}

/** The person's variants whose rows touch a region, in order of place. */
export const variantsIn = (
  { archive, models }: OpenGenome,
  region: Region,
  limit = most,
): { readonly rows: readonly VariantRow[]; readonly more: number } => {
  const rows: VariantRow[] = []
  const annotator = rowAnnotator<CalledRow>(models.context, annotateOptions, ({ call }, annotated) => {
    if (call.pos <= region.end && call.end >= region.start)
      rows.push(...rowsOfCall(models, call, annotated, lineText(call)))
  })
  let asked = 0
  for (const batch of archive.calls(withTranscripts(models, region)))
    for (let i = 0; i < batch.size; i++) {
      if (!strandsAt(batch, i).some((a) => a !== null && a > 0)) continue
      if ((batch.pos[i] as number) <= region.end && (batch.end[i] as number) >= region.start) asked++
      if (asked <= limit) annotator.push(toAnnotate(callAt(batch, i)))
    }
  annotator.end()
  return { rows: rows.toSorted((a, b) => a.pos - b.pos), more: Math.max(0, asked - limit) }
}

const absent: Readonly<Record<PlaceState, (where: string, isWhole: boolean) => string>> = {
  reference: (where) => `${where} was looked at, and no variant was found there.`,
  notCalled: (where) =>
    `${where} was looked at, but could not be called: too few reads, too low a quality, or left open.`,
  unknown: (where, isWhole) =>
    isWhole
      ? `The file does not cover ${where}.`
      : `The file says nothing of ${where}. It lists only some places, so this can mean that there is no variant or that nobody looked.`,
}

const isWhole = ({ archive }: OpenGenome): boolean => archive.directory.read.format === 'gvcf'

const notThere = (genome: OpenGenome, asked: string, region: Region, gene?: string): Found => {
  const read = readOf(genome.archive, region)
  const { state } = read
  const length = region.end - region.start + 1
  const partly = state !== 'reference' && read.called > 0
  return {
    asked,
    say: partly
      ? `No variant was found in ${placeText(region)}, of which ${shareText(read.called, length)} can be read. Of the rest nothing is known.`
      : absent[state](placeText(region), isWhole(genome)),
    variants: [],
    more: 0,
    place: state,
    ...(gene === undefined ? {} : { gene }),
  }
}

const count = (n: number): string => (n === 1 ? '1 variant' : `${n.toLocaleString('en-GB')} variants`)

const inRegion = (genome: OpenGenome, asked: string, region: Region): Found => {
  const { rows, more } = variantsIn(genome, region)
  if (rows.length === 0) return notThere(genome, asked, region)
  return { asked, say: `${count(rows.length + more)} in ${placeText(region)}.`, variants: rows, more }
}

const ofGene = (genome: OpenGenome, gene: string): Found => {
  const listed = genome.models.genes.find((g) => g.gene === gene)
  if (listed === undefined) return { asked: gene, say: 'This gene is not held.', variants: [], more: 0 }
  const region = { chrom: listed.chrom, ...placeOf(listed, genome.models.build) }
  const { rows } = variantsIn(genome, region, 5000)
  const near = rows.filter((r) => r.class !== 'modifier')
  const told = near.length === rows.length ? '' : `, ${near.length} of them in or beside its coding part`
  if (rows.length === 0) return notThere(genome, gene, region, gene)
  return {
    asked: gene,
    say: `${count(rows.length)} in ${gene}${told}.`,
    variants: (near.length > 0 ? near : rows).slice(0, most),
    more: Math.max(0, (near.length > 0 ? near : rows).length - most),
    gene,
  }
}

/** Rows whose ID column holds an rsID; the whole genome is gone through. */
const byId = (genome: OpenGenome, rsid: string): readonly VariantRow[] => {
  const text = new TextDecoder('latin1')
  for (const batch of genome.archive.calls()) {
    const ids = text.decode(batch.text.subarray(0, batch.textFrom[batch.size] as number)).toLowerCase()
    if (!ids.includes(rsid)) continue
    for (let i = 0; i < batch.size; i++) {
      const id = ids.slice(batch.textFrom[i] as number, ids.indexOf('\t', batch.textFrom[i] as number))
      if (!id.split(';').includes(rsid)) continue
      const pos = batch.pos[i] as number
      return variantsIn(genome, { chrom: batch.chrom, start: pos, end: pos }).rows.filter((r) =>
        r.id.toLowerCase().split(';').includes(rsid),
      )
    }
  }
  return []
}

const ofRsid = (genome: OpenGenome, rsid: string): Found => {
  const site = genome.models.sites.find((s) => s.rsid === rsid)
  if (site !== undefined) {
    const region = { chrom: site.chrom, start: site.pos, end: site.pos + site.ref.length - 1 }
    const { rows } = variantsIn(genome, region)
    if (rows.length === 0) return notThere(genome, rsid, region, site.gene)
    return {
      asked: rsid,
      say: `${rsid} lies at ${placeText(region)}, in ${site.gene}.`,
      variants: rows,
      more: 0,
      gene: site.gene,
    }
  }
  const rows = byId(genome, rsid)
  if (rows.length > 0) return { asked: rsid, say: `${rsid} stands in the file.`, variants: rows, more: 0 }
  return {
    asked: rsid,
    say: `No row with a variant has the ID ${rsid}. Its place is not held here, so whether it was looked at cannot be told; search for its place or its HGVS name.`,
    variants: [],
    more: 0,
    place: 'unknown',
  }
}

const regionOf = (variants: readonly Variant[]): Region | undefined => {
  const [first] = variants
  if (first === undefined) return undefined
  return {
    chrom: first.chrom,
    start: Math.min(...variants.map((v) => v.pos)),
    end: Math.max(...variants.map((v) => v.pos + v.ref.length - 1)),
  }
}

/** How far from the place of a name a row can stand that says the same in another way: indels move within repeats. */
const around = 60

/** Which transcript a name was counted on where that is not the one that was asked for or not MANE Select. */
const countedOn = (
  models: GeneModels,
  transcript: Transcript | undefined,
  otherVersion: string | undefined,
): string => {
  if (transcript === undefined) return ''
  const select = models.genes.find((g) => g.gene === transcript.gene)?.maneSelect
  const isSelect = transcript.tags.includes('MANE Select')
  if (otherVersion === undefined && isSelect) return ''
  const held = otherVersion === undefined ? '' : ', the version that is held'
  const better = isSelect || select === undefined ? '' : `; MANE Select is ${select}`
  return ` Counted on ${transcript.id}${held}${better}.`
}

const ofHgvs = (genome: OpenGenome, asked: string): Found => {
  const { models } = genome
  const result = variantOfHgvs(asked, models.index, models.reference, { build: models.build })
  if (!result.ok) {
    const [problem] = result.problems
    return {
      asked,
      say: problem === undefined ? 'The name cannot be read.' : `${problem.message} ${problem.remedy}`,
      variants: [],
      more: 0,
    }
  }
  const { variants, meaning, transcript, otherVersion, unchecked } = result.value
  const region = regionOf(variants)
  if (region === undefined) return { asked, say: 'The name means no change.', variants: [], more: 0 }
  const near = { ...region, start: Math.max(1, region.start - around), end: region.end + around }
  const rows = variantsIn(genome, near).rows.filter((row) => variants.some((v) => sameVariant(models, row, v)))
  const told = [
    meaning === 'any' ? ` ${variants.length} changes of the DNA have this effect.` : '',
    countedOn(models, transcript, otherVersion),
    unchecked === true ? ' The bases that are stated were not checked: the reference is not held there.' : '',
  ].join('')
  const gene = transcript === undefined ? {} : { gene: transcript.gene }
  if (rows.length > 0) {
    const all = meaning !== 'all' || rows.length >= variants.length
    return { asked, say: `${all ? 'Found.' : 'Found in part.'}${told}`, variants: rows, more: 0, ...gene }
  }
  const others = variantsIn(genome, region).rows
  const found = notThere(genome, asked, region, transcript?.gene)
  if (others.length > 0)
    return {
      ...found,
      say: `This variant was not found; another one stands at ${placeText(region)}.${told}`,
      variants: others,
    }
  return { ...found, say: `${found.say}${told}` }
}

/** Answers one search in an open genome. */
export const lookUp = (genome: OpenGenome, typed: string): Found => {
  const wanted = readSearch(
    typed,
    genome.models.genes.map((g) => g.gene),
  )
  switch (wanted.is) {
    case 'gene':
      return ofGene(genome, wanted.gene)
    case 'rsid':
      return ofRsid(genome, wanted.rsid)
    case 'region':
      return inRegion(genome, typed.trim(), wanted)
    case 'hgvs':
      return ofHgvs(genome, wanted.text)
    case 'nothing':
      return { asked: '', say: '', variants: [], more: 0 }
    case 'notClear':
      return {
        asked: wanted.text,
        say: `“${wanted.text}” is neither a gene that is held here, nor an rsID, an HGVS name or a place such as chr10:94781859.`,
        variants: [],
        more: 0,
      }
  }
}
