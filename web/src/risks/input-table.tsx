import { useState } from 'react'
import type { FilledInput, InputId } from '../../../src/clinical/risk/index.ts'
import { inputStateWords, riskInputText } from '../../../src/shared/wording/en-risk-inputs.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { Why } from '../provenance/why.tsx'
import { dayText, numberText, unitText } from '../record/record-words.ts'
import styles from './input-table.module.css'
import { inputSourceText, inputValueText, startText } from './risk-text.ts'
import type { JudgedModel } from './risk-topics.ts'
import { TypedField } from './typed-field.tsx'
import type { TypedValues } from './use-typed-values.ts'

const order: Readonly<Record<FilledInput['state'], number>> = {
  suspect: 0,
  impossible: 0,
  missing: 1,
  tooOld: 1,
  known: 2,
}

/** What a model reads, as it stands for this person: what is in doubt or missing first. Values can be typed over in the page. */
export const InputTable = ({ model, values }: { readonly model: JudgedModel; readonly values: TypedValues }) => {
  const [wanted, setWanted] = useState(false)
  const typing = (wanted || Object.keys(values.typed).length > 0) && values.catalogue !== undefined
  const optional = new Set(model.model.inputs.filter((i) => i.optional).map((i) => i.input))
  const typed = (id: InputId): boolean => values.typed[id] !== undefined
  const rows = model.inputs.toSorted((a, b) => order[a.state] - order[b.state])
  return (
    <>
      <p data-no-print>
        {typing ? (
          <span className="quiet small">
            What is typed stays in this page: it is computed with, not stored and not sent.
          </span>
        ) : (
          <button
            type="button"
            className={styles.change}
            onClick={() => {
              values.begin()
              setWanted(true)
            }}
          >
            Change the numbers
          </button>
        )}
        {values.fault !== undefined && <span role="alert"> {values.fault}</span>}
      </p>
      <table className={`${styles.table} stack`}>
        <caption className="hidden">What {model.model.title} reads</caption>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">Value</th>
            <th scope="col">Date</th>
            <th scope="col">From</th>
            {typing && (
              <th scope="col" data-no-print>
                Try
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((input) => (
            <tr key={input.id} data-typed={typed(input.id) || undefined}>
              <th scope="row">{startText(riskInputText(input.id, 'clinician'))}</th>
              <td data-label="Value">
                <div>
                  <Value input={input} optional={optional.has(input.id)} typed={typed(input.id)} />
                </div>
              </td>
              <td
                data-label="Date"
                className="nowrap"
                data-empty={!('date' in input) || input.date === undefined || undefined}
              >
                {'date' in input && input.date !== undefined ? dayText(input.date) : <span className="quiet">–</span>}
              </td>
              <td data-label="From" data-empty={input.state !== 'known' || undefined}>
                {inputSourceText(input) || <span className="quiet">–</span>}
              </td>
              {typing && (
                <td data-label="Try" data-no-print>
                  <TypedField id={input.id} values={values} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const Value = ({
  input,
  optional,
  typed,
}: {
  readonly input: FilledInput
  readonly optional: boolean
  readonly typed: boolean
}) => {
  switch (input.state) {
    case 'known': {
      const text = inputValueText(input.id, input.value, input.unit)
      return (
        <>
          {typed || input.basis.every((b) => b.kind === 'absent') ? (
            text
          ) : (
            <Why of={`risk-input:${input.id}`}>{text}</Why>
          )}
          {input.asRecorded !== undefined && (
            <span className="quiet small">
              {' '}
              {typed ? 'typed' : 'recorded'} as {numberText(input.asRecorded.value)} {unitText(input.asRecorded.unit)}
            </span>
          )}
        </>
      )
    }
    case 'missing':
      return optional ? (
        <span className="quiet">not known; the model has a form without it</span>
      ) : (
        <VerdictMark of="notKnown" word="not known" />
      )
    case 'tooOld':
      return (
        <>
          <VerdictMark of="notKnown" word={inputStateWords.tooOld.clinician} />{' '}
          <Why of={`risk-input:${input.id}`}>{inputValueText(input.id, input.value)}</Why>
        </>
      )
    default: {
      const shown = inputValueText(input.id, input.value, input.unit)
      return (
        <>
          <VerdictMark of="caution" word={inputStateWords[input.state].clinician} />{' '}
          {typed ? shown : <Why of={`risk-input:${input.id}`}>{shown}</Why>}
          {input.likelyUnit !== undefined && ` looks like ${unitText(input.likelyUnit)}`}
        </>
      )
    }
  }
}
