import { ageText } from '../../../src/deliver/report/figures/pedigree-text.ts'
import type { Relative } from '../../../src/clinical/family/index.ts'
import styles from './person-panel.module.css'
import type { PanelParts } from './person-panel.tsx'
import { AgeField, Check, Choice, TextField } from './typed-field.tsx'

const sexes = [
  ['female', 'female'],
  ['male', 'male'],
  ['unknown', 'not known'],
] as const satisfies readonly (readonly [Relative['sex'], string])[]

const genders = [
  ['', 'as at birth'],
  ['woman', 'woman'],
  ['man', 'man'],
  ['other', 'other'],
] as const

/** Name, sex, age, and whether the person lives. */
export const PersonBasics = ({ person, set }: PanelParts) => (
  <div className={styles.inside}>
    <TextField
      label="Name"
      value={person.name ?? ''}
      keep={(name) => set({ name: name === '' ? undefined : name }, `name ${name || 'taken away'}`)}
    />
    <div className={styles.pair}>
      <Choice label="Sex at birth" value={person.sex} of={sexes} keep={(sex) => set({ sex }, `sex at birth ${sex}`)} />
      <Choice
        label="Gender"
        value={person.gender ?? ''}
        of={genders}
        keep={(gender) => set({ gender: gender === '' ? undefined : gender }, 'gender changed')}
      />
    </div>
    <div className={styles.pair}>
      <AgeField
        label={person.dead ? 'Age at death' : 'Age now'}
        value={person.age}
        keep={(age) => set({ age }, age === undefined ? 'age taken away' : `age ${ageText(age)}`)}
      />
      <TextField
        label="Year of birth"
        value={person.born === undefined ? '' : String(person.born)}
        numeric
        keep={(year) => {
          if (year === '' || /^\d{4}$/.test(year))
            set({ born: year === '' ? undefined : Number(year) }, `born ${year || 'not known'}`)
        }}
      />
    </div>
    <Check
      label="Has died"
      on={person.dead === true}
      keep={(dead) => set({ dead: dead ? true : undefined }, dead ? 'has died' : 'is alive')}
    />
  </div>
)

const adoptions = [
  ['', 'no'],
  ['in', 'into this family'],
  ['out', 'out of this family'],
] as const

const pregnancies = [
  ['', 'no, a person who was born'],
  ['ongoing', 'ongoing'],
  ['miscarriage', 'miscarriage'],
  ['stillbirth', 'stillbirth'],
  ['termination', 'termination'],
  ['ectopic', 'ectopic'],
] as const

/** What is asked less often. */
export const PersonMore = ({ person, set }: PanelParts) => (
  <details className={styles.more}>
    <summary>Adoption, pregnancy, ancestry, notes</summary>
    <div className={styles.inside}>
      <div className={styles.pair}>
        <Choice
          label="Adopted"
          value={person.adopted ?? ''}
          of={adoptions}
          keep={(adopted) => set({ adopted: adopted === '' ? undefined : adopted }, 'adoption changed')}
        />
        <Choice
          label="Pregnancy"
          value={person.pregnancy ?? ''}
          of={pregnancies}
          keep={(pregnancy) => set({ pregnancy: pregnancy === '' ? undefined : pregnancy }, 'pregnancy changed')}
        />
      </div>
      {person.twins !== undefined && (
        <Choice
          label="Twins"
          value={person.twins.zygosity}
          of={[
            ['identical', 'identical'],
            ['fraternal', 'not identical'],
            ['unknown', 'not known which'],
          ]}
          keep={(zygosity) => set({ twins: { group: person.twins?.group ?? '', zygosity } }, `twins ${zygosity}`)}
        />
      )}
      <Check
        label="Ashkenazi Jewish ancestry"
        on={person.ashkenazi === true}
        keep={(on) => set({ ashkenazi: on ? true : undefined }, 'ancestry changed')}
      />
      <TextField
        label="Notes"
        value={person.notes ?? ''}
        keep={(notes) => set({ notes: notes === '' ? undefined : notes }, 'notes changed')}
      />
    </div>
  </details>
)
