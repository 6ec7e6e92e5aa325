import type { Observation } from '@medplum/fhirtypes'
import { atHand, type GenomeTest, type HeldSubject, type RecordedResult, type Span } from '../../../src/deliver/genomics-operations/index.ts'
import { type Archive, openArchive, packArchive, portableDeflate, readCallableBed } from '../../../src/genome/archive/index.ts'
import { type Build, canonicalContig, memorySource, portableInflate } from '../../../src/genome/index.ts'
import { buildOfAccession } from '../../../src/genome/identity/index.ts'
import { memorySyncAccess } from '../../../src/genome/reference/index.ts'
import { type Facts, observationOf } from './genomics-operations-facts.ts'

export type Vector = {
  readonly id: string
  readonly operation: string
  readonly query: string
  readonly expectStatus: number
  readonly expect?: unknown
}

/** Its answer is a cut of what another vector about the same person lists whole, and so is not loaded. */
const viewOfAnother = 'test_find_subject_tx_implications_3'

/** How many people the reference implementation's demonstration data hold. */
const cohort = 1116

type Row = { readonly build: Build; readonly chrom: string; readonly pos: number; readonly ref: string; readonly alt: string; readonly gt: string; readonly depths: string }

type Person = {
  readonly id: string
  readonly rows: Row[]
  /** Variant facts by their text with the ids they were given, so that the same fact in two vectors is one resource. */
  readonly variants: Map<string, string>
  readonly results: Observation[]
  /** Texts of implications and genotypes with how many of each are loaded. */
  readonly counts: Map<string, number>
}

const builds: readonly Build[] = ['GRCh37', 'GRCh38']
const chroms = [...Array.from({ length: 22 }, (_, i) => `chr${i + 1}`), 'chrX']

const packedOf = async (build: Build, rows: readonly Row[]): Promise<Archive> => {
  const bed = await readCallableBed(memorySource('everything.bed', chroms.map((c) => `${c}\t0\t250000000`).join('\n')), portableInflate)
  if (!bed.ok) throw new Error('the regions were not read')
  const order = (r: Row): number => chroms.indexOf(r.chrom) * 1e9 + r.pos
  const body = rows
    .toSorted((a, b) => order(a) - order(b))
    .map((r) => `${r.chrom}\t${r.pos}\t.\t${r.ref}\t${r.alt}\t50\tPASS\t.\tGT:AD\t${r.gt}:${r.depths}`)
  const vcf = ['##fileformat=VCFv4.3', `##reference=${build}`, '##FORMAT=<ID=GT,Number=1,Type=String,Description="g">', '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="d">', '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS', ...body, ''].join('\n')
  const parts: Uint8Array[] = []
  const packed = await packArchive(
    memorySource('replay.vcf', vcf),
    { inflate: portableInflate, deflate: portableDeflate, exact: true, build, callable: bed.value },
    (bytes) => void parts.push(bytes.slice()),
  )
  if (!packed.ok) throw new Error(packed.problems.map((p) => p.message).join(' '))
  const opened = openArchive(memorySyncAccess(new Uint8Array(Buffer.concat(parts))), { name: 'replay', inflate: portableInflate })
  if (!opened.ok) throw new Error('the archive does not open')
  return opened.value
}

const text = (facts: Facts): string => JSON.stringify(facts)

/** A germline single-base substitution of which nothing is told but what a VCF row tells comes back from the person's own genome; everything else stands in the record. */
const rowOf = (facts: Facts): Row | undefined => {
  const of = facts.components ?? {}
  const [sequence, ref, alt, state, source] = ['48013-7', '69547-8', '69551-0', '53034-5', '48002-0'].map((k) => (typeof of[k] === 'string' ? of[k] : ''))
  const accession = (sequence ?? '').split('|')[1] ?? ''
  const [build, chrom] = [buildOfAccession(accession), canonicalContig(accession)]
  const fraction = (of['81258-6'] as { readonly value?: number } | undefined)?.value
  const low = (of['81254-5'] as { readonly low?: { readonly value: number } } | undefined)?.low?.value
  if ('92821-8' in of || (fraction !== 0.5 && fraction !== 1) || source !== 'loinc.org|LA6683-2') return undefined
  if (ref?.length !== 1 || alt?.length !== 1 || build === undefined || chrom === undefined || low === undefined) return undefined
  const hom = state === 'loinc.org|LA6705-3'
  return { build, chrom, pos: low + 1, ref, alt, gt: hom ? '1/1' : '0/1', depths: fraction === 1 ? '0,20' : '10,10' }
}

