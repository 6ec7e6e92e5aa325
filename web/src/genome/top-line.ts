import type { GeneReading, GenomeCard } from './genome-answers.ts'

/** `4.9 million`, `12,345`. */
export const countText = (n: number): string =>
  n >= 1e6 ? `${(n / 1e6).toFixed(1)} million` : Math.round(n).toLocaleString('en-GB')

/** A gene counts as fully readable when every base of it has a call. */
export const isReadable = (gene: GeneReading): boolean => gene.notCalled === 0 && gene.unknown === 0

/** Fewest figures with a verdict from which on the quality as a whole is called as expected. */
const leastFigures = 3

const qualityText = ({ quality }: GenomeCard): string => {
  const outside = quality.filter((q) => q.verdict === 'outside').length
  const within = quality.filter((q) => q.verdict === 'within').length
  if (outside > 0) return `${outside} of ${outside + within} quality figures not as expected`
  return within < leastFigures ? 'quality not assessed' : 'quality as expected'
}

const genesText = (genes: readonly GeneReading[]): string => {
  const not = genes.filter((g) => !isReadable(g)).length
  if (not === 0) return `all ${genes.length} genes fully readable`
  return `${not} of ${genes.length} genes not fully readable`
}

/** `< 1 %`, `37 %`, `100 %`: whole per cents, and never all or nothing unless it is. */
export const shareText = (part: number, of: number): string => {
  const share = of === 0 ? 0 : (100 * part) / of
  if (part > 0 && share < 1) return '< 1 %'
  if (part < of && share > 99) return '> 99 %'
  return `${Math.round(share)} %`
}

/** What the genome is, in one sentence. @example 'GRCh38, 4.9 million variants, quality as expected; sex pattern female-like; 3 of 24 genes not fully readable' */
export const topLine = (card: GenomeCard): string =>
  `${card.build}, ${countText(card.variants)} ${card.variants === 1 ? 'variant' : 'variants'}, ${qualityText(card)}; sex pattern ${card.sex.pattern}; ${genesText(card.genes)}`
