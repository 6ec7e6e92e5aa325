import type { DiplotypePhenotype } from '../../clinical/pharmacogenomics/model.ts'
import type { GeneCard, ReportDocument } from './document.ts'
import { genePositions, type PositionMark, positionMarks, positionSummary } from './figures/gene-positions.ts'
import { lookedUpOf, wasTested } from './gene-results.ts'
import { html, joined, type Markup, slug } from './markup.ts'
import { figure, medicineLink, signed } from './parts.ts'
import { geneProvenance } from './provenance.ts'
import { percentText, some } from './words.ts'

const legend = (): Markup => {
  const shape = (path: Readonly<Record<string, string | number>>, text: string): Markup =>
    html`<span>${figure(['svg', { viewBox: '0 0 14 14', width: 14, height: 14, 'aria-hidden': 'true' }, ['path', { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.3, ...path }]])}${text}</span>`
  return html`<p class="legend">${shape({ class: 'p-found', fill: 'currentColor', stroke: 'none', d: 'M7 1.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z' }, 'differs from the reference')}${shape({ d: 'M7 3v8' }, 'as the reference')}${shape({ class: 'p-none', 'stroke-dasharray': '2 1.8', d: 'M3.2 7a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0 -7.6 0' }, 'no usable data')}</p>`
}

const alleles = (m: PositionMark): string => m.call.alleles.map((a) => a ?? '?').join(m.call.phased ? '|' : '/')

const lineOf = (m: PositionMark): string => (m.call.basis && 'line' in m.call.basis ? `line ${m.call.basis.line}` : '')

const positionTable = (g: GeneCard, marks: readonly PositionMark[]): Markup => {
  const found = marks.filter((m) => m.shows === 'found')
  const absent = marks.filter((m) => m.shows === 'notCovered')
  const name = (m: PositionMark): string => m.rsid ?? String(m.pos)
  return html`${
    found.length > 0 &&
    html`<div class="scroll"><table class="small"><caption class="vh">Positions of ${g.gene} that differ from the reference</caption><thead><tr><th scope="col">No.</th><th scope="col">Position (GRCh38)</th><th scope="col">rs number</th><th scope="col">Reference</th><th scope="col">This person</th><th scope="col">In the file</th></tr></thead><tbody>${found.map(
      (m, i) =>
        html`<tr><td>${i + 1}</td><td>${m.pos}</td><td>${m.rsid ?? '–'}</td><td class="mono">${m.call.ref}</td><td class="mono">${alleles(m)}</td><td>${lineOf(m)}</td></tr>`,
    )}</tbody></table></div>`
  }${absent.length > 0 && html`<p class="small">No usable data: ${some(absent.map(name), 12)}.</p>`}`
}

const posteriors = (p: DiplotypePhenotype): string =>
  p.diplotype.posterior === undefined
    ? 'not computed'
    : Object.entries(p.diplotype.posterior)
        .map(([population, value]) => `${percentText(value)} (${population})`)
        .join(', ')

const candidates = (g: GeneCard): Markup | undefined =>
  lookedUpOf(g).length < 2
    ? undefined
    : html`<h4>All results that fit the data</h4><table class="stack"><thead><tr><th scope="col">Diplotype</th><th scope="col">Phenotype</th><th scope="col">Probability from allele frequencies</th></tr></thead><tbody>${lookedUpOf(
        g,
      ).map(
        (p) =>
          html`<tr><th scope="row">${p.shownAs}</th><td>${p.phenotypes.join(', ')}${p.activityScore !== undefined && `, score ${p.activityScore}`}</td><td data-of="Probability">${posteriors(p)}</td></tr>`,
      )}</tbody></table>`

const phenotypesOf = (ps: readonly DiplotypePhenotype[]): string =>
  [
    ...new Set(
      ps.map(
        (p) =>
          `${p.phenotypes.join(', ')}${p.activityScore === undefined ? '' : ` (activity score ${p.activityScore})`}`,
      ),
    ),
  ].join(' or ')

const clinical = (g: GeneCard): Markup | undefined => {
  const c = g.result.clinical
  if (c === undefined || !c.changed) return undefined
  const by = c.because.map((b) => `${b.drug.name} (${b.effect.replace('-', ' ')}, ${b.evidence})`).join(', ')
  return html`<h4>With the medicines on the list</h4><dl class="facts"><dt>By genes</dt><dd>${phenotypesOf(g.result.genetic)}</dd><dt>Now</dt><dd>${phenotypesOf(c.phenotypes)} because of ${by}${c.certainty === 'literature' && '; from the literature, not from a guideline'}</dd>${
    c.afterStopping &&
    html`<dt>After stopping</dt><dd>back to the genetic phenotype in about ${c.afterStopping.weeks} ${c.afterStopping.weeks === 1 ? 'week' : 'weeks'}${!c.afterStopping.verified && ' (not verified)'}</dd>`
  }</dl>`
}

const coverage = (g: GeneCard, marks: readonly PositionMark[]): string => {
  if (g.result.call.source === 'outside') return 'Stated by another laboratory; its positions were not seen here.'
  return marks.length === 0 ? 'No position was looked at.' : positionSummary(marks)
}

const body = (g: GeneCard, document: ReportDocument): Markup => {
  const marks = positionMarks(g)
  return html`<p>${g.say.meaning}</p>${g.say.caveats.map((c) => html`<p class="small">${signed('caution', 'Caution', false)}${c}</p>`)}${candidates(g)}${clinical(g)}<p class="small">${coverage(g, marks)}</p>${
    marks.length > 3 && figure(genePositions(g.gene, marks))
  }${positionTable(g, marks)}${g.result.call.notExcluded.length > 0 && html`<p class="small">Could not be excluded: ${some(g.result.call.notExcluded, 20)}.</p>`}${
    g.medicines.length > 0 &&
    html`<p class="small">Matters for ${joined(g.medicines.map((m) => medicineLink(document, m)))}.</p>`
  }${geneProvenance(g, document)}`
}

const notTested = (genes: readonly GeneCard[]): Markup | undefined =>
  genes.length === 0
    ? undefined
    : html`<h3 id="not-tested">${signed('notKnown', 'Not tested')}</h3><table class="stack"><thead><tr><th scope="col">Gene</th><th scope="col">Would decide</th></tr></thead><tbody>${genes.map(
        (g) => html`<tr id="gene-${slug(g.gene)}"><th scope="row">${g.gene}</th><td>${some(g.medicines, 12)}</td></tr>`,
      )}</tbody></table>`

/** The genes: findings and open questions in full, the rest one line each that opens, those not tested apart. */
export const geneSection = (document: ReportDocument): Markup => {
  const tested = document.genes.filter(wasTested)
  const open = tested.filter((g) => g.state !== 'negative')
  const plain = tested.filter((g) => g.state === 'negative')
  return html`<section aria-labelledby="genes"><h2 id="genes">Genes</h2>${tested.length > 0 && legend()}${open.map(
    (g) => html`<article id="gene-${slug(g.gene)}"><h3>${g.gene}: ${g.say.result}</h3>${body(g, document)}</article>`,
  )}${plain.map(
    (g) =>
      html`<details class="row" id="gene-${slug(g.gene)}"><summary><h3 class="what">${g.gene}</h3> · ${g.say.result} <span class="badge">${g.coverage.covered} of ${g.coverage.of} positions</span></summary><div>${body(g, document)}</div></details>`,
  )}${notTested(document.genes.filter((g) => !wasTested(g)))}</section>`
}
