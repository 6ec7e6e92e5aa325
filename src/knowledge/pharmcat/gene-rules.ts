import { z } from 'zod'

const position = z.looseObject({
  chromosome: z.string(),
  position: z.number().int().positive(),
  rsid: z.string().nullish(),
  chromosomeHgvsName: z.string(),
  cpicToVcfAlleleMap: z.record(z.string(), z.string()),
  ref: z.string(),
  alts: z.array(z.string()).min(1),
})

const exemption = z.looseObject({
  gene: z.string().nullish(),
  requiredPositions: z.array(z.number().int()).nullish(),
  ignoredPositions: z.array(position).nullish(),
  extraPositions: z.array(position).nullish(),
  ignoredAlleles: z.array(z.string()).nullish(),
  amp1Alleles: z.array(z.string()).nullish(),
  amp1Positions: z.array(z.number().int()).nullish(),
  unphasedDiplotypePriorities: z.array(z.looseObject({ list: z.array(z.string()).min(2), pick: z.string() })).nullish(),
  suballelesMap: z.record(z.string(), z.string()).nullish(),
})
export type Exemption = z.infer<typeof exemption>

/** The exemptions file: a list with the gene in each entry, or the entries by gene. */
export const exemptionsForm = z.union([
  z.array(exemption.extend({ gene: z.string() })),
  z.record(z.string(), exemption),
])

/** The exemptions by gene. */
export const exemptionsByGene = (file: z.infer<typeof exemptionsForm>): ReadonlyMap<string, Exemption> =>
  new Map(Array.isArray(file) ? file.map((e) => [e.gene, e] as const) : Object.entries(file))

/** Parts of a gene's rules that the exemptions of a release state; all other parts are the calling method's own. */
const stated = new Set(['required', 'ignoredPositions', 'ignoredAlleles', 'tier1', 'unphasedPriorities', 'printAs'])

type Rules = Readonly<Record<string, unknown>>

const some = <T>(list: readonly T[] | null | undefined): list is readonly T[] =>
  list !== null && list !== undefined && list.length > 0

/** A gene's rules: the method's part as it was, the release's part from its exemptions. A new gene is called by the standard method. */
export const geneRules = (held: Rules | undefined, e: Exemption | undefined, byActivity: boolean): Rules => ({
  ...Object.fromEntries(
    Object.entries(held ?? (byActivity ? { lookupBy: 'activity' } : {})).filter(([key]) => !stated.has(key)),
  ),
  ...(some(e?.requiredPositions) ? { required: e.requiredPositions } : {}),
  ...(some(e?.ignoredPositions) ? { ignoredPositions: e.ignoredPositions.map((p) => p.position) } : {}),
  ...(some(e?.ignoredAlleles) ? { ignoredAlleles: e.ignoredAlleles } : {}),
  ...(some(e?.amp1Alleles) ? { tier1: { alleles: e.amp1Alleles, positions: e.amp1Positions ?? [] } } : {}),
  ...(some(e?.unphasedDiplotypePriorities)
    ? { unphasedPriorities: e.unphasedDiplotypePriorities.map((p) => ({ among: p.list, pick: p.pick })) }
    : {}),
  ...(e?.suballelesMap && Object.keys(e.suballelesMap).length > 0 ? { printAs: e.suballelesMap } : {}),
})
