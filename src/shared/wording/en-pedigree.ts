import { type Audience, type ForBoth } from './catalogue.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })
const same = (words: string): ForBoth => ({ clinician: words, patient: words })

/** Diseases of relatives: `full` inside a sentence, `short` under a symbol of the pedigree. */
export const familyDiseaseNames = {
  'breast-cancer': { full: same('breast cancer'), short: 'breast' },
  'contralateral-breast-cancer': {
    full: both('contralateral breast cancer', 'cancer in the other breast'),
    short: 'other breast',
  },
  'ductal-carcinoma-in-situ': {
    full: both('ductal carcinoma in situ', 'an early form of breast cancer (DCIS)'),
    short: 'DCIS',
  },
  'ovarian-cancer': { full: same('ovarian cancer'), short: 'ovary' },
  'prostate-cancer': { full: same('prostate cancer'), short: 'prostate' },
  'pancreatic-cancer': { full: both('pancreatic cancer', 'cancer of the pancreas'), short: 'pancreas' },
  'colorectal-cancer': { full: both('colorectal cancer', 'bowel cancer'), short: 'bowel' },
  'endometrial-cancer': { full: both('endometrial cancer', 'cancer of the womb'), short: 'womb' },
  'gastric-cancer': { full: both('gastric cancer', 'stomach cancer'), short: 'stomach' },
  'small-bowel-cancer': { full: same('small bowel cancer'), short: 'small bowel' },
  'urinary-tract-cancer': {
    full: both('cancer of the ureter or renal pelvis', 'cancer of the tubes below the kidney'),
    short: 'ureter',
  },
  'biliary-cancer': { full: both('biliary cancer', 'bile duct cancer'), short: 'bile duct' },
  'brain-cancer': { full: both('brain cancer', 'a brain tumour'), short: 'brain' },
  'sebaceous-tumour': { full: both('sebaceous tumour', 'a tumour of a skin gland'), short: 'skin gland' },
  melanoma: { full: both('melanoma', 'a skin cancer called melanoma'), short: 'melanoma' },
  'lung-cancer': { full: same('lung cancer'), short: 'lung' },
  'coronary-heart-disease': { full: both('coronary heart disease', 'heart disease'), short: 'heart' },
  stroke: { full: both('stroke', 'a stroke'), short: 'stroke' },
  'type-2-diabetes': { full: same('type 2 diabetes'), short: 'diabetes 2' },
  'familial-hypercholesterolaemia': {
    full: both('familial hypercholesterolaemia', 'inherited high cholesterol'),
    short: 'FH',
  },
} as const satisfies Readonly<Record<string, { readonly full: ForBoth; readonly short: string }>>

/** What a family may point to. */
export const suspicionNames = {
  'hereditary-breast-ovarian': both(
    'hereditary breast and ovarian cancer',
    'breast or ovarian cancer that runs in families',
  ),
  lynch: both('Lynch syndrome', 'bowel cancer that runs in families'),
  'familial-hypercholesterolaemia': both('familial hypercholesterolaemia', 'high cholesterol that runs in families'),
} as const satisfies Readonly<Record<string, ForBoth>>

/** What the criteria say together, before anything else. */
export const familyVerdict = {
  met: both(
    'Refer to genetics: criteria for {about} are met.',
    'Your family shows signs of {about}. Ask if you should be seen at a genetics clinic.',
  ),
  open: both(
    'No criterion for referral is met by what is known so far.',
    'What we know so far is no reason to send you to a genetics clinic. What we do not know could change that.',
  ),
  openShort: both(
    'Not met by what is known; what is not known could change that.',
    'Not so far. What we do not know could change that.',
  ),
  noShort: both('Not met, and everybody was asked about.', 'No. All of your family was asked about.'),
  no: both('No criterion for referral is met.', 'Your family gives no reason to send you to a genetics clinic.'),
} as const satisfies Readonly<Record<string, ForBoth>>

/** What each instrument is for, in one line. */
export const instrumentPurpose = {
  fhs7: 'Seven questions about relatives; one yes is enough to refer.',
  rst: 'Ticks for early breast cancer and ovarian cancer by relative; two refer.',
  pat: 'Points for each cancer of one side of the family; from 8 refer.',
  fhat: 'Points for the cancers of all relatives; from 10 refer.',
  manchester: 'Points for each cancer of one side; they stand for the chance of a BRCA1 or BRCA2 variant.',
  amsterdam: 'Three relatives with Lynch cancers in two generations, one before 50.',
  bethesda: 'Whether a bowel tumour of the family should be tested for Lynch syndrome.',
  'dutch-lipid': 'Points for family, history, signs, LDL cholesterol and gene.',
} as const satisfies Readonly<Record<string, string>>

const rstRelatives = {
  self: 'the person',
  mother: 'mother',
  sister: 'a sister',
  daughter: 'a daughter',
  'mothers-mother': 'mother’s mother',
  'mothers-sister': 'mother’s sister',
  'fathers-mother': 'father’s mother',
  'fathers-sister': 'father’s sister',
} as const

