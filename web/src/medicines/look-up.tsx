import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { personPath, usePerson } from '../person/person-context.ts'
import { findMedicines } from '../search/answers.ts'
import styles from './look-up.module.css'
import { useAudience } from '../session/use-audience.ts'

/** Answers while typing: the verdict of every medicine that fits, Enter opens it. */
export const LookUp = ({ typed, setTyped }: { readonly typed: string; readonly setTyped: (text: string) => void }) => {
  const person = usePerson()
  const audience = useAudience()
  const [, navigate] = useLocation()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const found = useMemo(() => findMedicines(person.document, typed).slice(0, 7), [person.document, typed])
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(name) => navigate(personPath(person, 'medicines', name))}
      transitionProps={{ duration: 0 }}
    >
      <Combobox.Target>
        <TextInput
          label="Look up any medicine"
          placeholder="clopidogrel, codeine …"
          className={styles.field ?? ''}
          value={typed}
          onChange={(e) => {
            setTyped(e.currentTarget.value)
            combobox.openDropdown()
            window.setTimeout(() => combobox.selectFirstOption(), 0)
          }}
          onFocus={() => typed !== '' && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim() === ''}>
        <Combobox.Options>
          {found.map((m) => (
            <Combobox.Option key={m.drug.name} value={m.drug.name}>
              <span className={styles.option}>
                <VerdictMark of={m.verdict} />
                <span>
                  <strong>{m.drug.name}</strong>
                  {m.onList && <span className="quiet"> on the list</span>}
                  <span className={styles.line}>{m.say[audience].title}</span>
                </span>
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && (
            <Combobox.Empty>
              No guideline held here links “{typed.trim()}” to a gene. That does not mean it is safe, only that genes
              say nothing.
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
