import { type Problem, placeText } from '../../../src/shared/problem.ts'
import styles from './problem-list.module.css'

const words = { error: 'Error', warning: 'Warning', info: 'Note' } as const

/** Everything in the input that was not understood: where, what is wrong, and what to do. */
export const ProblemList = ({ problems }: { readonly problems: readonly Problem[] }) => (
  <ul className={styles.list}>
    {problems.map((p, i) => (
      <li key={i}>
        <p>
          <strong>{words[p.severity]}.</strong> {p.message}
        </p>
        <p>{p.remedy}</p>
        <p className={styles.place}>
          {placeText(p.at)} <span className="quiet">{p.code}</span>
        </p>
      </li>
    ))}
  </ul>
)
