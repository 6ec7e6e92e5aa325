import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults, chromiumPath, fetchSignedIn, inBrowser, openPage, root } from './application.ts'

const json = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(content)),
})

const bundle = (id: string, family: string, more: readonly object[] = []) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    { resourceType: 'Patient', id, name: [{ given: ['Ida'], family }], birthDate: '1971-02-03', gender: 'female' },
    { resourceType: 'Condition', id: `${id}-c`, subject: { reference: `Patient/${id}` }, code: { text: 'Gout' } },
    ...more,
  ].map((resource) => ({ resource })),
})

const genome = {
  name: 'genome.vcf',
  mimeType: 'text/plain',
  buffer: readFileSync(join(root, 'examples/stent-clopidogrel/genome.vcf')),
}

const choose = async (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> => {
  await page.goto('/')
  await page.getByRole('heading', { name: 'Assess or add files' }).waitFor()
  await page.locator('input[type=file]').setInputFiles(files)
  await page.getByRole('button', { name: 'Add to the record' }).waitFor()
}

describe.skipIf(chromiumPath === undefined)('adding files to the record', { timeout: 60_000 }, () => {
  const its = inBrowser()

  const status = async (person: string): Promise<number> =>
    (await fetchSignedIn(its.app, `/api/people/${person}/record`)).status

  test('a bundle and a genome join one person’s record, and the way leads to the person', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await choose(page, [genome, json('ida.json', bundle('ida-first', 'First'))])
    expect(await page.getByLabel('of the person in ida.json').isChecked()).toBe(true)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Add to the record' }).click()
    const result = page.getByRole('region', { name: 'Added to the record' })
    await result.getByText('All 2 files were added.').waitFor()
    expect(await result.textContent()).toMatch(/1 problem/)
    expect(await accessibilityFaults(page)).toEqual([])
    await result.getByRole('link', { name: 'Ida First' }).first().click()
    await page.getByRole('link', { name: 'Genes', exact: true }).click()
    await page.getByRole('row', { name: /^CYP2C19/ }).waitFor()
    expect(await page.getByRole('row', { name: /^CYP2C19/ }).textContent()).toContain('*2/*2')
    expect(faults).toEqual([])
  })

  test('what is faulty is told with place and remedy, and nothing of the file is kept until it may be left out', async () => {
    const { page } = await openPage(its.browser, its.app)
    const faulty = {
      resourceType: 'Observation',
      id: 'x',
      status: 'fine',
      code: { text: 'x' },
      subject: { reference: 'Patient/ida-second' },
    }
    const letter = { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear colleague') }
    await choose(page, [json('second.json', bundle('ida-second', 'Second', [faulty])), letter])
    await page.getByRole('button', { name: 'Add to the record' }).click()
    const refused = page.getByRole('region', { name: 'Not added' })
    await refused.getByText('Nothing was added; the record is as it was.').waitFor()
    expect(await refused.textContent()).toMatch(/second\.json Bundle\.entry\[2\][\s\S]*letter\.txt/)
    expect(await status('ida-second')).toBe(404)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await refused.getByRole('button', { name: 'Add without what is faulty' }).click()
    const result = page.getByRole('region', { name: 'Added to the record' })
    await result.getByText('1 of 2 files were added; of the others nothing was kept.').waitFor()
    expect(await status('ida-second')).toBe(200)
  })

  test('a genome alone asks whose it is', async () => {
    const { page } = await openPage(its.browser, its.app)
    await choose(page, [genome])
    const add = page.getByRole('button', { name: 'Add to the record' })
    expect(await add.isDisabled()).toBe(true)
    await page.getByRole('searchbox', { name: 'Name, record number or birth date', exact: true }).fill('brandt')
    await page.getByRole('radio', { name: /Daniel Brandt/ }).check()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await accessibilityFaults(page, ['color-contrast'])).toEqual([])
    await add.click()
    await page
      .getByRole('region', { name: 'Added to the record' })
      .getByRole('link', { name: 'Daniel Brandt' })
      .waitFor()
  })

  test('assessing here only sends nothing, though somebody is signed in', async () => {
    const { page, requests } = await openPage(its.browser, its.app)
    await choose(page, [genome, json('ida.json', bundle('ida-third', 'Third'))])
    const before = requests.length
    await page.getByRole('button', { name: 'Assess here only' }).click()
    await page.waitForURL('**/local/1')
    await page.locator('main h1').first().waitFor({ state: 'attached' })
    expect(requests.slice(before).filter((r) => !r.startsWith('GET '))).toEqual([])
    expect(await status('ida-third')).toBe(404)
  })

  test('it can be stopped while a file is sent: nothing of it is kept', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.route('**/api/import*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 3000))
      await route.abort().catch(() => undefined)
    })
    await choose(page, [json('fourth.json', bundle('ida-fourth', 'Fourth'))])
    await page.getByRole('button', { name: 'Add to the record' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('was stopped; nothing of it was kept.').waitFor()
    expect(await status('ida-fourth')).toBe(404)
  })
})
