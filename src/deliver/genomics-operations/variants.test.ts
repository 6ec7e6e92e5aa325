import type { Observation } from '@medplum/fhirtypes'
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { definitionsOf, heldAgainstProfiles } from '../../../conformance/held-against-profiles.ts'
import { variantObservation } from '../fhir/variant-observation.ts'
import {
  ask,
  componentText,
  genomeOf,
  parts,
  person,
  presenceIn,
  shipped,
  testOf,
  told,
} from './subject-genome.fixture.ts'

const { context } = shipped()

/** LDLR on both builds. @source examples of the operations page of Genomics Reporting: NC_000019.9:g.11200236G>A is NC_000019.10:g.11089560G>A */
const ldlr37 = 'chr19 11200236 . G A 50 PASS . GT:AD 0/1:11,9'
const ldlr38 = 'chr19 11089560 . G A 50 PASS . GT:AD 0/1:11,9'
const wholeOf = (chrom: string): string => `${chrom}\t0\t248000000`

const observations = (list: readonly { readonly resource?: unknown }[]): readonly Observation[] =>
  list.map((p) => p.resource as Observation)

describe('variants on a range', () => {
  test('are found on the build of the genome and from the other build, and told in 0-based interval counting', async () => {
    for (const [build, row] of [
      ['GRCh37', ldlr37],
      ['GRCh38', ldlr38],
    ] as const)
      for (const range of ['NC_000019.10:11089362-11133829', 'NC_000019.9:11200037-11244505']) {
        const genome = await genomeOf(build, [row])
        const answer = told(
          await ask(
            'find-subject-variants',
            `subject=ann&ranges=${range}&includeVariants=true`,
            [person([testOf(build, genome)])],
            context,
          ),
        )
        const [item] = answer.parameter ?? []
        expect([build, range, presenceIn(item)]).toEqual([build, range, true])
        const [variant] = observations(parts(item, 'variant'))
        expect(componentText(variant as Observation, '48013-7')).toBe(
          build === 'GRCh37' ? 'NC_000019.9' : 'NC_000019.10',
        )
        expect(componentText(variant as Observation, '81254-5')).toBe(
          JSON.stringify({ low: { value: build === 'GRCh37' ? 11200235 : 11089559 } }),
        )
        expect(componentText(variant as Observation, '81258-6')).toContain('0.45')
        expect(componentText(variant as Observation, '53034-5')).toBe('LA6706-1')
      }
  })

  test('have an inclusive start and an exclusive end', async () => {
    const genome = await genomeOf('GRCh38', ['chr19 11089560 . G A 50 PASS . GT 0/1'], wholeOf('chr19'))
    const at = async (range: string): Promise<boolean | string> =>
      presenceIn(
        told(
          await ask(
            'find-subject-variants',
            `subject=ann&ranges=NC_000019.10:${range}`,
            [person([testOf('GRCh38', genome)])],
            context,
          ),
        ).parameter?.[0],
      )
    expect(await at('11089559-11089560')).toBe(true)
    expect(await at('11089560-11089570')).toBe(false)
    expect(await at('11089550-11089559')).toBe(false)
  })

  test('are absent with a warning where a structural variant reaches over the place', async () => {
    const genome = await genomeOf(
      'GRCh38',
      ['chr19 11089500 . N <DEL> 50 PASS SVTYPE=DEL;END=11089700 GT 0/1'],
      wholeOf('chr19'),
    )
    const subjects = [person([testOf('GRCh38', genome)])]
    for (const [operation, query] of [
      ['find-subject-variants', 'ranges=NC_000019.10:11089559-11089560'],
      ['find-subject-specific-variants', 'variants=NC_000019.10:g.11089560G>A'],
    ] as const) {
      const answer = told(await ask(operation, `subject=ann&${query}`, subjects, context))
      expect([operation, presenceIn(answer.parameter?.[0]), JSON.stringify(answer)]).toEqual([
        operation,
        false,
        expect.stringContaining('A structural variant reaches over this place'),
      ])
    }
  })

  test('of a half call are there without a state, and what its other half is stays unknown', async () => {
    const half = await genomeOf('GRCh38', ['chr19 11089560 . G A 50 PASS . GT ./1'], wholeOf('chr19'))
    const other = await genomeOf('GRCh38', ['chr19 11089560 . G A 50 PASS . GT 0/.'], wholeOf('chr19'))
    const query = 'subject=ann&variants=NC_000019.10:g.11089560G>A'
    const [there, open] = await Promise.all(
      [half, other].map(async (g) =>
        told(await ask('find-subject-specific-variants', query, [person([testOf('GRCh38', g)])], context)),
      ),
    )
    const [variant] = observations(parts(there?.parameter?.[0], 'variant'))
    expect([presenceIn(there?.parameter?.[0]), componentText(variant as Observation, '53034-5')]).toEqual([
      true,
      undefined,
    ])
    expect(presenceIn(open?.parameter?.[0])).toBe('not known')
  })

  test('are absent only where the place was read: silence of a plain file is not known, and the answer says what was not studied', async () => {
    const asked = 'subject=ann&ranges=NC_000019.10:11100000-11100100'
    const plain = await ask(
      'find-subject-variants',
      asked,
      [person([testOf('GRCh38', await genomeOf('GRCh38', [ldlr38]))])],
      context,
    )
    expect(presenceIn(told(plain).parameter?.[0])).toBe('not known')
    expect(parts(told(plain).parameter?.[0], 'notStudied')[0]?.valueString).toBe("['NC_000019.10:11100000-11100100']")
    expect(told(plain).parameter?.at(-1)?.resource?.resourceType).toBe('OperationOutcome')
    const read = await genomeOf('GRCh38', ['chr19 11099000 . A <NON_REF> . . END=11102000 GT:DP:GQ 0/0:30:60'])
    expect(
      presenceIn(
        told(await ask('find-subject-variants', asked, [person([testOf('GRCh38', read)])], context)).parameter?.[0],
      ),
    ).toBe(false)
    const thin = await genomeOf('GRCh38', [
      'chr19 11099000 . A <NON_REF> . . END=11100049 GT:DP:GQ 0/0:30:60',
      'chr19 11100050 . A <NON_REF> . . END=11102000 GT:DP:GQ 0/0:3:5',
    ])
    const half = told(await ask('find-subject-variants', asked, [person([testOf('GRCh38', thin)])], context))
      .parameter?.[0]
    expect(presenceIn(half)).toBe('not known')
    expect(parts(half, 'uncallableRegions')[0]?.valueString).toBe("['NC_000019.10:11100049-11100100']")
  })

  test('of a genome on a build that cannot be reached are not known, and that is said', async () => {
    const genome = await genomeOf('GRCh37', [ldlr37], wholeOf('chr2'))
    const answer = told(
      await ask(
        'find-subject-variants',
        'subject=ann&ranges=NC_000002.12:178525989-178807423',
        [person([testOf('GRCh37', genome)])],
        context,
      ),
    )
    expect(presenceIn(answer.parameter?.[0])).toBe('not known')
    expect(JSON.stringify(answer)).toContain('liftover chain')
  })

  test('that fail a filter, are reference calls or lie on nobody’s copy are not carried', async () => {
    const genome = await genomeOf('GRCh38', [
      'chr19 11089560 . G A 50 q10 . GT 0/1',
      'chr19 11089570 . G A 50 PASS . GT 0/0',
      'chr19 11089580 . G A,T 50 PASS . GT 0/2',
    ])
    const answer = told(
      await ask(
        'find-subject-variants',
        'subject=ann&ranges=NC_000019.10:11089500-11089600&includeVariants=true',
        [person([testOf('GRCh38', genome)])],
        context,
      ),
    )
    expect(observations(parts(answer.parameter?.[0], 'variant')).map((o) => componentText(o, '69551-0'))).toEqual(['T'])
  })

  test('come in pages that together hold each of them once, alleles of one row on one page', async () => {
    const rows = Array.from(
      { length: 25 },
      (_, i) => `chr19 ${11089560 + i * 10} . G A,T 50 PASS . GT ${i % 5 === 0 ? '1/2' : '0/1'}`,
    )
    const genome = await genomeOf('GRCh38', rows)
    const seen: string[] = []
    let cursor = ''
    let pages = 0
    do {
      const query = `subject=ann&ranges=NC_000019.10:11089362-11133829,NC_000019.10:11089600-11089650&includeVariants=true&_count=7${cursor}`
      const answer = told(await ask('find-subject-variants', query, [person([testOf('GRCh38', genome)])], context))
      for (const item of answer.parameter?.filter((p) => p.name === 'variants') ?? [])
        seen.push(
          ...observations(parts(item, 'variant')).map((o) => `${parts(item, 'rangeItem')[0]?.valueString} ${o.id}`),
        )
      const next = answer.parameter?.find((p) => p.name === 'next')?.valueString
      cursor = next === undefined ? '' : `&_cursor=${next}`
      pages++
    } while (cursor !== '' && pages < 20)
    expect(pages).toBeGreaterThan(4)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(25 + 5 + 5 + 1)
  })

  test('come each once from a file whose rows are out of order and reach over one another', async () => {
    const long = `G${'ACGT'.repeat(10)}`
    const rows = [
      'chr19 11100000 . G A 50 PASS . GT 0/1',
      'chr19 11130000 . G A 50 PASS . GT 0/1',
      `chr19 11089350 . ${long} G 50 PASS . GT 0/1`,
      'chr19 11119999 . GACGT G 50 PASS . GT 0/1',
      'chr19 11095000 . G A 50 PASS . GT 0/1',
      'chr19 11095000 . G T 50 PASS . GT 0/1',
    ]
    const genome = await genomeOf('GRCh38', rows)
    const places: (string | undefined)[] = []
    let cursor = ''
    for (let page = 0; page < 10; page++) {
      const query = `subject=ann&ranges=NC_000019.10:11089361-11133829&includeVariants=true&_count=1${cursor}`
      const answer = told(await ask('find-subject-variants', query, [person([testOf('GRCh38', genome)])], context))
      places.push(...observations(parts(answer.parameter?.[0], 'variant')).map((o) => componentText(o, '81254-5')))
      const next = answer.parameter?.find((p) => p.name === 'next')?.valueString
      if (next === undefined) break
      cursor = `&_cursor=${next}`
    }
    const starts = places.map((p) => (JSON.parse(p ?? '{}') as { low: { value: number } }).low.value)
    expect(starts).toEqual([11089349, 11094999, 11094999, 11099999, 11119998, 11129999])
  })

  test('say their phase where the file phases them, within one phase set alone', async () => {
    const genome = await genomeOf('GRCh38', [
      'chr19 11089560 . G A 50 PASS . GT:PS 0|1:7',
      'chr19 11089570 . G A 50 PASS . GT:PS 0|1:7',
      'chr19 11089580 . G A 50 PASS . GT:PS 1|0:7',
      'chr19 11089590 . G A 50 PASS . GT:PS 0|1:9',
      'chr19 11089600 . G A 50 PASS . GT 0/1',
    ])
    const answer = told(
      await ask(
        'find-subject-variants',
        'subject=ann&ranges=NC_000019.10:11089362-11133829&includePhasing=true',
        [person([testOf('GRCh38', genome)])],
        context,
      ),
    )
    const [item] = answer.parameter ?? []
    const relations = observations(parts(item, 'sequencePhaseRelationship'))
    expect(relations.map((o) => o.valueCodeableConcept?.coding?.[0]?.code)).toEqual(['Cis', 'Trans'])
    const ids = new Set(observations(parts(item, 'variant')).map((o) => `Observation/${o.id}`))
    for (const o of relations) expect(o.derivedFrom?.every((d) => ids.has(d.reference ?? ''))).toBe(true)
  })
})

