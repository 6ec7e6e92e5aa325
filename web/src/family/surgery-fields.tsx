import type { Surgery } from '../../../src/clinical/family/index.ts'
import { surgeryNames } from '../../../src/shared/wording/en-pedigree.ts'
import styles from './person-panel.module.css'
import type { PanelParts } from './person-panel.tsx'
import { TextField } from './typed-field.tsx'

/** Operations that take an organ, and with it its risk, away. */
export const SurgeryFields = ({ person, set }: PanelParts) => {
  const surgery = person.surgery ?? []
  const keep = (next: readonly Surgery[], said: string): void =>
    set({ surgery: next.length === 0 ? undefined : next }, said)
  const nameOf = (what: Surgery['what']): string => surgeryNames[what].full.clinician
  return (
    <details className={styles.more} open={surgery.length > 0 ? true : undefined}>
      <summary>Operations{surgery.length > 0 ? ` (${surgery.length})` : ''}</summary>
      <div className={styles.inside}>
        {surgery.map((s, i) => (
          <div key={s.what} className={styles.row}>
            <TextField
              label={`Age at ${nameOf(s.what)}`}
              value={s.age === undefined ? '' : String(s.age)}
              numeric
              keep={(age) => {
                if (age !== '' && !/^\d{1,3}$/.test(age)) return
                const next: Surgery = age === '' ? { what: s.what } : { what: s.what, age: Number(age) }
                keep(surgery.with(i, next), `${nameOf(s.what)} ${age === '' ? 'at an age not known' : `at ${age}`}`)
              }}
            />
            <button
              type="button"
              className={styles.button}
              aria-label={`Remove ${nameOf(s.what)}`}
              onClick={() =>
                keep(
                  surgery.filter((_, n) => n !== i),
                  `${nameOf(s.what)} taken away`,
                )
              }
            >
              Remove
            </button>
          </div>
        ))}
        <label className={styles.field}>
          Add an operation
          <select
            value=""
            onChange={(e) => {
              const what = e.currentTarget.value as Surgery['what'] | ''
              if (what !== '') keep([...surgery, { what }], `${nameOf(what)} added`)
            }}
          >
            <option value="">choose …</option>
            {(Object.keys(surgeryNames) as Surgery['what'][])
              .filter((what) => !surgery.some((s) => s.what === what))
              .map((what) => (
                <option key={what} value={what}>
                  {nameOf(what)}
                </option>
              ))}
          </select>
        </label>
      </div>
    </details>
  )
}
