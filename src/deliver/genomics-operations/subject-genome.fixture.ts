import type { Observation, Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { type Archive, openArchive, packArchive, portableDeflate, readCallableBed } from '../../genome/archive/index.ts'
import type { GenomeContext } from '../../genome/annotation/index.ts'
import { memorySource, portableInflate } from '../../genome/index.ts'
import { memorySyncAccess, readPackedContext } from '../../genome/reference/index.ts'
import type { Build } from '../../genome/site.ts'
import { openTranscriptTable, tableIndex } from '../../genome/transcripts/index.ts'
import { loadGenePack } from '../../knowledge/gene-pack.ts'
import { readGenes } from '../../knowledge/genes.ts'
import { bridgeOf, geneChains } from './bridge.ts'
import type { Features } from './feature-coordinates.ts'
import { genomicsOperations } from './genomics-operations.ts'
import type { OperationName } from './operation-table.ts'
import { isRefused, type Refused } from './outcome.ts'
import type { CountPolicy } from './population.ts'
import { readRequest } from './read-request.ts'
import { withTranscriptBases } from './transcript-bases.ts'
import { atHand, type GenomeTest, type OperationContext, type SubjectGenome } from './subject-genome.ts'

const builds: readonly Build[] = ['GRCh37', 'GRCh38']

/** The shipped genes, their transcripts and bases, and the bridge over them. */
export const shipped = (): { readonly context: OperationContext; readonly features: Features } => {
  const pack = loadGenePack()
  const table = openTranscriptTable(new TextEncoder().encode(pack.transcripts), pack.index)
  const transcripts = { GRCh37: tableIndex([table], 'GRCh37'), GRCh38: tableIndex([table], 'GRCh38') }
  const genes = readGenes(pack.genes)
  const contexts: Partial<Record<Build, GenomeContext>> = {}
  for (const build of builds) {
    const read = readPackedContext(new Uint8Array(Buffer.from(pack.contexts[build], 'base64')), build)
    if (!read.ok) throw new Error('the packed context does not open')
    contexts[build] = {
      build,
      transcripts: transcripts[build],
      reference: withTranscriptBases(read.value, transcripts[build], build),
      sources: [pack.release],
    }
  }
  const chains = builds.flatMap((b) => geneChains(genes, transcripts, b) ?? [])
  return { context: { contexts, bridge: bridgeOf(chains, contexts) }, features: { genes, transcripts } }
}

const header = (build: Build, blocks: boolean): string =>
  [
    '##fileformat=VCFv4.3',
    `##reference=${build}`,
    '##INFO=<ID=END,Number=1,Type=Integer,Description="e">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="t">',
    ...(blocks ? ['##ALT=<ID=NON_REF,Description="any other">'] : []),
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="g">',
  ].join('\n')

/** A genome of rows written with blanks for tabs. `callable`: a BED text of where silence means reference. */
export const genomeOf = async (build: Build, rows: readonly string[], callable?: string): Promise<Archive> => {
  const vcf = `${header(
    build,
    rows.some((r) => r.includes('<NON_REF>')),
  )}\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n${rows.map((r) => r.replaceAll(' ', '\t')).join('\n')}\n`
  const bed =
    callable === undefined ? undefined : await readCallableBed(memorySource('a.bed', callable), portableInflate)
  const parts: Uint8Array[] = []
  const packed = await packArchive(
    memorySource('a.vcf', vcf),
    {
      inflate: portableInflate,
      deflate: portableDeflate,
      exact: true,
      build,
      ...(bed?.ok === true ? { callable: bed.value } : {}),
    },
    (bytes) => void parts.push(bytes.slice()),
  )
  if (!packed.ok) throw new Error(packed.problems.map((p) => p.message).join(' '))
  const opened = openArchive(memorySyncAccess(new Uint8Array(Buffer.concat(parts))), {
    name: 'a',
    inflate: portableInflate,
  })
  if (!opened.ok) throw new Error('the archive does not open')
  return opened.value
}

export const testOf = (build: Build, archive: Archive, more: Partial<GenomeTest> = {}): GenomeTest => ({
  id: `test-${build}`,
  date: '2024-05-01',
  sourceClass: 'germline',
  build,
  archive,
  ...more,
})

export const person = (tests: readonly GenomeTest[], observations: readonly Observation[] = []): SubjectGenome => ({
  id: 'ann',
  tests,
  results: observations.map((observation) => ({ observation, tests: [] })),
})

/** Asks an operation as a query of an address does. */
export const ask = async (
  operation: OperationName,
  query: string,
  subjects: readonly SubjectGenome[],
  context: OperationContext,
  counts: CountPolicy = { kind: 'exact' },
): Promise<Parameters | Refused> => {
  const raw = [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }))
  const request = readRequest(operation, raw)
  if (isRefused(request)) return request
  return genomicsOperations(context).run(request, {
    subject: async (id) => subjects.filter((s) => s.id === id).map(atHand)[0],
    subjects: async function* () {
      yield* subjects.map(atHand)
    },
    counts,
  })
}

export const told = (answer: Parameters | Refused): Parameters => {
  if (isRefused(answer)) throw new Error(answer.issues.map((i) => i.text).join(' '))
  return answer
}

export const parts = (of: ParametersParameter | undefined, name: string): readonly ParametersParameter[] =>
  of?.part?.filter((p) => p.name === name) ?? []

/** `true`, `false`, or `not known` where the presence has no value but the reason for its absence. */
export const presenceIn = (of: ParametersParameter | undefined): boolean | string => {
  const [part] = parts(of, 'presence')
  const reason = (
    part as { readonly _valueBoolean?: { readonly extension?: readonly { readonly valueCode?: string }[] } }
  )?._valueBoolean?.extension?.[0]?.valueCode
  return part?.valueBoolean ?? (reason === 'unknown' ? 'not known' : 'no presence')
}

export const componentText = (observation: Observation, code: string): string | undefined => {
  const c = observation.component?.find((p) => p.code.coding?.[0]?.code === code)
  return (
    c?.valueString ?? c?.valueCodeableConcept?.coding?.[0]?.code ?? JSON.stringify(c?.valueRange ?? c?.valueQuantity)
  )
}