describe('a variant by name', () => {
  const asked = async (
    variant: string,
    rows: readonly string[],
    build: 'GRCh37' | 'GRCh38' = 'GRCh38',
    callable?: string,
  ) => {
    const genome = await genomeOf(build, rows, callable)
    const query = `subject=ann&variants=${encodeURIComponent(variant)}`
    return told(await ask('find-subject-specific-variants', query, [person([testOf(build, genome)])], context))
      .parameter?.[0]
  }

  // BRCA1 c.68_69delAG. @source ClinVar 17662: NC_000017.11:g.43124028_43124029del, NC_000017.10:g.41276045_41276046del
  const brca1 = 'chr17 43124027 . ACT A 50 PASS . GT 0/1'
  test.each([
    'NM_007294.4:c.68_69del',
    'NC_000017.11:g.43124028_43124029del',
    'NC_000017.10:g.41276045_41276046del',
    'NC_000017.11:43124027:CT:',
    'NC_000017.10:41276044:CT:',
  ])('is found whichever way it is written: %s', async (name) => {
    expect(presenceIn(await asked(name, [brca1]))).toBe(true)
  })

  test('is found wherever in its repeat the file puts it', async () => {
    // The genome reads ACTCTAA there (codons 22 to 24 on the reverse strand), so that either CT may be said to be gone.
    expect(presenceIn(await asked('NM_007294.4:c.68_69del', ['chr17 43124029 . TCT T 50 PASS . GT 0/1']))).toBe(true)
    expect(
      presenceIn(
        await asked('NM_007294.4:c.68_69del', ['chr17 43124031 . TAA T 50 PASS . GT 0/1'], 'GRCh38', wholeOf('chr17')),
      ),
    ).toBe(false)
  })

  test('is absent where its bases were read, and not known where they were not', async () => {
    expect(
      presenceIn(
        await asked('NM_007294.4:c.68_69del', ['chr17 43124100 . A G 50 PASS . GT 0/1'], 'GRCh38', wholeOf('chr17')),
      ),
    ).toBe(false)
    expect(presenceIn(await asked('NM_007294.4:c.68_69del', ['chr17 43124100 . A G 50 PASS . GT 0/1']))).toBe(
      'not known',
    )
  })

  test('is not called absent where a file writes an indel of the same length nearby and the bases are not held', async () => {
    // No gene is held here.
    const name = 'NC_000005.9:112154946:CC:C'
    const near = 'chr5 112154950 . TA T 50 PASS . GT 0/1'
    expect(presenceIn(await asked(name, [near], 'GRCh37', wholeOf('chr5')))).toBe('not known')
    expect(presenceIn(await asked(name, ['chr5 112154950 . T A 50 PASS . GT 0/1'], 'GRCh37', wholeOf('chr5')))).toBe(
      false,
    )
  })

  test('that is one base of a longer substitution is there; two bases on unknown copies are not known to be one change', async () => {
    expect(presenceIn(await asked('NC_000019.10:11089560:C:T', ['chr19 11089560 . GC AT 50 PASS . GT 0/1']))).toBe(true)
    const two = ['chr19 11089560 . G A 50 PASS . GT 0/1', 'chr19 11089561 . C T 50 PASS . GT 0/1']
    expect(presenceIn(await asked('NC_000019.10:11089559:GC:AT', two, 'GRCh38', wholeOf('chr19')))).toBe('not known')
  })

  test('that cannot be placed is not known beside others that can; alone it is 422, and what is no name is 400', async () => {
    const genome = await genomeOf('GRCh38', [brca1])
    const run = (variants: string) =>
      ask(
        'find-subject-specific-variants',
        `subject=ann&variants=${encodeURIComponent(variants)}`,
        [person([testOf('GRCh38', genome)])],
        context,
      )
    const both = told(await run('NM_999999.1:c.5C>T,NM_007294.4:c.68_69del'))
    expect(both.parameter?.filter((p) => p.name === 'variants').map(presenceIn)).toEqual(['not known', true])
    expect(await run('NM_999999.1:c.5C>T')).toMatchObject({ status: 422 })
    expect(await run('hello')).toMatchObject({ status: 400 })
    expect(await run('NC_000019.8:g.11061234G>A')).toMatchObject({
      status: 422,
      issues: [{ text: expect.stringContaining('hg18') }],
    })
  })

  test('is answered from other laboratories’ results too; a result that says absent counts, one that was not called does not', async () => {
    const stated = (presence: 'present' | 'absent' | 'notCalled'): Observation =>
      variantObservation({
        id: 'lab-1',
        subject: { reference: 'Patient/ann' },
        presence,
        build: 'GRCh37',
        sequence: 'NC_000019.9',
        change: { ref: 'G', alt: 'A', exact: { start: 11200235, end: 11200236 } },
      })
    const answer = async (presence: 'present' | 'absent' | 'notCalled') =>
      told(
        await ask(
          'find-subject-specific-variants',
          'subject=ann&variants=NC_000019.10:11089559:G:A',
          [person([], [stated(presence)])],
          context,
        ),
      ).parameter?.[0]
    expect(presenceIn(await answer('present'))).toBe(true)
    expect(observations(parts(await answer('present'), 'variant')).map((o) => o.id)).toEqual(['lab-1'])
    expect(presenceIn(await answer('absent'))).toBe(false)
    expect(presenceIn(await answer('notCalled'))).toBe('not known')
  })
})

