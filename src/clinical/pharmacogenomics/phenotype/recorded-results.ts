import type { GenomicResult, GenomicResults, Link, Named, ResultFrame } from '../../../record/index.ts'
import { isOneOf } from '../../../record/index.ts'
import type { Problem } from '../../../shared/problem.ts'
import { software } from '../../../shared/software.ts'
import type { PgxKnowledge } from '../knowledge.ts'
import { isUsualAllele } from './allele-key.ts'
import { type OutsideCall, readOutsideCalls } from './outside-calls.ts'
import { diplotypeText, statedPhenotype } from './stated-in-words.ts'

/** A result as the table of outside calls would state it. */
type Stated = {
  readonly gene: string
  readonly diplotype: string
  readonly phenotype: string
  readonly frame: ResultFrame
}

const textsOf = (n: Named | undefined): readonly string[] =>
  n === undefined
    ? []
    : [...new Set([n.text, ...n.codes.map((c) => c.display), ...n.codes.flatMap((c) => c.code ?? [])])]

const valueTexts = (frame: ResultFrame): readonly string[] => {
  if (frame.value === undefined) return []
  if ('named' in frame.value) return textsOf(frame.value.named)
  return 'text' in frame.value ? [frame.value.text] : []
}

/** What Attune itself wrote into the record is no other laboratory's result: it would confirm itself. */
const isOwn = (frame: ResultFrame): boolean => frame.device?.display?.toLowerCase() === software.name

const early = (frame: ResultFrame): boolean => frame.status === 'preliminary' || frame.status === 'registered'

/** A gene of the tables at the head of a text, and the text after it. `CYP2C9*1/*1` names CYP2C9; `CYP2C9X` names nothing. */
const headGene = (text: string, knowledge: PgxKnowledge): readonly [string, string] | undefined => {
  const word = /^(HLA-[A-Z0-9]+|[A-Z][A-Z0-9-]*)(?=[\s*:;]|$)[\s:]*/i.exec(text.trim())
  const gene = word?.[1]?.toUpperCase()
  return word === null || gene === undefined || !knowledge.genes.has(gene)
    ? undefined
    : [gene, text.trim().slice(word[0].length)]
}

const genesOf = (genes: readonly Named[] | undefined, knowledge: PgxKnowledge): readonly string[] => [
  ...new Set(
    (genes ?? []).flatMap((n) =>
      textsOf(n)
        .filter((t) => knowledge.genes.has(t.toUpperCase()))
        .map((t) => t.toUpperCase()),
    ),
  ),
]

/** What looks like alleles at all, readable or not. */
const allelePair = /\*\s?\d|^\s*[ce]\.|rs\d+/i

/** Interpretations that say that what is named was not found. @source HL7 v3 ObservationInterpretation */
const notFound = ['NEG', 'ND', 'NR']

/** What one genotype says, gene by gene; a text may name several: `CYP2C19 *1/*2; CYP2D6 *4/*4`. Nothing where a part cannot be read. */
/** Looked for and not there, by the laboratory's flag: such a result says nothing about what the person has. */
const isNotFound = (r: ResultFrame): boolean => (r.interpretation ?? []).some((i) => isOneOf(i, ...notFound))

