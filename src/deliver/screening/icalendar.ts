import type { DayWindow, ScreeningCalendar, ScreeningItem } from '../../clinical/screening/index.ts'
import { addDays } from '../../clinical/screening/index.ts'
import { sha256Of } from '../../shared/sha256.ts'
import { software } from '../../shared/software.ts'
import type { Language } from '../../shared/wording/render.ts'
import { spokenItem } from './spoken.ts'

/** @source RFC 5545, 3.3.11: backslash, semicolon and comma are escaped, a line break is written \n */
const escaped = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/\r?\n|\r/g, '\\n')
    .replace(/[;,]/g, (c) => `\\${c}`)
    .replace(/\p{Cc}/gu, ' ')

const encoder = new TextEncoder()

/**
 * A content line in physical lines of at most 75 octets of UTF-8 each, continued by a space; a character is never cut.
 * @source RFC 5545, 3.1
 */
export const folded = (line: string): string => {
  const lines: string[] = []
  let piece = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > 75) {
      lines.push(piece)
      piece = ' '
      octets = 1
    }
    piece += character
    octets += size
  }
  lines.push(piece)
  return lines.join('\r\n')
}

const date = (day: string): string => day.replaceAll('-', '')

const stamp = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const eventsOf = (
  calendar: ScreeningCalendar,
  item: ScreeningItem,
  language: Language,
): readonly (readonly string[])[] => {
  const today = calendar.at.slice(0, 10)
  const say = spokenItem(item, 'patient', language)
  const now = item.state === 'due' || item.state === 'overdue'
  const planned = item.state === 'planned' ? item.planned?.date?.slice(0, 10) : undefined
  const first: readonly DayWindow[] = now
    ? [{ from: today, to: today }]
    : planned !== undefined && planned.length === 10
      ? [{ from: planned, to: planned }]
      : item.state === 'later' && item.due !== undefined
        ? [item.due]
        : []
  return [...first, ...item.following]
    .filter((w) => w.from >= today && w.from <= calendar.horizon)
    .map((w) => {
      const until = w.to > w.from ? `\nBest before ${w.to}.` : ''
      const key = sha256Of(JSON.stringify([calendar.person, item.track, w.from])).slice(0, 32)
      return [
        'BEGIN:VEVENT',
        `UID:${key}@attune`,
        `DTSTAMP:${stamp(calendar.at)}`,
        `DTSTART;VALUE=DATE:${date(w.from)}`,
        `DTEND;VALUE=DATE:${date(addDays(w.from, 1))}`,
        `SUMMARY:${escaped(say.title.split(':')[0] ?? say.topic)}`,
        `DESCRIPTION:${escaped(`${say.why.join(' ')}${until}`)}`,
        'CATEGORIES:SCREENING',
        'STATUS:TENTATIVE',
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
      ]
    })
}

/**
 * The calendar as iCalendar text (RFC 5545): whole days, one event for every act that is due now, planned or to come within the horizon. Names no
 * person; the same calendar gives the same text.
 */
export const screeningIcs = (calendar: ScreeningCalendar, language: Language): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Attune//Screening ${software.version}//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...calendar.items.flatMap((item) => eventsOf(calendar, item, language)).flat(),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')
