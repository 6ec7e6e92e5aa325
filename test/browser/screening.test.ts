import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { overdueRecord } from '../sample-early.ts'
import {
  accessibilityFaults,
  chooseAccount,
  chromiumPath,
  fetchSignedIn,
  inBrowser,
  openPage,
  root,
} from './application.ts'

const address = '/people/overdue/screening'

/** Dropped on the window, as a person would. */
const drop = (page: Page, name: string, text: string): Promise<void> =>
  page.evaluate(
    ([file, content]) => {
      const data = new DataTransfer()
      data.items.add(new File([content], file))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    },
    [name, text] as const,
  )

const line = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe.skipIf(chromiumPath === undefined)('the Screening page', { timeout: 60_000 }, () => {
  const its = inBrowser(async (app) => {
    const answer = await fetchSignedIn(app, '/api/import?name=overdue.json', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: JSON.stringify(overdueRecord),
    })
    expect(answer.status).toBe(200)
  })

  test('says at one look what needs follow-up, what is overdue and since when, what is due and what comes next', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/overdue')
    await page.getByRole('link', { name: 'Screening', exact: true }).click()
    const look = page.getByRole('region', { name: 'At one look' })
    await look.waitFor()
    const text = (await look.textContent()) ?? ''
    expect(text).toMatch(/Needs follow-up.*Colorectal cancer screening/)
    expect(text).toMatch(/Overdue.*Mammography, since 10 Mar 2023/)
    expect(text).toMatch(/Due now\d+: .*low-dose CT of the chest/i)
    expect(text).toMatch(/NextHepatitis C antibody, 15 Dec 2026/)
    expect(faults).toEqual([])
  })

  test('is accessible with its lines and folds open, in light and dark, and nothing sticks out of a phone', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto(address)
    for (const name of [
      'Colorectal cancer screening',
      'Mammography',
      'Cervical cancer screening',
      'Low-dose CT of the chest',
    ])
      await line(page, name).click()
    await page.getByText('Who says so').nth(3).waitFor()
    await page.evaluate(() => {
      for (const d of document.querySelectorAll('details')) d.open = true
    })
    expect(await accessibilityFaults(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await accessibilityFaults(page, ['color-contrast'])).toEqual([])
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    }
    expect(faults).toEqual([])
  })

  test('a line opens by keyboard down to its rule and to what was done, by one step each', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto(address)
    await line(page, 'Mammography').focus()
    await page.keyboard.press('Enter')
    const overdue = page.getByRole('region', { name: /^Act ?Overdue/ })
    await overdue.getByText('grade B, moderate').waitFor()
    await page.getByRole('link', { name: 'Rule, evidence and input' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('rule uspstf-breast').waitFor()
    expect(await drawer.textContent()).toMatch(/USPSTF 2024.*Procedure\/od-2/)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
  })

  test('the table of years holds as many acts as the figure', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto(address)
    const years = page.getByRole('region', { name: 'The next ten years' })
    await years.getByRole('img', { name: /^Screening from \d{4} to \d{4}: / }).waitFor()
    const marks = await years.locator('svg.screening-timeline .mark').count()
    expect(await years.locator('tbody li').count()).toBe(marks)
    expect(marks).toBeGreaterThan(10)
  })

  test('guidelines stand side by side, each with its answer for this person and what is missing', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto(address)
    const side = page.getByRole('region', { name: 'Guidelines side by side' })
    await side.waitFor()
    const rows = await side.getByRole('row').allTextContents()
    expect(rows.find((r) => r.startsWith('USPSTF 2021'))).toMatch(/Low-dose CT.*Yes.*28 pack-years recorded/)
    expect(rows.find((r) => r.startsWith('PLCOm2012'))).toMatch(/Not known.*PLCOm2012/)
  })

  test('what is not recommended or does not apply is folded away and asks for nothing', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto(address)
    await page.getByRole('heading', { name: 'Not recommended' }).waitFor()
    expect(await page.getByText('harms outweigh benefits', { exact: false }).first().isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: /Ovarian|Carotid|Thyroid/ }).count()).toBe(0)
  })

  test('a decision stops its line, is kept on this computer alone, says so, and can be taken back', async () => {
    const { page, requests, faults } = await openPage(its.browser, its.app)
    await page.goto(address)
    await line(page, 'Low-dose CT of the chest').click()
    await page.getByRole('button', { name: 'Note a decision…' }).click()
    await page.getByText('Nothing is written to the record.').waitFor()
    await page.getByRole('menuitem', { name: 'The person declines' }).click()
    const stopped = page.getByRole('region', { name: /Not screened any more/ })
    await stopped.waitFor()
    expect(requests.filter((r) => !r.startsWith('GET '))).toEqual([])
    await page.reload()
    await stopped.getByRole('button', { name: 'Lung cancer' }).click()
    await stopped.getByText('Decided: declined').waitFor()
    await page.goto('/people/overdue')
    const early = page.getByRole('region', { name: 'Early detection' })
    await early.waitFor()
    expect(await early.textContent()).not.toContain('Low-dose CT')
    await page.goto(address)
    await stopped.getByRole('button', { name: 'Lung cancer' }).click()
    await stopped.getByRole('button', { name: 'Take back' }).click()
    await stopped.waitFor({ state: 'detached' })
    await line(page, 'Low-dose CT of the chest').waitFor()
    expect(faults).toEqual([])
  })

  test('the calendar file and the draft orders are made in the page', async () => {
    const { page, requests, faults } = await openPage(its.browser, its.app)
    await page.goto(address)
    const saved = async (name: string): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: false }).click(),
      ])
      return readFileSync(await download.path(), 'utf8')
    }
    const ics = await saved('Calendar file')
    expect(ics.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true)
    expect(ics).not.toContain('Overdue')
    const bundle = JSON.parse(await saved('Draft orders')) as {
      entry: readonly { resource: { resourceType: string; status: string; intent?: string; subject: object } }[]
    }
    const orders = bundle.entry.map((e) => e.resource).filter((r) => r.resourceType === 'ServiceRequest')
    expect(orders.length).toBeGreaterThan(2)
    expect(orders.every((o) => o.status === 'draft' && o.intent === 'proposal')).toBe(true)
    expect(orders[0]?.subject).toMatchObject({ reference: 'Patient/overdue' })
    expect(requests.filter((r) => !r.startsWith('GET '))).toEqual([])
    expect(faults).toEqual([])
  })

  test('the overview names three at most, what needs a next step first, and leads to the line', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/overdue')
    const early = page.getByRole('region', { name: 'Early detection' })
    const items = early.getByRole('listitem')
    await items.first().waitFor()
    expect(await items.count()).toBe(3)
    expect(await items.first().textContent()).toContain('Colorectal cancer')
    expect(await page.getByRole('region', { name: 'To act on' }).textContent()).toContain('see early detection below')
    await early.getByRole('link', { name: /mammography/i }).click()
    expect(new URL(page.url()).search).toBe('?line=mammography')
    expect(await line(page, 'Mammography').getAttribute('aria-expanded')).toBe('true')
  })

  test('a patient reads plain words: no order, no decision, no figure of risk', async () => {
    const { page, faults } = await openPage(its.browser, its.app, { nobody: true })
    await page.goto('/auth/login')
    await chooseAccount(page, 'patient')
    await page.waitForURL((url) => !url.pathname.startsWith('/auth'))
    await page.goto('/people/stent-clopidogrel/screening')
    await page.getByRole('region', { name: 'At one look' }).waitFor()
    expect(await page.getByRole('button', { name: /Draft orders/ }).count()).toBe(0)
    const open = page.locator('main h3 button[aria-expanded="false"]')
    for (const name of await open.allTextContents()) await line(page, name).click()
    const text = (await page.locator('main').textContent()) ?? ''
    expect(text).toContain('breast X-ray (mammogram)')
    expect(text).not.toMatch(/\d %|grade [A-D]\b|Guidelines side by side|Note a decision/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('works for a dropped record without a server, and without a record says that nothing can be said', async () => {
    const { page, faults } = await openPage(its.browser, its.app, { nobody: true })
    await page.goto('/')
    await page.getByRole('heading', { name: 'Assess files here' }).waitFor()
    await drop(page, 'record.json', JSON.stringify(overdueRecord))
    await page.waitForURL('**/local/1', { timeout: 30_000 })
    await page.getByRole('link', { name: 'Screening', exact: true }).click()
    await line(page, 'Mammography').click()
    await page.getByRole('button', { name: 'Note a decision…' }).click()
    await page.getByText('Noted until this page is closed.').waitFor()
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    await page.goto('/')
    await drop(page, 'genome.vcf', readFileSync(join(root, 'examples/healthy-two-unknowns/genome.vcf'), 'utf8'))
    await page.waitForURL('**/local/*', { timeout: 30_000 })
    await page.getByRole('link', { name: 'Screening', exact: true }).click()
    await page.getByText('that does not mean that nothing is due').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