const addVariant = (person: Person, facts: Facts): string => {
  const key = text(facts)
  const held = person.variants.get(key)
  if (held !== undefined) return held
  const id = `${person.id}-v${person.variants.size}`
  person.variants.set(key, id)
  const row = rowOf(facts)
  if (row === undefined) person.results.push(observationOf(facts, id))
  else person.rows.push(row)
  return id
}

/** As many resources of one fact as the vector with the most of them has. */
const addMany = (person: Person, list: readonly Facts[], make: (facts: Facts, id: string, nth: number) => Observation): readonly string[] => {
  const seen = new Map<string, number>()
  return list.map((facts, nth) => {
    const key = text(facts)
    const n = (seen.get(key) ?? 0) + 1
    seen.set(key, n)
    const id = `${person.id}-${key.split('').reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) >>> 0, 7).toString(36)}-${n}`
    if (n > (person.counts.get(key) ?? 0)) {
      person.counts.set(key, n)
      person.results.push(make(facts, id, nth))
    }
    return id
  })
}

/** Each fact once, however often a vector repeats it. */
const addOnce = (person: Person, list: readonly Facts[]): readonly string[] => addMany(person, [...new Map(list.map((f) => [text(f), f])).values()], (f, id) => observationOf(f, id))

type Expected = Readonly<Record<string, readonly Facts[] | undefined>>

const genotype = (name: string): Facts => ({ resourceType: 'Observation', code: '84413-4', value: [`www.pharmvar.org|${name}`] })

const implication = (code: string, components: Readonly<Record<string, unknown>>): Facts => ({ resourceType: 'Observation', code, components })

const listOf = (query: string, name: string): readonly (readonly string[])[] =>
  query
    .split('&')
    .filter((p) => p.startsWith(`${name}=`))
    .map((p) => p.slice(name.length + 1).split(','))

/** Results that a vector expects of one person, put where they come from: variants in the genome or the record, implications on the variants or genotypes that the vector lists with them. */
const addSubject = (person: Person, expect: Readonly<Record<string, unknown>>): void => {
  const groups = [expect, ...((expect['variants'] ?? expect['haplotypes'] ?? []) as readonly Expected[])] as readonly Expected[]
  for (const group of groups) {
    const variants = (group['variant'] ?? []).map((f) => addVariant(person, f))
    const phases = group['sequencePhaseRelationship'] ?? []
    addMany(person, phases, (f, id) => observationOf(f, id, variants))
    const genotypes = addOnce(person, [...(group['genotype'] ?? []), ...(group['haplotype'] ?? [])])
    const results = [...(group['implication'] ?? []), ...(group['consequence'] ?? [])]
    const from = (nth: number): readonly string[] => {
      const sources = genotypes.length > 0 ? genotypes : variants
      return sources.length === 0 ? [] : [sources[nth % sources.length] as string]
    }
    // What is derived from a variant stands in the record with it, whatever the genome holds.
    for (const f of group['variant'] ?? []) if (results.length > 0) recordVariant(person, f)
    addMany(person, results, (f, id, nth) => observationOf(f, id, from(nth)))
  }
}

const recordVariant = (person: Person, facts: Facts): void => {
  const id = person.variants.get(text(facts)) ?? ''
  const row = rowOf(facts)
  if (person.results.some((o) => o.id === id)) return
  person.results.push(observationOf(facts, id))
  const at = person.rows.findIndex((r) => row !== undefined && r.pos === row.pos && r.chrom === row.chrom && r.build === row.build)
  if (at >= 0) person.rows.splice(at, 1)
}

