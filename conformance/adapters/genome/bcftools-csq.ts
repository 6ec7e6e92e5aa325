import { readAllTranscripts } from '../../../src/genome/annotation-files/index.ts'
import { alleleChange, basePosition, basesOf, endsInStop, structuralConsequence, type TranscriptModel, transcriptModel } from '../../../src/genome/consequence/index.ts'
import { canonicalContig, memorySource, portableInflate } from '../../../src/genome/index.ts'
import { memoryReference, type ReferenceGenome } from '../../../src/genome/reference/index.ts'
import type { Variant } from '../../../src/genome/variant.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { about, biotype, codingStrings, csqOf, leftmost, type Placed } from './csq-text.ts'

type Feature = readonly [string, string, number, number, string, string, Readonly<Record<string, string>>]
type Row = { readonly chrom: string; readonly pos: number; readonly ref: string; readonly alt: readonly string[]; readonly gt?: readonly string[] }
type Expected = { readonly pos: number; readonly ref: string; readonly alt: string; readonly bcsq?: readonly string[]; readonly tbcsq?: readonly string[] }
type Set = {
  readonly set: string
  readonly sequences: Readonly<Record<string, string>>
  readonly features: readonly Feature[]
  readonly cases: readonly {
    readonly case: string
    readonly samples: readonly string[]
    readonly records: readonly Row[]
    readonly expected: { readonly haplotypeAware: readonly Expected[]; readonly perRecord?: readonly Expected[] }
  }[]
}

const path = 'genome/consequence/bcftools-csq.json'

const gff3 = (features: readonly Feature[]): string =>
  features
    .map(([contig, type, start, end, strand, phase, attributes]) => {
      const ninth = Object.entries(attributes).map(([key, value]) => `${key}=${value}`)
      return [contig, '.', type, start, end, '.', strand, phase, ninth.join(';')].join('\t')
    })
    .join('\n')

/** Intron bases at an exon's edge that csq counts as splice region, and exon bases. */
const region = { intron: 8, exon: 3 } as const

/**
 * csq's own reading of splice sites: an indel at its leftmost place within the record; an insertion behind an exon's third base still counts; `synonymous` besides where the
 * region's bases come out the same.
 */
const spliceNames = (model: TranscriptModel, at: Placed, variant: Variant, reference: ReferenceGenome): readonly string[] => {
  const names = new Set<string>()
  const sequence = reference.sequence(model.transcript.chrom)
  const insertion = at.start === at.end
  for (let i = 0; i < model.count - 1; i++) {
    const low = model.exonHigh[i] as number
    const high = model.exonLow[i + 1] as number
    for (const [donor, from, to] of [
      [model.forward, at.start - low, at.end - 1 - low],
      [!model.forward, high - at.end, high - 1 - at.start],
    ] as const) {
      const essential = insertion ? from === 1 : from <= 1 && to >= 0
      const tiny = high - low < 13
      const near = insertion ? from >= -region.exon && from < region.intron : from < region.intron && to >= -region.exon
      if (essential && !tiny) names.add(donor ? 'splice_donor' : 'splice_acceptor')
      else if (near) names.add('splice_region')
      if (!near || insertion || variant.ref.length === variant.alt.length || to < 0) continue
      const before = sequence?.slice(Math.max(0, variant.pos - 1 - 20), variant.pos - 1) ?? ''
      const after = sequence?.slice(variant.pos - 1 + variant.ref.length, variant.pos - 1 + variant.ref.length + 20) ?? ''
      const is = before + variant.alt + after
      const was = before + variant.ref + after
      const origin = variant.pos - 1 - before.length
      const edge = (from === at.start - low ? low : high - region.intron) - origin
      const same = was.slice(edge, edge + region.intron) === is.slice(edge, edge + region.intron)
      if (same) names.add('synonymous')
    }
  }
  return [...names]
}

const overlapsExon = (model: TranscriptModel, start: number, end: number): boolean => {
  for (let i = 0; i < model.count; i++)
    if (start < (model.exonHigh[i] as number) && end > (model.exonLow[i] as number)) return true
  return false
}

/** A deleted range that takes an exon's base next to an intron, wherever in the record the indel is put. */
const touchesEdge = (model: TranscriptModel, variant: Variant): boolean => {
  const change = alleleChange(variant)
  if (change === undefined || change.end - change.start === change.alt.length) return false
  const left = leftmost(variant)
  const at = (start: number, end: number): boolean => {
    for (let i = 0; i < model.count; i++) {
      const low = model.exonLow[i] as number
      const high = model.exonHigh[i] as number
      if ((i > 0 && start <= low && end > low) || (i < model.count - 1 && start < high && end >= high)) return true
    }
    return false
  }
  return at(change.start, change.end) && at(left.start, left.end)
}

