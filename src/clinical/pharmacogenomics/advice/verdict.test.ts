import { describe, expect, test } from 'vitest'
import type { Action, Branch, Population } from '../../../shared/action.ts'
import type { Rung } from '../../../shared/evidence.ts'
import type { AdviceSource, MatchedAdvice } from '../model.ts'
import { sourceDifferences, verdictOf } from './verdict.ts'

type Applies = 'yes' | 'no' | 'unknown'
type Said = { readonly steps: readonly Action[]; readonly applies?: Applies; readonly when?: Population }

const avoid: Action = { do: 'avoid', firm: 'do' }
const half: Action = { do: 'doseFactor', firm: 'do', of: 'usual', factor: [0.5, 0.5] }
const mightChoose: Action = { do: 'choose', firm: 'consider' }
const standard: Action = { do: 'standard', firm: 'do' }
const watch: Action = { do: 'monitor', firm: 'do', what: 'side-effects' }
const silent: Action = { do: 'noAdvice', firm: 'do', because: 'source-silent' }
const forStent: Population = { indications: ['acute-coronary-syndrome-or-pci'] }

const advice = (
  source: AdviceSource,
  rung: Rung,
  said: readonly Said[],
  more: {
    readonly applies?: Applies
    readonly when?: Population
    readonly key?: Readonly<Record<string, string>>
  } = {},
): MatchedAdvice => ({
  record: {
    id: `${source} ${rung}`,
    source,
    document: source,
    guideline: 'G',
    drug: 'drug',
    population: '',
    ...(more.when === undefined ? {} : { when: more.when }),
    classification: '',
    lookup: [],
    flags: { dosing: false, alternative: false, other: false },
    pmids: [],
    advice: 'A',
  },
  key: more.key ?? { CYP2D6: '0.0' },
  applies: more.applies ?? 'yes',
  because: [],
  branches: said.map((s) => ({
    branch: { first: s.steps, ...(s.when === undefined ? {} : { when: s.when }) } as Branch,
    applies: s.applies ?? 'yes',
    because: [],
  })),
  evidence: { source, grade: '', rung, citations: [], release: '' },
  basedOn: 'genetic',
})
const one = (source: AdviceSource, rung: Rung, ...steps: readonly Action[]) => advice(source, rung, [{ steps }])

describe('the sign of one certain piece of advice', () => {
  test.each([
    ['a strong "avoid"', one('CPIC', 'strong', avoid), 'act'],
    ['a strong "consider another"', one('CPIC', 'strong', mightChoose), 'act'],
    ['a weak "avoid"', one('CPIC', 'weak', avoid), 'caution'],
    ['an ungraded dose change', one('DPWG', 'unrated', half), 'act'],
    ['an ungraded "consider another"', one('FDA', 'unrated', mightChoose), 'caution'],
    ['something to watch', one('CPIC', 'strong', watch), 'caution'],
    ['nothing to change', one('CPIC', 'weak', standard), 'fine'],
    ['no advice', one('DPWG', 'none', silent), 'notKnown'],
  ] as const)('%s', (_, a, verdict) => {
    expect(verdictOf([a]).verdict).toBe(verdict)
  })
  test('with ordinary genes a dosing scheme is no reason to act, and usual care with the usual dose none for caution', () => {
    const usual = { key: { CYP2D6: '2.0' } }
    expect(verdictOf([advice('CPIC', 'moderate', [{ steps: [half] }], usual)]).verdict).toBe('caution')
    expect(verdictOf([advice('CPIC', 'strong', [{ steps: [standard, watch] }], usual)]).verdict).toBe('fine')
    expect(verdictOf([advice('CPIC', 'strong', [{ steps: [avoid] }], usual)]).verdict).toBe('act')
  })
  test('nothing at all is not known', () => {
    expect(verdictOf([])).toEqual({ verdict: 'notKnown' })
  })
})

describe('several sources', () => {
  test('the best graded leads, and a source that advises nothing never does', () => {
    expect(verdictOf([one('DPWG', 'unrated', half), one('CPIC', 'strong', avoid)]).leading?.advice).toBe(1)
    expect(verdictOf([one('CPIC', 'none', silent), one('DPWG', 'unrated', half)])).toEqual({
      verdict: 'act',
      leading: { advice: 1, branch: 0 },
    })
  })
  test('a weak grade does not play down what another source plainly asks', () => {
    expect(verdictOf([one('CPIC', 'weak', avoid), one('DPWG', 'unrated', half)])).toEqual({
      verdict: 'act',
      leading: { advice: 0, branch: 0 },
    })
    expect(verdictOf([one('CPIC', 'weak', avoid), one('FDA', 'unrated', mightChoose)]).verdict).toBe('caution')
  })
  test('"fine" becomes caution where another source asks for a change', () => {
    expect(verdictOf([one('CPIC', 'strong', standard), one('DPWG', 'unrated', half)]).verdict).toBe('caution')
  })
})

