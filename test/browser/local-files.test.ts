import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults, chromiumPath, inBrowser, openPage, root } from './application.ts'

const folder = join(root, 'examples/stent-clopidogrel')

type Dropped = { readonly name: string; readonly base64: string }

const exampleFiles = (): readonly Dropped[] =>
  readdirSync(folder)
    .filter((name) => name !== 'person.json' && /\.(vcf|vcf\.gz|json|tsv)$/.test(name))
    .map((name) => ({ name, base64: readFileSync(join(folder, name)).toString('base64') }))

const text = (name: string, content: string): Dropped => ({ name, base64: Buffer.from(content).toString('base64') })

/** A real drop event with real files on the window. */
const drop = (page: Page, files: readonly Dropped[]): Promise<void> =>
  page.evaluate((dropped) => {
    const data = new DataTransfer()
    for (const { name, base64 } of dropped)
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  }, files as Dropped[])

describe.skipIf(chromiumPath === undefined)('files dropped on the page', { timeout: 60_000 }, () => {
  const its = inBrowser()

  test('a VCF and a record lead to the overview without a click, and nothing is sent', async () => {
    const { page, faults, requests } = await openPage(its.browser, its.app, { nobody: true })
    await page.goto('/')
    await page.getByRole('heading', { name: 'Assess files here' }).waitFor()
    const before = requests.length
    await drop(page, exampleFiles())
    await page.waitForURL('**/local/1', { timeout: 30_000 })
    const act = page.getByRole('region', { name: 'To act on' })
    await act.getByRole('article').first().waitFor()
    expect(await act.textContent()).toContain('clopidogrel')
    const asked = requests.slice(before)
    expect(asked.filter((r) => !r.startsWith('GET '))).toEqual([])
    expect(
      asked.filter(
        (r) =>
          !/\/assets\/|\/favicon\.svg$|\/knowledge-pack\.json$|\/api\/version$|\/auth\/session$|^GET blob:/.test(r),
      ),
    ).toEqual([])
    expect(faults).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('what was dropped is never stored: a reload says so, and setting aside leaves no trace', async () => {
    const { page } = await openPage(its.browser, its.app, { nobody: true })
    await page.goto('/')
    await drop(page, exampleFiles())
    await page.waitForURL('**/local/1', { timeout: 30_000 })
    await page.getByRole('button', { name: 'Not now…' }).first().click()
    await page.getByRole('menuitem', { name: 'Already considered' }).click()
    await page.getByRole('region', { name: 'Set aside' }).waitFor()
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    await page.reload()
    await page.getByText('never stored').waitFor()
  })

  test('the page answers the same as the server for the same files', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/')
    await drop(page, exampleFiles())
    await page.waitForURL('**/local/1', { timeout: 30_000 })
    const titles = (): Promise<readonly string[]> =>
      page.getByRole('article').getByRole('heading', { level: 3 }).allTextContents()
    await page.getByRole('article').first().waitFor()
    const here = await titles()
    const name = (await page.locator('[data-banner] a').first().textContent()) ?? ''
    await page.goto('/')
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByRole('article').first().waitFor()
    expect(await titles()).toEqual(here)
  })

  test('the page and the command write the same report.json, byte for byte', async () => {
    const { page } = await openPage(its.browser, its.app, { nobody: true })
    await page.goto('/')
    await drop(page, exampleFiles())
    await page.waitForURL('**/local/1', { timeout: 30_000 })
    await page.getByRole('button', { name: /files/i }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Report as data (JSON)' }).click()
    const here = readFileSync(await (await saved).path())
    const { at } = JSON.parse(here.toString()) as { at: string }
    const out = mkdtempSync(join(tmpdir(), 'attune-report-'))
    const file = (pattern: RegExp): string =>
      join(folder, exampleFiles().find(({ name }) => pattern.test(name))?.name ?? '')
    const options = ['--vcf', file(/vcf/), '--record', file(/json$/), '--outside-calls', file(/tsv$/), '--at', at]
    execFileSync(process.execPath, [join(root, 'src/cli/main.ts'), 'report', '--quiet', ...options, '--out', out])
    const there = readFileSync(join(out, 'report.json'))
    rmSync(out, { recursive: true, force: true })
    expect(here.toString()).toBe(there.toString())
    expect(here.equals(there)).toBe(true)
  })

  test('report, letter and FHIR are made in the browser and saved from it', async () => {
    const { page, requests } = await openPage(its.browser, its.app, { nobody: true })
    await page.goto('/')
    await drop(page, exampleFiles())
    await page.waitForURL('**/local/1', { timeout: 30_000 })
    const before = requests.length
    for (const [label, file] of [
      ['Report for the clinician', 'report.html'],
      ['Letter for the person', 'letter.html'],
      ['FHIR bundle', 'report.fhir.json'],
      ['Report as data (JSON)', 'report.json'],
    ] as const) {
      await page.getByRole('button', { name: /files/i }).click()
      const saved = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: label }).click()
      expect((await saved).suggestedFilename()).toBe(file)
    }
    expect(requests.slice(before).filter((r) => r.includes('/api/people/'))).toEqual([])
  })

  test('files that cannot be used are all told at once, each with what to do', async () => {
    const { page } = await openPage(its.browser, its.app, { nobody: true })
    await page.goto('/')
    await drop(page, [text('letter.txt', 'Dear colleague'), text('empty.json', '')])
    const told = page.getByRole('alert')
    await told.waitFor()
    expect(await told.textContent()).toMatch(/letter\.txt[\s\S]*empty\.json/)
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('a VCF that is none is refused with its reason and nothing is kept', async () => {
    const { page } = await openPage(its.browser, its.app, { nobody: true })
    await page.goto('/')
    await drop(page, [text('broken.vcf', '##fileformat=VCFv4.2\n#CHROM\tPOS\nnonsense\n')])
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('broken.vcf')
  })

  test('reading can be stopped', async () => {
    const { page } = await openPage(its.browser, its.app, { nobody: true })
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/knowledge-pack.json', async (route) => {
      await held
      await route.abort().catch(() => undefined)
    })
    await page.goto('/')
    await drop(page, exampleFiles())
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped. Nothing was kept.').waitFor()
    release()
    await page.getByRole('heading', { name: 'Assess files here' }).waitFor()
  })
})
