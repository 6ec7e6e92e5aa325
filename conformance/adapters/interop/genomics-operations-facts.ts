import type { CodeableConcept, Coding, Observation, ObservationComponent, Parameters, ParametersParameter } from '@medplum/fhirtypes'

/** An Observation as the vectors flatten it. */
export type Facts = {
  readonly resourceType: 'Observation'
  readonly code: string
  readonly value?: readonly string[]
  readonly components?: Readonly<Record<string, unknown>>
  readonly interpretation?: readonly { readonly text: string }[]
}

/**
 * Code systems by the last part of their address, which is all the vectors keep. NCBI's nucleotide sequences go by `nuccore` with the reference implementation and by `refseq` in
 * the examples of the guide, which we follow; both name the same accessions.
 */
const systems: Readonly<Record<string, string>> = {
  'loinc.org': 'http://loinc.org',
  nuccore: 'http://www.ncbi.nlm.nih.gov/nuccore',
  '': 'https://api.ncbi.nlm.nih.gov/variation/v0/',
  geneId: 'http://www.genenames.org/geneId',
  'sequenceontology.org': 'http://sequenceontology.org',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  medgen: 'https://www.ncbi.nlm.nih.gov/medgen',
  'disease-ontology.org': 'https://disease-ontology.org',
  'sequence-phase-relationship-cs': 'http://terminology.hl7.org/CodeSystem/sequence-phase-relationship-cs',
}

const shortOf = (system: string): string => (system.split('/').at(-1) ?? '').replace(/^www\.(?=sequenceontology)/, '').replace(/^refseq$/, 'nuccore')

const concept = (text: string): CodeableConcept => {
  const bar = text.indexOf('|')
  if (bar < 0) return { text }
  const short = text.slice(0, bar)
  const code = text.slice(bar + 1)
  return { coding: [{ system: systems[short] ?? `http://${short}`, ...(code === '' ? {} : { code }) }] }
}

const componentOf = (key: string, value: unknown): readonly ObservationComponent[] => {
  if (Array.isArray(value)) return value.flatMap((v) => componentOf(key, v))
  const tbd = !/^\d+-\d$/.test(key)
  const code: CodeableConcept = { coding: [{ system: tbd ? 'http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs' : 'http://loinc.org', code: key }] }
  if (typeof value === 'string') return key === '69547-8' || key === '69551-0' ? [{ code, valueString: value }] : [{ code, valueCodeableConcept: concept(value) }]
  const fields = value as Readonly<Record<string, unknown>>
  return 'low' in fields ? [{ code, valueRange: fields as never }] : [{ code, valueQuantity: fields as never }]
}

/** The Observation that facts were taken from, under an id of ours. */
export const observationOf = (facts: Facts, id: string, derivedFrom: readonly string[] = []): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ code: facts.code }] },
  ...(facts.value?.[0] === undefined ? {} : { valueCodeableConcept: concept(facts.value[0]) }),
  ...(facts.interpretation === undefined ? {} : { interpretation: facts.interpretation.map(({ text }) => ({ text })) }),
  ...(derivedFrom.length === 0 ? {} : { derivedFrom: derivedFrom.map((d) => ({ reference: `Observation/${d}` })) }),
  ...(facts.components === undefined || facts.components === null ? {} : { component: Object.entries(facts.components).flatMap(([k, v]) => [...componentOf(k, v)]) }),
})

const codingText = ({ system, code }: Coding): string => `${shortOf(system ?? '')}|${code ?? ''}`

const conceptText = (of: CodeableConcept): string => (of.coding?.[0] === undefined ? (of.text ?? '') : codingText(of.coding[0]))

/** What our own Observations tell besides: assembly and depth, which no vector has, and the kind of change, which the vectors have of structural variants alone. */
const ourOwn = new Set(['62374-4', '82121-5'])
const isOurOwn = (key: string, components: object): boolean => ourOwn.has(key) || (key === '48019-4' && '69551-0' in components)

export const factsOf = (observation: Observation): Facts => {
  const components: Record<string, unknown> = {}
  for (const c of observation.component ?? []) {
    const key = c.code.coding?.[0]?.code ?? ''
    const value = c.valueCodeableConcept !== undefined ? conceptText(c.valueCodeableConcept) : (c.valueString ?? c.valueQuantity ?? c.valueRange)
    const held = components[key]
    components[key] = held === undefined ? value : [...(Array.isArray(held) ? held : [held]), value]
  }
  return {
    resourceType: 'Observation',
    code: observation.code.coding?.[0]?.code ?? '',
    ...(observation.valueCodeableConcept === undefined ? {} : { value: [conceptText(observation.valueCodeableConcept)] }),
    components,
    ...(observation.interpretation === undefined ? {} : { interpretation: observation.interpretation.map((i) => ({ text: i.text ?? '' })) }),
  }
}

/** Fields in one order, so that equal values have one text. */
export const ordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(ordered)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, ordered(v)]),
        )
      : value

const text = (value: unknown): string => JSON.stringify(ordered(value))

/** Facts in one comparable form: fields and components in order, what is only ours left out, nothing for no components. */
const comparable = (facts: Facts): unknown => {
  const components = Object.fromEntries(Object.entries(facts.components ?? {}).filter(([k]) => !isOurOwn(k, facts.components ?? {})))
  return ordered({ ...facts, components })
}

const valueOf = (p: ParametersParameter): unknown => {
  if (p.resource !== undefined) return comparable(factsOf(p.resource as Observation))
  const plain = p as unknown as Readonly<Record<string, unknown>>
  const key = Object.keys(plain).find((k) => k.startsWith('value'))
  if (key === 'valueCodeableConcept') return (p.valueCodeableConcept as CodeableConcept).coding?.map(codingText)
  return key === undefined ? 'not known' : plain[key]
}

/** Parts that the guide does not have and that say what was not looked at. */
const besides = new Set(['outcome', 'next', 'regionStudied', 'uncallableRegions', 'notStudied', 'notKnown'])
const besidesOfTests = new Set(['outcome', 'next'])

const partsOf = (list: readonly ParametersParameter[], leaveOut: ReadonlySet<string>): Readonly<Record<string, unknown>> => {
  const out: Record<string, unknown[]> = {}
  for (const p of list) {
    if (leaveOut.has(p.name)) continue
    const value = p.part === undefined ? valueOf(p) : partsOf(p.part, p.name === 'tests' ? besidesOfTests : leaveOut)
    ;(out[p.name] ??= []).push(value)
  }
  for (const [name, values] of Object.entries(out)) out[name] = values.toSorted((a, b) => (text(a) < text(b) ? -1 : 1))
  return out
}

/** An answer as the vectors flatten it: parameters by name, each list in one order. */
export const flattened = (answer: Parameters): unknown => ordered(partsOf(answer.parameter ?? [], besides))

/** The expected facts in the same form. */
export const expectedFacts = (expect: unknown): unknown => {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk).toSorted((a, b) => (text(a) < text(b) ? -1 : 1))
    if (typeof value !== 'object' || value === null) return value
    const fields = value as Readonly<Record<string, unknown>>
    if (fields['resourceType'] === 'Observation') return comparable(value as Facts)
    return Object.fromEntries(Object.entries(fields).flatMap(([k, v]) => (k === 'resourceType' ? [] : [[k, walk(v)]])))
  }
  return ordered(walk(expect))
}
