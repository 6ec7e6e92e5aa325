import type { GeneCard, ReportDocument, SpokenRecommendation } from './document.ts'
import { policyLines } from './parts.ts'
import { badge, titleOf } from './words.ts'

/** How much of each part the first page shows. `why`, `cautionWhy` and `need` are lengths in characters, the rest are counts. */
export type Limits = {
  readonly act: number
  readonly caution: number
  readonly needs: number
  readonly names: number
  readonly conditions: number
  readonly why: number
  readonly cautionWhy: number
  readonly need: number
}

/** From everything that is wanted to what always fits: titles are never cut; what is not known gives way first, then reasons. */
export const ladder: readonly Limits[] = [
  { act: 3, caution: 3, needs: 5, names: 12, conditions: 6, why: 320, cautionWhy: 240, need: 90 },
  { act: 3, caution: 3, needs: 4, names: 12, conditions: 6, why: 320, cautionWhy: 240, need: 90 },
  { act: 3, caution: 3, needs: 3, names: 10, conditions: 5, why: 240, cautionWhy: 160, need: 75 },
  { act: 3, caution: 3, needs: 3, names: 8, conditions: 4, why: 140, cautionWhy: 0, need: 60 },
  { act: 3, caution: 2, needs: 3, names: 6, conditions: 3, why: 90, cautionWhy: 0, need: 60 },
  { act: 3, caution: 1, needs: 2, names: 4, conditions: 2, why: 0, cautionWhy: 0, need: 60 },
]

const sameAdvice = (r: SpokenRecommendation): string =>
  r.onList
    ? r.id
    : JSON.stringify([
        r.intent,
        r.actionClass,
        r.steps,
        r.because.map(({ code, with: told }) => [code, Object.entries(told).filter(([name]) => name !== 'drug')]),
      ])

/** Recommendations of one verdict in their order, those for medicines not on the list that say the same for the same reason put together. */
export const decisions = (
  document: ReportDocument,
  verdict: 'act' | 'caution',
): readonly (readonly SpokenRecommendation[])[] => {
  const groups = new Map<string, SpokenRecommendation[]>()
  for (const r of document.recommendations) {
    if (r.verdict !== verdict) continue
    const group = groups.get(sameAdvice(r))
    if (group === undefined) groups.set(sameAdvice(r), [r])
    else group.push(r)
  }
  return [...groups.values()]
}

/** Characters on a printed line of the wide and the narrow column and of the whole page, measured on Letter, the narrower use of the two. */
const perLine = { wide: 50, narrow: 34, phenotype: 22, page: 100 }
/** Lines of the printed page, Letter being the shorter one, less the seal at its foot. */
const linesOfPage = 55

const lines = (text: string | number, width: number): number =>
  Math.ceil((typeof text === 'number' ? text : text.length) / width)

const itemLines = (group: readonly SpokenRecommendation[], why: number): number => {
  const [first] = group
  if (first === undefined) return 0
  const title = group.length === 1 ? titleOf(first).length : 50 + group.reduce((n, r) => n + r.about.name.length + 2, 0)
  const alternatives = first.alternatives.slice(0, 6).reduce((n, a) => n + a.drug.name.length + 8, 0)
  return (
    0.5 +
    lines(title + badge(first.evidence).length + 1, perLine.wide) +
    (why === 0 ? 0 : lines(Math.min(first.say.clinician.why.length, why + 2) + alternatives, perLine.wide))
  )
}

export const linesNeeded = (document: ReportDocument, most: Limits): number => {
  const sum = (ns: readonly number[]): number => ns.reduce((a, b) => a + b, 0)
  const left =
    4 +
    sum(
      decisions(document, 'act')
        .slice(0, most.act)
        .map((r) => itemLines(r, most.why)),
    ) +
    sum(
      decisions(document, 'caution')
        .slice(0, most.caution)
        .map((r) => itemLines(r, most.cautionWhy)),
    )
  const own = document.medicines.filter((m) => m.onList !== undefined)
  const names = (verdict: string): number => {
    const lengths = own
      .filter((m) => m.verdict === verdict)
      .slice(0, most.names)
      .map((m) => Math.min(m.drug.name.length, 40) + 2)
    return lengths.length === 0 ? 0 : lines(sum(lengths) + 36, perLine.narrow) + 0.5
  }
  const needs = document.needs.slice(0, most.needs).map((n) => {
    const told = n.wouldDecide.some((d) => n.say.includes(d))
    const decides = told ? 0 : sum(n.wouldDecide.slice(0, 3).map((d) => Math.min(d.length, 40) + 2)) + 18
    const say = Math.min(n.say.length, most.need + (told ? 32 : 2))
    return 0.5 + lines((told ? 0 : n.about.length + 2) + say + decides, perLine.narrow)
  })
  const right = 6 + names('fine') + names('noQuestion') + names('notKnown') + sum(needs)
  const conditions =
    sum(document.person.conditions.slice(0, most.conditions).map((c) => Math.min(c.text.length, 40) + 11)) + 40
  const banner = 6 + lines(conditions, perLine.page) + policyLines(document).length * 2
  const phenotypes = (g: GeneCard): string =>
    [...g.result.genetic, ...(g.result.clinical?.phenotypes ?? [])].flatMap((p) => p.phenotypes).join(' or ')
  const rows = document.genes.map((g) => 0.25 + 0.87 * lines(phenotypes(g).length + 1, perLine.phenotype))
  return banner + Math.max(left, right) + 4 + sum(rows) / 2 + 2
}

/** The most that still fits on one printed page, by an estimate of its lines that errs on the side of room. */
export const fitToPage = (document: ReportDocument): Limits =>
  ladder.find((most) => linesNeeded(document, most) <= linesOfPage) ?? (ladder[ladder.length - 1] as Limits)
