import type { WarfarinDose } from '../../clinical/pharmacogenomics/model.ts'
import type { Population } from '../../shared/action.ts'
import { branchClass } from '../../shared/action-class.ts'
import { english } from '../../shared/wording/en.ts'
import { sentence } from '../../shared/wording/catalogue.ts'
import { stepsOf } from '../../shared/wording/render.ts'
import { differenceWords } from '../../shared/wording/en-reasons.ts'
import type { MedicineCard, ReportDocument } from './document.ts'
import { wasTested } from './gene-results.ts'
import { html, joined, type Markup } from './markup.ts'
import { geneLink, geneLinks, medicineAnchor, reasonText, signed } from './parts.ts'
import { medicineProvenance } from './provenance.ts'
import { badge, byVerdict, fitWords, gradeText, isOwn, signWords, titleOf } from './words.ts'

const distinct = (texts: readonly string[]): readonly string[] =>
  texts.filter((t, i) => t !== '' && texts.indexOf(t) === i)

/** Whom advice is for: the record's group and the branch's, the narrower one alone where it says both. */
const forWhom = (record: Population | undefined, branch: Population | undefined): string => {
  const groups = distinct([english.population(record), english.population(branch)])
  const narrowest = groups.filter((g) => !groups.some((other) => other !== g && other.includes(g)))
  return sentence(narrowest.join(', ')) || 'Everybody with this result.'
}

const sourceRows = (m: MedicineCard): readonly Markup[] =>
  m.advice
    .filter((a) => a.applies !== 'no')
    .flatMap((a) =>
      a.branches
        .filter((b) => b.applies !== 'no')
        .map(({ branch, applies, because }) => {
          const open = applies === 'unknown' || a.applies === 'unknown'
          return html`<tr><th scope="row">${a.record.source}</th><td data-of="For whom">${forWhom(a.record.when, branch.when)}${open && html` <span class="soft">Not known whether this person.</span>`}${distinct([...a.because, ...because].map(reasonText)).map((t) => ` ${t}`)}</td><td data-of="Says">${stepsOf(branch, m.drug.name, 'clinician', english).join(' ')}</td><td data-of="Strength">${gradeText(a.evidence)}</td></tr>`
        }),
    )

const sources = (m: MedicineCard): Markup | undefined => {
  const rows = sourceRows(m)
  if (rows.length < 2) return undefined
  return html`<h4>Sources side by side</h4><table class="stack"><thead><tr><th scope="col">Source</th><th scope="col">For whom</th><th scope="col">Says</th><th scope="col">Strength</th></tr></thead><tbody>${rows}</tbody></table>${m.differences.map(
    (d) => html`<p class="small">${d.between.join(' and ')} differ: ${differenceWords[d.reason] ?? d.reason}.</p>`,
  )}`
}

const alternatives = (m: MedicineCard): Markup | undefined =>
  m.alternatives.length === 0
    ? undefined
    : html`<h4>Alternatives, checked against this person</h4><table class="stack"><thead><tr><th scope="col">Medicine</th><th scope="col">Fit</th><th scope="col">Why</th></tr></thead><tbody>${m.alternatives.map(
        (a) =>
          html`<tr><th scope="row">${a.drug.name}</th><td class="fit">${signed(fitWords[a.fit].sign, fitWords[a.fit].word)}</td><td>${a.because.length > 0 ? a.because.map(reasonText).join(' ') : 'Nothing speaks against it in what is known.'}</td></tr>`,
      )}</tbody></table>`

const list = (title: string, lines: readonly string[]): Markup | undefined =>
  lines.length === 0
    ? undefined
    : html`<h4>${title}</h4><ul>${[...new Set(lines)].map((l) => html`<li>${l}</li>`)}</ul>`

const effectText = (m: MedicineCard): readonly string[] =>
  m.interactions.map((i) => {
    const limit = i.limitMgPerDay === undefined ? '' : `, at most ${i.limitMgPerDay} mg a day`
    return `${i.with.name}: ${english.phrase(i.effect)}${limit} (${i.source}${i.unverified ? '; not verified' : ''}).`
  })

