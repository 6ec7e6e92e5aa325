import { callGenes } from '../../../src/clinical/pharmacogenomics/calling/call-genes.ts'
import { define } from '../../../src/clinical/pharmacogenomics/calling/definition.ts'
import { pgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import type { GeneKnowledge, GeneRules, PgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import type { DiplotypePhenotype, GeneCall, GeneResult, NamedAllele, Position } from '../../../src/clinical/pharmacogenomics/model.ts'
import { interpretGenes, isReportable } from '../../../src/clinical/pharmacogenomics/phenotype/interpret.ts'
import { readOutsideCalls } from '../../../src/clinical/pharmacogenomics/phenotype/outside-calls.ts'
import type { OutsideCall } from '../../../src/clinical/pharmacogenomics/phenotype/outside-calls.ts'
import { jsonlRows } from '../../../src/knowledge/release.ts'
import { tally } from '../../suite.ts'
import type { SuiteAdapter } from '../../suite.ts'
import { messagesAgree, warningsAgree } from './peer-messages.ts'
import { referenceRows, sampleOf, withGene } from './sample.ts'
import type { VectorRow } from './sample.ts'

type ExpectedCall = {
  readonly diplotypes: readonly string[]
  readonly scores: readonly number[]
  readonly haplotype_matches?: readonly string[]
  readonly phased: boolean
  readonly effectivelyPhased: boolean
  readonly undocumented?: readonly number[]
  readonly undocumentedAsReference?: boolean
  readonly missingRequired?: readonly string[]
}

type ExpectedDiplotype = {
  readonly label: string
  readonly phenotypes?: readonly string[]
  readonly activity_score?: string
  readonly lookup?: readonly string[]
  readonly inferred?: boolean
}

type ExpectedGene = {
  readonly call_source: 'MATCHER' | 'OUTSIDE'
  readonly reportable: boolean
  readonly source: readonly ExpectedDiplotype[]
  readonly recommendation: readonly ExpectedDiplotype[]
  readonly messages?: readonly string[]
}

type Assertion = readonly [kind: string, ...rest: (string | number | readonly string[])[]]

type TestVector = {
  readonly id: string
  readonly level: 'matcher' | 'pipeline'
  readonly options: { readonly find_combinations: boolean; readonly top_candidate_only: boolean; readonly call_cyp2d6: boolean }
  readonly input: {
    readonly calls: readonly VectorRow[]
    readonly reference_at_other_positions_of?: Readonly<Record<string, string>>
    readonly missing_positions?: Readonly<Record<string, readonly number[]>>
    readonly outside_calls?: readonly (readonly string[])[]
  }
  readonly genes_loaded?: readonly string[]
  readonly custom_definition?: string
  readonly with_exemptions?: boolean
  readonly expected_matcher: Readonly<Record<string, ExpectedCall>>
  readonly expected_phenotyper?: Readonly<Record<string, ExpectedGene>>
  readonly expected_warnings?: Readonly<Record<string, readonly string[]>>
  readonly asserts?: readonly Assertion[]
  readonly expected_annotations?: readonly unknown[]
  readonly drug_presence?: readonly unknown[]
}

type CustomDefinition = {
  readonly gene: string
  readonly chrom: string
  readonly positions: readonly { readonly pos: number; readonly rsid: string | null; readonly ref: string; readonly alts: readonly string[] }[]
  readonly alleles: readonly { readonly name: string; readonly reference: boolean; readonly at: Readonly<Record<string, string>> }[]
}

/** A gene defined by the vector file instead of the tables. Without exemptions only the calling method is kept of the gene's rules. */
const customGene = (custom: CustomDefinition, usual: GeneKnowledge, exemptions: boolean): GeneKnowledge => {
  const positions: readonly Position[] = custom.positions.map((p) => ({
    gene: custom.gene,
    chrom: custom.chrom,
    pos: p.pos,
    ...(p.rsid === null ? {} : { rsid: p.rsid }),
    ref: p.ref,
    alts: p.alts,
    hgvs: p.alts.map((alt) => `g.${p.pos}${p.ref}>${alt}`).join('; '),
    alleleMap: {},
    tier1: false,
    required: false,
    kind: 'named_allele',
  }))
  const alleles: readonly NamedAllele[] = custom.alleles.map((a) => {
    const defining = Object.entries(a.at).map(([pos, allele]) => ({ pos: Number(pos), allele }))
    return {
      gene: custom.gene,
      name: a.name,
      reference: a.reference,
      structural: false,
      outsideCallOnly: false,
      function: null,
      activity: null,
      tier1: false,
      score: defining.length,
      corePositions: defining.length,
      defining,
    }
  })
  const { calling, linked, undocumented } = usual.rules
  const rules: GeneRules = exemptions
    ? usual.rules
    : { ...(calling && { calling }), ...(linked && { linked }), ...(undocumented && { undocumented }) }
  return { ...usual, rules, extra: [], definition: define(custom.gene, positions, alleles, rules) }
}

const matcherView = (call: GeneCall, asked: ExpectedCall): ExpectedCall => {
  const undocumented = call.positions.filter((p) => p.undocumented.length > 0).map((p) => p.pos)
  const required = call.messages.find((m) => m.code === 'missing-required-position')
  return {
    diplotypes: call.diplotypes.map((d) => d.label),
    scores: call.diplotypes.map((d) => d.score),
    ...(asked.haplotype_matches === undefined && call.lowestFunction.length === 0 ? {} : { haplotype_matches: call.lowestFunction }),
    phased: call.phased,
    effectivelyPhased: call.effectivelyPhased,
    ...(undocumented.length === 0
      ? {}
      : { undocumented, undocumentedAsReference: call.messages.some((m) => m.code === 'undocumented-as-reference') }),
    ...(required === undefined ? {} : { missingRequired: (required.with.positions ?? '').split(', ') }),
  }
}

const diplotypeView = (d: DiplotypePhenotype, asked: ExpectedDiplotype | undefined, lookup: boolean): ExpectedDiplotype => ({
  label: (lookup || d.lookup[0] !== 'No Result') && !d.shownAs.endsWith('(homozygous)') ? d.shownAs : d.diplotype.label,
  ...(d.phenotypes.length === 0 && asked?.phenotypes === undefined ? {} : { phenotypes: d.phenotypes }),
  ...(d.activityScore === undefined ? {} : { activity_score: d.activityScore }),
  ...(lookup && !(d.lookup.length === 0 && asked?.lookup === undefined) ? { lookup: d.lookup } : {}),
  ...(lookup && d.inferred ? { inferred: true } : {}),
})

const byKey = (record: ExpectedDiplotype): ExpectedDiplotype => ({
  label: record.label,
  ...(record.phenotypes === undefined ? {} : { phenotypes: record.phenotypes }),
  ...(record.activity_score === undefined ? {} : { activity_score: record.activity_score }),
  ...(record.lookup === undefined ? {} : { lookup: record.lookup }),
  ...(record.inferred === undefined ? {} : { inferred: record.inferred }),
})

/** What one assertion of the original test asks of our result; undefined when it asks nothing that is ours to answer. */
const assertionHolds = ([kind, subject, wanted]: Assertion, results: ReadonlyMap<string, GeneResult>): boolean | undefined => {
  const named = Array.isArray(subject) ? (subject as readonly string[]) : [String(subject)]
  const of = (gene: string) => results.get(gene)
  const same = (x: unknown, y: unknown) => JSON.stringify(x) === JSON.stringify(y)
  const first = of(named[0] ?? '')
  const visible = (r: GeneResult | undefined) => r?.source.filter((s) => s.lookup[0] !== 'No Result').map((s) => s.shownAs) ?? []
  const shown = (r: GeneResult | undefined) => r?.source.map((s) => s.shownAs) ?? []
  const list = Array.isArray(wanted) ? (wanted as readonly string[]) : [String(wanted)]
  switch (kind) {
    case 'CalledByMatcher':
      return named.every((g) => of(g)?.call.source === 'vcf')
    case 'NotCalledByMatcher':
      return named.every((g) => of(g)?.call.source !== 'vcf')
    case 'Reportable':
      return named.every((g) => {
        const r = of(g)
        return r !== undefined && isReportable(r)
      })
    case 'SourceDiplotypes':
      return same(shown(first), list) || same(first?.source.map((s) => s.diplotype.label), list)
    case 'RecommendedDiplotypes':
      return first?.genetic.some((g) => same(g.diplotype.alleles.length > 0 ? [...g.diplotype.alleles].sort() : [g.shownAs], [...list].sort())) ?? false
    case 'PrintCalls':
    case 'PrintCpicCalls': {
      if (list.length === 1 && list[0] === 'Not called') return visible(first).length === 0
      return same(shown(first), list) || same(visible(first), list) || same(first?.genetic.map((g) => g.shownAs), list)
    }
    case 'RecommendedPhenotype':
      return first?.genetic.some((g) => g.phenotypes.includes(String(wanted))) ?? false
    case 'SourcePhenotype':
      return first?.source.some((s) => s.phenotypes.includes(String(wanted))) ?? false
    case 'LookupByActivity':
      return first?.genetic.some((g) => g.lookup.includes(String(wanted))) ?? false
    default:
      return undefined
  }
}

const outsideOf = (vector: TestVector, knowledge: PgxKnowledge): readonly OutsideCall[] =>
  (vector.input.outside_calls ?? []).flatMap((lines, i) => {
    const read = readOutsideCalls(lines.join('\n'), `outside-${i + 1}.tsv`, knowledge)
    return read.ok ? read.value : []
  })

/** Vectors where we differ and say why in `conformance/discrepancies.md`; `ours` is exactly what must come out instead. */
const known: Readonly<Record<string, { readonly entry: string; readonly ours: unknown }>> = {
  'NamedAlleleMatcherTest.requiredPosition#1': {
    entry: 'same-input-two-answers',
    ours: { 'NAT2 call': { diplotypes: [], scores: [], phased: false, effectivelyPhased: true, missingRequired: ['chr8:18400194'] } },
  },
  'NamedAlleleMatcherTest.unphasedPriorityDifferentScore#1': {
    entry: 'same-input-two-answers',
    ours: { 'NAT2 call': { diplotypes: ['*1/*6'], scores: [49], phased: false, effectivelyPhased: false } },
  },
  'NamedAlleleMatcherTest.testUnknownAltMultisample#1': {
    entry: 'rows-of-another-sample',
    ours: {
      'RYR1 call': {
        diplotypes: ['Reference/c.487C>T'],
        scores: [3],
        phased: false,
        effectivelyPhased: true,
        undocumented: [38444212],
        undocumentedAsReference: true,
      },
    },
  },
}

/** Everything a vector expects of calling and phenotype: each difference is named by what it concerns. */
export const pharmcatTests: SuiteAdapter = {
  path: 'pgx/conformance/pharmcat-tests.jsonl',
  title: 'PharmCAT 3.1.1’s own tests: calls, phenotypes, lookup keys, messages, assertions',
  inputs: ['pgx/conformance/custom-definitions.json'],
  needs: ['clinpgx'],
  run(context) {
    const tables = pgxKnowledge(context.knowledge)
    const custom = JSON.parse(context.text('pgx/conformance/custom-definitions.json')) as Readonly<Record<string, CustomDefinition>>
    const count = tally()
    for (const vector of jsonlRows<TestVector>(context.text(this.path))) {
      const given = vector.custom_definition === undefined ? undefined : custom[vector.custom_definition]
      const usual = given === undefined ? undefined : tables.genes.get(given.gene)
      const knowledge =
        given === undefined || usual === undefined ? tables : withGene(tables, customGene(given, usual, vector.with_exemptions === true))
      const rows = [
        ...vector.input.calls,
        ...Object.entries(vector.input.reference_at_other_positions_of ?? {}).flatMap(([name, gt]) => {
          const gene = knowledge.genes.get(name)
          return gene === undefined ? [] : referenceRows(gene, gt, vector.input.calls, vector.input.missing_positions?.[name] ?? [])
        }),
      ]
      const calls = callGenes(sampleOf(vector.id, rows), knowledge, {
        callCyp2d6: vector.options.call_cyp2d6,
        combinations: vector.options.find_combinations,
        allPairs: !vector.options.top_candidate_only,
      })
      const expected: Record<string, unknown> = {}
      const got: Record<string, unknown> = {}
      const expect = (what: string, wanted: unknown, found: unknown) => {
        if (JSON.stringify(wanted) === JSON.stringify(found)) return
        expected[what] = wanted
        got[what] = found
      }
      for (const [gene, asked] of Object.entries(vector.expected_matcher)) {
        const call = calls.find((c) => c.gene === gene)
        expect(`${gene} call`, asked, call === undefined ? null : matcherView(call, asked))
      }
      expect('warnings', [], warningsAgree(vector.expected_warnings ?? {}, calls, knowledge))
      if (vector.expected_phenotyper !== undefined) {
        const results = new Map(interpretGenes(calls, outsideOf(vector, knowledge), knowledge).map((r) => [r.gene, r]))
        for (const [gene, asked] of Object.entries(vector.expected_phenotyper)) {
          const result = results.get(gene)
          if (result === undefined) {
            expect(gene, asked, null)
            continue
          }
          expect(`${gene} source`, asked.source.map(byKey), result.source.map((s, i) => diplotypeView(s, asked.source[i], false)))
          expect(`${gene} recommendation`, asked.recommendation.map(byKey), result.genetic.map((s, i) => diplotypeView(s, asked.recommendation[i], true)))
          expect(`${gene} reportable`, asked.reportable, isReportable(result))
          const outside = result.call.messages.some((m) => m.code === 'outside-call')
          expect(`${gene} call_source`, asked.call_source, outside ? 'OUTSIDE' : 'MATCHER')
          expect(`${gene} messages`, [], messagesAgree(gene, asked.messages ?? [], result))
        }
        for (const assertion of vector.asserts ?? []) {
          const holds = assertionHolds(assertion, results)
          if (holds === false) expect(`assert ${JSON.stringify(assertion)}`, true, false)
        }
      }
      const difference = known[vector.id]
      if (difference !== undefined && JSON.stringify(got) === JSON.stringify(difference.ours)) count.explain(vector.id, difference.entry)
      else count.compare(vector.id, expected, got)
      const drugs = (vector.expected_annotations?.length ?? 0) + (vector.drug_presence?.length ?? 0)
      if (drugs > 0) count.skip(`${vector.id} drugs`, `${drugs} drug assertions rest on guidance of 2025-11, which is not among the facts held`)
    }
    return count.outcome()
  },
}
