import type { Action } from '../../../shared/action.ts'
import type { DrugClass } from '../../../shared/advice-vocabulary.ts'
import type { Drug } from '../../../shared/drug.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { Alternative, Reason } from '../../../shared/recommendation.ts'
import type { MedicineFinding } from '../model.ts'
import { cautionHolds } from './cautions.ts'
import { interactionsFor } from './interactions.ts'
import type { ContextKnowledge } from './knowledge.ts'
import { allergiesSilent, allergiesTo, entriesOf, medicationsSilent, type PersonContext } from './person.ts'
import type { ReasonCode } from './reason-codes.ts'
import { reason, type Truth } from './truth.ts'

export type Choice = {
  readonly candidates: readonly Drug[]
  /** Groups named by the advice that have no medicine in the catalogue: shown as the group they are. */
  readonly unexpanded: readonly DrugClass[]
}

/** Groups that advice tells to leave out, not to change to. */
const leftOut: readonly DrugClass[] = [
  'fluoropyrimidines',
  'triggering-anaesthetics',
  'aromatic-anticonvulsants',
  'cyp2d6-inhibitors',
  'cyp3a-inhibitors',
  'moderate-and-strong-cyp2d6-inhibitors',
]
const offered = (group: DrugClass): boolean => !leftOut.includes(group)

/**
 * The concrete medicines that the `choose` steps of an advice name, by name, by group, or only as another one (then from the same therapeutic area as
 * `drug`). A step's gene condition and its exclusions hold for groups; medicines named by the source stay in. `drug` itself is never among them.
 */
