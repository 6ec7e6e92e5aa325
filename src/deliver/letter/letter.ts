import type { MedicineCard, ReportDocument, SpokenRecommendation } from '../report/document.ts'
import { contentPolicy } from '../report/html.ts'
import { html, type Markup, trusted } from '../report/markup.ts'
import { sign, signSheet } from '../report/parts.ts'
import { reportHash } from '../report/report-json.ts'
import { clip, some } from '../report/words.ts'
import { earlyPart } from './early-part.ts'
import { letterStyle } from './letter-style.ts'
import { letterWords as words } from './letter-words.ts'

/** What two printed pages hold; the full report has the rest. */
const most = { points: 5, steps: 3, names: 12, genes: 24, why: 260 }

const item = (r: SpokenRecommendation): Markup => {
  const { title, why, steps } = r.say.patient
  const further = steps.filter((s) => !title.toLowerCase().includes(s.toLowerCase().replace(/\.$/, '')))
  return html`<li>${sign(r.verdict === 'act' ? 'act' : 'caution')}<div><p><b>${title.replace(/\.?$/, '.')}</b> ${clip(why, most.why)}</p>${
    further.length > 0 && html`<ul>${further.slice(0, most.steps).map((s) => html`<li>${s}</li>`)}</ul>`
  }</div></li>`
}

const names = (medicines: readonly MedicineCard[]): string =>
  some(
    medicines.map((m) => m.drug.name),
    most.names,
  )

const listed = (
  label: string,
  medicines: readonly MedicineCard[],
  s: 'fine' | 'noQuestion' | 'notKnown',
): Markup | undefined =>
  medicines.length === 0 ? undefined : html`<li>${sign(s)}<p>${label} <b>${names(medicines)}</b>.</p></li>`

const meaning = (document: ReportDocument): Markup | undefined => {
  const points = document.recommendations.filter((r) => r.onList && (r.verdict === 'act' || r.verdict === 'caution'))
  const own = document.medicines.filter((m) => m.onList !== undefined)
  const of = (verdict: MedicineCard['verdict']): readonly MedicineCard[] => own.filter((m) => m.verdict === verdict)
  const others = (['act', 'caution'] as const).flatMap((v) =>
    document.medicines.filter((m) => m.onList === undefined && m.verdict === v),
  )
  if (points.length + own.length + others.length === 0) return undefined
  const rest = points.length - most.points
  return html`<h2>${words.means}</h2>${points.length === 0 && own.length > 0 && html`<p>${words.nothing}</p>`}<ul class="points">${points.slice(0, most.points).map(item)}${listed(words.fine, of('fine'), 'fine')}${listed(words.noQuestion, of('noQuestion'), 'noQuestion')}</ul>${
    rest > 0 && html`<p>${words.moreToKnow(rest)}</p>`
  }${others.length > 0 && html`<p>${words.careIfNew} <b>${names(others)}</b>.</p>`}`
}

const unknown = (document: ReportDocument): Markup => {
  const own = document.medicines.filter((m) => m.onList !== undefined && m.verdict === 'notKnown')
  const genes = document.genes
    .filter((g) => g.result.call.source === 'none' || g.state === 'indeterminate')
    .map((g) => g.gene)
  return html`<h2>${words.unknown}</h2>${
    own.length + genes.length === 0
      ? html`<p>${words.allKnown}</p>`
      : html`<ul class="points">${listed(words.unknownOwn, own, 'notKnown')}${genes.length > 0 && html`<li>${sign('notKnown')}<p>${words.notTested} ${some(genes, most.genes)}.</p></li>`}</ul><p>${words.notNormal}</p>`
  }`
}

const looked = (document: ReportDocument): string => {
  const genes = document.genes.filter((g) => g.result.call.source !== 'none').length
  const own = document.medicines.filter((m) => m.onList !== undefined).length
  return `${genes === 0 ? words.lookedNone : words.lookedGenes(genes)} ${own === 0 ? words.lookedNoList : words.lookedList(own)}`
}

const bullets = (lines: readonly string[]): Markup => html`<ul>${lines.map((l) => html`<li>${l}</li>`)}</ul>`

/**
 * `letter.html`: the same findings for the person they are about, in plain words, on two printed pages at most: what was looked at, what it
 * means, what is not known, what to do, what not to do alone, whom to ask. No script, nothing fetched.
 */
export const letterHtml = (document: ReportDocument): string => {
  const { person } = document
  const page = html`<!doctype html>
<html lang="${document.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(letterStyle)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${words.title}</title>
<style>${trusted(letterStyle)}</style>
</head>
<body>
${signSheet()}
<header><h1>${words.title}</h1><p class="soft">${document.at.slice(0, 10)}${person.mrn !== undefined && ` · ${person.mrn}`}</p></header>
<main>
<p>${words.greeting} <bdi>${clip(person.name, 80)}</bdi>,</p>
<p>${words.opening}${person.age !== undefined && person.age < 18 && ` ${words.forChild}`}</p>
<h2>${words.looked}</h2><p>${looked(document)}</p>
${meaning(document)}
${unknown(document)}
${earlyPart(document.early)}
<h2>${words.toDo}</h2>${bullets([...words.toDoList, words.family])}
<section class="keep"><h2 class="act">${sign('act')}${words.notToDo}</h2>${bullets(words.notToDoList)}</section>
<h2>${words.ask}</h2><p>${words.askWho} ${words.emergency}</p>
<p>${words.limits}</p>
</main>
<footer><p>${document.intendedUse}</p><p>${document.software.name} ${document.software.version} · ${document.knowledge.map((k) => `${k.id} ${k.release}`).join(', ')} · report ${reportHash(document).slice(0, 16)}</p></footer>
</body>
</html>
`
  return page.html
}
