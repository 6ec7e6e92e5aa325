import type { Assessment, Need } from '../../shared/assessment.ts'
import type { PolygenicStanding } from '../../shared/disease-risk.ts'
import type { Citation, Evidence } from '../../shared/evidence.ts'
import { abstainedByCoverage, abstainedByEvaluation, abstainedByPlace, type PolygenicLimits } from './abstain.ts'
import {
  panelDosages,
  percentileOf,
  placeOn,
  type PreparedPanel,
  referenceSums,
  standAmong,
  standingIntervals,
} from './ancestry/index.ts'
import type {
  Abstained,
  AncestryPlace,
  PolygenicFinding,
  Score,
  ScoredPerson,
  ScoreEvaluation,
  ScoreHeader,
} from './model.ts'

/** What one pass over a genome gave: each score with what it found, row by row, and the sites of the panel (`panelAsScore`). */
export type PolygenicRead = {
  readonly scores: readonly { readonly score: Score; readonly scored: ScoredPerson }[]
  readonly panelSites?: ScoredPerson
}

/** What standings rest on. */
export type Standards = {
  readonly panel?: PreparedPanel
  readonly evaluations: ReadonlyMap<string, ScoreEvaluation>
  readonly limits: PolygenicLimits
}

/** What a score says of itself, without its rows. */
const headerOf = (score: Score): ScoreHeader => {
  const { rows: _rows, source: _source, sha256: _sha256, ...header } = score
  return header
}

const standingOf = (
  score: Score,
  evaluation: ScoreEvaluation | undefined,
  z: number,
  standardError: number,
  normalisedBy: PolygenicStanding['normalisedBy'],
): PolygenicStanding => ({
  score: score.id,
  trait: score.trait ?? score.name ?? score.id,
  ...(evaluation?.outcome === undefined ? {} : { outcome: evaluation.outcome }),
  z,
  standardError,
  normalisedBy,
  ...(evaluation?.effect === undefined ? {} : { effect: evaluation.effect }),
  ...(evaluation?.explains === undefined ? {} : { explains: evaluation.explains }),
  basis: [],
})

/** One score of one person: its standing among people of like ancestry, or why none can be given. */
export const polygenicFinding = (
  score: Score,
  scored: ScoredPerson,
  place: AncestryPlace | undefined,
  { panel, evaluations, limits }: Standards,
): PolygenicFinding => {
  const evaluation = evaluations.get(score.id)
  const { rows, ...counted } = scored
  const found = {
    score: headerOf(score),
    scored: counted,
    ...(place === undefined ? {} : { place }),
    ...(panel?.panel.demonstration === undefined ? {} : { demonstration: true as const }),
  }
  const without = (abstained: readonly Abstained[]): PolygenicFinding => ({ ...found, intervals: [], abstained })
  const byPlace = abstainedByPlace(panel?.panel, score, place, limits)
  if (
    panel === undefined ||
    place === undefined ||
    rows === undefined ||
    byPlace.some((a) => a.code !== 'outside-reference')
  )
    return without(byPlace)
  const sums = referenceSums(panel.panel, panel.counts, score, rows)
  const abstained = [
    ...byPlace,
    ...abstainedByCoverage(sums, limits),
    ...abstainedByEvaluation(place, evaluation?.evaluatedIn ?? score.evaluatedIn),
  ]
  if (abstained.length > 0) return without(abstained)
  const stood = standAmong(panel, place, sums)
  if (stood === undefined)
    return without([
      {
        code: 'no-spread',
        because: 'The reference people do not differ in this score, or are too few.',
        remedy: 'Give a larger panel.',
      },
    ])
  return {
    ...found,
    normalised: stood.normalised,
    // Nothing about a person may follow from simulated people.
    standing: standingOf(
      score,
      panel.panel.demonstration === undefined ? evaluation : undefined,
      stood.z,
      stood.standardError,
      stood.normalisedBy,
    ),
    percentile: percentileOf(stood.z),
    intervals: standingIntervals(stood.z, stood.standardError),
    abstained: [],
  }
}

const evidenceOf = (score: ScoreHeader): readonly Evidence[] => {
  const doi = /\b10\.\d{4,9}\/[^\s"]+[^\s".,;)]/.exec(score.citation ?? '')?.[0]
  const citations: readonly Citation[] = doi === undefined ? [] : [{ kind: 'doi', id: doi }]
  return [{ source: score.id, grade: 'not graded', rung: 'unrated', citations, release: score.id }]
}

const needOf = (score: ScoreHeader, { code, remedy }: Abstained): Need => ({
  code,
  about: score.id,
  test: remedy,
  missing: [],
  wouldDecide: [score.trait ?? score.id],
})

/** Whether a score holds anything that small variants can answer. */
const canBeScored = (score: Score): boolean =>
  score.rows.some((r) => r.pos !== undefined || r.parts !== undefined || r.effect.kind === 'apoe')

/**
 * Each score as an assessment. `finding`: a standing. `indeterminate`: a sum without a standing, with what would give one. `notApplicable`: a score of typed alleles only, or one that was not
 * evaluated in people like this person. `negative` is never said: an average score excludes nothing.
 */
export const assessPolygenic = (
  read: PolygenicRead | undefined,
  scores: readonly Score[],
  standards: Standards,
): readonly Assessment<PolygenicFinding>[] => {
  const question = (about: string) => ({ module: 'polygenic', code: 'score', about })
  if (read === undefined)
    return scores.map((score) => ({
      state: 'indeterminate',
      question: question(score.id),
      needs: [
        {
          code: 'genome-not-read',
          about: score.id,
          test: 'A genome: gVCF, VCF with callable regions, or array data',
          missing: ['genome'],
          wouldDecide: [score.trait ?? score.id],
        },
      ],
      basis: [{ kind: 'absent', what: 'genome' }],
    }))
  const dosages = read.panelSites === undefined ? undefined : panelDosages(read.panelSites)
  const place = standards.panel === undefined || dosages === undefined ? undefined : placeOn(standards.panel, dosages)
  return read.scores.map(({ score, scored }): Assessment<PolygenicFinding> => {
    const asked = question(score.id)
    const finding = polygenicFinding(score, scored, place, standards)
    if (!canBeScored(score))
      return { state: 'notApplicable', question: asked, finding, because: 'score-of-typed-alleles-only' }
    if (finding.abstained.some((a) => a.code === 'not-evaluated-in-like-ancestry'))
      return { state: 'notApplicable', question: asked, finding, because: 'not-evaluated-in-like-ancestry' }
    if (finding.standing === undefined)
      return {
        state: 'indeterminate',
        question: asked,
        finding,
        needs: finding.abstained.map((a) => needOf(score, a)),
        basis: [],
      }
    return { state: 'finding', question: asked, finding, evidence: evidenceOf(score), basis: finding.standing.basis }
  })
}
