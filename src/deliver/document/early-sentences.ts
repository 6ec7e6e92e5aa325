import type { Recommendation } from '../../shared/recommendation.ts'
import { type Audience, capital } from '../../shared/wording/catalogue.ts'
import { type Language, sayReason, stepsOf, titleOf } from '../../shared/wording/render.ts'
import type { Spoken } from '../report/document.ts'
import { sayReasons } from './medicine-sentences.ts'

/** What a recommendation without coded steps asks for, by the second part of its id. */
const asked = (r: Recommendation, audience: Audience, language: Language): string => {
  const kind = r.module === 'risk' ? (r.id.split(':')[1] ?? '') : 'ask'
  const input = language.phrase(r.about.name)
  return capital(sayReason({ code: `do-${kind}`, with: { input } }, audience, language))
}

/** A recommendation of early detection in words for both readers. */
export const sayEarly = (r: Recommendation, language: Language): Spoken => {
  const about = language.phrase(r.about.name)
  const forReader = (audience: Audience): Spoken['clinician'] => {
    const [first] = r.steps
    return {
      title: first === undefined ? asked(r, audience, language) : titleOf(first, about, true, audience, language),
      why: sayReasons(r.because, audience, language),
      steps: r.steps.flatMap((s) => stepsOf(s, about, audience, language)),
    }
  }
  return { clinician: forReader('clinician'), patient: forReader('patient') }
}
