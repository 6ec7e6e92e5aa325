/** A place or count that is known only as a range, both ends included; null where it is open. */
export type Range = readonly [number | null, number | null]

/** A sequence by its refget accession: `SQ.` and the digest of its upper-case letters. It is identified by that alone. */
export type SequenceReference = {
  readonly type: 'SequenceReference'
  readonly refgetAccession: string
  readonly id?: string
  readonly residueAlphabet?: 'na' | 'aa'
}

/** Positions between bases: 0-based, half-open. */
export type SequenceLocation = {
  readonly type: 'SequenceLocation'
  readonly sequenceReference?: SequenceReference
  readonly start?: number | Range
  readonly end?: number | Range
}

export type LiteralSequenceExpression = { readonly type: 'LiteralSequenceExpression'; readonly sequence: string }

/** The first `repeatSubunitLength` bases of the location, repeated round and round up to `length` bases. */
export type ReferenceLengthExpression = {
  readonly type: 'ReferenceLengthExpression'
  readonly length: number | Range
  readonly repeatSubunitLength: number
  readonly sequence?: string
}

export type LengthExpression = { readonly type: 'LengthExpression'; readonly length: number | Range }

export type SequenceExpression = LiteralSequenceExpression | ReferenceLengthExpression | LengthExpression

/** `ga4gh:` identifiers may stand for the objects they name. */
export type Allele = {
  readonly type: 'Allele'
  readonly location: SequenceLocation | string
  readonly state: SequenceExpression
}

export type CisPhasedBlock = {
  readonly type: 'CisPhasedBlock'
  readonly members: readonly (Allele | string)[]
  readonly sequenceReference?: SequenceReference
}

export type Adjacency = {
  readonly type: 'Adjacency'
  readonly adjoinedSequences: readonly (SequenceLocation | string)[]
  readonly linker?: SequenceExpression | null
}

export type Terminus = { readonly type: 'Terminus'; readonly location: SequenceLocation | string }

export type TraversalBlock = {
  readonly type: 'TraversalBlock'
  readonly orientation?: 'forward' | 'reverse_complement'
  readonly component?: Adjacency | Allele | CisPhasedBlock | Terminus | string
}

export type DerivativeMolecule = { readonly type: 'DerivativeMolecule'; readonly components: readonly TraversalBlock[] }

export type CopyNumberCount = {
  readonly type: 'CopyNumberCount'
  readonly location: SequenceLocation | string
  readonly copies: number | Range
}

export type CopyNumberChange = {
  readonly type: 'CopyNumberChange'
  readonly location: SequenceLocation | string
  readonly copyChange: string
}

/** What has a computed identifier of its own. */
export type Identifiable =
  | Allele
  | SequenceLocation
  | CisPhasedBlock
  | Adjacency
  | Terminus
  | DerivativeMolecule
  | CopyNumberCount
  | CopyNumberChange

export type VrsObject = Identifiable | SequenceReference | SequenceExpression | TraversalBlock
