import type { Medication } from '../../../record/patient-view.ts'
import type { DrugInteraction, GeneResult } from '../model.ts'
import type { ContextKnowledge, InteractionRule } from './knowledge.ts'
import { isLocal } from './person.ts'

/** The same effect seen from the other medicine of the pair. Effects that are not here read alike from both sides. */
const seenFromPartner: Readonly<Record<string, string>> = {
  'activation-blocked': 'blocks-activation-of',
  'activation-reduced': 'reduces-activation-of',
  'exposure-raised': 'raises-exposure-of',
  'exposure-lowered': 'lowers-exposure-of',
  'dose-limit': 'limits-dose-of',
  'inr-raised': 'raises-inr-of',
}

const atcOf = (medication: Medication, knowledge: ContextKnowledge): readonly string[] =>
  medication.drug.atc ?? knowledge.medicine(medication.drug.name)?.drug.atc ?? []

const isPartner = (
  rule: InteractionRule,
  name: string,
  atc: readonly string[],
  knowledge: ContextKnowledge,
): boolean => {
  const p = rule.partner
  if (p.kind === 'drug') return knowledge.nameOf(p.name) === knowledge.nameOf(name)
  if (p.kind === 'atc') return atc.some((code) => code.startsWith(p.prefix))
  return knowledge.modulatorsOf(name).some((m) => m.gene === p.gene && p.effects.includes(m.effect))
}

/** An enzyme that the genes have already switched off cannot be inhibited further: the pair stays listed as a note. */
const alreadyAbsent = (rule: InteractionRule, genes: readonly GeneResult[]): boolean => {
  if (rule.gene === undefined || rule.partner.kind === 'atc') return false
  const phenotypes = genes.find((g) => g.gene === rule.gene)?.genetic.flatMap((d) => d.phenotypes) ?? []
  return (
    phenotypes.length > 0 &&
    phenotypes.every((p) => p === 'Poor Metabolizer') &&
    /^(activation|exposure-raised|dose-limit)/.test(rule.effect)
  )
}

const order = { avoid: 0, caution: 1, note: 2 } as const

const strongest = (a: InteractionRule, b: InteractionRule): InteractionRule =>
  order[b.severity] < order[a.severity] ||
  (order[b.severity] === order[a.severity] && a.partner.kind !== 'drug' && b.partner.kind === 'drug')
    ? b
    : a

/**
 * The medicines on the list (taken or planned) that matter for this one, in both directions, most severe first, one line per medicine and effect.
 * Through a gene product where the table says so: codeine is not activated beside paroxetine because CYP2D6 is off. When the genes alone have already
 * switched the enzyme off, the effect is `enzyme-already-absent`, a note. An empty answer means that no pair of the table is on the list, no more.
 */
export const interactionsFor = (
  drug: string,
  medications: readonly Medication[],
  genes: readonly GeneResult[],
  knowledge: ContextKnowledge,
): readonly DrugInteraction[] => {
  const name = knowledge.nameOf(drug)
  const own = medications.find((m) => knowledge.nameOf(m.drug.name) === name)
  const ownAtc = own ? atcOf(own, knowledge) : (knowledge.medicine(name)?.drug.atc ?? [])
  const others = medications.filter(
    (m) => (m.status === 'active' || m.status === 'planned') && !isLocal(m) && knowledge.nameOf(m.drug.name) !== name,
  )
  const seen = new Set<string>()
  const found: DrugInteraction[] = []
  for (const other of others) {
    const otherName = knowledge.nameOf(other.drug.name)
    const asAffected = knowledge.interactions.filter(
      (r) => knowledge.nameOf(r.affected) === name && isPartner(r, otherName, atcOf(other, knowledge), knowledge),
    )
    const asPartner = knowledge.interactions.filter(
      (r) => knowledge.nameOf(r.affected) === otherName && isPartner(r, name, ownAtc, knowledge),
    )
    for (const [rules, turned] of [
      [asAffected, false],
      [asPartner, true],
    ] as const) {
      const byEffect = new Map<string, InteractionRule>()
      for (const r of rules) {
        const key = `${r.gene ?? ''} ${r.gene === undefined ? r.effect : ''}`
        const before = byEffect.get(key)
        byEffect.set(key, before ? strongest(before, r) : r)
      }
      for (const r of byEffect.values()) {
        const absent = alreadyAbsent(r, genes)
        const effect = absent ? 'enzyme-already-absent' : turned ? (seenFromPartner[r.effect] ?? r.effect) : r.effect
        const key = JSON.stringify([otherName, r.gene, effect])
        if (seen.has(key)) continue
        seen.add(key)
        found.push({
          with: other.drug,
          ...(r.gene === undefined ? {} : { gene: r.gene }),
          effect,
          severity: absent ? 'note' : r.severity,
          ...(r.limitMgPerDay === undefined || absent ? {} : { limitMgPerDay: r.limitMgPerDay }),
          source: r.source,
          ...(r.unverified ? { unverified: true as const } : {}),
          basis: other.ref,
        })
      }
    }
  }
  return found.sort(
    (a, b) =>
      order[a.severity] - order[b.severity] ||
      a.with.name.localeCompare(b.with.name, 'en') ||
      a.effect.localeCompare(b.effect, 'en'),
  )
}
