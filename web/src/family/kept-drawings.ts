import { whenForgotten } from '../session/forgetting.ts'
import type { History } from './pedigree-history.ts'

/** Drawings that were changed and not saved, by the address of the person, while the page is open: another tab of the same person loses nothing. */
const drawings = new Map<string, History>()
whenForgotten(() => drawings.clear())

export const keptDrawing = (base: string): History | undefined => drawings.get(base)

/** Keeps a drawing that was changed; one without changes is let go. */
export const keepDrawing = (base: string, history: History): void => {
  if (history.past.length > 0) drawings.set(base, { ...history, said: '', refused: [] })
  else drawings.delete(base)
}
