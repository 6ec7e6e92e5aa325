import { loadRelease } from '../src/knowledge/folder.ts'
import {
  type CompiledModel,
  coefficientsIn,
  evaluate,
  inputKind,
  prevent2023Batch,
  type PreventColumns,
  preventOutcomes,
  preventRows,
  riskKnowledge,
} from '../src/clinical/risk/equations/index.ts'
import type { InputValue } from '../src/clinical/risk/model.ts'
import type { BenchResult, BenchRow } from './bench.ts'
import { generator } from './synthetic-genome.ts'

type Given = Readonly<Record<string, InputValue>>
type Row = Readonly<Record<string, number>>

const people = 1_000_000
const perModel = 64
const release = loadRelease('attune-risk')

const shortest = (times: number, work: () => void): number => {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return best
}

/** Adults' figures where a model states no range of its own. */
const usual: Readonly<Record<string, readonly [number, number]>> = {
  systolic: [100, 170],
  systolicVariability: [2, 20],
  totalCholesterol: [140, 300],
  hdlCholesterol: [30, 90],
  bmi: [20, 38],
  egfr: [20, 58],
  hba1c: [5, 9],
  ageAtDiabetesDiagnosis: [30, 39],
  platelets: [120, 350],
  albumin: [3, 4.5],
  creatinine: [0.7, 2],
  sodium: [126, 142],
}

/** Somebody whom the model is for, drawn within its ranges, with every input it reads. */
const drawn = ({ model }: CompiledModel, random: () => number): Given => {
  const given: Record<string, InputValue> = {}
  const { age: ages, sex, mustHave = [], mustNotHave = [] } = model.population
  for (const { input, range } of [...model.inputs, { input: 'age', range: ages }, { input: 'sex', range: undefined }]) {
    const kind = inputKind(input)
    const [low, high] = input === 'age' ? ages : (usual[input] ?? range ?? [1, 9])
    if (kind === 'code') given[input] = 'US'
    else if (kind === 'number')
      given[input] =
        input === 'age'
          ? Math.floor(low + random() * Math.min(high - low, 50))
          : low + random() * Math.min(high - low, 60)
    else if (kind === 'yesNo') given[input] = random() < 0.3
    else if (Array.isArray(kind)) given[input] = String(kind[Math.floor(random() * kind.length)])
  }
  if (sex !== undefined) given['sex'] = sex
  for (const id of mustHave) given[id] = true
  for (const id of mustNotHave) given[id] = false
  return given
}

/** Nanoseconds for one outcome (or the score) of somebody whose inputs are checked; undefined when nobody could be drawn whom the model is for. */
const nanoseconds = (compiled: CompiledModel, random: () => number): number | undefined => {
  const wanted = compiled.model.outcomes.slice(0, 1)
  const those: Given[] = []
  for (let tries = 0; tries < 4000 && those.length < perModel; tries++) {
    const given = drawn(compiled, random)
    if (evaluate(compiled, given).ok) those.push(given)
  }
  if (those.length < perModel) return undefined
  const rounds = 60
  const work = (): void => {
    for (let r = 0; r < rounds; r++)
      for (const given of those) if (!compiled.compute(given, wanted).ok) throw new Error(compiled.model.id)
  }
  for (let i = 0; i < 10; i++) work()
  return (shortest(40, work) * 1e6) / (rounds * perModel)
}

const columnsOf = (count: number): PreventColumns => {
  const random = generator()
  const column = (draw: () => number): Float64Array => Float64Array.from({ length: count }, draw)
  const within = (low: number, high: number) => column(() => low + random() * (high - low))
  const yes = (share: number) => column(() => (random() < share ? 1 : 0))
  return {
    female: yes(0.5),
    age: within(30, 59),
    totalCholesterol: within(130, 320),
    hdlCholesterol: within(20, 100),
    systolic: within(90, 180),
    diabetes: yes(0.15),
    smokingNow: yes(0.2),
    bmi: within(18.5, 39.9),
    egfr: within(15, 140),
    onBloodPressureMedicine: yes(0.3),
    onStatin: yes(0.3),
    hba1c: within(4.5, 10),
    urineAlbuminCreatinine: within(1, 300),
    socialDeprivationDecile: column(() => 1 + Math.floor(random() * 10)),
  }
}

