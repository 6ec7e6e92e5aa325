import { z } from 'zod'
import type { Problem } from '../../shared/problem.ts'

const named = z.looseObject({ name: z.string() })

const guidelinePackage = z.looseObject({
  guideline: z.looseObject({
    id: z.string(),
    source: z.string(),
    objCls: z.string().nullish(),
    name: z.string().nullish(),
    relatedChemicals: z.array(named).nullish(),
  }),
  recommendations: z
    .array(
      z.looseObject({
        id: z.string(),
        population: z.string().nullish(),
        classification: z.union([z.string(), z.looseObject({ term: z.string() })]).nullish(),
        relatedChemicals: z.array(named).nullish(),
        text: z.looseObject({ html: z.string() }).nullish(),
        lookupKey: z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))]).nullish(),
        dosingInformation: z.boolean().nullish(),
        alternateDrugAvailable: z.boolean().nullish(),
        otherPrescribingGuidance: z.boolean().nullish(),
      }),
    )
    .nullish(),
  citations: z.array(z.looseObject({ pmid: z.string().nullish() })).nullish(),
  version: z.string().nullish(),
})
export type GuidelinePackage = z.infer<typeof guidelinePackage>

/** The guidance of a release in one file, and (older) one file per guideline. */
export const guidanceForm = z.looseObject({ version: z.string().nullish(), guidelines: z.array(guidelinePackage) })
export const guidelineForm = guidelinePackage

export type GuidanceSource = 'cpic' | 'dpwg' | 'fda'

/** One record as the tables hold it; `text` is only looked at, never kept. */
export type GuidanceRecord = {
  readonly source: GuidanceSource
  readonly document: string
  readonly id: string
  readonly guideline: string
  readonly drug: string
  readonly population: string
  readonly classification: string
  readonly lookup: string
  readonly flags: string
  readonly pmids: string
  readonly text: string
}

const sourceOf = (
  g: GuidelinePackage['guideline'],
): { readonly source: GuidanceSource; readonly document: string } | undefined => {
  const kind = `${g.source} ${g.objCls ?? ''} ${g.name ?? ''}`
  if (/^CPIC/i.test(g.source)) return { source: 'cpic', document: 'CPIC' }
  if (/^DPWG/i.test(g.source)) return { source: 'dpwg', document: 'DPWG' }
  if (!/^FDA/i.test(g.source)) return undefined
  return { source: 'fda', document: /label/i.test(kind) ? 'FDA label' : 'FDA association' }
}

const firstNumber = (allele: string): number => Number(/\d+/.exec(allele)?.[0] ?? 0)

/** Allele counts (`{"*1":1,"*2":1}`) as the label of the diplotype, alleles in natural order. Undefined when they are no counts. */
const diplotypeLabel = (counts: unknown): string | undefined => {
  if (typeof counts !== 'object' || counts === null) return undefined
  const entries = Object.entries(counts)
  if (entries.length === 0 || entries.some(([, n]) => n !== 1 && n !== 2)) return undefined
  return entries
    .flatMap(([allele, n]) => Array.from({ length: Number(n) }, () => allele))
    .sort((a, b) => firstNumber(a) - firstNumber(b) || (a < b ? -1 : a > b ? 1 : 0))
    .join('/')
}

const lookupOf = (
  key: Record<string, unknown> | Record<string, unknown>[] | null | undefined,
): readonly Readonly<Record<string, string>>[] | undefined => {
  const keys = key === null || key === undefined ? [] : Array.isArray(key) ? key : [key]
  const maps = keys.map((k) =>
    Object.entries(k).map(([gene, v]) => [gene, typeof v === 'string' ? v : diplotypeLabel(v)] as const),
  )
  if (maps.some((m) => m.length === 0 || m.some(([, v]) => v === undefined))) return undefined
  return maps.map((m) => Object.fromEntries(m) as Record<string, string>)
}

/** The records of one guideline; what names no key is told and left out, another source than CPIC, DPWG and FDA is left out. */
export const guidanceRecords = (
  p: GuidelinePackage,
  file: string,
): { readonly records: readonly GuidanceRecord[]; readonly problems: readonly Problem[] } => {
  const from = sourceOf(p.guideline)
  if (from === undefined)
    return {
      records: [],
      problems: [
        {
          code: 'import-source-unknown',
          severity: 'warning',
          at: { source: file, path: p.guideline.id },
          message: `Guideline ${p.guideline.id} is of ${p.guideline.source}; only CPIC, DPWG and FDA are taken in.`,
          remedy: 'Nothing to do.',
        },
      ],
    }
  const problems: Problem[] = []
  const records: GuidanceRecord[] = []
  const pmids = (p.citations ?? []).flatMap((c) => (c.pmid ? [c.pmid] : [])).join(';')
  for (const r of p.recommendations ?? []) {
    const lookup = lookupOf(r.lookupKey)
    const drugs = (r.relatedChemicals?.length ? r.relatedChemicals : (p.guideline.relatedChemicals ?? [])).map((c) =>
      c.name.toLowerCase(),
    )
    if (lookup === undefined || lookup.length === 0 || drugs.length === 0) {
      problems.push({
        code: 'import-record-without-key',
        severity: 'warning',
        at: { source: file, path: `${p.guideline.id} ${r.id}` },
        message: `Record ${r.id} of guideline ${p.guideline.id} names ${drugs.length === 0 ? 'no medicine' : 'no usable lookup key'} and is left out.`,
        remedy: 'Read the guideline for this result.',
      })
      continue
    }
    for (const drug of drugs)
      records.push({
        ...from,
        id: drugs.length === 1 ? r.id : `${r.id}/${drug}`,
        guideline: p.guideline.id,
        drug,
        population: r.population ?? '',
        classification: typeof r.classification === 'string' ? r.classification : (r.classification?.term ?? ''),
        lookup: JSON.stringify(lookup),
        flags: `${r.dosingInformation ? 'd' : ''}${r.alternateDrugAvailable ? 'a' : ''}${r.otherPrescribingGuidance ? 'o' : ''}`,
        pmids,
        text: r.text?.html ?? '',
      })
  }
  return { records, problems }
}
