import { gunzipSync } from 'node:zlib'
import { bridgeOf, featureCoordinates, type Features, geneChains, genesIn, genomicsOperations, isOperation, isRefused, normaliseHla, type OperationContext, readRequest, withTranscriptBases } from '../../../src/deliver/genomics-operations/index.ts'
import type { GenomeContext } from '../../../src/genome/annotation/index.ts'
import type { Build } from '../../../src/genome/index.ts'
import { chromosomeLength } from '../../../src/genome/identity/index.ts'
import { type ChainMap, readChain } from '../../../src/genome/normalise/index.ts'
import { readPackedContext } from '../../../src/genome/reference/index.ts'
import { openTranscriptTable, tableIndex } from '../../../src/genome/transcripts/index.ts'
import { tableBytes } from '../../../src/knowledge/folder.ts'
import { readGenes } from '../../../src/knowledge/genes.ts'
import { type SuiteAdapter, type SuiteContext, tally } from '../../suite.ts'
import { expectedFacts, flattened, ordered } from './genomics-operations-facts.ts'
import { replayedPeople, type Vector } from './genomics-operations-people.ts'

const path = 'interop/genomics-operations.vectors.ndjson.gz'
const decoder = new TextDecoder()
const builds: readonly Build[] = ['GRCh37', 'GRCh38']

/**
 * Stretches on both builds that the vectors ask across and no shipped gene covers, each at the offset that a published pair states: EGFR as `regionStudied` of the vectors themselves has it,
 * KIT as two variants of ClinVar in it have it (NC_000004.11:g.55594287 and g.55598161), BRAF as the range of the vectors (GRCh37) and of the example FindSubjectVariantsOutput of the guide (GRCh38) have it, MET as CFTR beside it has it in the shipped genes.
 */
const pairs: readonly (readonly [chrom: string, start37: number, end37: number, offset: number])[] = [
  ['chr7', 55_086_709, 55_279_321, 55_019_016 - 55_086_709],
  ['chr7', 140_413_127, 140_624_729, 140_713_327 - 140_413_127],
  ['chr4', 55_593_000, 55_599_000, 54_728_121 - 55_594_287],
  ['chr7', 116_300_000, 116_500_000, 117_480_025 - 117_120_079],
]



const pairChain = (from: Build): ChainMap | undefined => {
  const text = pairs.map(([chrom, start, end, offset], i) => {
    const [source, target] = from === 'GRCh37' ? [start, start + offset] : [start + offset, start]
    const to: Build = from === 'GRCh37' ? 'GRCh38' : 'GRCh37'
    return `chain 100 ${chrom} ${chromosomeLength(from, chrom)} + ${source} ${source + end - start} ${chrom} ${chromosomeLength(to, chrom)} + ${target} ${target + end - start} ${i + 1}\n${end - start}\n`
  })
  const read = readChain(text.join('\n'))
  return read.ok ? read.value : undefined
}

/** Transcripts, sequences and genes as they are loaded, imported ones before the shipped. */
export const openedContext = (context: Pick<SuiteContext, 'genome'>): { readonly operations: OperationContext; readonly features: Features } => {
  const holding = context.genome.filter((r) => r.manifest.tables.some((t) => t.file === 'transcripts.index')).toReversed()
  const tables = holding.map((r) => openTranscriptTable(tableBytes(r, 'transcripts.tsv'), decoder.decode(tableBytes(r, 'transcripts.index'))))
  const shipped = context.genome.find((r) => r.manifest.id === 'attune-genes')
  const transcripts = { GRCh37: tableIndex(tables, 'GRCh37'), GRCh38: tableIndex(tables, 'GRCh38') }
  const contexts: Partial<Record<Build, GenomeContext>> = {}
  for (const build of builds) {
    const file = `context-${build.toLowerCase()}.bin`
    const read = shipped === undefined ? undefined : readPackedContext(tableBytes(shipped, file), file)
    contexts[build] = { build, transcripts: transcripts[build], sources: ['attune-genes'], reference: withTranscriptBases(read?.ok === true ? read.value : undefined, transcripts[build], build) }
  }
  const genes = shipped === undefined ? [] : readGenes(decoder.decode(tableBytes(shipped, 'genes.tsv')))
  const maps = builds.flatMap((b) => [geneChains(genes, transcripts, b), pairChain(b)]).filter((m) => m !== undefined)
  return { operations: { contexts, bridge: bridgeOf(maps, contexts) }, features: { genes, transcripts } }
}

