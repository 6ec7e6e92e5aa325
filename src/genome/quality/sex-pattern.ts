import type { SexEvidence } from './sex-evidence.ts'

/** What the calls on X and Y look like; never a statement about a person's gender. */
export type SexPattern = 'female-like' | 'male-like' | 'atypical, confirm' | 'not assessed'

/** Why, in codes that `quality-words.ts` puts into sentences. */
export type SexReason =
  | 'buildUnknown'
  | 'fewCallsOnX'
  | 'oneX'
  | 'twoX'
  | 'betweenOneAndTwoX'
  | 'yThere'
  | 'yNotThere'
  | 'yNotClear'
  | 'noRowsOnY'
  | 'calledAsHaploid'
  | 'likeXxy'
  | 'likeX0'
  | 'hetOnY'
  | 'depthNotStated'
  | 'markersOnYRead'
  | 'markersOnYNotRead'
  | 'noMarkersOnY'

export type SexReading = {
  readonly pattern: SexPattern
  readonly reasons: readonly SexReason[]
  /** Share of heterozygous among the single-base variants on X (of an array: among the markers on X that were read); undefined when too few. */
  readonly xHetShare?: number
  readonly xCalls: number
  readonly yCalls: number
  readonly evidence: Readonly<Record<string, number>>
}

/**
 * Limits for sequencing. `oneX`, `twoX`: het share below and above which X counts as one or two (@source stated in the project's requirements, not read in a publication).
 * `leastX`: fewer calls on X decide nothing; of 50 calls with a true share of 0.10 twelve or more are heterozygous three times in a thousand (binomial). `yThere`, `yNotThere`: calls on Y per call on X
 * (of a gVCF: callable bases on Y per callable base on X, `blockThere`, `blockNotThere`), and between them nothing is said: our own choice. All unverified.
 */
export const sexLimits = {
  oneX: 0.1,
  twoX: 0.3,
  leastX: 50,
  leastY: 5,
  yThere: 0.02,
  yNotThere: 0.005,
  leastBlockBases: 1_000_000,
  blockThere: 0.03,
  blockNotThere: 0.01,
  mostHaploid: 0.9,
  unverified: true,
} as const

type Y = 'there' | 'notThere' | 'notClear' | 'noRows'

const yOf = (e: SexEvidence, xCalls: number): Y => {
  if (e.yRows === 0) return 'noRows'
  if (e.xCallable >= sexLimits.leastBlockBases) {
    const share = e.yCallable / e.xCallable
    return share >= sexLimits.blockThere ? 'there' : share < sexLimits.blockNotThere ? 'notThere' : 'notClear'
  }
  const share = e.yCalls / xCalls
  if (share >= sexLimits.yThere && e.yCalls >= sexLimits.leastY) return 'there'
  return share < sexLimits.yNotThere ? 'notThere' : 'notClear'
}

const reasonsOfY: Readonly<Record<Y, SexReason>> = {
  there: 'yThere',
  notThere: 'yNotThere',
  notClear: 'yNotClear',
  noRows: 'noRowsOnY',
}

/**
 * The sex pattern of sequenced calls. One X and a Y: male-like; two X and no Y: female-like; everything else that can be read is atypical and to be confirmed (XXY, X0, mosaics,
 * contamination, a sample swap, a caller that was told the wrong sex). Rows on Y that are simply not in the file count as no Y only beside two X.
 */
export const sexPattern = (evidence: SexEvidence | undefined): SexReading => {
  if (evidence === undefined)
    return { pattern: 'not assessed', reasons: ['buildUnknown'], xCalls: 0, yCalls: 0, evidence: {} }
  const e = evidence
  const xCalls = e.xHet + e.xHom + e.xHaploid
  const told = { xCalls, yCalls: e.yCalls, evidence: { ...e } }
  if (xCalls < sexLimits.leastX) return { pattern: 'not assessed', reasons: ['fewCallsOnX'], ...told }
  const xHetShare = e.xHet / xCalls
  const y = yOf(e, xCalls)
  const x = xHetShare < sexLimits.oneX ? 'oneX' : xHetShare > sexLimits.twoX ? 'twoX' : 'betweenOneAndTwoX'
  const reasons: SexReason[] = [x, reasonsOfY[y]]
  if (e.xHaploid >= sexLimits.mostHaploid * xCalls) reasons.push('calledAsHaploid')
  if (e.yHet > e.yCalls && e.yHet >= sexLimits.leastY) reasons.push('hetOnY')
  if (e.withoutDepth > 0) reasons.push('depthNotStated')
  if (x === 'twoX' && y === 'there') reasons.push('likeXxy')
  if (x === 'oneX' && (y === 'notThere' || y === 'noRows')) reasons.push('likeX0')
  const male = x === 'oneX' && y === 'there'
  const female = x === 'twoX' && (y === 'notThere' || y === 'noRows')
  const pattern = male ? 'male-like' : female ? 'female-like' : 'atypical, confirm'
  return { pattern, reasons, xHetShare, ...told }
}

/** How the pattern stands to the recorded sex. A contradiction is to be told, never settled by either side. */
export type SexComparison = 'agrees' | 'contradicts' | 'atypical' | 'notCompared'

export const compareSex = (pattern: SexPattern, recorded: 'female' | 'male' | undefined): SexComparison => {
  if (recorded === undefined || pattern === 'not assessed') return 'notCompared'
  if (pattern === 'atypical, confirm') return 'atypical'
  return pattern === `${recorded}-like` ? 'agrees' : 'contradicts'
}
