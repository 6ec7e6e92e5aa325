import { describe, expect, test } from 'vitest'
import { mixedRows, reportOf, vcfOf } from './call-set.fixture.ts'

// Expected numbers: `bcftools stats -s S1` 1.16 on the same text, and with `-f PASS,.`.
describe('counts as bcftools has them', () => {
  test('of 4,000 rows of every kind', async () => {
    const report = await reportOf(vcfOf(mixedRows()))
    expect(report.rows).toBe(4000)
    expect(report.genotypes.reference).toBe(182)
    expect(report.genotypes.none + report.genotypes.half).toBe(186)
    expect(report.genotypes.hemi).toBe(309)
    const passing = report.filters.filter((f) => f.filter !== 'LowQual').reduce((n, f) => n + f.rows, 0)
    expect(passing).toBe(3801)
    expect(report.variants.snvHet).toBe(1703)
    expect(report.variants.snvHom).toBe(934)
    expect(report.variants.snvHaploid + report.variants.otherHaploid).toBe(297)
    expect(report.depth.mean?.toFixed(1)).toBe('27.6')
  })

  test('of the biallelic rows on autosomes, also by transition and transversion, insertion and deletion', async () => {
    const rows = mixedRows().filter((r) => /^chr[12] /.test(r) && !r.split(' ')[4]?.includes(','))
    const { variants, figures, depth } = await reportOf(vcfOf(rows))
    expect(variants.transitions).toBe(1715)
    expect(variants.transversions).toBe(449)
    expect(variants.snvHet).toBe(1387)
    expect(variants.snvHom).toBe(777)
    expect(variants.insertions).toBe(122 + 100)
    expect(variants.deletions).toBe(119 + 58)
    expect(depth.mean?.toFixed(1)).toBe('27.4')
    expect(figures.find((f) => f.id === 'tiTv')?.value).toBe(1715 / 449)
    expect(figures.find((f) => f.id === 'hetHom')?.value).toBe(1387 / 777)
  })
})
