import type {
  GeneCard,
  MedicineCard,
  ReportDocument,
  SpokenRecommendation,
} from '../../../src/deliver/report/document.ts'
import type { DatumRef } from '../../../src/shared/assessment.ts'
import type { Evidence } from '../../../src/shared/evidence.ts'
import type { Reason } from '../../../src/shared/recommendation.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { populationWords } from '../../../src/shared/wording/en-population.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { sayReason } from '../../../src/shared/wording/render.ts'
import { screeningTrace } from '../screening/screening-trace.ts'
import { diplotypeText, resultWords, sourceText } from '../genes/gene-words.ts'
import { riskInputTrace, riskTrace } from '../risks/risk-trace.ts'
import { geneNamed, medicineNamed, releaseOf, unique } from '../person/lookup.ts'

/** One rule that was applied: what it says, and where it stands in the knowledge release. */
export type Rule = { readonly name: string; readonly text: string; readonly where: string }

/** The way from something that is shown down to the input: value ← rule ← evidence ← input. */
export type Trace = {
  readonly title: string
  readonly value: string
  readonly because: readonly string[]
  readonly rules: readonly Rule[]
  readonly evidence: readonly Evidence[]
  readonly inputs: readonly DatumRef[]
}

const refKey = (ref: DatumRef): string => JSON.stringify(ref)

const distinct = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
]

const keyText = (key: Readonly<Record<string, string>>): string =>
  Object.entries(key)
    .map(([gene, value]) => `${gene} ${value}`)
    .join(' and ')

const adviceRule = (advice: MedicineCard['advice'][number]): Rule => {
  const whom = populationWords(advice.record.when)
  return {
    name: `${advice.record.source} record ${advice.record.id}`,
    text: `${advice.record.drug}, ${keyText(advice.key)}${whom ? `, ${whom}` : ''}${
      advice.basedOn === 'clinical' ? '; looked up by the phenotype after interacting medicines' : ''
    }`,
    where: `${advice.evidence.release} · ${advice.record.document} ${advice.record.guideline}`,
  }
}

const geneRules = (document: ReportDocument, gene: GeneCard): readonly Rule[] => {
  const where = releaseOf(document, 'clinpgx') ?? ''
  const { call, genetic, clinical } = gene.result
  const calling: Rule = {
    name: `${gene.gene} result`,
    text:
      call.source === 'vcf'
        ? `${gene.coverage.covered} of ${gene.coverage.of} positions compared with the allele definitions: ${diplotypeText(gene) || call.lowestFunction.join(', ') || 'no call'}`
        : sourceText(gene),
    where,
  }
  const functions = (d: (typeof genetic)[number]): string =>
    d.functions.every((f) => f === null) ? '' : `: ${d.functions.map((f) => f ?? 'function not known').join(' + ')}`
  const phenotypes = genetic.map(
    (d): Rule => ({
      name: `${gene.gene} phenotype`,
      text: `${d.shownAs}${functions(d)} → ${d.phenotypes.join(' or ')}${
        d.activityScore === undefined ? '' : `, activity score ${d.activityScore}`
      }`,
      where,
    }),
  )
  const converted = (clinical?.because ?? []).map(
    (b): Rule => ({
      name: `${gene.gene} after interacting medicines`,
      text: `${b.drug.name}: ${b.effect.replace('-', ' ')}`,
      where: b.evidence,
    }),
  )
  return distinct([calling, ...phenotypes, ...converted], (r) => r.name + r.text)
}

const geneInputs = (gene: GeneCard): readonly DatumRef[] => [
  ...gene.basis,
  ...gene.result.call.basis,
  ...(gene.result.clinical?.because.map((b) => b.basis) ?? []),
]

const ofGene = (document: ReportDocument, gene: GeneCard): Trace => ({
  title: gene.gene,
  value: [diplotypeText(gene), resultWords(gene)].filter(Boolean).join(': '),
  because: gene.say.caveats,
  rules: geneRules(document, gene),
  evidence: [],
  inputs: distinct(geneInputs(gene), refKey),
})

/** The spoken why, and whatever coded reasons it does not already hold. */
const reasonsOf = (why: string, reasons: readonly Reason[], audience: Audience): readonly string[] => [
  ...(why === '' ? [] : [why]),
  ...unique(reasons.map((r) => sayReason(r, audience, english))).filter((r) => !why.includes(r)),
]

const ofMedicine = (document: ReportDocument, medicine: MedicineCard, audience: Audience, only?: number): Trace => {
  const genes = medicine.genes.flatMap((name) => geneNamed(document, name) ?? [])
  const lead = medicine.leading?.advice
  const advice = medicine.advice
    .map((a, index) => ({ a, index }))
    .filter(({ a, index }) => (only === undefined ? a.applies !== 'no' : index === only))
    .toSorted((x, y) => Number(y.index === lead) - Number(x.index === lead))
    .map(({ a }) => a)
  return {
    title: medicine.drug.name,
    value: medicine.say[audience].title,
    because: reasonsOf(medicine.say[audience].why, medicine.becauseOf, audience),
    rules: [...advice.map(adviceRule), ...genes.flatMap((g) => geneRules(document, g))],
    evidence: distinct(
      advice.map((a) => a.evidence),
      (e) => JSON.stringify(e),
    ),
    inputs: distinct(
      [
        ...(medicine.onList ? [medicine.onList.ref] : []),
        ...medicine.becauseOf.flatMap((r) => r.basis ?? []),
        ...genes.flatMap(geneInputs),
      ],
      refKey,
    ),
  }
}

