import type { GeneCard } from '../../../src/deliver/report/document.ts'
import {
  genePositions,
  type PositionMark,
  positionMarks,
  positionSummary,
} from '../../../src/deliver/report/figures/gene-positions.ts'
import { SvgFigure } from '../marks/svg-figure.tsx'
import { Why } from '../provenance/why.tsx'
import styles from './positions.module.css'

const words = { found: 'differs', reference: 'as the reference', notCovered: 'no usable data' } as const

/** The positions as a figure, a sentence and a table. */
export const Positions = ({ gene }: { readonly gene: GeneCard }) => {
  const marks = positionMarks(gene)
  const found = marks.filter((m) => m.shows === 'found')
  return (
    <figure className={styles.positions}>
      <div className={styles.figure}>
        <SvgFigure node={genePositions(gene.gene, marks)} />
      </div>
      <figcaption>
        <p>{positionSummary(marks)}</p>
        <p className={styles.legend}>
          <span>
            <Shape of="found" /> differs from the reference
          </span>
          <span>
            <Shape of="reference" /> as the reference
          </span>
          <span>
            <Shape of="notCovered" /> no usable data
          </span>
        </p>
      </figcaption>
      {found.length > 0 && (
        <PositionTable gene={gene.gene} marks={found} caption="Where this person differs" numbered />
      )}
      <details>
        <summary className="small">All {marks.length} positions as a table</summary>
        <PositionTable gene={gene.gene} marks={marks} caption={`All positions of ${gene.gene}`} />
      </details>
    </figure>
  )
}

const Shape = ({ of }: { readonly of: PositionMark['shows'] }) => (
  <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
    {of === 'found' && <path d="M6 .5 11.5 6 6 11.5 .5 6z" fill="currentColor" />}
    {of === 'reference' && <path d="M6 2v8" stroke="currentColor" strokeWidth="1.2" />}
    {of === 'notCovered' && (
      <circle cx="6" cy="6" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.3" strokeDasharray="2 1.8" />
    )}
  </svg>
)

const PositionTable = ({
  gene,
  marks,
  caption,
  numbered = false,
}: {
  readonly gene: string
  readonly marks: readonly PositionMark[]
  readonly caption: string
  readonly numbered?: boolean
}) => (
  <table className={styles.table}>
    <caption className="hidden">{caption}</caption>
    <thead>
      <tr>
        {numbered && <th scope="col">No.</th>}
        <th scope="col">Position</th>
        <th scope="col">Reference</th>
        <th scope="col">This person</th>
        {!numbered && <th scope="col">Shows</th>}
      </tr>
    </thead>
    <tbody>
      {marks.map((m, i) => (
        <tr key={m.pos}>
          {numbered && <td>{i + 1}</td>}
          <th scope="row">
            <Why of={`position:${gene}:${m.pos}`}>{m.pos}</Why> {m.rsid && <span className="quiet">{m.rsid}</span>}
          </th>
          <td className={styles.allele}>{m.call.ref}</td>
          <td className={styles.allele}>
            {m.call.state === 'missing' ? '–' : m.call.alleles.map((a) => a ?? '?').join(m.call.phased ? ' | ' : ' / ')}
          </td>
          {!numbered && <td className="quiet">{words[m.shows]}</td>}
        </tr>
      ))}
    </tbody>
  </table>
)
