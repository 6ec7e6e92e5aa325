import {
  allergy,
  body,
  condition,
  measured,
  medicine,
  noKnownAllergies,
  procedure,
  record,
  smoking,
  type Json,
} from './fhir-record.ts'

/** How a person's genome file is made: drawn from allele pairs, or copied from an open sample. `copyOf` names the sample in the reference vectors. */
export type GenomeSource =
  | {
      readonly as: 'vcf' | 'vcf.gz' | 'plain-phased' | 'gvcf'
      readonly pairs: Readonly<Record<string, readonly string[]>>
      readonly male: boolean
      readonly seed: number
      readonly sample: string
    }
  | { readonly as: 'real-vcf' | 'array'; readonly copyOf: string }

export type DemoPerson = {
  readonly slug: string
  readonly story: string
  readonly expect: string
  readonly record: Json
  readonly genome: GenomeSource
  readonly outsideCalls?: readonly string[]
}

const clopidogrel = ['309362', 'Clopidogrel 75 MG Oral Tablet'] as const
const simvastatin = ['36567', 'simvastatin'] as const
const paroxetine = ['32937', 'paroxetine'] as const
const codeine = ['2670', 'codeine'] as const

export const people: readonly DemoPerson[] = [
  {
    slug: 'stent-clopidogrel',
    story: 'A new coronary stent, a clopidogrel that cannot work, and an antidepressant that blocks a second gene.',
    expect:
      'Clopidogrel should lead: the body cannot activate it, five weeks after a stent. Codeine and metoprolol should be judged by what fluoxetine does to CYP2D6, not by the genotype alone. Atorvastatin, metformin and ramipril have no genetic reason to change. Allergy: penicillin.',
    record: record(
      'stent-clopidogrel',
      { given: 'Joan', family: 'Marsh', gender: 'female', born: '1964-05-09', mrn: '0042' },
      [
        condition('I21.4', 'Non-ST elevation myocardial infarction', '2026-10-17'),
        condition('Z95.5', 'Presence of coronary stent', '2026-10-18'),
        condition('E11.9', 'Type 2 diabetes mellitus', '2017-03-02'),
        condition('F33.1', 'Recurrent major depressive disorder, moderate', '2019-11-20'),
        condition('I10', 'Hypertension', '2014-06-11'),
        condition('M54.50', 'Low back pain', '2026-11-02'),
        procedure(
          'Percutaneous coronary intervention with drug-eluting stent, left anterior descending artery',
          '2026-10-18',
        ),
        medicine({
          text: 'Clopidogrel 75 mg tablet',
          rxnorm: clopidogrel,
          since: '2026-10-18',
          sig: '75 mg once a day',
          mg: 75,
          perDay: 1,
          reason: 'Coronary stent',
        }),
        medicine({
          text: 'Aspirin 81 mg tablet',
          rxnorm: ['1191', 'aspirin'],
          since: '2026-10-18',
          sig: '81 mg once a day',
          mg: 81,
          perDay: 1,
        }),
        medicine({
          text: 'Atorvastatin 40 mg tablet',
          rxnorm: ['83367', 'atorvastatin'],
          since: '2026-10-19',
          sig: '40 mg at night',
          mg: 40,
          perDay: 1,
        }),
        medicine({
          text: 'Metoprolol succinate 100 mg extended-release tablet',
          rxnorm: ['6918', 'metoprolol'],
          since: '2026-10-19',
          sig: '100 mg once a day',
          mg: 100,
          perDay: 1,
        }),
        medicine({
          text: 'Fluoxetine 20 mg capsule',
          rxnorm: ['4493', 'fluoxetine'],
          since: '2024-01-15',
          sig: '20 mg in the morning',
          mg: 20,
          perDay: 1,
          reason: 'Major depressive disorder',
        }),
        medicine({
          text: 'Codeine 30 mg tablet',
          rxnorm: codeine,
          since: '2026-11-02',
          sig: '30 mg up to four times a day as needed',
          mg: 30,
          asNeeded: true,
          reason: 'Back pain',
        }),
        medicine({
          text: 'Metformin 500 mg tablet',
          rxnorm: ['6809', 'metformin'],
          since: '2017-03-10',
          sig: '500 mg twice a day',
          mg: 500,
          perDay: 2,
        }),
        medicine({ text: 'Ramipril 5 mg capsule', since: '2014-06-20', sig: '5 mg once a day', mg: 5, perDay: 1 }),
        allergy('Penicillin', 'Rash', 'low', '2001-04-03'),
        ...body(74, 165, '2026-11-04'),
        measured('2160-0', 'Creatinine in serum or plasma', 0.82, 'mg/dL', '2026-11-04'),
        measured(
          '98979-8',
          'Estimated glomerular filtration rate (CKD-EPI 2021)',
          80,
          'mL/min/{1.73_m2}',
          '2026-11-04',
        ),
        measured('13457-7', 'LDL cholesterol, calculated', 92, 'mg/dL', '2026-11-04'),
        measured('4548-4', 'Hemoglobin A1c', 7.1, '%', '2026-11-04'),
        measured('777-3', 'Platelets in blood', 246, '10*3/uL', '2026-11-04'),
        smoking('Former smoker', '2026-11-04'),
      ],
    ),
    genome: {
      as: 'vcf',
      sample: 'DEMO-1',
      seed: 11,
      male: false,
      pairs: {
        CYP2C19: ['*2', '*2'],
        CYP2D6: ['*1', '*4'],
        VKORC1: ['rs9923231 reference (C)', 'rs9923231 variant (T)'],
        NAT2: ['*5', '*6'],
      },
    },
    outsideCalls: ['CYP2D6\t*1/*4'],
  },
  {
    slug: 'statin-muscle-pain',
    story: 'Muscle pain on simvastatin: a real, openly published genome joined to an invented record.',
    expect:
      'The genome is the 1000 Genomes sample NA18526. Simvastatin should lead because of SLCO1B1; the muscle pain, the raised creatine kinase and amlodipine stand beside it. Many genes are not covered by this file, and the page should say so. The record says nothing about allergies.',
    record: record(
      'statin-muscle-pain',
      { given: 'Lin', family: 'Zhao', gender: 'female', born: '1968-02-27', mrn: '1187' },
      [
        condition('E78.00', 'Pure hypercholesterolemia', '2026-05-12'),
        condition('M79.10', 'Myalgia', '2026-08-30'),
        condition('I10', 'Hypertension', '2018-09-04'),
        medicine({
          text: 'Simvastatin 40 mg tablet',
          rxnorm: simvastatin,
          since: '2026-06-02',
          sig: '40 mg in the evening',
          mg: 40,
          perDay: 1,
          reason: 'Hypercholesterolemia',
        }),
        medicine({
          text: 'Amlodipine 5 mg tablet',
          rxnorm: ['197361', 'Amlodipine 5 MG Oral Tablet'],
          since: '2018-09-10',
          sig: '5 mg once a day',
          mg: 5,
          perDay: 1,
          reason: 'Hypertension',
        }),
        medicine({
          text: 'Paracetamol 500 mg tablet',
          since: '2026-09-01',
          sig: '1 g up to three times a day as needed',
          asNeeded: true,
          stated: true,
        }),
        ...body(58, 160, '2026-09-14'),
        measured('2157-6', 'Creatine kinase in serum or plasma', 412, 'U/L', '2026-09-14'),
        measured('13457-7', 'LDL cholesterol, calculated', 88, 'mg/dL', '2026-09-14'),
        measured('13457-7', 'LDL cholesterol, calculated', 178, 'mg/dL', '2026-05-12'),
        measured(
          '98979-8',
          'Estimated glomerular filtration rate (CKD-EPI 2021)',
          92,
          'mL/min/{1.73_m2}',
          '2026-09-14',
        ),
        measured('1742-6', 'Alanine aminotransferase in serum or plasma', 24, 'U/L', '2026-09-14'),
      ],
    ),
    genome: { as: 'real-vcf', copyOf: 'NA18526' },
    outsideCalls: ['CYP2D6\t*1/*36x2 + *10'],
  },
  {
    slug: 'before-capecitabine',
    story: 'Chemotherapy starts next week, and one of the two genes that clear it does not work.',
    expect:
      'Capecitabine is planned, not yet taken: it should lead with a lower starting dose because of one DPYD c.1905+1G>A. Ondansetron and pantoprazole should be looked at with CYP2C19 and an untested CYP2D6. Allergy: a sulfonamide antibiotic.',
    record: record(
      'before-capecitabine',
      { given: 'Robert', family: 'Keller', gender: 'male', born: '1960-01-31', mrn: '2309' },
      [
        condition('C18.7', 'Malignant neoplasm of sigmoid colon', '2026-09-21'),
        condition('K21.9', 'Gastro-esophageal reflux disease', '2015-02-18'),
        condition('I10', 'Hypertension', '2011-10-05'),
        procedure('Sigmoidectomy, laparoscopic', '2026-10-12'),
        medicine({
          text: 'Capecitabine 500 mg tablet',
          rxnorm: ['194000', 'capecitabine'],
          since: '2026-11-30',
          sig: '1000 mg/m2 twice a day on days 1 to 14 of 21',
          planned: true,
          reason: 'Malignant neoplasm of sigmoid colon',
        }),
        medicine({
          text: 'Oxaliplatin infusion',
          rxnorm: ['32592', 'oxaliplatin'],
          since: '2026-11-30',
          sig: '130 mg/m2 on day 1 of 21',
          planned: true,
        }),
        medicine({
          text: 'Ondansetron 8 mg tablet',
          rxnorm: ['26225', 'ondansetron'],
          since: '2026-11-30',
          sig: '8 mg twice a day on the days of chemotherapy',
          mg: 8,
          perDay: 2,
          planned: true,
        }),
        medicine({
          text: 'Pantoprazole 40 mg tablet',
          rxnorm: ['40790', 'pantoprazole'],
          since: '2015-03-01',
          sig: '40 mg once a day',
          mg: 40,
          perDay: 1,
          reason: 'Gastro-esophageal reflux disease',
        }),
        medicine({
          text: 'Hydrochlorothiazide 25 mg tablet',
          rxnorm: ['5487', 'hydrochlorothiazide'],
          since: '2011-10-12',
          sig: '25 mg once a day',
          mg: 25,
          perDay: 1,
        }),
        allergy('Sulfamethoxazole and trimethoprim', 'Hives', 'high', '1998-07-22'),
        ...body(82, 178, '2026-11-10'),
        measured('2160-0', 'Creatinine in serum or plasma', 0.98, 'mg/dL', '2026-11-10'),
        measured(
          '98979-8',
          'Estimated glomerular filtration rate (CKD-EPI 2021)',
          84,
          'mL/min/{1.73_m2}',
          '2026-11-10',
        ),
        measured('1975-2', 'Bilirubin, total, in serum or plasma', 0.7, 'mg/dL', '2026-11-10'),
        measured('751-8', 'Neutrophils in blood', 4.1, '10*3/uL', '2026-11-10'),
        measured('777-3', 'Platelets in blood', 231, '10*3/uL', '2026-11-10'),
      ],
    ),
    genome: {
      as: 'vcf.gz',
      sample: 'DEMO-3',
      seed: 33,
      male: true,
      pairs: {
        DPYD: ['Reference', 'c.1905+1G>A (*2A)'],
        CYP2C19: ['*1', '*17'],
        NAT2: ['*4', '*5'],
        ABCG2: ['rs2231142 reference (G)', 'rs2231142 variant (T)'],
      },
    },
  },
  {
    slug: 'child-before-anaesthesia',
    story: 'A child before a tonsil operation carries a variant that makes some anaesthetics dangerous.',
    expect:
      'Sevoflurane and succinylcholine are planned and must not be given: RYR1 c.7300G>A. The operation is in two weeks, so there is time to plan another anaesthetic. Weight and age must be a child’s. The record states that no allergies are known.',
    record: record(
      'child-before-anaesthesia',
      { given: 'Emma', family: 'Novak', gender: 'female', born: '2019-03-14', mrn: '3051' },
      [
        condition('J35.3', 'Hypertrophy of tonsils with hypertrophy of adenoids', '2026-02-10'),
        condition('G47.33', 'Obstructive sleep apnea', '2026-04-22'),
        procedure('Tonsillectomy and adenoidectomy under general anesthesia', '2026-12-04', true),
        medicine({
          text: 'Sevoflurane inhalation',
          rxnorm: ['36453', 'sevoflurane'],
          since: '2026-12-04',
          sig: 'Induction and maintenance of anesthesia',
          planned: true,
        }),
        medicine({
          text: 'Succinylcholine injection',
          rxnorm: ['10154', 'succinylcholine'],
          since: '2026-12-04',
          sig: '1.5 mg/kg for intubation if needed',
          planned: true,
        }),
        medicine({
          text: 'Ondansetron injection',
          rxnorm: ['26225', 'ondansetron'],
          since: '2026-12-04',
          sig: '0.1 mg/kg once',
          planned: true,
        }),
        medicine({
          text: 'Ibuprofen 100 mg/5 mL suspension',
          rxnorm: ['5640', 'ibuprofen'],
          since: '2026-12-04',
          sig: '10 mg/kg every 8 hours as needed',
          planned: true,
          asNeeded: true,
        }),
        noKnownAllergies('2026-11-12'),
        ...body(23.5, 122, '2026-11-12'),
        measured('718-7', 'Hemoglobin in blood', 12.6, 'g/dL', '2026-11-12'),
      ],
    ),
    genome: {
      as: 'gvcf',
      sample: 'DEMO-4',
      seed: 44,
      male: false,
      pairs: { RYR1: ['Reference', 'c.7300G>A'], CYP2C9: ['*1', '*1'] },
    },
  },
  {
    slug: 'healthy-two-unknowns',
    story: 'Nothing is wrong, almost everything was looked at, and two things were not.',
    expect:
      'Nothing to act on. Own medicines fine. Two genes remain unknown because nobody tested them: CYP2D6 and HLA-B; the page should say what they would decide. A statement that no allergies are known.',
    record: record(
      'healthy-two-unknowns',
      { given: 'Daniel', family: 'Brandt', gender: 'male', born: '1981-08-03', mrn: '4120' },
      [
        condition('J30.2', 'Seasonal allergic rhinitis', '2003-05-01'),
        condition('E78.00', 'Pure hypercholesterolemia', '2025-03-11'),
        medicine({
          text: 'Rosuvastatin 10 mg tablet',
          rxnorm: ['301542', 'rosuvastatin'],
          since: '2025-03-20',
          sig: '10 mg once a day',
          mg: 10,
          perDay: 1,
          reason: 'Hypercholesterolemia',
        }),
        medicine({
          text: 'Ibuprofen 400 mg tablet',
          rxnorm: ['5640', 'ibuprofen'],
          since: '2026-01-09',
          sig: '400 mg up to three times a day as needed',
          asNeeded: true,
          stated: true,
        }),
        medicine({
          text: 'Loratadine 10 mg tablet',
          since: '2020-04-15',
          sig: '10 mg once a day in spring',
          mg: 10,
          perDay: 1,
          stated: true,
        }),
        noKnownAllergies('2026-03-02'),
        ...body(79, 181, '2026-03-02'),
        measured(
          '98979-8',
          'Estimated glomerular filtration rate (CKD-EPI 2021)',
          101,
          'mL/min/{1.73_m2}',
          '2026-03-02',
        ),
        measured('13457-7', 'LDL cholesterol, calculated', 84, 'mg/dL', '2026-03-02'),
      ],
    ),
    genome: { as: 'plain-phased', sample: 'DEMO-5', seed: 55, male: true, pairs: {} },
    outsideCalls: ['HLA-A\t*01:01/*02:01', 'MT-RNR1\tReference'],
  },
  {
    slug: 'array-only',
    story: 'Only a consumer array file: a handful of positions, and much that stays unknown.',
    expect:
      'The file is written in the layout of a consumer array on GRCh37 from the open 1000 Genomes sample NA18565, at a chip-like choice of positions. Most genes should be partly covered or not callable, and each medicine should say what is missing rather than "normal".',
    record: record('array-only', { given: 'Thomas', family: 'Berg', gender: 'male', born: '1987-12-19', mrn: '5276' }, [
      condition('F32.1', 'Major depressive disorder, single episode, moderate', '2026-07-08'),
      condition('K21.9', 'Gastro-esophageal reflux disease', '2022-10-13'),
      medicine({
        text: 'Sertraline 50 mg tablet',
        rxnorm: ['36437', 'sertraline'],
        since: '2026-07-15',
        sig: '50 mg once a day',
        mg: 50,
        perDay: 1,
        reason: 'Major depressive disorder',
      }),
      medicine({
        text: 'Omeprazole 20 mg capsule',
        rxnorm: ['7646', 'omeprazole'],
        since: '2022-10-20',
        sig: '20 mg once a day',
        mg: 20,
        perDay: 1,
        reason: 'Gastro-esophageal reflux disease',
      }),
      medicine({
        text: 'Tramadol 50 mg capsule',
        rxnorm: ['10689', 'tramadol'],
        since: '2026-12-01',
        sig: '50 mg up to four times a day as needed after a dental operation',
        planned: true,
        asNeeded: true,
      }),
      ...body(91, 184, '2026-07-08'),
      smoking('Never smoker', '2026-07-08'),
    ]),
    genome: { as: 'array', copyOf: 'NA18565' },
  },
  {
    slug: 'two-candidates',
    story: 'Two explanations fit the same unphased genome, and they ask for different doses.',
    expect:
      'CYP2B6 is *5/*13 or *7/*8: the reads do not tell which variants lie together. One reading means an intermediate, the other a poor metabolizer, so efavirenz advice differs; both must be shown, and that the frequencies held do not settle it. An HLA result of another laboratory rules abacavir out.',
    record: record(
      'two-candidates',
      { given: 'Amara', family: 'Diallo', gender: 'female', born: '1992-06-25', mrn: '6394' },
      [
        condition('B20', 'Human immunodeficiency virus [HIV] disease', '2026-11-03'),
        medicine({
          text: 'Efavirenz 600 mg tablet',
          rxnorm: ['195085', 'efavirenz'],
          since: '2026-11-25',
          sig: '600 mg at bedtime',
          mg: 600,
          perDay: 1,
          planned: true,
          reason: 'HIV infection',
        }),
        medicine({
          text: 'Tenofovir disoproxil 300 mg tablet',
          rxnorm: ['117466', 'tenofovir'],
          since: '2026-11-25',
          sig: '300 mg once a day',
          mg: 300,
          perDay: 1,
          planned: true,
        }),
        medicine({
          text: 'Lamivudine 300 mg tablet',
          since: '2026-11-25',
          sig: '300 mg once a day',
          mg: 300,
          perDay: 1,
          planned: true,
        }),
        noKnownAllergies('2026-11-03'),
        ...body(61, 168, '2026-11-10'),
        measured('24467-3', 'CD4 cells in blood', 388, '/uL', '2026-11-10'),
        measured(
          '98979-8',
          'Estimated glomerular filtration rate (CKD-EPI 2021)',
          108,
          'mL/min/{1.73_m2}',
          '2026-11-10',
        ),
        measured('1742-6', 'Alanine aminotransferase in serum or plasma', 19, 'U/L', '2026-11-10'),
      ],
    ),
    genome: {
      as: 'vcf',
      sample: 'DEMO-7',
      seed: 77,
      male: false,
      pairs: { CYP2B6: ['*5', '*13'], CYP2C19: ['*1', '*2'], CYP3A5: ['*1', '*3'], NAT2: ['*5', '*6'] },
    },
    outsideCalls: ['HLA-B\t*44:03/*57:01', 'CYP2D6\t*1/*2'],
  },
]

