import type { Build } from '../../genome/index.ts'
import { ok, type Result } from '../../shared/problem.ts'
import type { PolygenicRead } from './assess.ts'
import { knownSites, panelAsScore } from './ancestry/index.ts'
import type { ReferencePanel, Score, ScoredPerson } from './model.ts'
import { packScores } from './packed/pack-scores.ts'
import type { PackedScores } from './packed/packed-scores.ts'
import { withPanel } from './packed/with-panel.ts'

/** The scores of one build, and the sites of a panel on it as one more, ready for one pass over a genome. A panel on another build is left out. */
export const packWithPanel = (
  scores: readonly Score[],
  build: Build,
  panel: ReferencePanel | undefined,
): Result<PackedScores> => {
  const usable = panel?.build === build ? panel : undefined
  const pack = packScores(usable === undefined ? scores : [...scores, panelAsScore(usable)], build)
  if (!pack.ok || usable === undefined) return pack
  return ok(withPanel(pack.value, knownSites(usable)), pack.problems)
}

/** What a pass over a genome gave for a pack of `packWithPanel`: the scores in their order, and the sites of the panel behind them where there are any. */
export const readOf = (scores: readonly Score[], scored: readonly ScoredPerson[]): PolygenicRead => {
  const panelSites = scored[scores.length]
  return {
    scores: scores.flatMap((score, i) => {
      const own = scored[i]
      return own === undefined ? [] : [{ score, scored: own }]
    }),
    ...(panelSites === undefined ? {} : { panelSites }),
  }
}
