import type { SetAside } from '../../../src/clinical/family/index.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { asideNames, familyDiseaseText } from '../../../src/shared/wording/en-pedigree.ts'
import { ageText } from '../../../src/deliver/report/figures/pedigree-text.ts'
import { Part } from '../frame/part.tsx'
import styles from './family-page.module.css'

/** Relatives of the record who could not be drawn, so that nobody goes missing. */
export const AsideList = ({ aside, audience }: { readonly aside: readonly SetAside[]; readonly audience: Audience }) =>
  aside.length === 0 ? null : (
    <Part title="In the record, not in the drawing">
      <ul className={styles.list}>
        {aside.map((a, i) => (
          <li key={i}>
            <strong>{a.name === undefined ? a.relation : `${a.name} (${a.relation})`}</strong>
            {a.diagnoses.length > 0 &&
              `: ${a.diagnoses
                .map(
                  (d) =>
                    `${familyDiseaseText(typeof d.disease === 'string' ? d.disease : d.disease.other, audience)}${d.onset === undefined ? '' : ` at ${ageText(d.onset)}`}`,
                )
                .join(', ')}`}
            <br />
            <span className="quiet small">{asideNames[a.because]}. Ask, then add them to the drawing.</span>
          </li>
        ))}
      </ul>
    </Part>
  )
