import {
  assayWords,
  type Figure,
  figureValue,
  figureWords,
  type QualityReport,
  type SexComparison,
} from '../genome/quality/index.ts'
import { callabilityText } from './genome-qc-callability.ts'

const count = (n: number): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, ',')

const outside = (f: Figure): readonly string[] => {
  if (f.verdict !== 'outside' || f.value === undefined || f.band === undefined) return []
  const { from, to } = f.band
  const expected = from === to ? figureValue(f.id, from) : `${figureValue(f.id, from)} to ${figureValue(f.id, to)}`
  return [`${figureWords[f.id]} ${figureValue(f.id, f.value)} (expected ${expected})`]
}

/** Everything that somebody has to look into before the file is used. */
const remarkable = (report: QualityReport, comparison: SexComparison): readonly string[] => [
  ...(comparison === 'contradicts' ? [`sex pattern ${report.sex.pattern}, CONTRADICTS the recorded sex`] : []),
  ...(report.sex.pattern === 'atypical, confirm' ? ['sex pattern atypical, confirm'] : []),
  ...(report.reference?.verdict === 'differs' ? ['REF of many rows is not the reference base: another build?'] : []),
  ...(report.build === undefined ? ['the genome build is not known'] : []),
  ...report.figures.flatMap(outside),
  ...(report.contaminationHint === 'raised' ? ['many weak heterozygotes, as with a second person’s DNA'] : []),
]

/** The report in three lines: what was read, what is remarkable, and how much was looked at. */
export const summaryLines = (report: QualityReport, comparison: SexComparison, what: string): readonly string[] => {
  const { assay, callability, figures, rows, variants } = report
  const found = remarkable(report, comparison)
  const judged = figures.filter((f) => f.verdict === 'within' && f.id !== 'repeated').length
  const calm =
    judged === 0
      ? 'Nothing stands out, but no figure can be judged: there are no expected ranges, or too few observations.'
      : `Nothing stands out; ${judged} ${judged === 1 ? 'figure' : 'figures'} as expected.`
  return [
    `${report.sample} in ${report.source}: ${report.build ?? 'build not known'}, ${assayWords[assay.kind]}, ${count(rows)} rows, ${count(variants.rows)} of them variants that the person carries.`,
    found.length === 0 ? calm : `LOOK INTO: ${found.join('; ')}.`,
    ...(callability === undefined ? [] : [`Of ${what}: ${callabilityText(callability)}.`]),
  ]
}
