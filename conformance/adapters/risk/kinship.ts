import { kinshipTable, type Pedigree } from '../../../src/clinical/family/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Case = {
  readonly id: string
  readonly pedigree: readonly {
    readonly id: string
    readonly father: string
    readonly mother: string
    readonly sex: '1' | '2'
  }[]
  readonly expected: {
    readonly kinship: Readonly<Record<string, readonly number[]>>
    readonly kinshipX: Readonly<Record<string, readonly number[]>>
    readonly inbreeding: Readonly<Record<string, number>>
  }
}

type Vectors = { readonly tolerance: number; readonly cases: readonly Case[] }

const pedigreeOf = (c: Case): Pedigree => ({
  id: c.id,
  proband: c.pedigree[0]?.id ?? '',
  couples: [],
  people: c.pedigree.map((p) => ({
    id: p.id,
    sex: p.sex === '1' ? 'male' : 'female',
    diagnoses: [],
    ...(p.father === '0' ? {} : { father: p.father }),
    ...(p.mother === '0' ? {} : { mother: p.mother }),
  })),
})

/** Kinship of everybody with everybody on autosomes and X, and inbreeding, against the R package ribd. */
export const kinship: SuiteAdapter = {
  path: 'risk/vectors/kinship.json',
  title: 'Kinship and inbreeding of pedigrees (ribd)',
  run: (context) => {
    const count = tally()
    const vectors = JSON.parse(context.text('risk/vectors/kinship.json')) as Vectors
    for (const c of vectors.cases) {
      const table = kinshipTable(pedigreeOf(c))
      const expected: Record<string, number> = {}
      const got: Record<string, number | undefined> = {}
      for (const [i, a] of c.pedigree.entries()) {
        for (const b of c.pedigree) {
          expected[`${a.id} ${b.id}`] = c.expected.kinship[b.id]?.[i] ?? Number.NaN
          got[`${a.id} ${b.id}`] = table?.of(a.id, b.id)
          expected[`x ${a.id} ${b.id}`] = c.expected.kinshipX[b.id]?.[i] ?? Number.NaN
          got[`x ${a.id} ${b.id}`] = table?.x(a.id, b.id)
        }
        expected[`inbreeding ${a.id}`] = c.expected.inbreeding[a.id] ?? Number.NaN
        got[`inbreeding ${a.id}`] = table?.inbreeding(a.id)
      }
      count.close(c.id, expected, got, vectors.tolerance)
    }
    return count.outcome()
  },
}
