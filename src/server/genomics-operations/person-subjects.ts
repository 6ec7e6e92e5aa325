import type { Bundle, Observation, Resource } from '@medplum/fhirtypes'
import { genomicsReport } from '../../deliver/fhir/index.ts'
import {
  type GenomeTest,
  type HeldSubject,
  type RecordedResult,
  recordedTests,
} from '../../deliver/genomics-operations/index.ts'
import type { ReportDocument } from '../../deliver/report/index.ts'
import { type Archive, openArchive } from '../../genome/archive/index.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import { AttuneError } from '../../shared/errors.ts'
import type { BytesAtHand, GenomeStore, StoredReport } from '../../store/index.ts'
import { type Access, mayReadReport } from '../../trust/index.ts'
import type { AttuneRepository } from '../../store/index.ts'
import { mayReadGenome } from './may-read-genome.ts'

/** Where persons' genomes and reports are kept, of one tenant. */
export type SubjectStores = {
  readonly genomes: GenomeStore
  /** A person's report as of now; undefined where there is none or it cannot be made. */
  readonly report: (person: string) => Promise<StoredReport | undefined>
}

/** The persons one caller may see: one by id, or all of them. */
export type VisibleSubjects = {
  readonly subject: (access: Access, repository: AttuneRepository, id: string) => Promise<HeldSubject | undefined>
  readonly subjects: (access: Access, repository: AttuneRepository) => AsyncIterable<HeldSubject>
}

type Opened = { readonly bytes: BytesAtHand; readonly archive: Archive }

/** Genomes and reports that stay open between requests. */
const keptOpen = 16

/** Keeps what was asked for last, by a key that changes when it does. */
const lastUsed = <T>(most: number) => {
  const kept = new Map<string, T>()
  return async (key: string, make: () => Promise<T>): Promise<T> => {
    const made = kept.get(key) ?? (await make())
    kept.delete(key)
    kept.set(key, made)
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
    return made
  }
}

const pageOf = 500

/** Ids of the patients the caller may see, page by page. */
async function* patientIds(repository: AttuneRepository): AsyncGenerator<string> {
  let query = `_count=${pageOf}&_elements=id`
  for (;;) {
    const page: Bundle = await repository.searchText('Patient', query, { strict: false })
    for (const { resource, search } of page.entry ?? [])
      if (resource?.resourceType === 'Patient' && search?.mode !== 'outcome' && resource.id !== undefined)
        yield resource.id
    const next = page.link?.find((l) => l.relation === 'next')?.url
    const at = next?.indexOf('?') ?? -1
    if (next === undefined || at < 0) return
    query = next.slice(at + 1)
  }
}

const isThere = async (repository: AttuneRepository, id: string): Promise<boolean> => {
  try {
    await repository.readResource('Patient', id)
    return true
  } catch (thrown) {
    const { outcome } = thrown as { readonly outcome?: { readonly id?: string } }
    if (outcome?.id === 'not-found' || outcome?.id === 'gone' || outcome?.id === 'deleted') return false
    throw thrown
  }
}

/** The observations of this software's report on a genome, about the patient by that id. */
const reportResults = (document: string, patient: string): readonly RecordedResult[] => {
  const bundle = genomicsReport(JSON.parse(document) as ReportDocument)
  return (bundle.entry ?? []).flatMap(({ resource }): readonly RecordedResult[] =>
    resource?.resourceType === 'Observation'
      ? [
          {
            observation: { ...(resource as Observation), subject: { reference: `Patient/${patient}` } },
            tests: [],
            own: true,
          },
        ]
      : [],
  )
}

/**
 * Persons as the operations see them: the record's results that this caller may read, the genome when the caller may read Observations of that patient, and this software's own results when
 * the caller may read the report. Nothing else of a person is touched.
 */
export const personSubjects = ({ genomes, report }: SubjectStores): VisibleSubjects => {
  const openOnce = lastUsed<Opened>(keptOpen)
  const reportOnce = lastUsed<readonly RecordedResult[]>(keptOpen)

  const genomeOf = async (patient: string): Promise<(Opened & { readonly test: GenomeTest }) | undefined> => {
    const stored = await genomes.describe(patient)
    if (stored === undefined) return undefined
    const opened = await openOnce(`${patient} ${stored.digest}`, async () => {
      const bytes = await genomes.archive(patient)
      if (bytes === undefined) throw new AttuneError('ATTUNE_STORE_CHANGED', 'genome')
      const archive = await bytes.run(() =>
        openArchive(bytes, { name: stored.name, inflate: nodeInflate, keptChunks: 32 }),
      )
      if (!archive.ok) throw new AttuneError('ATTUNE_READ_FAILED', 'genome archive')
      return { bytes, archive: archive.value }
    })
    const { read } = opened.archive.directory
    const build = read.build ?? (stored.build === 'GRCh37' ? 'GRCh37' : 'GRCh38')
    return {
      ...opened,
      test: {
        id: `genome-${stored.sha256.slice(0, 16)}`,
        sourceClass: 'germline',
        build,
        archive: opened.archive,
        ...(read.sample === '' ? {} : { specimen: read.sample }),
      },
    }
  }

  const held = async (access: Access, repository: AttuneRepository, id: string): Promise<HeldSubject> => {
    const resources: Resource[] = []
    for await (const page of repository.compartment(id, { types: ['Observation', 'DiagnosticReport'] }))
      resources.push(...page)
    const recorded = recordedTests(resources)
    const stored = mayReadReport(access, id) ? await report(id) : undefined
    const own =
      stored === undefined
        ? []
        : await reportOnce(`${id} ${stored.made} ${stored.basis}`, async () => reportResults(stored.document, id))
    const genome = mayReadGenome(access, id) ? await genomeOf(id) : undefined
    const subject = {
      id,
      tests: [...(genome === undefined ? [] : [genome.test]), ...recorded.tests],
      results: [...recorded.results, ...own],
    }
    return { id, use: async (work) => (genome === undefined ? work(subject) : genome.bytes.run(() => work(subject))) }
  }

  return {
    subject: async (access, repository, id) =>
      (await isThere(repository, id)) ? held(access, repository, id) : undefined,
    subjects: async function* (access, repository) {
      for await (const id of patientIds(repository)) yield await held(access, repository, id)
    },
  }
}
