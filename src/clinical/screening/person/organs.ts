import type { PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { Reason } from '../../../shared/recommendation.ts'
import type { Organ } from '../model.ts'
import type { FactState } from './history.ts'

/** `cannot`: not there by sex, or removed. `perhaps`: an operation is recorded that may have removed it. */
export type OrganState = {
  readonly is: 'yes' | 'cannot' | 'unknown' | 'perhaps'
  readonly because: readonly Reason[]
  readonly basis: readonly DatumRef[]
}

const sexOfOrgan: Readonly<Partial<Record<Organ, 'female' | 'male'>>> = {
  cervix: 'female',
  ovaries: 'female',
  prostate: 'male',
}

const removedBy: Readonly<Record<Organ, string>> = {
  breasts: 'breasts-removed',
  cervix: 'cervix-removed',
  ovaries: 'ovaries-removed',
  prostate: 'prostate-removed',
  colon: 'colon-removed',
}

/** Sex that organs and incidence go by: recorded at birth, else the recorded one. `other` and nothing recorded are unknown. */
export const sexOf = (view: Pick<PatientView, 'sex' | 'birthSex'>): 'female' | 'male' | undefined =>
  view.birthSex ?? (view.sex === 'other' ? undefined : view.sex)

/** Whether an organ is there to be screened: by sex and by the operations that are recorded. */
export const organOf = (view: PatientView, organ: Organ, factNamed: (name: string) => FactState): OrganState => {
  const removed = factNamed(removedBy[organ])
  if (removed.is === 'yes')
    return {
      is: 'cannot',
      because: [{ code: 'organ-removed', with: { organ, what: removed.what ?? '' }, basis: removed.basis }],
      basis: removed.basis,
    }
  const needed = sexOfOrgan[organ]
  const sex = sexOf(view)
  if (needed !== undefined && sex === undefined) return { is: 'unknown', because: [], basis: [] }
  if (needed !== undefined && sex !== needed)
    return { is: 'cannot', because: [{ code: 'organ-absent', with: { organ } }], basis: [] }
  if (organ === 'cervix' && factNamed('uterus-removed-cervix-kept').is !== 'yes') {
    const uterus = factNamed('uterus-removed')
    if (uterus.is === 'yes')
      return {
        is: 'perhaps',
        because: [{ code: 'organ-perhaps-removed', with: { organ, what: uterus.what ?? '' }, basis: uterus.basis }],
        basis: uterus.basis,
      }
  }
  return { is: 'yes', because: [], basis: [] }
}
