import { z } from 'zod'
import type { Problem } from '../../shared/problem.ts'

/** A phenotype file, as far as it is read. */
export const phenotypeForm = z.looseObject({
  gene: z.string(),
  version: z.string().nullish(),
  haplotypes: z.record(z.string(), z.string().nullable()).nullish(),
  activityValues: z.record(z.string(), z.string().nullable()).nullish(),
  namedAlleles: z
    .array(
      z.looseObject({
        name: z.string(),
        activityValue: z.string().nullish(),
        functionValue: z.string().nullish(),
        lookupKey: z.string().nullish(),
      }),
    )
    .nullish(),
  diplotypes: z.array(
    z.looseObject({
      generesult: z.string(),
      lookupkey: z.string(),
      activityScore: z.string().nullish(),
      phenotype: z.string().nullish(),
      diplotypekey: z.record(z.string(), z.number().int().positive()),
    }),
  ),
})
export type PhenotypeFile = z.infer<typeof phenotypeForm>

/** What one allele does: its function, its activity value where the gene has them, and the key its pairs are found by. */
export type AlleleFunction = {
  readonly function: string | null
  readonly activity: string | null
  readonly key: string | null
}

export type PhenotypeRow = {
  readonly key1: string
  readonly key2: string
  readonly phenotype: string
  readonly activity: string
  readonly lookup: string
}

/** Function, activity value and key by allele name, in the order of the file. Older files hold only the key; it is then the function too, unless it is an activity value. */
export const alleleFunctions = (p: PhenotypeFile): ReadonlyMap<string, AlleleFunction> => {
  if (p.namedAlleles && p.namedAlleles.length > 0)
    return new Map(
      p.namedAlleles.map((a) => {
        const activity = a.activityValue ?? null
        const effect = a.functionValue ?? null
        return [a.name, { function: effect, activity, key: a.lookupKey ?? activity ?? effect }]
      }),
    )
  const activities = p.activityValues ?? {}
  return new Map(
    Object.entries(p.haplotypes ?? {}).map(([name, key]) => {
      const activity = activities[name] ?? null
      return [name, { function: key === activity ? null : key, activity, key: activity ?? key }]
    }),
  )
}

/**
 * The phenotype table of one gene: a row per unordered pair of keys. Two diplotypes of the same pair that lead to different
 * phenotypes are a contradiction: the table could not say which.
 */
export const phenotypeRows = (
  p: PhenotypeFile,
  file: string,
): { readonly rows: readonly PhenotypeRow[]; readonly problems: readonly Problem[] } => {
  const functions = alleleFunctions(p)
  const rows = new Map<string, PhenotypeRow>()
  const clashes = new Map<string, Problem>()
  for (const d of p.diplotypes) {
    const names = Object.entries(d.diplotypekey).flatMap(([name, n]) =>
      Array.from({ length: Math.min(n, 3) }, () => name),
    )
    const keys = names.map((n) => functions.get(n)?.key ?? null)
    const label = names.join('/')
    if (names.length > 2 || names.length === 0 || keys.includes(null)) {
      clashes.set(label, {
        code: 'import-diplotype-unknown',
        severity: 'error',
        at: { source: file, path: label },
        message: `The diplotype ${label} names an allele without a function, or not one or two alleles.`,
        remedy: 'Fetch the file again from the official release; do not edit it.',
      })
      continue
    }
    const [a = '', b = ''] = (keys as string[]).sort((x, y) => (x < y ? -1 : x > y ? 1 : 0))
    const row = {
      key1: a,
      key2: b,
      phenotype: d.phenotype ?? d.generesult,
      activity: d.activityScore ?? '',
      lookup: d.lookupkey,
    }
    const pair = `${a}\t${b}`
    const known = rows.get(pair)
    if (known === undefined) rows.set(pair, row)
    else if (known.phenotype !== row.phenotype || known.lookup !== row.lookup || known.activity !== row.activity)
      clashes.set(pair, {
        code: 'import-phenotype-contradiction',
        severity: 'error',
        at: { source: file, path: label },
        message: `The pair ${a} and ${b === '' ? 'nothing' : b} means both ${known.phenotype} (${known.lookup}) and ${row.phenotype} (${row.lookup}).`,
        remedy:
          'Fetch the file again from the official release; if it stays so, tell the maintainers of both projects.',
      })
  }
  return {
    rows: [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row),
    problems: [...clashes.values()],
  }
}

/** Whether the advice of a gene is found by its activity score. */
export const foundByActivity = (p: PhenotypeFile): boolean =>
  p.diplotypes.length > 0 &&
  p.diplotypes.every((d) => (d.activityScore ?? '') !== '' && d.activityScore === d.lookupkey)
