import type { MatchedAdvice } from '../../clinical/pharmacogenomics/model.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import type { Citation, Evidence } from '../../shared/evidence.ts'
import type { GeneCard, MedicineCard, ReportDocument } from './document.ts'
import { lookedUpOf } from './gene-results.ts'
import { html, joined, type Markup } from './markup.ts'
import { gradeText } from './words.ts'

const place = (ref: DatumRef): string => {
  if (ref.kind === 'variantRow') return `${ref.source}, line ${ref.line}, sample ${ref.sample}`
  if (ref.kind === 'outsideCall') return `${ref.source}, line ${ref.line}`
  if (ref.kind === 'fhir') return `${ref.resource} ${ref.path}`
  return `absent: ${ref.what}`
}

/** The input itself: where it stands and, for a line of a file, the line as it is written there. */
export const inputLines = (refs: readonly DatumRef[]): readonly Markup[] => {
  const seen = new Set<string>()
  return refs.flatMap((ref) => {
    const where = place(ref)
    if (seen.has(where)) return []
    seen.add(where)
    const text = 'text' in ref ? ref.text.replaceAll('\t', ' ') : undefined
    return [html`<div>${where}</div>${text !== undefined && html`<pre>${text}</pre>`}`]
  })
}

const address: Readonly<Record<Citation['kind'], string>> = {
  pmid: 'https://pubmed.ncbi.nlm.nih.gov/',
  doi: 'https://doi.org/',
  url: '',
  guideline: '',
}

const citation = (c: Citation): Markup => {
  const href = `${address[c.kind]}${c.id}`
  const text = c.kind === 'pmid' ? `PMID ${c.id}` : c.id
  return /^https:\/\/[^\s]+$/.test(href) ? html`<a href="${href}" rel="noreferrer">${text}</a>` : html`${text}`
}

const evidenceLine = (e: Evidence): Markup =>
  html`<div>${e.source}: ${gradeText(e)}; ${e.release}${e.citations.length > 0 && html`; ${joined(e.citations.map(citation))}`}</div>`

const ruleLine = (a: MatchedAdvice): Markup =>
  html`<div>${a.record.source} ${a.record.guideline}, record ${a.record.id}: ${Object.entries(a.key)
    .map(([g, v]) => `${g} = ${v}`)
    .join(
      '; ',
    )}${a.record.population !== '' && `; for ${a.record.population}`}; by the ${a.basedOn} phenotype; advice ${a.record.advice}</div>`

/** Value ← rule ← evidence ← input, behind one line that opens. */
export const provenance = (parts: {
  readonly value: string
  readonly rules: readonly Markup[]
  readonly evidence: readonly Evidence[]
  readonly input: readonly DatumRef[]
}): Markup => {
  const lines = inputLines(parts.input)
  return html`<details class="prov"><summary>How this is known</summary><ol class="chain"><li><b>Value</b>${parts.value}</li>${
    parts.rules.length > 0 && html`<li><b>Rule</b>${parts.rules}</li>`
  }${parts.evidence.length > 0 && html`<li><b>Evidence</b>${parts.evidence.map(evidenceLine)}</li>`}<li><b>Input</b>${
    lines.length > 0 ? lines : 'No line of the input speaks to this.'
  }</li></ol></details>`
}

/** What a medicine's verdict rests on in the input: its entry in the record, the lines of its genes, interacting medicines. */
const inputOf = (m: MedicineCard, genes: readonly GeneCard[]): readonly DatumRef[] => [
  ...(m.onList ? [m.onList.ref] : []),
  ...genes
    .filter((g) => m.genes.includes(g.gene))
    .flatMap((g) => [...g.basis, ...(g.result.clinical?.because.map((b) => b.basis) ?? [])]),
  ...m.interactions.map((i) => i.basis),
  ...m.becauseOf.flatMap((r) => r.basis ?? []),
]

export const medicineProvenance = (m: MedicineCard, document: ReportDocument): Markup =>
  provenance({
    value: m.say.clinician.title,
    rules: m.advice.map(ruleLine),
    evidence: m.advice.map((a) => a.evidence),
    input: inputOf(m, document.genes),
  })

export const geneProvenance = (g: GeneCard, document: ReportDocument): Markup =>
  provenance({
    value: g.say.result,
    rules: lookedUpOf(g).map(
      (p) =>
        html`<div>${g.gene} ${p.diplotype.label} → ${p.phenotypes.join(', ')}${p.activityScore !== undefined && `, activity score ${p.activityScore}`}${p.inferred && ' (looked up by another diplotype than the one seen)'}; ${document.knowledge.map((k) => `${k.id} ${k.release}`).join(', ')}</div>`,
    ),
    evidence: [],
    input: [...g.basis, ...(g.result.clinical?.because.map((b) => b.basis) ?? [])],
  })
