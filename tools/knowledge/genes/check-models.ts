import type { Build } from '../../../src/genome/site.ts'
import { complementOf } from '../../../src/genome/reverse-complement.ts'
import { standardCode, translate } from '../../../src/genome/transcripts/genetic-code.ts'
import type { Transcript } from '../../../src/genome/transcripts/transcript.ts'
import type { Anchor } from './anchors.ts'
import type { Model } from './models.ts'

const builds = ['GRCh37', 'GRCh38'] as const

/** 0-based place in the transcript of a 1-based place on the contig; undefined in introns and outside. */
const placeIn = (t: Transcript, position: number): number | undefined => {
  for (const e of t.exons)
    if (position > e.genomeStart && position <= e.genomeEnd)
      return t.strand === 1 ? e.start + position - 1 - e.genomeStart : e.start + e.genomeEnd - position
  return undefined
}

const letters = ['A', 'C', 'G', 'T']
const complement = (base: string): string => String.fromCharCode(complementOf[base.charCodeAt(0)] as number)

/** Whether some codon of the first amino acid becomes one of the second when its base number `at` changes as stated. */
const codonFits = (from: string, to: string, at: number, ref: string, alt: string): boolean =>
  letters.some((a) =>
    letters.some((b) => {
      const others = [a, b]
      const codon = (base: string): string =>
        [0, 1, 2].map((i) => (i === at ? base : others[i > at ? i - 1 : i])).join('')
      return translate(codon(ref), standardCode) === from && translate(codon(alt), standardCode) === to
    }),
  )

type Verdict = 'agrees' | 'differs' | undefined

/** A protein change of PyPGx's table, read on the model: the codon number, and the codon change where bases are held, else that some codon has it. */
const proteinVerdict = (t: Transcript, anchor: Anchor, build: Build): Verdict => {
  const change = /^([A-Z])(\d+)([A-Z])$/.exec(anchor.protein ?? '')
  const base = anchor.bases?.[build]
  if (change === null || base === undefined || anchor.alt === undefined || base === anchor.alt || t.cds === undefined)
    return undefined
  const place = placeIn(t, anchor.places[build].first)
  if (place === undefined) return undefined
  const coding = place - t.cds.start
  if (Math.floor(coding / 3) + 1 !== Number(change[2])) return 'differs'
  const [ref, alt] = t.strand === 1 ? [base, anchor.alt] : [complement(base), complement(anchor.alt)]
  const [from = '', to = ''] = [change[1], change[3]].map((aa) => (aa === 'X' ? '*' : aa))
  if (t.sequence !== undefined) {
    const first = place - (coding % 3)
    const codon = t.sequence.slice(first, first + 3)
    const changed = codon.slice(0, coding % 3) + alt + codon.slice((coding % 3) + 1)
    return translate(codon, standardCode) === from && translate(changed, standardCode) === to ? 'agrees' : 'differs'
  }
  return codonFits(from, to, coding % 3, ref, alt) ? 'agrees' : 'differs'
}

/** The reference base that the variant table states for a place, against the model's own sequence. */
const baseVerdict = (t: Transcript, anchor: Anchor, build: Build): Verdict => {
  const base = anchor.bases?.[build]
  const place = placeIn(t, anchor.places[build].first)
  const held = place === undefined ? undefined : t.sequence?.[place]
  if (base === undefined || held === undefined || held === 'N') return undefined
  return held === (t.strand === 1 ? base : complement(base)) ? 'agrees' : 'differs'
}

/** A c. place that ClinVar states for the same accession (any version): the model has to give the same one. */
const codingVerdict = (t: Transcript, anchor: Anchor, build: Build): Verdict => {
  const own = anchor.coding.find((c) => c.accession.split('.')[0] === t.id.split('.')[0])
  if (own === undefined || t.cds === undefined) return undefined
  const { first, last } = anchor.places[build]
  const place = placeIn(t, t.strand === 1 ? first : last)
  return place !== undefined && place - t.cds.start + 1 === own.first ? 'agrees' : 'differs'
}

/** A position of an allele definition with its reference bases, 1-based. */
export type DefinedBases = { readonly pos: number; readonly ref: string }

/** How many reference bases of allele definitions on GRCh38 the model's own sequence has. Throws at one that it has otherwise. */
export const definedBasesThatFit = (model: Model, defined: readonly DefinedBases[]): number => {
  const t = model.transcripts.GRCh38
  let fit = 0
  for (const { pos, ref } of defined)
    for (let i = 0; i < ref.length; i++) {
      const place = placeIn(t, pos + i)
      const held = place === undefined ? undefined : t.sequence?.[place]
      if (held === undefined || held === 'N') continue
      if (held !== (t.strand === 1 ? ref[i] : complement(ref[i] ?? '')))
        throw new Error(`${model.facts['gene']}: another base than the allele definitions at GRCh38 ${pos + i}`)
      fit++
    }
  return fit
}

export type Agreement = {
  readonly protein: number
  readonly coding: number
  readonly bases: number
  readonly differing: readonly string[]
}

/** How many outside statements about variants the model reproduces on both builds, and those it does not. Throws when a ClinVar c. place, a reference base or its own sequence contradicts it. */
export const checkModel = (model: Model, anchors: readonly Anchor[]): Agreement => {
  const of = anchors.filter((a) => a.gene === model.facts['gene'])
  let protein = 0
  let coding = 0
  let bases = 0
  const differing: string[] = []
  for (const anchor of of) {
    const seen = builds.map((build) => {
      const t = model.transcripts[build]
      return { protein: proteinVerdict(t, anchor, build), coding: codingVerdict(t, anchor, build) }
    })
    if (seen.some((s) => s.protein === 'agrees')) protein++
    else if (seen.some((s) => s.protein === 'differs')) differing.push(anchor.protein ?? '')
    if (seen.some((s) => s.coding === 'differs'))
      throw new Error(`${model.facts['gene']}: ClinVar says ${JSON.stringify(anchor.coding)}`)
    if (seen.every((s) => s.coding === 'agrees')) coding++
    const base = baseVerdict(model.transcripts.GRCh38, anchor, 'GRCh38')
    if (base === 'differs')
      throw new Error(`${model.facts['gene']}: another base at GRCh38 ${anchor.places.GRCh38.first}`)
    if (base === 'agrees') bases++
  }
  for (const build of builds) {
    const { sequence, cds } = model.transcripts[build]
    if (sequence === undefined || cds === undefined) continue
    const protein = translate(sequence.slice(cds.start, cds.end), standardCode)
    if (!protein.startsWith('M') || protein.indexOf('*') !== protein.length - 1)
      throw new Error(`${model.facts['gene']}: the coding part does not read from start to stop`)
  }
  return { protein, coding, bases, differing }
}

/** The protein changes of the variant table that the model reproduces, by `place on GRCh38` and ALT: `94942290 T` → `R144C`. */
export const reproducedChanges = (model: Model, anchors: readonly Anchor[]): ReadonlyMap<string, string> =>
  new Map(
    anchors
      .filter((a) => a.gene === model.facts['gene'] && a.alt !== undefined && a.protein !== undefined)
      .filter((a) => builds.some((build) => proteinVerdict(model.transcripts[build], a, build) === 'agrees'))
      .map((a) => [`${a.places.GRCh38.first} ${a.alt}`, a.protein ?? '']),
  )