/** Bases of each kind that a deletion takes from the exons: coding, 5' and 3' untranslated. */
const basesTaken = (model: TranscriptModel, at: Placed): { coding: number; five: number; three: number } => {
  const taken = { coding: 0, five: 0, three: 0 }
  for (let exon = 0; exon < model.count; exon++) {
    const low = model.exonLow[exon] as number
    const high = model.exonHigh[exon] as number
    for (let p = Math.max(low, at.start); p < Math.min(high, at.end); p++) {
      const base = basePosition(model, exon, p)
      if (base < model.codingStart) taken.five++
      else if (base >= model.codingEnd) taken.three++
      else taken.coding++
    }
  }
  return taken
}

const symbolicString = (model: TranscriptModel, variant: Variant): readonly string[] => {
  const insertion = variant.alt.startsWith('<INS')
  const found = structuralConsequence(model, { chrom: variant.chrom, start: variant.pos, end: variant.pos, type: insertion ? 'INS' : 'DEL' })
  if (found === undefined) return []
  if (!insertion) return [about(csqOf(found.terms).filter((n) => n === 'feature_truncation'), model)]
  return [about([...csqOf(found.terms), 'feature_elongation'], model)]
}

/** What csq says of one record on one transcript; `coding`: the string of its haplotype. */
const recordStrings = (model: TranscriptModel, variant: Variant, coding: string | undefined, reference: ReferenceGenome): readonly string[] => {
  if (variant.alt.startsWith('<')) return symbolicString(model, variant)
  if (alleleChange(variant) === undefined) return []
  const at = leftmost(variant)
  if (coding === undefined && (at.end <= model.low || at.start >= model.high)) return []
  const insertion = at.start === at.end
  if (model.codingStart < 0) return overlapsExon(model, at.start, Math.max(at.end, at.start + 1)) ? [`non_coding|${model.transcript.gene}||${biotype(model)}`] : []
  const splice = spliceNames(model, at, variant, reference)
  const strand = model.forward ? '+' : '-'
  const taken = insertion ? basesTaken(model, { ...at, start: at.start - 1 }) : basesTaken(model, at)
  const beyond = at.start < model.low || at.end > model.high
  if (coding === undefined) {
    const names = [...splice]
    if (!insertion && taken.coding > 0 && overlapsExon(model, at.start, at.end)) {
      const shape = taken.coding % 3 === 0 ? 'inframe_deletion' : 'frameshift'
      if (!beyond) names.push(shape)
      else if (endsInStop(model, basesOf(model, reference) ?? new Uint8Array())) return [`${about(['stop_lost', shape], model)}|${strand}`]
      else names.push('coding_sequence')
    } else if (!beyond && taken.five > 0) names.push('5_prime_utr')
    else if (!beyond && (taken.three > 0 || (insertion && taken.coding > 0))) names.push('3_prime_utr')
    return names.length === 0 ? [] : [about(names, model)]
  }
  const names = coding.split('|')[0]?.split('&') ?? []
  const utr = taken.five > 0 && taken.coding > 0 && !insertion ? [about(['5_prime_utr'], model)] : []
  if (splice.length > 0 && touchesEdge(model, variant)) return [about([...names, ...splice], model)]
  if (splice.length > 0 && names.includes('start_lost')) return [[about([...names, ...splice], model), ...coding.split('|').slice(4)].join('|')]
  return [coding, ...utr, ...(splice.length > 0 ? [about(splice, model)] : [])]
}

/** Strings of each record when all of them stand on one haplotype. */
const stringsOf = (models: readonly TranscriptModel[], variants: readonly Variant[], reference: ReferenceGenome): ReadonlyMap<Variant, readonly string[]> => {
  const found = new Map<Variant, string[]>(variants.map((v) => [v, []]))
  for (const model of models) {
    const coding = codingStrings(model, variants, reference)
    for (const variant of variants) found.get(variant)?.push(...recordStrings(model, variant, coding.get(variant), reference))
  }
  for (const variant of variants) {
    const start = variant.pos - 1
    const end = start + variant.ref.length
    const strings = found.get(variant) ?? []
    if (strings.length > 0 || alleleChange(variant) === undefined || models.some((m) => overlapsExon(m, start, end))) continue
    const inIntron = models.filter((m) => start >= m.low && end <= m.high)
    strings.push(...new Set(inIntron.map((m) => `intron|${m.transcript.gene}||${biotype(m)}`)))
  }
  return found
}

