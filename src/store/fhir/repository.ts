import { type Operation, Operator, type SearchRequest, type WithId } from '@medplum/core'
import {
  type CreateResourceOptions,
  type DeleteResourceOptions,
  FhirRepository,
  type ReadHistoryOptions,
  type TransactionOptions,
  type UpdateResourceOptions,
} from '@medplum/fhir-router'
import type {
  Bundle,
  OperationOutcome,
  OperationOutcomeIssue,
  Parameters,
  Reference,
  Resource,
} from '@medplum/fhirtypes'
import { type FhirDefinitions, localTarget } from '../../fhir/index.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Access, Right } from '../../trust/index.ts'
import { auditEvents } from '../audit/index.ts'
import type { Database } from '../database.ts'
import { type AuditContext, readAuditEvent, searchAuditEvents } from './audit-record.ts'
import { type CompartmentQuery, compartmentPages } from './compartment.ts'
import { type ContentCodec, plainContent } from './content.ts'
import { type Judge, judgeFor } from './judge.ts'
import { type HistoryPage, type HistoryQuery, historyBundle, historyPage } from './history.ts'
import { saysHowToAnswer } from './answer-parameters.ts'
import { isMatched } from './if-match.ts'
import { patched } from './patch.ts'
import {
  alreadyThere,
  badInput,
  faulty,
  goneNow,
  notAllowed,
  notSupported,
  notThere,
  severalFit,
  versionDiffers,
} from './refusals.ts'
import { type ResourceWriter, resourceWriter } from './resource-writer.ts'
import {
  type AccessRules,
  accessRules,
  askedByRouter,
  type SearchAsked,
  type SearchParts,
  searchResources,
} from './search/index.ts'
import { wholeOf } from './search/shown-elements.ts'
import { type VersionReader, versionReader } from './stored-version.ts'
import { type FhirTransaction, inTransaction } from './transaction.ts'
import type { Version } from './version.ts'

/** `baseUrl`: where this server's resources are, such as `https://attune.example/fhir`: references to it are taken as relative ones. */
export type RepositoryParts = {
  readonly database: Database
  readonly definitions: FhirDefinitions
  readonly access: Access
  readonly now: () => Instant
  readonly newId: () => string
  readonly baseUrl: string
  /** Signs the cursors of pages: the same for all processes of a deployment. */
  readonly pageKey: Uint8Array
  readonly content?: ContentCodec
  /** The codes of a value set that is loaded, for searches by `:in`. */
  readonly valueSet?: NonNullable<SearchParts['valueSet']>
}

/** `created`: there was no such resource, or it had been deleted. */
export type Put<T extends Resource> = { readonly resource: WithId<T>; readonly created: boolean }

/** `checked`: the resource was held against `faultsOf` by the caller already. */
export type Checked = { readonly checked?: boolean }

/** `mustBeNew`: what is there already is not replaced (If-None-Match: *). */
export type PutOptions = UpdateResourceOptions & Checked & { readonly mustBeNew?: boolean }

const idForm = /^[A-Za-z0-9\-.]{1,64}$/

/** Types that only Attune itself writes. */
const ownTypes: ReadonlySet<string> = new Set(['AuditEvent'])

const writtenByServer = (type: string) => notSupported(`${type} is written by the server alone.`)

const notOfThisServer = () => badInput('The reference is not one to a resource of this server.')

const unconditional = () => badInput('There is no condition: name what the resource is found by, such as identifier=…')

const demandCondition = (search: SearchRequest): void => {
  if ((search.filters ?? []).length === 0) throw unconditional()
}

/** Versions of one resource that are told at once. */
const mostHistory = 1000

/**
 * The resources of one tenant as one caller may see and change them. What the caller may not see answers exactly like what is not there.
 * An update whose content is the same makes a version all the same. A client chooses an id (update of what is not there) only where every
 * resource of the type is open to it, as elsewhere the answer would tell whether the id is in use.
 */
export class AttuneRepository extends FhirRepository {
  readonly #parts: RepositoryParts
  readonly #judge: Judge
  readonly #reader: VersionReader
  readonly #writer: ResourceWriter
  readonly #rules: AccessRules
  readonly #tx: FhirTransaction | undefined

