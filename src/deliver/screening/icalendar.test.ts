import { describe, expect, test } from 'vitest'
import { compileScreening, screeningCalendar } from '../../clinical/screening/index.ts'
import { loadAll } from '../../knowledge/folder.ts'
import { emptyView } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { english } from '../../shared/wording/en.ts'
import { folded, screeningIcs } from './icalendar.ts'
import { spokenCalendar } from './spoken.ts'

const calendar = screeningCalendar(
  { view: { ...emptyView('p'), birthDate: '1970-03-01', sex: 'female', silentOn: [] }, given: {} },
  compileScreening(loadAll()),
  '2026-11-22T09:30:00+01:00' as Instant,
)
const text = screeningIcs(calendar, english)
const unfolded = text.replace(/\r\n /g, '').split('\r\n')

describe('the calendar as iCalendar', () => {
  test('no physical line is longer than 75 octets, and every one ends with CR LF', () => {
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('folding cuts no character and is undone by unfolding', () => {
    const line = `SUMMARY:${'é≥𝛼'.repeat(40)}`
    expect(folded(line).replaceAll('\r\n ', '')).toBe(line)
    for (const part of folded(line).split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
  })

  test('commas, semicolons and line breaks are escaped in text', () => {
    for (const line of unfolded.filter((l) => /^(SUMMARY|DESCRIPTION):/.test(l))) expect(line).not.toMatch(/[^\\][,;]/)
  })

  test('events begin and end, and each has an id of its own', () => {
    const ids = unfolded.filter((l) => l.startsWith('UID:'))
    expect(new Set(ids).size).toBe(ids.length)
    expect(unfolded.filter((l) => l === 'BEGIN:VEVENT')).toHaveLength(ids.length)
    expect(unfolded.filter((l) => l === 'END:VEVENT')).toHaveLength(ids.length)
  })

  test('what is due now stands on today, a whole day long', () => {
    const at = unfolded.indexOf('DTSTART;VALUE=DATE:20261122')
    expect(at).toBeGreaterThan(0)
    expect(unfolded[at + 1]).toBe('DTEND;VALUE=DATE:20261123')
    expect(unfolded).toContain('DTSTAMP:20261122T083000Z')
  })

  test('tests that are not recommended make no event', () => {
    expect(text).not.toMatch(/ovarian|thyroid|carotid/i)
  })
})

test('every reason, question and state has words for both readers', () => {
  for (const audience of ['clinician', 'patient'] as const) {
    const { items, choices } = spokenCalendar(calendar, audience, english)
    const said = [
      ...items.flatMap((i) => [...i.why, ...i.ask, i.title]),
      ...choices.flatMap((c) => c.sides.flatMap((s) => [...s.why, ...s.ask])),
    ]
    expect(said.length).toBeGreaterThan(50)
    for (const s of said) {
      expect(s).not.toMatch(/\{|\}|undefined/)
      expect(s).not.toMatch(/^[a-z]+(-[a-z]+)+:/)
    }
  }
})
