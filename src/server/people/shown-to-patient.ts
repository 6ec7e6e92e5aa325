import type { ScreeningItem } from '../../clinical/screening/index.ts'
import type { EarlyDetection } from '../../deliver/report/early-detection.ts'
import type { ReportDocument } from '../../deliver/report/index.ts'
import type { CallersRecord } from './callers.ts'

/** Category of the Communication by which a clinician lets the patient see the risks. */
export const risksShown = { system: 'urn:attune:communication', code: 'risks-shown' } as const

/** Whether a clinician went through the risks with the patient and lets them be seen: a completed Communication of that category. */
export const areRisksShown = async (record: Pick<CallersRecord, 'search'>, person: string): Promise<boolean> => {
  const asked = new URLSearchParams({
    patient: person,
    category: `${risksShown.system}|${risksShown.code}`,
    status: 'completed',
    _count: '1',
  })
  const found = await record.search('Communication', asked.toString())
  return (found.entry ?? []).some((e) => e.resource?.resourceType === 'Communication')
}

/** Reasons of the calendar that tell a calculated risk or the result of a gene test. */
const telling: ReadonlySet<string> = new Set([
  'risk-given',
  'risk-straddles',
  'risk-of-other-model',
  'carrier',
  'equivalent-age',
])

/** What the family’s illnesses are held against; who may carry what, and what may come of it, wait for the clinician. */
const ofFamily = (a: EarlyDetection['family']['assessments'][number]): boolean =>
  a.question.code === 'referral-criterion' || a.question.code === 'family'

const itemWithout = (item: ScreeningItem): ScreeningItem => {
  const { personal: _, ...rest } = item
  return { ...rest, because: item.because.filter((r) => !telling.has(r.code)) }
}

const without = (early: EarlyDetection): EarlyDetection => ({
  ...early,
  inputs: [],
  risks: [],
  polygenic: [],
  integrated: [],
  family: { ...early.family, assessments: early.family.assessments.filter(ofFamily) },
  screening: { ...early.screening, items: early.screening.items.map(itemWithout), choices: [] },
  recommendations: early.recommendations
    .filter((r) => r.module !== 'risk')
    .map((r) => ({ ...r, because: r.because.filter((x) => !telling.has(x.code)) })),
})

/** The report as the patient gets it before the risks were shown to them: no risk, no score, nobody’s chance to carry a variant, and nothing that is asked for because of one. */
export const withoutRisks = (document: string): string => {
  const report = JSON.parse(document) as ReportDocument
  return report.early === undefined ? document : JSON.stringify({ ...report, early: without(report.early) })
}
