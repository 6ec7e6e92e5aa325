import { describe, expect, test } from 'vitest'
import type { RecordRow } from '../../../src/server/people/record-page.ts'
import { svgText } from '../../../src/deliver/report/figures/svg.ts'
import { dayText, flagMeaning, numberText, rangeText, unitText, valueText } from './record-words.ts'
import { mergedRows, rowsWith, yearsOf } from './timeline.ts'
import { trendFigure, trendSummary } from './trend-figure.ts'
import { valueGroups } from './value-groups.ts'

const value = (title: string, date: string | undefined, n: number, unit = 'mmol/L', loinc?: string): RecordRow => ({
  kind: 'observation',
  title,
  codes: loinc === undefined ? [] : [{ system: 'http://loinc.org', code: loinc, display: title }],
  state: 'past',
  ...(date === undefined ? {} : { date }),
  ...(loinc === undefined ? {} : { loinc }),
  value: { value: n, unit },
  resource: `Observation/${title}-${date}`,
})

const condition = (title: string, date?: string): RecordRow => ({
  kind: 'condition',
  title,
  codes: [{ code: '73211009', display: title }],
  state: 'active',
  ...(date === undefined ? {} : { date }),
  resource: `Condition/${title}`,
})

describe('the record by years', () => {
  test('years and days run from the newest to the oldest, and what has no date comes last', () => {
    const years = yearsOf([
      condition('A', '1999'),
      condition('B'),
      condition('C', '2020-01-05'),
      value('K', '2020-03-01', 4),
    ])
    expect(years.map((y) => [y.year, y.days.map((d) => d.date)])).toEqual([
      ['2020', ['2020-03-01', '2020-01-05']],
      ['1999', ['1999']],
      ['', ['']],
    ])
  })

  test('words are found in the title without regard to capitals and accents; a code only as a whole', () => {
    const rows = [condition('Ménière disease', '2001'), condition('Gout', '2002')]
    expect(rowsWith(rows, 'meniere 2001')).toEqual(rows.slice(0, 1))
    expect(rowsWith(rows, '73211009')).toEqual(rows)
    expect(rowsWith(rows, '7321')).toEqual([])
  })

  test('two ingredients of one order are one line; two parts of one measurement stay two', () => {
    const order: RecordRow = {
      ...condition('Acetaminophen / oxycodone'),
      kind: 'medication',
      resource: 'MedicationRequest/1',
    }
    const merged = mergedRows([order, { ...order, codes: [] }])
    expect(merged.map((r) => r.codes.length)).toEqual([1])
    const parts = [value('Blood pressure', '2020-01-01', 120), value('Blood pressure', '2020-01-01', 80)]
    expect(mergedRows(parts)).toHaveLength(2)
  })
})

describe('values by name', () => {
  const rows = [
    value('Potassium', '2020-01-01', 4, 'mmol/L', '2823-3'),
    value('Kalium', '2021-01-01', 5, 'mmol/L', '2823-3'),
    value('Potassium', '2019-01-01', 15.6, 'mg/dL', '2823-3'),
    value('Potassium', undefined, 4.5, 'mmol/L', '2823-3'),
  ]

  test('one code is one group under its latest name, and only values of the latest unit with a day are drawn', () => {
    const [group] = valueGroups(rows)
    expect([group?.title, group?.rows.length]).toEqual(['Kalium', 4])
    expect(group?.points).toEqual([
      { date: '2020-01-01', value: 4 },
      { date: '2021-01-01', value: 5 },
    ])
  })

  test('the course is to scale in time and value, and says in words what it shows', () => {
    const trend = {
      title: 'K',
      unit: 'mmol/L',
      points: [
        { date: '2020-01-01', value: 4 },
        { date: '2020-01-11', value: 6 },
        { date: '2020-01-31', value: 5 },
      ],
      range: { high: 5 },
    }
    const text = svgText(trendFigure(trend, 107, 28))
    expect(text).toContain('d="M3 24L36.3 4L103 14"')
    expect(text).toMatch(/<rect class="range" x="0" width="107" y="14" height="14"/)
    expect(trendSummary(trend)).toBe(
      'K: 3 values from 1 Jan 2020 to 31 Jan 2020, between 4 mmol/L and 6 mmol/L, the latest 5 mmol/L',
    )
  })
})

describe('words of the record', () => {
  test('a date is said with the precision it has', () => {
    expect(['1985-01-28', '1985-01', '1985', '1985-01-28T10:00:00Z'].map(dayText)).toEqual([
      '28 Jan 1985',
      'Jan 1985',
      '1985',
      '28 Jan 1985',
    ])
  })

  test('units of UCUM are written as people write them', () => {
    expect(['mm[Hg]', '10*3/uL', 'mL/min/{1.73_m2}', '{score}', 'kg/m2', 'ug/L', 'Cel', '1'].map(unitText)).toEqual([
      'mmHg',
      '10³/µL',
      'mL/min/1.73 m²',
      '',
      'kg/m²',
      'µg/L',
      '°C',
      '',
    ])
  })

  test('numbers keep four digits, and a very small one is not called nought', () => {
    expect([167.6487, 143, 0.000123456, 12345.6].map(numberText)).toEqual(['167.6', '143', '0.0001235', '12350'])
    expect(valueText({ text: 'Brown color (qualifier value)' })).toBe('Brown color')
  })

  test('limits with one end, for whom, and in words', () => {
    expect(
      [{ low: 0.6, high: 1.2 }, { low: 60 }, { high: 5, for: 'women' }, { text: 'negative' }, {}].map(rangeText),
    ).toEqual(['0.6–1.2', '60 or more', '5 or less (women)', 'negative', ''])
  })

  test('flags of HL7 and words of laboratories are told apart, others are left as they stand', () => {
    expect(['H', 'Low', 'HH', 'Critical low', 'N', 'A', 'Abnormal', 'see report'].map(flagMeaning)).toEqual([
      'high',
      'low',
      'critical',
      'critical',
      'normal',
      'abnormal',
      'abnormal',
      undefined,
    ])
  })
})
