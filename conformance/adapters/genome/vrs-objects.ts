import {
  type Allele,
  isIdentifiable,
  refgetAccession,
  sha512t24u,
  vrsDigest,
  vrsIdentify,
  vrsSerialize,
  type VrsObject,
} from '../../../src/genome/vrs/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Vectors<V> = { readonly vectors: readonly V[] }

export const vrsDigests: SuiteAdapter = {
  path: 'genome/vrs/digests.json',
  title: 'GA4GH digest (sha512t24u) of texts',
  run(context) {
    const t = tally()
    const file = JSON.parse(context.text(this.path)) as Vectors<{ readonly blob: string; readonly sha512t24u: string }>
    for (const v of file.vectors) t.compare(v.blob.slice(0, 40), v.sha512t24u, sha512t24u(v.blob))
    return t.outcome()
  },
}

type Model = {
  readonly type: string
  readonly name: string | null
  readonly in: VrsObject
  readonly out: {
    readonly ga4gh_serialize?: string
    readonly ga4gh_digest?: string | null
    readonly ga4gh_identify?: string | null
  }
}

/** `null` in a vector: the kind has no identifier. */
export const vrsModels: SuiteAdapter = {
  path: 'genome/vrs/models.json',
  title: 'GA4GH VRS 2.0 objects: serialised form, digest and identifier',
  run(context) {
    const t = tally()
    const file = JSON.parse(context.text(this.path)) as Vectors<Model>
    for (const { type, name, in: object, out } of file.vectors) {
      const named = isIdentifiable(object)
      const got = {
        serialize: out.ga4gh_serialize === undefined ? undefined : vrsSerialize(object),
        digest: named ? vrsDigest(object) : null,
        identify: named ? vrsIdentify(object) : null,
      }
      const expected = { serialize: out.ga4gh_serialize, digest: out.ga4gh_digest, identify: out.ga4gh_identify }
      t.compare(name ?? type, expected, got)
    }
    return t.outcome()
  },
}

type AlleleVector = {
  readonly refget: string
  readonly start: number
  readonly end: number
  readonly state: Allele['state']
  readonly locationId: string
  readonly id: string
}

export const vrsAlleles: SuiteAdapter = {
  path: 'genome/vrs/alleles.json',
  title: 'GA4GH VRS 2.0 identifiers of alleles and their locations',
  run(context) {
    const t = tally()
    const file = JSON.parse(context.text(this.path)) as Vectors<AlleleVector>
    for (const [i, v] of file.vectors.entries()) {
      const sequenceReference = { type: 'SequenceReference', refgetAccession: v.refget } as const
      const location = { type: 'SequenceLocation', sequenceReference, start: v.start, end: v.end } as const
      const got = [vrsIdentify(location), vrsIdentify({ type: 'Allele', location, state: v.state })]
      t.compare(`${i} ${v.start}-${v.end}`, [v.locationId, v.id], got)
    }
    return t.outcome()
  },
}

/** Our table of accessions against those that the vectors use. */
export const vrsAccessions: SuiteAdapter = {
  path: 'genome/vrs/refget-accessions-used.json',
  title: 'refget accessions of chromosomes',
  run(context) {
    const t = tally()
    const file = JSON.parse(context.text(this.path)) as Readonly<Record<string, string>>
    for (const [accession, of] of Object.entries(file)) {
      const [build, contig] = of.split(' ')
      t.compare(of, accession, build === 'GRCh37' || build === 'GRCh38' ? refgetAccession(build, contig ?? '') : of)
    }
    return t.outcome()
  },
}
