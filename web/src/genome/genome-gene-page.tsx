import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { usePageTitle } from '../frame/page-title.ts'
import { Part } from '../frame/part.tsx'
import { SvgFigure } from '../marks/svg-figure.tsx'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { personPath, usePerson } from '../person/person-context.ts'
import { ClassShape } from './class-shape.tsx'
import { classWords } from './consequence-words.ts'
import { type DrawnGene, geneModelFigure, geneModelSummary } from './gene-model-figure.ts'
import type { GeneView, RowClass } from './genome-answers.ts'
import styles from './genome-gene-page.module.css'
import { NotOpen } from './genome-page.tsx'
import type { GenomeSession } from './genome-session.ts'
import { shareText } from './top-line.ts'
import { useGenome } from './use-genome.ts'
import { VariantTable } from './variant-table.tsx'

/** One gene in one genome: its model with the person's variants, and how much of it can be read. */
export const GenomeGenePage = ({ name }: { readonly name: string }) => {
  const person = usePerson()
  const genome = useGenome()
  usePageTitle(`${name} in the genome`, person.document.person.name)
  return (
    <div className={styles.page}>
      <p className="small" data-no-print>
        <Link href={personPath(person, 'genome')}>Genome</Link>
      </p>
      <h1 tabIndex={-1}>{name}</h1>
      {genome === undefined && <p>There is no genome file for this person.</p>}
      {genome !== undefined && genome.state.is !== 'open' && <NotOpen session={genome.session} state={genome.state} />}
      {genome?.state.is === 'open' && <Asked session={genome.session} name={name} />}
    </div>
  )
}

type Answer = { readonly is: 'looking' } | { readonly is: 'failed'; readonly message: string } | View
type View = { readonly is: 'view'; readonly view: GeneView | undefined }

const Asked = ({ session, name }: { readonly session: GenomeSession; readonly name: string }) => {
  const [answer, setAnswer] = useState<Answer>({ is: 'looking' })
  useEffect(() => {
    let current = true
    setAnswer({ is: 'looking' })
    session.gene(name).then(
      (view) => current && setAnswer({ is: 'view', view }),
      (error: Error) => current && setAnswer({ is: 'failed', message: error.message }),
    )
    return () => {
      current = false
    }
  }, [session, name])
  if (answer.is === 'looking')
    return (
      <p role="status" className="quiet">
        Looking …
      </p>
    )
  if (answer.is === 'failed') return <p role="alert">That could not be answered. {answer.message}</p>
  if (answer.view === undefined)
    return <p>This gene is not among those whose place is held here. Search for its region instead.</p>
  return <Found view={answer.view} />
}

const readText = ({ reading: r }: GeneView): string => {
  const length = r.end - r.start + 1
  const parts = [
    `${shareText(r.called, length)} of its ${length.toLocaleString('en-GB')} bases have a call`,
    r.notCalled > 0 ? `${shareText(r.notCalled, length)} were looked at without a result` : '',
    r.unknown > 0 ? `of ${shareText(r.unknown, length)} nothing is known` : '',
  ]
  return parts.filter((p) => p !== '').join(', ')
}

const upperFirst = (text: string): string => text.replace(/^./, (c) => c.toUpperCase())

const listedText = ({ reading: r }: GeneView): string =>
  r.listed === 0
    ? ''
    : r.listedNotRead === 0
      ? ` All ${r.listed} positions of its allele definitions were looked at.`
      : ` ${r.listed - r.listedNotRead} of ${r.listed} positions of its allele definitions were looked at.`

