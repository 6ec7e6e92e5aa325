import {
  caprini2005,
  type CapriniFinding,
  charlson,
  type CharlsonCondition,
  childPugh,
  curb65,
  framinghamHardChd2002,
  ldlFriedewald,
  qtcBazett,
  rcri,
  wellsPe,
} from '../../../src/clinical/risk/equations/bedside/index.ts'
import { mdrd2006 } from '../../../src/clinical/risk/equations/mdrd-2006.ts'
import { type SuiteAdapter, type SuiteContext, tally } from '../../suite.ts'
import { equationModel, scoreNamed } from './equation-model.ts'

type Given = Readonly<Record<string, readonly [number, string] | number | boolean | string>>
type Case = { readonly id: string; readonly calculator: string; readonly inputs: Given; readonly expected: { readonly value: number } }

/** A figure in the unit the calculator reads; the file's examples state theirs beside each. */
const figure = (g: Given, name: string, factors: Readonly<Record<string, number>> = {}): number => {
  const value = g[name]
  if (typeof value === 'number') return value
  return Array.isArray(value) ? Number(value[0]) * (factors[String(value[1])] ?? 1) : Number.NaN
}
/** A finding that an example does not name is absent: so the benchmark reads its notes. */
const present = (g: Given, name: string): boolean => g[name] === true
const sexOf = (g: Given): 'female' | 'male' => (g.sex === 'Female' ? 'female' : 'male')
const named = <T extends string>(g: Given, names: Readonly<Record<string, T>>): ReadonlySet<T> =>
  new Set(Object.entries(names).flatMap(([theirs, ours]) => (present(g, theirs) ? [ours] : [])))

const charlsonNames: Readonly<Record<string, CharlsonCondition>> = {
  connective_tissue_disease: 'connectiveTissueDisease',
  peptic_ucler_disease: 'pepticUlcer',
  cpd: 'chronicLungDisease',
  hemiplegia: 'hemiplegia',
  moderate_to_severe_ckd: 'kidneyDisease',
  aids: 'aids',
  cva: 'cerebrovascularDisease',
  tia: 'cerebrovascularDisease',
}
const capriniNames: Readonly<Record<string, CapriniFinding>> = {
  pneumonia: 'pneumoniaOrLungDiseaseWithinMonth',
  hip_pelvis_leg_fracture: 'hipPelvisOrLegFracture',
  varicose_veins: 'varicoseVeins',
  current_swollen_legs: 'swollenLegs',
  current_central_venuous: 'centralVenousAccess',
  previous_dvt: 'priorThrombosis',
  previous_pe: 'priorThrombosis',
  family_history_thrombosis: 'familyThrombosis',
  inflammatory_bowel_disease: 'inflammatoryBowelDisease',
  acute_myocardial_infarction: 'acuteMyocardialInfarction',
  copd: 'copd',
  malignancy: 'malignancy',
}

