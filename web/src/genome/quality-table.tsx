import type { Sign } from '../../../src/deliver/report/figures/sign.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import type { QualityLine } from './genome-answers.ts'
import styles from './quality-table.module.css'

const marks: Readonly<Record<QualityLine['verdict'], { readonly sign: Sign; readonly word: string }>> = {
  within: { sign: 'fine', word: 'As expected' },
  outside: { sign: 'caution', word: 'Outside' },
  notAssessed: { sign: 'notKnown', word: 'Not assessed' },
  notApplicable: { sign: 'noQuestion', word: 'Nothing is expected' },
}

/** The measured figures, what is expected of each, and how it stands to that. */
export const QualityTable = ({ lines }: { readonly lines: readonly QualityLine[] }) => (
  <table className={`stack ${styles.table}`}>
    <caption className="hidden">Quality of this genome</caption>
    <thead>
      <tr>
        <th scope="col">Figure</th>
        <th scope="col">Here</th>
        <th scope="col">Expected</th>
        <th scope="col">Verdict</th>
      </tr>
    </thead>
    <tbody>
      {lines.map((line) => (
        <tr key={line.name}>
          <th scope="row">{line.name}</th>
          <td data-label="Here" className={styles.number}>
            {line.value}
          </td>
          <td data-label="Expected">
            <span>
              {line.expected}
              {line.source && <span className={styles.source}>{line.source}</span>}
            </span>
          </td>
          <td data-label="Verdict">
            <span>
              <VerdictMark of={marks[line.verdict].sign} word={marks[line.verdict].word} />
              {line.because && line.verdict === 'notAssessed' && <span className={styles.source}>{line.because}</span>}
            </span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
