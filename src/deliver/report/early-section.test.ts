import { describe, expect, test } from 'vitest'
import { overdueEarly } from '../../../test/sample-early.ts'
import { stentPatient } from '../../../test/sample-document.ts'
import { letterHtml } from '../letter/letter.ts'
import { readingGrade } from '../letter/reading-level.ts'
import { leadingRisks } from './early-section.ts'
import { reportHtml } from './html.ts'

const early = await overdueEarly()
const document = { ...stentPatient(), early }

const text = (markup: string): string =>
  markup
    .replace(/<(style|script|title)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;:])/g, '$1')

const page = reportHtml(document)
const section = text(/<section aria-labelledby="early">([\s\S]*?)<\/section>/.exec(page)?.[1] ?? '')

describe('early detection in the report', () => {
  test('stands after the medicines and before the genes, and is left out where nothing was assessed', () => {
    expect(page.indexOf('id="medicines"')).toBeLessThan(page.indexOf('id="early"'))
    expect(page.indexOf('id="early"')).toBeLessThan(page.indexOf('id="genes"'))
    expect(reportHtml(stentPatient())).not.toContain('Early detection')
  })
  test('says first what needs follow-up and what is overdue', () => {
    expect(section).toMatch(
      /Colorectal cancer screening result needs follow-up now Faecal immunochemical test 2026-09-01: Positive/,
    )
    expect(section).toMatch(/Mammography \(breast cancer\) overdue since 2023-03-10/)
    expect(section.indexOf('overdue')).toBeLessThan(section.indexOf('Low-dose CT of the chest'))
  })
  test('gives bounds where inputs are missing, and says which', () => {
    expect(section).toMatch(/A heart attack or stroke [\d.]+ to \d+ % in 10 years.*PREVENT.*total cholesterol/)
  })
  test('names one model for each outcome, never one made for other people', () => {
    const risks = leadingRisks(early)
    expect(new Set(risks.map((r) => r.outcome)).size).toBe(risks.length)
    expect(risks.some((r) => r.model.id === 'prevent')).toBe(true)
    const moved = early.risks.map((a) =>
      a.state !== 'notApplicable' && a.finding?.kind === 'model' && a.finding.model.id === 'prevent'
        ? { ...a, finding: { ...a.finding, fit: 'elsewhere' as const } }
        : a,
    )
    expect(leadingRisks({ ...early, risks: moved }).some((r) => r.model.id === 'prevent')).toBe(false)
  })
  test('a model’s disclaimer stands beside its figures', () => {
    const told = early.risks.flatMap((a) =>
      a.state !== 'notApplicable' && a.finding?.kind === 'model' && a.finding.model.id === 'prevent' ? [a.finding] : [],
    )
    const disclaimed = {
      ...document,
      early: {
        ...early,
        risks: early.risks.map((a) =>
          a.state !== 'notApplicable' && told.some((f) => f === a.finding) && a.finding?.kind === 'model'
            ? { ...a, finding: { ...a.finding, model: { ...a.finding.model, disclaimer: 'For tests alone.' } } }
            : a,
        ),
      },
    }
    expect(text(reportHtml(disclaimed as typeof document)).match(/For tests alone\./g)).toHaveLength(1)
  })
  test('a code never stands where a word should', () => {
    expect(section).not.toMatch(/undefined|NaN|\{|pce-2013|\bascvd\b|total-cvd/)
  })
})

describe('early detection in the letter', () => {
  const letter = letterHtml(document)
  const part = text(/Tests that find illness early<\/h2>([\s\S]*?)<h2>/.exec(letter)?.[1] ?? '')
  test('says in plain words what is due and why, without a figure of risk', () => {
    expect(part).toContain('A check for bowel cancer. Your last result needs a next step.')
    expect(part).toContain('A breast X-ray (mammogram). It was due in 2023-03. Last time: 2021-03-10.')
    expect(part).toContain('A low-dose CT scan of the lungs. It is time for this. 28 pack-years recorded.')
    expect(part).not.toContain('%')
    expect(readingGrade(part)).toBeLessThan(8)
  })
  test('is not there where nothing was assessed', () => {
    expect(letterHtml(stentPatient())).not.toContain('Tests that find illness early')
  })
})