const missingText = (m: MedicineCard, document: ReportDocument): readonly string[] =>
  m.needs.map(
    (n) =>
      document.needs.find((d) => d.code === n.code && d.about === n.about && d.test === n.test)?.say ??
      (n.missing.length > 0 ? `${n.about}: ${n.missing.join(', ')}` : n.about),
  )

const rounded = (n: number): string => String(Math.round(n * 10) / 10)

const doseRow = (d: WarfarinDose): Markup => {
  const also = [
    ...(d.assumed.length > 0 ? [`Assumed: ${d.assumed.join(', ')}.`] : []),
    ...(d.missing && d.missing.length > 0 ? [`Missing: ${d.missing.join(', ')}.`] : []),
    ...(d.notIncluded && d.notIncluded.length > 0 ? [`Not taken in: ${d.notIncluded.join(', ')}.`] : []),
  ]
  const inputs = Object.entries(d.inputs).map(([name, value]) => `${name} ${value}`)
  return html`<tr><th scope="row">${d.equation}</th><td>${rounded(d.mgPerWeek)} mg a week${d.range && ` (${rounded(d.range[0])} to ${rounded(d.range[1])})`}${d.unverified && '; coefficients not verified'}</td><td>From ${inputs.join(', ')}. ${also.join(' ')} <span class="soft">${d.source}</span></td></tr>`
}

const doses = (m: MedicineCard): Markup | undefined =>
  m.doses === undefined || m.doses.length === 0
    ? undefined
    : html`<h4>Computed starting dose</h4><table class="stack"><thead><tr><th scope="col">Equation</th><th scope="col">Dose</th><th scope="col">Basis</th></tr></thead><tbody>${m.doses.map(
        (d) =>
          d.kind === 'dose'
            ? doseRow(d.dose)
            : html`<tr><th scope="row">${d.equation}</th><td>${signed('notKnown', 'Not computable')}</td><td>${d.because.map(reasonText).join(' ')}</td></tr>`,
      )}</tbody></table>`

/** Results of the genes that matter, unless the reason just given has named them all. */
const genesOf = (m: MedicineCard, document: ReportDocument): Markup | undefined => {
  if (m.genes.length === 0) return undefined
  if (m.genes.every((name) => m.say.clinician.why.includes(name)))
    return html`<p class="small">Genes: ${geneLinks(document, m.genes)}</p>`
  return html`<dl class="facts">${m.genes.map((name) => {
    const gene = document.genes.find((g) => g.gene === name)
    return html`<dt>${geneLink(document, name)}</dt><dd>${gene?.say.result ?? 'Not tested'}</dd>`
  })}</dl>`
}

/** The steps, unless the title has said them all. */
const stepList = (m: MedicineCard): Markup | undefined => {
  const { title, steps } = m.say.clinician
  const told = title.toLowerCase()
  return steps.every((s) => told.includes(s.toLowerCase().replace(/\.$/, ''))) ? undefined : list('What to do', steps)
}

/** Everything about one medicine: what to do, why, who says so, what else would do, what would change it, how it is known. */
export const medicineBody = (m: MedicineCard, document: ReportDocument): Markup =>
  html`${m.say.clinician.why !== '' && html`<p>${m.say.clinician.why}</p>`}${genesOf(m, document)}${stepList(m)}${sources(m)}${alternatives(m)}${doses(m)}${list('Other medicines on the list', effectText(m))}${list('What would change this', m.wouldChangeIf.map(reasonText))}${list('What is missing', missingText(m, document))}${m.verdict !== 'noQuestion' && medicineProvenance(m, document)}`

const ownArticle = (m: MedicineCard, document: ReportDocument): Markup =>
  html`<article${medicineAnchor(document, m)}><h3>${m.onList?.asWritten ?? m.drug.name}</h3><p class="verdict">${signed(m.verdict)}${m.verdict !== 'noQuestion' && html`: ${titleOf(m)}`}</p>${
    m.advice.length > 0 &&
    html`<p class="badge">${badge(m.advice.map((a) => a.evidence))}${m.onList?.started !== undefined && ` · taken since ${m.onList.started}`}</p>`
  }${medicineBody(m, document)}</article>`

