import { z } from 'zod'
import type { Problem } from '../../shared/problem.ts'
import { hgvsByAlt } from './hgvs.ts'

const variant = z.looseObject({
  chromosome: z.string(),
  position: z.number().int().positive(),
  rsid: z.string().nullish(),
  chromosomeHgvsName: z.string(),
  cpicToVcfAlleleMap: z.record(z.string(), z.string()),
  ref: z.string(),
  alts: z.array(z.string()).min(1),
})
export type Variant = z.infer<typeof variant>

/** An allele definition file, as far as it is read. */
export const definitionForm = z.looseObject({
  version: z.string(),
  gene: z.string(),
  chromosome: z.string(),
  genomeBuild: z.string(),
  variants: z.array(variant),
  namedAlleles: z
    .array(
      z.looseObject({
        name: z.string(),
        alleles: z.array(z.string().nullable()),
        reference: z.boolean(),
        structuralVariant: z.boolean().nullish(),
      }),
    )
    .min(1),
})
export type DefinitionFile = z.infer<typeof definitionForm>

/** A row of positions.tsv without its gene; `flags` (tier 1, required, kind) come from the exemptions. */
export type PositionRow = {
  readonly chrom: string
  readonly pos: number
  readonly rsid: string
  readonly ref: string
  readonly alts: readonly string[]
  readonly hgvs: string
  readonly names: string
}

/** A named allele with the positions that its definition spells out. */
export type DefinedAllele = {
  readonly name: string
  readonly reference: boolean
  readonly structural: boolean
  readonly at: readonly { readonly pos: number; readonly allele: string }[]
}

const bases = /^[ACGT]+$/
const wobble = /^[RYSWKMBDHVN]$/

/** A variant as a row; a name per ALT that cannot be told is written from REF and ALT, and said. */
export const positionRow = (
  v: Variant,
  file: string,
): { readonly row: PositionRow; readonly problems: readonly Problem[] } => {
  const names = hgvsByAlt(v.ref, v.alts, v.chromosomeHgvsName.split(/;\s*/))
  const map = Object.entries(v.cpicToVcfAlleleMap)
  return {
    row: {
      chrom: v.chromosome,
      pos: v.position,
      rsid: v.rsid ?? '',
      ref: v.ref,
      alts: v.alts,
      hgvs: (names ?? v.alts.map((alt) => `g.${v.position}${v.ref}>${alt}`)).join('; '),
      names: map.some(([name, vcf]) => name !== vcf) ? map.map(([name, vcf]) => `${name}=${vcf}`).join(' ') : '',
    },
    problems:
      names === undefined
        ? [
            {
              code: 'import-hgvs-unclear',
              severity: 'warning',
              at: { source: file, path: String(v.position) },
              message: `The names "${v.chromosomeHgvsName}" cannot be matched to the alleles ${v.alts.join(', ')}; they are named from REF and ALT.`,
              remedy: 'Nothing to do; the name is shown for partial calls only.',
            },
          ]
        : [],
  }
}

/** Every contradiction inside one definition file. */
export const definitionProblems = (d: DefinitionFile, file: string): readonly Problem[] => {
  const problems: Problem[] = []
  const add = (code: string, path: string, message: string): void => {
    problems.push({
      code,
      severity: 'error',
      at: { source: file, path },
      message,
      remedy: 'Fetch the file again from the official release; do not edit it.',
    })
  }
  if (!d.genomeBuild.startsWith('GRCh38'))
    add('import-build-unknown', 'genomeBuild', `The positions are on ${d.genomeBuild}, not GRCh38.`)
  const seen = new Set<number>()
  for (const v of d.variants) {
    const at = String(v.position)
    if (seen.has(v.position)) add('import-position-twice', at, `Position ${at} stands twice.`)
    seen.add(v.position)
    if (v.chromosome !== d.chromosome)
      add('import-chromosome-differs', at, `Position ${at} lies on ${v.chromosome}, the gene on ${d.chromosome}.`)
    for (const base of [v.ref, ...v.alts])
      if (!bases.test(base)) add('import-allele-invalid', at, `"${base}" at ${at} is no sequence of A, C, G and T.`)
    for (const name of Object.keys(v.cpicToVcfAlleleMap))
      if (/[\s=]/.test(name))
        add('import-allele-name-invalid', at, `The allele name "${name}" at ${at} holds a space or "=".`)
  }
  const references = d.namedAlleles.filter((a) => a.reference)
  if (references.length !== 1)
    add(
      'import-reference-not-one',
      'namedAlleles',
      `${references.length} reference alleles are named; there must be one.`,
    )
  const names = new Set<string>()
  for (const a of d.namedAlleles) {
    if (names.has(a.name)) add('import-allele-twice', a.name, `Allele ${a.name} stands twice.`)
    names.add(a.name)
    if (a.alleles.length !== d.variants.length && a.structuralVariant !== true) {
      add(
        'import-allele-length',
        a.name,
        `Allele ${a.name} names ${a.alleles.length} positions; the file has ${d.variants.length}.`,
      )
      continue
    }
    for (const [i, allele] of a.alleles.entries()) {
      const v = d.variants[i]
      if (allele === null || v === undefined) continue
      if (allele !== v.ref && !v.alts.includes(allele) && !wobble.test(allele))
        add(
          'import-allele-not-at-position',
          `${a.name} ${v.position}`,
          `Allele ${a.name} has ${allele} at ${v.position}, where only ${[v.ref, ...v.alts].join(', ')} are named.`,
        )
      if (a.reference && allele !== v.ref)
        add(
          'import-reference-differs',
          `${a.name} ${v.position}`,
          `The reference allele ${a.name} has ${allele} at ${v.position}, the genome ${v.ref}.`,
        )
    }
  }
  return problems
}

/** The named alleles of a definition that holds no contradiction; positions in `ignored` define nothing. */
export const definedAlleles = (d: DefinitionFile, ignored: ReadonlySet<number>): readonly DefinedAllele[] =>
  d.namedAlleles.map((a) => ({
    name: a.name,
    reference: a.reference,
    structural: a.structuralVariant === true,
    at: a.reference
      ? []
      : a.alleles.flatMap((allele, i) => {
          const pos = d.variants[i]?.position
          return allele === null || pos === undefined || ignored.has(pos) ? [] : [{ pos, allele }]
        }),
  }))
