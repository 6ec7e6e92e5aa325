import {
  bloodPressure,
  body,
  condition,
  type Json,
  measured,
  medicine,
  noFamilyHistory,
  noKnownAllergies,
  procedure,
  record,
  relative,
  reported,
  smoking,
} from './fhir-record.ts'

/** A demonstration person of early detection: a record alone. `given`: what a record has no place for, as `attune risk --given` takes it. */
export type EarlyPerson = {
  readonly slug: string
  readonly story: string
  readonly expect: string
  readonly record: Json
  readonly given?: string
}

const white = ['2106-3', 'White'] as const
const vital = 'vital-signs' as const

export const earlyPeople: readonly EarlyPerson[] = [
  {
    slug: 'everything-recorded',
    story: 'Everything the models of heart, kidney, liver, diabetes and breast ask for stands in the record.',
    expect:
      'Every model that fits prints a figure. Blood pressure, cholesterol, diabetes and age are those of the published test case pce-068, so the pooled cohort equations must say 2.2 %. What only she can tell (menarche, first birth, biopsies, drinks, exercise) is in given.txt. Screening was done on time: mammography in 2025, HPV test in 2023, colonoscopy in 2021.',
    given:
      'ageAtMenarche=13,ageAtFirstBirth=27,nulliparous=no,breastBiopsies=0,alcoholDrinksPerWeek=2,physicallyActive=yes,activeHalfHourDaily=yes,fruitOrVegetablesDaily=yes,socialDeprivationDecile=4,coronaryCalcium=12,chestRadiotherapy=no,highRiskBreastGene=no',
    record: record(
      'everything-recorded',
      {
        given: 'Helen',
        family: 'Novak',
        gender: 'female',
        born: '1971-05-14',
        mrn: '7011',
        race: white,
        country: 'US',
      },
      [
        condition('E11.9', 'Type 2 diabetes mellitus', '2020-09-03'),
        condition('E78.00', 'Pure hypercholesterolemia', '2026-10-30'),
        medicine({
          text: 'Metformin 500 mg tablet',
          rxnorm: ['6809', 'metformin'],
          since: '2020-09-20',
          sig: '500 mg twice a day',
          mg: 500,
          perDay: 2,
        }),
        noKnownAllergies('2026-10-30'),
        relative('MTH', 'mother', [['C50.919', 'Breast cancer', 61]], 82),
        relative('FTH', 'father', [['I21.9', 'Myocardial infarction', 58]], 83),
        relative('SIS', 'sister', [], 51),
        ...body(70, 166, '2026-10-30'),
        bloodPressure(98, 64, '2026-10-30'),
        measured('8280-0', 'Waist circumference', 84, 'cm', '2026-10-30', vital),
        measured('8867-4', 'Heart rate', 66, '/min', '2026-10-30', vital),
        measured('2093-3', 'Cholesterol in serum or plasma', 298, 'mg/dL', '2026-10-30'),
        measured('2085-9', 'HDL cholesterol', 90, 'mg/dL', '2026-10-30'),
        measured('2571-8', 'Triglycerides', 110, 'mg/dL', '2026-10-30'),
        measured('4548-4', 'Hemoglobin A1c', 6.9, '%', '2026-10-30'),
        measured('1558-6', 'Fasting glucose', 128, 'mg/dL', '2026-10-30'),
        measured('2160-0', 'Creatinine in serum or plasma', 0.8, 'mg/dL', '2026-10-30'),
        measured(
          '98979-8',
          'Estimated glomerular filtration rate (CKD-EPI 2021)',
          87,
          'mL/min/{1.73_m2}',
          '2026-10-30',
        ),
        measured('33863-2', 'Cystatin C', 0.85, 'mg/L', '2026-10-30'),
        measured('9318-7', 'Albumin to creatinine ratio in urine', 12, 'mg/g', '2026-10-30'),
        measured('1920-8', 'Aspartate aminotransferase', 24, 'U/L', '2026-10-30'),
        measured('1742-6', 'Alanine aminotransferase', 28, 'U/L', '2026-10-30'),
        measured('6768-6', 'Alkaline phosphatase', 72, 'U/L', '2026-10-30'),
        measured('777-3', 'Platelets in blood', 248, '10*3/uL', '2026-10-30'),
        measured('6690-2', 'White cells in blood', 6.1, '10*3/uL', '2026-10-30'),
        measured('736-9', 'Lymphocytes, share of white cells', 31, '%', '2026-10-30'),
        measured('787-2', 'Mean corpuscular volume', 90, 'fL', '2026-10-30'),
        measured('788-0', 'Red cell distribution width', 13.1, '%', '2026-10-30'),
        measured('1751-7', 'Albumin in serum or plasma', 4.3, 'g/dL', '2026-10-30'),
        measured('1975-2', 'Bilirubin, total', 0.6, 'mg/dL', '2026-10-30'),
        measured('2951-2', 'Sodium in serum or plasma', 140, 'mmol/L', '2026-10-30'),
        measured('6301-6', 'INR', 1, '1', '2026-10-30'),
        measured('30522-7', 'C-reactive protein, high sensitivity', 1.4, 'mg/L', '2026-10-30'),
        smoking('Never smoker', '2026-10-30'),
        procedure('Screening mammography, bilateral', '2025-09-08'),
        procedure('Colonoscopy, screening', '2021-03-16'),
        reported('21440-3', 'HPV high-risk DNA in cervix', 'Negative', '2023-02-07'),
        reported('13955-0', 'Hepatitis C virus antibody', 'Negative', '2019-04-02'),
        reported('75622-1', 'HIV 1 and 2 antigen and antibody', 'Negative', '2019-04-02'),
      ],
    ),
  },
  {
    slug: 'diabetes-and-kidneys',
    story: 'Diabetes, albumin in the urine and a filtration rate of 45: heart, kidneys and what to do about both.',
    expect:
      'His inputs are those of the published test case prevent-145: PREVENT, with HbA1c and urine albumin, must say 26.0 % for cardiovascular disease within 10 years. Kidney failure within two and five years stands beside it. No statin is recorded.',
    record: record(
      'diabetes-and-kidneys',
      {
        given: 'Martin',
        family: 'Osei',
        gender: 'male',
        born: '1968-02-09',
        mrn: '7022',
        country: 'US',
      },
      [
        condition('E11.22', 'Type 2 diabetes mellitus with diabetic chronic kidney disease', '2012-05-20'),
        condition('N18.31', 'Chronic kidney disease, stage 3a', '2023-11-14'),
        medicine({
          text: 'Metformin 500 mg tablet',
          rxnorm: ['6809', 'metformin'],
          since: '2012-06-01',
          sig: '500 mg twice a day',
          mg: 500,
          perDay: 2,
        }),
        noKnownAllergies('2026-10-12'),
        bloodPressure(107, 68, '2026-10-12'),
        measured('39156-5', 'Body mass index', 19.8, 'kg/m2', '2026-10-12', vital),
        measured('2093-3', 'Cholesterol in serum or plasma', 194, 'mg/dL', '2026-10-12'),
        measured('2085-9', 'HDL cholesterol', 28, 'mg/dL', '2026-10-12'),
        measured('4548-4', 'Hemoglobin A1c', 9.6, '%', '2026-10-12'),
        measured(
          '98979-8',
          'Estimated glomerular filtration rate (CKD-EPI 2021)',
          45,
          'mL/min/{1.73_m2}',
          '2026-10-12',
        ),
        measured('9318-7', 'Albumin to creatinine ratio in urine', 197.4, 'mg/g', '2026-10-12'),
        smoking('Never smoker', '2026-10-12'),
      ],
    ),
  },
  {
    slug: 'half-recorded',
    story: 'Half of the inputs: one is three years old, and a cholesterol of 5.2 mg/dL cannot be what it says.',
    expect:
      'No single figure where an input is open, but bounds, and the measurement that would narrow them most. The cholesterol is asked about, not used and not converted; the filtration rate of 2023 counts as unknown. Behind it stands the published test case prevent-001, whose 14.7 % must lie within the bounds of PREVENT.',
    record: record(
      'half-recorded',
      { given: 'Maria', family: 'Sandoval', gender: 'female', born: '1976-07-03', mrn: '7033', country: 'US' },
      [
        condition('E11.9', 'Type 2 diabetes mellitus', '2018-03-11'),
        condition('I10', 'Hypertension', '2015-08-27'),
        medicine({ text: 'Ramipril 5 mg capsule', since: '2015-09-02', sig: '5 mg once a day', mg: 5, perDay: 1 }),
        measured('29463-7', 'Body weight', 89.6, 'kg', '2026-09-21', vital),
        bloodPressure(160, 92, '2026-09-21'),
        measured('2093-3', 'Cholesterol in serum or plasma', 5.2, 'mg/dL', '2026-09-21'),
        measured('2085-9', 'HDL cholesterol', 45, 'mg/dL', '2026-09-21'),
        measured(
          '98979-8',
          'Estimated glomerular filtration rate (CKD-EPI 2021)',
          90,
          'mL/min/{1.73_m2}',
          '2023-04-18',
        ),
        relative('SIS', 'sister', [], 47),
      ],
    ),
  },
  {
    slug: 'hardly-anything',
    story: 'A name, a sex and a birth date: no risk is printed from a guess.',
    expect:
      'No figure and no bounds that mean something: each model says what it lacks. Nothing is taken as normal because it is missing. What screening asks of a woman of her age is listed, and that nothing is known to have been done.',
    record: record(
      'hardly-anything',
      { given: 'Ines', family: 'Duarte', gender: 'female', born: '1974-12-02', mrn: '7044' },
      [],
    ),
  },
  {
    slug: 'smoker-lung',
    story: 'Thirty-four years of thirty cigarettes a day: two ways to decide about screening the lungs.',
    expect:
      'With 51 pack-years low-dose CT is due by age and pack-years. What only he can tell is in given.txt and makes him the published test case plco-029: PLCOm2012 then says 2.7 % for lung cancer within six years, and both ways stand side by side.',
    given: 'education=post-high-school-training,cigarettesPerDay=30,yearsSmoked=34',
    record: record(
      'smoker-lung',
      {
        given: 'Raymond',
        family: 'Clark',
        gender: 'male',
        born: '1965-04-21',
        mrn: '7055',
        race: ['1002-5', 'American Indian or Alaska Native'],
        country: 'US',
      },
      [
        condition('F17.210', 'Nicotine dependence, cigarettes', '2009-01-15'),
        noFamilyHistory('2026-09-02'),
        noKnownAllergies('2026-09-02'),
        measured('39156-5', 'Body mass index', 26.1, 'kg/m2', '2026-09-02', vital),
        bloodPressure(132, 80, '2026-09-02'),
        smoking('Current every day smoker', '2026-09-02'),
        measured('8664-5', 'Cigarettes smoked, total (pack-years)', 51, '1', '2026-09-02'),
        procedure('Colonoscopy, screening', '2012-06-05'),
      ],
    ),
  },
]
