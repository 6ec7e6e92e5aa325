import type { Assessment } from '../shared/assessment.ts'
import {
  type AncestryPlace,
  limits,
  type PolygenicFinding,
  rowReasons,
  type Score,
  type ScoredPerson,
} from '../clinical/polygenic/index.ts'
import { printTable } from './present.ts'

/** One person with each score, as the commands print it. */
export type PersonScores = {
  readonly source: string
  readonly sample: string
  readonly build: string
  readonly missingAsReference: boolean
  readonly place?: AncestryPlace
  readonly panel?: { readonly name: string; readonly demonstration: boolean }
  readonly assessments: readonly Assessment<PolygenicFinding>[]
}

const round = (value: number, digits: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '')

/** Percentiles never read 0 or 100: nobody is below or above everybody. */
const percentileText = (p: number): string => (p < 1 ? '<1' : p > 99 ? '>99' : p.toFixed(0))

const cellsOf = (finding: PolygenicFinding): readonly string[] => {
  const { score, scored, standing, percentile, intervals } = finding
  const wide = intervals.find((i) => i.level === 0.95)
  const share = finding.normalised?.varianceShare ?? scored.varianceShare
  return [
    score.id,
    score.trait ?? score.name ?? '',
    `${scored.matched}/${scored.total}`,
    share === undefined ? 'not known' : `${Math.floor(100 * share)} %`,
    Number(scored.sum.toPrecision(8)).toString(),
    standing === undefined ? '–' : round(standing.z, 2),
    percentile === undefined || wide === undefined
      ? 'not given'
      : standing?.standardError === 0
        ? percentileText(percentile)
        : `${percentileText(percentile)} (95 %: ${percentileText(wide.percentile[0])} to ${percentileText(wide.percentile[1])})`,
  ]
}

const findingOf = (a: Assessment<PolygenicFinding>): PolygenicFinding | undefined => a.finding

const reasonsText = ({ reasons, total }: ScoredPerson): string =>
  rowReasons
    .flatMap((r) => (reasons[r] === undefined ? [] : [`${r} ${reasons[r]}`]))
    .join(', ')
    .concat(` of ${total}`)

/** One person's scores as a table, with why a standing is not given, what became of the rows, and what a score is not. */
export const printPerson = (person: PersonScores): void => {
  const out = (line: string): boolean => process.stdout.write(`${line}\n`)
  out(`${person.sample} (${person.source}, ${person.build})`)
  if (person.missingAsReference) out('Absent positions were taken as reference, as you stated.')
  if (person.panel?.demonstration === true)
    out(`The panel ${person.panel.name} is simulated: its standings are a demonstration and of nobody.`)
  const found = person.assessments.flatMap((a) => findingOf(a) ?? [])
  out('')
  printTable(['score', 'trait', 'rows', 'variance', 'sum', 'Z', 'percentile'], found.map(cellsOf))
  out('')
  for (const { score, abstained, scored } of found) {
    for (const { because, remedy } of abstained) out(`${score.id}: no standing. ${because} ${remedy}`)
    out(`${score.id}: rows ${reasonsText(scored)}`)
  }
  const { place } = person
  if (place !== undefined)
    out(
      `Ancestry: ${place.sitesRead} of ${place.sites} sites of ${place.panel} read; most like ${place.mostSimilar}; ${place.coordinates.map((c, i) => `PC${i + 1} ${round(c, 2)}`).join(', ')}.`,
    )
  out(limits[0] ?? '')
  out('')
}

/** One JSON value a score. */
export const scoreLines = (person: PersonScores): readonly unknown[] =>
  person.assessments.map((a) => ({
    source: person.source,
    sample: person.sample,
    build: person.build,
    missingAsReference: person.missingAsReference,
    ...(person.panel === undefined ? {} : { panel: person.panel }),
    state: a.state,
    ...('because' in a ? { because: a.because } : {}),
    ...a.finding,
  }))

const logColumns = [
  'sample',
  'score',
  'line',
  'id',
  'chrom',
  'pos',
  'effect_allele',
  'other_alleles',
  'effect',
  'reason',
  'dosage',
  'contribution',
]

export const logHead = `${logColumns.join('\t')}\n`

/** Every row of a score with what became of it, as lines of a table. */
export const logLines = (sample: string, score: Score, { rows }: ScoredPerson): string =>
  rows === undefined
    ? ''
    : score.rows
        .map((row, r) => {
          const number = (value: number | undefined): string =>
            value === undefined || Number.isNaN(value) ? '' : String(value)
          return [
            sample,
            score.id,
            row.line,
            row.id ?? '',
            row.chrom ?? '',
            row.pos ?? '',
            row.effectAllele,
            row.otherAlleles.join('/'),
            row.effect.kind,
            rowReasons[rows.reasons[r] as number] ?? '',
            number(rows.dosages[r]),
            number(rows.contributions[r]),
          ].join('\t')
        })
        .join('\n')
        .concat('\n')
