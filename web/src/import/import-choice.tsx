import { useEffect, useId, useRef, useState } from 'react'
import { asksWhose, type ImportFile } from './import-files.ts'
import styles from './import-choice.module.css'
import { PersonChoice } from './person-choice.tsx'

const kinds = { genome: 'genome', record: 'FHIR record', outsideCalls: 'results of other laboratories' } as const

/** What to do with files that were dropped by somebody who may add to the record. */
export const ImportChoice = ({
  files,
  assess,
  add,
  cancel,
}: {
  readonly files: readonly ImportFile[]
  readonly assess: () => void
  readonly add: (person?: string) => void
  readonly cancel: () => void
}) => {
  const id = useId()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const records = files.filter((f) => f.kind === 'record')
  const [record] = records
  const asks = files.filter(asksWhose)
  const ofRecord = records.length === 1
  const [whose, setWhose] = useState<'record' | 'other'>(ofRecord ? 'record' : 'other')
  const [person, setPerson] = useState<string>()
  const needs = asks.length > 0 && whose === 'other'
  return (
    <section className={styles.choice} aria-labelledby={`${id}h`}>
      <h2 id={`${id}h`} ref={head} tabIndex={-1}>
        {files.length === 1 ? 'One file' : `${files.length} files`}
      </h2>
      <ul className={styles.files}>
        {files.map(({ file, kind }, i) => (
          <li key={file.name + i}>
            {file.name} <span className="quiet small">{kind === undefined ? 'not recognised' : kinds[kind]}</span>
          </li>
        ))}
      </ul>
      <div className={styles.way}>
        <button type="button" className={styles.second} onClick={assess}>
          Assess here only
        </button>
        <p className="quiet small">Nothing leaves this browser, and nothing is kept.</p>
      </div>
      <form
        className={styles.way}
        onSubmit={(event) => {
          event.preventDefault()
          add(needs ? person : undefined)
        }}
      >
        {asks.length > 0 && (
          <fieldset className={styles.whose}>
            <legend>
              Whose {asks.length === 1 ? 'is' : 'are'} {asks.map((f) => f.file.name).join(', ')}?
            </legend>
            {ofRecord && (
              <>
                <label className={styles.radio}>
                  <input
                    type="radio"
                    name={`${id}w`}
                    checked={whose === 'record'}
                    onChange={() => setWhose('record')}
                  />
                  of the person in {record?.file.name}
                </label>
                <label className={styles.radio}>
                  <input type="radio" name={`${id}w`} checked={whose === 'other'} onChange={() => setWhose('other')} />
                  of somebody else
                </label>
              </>
            )}
            {needs && <PersonChoice chosen={person} choose={setPerson} />}
          </fieldset>
        )}
        <button type="submit" className={styles.first} disabled={needs && person === undefined}>
          Add to the record
        </button>
        <p className="quiet small">
          Sent to this server and kept. Each file joins the record as a whole or not at all; adding the same file twice
          changes nothing.
        </p>
      </form>
      <p>
        <button type="button" className={styles.plain} onClick={cancel}>
          Cancel
        </button>
      </p>
    </section>
  )
}