/** The equation as a table of names: what one writes from the supplement without a thought of speed. */
const naive = (
  tables: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Row>>>>>>,
  c: PreventColumns,
  i: number,
): readonly number[] => {
  const p = Object.fromEntries(Object.entries(c).map(([name, column]) => [name, (column as Float64Array)[i] ?? 0]))
  const at = (name: string): number => p[name] ?? Number.NaN
  const age10 = (at('age') - 55) / 10
  const nonhdl = (at('totalCholesterol') - at('hdlCholesterol')) * 0.02586 - 3.5
  const hdl03 = (at('hdlCholesterol') * 0.02586 - 1.3) / 0.3
  const upper = (Math.max(at('systolic'), 110) - 130) / 20
  const heavy = (Math.max(at('bmi'), 30) - 30) / 5
  const kidney = (Math.min(at('egfr'), 60) - 60) / -15
  const sdi = at('socialDeprivationDecile')
  const terms: Row = {
    const: 1,
    age10,
    age10_sq: age10 ** 2,
    nonhdl,
    hdl03,
    sbp_lt110: (Math.min(at('systolic'), 110) - 110) / 20,
    sbp_ge110: upper,
    dm: at('diabetes'),
    smoking: at('smokingNow'),
    bmi_lt30: (Math.min(at('bmi'), 30) - 25) / 5,
    bmi_ge30: heavy,
    egfr_lt60: kidney,
    egfr_ge60: (Math.max(at('egfr'), 60) - 90) / -15,
    bptx: at('onBloodPressureMedicine'),
    statin: at('onStatin'),
    bptx_sbp_ge110: at('onBloodPressureMedicine') * upper,
    statin_nonhdl: at('onStatin') * nonhdl,
    age_nonhdl: age10 * nonhdl,
    age_hdl: age10 * hdl03,
    age_sbp_ge110: age10 * upper,
    age_dm: age10 * at('diabetes'),
    age_smoking: age10 * at('smokingNow'),
    age_bmi_ge30: age10 * heavy,
    age_egfr_lt60: age10 * kidney,
    sdi_4_6: sdi >= 4 && sdi <= 6 ? 1 : 0,
    sdi_7_10: sdi >= 7 ? 1 : 0,
    ln_uacr: Math.log(at('urineAlbuminCreatinine')),
    hba1c_dm: (at('hba1c') - 5.3) * at('diabetes'),
    hba1c_nodm: (at('hba1c') - 5.3) * (1 - at('diabetes')),
  }
  const rows = tables['full_10']?.[at('female') === 1 ? 'female' : 'male'] ?? {}
  return preventOutcomes.map((outcome) => {
    const sum = Object.entries(rows[outcome] ?? {}).reduce((lp, [term, b]) => lp + b * (terms[term] ?? 0), 0)
    return Math.exp(sum) / (1 + Math.exp(sum))
  })
}

/** Every risk equation by itself, and PREVENT over a million people, beside the same equations walked through by name. */
export const run = async (): Promise<BenchResult> => {
  const { models } = riskKnowledge([release])
  const rows: BenchRow[] = []
  for (const [id, compiled] of models) {
    const value = nanoseconds(compiled, generator())
    if (value === undefined) throw new Error(`nobody was drawn whom ${id} is for`)
    rows.push({ what: `${id}, one outcome`, value, unit: 'ns', limit: 1000 })
  }

  const prevent = models.get('prevent')
  if (prevent === undefined) throw new Error('no PREVENT')
  const raw = coefficientsIn([release], 'prevent.json')
  const tables = preventRows(raw)
  const columns = columnsOf(people)
  const width = preventOutcomes.length
  const into = new Float64Array(people * width)
  const batch = (years: 10 | 30) => prevent2023Batch(prevent.model, tables, years, columns, into)
  batch(30)
  const ten = shortest(8, () => batch(10)) / 1000

  const few = people / 50
  const first = naive(raw as Parameters<typeof naive>[0], columns, 0)
  if (!first.every((p, o) => Math.abs(p - (into[o] ?? Number.NaN)) < 1e-12)) throw new Error('the two ways differ')
  const walk = shortest(3, () => {
    for (let i = 0; i < few; i++) naive(raw as Parameters<typeof naive>[0], columns, i)
  })
  rows.push({
    what: '1,000,000 people through PREVENT full, five outcomes, 10 years',
    value: ten,
    unit: 's',
    limit: 1,
    peer: 'the table walked by name, plain JavaScript',
    ratio: (walk * 50) / 1000 / ten,
  })
  const both = shortest(5, () => {
    batch(10)
    batch(30)
  })
  rows.push({ what: 'the same at 10 and 30 years, ten equations', value: both / 1000, unit: 's' })
  return { name: 'Risk equations', rows }
}
