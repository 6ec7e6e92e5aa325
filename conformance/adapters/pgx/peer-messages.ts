import type { PgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import type { GeneCall, GeneResult } from '../../../src/clinical/pharmacogenomics/model.ts'
import { isReportable } from '../../../src/clinical/pharmacogenomics/phenotype/interpret.ts'

type Rule = (result: GeneResult) => boolean
const says = (...codes: readonly string[]): Rule => (r) => r.call.messages.some((m) => codes.includes(m.code))

/** The peer's remark by name → what has to hold of our result for it. Both ways: the remark is there exactly when the rule holds. */
const bothWays: Readonly<Record<string, { readonly genes?: readonly string[]; readonly rule: Rule }>> = {
  'pcat-outside-call': { rule: says('outside-call') },
  'prefer-sample-data': { rule: says('outside-call-preferred') },
  'reference-allele': {
    genes: ['CACNA1S', 'CYP2B6', 'CYP2C19', 'CYP2C9', 'CYP2D6', 'CYP3A5', 'DPYD', 'G6PD', 'NUDT15', 'RYR1', 'SLCO1B1', 'TPMT', 'UGT1A1'],
    rule: says('reference-by-absence'),
  },
  'CYP3A5 reverse complement footnote': { genes: ['CYP3A5'], rule: says('minus-strand') },
  'DPYD reverse complement footnote': { genes: ['DPYD'], rule: says('minus-strand') },
  'IFNL3 reverse complement footnote': { genes: ['IFNL3'], rule: says('minus-strand') },
  'TPMT reverse complement footnote': { genes: ['TPMT'], rule: says('minus-strand') },
  'VKORC1 reverse complement footnote': { genes: ['VKORC1'], rule: says('minus-strand') },
  'DPYD lowest activity score note': { genes: ['DPYD'], rule: says('lowest-function-used') },
  'G6PD hemizygous samples': { genes: ['G6PD'], rule: says('sex-linked') },
  'UGT1A1 repeat warning': { genes: ['UGT1A1'], rule: says('repeat-notation') },
  'pcat-combo-naming': { rule: says('combination-naming') },
  'pcat-combo-unphased': { rule: says('combination-unphased') },
  'pcat-cyp2d6-gene-note': { genes: ['CYP2D6'], rule: says('structural-alleles-not-seen') },
  'pcat-cyp2d6-research-mode': { genes: ['CYP2D6'], rule: says('structural-alleles-not-seen') },
  // A text about a drug that the peer hangs on the gene whenever the gene has a result.
  'SLCO1B1-drug text': { genes: ['SLCO1B1'], rule: isReportable },
}

/** The peer's ambiguity remark names one diplotype; ours, from the list of pairs, must name it among those that could be otherwise. */
const ambiguityHolds = (name: string, result: GeneResult): boolean | undefined => {
  const label = /^\S+ (\*\S+\/\*\S+) warning$/.exec(name)?.[1]
  if (label === undefined) return undefined
  return result.call.messages.some(
    (m) =>
      (m.code === 'phase-could-be-otherwise' && (m.with.called ?? '').split(', ').includes(label)) ||
      (m.code === 'several-pairs-equal' && (m.with.diplotypes ?? '').split(', ').includes(label)),
  )
}

/** A remark that another allele cannot be ruled out: equal pairs hold it, or it is among those not excluded. */
const alleleOpen = (result: GeneResult, allele: string): boolean =>
  result.call.notExcluded.includes(allele) || (result.call.diplotypes.length > 1 && result.call.diplotypes.some((d) => d.alleles.includes(allele)))

/** Where our messages on a gene differ from the peer's remarks. Remarks about ambiguity may be more on our side: they come from the pairs, not from a list. */
export const messagesAgree = (gene: string, remarks: readonly string[], result: GeneResult): readonly string[] => {
  const differences: string[] = []
  for (const remark of remarks) {
    const open = /^\S+ \*\d+ check for (\*\d+)/.exec(remark)?.[1]
    const holds = bothWays[remark]?.rule(result) ?? ambiguityHolds(remark, result) ?? (open === undefined ? undefined : alleleOpen(result, open))
    if (holds !== true) differences.push(`${remark}: ${holds === undefined ? 'no rule for it' : 'not said'}`)
  }
  for (const [remark, { genes, rule }] of Object.entries(bothWays))
    if (!remarks.includes(remark) && (genes === undefined || genes.includes(gene)) && rule(result)) differences.push(`${remark}: said, not expected`)
  return differences
}

/** The peer's warning text by the rule it stands for → the code of our message at that position. */
const warningCodes: readonly (readonly [text: RegExp, code: string])[] = [
  [/^Discarded genotype at this position because REF in VCF/, 'ref-mismatch'],
  [/does not match what is in the allele definition/, 'undocumented-allele'],
  [/^1 genotype found/, 'one-allele-of-two'],
]

/** Warnings of the peer that have no counterpart among our messages, and replacements by reference that only one of both tells. */
export const warningsAgree = (warnings: Readonly<Record<string, readonly string[]>>, calls: readonly GeneCall[], knowledge: PgxKnowledge): readonly string[] => {
  const differences: string[] = []
  for (const [place, texts] of Object.entries(warnings)) {
    const [chrom, pos] = place.split(':')
    const here = calls.filter((c) => knowledge.genes.get(c.gene)?.definition?.chrom === chrom)
    for (const text of texts) {
      const code = warningCodes.find(([form]) => form.test(text))?.[1]
      const said = here.some((c) => c.positions.some((p) => p.pos === Number(pos) && p.messages.some((m) => m.code === code)))
      if (code === undefined || !said) differences.push(`${place} ${text.slice(0, 60)}`)
      const replaced = here.some((c) => c.messages.some((m) => m.code === 'undocumented-as-reference' && (m.with.positions ?? '').includes(place)))
      if (replaced !== /Undocumented variations will be replaced/.test(text)) differences.push(`${place} replaced by reference: ${replaced}`)
    }
  }
  return differences
}