const parametersOf = (query: string) =>
  query
    .split('&')
    .filter((p) => p !== '')
    .map((p) => ({ name: p.slice(0, p.indexOf('=')), value: p.slice(p.indexOf('=') + 1) }))

type Answer = { readonly status: number; readonly body: unknown; readonly why: string }

const json = (value: unknown): string => JSON.stringify(value)

type Departure = {
  readonly entry: string
  readonly of: (v: Vector) => boolean
  /** The expectation with the departure undone. */
  readonly expected?: (text: string, v: Vector) => string
  /** Our answer with the same departure made. */
  readonly got?: (text: string, v: Vector) => string
}

/** Medications of an implication cut down to the one that was asked for. */
const cutToAsked = (text: string, v: Vector): string => {
  const asked = `rxnorm|${/treatments=[^|]*\|([^&]*)/.exec(v.query)?.[1]}`
  return text.replaceAll(/"51963-7":\[([^\]]*)\]/g, (whole, list: string) => (list.includes(json(asked)) ? `"51963-7":${json(asked)}` : whole))
}

/** Each genotype and variant once. */
const eachOnce = (text: string): string => {
  const expect = JSON.parse(text) as Readonly<Record<string, readonly unknown[]>>
  return json(Object.fromEntries(Object.entries(expect).map(([k, list]) => [k, k === 'implication' ? list : [...new Map(list.map((x) => [json(x), x])).values()]])))
}