  constructor(parts: RepositoryParts, rules: AccessRules, tx?: FhirTransaction) {
    super()
    const { database, access, definitions, baseUrl, content = plainContent } = parts
    this.#parts = parts
    this.#rules = rules
    this.#judge = judgeFor({ definitions, access, rules, baseUrl, content })
    this.#tx = tx
    const { dialect } = database
    const { tenant } = access
    this.#writer = resourceWriter({ dialect, tenant, definitions, judge: this.#judge, content, now: () => this.#now() })
    this.#reader = tx?.read ?? versionReader(database.read, database.dialect, access.tenant)
  }

  /** Reading needs no mode: outside a transaction it never waits for a writer. */
  setMode(): void {}

  generateId(): string {
    return this.#parts.newId()
  }

  async createResource<T extends Resource>(resource: T, options?: CreateResourceOptions & Checked): Promise<WithId<T>> {
    this.#checkWritable(resource, options)
    this.#checkType('c', resource.resourceType)
    const id = (options?.assignedId === true ? resource.id : undefined) ?? this.#parts.newId()
    return this.#write(async (tx) => this.#writer.insert(tx, 'c', resource, id, 'POST'))
  }

  async updateResource<T extends Resource>(resource: T, options?: UpdateResourceOptions): Promise<WithId<T>> {
    return (await this.put(resource, options)).resource
  }

  /** Everything for which a resource is refused, with the warnings beside it; none where it can be written. */
  faultsOf(resource: unknown): readonly OperationOutcomeIssue[] {
    const { definitions } = this.#parts
    const type: unknown =
      typeof resource === 'object' && resource !== null && 'resourceType' in resource ? resource.resourceType : ''
    if (typeof type !== 'string' || !definitions.types.has(type))
      return badInput('This is no FHIR R4 resource: its resourceType is not known.', 'resourceType').outcome.issue
    if (ownTypes.has(type)) return writtenByServer(type).outcome.issue
    const faults = definitions.faultsOf(resource).filter(({ severity }) => severity !== 'information')
    return faults.some(({ severity }) => severity === 'error' || severity === 'fatal') ? faults : []
  }

  /** An update that tells whether it created the resource. */
  async put<T extends Resource>(resource: T, options?: PutOptions): Promise<Put<T>> {
    this.#checkWritable(resource, options)
    const { resourceType: type, id } = resource
    if (id === undefined || !idForm.test(id))
      throw badInput('The resource has no id of 1 to 64 letters, digits, - or .', `${type}.id`)
    this.#checkType('u', type)
    return this.#write(async (tx) => {
      const current = await tx.read.locked(type, id)
      const last = current === undefined ? undefined : await this.#judge.lastLiving(tx.read, current)
      if (current === undefined || last === undefined || !this.#judge.may('u', last)) {
        if (last !== undefined && this.#judge.may('r', last)) throw notAllowed()
        if (!isMatched(options?.ifMatch, undefined)) throw versionDiffers()
        if (current !== undefined || !this.#judge.mayAll('u', type)) throw notThere()
        return { resource: await this.#writer.insert(tx, 'u', resource, id, 'PUT'), created: true }
      }
      if (!isMatched(options?.ifMatch, current)) throw versionDiffers()
      if (options?.mustBeNew === true && current.deleted === 0) throw alreadyThere()
      const next = await this.#writer.replace(tx, current, last, resource, 'PUT')
      return { resource: next, created: current.deleted === 1 }
    })
  }

  /** A JSON Patch or a FHIRPath Patch. It takes the right to read besides that to update, as a patch can test what is there. */
  async patchResource<T extends Resource>(
    type: T['resourceType'],
    id: string,
    patch: Operation[] | Parameters,
    options?: UpdateResourceOptions,
  ): Promise<WithId<T>> {
    this.#checkOwn(type)
    this.#checkType('u', type)
    return this.#write(async (tx) => {
      const current = await tx.read.locked(type, id)
      const last = current === undefined ? undefined : await this.#judge.lastLiving(tx.read, current)
      if (current === undefined || last === undefined || !this.#judge.may('r', last)) throw notThere()
      if (!this.#judge.may('u', last)) throw notAllowed()
      if (current.deleted === 1) throw goneNow()
      if (!isMatched(options?.ifMatch, current)) throw versionDiffers()
      const next = patched(last.resource, patch) as T
      this.#checkWritable(next)
      return this.#writer.replace(tx, current, last, next, 'PATCH')
    })
  }

  /** Deleting what is deleted already does nothing. */
  async deleteResource(type: string, id: string, options?: DeleteResourceOptions): Promise<void> {
    this.#checkOwn(type)
    this.#checkType('d', type)
    await this.#write(async (tx) => {
      const current = await tx.read.locked(type, id)
      const last = current === undefined ? undefined : await this.#judge.lastLiving(tx.read, current)
      if (current === undefined || last === undefined || !this.#judge.may('d', last)) {
        if (last !== undefined && this.#judge.may('r', last)) throw notAllowed()
        throw notThere()
      }
      if (current.deleted === 1) return
      if (!isMatched(options?.ifMatch, current)) throw versionDiffers()
      await this.#writer.remove(tx, current, last)
    })
  }

