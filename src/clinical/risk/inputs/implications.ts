import type { Problem } from '../../../shared/problem.ts'
import type { FilledInput, InputId, InputValue } from '../model.ts'

type Implication = readonly [InputId, InputValue, InputId, InputValue]

/** By the meaning of the words: the first being so makes the second so. */
const implications: readonly Implication[] = [
  ['diabetesType1', true, 'diabetes', true],
  ['diabetesType2', true, 'diabetes', true],
  ['diabetesType1', true, 'diabetesType2', false],
  ['diabetesType2', true, 'diabetesType1', false],
  ['diabetes', false, 'diabetesType1', false],
  ['diabetes', false, 'diabetesType2', false],
  ['diabetes', true, 'impairedGlucose', true],
  ['diabetes', true, 'everHighGlucose', true],
  ['onStatin', true, 'onLipidMedicine', true],
  ['onLipidMedicine', false, 'onStatin', false],
  ['priorStroke', true, 'strokeOrEmbolism', true],
  ['strokeOrEmbolism', false, 'priorStroke', false],
  ['priorStroke', true, 'priorCardiovascularDisease', true],
  ['vascularDisease', true, 'priorCardiovascularDisease', true],
  ['atherosclerosis', true, 'priorCardiovascularDisease', true],
  ['heartFailure', true, 'priorCardiovascularDisease', true],
  ['smokingNow', true, 'smokedEver', true],
  ['smokedEver', false, 'smokingNow', false],
  ['smokedEver', false, 'smokingAmount', 'never'],
  ['smokedEver', false, 'yearsSmoked', 0],
  ['smokingAmount', 'never', 'smokingNow', false],
  ['smokingAmount', 'never', 'smokedEver', false],
  ['smokingAmount', 'former', 'smokingNow', false],
  ['smokingAmount', 'former', 'smokedEver', true],
  ['smokingAmount', 'light', 'smokingNow', true],
  ['smokingAmount', 'moderate', 'smokingNow', true],
  ['smokingAmount', 'heavy', 'smokingNow', true],
  ['parentHeartAttackBefore60', true, 'familyHeartAttack', true],
  ['parentHeartAttackBefore60', true, 'familyCoronaryBefore60', true],
  ['familyHeartAttack', false, 'parentHeartAttackBefore60', false],
  ['familyCoronaryBefore60', false, 'parentHeartAttackBefore60', false],
  ['parentDiabetes', true, 'familyDiabetes', 'first-degree'],
  ['priorLungCancer', true, 'priorCancer', true],
  ['priorBreastCancer', true, 'priorCancer', true],
  ['sex', 'male', 'gestationalDiabetes', false],
  ['sex', 'female', 'erectileDysfunction', false],
]

/**
 * Which of two statements that contradict each other gives way: what somebody gave counts before what is recorded, and what is recorded before a "no" that rests on
 * nothing being recorded.
 */
const weightOf = (input: FilledInput): number => {
  if (input.state !== 'known') return 0
  if (input.from === 'given') return 2
  return input.value === false && input.basis.every((b) => b.kind === 'absent') ? 0 : 1
}

const contradiction = (a: InputId, b: InputId): Problem => ({
  code: 'risk.contradiction',
  severity: 'warning',
  at: { path: `${a}, ${b}` },
  message: `What is said of ${a} and of ${b} cannot both be so; neither was used.`,
  remedy: 'Correct one of them.',
})

/** Fills what follows from what is known, and takes back both sides of a contradiction unless one weighs more: given before recorded, recorded before not found. */
export const followed = (
  inputs: ReadonlyMap<InputId, FilledInput>,
): { readonly inputs: ReadonlyMap<InputId, FilledInput>; readonly problems: readonly Problem[] } => {
  const out = new Map(inputs)
  const problems: Problem[] = []
  /** What follows weighs as much as what it follows from. */
  const weights = new Map([...inputs].map(([id, input]) => [id, weightOf(input)]))
  const weight = (id: InputId): number => weights.get(id) ?? 0
  const doubt = (input: FilledInput): void => {
    if (input.state === 'known')
      out.set(input.id, { id: input.id, state: 'suspect', value: input.value, basis: input.basis })
  }
  for (let round = 0, changed = true; changed && round < implications.length; round++) {
    changed = false
    for (const [a, value, b, then] of implications) {
      const [from, to] = [out.get(a), out.get(b)]
      if (from?.state !== 'known' || from.value !== value || to === undefined) continue
      if (to.state === 'missing' || to.state === 'tooOld') {
        out.set(b, { id: b, state: 'known', value: then, from: 'derived', basis: from.basis })
        weights.set(b, weight(a))
        changed = true
      } else if (to.state === 'known' && to.value !== then) {
        changed = true
        if (weight(a) > weight(b)) {
          out.set(b, { id: b, state: 'known', value: then, from: 'derived', basis: from.basis })
          weights.set(b, weight(a))
        } else if (weight(b) > weight(a)) out.set(a, { id: a, state: 'missing' })
        else {
          problems.push(contradiction(a, b))
          doubt(from)
          doubt(to)
        }
      }
    }
  }
  const [total, hdl] = [out.get('totalCholesterol'), out.get('hdlCholesterol')]
  if (
    total?.state === 'known' &&
    hdl?.state === 'known' &&
    typeof total.value === 'number' &&
    typeof hdl.value === 'number' &&
    hdl.value >= total.value
  ) {
    problems.push(contradiction('totalCholesterol', 'hdlCholesterol'))
    doubt(total)
    doubt(hdl)
  }
  return { inputs: out, problems }
}

/** True when a value of an input cannot be so beside what is known: a smoker has not smoked "never". */
export const contradicted = (id: InputId, value: InputValue, known: Readonly<Record<InputId, InputValue>>): boolean =>
  implications.some(
    ([a, then, b, so]) =>
      (a === id && then === value && known[b] !== undefined && known[b] !== so) ||
      (b === id && so !== value && known[a] === then),
  )
