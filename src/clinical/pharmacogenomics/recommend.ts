import { adviceClass, branchClass } from '../../shared/action-class.ts'
import type { Assessment, Need } from '../../shared/assessment.ts'
import { rungIndex } from '../../shared/evidence.ts'
import type { Intent, Recommendation } from '../../shared/recommendation.ts'
import { isUsualKey } from './advice/usual-result.ts'
import type { GeneFinding, MedicineFinding, PgxFinding } from './model.ts'

const medicinesOf = (assessments: readonly Assessment<PgxFinding>[]): readonly MedicineFinding[] =>
  assessments.flatMap((a) => ('finding' in a && a.finding?.kind === 'medicine' ? [a.finding] : []))

const genesOf = (assessments: readonly Assessment<PgxFinding>[]): readonly GeneFinding[] =>
  assessments.flatMap((a) => ('finding' in a && a.finding?.kind === 'gene' ? [a.finding] : []))

const intentOf = (finding: MedicineFinding): Intent => {
  const lead = finding.leading
  const branch = lead === undefined ? undefined : finding.advice[lead.advice]?.branches[lead.branch]?.branch
  const cls = branch === undefined ? 'none' : branchClass(branch)
  if (cls === 'avoid') return 'avoid'
  if (branch?.first.some((a) => a.do === 'choose')) return 'choose'
  if (cls === 'change') return 'adjustDose'
  if (cls === 'test') return 'orderTest'
  if (cls === 'monitor') return 'monitor'
  return finding.interactions.some((i) => i.severity === 'avoid') ? 'discuss' : 'continue'
}

const forMedicine = (finding: MedicineFinding, releases: readonly string[]): Recommendation => {
  const lead = finding.leading === undefined ? undefined : finding.advice[finding.leading.advice]
  const branch =
    lead === undefined || finding.leading === undefined ? undefined : lead.branches[finding.leading.branch]?.branch
  const rest = lead?.branches.filter((b) => b.applies !== 'no' && b.branch !== branch).map((b) => b.branch) ?? []
  const steps = branch === undefined ? [] : [branch, ...rest]
  // What is not taken is worth knowing, never something to act on now.
  const verdict =
    finding.verdict === 'noQuestion'
      ? 'fine'
      : finding.onList === undefined && finding.verdict === 'act'
        ? 'caution'
        : finding.verdict
  return {
    id: `pgx:medicine:${finding.drug.name}`,
    module: 'pharmacogenomics',
    intent: intentOf(finding),
    verdict,
    urgency: finding.onList === undefined ? 'whenever' : verdict === 'act' ? 'now' : 'next',
    about: finding.drug,
    onList: finding.onList !== undefined,
    actionClass: adviceClass(steps),
    steps,
    because: finding.becauseOf,
    evidence: finding.advice.filter((a) => a.applies !== 'no').map((a) => a.evidence),
    alternatives: finding.alternatives,
    wouldChangeIf: finding.wouldChangeIf,
    basis: [...(finding.onList ? [finding.onList.ref] : []), ...finding.becauseOf.flatMap((r) => r.basis ?? [])],
    releases,
  }
}

/** One need for each gene and kind, with every medicine it would decide; the person's own medicines first. */
export const joinNeeds = (findings: readonly MedicineFinding[]): readonly Need[] => {
  const own = new Set(findings.filter((f) => f.onList !== undefined).map((f) => f.drug.name))
  const joined = new Map<string, Need>()
  for (const need of findings.flatMap((f) => f.needs)) {
    const key = `${need.about} ${need.code} ${need.test}`
    const before = joined.get(key)
    const drugs = [...new Set([...(before?.wouldDecide ?? []), ...need.wouldDecide])].sort(
      (a, b) => Number(own.has(b)) - Number(own.has(a)) || (a < b ? -1 : 1),
    )
    joined.set(key, { ...need, missing: before?.missing ?? need.missing, wouldDecide: drugs })
  }
  return [...joined.values()].sort(
    (a, b) =>
      Number(b.wouldDecide.some((d) => own.has(d))) - Number(a.wouldDecide.some((d) => own.has(d))) ||
      b.wouldDecide.length - a.wouldDecide.length ||
      (a.about < b.about ? -1 : 1),
  )
}

