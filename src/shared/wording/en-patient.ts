import type { Action } from '../action.ts'
import { topicSentences, watched } from './en-advice.ts'
import { joinEn, stopping, without, written } from './en-lists.ts'
import { preventiveMeasureWords, screeningTestWords } from './en-screening.ts'

const silences: Record<Extract<Action, { do: 'noAdvice' }>['because'], string> = {
  'insufficient-evidence': 'what your genes mean for {drug} is not known',
  'phenotype-not-assigned': 'what your genes mean for {drug} is not known',
  'source-silent': 'this guide gives no advice on {drug} for your genes',
  'input-not-valid': 'a further gene test is needed to give advice on {drug}',
  'not-studied': 'what your genes mean for {drug} is not known',
  'no-adjustment-known': 'what your genes mean for {drug} is not known',
  'not-coded': 'there is new advice on {drug} that has not been read here yet: ask your doctor',
}

/** One coded step for the person who takes the medicine: never an order to stop or change it alone. */
export const patientClause = (a: Action): ((drug: string) => string) => {
  switch (a.do) {
    case 'standard':
      return (d) =>
        a.firm === 'consider'
          ? `${d} may be used with care: ask your doctor`
          : `your genes give no reason to change ${d}`
    case 'contraindicate':
    case 'avoid':
      return (d) =>
        a.if === undefined
          ? `${d} may not be right for you: talk to your doctor before you change anything`
          : stopping.has(a.if) && a.if !== 'concentration-above-target'
            ? `get help at once and ask your doctor about ${d}`
            : `your doctor may choose another medicine than ${d}`
    case 'choose':
      return (d) => {
        const options = without(a.drugs, d).slice(0, 3).map(written)
        return `your doctor may choose ${options.length > 0 ? joinEn(options, 'or') : 'another medicine'} instead`
      }
    case 'add':
      return () => 'your doctor may add a second medicine'
    case 'avoidWith':
      return (d) => `some medicines do not go well with ${d}: show your list to your doctor`
    case 'doseFactor':
      return (d) => {
        const [low, high] = a.factor
        if (low === 1 && high === 1) return `the usual dose of ${d} is right to start with`
        return `${a.of === 'maintenance' ? 'later ' : ''}your doctor may choose a ${high > 1 ? 'higher' : 'lower'} dose of ${d}`
      }
    case 'doseChange':
      return (d) => `${a.of === 'maintenance' ? 'later ' : ''}your doctor may choose a ${a.direction} dose of ${d}`
    case 'dose':
    case 'maxDose':
    case 'algorithm':
    case 'interval':
      return (d) => `your doctor may set the dose of ${d} to fit your genes`
    case 'titrate':
    case 'steadyState':
      return () => 'your dose may be changed in small steps'
    case 'duration':
    case 'lowestEffectiveDose':
      return (d) => `your doctor will keep the dose of ${d} low and the time short`
    case 'monitor':
    case 'beware':
      return () => `your care team will watch ${watched(a.do === 'monitor' ? a.what : a.of, 'patient')}`
    case 'test':
      return () => 'another test may be needed first'
    case 'screen':
      return () => `your care team may offer ${screeningTestWords[a.what].patient}`
    case 'discuss':
      return () => `talk with your care team about ${preventiveMeasureWords[a.about].patient}`
    case 'induceTolerance':
      return (d) => `your doctor may raise ${d} in very small steps`
    case 'guideline':
      return () => 'your doctor follows the rules for your illness'
    case 'inform':
      return () => topicSentences[a.about].patient
    case 'refer':
      return () => 'your doctor may ask a specialist'
    case 'noAdvice':
      return (d) => silences[a.because].replace('{drug}', d)
  }
}
