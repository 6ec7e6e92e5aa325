import { describe, expect, test } from 'vitest'
import { loadRelease } from '../../../knowledge/folder.ts'
import { pgxKnowledge } from '../knowledge.ts'
import { diplotypePhenotype, phenotypeOfScore, scoresOfPhenotype } from './diplotype-phenotype.ts'
import { interpretGenes } from './interpret.ts'
import { readOutsideCalls } from './outside-calls.ts'

const knowledge = pgxKnowledge([loadRelease('clinpgx')])
const gene = (name: string) => {
  const g = knowledge.genes.get(name)
  if (g === undefined) throw new Error(`no ${name}`)
  return g
}
const phenotype = (name: string, ...alleles: readonly string[]) => {
  const p = diplotypePhenotype(gene(name), { alleles, label: alleles.join('/'), score: 0 })
  return [p.phenotypes, p.activityScore, p.lookup]
}
const outside = (...lines: readonly string[]) => {
  const read = readOutsideCalls(lines.join('\n'), 'calls.tsv', knowledge)
  return {
    read,
    result: (name: string) => interpretGenes([], read.ok ? read.value : [], knowledge).find((r) => r.gene === name),
  }
}
const problemCodes = (...lines: readonly string[]) =>
  readOutsideCalls(lines.join('\n'), 'calls.tsv', knowledge).problems.map((p) => [p.at.line, p.severity, p.code])

describe('phenotypes of diplotypes', () => {
  test('CYP2C19 as CPIC assigns them', () => {
    expect(phenotype('CYP2C19', '*2', '*17')).toEqual([
      ['Intermediate Metabolizer'],
      undefined,
      ['Intermediate Metabolizer'],
    ])
    expect(phenotype('CYP2C19', '*2', '*9')).toEqual([
      ['Likely Poor Metabolizer'],
      undefined,
      ['Likely Poor Metabolizer'],
    ])
    expect(phenotype('CYP2C19', '*17', '*17')).toEqual([
      ['Ultrarapid Metabolizer'],
      undefined,
      ['Ultrarapid Metabolizer'],
    ])
  })

  test('CYP2D6 by activity score: *41 counts 0.25, three and more copies give a range', () => {
    expect(phenotype('CYP2D6', '*4', '*41')).toEqual([['Intermediate Metabolizer'], '0.25', ['0.25']])
    expect(phenotype('CYP2D6', '*1', '*1x≥3')).toEqual([['Ultrarapid Metabolizer'], '≥4.0', ['≥4.0']])
    expect(phenotype('CYP2D6', '*4', '*5')).toEqual([['Poor Metabolizer'], '0.0', ['0.0']])
  })

  test('what has no function has no phenotype', () => {
    expect(phenotype('CYP2C19', '*1', '*40')).toEqual([['n/a'], undefined, ['n/a']])
    expect(phenotype('CYP2D6', '*1', '*999')).toEqual([['Indeterminate'], 'n/a', ['n/a']])
    expect(phenotype('TPMT', '*1', 'g.18143724C>T')).toEqual([['n/a'], undefined, ['n/a']])
  })

  test('G6PD in men by the one allele, in women by both', () => {
    expect(phenotype('G6PD', 'Chatham')[0]).toEqual(['Deficient'])
    expect(phenotype('G6PD', 'B (reference)', 'Chatham')[0]).toEqual(['Variable'])
    expect(phenotype('G6PD', 'Arakawa', 'Arakawa')[0]).toEqual(['Deficient with CNSHA'])
  })

  test('RYR1 is never called normal', () => {
    expect(phenotype('RYR1', 'Reference', 'Reference')[0]).toEqual(['Uncertain Susceptibility'])
    expect(phenotype('RYR1', 'Reference', 'c.14918C>T')[0]).toEqual(['Malignant Hyperthermia Susceptibility'])
  })

  test('HLA-B gives one key per allele that matters', () => {
    expect(phenotype('HLA-B', '*15:02', '*57:01')[2]).toEqual(['*15:02 positive', '*57:01 positive', '*58:01 negative'])
    expect(phenotype('HLA-B', '*15:11', '*07:02')[2]).toEqual([
      '*15:02 negative',
      '*57:01 negative',
      '*58:01 negative',
      '*15:11 positive',
    ])
  })

  test('a phenotype stands for all its scores and a score for one phenotype', () => {
    expect(scoresOfPhenotype(gene('CYP2C9'), 'Intermediate Metabolizer')).toEqual(['1.0', '1.5'])
    expect(phenotypeOfScore(gene('DPYD'), '1.5')).toBe('Intermediate Metabolizer')
  })
})

