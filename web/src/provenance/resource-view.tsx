import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { instantText } from '../../../src/deliver/report/words.ts'
import { usePerson } from '../person/person-context.ts'
import { resourceQuery } from '../record/record-queries.ts'
import { NotThere } from '../session/ask-server.ts'
import styles from './drawer.module.css'
import { Step } from './step.tsx'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Where a resource came from, in words. */
const sourceText = (source: string): string => {
  const file = /^urn:attune:import:([0-9a-f]{64})/.exec(source)?.[1]
  return file === undefined ? source : `A file that was imported, sha256 ${file}`
}

/** One resource of the record as it is kept: where it came from, its version, and all of it. */
export const ResourceView = ({ reference }: { readonly reference: string }) => {
  const person = usePerson()
  const resource = useQuery(resourceQuery(person.id, reference))
  const [copied, setCopied] = useState('')
  if (resource.error)
    return (
      <div role="alert">
        <p>
          {resource.error instanceof NotThere
            ? 'There is no such resource in this person’s record any more.'
            : resource.error.message}
        </p>
        {!(resource.error instanceof NotThere) && (
          <p className={styles.foot}>
            <button type="button" className={styles.copy} onClick={() => void resource.refetch()}>
              Try again
            </button>
          </p>
        )}
      </div>
    )
  if (resource.data === undefined)
    return (
      <p role="status" className="quiet">
        Loading …
      </p>
    )
  const meta = (resource.data['meta'] ?? {}) as Readonly<Record<string, unknown>>
  const source = text(meta['source'])
  const [updated, version] = [text(meta['lastUpdated']), text(meta['versionId'])]
  const json = JSON.stringify(resource.data, undefined, 2)
  return (
    <div className={styles.trace}>
      <Step head="Resource">
        <p className={styles.fhir}>{reference}</p>
      </Step>
      <Step head="Source">
        <p className={styles.wrap}>
          {source === undefined ? 'The record does not say where it came from.' : sourceText(source)}
        </p>
        <p className={styles.where}>
          {[updated && `kept here since ${instantText(updated)}`, version && `version ${version}`]
            .filter(Boolean)
            .join(', ')}
        </p>
      </Step>
      <Step head="As it is kept">
        <pre data-kind="resource">{json}</pre>
      </Step>
      <p className={styles.foot}>
        <button
          type="button"
          className={styles.copy}
          onClick={() =>
            void navigator.clipboard.writeText(json).then(
              () => setCopied('Copied.'),
              () => setCopied('The browser did not allow copying; select the text instead.'),
            )
          }
        >
          Copy as text
        </button>
        <span role="status" className="quiet small">
          {copied}
        </span>
      </p>
    </div>
  )
}