const ofRecommendation = (document: ReportDocument, r: SpokenRecommendation, audience: Audience): Trace => {
  const medicine = medicineNamed(document, r.about.name)
  const below = medicine && ofMedicine(document, medicine, audience)
  return {
    title: r.about.name,
    value: r.say[audience].title,
    because: reasonsOf(r.say[audience].why, r.because, audience),
    rules: below?.rules ?? [],
    evidence: r.evidence,
    inputs: distinct([...r.basis, ...r.because.flatMap((b) => b.basis ?? []), ...(below?.inputs ?? [])], refKey),
  }
}

const ofPosition = (document: ReportDocument, gene: GeneCard, pos: number): Trace | undefined => {
  const call = gene.result.call.positions.find((p) => p.pos === pos)
  if (!call) return undefined
  const seen =
    call.state === 'missing' ? 'not covered' : call.alleles.map((a) => a ?? '?').join(call.phased ? ' | ' : ' / ')
  return {
    title: `${gene.gene}, position ${pos}${call.rsid ? ` (${call.rsid})` : ''}`,
    value: `${seen}; reference ${call.ref}`,
    because: call.undocumented.length > 0 ? [`Not in any allele definition: ${call.undocumented.join(', ')}`] : [],
    rules: geneRules(document, gene),
    evidence: [],
    inputs: [call.basis ?? { kind: 'absent', what: `a row for ${gene.gene} position ${pos}` }],
  }
}

const stated = (title: string, value: string, ref: DatumRef): Trace => ({
  title,
  value,
  because: [],
  rules: [],
  evidence: [],
  inputs: [ref],
})

const ofDose = (document: ReportDocument, medicine: MedicineCard, index: number): Trace | undefined => {
  const outcome = medicine.doses?.[index]
  if (outcome?.kind !== 'dose') return undefined
  const { dose } = outcome
  const below = ofMedicine(document, medicine, 'clinician')
  return {
    ...below,
    value: `${Math.round(dose.mgPerWeek)} mg a week by ${dose.equation}`,
    because: [
      ...Object.entries(dose.inputs).map(([name, value]) => `${name}: ${value}`),
      ...dose.assumed.map((a) => `Assumed: ${a}`),
      ...(dose.missing ?? []).map((m) => `Not known: ${m}`),
      ...(dose.notIncluded ?? []).map((n) => `Not part of the equation: ${n}`),
    ],
    rules: [
      {
        name: dose.equation,
        text: dose.unverified
          ? 'published equation; its coefficients have not been checked against the source'
          : 'published equation',
        where: dose.source,
      },
      ...below.rules,
    ],
  }
}

/**
 * What stands behind something shown. Keys: `advice:ID`, `medicine:DRUG`, `source:DRUG:INDEX`, `dose:DRUG:INDEX`, `listed:DRUG`, `interaction:DRUG:INDEX`,
 * `gene:GENE`, `position:GENE:POS`, `condition:INDEX`, `allergy:INDEX`, `screening:TRACK`, `risk:MODEL`, `risk-input:INPUT`. Undefined for a key that names nothing in this document.
 */
export const traceOf = (document: ReportDocument, key: string, audience: Audience = 'clinician'): Trace | undefined => {
  const [kind = '', ...rest] = key.split(':')
  const whole = rest.join(':')
  const last = Number(rest[rest.length - 1])
  const head = rest.slice(0, -1).join(':')
  switch (kind) {
    case 'advice': {
      const found = document.recommendations.find((r) => r.id === whole)
      return found && ofRecommendation(document, found, audience)
    }
    case 'medicine': {
      const found = medicineNamed(document, whole)
      return found && ofMedicine(document, found, audience)
    }
    case 'source': {
      const found = medicineNamed(document, head)
      return found?.advice[last] && ofMedicine(document, found, audience, last)
    }
    case 'dose': {
      const found = medicineNamed(document, head)
      return found && ofDose(document, found, last)
    }
    case 'listed': {
      const found = medicineNamed(document, whole)?.onList
      return (
        found &&
        stated(
          whole,
          [found.asWritten, found.dose, found.started && `since ${found.started}`].filter(Boolean).join(', '),
          found.ref,
        )
      )
    }
    case 'interaction': {
      const found = medicineNamed(document, head)?.interactions[last]
      return (
        found && {
          ...stated(`${head} with ${found.with.name}`, english.phrase(found.effect), found.basis),
          rules: [
            {
              name: 'Interaction',
              text: found.unverified ? 'not yet checked against its source' : found.severity,
              where: found.source,
            },
          ],
        }
      )
    }
    case 'gene': {
      const found = geneNamed(document, whole)
      return found && ofGene(document, found)
    }
    case 'position': {
      const found = geneNamed(document, head)
      return found && ofPosition(document, found, last)
    }
    case 'condition': {
      const found = document.person.conditions[last]
      return (
        found &&
        stated(
          'In the record',
          [found.text, found.onset && `since ${found.onset}`].filter(Boolean).join(', '),
          found.ref,
        )
      )
    }
    case 'allergy': {
      const found = document.person.allergies[last]
      return found && stated('In the record', `Allergy: ${found.text}`, found.ref)
    }
    case 'risk':
      return riskTrace(document, whole, audience)
    case 'risk-input':
      return riskInputTrace(document, whole, audience)
    case 'screening':
      return screeningTrace(document, whole, audience)
    default:
      return undefined
  }
}
