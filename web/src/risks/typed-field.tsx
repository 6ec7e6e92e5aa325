import { useState } from 'react'
import type { InputId } from '../../../src/clinical/risk/index.ts'
import { choiceText, riskInputText } from '../../../src/shared/wording/en-risk-inputs.ts'
import { unitText } from '../record/record-words.ts'
import styles from './input-table.module.css'
import type { TypedValues } from './use-typed-values.ts'

/** Where a value is typed over: a figure with its unit, or a choice. Empty: as the record has it. */
export const TypedField = ({ id, values }: { readonly id: InputId; readonly values: TypedValues }) => {
  const entry = values.catalogue?.entries.get(id)
  if (entry === undefined) return null
  const label = riskInputText(id, 'clinician')
  if (entry.kind === 'number') return <Figure id={id} label={label} values={values} />
  const options = entry.kind === 'yesNo' ? ['yes', 'no'] : entry.choices
  if (options === undefined) return <Word id={id} label={label} values={values} />
  return (
    <select
      aria-label={`Try another: ${label}`}
      className={styles.field}
      value={values.typed[id] ?? ''}
      onChange={(e) => values.set(id, e.currentTarget.value || undefined)}
    >
      <option value="">as it is</option>
      {options.map((o) => (
        <option key={o} value={o}>
          {choiceText(id, o)}
        </option>
      ))}
    </select>
  )
}

type Field = { readonly id: InputId; readonly label: string; readonly values: TypedValues }

const Word = ({ id, label, values }: Field) => (
  <input
    type="text"
    aria-label={`Try another: ${label}`}
    placeholder="US"
    className={styles.word}
    value={values.typed[id] ?? ''}
    onChange={(e) => values.set(id, e.currentTarget.value.trim() || undefined)}
  />
)

const Figure = ({ id, label, values }: Field) => {
  const entry = values.catalogue?.entries.get(id)
  const units = [
    ...new Map([entry?.unit ?? '1', ...(entry?.alsoIn ?? []).map((u) => u.unit)].map((u) => [unitText(u), u])).values(),
  ]
  const [figure = '', ofUnit] = (values.typed[id] ?? '').split(/ (.*)/)
  const [chosen, setChosen] = useState(units[0] ?? '1')
  const unit = ofUnit ?? chosen
  const set = (text: string, inUnit: string): void => {
    setChosen(inUnit)
    const plain = text.trim().replace(',', '.')
    values.set(id, plain === '' ? undefined : inUnit === '1' || inUnit === 'a' ? plain : `${plain} ${inUnit}`)
  }
  const ask = values.result?.asks.find((a) => a.input === id)
  const wrong = values.result?.problems.find((p) => p.at.path === id)
  const likely = ask?.likelyUnit
  return (
    <span className={styles.typed}>
      <input
        type="text"
        inputMode="decimal"
        aria-label={`Try another: ${label}`}
        aria-invalid={ask !== undefined || wrong !== undefined || undefined}
        className={styles.figure}
        value={figure}
        onChange={(e) => set(e.currentTarget.value, unit)}
      />
      {units.length > 1 ? (
        <select
          aria-label={`Unit of ${label}`}
          className={styles.unit}
          value={unit}
          onChange={(e) => set(figure, e.currentTarget.value)}
        >
          {units.map((u) => (
            <option key={u} value={u}>
              {unitText(u)}
            </option>
          ))}
        </select>
      ) : (
        <span className="quiet small">{unit === 'a' ? 'years' : unitText(unit)}</span>
      )}
      {ask !== undefined && (
        <span role="alert" className={styles.ask}>
          {figure} {unitText(unit)}{' '}
          {likely === undefined ? 'is out of the ordinary.' : `looks like ${unitText(likely)}: which?`}{' '}
          {likely !== undefined && (
            <button type="button" className={styles.change} onClick={() => set(figure, likely)}>
              It is {unitText(likely)}
            </button>
          )}{' '}
          <span className="quiet">Not used as it stands.</span>
        </span>
      )}
      {wrong !== undefined && (
        <span role="alert" className={styles.ask}>
          {wrong.remedy || wrong.message}
        </span>
      )}
    </span>
  )
}
