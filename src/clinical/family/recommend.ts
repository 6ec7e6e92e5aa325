import { adviceClass } from '../../shared/action-class.ts'
import type { Branch } from '../../shared/action.ts'
import type { Assessment } from '../../shared/assessment.ts'
import type { Evidence } from '../../shared/evidence.ts'
import type { Reason, Recommendation } from '../../shared/recommendation.ts'
import type { Suspicion } from './criteria/index.ts'
import type { FamilyFinding, Named } from './finding.ts'

const refer: readonly Branch[] = [{ first: [{ do: 'refer', firm: 'do', to: 'genetic-counsellor' }] }]

const who = (people: readonly Named[]): string => people.map((p) => p.relation || p.id).join(', ')

type Found = Extract<Assessment<FamilyFinding>, { readonly state: 'finding' }>

const referral = (
  id: string,
  about: string,
  because: readonly Reason[],
  wouldChangeIf: readonly Reason[],
  from: readonly Found[],
  releases: readonly string[],
  urgency: Recommendation['urgency'] = 'next',
): Recommendation => ({
  id: `family:${id}`,
  module: 'family',
  intent: 'refer',
  verdict: 'act',
  urgency,
  about: { name: about },
  onList: false,
  actionClass: adviceClass(refer),
  steps: refer,
  because,
  evidence: from.flatMap((f): readonly Evidence[] => f.evidence),
  alternatives: [],
  wouldChangeIf,
  basis: from.flatMap((f) => f.basis),
  releases,
})

/** Referral to genetics: once for each suspicion whose criteria the family meets, and once for each gene a relative carries a variant in. Nothing where the proband is known to carry it. */
export const recommendFamily = (
  assessments: readonly Assessment<FamilyFinding>[],
  releases: readonly string[],
): readonly Recommendation[] => {
  const findings = assessments.filter((a): a is Found => a.state === 'finding')
  const met = findings.filter((f) => f.finding.kind === 'criterion')
  const bySuspicion = new Map<Suspicion, Found[]>()
  for (const f of met) {
    if (f.finding.kind !== 'criterion') continue
    const { about } = f.finding.result.instrument
    bySuspicion.set(about, [...(bySuspicion.get(about) ?? []), f])
  }
  const suspicions = [...bySuspicion].map(([about, from]) =>
    referral(
      about,
      about,
      from.flatMap(({ finding, basis }): Reason[] =>
        finding.kind !== 'criterion'
          ? []
          : [
              {
                code: 'family-criterion-met',
                with: { instrument: finding.result.instrument.title, relatives: who(finding.people) },
                basis,
              },
            ],
      ),
      from.flatMap(({ finding }): Reason[] =>
        finding.kind === 'criterion' && finding.result.toConfirm !== undefined
          ? finding.result.toConfirm.map((what) => ({ code: 'family-to-confirm', with: { what } }))
          : [],
      ),
      from,
      releases,
    ),
  )
  const variants = findings.flatMap((f): Recommendation[] => {
    if (f.finding.kind !== 'variant-in-family') return []
    const { gene, carriers } = f.finding
    if (carriers.some((c) => c.relation === 'self')) return []
    const because: readonly Reason[] = [
      { code: 'variant-in-family', with: { gene, relatives: who(carriers) }, basis: f.basis },
    ]
    // A known variant in the family is the one thing that a single test settles: it goes before routine tests.
    return [referral(`variant:${gene}`, gene, because, [], [f], releases, 'now')]
  })
  return [...variants, ...suspicions]
}