/** A record to try on the real samples: four medicines whose advice hangs on CYP2C19, SLCO1B1 and CYP2D6, with an inhibitor of CYP2D6 among them. */
export const fourMedicines: Json = record(
  'four-medicines',
  { given: 'Test', family: 'Person', gender: 'female', born: '1962-04-12', mrn: '9001' },
  [
    condition('I20.0', 'Unstable angina', '2026-10-01'),
    condition('F33.1', 'Recurrent major depressive disorder, moderate', '2021-01-05'),
    condition('E78.00', 'Pure hypercholesterolemia', '2016-02-02'),
    medicine({
      text: 'Clopidogrel 75 mg tablet',
      rxnorm: clopidogrel,
      since: '2026-10-01',
      sig: '75 mg once a day',
      mg: 75,
      perDay: 1,
    }),
    medicine({
      text: 'Simvastatin 40 mg tablet',
      rxnorm: simvastatin,
      since: '2026-10-01',
      sig: '40 mg in the evening',
      mg: 40,
      perDay: 1,
    }),
    medicine({
      text: 'Codeine 30 mg tablet',
      rxnorm: codeine,
      since: '2026-11-01',
      sig: '30 mg up to four times a day as needed',
      asNeeded: true,
      reason: 'Back pain',
    }),
    medicine({
      text: 'Paroxetine 20 mg tablet',
      rxnorm: paroxetine,
      since: '2021-01-20',
      sig: '20 mg once a day',
      mg: 20,
      perDay: 1,
      reason: 'Major depressive disorder',
    }),
    ...body(68, 164, '2026-10-02'),
  ],
)
