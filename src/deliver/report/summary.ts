import type { GeneCard, MedicineCard, ReportDocument, SpokenRecommendation } from './document.ts'
import { qrFigure } from './figures/qr.ts'
import type { Sign } from './figures/sign.ts'
import { html, joined, type Markup, slug } from './markup.ts'
import {
  allergyLine,
  conditionLine,
  figure,
  genomeLine,
  medicineLink,
  personLine,
  policyLines,
  signed,
} from './parts.ts'
import { lookedUpOf, phenotypesAmong, wasTested } from './gene-results.ts'
import { decisions, fitToPage, type Limits } from './summary-fit.ts'
import { badge, byVerdict, clip, fitWords, instantText, isOwn, some, titleOf } from './words.ts'

const alternativesLine = (r: SpokenRecommendation): string => {
  const of = (fit: 'fits' | 'caution'): string | undefined => {
    const names = r.alternatives.filter((a) => a.fit === fit).map((a) => a.drug.name)
    return names.length === 0 ? undefined : `${fitWords[fit].word}: ${some(names, 3)}.`
  }
  return [of('fits'), of('caution')].filter((x) => x !== undefined).join(' ')
}

const intentWords: Readonly<Record<SpokenRecommendation['intent'], string>> = {
  avoid: 'Avoid',
  adjustDose: 'Adjust the dose of',
  choose: 'Choose something else than',
  orderTest: 'Test before',
  refer: 'Refer before',
  screen: 'Screen before',
  monitor: 'Watch closely on',
  changeHabit: 'Change habits with',
  enrol: 'Consider a study for',
  discuss: 'Discuss',
  continue: 'Go on with',
}

const titleOfGroup = (group: readonly SpokenRecommendation[], first: SpokenRecommendation): string =>
  group.length === 1
    ? titleOf(first)
    : `If ever considered: ${intentWords[first.intent].toLowerCase()} ${group.map((r) => r.about.name).join(', ')}`

const item = (document: ReportDocument, group: readonly SpokenRecommendation[], why: number): Markup | undefined => {
  const [first] = group
  if (first === undefined) return undefined
  const other = alternativesLine(first)
  return html`<div class="item">${signed(first.verdict === 'act' ? 'act' : 'caution', undefined, false)}<div><p><span class="title">${titleOfGroup(group, first)}</span> <span class="badge">${badge(group.flatMap((r) => r.evidence))}</span></p>${
    why > 0 && html`<p>${clip(first.say.clinician.why, why)}${other !== '' && ` ${other}`}</p>`
  }<p class="screen small">Why, alternatives and evidence: ${joined(group.map((r) => medicineLink(document, r.about.name)))}</p></div></div>`
}

const more = (n: number, href: string, what: string): Markup | undefined =>
  n > 0 ? html`<p class="small"><a href="${href}">${n} more ${what}</a></p>` : undefined

const recommendations = (document: ReportDocument, most: Limits): Markup => {
  const act = decisions(document, 'act')
  const caution = decisions(document, 'caution')
  return html`<section class="group"><h2 class="act">To act on<span class="n">${act.length}</span></h2>${
    act.length === 0
      ? html`<p>Nothing to act on in ${document.medicines.filter(isOwn).length} medicines on the list and ${document.genes.filter(wasTested).length} genes.</p>`
      : act.slice(0, most.act).map((g) => item(document, g, most.why))
  }${more(act.length - most.act, '#medicines', 'to act on')}</section>${
    caution.length > 0 &&
    html`<section class="group"><h2 class="caution">Worth knowing<span class="n">${caution.length}</span></h2>${caution.slice(0, most.caution).map((g) => item(document, g, most.cautionWhy))}${more(caution.length - most.caution, '#care', 'worth knowing')}</section>`
  }`
}

const untestedGenes = (document: ReportDocument, m: MedicineCard): readonly string[] =>
  m.genes.filter((name) => !document.genes.some((g) => g.gene === name && wasTested(g)))

