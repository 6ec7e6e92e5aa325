import { Link } from 'wouter'
import { compareSex } from '../../../src/genome/quality/sex-pattern.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { Part } from '../frame/part.tsx'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { personPath, usePerson } from '../person/person-context.ts'
import { ProblemList } from '../start/problem-list.tsx'
import { CallabilityMap } from './callability-map.tsx'
import type { GenomeCard } from './genome-answers.ts'
import styles from './genome-page.module.css'
import type { GenomeSession, GenomeState } from './genome-session.ts'
import { GenomeSearch } from './genome-search.tsx'
import { Opening } from './opening.tsx'
import { QualityTable } from './quality-table.tsx'
import { topLine } from './top-line.ts'
import { useGenome } from './use-genome.ts'

/** One person's genome: what it is, how well it can be read, and a search in it. */
export const GenomePage = () => {
  const { document } = usePerson()
  const genome = useGenome()
  usePageTitle('Genome', document.person.name)
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>Genome</h1>
      {genome === undefined ? <NoGenome /> : <Opened session={genome.session} state={genome.state} />}
    </div>
  )
}

const NoGenome = () => {
  const person = usePerson()
  const { inputs } = person.document
  if (inputs.some((i) => i.kind === 'array'))
    return (
      <p>
        The file of this person is of a consumer array: it holds chosen markers, not a genome. What it says of genes
        stands under <Link href={personPath(person, 'genes')}>Genes</Link>.
      </p>
    )
  if (inputs.some((i) => i.kind === 'vcf' || i.kind === 'gvcf'))
    return <p>The genome file is no longer held by this page. Drop it once more to look into it.</p>
  return (
    <p>
      There is no genome file for this person. What other pages say rests on the record and on results of other
      laboratories.
    </p>
  )
}

/** The genome in each state it can be in. */
export const NotOpen = ({
  session,
  state,
}: {
  readonly session: GenomeSession
  readonly state: Exclude<GenomeState, { is: 'open' }>
}) => {
  if (state.is === 'opening')
    return <Opening progress={state.progress} startedAt={state.startedAt} stop={session.stop} />
  const again = (
    <p>
      <button type="button" className={styles.button} onClick={session.start}>
        Open the genome
      </button>
    </p>
  )
  if (state.is === 'stopped')
    return (
      <div role="status">
        <p className="quiet">Stopped. Nothing was kept.</p>
        {again}
      </div>
    )
  if (state.is === 'refused')
    return (
      <section role="alert" aria-labelledby="not-opened">
        <h2 id="not-opened">The genome could not be opened</h2>
        <ProblemList problems={state.problems} />
      </section>
    )
  return (
    <div role="alert">
      <p>
        <strong>The genome could not be opened.</strong> {state.message}
      </p>
      {again}
    </div>
  )
}

const Opened = ({ session, state }: { readonly session: GenomeSession; readonly state: GenomeState }) =>
  state.is === 'open' ? <Card session={session} card={state.card} /> : <NotOpen session={session} state={state} />

const Card = ({ session, card }: { readonly session: GenomeSession; readonly card: GenomeCard }) => (
  <>
    <p className={styles.top}>{topLine(card)}</p>
    <SexAgainstRecord card={card} />
    <Part title="Search">
      <GenomeSearch session={session} card={card} />
    </Part>
    <Part title="Genes that matter">
      <CallabilityMap genes={card.genes} isWhole={card.isWhole} />
    </Part>
    <Part title="Identity">
      <Identity card={card} />
    </Part>
    <Part title="Quality">
      <QualityTable lines={card.quality} />
    </Part>
    {card.problems.length > 0 && (
      <Part title="Found while reading">
        <ProblemList problems={card.problems} />
      </Part>
    )}
  </>
)

/** A sex pattern that contradicts the record can mean a swapped sample: told, never settled. */
const SexAgainstRecord = ({ card }: { readonly card: GenomeCard }) => {
  const { sex } = usePerson().document.person
  if (sex !== 'female' && sex !== 'male') return null
  if (compareSex(card.sex.pattern, sex) !== 'contradicts') return null
  return (
    <p className={styles.warning}>
      <VerdictMark of="caution" /> The record says {sex}, the calls on X and Y look {card.sex.pattern}. Make sure that
      this genome is of this person before anything rests on it.
    </p>
  )
}

const Identity = ({ card }: { readonly card: GenomeCard }) => {
  const person = usePerson()
  const facts = [
    ['Build', `${card.build}: ${card.buildEvidence}`],
    ['Sex pattern', [card.sex.pattern, ...card.sex.because].join('; ')],
    ['Kind', card.assay],
    ['Sample', card.sample],
    ['File', `${card.source}, ${card.format}, ${card.rows.toLocaleString('en-GB')} rows`],
    ['Gene models', `${card.release}: ${card.attribution}`],
  ] as const
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([head, value]) => (
          <div key={head}>
            <dt>{head}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small quiet">
        Checksums are listed under <Link href={personPath(person, 'inputs')}>Inputs</Link>.
      </p>
    </>
  )
}