describe('advice that may not be meant for this person', () => {
  const stent = { applies: 'unknown', when: forStent } as const
  test('is caution while the same source has nothing to say to the rest', () => {
    const rest = advice('CPIC', 'none', [{ steps: [silent] }], { applies: 'unknown' })
    expect(verdictOf([advice('CPIC', 'strong', [{ steps: [avoid] }], stent), rest]).verdict).toBe('caution')
  })
  test('is to act on where every case asks for a change', () => {
    const rest = advice('CPIC', 'moderate', [{ steps: [mightChoose] }], { applies: 'unknown' })
    expect(verdictOf([advice('CPIC', 'strong', [{ steps: [avoid] }], stent), rest]).verdict).toBe('act')
  })
  test('gives way to another source that plainly speaks to this person', () => {
    const rest = advice('CPIC', 'weak', [{ steps: [standard] }], { applies: 'unknown' })
    const first = advice('CPIC', 'strong', [{ steps: [avoid] }], stent)
    expect(verdictOf([first, rest, one('DPWG', 'unrated', avoid)])).toEqual({
      verdict: 'act',
      leading: { advice: 2, branch: 0 },
    })
  })
  test('is left out where it certainly is not', () => {
    const no = advice('CPIC', 'strong', [{ steps: [avoid] }], { applies: 'no' })
    expect(verdictOf([no, one('DPWG', 'unrated', standard)]).verdict).toBe('fine')
  })
  test('the case for everybody but a rare exception acts although the exception is not excluded', () => {
    const a = advice('DPWG', 'unrated', [
      { steps: [half], applies: 'unknown', when: { notIndications: ['brugada-provocation-test'] } },
      { steps: [standard], applies: 'unknown', when: { indications: ['brugada-provocation-test'] } },
    ])
    expect(verdictOf([a])).toEqual({ verdict: 'act', leading: { advice: 0, branch: 0 } })
  })
  test('a special case stays caution while all other cases are as usual', () => {
    const a = advice('DPWG', 'unrated', [
      { steps: [half], applies: 'unknown', when: { circumstances: ['slow-titration-needed'] } },
      { steps: [standard], applies: 'unknown', when: { otherwise: true } },
    ])
    expect(verdictOf([a])).toEqual({ verdict: 'caution', leading: { advice: 0, branch: 0 } })
  })
  test('the usual dose of the disease is the ordinary case', () => {
    const a = advice('CPIC', 'strong', [
      { steps: [half], applies: 'unknown', when: { circumstances: ['normal-starting-dose-high'] } },
      { steps: [standard], applies: 'unknown', when: { circumstances: ['normal-starting-dose-already-low'] } },
    ])
    expect(verdictOf([a]).verdict).toBe('act')
  })
})

describe('differences between sources', () => {
  test('avoiding and considering another medicine are none', () => {
    expect(sourceDifferences([one('CPIC', 'strong', avoid), one('FDA', 'unrated', mightChoose)])).toEqual([])
  })
  test('an empty population and a general one are the same people', () => {
    expect(sourceDifferences([one('CPIC', 'strong', avoid), one('FDA', 'unrated', watch)])).toEqual([
      { between: ['CPIC', 'FDA'], kind: 'action', reason: 'different-judgement' },
    ])
  })
  test('other people, other keys and silence are told apart', () => {
    const first = advice('CPIC', 'strong', [{ steps: [avoid] }], { when: forStent })
    expect(sourceDifferences([first, one('DPWG', 'unrated', watch)])[0]?.reason).toBe('different-population')
    const other = advice('DPWG', 'unrated', [{ steps: [watch] }], { key: { CYP2C19: 'Poor Metabolizer' } })
    expect(sourceDifferences([one('CPIC', 'strong', avoid), other])[0]?.reason).toBe('different-phenotype-key')
    expect(sourceDifferences([one('CPIC', 'strong', avoid), one('DPWG', 'none', silent)])[0]?.reason).toBe(
      'source-has-no-advice',
    )
  })
})
