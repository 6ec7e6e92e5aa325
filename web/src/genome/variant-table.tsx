import { useEffect } from 'react'
import { usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'
import { ClassShape } from './class-shape.tsx'
import type { VariantRow } from './genome-answers.ts'
import { useGenome } from './use-genome.ts'
import { rememberVariants } from './variant-traces.ts'
import styles from './variant-table.module.css'

/** `CYP2C19 c.681G>A`, or the name on the genome. */
const shortName = ({ gene, names }: VariantRow): string =>
  names.coding === undefined || gene === undefined ? names.genomic : `${gene} ${names.coding.replace(/^.*:/, '')}`

/** The names with their accessions, and the IDs of the file. */
const fullNames = ({ names, id }: VariantRow): readonly string[] => [
  ...(names.coding === undefined ? [] : [names.coding, names.genomic]),
  ...(id === '.' ? [] : [id.replaceAll(';', ', ')]),
]

/** Variants of this person, one a row; the name opens the row of the input. `numbered`: the numbers of the figure beside it, on the page of a gene, which tells the transcript. */
export const VariantTable = ({
  rows,
  caption,
  numbered = false,
}: {
  readonly rows: readonly VariantRow[]
  readonly caption: string
  readonly numbered?: boolean
}) => {
  const { base } = usePerson()
  const genome = useGenome()
  const card = genome?.state.is === 'open' ? genome.state.card : undefined
  useEffect(() => {
    if (card !== undefined) rememberVariants(base, rows, card)
  }, [base, rows, card])
  return (
    <table className={`stack ${styles.table}`}>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {numbered && <th scope="col">No.</th>}
          <th scope="col">Variant</th>
          <th scope="col">Genotype</th>
          <th scope="col">Consequence</th>
          <th scope="col">Depth, quality, filter</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={row.key}>
            {numbered && (
              <td data-label="No." className={styles.number}>
                {i + 1}
              </td>
            )}
            <th scope="row">
              <Why of={`variant:${row.key}`}>{shortName(row)}</Why>
              {row.names.protein && <span className={styles.protein}>{row.names.protein}</span>}
              {fullNames(row).map((name) => (
                <span key={name} className={styles.under}>
                  {name}
                </span>
              ))}
              {!numbered && row.otherTranscript && <span className={styles.under}>{row.otherTranscript}</span>}
            </th>
            <td data-label="Genotype">
              <span>
                {row.zygosity}
                <span className={styles.under}>{row.genotype}</span>
              </span>
            </td>
            <td data-label="Consequence">
              <span>
                <ClassShape of={row.class} /> {row.consequence}
                {row.notes.map((n) => (
                  <span key={n} className={styles.under}>
                    {n}
                  </span>
                ))}
              </span>
            </td>
            <td data-label="Quality" className={styles.number}>
              <span>
                {[row.depth, row.quality].filter(Boolean).join(', ') || 'not stated'}
                <span className={styles.under}>{row.filter}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
