import type { DrugGeneRecord } from '../model.ts'

/** What a gene without a result is looked up by: two-gene guidelines have records for it. */
export const noResult = 'No Result'

/** The keys one gene answers to in one reading of the person's genotype: usually one, several for HLA. */
export type KeysOfGene = ReadonlyMap<string, readonly string[]>

/** What a gene answers to besides its score when only measuring the enzyme tells which dose is right. */
export const measureFirst = (score: string): string => `${score} (Phenotyping)`

/**
 * A score that a record writes together with its phenotype is the score. The DPWG writes DPYD scores so, and "Phenotyping" where the genotype does not tell
 * the dose: always at 0.5, at 1.0 only for two copies of reduced function, which then do not answer to the plain 1.0.
 * @source DPWG DPYD and fluoropyrimidines 2019 (PMID 31745289)
 */
const answers = (value: string, keys: readonly string[]): string | undefined => {
  if (keys.includes(value)) return value
  const score = /^([\d.]+) \((?:Normal|Intermediate|Poor) Metabolizer\)$/.exec(value)?.[1]
  const plain = score ?? (value === measureFirst('0.5') ? '0.5' : undefined)
  return plain !== undefined && keys.includes(plain) && !keys.includes(measureFirst(plain)) ? plain : undefined
}

/** The key map of a record that this reading of the genotypes satisfies, or undefined. A gene that was not called answers to `No Result` only. */
export const matchingKey = (record: DrugGeneRecord, keys: KeysOfGene): Readonly<Record<string, string>> | undefined => {
  for (const key of record.lookup) {
    const found = Object.entries(key).map(
      ([gene, value]) => [gene, answers(value, keys.get(gene) ?? [noResult])] as const,
    )
    if (found.every((e): e is readonly [string, string] => e[1] !== undefined)) return Object.fromEntries(found)
  }
  return undefined
}

/**
 * Records that speak to this person. A match in which every gene is without a result says nothing about the person and is left out.
 */
export const matchRecords = (
  records: readonly DrugGeneRecord[],
  keys: KeysOfGene,
): readonly { readonly record: DrugGeneRecord; readonly key: Readonly<Record<string, string>> }[] =>
  records.flatMap((record) => {
    const key = matchingKey(record, keys)
    return key !== undefined && Object.values(key).some((v) => v !== noResult) ? [{ record, key }] : []
  })

/** Every way to take one candidate of each ambiguous gene. Bounded: past `limit` combinations the rest is left out and `complete` is false. */
export const readings = (
  candidates: ReadonlyMap<string, readonly (readonly string[])[]>,
  limit = 64,
): { readonly readings: readonly KeysOfGene[]; readonly complete: boolean } => {
  let all: ReadonlyMap<string, readonly string[]>[] = [new Map()]
  let complete = true
  for (const [gene, options] of candidates) {
    const next: ReadonlyMap<string, readonly string[]>[] = []
    for (const base of all) for (const keys of options) next.push(new Map([...base, [gene, keys]]))
    if (next.length > limit) complete = false
    if (next.length > 0) all = next.slice(0, limit)
  }
  return { readings: all, complete }
}
