import type { ContigClass } from '../identity/contig-class.ts'
import type { CallState } from './callability.ts'
import type { Assay, Figure, FigureId, Verdict } from './quality-bands.ts'
import type { SexReason } from './sex-pattern.ts'

/** The codes of quality control in English. */
export const figureWords: Readonly<Record<FigureId, string>> = {
  variants: 'variant rows that the person carries',
  tiTv: 'transitions per transversion',
  hetHom: 'heterozygous per homozygous (autosomal single-base variants)',
  insDel: 'insertions per deletion',
  alleleBalance: 'mean share of ALT reads in heterozygotes',
  lowBalance: 'heterozygotes with under a quarter ALT reads',
  medianDepth: 'median depth of variant rows',
  medianQuality: 'median genotype quality of variant rows',
  passing: 'rows without a failed filter',
  missing: 'rows not called, wholly or in part',
  repeated: 'rows stated twice',
  referenceMismatch: 'rows whose REF is not the reference base',
}

const shares: ReadonlySet<FigureId> = new Set(['lowBalance', 'passing', 'missing', 'referenceMismatch'])
const ratios: ReadonlySet<FigureId> = new Set(['tiTv', 'hetHom', 'insDel', 'alleleBalance'])

/** A figure's number as it is shown: shares in percent, ratios with two decimals, counts with their thousands apart. @example figureValue('tiTv', 2.049) // '2.05' */
export const figureValue = (id: FigureId, value: number): string =>
  shares.has(id)
    ? `${(value * 100).toFixed(value > 0 && value < 0.01 ? 2 : 1)} %`
    : ratios.has(id)
      ? value.toFixed(2)
      : String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',')

export const verdictWords: Readonly<Record<Verdict, string>> = {
  within: 'as expected',
  outside: 'outside what is expected',
  notAssessed: 'not assessed',
  notApplicable: 'nothing to compare with',
}

/** Why a figure has no verdict. */
export const becauseWords: Readonly<Record<NonNullable<Figure['because']>, string>> = {
  tooFew: 'too few observations',
  notStated: 'the file does not state it',
  noBand: 'no range is known for this assay',
}

export const assayWords: Readonly<Record<Assay, string>> = {
  genome: 'whole genome',
  exome: 'exome',
  panel: 'panel or excerpt',
  array: 'array',
  notClear: 'not clear',
}

export const contigClassWords: Readonly<Record<ContigClass, string>> = {
  chromosome: 'chromosomes',
  scaffold: 'unplaced or unlocalised scaffolds',
  alternate: 'alternate loci, haplotypes and patches',
  decoy: 'decoys',
  hla: 'HLA sequences',
  virus: 'viral sequence',
  foreign: 'contigs of an assembly that is not read',
  unknown: 'contigs not known here',
}

export const stateWords: Readonly<Record<CallState, string>> = {
  called: 'called',
  reference: 'reference, as a row says',
  inBed: 'reference, by your callable regions',
  below: 'too few reads, too low a quality or a failed filter',
  noCall: 'not called',
  absent: 'no row: not known',
  outsideBed: 'outside your callable regions',
}

export const sexWords: Readonly<Record<SexReason, string>> = {
  buildUnknown: 'The build is not known, so the stretches that X and Y share cannot be set apart.',
  fewCallsOnX: 'Too few variants on X outside the stretches that X and Y share.',
  oneX: 'Hardly any heterozygous variant on X: as with one X.',
  twoX: 'Many heterozygous variants on X: as with two X.',
  betweenOneAndTwoX: 'More heterozygous variants on X than one X has and fewer than two have.',
  yThere: 'Calls on Y as with a Y.',
  yNotThere: 'Hardly any call on Y.',
  yNotClear: 'Some calls on Y: more than strays, fewer than a Y gives.',
  noRowsOnY: 'The file has no rows on Y: there is no Y, or it was not called.',
  calledAsHaploid:
    'X was called with one strand: the caller was told the sex, so the share of heterozygotes says little by itself.',
  likeXxy: 'Two X and a Y together: XXY, a mixed sample or a swap.',
  likeX0: 'One X and no Y: X0, long stretches without heterozygotes, or Y not called.',
  hetOnY: 'Heterozygous calls on Y, which one Y cannot have: misplaced reads or a mixed sample.',
  depthNotStated: 'Some of these rows do not state their reads and were taken as they are.',
  markersOnYRead: 'Most markers on Y were read.',
  markersOnYNotRead: 'Most markers on Y were not read.',
  noMarkersOnY: 'The array has no markers on Y.',
}