const genotypesIn = (r: GenomicResult<'genotype'>, knowledge: PgxKnowledge): readonly Stated[] => {
  if (isNotFound(r)) return []
  const told = genesOf(r.genes, knowledge)
  const inCode = new Set(
    textsOf(r.code)
      .flatMap((t) => t.split(/[\s,/()]+/))
      .map((t) => t.toUpperCase())
      .filter((t) => knowledge.genes.has(t)),
  )
  const meant = told.length > 0 ? told : [...inCode]
  for (const text of valueTexts(r)) {
    const parts = text
      .replace(/^hla#[^#]*#/i, '')
      .split(/[;,]|\s\|\s/)
      .flatMap((part): readonly (Stated | undefined)[] => {
        const [named, rest] = headGene(part, knowledge) ?? []
        const symbol = named ?? (meant.length === 1 ? meant[0] : undefined)
        const gene = symbol === undefined ? undefined : knowledge.genes.get(symbol)
        const said = rest ?? part
        if (gene === undefined || !allelePair.test(said)) return []
        const diplotype = diplotypeText(gene, said)
        return [diplotype === undefined ? undefined : { gene: gene.gene, diplotype, phenotype: '', frame: r }]
      })
    const found = parts.filter((p) => p !== undefined)
    if (found.length > 0) return found
  }
  return []
}

type Unclear = { readonly gene: string; readonly unclear: ResultFrame }

/** Metabolizer phenotypes stated of one gene: named itself, or through the genotype that the implication was drawn from. */
const phenotypesIn = (genomics: GenomicResults, knowledge: PgxKnowledge): readonly (Stated | Unclear)[] =>
  genomics.therapeutic.flatMap((r): readonly (Stated | Unclear)[] => {
    if (isNotFound(r)) return []
    const named = [...(r.implications ?? []), ...(r.phenotypes ?? [])]
    const sources = (r.derivedFrom ?? []).map((l) => l.reference ?? '')
    const from = genomics.genotypes.filter((g) => sources.some((s) => s.endsWith(`/${g.id}`) || s.endsWith(`:${g.id}`)))
    const words = [...named.flatMap(textsOf), ...valueTexts(r), ...textsOf(r.code)].flatMap((t) => t.split(/[\s,:()]+/))
    const genes = new Set([
      ...genesOf(r.genes, knowledge),
      ...from.flatMap((g) => genesOf(g.genes, knowledge)),
      ...words.filter((w) => /\d|^TPMT$|^DPYD$/.test(w) && knowledge.genes.has(w)),
    ])
    const [gene] = genes
    if (genes.size !== 1 || gene === undefined) return []
    const stated = statedPhenotype(named, [...named.flatMap(textsOf), ...valueTexts(r)], knowledge.genes.get(gene))
    if (stated === undefined) return []
    return stated === 'unclear'
      ? [{ unclear: r, gene }]
      : [{ gene, diplotype: '', phenotype: stated.phenotype, frame: r }]
  })

/** Whether one report lists both results: only then two of the same allele are two copies and not the same one told twice. */
const inOneReport = (a: ResultFrame, b: ResultFrame, genomics: GenomicResults): boolean =>
  genomics.reports.some(({ results = [] }) =>
    [a, b].every((f) =>
      results.some(({ reference = '' }) => reference.endsWith(`/${f.id}`) || reference.endsWith(`:${f.id}`)),
    ),
  )

/** Two haplotypes of one gene that were reported on one day, where no genotype joins them. */
const pairsIn = (genomics: GenomicResults, knowledge: PgxKnowledge): readonly Stated[] => {
  const byGene = new Map<string, { allele: string; frame: ResultFrame }[]>()
  for (const h of genomics.haplotypes) {
    if (isNotFound(h)) continue
    const text = valueTexts(h)[0] ?? ''
    const [named, rest] = headGene(text, knowledge) ?? []
    const gene = knowledge.genes.get(named ?? genesOf(h.genes, knowledge)[0] ?? '')
    const allele = gene === undefined ? undefined : diplotypeText(gene, rest ?? text)
    if (gene === undefined || allele === undefined || !/^\*\d/.test(allele) || allele.includes('/')) continue
    byGene.set(gene.gene, [...(byGene.get(gene.gene) ?? []), { allele, frame: h }])
  }
  return [...byGene].flatMap(([gene, [a, b, ...more]]): readonly Stated[] => {
    if (a === undefined || b === undefined || more.length > 0) return []
    const reported = inOneReport(a.frame, b.frame, genomics)
    const oneDay = a.frame.date === b.frame.date && (a.frame.date !== undefined || reported)
    return oneDay && a.frame.status === b.frame.status && (a.allele !== b.allele || reported)
      ? [{ gene, diplotype: `${a.allele}/${b.allele}`, phenotype: '', frame: a.frame }]
      : []
  })
}

/** Genomic source class: what was found in a tumour says little about the rest of the body. @source LOINC 48002-0 and LA6684-0 as in the examples of Genomics Reporting 3.0.0 */
const isSomatic = (n: Named | undefined): boolean => isOneOf(n, 'LA6684-0') || /\bsomatic\b/i.test(n?.text ?? '')
const tumour = /\b(tumou?r|neoplas\w*|metasta\w*|FFPE)\b/i

const ofTumour = (r: ResultFrame, genomics: GenomicResults): boolean => {
  const leadsTo = ({ reference = '' }: Link, id: string): boolean =>
    reference.endsWith(`/${id}`) || reference.endsWith(`:${id}`)
  return (
    (r.others ?? []).some((o) => isOneOf(o.code, '48002-0') && 'named' in o.value && isSomatic(o.value.named)) ||
    tumour.test(r.specimen?.display ?? '') ||
    genomics.variants.some((v) => isSomatic(v.sourceClass) && (r.derivedFrom ?? []).some((l) => leadsTo(l, v.id)))
  )
}

const placeOf = (frame: ResultFrame): Problem['at'] =>
  frame.ref.kind === 'fhir' ? { source: frame.ref.resource, path: frame.ref.path } : {}

const warning = (code: string, frame: ResultFrame, message: string, remedy: string): Problem => ({
  code,
  severity: 'warning',
  at: placeOf(frame),
  message,
  remedy,
})

/** The statements that count for one gene: genotypes before phenotypes, final results before preliminary ones, the same thing said twice once. */
const counting = (stated: readonly Stated[]): readonly Stated[] => {
  const best = [
    stated.filter((s) => s.diplotype !== '' && !early(s.frame)),
    stated.filter((s) => s.diplotype === '' && !early(s.frame)),
    stated.filter((s) => s.diplotype !== ''),
    stated,
  ].find((group) => group.length > 0)
  const seen = new Set<string>()
  return (best ?? []).filter((s) => {
    const key = `${s.diplotype.split('/').toSorted().join('/')}\t${s.phenotype}`
    const fresh = !seen.has(key)
    seen.add(key)
    return fresh
  })
}

/** Whether a genotype that gave nothing speaks of a gene of the tables at all. */
const aboutKnownGene = (g: GenomicResult<'genotype'>, knowledge: PgxKnowledge): boolean =>
  genesOf(g.genes, knowledge).length > 0 || valueTexts(g).some((t) => headGene(t, knowledge) !== undefined)

/** Two copies of the allele that is named where nothing else was found. */
const isUsual = ({ gene, diplotype }: Stated, knowledge: PgxKnowledge): boolean => {
  const known = knowledge.genes.get(gene)
  return known !== undefined && diplotype !== '' && diplotype.split('/').every((a) => isUsualAllele(known, a))
}

/**
 * Genotypes and metabolizer phenotypes that the record holds from other laboratories, as calls made elsewhere; each points to its resource. What
 * cannot be read is told and left out, and never stops an assessment. Genes that the tables do not know are passed over in silence.
 */
export const recordedCalls = (
  genomics: GenomicResults | undefined,
  knowledge: PgxKnowledge,
): { readonly calls: readonly OutsideCall[]; readonly problems: readonly Problem[] } => {
  if (genomics === undefined) return { calls: [], problems: [] }
  const problems: Problem[] = []
  const usable = <T extends ResultFrame>(results: readonly T[]): readonly T[] =>
    results.filter((r) => {
      if (isOwn(r)) return false
      if (!ofTumour(r, genomics)) return true
      problems.push(
        warning(
          'recorded-result-somatic',
          r,
          `The result "${valueTexts(r)[0] ?? r.code.text}" is of a tumour; it was not used for what a person inherited.`,
          'Use a germline test.',
        ),
      )
      return false
    })
  const own: GenomicResults = {
    ...genomics,
    genotypes: usable(genomics.genotypes),
    haplotypes: usable(genomics.haplotypes),
    therapeutic: genomics.therapeutic.filter((t) => !isOwn(t) && !ofTumour(t, genomics)),
  }
  const stated = own.genotypes.flatMap((g) => {
    const found = genotypesIn(g, knowledge)
    if (found.length === 0 && aboutKnownGene(g, knowledge))
      problems.push(
        warning(
          'recorded-genotype-unreadable',
          g,
          `The genotype "${valueTexts(g)[0] ?? 'without a value'}" cannot be read; it was not used.`,
          'Read it yourself, or give it as gene and two alleles.',
        ),
      )
    return found
  })
  const named = new Set(stated.map((s) => s.gene))
  const phenotypes = phenotypesIn(own, knowledge).flatMap((p): readonly Stated[] => {
    if (!('unclear' in p)) return [p]
    problems.push(
      warning(
        'recorded-phenotype-unclear',
        p.unclear,
        `What is said of ${p.gene} names no one phenotype; it was not used.`,
        'Read it yourself, or give the phenotype alone.',
      ),
    )
    return []
  })
  const all = [...stated, ...pairsIn(own, knowledge).filter((p) => !named.has(p.gene)), ...phenotypes]
  const calls: OutsideCall[] = []
  for (const gene of new Set(all.map((s) => s.gene))) {
    const counted = counting(all.filter((s) => s.gene === gene))
    const [first] = counted
    if (counted.length > 1 && first !== undefined)
      problems.push(
        warning(
          'recorded-results-differ',
          first.frame,
          `The record holds different results of ${gene}: ${counted.map((s) => s.diplotype || s.phenotype).join('; ')}. All of them are weighed.`,
          'Ask which of them is right, and mark the other as entered in error.',
        ),
      )
    for (const s of counted) {
      if (early(s.frame))
        problems.push(
          warning(
            'recorded-result-preliminary',
            s.frame,
            `The result of ${gene} is preliminary.`,
            'Wait for the final report before acting on it.',
          ),
        )
      if (isUsual(s, knowledge))
        problems.push({
          ...warning(
            'recorded-result-usual',
            s.frame,
            `${gene} ${s.diplotype} is the laboratory’s statement. Which variants it looked for is not told here; others may be there.`,
            'Ask which variants the test covers, where the medicine matters.',
          ),
          severity: 'info',
        })
      const read = readOutsideCalls(`${gene}\t${s.diplotype}\t${s.phenotype}`, s.frame.id, knowledge)
      problems.push(
        ...read.problems
          .filter((p) => p.code !== 'outside-no-call')
          .map(
            (p): Problem => ({ ...p, severity: p.severity === 'error' ? 'warning' : p.severity, at: placeOf(s.frame) }),
          ),
      )
      if (read.ok) calls.push(...read.value.map((c) => ({ ...c, basis: s.frame.ref })))
    }
  }
  return { calls, problems }
}
