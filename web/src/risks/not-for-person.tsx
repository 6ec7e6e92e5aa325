import { sayRiskRemark } from '../../../src/shared/wording/en-risk-remarks.ts'
import styles from './risks-page.module.css'
import type { JudgedModel } from './risk-topics.ts'

/** Models that do not apply, each with every reason. */
export const NotForPerson = ({ models }: { readonly models: readonly JudgedModel[] }) =>
  models.length === 0 ? null : (
    <details className={styles.folded}>
      <summary>
        {models.length} {models.length === 1 ? 'model does' : 'models do'} not apply, and why
      </summary>
      <table className="stack">
        <caption className="hidden">Models that do not apply</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {models.map((f) => (
            <tr key={f.model.id}>
              <th scope="row">{f.model.title}</th>
              <td>
                {[
                  ...new Set(
                    [...f.because, ...(f.fit === 'no' ? [] : f.remarks)].map((r) => sayRiskRemark(r, 'clinician')),
                  ),
                ].join(' ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
