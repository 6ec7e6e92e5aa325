import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readAllTranscripts } from '../src/genome/annotation-files/index.ts'
import { consequenceAnnotator } from '../src/genome/consequence/index.ts'
import { fileSource, nodeInflate } from '../src/genome/node/index.ts'
import { memoryReference } from '../src/genome/reference/index.ts'
import type { Variant } from '../src/genome/variant.ts'
import { transcriptIndex } from '../src/genome/transcripts/index.ts'
import type { BenchResult, BenchRow } from './bench.ts'

const genomeSize = 60e6
const geneCount = 400
const transcriptsPerGene = 5
const variantCount = 300_000

/** Numerical Recipes' linear congruential generator: the same genome each time. */
const generator = (): (() => number) => {
  let state = 12345
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

type Place = { readonly low: number; readonly high: number }

/** A chromosome of random bases, genes of random exons with open reading frames by length only, and the places of their exons. */
const writeModels = (
  dir: string,
  random: () => number,
): { readonly bases: Uint8Array; readonly exons: readonly Place[] } => {
  const bases = new Uint8Array(genomeSize)
  for (let i = 0; i < genomeSize; i++) bases[i] = 'ACGT'.charCodeAt(Math.floor(random() * 4))
  const rows: string[] = ['##gff-version 3']
  const exons: Place[] = []
  const spacing = genomeSize / geneCount
  for (let gene = 0; gene < geneCount; gene++) {
    const strand = random() < 0.5 ? '+' : '-'
    let at = Math.floor(gene * spacing + 2000 + random() * 5000)
    const places: Place[] = []
    const count = 4 + Math.floor(random() * 14)
    for (let exon = 0; exon < count && at < (gene + 1) * spacing - 8000; exon++) {
      const size = 60 + Math.floor(random() * 240)
      places.push({ low: at, high: at + size })
      at += size + 300 + Math.floor(random() * 9000)
    }
    exons.push(...places)
    const [first, last] = [places[0] as Place, places.at(-1) as Place]
    const row = (type: string, from: number, to: number, phase: string, attributes: string): void => {
      rows.push(['1', 'synthetic', type, from + 1, to, '.', strand, phase, attributes].join('\t'))
    }
    row('gene', first.low, last.high, '.', `ID=gene:G${gene};Name=G${gene};biotype=protein_coding;gene_id=G${gene}`)
    for (let t = 0; t < transcriptsPerGene; t++) {
      const id = `T${gene}.${t}`
      const own = t === 0 ? places : places.filter((_, i) => i === 0 || i === places.length - 1 || random() < 0.8)
      row(
        'mRNA',
        first.low,
        last.high,
        '.',
        `ID=transcript:${id};Parent=gene:G${gene};biotype=protein_coding;transcript_id=${id}`,
      )
      const ordered = strand === '+' ? own : own.toReversed()
      let coding = 0
      const whole = own.reduce((n, p) => n + p.high - p.low, 0) - 60
      const length = whole - (whole % 3)
      let skipped = 0
      for (const p of ordered) {
        row('exon', p.low, p.high, '.', `Parent=transcript:${id}`)
        const size = p.high - p.low
        const skip = Math.min(30 - skipped, size)
        skipped += skip
        const take = Math.min(size - skip, length - coding)
        if (take <= 0) continue
        const low = strand === '+' ? p.low + skip : p.high - skip - take
        row(
          'CDS',
          low,
          low + take,
          String((3 - (coding % 3)) % 3),
          `ID=CDS:P${id};Parent=transcript:${id};protein_id=P${id}`,
        )
        coding += take
      }
    }
  }
  writeFileSync(join(dir, 'models.gff3'), `${rows.join('\n')}\n`)
  const text = Buffer.from(bases).toString('latin1')
  const lines: string[] = ['>1']
  for (let i = 0; i < text.length; i += 60) lines.push(text.slice(i, i + 60))
  writeFileSync(join(dir, 'genome.fa'), `${lines.join('\n')}\n`)
  return { bases, exons }
}

/** One person's variants: 62 % heterozygous, 12 % insertions and deletions; anywhere, or in and beside exons only. */
const writeVariants = (
  path: string,
  bases: Uint8Array,
  random: () => number,
  exons: readonly Place[] | undefined,
): void => {
  const places = new Set<number>()
  while (places.size < variantCount) {
    const exon = exons?.[Math.floor(random() * exons.length)]
    places.add(
      exon === undefined
        ? 1000 + Math.floor(random() * (genomeSize - 2000))
        : exon.low + Math.floor(random() * (exon.high - exon.low)),
    )
    if (exons !== undefined && places.size >= variantCount / 3) break
  }
  const rows = [
    '##fileformat=VCFv4.2',
    `##contig=<ID=1,length=${genomeSize}>`,
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1',
  ]
  for (const at of [...places].sort((a, b) => a - b)) {
    const letter = (i: number): string => String.fromCharCode(bases[i] as number)
    const size = 1 + Math.floor(random() * 6)
    const kind = random()
    let ref = letter(at)
    let alt = 'ACGT'.replace(ref, '').charAt(Math.floor(random() * 3))
    if (kind < 0.06) {
      ref = Buffer.from(bases.subarray(at, at + 1 + size)).toString('latin1')
      alt = letter(at)
    } else if (kind < 0.12) {
      alt = ref
      for (let i = 0; i < size; i++) alt += 'ACGT'.charAt(Math.floor(random() * 4))
    }
    rows.push(`1\t${at + 1}\t.\t${ref}\t${alt}\t50\tPASS\t.\tGT\t${random() < 0.62 ? '0/1' : '1/1'}`)
  }
  writeFileSync(path, `${rows.join('\n')}\n`)
}

/** Annotates a VCF: figures of the annotation alone and of the whole way from file to file, as JSON. */
const annotate = async (dir: string, vcf: string): Promise<void> => {
  const text = readFileSync(join(dir, 'genome.fa'), 'latin1')
  const reference = memoryReference({ '1': text.slice(text.indexOf('\n') + 1).replaceAll('\n', '') })
  const { models } = await readAllTranscripts(fileSource(join(dir, 'models.gff3')), { inflate: nodeInflate })
  const index = transcriptIndex(models)
  const eachVariant = (use: (variant: Variant) => void): void => {
    const lines = readFileSync(join(dir, vcf), 'latin1')
    for (let at = lines.indexOf('\n1\t') + 1; at > 0 && at < lines.length; at = lines.indexOf('\n', at) + 1) {
      const pos = lines.indexOf('\t', at) + 1
      const id = lines.indexOf('\t', pos) + 1
      const ref = lines.indexOf('\t', id) + 1
      const alt = lines.indexOf('\t', ref) + 1
      const refText = lines.slice(ref, alt - 1)
      use({
        chrom: 'chr1',
        pos: Number(lines.slice(pos, id - 1)),
        ref: refText,
        alt: lines.slice(alt, lines.indexOf('\t', alt)),
      })
    }
  }
  const variants: Variant[] = []
  eachVariant((variant) => variants.push(variant))
  const alone: number[] = []
  let told = 0
  for (let i = 0; i < 5; i++) {
    const annotator = consequenceAnnotator(index, reference)
    told = 0
    const from = performance.now()
    for (const variant of variants) told += annotator.of(variant).length
    alone.push((performance.now() - from) / 1000)
  }
  const whole: number[] = []
  for (let i = 0; i < 3; i++) {
    const from = performance.now()
    const annotator = consequenceAnnotator(index, reference)
    const names = new Map<readonly string[], string>()
    const lines: string[] = []
    eachVariant((v) => {
      let line = `1\t${v.pos}\t${v.ref}\t${v.alt}\t`
      for (const c of annotator.of(v)) {
        let name = names.get(c.terms)
        if (name === undefined) names.set(c.terms, (name = c.terms.join('&')))
        line += `${name}|${c.transcript.gene}|${c.transcript.id}`
        if (c.aminoAcids !== undefined) line += `|${c.aminoAcids[0]}>${c.aminoAcids[1]}`
        line += ','
      }
      lines.push(line)
    })
    writeFileSync(join(dir, 'ours.txt'), lines.join('\n'))
    whole.push((performance.now() - from) / 1000)
  }
  const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] as number
  process.stdout.write(JSON.stringify({ variants: variants.length, told, alone: median(alone), whole: median(whole) }))
}

