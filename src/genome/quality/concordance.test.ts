import { expect, test } from 'vitest'
import { generator, readText, vcfOf } from './call-set.fixture.ts'
import { addToGenotypes, concordance, type Genotypes, startGenotypes } from './concordance.ts'
import { blankRow, seeRow } from './seen-row.ts'

const genotypesOf = async (rows: readonly string[], every = 1): Promise<Genotypes> => {
  const of = startGenotypes(every)
  await readText(vcfOf(rows), (batch) => {
    const row = blankRow(batch)
    for (let i = 0; i < batch.size; i++) {
      seeRow(batch, i, row)
      addToGenotypes(of, row)
    }
  })
  return of
}

const gts = ['0/0', '0/1', '1/1']

type Parent = readonly (readonly [number, number])[]

const places = 4000
const random = generator()
const frequency = Array.from({ length: places }, () => 0.1 + 0.8 * random())
const draw = (p: number): number => (random() < p ? 1 : 0)
const person = (): Parent => frequency.map((p) => [draw(p), draw(p)] as const)
const childOf = (a: Parent, b: Parent): Parent =>
  a.map((x, i) => [x[random() < 0.5 ? 0 : 1], (b[i] as readonly number[])[random() < 0.5 ? 0 : 1] as number] as const)
const rowsOf = (of: Parent, variantsOnly = false): readonly string[] =>
  of.flatMap(([a, b], i) =>
    variantsOnly && a + b === 0 ? [] : [`chr1 ${1000 + i * 10} . A G 50 PASS . GT ${gts[a + b]}`],
  )

const mother = person()
const father = person()
const child = childOf(mother, father)

test('one person in two files, with a few errors, is the same', async () => {
  const again = mother.map((g, i) => (i % 200 === 0 ? ([0, 1] as const) : g))
  const got = concordance(await genotypesOf(rowsOf(mother)), await genotypesOf(rowsOf(again)))
  expect(got.verdict).toBe('same')
  expect(got.kinship).toBeGreaterThan(0.47)
})

test('parent and child have a kinship near a quarter and no opposite genotypes', async () => {
  const got = concordance(await genotypesOf(rowsOf(mother)), await genotypesOf(rowsOf(child)))
  expect(got).toMatchObject({ common: places, opposite: 0, verdict: 'related or unclear' })
  expect(got.kinship).toBeCloseTo(0.25, 1)
})

test('two people from one population are different', async () => {
  const got = concordance(await genotypesOf(rowsOf(mother)), await genotypesOf(rowsOf(father)))
  expect(got.verdict).toBe('different')
  expect(Math.abs(got.kinship ?? 1)).toBeLessThan(0.05)
})

test('where only variants are stated no kinship is told, and the share of alike genotypes decides', async () => {
  const same = concordance(await genotypesOf(rowsOf(mother, true)), await genotypesOf(rowsOf(mother, true)))
  expect(same.kinship).toBeUndefined()
  expect(same).toMatchObject({ share: 1, verdict: 'same' })
  const other = concordance(await genotypesOf(rowsOf(mother, true)), await genotypesOf(rowsOf(father, true)))
  expect(other.verdict).toBe('different')
})

test('few common places decide nothing', async () => {
  const few = rowsOf(mother).slice(0, 199)
  expect(concordance(await genotypesOf(few), await genotypesOf(rowsOf(mother))).verdict).toBe('notAssessed')
  expect(concordance(startGenotypes(), startGenotypes())).toEqual({
    common: 0,
    alike: 0,
    opposite: 0,
    verdict: 'notAssessed',
  })
})

test('half calls, failed rows, other ploidies, indels and places with two ALTs are left out', async () => {
  const of = await genotypesOf([
    'chr1 10 . A G 50 PASS . GT ./1',
    'chr1 20 . A G 50 LowQual . GT 0/1',
    'chr1 30 . A G 50 PASS . GT 1',
    'chr1 40 . A AG 50 PASS . GT 0/1',
    'chr1 50 . A G,T 50 PASS . GT 1/2',
    'chrX 60 . A G 50 PASS . GT 0/1',
    'chr1 70 . a g,<NON_REF> 50 PASS . GT 0/1',
  ])
  expect([...of.held]).toEqual([['chr1:70:AG', 1]])
})