const otherRow = (m: MedicineCard, document: ReportDocument): Markup =>
  html`<details class="row"${medicineAnchor(document, m)}><summary>${signed(m.verdict, signWords[m.verdict], false)} <h3 class="what">${m.drug.name}</h3> · ${titleOf(m)} <span class="badge">${badge(m.advice.map((a) => a.evidence))}</span></summary><div>${medicineBody(m, document)}</div></details>`

const byGenes = (medicines: readonly MedicineCard[]): ReadonlyMap<string, readonly MedicineCard[]> => {
  const groups = new Map<string, MedicineCard[]>()
  for (const m of medicines) {
    const key = m.genes.join(' + ')
    groups.set(key, [...(groups.get(key) ?? []), m])
  }
  return groups
}

const untested = (document: ReportDocument, gene: string): boolean => {
  const card = document.genes.find((g) => g.gene === gene)
  return card === undefined || !wasTested(card)
}

const grouped = (document: ReportDocument, medicines: readonly MedicineCard[], caption: string): Markup =>
  html`<table class="stack"><caption class="vh">${caption}</caption><thead><tr><th scope="col">Genes</th><th scope="col">Medicines</th></tr></thead><tbody>${[
    ...byGenes(medicines).values(),
  ].map(
    (group) =>
      html`<tr><th scope="row">${joined((group[0]?.genes ?? []).map((g) => html`<span class="nb">${geneLink(document, g)}${untested(document, g) && html` <span class="untested">${signed('notKnown', 'not tested')}</span>`}</span>`))}</th><td>${joined(group.map((m) => html`<span${medicineAnchor(document, m)}>${m.drug.name}</span>`))}</td></tr>`,
  )}</tbody></table>`

const classOrder = (m: MedicineCard): number => {
  const lead = m.leading === undefined ? undefined : m.advice[m.leading.advice]?.branches[m.leading.branch]?.branch
  return lead !== undefined && branchClass(lead) === 'avoid' ? 0 : 1
}

/** The medicines: the person's own first and in full, then those that would need care, those that cannot be judged, those that are fine. */
export const medicineSection = (document: ReportDocument): Markup => {
  const own = document.medicines.filter(isOwn)
  const others = document.medicines.filter((m) => !isOwn(m))
  const care = [...byVerdict(others, 'act'), ...byVerdict(others, 'caution')].toSorted(
    (a, b) => classOrder(a) - classOrder(b),
  )
  const unknown = byVerdict(others, 'notKnown')
  const fine = byVerdict(others, 'fine')
  const none = own.filter((m) => m.verdict === 'noQuestion')
  const told = own.filter((m) => m.verdict !== 'noQuestion')
  return html`<section aria-labelledby="medicines"><h2 id="medicines">Medicines on the list</h2>${
    own.length === 0 &&
    html`<p>${document.person.silentOn.includes('medications') ? 'The record says nothing about medicines. That does not mean that none is taken.' : 'No medicine is on the list.'}</p>`
  }${told.map((m) => ownArticle(m, document))}${
    none.length > 0 &&
    html`<p>${signed('noQuestion')}: ${joined(none.map((m) => html`<span${medicineAnchor(document, m)}>${m.onList?.asWritten ?? m.drug.name}</span>`))}. No guideline held here links them to a gene.</p>`
  }</section>${care.length > 0 && html`<section aria-labelledby="care"><h2 id="care">If ever considered: avoid or change (${care.length})</h2>${care.map((m) => otherRow(m, document))}</section>`}${
    unknown.length > 0 &&
    html`<section aria-labelledby="unjudged"><h2 id="unjudged">Not known for these medicines (${unknown.length})</h2><p class="small">${signed('notKnown')}: a gene that matters was not tested, was not covered or has no clear result, or no source held here speaks to the result. This is not the same as fine.</p>${grouped(document, unknown, 'Medicines that cannot be judged, by gene')}</section>`
  }${fine.length > 0 && html`<section aria-labelledby="fine"><h2 id="fine">Fine by genes (${fine.length})</h2><p class="small">${signed('fine')}: the results that are known give no reason to change the usual use. A gene marked as not tested could still change that.</p>${grouped(document, fine, 'Medicines without a genetic reason to change, by gene')}</section>`}`
}
