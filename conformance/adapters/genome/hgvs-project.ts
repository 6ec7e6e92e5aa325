import {
  type DescribedSequence,
  formatHgvs,
  isRefusal,
  normaliseHgvs,
  type NucleotideVariant,
  parseHgvs,
  type Refusal,
  toGenomeVariant,
  toProteinVariant,
  toTranscriptVariant,
} from '../../../src/genome/hgvs/index.ts'
import { buildOfAccession } from '../../../src/genome/identity/index.ts'
import { canonicalContig } from '../../../src/genome/index.ts'
import type { ReferenceGenome } from '../../../src/genome/reference/index.ts'
import type { Transcript } from '../../../src/genome/transcripts/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { nucleotideSpelling, proteinSpelling } from './hgvs-spelling.ts'
import { exonReference, type TranscriptFile, transcriptsOf } from './transcripts-json.ts'

type Vector = {
  readonly set: string
  readonly id: string
  readonly g: string | null
  readonly c: string
  readonly p: string | null
}

const models = 'genome/hgvs/transcripts.json'
/** Transcripts whose bases stand in for the genome's in the one vector that replaces bases by themselves (BRCA1). */
const exonBases = 'genome/consequence/brca1-opa1-grch37-transcripts.json'

const read = (text: string): NucleotideVariant => {
  const parsed = parseHgvs(text)
  if (!parsed.ok || parsed.value.type === 'p') throw new Error(`not a DNA description: ${text}`)
  return parsed.value
}

const shown = (result: NucleotideVariant | Refusal): string =>
  isRefusal(result) ? result.refused : nucleotideSpelling(formatHgvs(result))

/** The expected g., brought to `=` where it replaces bases by the same ones. */
const expectedGenome = (text: string, reference: ReferenceGenome | undefined): string => {
  const variant = read(text)
  const edit = variant.chromosomes[0]?.[0]
  const contig = reference?.sequence(variant.reference?.accession ?? '')
  if (contig === undefined || edit?.kind !== 'edit' || edit.edit.kind !== 'delins') return nucleotideSpelling(text)
  const normal = normaliseHgvs(variant, contig, { within: 'sequence' })
  const same = !isRefusal(normal) && normal.chromosomes[0]?.[0]?.kind === 'edit' && formatHgvs(normal).endsWith('=')
  return same ? shown(normal) : nucleotideSpelling(text)
}

const protein = (variant: NucleotideVariant, transcript: Transcript, expected: string): string => {
  const got = toProteinVariant(variant, transcript)
  if (isRefusal(got)) return got.refused
  const accession = expected.split(':')[0] ?? ''
  const full = proteinSpelling(formatHgvs({ ...got, reference: got.reference ?? { accession } }))
  return expected.endsWith('fs') ? full.replace(/Ter(\d+|\?)$/, '') : full
}

/** 3' shifted where the bases are known: the `ext` set pairs descriptions of the same change that stand at different ends of a repeat. */
const shifted = (
  variant: NucleotideVariant | Refusal,
  sequence: DescribedSequence | undefined,
): NucleotideVariant | Refusal => {
  const normal =
    sequence === undefined || isRefusal(variant) ? variant : normaliseHgvs(variant, sequence, { within: 'sequence' })
  return isRefusal(normal) ? variant : normal
}

/** The middle base of an intron, which the vector counts from the exon behind it. */
const isMiddle = (expected: string, got: string): boolean => {
  const [, far] = /-(\d+)[ACGT]>/.exec(expected) ?? []
  const [, near] = /\+(\d+)[ACGT]>/.exec(got) ?? []
  return far !== undefined && far === near
}

/** Every vector in all its directions: g. → c., c. → g. and c. → p. */
export const hgvsProject: SuiteAdapter = {
  path: 'genome/hgvs/project-g-c-p.json',
  title: 'HGVS projection g. ↔ c. → p., alignment gaps included',
  inputs: [models],
  run: (context) => {
    const results = tally()
    const transcripts = transcriptsOf(JSON.parse(context.text(models)) as TranscriptFile)
    const { vectors } = JSON.parse(context.text('genome/hgvs/project-g-c-p.json')) as {
      readonly vectors: readonly Vector[]
    }
    const reference = context.exists(exonBases)
      ? exonReference(transcriptsOf(JSON.parse(context.text(exonBases)) as TranscriptFile))
      : undefined
    for (const { set, id, g, c, p } of vectors) {
      const name = `${set} ${id} ${c}`
      const accession = g?.split(':')[0]
      const on = accession === undefined ? undefined : (canonicalContig(accession) ?? accession)
      const build = accession === undefined ? undefined : buildOfAccession(accession)
      const transcript = transcripts.find(
        (t) => c.startsWith(`${t.id}:`) && (on === undefined || (t.chrom === on && t.build === build)),
      )
      if (transcript === undefined) {
        results.skip(name, 'the transcript has no alignment to this contig')
        continue
      }
      if (/delins|del\d*ins/.test(g ?? '') && c.endsWith('=') && reference === undefined) {
        results.skip(name, 'the bases of this stretch are not in the folder')
        continue
      }
      const variant = read(c)
      const { sequence, cds } = transcript
      const onTranscript =
        set !== 'ext' || sequence === undefined
          ? undefined
          : {
              length: sequence.length,
              codeAt: (i: number) => (i >= 0 && i < sequence.length ? sequence.charCodeAt(i) : 0),
              ...(cds === undefined ? {} : { cds }),
            }
      const contig = set === 'ext' ? exonReference([transcript]).sequence(transcript.chrom) : undefined
      const expected = {
        ...(g === null
          ? {}
          : {
              c: shown(shifted(variant, onTranscript)),
              g: contig === undefined ? expectedGenome(g, reference) : shown(shifted(read(g), contig)),
            }),
        ...(p === null ? {} : { p: proteinSpelling(p) }),
      }
      const inTranscript = g === null ? undefined : toTranscriptVariant(read(g), transcript, reference)
      const onGenome = g === null ? undefined : toGenomeVariant(variant, transcript, reference)
      const got = {
        ...(inTranscript === undefined ? {} : { c: shown(shifted(inTranscript, onTranscript)) }),
        ...(onGenome === undefined ? {} : { g: shown(shifted(onGenome, contig)) }),
        ...(p === null ? {} : { p: protein(variant, transcript, p) }),
      }
      if (isMiddle(expected.c ?? '', got.c ?? '') && expected.g === got.g) results.explain(name, 'middle-of-an-intron')
      else results.compare(name, expected, got)
    }
    return results.outcome()
  },
}