/** What a vector over a population expects of those it names. */
const addListed = (person: Person, v: Vector, item: string | undefined): void => {
  const items = item?.split(' AND ') ?? []
  if (v.operation.endsWith('specific-variants'))
    for (const spdi of items) {
      const [accession = '', at = '0', ref = '', alt = ''] = spdi.split(':')
      person.rows.push({ build: buildOfAccession(accession) ?? 'GRCh38', chrom: canonicalContig(accession) ?? '', pos: Number(at) + 1, ref, alt, gt: '0/1', depths: '10,10' })
    }
  else if (v.operation.endsWith('specific-haplotypes')) {
    const names = items.map((i) => (i.startsWith('HLA-') && !i.includes(':') ? `${i}:01` : i))
    const has = (name: string): boolean => person.results.some((o) => JSON.stringify(o.valueCodeableConcept ?? '').includes(name.replace(/:01$/, '')))
    addOnce(person, names.filter((n) => !has(n)).map(genotype))
  } else if (v.operation.includes('structural')) {
    const [, accession = '', from = '0', to = '0'] = /^([^:]+):(\d+)-(\d+)$/.exec(item ?? '') ?? []
    if (person.results.some((o) => o.component?.some((c) => c.code.coding?.[0]?.code === '48019-4') && JSON.stringify(o).includes(accession))) return
    const inner = { low: { value: Number(from) + 100 }, high: { value: Number(to) - 100 } }
    const facts = implication('69548-6', { '48013-7': `nuccore|${accession}`, '48019-4': 'sequenceontology.org|SO:0000159', '81302-2': inner, '92822-6': 'loinc.org|LA30100-4' })
    addMany(person, [{ ...facts, value: ['loinc.org|LA9633-4'] }], (f, id) => observationOf(f, id))
  } else if (v.operation.endsWith('dx-implications')) {
    const asked = listOf(v.query, 'conditions').flat()
    const shorts = asked.map((c) => `medgen|${c.split('|')[1]}`)
    const has = person.results.some((o) => o.component?.some((c) => shorts.some((s) => s.endsWith(`|${c.valueCodeableConcept?.coding?.[0]?.code}`))))
    if (!has) addMany(person, [implication('diagnostic-implication', { '53037-8': 'loinc.org|LA26333-7', '81259-4': shorts[0] })], (f, id) => observationOf(f, id))
  } else if (v.operation.endsWith('tx-implications')) {
    const [name] = listOf(v.query, 'haplotypes').flat()
    if (name === undefined || person.results.length > 0) return
    const [id] = addMany(person, [genotype(name)], (f, own) => observationOf(f, own))
    addMany(person, [implication('therapeutic-implication', { '51963-7': 'rxnorm|2556' })], (f, own) => observationOf(f, own, [id ?? '']))
  }
}

const geneOf = (name: string): string => name.split(/[* ]/)[0] ?? ''

/** Everybody is typed at the genes that are asked for, differently from what is asked, as the reference implementation counts everybody as known. */
const decoyGenotypes = ['CYP2C9 *1/*1', 'CYP2C19 *2/*2', 'HLA-A*24:02/HLA-A*33:03', 'HLA-B*07:02/HLA-B*15:01', 'HLA-DRB1*15:01/HLA-DRB1*11:01']

/** Rows that must not come back: beside the ends of the ranges, another allele of an asked-for place, a filtered row (there is none here), a reference call. */
const decoyRows: readonly Row[] = [
  { build: 'GRCh37', chrom: 'chr19', pos: 11_200_000, ref: 'A', alt: 'G', gt: '0/1', depths: '10,10' },
  { build: 'GRCh37', chrom: 'chr19', pos: 11_244_600, ref: 'C', alt: 'T', gt: '1/1', depths: '0,20' },
  { build: 'GRCh37', chrom: 'chr19', pos: 11_230_001, ref: 'G', alt: 'C', gt: '0/0', depths: '20,0' },
  { build: 'GRCh37', chrom: 'chr5', pos: 112_157_613, ref: 'C', alt: 'G', gt: '0/1', depths: '10,10' },
  { build: 'GRCh37', chrom: 'chr1', pos: 144_931_727, ref: 'G', alt: 'C', gt: '0/1', depths: '10,10' },
  { build: 'GRCh38', chrom: 'chr1', pos: 2_629_432, ref: 'C', alt: 'T', gt: '0/1', depths: '10,10' },
  { build: 'GRCh38', chrom: 'chr11', pos: 8_263_343, ref: 'T', alt: 'G', gt: '0/1', depths: '10,10' },
]

const structural = [{ system: 'http://sequenceontology.org', code: 'SO:0001019' }]

const everywhere = (build: Build): readonly Span[] => chroms.map((chrom) => ({ build, chrom, start: 0, end: 250_000_000 }))

/** The two tests of the one person whose studies the vectors describe. */
const studiesOfHcc1143 = (types: (id: string) => readonly string[]): readonly GenomeTest[] => {
  const coded = (id: string) => types(id).map((t) => ({ system: 'http://sequenceontology.org', code: t.split('|')[1] ?? '' }))
  const both = { specimen: 'HCC1143-Sp1' } as const
  const open: Span = { build: 'GRCh37', chrom: 'chr7', start: 55_174_000, end: 55_175_000 }
  return [
    { ...both, id: 'HCC1143-T2', date: '2020-02-17', build: 'GRCh37', studied: everywhere('GRCh37'), uncallable: [open], changeTypes: coded('HCC1143-T2') },
    { ...both, id: 'HCC1143-T1', date: '2020-02-03', build: 'GRCh38', studied: everywhere('GRCh38'), changeTypes: coded('HCC1143-T1') },
  ]
}

