import { Link } from 'wouter'
import { personPath, usePerson } from '../person/person-context.ts'
import styles from './callability-map.module.css'
import type { GeneReading } from './genome-answers.ts'
import { shareText } from './top-line.ts'

const groups = [
  ['Genes of medicines', 'pharmacogenomics'],
  ['Hereditary', 'hereditary'],
] as const

const shares = ['called', 'notCalled', 'unknown'] as const
const words: Readonly<Record<(typeof shares)[number], string>> = {
  called: 'has a call',
  notCalled: 'looked at, not called',
  unknown: 'not known',
}

/** How much of each gene can be read, gene by gene: three shares, three patterns, and the numbers. */
export const CallabilityMap = ({
  genes,
  isWhole,
}: {
  readonly genes: readonly GeneReading[]
  /** The file speaks of every place. */
  readonly isWhole: boolean
}) => (
  <>
    {!isWhole && (
      <p className="small quiet">
        The file lists only some places. Where it lists nothing, it is not known whether there is no variant or nobody
        looked.
      </p>
    )}
    <p className={styles.legend} aria-hidden="true">
      {shares.map((s) => (
        <span key={s}>
          <svg viewBox="0 0 24 10" width="24" height="10" focusable="false">
            <Bar called={Number(s === 'called')} notCalled={Number(s === 'notCalled')} width={24} />
          </svg>{' '}
          {words[s]}
        </span>
      ))}
    </p>
    <table className={styles.table}>
      <caption className="hidden">
        How much of each gene can be read, how many positions of its allele definitions were looked at, and variants in
        it
      </caption>
      <thead>
        <tr>
          <th scope="col">Gene</th>
          <th scope="col">Readable</th>
          <th scope="col">
            <span className="hidden">Shares</span>
          </th>
          <th scope="col">Positions</th>
          <th scope="col">Variants</th>
          <th scope="col">Matters for</th>
        </tr>
      </thead>
      {groups.map(([head, why]) => {
        const rows = genes.filter((g) => g.why === why)
        return rows.length === 0 ? null : (
          <tbody key={why}>
            <tr className={styles.group}>
              <th colSpan={6} scope="rowgroup">
                {head} <span className="quiet">{rows.length}</span>
              </th>
            </tr>
            {rows.map((g) => (
              <Row key={g.gene} gene={g} />
            ))}
          </tbody>
        )
      })}
    </table>
  </>
)

const Row = ({ gene }: { readonly gene: GeneReading }) => {
  const person = usePerson()
  const length = gene.end - gene.start + 1
  const told = shares.filter((s) => gene[s] > 0).map((s) => `${shareText(gene[s], length)} ${words[s]}`)
  return (
    <tr>
      <th scope="row" className={styles.gene}>
        <Link href={personPath(person, 'genome', gene.gene)}>{gene.gene}</Link>
      </th>
      <td className={styles.number}>{shareText(gene.called, length)}</td>
      <td className={styles.bar}>
        <svg
          viewBox="0 0 240 10"
          preserveAspectRatio="none"
          width="100%"
          height="10"
          role="img"
          aria-label={told.join(', ')}
        >
          <title>{told.join(', ')}</title>
          <Bar called={gene.called / length} notCalled={gene.notCalled / length} width={240} />
        </svg>
      </td>
      <td className={styles.number}>
        {gene.listed === 0 ? <span className="quiet">–</span> : `${gene.listed - gene.listedNotRead} of ${gene.listed}`}
      </td>
      <td className={styles.number}>{gene.called === 0 ? <span className="quiet">–</span> : gene.variants}</td>
      <td className={styles.matters}>{gene.mattersFor}</td>
    </tr>
  )
}

/** Filled: called; slanted strokes: not called; an open dashed frame: not known. */
const Bar = ({
  called,
  notCalled,
  width,
}: {
  readonly called: number
  readonly notCalled: number
  readonly width: number
}) => {
  const a = called * width
  const b = notCalled * width
  const rest = width - a - b
  const strokes = Array.from({ length: Math.ceil(b / 5) }, (_, i) => {
    const x = a + i * 5
    return `M${x} 9L${Math.min(x + 4, a + b)} 1`
  }).join('')
  return (
    <>
      {rest > 0.2 && (
        <rect
          x={a + b + 0.5}
          y={1}
          width={Math.max(0.2, rest - 1)}
          height={8}
          fill="none"
          stroke="currentColor"
          strokeDasharray="2 2"
          vectorEffect="non-scaling-stroke"
          opacity={0.6}
        />
      )}
      {b > 0 && (
        <path d={strokes} stroke="currentColor" strokeWidth={1.2} vectorEffect="non-scaling-stroke" fill="none" />
      )}
      {a > 0 && <rect x={0} y={1} width={Math.max(a, 1)} height={8} fill="currentColor" />}
    </>
  )
}
