import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { childBeforeAnaesthesia, crowdedPatient, hostilePatient, stentPatient } from '../sample-document.ts'
import { overdueEarly } from '../sample-early.ts'
import { letterHtml } from '../../src/deliver/letter/letter.ts'
import type { ReportDocument } from '../../src/deliver/report/document.ts'
import { reportHtml } from '../../src/deliver/report/html.ts'

const executablePath = '/usr/bin/chromium'
const there = existsSync(executablePath)
if (!there) console.warn('Skipped: no Chromium at /usr/bin/chromium, so pages were not printed.')

const early = await overdueEarly()

const people: readonly (readonly [string, () => ReportDocument])[] = [
  ['a stent patient', stentPatient],
  ['a child', childBeforeAnaesthesia],
  ['someone with hostile text', hostilePatient],
  ['someone with more than fits', crowdedPatient],
  ['someone with more than fits and screening due', () => ({ ...crowdedPatient(), early })],
]
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Pages of a PDF, counted by its page objects. */
const pagesOf = (pdf: Buffer): number => (pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-zA-Z])/g) ?? []).length

describe.skipIf(!there)('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-print-'))
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (name: string, markup: string, width = 1200) => {
    const file = join(folder, `${name}.html`)
    writeFileSync(file, markup)
    const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: false })
    const heard: string[] = []
    page.on('console', (m) => heard.push(m.text()))
    page.on('pageerror', (e) => heard.push(String(e)))
    page.on('dialog', (d) => {
      heard.push(`dialog ${d.message()}`)
      void d.dismiss()
    })
    page.on('request', (r) => {
      if (r.url() !== pathToFileURL(file).href) heard.push(`request ${r.url()}`)
    })
    await page.goto(pathToFileURL(file).href)
    return { page, heard }
  }

  test.each(people)('the summary of %s is one page on A4 and on Letter', async (name, document) => {
    const alone = reportHtml(document()).replace(
      /<\/div>\s*<section aria-labelledby="medicines">[\s\S]*<\/main>/,
      '</div></main>',
    )
    const { page } = await open(name, alone)
    expect(await page.locator('section[aria-labelledby]').count()).toBe(0)
    for (const format of ['A4', 'Letter'] as const) expect(pagesOf(await page.pdf({ format }))).toBe(1)
    await page.close()
  })

  test.each(people)('the letter to %s is two pages at most', async (name, document) => {
    const { page, heard } = await open(`letter ${name}`, letterHtml(document()))
    for (const format of ['A4', 'Letter'] as const) expect(pagesOf(await page.pdf({ format }))).toBeLessThanOrEqual(2)
    expect(heard).toEqual([])
    await page.close()
  })

  test.each(people)(
    'the report of %s fetches nothing, runs no foreign script, breaks no line out of a phone',
    async (name, made) => {
      for (const width of [1200, 390]) {
        const { page, heard } = await open(`report ${name}`, reportHtml(made()), width)
        expect(heard).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
        await page.close()
      }
    },
  )

  test('report and letter pass the rules of WCAG 2.2 AA that a machine can check, in light and in dark', async () => {
    for (const [name, markup] of [
      ['report', reportHtml({ ...stentPatient(), early })],
      ['letter', letterHtml({ ...stentPatient(), early })],
    ] as const)
      for (const colorScheme of ['light', 'dark'] as const) {
        const free = markup.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
        const { page } = await open(`${name} ${colorScheme}`, free)
        await page.emulateMedia({ colorScheme })
        await page.evaluate(() => {
          for (const d of document.querySelectorAll('details')) d.open = true
        })
        await page.addScriptTag({ path: axe })
        const found = await page.evaluate(async () => {
          const run = (
            window as unknown as {
              axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
            }
          ).axe
          const { violations } = await run.run({
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
          })
          return violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 120)}`)
        })
        expect(found).toEqual([])
        await page.close()
      }
  })

  test('an origin opens by keyboard, closes with Escape, and can be copied', async () => {
    const { page } = await open('keys', reportHtml(stentPatient()))
    const summary = page.locator('#medicine-clopidogrel details.prov > summary')
    await summary.focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('#medicine-clopidogrel details.prov').getAttribute('open')).toBe('')
    expect(await page.locator('#medicine-clopidogrel button.copy').textContent()).toBe('Copy as text')
    await page.keyboard.press('Escape')
    expect(await page.locator('#medicine-clopidogrel details.prov').getAttribute('open')).toBeNull()
    await page.close()
  })

  test('a link from the first page opens the gene that it leads to', async () => {
    const { page } = await open('link', reportHtml(stentPatient()))
    await page.locator('.genes2 a', { hasText: 'RYR1' }).click()
    expect(await page.locator('#gene-ryr1').getAttribute('open')).toBe('')
    await page.close()
  })
})