describe('outside calls', () => {
  test('a stated score beats a stated phenotype, which beats the diplotype', () => {
    expect(outside('CYP2D6\t*1/*1\tPM\t≥4.0').result('CYP2D6')?.genetic).toMatchObject([
      { shownAs: '*1/*1', phenotypes: ['Poor Metabolizer'], activityScore: '≥4.0', lookup: ['≥4.0'] },
    ])
    expect(outside('CYP2D6\t*1/*1\tPM').result('CYP2D6')?.genetic).toMatchObject([
      { phenotypes: ['Poor Metabolizer'], lookup: ['0.0'] },
    ])
    expect(outside('CYP2C9\t\tIM').result('CYP2C9')?.genetic).toMatchObject([
      { phenotypes: ['Intermediate Metabolizer'], lookup: ['1.0', '1.5'] },
    ])
  })

  test('three copies keep what was written and are looked up as three and more', () => {
    const r = outside('CYP2D6\t*1/*1x7').result('CYP2D6')
    expect(r?.source).toMatchObject([{ shownAs: '*1/*1x7', phenotypes: ['Indeterminate'], inferred: false }])
    expect(r?.genetic).toMatchObject([{ shownAs: '*1/*1x≥3', activityScore: '≥4.0', inferred: true }])
  })

  test('tandem alleles are known in any order and spacing', () => {
    expect(outside('CYP2D6\t*2/*68+*4').result('CYP2D6')?.genetic).toMatchObject([{ activityScore: '1.0' }])
    expect(outside('CYP2D6\t*2/[*4 + *68]').result('CYP2D6')?.genetic).toMatchObject([{ activityScore: '1.0' }])
  })

  test('gene prefixes, sub-alleles and extra HLA fields go, the last two with a warning', () => {
    expect(outside('CYP2D6\tCYP2D6*1/CYP2D6*3').result('CYP2D6')?.source[0]?.shownAs).toBe('*1/*3')
    expect(outside('CYP2D6\t*1.001/*4.013').result('CYP2D6')?.source[0]?.shownAs).toBe('*1/*4')
    expect(outside('HLA-B\tHLA-B*57:01:01:01').result('HLA-B')?.source[0]?.phenotypes).toContain('*57:01 positive')
    expect(problemCodes('HLA-B\t*57:01:01')).toEqual([[1, 'warning', 'outside-allele-shortened']])
  })

  test('a lone slash or dot says that there is no call', () => {
    for (const cell of ['/', '.', './.'])
      expect(outside(`NAT2\t${cell}`).result('NAT2')).toMatchObject({
        call: { source: 'none' },
        genetic: [{ lookup: ['No Result'] }],
      })
  })

  test('every unreadable line is told with its number, and nothing is used then', () => {
    const lines = [
      '# calls',
      'CYP2D6',
      'MT-RNR1\tm.1555A>G/m.1494C>T',
      'CYP2D6\t\t\thigh',
      'CYP2D6\t*1/*2/*3',
      'XYZ1\t*1/*1',
      'CYP2D6\t*1/*QQ',
    ]
    expect(problemCodes(...lines)).toEqual([
      [2, 'error', 'outside-line-short'],
      [3, 'error', 'outside-two-alleles'],
      [4, 'error', 'outside-activity-unreadable'],
      [5, 'error', 'outside-too-many-alleles'],
      [6, 'warning', 'outside-gene-unknown'],
      [7, 'warning', 'outside-allele-unknown'],
    ])
    expect(outside(...lines).read.ok).toBe(false)
  })

  test('a gene nobody called has the key No Result', () => {
    expect(outside('HLA-B\t*15:02').result('TPMT')?.genetic).toMatchObject([
      { shownAs: 'Unknown/Unknown', lookup: ['No Result'] },
    ])
  })
})
