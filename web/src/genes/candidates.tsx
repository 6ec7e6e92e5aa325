import type { GeneCard } from '../../../src/deliver/report/document.ts'
import { percentText } from '../../../src/deliver/report/words.ts'
import { unique } from '../person/lookup.ts'

/** All results that fit the data, with their probability by ancestry group where frequencies are known. */
export const Candidates = ({ gene }: { readonly gene: GeneCard }) => {
  const candidates = gene.result.source.map((source, i) => ({
    source,
    phenotype: (gene.result.genetic[i] ?? source).phenotypes.join(' or '),
  }))
  const groups = unique(candidates.flatMap(({ source }) => Object.keys(source.diplotype.posterior ?? {}))).toSorted()
  return (
    <>
      <p>
        The data cannot tell these apart.
        {groups.length === 0
          ? ' How likely each is, is not known: no allele frequencies are held for this gene.'
          : ' Probability by ancestry group, from allele frequencies.'}
      </p>
      <table>
        <caption className="hidden">Results of {gene.gene} that fit the data</caption>
        <thead>
          <tr>
            <th scope="col">Genotype</th>
            <th scope="col">Phenotype</th>
            {groups.map((g) => (
              <th key={g} scope="col">
                {g}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {candidates.map(({ source, phenotype }) => (
            <tr key={source.shownAs}>
              <th scope="row">{source.shownAs}</th>
              <td>
                {phenotype}
                {source.activityScore !== undefined && (
                  <span className="quiet"> activity score {source.activityScore}</span>
                )}
              </td>
              {groups.map((g) => {
                const p = source.diplotype.posterior?.[g]
                return <td key={g}>{p === undefined ? '–' : percentText(p)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