export const expandChoice = (actions: readonly Action[], drug: string, knowledge: ContextKnowledge): Choice => {
  const candidates = new Map<string, Drug>()
  const unexpanded: DrugClass[] = []
  const own = knowledge.nameOf(drug)
  const area = knowledge.medicine(own)?.area
  const add = (d: Drug): void => {
    const name = knowledge.nameOf(d.name)
    if (name !== own && !candidates.has(name)) candidates.set(name, knowledge.medicine(name)?.drug ?? d)
  }
  const excluded = new Set(
    actions
      .flatMap((a) => (a.do === 'choose' ? (a.notDrugs ?? []) : a.do === 'avoid' ? (a.alsoAvoid ?? []) : []))
      .map(knowledge.nameOf),
  )
  for (const step of actions) {
    if (step.do !== 'choose') continue
    for (const name of step.drugs ?? []) if (!excluded.has(knowledge.nameOf(name))) add({ name })
    const free = (genes: readonly string[]): boolean => !(step.notMetabolisedBy ?? []).some((g) => genes.includes(g))
    for (const group of step.classes ?? []) {
      const members = knowledge.medicines.filter((m) => m.groups.includes(group))
      if (members.length === 0) unexpanded.push(group)
      for (const m of members) if (free(m.genes) && !excluded.has(m.drug.name)) add(m.drug)
    }
    if (!step.classes && !step.drugs && area !== undefined) {
      for (const m of knowledge.medicines)
        if (m.area === area && m.groups.some(offered) && free(m.genes) && !excluded.has(m.drug.name)) add(m.drug)
    }
  }
  return { candidates: [...candidates.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')), unexpanded }
}

type Fit = Alternative['fit']
type Finding = { readonly fit: Fit; readonly reason: Reason }

const worst: readonly Fit[] = ['unsuitable', 'notKnown', 'caution', 'fits']

const byGene: Readonly<Record<MedicineFinding['verdict'], readonly [Fit, ReasonCode]>> = {
  act: ['unsuitable', 'genes-advise-against'],
  caution: ['caution', 'genes-advise-caution'],
  fine: ['fits', 'genes-fit'],
  notKnown: ['notKnown', 'genes-not-known'],
  noQuestion: ['fits', 'no-gene-question'],
}

const allergies = (drug: string, person: PersonContext, knowledge: ContextKnowledge): readonly Finding[] => {
  if (allergiesSilent(person.view)) return [{ fit: 'notKnown', reason: reason('allergies-not-recorded', {}) }]
  const same = allergiesTo(person.view, drug, knowledge)
  if (same.length > 0)
    return same.map((a) => ({
      fit: 'unsuitable',
      reason: reason('allergy-to-it', { drug, reaction: a.reaction }, [a.ref]),
    }))
  const classes = knowledge.medicine(drug)?.allergyClasses ?? []
  return person.view.allergies.flatMap((a): readonly Finding[] => {
    const of = [
      ...(a.drugClass === undefined ? [] : [a.drugClass]),
      ...(a.drug === undefined ? [] : (knowledge.medicine(a.drug.name)?.allergyClasses ?? [])),
    ]
    const shared = classes.find((c) => of.includes(c))
    if (shared === undefined) return []
    return [
      {
        fit: 'unsuitable',
        reason: reason('allergy-to-related', { drug, related: a.to.display, class: shared, reaction: a.reaction }, [
          a.ref,
        ]),
      },
    ]
  })
}

const cautions = (drug: string, person: PersonContext, knowledge: ContextKnowledge, at: Instant): readonly Finding[] =>
  knowledge.cautionsOf(drug).flatMap((c): readonly Finding[] => {
    const judged = cautionHolds(c, person, knowledge, at)
    const values = { drug, because: c.reason, source: c.source, unverified: c.unverified ? 'yes' : undefined }
    const basis = judged.because.flatMap((r) => r.basis ?? [])
    const code: Readonly<Record<Truth, ReasonCode | undefined>> = {
      yes: c.kind,
      unknown: c.kind === 'contraindicated' ? 'contraindication-not-excluded' : 'caution-not-excluded',
      no: undefined,
    }
    const said = code[judged.applies]
    if (said === undefined) return []
    const question = judged.applies === 'unknown' && 'circumstance' in c.when
    const fit: Fit =
      c.kind === 'contraindicated'
        ? judged.applies === 'yes'
          ? 'unsuitable'
          : 'notKnown'
        : question
          ? 'fits'
          : 'caution'
    return [
      {
        fit,
        reason: reason(
          said,
          {
            ...values,
            missing:
              judged.applies === 'unknown' ? [...new Set(judged.because.map((r) => r.code))].join(', ') : undefined,
          },
          basis,
        ),
      },
    ]
  })

const withList = (drug: string, person: PersonContext, knowledge: ContextKnowledge): readonly Finding[] => {
  if (medicationsSilent(person.view)) return [{ fit: 'notKnown', reason: reason('medications-not-recorded', {}) }]
  return interactionsFor(drug, person.view.medications, person.genes ?? [], knowledge).map((i) => ({
    fit: i.severity === 'avoid' ? 'unsuitable' : i.severity === 'caution' ? 'caution' : 'fits',
    reason: reason(
      'interacts',
      {
        drug,
        other: i.with.name,
        effect: i.effect,
        gene: i.gene,
        severity: i.severity,
        limit: i.limitMgPerDay,
        source: i.source,
        unverified: i.unverified ? 'yes' : undefined,
      },
      [i.basis],
    ),
  }))
}

const use = (drug: string, person: PersonContext, knowledge: ContextKnowledge): readonly Finding[] =>
  entriesOf(person.view, drug, knowledge).map((m) => ({
    fit: 'fits',
    reason: reason(
      m.status === 'active' ? 'taken-now' : m.status === 'planned' ? 'planned-now' : 'taken-before',
      { drug, started: m.started, stopped: m.stopped },
      [m.ref],
    ),
  }))

/**
 * How one medicine fits this person: own genes, allergies, contraindications and cautions of its labelling, the other medicines, earlier use.
 * The worst finding decides: unsuitable, then notKnown (something that could forbid it is not recorded), caution, fits. Silence of the record is told;
 * a caution that hangs on a question no record answers (pregnancy, ancestry) is told and does not change the fit.
 * `instead` is the medicine it would replace; interactions with that one do not count. A medicine outside the catalogue has no tables to be checked
 * against and is `notKnown`.
 */
export const checkAlternative = (
  candidate: Drug,
  person: PersonContext,
  verdictOf: (drug: string) => MedicineFinding['verdict'],
  knowledge: ContextKnowledge,
  at: Instant,
  instead?: string,
): Alternative => {
  const name = knowledge.nameOf(candidate.name)
  const staying = {
    ...person,
    view: {
      ...person.view,
      medications: person.view.medications.filter(
        (m) => instead === undefined || knowledge.nameOf(m.drug.name) !== knowledge.nameOf(instead),
      ),
    },
  }
  const [fit, code] = byGene[verdictOf(candidate.name)]
  const known = knowledge.medicine(name) !== undefined
  const findings: readonly Finding[] = [
    { fit, reason: reason(code, { drug: name }) },
    ...(known ? [] : [{ fit: 'notKnown' as const, reason: reason('not-in-catalogue', { drug: name }) }]),
    ...allergies(name, person, knowledge),
    ...cautions(name, staying, knowledge, at),
    ...withList(name, staying, knowledge),
    ...use(name, person, knowledge),
  ]
  const overall = worst.find((w) => findings.some((f) => f.fit === w)) ?? 'notKnown'
  const sorted = [...findings].sort((a, b) => worst.indexOf(a.fit) - worst.indexOf(b.fit))
  return { drug: knowledge.medicine(name)?.drug ?? candidate, fit: overall, because: sorted.map((f) => f.reason) }
}
