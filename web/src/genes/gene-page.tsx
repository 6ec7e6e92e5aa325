import { Link } from 'wouter'
import type { GeneCard } from '../../../src/deliver/report/document.ts'
import type { DatumRef } from '../../../src/shared/assessment.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { Part } from '../frame/part.tsx'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { geneNamed } from '../person/lookup.ts'
import { personPath, usePerson } from '../person/person-context.ts'
import { refPlace, refText } from '../provenance/trace-text.ts'
import { Why } from '../provenance/why.tsx'
import { Candidates } from './candidates.tsx'
import styles from './gene-page.module.css'
import {
  activityText,
  clinicalText,
  coverageText,
  diplotypeText,
  phenotypeText,
  resultWords,
  sourceText,
} from './gene-words.ts'
import { Positions } from './positions.tsx'

export const GenePage = ({ name }: { readonly name: string }) => {
  const person = usePerson()
  const gene = geneNamed(person.document, name)
  usePageTitle(gene?.gene ?? 'Gene not found', person.document.person.name)
  return (
    <div className={styles.page}>
      <p className="small" data-no-print>
        <Link href={personPath(person, 'genes')}>All genes</Link>
      </p>
      {gene ? (
        <Found gene={gene} />
      ) : (
        <>
          <h1 tabIndex={-1}>{name}</h1>
          <p>This gene is not among those that are assessed here. That is no statement about it.</p>
        </>
      )}
    </div>
  )
}

const nothingLeft = {
  vcf: 'No allele that is assessed here was left open by missing data.',
  outside: 'The result is another laboratory’s: which alleles its test looked for is stated in its report, not here.',
  none: 'Everything: there are no data on this gene.',
} as const

const Found = ({ gene }: { readonly gene: GeneCard }) => {
  const person = usePerson()
  const { call, clinical } = gene.result
  const needs = person.document.needs.filter((n) => n.about === gene.gene)
  const after = clinicalText(gene)
  const score = activityText(gene)
  const facts = [
    ['Genotype', diplotypeText(gene) || call.lowestFunction.join(', ')],
    ['Phenotype', phenotypeText(gene)],
    ['Activity score', score],
    ['With the medicines on the list', after && `${after}, by ${clinical?.because.map((b) => b.drug.name).join(', ')}`],
    ['Source', `${sourceText(gene)}${call.source === 'vcf' ? `, ${coverageText(gene)}` : ''}`],
  ] as const
  return (
    <article aria-labelledby="gene-title">
      <header className={styles.head}>
        <div className={styles.name}>
          <h1 id="gene-title" tabIndex={-1}>
            {gene.gene}
          </h1>
          <span className="quiet">{english.gene(gene.gene).clinician}</span>
        </div>
        <p className={styles.result}>
          {gene.state === 'indeterminate' && <VerdictMark of="notKnown" word />}{' '}
          <Why of={`gene:${gene.gene}`}>{resultWords(gene)}</Why>
        </p>
        <dl className={styles.facts}>
          {facts
            .filter(([, value]) => value)
            .map(([head, value]) => (
              <div key={head}>
                <dt>{head}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      </header>
      {gene.say.caveats.length > 0 && (
        <Part title="To bear in mind">
          <ul>
            {gene.say.caveats.map((c) => (
              <li key={c}>{c}</li>
            ))}
          </ul>
        </Part>
      )}
      {gene.result.source.length > 1 && (
        <Part title="Results that fit">
          <Candidates gene={gene} />
        </Part>
      )}
      {call.positions.length > 0 && (
        <Part title="Positions looked at">
          <Positions gene={gene} />
        </Part>
      )}
      <Part title="What could not be excluded">
        {call.notExcluded.length === 0 ? <p>{nothingLeft[call.source]}</p> : <NotExcluded names={call.notExcluded} />}
        {needs.map((n) => (
          <p key={n.code}>
            <VerdictMark of="notKnown" /> {n.say}
          </p>
        ))}
      </Part>
      <Part title="Medicines it touches">
        {gene.medicines.length === 0 ? (
          <p className="quiet">None that a guideline held here speaks of.</p>
        ) : (
          <p className={styles.medicines}>
            {gene.medicines.map((m) => (
              <Link key={m} href={personPath(person, 'medicines', m)}>
                {m}
              </Link>
            ))}
          </p>
        )}
      </Part>
      <Part title="Input lines">
        <InputLines refs={gene.basis.length > 0 ? gene.basis : call.basis} />
      </Part>
    </article>
  )
}

const NotExcluded = ({ names }: { readonly names: readonly string[] }) => {
  const shown = names.slice(0, 24)
  return (
    <>
      <p>{shown.join(', ')}</p>
      {names.length > shown.length && (
        <details>
          <summary>{names.length - shown.length} more</summary>
          <p>{names.slice(24).join(', ')}</p>
        </details>
      )}
    </>
  )
}

const InputLines = ({ refs }: { readonly refs: readonly DatumRef[] }) => {
  if (refs.length === 0) return <p className="quiet">No line of the input differs from the reference here.</p>
  return (
    <ul className={styles.lines}>
      {refs.map((ref) => (
        <li key={JSON.stringify(ref)}>
          <span className="quiet small">{refPlace(ref)}</span>
          {refText(ref) !== undefined && <pre>{refText(ref)}</pre>}
        </li>
      ))}
    </ul>
  )
}