const here = import.meta.filename
const hasTaskset = spawnSync('taskset', ['-V'], { stdio: 'ignore' }).status === 0
const pinned = (program: string, args: readonly string[]): string =>
  hasTaskset
    ? execFileSync('taskset', ['-c', '0', program, ...args], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    : execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] })

/** Consequences on a gene-dense synthetic genome, on one core; against `bcftools csq` in the same run when it is on the path. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'attune-bench-'))
  try {
    const random = generator()
    const { bases, exons } = writeModels(dir, random)
    writeVariants(join(dir, 'wide.vcf'), bases, random, undefined)
    writeVariants(join(dir, 'exonic.vcf'), bases, random, exons)
    const rows: BenchRow[] = []
    const peer = spawnSync('bcftools', ['--version'], { stdio: 'ignore' }).status === 0
    for (const [vcf, what] of [
      ['wide.vcf', 'as in a whole genome'],
      ['exonic.vcf', 'in exons only'],
    ] as const) {
      const found = JSON.parse(pinned(process.execPath, [here, dir, vcf])) as {
        variants: number
        told: number
        alone: number
        whole: number
      }
      rows.push({
        what: `variants annotated, ${what}`,
        value: found.variants / found.alone,
        unit: 'variants/s',
        ...(vcf === 'wide.vcf' ? { limit: 200_000, atLeast: true as const } : {}),
      })
      rows.push({ what: `transcripts told of, ${what}`, value: found.told / found.variants, unit: 'per variant' })
      if (!peer) {
        rows.push({ what: `VCF to annotated text, ${what}`, value: found.whole, unit: 's' })
        continue
      }
      const times: number[] = []
      for (let i = 0; i < 3; i++) {
        const from = performance.now()
        pinned('bcftools', [
          'csq',
          '-p',
          'a',
          '-f',
          join(dir, 'genome.fa'),
          '-g',
          join(dir, 'models.gff3'),
          '-o',
          join(dir, 'peer.vcf'),
          join(dir, vcf),
        ])
        times.push((performance.now() - from) / 1000)
      }
      const theirs = times.toSorted((a, b) => a - b)[1] as number
      rows.push({
        what: `VCF to annotated text, ${what}`,
        value: found.whole,
        unit: 's',
        peer: `bcftools csq (${theirs.toFixed(2)} s, reading its models too)`,
        ratio: theirs / found.whole,
      })
    }
    return { name: 'Consequences of variants', rows }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await annotate(process.argv[2] as string, process.argv[3] as string)
