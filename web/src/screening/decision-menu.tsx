import { Menu } from '@mantine/core'
import type { Decision, ScreeningItem } from '../../../src/clinical/screening/model.ts'
import { decisionWords } from '../../../src/shared/wording/en-screening-page.ts'
import { dayText } from '../record/record-words.ts'
import { decisionFor } from './decided.ts'
import styles from './line-details.module.css'

export type Deciding = {
  readonly decisions: readonly Decision[]
  readonly decide: (decision: Decision) => void
  readonly takeBack: (track: string) => void
  readonly kept: boolean
}

const today = (): string => {
  const now = new Date()
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

const where = (kept: boolean): string =>
  kept
    ? 'Noted on this computer only, until the screening rules change. Nothing is written to the record.'
    : 'Noted until this page is closed. Nothing is written anywhere.'

/** Notes that a line is decided against, and why; says where the note is kept. */
export const DecisionMenu = ({ item, deciding }: { readonly item: ScreeningItem; readonly deciding: Deciding }) => (
  <div data-no-print>
    <Menu returnFocus position="bottom-start" width={320} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={styles.button} aria-haspopup="menu">
          Note a decision…
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => deciding.decide({ track: item.track, what: 'declined', date: today() })}>
          {decisionWords.declined.ask}
        </Menu.Item>
        {item.rule?.late === true && (
          <Menu.Item onClick={() => deciding.decide({ track: 'all', what: 'limited-life-expectancy', date: today() })}>
            {decisionWords['limited-life-expectancy'].ask}
          </Menu.Item>
        )}
        <Menu.Label>{where(deciding.kept)}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  </div>
)

/** What was decided about a line, and the way back. */
export const DecidedLine = ({ item, deciding }: { readonly item: ScreeningItem; readonly deciding: Deciding }) => {
  const decision = decisionFor(item, deciding.decisions)
  if (decision === undefined) return null
  const told = decisionWords[decision.what].told
  return (
    <p>
      Decided: {told}
      {decision.date !== undefined && ` (${dayText(decision.date)})`}. {where(deciding.kept)}{' '}
      <button type="button" className={styles.button} onClick={() => deciding.takeBack(decision.track)} data-no-print>
        {decision.track === 'all' ? 'Take back for all screening' : 'Take back'}
      </button>
    </p>
  )
}
