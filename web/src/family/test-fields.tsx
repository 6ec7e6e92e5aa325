import { useState } from 'react'
import type { GeneTest } from '../../../src/clinical/family/index.ts'
import styles from './person-panel.module.css'
import type { PanelParts } from './person-panel.tsx'
import { Choice, TextField } from './typed-field.tsx'

/** Genes that the models reckon with, and those of the lipid score. */
const genes = [
  'BRCA1',
  'BRCA2',
  'PALB2',
  'CHEK2',
  'ATM',
  'MLH1',
  'MSH2',
  'MSH6',
  'PMS2',
  'LDLR',
  'APOB',
  'PCSK9',
] as const

const results: Readonly<Record<GeneTest['result'], string>> = {
  positive: 'variant found',
  negative: 'nothing found',
  uncertain: 'unclear',
}

/** Genetic tests: choosing gene and result adds one. */
export const TestFields = ({ person, set }: PanelParts) => {
  const [gene, setGene] = useState('')
  const tests = person.tests ?? []
  const keep = (next: readonly GeneTest[], said: string): void =>
    set({ tests: next.length === 0 ? undefined : next }, said)
  const change = (i: number, fields: Partial<GeneTest>): void =>
    keep(
      tests.map((t, n) => (n === i ? { ...t, ...fields } : t)),
      'test changed',
    )
  return (
    <fieldset className={styles.group}>
      <legend>Genetic tests</legend>
      {tests.map((t, i) => (
        <div key={`${i} ${t.gene}`} className={styles.row}>
          <strong>
            {t.gene}: {results[t.result]}
          </strong>
          <button
            type="button"
            className={styles.button}
            aria-label={`Remove ${t.gene} test`}
            onClick={() =>
              keep(
                tests.filter((_, n) => n !== i),
                `${t.gene} test taken away`,
              )
            }
          >
            Remove
          </button>
          <div className={styles.pair}>
            <Choice
              label={`What was looked for in ${t.gene}`}
              value={t.method}
              of={[
                ['search', 'the whole gene'],
                ['known-variant', 'the family’s variant'],
              ]}
              keep={(method) => change(i, { method })}
            />
            <TextField
              label={`Variant of ${t.gene}`}
              value={t.variant ?? ''}
              keep={(variant) => {
                const { variant: _, ...rest } = t
                keep(
                  tests.map((old, n) => (n === i ? (variant === '' ? rest : { ...rest, variant }) : old)),
                  'variant changed',
                )
              }}
            />
          </div>
        </div>
      ))}
      <div className={styles.pair}>
        <Choice
          label="Add a test of"
          value={gene}
          of={[['', 'choose gene …'], ...genes.map((g) => [g, g] as const)]}
          keep={setGene}
        />
        <label className={styles.field}>
          Result
          <select
            value=""
            disabled={gene === ''}
            onChange={(e) => {
              const result = e.currentTarget.value as GeneTest['result'] | ''
              if (result === '') return
              keep([...tests, { gene, result, method: 'search' }], `${gene} ${results[result]}`)
              setGene('')
            }}
          >
            <option value="">choose …</option>
            {Object.entries(results).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </div>
    </fieldset>
  )
}
