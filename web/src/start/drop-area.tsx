import { useEffect, useId, useState } from 'react'
import type { AssessChoices } from '../assess/use-assessment.ts'
import styles from './drop-area.module.css'

/** Files dropped anywhere on the page are taken; the button does the same by keyboard. */
export const DropArea = ({
  take,
  mayAdd,
}: {
  readonly take: (files: readonly File[], choices: AssessChoices) => void
  /** Whoever may add to the record is asked what to do with the files. */
  readonly mayAdd: boolean
}) => {
  const [over, setOver] = useState(false)
  const [sample, setSample] = useState('')
  const [missingAsReference, setMissing] = useState(false)
  const id = useId()

  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) take(files, { sample, missingAsReference })
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [take, sample, missingAsReference])

  return (
    <div className={styles.area} data-over={over || undefined}>
      <h2>{mayAdd ? 'Assess or add files' : 'Assess files here'}</h2>
      <p>
        Drop a VCF, a FHIR bundle or both here.{' '}
        {mayAdd
          ? 'They are assessed in this browser only, or added to the record: you are asked first.'
          : 'Nothing leaves this browser.'}
      </p>
      <p>
        <label className={styles.button}>
          Choose files
          <input
            type="file"
            multiple
            className={styles.input}
            aria-describedby={id}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])]
              event.currentTarget.value = ''
              if (files.length > 0) take(files, { sample, missingAsReference })
            }}
          />
        </label>
      </p>
      <p id={id} className="quiet small">
        VCF or gVCF, plain or gzipped; 23andMe or Ancestry text; FHIR R4 JSON; a TSV of results from other laboratories.
      </p>
      <details className={styles.options}>
        <summary>Options</summary>
        <p>
          <label htmlFor={`${id}s`}>Sample, when the file holds several</label>
          <input
            id={`${id}s`}
            className={styles.field}
            value={sample}
            onChange={(e) => setSample(e.currentTarget.value)}
            placeholder="the first one"
          />
        </p>
        <p>
          <label className={styles.check}>
            <input type="checkbox" checked={missingAsReference} onChange={(e) => setMissing(e.currentTarget.checked)} />
            Take positions without data as reference
          </label>
          <span className="quiet small">
            Only for files that list nothing but differences from the reference. Every page then says so.
          </span>
        </p>
      </details>
    </div>
  )
}
