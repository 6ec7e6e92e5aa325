import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noSecondStrand, notCalled } from '../../../genome/index.ts'
import type { CohortColumn, CohortSites } from '../../../genome/index.ts'
import type { SampleSites } from '../../../genome/site.ts'
import { loadRelease } from '../../../knowledge/folder.ts'
import { pgxKnowledge } from '../knowledge.ts'
import { callGenes } from './call-genes.ts'
import { callCohort } from './cohort.ts'

const knowledge = pgxKnowledge([loadRelease('clinpgx')])
type Vector = {
  readonly id: string
  readonly gene: string
  readonly calls: readonly (readonly [number, string, string, string])[]
  readonly ref_gt: string | null
  readonly missing: readonly number[]
}
const vectors = readFileSync(
  join(import.meta.dirname, '../../../../conformance/vectors/pgx/conformance/pharmcat-differential.jsonl'),
  'utf8',
)
  .split('\n')
  .filter((l) => l !== '')
  .map((l) => JSON.parse(l) as Vector)

const strand = (s: string | undefined) => (s === undefined ? noSecondStrand : s === '.' ? notCalled : Number(s))

test('a cohort gives each person the calls that the person’s own rows give, for every simulated person of every gene', () => {
  for (const [gene, people] of Map.groupBy(vectors, (v) => v.gene)) {
    const definition = knowledge.genes.get(gene)?.definition
    if (definition === undefined) throw new Error(`no ${gene}`)
    const gtOf = (v: Vector, pos: number) =>
      v.missing.includes(pos) ? undefined : (v.calls.find((c) => c[0] === pos)?.[3] ?? v.ref_gt ?? undefined)
    const columns = definition.positions.map((p, site): CohortColumn => {
      const alleles = new Uint8Array(2 * people.length).fill(notCalled)
      const phased = new Uint8Array(people.length)
      people.forEach((v, s) => {
        const gt = gtOf(v, p.pos)
        if (gt === undefined) return
        const [x, y] = gt.split(/[|/]/)
        alleles[2 * s] = strand(x)
        alleles[2 * s + 1] = strand(y)
        phased[s] = gt.includes('/') ? 0 : 1
      })
      return { site, ref: p.ref, alts: p.alts, filter: 'PASS', line: site, alleles, phased }
    })
    const cohort: CohortSites = {
      source: 'c.vcf',
      samples: people.map((v) => v.id),
      wanted: definition.positions,
      build: 'GRCh38',
      buildEvidence: '',
      columns,
      structural: [],
      rowsRead: columns.length,
    }
    const [calls] = callCohort(cohort, knowledge, { genes: [gene] })
    people.forEach((v, s) => {
      const sites = definition.positions.flatMap((p, i) => {
        const gt = gtOf(v, p.pos)
        return gt === undefined
          ? []
          : [
              {
                chrom: p.chrom,
                pos: p.pos,
                id: '.',
                ref: p.ref,
                alts: p.alts,
                filter: 'PASS',
                gt,
                kind: 'row' as const,
                line: i,
                text: '',
              },
            ]
      })
      const sample: SampleSites = {
        source: 'c.vcf',
        sample: v.id,
        samples: [v.id],
        build: 'GRCh38',
        buildEvidence: '',
        format: 'vcf',
        sites,
        unresolved: [],
        structural: [],
        rowsRead: sites.length,
      }
      const [single] = callGenes(sample, knowledge, { genes: [gene] })
      const own = calls?.distinct[calls.callOf[s] ?? 0]
      expect([
        v.id,
        own?.diplotypes,
        own?.lowestFunction,
        own?.phased,
        own?.effectivelyPhased,
        own?.notExcluded,
      ]).toEqual([
        v.id,
        single?.diplotypes,
        single?.lowestFunction,
        single?.phased,
        single?.effectivelyPhased,
        single?.notExcluded,
      ])
    })
  }
})
