import { type Call, openStrand } from '../calls/index.ts'
import { alleleCodes, packedBase } from './allele-code.ts'
import { trimmed } from '../normalise/roll.ts'
import { defaults } from '../read-options.ts'
import { genotypeText, firstStrand, secondStrand } from './genotype-code.ts'
import type { Archive } from './open-archive.ts'
import type { OpenChunk } from './open-chunk.ts'
import { isAnyOther } from '../vcf/any-other.ts'

/** A place with the one ALT whose copies are wanted: VCF position, upper-case letters, canonical chromosome. */
export type DosageSite = { readonly chrom: string; readonly pos: number; readonly ref: string; readonly alt: string }

/** The file speaks of the place and leaves the number of copies open. */
export const dosageOpen = -1

/** The file is silent at the place; what that means, `callabilityOf` says. */
export const dosageSilent = -2

const bases = 'ACGT'

/** Base number of an upper-case ASCII code; -1 for every other. */
const baseNumber = Int8Array.from({ length: 128 }, (_, code) => bases.indexOf(String.fromCharCode(code)))

/** The allele code of a site; `alleleCodes.text` when it has none of its own. */
const codeOf = ({ ref, alt }: DosageSite): number => {
  const r = baseNumber[ref.charCodeAt(0)] ?? -1
  const a = baseNumber[alt.charCodeAt(0)] ?? -1
  if (r < 0 || a < 0) return alleleCodes.text
  if (ref.length === 1 && alt.length === 1) return a === r ? alleleCodes.text : 3 * r + (a < r ? a : a - 1)
  if (a !== r || (ref.length > 1 && alt.length > 1)) return alleleCodes.text
  return (ref.length > 1 ? alleleCodes.deletion : alleleCodes.insertion) + r
}

/** Whether a row and a site of one indel code insert or delete the same bases. */
const sameIndel = (chunk: OpenChunk, row: number, { ref, alt }: DosageSite): boolean => {
  const own = chunk.indelOf(row)
  const letters = ref.length > 1 ? ref : alt
  if (own.length !== letters.length - 1) return false
  for (let i = 0; i < own.length; i++)
    if (packedBase(own.bases, own.from + i) !== letters.charCodeAt(i + 1)) return false
  return true
}

/** REF of a code, where that is one base; -1 for deletions. */
const oneBaseRef = (code: number): number =>
  code < alleleCodes.bare ? Math.floor(code / 3) : code < alleleCodes.deletion ? code - alleleCodes.insertion : -1

/** Whether a call that carries no ALT rests on enough reads and quality, where it states any. */
const isSure = (call: Call): boolean =>
  (call.minDepth ?? call.depth ?? defaults.blockDepth) >= defaults.blockDepth &&
  (call.quality ?? defaults.blockQuality) >= defaults.blockQuality

/** The bases that change, without the one that only anchors: first, and the one behind the last. */
const changedOf = (position: number, ref: string, alt: string): readonly [number, number] => [
  position + (ref.length !== alt.length && ref[0] === alt[0] ? 1 : 0),
  position + ref.length,
]

/** What an ALT that stands on other bases than the site's REF says of the site's ALT: it is the same, it is another, it takes the place away (`open`), or it says nothing of it. */
const likeness = (call: Call, alt: string, site: DosageSite): 'same' | 'other' | 'open' | 'nothing' => {
  const own = trimmed(call.pos, [call.ref, alt])
  const wanted = trimmed(site.pos, [site.ref, site.alt])
  const [ref = '', changed = ''] = own.alleles
  const [wantedRef = '', wantedAlt = ''] = wanted.alleles
  const gain = changed.length - ref.length
  const wantedGain = wantedAlt.length - wantedRef.length
  if (own.position === wanted.position && ref === wantedRef && changed === wantedAlt) return 'same'
  const into = wanted.position - own.position
  if (gain === 0 && wantedRef.length === 1 && wantedAlt.length === 1 && into >= 0 && into < ref.length)
    return changed[into] === wantedAlt ? 'same' : 'other'
  if (own.position === wanted.position && gain !== 0 && Math.sign(gain) === Math.sign(wantedGain)) return 'other'
  const [from, to] = changedOf(own.position, ref, changed)
  const [wantedFrom, wantedTo] = changedOf(wanted.position, wantedRef, wantedAlt)
  return from < wantedTo && wantedFrom < to ? 'open' : 'nothing'
}

/** Copies where a row is written with another POS or REF than the site. */
const copiesOtherwise = (call: Call, site: DosageSite): number => {
  const carried = call.alleles.flatMap((a) => (a === null || a > 0 ? [a] : []))
  const told = new Set(carried.filter((a) => a !== null).map((a) => call.alts[a - 1] ?? ''))
  const likenesses = new Map(
    [...told].map((alt) => [alt, /^[ACGTN]+$/.test(alt) ? likeness(call, alt, site) : ('open' as const)] as const),
  )
  const found = [...likenesses.values()]
  if (carried.includes(null) || found.includes('open')) return dosageOpen
  if (found.every((l) => l === 'nothing')) return call.pos < site.pos ? dosageOpen : dosageSilent
  return carried.filter((a) => likenesses.get(call.alts[(a ?? 0) - 1] ?? '') === 'same').length
}

const copiesIn = (call: Call, site: DosageSite): number => {
  const isReference = call.alleles.every((a) => a === 0)
  if (call.alts.every(isAnyOther)) return isReference && isSure(call) ? 0 : dosageOpen
  if (call.kind === 'symbolic') return dosageSilent
  if (call.pos !== site.pos || call.ref !== site.ref) return isReference ? dosageSilent : copiesOtherwise(call, site)
  if (call.alleles.includes(null)) return dosageOpen
  const index = call.alts.indexOf(site.alt) + 1
  const other = index === 0 && call.alleles.some((a) => isAnyOther(call.alts[(a ?? 0) - 1]))
  if (other || (isReference && !isSure(call))) return dosageOpen
  return index === 0 ? 0 : call.alleles.filter((a) => a === index).length
}

