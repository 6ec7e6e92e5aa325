import type { ScreeningCalendar, ScreeningItem } from '../../../src/clinical/screening/model.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { usePerson } from '../person/person-context.ts'
import { type CalendarGroup, nextUp } from './calendar-groups.ts'
import { lastText, lineTitle, lineWhen } from './line-words.ts'
import styles from './at-one-look.module.css'

/** Parts of a record on which screening rests, in words. */
const silentWords: Readonly<Record<string, string>> = {
  conditions: 'illnesses',
  procedures: 'procedures and operations',
  observations: 'measurements and test results',
  'family history': 'the family',
  smoking: 'smoking',
}

const shown = 5

const lower = (text: string): string =>
  /^[A-Z]( |[a-z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

const names = (items: readonly ScreeningItem[], audience: Audience): string => {
  const first = items.slice(0, shown).map((i, n) => (n === 0 ? lineTitle(i, audience) : lower(lineTitle(i, audience))))
  const rest = items.length - first.length
  return `${first.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** In five seconds: what needs a next step, what is overdue, what is due, what comes next, what is not known. */
export const AtOneLook = ({
  calendar,
  groups,
  audience,
}: {
  readonly calendar: ScreeningCalendar
  readonly groups: readonly CalendarGroup[]
  readonly audience: Audience
}) => {
  const of = (state: CalendarGroup['state']): readonly ScreeningItem[] =>
    groups.find((g) => g.state === state)?.items ?? []
  const [followUp, overdue, due, unknown] = [of('follow-up'), of('overdue'), of('due'), of('not-known')]
  const next = nextUp(calendar)
  const { silentOn } = usePerson().document.person
  const silent = silentOn.flatMap((kind) => silentWords[kind] ?? [])
  return (
    <section aria-label="At one look" className={styles.look}>
      <dl>
        {followUp.length > 0 && (
          <>
            <dt>{audience === 'patient' ? 'Needs a next step' : 'Needs follow-up'}</dt>
            <dd>
              <VerdictMark of="act" />
              <a href="#follow-up">
                {followUp.map((i) => `${lineTitle(i, audience)} (${lastText(i, audience)})`).join(', ')}
              </a>
            </dd>
          </>
        )}
        <dt>Overdue</dt>
        <dd>
          {overdue.length === 0 ? (
            'Nothing, by what is recorded'
          ) : (
            <>
              <VerdictMark of="act" />
              <a href="#overdue">
                {overdue.length === 1
                  ? `${names(overdue, audience)}, ${overdue.map(lineWhen).join('')}`
                  : names(overdue, audience)}
              </a>
            </>
          )}
        </dd>
        <dt>Due now</dt>
        <dd>{due.length === 0 ? 'Nothing' : <a href="#due">{`${due.length}: ${names(due, audience)}`}</a>}</dd>
        <dt>Next</dt>
        <dd>
          {next === undefined
            ? 'Nothing is foreseen beyond what is due now'
            : `${lineTitle(next, audience)}, ${lineWhen(next)}`}
        </dd>
        {unknown.length > 0 && (
          <>
            <dt>{audience === 'patient' ? 'Not known yet' : 'Not known'}</dt>
            <dd>
              <a href="#not-known">
                {unknown.length} {unknown.length === 1 ? 'question' : 'questions'} that a few answers would settle
              </a>
            </dd>
          </>
        )}
      </dl>
      {silent.length > 0 && (
        <p className={styles.silent}>
          The record says nothing of {silent.join(', ')}. What is due may change when it does.
        </p>
      )}
    </section>
  )
}
