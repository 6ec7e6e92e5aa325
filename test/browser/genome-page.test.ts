import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults, chromiumPath, inBrowser, openPage } from './application.ts'

const lengths = [
  248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636, 138394717, 133797422,
  135086622, 133275309, 114364328, 107043718, 101991189, 90338345, 83257441, 80373285, 58617616, 64444167, 46709983,
  50818468, 156040895,
]
const chrom = (i: number): string => `chr${i === 22 ? 'X' : i + 1}`

/** A single-sample VCF on GRCh38 of about this many bytes, from a fixed seed, with CYP2C19*2 and TP53 Arg175His in it. */
const writeGenome = (path: string, bytes: number): number => {
  let state = 12345
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  const transition: Readonly<Record<string, string>> = { A: 'G', G: 'A', C: 'T', T: 'C' }
  const planted: readonly (readonly [number, string])[] = [
    [9, 'chr10\t94781859\trs4244285\tG\tA\t800.1\tPASS\tAC=1\tGT:AD:DP:GQ:PL\t0/1:16,15:31:99:400,0,420\n'],
    [16, 'chr17\t7675088\t.\tC\tT\t700.5\tPASS\tAC=1\tGT:AD:DP:GQ:PL\t0/1:14,13:27:99:350,0,380\n'],
  ]
  const total = lengths.reduce((a, b) => a + b, 0)
  const step = total / (bytes / 190)
  const file = openSync(path, 'w')
  let size = 0
  let text = [
    '##fileformat=VCFv4.2',
    ...lengths.map((l, i) => `##contig=<ID=${chrom(i)},length=${l}>`),
    ...['GT', 'AD', 'DP', 'GQ', 'PL'].map((f) => `##FORMAT=<ID=${f},Number=.,Type=String,Description="${f}">`),
    '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n',
  ].join('\n')
  for (const [i, length] of lengths.entries()) {
    const own = planted.filter(([at]) => at === i).map(([, line]) => line)
    for (let pos = 10_000; pos < length; pos += 1 + Math.floor(next() * 2 * step)) {
      while (own[0] !== undefined && Number(own[0].split('\t')[1]) <= pos) text += own.shift()
      const ref = 'ACGT'[Math.floor(next() * 4)] as string
      const alt = next() < 0.67 ? transition[ref] : ['A', 'C'].find((b) => b !== ref && b !== transition[ref])
      const het = next() < 0.62
      const depth = 20 + Math.floor(next() * 30)
      const alternate = het ? Math.round(depth * (0.4 + next() * 0.2)) : depth
      text += `${chrom(i)}\t${pos}\t.\t${ref}\t${alt ?? 'T'}\t${(depth * 25.7).toFixed(2)}\tPASS\tAC=${het ? 1 : 2};AF=${het ? '0.500' : '1.00'};AN=2;BaseQRankSum=0.${Math.floor(next() * 999)};DP=${depth};ExcessHet=3.0103;FS=0.000;MLEAC=1;MLEAF=0.500;MQ=60.00;SOR=0.7\tGT:AD:DP:GQ:PL\t${het ? '0/1' : '1/1'}:${depth - alternate},${alternate}:${depth}:99:${depth * 25},0,${depth * 20}\n`
      if (text.length > 1e6) {
        size += writeSync(file, text)
        text = ''
      }
    }
  }
  size += writeSync(file, text)
  closeSync(file)
  return size
}

const field = 'Gene, rsID, HGVS name or region'

const find = async (page: Page, text: string): Promise<string> => {
  await page.getByLabel(field).fill(text)
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  const said = page.getByRole('search').locator('xpath=following-sibling::*[@role="status"]')
  await page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, text)
  await said.getByText('Looking …').waitFor({ state: 'detached' })
  await page.waitForTimeout(50)
  return ((await said.textContent()) ?? '').trim()
}

