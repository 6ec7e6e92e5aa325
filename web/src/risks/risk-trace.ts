import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { riskInputText } from '../../../src/shared/wording/en-risk-inputs.ts'
import { sayRiskRemark } from '../../../src/shared/wording/en-risk-remarks.ts'
import { outcomeWords } from '../../../src/shared/wording/en-risks.ts'
import { percentRangeText, percentText } from '../../../src/shared/risk-frequency.ts'
import type { Trace } from '../provenance/trace.ts'
import { dayText } from '../record/record-words.ts'
import { horizonText, inputSourceText, inputValueText, isComparison, namedScoreText, startText } from './risk-text.ts'

const releaseOf = (document: ReportDocument): string =>
  document.knowledge.filter((k) => k.id === 'attune-risk').map((k) => `${k.id} ${k.release}`)[0] ?? 'attune-risk'

/** What stands behind a model's figures. */
export const riskTrace = (document: ReportDocument, model: string, audience: Audience): Trace | undefined => {
  const assessment = document.early?.risks.find((a) => a.finding?.kind === 'model' && a.finding.model.id === model)
  const finding = assessment?.finding
  if (assessment === undefined || finding?.kind !== 'model') return undefined
  const figures = [
    ...finding.risks.map(
      (r) => `${outcomeWords[r.outcome][audience]} ${horizonText(r.horizon)}: ${percentText(r.probability)}`,
    ),
    ...(finding.missing?.state === 'bounds' ? finding.missing.bounds : []).flatMap((b) =>
      'score' in b.of
        ? []
        : [
            `${outcomeWords[b.of.outcome][audience]} ${horizonText({ years: b.of.years })}: ${percentRangeText(b.range)}`,
          ],
    ),
    ...finding.scores.filter((s) => !isComparison(s)).map((s) => namedScoreText(finding, s, audience)),
  ]
  return {
    title: finding.model.title,
    value: figures.length === 0 ? 'not known' : startText(figures.join('; ')),
    because: [...finding.because, ...finding.remarks].map((r) => sayRiskRemark(r, audience)),
    rules: [
      {
        name: `${finding.model.title} (${finding.model.year})`,
        text: [
          finding.variant === undefined ? '' : `form used: ${finding.variant.replaceAll('-', ' ')}`,
          finding.model.unverified ? 'coefficients not yet checked against the publication' : '',
          finding.model.licence,
          finding.model.disclaimer ?? '',
        ]
          .filter((t) => t !== '')
          .join('; '),
        where: finding.release,
      },
    ],
    evidence: assessment.state === 'finding' ? assessment.evidence : [],
    inputs: 'basis' in assessment ? assessment.basis : [],
  }
}

/** What stands behind one input of the models. */
export const riskInputTrace = (document: ReportDocument, id: string, audience: Audience): Trace | undefined => {
  const input = document.early?.inputs.find((i) => i.id === id)
  if (input === undefined || input.state === 'missing') return undefined
  const unit = 'unit' in input ? input.unit : undefined
  const recorded = input.state === 'known' ? input.asRecorded : undefined
  return {
    title: riskInputText(id, audience),
    value: [
      inputValueText(id, input.value, unit),
      'date' in input && input.date !== undefined ? dayText(input.date) : '',
      input.state === 'known' ? inputSourceText(input) : 'not used',
    ]
      .filter((t) => t !== '')
      .join(', '),
    because: recorded === undefined ? [] : [`Recorded as ${recorded.value} ${recorded.unit}.`],
    rules: [{ name: 'Catalogue of inputs', text: id, where: releaseOf(document) }],
    evidence: [],
    inputs: input.basis,
  }
}
