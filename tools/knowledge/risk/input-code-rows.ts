// Sources of input-codes.tsv: what conditions, procedures, medicines and relatives of a record answer which input. ICD-10 prefixes (ICD-10-CM too), words
// of our own, ATC prefixes. Nothing here was held against a published value set: every row is marked unverified.

export type InputCodeRow = {
  readonly input: string
  readonly of: 'condition' | 'procedure' | 'medicine' | 'relative'
  readonly says?: string
  readonly icd10?: string
  readonly atc?: string
  readonly words?: string
  readonly notWords?: string
  readonly past?: true
  readonly relatives?: 'first-degree' | 'first-degree-women' | 'parents' | 'any'
  readonly before?: number
}

const coronary = {
  icd10: 'I20;I21;I22;I23;I24;I25;Z95.1;Z95.5;Z98.61',
  words:
    'myocardial infarct*;heart attack;angina;acute coronary;coronary heart disease;coronary artery disease;coronary arteriosclerosis;ischemic heart disease;ischaemic heart disease;coronary stent;coronary angioplasty',
}
const heartAttack = { icd10: 'I21;I22;I25.2', words: 'myocardial infarct*;heart attack' }
const stroke = {
  icd10: 'I60;I61;I63;I64;I69;Z86.73',
  words: 'stroke;cerebral infarct*;cerebrovascular accident;intracerebral hemorrhage;intracerebral haemorrhage',
}
const tia = {
  icd10: 'G45.0;G45.1;G45.2;G45.3;G45.8;G45.9;Z86.73',
  words: 'transient ischemic attack;transient ischaemic attack;tia',
}
const peripheral = {
  icd10: 'I70.0;I70.2;I73.9;I71',
  words:
    'peripheral arter* disease;peripheral vascular disease;aortic aneurysm;intermittent claudication;carotid stenosis',
}
/** Narrowed arteries of neck and brain, and atherosclerosis of any bed: cardiovascular disease, though not what scores of embolism count. */
const otherArteries = {
  icd10: 'I65;I66;I67.2;I70;Z95.82',
  words:
    'carotid stenosis;carotid artery stenosis;carotid occlusion;atherosclerosis of aorta;generalized atherosclerosis',
}
const notStroke = 'heat;stroke volume'
const revascularised =
  'percutaneous coronary;coronary stent*;coronary angioplasty;pci;coronary artery bypass;cabg;carotid endarterectomy'
const diabetes = {
  icd10: 'E08;E09;E10;E11;E12;E13;E14;O24.0;O24.1;O24.3',
  words: 'diabetes mellitus;diabetes type;diabetic;diabetes',
}
const notDiabetes = 'insipidus;gestational;prediabetes;pre diabetes;risk'
const lungCancer = { icd10: 'C34', words: 'lung cancer;cancer lung;malignant lung;carcinoma lung;carcinoma bronchus' }
const breastCancer = {
  icd10: 'C50;D05;Z85.3',
  words: 'breast cancer;cancer breast;breast carcinoma;carcinoma breast;malignant breast',
}

