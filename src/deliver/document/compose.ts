import type { GeneFinding, MedicineFinding, PgxFinding } from '../../clinical/pharmacogenomics/index.ts'
import { joinNeeds } from '../../clinical/pharmacogenomics/index.ts'
import { type Manifest, releaseName } from '../../knowledge/release.ts'
import type { PatientView } from '../../record/index.ts'
import type { Assessment } from '../../shared/assessment.ts'
import type { Instant } from '../../shared/instant.ts'
import { intendedUse } from '../../shared/intended-use.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Recommendation } from '../../shared/recommendation.ts'
import { software } from '../../shared/software.ts'
import { capital, sentence } from '../../shared/wording/catalogue.ts'
import type { Language } from '../../shared/wording/render.ts'
import type {
  GeneCard,
  InputCard,
  MedicineCard,
  PersonCard,
  ReportDocument,
  SpokenRecommendation,
} from '../report/document.ts'
import type { EarlyDetection } from '../report/early-detection.ts'
import { sayMedicine } from './medicine-sentences.ts'
import { sayGene, sayGroup, sayNeed } from './sentences.ts'

/** Everything a report is made of, before it is put in order and into words. */
export type Composition = {
  readonly view: PatientView
  readonly assessments: readonly Assessment<PgxFinding>[]
  readonly recommendations: readonly Recommendation[]
  readonly inputs: readonly InputCard[]
  readonly problems: readonly Problem[]
  readonly limits: readonly string[]
  readonly knowledge: readonly Manifest[]
  readonly at: Instant
  readonly language: Language
  readonly early?: EarlyDetection
}

const medicineOrder: readonly MedicineFinding['verdict'][] = ['act', 'caution', 'notKnown', 'fine', 'noQuestion']

const byListThenSign = (a: MedicineCard, b: MedicineCard): number =>
  Number(b.onList !== undefined) - Number(a.onList !== undefined) ||
  (a.onList !== undefined ? medicineOrder.indexOf(a.verdict) - medicineOrder.indexOf(b.verdict) : 0) ||
  (a.drug.name < b.drug.name ? -1 : a.drug.name > b.drug.name ? 1 : 0)

const personCard = (view: PatientView): PersonCard => ({
  id: view.id,
  name: view.name,
  ...(view.mrn === undefined ? {} : { mrn: view.mrn }),
  ...(view.birthDate === undefined ? {} : { birthDate: view.birthDate }),
  ...(view.age === undefined ? {} : { age: view.age }),
  ...(view.sex === undefined ? {} : { sex: view.sex }),
  ...(view.ancestry === undefined ? {} : { ancestry: view.ancestry }),
  conditions: view.conditions
    .filter((c) => c.active)
    .map((c) => ({
      text: c.verification === undefined ? c.what.display : `${c.what.display} (${c.verification})`,
      ...(c.onset === undefined ? {} : { onset: c.onset }),
      ref: c.ref,
    })),
  allergies: view.allergies.map((a) => ({ text: a.to.display, ref: a.ref })),
  silentOn: view.silentOn,
})

/** The report document: cards in the order a person reads them, every sentence rendered from its code. */
export const composeReport = (parts: Composition): ReportDocument => {
  const { language } = parts
  const medicines: MedicineCard[] = []
  const genes: GeneCard[] = []
  for (const a of parts.assessments) {
    if (!('finding' in a) || a.finding === undefined) continue
    if (a.finding.kind === 'medicine')
      medicines.push({ ...a.finding, state: a.state, say: sayMedicine(a.finding, language) })
    else
      genes.push({
        ...a.finding,
        state: a.state,
        say: sayGene(a.finding, a.state, language),
        basis: 'basis' in a ? a.basis : [],
      })
  }
  const spokenBy = new Map(medicines.map((m) => [m.drug.name, m.say]))
  const recommendations = parts.recommendations.map((r): SpokenRecommendation => {
    if (r.alsoAbout !== undefined) return { ...r, say: sayGroup(r, language) }
    const own = spokenBy.get(r.about.name)
    return { ...r, say: own ?? sayNeed(r, language) }
  })
  const needs = joinNeeds(medicines).map((n) => ({ ...n, say: sentence(capital(sayNeedSentence(n, language))) }))
  return {
    schema: 'attune.report.v1',
    software,
    knowledge: parts.knowledge.map((m) => ({
      id: m.id,
      release: m.release,
      title: m.title,
      licence: m.licence,
      attribution: m.attribution,
      name: releaseName(m),
    })),
    at: parts.at,
    language: 'en',
    intendedUse,
    person: personCard(parts.view),
    inputs: parts.inputs,
    policy: {
      missingAsReference: parts.view.genome?.missingAsReference ?? false,
      callCyp2d6: parts.view.genome?.callCyp2d6 ?? false,
    },
    recommendations,
    medicines: medicines.sort(byListThenSign),
    genes: genes.sort((a, b) => (a.gene < b.gene ? -1 : 1)),
    needs,
    problems: parts.problems,
    limits: parts.limits,
    ...(parts.early === undefined ? {} : { early: parts.early }),
  }
}

const sayNeedSentence = (
  need: {
    readonly code: string
    readonly about: string
    readonly test: string
    readonly wouldDecide: readonly string[]
  },
  language: Language,
): string => language.need(need.about, need.code, need.test, need.wouldDecide)

export type { GeneFinding }
