import type { DiplotypePhenotype } from '../../clinical/pharmacogenomics/model.ts'
import type { GeneCard } from './document.ts'

export const wasTested = (g: GeneCard): boolean => g.result.call.source !== 'none'

const isResult = (p: DiplotypePhenotype): boolean => !/^unknown(\/unknown)?$/i.test(p.shownAs)

/** The results of a gene as they were seen; none for a gene that was not tested or could not be called, whatever stands in their place. */
export const resultsOf = (g: GeneCard): readonly DiplotypePhenotype[] =>
  wasTested(g) ? g.result.source.filter(isResult) : []

/** The results of a gene as phenotypes are looked up by; none for a gene that was not tested or could not be called. */
export const lookedUpOf = (g: GeneCard): readonly DiplotypePhenotype[] =>
  wasTested(g) ? g.result.genetic.filter(isResult) : []

/** The distinct phenotypes among results, without what only says that there is none. */
export const phenotypesAmong = (results: readonly DiplotypePhenotype[]): readonly string[] =>
  [...new Set(results.flatMap((p) => p.phenotypes))].filter((name) => !/^(n\/a|no result)$/i.test(name))
