import { Link } from 'wouter'
import { instantText } from '../../../src/deliver/report/words.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { Part } from '../frame/part.tsx'
import { usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'
import { ProblemList } from '../start/problem-list.tsx'
import { Accesses } from './accesses.tsx'
import styles from './inputs-page.module.css'

const kinds = {
  vcf: 'Genome (VCF)',
  gvcf: 'Genome (gVCF)',
  array: 'Genome (array file)',
  fhir: 'Record (FHIR R4)',
  outsideCalls: 'Results of other laboratories',
} as const

const number = new Intl.NumberFormat('en-GB')

/** Everything that went in, what was not understood, and what the report cannot see. */
export const InputsPage = () => {
  const { document, origin, id } = usePerson()
  const { person, inputs, policy, problems, limits, knowledge, software, at } = document
  usePageTitle('Inputs', person.name)
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>Inputs</h1>
      <Part title="Files">
        {inputs.length === 0 && <p className="quiet">No files: nothing was read for this person.</p>}
        <ul className={styles.files}>
          {inputs.map((i) => (
            <li key={i.name + i.kind}>
              <p>
                <strong>{i.name}</strong> <span className="quiet">{kinds[i.kind]}</span>
              </p>
              <p className="small">
                {[
                  i.build && `${i.build}${i.buildEvidence ? ` (${i.buildEvidence})` : ''}`,
                  i.sample && `sample ${i.sample}`,
                  i.rowsRead !== undefined && `${number.format(i.rowsRead)} rows read`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <p className={styles.hash}>sha256 {i.sha256}</p>
            </li>
          ))}
        </ul>
        {origin === 'local' && <p className="quiet">Read in this browser; nothing was sent.</p>}
      </Part>
      <Part title="How missing is read">
        <p>
          {policy.missingAsReference
            ? 'Positions without data were taken as reference because the user said so. Results that rest on them are only as good as that statement.'
            : 'Positions without data count as not known, never as reference.'}
          {policy.callCyp2d6 &&
            ' CYP2D6 was also called from the VCF rows, a research option: its structural alleles cannot be seen there.'}
        </p>
      </Part>
      <Part title="Not understood">
        {problems.length === 0 ? <p>Everything in the files was understood.</p> : <ProblemList problems={problems} />}
      </Part>
      <Part title="From the record">
        <ul>
          {person.conditions.map((c, i) => (
            <li key={c.text + i}>
              <Why of={`condition:${i}`}>{c.text}</Why>
              {c.onset && <span className="quiet"> since {c.onset}</span>}
            </li>
          ))}
          {person.allergies.map((a, i) => (
            <li key={a.text + i}>
              Allergy: <Why of={`allergy:${i}`}>{a.text}</Why>
            </li>
          ))}
        </ul>
        {person.silentOn.length > 0 && (
          <p>The record says nothing about {person.silentOn.join(', ')}. That is not the same as having none.</p>
        )}
        {person.conditions.length + person.allergies.length + person.silentOn.length === 0 && (
          <p className="quiet">No problems and no allergies are recorded.</p>
        )}
      </Part>
      <Part title="What this cannot see">
        <ul className={styles.limits}>
          {limits.map((l) => (
            <li key={l}>{l}</li>
          ))}
        </ul>
      </Part>
      {origin === 'server' && <Accesses person={id} />}
      <Part title="Made with">
        <p>
          {software.name} {software.version}, {instantText(at)}
        </p>
        <ul>
          {knowledge.map((k) => (
            <li key={k.id + k.release}>
              <Link href="/knowledge">
                {k.id} {k.release}
              </Link>{' '}
              {k.title} <span className="quiet">{k.licence}</span>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  )
}
