import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { chromiumPath, inBrowser, listPeople, openPage, personTaking } from './application.ts'

/** Counts what a person has to do. */
const hands = () => {
  const did = { clicks: 0, keys: 0 }
  return {
    did,
    click: async (what: Locator): Promise<void> => {
      did.clicks++
      await what.click()
    },
  }
}

describe.skipIf(chromiumPath === undefined)('journeys through the page', { timeout: 60_000 }, () => {
  const its = inBrowser()

  test('from the first page to what to do about a person: one click', async () => {
    const { page } = await openPage(its.browser, its.app)
    const person = (await listPeople(its.app)).find((p) => p.toAct > 0)
    const { did, click } = hands()
    await page.goto('/')
    await click(page.getByRole('link', { name: person?.name ?? '', exact: true }))
    const section = page.getByRole('region', { name: 'To act on' })
    await section.getByRole('article').first().waitFor()
    expect(await section.getByRole('heading', { level: 3 }).first().textContent()).not.toBe('')
    expect(did.clicks).toBe(1)
    expect(await page.title()).toContain(person?.name ?? '')
  })

  test('"can I give clopidogrel?": no click and seven keys to verdict and alternatives', async () => {
    const { page } = await openPage(its.browser, its.app)
    const person = await personTaking(its.app, 'clopidogrel')
    await page.goto(`/people/${person.id}`)
    await page.getByRole('region', { name: 'To act on' }).waitFor()
    const { did } = hands()
    const press = async (key: string): Promise<void> => {
      did.keys++
      await page.keyboard.press(key)
    }
    await press('/')
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    for (const letter of 'clopi') await press(letter)
    const first = page.getByRole('option').first()
    await first.waitFor()
    expect(await first.textContent()).toMatch(/^.*clopidogrel.*(avoid|choose|dose|use)/i)
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: 'clopidogrel' }).waitFor()
    await page.getByRole('region', { name: 'Alternatives' }).waitFor()
    expect(did).toEqual({ clicks: 0, keys: 7 })
    expect(new URL(page.url()).pathname).toBe(`/people/${person.id}/medicines/clopidogrel`)
  })

  test('why this advice: one click to its rule and source, and the raw VCF line stands there', async () => {
    const { page } = await openPage(its.browser, its.app)
    const person = await personTaking(its.app, 'clopidogrel')
    await page.goto(`/people/${person.id}`)
    const { did, click } = hands()
    const opener = page
      .getByRole('article')
      .filter({ hasText: 'clopidogrel' })
      .first()
      .getByRole('link', { name: /where this comes from/ })
    await click(opener)
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('heading', { name: 'Rule' }).waitFor()
    await drawer.getByRole('heading', { name: 'Evidence' }).waitFor()
    const line = (await drawer.locator('pre[data-kind="variantRow"]').first().textContent()) ?? ''
    expect(line.split('\t').slice(0, 2).join(' ')).toMatch(/^(chr)?\w+ \d+$/)
    expect(line.split('\t').length).toBeGreaterThanOrEqual(10)
    expect(did.clicks).toBeLessThanOrEqual(2)

    expect(new URL(page.url()).searchParams.get('why')).toMatch(/^advice:/)
    await page.reload()
    await drawer.getByRole('heading', { name: 'Rule' }).waitFor()
    await drawer.getByRole('button', { name: 'Copy as text' }).click()
    await drawer.getByText('Copied.').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(line)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(page.url()).not.toContain('why=')
  })

  test('closing the drawer brings the focus back to where it was opened', async () => {
    const { page } = await openPage(its.browser, its.app)
    const person = await personTaking(its.app, 'clopidogrel')
    await page.goto(`/people/${person.id}`)
    const opener = page
      .getByRole('article')
      .first()
      .getByRole('link', { name: /where this comes from/ })
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('heading', { name: 'Rule' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => opener.evaluate((e) => e === document.activeElement)).toBe(true)
  })

  test('a draft order is copied with one click and names person, medicine and source', async () => {
    const { page } = await openPage(its.browser, its.app)
    const person = await personTaking(its.app, 'clopidogrel')
    await page.goto(`/people/${person.id}`)
    const { did, click } = hands()
    await click(page.getByRole('button', { name: 'Copy order text' }).first())
    await page.getByText('Copied. Check it').waitFor()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text).toContain(`For: ${person.name}`)
    expect(text).toMatch(/^Source: .*(CPIC|DPWG|FDA)/m)
    expect(did.clicks).toBeLessThanOrEqual(2)
  })

  test('setting aside takes two clicks and a reason, and is not asked again on the same knowledge', async () => {
    const { page } = await openPage(its.browser, its.app)
    const person = await personTaking(its.app, 'clopidogrel')
    await page.goto(`/people/${person.id}`)
    const act = page.getByRole('region', { name: 'To act on' })
    const title = (await act.getByRole('heading', { level: 3 }).first().textContent()) ?? ''
    const { did, click } = hands()
    await click(act.getByRole('button', { name: 'Not now…' }).first())
    await click(page.getByRole('menuitem', { name: 'Tolerated well so far' }))
    expect(did.clicks).toBe(2)
    for (const again of [false, true]) {
      if (again) await page.reload()
      const aside = page.getByRole('region', { name: 'Set aside' })
      await aside.waitFor()
      expect(await aside.textContent()).toContain(title)
      expect(await aside.textContent()).toContain('Tolerated well so far')
      expect(await act.getByRole('heading', { level: 3, name: title, exact: true }).count()).toBe(0)
    }
    await page.getByRole('button', { name: `Bring back: ${title}` }).click()
    await act.getByRole('heading', { level: 3, name: title, exact: true }).waitFor()
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
  })

  test('the whole way by keyboard alone: list, person, why, close, medicines, look-up', async () => {
    const { page } = await openPage(its.browser, its.app)
    const person = await personTaking(its.app, 'clopidogrel')
    await page.goto('/')
    await page.getByRole('link', { name: person.name, exact: true }).waitFor()
    const tabTo = async (goal: () => Promise<boolean>): Promise<void> => {
      for (let i = 0; i < 80; i++) {
        await page.keyboard.press('Tab')
        const seen = await page.evaluate(() => {
          const at = document.activeElement
          if (!at || at === document.body) return true
          const box = at.getBoundingClientRect()
          if (box.width < 2 || box.height < 2) return true
          const banner = document.querySelector('[data-banner]')?.getBoundingClientRect()
          const inBanner = at.closest('[data-banner]') !== null
          return inBanner || !banner || banner.top > 0 || box.bottom > banner.bottom
        })
        expect(seen).toBe(true)
        if (await goal()) return
      }
      throw new Error('not reached with 80 tabs')
    }
    const on = (test: string) => () =>
      page.evaluate((t) => (document.activeElement?.textContent ?? '').trim() === t, test)
    await tabTo(on(person.name))
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'To act on' }).waitFor()
    await tabTo(on('Why'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 4, name: 'Steps' }).first().waitFor()
    await page.keyboard.press('/')
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Medicines', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Medicines' }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await page.getByRole('textbox', { name: 'Look up any medicine' }).focus()
    await page.keyboard.type('codei')
    await page.getByRole('option', { name: /codeine/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'codeine' }).waitFor()
  })
})
