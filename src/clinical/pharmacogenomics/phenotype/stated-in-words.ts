import type { Named } from '../../../record/index.ts'
import { isOneOf } from '../../../record/index.ts'
import type { GeneKnowledge } from '../knowledge.ts'

/**
 * Metabolizer phenotypes by LOINC answer.
 * @source value set genetic-therapeutic-implications-vs in the source of Genomics Reporting (HL7/genomics-reporting, input/fsh)
 */
const metabolizers: Readonly<Record<string, string>> = {
  'LA10315-2': 'Ultrarapid Metabolizer',
  'LA25390-8': 'Rapid Metabolizer',
  'LA25391-6': 'Normal Metabolizer',
  'LA10317-8': 'Intermediate Metabolizer',
  'LA9657-3': 'Poor Metabolizer',
}

const inWords: Readonly<Record<string, string>> = {
  ultrarapid: 'Ultrarapid Metabolizer',
  rapid: 'Rapid Metabolizer',
  normal: 'Normal Metabolizer',
  extensive: 'Normal Metabolizer',
  intermediate: 'Intermediate Metabolizer',
  poor: 'Poor Metabolizer',
}

const speeds = /\b(ultra-?\s?rapid|rapid|normal|extensive|intermediate|poor)\b/gi
const metabolizer = /\bmetaboli[sz]er/i

/** Words with which a laboratory says that something is not there, or not sure. */
const unsure =
  /\b(not|no|non|none|neg|negative|absent|undetected|without|unlikely|excluded|ruled out|indeterminate|inconclusive|uncertain|unknown|failed|unable|cannot|pending|or)\b/i
const hedged = /\b(likely|possible|possibly|probable|probably|presumed|suspected)\b/i

/** Whether a text asserts what it names. What is denied, hedged or offered as a choice asserts nothing. */
const asserts = (text: string): boolean => !unsure.test(text) && !hedged.test(text)

/** The one phenotype that a text states; undefined where it names none, several, or one that it denies. `Likely …` stays likely where the gene has that. */
const phenotypeInText = (text: string, gene: GeneKnowledge | undefined): string | undefined => {
  if (!metabolizer.test(text) || unsure.test(text)) return undefined
  const named = new Set(
    [...text.matchAll(speeds)].map((m) => inWords[(m[1] ?? '').toLowerCase().replace(/[-\s]/g, '')]),
  )
  const [only] = named
  if (only === undefined || named.size > 1) return undefined
  if (!hedged.test(text)) return only
  const likely = `${/\bpossibl/i.test(text) ? 'Possible' : 'Likely'} ${only}`
  return [...(gene?.phenotypes.values() ?? [])].some((p) => p.phenotype === likely) ? likely : undefined
}

/** `unclear`: it speaks of a metabolizer, and no one phenotype can be taken from it. */
export type StatedPhenotype = { readonly phenotype: string } | 'unclear' | undefined

/** What coded answers and texts say together. */
export const statedPhenotype = (
  coded: readonly Named[],
  texts: readonly string[],
  gene: GeneKnowledge | undefined,
): StatedPhenotype => {
  const answers = new Set(
    coded.flatMap((n) =>
      Object.keys(metabolizers)
        .filter((c) => isOneOf(n, c))
        .map((c) => metabolizers[c]),
    ),
  )
  const told = texts.filter((t) => metabolizer.test(t))
  const said = new Set(told.map((t) => phenotypeInText(t, gene)))
  const all = answers.size > 0 ? answers : said
  const [only] = all
  if (all.size === 0) return undefined
  return all.size > 1 || only === undefined ? 'unclear' : { phenotype: only }
}

/** An allele as tables and laboratories name them. */
const alleleForm = /^(?:\*\d+\S*|\[.*\]|[cgmn]\.\S.*|rs\d+\S*)$/i

/**
 * Two copies of a gene as the tables of outside calls write them: a strand of several alleles in brackets, HLA groups without their G. Undefined
 * where a strand is neither an allele of the tables nor has the form of one: words that would be taken for an allele hide what is known otherwise.
 */
export const diplotypeText = (gene: GeneKnowledge, text: string): string | undefined => {
  const { gene: symbol } = gene
  const hla = symbol.startsWith('HLA-')
  const plain = text.replace(/^hla#[^#]*#/i, '').trim()
  const remark = /\s*\(([^()*]*)\)$/.exec(plain)
  if (!asserts(plain)) return undefined
  const bare = remark === null || /^[cgmn]\./i.test(remark[1] ?? '') ? plain : plain.slice(0, remark.index)
  const joined = hla ? bare.replace(/\+/g, '/') : bare
  const strands = joined.split('/').map((s) => {
    const own = s.trim().replace(new RegExp(`^${symbol}[\\s:]*`, 'i'), '')
    const allele = hla && /^\d/.test(own) ? `*${own}` : own.replace(/^\*\s+/, '*')
    return hla ? allele.replace(/(?<=\d)[GPN]$/, '') : allele
  })
  if (strands.length > 2 || strands.some((s) => s === '')) return undefined
  const tandem = strands.map((s) => (/^\*[^[\]]*\+/.test(s) ? `[${s.split(/\s*\+\s*/).join(' + ')}]` : s))
  return tandem.every((s) => gene.alleles.has(s) || (alleleForm.test(s) && (s.startsWith('[') || !/\s/.test(s))))
    ? tandem.join('/')
    : undefined
}
