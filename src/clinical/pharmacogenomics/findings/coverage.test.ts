import { describe, expect, test } from 'vitest'
import { assessed, tables } from '../drawn-person.test-support.ts'
import { coverageOf, isPartlySeen, isThin, isWellCovered } from './coverage.ts'

const knows = (gene: string) => tables.pgx.genes.get(gene)
const seenOnly = (gene: string, rsids: readonly string[]) => (row: { gene: string; rsid: string }) =>
  row.gene !== gene || rsids.includes(row.rsid)

describe('how well a gene was looked at', () => {
  test('a whole gene is covered place by place', () => {
    const { result } = assessed({ pairs: {} }).gene('CYP2C19')
    const coverage = coverageOf(result, knows('CYP2C19'))
    expect(coverage.covered).toBe(coverage.of)
    expect(coverage.tier1Covered).toBe(coverage.tier1Of)
    expect(isWellCovered(result, knows('CYP2C19'))).toBe(true)
  })
  test('one missing place of the AMP list is enough to be thin', () => {
    const seen = (row: { rsid: string }) => row.rsid !== 'rs4986893'
    const { result } = assessed({ pairs: {}, seen }).gene('CYP2C19')
    expect(isThin(result, knows('CYP2C19'))).toBe(true)
  })
  test('SLCO1B1 rests on its one deciding place', () => {
    const { result } = assessed({ pairs: {}, seen: seenOnly('SLCO1B1', ['rs4149056']) }).gene('SLCO1B1')
    expect(isWellCovered(result, knows('SLCO1B1'))).toBe(true)
  })
  test('what was found in few places is partly seen, not thin', () => {
    const seen = seenOnly('CYP2C19', ['rs4244285', 'rs12769205', 'rs3758581'])
    const { result } = assessed({ pairs: { CYP2C19: ['*1', '*2'] }, seen }).gene('CYP2C19')
    expect([isThin(result, knows('CYP2C19')), isPartlySeen(result, knows('CYP2C19'))]).toEqual([false, true])
  })
  test('a gene whose alleles have no function assigned needs every place: CYP4F2 in one place is thin, a variant found there is not', () => {
    const seen = seenOnly('CYP4F2', ['rs2108622'])
    const nothing = assessed({ pairs: { CYP4F2: ['*1', '*1'] }, seen }).gene('CYP4F2').result
    const variant = assessed({ pairs: { CYP4F2: ['*1', '*3'] }, seen }).gene('CYP4F2').result
    const whole = assessed({ pairs: { CYP4F2: ['*1', '*1'] } }).gene('CYP4F2').result
    expect([nothing, variant, whole].map((r) => isThin(r, knows('CYP4F2')))).toEqual([true, false, false])
  })
  test('a result stated by a laboratory stands for itself', () => {
    const { result } = assessed({ stated: { CYP2C19: '*1/*1' } }).gene('CYP2C19')
    expect(isPartlySeen(result, knows('CYP2C19'))).toBe(false)
  })
})
