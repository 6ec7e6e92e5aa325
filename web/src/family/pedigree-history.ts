import { useCallback, useEffect, useReducer } from 'react'
import type { Edited, Pedigree } from '../../../src/clinical/family/index.ts'
import type { Problem, Result } from '../../../src/shared/problem.ts'
import { keepDrawing, keptDrawing } from './kept-drawings.ts'

/** The pedigree as it is now with the ways back and forth. `said`: what the last step did; `refused`: why the last change was not made. */
export type History = {
  readonly now: Pedigree
  readonly past: readonly Pedigree[]
  readonly future: readonly Pedigree[]
  readonly said: string
  readonly refused: readonly Problem[]
}

export type Change =
  | { readonly do: 'change'; readonly to: Pedigree; readonly said: string }
  | { readonly do: 'refuse'; readonly problems: readonly Problem[] }
  | { readonly do: 'undo' | 'redo' }
  | { readonly do: 'begin'; readonly with: Pedigree; readonly said: string }

/** More steps back than anybody takes. */
const mostSteps = 200

export const begun = (pedigree: Pedigree): History => ({ now: pedigree, past: [], future: [], said: '', refused: [] })

export const changed = (history: History, change: Change): History => {
  const { now, past, future } = history
  switch (change.do) {
    case 'begin':
      return { ...begun(change.with), said: change.said }
    case 'refuse':
      return { ...history, refused: change.problems }
    case 'change':
      return { now: change.to, past: [...past.slice(-mostSteps), now], future: [], said: change.said, refused: [] }
    case 'undo': {
      const before = past.at(-1)
      return before === undefined
        ? history
        : { now: before, past: past.slice(0, -1), future: [now, ...future], said: 'Change taken back.', refused: [] }
    }
    case 'redo': {
      const [next] = future
      return next === undefined
        ? history
        : { now: next, past: [...past, now], future: future.slice(1), said: 'Change made again.', refused: [] }
    }
  }
}

/** A pedigree that can be changed, with undo and redo, kept while the page is open. `edit` takes what an operation of the family room gives. */
export const usePedigreeHistory = (start: Pedigree, base: string) => {
  const [history, act] = useReducer(changed, start, (pedigree) => keptDrawing(base) ?? begun(pedigree))
  useEffect(() => keepDrawing(base, history), [base, history])
  const edit = useCallback((result: Result<Edited>, said: string): Edited | undefined => {
    if (!result.ok) {
      act({ do: 'refuse', problems: result.problems })
      return undefined
    }
    act({ do: 'change', to: result.value.pedigree, said })
    return result.value
  }, [])
  return { history, act, edit }
}

export type Edit = ReturnType<typeof usePedigreeHistory>['edit']
