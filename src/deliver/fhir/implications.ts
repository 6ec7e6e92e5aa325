import type { Extension, MedicationStatement, Observation, ObservationComponent } from '@medplum/fhirtypes'
import type { Drug } from '../../shared/drug.ts'
import type { Citation, Evidence } from '../../shared/evidence.ts'
import type { MedicineCard } from '../report/document.ts'
import { lookedUpOf, phenotypesAmong } from '../report/gene-results.ts'
import { category, coding, concept, implicationConcept, profile, systems } from './codes.ts'
import { component } from './observations.ts'
import type { Writer } from './writer.ts'

export const drugConcept = (drug: Drug): { readonly coding?: ReturnType<typeof coding>[]; readonly text: string } => {
  const codes = [
    ...(drug.rxnorm === undefined ? [] : [coding(systems.rxnorm, drug.rxnorm, drug.name)]),
    ...(drug.atc ?? []).map((code) => coding(systems.atc, code)),
  ]
  return codes.length === 0 ? { text: drug.name } : { coding: codes, text: drug.name }
}

const addresses: Readonly<Record<Citation['kind'], string>> = {
  pmid: 'https://pubmed.ncbi.nlm.nih.gov/',
  doi: 'https://doi.org/',
  url: '',
  guideline: '',
}

const citationExtensions = (evidence: readonly Evidence[]): Extension[] => {
  const seen = new Set<string>()
  return evidence.flatMap((e) =>
    e.citations.flatMap((c): Extension[] => {
      const url = `${addresses[c.kind]}${c.id}`
      if (seen.has(url)) return []
      seen.add(url)
      const artifact = /^https?:\/\/\S+$/.test(url) ? { url } : { display: c.id }
      return [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/workflow-relatedArtifact',
          valueRelatedArtifact: { type: 'citation', label: `${e.source} ${e.release}`, ...artifact },
        },
      ]
    }),
  )
}

const tbd = (code: string, value: Partial<ObservationComponent>): ObservationComponent => ({
  code: concept(systems.tbd, code),
  ...value,
})

/** The phenotypes that a medicine's advice rests on: the clinical one where interacting medicines change it, beside the genetic one. */
const phenotypes = (w: Writer, m: MedicineCard): ObservationComponent[] =>
  w.document.genes
    .filter((g) => m.genes.includes(g.gene))
    .flatMap((g) => {
      const now = g.result.clinical?.changed ? g.result.clinical : undefined
      const of = now?.phenotypes ?? lookedUpOf(g)
      if (g.state === 'indeterminate' && of.length !== 1) return []
      const by =
        now === undefined
          ? ''
          : `, with ${now.because.map((b) => b.drug.name).join(', ')}; by genes ${phenotypesAmong(lookedUpOf(g)).join(' or ')}`
      return phenotypesAmong(of).map((name) =>
        tbd('therapeutic-implication', { valueCodeableConcept: implicationConcept(name, `${g.gene} ${name}${by}`) }),
      )
    })

const grades = (m: MedicineCard): ObservationComponent[] => {
  const seen = new Set<string>()
  return m.advice.flatMap(({ evidence: e }) => {
    const text = `${e.source}: ${e.grade === '' ? 'not graded' : e.grade}`
    if (seen.has(text)) return []
    seen.add(text)
    return [component('93044-6', { valueCodeableConcept: { text } })]
  })
}

/** What the person's genes mean for one medicine. One that cannot be judged says so and carries no implication. */
export const implicationOf = (
  w: Writer,
  m: MedicineCard,
  genotypes: ReadonlyMap<string, Observation>,
): Observation | undefined => {
  const from = m.genes.flatMap((g) => genotypes.get(g) ?? [])
  if (from.length === 0) return undefined
  const { title, why, steps } = m.say.clinician
  const evidence = m.advice.map((a) => a.evidence)
  const extension = citationExtensions(evidence)
  return {
    resourceType: 'Observation',
    id: w.id('Observation', `implication ${m.drug.name}`),
    meta: { profile: [profile('therapeutic-implication')], tag: [coding(systems.verdict, m.verdict)] },
    ...(extension.length > 0 ? { extension } : {}),
    status: 'final',
    category: category(),
    code: concept(systems.tbd, 'therapeutic-implication'),
    subject: w.patient,
    effectiveDateTime: w.at,
    device: w.device,
    derivedFrom: from.map(w.to),
    component: [
      component('51963-7', { valueCodeableConcept: drugConcept(m.drug) }),
      ...(m.verdict === 'notKnown' ? [] : phenotypes(w, m)),
      ...grades(m),
      tbd('conclusion-string', { valueString: [title, why, ...steps].filter((t) => t !== '').join('\n') }),
    ],
  }
}

/** A medicine on the person's list, as the record wrote it. */
export const statementOf = (w: Writer, m: MedicineCard): MedicationStatement | undefined =>
  m.onList === undefined
    ? undefined
    : {
        resourceType: 'MedicationStatement',
        id: w.id('MedicationStatement', m.drug.name),
        status: m.onList.status === 'planned' ? 'intended' : 'active',
        medicationCodeableConcept: { ...drugConcept(m.drug), text: m.onList.asWritten },
        subject: w.patient,
        ...(m.onList.started === undefined ? {} : { effectivePeriod: { start: m.onList.started } }),
        ...(m.onList.dose === undefined ? {} : { dosage: [{ text: m.onList.dose }] }),
      }