/** Strings by record, then by the samples that carry it, then by their first and second haplotype (`.`: none). Genotypes of more than two alleles are passed over, as csq does. */
const sampleStrings = (models: readonly TranscriptModel[], records: readonly Row[], samples: number, reference: ReferenceGenome): ReadonlyMap<string, readonly (readonly string[])[]> => {
  const found = new Map<string, string[][]>()
  for (let sample = 0; sample < samples; sample++) {
    const haplotypes = [0, 1].map((copy) => {
      const variants = records.flatMap(({ chrom, pos, ref, alt, gt }) => {
        const alleles = (gt?.[sample] ?? '.').split('|')
        const allele = alt[Number(alleles[copy] ?? '.') - 1]
        return alleles.length > 2 || allele === undefined ? [] : [{ chrom: canonicalContig(chrom) ?? chrom, pos, ref, alt: allele }]
      })
      const strings = stringsOf(models, variants, reference)
      return new Map(variants.map((v) => [`${v.pos}${v.ref}>${v.alt}`, (strings.get(v) ?? []).join(',')]))
    })
    for (const { pos, ref, alt } of records)
      for (const one of alt) {
        const place = `${pos}${ref}>${one}`
        const both = haplotypes.map((h) => h.get(place) ?? '.')
        if (both.some((s) => s !== '.')) found.set(place, [...(found.get(place) ?? []), both])
      }
  }
  return found
}

/** Records where we say something else, with what we say. */
const differing: Readonly<Record<string, { readonly entry: string; readonly ours: string }>> = {
  'ENST00000420670/start-stop-lost/haplotype/44688C>T': {
    entry: 'a-lost-start-codon-is-lost',
    ours: 'start_lost|SEMA4D|ENST00000420670|protein_coding|-|1M>1I|44688C>T',
  },
  'ENST00000518414/incorrect-inframe-del/haplotype/11397ACTGCAAGGTGA>A': {
    entry: 'no-stop-codon-to-lose',
    ours: 'coding_sequence|ZNF596|ENST00000518414|protein_coding',
  },
  'ENST00000528237/retained-stop-incomplete-cds/haplotype/14714G>A': {
    entry: 'no-stop-codon-to-keep',
    ours: 'stop_gained|MKNK1|ENST00000528237|protein_coding|-|143R>143*|14714G>A',
  },
}

export const bcftoolsCsq: SuiteAdapter = {
  path,
  title: 'Haplotype-aware consequences as bcftools csq writes them',
  run: async (context) => {
    const count = tally()
    const { sets } = JSON.parse(context.text(path)) as { readonly sets: readonly Set[] }
    for (const set of sets) {
      const { models: transcripts } = await readAllTranscripts(memorySource(set.set, gff3(set.features)), { inflate: portableInflate })
      const models = transcripts.map(transcriptModel)
      const reference = memoryReference(set.sequences)
      for (const one of set.cases) {
        const variants = one.records.flatMap((r) => r.alt.map((alt) => ({ chrom: canonicalContig(r.chrom) ?? r.chrom, pos: r.pos, ref: r.ref, alt })))
        const id = (mode: string, e: Expected) => `${set.set}/${one.case}/${mode}/${e.pos}${e.ref.slice(0, 12)}>${e.alt.slice(0, 12)}`
        const all = stringsOf(models, variants, reference)
        const bySample = sampleStrings(models, one.records, one.samples.length, reference)
        const listed = new Map<string, number>()
        for (const expected of one.expected.haplotypeAware) {
          if (expected.bcsq === undefined) {
            const place = `${expected.pos}${expected.ref}>${expected.alt}`
            const nth = listed.get(place) ?? 0
            listed.set(place, nth + 1)
            const both = bySample.get(place)?.[nth] ?? []
            const sorted = (strings: readonly string[] | undefined) => strings?.map((s) => s.split(',').toSorted().join(','))
            count.compare(`${id('samples', expected)}#${nth + 1}`, sorted(expected.tbcsq), sorted(both))
            continue
          }
          const variant = variants.find((v) => v.pos === expected.pos && v.ref === expected.ref && v.alt === expected.alt)
          const strings = variant === undefined ? [] : (all.get(variant) ?? []).toSorted()
          const known = differing[id('haplotype', expected)]
          if (known !== undefined && strings.join() === known.ours) count.explain(id('haplotype', expected), known.entry)
          else count.compare(id('haplotype', expected), expected.bcsq, strings)
        }
        const told = new Set([...bySample].flatMap(([place, both]) => both.map((_, nth) => `${place}#${nth}`)))
        const named = [...listed].flatMap(([place, n]) => Array.from({ length: n }, (_, nth) => `${place}#${nth}`))
        if (one.samples.length > 0) count.compare(`${set.set}/${one.case}/samples`, named.toSorted(), [...told].toSorted())
        for (const expected of one.expected.perRecord ?? []) {
          const variant = variants.find((v) => v.pos === expected.pos && v.ref === expected.ref && v.alt === expected.alt)
          const strings = variant === undefined ? [] : (stringsOf(models, [variant], reference).get(variant) ?? [])
          count.compare(id('record', expected), expected.bcsq, strings.toSorted())
        }
      }
    }
    return count.outcome()
  },
}
