import { compileFamily, family, type FamilyTables, familyStandings, type Pedigree } from '../clinical/family/index.ts'
import { type PolygenicFinding, limits as polygenicLimits } from '../clinical/polygenic/index.ts'
import { assessRisk, compileRisk, risk, type RiskTables } from '../clinical/risk/index.ts'
import { type BcratTable, bcratTableOf } from '../clinical/risk/integrated/index.ts'
import {
  compileScreening,
  type Given,
  screening,
  type RiskGiven,
  screeningCalendar,
  type ScreeningTables,
  withGiven,
} from '../clinical/screening/index.ts'
import { sayEarly } from '../deliver/document/index.ts'
import type { EarlyDetection } from '../deliver/report/early-detection.ts'
import type { Manifest, Release } from '../knowledge/release.ts'
import { oneEach, rankRecommendations } from '../plan/index.ts'
import type { PatientView } from '../record/index.ts'
import type { Assessment } from '../shared/assessment.ts'
import type { CarrierStanding } from '../shared/disease-risk.ts'
import type { Instant } from '../shared/instant.ts'
import type { Problem } from '../shared/problem.ts'
import { rounded } from '../shared/rounded.ts'
import { english } from '../shared/wording/en.ts'
import { breastCurve } from './breast-curve.ts'
import { integratedRisks } from './integrated-risks.ts'

/** Tables of early detection, compiled once per set of releases. */
export type EarlyTables = {
  readonly risk: RiskTables
  readonly family: FamilyTables
  readonly screening: ScreeningTables
  readonly bcrat: BcratTable | undefined
  readonly manifests: readonly Manifest[]
}

const needed = ['attune-risk', 'attune-family', 'attune-screening'] as const
const compiled = new WeakMap<readonly Release[], EarlyTables>()

/** Undefined where the releases hold no tables of early detection. */
export const earlyTablesOf = (knowledge: readonly Release[]): EarlyTables | undefined => {
  const known = compiled.get(knowledge)
  if (known !== undefined) return known
  const releases = needed.flatMap((id) => knowledge.find((r) => r.manifest.id === id) ?? [])
  if (releases.length < needed.length) return undefined
  const tables = {
    risk: compileRisk(releases),
    family: compileFamily(releases),
    screening: compileScreening(releases),
    bcrat: bcratTableOf(releases),
    manifests: releases.map((r) => r.manifest),
  }
  compiled.set(knowledge, tables)
  return tables
}

export type EarlyOptions = {
  readonly at: Instant
  /** What a pass over the genome said of each polygenic score. */
  readonly polygenic?: readonly Assessment<PolygenicFinding>[]
}

const carriersIn = (assessments: EarlyDetection['family']['assessments']): readonly CarrierStanding[] =>
  assessments.flatMap((a) => (a.state === 'finding' && a.finding.kind === 'carriers' ? a.finding.proband : []))

/** The family's own figures of what is ahead, for rules that ask for a model of the family. */
const risksOfFamily = (assessments: EarlyDetection['family']['assessments']): readonly RiskGiven[] =>
  assessments.flatMap((a) =>
    a.state === 'finding' && a.finding.kind === 'future-risks'
      ? a.finding.risks.map((risk) => ({ by: 'attune-family', risk, basis: a.basis }))
      : [],
  )

/** The questions that a tool would ask have been asked, and answered, where the family is referred for them. */
const familyRiskTool = 'screening:hereditary-breast-ovarian-cancer'
const breastOvarianReferral = 'family:hereditary-breast-ovarian'

const breastCancers: readonly unknown[] = ['breast-cancer', 'contralateral-breast-cancer', 'ductal-carcinoma-in-situ']

const hasBreastsWithoutCancer = ({ people, proband }: Pedigree): boolean => {
  const self = people.find((p) => p.id === proband)
  return (
    !(self?.surgery ?? []).some((s) => s.what === 'bilateral-mastectomy') &&
    !(self?.diagnoses ?? []).some((d) => breastCancers.includes(d.disease))
  )
}

/**
 * Early detection for one person: each field assesses by itself, and what one knows reaches the next in the shared words of risks: the family says who may carry
 * what, risks and carriers decide which screening holds. Deterministic: same view, tables and `at` give the same answer.
 */
export const earlyDetection = (
  view: PatientView,
  tables: EarlyTables,
  { at, polygenic = [] }: EarlyOptions,
): { readonly early: EarlyDetection; readonly problems: readonly Problem[] } => {
  const familyModule = family(tables.family)
  const ofFamily = familyModule.gather(view)
  const familyAssessments = familyModule.assess(ofFamily.input, at)
  const carriers = carriersIn(familyAssessments)
  const standings = familyStandings(ofFamily.input.pedigree)

  const riskModule = risk(tables.risk)
  const assessed = assessRisk(riskModule.gather(view).input, tables.risk, at)
  const breastCancerAhead = hasBreastsWithoutCancer(ofFamily.input.pedigree)
  const integrated = integratedRisks(
    {
      view,
      risks: assessed.assessments,
      inputs: assessed.inputs,
      polygenic,
      carriers,
      family: standings,
      breastCancerAhead,
    },
    tables,
  )
  const curve = breastCurve({ view, inputs: assessed.inputs, carriers, breastCancerAhead }, tables.bcrat)
  const given: Given = {
    carriers,
    family: standings,
    ...(curve === undefined ? {} : { curves: [curve] }),
    risks: assessed.assessments
      .flatMap((a) =>
        a.state === 'finding' && a.finding.kind === 'model' && a.finding.fit !== 'elsewhere'
          ? a.finding.risks.map((r) => ({
              by: a.finding.kind === 'model' ? a.finding.model.id : '',
              risk: r,
              basis: a.basis,
            }))
          : [],
      )
      .concat(risksOfFamily(familyAssessments)),
  }
  const screeningModule = screening(tables.screening)
  const planned = withGiven(screeningModule.gather(view).input, given)
  const screeningAssessments = screeningModule.assess(planned, at)
  const ofFamilyHistory = familyModule.recommend(familyAssessments, view)
  const recommendations = oneEach(
    rankRecommendations([
      ...screeningModule
        .recommend(screeningAssessments, view)
        .filter((r) => !(r.id === familyRiskTool && ofFamilyHistory.some((f) => f.id === breastOvarianReferral))),
      ...ofFamilyHistory,
      ...riskModule.recommend(assessed.assessments, view),
    ]),
  )
  return {
    problems: [...ofFamily.problems, ...assessed.problems],
    early: rounded({
      inputs: [...assessed.inputs.values()],
      risks: assessed.assessments,
      polygenic,
      family: { ...ofFamily.input, assessments: familyAssessments },
      integrated,
      screening: screeningCalendar(planned, tables.screening, at),
      recommendations: recommendations.map((r) => ({ ...r, say: sayEarly(r, english) })),
      limits: [
        { module: riskModule.title, limits: riskModule.limits },
        ...(polygenic.length === 0 ? [] : [{ module: 'Polygenic scores', limits: polygenicLimits }]),
        { module: familyModule.title, limits: familyModule.limits },
        { module: screeningModule.title, limits: screeningModule.limits },
      ],
    }),
  }
}
