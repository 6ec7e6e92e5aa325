import { useRef, useState } from 'react'
import type { Pedigree, PedigreeLayout } from '../../../src/clinical/family/index.ts'
import type { Problem } from '../../../src/shared/problem.ts'
import { lostNames } from '../../../src/shared/wording/en-pedigree.ts'
import { Part } from '../frame/part.tsx'
import { ProblemList } from '../start/problem-list.tsx'
import { type ExportFormat, exportFamily, exportFormats } from './export-family.ts'
import styles from './family-page.module.css'
import { importFamily } from './import-family.ts'
import type { Change } from './pedigree-history.ts'

/** Files in and out. What a format cannot hold is told before it is relied on. */
export const FamilyFiles = ({
  pedigree,
  layout,
  act,
}: {
  readonly pedigree: Pedigree
  readonly layout: PedigreeLayout | undefined
  readonly act: (change: Change) => void
}) => {
  const input = useRef<HTMLInputElement>(null)
  const [told, setTold] = useState('')
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const open = async (file: File): Promise<void> => {
    const read = await importFamily(file)
    setProblems(read.problems)
    if (!read.ok) return setTold(`${file.name} was not taken: nothing was changed.`)
    act({
      do: 'change',
      to: read.value.pedigree,
      said: `${file.name} opened: ${read.value.pedigree.people.length} people.`,
    })
    setTold(
      `${file.name} stands in the place of the drawing; Undo brings the old one back.${read.value.families > 1 ? ` Of ${read.value.families} families in the file this is the first.` : ''}`,
    )
  }
  const save = async (format: ExportFormat): Promise<void> => {
    setProblems([])
    try {
      const lost = await exportFamily(format, pedigree, layout)
      const words = [...new Set(lost)].map((what) => lostNames[what] ?? what)
      setTold(words.length === 0 ? 'File made.' : `File made. This format has no place for: ${words.join(', ')}.`)
    } catch {
      setTold('The file could not be made in this browser.')
    }
  }
  return (
    <Part title="Files">
      <div className={styles.files} data-no-print>
        <button type="button" className={styles.button} onClick={() => input.current?.click()}>
          Open a family file…
        </button>
        <input
          ref={input}
          type="file"
          className="hidden"
          tabIndex={-1}
          aria-label="Family file"
          onChange={(e) => {
            const file = e.currentTarget.files?.[0]
            e.currentTarget.value = ''
            if (file) void open(file)
          }}
        />
        <span className="quiet small">PED, CanRisk, GA4GH Pedigree or FHIR. It is read in this browser.</span>
      </div>
      <div className={styles.files} role="group" aria-label="Save as" data-no-print>
        <span>Save as</span>
        {exportFormats.map(([format, words]) => (
          <button key={format} type="button" className={styles.button} onClick={() => void save(format)}>
            {words}
          </button>
        ))}
      </div>
      <p role="status" className="small">
        {told}
      </p>
      {problems.length > 0 && <ProblemList problems={problems} />}
    </Part>
  )
}