/** Copies by genotype code, for rows whose first ALT is the wanted one. */
const copiesOfCode = Int8Array.from({ length: genotypeText }, (_, code) => {
  const [a, b] = [firstStrand[code] as number, secondStrand[code] as number]
  return a === openStrand || b === openStrand ? dosageOpen : (a === 1 ? 1 : 0) + (b === 1 ? 1 : 0)
})

/** Whether a row has one ALT with a code of its own, so that nothing has to be written out to compare it. */
const isCoded = (own: number): boolean => own < alleleCodes.bare || (own >= alleleCodes.insertion && own < 56)

/** The same as `copiesIn` for a row and a site that both have a code and stand at one position. */
const copiesOfCoded = (chunk: OpenChunk, row: number, site: DosageSite, code: number): number => {
  const own = chunk.alleles[row] as number
  const copies = copiesOfCode[chunk.genotypes[row] as number] as number
  if (own === code && (code < alleleCodes.bare || sameIndel(chunk, row, site))) return copies
  const ref = oneBaseRef(own)
  if (own >= alleleCodes.deletion && code >= alleleCodes.deletion) return copies < 0 ? copies : 0
  if (ref < 0 || ref !== oneBaseRef(code)) return copies < 0 ? dosageOpen : dosageSilent
  return copies < 0 ? copies : 0
}

/** Keys hold position and number of a site together; of more sites than this the numbers would not fit. */
const mostSites = 2 ** 22

/** The sites chunk by chunk and by position within each: position × `mostSites` + number. `from`: where those of each chunk begin; sites of no chunk are left out. `codes`: allele codes by number. */
const byPlace = (archive: Archive, sites: readonly DosageSite[], first: number, last: number, chunks: number) => {
  const chunkOf = new Int32Array(last - first)
  const positions = new Int32Array(last - first)
  const codes = new Uint8Array(last - first)
  const from = new Int32Array(chunks + 1)
  for (let i = first; i < last; i++) {
    const site = sites[i] as DosageSite
    const chunk = archive.chunkAt(site.chrom, site.pos)
    chunkOf[i - first] = chunk
    positions[i - first] = site.pos
    codes[i - first] = codeOf(site)
    if (chunk >= 0) from[chunk + 1] = (from[chunk + 1] as number) + 1
  }
  for (let c = 1; c <= chunks; c++) from[c] = (from[c] as number) + (from[c - 1] as number)
  const next = from.slice()
  const keys = new Float64Array(last - first)
  const mixed = new Uint8Array(chunks)
  for (let i = 0; i < keys.length; i++) {
    const chunk = chunkOf[i] as number
    if (chunk < 0) continue
    const at = next[chunk] as number
    const key = (positions[i] as number) * mostSites + i
    keys[at] = key
    if (at > (from[chunk] as number) && key < (keys[at - 1] as number)) mixed[chunk] = 1
    next[chunk] = at + 1
  }
  for (let c = 0; c < chunks; c++) if (mixed[c] === 1) keys.subarray(from[c], from[c + 1]).sort()
  return { keys, from, codes }
}

/**
 * How many copies of each site's ALT the person carries: 0, 1, 2 (more on more strands), `dosageOpen` or `dosageSilent`. Indels must begin where the file
 * writes them (left-aligned where it does); what REF and ALT share at their ends does not matter, and a change of several bases holds that of each. A deletion that reaches over the place
 * leaves it open, and so does a reference genotype on fewer than 10 reads or GQ 20. Several rows of one place: the most copies count, and one that leaves it
 * open does not outweigh one that calls it. FILTER is not looked at. Sites may come in any order: each chunk is unpacked once.
 */
export const dosagesOf = (archive: Archive, sites: readonly DosageSite[]): Int8Array => {
  const { contigs, chunks } = archive.directory
  const out = new Int8Array(sites.length).fill(dosageSilent)
  let index = 0
  let pos = 0
  let code: number = alleleCodes.text
  let best = dosageSilent
  const look = (chunk: OpenChunk, row: number): void => {
    const quick =
      code !== alleleCodes.text &&
      chunk.starts[row] === pos &&
      isCoded(chunk.alleles[row] as number) &&
      (chunk.genotypes[row] as number) < genotypeText
    const coded = quick ? copiesOfCoded(chunk, row, sites[index] as DosageSite, code) : dosageOpen
    // A reference genotype also has to rest on enough, which only the call tells.
    const copies =
      quick && (coded !== 0 || (copiesOfCode[chunk.genotypes[row] as number] as number) > 0)
        ? coded
        : copiesIn(archive.call(chunk, row), sites[index] as DosageSite)
    if (copies > best) best = copies
  }
  for (let begun = 0; begun < sites.length; begun += mostSites) {
    const { keys, from, codes } = byPlace(
      archive,
      sites,
      begun,
      Math.min(sites.length, begun + mostSites),
      chunks.rows.length,
    )
    for (let c = 0; c < chunks.rows.length; c++) {
      const chrom = contigs[chunks.contig[c] as number]?.chrom ?? ''
      for (let k = from[c] as number; k < (from[c + 1] as number); k++) {
        const key = keys[k] as number
        pos = Math.floor(key / mostSites)
        const place = key - pos * mostSites
        index = begun + place
        code = codes[place] as number
        best = dosageSilent
        archive.eachOver(chrom, pos, pos, look)
        out[index] = best
      }
    }
  }
  return out
}
