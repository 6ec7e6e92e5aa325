/**
 * Referral criteria as published, in own words and figures. `unverified`: not held against the publication itself; `heldAgainst`: a later publication or
 * reproduction whose table says the same. MSS3 and the extended Claus formula are not here: their tables are not ours to ship.
 */
export const criteria = {
  fhs7: {
    title: 'FHS-7',
    about: 'hereditary-breast-ovarian',
    source: { kind: 'doi', id: '10.1186/1471-2407-9-283', year: 2009 },
    unverified: true,
    referAt: 1,
    earlyBreastBefore: 50,
    severalRelatives: 2,
  },
  rst: {
    title: 'Referral Screening Tool',
    about: 'hereditary-breast-ovarian',
    source: { kind: 'pmid', id: '19752737', year: 2009 },
    unverified: true,
    referAt: 2,
    earlyBreastUpTo: 50,
    lateBreastSameSide: 2,
  },
  pat: {
    title: 'Pedigree Assessment Tool',
    about: 'hereditary-breast-ovarian',
    source: { kind: 'pmid', id: '16967460', year: 2006 },
    heldAgainst: 'points and degrees in a published summary of the study (Evidence Central POEM 426164)',
    referAt: 8,
    breast: { before: 50, early: 4, late: 3 },
    ovarian: 5,
    maleBreast: 8,
    ashkenazi: 4,
  },
  fhat: {
    title: 'Ontario Family History Assessment Tool',
    about: 'hereditary-breast-ovarian',
    source: { kind: 'pmid', id: '11076055', year: 2000 },
    unverified: true,
    heldAgainst: 'table of the tool in the USPSTF statement on BRCA-related cancer, as reproduced',
    referAt: 10,
    breastAndOvarian: { mother: 10, sibling: 7, further: 5 },
    breast: { parent: 4, sibling: 3, further: 2, maleAdds: 2 },
    breastOnset: [
      { from: 20, to: 29, points: 6 },
      { from: 30, to: 39, points: 4 },
      { from: 40, to: 49, points: 2 },
    ],
    premenopausal: 2,
    bilateral: 3,
    ovarian: { mother: 7, sibling: 4, further: 3 },
    ovarianOnset: [
      { from: 0, to: 39, points: 6 },
      { from: 40, to: 60, points: 4 },
      { from: 61, to: 130, points: 2 },
    ],
    prostateOnset: { before: 50, points: 1 },
    colonOnset: { before: 50, points: 1 },
  },
  manchester: {
    title: 'Manchester scoring system (2004)',
    about: 'hereditary-breast-ovarian',
    source: { kind: 'guideline', id: 'J Med Genet 2004;41:474', year: 2004 },
    heldAgainst: 'points by cancer and age in table 1 of PMC7575602 (2020, the same group); thresholds unverified',
    unverified: true,
    singleGeneAt: 10,
    combinedAt: 15,
    combinedHigherAt: 20,
    femaleBreast: [
      { from: 0, to: 29, points: [6, 5] },
      { from: 30, to: 39, points: [4, 4] },
      { from: 40, to: 49, points: [3, 3] },
      { from: 50, to: 59, points: [2, 2] },
      { from: 60, to: 130, points: [1, 1] },
    ],
    maleBreast: [
      { from: 0, to: 59, points: [5, 8] },
      { from: 60, to: 130, points: [5, 5] },
    ],
    ovarian: [
      { from: 0, to: 59, points: [8, 5] },
      { from: 60, to: 130, points: [5, 5] },
    ],
    pancreatic: [{ from: 0, to: 130, points: [0, 1] }],
    prostate: [
      { from: 0, to: 59, points: [0, 2] },
      { from: 60, to: 130, points: [0, 1] },
    ],
  },
  amsterdam: {
    title: 'Amsterdam II',
    about: 'lynch',
    source: { kind: 'guideline', id: 'Gastroenterology 1999;116:1453', year: 1999 },
    heldAgainst: 'table 1 of 10.4251/wjgo.v1.i1.12',
    relatives: 3,
    generations: 2,
    before: 50,
    cancers: ['colorectal-cancer', 'endometrial-cancer', 'small-bowel-cancer', 'urinary-tract-cancer'],
  },
  bethesda: {
    title: 'Revised Bethesda guidelines',
    about: 'lynch',
    source: { kind: 'guideline', id: 'J Natl Cancer Inst 2004;96:261', year: 2004 },
    heldAgainst: 'table 1 of 10.1186/1897-4287-11-9',
    before: 50,
    msiBefore: 60,
    relatives: 2,
    cancers: [
      'colorectal-cancer',
      'endometrial-cancer',
      'gastric-cancer',
      'ovarian-cancer',
      'pancreatic-cancer',
      'urinary-tract-cancer',
      'biliary-cancer',
      'brain-cancer',
      'small-bowel-cancer',
      'sebaceous-tumour',
    ],
  },
  dutchLipid: {
    title: 'Dutch Lipid Clinic Network',
    about: 'familial-hypercholesterolaemia',
    source: { kind: 'doi', id: '10.1093/eurheartj/eht273', year: 2013 },
    heldAgainst: 'table 1 of PMC3844152 (the same publication)',
    premature: { male: 55, female: 60 },
    family: { heartDisease: 1, raisedLdl: 1, xanthomaOrArcus: 2, childRaisedLdl: 2 },
    history: { heartDisease: 2, otherVascular: 1 },
    signs: { xanthoma: 6, arcus: 4 },
    ldl: [
      { from: 8.5, points: 8 },
      { from: 6.5, points: 5 },
      { from: 5, points: 3 },
      { from: 4, points: 1 },
    ],
    gene: 8,
    possible: 3,
    probable: 6,
    definite: 9,
  },
} as const

export const criteriaTableFiles = (): readonly {
  readonly file: string
  readonly text: string
  readonly what: string
}[] => [
  {
    file: 'criteria.json',
    text: `${JSON.stringify(criteria, null, 1)}\n`,
    what: 'published referral criteria: points, ages and thresholds, each with its source',
  },
]
