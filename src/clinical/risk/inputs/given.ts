import type { Place, Problem } from '../../../shared/problem.ts'
import type { FilledInput, InputId } from '../model.ts'
import type { CatalogueEntry, InputCatalogue } from './catalogue.ts'
import { countryCode } from './country.ts'
import { judgeFigure } from './stated-unit.ts'

/** Short names people write. */
const shortNames: Readonly<Record<string, InputId>> = {
  sbp: 'systolic',
  dbp: 'diastolic',
  tc: 'totalCholesterol',
  chol: 'totalCholesterol',
  hdl: 'hdlCholesterol',
  uacr: 'urineAlbuminCreatinine',
  acr: 'urineAlbuminCreatinine',
  smoker: 'smokingNow',
  smoking: 'smokingNow',
  dm: 'diabetes',
  statin: 'onStatin',
  bptreat: 'onBloodPressureMedicine',
  cac: 'coronaryCalcium',
  sdi: 'socialDeprivationDecile',
  cvd: 'priorCardiovascularDisease',
  gender: 'sex',
}

const yes = new Set(['yes', 'true', 'y', '1'])
const no = new Set(['no', 'false', 'n', '0'])

type Stated = { readonly value: unknown; readonly unit?: string }

const stated = (raw: unknown): Stated => {
  if (typeof raw === 'object' && raw !== null && 'value' in raw) {
    const unit = 'unit' in raw && typeof raw.unit === 'string' ? raw.unit.trim() : undefined
    return { value: raw.value, ...(unit === undefined || unit === '' ? {} : { unit }) }
  }
  if (typeof raw !== 'string') return { value: raw }
  const figure = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(\S.*)?$/i.exec(raw.trim())
  if (figure === null) return { value: raw.trim() }
  return { value: Number(figure[1]), ...(figure[2] === undefined ? {} : { unit: figure[2].trim() }) }
}

const yesNoOf = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value
  const word = String(value).toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : undefined
}

const expected = (entry: CatalogueEntry): string =>
  entry.kind === 'yesNo'
    ? 'Write yes or no.'
    : entry.kind === 'choice'
      ? entry.choices === undefined
        ? 'Write its ISO 3166-1 code.'
        : `Write one of: ${entry.choices.join(', ')}.`
      : `Write a number${entry.unit === undefined || entry.unit === '1' ? '' : ` in ${[entry.unit, ...(entry.alsoIn ?? []).map((u) => u.unit)].join(' or ')}`}.`

type Given = { readonly input?: FilledInput; readonly problem?: Problem }

const read = (entry: CatalogueEntry, raw: unknown, catalogue: InputCatalogue, at: Place): Given => {
  const { id } = entry
  const { value, unit } = stated(raw)
  const basis = [{ kind: 'absent' as const, what: `given ${id}` }]
  const bad = (code: string, severity: Problem['severity'], message: string, remedy = expected(entry)): Problem => ({
    code,
    severity,
    at: { ...at, path: id },
    message,
    remedy,
  })
  const refused = bad('risk.bad-value', 'error', `${id}: ${JSON.stringify(raw)} is not a value of it.`)
  if (entry.kind === 'yesNo') {
    const answer = unit === undefined ? yesNoOf(value) : undefined
    return answer === undefined
      ? { problem: refused }
      : { input: { id, state: 'known', value: answer, from: 'given', basis } }
  }
  if (entry.kind === 'choice') {
    const word = typeof value === 'string' ? value : ''
    const choice =
      id === 'country'
        ? countryCode(word, catalogue)
        : entry.choices === undefined
          ? word
          : entry.choices.find((c) => c === word.toLowerCase().replaceAll(' ', '-'))
    return choice === undefined || choice === ''
      ? { problem: refused }
      : { input: { id, state: 'known', value: choice, from: 'given', basis } }
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return { problem: refused }
  if (entry.choices !== undefined && !Number.isInteger(value)) return { problem: refused }
  const judged = judgeFigure(entry, value, unit)
  const shown = `${value}${unit === undefined ? '' : ` ${unit}`}`
  if (judged.state === 'impossible')
    return {
      problem: bad(
        'risk.impossible-value',
        'error',
        `${id}: nobody has ${shown}${unit === undefined ? ` ${entry.unit ?? ''}` : ''}.`,
      ),
    }
  if (judged.state === 'suspect') {
    const unitSaid = unit === undefined ? {} : { unit }
    const likely = judged.likelyUnit === undefined ? {} : { likelyUnit: judged.likelyUnit }
    return {
      input: { id, state: 'suspect', value, ...unitSaid, ...likely, basis },
      problem: bad(
        'risk.unit-doubtful',
        'warning',
        `${id}: ${shown} is out of the ordinary${judged.likelyUnit === undefined ? '' : `, but ordinary in ${judged.likelyUnit}`}; it was not used.`,
        'Say the unit it was measured in.',
      ),
    }
  }
  return {
    input: {
      id,
      state: 'known',
      value: judged.value,
      ...(entry.unit === undefined ? {} : { unit: entry.unit }),
      ...(unit === undefined || unit === entry.unit ? {} : { asRecorded: { value, unit } }),
      from: 'given',
      basis,
    },
  }
}

/**
 * Inputs that somebody typed or sent: numbers, `{ value, unit }`, text such as `5.2 mmol/L`, yes or no, one of the choices; by the name of the input or a short
 * name (`sbp`). Names that are not known, values of another kind and impossible values are errors; a figure of doubtful unit is kept as `suspect`.
 */
export const givenInputs = (
  raw: Readonly<Record<string, unknown>>,
  catalogue: InputCatalogue,
  at: Place,
): { readonly inputs: readonly FilledInput[]; readonly problems: readonly Problem[] } => {
  const inputs = new Map<InputId, FilledInput>()
  const problems: Problem[] = []
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || value === null) continue
    const entry = catalogue.entries.get(name) ?? catalogue.entries.get(shortNames[name.toLowerCase()] ?? '')
    if (entry === undefined) {
      problems.push({
        code: 'risk.unknown-input',
        severity: 'error',
        at: { ...at, path: name },
        message: `There is no input "${name}".`,
        remedy: 'Write the name as attune risk --inputs lists it.',
      })
      continue
    }
    const { input, problem } = read(entry, value, catalogue, at)
    if (inputs.has(entry.id))
      problems.push({
        code: 'risk.stated-twice',
        severity: 'error',
        at: { ...at, path: name },
        message: `${entry.id} is stated twice, by its name and by a short name.`,
        remedy: 'State it once.',
      })
    if (input !== undefined) inputs.set(entry.id, input)
    if (problem !== undefined) problems.push(problem)
  }
  return { inputs: [...inputs.values()], problems }
}
