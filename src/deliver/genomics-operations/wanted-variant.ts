import { buildOfAccession, canonicalContig, foreignAssembly } from '../../genome/identity/index.ts'
import { parseHgvs, searchText, variantOfHgvs } from '../../genome/hgvs/index.ts'
import { changeOf, contextualSpdi } from '../../genome/normalise/index.ts'
import type { Build } from '../../genome/site.ts'
import type { Variant } from '../../genome/variant.ts'
import { changeText, otherBuild, type PlacedChange } from './bridge.ts'
import type { OperationContext } from './subject-genome.ts'

/**
 * A variant as it was asked for and what it is on each build that it could be placed on. `meaning`: the one change, all of them together, or any of them (a protein change).
 * `on` lacks a build onto which it could not be carried.
 */
export type WantedVariant = {
  readonly text: string
  readonly meaning: 'one' | 'all' | 'any'
  readonly on: Readonly<Partial<Record<Build, readonly PlacedChange[]>>>
}

/** `malformed`: the text is no description of a variant. Otherwise it is one that cannot be placed with what is loaded. */
export type Unplaced = { readonly text: string; readonly malformed: boolean; readonly because: string }

const builds: readonly Build[] = ['GRCh38', 'GRCh37']
const spdiForm = /^([^:\s]+):(\d{1,10}):([ACGTN]*|\d{1,5}):([ACGTN]*)$/i

const placed = (build: Build, v: Variant): PlacedChange => ({
  build,
  chrom: v.chrom,
  ...changeOf(v.pos - 1, v.ref.toUpperCase(), v.alt.toUpperCase()),
})

/** The sequence of a chromosome, or why it is none that can be answered for. */
const chromosomeOf = (accession: string): { readonly build: Build; readonly chrom: string } | string => {
  const chrom = canonicalContig(accession)
  if (chrom === 'chrM') return { build: 'GRCh38', chrom }
  const build = buildOfAccession(accession)
  if (chrom !== undefined && build !== undefined) return { build, chrom }
  const foreign = foreignAssembly(accession)
  return foreign === undefined
    ? `${accession} is no chromosome of GRCh37 or GRCh38.`
    : `${accession} is a chromosome of ${foreign}; GRCh37 and GRCh38 are understood.`
}

/** The same change on the other build too, where it can be carried over. */
const onBoth = (
  text: string,
  meaning: WantedVariant['meaning'],
  build: Build,
  changes: readonly PlacedChange[],
  context: OperationContext,
): WantedVariant => {
  const other = otherBuild(build)
  const carried = changes.map((c) => context.bridge.change(c, other))
  const whole = carried.filter((c) => c !== undefined)
  return { text, meaning, on: { [build]: changes, ...(whole.length === changes.length ? { [other]: whole } : {}) } }
}

const ofSpdi = (text: string, parts: RegExpExecArray, context: OperationContext): WantedVariant | Unplaced => {
  const [, accession = '', place = '', gone = '', put = ''] = parts
  const at = chromosomeOf(accession)
  if (typeof at === 'string') return { text, malformed: false, because: at }
  const start = Number(place)
  const sequence = context.contexts[at.build]?.reference?.sequence(at.chrom)
  const deleted = /^\d+$/.test(gone) ? sequence?.slice(start, start + Number(gone)) : gone.toUpperCase()
  if (deleted === undefined)
    return { text, malformed: false, because: 'The deletion is given by its length and its bases are not held here.' }
  const stated = sequence?.slice(start, start + deleted.length)
  if (stated !== undefined && deleted !== '' && stated !== deleted)
    return { text, malformed: false, because: `The reference has ${stated} there and not ${deleted}.` }
  const change = changeOf(start, deleted, put.toUpperCase())
  if (change.ref === '' && change.alt === '')
    return { text, malformed: true, because: 'It says that nothing is changed.' }
  return onBoth(text, 'one', at.build, [{ ...change, ...at }], context)
}

const ofHgvs = (text: string, context: OperationContext): WantedVariant | Unplaced => {
  const parsed = parseHgvs(searchText(text))
  if (!parsed.ok) {
    const [first] = parsed.problems
    return { text, malformed: true, because: first?.message ?? 'It is neither HGVS nor SPDI.' }
  }
  const accession = parsed.value.reference?.accession ?? ''
  const own = parsed.value.type === 'g' ? chromosomeOf(accession) : undefined
  if (typeof own === 'string') return { text, malformed: false, because: own }
  let because = 'No transcripts are loaded.'
  const found: Partial<Record<Build, readonly PlacedChange[]>> = {}
  let meaning: WantedVariant['meaning'] = 'one'
  for (const build of own === undefined ? builds : [own.build]) {
    const on = context.contexts[build]
    if (on === undefined) continue
    const result = variantOfHgvs(text, on.transcripts, on.reference, { build })
    if (!result.ok) because = result.problems[0]?.message ?? because
    else if (result.value.otherVersion !== undefined)
      because = `${accession} is not loaded; ${result.value.otherVersion} is, which may differ.`
    else {
      meaning = result.value.meaning
      found[build] = result.value.variants.map((v) => placed(build, v))
    }
  }
  const [first] = builds.filter((b) => found[b] !== undefined)
  if (first === undefined) return { text, malformed: false, because }
  return found[otherBuild(first)] === undefined
    ? onBoth(text, meaning, first, found[first] ?? [], context)
    : { text, meaning, on: found }
}

/** Reads a variant in HGVS (g., c., n., m. or p.) or SPDI and places it on both builds as far as that can be done with what is loaded. */
export const readWanted = (text: string, context: OperationContext): WantedVariant | Unplaced => {
  const plain = text.trim()
  const spdi = spdiForm.exec(plain)
  return spdi === null ? ofHgvs(plain, context) : ofSpdi(plain, spdi, context)
}

export const isUnplaced = (value: WantedVariant | Unplaced): value is Unplaced => 'because' in value

/** How a change is compared. `whole`: widened over all the places it could stand, where the bases are held; then two equal changes have one text. */
export type ChangeKey = { readonly shortest: string; readonly whole?: string; readonly mayMove: boolean }

export const keyOf = (change: PlacedChange, context: OperationContext): ChangeKey => {
  const shortest = changeText(change)
  if (change.ref !== '' && change.alt !== '') return { shortest, whole: shortest, mayMove: false }
  const reference = context.contexts[change.build]?.reference
  const wide =
    reference === undefined
      ? undefined
      : contextualSpdi(
          { sequence: change.chrom, position: change.start, deleted: change.ref, inserted: change.alt },
          reference,
        )
  return wide === undefined
    ? { shortest, mayMove: true }
    : { shortest, whole: `${wide.sequence}:${wide.position}:${wide.deleted}:${wide.inserted}`, mayMove: false }
}

export const sameChange = (a: ChangeKey, b: ChangeKey): boolean =>
  a.shortest === b.shortest || (a.whole !== undefined && a.whole === b.whole)