const Found = ({ view }: { readonly view: GeneView }) => {
  const person = usePerson()
  const { reading } = view
  const inReport = person.document.genes.some((g) => g.gene === reading.gene)
  return (
    <>
      <p className={styles.top}>
        {upperFirst(reading.name)}; matters for {reading.mattersFor}. {upperFirst(readText(view))}.{listedText(view)}
      </p>
      <Part title="Model">
        {view.exons.length === 0 ? (
          <p>No model of this gene is held, only its place: names and consequences cannot be given.</p>
        ) : (
          <GeneFigure view={view} />
        )}
      </Part>
      <Part title="Variants">
        {view.variants.length === 0 ? (
          <NoneListed view={view} />
        ) : (
          <VariantTable rows={view.variants} caption={`Variants in ${reading.gene}`} numbered />
        )}
        {view.more > 0 && <p className="quiet small">{view.more} more are not listed.</p>}
        {view.elsewhere.length > 0 && view.variants.length > 0 && (
          <p className="quiet small">
            {view.elsewhere.length} more lie elsewhere in the gene; the ticks below the line show where. Search for{' '}
            <Link href={`${personPath(person, 'genome')}?q=${reading.chrom}:${reading.start}-${reading.end}`}>
              its region
            </Link>{' '}
            to list them.
          </p>
        )}
      </Part>
      <Part title="About the model">
        <About view={view} />
      </Part>
      {inReport && (
        <Part title="Medicines">
          <p>
            <Link href={personPath(person, 'genes', reading.gene)}>{reading.gene} and the medicines it touches</Link>
          </p>
        </Part>
      )}
    </>
  )
}

/** Why no variant is listed: nothing is known, nothing was found in what can be read, or all of it was looked at. */
const NoneListed = ({ view }: { readonly view: GeneView }) => {
  const { reading: r, elsewhere } = view
  const length = r.end - r.start + 1
  if (r.called === 0)
    return (
      <p>
        <VerdictMark of="notKnown" word="Not known." /> The file says nothing usable of this gene.
      </p>
    )
  const found =
    elsewhere.length === 0
      ? 'No variant was found'
      : `No variant was found in or beside its coding part (${elsewhere.length} elsewhere in the gene)`
  return r.called === length ? (
    <p>{found}; the whole gene was looked at.</p>
  ) : (
    <p>
      {found} in the {shareText(r.called, length)} of it that can be read. Of the rest nothing is known.
    </p>
  )
}

const About = ({ view }: { readonly view: GeneView }) => {
  const { reading } = view
  const version =
    view.transcript === undefined
      ? undefined
      : `${view.transcript}${view.transcript === view.maneSelect ? ', MANE Select' : view.maneSelect ? `; MANE Select is ${view.maneSelect}` : ''}`
  const facts = [
    ['Place', `${reading.chrom}:${reading.start.toLocaleString('en-GB')}-${reading.end.toLocaleString('en-GB')}`],
    ['Transcript', version],
    ['Held', view.holds],
    ['Checked', view.checks],
    ['Source', view.source],
    ['Not verified', view.unverified],
    ['To bear in mind', view.note],
  ] as const
  return (
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
  )
}

const legend: readonly RowClass[] = ['high', 'moderate', 'low', 'notKnown', 'modifier']

/** Drawn as wide as there is room. */
const GeneFigure = ({ view }: { readonly view: GeneView }) => {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.floor(entry?.contentRect.width ?? 640))))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const drawn: DrawnGene = {
    gene: view.reading.gene,
    strand: view.strand,
    exons: view.exons,
    ...(view.coding === undefined ? {} : { coding: view.coding }),
    variants: [
      ...view.variants.map((v, i) => ({ pos: v.pos, class: v.class, number: i + 1 })),
      ...view.elsewhere.map((pos) => ({ pos, class: 'modifier' as const })),
    ],
  }
  const shown = legend.filter((c) => drawn.variants.some((v) => v.class === c))
  return (
    <figure className={styles.figure}>
      <div ref={frame}>
        <SvgFigure node={geneModelFigure(drawn, width)} />
      </div>
      <figcaption>
        <p>{geneModelSummary(drawn)} Exons are to scale, introns are shortened.</p>
        {shown.length > 0 && (
          <p className={styles.legend}>
            {shown.map((c) => (
              <span key={c} aria-hidden="true">
                <ClassShape of={c} /> {classWords[c]}
              </span>
            ))}
          </p>
        )}
      </figcaption>
    </figure>
  )
}