/** Items of the instruments by their code. */
export const criterionItemNames: Readonly<Record<string, string>> = {
  'first-degree-breast-or-ovarian': 'a first-degree relative with breast or ovarian cancer',
  'bilateral-breast': 'a relative with cancer in both breasts',
  'male-breast': 'a man with breast cancer',
  'breast-and-ovarian-in-one': 'a woman with both breast and ovarian cancer',
  'early-breast': 'a woman with breast cancer before 50',
  'several-breast-or-ovarian': 'two or more relatives with breast or ovarian cancer',
  'several-breast-or-bowel': 'two or more relatives with breast or bowel cancer',
  ...Object.fromEntries(
    Object.entries(rstRelatives).flatMap(([code, who]) => [
      [`early-breast-${code}`, `${who}: breast cancer up to 50`],
      [`ovarian-${code}`, `${who}: ovarian cancer`],
    ]),
  ),
  'late-breast-same-side': 'two or more breast cancers after 50 on one side of the family',
  ashkenazi: 'Ashkenazi ancestry',
  breast: 'breast cancer',
  ovarian: 'ovarian cancer',
  pancreatic: 'pancreatic cancer',
  prostate: 'prostate cancer',
  'breast-and-ovarian': 'breast and ovarian cancer in one woman',
  'breast-onset': 'age at breast cancer',
  premenopausal: 'breast cancer before the menopause',
  bilateral: 'cancer in both breasts',
  'ovarian-onset': 'age at ovarian cancer',
  'prostate-onset': 'early prostate cancer',
  'colon-onset': 'early bowel cancer',
  'three-relatives': 'three relatives with Lynch cancers, one of them close to the others, in two generations',
  'one-early': 'one of them before 50',
  'no-polyposis': 'no familial polyposis',
  early: 'bowel cancer before 50',
  'several-tumours': 'more than one Lynch cancer in one person',
  'msi-high': 'bowel cancer before 60 with high microsatellite instability',
  'first-degree-relative': 'a first-degree relative with a Lynch cancer, one of the two before 50',
  'two-relatives': 'two or more close relatives with a Lynch cancer',
  family: 'early heart disease or high LDL in first-degree relatives',
  history: 'own early heart or vessel disease',
  signs: 'tendon xanthoma or corneal arcus',
  ldl: 'untreated LDL cholesterol',
  gene: 'LDLR, APOB or PCSK9 variant',
}

/** What an instrument leaves to be confirmed. */
export const toConfirmNames: Readonly<Record<string, string>> = {
  'polyposis-excluded': 'that no familial polyposis is behind it',
  pathology: 'the cancers, from pathology reports',
}

/** Kinds of relatives a family was or was not asked about. */
export const askedKindNames = {
  parents: 'parents',
  siblings: 'brothers and sisters',
  children: 'children',
  grandparents: 'grandparents',
  'aunts-and-uncles': 'aunts and uncles',
  cousins: 'cousins',
} as const satisfies Readonly<Record<string, string>>

/** What a score asks to be measured or looked for. */
export const measurementNames: Readonly<Record<string, string>> = {
  'ldl-of-relatives': 'LDL cholesterol of parents, siblings and children',
  'xanthoma-or-arcus-of-relatives': 'tendon xanthoma or corneal arcus in relatives',
  'vascular-disease': 'disease of other arteries',
  'tendon-xanthoma': 'tendon xanthoma',
  'corneal-arcus': 'corneal arcus before 45',
  'untreated-ldl': 'LDL cholesterol without treatment',
  'ldlr-apob-pcsk9': 'test of LDLR, APOB and PCSK9',
}

/** Cancers an age is asked for that are no disease code by themselves. */
export const askedCancerNames: Readonly<Record<string, string>> = {
  '': 'the disease',
  lynch: 'cancer',
  breast: 'breast cancer',
  ovarian: 'ovarian cancer',
  pancreatic: 'pancreatic cancer',
  prostate: 'prostate cancer',
}

/** Why no future risk of a cancer is told. */
export const noFutureRiskNames = {
  'had-it': both('no first risk: the person has had it', 'You have had this cancer, so a first risk has no meaning.'),
  'organ-removed': both('the organ has been removed', 'This organ has been taken out.'),
  'treated-in-situ': both(
    'not computed after treated carcinoma in situ',
    'This cannot be worked out after treatment of an early form.',
  ),
  'age-unknown': both('the person’s age is not known', 'Your age is not known here.'),
  'outside-ages': both('outside the ages that rates are published for', 'No rates are published for your age.'),
  'no-risk-published': both('no rates are published', 'No rates are published for this.'),
} as const satisfies Readonly<Record<string, ForBoth>>

/** Why a relative of the record has no place in the pedigree. */
export const asideNames = {
  'side-not-known': 'not known whether of the mother’s or the father’s family',
  'relation-not-known': 'not known how they are related',
  'not-by-blood': 'not related by blood',
  'not-in-drawing': 'recorded elsewhere and not part of the saved drawing',
} as const satisfies Readonly<Record<string, string>>

