import { bloodParents, childrenOf } from '../bloodline.ts'
import type { Diagnosis, GeneTest, Pedigree, PersonId, Relative } from '../pedigree.ts'
import type { Range } from '../../../shared/quantity.ts'
import type { CanRiskFactors } from './canrisk-factors.ts'
import { parseCanRisk } from './canrisk.ts'
import {
  type CanRiskVersion,
  geneCell,
  genesOf,
  pathologyCell,
  pathologyColumn,
  personColumns,
} from './canrisk-layout.ts'
import type { Written } from './family-read.ts'
import { lostBetween } from './lost.ts'

/** Longest id and name. @source CanRisk pedigree file format; limits as its own writer keeps them, unverified */
const longest = { id: 7, name: 8 } as const

const exact = (range: Range | undefined): string =>
  range !== undefined && range[0] === range[1] && Number.isInteger(range[0]) && range[0] > 0 ? String(range[0]) : '0'

const cancer = (of: readonly Diagnosis[]): string => {
  if (of.length === 0) return '0'
  const at = exact(of[0]?.onset)
  return at === '0' ? 'AU' : at
}

const byOnset = (a: Diagnosis, b: Diagnosis): number => (a.onset?.[0] ?? 999) - (b.onset?.[0] ?? 999)

const cancersOf = (p: Relative) => {
  const of = (disease: Diagnosis['disease']): readonly Diagnosis[] =>
    p.diagnoses.filter((d) => d.disease === disease).toSorted(byOnset)
  const [first, second] = [of('breast-cancer'), of('contralateral-breast-cancer')]
  const [bc1, bc2] = first.length === 0 ? [second, []] : [first, second]
  return { bc1, cells: [bc1, bc2, of('ovarian-cancer'), of('prostate-cancer'), of('pancreatic-cancer')].map(cancer) }
}

/** Ids that fit, and for the others short new ones. */
const shortIds = (ids: readonly PersonId[]): ReadonlyMap<PersonId, PersonId> => {
  const fits = (id: string): boolean => new RegExp(`^[\\w-]{1,${longest.id}}$`).test(id) && id !== '0'
  const taken = new Set(ids.filter(fits))
  let n = 1
  return new Map(
    ids.map((id) => {
      if (fits(id)) return [id, id] as const
      while (taken.has(`p${n}`)) n++
      taken.add(`p${n}`)
      return [id, `p${n}`] as const
    }),
  )
}

/** Of several tests of a gene the one that decides: a variant found, else a negative one, else one that says nothing. */
const decisive = (p: Relative, gene: string): GeneTest | undefined => {
  const own = (p.tests ?? []).filter((t) => t.gene === gene)
  return own.find((t) => t.result === 'positive') ?? own.find((t) => t.result === 'negative') ?? own[0]
}

/**
 * A pedigree as a CanRisk file. People who cannot stand in one are left out and told of: children never born, and leaves of unknown sex. A child
 * with one named parent gets an unknown other one. Ages that are not one whole number become "not known".
 */
export const writeCanRisk = (pedigree: Pedigree, factors?: CanRiskFactors, version: CanRiskVersion = 4): Written => {
  const children = childrenOf(pedigree, 'blood')
  const fathers = new Set(pedigree.people.map((p) => bloodParents(p).father))
  const mothers = new Set(pedigree.people.map((p) => bloodParents(p).mother))
  const sexOf = (p: Relative): 'M' | 'F' | undefined =>
    p.sex === 'male' || (p.sex === 'unknown' && fathers.has(p.id))
      ? 'M'
      : p.sex === 'female' || (p.sex === 'unknown' && mothers.has(p.id))
        ? 'F'
        : undefined
  const stays = pedigree.people.filter(
    (p) =>
      sexOf(p) !== undefined &&
      p.pregnancy === undefined &&
      (p.adopted !== 'in' || p.id === pedigree.proband || (children.get(p.id) ?? []).length > 0),
  )
  const kept = new Set(stays.map((p) => p.id))
  const parents = stays.map((p) => bloodParents(p))
  const added: PersonId[] = []
  const other = new Map<string, PersonId>()
  const free = (prefix: string): PersonId => {
    let n = 1
    while (kept.has(`${prefix}${n}`) || added.includes(`${prefix}${n}`)) n++
    added.push(`${prefix}${n}`)
    return `${prefix}${n}`
  }
  const both = parents.map(({ father, mother }) => {
    const [f, m] = [
      father !== undefined && kept.has(father) ? father : undefined,
      mother !== undefined && kept.has(mother) ? mother : undefined,
    ]
    if ((f === undefined) === (m === undefined)) return { father: f, mother: m }
    const key = `${f} ${m}`
    const unknown = other.get(key) ?? free(f === undefined ? 'uf' : 'um')
    other.set(key, unknown)
    return { father: f ?? unknown, mother: m ?? unknown }
  })
  const ids = shortIds([...stays.map((p) => p.id), ...added])
  const id = (of: PersonId | undefined): string => (of === undefined ? '0' : (ids.get(of) ?? '0'))
  const family = pedigree.id.replaceAll(/[^\w-]/g, '_') || 'family'
  const groups = [...new Set(stays.flatMap((p) => (p.twins?.zygosity === 'identical' ? [p.twins.group] : [])))]
  const marks = '123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const genes = genesOf(version)
  const row = (p: Relative, i: number): string => {
    const { bc1, cells } = cancersOf(p)
    return [
      family,
      (p.name ?? '').replaceAll(/[^\p{L}\p{N}-]/gu, '').slice(0, longest.name) || 'NA',
      p.id === pedigree.proband ? '1' : '0',
      id(p.id),
      id(both[i]?.father),
      id(both[i]?.mother),
      sexOf(p) ?? 'F',
      p.twins?.zygosity === 'identical' ? (marks[groups.indexOf(p.twins.group)] ?? '0') : '0',
      p.dead ? '1' : '0',
      exact(p.age),
      String(p.born ?? 0),
      ...cells,
      p.ashkenazi ? '1' : '0',
      ...genes.map((gene) => geneCell(decisive(p, gene))),
      pathologyCell(bc1[0]?.pathology),
    ].join('\t')
  }
  const unknown = (of: PersonId): string =>
    [
      family,
      'NA',
      '0',
      id(of),
      '0',
      '0',
      of.startsWith('uf') ? 'M' : 'F',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      ...genes.map(() => '0:0'),
      '0:0:0:0:0',
    ].join('\t')
  const surgery = pedigree.people.find((p) => p.id === pedigree.proband)?.surgery ?? []
  const had = (what: string, mark: string): string => (surgery.some((s) => s.what === what) ? `;${mark}=y` : '')
  const text = [
    `##CanRisk ${version}.0${had('bilateral-salpingo-oophorectomy', 'OVARY2')}${had('bilateral-mastectomy', 'MAST2')}`,
    ...Object.entries(factors?.factors ?? {}).map(([name, value]) => `##${name}=${value}`),
    ...Object.entries(factors?.scores ?? {}).map(([name, s]) => `##PRS_${name}=alpha=${s.alpha}, zscore=${s.zscore}`),
    `##${[...personColumns, ...genes, pathologyColumn].join('\t')}`,
    ...added.map(unknown),
    ...stays.map(row),
    '',
  ].join('\n')
  const renamed = Object.fromEntries([...ids].filter(([from, to]) => from !== to))
  return {
    text,
    renamed,
    added: added.map((a) => ids.get(a) ?? a),
    lost: lostBetween(pedigree, parseCanRisk(text, 'written').families[0]?.pedigree, renamed),
  }
}