/**
 * The people of the vectors, loaded at once: all that any vector expects of a person, and decoys. A person whom no vector names has an empty genome that was read everywhere, as the
 * reference implementation takes everybody for.
 */
export const replayedPeople = async (vectors: readonly Vector[]): Promise<ReadonlyMap<string, HeldSubject>> => {
  const people = new Map<string, Person>()
  const of = (id: string): Person => {
    const held = people.get(id) ?? { id, rows: [], variants: new Map(), results: [], counts: new Map() }
    people.set(id, held)
    return held
  }
  const types = new Map<string, readonly string[]>()
  const answered = vectors.filter((v) => v.expectStatus === 200 && v.operation.startsWith('$find-') && v.operation !== '$find-the-gene')
  for (const v of answered) {
    const expect = v.expect as Readonly<Record<string, unknown>>
    const subject = /(?:^|&)subject=([^&]+)/.exec(v.query)?.[1]
    if (v.operation.startsWith('$find-subject') && subject !== undefined && v.id !== viewOfAnother) addSubject(of(subject), expect)
    for (const t of (expect['tests'] ?? []) as readonly { readonly testID: readonly string[]; readonly dnaChangeType: readonly (readonly string[])[] }[]) types.set(t.testID[0] ?? '', t.dnaChangeType[0] ?? [])
  }
  for (const v of answered.filter((a) => a.operation.startsWith('$find-population')))
    for (const group of Object.values(v.expect as Readonly<Record<string, readonly Readonly<Record<string, readonly unknown[]>>[]>>).flat()) {
      const item = (group['variantItem'] ?? group['haplotypeItem'] ?? group['rangeItem'])?.[0] as string | undefined
      const named = (group['subject'] ?? []) as readonly string[]
      for (const id of named) addListed(of(id), v, item)
      const [numerator] = (group['numerator'] ?? []) as readonly { readonly value: number }[]
      const count = numerator?.value ?? 0
      if (named.length === 0 && v.operation.endsWith('dx-implications')) {
        const has = [...people.values()].filter((p) => p.results.some((o) => o.component?.some((c) => v.query.endsWith(`|${c.valueCodeableConcept?.coding?.[0]?.code}`)))).length
        for (let i = has; i < count; i++) addListed(of(`listed-${i}`), v, item)
      }
    }
  for (let i = 0; people.size < cohort; i++) of(`other-${i}`)
  const empty = new Map<Build, Archive>()
  for (const build of builds) empty.set(build, await packedOf(build, decoyRows.filter((r) => r.build === build)))
  const out = new Map<string, HeldSubject>()
  for (const person of people.values()) {
    const typed = new Set(person.results.flatMap((o) => (o.valueCodeableConcept?.coding ?? []).map((c) => geneOf((c.code ?? '').replace(/^hla#[^#]*#/, '')))))
    addOnce(person, decoyGenotypes.filter((d) => !typed.has(geneOf(d))).map(genotype))
    const tests: GenomeTest[] = []
    for (const build of builds) {
      const rows = person.rows.filter((r) => r.build === build)
      const decoys = decoyRows.filter((d) => d.build === build && !rows.some((r) => r.chrom === d.chrom && r.pos === d.pos))
      const archive = rows.length === 0 ? empty.get(build) : await packedOf(build, [...rows, ...decoys])
      if (archive !== undefined) tests.push({ id: `${person.id}-${build}`, date: '2021-01-01', sourceClass: 'germline', build, archive, changeTypes: structural })
    }
    const results = person.results.map((observation): RecordedResult => ({ observation, tests: person.id === 'HCC1143' ? ['HCC1143-T1', 'HCC1143-T2'] : [] }))
    const atSpecimen = results.map((r): RecordedResult => ({ ...r, observation: { ...r.observation, specimen: { reference: 'Specimen/HCC1143-Sp1' } } }))
    out.set(
      person.id,
      atHand(
        person.id === 'HCC1143'
          ? { id: person.id, tests: studiesOfHcc1143((id) => types.get(id) ?? []), results: atSpecimen }
          : { id: person.id, tests, results },
      ),
    )
  }
  return out
}
