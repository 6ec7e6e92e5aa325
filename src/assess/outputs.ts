import type { ReportDocument } from '../deliver/report/index.ts'

/** The four files of a report. */
export type Outputs = {
  readonly reportHtml: string
  readonly reportJson: string
  readonly fhirJson: string
  readonly letterHtml: string
}

/** Renders a report document into its files; the same document gives the same bytes. The writers are loaded only here: most commands need none. */
export const renderOutputs = async (document: ReportDocument): Promise<Outputs> => {
  const [report, fhir, letter] = await Promise.all([
    import('../deliver/report/index.ts'),
    import('../deliver/fhir/index.ts'),
    import('../deliver/letter/index.ts'),
  ])
  return {
    reportHtml: report.reportHtml(document),
    reportJson: report.reportJson(document),
    fhirJson: `${JSON.stringify(fhir.genomicsReport(document), null, 2)}\n`,
    letterHtml: letter.letterHtml(document),
  }
}
