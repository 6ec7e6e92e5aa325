/** Findings by the points each gives in the assessment of 2005. */
const findings = {
  1: [
    'minorSurgery',
    'majorSurgeryWithinMonth',
    'varicoseVeins',
    'inflammatoryBowelDisease',
    'swollenLegs',
    'acuteMyocardialInfarction',
    'heartFailureWithinMonth',
    'sepsisWithinMonth',
    'pneumoniaOrLungDiseaseWithinMonth',
    'copd',
    'bedRest',
    'hormones',
    'pregnantOrPostpartum',
    'pregnancyLoss',
  ],
  2: [
    'arthroscopicSurgery',
    'malignancy',
    'majorSurgery',
    'laparoscopicSurgery',
    'bedOver72Hours',
    'plasterCast',
    'centralVenousAccess',
  ],
  3: [
    'priorThrombosis',
    'familyThrombosis',
    'factorVLeiden',
    'prothrombin20210A',
    'homocysteine',
    'lupusAnticoagulant',
    'anticardiolipin',
    'heparinThrombocytopenia',
    'otherThrombophilia',
  ],
  5: ['arthroplasty', 'hipPelvisOrLegFracture', 'strokeWithinMonth', 'multipleTrauma', 'spinalCordInjury'],
} as const

export type CapriniFinding = (typeof findings)[keyof typeof findings][number]

const points: ReadonlyMap<CapriniFinding, number> = new Map(
  Object.entries(findings).flatMap(([value, names]) => names.map((name) => [name, Number(value)] as const)),
)

/** Points of the assessment of thrombosis; body mass index in kg/m2. @source Caprini 2005, doi 10.1016/j.disamonth.2005.02.003; points read in a reprint (doi 10.1186/s41199-016-0014-9, table 2) */
export const caprini2005 = (age: number, bmi: number, present: ReadonlySet<CapriniFinding>): number => {
  let sum = (age >= 75 ? 3 : age >= 61 ? 2 : age >= 41 ? 1 : 0) + (bmi > 25 ? 1 : 0)
  for (const finding of present) sum += points.get(finding) ?? 0
  return sum
}
