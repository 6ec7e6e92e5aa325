import type { Observation, ObservationComponent } from '@medplum/fhirtypes'
import type { PositionCall } from '../../clinical/pharmacogenomics/model.ts'
import type { GeneCard } from '../report/document.ts'
import { lookedUpOf, resultsOf, wasTested } from '../report/gene-results.ts'
import { absence, category, chromosomeSequence, concept, geneConcept, profile, systems } from './codes.ts'
import type { Writer } from './writer.ts'

export const component = (loinc: string, value: Partial<ObservationComponent>): ObservationComponent => ({
  code: concept(systems.loinc, loinc),
  ...value,
})

const answer = (code: string, display: string): Partial<ObservationComponent> => ({
  valueCodeableConcept: concept(systems.loinc, code, display),
})

const geneStudied = (gene: string): ObservationComponent =>
  component('48018-6', { valueCodeableConcept: geneConcept(gene) })

const observation = (w: Writer, key: string, code: string, profileName: string | undefined): Observation => ({
  resourceType: 'Observation',
  id: w.id('Observation', key),
  ...(profileName === undefined ? {} : { meta: { profile: [profile(profileName)] } }),
  status: 'final',
  category: category(),
  code: concept(systems.loinc, code),
  subject: w.patient,
  effectiveDateTime: w.at,
  ...(w.specimen === undefined ? {} : { specimen: w.specimen }),
  device: w.device,
})

/** The line of the input as a note, so that the very row travels with what was read from it. */
const inputNote = (p: PositionCall): Pick<Observation, 'note'> =>
  p.basis !== undefined && 'text' in p.basis
    ? { note: [{ text: `${p.basis.source} line ${p.basis.line}: ${p.basis.text.replaceAll('\t', ' ')}` }] }
    : {}

const chromOf = (p: PositionCall): string | undefined =>
  p.basis?.kind === 'variantRow'
    ? `chr${(p.basis.text.split('\t')[0] ?? '').replace(/^chr/, '').replace(/^MT$/, 'M')}`
    : undefined

const allelicState = (p: PositionCall): ObservationComponent[] => {
  const known = p.alleles.filter((a) => a !== null)
  if (known.length < p.alleles.length) return []
  if (known.length === 1) return [component('53034-5', answer('LA6707-9', 'Hemizygous'))]
  return new Set(known).size === 1
    ? [component('53034-5', answer('LA6705-3', 'Homozygous'))]
    : [component('53034-5', answer('LA6706-1', 'Heterozygous'))]
}

/** One allele at one position. Coordinates are GRCh38, 1-based; HGVS is given for single-base substitutions only, as nothing else can be named without the reference sequence. */
const variant = (w: Writer, gene: string, p: PositionCall, alt: string): Observation => {
  const sequence = chromosomeSequence(chromOf(p) ?? '')
  const substitution = p.ref.length === 1 && alt.length === 1 && sequence !== undefined
  return {
    ...observation(w, `variant ${gene} ${p.pos} ${p.ref} ${alt}`, '69548-6', 'variant'),
    ...inputNote(p),
    valueCodeableConcept: concept(systems.loinc, 'LA9633-4', 'Present'),
    component: [
      geneStudied(gene),
      component('62374-4', answer('LA26806-2', 'GRCh38')),
      ...(sequence === undefined
        ? []
        : [component('48013-7', { valueCodeableConcept: concept(systems.refseq, sequence) })]),
      ...(substitution
        ? [
            component('81290-9', {
              valueCodeableConcept: concept(systems.hgvs, `${sequence}:g.${p.pos}${p.ref}>${alt}`),
            }),
          ]
        : []),
      component('81254-5', { valueRange: { low: { value: p.pos }, high: { value: p.pos + p.ref.length - 1 } } }),
      component('92822-6', answer('LA30102-0', '1-based character counting')),
      component('69547-8', { valueString: p.ref }),
      component('69551-0', { valueString: alt }),
      component('48002-0', answer('LA6683-2', 'Germline')),
      ...allelicState(p),
      ...(p.rsid === undefined || !/^rs\d+$/.test(p.rsid)
        ? []
        : [component('81252-9', { valueCodeableConcept: concept(systems.dbsnp, p.rsid) })]),
    ],
  }
}

