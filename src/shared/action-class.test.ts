import { describe, expect, test } from 'vitest'
import type { Action, Branch } from './action.ts'
import { adviceClass, branchClass } from './action-class.ts'

const avoid: Action = { do: 'avoid', firm: 'do' }
const half: Action = { do: 'doseFactor', firm: 'do', of: 'usual', factor: [0.5, 0.5] }
const full: Action = { do: 'doseFactor', firm: 'do', of: 'usual', factor: [1, 1] }
const other = (firm: Action['firm']): Action => ({ do: 'choose', firm, classes: ['other-statin'] })
const watch: Action = { do: 'monitor', firm: 'do', what: 'inr' }
const first = (...steps: Action[]): Branch => ({ first: steps })

describe('what a branch amounts to', () => {
  test.each<readonly [string, Branch, string]>([
    ['to avoid is to avoid', first(avoid), 'avoid'],
    ['plainly choosing another medicine is to avoid this one', first(other('do')), 'avoid'],
    ['considering another medicine is a change', first(other('consider')), 'change'],
    ['half the dose is a change', first(half), 'change'],
    ['the full dose is as usual', first(full), 'standard'],
    ['a test comes before monitoring', first(watch, { do: 'test', firm: 'do', what: 'platelet-function' }), 'test'],
    ['watching the effect is usual care', first({ do: 'monitor', firm: 'do', what: 'efficacy' }), 'standard'],
    ['a step that waits for an event only asks to watch', first(full, { ...avoid, if: 'side-effects' }), 'monitor'],
    ['avoiding or lowering the dose is a change', { first: [half], or: [[avoid]] }, 'change'],
    ['two ways to choose another medicine are to avoid', { first: [other('do')], or: [[other('do')]] }, 'avoid'],
    ['what stands only in the fallback does not count', { first: [avoid], fallback: [half] }, 'avoid'],
    ['no advice is none', first({ do: 'noAdvice', firm: 'do', because: 'source-silent' }), 'none'],
  ])('%s', (_, branch, expected) => expect(branchClass(branch)).toBe(expected))

  test('several branches amount to the most severe', () =>
    expect(adviceClass([first(full), first(avoid), first(half)])).toBe('avoid'))
})
