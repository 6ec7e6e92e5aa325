import { Link } from 'wouter'
import type { MedicineCard } from '../../../src/deliver/report/document.ts'
import { activityText, clinicalText, coverageText, diplotypeText, phenotypeText } from '../genes/gene-words.ts'
import { geneNamed } from '../person/lookup.ts'
import { personPath, usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'

/** Genotype → phenotype → phenotype after interacting medicines, one gene a row. */
export const GenesOfMedicine = ({ medicine }: { readonly medicine: MedicineCard }) => {
  const person = usePerson()
  return (
    <table className="stack">
      <caption className="hidden">Genes that matter for {medicine.drug.name}</caption>
      <thead>
        <tr>
          <th scope="col">Gene</th>
          <th scope="col">Genotype</th>
          <th scope="col">Phenotype by the genes</th>
          <th scope="col">With the medicines on the list</th>
        </tr>
      </thead>
      <tbody>
        {medicine.genes.map((name) => {
          const gene = geneNamed(person.document, name)
          if (!gene)
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td colSpan={3}>not assessed</td>
              </tr>
            )
          const clinical = gene.result.clinical
          const after = clinicalText(gene)
          const score = activityText(gene)
          return (
            <tr key={name}>
              <th scope="row">
                <Link href={personPath(person, 'genes', name)}>{name}</Link>
              </th>
              <td data-label="Genotype">
                <span>
                  <Why of={`gene:${name}`}>{diplotypeText(gene) || gene.say.result}</Why>
                  <span className="quiet small"> {coverageText(gene)}</span>
                </span>
              </td>
              <td data-label="By the genes">
                <span>
                  {phenotypeText(gene) || 'not known'}
                  {score && <span className="quiet small"> activity score {score}</span>}
                </span>
              </td>
              <td data-label="With the list">
                {after === undefined ? (
                  <span className="quiet">{clinical ? 'unchanged' : 'no interacting medicine known'}</span>
                ) : (
                  <span>
                    {after}
                    <span className="quiet small">
                      {' '}
                      by {clinical?.because.map((b) => `${b.drug.name} (${b.effect.replace('-', ' ')})`).join(', ')}
                      {clinical?.certainty === 'literature' && '; from the literature, not a guideline'}
                      {clinical?.afterStopping &&
                        `; back after about ${clinical.afterStopping.weeks} ${clinical.afterStopping.weeks === 1 ? 'week' : 'weeks'} without it${clinical.afterStopping.verified ? '' : ' (figure not yet checked)'}`}
                    </span>
                  </span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