const forNeed = (
  need: Need,
  own: ReadonlySet<string>,
  seen: GeneFinding['coverage'] | undefined,
  releases: readonly string[],
): Recommendation => ({
  id: `pgx:test:${need.about}:${need.test}`,
  module: 'pharmacogenomics',
  intent: 'orderTest',
  verdict: 'notKnown',
  urgency: need.wouldDecide.some((d) => own.has(d)) ? 'next' : 'whenever',
  about: { name: need.about },
  onList: need.wouldDecide.some((d) => own.has(d)),
  actionClass: 'test',
  steps: [],
  because: [
    {
      code: need.code,
      with: {
        gene: need.about,
        candidates: need.missing.join(' or '),
        diplotype: need.missing.join(' or '),
        ...(seen === undefined ? {} : { covered: String(seen.covered), of: String(seen.of) }),
      },
    },
  ],
  evidence: [],
  alternatives: [],
  wouldChangeIf: [],
  basis: [],
  releases,
})

/** The genes behind a medicine's advice that are out of the ordinary. */
const tellingGenes = (m: MedicineFinding): string => {
  const key = m.leading === undefined ? {} : (m.advice[m.leading.advice]?.key ?? {})
  const telling = Object.entries(key).filter(
    ([gene, value]) => !isUsualKey(gene, value) && value !== 'No Result' && !/^uncertain/i.test(value),
  )
  return telling.map(([gene, value]) => `${gene} ${value}`).join(' ')
}

/** A medicine of the list that asks for something; of the others only what a strong or moderate grade tells to avoid. */
const worthSaying = (m: MedicineFinding): boolean => {
  if (m.onList !== undefined) return m.verdict === 'act' || m.verdict === 'caution'
  const lead = m.leading === undefined ? undefined : m.advice[m.leading.advice]
  const branch = m.leading === undefined ? undefined : lead?.branches[m.leading.branch]?.branch
  const graded = lead?.evidence.rung === 'strong' || lead?.evidence.rung === 'moderate'
  return (
    m.verdict === 'act' && graded && branch !== undefined && branchClass(branch) === 'avoid' && tellingGenes(m) !== ''
  )
}

const rungOf = (m: MedicineFinding): number =>
  rungIndex((m.leading === undefined ? undefined : m.advice[m.leading.advice]?.evidence.rung) ?? 'none')

/** Medicines that are not taken and that the same result speaks against stand together: the best graded one first, the others named beside it. */
const grouped = (medicines: readonly MedicineFinding[], releases: readonly string[]): readonly Recommendation[] =>
  [...Map.groupBy(medicines, tellingGenes).values()].flatMap((group) => {
    const [first, ...others] = [...group].sort(
      (a, b) => rungOf(a) - rungOf(b) || (a.drug.name < b.drug.name ? -1 : a.drug.name > b.drug.name ? 1 : 0),
    )
    if (first === undefined) return []
    const one = forMedicine(first, releases)
    return [others.length === 0 ? one : { ...one, alsoAbout: others.map((m) => m.drug) }]
  })

/** How many tests that decide no medicine of the list are recommended; all needs stand in the report. */
const otherTests = 3

/** What to do: every medicine that asks for something, the tests that decide a medicine of the list, and a few that decide most of the others. Order is the plan's. */
export const recommendPgx = (
  assessments: readonly Assessment<PgxFinding>[],
  releases: readonly string[],
): readonly Recommendation[] => {
  const medicines = medicinesOf(assessments)
  const own = new Set(medicines.filter((m) => m.onList !== undefined).map((m) => m.drug.name))
  const worth = medicines.filter(worthSaying)
  const needs = joinNeeds(medicines)
  const coverageOf = new Map(genesOf(assessments).map((g) => [g.gene, g.coverage]))
  const decidesOwn = (n: Need): boolean => n.wouldDecide.some((d) => own.has(d))
  return [
    ...worth.filter((m) => m.onList !== undefined).map((m) => forMedicine(m, releases)),
    ...grouped(
      worth.filter((m) => m.onList === undefined),
      releases,
    ),
    ...[...needs.filter(decidesOwn), ...needs.filter((n) => !decidesOwn(n)).slice(0, otherTests)].map((n) =>
      forNeed(n, own, coverageOf.get(n.about), releases),
    ),
  ]
}
