import { type FhirRequest, Router } from '@medplum/fhir-router'
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import { type AttuneRepository, processBundle } from '../../store/fhir/index.ts'
import { type Answer, refusalOf, refusalOutcome, routerResponse, serverFault } from './answer.ts'
import { fault } from './fault.ts'
import * as interactions from './interactions.ts'
import type { Interaction } from './interactions.ts'
import type { Preference } from './prefer.ts'

type Act = (i: Interaction) => Promise<Answer>

type Caller = Pick<Interaction, 'access' | 'definitions' | 'strict'> & {
  readonly repository: AttuneRepository
  readonly history: Act
  /** Told of a fault of the server in one entry of a batch, whose other entries go on. */
  readonly noteFault: (thrown: unknown) => void
}

/** What an entry may ask for besides writing. */
const reading = new Router<'search' | 'read' | 'version' | 'history', undefined>()
reading.add('GET', ':type', 'search')
reading.add('POST', ':type/_search', 'search')
reading.add('GET', ':type/:id', 'read')
reading.add('GET', '_history', 'history')
reading.add('GET', ':type/_history', 'history')
reading.add('GET', ':type/:id/_history', 'history')
reading.add('GET', ':type/:id/_history/:version', 'version')

const header = ({ headers }: FhirRequest, name: string): string | undefined => [headers?.[name] ?? []].flat()[0]

const answerTo = async (caller: Caller, request: FhirRequest, repository: AttuneRepository): Promise<Answer> => {
  const route = reading.find(request.method, request.url)
  if (route === undefined)
    throw fault(
      400,
      'not-supported',
      'In a bundle this can be created, updated, patched, deleted, read and searched only.',
    )
  const question = request.url.indexOf('?')
  const interaction: Interaction = {
    ...caller,
    repository,
    type: route.params['type'] ?? '',
    id: route.params['id'] ?? '',
    version: route.params['version'] ?? '',
    query: question < 0 ? '' : request.url.slice(question + 1),
    body: undefined,
    headers: {
      ifNoneMatch: header(request, 'if-none-match'),
      ifModifiedSince: header(request, 'if-modified-since'),
    },
  }
  switch (route.handler) {
    case 'search':
      return interactions.search(interaction)
    case 'read':
      return interactions.read(interaction)
    case 'version':
      return interactions.readVersion(interaction)
    case 'history':
      return caller.history(interaction)
  }
}

/** What the entries will delete, as far as the caller may read it. */
const deletedBy = async (repository: AttuneRepository, bundle: Bundle): Promise<readonly Resource[]> => {
  const entries: readonly (BundleEntry | null)[] = Array.isArray(bundle.entry) ? bundle.entry : []
  const references = entries.flatMap((e) =>
    e?.request?.method === 'DELETE' && typeof e.request.url === 'string' ? [{ reference: e.request.url }] : [],
  )
  if (references.length === 0) return []
  return (await repository.readReferences(references)).flatMap((r) => (r instanceof Error ? [] : [r]))
}

const withoutResource = ({ response }: BundleEntry): BundleEntry => (response === undefined ? {} : { response })

/** Does a batch or transaction for the caller. What an entry reads or searches goes the way a request of its own would go. */
export const performBundle = async (caller: Caller, bundle: Bundle, wish: Preference['answer']): Promise<Answer> => {
  const deleted = await deletedBy(caller.repository, bundle)
  const methods = Array.isArray(bundle.entry) ? bundle.entry.map((e) => e?.request?.method) : []
  const done = await processBundle(caller.repository, bundle, {
    handle: async (request, repository) => {
      try {
        return routerResponse(await answerTo(caller, request, repository))
      } catch (thrown) {
        const refusal = refusalOf(thrown)
        // What is thrown here would be told in the entry with its message.
        if (refusal === undefined) caller.noteFault(thrown)
        return [refusalOutcome(refusal ?? serverFault())]
      }
    },
  })
  const isRead = (n: number): boolean => methods[n] === 'GET' || methods[n] === 'HEAD'
  const entry = (done.entry ?? []).map((e, n) => (wish === 'representation' || isRead(n) ? e : withoutResource(e)))
  return { status: 200, body: { ...done, entry }, touched: [done, ...deleted] }
}