export const inputCodeRows: readonly InputCodeRow[] = [
  { input: 'diabetes', of: 'condition', ...diabetes, notWords: notDiabetes },
  {
    input: 'diabetesType1',
    of: 'condition',
    icd10: 'E10',
    words: 'diabetes type 1;diabetes type i',
    notWords: 'insipidus;risk',
  },
  {
    input: 'diabetesType2',
    of: 'condition',
    icd10: 'E11',
    words: 'diabetes type 2;diabetes type ii',
    notWords: 'insipidus;risk',
  },
  { input: 'gestationalDiabetes', of: 'condition', icd10: 'O24.4;Z86.32', words: 'gestational diabetes', past: true },
  {
    input: 'impairedGlucose',
    of: 'condition',
    icd10: 'E08;E09;E10;E11;E12;E13;E14;O24.0;O24.1;O24.3;R73.0;R73.01;R73.02;R73.03',
    words: 'diabetes mellitus;diabetes type;diabetic;diabetes;prediabetes;impaired fasting;impaired glucose',
    notWords: 'insipidus;gestational',
  },
  {
    input: 'everHighGlucose',
    of: 'condition',
    icd10: 'E08;E09;E10;E11;E12;E13;E14;R73;O24;Z86.32',
    words:
      'diabetes mellitus;diabetes type;diabetic;diabetes;prediabetes;impaired fasting;impaired glucose;hyperglycemia;hyperglycaemia;gestational diabetes',
    notWords: 'insipidus',
    past: true,
  },
  { input: 'priorCardiovascularDisease', of: 'condition', ...coronary, past: true },
  { input: 'priorCardiovascularDisease', of: 'condition', ...stroke, notWords: notStroke, past: true },
  { input: 'priorCardiovascularDisease', of: 'condition', ...tia, past: true },
  { input: 'priorCardiovascularDisease', of: 'condition', ...peripheral, past: true },
  { input: 'priorCardiovascularDisease', of: 'condition', ...otherArteries, past: true },
  {
    input: 'priorCardiovascularDisease',
    of: 'condition',
    icd10: 'I50;I11.0;I13.0;I13.2',
    words: 'heart failure;cardiac failure',
    past: true,
  },
  { input: 'priorCardiovascularDisease', of: 'procedure', words: revascularised, past: true },
  { input: 'strokeOrEmbolism', of: 'condition', ...stroke, notWords: notStroke, past: true },
  { input: 'strokeOrEmbolism', of: 'condition', ...tia, past: true },
  {
    input: 'strokeOrEmbolism',
    of: 'condition',
    icd10: 'I74',
    words: 'systemic embolism;arterial embolism',
    past: true,
  },
  { input: 'priorStroke', of: 'condition', ...stroke, notWords: notStroke, past: true },
  { input: 'vascularDisease', of: 'condition', ...heartAttack, past: true },
  { input: 'vascularDisease', of: 'condition', ...peripheral, past: true },
  { input: 'atherosclerosis', of: 'condition', ...coronary, past: true },
  { input: 'atherosclerosis', of: 'condition', ...peripheral, past: true },
  { input: 'atherosclerosis', of: 'condition', ...otherArteries, past: true },
  { input: 'atherosclerosis', of: 'condition', ...stroke, notWords: notStroke, past: true },
  {
    input: 'heartFailure',
    of: 'condition',
    icd10: 'I50;I11.0;I13.0;I13.2',
    words: 'heart failure;cardiac failure',
    past: true,
  },
  {
    input: 'hypertension',
    of: 'condition',
    icd10: 'I10;I11;I12;I13;I15',
    words: 'hypertension;hypertensive disorder;hypertensive disease',
    notWords: 'pulmonary hypertension;portal hypertension;ocular hypertension;intracranial hypertension;gestational',
  },
  {
    input: 'atrialFibrillation',
    of: 'condition',
    icd10: 'I48',
    words: 'atrial fibrillation;atrial flutter',
    past: true,
  },
  {
    input: 'chronicKidneyDisease3to5',
    of: 'condition',
    icd10: 'N18.3;N18.4;N18.5;N18.6;Z99.2;Z94.0',
    words:
      'kidney disease stage 3;kidney disease stage 4;kidney disease stage 5;kidney disease stage iii*;kidney disease stage iv;kidney disease stage v;end stage renal;end stage kidney',
  },
  {
    input: 'onDialysis',
    of: 'condition',
    icd10: 'Z99.2;N18.6',
    words: 'dependence dialysis;dependence renal dialysis;end stage renal;end stage kidney',
  },
  {
    input: 'kidneyTransplant',
    of: 'condition',
    icd10: 'Z94.0;T86.1',
    words: 'kidney transplant*;renal transplant*',
    notWords: 'donor',
    past: true,
  },
  {
    input: 'kidneyTransplant',
    of: 'procedure',
    words: 'kidney transplant*;renal transplant*;transplantation of kidney',
    notWords: 'donor',
    past: true,
  },
  {
    input: 'bleedingKidneyDisease',
    of: 'condition',
    icd10: 'Z99.2;N18.6;Z94.0',
    words: 'end stage renal;end stage kidney;kidney transplant*;renal transplant*;dependence dialysis',
  },
  { input: 'bleedingLiverDisease', of: 'condition', icd10: 'K70.3;K71.7;K74.3;K74.4;K74.5;K74.6', words: 'cirrhosis' },
  {
    input: 'majorBleeding',
    of: 'condition',
    icd10: 'I60;I61;I62;K92.0;K92.1;K92.2;D66;D67;D68.0;D68.1;D68.2',
    words:
      'gastrointestinal hemorrhage;gastrointestinal haemorrhage;intracranial hemorrhage;intracranial haemorrhage;intracerebral hemorrhage;intracerebral haemorrhage;hemophilia;haemophilia;willebrand',
    past: true,
  },
  { input: 'migraine', of: 'condition', icd10: 'G43', words: 'migraine', past: true },
  { input: 'rheumatoidArthritis', of: 'condition', icd10: 'M05;M06', words: 'rheumatoid arthritis', past: true },
  { input: 'lupus', of: 'condition', icd10: 'M32', words: 'systemic lupus', past: true },
  {
    input: 'severeMentalIllness',
    of: 'condition',
    icd10: 'F20;F25;F30;F31;F32.1;F32.2;F32.3;F33.1;F33.2;F33.3',
    words:
      'schizophreni*;schizoaffective;bipolar;manic;major depressive severe;major depressive moderate;severe depression;moderate depression',
    notWords: 'mild',
    past: true,
  },
  {
    input: 'erectileDysfunction',
    of: 'condition',
    icd10: 'N52;N48.4;F52.21;F52.2',
    words: 'erectile dysfunction;impotence',
    past: true,
  },
  {
    input: 'copd',
    of: 'condition',
    icd10: 'J41;J42;J43;J44',
    words: 'chronic obstructive pulmonary;chronic obstructive lung;emphysema;chronic bronchitis;copd',
    past: true,
  },
  {
    input: 'priorCancer',
    of: 'condition',
    icd10:
      'C0;C1;C2;C3;C40;C41;C43;C45;C46;C47;C48;C49;C5;C6;C7;C8;C9;Z85.0;Z85.1;Z85.2;Z85.3;Z85.4;Z85.5;Z85.6;Z85.7;Z85.820',
    words: 'cancer;carcinoma;malignant neoplasm;lymphoma;leukemia;leukaemia;myeloma;sarcoma;melanoma',
    notWords: 'basal cell;squamous cell skin;skin squamous;benign;in situ;screening',
    past: true,
  },
  { input: 'priorLungCancer', of: 'condition', ...lungCancer, icd10: 'C34;Z85.118', past: true },
  { input: 'priorBreastCancer', of: 'condition', ...breastCancer, past: true },

  { input: 'onBloodPressureMedicine', of: 'medicine', atc: 'C02;C03;C07;C08;C09' },
  { input: 'onStatin', of: 'medicine', atc: 'C10AA;C10BA;C10BX', words: '*vastatin' },
  { input: 'onLipidMedicine', of: 'medicine', atc: 'C10', words: '*vastatin' },
  { input: 'onCorticosteroids', of: 'medicine', atc: 'H02AB' },
  {
    input: 'onAtypicalAntipsychotic',
    of: 'medicine',
    atc: 'N05AE03;N05AE04;N05AE05;N05AH02;N05AH03;N05AH04;N05AL05;N05AX08;N05AX11;N05AX12;N05AX13',
  },
  { input: 'onAntiplateletOrNsaid', of: 'medicine', atc: 'B01AC;M01A;N02BA01' },
  { input: 'hypertension', of: 'medicine', atc: 'C02' },

  { input: 'familyHeartAttack', of: 'relative', ...heartAttack, relatives: 'first-degree' },
  { input: 'familyCoronaryBefore60', of: 'relative', ...coronary, relatives: 'first-degree', before: 60 },
  { input: 'familyCoronaryBefore60', of: 'relative', ...heartAttack, relatives: 'first-degree', before: 60 },
  { input: 'parentHeartAttackBefore60', of: 'relative', ...heartAttack, relatives: 'parents', before: 60 },
  { input: 'firstDegreeBreastCancer', of: 'relative', ...breastCancer, relatives: 'first-degree-women' },
  { input: 'familyLungCancer', of: 'relative', ...lungCancer, relatives: 'first-degree' },
  { input: 'parentDiabetes', of: 'relative', ...diabetes, notWords: notDiabetes, relatives: 'parents' },
  { input: 'familyDiabetes', of: 'relative', ...diabetes, notWords: notDiabetes, relatives: 'any' },
  { input: 'familyLungCancerOnset', of: 'relative', ...lungCancer, relatives: 'first-degree', before: 61 },
]