/** What is wrong with a pedigree, told of the person it was found at. */
export const pedigreeFaults: Readonly<Record<string, (who: string) => string>> = {
  'person-without-id': () => 'Somebody has no id.',
  'duplicate-person': (who) => `${who} is in the pedigree twice.`,
  'proband-missing': () => 'The person whom the questions are about is missing.',
  'unknown-parent': (who) => `A parent of ${who} is not in the pedigree.`,
  'pedigree-too-large': () => 'The family is too large to be computed with.',
  'parent-of-other-sex': (who) => `The sex at birth of father or mother of ${who} does not fit.`,
  'one-person-both-parents': (who) => `One person is both father and mother of ${who}.`,
  'own-ancestor': (who) => `${who} would be an ancestor of themselves.`,
  'twin-alone': (who) => `${who} is marked as a twin, but the other twin is missing.`,
  'twins-of-other-parents': (who) => `${who} and the other twin do not have the same parents.`,
  'twins-contradict': (who) => `${who} and the other twin are marked both as identical and as not.`,
  'identical-twins-of-other-sex': (who) => `${who} and the identical twin have different sex at birth.`,
  'impossible-age': (who) => `An age of ${who} is not possible.`,
  'disease-after-age': (who) => `${who}: a diagnosis at a later age than the person has reached.`,
  'disease-of-other-sex': (who) => `${who}: a diagnosis that does not fit the sex at birth.`,
  'health-contradicts': (who) => `${who}: marked as “nothing known”, but has a diagnosis.`,
  'surgery-after-age': (who) => `${who}: an operation at a later age than the person has reached.`,
  'parent-not-older': (who) => `A parent of ${who} is not older than the child.`,
  'parent-very-young': (who) => `A parent of ${who} was very young at the birth.`,
  'mother-very-old': (who) => `The mother of ${who} was very old at the birth.`,
  'unknown-partner': (who) => `The partner ${who} is not in the pedigree.`,
  'partner-of-oneself': (who) => `${who} is marked as their own partner.`,
  'person-apart': (who) => `Nothing joins ${who} to the family any more.`,
  'parents-there': (who) => `Both parents of ${who} are already there.`,
  'which-partner': (who) => `${who} has more than one partner: choose whose child it is.`,
  'parents-of-one-sex': (who) => `${who} and the partner have the same sex at birth: record the child as adopted.`,
  'parent-not-named': (who) => `That parent of ${who} is not named: add the parents first.`,
  'proband-stays': (who) => `${who} is the person the questions are about and stays.`,
  'unknown-person': () => 'This person is no longer there.',
}

/** Fields of a pedigree that a file format may have no place for. */
export const lostNames: Readonly<Record<string, string>> = {
  person: 'the whole person',
  name: 'names',
  sex: 'sex at birth',
  gender: 'gender',
  father: 'a father',
  mother: 'a mother',
  age: 'ages',
  born: 'years of birth',
  dead: 'who has died',
  adopted: 'adoption',
  pregnancy: 'pregnancies',
  twins: 'twins',
  diagnoses: 'diagnoses or their details',
  healthUnknown: 'that nothing is known of somebody’s health',
  surgery: 'operations',
  tests: 'genetic tests or their details',
  ashkenazi: 'ancestry',
  notes: 'notes',
  couple: 'what is said of couples',
  asked: 'who was asked about',
  proband: 'who the proband is',
  pathology: 'pathology',
  health: 'that somebody is healthy',
}

export const surgeryNames = {
  'bilateral-mastectomy': { full: both('bilateral mastectomy', 'both breasts removed'), short: 'mastectomy' },
  'bilateral-salpingo-oophorectomy': {
    full: both('bilateral salpingo-oophorectomy', 'both ovaries removed'),
    short: 'BSO',
  },
  hysterectomy: { full: both('hysterectomy', 'womb removed'), short: 'hysterectomy' },
  colectomy: { full: both('colectomy', 'large bowel removed'), short: 'colectomy' },
} as const satisfies Readonly<Record<string, { readonly full: ForBoth; readonly short: string }>>

export const pregnancyNames = {
  ongoing: 'pregnancy',
  miscarriage: 'miscarriage',
  stillbirth: 'stillbirth',
  termination: 'termination',
  ectopic: 'ectopic pregnancy',
} as const satisfies Readonly<Record<string, string>>

/** `met`: refer; `open`: what is known does not meet it, what is not known could; `no`: everybody was asked about. */
export const criterionAnswer: Readonly<Record<'yes' | 'open' | 'no', ForBoth>> = {
  yes: both('Met', 'Yes'),
  open: both('Not met so far', 'Not so far'),
  no: both('Not met', 'No'),
}

/** The word of a disease; words of its own stay as they are. */
export const familyDiseaseText = (disease: string, audience: Audience): string =>
  (familyDiseaseNames as Readonly<Record<string, { readonly full: ForBoth }>>)[disease]?.full[audience] ?? disease
