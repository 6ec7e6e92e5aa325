import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { DatumRef } from '../../../src/shared/assessment.ts'
import type { Citation } from '../../../src/shared/evidence.ts'
import type { Trace } from './trace.ts'

/** Where a datum stands: file and line, or FHIR resource and path. */
export const refPlace = (ref: DatumRef): string => {
  switch (ref.kind) {
    case 'variantRow':
      return `${ref.source}, line ${ref.line}, sample ${ref.sample}`
    case 'outsideCall':
      return `${ref.source}, line ${ref.line}`
    case 'fhir':
      return `${ref.resource} ${ref.path}`
    default:
      return 'not in the input'
  }
}

/** The datum as it stands in the input; for a FHIR reference its place says it. */
export const refText = (ref: DatumRef): string | undefined => {
  if (ref.kind === 'absent') return ref.what
  return ref.kind === 'fhir' ? undefined : ref.text
}

const addresses: Readonly<Record<Citation['kind'], (id: string) => string | undefined>> = {
  pmid: (id) => `https://pubmed.ncbi.nlm.nih.gov/${id}/`,
  doi: (id) => `https://doi.org/${id}`,
  url: (id) => id,
  guideline: () => undefined,
}

export const citationText = ({ kind, id, year }: Citation): string =>
  `${kind === 'pmid' ? `PMID ${id}` : id}${year === undefined ? '' : ` (${year})`}`

export const citationAddress = ({ kind, id }: Citation): string | undefined => {
  const address = addresses[kind](id)
  return address?.startsWith('https://') ? address : undefined
}

/** The whole trace as plain text, for a note or a mail. */
export const traceText = (trace: Trace, document: ReportDocument): string => {
  const part = (head: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', head, ...lines.map((l) => `  ${l}`)]
  return [
    `${trace.title}: ${trace.value}`,
    ...trace.because.map((b) => `  ${b}`),
    ...part(
      'Rule',
      trace.rules.map((r) => `${r.name}: ${r.text} [${r.where}]`),
    ),
    ...part(
      'Evidence',
      trace.evidence.map((e) => `${e.source}, ${e.grade} [${e.release}] ${e.citations.map(citationText).join(', ')}`),
    ),
    ...part(
      'Input',
      trace.inputs.map((i) => [refPlace(i), refText(i)].filter(Boolean).join(': ')),
    ),
    '',
    `${document.software.name} ${document.software.version} · ${document.knowledge.map((k) => `${k.id} ${k.release}`).join(', ')} · ${document.at}`,
    '',
  ].join('\n')
}