describe('structural variants', () => {
  const deletion = 'chr22 42520000 . N <DEL> 50 PASS SVTYPE=DEL;END=42530000 GT 0/1'
  const run = async (
    operation: 'find-subject-structural-intersecting-variants' | 'find-subject-structural-subsuming-variants',
    range: string,
    rows: readonly string[],
  ) => {
    const genome = await genomeOf('GRCh37', rows, wholeOf('chr22'))
    return told(
      await ask(
        operation,
        `subject=ann&ranges=NC_000022.10:${range}&includeVariants=true`,
        [person([testOf('GRCh37', genome)])],
        context,
      ),
    ).parameter?.[0]
  }

  test('intersect what they touch and subsume only what lies within them', async () => {
    expect(
      presenceIn(await run('find-subject-structural-intersecting-variants', '42529000-42540000', [deletion])),
    ).toBe(true)
    expect(presenceIn(await run('find-subject-structural-subsuming-variants', '42529000-42540000', [deletion]))).toBe(
      false,
    )
    const whole = await run('find-subject-structural-subsuming-variants', '42522500-42526812', [deletion])
    expect(presenceIn(whole)).toBe(true)
    const [variant] = observations(parts(whole, 'variant'))
    expect(componentText(variant as Observation, '48019-4')).toBe('SO:0000159')
    expect(componentText(variant as Observation, '81302-2')).toBe(
      JSON.stringify({ low: { value: 42520000 }, high: { value: 42530000 } }),
    )
  })

  test('are not known to be absent from a file that holds none: its caller may never have looked', async () => {
    expect(
      presenceIn(
        await run('find-subject-structural-intersecting-variants', '42522500-42526812', [
          'chr22 42525000 . A G 50 PASS . GT 0/1',
        ]),
      ),
    ).toBe('not known')
  })
})

