import type { Range } from '../../../shared/quantity.ts'
import {
  type Answer,
  type CriterionResult,
  type FamilyFacts,
  hadBefore,
  type Item,
  notAsked,
  uniqueAsks,
  unknownHealth,
} from './family-facts.ts'
import type { DutchLipid } from './tables.ts'

/** What the score asks besides the family; absent is not known. LDL cholesterol in mmol/L; `onTreatment`: measured under a lipid-lowering medicine, so that the untreated value is at least that. */
export type LipidFindings = {
  readonly ldl?: { readonly value: number; readonly onTreatment: boolean }
  readonly tendonXanthoma?: boolean
  readonly arcusBefore45?: boolean
  readonly otherVascularDisease?: boolean
  readonly gene?: 'positive' | 'negative'
  readonly relatives?: {
    readonly raisedLdl?: boolean
    readonly xanthomaOrArcus?: boolean
    readonly childRaisedLdl?: boolean
  }
}

const level = (score: number, t: DutchLipid): string =>
  score >= t.definite ? 'definite' : score >= t.probable ? 'probable' : score >= t.possible ? 'possible' : 'unlikely'

const group = (
  code: string,
  answers: readonly (readonly [points: number, answer: Answer])[],
  people: readonly string[],
  ask: Item['ask'],
): Item => {
  const best = (of: readonly Answer[]): number =>
    Math.max(0, ...answers.filter(([, a]) => of.includes(a)).map(([p]) => p))
  const points: Range = [best(['yes']), best(['yes', 'open'])]
  return {
    code,
    met: points[0] > 0 ? 'yes' : points[1] > 0 ? 'open' : 'no',
    people: points[0] > 0 ? people : [],
    points,
    ask: points[0] === points[1] ? [] : ask,
  }
}

const said = (value: boolean | undefined): Answer => (value === undefined ? 'open' : value ? 'yes' : 'no')

/** Of each of five groups the highest points count. `level` is that of the least sure score; from probable on it refers. */
export const dutchLipid = (facts: FamilyFacts, findings: LipidFindings, t: DutchLipid): CriterionResult => {
  const first = facts.relatives.filter((r) => (r.relation.degree ?? 9) <= 1).map((r) => r.person)
  const premature = (p: (typeof first)[number]): Answer =>
    p.sex === 'unknown'
      ? hadBefore(p, t.premature.male, 'coronary-heart-disease')
      : hadBefore(p, t.premature[p.sex], 'coronary-heart-disease')
  const affected = first.filter((p) => premature(p) === 'yes')
  const open = first.filter((p) => premature(p) === 'open')
  const unasked = [...unknownHealth(first), ...notAsked(facts, ['parents', 'siblings', 'children'])]
  const relativesHeart: Answer = affected.length > 0 ? 'yes' : open.length > 0 || unasked.length > 0 ? 'open' : 'no'
  const measure = (of: string) => ({ what: 'measurement' as const, of })
  const { relatives = {}, ldl } = findings
  const pointsOf = (value: number): number => t.ldl.find((row) => value >= row.from)?.points ?? 0
  const most = t.ldl[0]?.points ?? 0
  const ldlPoints: Range =
    ldl === undefined ? [0, most] : [pointsOf(ldl.value), ldl.onTreatment ? most : pointsOf(ldl.value)]
  const items: readonly Item[] = [
    group(
      'family',
      [
        [t.family.heartDisease, relativesHeart],
        [t.family.raisedLdl, said(relatives.raisedLdl)],
        [t.family.xanthomaOrArcus, said(relatives.xanthomaOrArcus)],
        [t.family.childRaisedLdl, said(relatives.childRaisedLdl)],
      ],
      affected.map((p) => p.id),
      [...unasked, measure('ldl-of-relatives'), measure('xanthoma-or-arcus-of-relatives')],
    ),
    group(
      'history',
      [
        [t.history.heartDisease, premature(facts.proband)],
        [t.history.otherVascular, said(findings.otherVascularDisease)],
      ],
      [facts.proband.id],
      [measure('vascular-disease')],
    ),
    group(
      'signs',
      [
        [t.signs.xanthoma, said(findings.tendonXanthoma)],
        [t.signs.arcus, said(findings.arcusBefore45)],
      ],
      [facts.proband.id],
      [measure('tendon-xanthoma'), measure('corneal-arcus')],
    ),
    {
      code: 'ldl',
      met: ldlPoints[0] > 0 ? 'yes' : ldlPoints[1] > 0 ? 'open' : 'no',
      people: ldlPoints[0] > 0 ? [facts.proband.id] : [],
      points: ldlPoints,
      ask: ldlPoints[0] === ldlPoints[1] ? [] : [measure('untreated-ldl')],
    },
    group(
      'gene',
      [[t.gene, findings.gene === undefined ? 'open' : findings.gene === 'positive' ? 'yes' : 'no']],
      [facts.proband.id],
      [measure('ldlr-apob-pcsk9')],
    ),
  ]
  const range: Range = [
    items.reduce((s, i) => s + (i.points?.[0] ?? 0), 0),
    items.reduce((s, i) => s + (i.points?.[1] ?? 0), 0),
  ]
  const answer: Answer = range[0] >= t.probable ? 'yes' : range[1] >= t.probable ? 'open' : 'no'
  return {
    id: 'dutch-lipid',
    instrument: t,
    answer,
    items,
    people: [...new Set(items.flatMap((i) => (i.met === 'yes' ? i.people : [])))],
    ask: answer === 'open' ? uniqueAsks(items.flatMap((i) => i.ask)) : [],
    level: level(range[0], t),
    score: { range, referAt: t.probable, mayRise: false },
  }
}