const calculators = (context: SuiteContext): Readonly<Record<string, (g: Given) => number | undefined>> => {
  const model = (id: string) => equationModel(context, id)
  return {
    ckd_epi_2021: (g) =>
      scoreNamed(model('ckd-epi-creatinine-2021')({ age: figure(g, 'age'), sex: sexOf(g), creatinine: figure(g, 'creatinine') }), 'egfr'),
    wells_pe: (g) =>
      wellsPe({
        signsOfThrombosis: present(g, 'clinical_dvt'),
        noLikelierDiagnosis: present(g, 'pe_number_one'),
        heartRate: figure(g, 'heart_rate'),
        immobileOrOperated: present(g, 'immobilization_for_3days') || present(g, 'surgery_in_past4weeks'),
        priorEmbolismOrThrombosis: present(g, 'previous_pe') || present(g, 'previous_dvt'),
        haemoptysis: present(g, 'hemoptysis'),
        cancer: present(g, 'malignancy_with_treatment'),
      }),
    mdrd: (g) => mdrd2006(sexOf(g), figure(g, 'age'), figure(g, 'creatinine')),
    qtc_bazett: (g) => qtcBazett(figure(g, 'qt_interval'), figure(g, 'heart_rate')),
    child_pugh: (g) =>
      childPugh({
        inr: figure(g, 'inr'),
        albumin: figure(g, 'albumin'),
        bilirubin: figure(g, 'bilirubin', { 'µmol/L': 1 / 17.1 }),
        ascites: g.ascites === 'absent' ? 'absent' : g.ascites === 'slight' ? 'slight' : 'moderate',
        encephalopathy:
          g.encephalopathy === 'No Encephalopathy' ? 'none' : g.encephalopathy === 'Grade 1-2' ? 'grade 1-2' : 'grade 3-4',
      }),
    rcri: (g) =>
      rcri({
        highRiskSurgery: present(g, 'elevated_risk_surgery'),
        ischaemicHeartDisease: present(g, 'ischemetic_heart_disease'),
        heartFailure: present(g, 'congestive_heart_failure'),
        cerebrovascularDisease: present(g, 'cerebrovascular_disease'),
        insulin: present(g, 'pre_operative_insulin_treatment'),
        creatinine: figure(g, 'pre_operative_creatinine'),
      }),
    heart: (g) => {
      const factors = ['hypertension', 'diabetes_mellitus', 'smoking', 'hypercholesterolaemia', 'family_with_cvd', 'obesity']
      return scoreNamed(
        model('heart')({
          age: figure(g, 'age'),
          chestPainHistory: String(g.history).toLowerCase().replaceAll(' ', '-'),
          ecgFinding: 'normal',
          troponinRatio: 0.5,
          atherosclerosis: present(g, 'atherosclerotic_disease') || present(g, 'tia'),
          cardiacRiskFactors: factors.filter((f) => present(g, f)).length,
        }),
        'heart',
      )
    },
    fib4: (g) =>
      scoreNamed(
        model('fib-4')({ age: figure(g, 'age'), ast: figure(g, 'ast'), alt: figure(g, 'alt'), platelets: figure(g, 'platelet_count', { µL: 1e-3 }) }),
        'fib-4',
      ),
    meld_na: (g) =>
      scoreNamed(
        model('meld-na-2016')({
          bilirubin: figure(g, 'bilirubin'),
          inr: figure(g, 'inr'),
          creatinine: figure(g, 'creatinine'),
          sodium: figure(g, 'sodium'),
          dialysisThisWeek: present(g, 'dialysis_twice') || present(g, 'cvvhd'),
        }),
        'meld-na-2016',
      ),
    has_bled: (g) =>
      scoreNamed(
        model('has-bled')({
          age: figure(g, 'age'),
          systolic: present(g, 'hypertension') ? 161 : 120,
          bleedingKidneyDisease: present(g, 'renal_disease_has_bled'),
          bleedingLiverDisease: present(g, 'liver_disease_has_bled'),
          priorStroke: present(g, 'stroke'),
          majorBleeding: present(g, 'prior_bleeding'),
          labileInr: present(g, 'labile_inr'),
          onAntiplateletOrNsaid: present(g, 'medications_for_bleeding'),
          alcoholDrinksPerWeek: figure(g, 'alcoholic_drinks'),
        }),
        'has-bled',
      ),
    charlson: (g) => charlson(figure(g, 'age'), named(g, charlsonNames)),
    ldl_friedewald: (g) => ldlFriedewald(figure(g, 'total_cholesterol'), figure(g, 'hdl_cholesterol'), figure(g, 'triglycerides')),
    curb65: (g) =>
      curb65({
        confusion: present(g, 'confusion'),
        ureaNitrogen: figure(g, 'bun'),
        respiratoryRate: figure(g, 'respiratory_rate'),
        systolic: figure(g, 'sys_bp'),
        diastolic: figure(g, 'dia_bp'),
        age: figure(g, 'age'),
      }),
    framingham_hard_chd: (g) =>
      100 *
      framinghamHardChd2002({
        sex: sexOf(g),
        age: figure(g, 'age'),
        systolic: figure(g, 'sys_bp'),
        totalCholesterol: figure(g, 'total_cholesterol'),
        hdlCholesterol: figure(g, 'hdl_cholesterol'),
        treated: present(g, 'bp_medicine'),
        smoking: present(g, 'smoker'),
      }),
    caprini: (g) => {
      const inBed: readonly CapriniFinding[] = g.mobility === 'confined to bed >72 hours' ? ['bedOver72Hours'] : []
      return caprini2005(figure(g, 'age'), figure(g, 'bmi'), new Set([...named(g, capriniNames), ...inBed]))
    },
  }
}

/** The expected figure is ours but for a cycle length that the benchmark rounds to five decimals before it takes the root. */
const roundedCycle = (g: Given, expected: number, ours: number | undefined): boolean => {
  const cycle = Math.round((60 / figure(g, 'heart_rate')) * 1e5) / 1e5
  return ours === qtcBazett(figure(g, 'qt_interval'), figure(g, 'heart_rate')) && Math.abs(figure(g, 'qt_interval') / Math.sqrt(cycle) - expected) < 1e-5
}

export const medcalcBench: SuiteAdapter = {
  path: 'risk/vectors/medcalc_bench.json',
  title: 'Worked examples of MedCalc-Bench (CC BY-SA 4.0, read where they lie)',
  needs: ['attune-risk'],
  run(context) {
    const file = JSON.parse(context.text(this.path)) as { readonly tolerance: number; readonly cases: readonly Case[] }
    const all = calculators(context)
    const count = tally()
    for (const { id, calculator, inputs, expected } of file.cases) {
      const value = all[calculator]?.(inputs)
      const name = `${id} ${calculator}`
      if (calculator === 'qtc_bazett' && roundedCycle(inputs, expected.value, value)) count.explain(name, 'cycle-length-rounded')
      else count.close(name, expected, { value }, file.tolerance)
    }
    return count.outcome()
  },
}