  async readResource<T extends Resource>(type: string, id: string): Promise<WithId<T>> {
    if (ownTypes.has(type)) return (await readAuditEvent(this.#auditContext(), id)) as Resource as WithId<T>
    const stored = await this.#reader.current(type, id)
    const last = stored === undefined ? undefined : await this.#judge.lastLiving(this.#reader, stored)
    if (stored === undefined || last === undefined || !this.#judge.may('r', last)) throw notThere()
    if (stored.deleted === 1) throw goneNow()
    return last.resource as WithId<T>
  }

  async readReference<T extends Resource>(reference: Reference<T>): Promise<WithId<T>> {
    const place = this.placeOf(reference)
    if (place === undefined) throw notOfThisServer()
    const [type, id] = place
    return this.readResource<T>(type, id)
  }

  /** In the order asked for; what cannot be read is an error in its place. */
  async readReferences<T extends Resource>(references: readonly Reference<T>[]): Promise<(WithId<T> | Error)[]> {
    const places = references.map((reference) => {
      const place = this.placeOf(reference)
      return place ?? notOfThisServer()
    })
    const idsOf = new Map<string, Set<string>>()
    for (const place of places)
      if (!(place instanceof Error)) idsOf.set(place[0], (idsOf.get(place[0]) ?? new Set()).add(place[1]))
    const found = new Map<string, Version>()
    for (const [type, ids] of idsOf)
      for (const stored of await this.#reader.many(type, [...ids])) {
        if (stored.deleted === 1) continue
        const version = this.#judge.open(stored)
        if (this.#judge.may('r', version)) found.set(`${type}/${stored.id}`, version)
      }
    return places.map((place): WithId<T> | Error => {
      if (place instanceof Error) return place
      const version = found.get(place.join('/'))
      return version === undefined ? notThere() : (version.resource as WithId<T>)
    })
  }

  /** A version is seen where both it and the current one may be read: a resource that was moved to another patient took its past along. */
  async readVersion<T extends Resource>(type: string, id: string, versionId: string): Promise<WithId<T>> {
    if (ownTypes.has(type) && versionId === '1') return this.readResource<T>(type, id)
    const current = await this.#reader.current(type, id)
    const last = current === undefined ? undefined : await this.#judge.lastLiving(this.#reader, current)
    if (current === undefined || last === undefined || !this.#judge.may('r', last)) throw notThere()
    if (!/^[1-9]\d{0,14}$/.test(versionId)) throw notThere()
    const wanted = Number(versionId)
    const stored = wanted === current.version ? current : await this.#reader.older(type, id, wanted)
    if (stored === undefined) throw notThere()
    const version = await this.#judge.lastLiving(this.#reader, stored)
    if (version === undefined || !this.#judge.may('r', version)) throw notThere()
    if (stored.deleted === 1) throw goneNow()
    return version.resource as WithId<T>
  }

  async readHistory<T extends Resource>(
    type: string,
    id: string,
    options?: ReadHistoryOptions,
  ): Promise<Bundle<WithId<T>>> {
    const { offset = 0, limit = mostHistory } = options ?? {}
    const current = await this.#reader.current(type, id)
    const last = current === undefined ? undefined : await this.#judge.lastLiving(this.#reader, current)
    if (last === undefined || !this.#judge.may('r', last)) throw notThere()
    const { entries } = await this.history({ type, id, count: mostHistory })
    return historyBundle(entries.slice(offset, offset + Math.min(limit, mostHistory)), entries.length)
  }

  /** A page of the history of one resource, a type or everything; of a resource that may not be read it is empty. */
  async history(query: HistoryQuery): Promise<HistoryPage> {
    const { database, access, baseUrl } = this.#parts
    const { tenant } = access
    const db = this.#tx?.db ?? database.read
    await this.#tx?.buffer.flush()
    const context = { db, dialect: database.dialect, tenant, baseUrl, reader: this.#reader, judge: this.#judge }
    return historyPage(context, query)
  }

  /** Everything in a patient's compartment that may be read, in pages as they come; with `since`, what changed at that time (ms since 1970) or later. */
  async *compartment(patient: string, wanted: CompartmentQuery = {}): AsyncGenerator<readonly WithId<Resource>[]> {
    const { database, access } = this.#parts
    await this.#tx?.buffer.flush()
    const db = this.#tx?.db ?? database.read
    const context = { db, dialect: database.dialect, tenant: access.tenant, judge: this.#judge }
    yield* compartmentPages(context, patient, wanted)
  }

  /** A search as it was asked for; in a transaction it finds what the transaction has written. */
  async ask(asked: SearchAsked): Promise<Bundle> {
    if (ownTypes.has(asked.type)) return searchAuditEvents(this.#auditContext(), asked)
    const { database, access, definitions, baseUrl, pageKey, content, valueSet } = this.#parts
    await this.#tx?.buffer.flush()
    const context = {
      db: this.#tx?.db ?? database.read,
      dialect: database.dialect,
      access,
      definitions,
      rules: this.#rules,
      baseUrl,
      now: () => this.#now(),
      cursorKey: pageKey,
      ...(content === undefined ? {} : { content }),
      ...(valueSet === undefined ? {} : { valueSet }),
    }
    return searchResources(context, asked)
  }

  /** Searches by the query as it stands in the address; `strict` refuses what it does not know, otherwise that is told in the answer. */
  searchText(type: string, query: string, { strict }: { readonly strict: boolean }): Promise<Bundle> {
    return this.ask({ type, parameters: new URLSearchParams(query), strict })
  }

  async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    return (await this.ask(askedByRouter(request))) as Bundle<WithId<T>>
  }

  /** Up to `most` resources that fit a condition (`identifier=sys|value&…`), as conditional interactions ask for them. */
  async matching(type: string, condition: string, most: number): Promise<readonly WithId<Resource>[]> {
    const pairs = [...new URLSearchParams(condition)].filter(([name]) => !saysHowToAnswer(name))
    if (pairs.length === 0 || pairs.some(([, value]) => value.trim() === '')) throw unconditional()
    const bundle = await this.ask({ type, parameters: [...pairs, ['_count', String(most)]], strict: true })
    return (bundle.entry ?? []).flatMap(({ resource }) =>
      resource === undefined ? [] : [resource as WithId<Resource>],
    )
  }

  /** The one resource that fits a condition, or none; where several do, 412 with their condition's place. */
  async onlyMatching(type: string, condition: string, expression?: string): Promise<WithId<Resource> | undefined> {
    const [found, another] = await this.matching(type, condition, 2)
    if (another !== undefined) throw severalFit(expression)
    return found
  }

  override async conditionalCreate<T extends Resource>(
    resource: T,
    search: SearchRequest<T>,
    options?: CreateResourceOptions,
  ): Promise<{ resource: WithId<T>; outcome: OperationOutcome }> {
    demandCondition(search)
    return super.conditionalCreate(resource, search, options)
  }

  override async conditionalUpdate<T extends Resource>(
    resource: T,
    search: SearchRequest,
    options?: CreateResourceOptions & UpdateResourceOptions,
  ): Promise<{ resource: WithId<T>; outcome: OperationOutcome }> {
    demandCondition(search)
    return super.conditionalUpdate(resource, search, options)
  }

  override async conditionalDelete(search: SearchRequest): Promise<void> {
    demandCondition(search)
    return super.conditionalDelete(search)
  }

  override async conditionalPatch(
    search: SearchRequest,
    patch: Operation[],
    options?: UpdateResourceOptions,
  ): Promise<WithId<Resource>> {
    demandCondition(search)
    return super.conditionalPatch(search, patch, options)
  }

  async searchByReference<T extends Resource>(
    request: SearchRequest<T>,
    referenceField: string,
    references: string[],
  ): Promise<Record<string, WithId<T>[]>> {
    const found: Record<string, WithId<T>[]> = {}
    for (const value of references) {
      const filters = [...(request.filters ?? []), { code: referenceField, operator: Operator.EQUALS, value }]
      found[value] = await this.searchResources({ ...request, filters })
    }
    return found
  }

  /** One inside another undoes only its own part when it fails. */
  async withTransaction<TResult>(
    callback: (repository: this) => Promise<TResult>,
    options?: Partial<TransactionOptions>,
  ): Promise<TResult> {
    if (this.#tx !== undefined) return this.#tx.nested(() => callback(this))
    const { database, access } = this.#parts
    return inTransaction(database, access.tenant, options?.serializable === true, (tx) =>
      callback(new AttuneRepository(this.#parts, this.#rules, tx) as this),
    )
  }

  #write<T>(work: (tx: FhirTransaction) => Promise<T>): Promise<T> {
    if (this.#tx !== undefined) return work(this.#tx)
    return inTransaction(this.#parts.database, this.#parts.access.tenant, false, work)
  }

  #auditContext(): AuditContext {
    const { database, access } = this.#parts
    const own = { judge: this.#judge, rules: this.#rules, now: () => this.#now() }
    return { ...this.#parts, ...own, events: auditEvents(database, access.tenant) }
  }

  #now(): number {
    return Date.parse(this.#parts.now())
  }

  #checkOwn(type: string): void {
    if (ownTypes.has(type)) throw writtenByServer(type)
  }

  #checkType(right: Right, type: string): void {
    if (!this.#judge.mayTouch(right, type)) throw notAllowed()
  }

  #checkWritable(resource: Resource, options?: Checked): void {
    if (options?.checked === true) return this.#checkOwn(resource.resourceType)
    const faults = this.faultsOf(resource)
    if (faults.length > 0) throw faulty(faults)
  }

  /** Type and id of a resource of this server, whether it exists or not; undefined for a reference that leads elsewhere. */
  placeOf(reference: Reference): readonly [type: string, id: string] | undefined {
    const { baseUrl, definitions } = this.#parts
    const text = reference.reference ?? ''
    const found = localTarget(text.startsWith(`${baseUrl}/`) ? text.slice(baseUrl.length + 1) : text)
    return found === undefined || !definitions.types.has(found.type) ? undefined : [found.type, found.id]
  }

  /** The patients whose data a resource of this repository shows, also where a search shows some elements of it only. */
  patientsOf(shown: Resource): readonly string[] {
    const { definitions, baseUrl } = this.#parts
    return definitions.patientsOf(wholeOf(shown), baseUrl)
  }
}

/** The resources of the caller's tenant, as far as the caller's access goes. It is cheap to make: one for each request. */
export const openRepository = (parts: RepositoryParts): AttuneRepository => {
  const { definitions, baseUrl, now, valueSet } = parts
  const limits = valueSet === undefined ? {} : { valueSet }
  return new AttuneRepository(parts, accessRules(definitions, { baseUrl, now: () => Date.parse(now()), ...limits }))
}
