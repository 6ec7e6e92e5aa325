import { describe, expect, test } from 'vitest'
import {
  childBeforeAnaesthesia,
  crowdedPatient,
  hostile,
  hostilePatient,
  stentPatient,
} from '../../../test/sample-document.ts'
import type { ReportDocument } from './document.ts'
import { english } from '../../shared/wording/en.ts'
import { stepsOf } from '../../shared/wording/render.ts'
import { contentPolicy, reportHtml } from './html.ts'
import { reportHash, reportJson } from './report-json.ts'
import { script } from './script.ts'
import { style } from './style.ts'
import { decisions } from './summary-fit.ts'
import { sealText } from './summary.ts'

const page = reportHtml(stentPatient())

const text = (markup: string): string =>
  markup
    .replace(/<(style|script|title)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;:])/g, '$1')

const section = (markup: string, id: string): string =>
  new RegExp(`<section aria-labelledby="${id}">([\\s\\S]*?)</section>`).exec(markup)?.[1] ?? ''

const article = (markup: string, id: string): string =>
  text(new RegExp(`<(article|details[^>]*) id="${id}">([\\s\\S]*?)</(article|div></details)>`).exec(markup)?.[2] ?? '')

describe('the report', () => {
  test('is one file: it names nothing to fetch and runs under a policy that forbids fetching', () => {
    expect(page).not.toMatch(/<(link|img|iframe|object|script src|audio|video)\b/)
    expect(page).not.toMatch(/(?:\ssrc=|url\(|@import)/)
    expect(page).toContain(contentPolicy(style, script).replaceAll("'", '&#39;'))
    expect(page).not.toMatch(/\sstyle="|\son[a-z]+="/)
  })
  test('is under 250 kB, and the same bytes for the same document', () => {
    expect(page.length).toBeLessThan(250_000)
    expect(reportHtml(stentPatient())).toBe(page)
  })
  test('shows hostile text from every field as text', () => {
    const bad = reportHtml(hostilePatient())
    expect(bad).not.toContain(hostile)
    expect(bad).not.toMatch(/<img/)
    expect(bad.match(/<script/g)).toHaveLength(1)
    expect(bad).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })
  test('carries the SHA-256 of report.json in print and nothing about the person in the code', () => {
    const hash = reportHash(stentPatient())
    expect(page).toContain(`report.json SHA-256 ${hash}`)
    expect(sealText(hash)).toMatch(/^ATTUNE-REPORT-1 SHA256 [0-9a-f]{64}$/)
    expect(JSON.parse(reportJson(stentPatient()))).toEqual(stentPatient())
  })
  test('puts medicines before genes, and the own list before all others', () => {
    const order = [
      'id="summary"',
      'id="medicines"',
      'id="care"',
      'id="unjudged"',
      'id="fine"',
      'id="genes"',
      'id="not-known"',
      'id="inputs"',
      'id="knowledge"',
    ]
    const places = order.map((id) => page.indexOf(id))
    expect(places.every((p) => p > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
  test('every link within the page leads somewhere, and no id stands twice', () => {
    for (const document of [stentPatient(), childBeforeAnaesthesia(), crowdedPatient(), hostilePatient()]) {
      const markup = reportHtml(document)
      const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1])
      const targets = new Set([...markup.matchAll(/href="#([^"]+)"/g)].map((m) => m[1]))
      expect([...targets].filter((t) => !ids.includes(t))).toEqual([])
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    }
  })
})

describe('a medicine', () => {
  const clopidogrel = article(page, 'medicine-clopidogrel')
  const branch = stentPatient().medicines[0]?.advice[1]?.branches[0]?.branch
  const dpwg = branch === undefined ? ['no branch'] : stepsOf(branch, 'clopidogrel', 'clinician', english)
  test('shows its sources side by side where they differ, and why', () => {
    expect(clopidogrel).toContain('CPIC For acute coronary syndrome or a coronary stent.')
    expect(clopidogrel).toContain(`DPWG Everybody with this result. ${dpwg.join(' ')} not graded`)
    expect(clopidogrel).toContain('CPIC and DPWG differ: they weigh the evidence differently.')
  })
  test('shows alternatives with how they fit', () => {
    expect(clopidogrel).toMatch(/ticagrelor Fits .*prasugrel With caution/)
  })
  test('opens its origin down to the line of the file', () => {
    expect(clopidogrel).toContain('record PA166297572: CYP2C19 = Poor Metabolizer')
    expect(clopidogrel).toContain('PMID 35034351')
    expect(clopidogrel).toContain('MedicationRequest/clopidogrel medicationCodeableConcept')
    expect(clopidogrel).toContain('example.vcf.gz, line 1223, sample EX0042')
    expect(page).toContain('<pre>chr10 94781859 rs4244285 G A . PASS . GT 1/1</pre>')
  })
  test('without a genetic question says so in one line, those that are fine stand together', () => {
    expect(text(section(page, 'medicines'))).toContain(
      'metformin 1000 mg twice daily, ramipril 5 mg once daily. No guideline held here links them to a gene.',
    )
    expect(text(section(page, 'fine'))).toMatch(/CYP2C9 celecoxib, flurbiprofen/)
  })
  test('whose gene was not tested is never among the fine ones', () => {
    expect(section(page, 'fine')).not.toMatch(/carbamazepine|allopurinol|azathioprine/)
    expect(text(section(page, 'unjudged'))).toMatch(
      /This is not the same as fine\..*HLA-B not tested abacavir, allopurinol/,
    )
  })
  test('that is not known on a silent record is not "none": the record says nothing', () => {
    const child = text(reportHtml(childBeforeAnaesthesia()))
    expect(child).toContain('Allergies: the record says nothing')
    expect(child).toContain('The record says nothing about medicines. That does not mean that none is taken.')
  })
})

describe('a gene', () => {
  test('that fits two ways shows both with their probabilities', () => {
    expect(article(page, 'gene-tpmt')).toMatch(
      /\*1\/\*3A Intermediate Metabolizer > 99 % \(European\) \*3B\/\*3C Poor Metabolizer < 1 % \(European\)/,
    )
  })
  test('that interacting medicines change shows the genetic and the present phenotype and what happens after stopping', () => {
    expect(article(page, 'gene-cyp2d6')).toMatch(
      /By genes Intermediate Metabolizer \(activity score 1\.0\) Now Poor Metabolizer \(activity score 0\.0\) because of paroxetine .*After stopping .* about 1 week \(not verified\)/,
    )
  })
  test('that was not tested is listed as such', () => {
    expect(text(section(page, 'genes'))).toMatch(/Not tested Gene Would decide HLA-A carbamazepine HLA-B/)
  })
  test('tells what had no data and what could not be excluded', () => {
    expect(article(page, 'gene-cyp2c19')).toMatch(/2 have no usable data.*Could not be excluded: \*24, \*25\./)
  })
})

describe('the first page', () => {
  test('with nothing to act on says what was looked at', () => {
    const calm: ReportDocument = { ...stentPatient(), recommendations: [] }
    expect(text(reportHtml(calm))).toContain('Nothing to act on in 5 medicines on the list and 20 genes.')
  })
  test('says that absent positions were taken as reference when the user said so', () => {
    const told: ReportDocument = { ...stentPatient(), policy: { missingAsReference: true, callCyp2d6: false } }
    const first = reportHtml(told).split('id="medicines"')[0] ?? ''
    expect(text(first)).toContain('Positions without data were taken as reference because the user said so.')
  })
  test('never names a diplotype or a phenotype for a gene that was not tested, nor what stands in its place', () => {
    const first = text(page.split('id="medicines"')[0] ?? '')
    expect(first).toContain('HLA-B – Not tested –')
    expect(text(page)).not.toMatch(/Unknown\/Unknown|No Result/)
  })
  test('calls a gene that was looked at without a result "could not be called", never reference', () => {
    const sample = stentPatient()
    const genes = sample.genes.map((g) =>
      g.gene === 'HLA-B' ? { ...g, result: { ...g.result, call: { ...g.result.call, source: 'vcf' as const } } } : g,
    )
    expect(text(reportHtml({ ...sample, genes }))).toContain('HLA-B – Could not be called –')
  })
  test('says of a medicine that is fine which of its genes was not tested', () => {
    const sample = stentPatient()
    const medicines = sample.medicines.map((m) =>
      m.drug.name === 'atorvastatin' ? { ...m, genes: ['SLCO1B1', 'HLA-B'] } : m,
    )
    expect(text(reportHtml({ ...sample, medicines }))).toContain(
      'atorvastatin: no genetic reason to change in what is known; HLA-B not tested.',
    )
  })
  test('makes one decision of five anaesthetics that say the same for the same reason', () => {
    const groups = decisions(childBeforeAnaesthesia(), 'act').map((g) => g.map((r) => r.about.name))
    expect(groups).toEqual([['desflurane', 'halothane', 'isoflurane', 'sevoflurane', 'succinylcholine']])
  })
  test('never makes one decision of two medicines that are on the list', () => {
    expect(decisions(crowdedPatient(), 'act').every((g) => g.length === 1)).toBe(true)
  })
})