/** A position that has a row which could not be used: "no call", never "absent". */
const noCall = (w: Writer, gene: string, p: PositionCall): Observation => ({
  ...observation(w, `no call ${gene} ${p.pos}`, '69548-6', 'variant'),
  ...inputNote(p),
  valueCodeableConcept: concept(systems.loinc, 'LA18198-4', 'No call'),
  component: [
    geneStudied(gene),
    component('62374-4', answer('LA26806-2', 'GRCh38')),
    component('81254-5', { valueRange: { low: { value: p.pos }, high: { value: p.pos + p.ref.length - 1 } } }),
    component('92822-6', answer('LA30102-0', '1-based character counting')),
    component('69547-8', { valueString: p.ref }),
  ],
})

export const variantsOf = (w: Writer, g: GeneCard): readonly Observation[] =>
  g.result.call.positions.flatMap((p): readonly Observation[] => {
    if (p.state === 'partial' || p.state === 'discarded') return [noCall(w, g.gene, p)]
    if (p.state === 'missing') return []
    const alts = [...new Set(p.alleles)].filter((a): a is string => a !== null && a !== p.ref)
    return alts.map((alt) => variant(w, g.gene, p, alt))
  })

const nameOf = (gene: string, label: string): string => `${gene} ${label}`

/** The two named alleles of a gene whose result is unambiguous; none when more than one result fits. */
export const haplotypesOf = (w: Writer, g: GeneCard): readonly Observation[] => {
  const [only, ...others] = g.result.call.diplotypes
  if (only === undefined || others.length > 0 || resultsOf(g).length === 0) return []
  return [...new Set(only.alleles)].map((allele) => ({
    ...observation(w, `haplotype ${g.gene} ${allele}`, '84414-2', 'haplotype'),
    valueCodeableConcept: { text: nameOf(g.gene, allele) },
    component: [geneStudied(g.gene)],
  }))
}

const candidates = (g: GeneCard): string =>
  resultsOf(g)
    .map((p) => p.shownAs)
    .join(' or ')

const probabilities = (g: GeneCard): readonly string[] =>
  lookedUpOf(g).flatMap((p) =>
    p.diplotype.posterior === undefined
      ? []
      : [
          `${p.shownAs}: ${Object.entries(p.diplotype.posterior)
            .map(([population, value]) => `${value} (${population})`)
            .join(', ')}`,
        ],
  )

const coverageNote = (g: GeneCard): readonly string[] => [
  ...(g.coverage.of > 0 ? [`Positions with data: ${g.coverage.covered} of ${g.coverage.of}.`] : []),
  ...(g.result.call.notExcluded.length > 0 ? [`Could not be excluded: ${g.result.call.notExcluded.join(', ')}.`] : []),
  ...g.say.caveats,
]

/**
 * The genotype of a gene. Where nothing was tested or nothing can be said there is no genotype to profile: a plain observation with the reason for
 * the absence stands in its place, so that the gene never looks normal by being left out.
 */
export const genotypeOf = (
  w: Writer,
  g: GeneCard,
  haplotypes: readonly Observation[],
  variants: readonly Observation[],
): Observation => {
  const notes = [g.say.result, g.say.meaning, ...coverageNote(g)].filter((t) => t !== '')
  const note = notes.map((text) => ({ text }))
  const results = resultsOf(g)
  if (!wasTested(g))
    return {
      ...observation(w, `genotype ${g.gene}`, '84413-4', undefined),
      dataAbsentReason: absence('not-performed', `${g.gene} was not tested`),
      note,
      component: [geneStudied(g.gene)],
    }
  if (results.length === 0)
    return {
      ...observation(w, `genotype ${g.gene}`, '84413-4', undefined),
      dataAbsentReason: absence('unknown', `${g.gene} could not be called`),
      note,
      ...(variants.length > 0 ? { derivedFrom: variants.map(w.to) } : {}),
      component: [geneStudied(g.gene)],
    }
  const open = results.length > 1
  const from = [...haplotypes, ...variants]
  return {
    ...observation(w, `genotype ${g.gene}`, '84413-4', 'genotype'),
    valueCodeableConcept: { text: `${nameOf(g.gene, candidates(g))}${open ? ' (not resolved)' : ''}` },
    note: [...note, ...probabilities(g).map((text) => ({ text }))],
    ...(from.length > 0 ? { derivedFrom: from.map(w.to) } : {}),
    component: [geneStudied(g.gene)],
  }
}
