import type { GenomicResult, GenomicResults, Named, ResultFrame } from '../../../record/index.ts'
import { isOneOf } from '../../../record/index.ts'
import type { Problem } from '../../../shared/problem.ts'
import { software } from '../../../shared/software.ts'
import type { PgxKnowledge } from '../knowledge.ts'
import { type OutsideCall, readOutsideCalls } from './outside-calls.ts'

/** Metabolizer phenotypes by LOINC answer. @source examples of Genomics Reporting 3.0.0 for LA25390-8, LA25391-6 and LA9657-3; LA10315-2 and LA10317-8 unverified */
const metabolizers: Readonly<Record<string, string>> = {
  'LA10315-2': 'Ultrarapid Metabolizer',
  'LA25390-8': 'Rapid Metabolizer',
  'LA25391-6': 'Normal Metabolizer',
  'LA10317-8': 'Intermediate Metabolizer',
  'LA9657-3': 'Poor Metabolizer',
}

const metabolizerWords = /\b(ultra-?\s?rapid|rapid|normal|extensive|intermediate|poor)\s+metaboli[sz]er\b/i

const inWords: Readonly<Record<string, string>> = {
  ultrarapid: 'Ultrarapid Metabolizer',
  rapid: 'Rapid Metabolizer',
  normal: 'Normal Metabolizer',
  extensive: 'Normal Metabolizer',
  intermediate: 'Intermediate Metabolizer',
  poor: 'Poor Metabolizer',
}

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

/** Two copies of a gene as the tables of outside calls write them: a strand of several alleles in brackets, HLA groups without their G. */
const diplotypeText = (gene: string, text: string): string | undefined => {
  const plain = text.replace(/^hla#[^#]*#/i, '').trim()
  const joined = gene.startsWith('HLA-') ? plain.replace(/\+/g, '/') : plain
  const strands = joined.split('/').map((s) => {
    const own = s.trim().replace(new RegExp(`^${gene}[\\s:]*`, 'i'), '')
    const allele = gene.startsWith('HLA-') && /^\d/.test(own) ? `*${own}` : own
    return gene.startsWith('HLA-') ? allele.replace(/(?<=\d)[GPN]$/, '') : allele
  })
  if (strands.length > 2 || strands.some((s) => s === '' || /\s(or|and)\s/i.test(s))) return undefined
  return strands.map((s) => (/^\*[^[\]]*\+/.test(s) ? `[${s.split(/\s*\+\s*/).join(' + ')}]` : s)).join('/')
}

const allelePair = /\*\s?\d|^\s*[ce]\.|rs\d+/i

/** What one genotype says, gene by gene; a text may name several: `CYP2C19 *1/*2; CYP2D6 *4/*4`. */
const genotypesIn = (r: GenomicResult<'genotype'>, knowledge: PgxKnowledge): readonly Stated[] => {
  const told = genesOf(r.genes, knowledge)
  const inCode = textsOf(r.code)
    .flatMap((t) => t.split(/[\s,/()]+/))
    .filter((t) => knowledge.genes.has(t.toUpperCase()))
  for (const text of valueTexts(r)) {
    const found = text
      .replace(/^hla#[^#]*#/i, '')
      .split(/[;,]|\s\|\s/)
      .flatMap((part): readonly Stated[] => {
        const [named, rest] = headGene(part, knowledge) ?? []
        const gene = named ?? (told.length === 1 ? told[0] : told.length === 0 ? inCode[0]?.toUpperCase() : undefined)
        const said = rest ?? part
        const diplotype = gene === undefined || !allelePair.test(said) ? undefined : diplotypeText(gene, said)
        return gene === undefined || diplotype === undefined ? [] : [{ gene, diplotype, phenotype: '', frame: r }]
      })
    if (found.length > 0) return found
  }
  return []
}

const phenotypeIn = (all: readonly Named[], texts: readonly string[]): string | undefined => {
  for (const n of all) {
    const code = Object.keys(metabolizers).find((c) => isOneOf(n, c))
    if (code !== undefined) return metabolizers[code]
  }
  const words = texts.map((t) => metabolizerWords.exec(t)?.[1]).find((w) => w !== undefined)
  return words === undefined ? undefined : inWords[words.toLowerCase().replace(/[-\s]/g, '')]
}

/** Metabolizer phenotypes stated of one gene: named itself, or through the genotype that the implication was drawn from. */
const phenotypesIn = (genomics: GenomicResults, knowledge: PgxKnowledge): readonly Stated[] =>
  genomics.therapeutic.flatMap((r): readonly Stated[] => {
    const named = [...(r.implications ?? []), ...(r.phenotypes ?? [])]
    const phenotype = phenotypeIn(named, [...named.flatMap(textsOf), ...valueTexts(r)])
    if (phenotype === undefined) return []
    const sources = (r.derivedFrom ?? []).map((l) => l.reference ?? '')
    const from = genomics.genotypes.filter((g) => sources.some((s) => s.endsWith(`/${g.id}`) || s.endsWith(`:${g.id}`)))
    const words = [...named.flatMap(textsOf), ...valueTexts(r), ...textsOf(r.code)].flatMap((t) => t.split(/[\s,:()]+/))
    const genes = new Set([
      ...genesOf(r.genes, knowledge),
      ...from.flatMap((g) => genesOf(g.genes, knowledge)),
      ...words.filter((w) => /\d|^TPMT$|^DPYD$/.test(w) && knowledge.genes.has(w)),
    ])
    const [gene] = genes
    return genes.size === 1 && gene !== undefined ? [{ gene, diplotype: '', phenotype, frame: r }] : []
  })

/** Two haplotypes of one gene that were reported on one day, where no genotype joins them. */
const pairsIn = (genomics: GenomicResults, knowledge: PgxKnowledge): readonly Stated[] => {
  const byGene = new Map<string, { allele: string; frame: ResultFrame }[]>()
  for (const h of genomics.haplotypes) {
    const text = valueTexts(h)[0] ?? ''
    const [named, rest] = headGene(text, knowledge) ?? []
    const gene = named ?? genesOf(h.genes, knowledge)[0]
    const allele = gene === undefined ? undefined : diplotypeText(gene, rest ?? text)
    if (gene === undefined || allele === undefined || !/^\*\d/.test(allele) || allele.includes('/')) continue
    byGene.set(gene, [...(byGene.get(gene) ?? []), { allele, frame: h }])
  }
  return [...byGene].flatMap(([gene, [a, b, ...more]]): readonly Stated[] =>
    a === undefined || b === undefined || more.length > 0 || a.frame.date !== b.frame.date
      ? []
      : [{ gene, diplotype: `${a.allele}/${b.allele}`, phenotype: '', frame: a.frame }],
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
  const genotypes = genomics.genotypes.filter((g) => !isOwn(g))
  const stated = genotypes.flatMap((g) => {
    const found = genotypesIn(g, knowledge)
    if (found.length === 0 && genesOf(g.genes, knowledge).length > 0)
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
  const own = {
    ...genomics,
    haplotypes: genomics.haplotypes.filter((h) => !isOwn(h)),
    therapeutic: genomics.therapeutic.filter((t) => !isOwn(t)),
  }
  const all = [...stated, ...pairsIn(own, knowledge).filter((p) => !named.has(p.gene)), ...phenotypesIn(own, knowledge)]
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
