import type { ScreeningItem } from '../../../src/clinical/screening/model.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { usePerson } from '../person/person-context.ts'
import { dayText } from '../record/record-words.ts'
import { wayText, windowText } from './line-words.ts'
import styles from './line-details.module.css'

/** The ways of the rule that decided, side by side: how often, when last, when next if this way is taken. */
export const OptionTable = ({ item, audience }: { readonly item: ScreeningItem; readonly audience: Audience }) => {
  const { at } = usePerson().document
  const { options } = item
  const latest = options.reduce((day, o) => ((o.last ?? '') > day ? (o.last ?? '') : day), '')
  const asked = item.state === 'due' || item.state === 'overdue'
  // A way that was never used has been open all along: that matters only while nothing covers it.
  const next = ({ due }: (typeof options)[number]): string =>
    due === undefined ? '–' : due.from > at.slice(0, 10) ? windowText(due) : asked ? 'now' : '–'
  return options.length === 1 ? (
    <p>{options.map((o) => wayText(o.parts, audience)).join('')}</p>
  ) : (
    <table className="stack">
      <caption className="hidden">Ways to do it, each enough by itself</caption>
      <thead>
        <tr>
          <th scope="col">One of these is enough</th>
          <th scope="col">Last done</th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {options.map((o) => (
          <tr key={wayText(o.parts, 'clinician')}>
            <th scope="row">
              {wayText(o.parts, audience)}{' '}
              {o.last !== undefined && o.last === latest && <span className={styles.used}>used last</span>}
            </th>
            <td data-label="Last done">{o.last === undefined ? '–' : dayText(o.last)}</td>
            <td data-label="Next">{next(o)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