describe.skipIf(chromiumPath === undefined)('the Genome page', { timeout: 60_000 }, () => {
  const its = inBrowser()

  test('a stored genome: what it is, how much of each gene can be read, and a variant by its HGVS name', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/stent-clopidogrel')
    await page.getByRole('link', { name: 'Genome', exact: true }).click()
    await page.getByText(/^GRCh38, 9 variants/).waitFor()
    expect(await page.getByText('lists only some places').first().isVisible()).toBe(true)
    const map = page.getByRole('table', { name: /How much of each gene/ })
    expect(await map.getByRole('row', { name: /^CYP2C19/ }).textContent()).toContain('35 of 35')
    expect(await find(page, 'CYP2C19:c.681G>A')).toBe('Found.')
    const found = page.getByRole('table', { name: 'Found for CYP2C19:c.681G>A' })
    expect(await found.textContent()).toMatch(/NM_000769\.4:c\.681G>A.*both copies \(homozygous\)/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('the row of the input is two steps away, by keyboard, and the address keeps it open', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/stent-clopidogrel/genome?q=rs4244285')
    const name = page.getByRole('link', { name: 'CYP2C19 c.681G>A' })
    await name.focus()
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByText(/chr10\s+94781859\s+rs4244285\s+G\s+A/).waitFor()
    await page.reload()
    await drawer.getByText(/chr10\s+94781859/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
  })

  test('what is not found is told apart: nothing known, and another variant at the place', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/stent-clopidogrel/genome')
    expect(await find(page, 'BRCA1:c.5266dup')).toContain('Not known.')
    expect(await find(page, 'CYP2C9:c.430C>T')).toContain('As the reference.')
    expect(await find(page, 'CYP2C19:c.681G>C')).toContain('another one stands')
    expect(await find(page, 'NC_000010.10:g.96541616G>A')).toContain('another genome build')
    expect(await find(page, 'clopidogrel')).toContain('neither a gene')
  })

  test('a gene: its model with the variants, a table beside it, and a way back', async () => {
    const { page, faults } = await openPage(its.browser, its.app, { viewport: { width: 390, height: 844 } })
    await page.goto('/people/stent-clopidogrel/genome')
    await page
      .getByRole('row', { name: /^CYP2C19/ })
      .getByRole('link')
      .click()
    const figure = page.getByRole('img', { name: /CYP2C19, 9 exons; 2 variants in or beside its coding part/ })
    await figure.waitFor()
    const box = await figure.boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await page.getByRole('table', { name: 'Variants in CYP2C19' }).getByRole('row').count()).toBe(3)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Genome', exact: true }).last().click()
    await page.getByLabel(field).waitFor()
    await page.goto('/people/stent-clopidogrel/genome/NOGENE')
    await page.getByText('not among those whose place is held').waitFor()
    expect(faults).toEqual([])
  })

  test('dark, and without a genome, with an array only, or when the server does not answer, it says so', async () => {
    const { page } = await openPage(its.browser, its.app, { colorScheme: 'dark' })
    await page.goto('/people/array-only/genome')
    await page.getByText('consumer array').waitFor()
    await page.route('**/api/people/*/genome', (route) => route.abort())
    await page.goto('/people/stent-clopidogrel/genome')
    await page.getByText('The genome could not be opened.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.unroute('**/api/people/*/genome')
    await page.getByRole('button', { name: 'Open the genome' }).click()
    await page.getByText(/^GRCh38, 9 variants/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('a sex pattern that contradicts the record is told', async () => {
    const { page, faults } = await openPage(its.browser, its.app, { nobody: true })
    const row = (of: string, pos: number, genotype: string): string =>
      `${of}\t${pos}\t.\tA\tG\t50\tPASS\t.\tGT:DP\t${genotype}:30`
    const many = (n: number, of: string, from: number, genotype: string): readonly string[] =>
      Array.from({ length: n }, (_, i) => row(of, from + i * 5000, genotype))
    const vcf = [
      '##fileformat=VCFv4.2',
      '##contig=<ID=chr1,length=248956422>',
      '##contig=<ID=chrX,length=156040895>',
      '##contig=<ID=chrY,length=57227415>',
      '##FORMAT=<ID=GT,Number=1,Type=String,Description="GT">',
      '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="DP">',
      '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP',
      ...many(200, 'chr1', 1e6, '0/1'),
      ...many(200, 'chrX', 20e6, '1/1'),
      ...many(40, 'chrY', 7e6, '1/1'),
      '',
    ].join('\n')
    const patient = { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1970-01-01' }
    const record = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient }] }
    await page.goto('/')
    await page.getByRole('heading', { name: 'Assess files here' }).waitFor()
    await page.locator('input[type=file]').setInputFiles([
      { name: 'male.vcf', mimeType: 'text/plain', buffer: Buffer.from(vcf) },
      { name: 'record.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(record)) },
    ])
    await page.waitForURL('**/local/1')
    await page.getByRole('link', { name: 'Genome', exact: true }).click()
    await page.getByText('The record says female, the calls on X and Y look male-like.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('a 100 MB VCF opens in the browser: progress, a way to stop, nothing sent, no long task on the page', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-genome-'))
    try {
      const path = join(folder, 'large.vcf')
      expect(writeGenome(path, 108_000_000)).toBeGreaterThan(100e6)
      const { page, faults, requests } = await openPage(its.browser, its.app, { nobody: true })
      page.setDefaultTimeout(60_000)
      await page.addInitScript(() => {
        const seen = window as unknown as { longest: number }
        seen.longest = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration)
        }).observe({ type: 'longtask' })
      })
      await page.goto('/')
      await page.getByRole('heading', { name: 'Assess files here' }).waitFor()
      await page.locator('input[type=file]').setInputFiles(path)
      await page.waitForURL('**/local/1')
      const before = requests.length
      await page
        .getByRole('article')
        .or(page.getByRole('heading', { level: 2 }))
        .first()
        .waitFor()
      await page.evaluate(() => {
        ;(window as unknown as { longest: number }).longest = 0
      })
      await page.getByRole('link', { name: 'Genome', exact: true }).click()
      await page.getByRole('progressbar', { name: 'Read so far' }).waitFor()
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByText('Stopped. Nothing was kept.').waitFor()
      await page.getByRole('button', { name: 'Open the genome' }).click()
      await page.getByText(/^GRCh38, [\d,.]+ (million )?variants/).waitFor()
      await page.getByRole('table', { name: 'Quality of this genome' }).waitFor()
      expect(await find(page, 'TP53:c.524G>A')).toBe('Found.')
      expect(await page.getByRole('table', { name: /^Found for/ }).textContent()).toContain('p.(Arg175His)')
      const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest)
      expect(longest).toBeLessThan(200)
      expect(
        requests.slice(before).filter((r) => !/^GET .*(\/assets\/|\/favicon\.svg$|\/gene-pack\.json$|blob:)/.test(r)),
      ).toEqual([])
      expect(faults).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 180_000)
})
