import type { Relative } from '../../../src/clinical/family/index.ts'
import { ageText } from '../../../src/deliver/report/figures/pedigree-text.ts'
import { familyDiseaseText, pregnancyNames, surgeryNames } from '../../../src/shared/wording/en-pedigree.ts'
import { Part } from '../frame/part.tsx'
import { Why } from '../provenance/why.tsx'
import { usePerson } from '../person/person-context.ts'
import { People } from './people-links.tsx'
import type { Told } from './told.ts'

const ageOf = (p: Relative): string => {
  if (p.pregnancy !== undefined) return pregnancyNames[p.pregnancy]
  const age = p.age === undefined ? 'not known' : ageText(p.age)
  return p.dead
    ? p.age === undefined
      ? 'died'
      : `died at ${age}`
    : p.age === undefined && p.born
      ? `born ${p.born}`
      : age
}

const results = { positive: 'variant found', negative: 'nothing found', uncertain: 'unclear' } as const

/** The same as the drawing, as a table. */
export const RelativesTable = ({ pedigree, nameOf, openPerson, audience }: Told) => {
  const { origin } = usePerson()
  return (
    <Part title="Everybody as a table">
      <table className="stack">
        <caption className="hidden">People of the family</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Age</th>
            <th scope="col">Illnesses</th>
            <th scope="col">Tests and operations</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {pedigree.people.map((p) => (
            <tr key={p.id}>
              <th scope="row">
                <People of={[p.id]} nameOf={nameOf} openPerson={openPerson} />
              </th>
              <td data-label="Age">{ageOf(p)}</td>
              <td data-label="Illnesses">
                {p.diagnoses.length > 0
                  ? p.diagnoses
                      .map((d) => {
                        const what = familyDiseaseText(
                          typeof d.disease === 'string' ? d.disease : d.disease.other,
                          audience,
                        )
                        return `${what}${d.onset === undefined ? ', age not known' : ` at ${ageText(d.onset)}`}`
                      })
                      .join('; ')
                  : p.healthUnknown
                    ? 'not known'
                    : 'none known'}
              </td>
              <td data-label="Tests and operations">
                {[
                  ...(p.tests ?? []).map((t) => `${t.gene}: ${results[t.result]}${t.variant ? ` (${t.variant})` : ''}`),
                  ...(p.surgery ?? []).map(
                    (s) => `${surgeryNames[s.what].full[audience]}${s.age === undefined ? '' : ` at ${s.age}`}`,
                  ),
                ].join('; ')}
              </td>
              <td data-label="From">
                {p.ref?.kind === 'fhir' ? (
                  origin === 'server' ? (
                    <Why of={`resource:${p.ref.resource}`} label={`Record of ${nameOf(p.id)}`}>
                      record
                    </Why>
                  ) : (
                    'record'
                  )
                ) : p.id === pedigree.proband ? (
                  'this person'
                ) : (
                  'drawn here'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}
