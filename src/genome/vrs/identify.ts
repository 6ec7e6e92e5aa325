import { canonicalJson, type Json } from '../../shared/canonical-json.ts'
import type { Identifiable, VrsObject } from './model.ts'
import { sha512t24u } from './sha512t24u.ts'

type Kind = { readonly prefix?: string; readonly keys: readonly string[] }

/** What of each kind goes into its digest, and the prefix of those that have an identifier. @source GA4GH VRS 2.0, computed identifiers and schema */
const kinds: Readonly<Record<VrsObject['type'], Kind>> = {
  Allele: { prefix: 'VA', keys: ['location', 'state', 'type'] },
  SequenceLocation: { prefix: 'SL', keys: ['end', 'sequenceReference', 'start', 'type'] },
  CisPhasedBlock: { prefix: 'CPB', keys: ['members', 'type'] },
  Adjacency: { prefix: 'AJ', keys: ['adjoinedSequences', 'linker', 'type'] },
  Terminus: { prefix: 'TM', keys: ['location', 'type'] },
  DerivativeMolecule: { prefix: 'DM', keys: ['components', 'type'] },
  CopyNumberCount: { prefix: 'CN', keys: ['copies', 'location', 'type'] },
  CopyNumberChange: { prefix: 'CX', keys: ['copyChange', 'location', 'type'] },
  SequenceReference: { keys: ['refgetAccession', 'type'] },
  TraversalBlock: { keys: ['component', 'orientation', 'type'] },
  LiteralSequenceExpression: { keys: ['sequence', 'type'] },
  ReferenceLengthExpression: { keys: ['length', 'repeatSubunitLength', 'type'] },
  LengthExpression: { keys: ['length', 'type'] },
}

const isObject = (value: unknown): value is VrsObject => typeof value === 'object' && value !== null && 'type' in value

/** A part of an object as it stands in the object's digest: what has an identifier by its digest, the rest by what counts of it. */
const part = (value: unknown): Json => {
  if (isObject(value))
    return kinds[value.type].prefix === undefined ? inherent(value) : vrsDigest(value as Identifiable)
  if (Array.isArray(value)) return value.map(part)
  if (typeof value === 'string') return /^ga4gh:[A-Z]+\.([\w-]{32})$/.exec(value)?.[1] ?? value
  return value as Json
}

const inherent = (object: VrsObject): Json => {
  const all = object as unknown as Readonly<Record<string, unknown>>
  const out: Record<string, Json> = {}
  for (const key of kinds[object.type].keys) {
    const value = all[key]
    // What an object does not say counts too, as null.
    if (value === undefined || value === null) out[key] = null
    else if (key === 'members') out[key] = (part(value) as readonly string[]).toSorted()
    else if (key === 'sequence') out[key] = value as string
    else out[key] = part(value)
  }
  return out
}

/** The text that an object's digest is taken of: canonical JSON of what counts. @example vrsSerialize({ type: 'LengthExpression', length: 20000 }) // '{"length":20000,"type":"LengthExpression"}' */
export const vrsSerialize = (object: VrsObject): string => canonicalJson(inherent(object))

/** The 32 characters of an object's digest. */
export const vrsDigest = (object: Identifiable): string => sha512t24u(vrsSerialize(object))

/** Whether objects of this kind have an identifier; sequence expressions, references and traversal blocks have none. */
export const isIdentifiable = (object: VrsObject): object is Identifiable => kinds[object.type].prefix !== undefined

/** The computed identifier of an object (GA4GH VRS 2.0). Alleles are to be fully justified first. It looks like `ga4gh:VA.esmv8nARRRdSysDFuIErJxRAdUSVsWNE`. */
export const vrsIdentify = (object: Identifiable): string => `ga4gh:${kinds[object.type].prefix}.${vrsDigest(object)}`
