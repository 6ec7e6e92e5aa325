import type { ReportDocument, SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import { titleOf } from '../../../src/deliver/report/words.ts'

/** A draft for the ordering system: what to order, for whom, why and on whose authority, as plain text. */
export const orderText = (r: SpokenRecommendation, document: ReportDocument): string => {
  const { person } = document
  const whom = [person.name, person.birthDate && `born ${person.birthDate}`, person.mrn && `MRN ${person.mrn}`]
  const fitting = r.alternatives.filter((a) => a.fit === 'fits').map((a) => a.drug.name)
  const sources = r.evidence.map((e) => (e.grade ? `${e.source} (${e.grade})` : e.source))
  return [
    `For: ${whom.filter(Boolean).join(', ')}`,
    `Proposed: ${titleOf(r)}`,
    ...r.say.clinician.steps.map((s) => `- ${s}`),
    ...(fitting.length > 0 ? [`Alternatives checked against this person: ${fitting.join(', ')}`] : []),
    `Reason: ${r.say.clinician.why}`,
    ...(sources.length > 0 ? [`Source: ${sources.join('; ')}`] : []),
    `Draft by Attune ${document.software.version}, knowledge ${document.knowledge.map((k) => `${k.id} ${k.release}`).join(', ')}; to be checked and signed by the prescriber.`,
    '',
  ].join('\n')
}
