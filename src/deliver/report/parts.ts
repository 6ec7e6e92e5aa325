import type { Reason } from '../../shared/recommendation.ts'
import { english } from '../../shared/wording/en.ts'
import { sayReason } from '../../shared/wording/render.ts'
import type { MedicineCard, PersonCard, ReportDocument } from './document.ts'
import { type Sign, signs, signShapes } from './figures/sign.ts'
import { type SvgNode, svgText } from './figures/svg.ts'
import { type Child, html, joined, type Markup, slug, trusted } from './markup.ts'
import { clip, signWords, some } from './words.ts'

/** A figure as markup: figures escape their own texts. */
export const figure = (node: SvgNode): Markup => trusted(svgText(node))

/** The signs once, hidden, for every `sign` to point at. */
export const signSheet = (): Markup =>
  figure([
    'svg',
    { width: 0, height: 0, 'aria-hidden': 'true', class: 'vh' },
    ...signs.map((s): SvgNode => ['symbol', { id: `s-${s}`, viewBox: '0 0 16 16' }, ...signShapes(s)]),
  ])

export const sign = (s: Sign): Markup =>
  figure(['svg', { class: `sign ${s}`, 'aria-hidden': 'true' }, ['use', { href: `#s-${s}` }]])

/** A sign with its word, seen or only heard. */
export const signed = (s: Sign, word = signWords[s], shown = true): Markup =>
  html`${sign(s)}<span class="${shown ? s : 'vh'}">${word}</span>`

export const reasonText = (reason: Reason): string => sayReason(reason, 'clinician', english)

/** A gene by name, leading to where the report tells of it, if it does. */
export const geneLink = (document: ReportDocument, gene: string): Child =>
  document.genes.some((g) => g.gene === gene) ? html`<a href="#gene-${slug(gene)}">${gene}</a>` : gene

/** The place that `medicineLink` leads to: the first mention of a medicine, since one may stand on a list twice. */
export const medicineAnchor = (document: ReportDocument, m: MedicineCard): Child =>
  document.medicines.find((x) => x.drug.name === m.drug.name) === m && html` id="medicine-${slug(m.drug.name)}"`

/** A medicine by name, leading to where the report tells of it; a name that the report does not tell of is only a name. */
export const medicineLink = (document: ReportDocument, name: string): Child => {
  const told = document.medicines.some((m) => m.drug.name === name)
  const gene = document.genes.some((g) => g.gene === name)
  return told ? html`<a href="#medicine-${slug(name)}">${name}</a>` : gene ? geneLink(document, name) : name
}

export const geneLinks = (document: ReportDocument, genes: readonly string[]): Child =>
  joined(genes.map((g) => geneLink(document, g)))

const years = (p: PersonCard): string | undefined => (p.age === undefined ? undefined : `${p.age} y`)

/** Name, age, sex and numbers of the person, as a banner says them; what is not known is said to be so. */
export const personLine = (p: PersonCard): string =>
  [years(p) ?? 'age not known', p.sex ?? 'sex not known', p.birthDate && `born ${p.birthDate}`, p.mrn && `MRN ${p.mrn}`]
    .filter(Boolean)
    .join(' · ')

export const allergyLine = (p: PersonCard): string => {
  if (p.allergies.length > 0)
    return `Allergies: ${some(
      p.allergies.map((a) => a.text),
      6,
    )}`
  return p.silentOn.includes('allergies') ? 'Allergies: the record says nothing' : 'Allergies: none recorded'
}

export const conditionLine = (p: PersonCard, most: number): string => {
  if (p.conditions.length === 0)
    return p.silentOn.includes('conditions') ? 'Conditions: the record says nothing' : 'Conditions: none recorded'
  const shown = p.conditions
    .slice(0, most)
    .map((c) => `${clip(c.text, 40)}${c.onset === undefined ? '' : ` ${c.onset.slice(0, 7)}`}`)
  const rest = p.conditions.length - shown.length
  return `${shown.join(' · ')}${rest > 0 ? ` · ${rest} more` : ''}`
}

export const genomeLine = (document: ReportDocument): string => {
  const genome = document.inputs.find((i) => i.kind === 'vcf' || i.kind === 'gvcf' || i.kind === 'array')
  if (genome === undefined) return 'Genome: none given'
  return `Genome: ${[genome.build, genome.kind === 'array' ? 'array file' : genome.kind === 'gvcf' ? 'gVCF' : 'VCF', clip(genome.name, 40), genome.sample && `sample ${clip(genome.sample, 40)}`].filter(Boolean).join(', ')}`
}

/** What the user asked for that changes how absence is read; shown on the first page, never only in a list of settings. */
export const policyLines = (document: ReportDocument): readonly string[] => [
  ...(document.policy.missingAsReference
    ? [
        'Positions without data were taken as reference because the user said so. Results may look more certain than they are.',
      ]
    : []),
  ...(document.policy.callCyp2d6
    ? [
        'CYP2D6 was called from single positions (research option): its copy number and hybrid alleles cannot be seen there.',
      ]
    : []),
]