const guideFile = new URL(
  '../../../../shared/reference/interop/genomics-reporting-3.0.0.conformance.ndjson.gz',
  import.meta.url,
)
const hasGuide = existsSync(guideFile)
if (!hasGuide) console.warn('answers against the profiles: NOT RUN, ../shared/reference is not there')

test.skipIf(!hasGuide)('every Observation of an answer fits its profile', async () => {
  const definitions = definitionsOf(
    gunzipSync(readFileSync(guideFile))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
  )
  const genome = await genomeOf('GRCh38', [
    'chr17 43124027 . ACT A 50 PASS . GT:AD:DP:PS 0|1:8,9:17:5',
    'chr17 43124030 rs1 C T 50 PASS . GT:AD:DP:PS 0|1:8,9:17:5',
    'chr17 43100000 . N <DUP> 50 PASS SVTYPE=DUP;END=43130000 GT 0/1',
  ])
  const everything = [person([testOf('GRCh38', genome, { specimen: 'S1' })])]
  const range = 'subject=ann&ranges=NC_000017.11:43044294-43125364'
  const answers = [
    await ask('find-subject-variants', `${range}&includePhasing=true`, everything, context),
    await ask('find-subject-structural-intersecting-variants', `${range}&includeVariants=true`, everything, context),
    await ask('find-subject-molecular-consequences', range, everything, context),
  ]
  const found = answers
    .flatMap((a) => told(a).parameter ?? [])
    .flatMap((p) => [p, ...(p.part ?? [])])
    .flatMap((p) => (p.resource?.resourceType === 'Observation' ? [p.resource] : []))
  expect(found.length).toBeGreaterThan(6)
  const named = new Map<string, Resource>(found.map((o) => [`Observation/${o.id}`, o]))
  for (const o of found)
    for (const { issues } of heldAgainstProfiles(o, definitions, (r) => named.get(r)))
      expect([o.id, issues]).toEqual([o.id, []])
})
