import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults, chooseAccount, chromiumPath, demoNames, inBrowser, openPage } from './application.ts'

const narrow = async (page: Page): Promise<void> => {
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
}

describe.skipIf(chromiumPath === undefined)('signing in', { timeout: 60_000 }, () => {
  const its = inBrowser()
  const asNobody = () => openPage(its.browser, its.app, { nobody: true })
  const signedInAs = async (role: keyof typeof demoNames) => {
    const watched = await asNobody()
    await watched.page.goto('/')
    await watched.page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await chooseAccount(watched.page, role)
    await watched.page.getByText(demoNames[role]).first().waitFor()
    return watched
  }

  test('the first page offers signing in and assessing files without it', async () => {
    const { page, faults } = await asNobody()
    await page.goto('/')
    await page.getByRole('heading', { name: 'Assess files here' }).waitFor()
    expect(await page.getByText('Nothing leaves this browser.').isVisible()).toBe(true)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await accessibilityFaults(page, ['color-contrast'])).toEqual([])
    await narrow(page)
    expect(faults).toEqual([])
  })

  test('an address of a person leads through signing in back to itself, question and all', async () => {
    const { page } = await asNobody()
    await page.goto('/people/stent-clopidogrel/record?show=values')
    await page.getByRole('heading', { name: 'Sign in to see this page' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await chooseAccount(page, 'clinician')
    await page.getByRole('heading', { level: 1, name: 'Record' }).waitFor()
    expect(new URL(page.url()).search).toBe('?show=values')
  })

  test('a session that ended is told, what was shown is put away, and signing in again leads back', async () => {
    const { page } = await signedInAs('clinician')
    await page.getByRole('link', { name: 'Joan Marsh', exact: true }).click()
    await page.getByRole('region', { name: 'To act on' }).waitFor()
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Record', exact: true }).click()
    await page.getByRole('alert').getByRole('heading', { name: 'Your session has ended' }).waitFor()
    expect(await page.getByText('Joan Marsh').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Sign in again' }).click()
    await chooseAccount(page, 'clinician')
    await page.getByRole('heading', { level: 1, name: 'Record' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/people/stent-clopidogrel/record')
  })

  test('signing out ends it: the list is gone, and going back shows nobody', async () => {
    const { page } = await signedInAs('clinician')
    await page.getByRole('link', { name: 'Joan Marsh', exact: true }).click()
    await page.getByRole('region', { name: 'To act on' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Assess files here' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Sign in to see this page' }).waitFor()
    expect(await page.getByText('clopidogrel').count()).toBe(0)
  })

  test('a patient comes to the own record in words of a patient, and to nobody else’s', async () => {
    const { page, faults } = await signedInAs('patient')
    await page.waitForURL('**/people/stent-clopidogrel')
    const first = page.getByRole('region', { name: 'To talk about with your doctor' })
    await first.getByRole('article').first().waitFor()
    expect(await first.textContent()).toMatch(/talk to your doctor before you change anything/)
    expect(await first.textContent()).not.toMatch(/Avoid clopidogrel/)
    expect(await first.getByRole('button', { name: /order|Not now/ }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await narrow(page)
    await page.goto('/people/stent-clopidogrel/medicines/clopidogrel')
    await page.getByRole('heading', { level: 1, name: 'clopidogrel' }).waitFor()
    expect(await page.getByRole('main').textContent()).not.toMatch(/Avoid clopidogrel/)
    expect(faults).toEqual([])
    await page.goto('/people/array-only')
    await page.getByRole('heading', { name: 'There is no such person' }).waitFor()
  })

  test.each(['analyst', 'administrator'] as const)(
    '%s: told what is open to this role, and no person is shown',
    async (role) => {
      const { page, requests, faults } = await signedInAs(role)
      await page.getByText('Data of people is not for this role').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await narrow(page)
      await page.goto('/people/stent-clopidogrel')
      await page.getByRole('heading', { name: 'This page is not for your role' }).waitFor()
      expect(requests.filter((r) => r.includes('/api/people'))).toEqual([])
      expect(faults).toEqual([])
    },
  )

  test('the list is searched on the server while typing: name, birth date, nobody; and the keyboard opens the person', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/')
    const field = page.getByRole('searchbox', { name: /Search people/ })
    await page.getByRole('row').nth(7).waitFor()
    await field.fill('mar joan')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await field.fill('1964-05-09')
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Joan Marsh' }).count()).toBe(1)
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await field.fill('nobody of this name')
    await page.getByText('Nobody fits').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await field.fill('0042')
    await page.getByRole('link', { name: 'Joan Marsh' }).waitFor()
    await field.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/people/stent-clopidogrel')
    expect(faults).toEqual([])
  })

  test('people who are being assessed are told so, and their counts come by themselves', async () => {
    const { page } = await openPage(its.browser, its.app)
    let looks = 0
    await page.route('**/api/people', async (route) => {
      const answer = await route.fetch()
      const list = (await answer.json()) as { people: Record<string, unknown>[] }
      const first = list.people[0] as Record<string, unknown>
      if (++looks === 1) list.people[0] = { id: first['id'], name: first['name'], identifiers: [], assessed: false }
      await route.fulfill({ response: answer, json: list })
    })
    await page.goto('/')
    await page.getByText('being assessed …').waitFor()
    await page.getByText('being assessed …').waitFor({ state: 'detached' })
  })
})
