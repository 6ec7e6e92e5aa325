import { placeText } from '../../shared/problem.ts'
import type { ReportDocument } from './document.ts'
import { html, type Markup } from './markup.ts'
import { policyLines } from './parts.ts'
import { some } from './words.ts'

const severityWords = { error: 'Error', warning: 'Warning', info: 'Note' } as const

/** What is not known and what would settle it. */
export const needSection = (document: ReportDocument): Markup =>
  html`<section aria-labelledby="not-known"><h2 id="not-known">Not known, and what would settle it</h2>${
    document.needs.length === 0
      ? html`<p>Nothing that was asked for is missing.</p>`
      : html`<table class="stack"><thead><tr><th scope="col">About</th><th scope="col">What to do</th><th scope="col">Missing</th><th scope="col">Would decide</th></tr></thead><tbody>${document.needs.map(
          (n) =>
            html`<tr><th scope="row">${n.about}</th><td>${n.say}</td><td data-of="Missing">${some(n.missing, 6)}</td><td data-of="Would decide">${some(n.wouldDecide, 8)}</td></tr>`,
        )}</tbody></table>`
  }</section>`

const inputKinds = {
  vcf: 'VCF',
  gvcf: 'gVCF',
  array: 'Array file',
  fhir: 'FHIR record',
  outsideCalls: 'Results of another laboratory',
} as const

/** What was read, what was not understood in it, and what this report cannot see. */
export const inputSection = (document: ReportDocument): Markup =>
  html`<section aria-labelledby="inputs"><h2 id="inputs">Inputs, problems and limits</h2><table class="stack"><thead><tr><th scope="col">Input</th><th scope="col">What</th><th scope="col">SHA-256</th></tr></thead><tbody>${document.inputs.map(
    (i) =>
      html`<tr><th scope="row">${i.name}</th><td>${inputKinds[i.kind]}${i.build !== undefined && `, ${i.build} (${i.buildEvidence ?? 'as told'})`}${i.sample !== undefined && `, sample ${i.sample}`}${i.rowsRead !== undefined && `, ${i.rowsRead} rows read`}</td><td class="mono">${i.sha256}</td></tr>`,
  )}</tbody></table>${policyLines(document).map((l) => html`<p class="alert">${l}</p>`)}<h3>Problems in the input</h3>${
    document.problems.length === 0
      ? html`<p>None was found.</p>`
      : html`<table class="stack"><thead><tr><th scope="col">Where</th><th scope="col">What is wrong</th><th scope="col">What to do</th></tr></thead><tbody>${document.problems.map(
          (p) =>
            html`<tr><th scope="row" class="mono">${placeText(p.at)}</th><td>${severityWords[p.severity]}: ${p.message}</td><td>${p.remedy}</td></tr>`,
        )}</tbody></table>`
  }<h3>What this report cannot see</h3><ul>${document.limits.map((l) => html`<li>${l}</li>`)}</ul></section>`

export const knowledgeSection = (document: ReportDocument): Markup =>
  html`<section aria-labelledby="knowledge"><h2 id="knowledge">Knowledge behind this report</h2><table class="stack"><thead><tr><th scope="col">Release</th><th scope="col">What</th><th scope="col">Licence</th><th scope="col">From</th></tr></thead><tbody>${document.knowledge.map(
    (k) =>
      html`<tr><th scope="row">${k.id} ${k.release}</th><td>${k.title}</td><td>${k.licence}</td><td>${k.attribution}</td></tr>`,
  )}</tbody></table></section>`
