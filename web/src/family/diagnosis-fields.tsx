import { ageText } from '../../../src/deliver/report/figures/pedigree-text.ts'
import { useState } from 'react'
import { type Diagnosis, familyDiseases, type Receptor } from '../../../src/clinical/family/index.ts'
import { familyDiseaseNames, familyDiseaseText } from '../../../src/shared/wording/en-pedigree.ts'
import styles from './person-panel.module.css'
import type { PanelParts } from './person-panel.tsx'
import { AgeField, Check, Choice, TextField } from './typed-field.tsx'

const textOf = (d: Diagnosis): string =>
  familyDiseaseText(typeof d.disease === 'string' ? d.disease : d.disease.other, 'clinician')

/** Diagnoses with ages and pathology, and the statement that nothing is known. Choosing a disease adds it; the age is asked next. */
export const DiagnosisFields = ({ person, set }: PanelParts) => {
  const [added, setAdded] = useState(-1)
  const [other, setOther] = useState(false)
  const replace = (i: number, d: Diagnosis | undefined, said: string): void =>
    set({ diagnoses: person.diagnoses.flatMap((old, n) => (n === i ? (d === undefined ? [] : [d]) : [old])) }, said)
  const add = (disease: Diagnosis['disease']): void => {
    setAdded(person.diagnoses.length)
    setOther(false)
    const d: Diagnosis = { disease }
    set({ diagnoses: [...person.diagnoses, d] }, `${textOf(d)} added`)
  }
  return (
    <fieldset className={styles.group}>
      <legend>Illnesses</legend>
      {person.diagnoses.length === 0 && (
        <Check
          label="Nothing is known of their health"
          on={person.healthUnknown === true}
          keep={(on) =>
            set(
              on ? { healthUnknown: true } : { diagnoses: [], healthUnknown: undefined },
              on ? 'nothing is known of their health' : 'asked about, no illness known',
            )
          }
        />
      )}
      {person.diagnoses.length === 0 && person.healthUnknown !== true && (
        <p className="quiet">Asked about: no illness known.</p>
      )}
      {person.diagnoses.map((d, i) => (
        <div key={`${i} ${textOf(d)}`} className={styles.row}>
          <strong>{textOf(d)}</strong>
          <button
            type="button"
            className={styles.button}
            aria-label={`Remove ${textOf(d)}`}
            onClick={() => replace(i, undefined, `${textOf(d)} taken away`)}
          >
            Remove
          </button>
          <div className={styles.pair}>
            <AgeField
              label={`Age at diagnosis of ${textOf(d)}`}
              value={d.onset}
              focusFirst={i === added}
              keep={(onset) => {
                const { onset: _, ...rest } = d
                replace(
                  i,
                  onset === undefined ? rest : { ...rest, onset },
                  onset === undefined ? `age at ${textOf(d)} taken away` : `${textOf(d)} at ${ageText(onset)}`,
                )
              }}
            />
            <Pathology d={d} keep={(changed) => replace(i, changed, 'pathology changed')} />
          </div>
        </div>
      ))}
      <label className={styles.field}>
        Add an illness
        <select
          value=""
          onChange={(e) => {
            const chosen = e.currentTarget.value
            if (chosen === 'other') setOther(true)
            else if (chosen !== '') add(chosen as (typeof familyDiseases)[number])
          }}
        >
          <option value="">choose …</option>
          {familyDiseases.map((disease) => (
            <option key={disease} value={disease}>
              {familyDiseaseNames[disease].full.clinician}
            </option>
          ))}
          <option value="other">another, in own words</option>
        </select>
      </label>
      {other && <TextField label="Which illness" value="" keep={(words) => add({ other: words })} />}
    </fieldset>
  )
}

const receptors = [
  ['', 'not known'],
  ['positive', 'positive'],
  ['negative', 'negative'],
] as const

/** Receptors of a breast cancer, microsatellites of a bowel or womb cancer; nothing for the others. */
const Pathology = ({ d, keep }: { readonly d: Diagnosis; readonly keep: (d: Diagnosis) => void }) => {
  const put = (fields: Readonly<Record<string, string>>): void => {
    const pathology = Object.fromEntries(
      Object.entries<string>({ ...d.pathology, ...fields }).filter(([, v]) => v !== ''),
    )
    const { pathology: _, ...rest } = d
    keep(Object.keys(pathology).length === 0 ? rest : { ...rest, pathology })
  }
  if (d.disease === 'breast-cancer' || d.disease === 'contralateral-breast-cancer')
    return (
      <>
        {(['er', 'pr', 'her2'] as const).map((marker) => (
          <Choice<Receptor | ''>
            key={marker}
            label={{ er: 'Oestrogen receptor', pr: 'Progesterone receptor', her2: 'HER2' }[marker]}
            value={d.pathology?.[marker] ?? ''}
            of={receptors}
            keep={(value) => put({ [marker]: value })}
          />
        ))}
      </>
    )
  if (d.disease === 'colorectal-cancer' || d.disease === 'endometrial-cancer')
    return (
      <Choice
        label="Microsatellites"
        value={d.pathology?.msi ?? ''}
        of={[
          ['', 'not known'],
          ['high', 'instable (MSI-high)'],
          ['stable', 'stable'],
        ]}
        keep={(msi) => put({ msi })}
      />
    )
  return null
}