const fine = (document: ReportDocument, most: Limits): Markup => {
  const own = document.medicines.filter(isOwn)
  const good = byVerdict(own, 'fine')
  const whole = good.filter((m) => untestedGenes(document, m).length === 0)
  const part = good.filter((m) => untestedGenes(document, m).length > 0)
  const none = byVerdict(own, 'noQuestion')
  const others = byVerdict(
    document.medicines.filter((m) => !isOwn(m)),
    'fine',
  ).length
  const names = (ms: readonly MedicineCard[]): string =>
    some(
      ms.map((m) => m.drug.name),
      most.names,
    )
  const line = (s: Sign, text: Markup): Markup =>
    html`<div class="item">${signed(s, undefined, false)}<p>${text}</p></div>`
  return html`<section class="group"><h2 class="fine">Fine</h2>${whole.length > 0 && line('fine', html`<b>${names(whole)}</b>: no genetic reason to change.`)}${
    part.length > 0 &&
    line(
      'fine',
      html`<b>${names(part)}</b>: no genetic reason to change in what is known; ${[...new Set(part.flatMap((m) => untestedGenes(document, m)))].join(', ')} not tested.`,
    )
  }${none.length > 0 && line('noQuestion', html`${names(none)}: no gene is known to matter.`)}${
    good.length + none.length === 0 && html`<p>No medicine on the list is known to be fine by genes.</p>`
  }${others > 0 && html`<p class="small"><a href="#fine">${others} further medicines are fine by genes</a></p>`}</section>`
}

/** What a need says, the thing it is about in bold, and what it would decide unless the sentence tells. */
const needText = (n: ReportDocument['needs'][number], length: number): Markup => {
  const told = n.wouldDecide.some((d) => n.say.includes(d))
  const text = clip(n.say, told ? length + 30 : length)
  const about = text.startsWith(n.about)
    ? html`<b>${n.about}</b>${text.slice(n.about.length)}`
    : html`<b>${n.about}</b>: ${text}`
  return html`${about}${!told && n.wouldDecide.length > 0 && html` <span class="soft">Would decide ${some(n.wouldDecide, 3)}.</span>`}`
}

const notKnown = (document: ReportDocument, most: Limits): Markup => {
  const own = byVerdict(document.medicines.filter(isOwn), 'notKnown').map((m) => m.drug.name)
  return html`<section class="group"><h2 class="notKnown">Not known<span class="n">${document.needs.length}</span></h2>${
    own.length > 0 &&
    html`<div class="item">${signed('notKnown', undefined, false)}<p><b>${some(own, most.names)}</b>: on the list, but the genes that matter are not known.</p></div>`
  }${document.needs.slice(0, most.needs).map((n) => html`<div class="item">${signed('notKnown', undefined, false)}<p>${needText(n, most.need)}</p></div>`)}${more(document.needs.length - most.needs, '#not-known', 'not known')}${document.needs.length === 0 && own.length === 0 && html`<p>Nothing that was asked for is missing.</p>`}</section>`
}

const resultWords = (g: GeneCard): Markup => {
  const results = lookedUpOf(g)
  const names = phenotypesAmong(results)
  const [name] = names
  if (!wasTested(g)) return html`${signed('notKnown', 'Not tested')}`
  if (results.length === 0) return html`${signed('notKnown', 'Could not be called')}`
  if (g.state === 'indeterminate' && !g.coverage.enough) return html`${signed('notKnown', 'Seen in part only')}`
  if (names.length > 1) return html`${signed('notKnown', clip(names.join(' or '), 60))}`
  if (name === undefined)
    return g.state === 'indeterminate'
      ? html`${signed('notKnown', 'Meaning not known')}`
      : html`<span class="soft">no phenotype is defined</span>`
  const now = g.result.clinical?.changed ? phenotypesAmong(g.result.clinical.phenotypes).join(' or ') : undefined
  if (now !== undefined) return html`now <b>${clip(now, 40)}</b>, by genes ${clip(name, 40)}`
  return g.state === 'finding' ? html`<b>${clip(name, 60)}</b>` : html`${clip(name, 60)}`
}

