import { assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../shared/instant.ts'
import { usualLimits } from './abstain.ts'
import { panelAsScore, panelBytes, preparePanel, readPanel } from './ancestry/index.ts'
import { drawn, normal, seeded, simulatedPanel } from './ancestry/simulated-people.fixture.ts'
import { polygenic, polygenicKnowledge, readEvaluations } from './index.ts'
import {
  type PolygenicFinding,
  type RowReason,
  rowReasons,
  type Score,
  type ScoredPerson,
  type ScoreEvaluation,
} from './model.ts'

const at = '2026-11-23T00:00:00Z' as Instant
const { panel: simulated, frequencies } = simulatedPanel({
  groups: ['A', 'B', 'C'],
  each: 80,
  sites: 1200,
  drift: 0.08,
  seed: 8,
})
// As if it were of real people: what a demonstration leaves out has a test of its own.
const { demonstration: _, ...panel } = simulated
const random = seeded(15)
const inPanelRows = 300

/** A score at the first sites of the panel; every second row names REF. */
const score: Score = {
  id: 'TEST-1',
  trait: 'a simulated trait',
  traitIds: [],
  build: 'GRCh38',
  harmonised: false,
  header: {},
  source: 'test',
  rows: Array.from({ length: inPanelRows }, (_, i) => {
    const [ref, alt] = [panel.sites.refs[i] as string, panel.sites.alts[i] as string]
    return {
      line: i + 2,
      chrom: 'chr1',
      pos: panel.sites.pos[i] as number,
      effectAllele: i % 2 === 0 ? alt : ref,
      otherAlleles: [i % 2 === 0 ? ref : alt],
      effect: { kind: 'additive' as const, weight: normal(random) },
    }
  }),
}

const weightOf = (of: Score, row: number): number => {
  const effect = of.rows[row]?.effect
  return effect?.kind === 'additive' ? effect.weight : Number.NaN
}

/** What the scoring room gives of a person with these copies of ALT (NaN: absent). */
const scoredAs = (of: Score, copies: (row: number) => number): ScoredPerson => {
  const n = of.rows.length
  const dosages = Float64Array.from(of.rows, (row, r) => {
    const alt = copies(r)
    return row.effectAllele === panel.sites.alts[r % panel.sites.alts.length] ? alt : 2 - alt
  })
  const contributions = dosages.map((d, r) => d * weightOf(of, r))
  const code = (reason: RowReason): number => rowReasons.indexOf(reason)
  const matched = dosages.filter((d) => !Number.isNaN(d)).length
  const sum = contributions.reduce((a, c) => a + (Number.isNaN(c) ? 0 : c), 0)
  return {
    score: of.id,
    sum,
    average: sum / (2 * matched),
    denominator: 2 * matched,
    matched,
    total: n,
    standardError: 0,
    imputed: 0,
    strands: 2 * matched,
    namedAlleles: 0,
    reasons: { called: matched, absent: n - matched },
    rows: {
      reasons: Uint8Array.from(dosages, (d) => code(Number.isNaN(d) ? 'absent' : 'called')),
      dosages,
      contributions,
    },
  }
}

const panelScore = panelAsScore(panel)

const usual = polygenicKnowledge({ scores: [score], panel })

const assessed = (
  copies: Uint8Array,
  given: {
    readonly missing?: (row: number) => boolean
    readonly evaluations?: readonly ScoreEvaluation[]
    readonly of?: Score
  } = {},
) => {
  const { evaluations } = given
  const knowledge = evaluations === undefined ? usual : polygenicKnowledge({ scores: [score], panel, evaluations })
  const read = {
    scores: [
      {
        score: given.of ?? score,
        scored: scoredAs(given.of ?? score, (r) => (given.missing?.(r) ? Number.NaN : (copies[r] as number))),
      },
    ],
    panelSites: scoredAs(panelScore, (r) => copies[r] as number),
  }
  const module = polygenic(knowledge, read)
  const found = module.assess(read, at)[0]
  if (found === undefined) throw new Error('Nothing was assessed.')
  return { found, finding: found.state === 'notApplicable' || found.finding === undefined ? undefined : found.finding }
}

const of = (group: string): Float64Array => frequencies.get(group) ?? new Float64Array(0)
const standingOf = (finding: PolygenicFinding | undefined) => {
  if (finding?.standing === undefined) throw new Error(JSON.stringify(finding?.abstained))
  return finding.standing
}

describe('the standing of a person', () => {
  test('is standard normal among people of every population, whatever the population’s own mean', () => {
    const drawnRandom = seeded(77)
    for (const group of ['A', 'B', 'C']) {
      const z = Array.from({ length: 100 }, () => standingOf(assessed(drawn(of(group), drawnRandom)).finding).z)
      const mean = z.reduce((a, b) => a + b, 0) / z.length
      const spread = Math.sqrt(z.reduce((a, b) => a + (b - mean) ** 2, 0) / z.length)
      expect(Math.abs(mean)).toBeLessThan(0.35)
      expect(Math.abs(spread - 1)).toBeLessThan(0.2)
    }
  })

  test('has no error when every row was read, and equals Z_norm2', () => {
    const finding = assessed(drawn(of('A'), random)).finding
    expect(standingOf(finding).standardError).toBe(0)
    expect(standingOf(finding).z).toBeCloseTo(finding?.normalised?.zNorm2 ?? Number.NaN, 9)
    expect(finding?.intervals.every((i) => i.z[0] === i.z[1])).toBe(true)
  })

  test('with rows missing, the whole score lies within the 95 % interval as often as it says', () => {
    const drawnRandom = seeded(123)
    let inside = 0
    let tighter = 0
    const people = 200
    for (let i = 0; i < people; i++) {
      const copies = drawn(of('B'), drawnRandom)
      const whole = standingOf(assessed(copies).finding).z
      const partial = assessed(copies, { missing: (r) => r % 6 === 0 }).finding
      const [eighty, ninetyFive] = partial?.intervals ?? []
      if (ninetyFive !== undefined && whole >= ninetyFive.z[0] && whole <= ninetyFive.z[1]) inside++
      if (eighty !== undefined && whole >= eighty.z[0] && whole <= eighty.z[1]) tighter++
    }
    expect(inside / people).toBeGreaterThan(0.91)
    expect(inside / people).toBeLessThan(0.99)
    expect(tighter / people).toBeGreaterThan(0.73)
    expect(tighter / people).toBeLessThan(0.88)
  })

  test('a row of no weight changes nothing, read or not', () => {
    assert(
      property(integer({ min: 0, max: 1e6 }), (seed) => {
        const copies = drawn(of('C'), seeded(seed))
        const plain = standingOf(assessed(copies).finding)
        const nothing = {
          ...score,
          rows: score.rows.map((row, i) =>
            i === 7 ? { ...row, effect: { kind: 'additive' as const, weight: 0 } } : row,
          ),
        }
        const without = standingOf(assessed(copies, { of: nothing, missing: (r) => r === 7 }).finding)
        const zeroed = standingOf(assessed(copies, { of: nothing }).finding)
        expect(without.z).toBeCloseTo(zeroed.z, 9)
        expect(Math.abs(plain.z)).toBeLessThan(6)
      }),
      { numRuns: 5 },
    )
  })

  test('carries what is published of the score', () => {
    const evaluation: ScoreEvaluation = {
      score: 'TEST-1',
      outcome: 'breast-cancer',
      effect: { logRatioPerSd: 0.4, kind: 'odds', adjustedFor: ['age'], source: 'invented for this test' },
      explains: 0.2,
    }
    const standing = standingOf(assessed(drawn(of('A'), random), { evaluations: [evaluation] }).finding)
    expect(standing).toMatchObject({ outcome: 'breast-cancer', explains: 0.2, effect: evaluation.effect })
  })

  test('among simulated people carries no outcome and no effect, so that no risk follows from it', () => {
    const evaluation: ScoreEvaluation = {
      score: 'TEST-1',
      outcome: 'breast-cancer',
      effect: { logRatioPerSd: 0.4, kind: 'odds', adjustedFor: [], source: 'invented for this test' },
      explains: 0.2,
    }
    const copies = drawn(of('A'), random)
    const knowledge = polygenicKnowledge({ scores: [score], panel: simulated, evaluations: [evaluation] })
    const read = {
      scores: [{ score, scored: scoredAs(score, (r) => copies[r] as number) }],
      panelSites: scoredAs(panelScore, (r) => copies[r] as number),
    }
    const [found] = polygenic(knowledge, read).assess(read, at)
    expect(found).toMatchObject({ state: 'finding', finding: { demonstration: true } })
    const standing = found?.state === 'finding' ? found.finding.standing : undefined
    expect(Object.keys(standing ?? {})).toEqual(['score', 'trait', 'z', 'standardError', 'normalisedBy', 'basis'])
  })
})

describe('no standing is given', () => {
  const codesOf = (given: ReturnType<typeof assessed>) => given.finding?.abstained.map((a) => a.code)

  test('when more than a quarter of the variance was not read; the sum stays', () => {
    const given = assessed(drawn(of('A'), random), { missing: (r) => r % 2 === 0 })
    expect(given.found.state).toBe('indeterminate')
    expect(codesOf(given)).toEqual(['score-coverage-low'])
    expect(given.finding?.scored.matched).toBe(inPanelRows / 2)
  })

  test('when the panel lacks the score', () => {
    const elsewhere: Score = { ...score, rows: score.rows.map((r) => ({ ...r, pos: (r.pos ?? 0) + 7 })) }
    const given = assessed(drawn(of('A'), random), { of: elsewhere })
    expect(codesOf(given)).toEqual(['panel-lacks-score'])
  })

  test('when panel and score are of different builds', () => {
    expect(codesOf(assessed(drawn(of('A'), random), { of: { ...score, build: 'GRCh37' } }))).toEqual([
      'panel-build-differs',
    ])
  })

  test('when it was evaluated in other people only: the question does not apply', () => {
    const { found } = assessed(drawn(of('A'), random), { evaluations: [{ score: 'TEST-1', evaluatedIn: ['B'] }] })
    expect(found).toMatchObject({ state: 'notApplicable', because: 'not-evaluated-in-like-ancestry' })
  })

  test('without a panel, and without a genome', () => {
    const bare = polygenicKnowledge({ scores: [score] })
    const scored = scoredAs(score, () => 1)
    const some = polygenic(bare, { scores: [{ score, scored }] })
    expect(some.assess(some.gather({} as never).input, at)[0]).toMatchObject({
      state: 'indeterminate',
      finding: { abstained: [{ code: 'no-panel' }] },
    })
    const none = polygenic(bare)
    expect(none.assess(undefined, at)[0]).toMatchObject({
      state: 'indeterminate',
      needs: [{ code: 'genome-not-read' }],
    })
  })
})

describe('the panel as a file', () => {
  const bytes = panelBytes(panel)

  test('comes back as it was written, and places people alike', () => {
    const again = readPanel(bytes, 'panel')
    if (!again.ok) throw new Error(JSON.stringify(again.problems))
    expect(again.value.people).toEqual(panel.people)
    expect(again.value.sites).toEqual(panel.sites)
    expect(again.value.genotypes).toEqual(panel.genotypes)
    expect(panelBytes(again.value)).toEqual(bytes)
    expect(preparePanel(again.value).shapes.map((s) => s.group)).toEqual(['A', 'B', 'C'])
  })

  test('is refused when any of it is cut off or the head is damaged, and never crashes', () => {
    assert(
      property(integer({ min: 0, max: bytes.length - 1 }), integer({ min: 1, max: 255 }), (at, change) => {
        expect(readPanel(bytes.subarray(0, at), 'panel').ok).toBe(false)
        const damaged = bytes.slice()
        damaged[at] = (damaged[at] as number) ^ change
        const read = readPanel(damaged, 'panel')
        if (!read.ok) expect(read.problems[0]?.code).toMatch(/^panel-/)
      }),
      { numRuns: 60 },
    )
    expect(readPanel(new TextEncoder().encode('##fileformat=VCFv4.2\n'), 'x').problems[0]?.code).toBe('panel-not-one')
  })
})

test('evaluations are read, and what is wrong with them is told by its place', () => {
  expect(readEvaluations('[{"score":"X","evaluatedIn":["EUR"]}]', 'e').ok).toBe(true)
  const wrong = readEvaluations('[{"score":"X","explains":3},{"outcome":"gout"}]', 'e')
  expect(wrong.problems.map((p) => p.at.path)).toEqual(['0.explains', '1.score', '1.outcome'])
  expect(readEvaluations('[{"score":"X"},{"score":"X"}]', 'e').problems.map((p) => p.code)).toEqual([
    'evaluations-twice',
  ])
  expect(usualLimits.scoreShare).toBe(0.75)
})
