import { Link } from 'wouter'
import type { GeneCard } from '../../../src/deliver/report/document.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { personPath, usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'
import { clinicalText, coverageText, diplotypeText, phenotypeText, resultWords } from './gene-words.ts'
import styles from './genes-page.module.css'

/** A gene with a result, one without changes, and one that is not known look different: missing is never normal. */
const heads = [
  ['With a finding', (g: GeneCard) => g.state === 'finding'],
  ['Looked at, nothing that changes a medicine', (g: GeneCard) => g.state === 'negative'],
  ['Not known', (g: GeneCard) => g.state === 'indeterminate'],
  ['Does not apply', (g: GeneCard) => g.state === 'notApplicable'],
] as const

export const GenesPage = () => {
  const { document } = usePerson()
  usePageTitle('Genes', document.person.name)
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>Genes</h1>
      {document.genes.length === 0 && (
        <p>No gene was looked at: neither a genome file nor results of another laboratory were given.</p>
      )}
      {document.genes.length > 0 && (
        <table className={styles.table}>
          <caption className="hidden">Genes, what was found and which medicines they touch</caption>
          <thead>
            <tr>
              <th scope="col">Gene</th>
              <th scope="col">Result</th>
              <th scope="col">Genotype</th>
              <th scope="col">Phenotype</th>
              <th scope="col">Covered</th>
              <th scope="col">Medicines</th>
            </tr>
          </thead>
          {heads.map(([head, belongs]) => {
            const rows = document.genes.filter(belongs)
            return rows.length === 0 ? null : (
              <tbody key={head}>
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
      )}
    </div>
  )
}

const Row = ({ gene }: { readonly gene: GeneCard }) => {
  const person = usePerson()
  const shown = gene.medicines.slice(0, 3)
  const more = gene.medicines.length - shown.length
  const after = clinicalText(gene)
  return (
    <tr>
      <th scope="row" className={styles.gene}>
        {gene.state === 'indeterminate' && <VerdictMark of="notKnown" />}
        <Link href={personPath(person, 'genes', gene.gene)}>{gene.gene}</Link>
      </th>
      <td className={styles.result}>{resultWords(gene)}</td>
      <td className={styles.genotype} data-empty={diplotypeText(gene) === '' || undefined}>
        {diplotypeText(gene) ? (
          <Why of={`gene:${gene.gene}`}>{diplotypeText(gene)}</Why>
        ) : (
          <span className="quiet">–</span>
        )}
      </td>
      <td data-empty={phenotypeText(gene) === '' || undefined}>
        {phenotypeText(gene) || <span className="quiet">–</span>}
        {after && <span className={styles.after}>with the list: {after}</span>}
      </td>
      <td className={styles.covered}>{coverageText(gene)}</td>
      <td className={styles.medicines}>
        {shown.join(', ')}
        {more > 0 && ` and ${more} more`}
      </td>
    </tr>
  )
}