const isReference = (alleles: readonly string[]): boolean =>
  alleles.length > 0 && alleles.every((a) => /^reference$|reference \(/i.test(a))

const shortLabel = (g: GeneCard): string => {
  const [only, ...others] = lookedUpOf(g)
  if (only === undefined) return '–'
  if (others.length > 0) return `${others.length + 1} fit`
  if (isReference(only.diplotype.alleles)) return 'reference'
  return only.shownAs.length > 20 ? 'see Genes' : only.shownAs
}

const covered = (g: GeneCard): string => {
  if (g.result.call.source === 'outside') return 'by lab'
  return g.coverage.of === 0 ? '–' : `${g.coverage.covered}/${g.coverage.of}`
}

const geneTable = (genes: readonly GeneCard[], part: string): Markup =>
  html`<table><caption class="vh">Genes, ${part}</caption><thead><tr><th scope="col">Gene</th><th scope="col">Diplotype</th><th scope="col">Phenotype</th><th scope="col" class="num">Covered</th></tr></thead><tbody>${genes.map(
    (g) =>
      html`<tr><th scope="row"><a href="#gene-${slug(g.gene)}">${g.gene}</a></th><td>${shortLabel(g)}</td><td>${resultWords(g)}</td><td class="num">${covered(g)}</td></tr>`,
  )}</tbody></table>`

const stateOrder = { finding: 0, indeterminate: 1, negative: 2, notApplicable: 3 } as const

const genes = (document: ReportDocument): Markup => {
  const rank = (g: GeneCard): number => (wasTested(g) ? stateOrder[g.state] : 4)
  const sorted = document.genes.toSorted((a, b) => rank(a) - rank(b))
  const half = Math.ceil(sorted.length / 2)
  return html`<section class="group"><h2>Genes<span class="n">covered: positions with data of those looked for</span></h2><div class="genes2">${geneTable(sorted.slice(0, half), 'first part')}${geneTable(sorted.slice(half), 'second part')}</div></section>`
}

const banner = (document: ReportDocument, most: Limits): Markup =>
  html`<header class="banner"><div class="line what"><span>Medicines and genes</span><span>Attune</span></div><div class="line"><h1><bdi>${clip(document.person.name, 80)}</bdi></h1><span>${instantText(document.at)}</span></div><p>${personLine(document.person)}</p><div class="line"><span>${conditionLine(document.person, most.conditions)}</span><span>${allergyLine(document.person)}</span></div><p class="small soft">${genomeLine(document)}</p>${policyLines(document).map((l) => html`<p class="alert small">${l}</p>`)}</header>`

/** The text that the QR code of a report carries: no address, nothing about the person, only which report this is. */
export const sealText = (hash: string): string => `ATTUNE-REPORT-1 SHA256 ${hash}`

const seal = (document: ReportDocument, hash: string): Markup =>
  html`<div class="seal">${figure(qrFigure(sealText(hash), 'QR code with the SHA-256 of report.json'))}<div class="small"><p>${document.intendedUse}</p><p class="soft">${document.software.name} ${document.software.version} · ${joined(document.knowledge.map((k) => `${k.id} ${k.release}`))} · the full report follows on the next pages</p><p class="mono">report.json SHA-256 ${hash}</p></div></div>`

/** The first page: who, what to act on, what is worth knowing, what is fine, what is not known, all genes in short, and what this page rests on. One page on A4 and on Letter. */
export const summary = (document: ReportDocument, hash: string, most: Limits = fitToPage(document)): Markup => {
  return html`<div class="summary">${banner(document, most)}<nav class="screen" aria-label="Parts of this report"><ul><li><a href="#medicines">Medicines</a></li>${document.early !== undefined && html`<li><a href="#early">Early detection</a></li>`}<li><a href="#genes">Genes</a></li><li><a href="#not-known">Not known</a></li><li><a href="#inputs">Inputs and limits</a></li><li><a href="#knowledge">Knowledge</a></li></ul></nav><div id="summary"><div class="two"><div>${recommendations(document, most)}</div><div>${fine(document, most)}${notKnown(document, most)}</div></div>${genes(document)}</div>${seal(document, hash)}</div>`
}
