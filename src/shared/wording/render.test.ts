import { describe, expect, test } from 'vitest'
import type { Action, Branch } from '../action.ts'
import { english } from './en.ts'
import { stepsOf, titleOf } from './render.ts'

const title = (branch: Branch, audience: 'clinician' | 'patient' = 'clinician', drug = 'phenytoin'): string =>
  titleOf(branch, drug, true, audience, english)
const steps = (branch: Branch): readonly string[] => stepsOf(branch, 'phenytoin', 'clinician', english)

const half: Action = { do: 'doseFactor', firm: 'do', of: 'usual', factor: [0.5, 0.5] }
const watch: Action = { do: 'monitor', firm: 'do', what: 'plasma-concentration' }

describe('sentences for a clinician', () => {
  test('"no genetic reason to change" is said only where nothing else is asked', () => {
    expect(title({ first: [{ do: 'standard', firm: 'do' }] })).toBe(
      'Use phenytoin as usual: no genetic reason to change',
    )
    expect(
      title({
        first: [
          { do: 'standard', firm: 'do' },
          { do: 'monitor', firm: 'do', what: 'haemoglobin' },
        ],
      }),
    ).toBe('Phenytoin: give the usual dose')
    expect(title({ first: [{ do: 'standard', firm: 'consider' }] })).toBe('Consider using phenytoin, with caution')
  })

  test('a step that waits for an event keeps its condition, and stops what is being taken', () => {
    expect(title({ first: [{ do: 'avoid', firm: 'do', if: 'rash' }] })).toBe('If a rash appears: stop phenytoin')
    expect(steps({ first: [watch], fallback: [{ do: 'avoid', firm: 'do', if: 'monitoring-not-possible' }] })).toEqual([
      'Watch the plasma concentration.',
      'If monitoring is not possible: avoid phenytoin.',
    ])
  })

  test('an exception to avoiding stands in the title', () => {
    expect(title({ first: [{ do: 'avoid', firm: 'do', unless: ['no-alternative'] }] })).toBe(
      'Avoid phenytoin unless no alternative is available',
    )
  })

  test('a limit for the starting dose is not a limit for the dose', () => {
    const limit: Action = { do: 'maxDose', firm: 'do', amount: 40, unit: 'mg/day' }
    expect(steps({ first: [limit] })).toEqual(['Do not exceed 40 mg a day.'])
    expect(steps({ first: [{ ...limit, of: 'starting' }] })).toEqual(['Start with at most 40 mg a day.'])
  })

  test('a choice is not said twice, and steps it shares with the first set stand once', () => {
    const branch: Branch = { first: [half, { do: 'monitor', firm: 'do', what: 'efficacy' }], or: [[half, watch]] }
    expect(title(branch)).toBe('Phenytoin: give 50 % of the usual dose')
    expect(steps(branch)).toEqual([
      'Give 50 % of the usual dose.',
      'Watch the effect.',
      'Or watch the plasma concentration.',
    ])
  })

  test('targets are bounds, approximate figures or ranges, as the code says', () => {
    const say = (target: readonly [number, number]): readonly string[] =>
      steps({ first: [{ do: 'monitor', firm: 'do', what: 'plasma-concentration', target, unit: 'ng/mL' }] })
    expect(say([0, 200])).toEqual(['Watch the plasma concentration (target below 200 ng/mL).'])
    expect(say([100, 100])).toEqual(['Watch the plasma concentration (target about 100 ng/mL).'])
    expect(say([200, 400])).toEqual(['Watch the plasma concentration (target 200–400 ng/mL).'])
  })

  test('what the source only suggests begins with "consider", in the -ing form', () => {
    const soft = (a: Action): string => steps({ first: [{ ...a, firm: 'consider' } as Action] })[0] ?? ''
    expect(soft({ do: 'doseFactor', firm: 'do', of: 'usual', factor: [2, 2] })).toBe(
      'Consider doubling the usual dose.',
    )
    expect(soft({ do: 'dose', firm: 'do', of: 'starting', amount: [400, 400], unit: 'mg/day' })).toBe(
      'Consider starting with 400 mg a day.',
    )
    expect(soft({ do: 'doseChange', firm: 'do', of: 'target', direction: 'higher' })).toBe(
      'Consider aiming for a higher target dose than usual.',
    )
    expect(soft({ do: 'test', firm: 'do', what: 'dpd-enzyme-activity' })).toBe(
      'Consider measuring DPD enzyme activity in white cells.',
    )
  })
})

describe('sentences for a patient', () => {
  test('leave the change to the doctor', () => {
    expect(title({ first: [{ do: 'contraindicate', firm: 'do' }] }, 'patient')).toBe(
      'Phenytoin may not be right for you: talk to your doctor before you change anything',
    )
    expect(title({ first: [half] }, 'patient')).toBe('Your doctor may choose a lower dose of phenytoin')
    expect(title({ first: [{ do: 'avoid', firm: 'do', if: 'rash' }] }, 'patient')).toBe(
      'If a rash appears: get help at once and ask your doctor about phenytoin',
    )
  })
})

test('a screening test is offered at its interval, and what only may be done is considered', () => {
  const say = (a: Action, audience: 'clinician' | 'patient' = 'clinician'): string => english.action(a, '', audience)
  expect(say({ do: 'screen', firm: 'do', what: 'mammography', everyMonths: [24, 24] })).toBe(
    'offer mammography every 2 years',
  )
  expect(say({ do: 'screen', firm: 'do', what: 'stool-dna-test', everyMonths: [12, 36] })).toBe(
    'offer stool DNA test with FIT every 1 to 3 years',
  )
  expect(say({ do: 'screen', firm: 'do', what: 'breast-mri', everyMonths: [6, 6] })).toBe(
    'offer breast MRI every 6 months',
  )
  expect(say({ do: 'screen', firm: 'do', what: 'aortic-ultrasound', once: true })).toBe(
    'offer ultrasound of the abdominal aorta once',
  )
  expect(say({ do: 'screen', firm: 'consider', what: 'psa' })).toBe('consider offering PSA')
  expect(say({ do: 'discuss', firm: 'consider', about: 'statin' })).toBe(
    'consider discussing a statin of low or moderate intensity',
  )
  expect(say({ do: 'screen', firm: 'do', what: 'mammography' }, 'patient')).toBe(
    'your care team may offer a breast X-ray (mammogram)',
  )
})