/** In what the reference implementation departs from the guide's own words or examples. Only when both are equal with the departure taken into account is the difference explained. */
const departures: readonly Departure[] = [
  { entry: 'haplotypes-called-variants', of: (v) => v.operation === '$find-population-specific-haplotypes', expected: (t) => t.replace('"variants":', '"haplotypes":').replaceAll('"variantItem"', '"haplotypeItem"') },
  { entry: 'gene-item-as-asked', of: (v) => v.operation === '$find-subject-haplotypes', expected: (t, v) => t.replace(/"geneItem":\["[^"]*"\]/, `"geneItem":[${json(/genes=([^&]*)/.exec(v.query)?.[1])}]`) },
  { entry: 'test-metadata-in-fhir', of: (v) => v.operation === '$find-study-metadata', expected: (t) => t.replaceAll('"testID"', '"testId"').replaceAll(/(\d{4}-\d{2}-\d{2}) 00:00:00/g, '$1').replaceAll('| LA', '|LA') },
  { entry: 'a-source-told-once', of: (v) => v.id === 'test_find_subject_tx_implications_4', expected: eachOnce },
  { entry: 'combination-therapy-told-whole', of: (v) => v.id === 'test_find_subject_tx_implications_3', got: cutToAsked },
]

/** What cannot be the same here, when our answer is the one the entry describes. */
const apart: readonly (readonly [entry: string, id: string, ours: (answer: Answer) => boolean])[] = [
  ['no-transcript-of-that-name', 'test_get_feature_coordinates_5', (a) => a.status === 404],
  ['no-transcript-of-that-name', 'test_get_feature_coordinates_6', (a) => a.status === 404],
  ['no-transcript-of-that-name', 'test_get_find_the_gene_1', (a) => a.status === 200 && json(a.body) === '[]'],
  ['no-transcript-of-that-name', 'test_find_subject_tx_implications_1', (a) => a.status === 422 && a.why.includes('not loaded')],
  ['no-hla-tables', 'test_normalize_hla_utility', (a) => a.status === 422],
  ['no-hla-tables', 'test_find_subject_specific_haplotypes_3', (a) => json(a.body).includes('"presence":["not known"]')],
  ['absent-where-it-was-not-read', 'test_find_subject_structural_intersecting_variants_1', (a) => json(a.body) === '{"variants":[{"presence":["not known"],"rangeItem":["NC_000007.14:55019016-55211628"]},{"presence":[false],"rangeItem":["NC_000004.12:54727415-54727542"]}]}'],
  ['a-range-on-the-other-build', 'test_find_subject_structural_intersecting_variants_2', (a) => a.status === 200 && !json(a.body).includes('"presence":[true]')],
  ['a-copy-number-test-is-no-search', 'test_population_specific_variants_2', (a) => json(a.body).includes('"numerator":[{"value":6}]') && json(a.body).includes('"denominator":[{"value":1115}]')],
  ['subsuming-told-two-ways', 'test_population_structural_subsuming_variants_1', (a) => json(a.body).includes('"numerator":[{"value":1}]') && json(a.body).includes('"subject":["ABC789"]')],
]

/** Requests to the public reference implementation of the operations, replayed on people who have what its answers show. */
export const genomicsOperationVectors: SuiteAdapter = {
  path,
  title: 'FHIR Genomics Operations: requests, answers and refusals',
  needs: ['attune-genes'],
  run: async (context) => {
    const t = tally()
    const vectors = decoder
      .decode(gunzipSync(context.bytes(path)))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Vector)
    const { operations, features } = openedContext(context)
    const people = await replayedPeople(vectors)
    const run = genomicsOperations(operations)
    const persons = {
      subject: async (id: string) => people.get(id),
      subjects: async function* () {
        yield* people.values()
      },
      counts: { kind: 'exact' } as const,
    }
    const utility = (v: Vector): unknown => {
      const asked = Object.fromEntries(parametersOf(v.query.replaceAll(',', '&')).map((p) => [p.name, p.value]))
      if (v.operation === '$find-the-gene') return genesIn(asked['range'], features)
      if (v.operation === '$get-feature-coordinates') return featureCoordinates(asked, features)
      return normaliseHla(asked['allele'])
    }
    const answerOf = async (v: Vector): Promise<Answer> => {
      const name = v.operation.slice(1)
      const told = async (): Promise<object> => {
        if (!isOperation(name)) return utility(v) as object
        const request = readRequest(name, [...parametersOf(v.query), { name: '_count', value: '1000' }])
        return isRefused(request) ? request : run.run(request, persons)
      }
      const answer = await told()
      if (isRefused(answer)) return { status: answer.status, body: undefined, why: answer.issues.map((i) => i.text).join(' ') }
      return { status: 200, body: isOperation(name) ? flattened(answer as never) : answer, why: '' }
    }
    for (const v of vectors) {
      const answer = await answerOf(v)
      const known = apart.find(([, id]) => id === v.id)
      if (v.expectStatus !== 200) {
        t.compare(v.id, v.expectStatus, answer.status)
        continue
      }
      const isUtility = !isOperation(v.operation.slice(1))
      const expected = json(isUtility ? ordered(v.expect) : expectedFacts(v.expect))
      const got = answer.status === 200 ? json(isUtility ? ordered(answer.body) : answer.body) : `${answer.status} ${answer.why}`
      const sorted = (of: string): string => json(expectedFacts(JSON.parse(of)))
      const isDeparture = ({ of, expected: undone = (x) => x, got: made = (x) => x }: Departure): boolean =>
        answer.status === 200 && of(v) && sorted(undone(expected, v)) === sorted(made(got, v))
      const departure = expected === got ? undefined : departures.find(isDeparture)
      if (expected !== got && known !== undefined && known[2](answer)) t.explain(v.id, known[0])
      else if (departure !== undefined) t.explain(v.id, departure.entry)
      else t.compare(v.id, expected, got)
    }
    return t.outcome()
  },
}
