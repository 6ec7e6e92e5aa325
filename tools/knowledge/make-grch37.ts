// Writes knowledge/clinpgx/2025-11/positions-grch37.tsv: where each allele-definition position stands on GRCh37.
// Usage: node tools/knowledge/make-grch37.ts [REFERENCE_DIR]
import { readFileSync, writeFileSync } from 'node:fs'
import { tsvRows } from '../../src/knowledge/release.ts'

type Anchor = {
  readonly pos38: number
  readonly pos37: number
  readonly ref38: string
  readonly ref37: string
  readonly how: 'pypgx' | 'clinvar'
}
type Row = Readonly<Record<string, string>>

const dir = process.argv[2] ?? '../shared/reference'
const text = (path: string): string => readFileSync(`${dir}/${path}`, 'utf8')
const positions = tsvRows(text('pgx/positions.tsv'))

const csvCells = (line: string): string[] =>
  (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((c) => c.replace(/,$/, '').replace(/^"|"$/g, ''))
const csvRows = (body: string): Row[] => {
  const [head, ...lines] = body.trim().split(/\r?\n/)
  const names = csvCells(head ?? '')
  return lines.map((line) => Object.fromEntries(csvCells(line).map((cell, i) => [names[i] ?? '', cell])))
}

const anchors = new Map<string, Anchor[]>()
const add = (chrom: string, anchor: Anchor): void => {
  const of = anchors.get(chrom) ?? []
  if (of.length === 0) anchors.set(chrom, of)
  of.push(anchor)
}
for (const r of csvRows(text('pgx/pypgx/variant-table.csv'))) {
  const [pos37, pos38] = [Number(r.GRCh37Position), Number(r.GRCh38Position)]
  if (!Number.isInteger(pos37) || !Number.isInteger(pos38) || pos37 === 0 || pos38 === 0) continue
  add(`chr${r.Chromosome}`, { pos37, pos38, ref37: r.GRCh37Allele ?? '', ref38: r.GRCh38Allele ?? '', how: 'pypgx' })
}
for (const r of tsvRows(text('genome/hgvs/clinvar-grch37-grch38-pairs.tsv'))) {
  const [a, b] = [r.grch37 ?? '', r.grch38 ?? ''].map((g) => /^NC_0000(\d\d)\.\d+:g\.(\d+)([ACGT])>[ACGT]$/.exec(g))
  if (a === null || a === undefined || b === null || b === undefined || a[1] !== b[1]) continue
  const n = Number(a[1])
  const chrom = n === 23 ? 'chrX' : n === 24 ? 'chrY' : `chr${n}`
  add(chrom, { pos37: Number(a[2]), pos38: Number(b[2]), ref37: a[3] ?? '', ref38: b[3] ?? '', how: 'clinvar' })
}
for (const of of anchors.values()) of.sort((a, b) => a.pos38 - b.pos38)

/** How far away the anchors on either side of a position may stand, in bases. The largest gene here spans 840,000, RYR1 150,000. */
const reach = 200_000

/** The bases that anchors lay down on GRCh37 over a REF of ours; bases no anchor speaks of are taken as on GRCh38. */
const ref37At = (chrom: string, pos: number, ref: string, offset: number): string => {
  const bases = ref.split('')
  for (const a of anchors.get(chrom) ?? []) {
    if (a.pos38 - a.pos37 !== offset || a.ref37.length !== a.ref38.length) continue
    for (let i = 0; i < a.ref38.length; i++) {
      const at = a.pos38 + i - pos
      if (at < 0 || at >= bases.length) continue
      if (a.ref38[i] !== ref[at]) throw new Error(`${chrom}:${pos}: REF differs from that of an anchor`)
      bases[at] = a.ref37[i] as string
    }
  }
  return bases.join('')
}

const onGrch37 = (p: Row): { pos: string; ref: string; how: string } => {
  // An ignored position shares its place with one that counts, and nothing is read there for it.
  if (p.kind === 'ignored') return { pos: '', ref: '', how: '' }
  const chrom = p.chrom as string
  const pos = Number(p.pos_grch38)
  const ref = p.ref as string
  const of = anchors.get(chrom) ?? []
  const here = of.filter((a) => a.pos38 === pos)
  const offsets = new Set(here.map((a) => a.pos38 - a.pos37))
  const exact = here.find((a) => a.how === 'pypgx') ?? here[0]
  if (offsets.size > 1) throw new Error(`${chrom}:${pos}: anchors contradict each other`)
  if (exact !== undefined) {
    const offset = exact.pos38 - exact.pos37
    return { pos: String(exact.pos37), ref: ref37At(chrom, pos, ref, offset), how: exact.how }
  }
  const before = of.findLast((a) => a.pos38 < pos && a.pos38 > pos - reach)
  const after = of.find((a) => a.pos38 > pos + ref.length - 1 && a.pos38 < pos + reach)
  if (before === undefined || after === undefined) return { pos: '', ref: '', how: '' }
  const offset = before.pos38 - before.pos37
  if (after.pos38 - after.pos37 !== offset) return { pos: '', ref: '', how: '' }
  return { pos: String(pos - offset), ref: ref37At(chrom, pos, ref, offset), how: 'between anchors' }
}

/**
 * The reference bases behind REF as far as the indel of a position can move to the right. HGVS names the right-most place of an indel and VCF the left-most one;
 * between the two the reference repeats the indel's own bases.
 */
const basesAfter = (p: Row): string => {
  const pos = Number(p.pos_grch38)
  const ref = p.ref as string
  const alts = (p.alts as string).split(',').filter((alt) => alt.length !== ref.length)
  let longest = ''
  for (const alt of alts) {
    const unit = alt.length > ref.length ? alt.slice(ref.length) : ref.slice(alt.length)
    const shared = alt.length > ref.length ? ref : alt
    const first = pos + shared.length
    const end = rightEnd(p, unit.length, alt)
    const known = Array.from({ length: Math.max(0, end - first + 1) }, (_, i) => unit[i % unit.length]).join('')
    const whole = shared + known
    if (!whole.startsWith(ref)) {
      if (!ref.startsWith(whole)) throw new Error(`${p.gene} ${pos}: the repeat does not fit REF`)
      continue
    }
    const rest = whole.slice(ref.length)
    if (!rest.startsWith(longest) && !longest.startsWith(rest))
      throw new Error(`${p.gene} ${pos}: the repeats of two ALTs differ`)
    if (rest.length > longest.length) longest = rest
  }
  return longest
}

/** The last base that HGVS gives for an indel: the end of what is deleted or duplicated, the base before an insertion, the end of a counted repeat. */
const rightEnd = (p: Row, unitLength: number, alt: string): number => {
  const forms = (p.hgvs_g as string).split(';').map((h) => h.trim())
  for (const h of forms) {
    const repeat = /^g\.(\d+)([ACGT]+)\[\d+\]$/.exec(h)
    if (repeat !== null) {
      const names = JSON.parse(p.allele_map_json || '{}') as Record<string, string>
      const name = Object.keys(names).find((n) => names[n] === p.ref) ?? ''
      const copies = name === repeat[2] ? 1 : Number(/\((\d+)\)$/.exec(name)?.[1] ?? Number.NaN)
      if (Number.isNaN(copies)) {
        throw new Error(`${p.gene} ${p.pos_grch38}: the reference count of the repeat is not known`)
      }
      return Number(repeat[1]) + (repeat[2] as string).length * copies - 1
    }
    const span = /^g\.(\d+)(?:_(\d+))?(del|dup|ins)([ACGT]*)$/.exec(h)
    if (span === null) continue
    const last = Number(span[2] ?? span[1])
    const isInsertion = alt.length > (p.ref as string).length
    if (span[3] === 'ins' && isInsertion) return Number(span[1])
    if ((span[3] === 'dup') === isInsertion && span[3] !== 'ins' && last - Number(span[1]) + 1 === unitLength)
      return last
  }
  throw new Error(`${p.gene} ${p.pos_grch38}: ${p.hgvs_g} does not say where the indel ends`)
}

const lines = ['gene\tpos_grch38\tpos_grch37\tref_grch37\thow\tafter']
const counts = new Map<string, number>()
for (const p of positions) {
  const on37 = onGrch37(p)
  const indel = (p.alts as string).split(',').some((alt) => alt.length !== (p.ref as string).length)
  counts.set(on37.how, (counts.get(on37.how) ?? 0) + 1)
  lines.push([p.gene, p.pos_grch38, on37.pos, on37.ref, on37.how, indel ? basesAfter(p) : ''].join('\t'))
}
writeFileSync('knowledge/clinpgx/2025-11/positions-grch37.tsv', `${lines.join('\n')}\n`)
for (const [how, n] of counts) process.stderr.write(`${how === '' ? 'not available' : how}: ${n}\n`)
