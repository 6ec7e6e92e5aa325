import { tablesOf } from '../../assess/index.ts'
import { type DraftOrder, type MadeCard, type Notice, noticeCard } from '../../deliver/cds-hooks/index.ts'
import type { PatientView } from '../../record/index.ts'
import { keyOf, pointsTo } from './call-view.ts'
import type { CdsHooksParts } from './parts.ts'

/** What stands for a medicine whose order says nothing in words: a reference, or a code alone. */
const wordless = (asWritten: string, draft: DraftOrder): boolean => {
  const concept = draft.resource['medicationCodeableConcept'] as { coding?: readonly { code?: unknown }[] } | undefined
  const codes = Array.isArray(concept?.coding) ? concept.coding : []
  return (
    asWritten === 'medicine without a name' ||
    /^(?:#|urn:|https?:|Medication\/)/.test(asWritten) ||
    codes.some((c) => c?.code === asWritten) ||
    !/\p{L}{3}/u.test(asWritten)
  )
}

/** Whether no medicine can be made out of an order at all: not known by its code, and without a name that somebody could have known it by. */
const isUnread = (view: PatientView, draft: DraftOrder): boolean =>
  view.medications
    .filter((m) => pointsTo(m, keyOf(draft.resource)))
    .every((m) => m.recognisedBy === undefined && wordless(m.asWritten, draft))

/**
 * The cards that say what was not looked at. `asked`: the orders that the answer is about, where it is about orders; then what hides a person's
 * genes is told only where the ordered medicine has anything to do with genes. A record that could not be read hides allergies and other
 * medicines too, and is always told.
 */
export const noticeCards = (
  view: PatientView,
  asked: readonly DraftOrder[] | undefined,
  hidden: Notice | undefined,
  parts: CdsHooksParts,
): readonly MadeCard[] => {
  const { byDrug } = tablesOf(parts.knowledge).advice
  const unread = (asked ?? []).some((d) => isUnread(view, d))
  const ordered = view.medications.filter((m) => asked?.some((d) => pointsTo(m, keyOf(d.resource))))
  const concerned = asked === undefined || unread || ordered.some((m) => (byDrug.get(m.drug.name) ?? []).length > 0)
  const notices: readonly Notice[] = [
    ...(hidden !== undefined && (concerned || hidden === 'record') ? [hidden] : []),
    ...(unread ? (['order'] as const) : []),
  ]
  return notices.map((n) => noticeCard(n, parts.newId))
}
