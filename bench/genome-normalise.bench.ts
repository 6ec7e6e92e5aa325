import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchResult, BenchRow } from './bench.ts'
import { bgzfBlock, generator } from './synthetic-genome.ts'

const contigs = 5
const contigLength = 50_000_000
const lineBases = 60
const rowsWanted = 1_000_000

const letters = Uint8Array.from([65, 67, 71, 84])

/** Random bases, with short tandem repeats every few dozen, as real genomes have them. */
const sequence = (random: () => number, length: number): Uint8Array => {
  const out = new Uint8Array(length)
  const base = (): number => letters[(random() * 4) | 0] as number
  for (let at = 0; at < length; ) {
    const plain = 30 + ((random() * 60) | 0)
    for (const end = Math.min(length, at + plain); at < end; at++) out[at] = base()
    const unit = 1 + ((random() * 4) | 0)
    for (const end = Math.min(length, at + unit); at < end; at++) out[at] = base()
    const copies = 2 + ((random() * 8) | 0)
    for (const end = Math.min(length, at + unit * copies); at < end; at++) out[at] = out[at - unit] as number
  }
  return out
}

const latin = new TextDecoder('latin1')
const textOf = (bases: Uint8Array, from: number, to: number): string => latin.decode(bases.subarray(from, to))

/** A row as a caller might write it: SNVs, and insertions and deletions half of which stand at the right end of their repeat. */
const alleles = (random: () => number, bases: Uint8Array, at: number): readonly [number, string, string] => {
  const other = (not: number): number => {
    let code = not
    while (code === not) code = letters[(random() * 4) | 0] as number
    return code
  }
  const kind = random()
  const here = bases[at] as number
  if (kind >= 0.13) return [at, String.fromCharCode(here), String.fromCharCode(other(here))]
  if (kind >= 0.12)
    return [
      at,
      String.fromCharCode(here),
      `${String.fromCharCode(other(here))},${String.fromCharCode(letters.find((c) => c !== here) as number)}T`,
    ]
  const size = 1 + ((random() * 4) | 0)
  let start = at + 1
  if (random() < 0.5) while (start + size < bases.length && bases[start] === bases[start + size]) start++
  const anchor = textOf(bases, start - 1, start)
  const unit = textOf(bases, start, start + size)
  return kind < 0.06 ? [start - 1, anchor + unit, anchor] : [start - 1, anchor, anchor + unit]
}

const header = [
  '##fileformat=VCFv4.2',
  '##FILTER=<ID=PASS,Description="All filters passed">',
  ...Array.from({ length: contigs }, (_, i) => `##contig=<ID=c${i + 1},length=${contigLength}>`),
  ...['AC', 'AF', 'MLEAC', 'MLEAF'].map(
    (id) => `##INFO=<ID=${id},Number=A,Type=${id.endsWith('AC') ? 'Integer' : 'Float'},Description="${id}">`,
  ),
  ...['AN', 'DP'].map((id) => `##INFO=<ID=${id},Number=1,Type=Integer,Description="${id}">`),
  ...['BaseQRankSum', 'ExcessHet', 'FS', 'MQ', 'MQRankSum', 'QD', 'ReadPosRankSum', 'SOR'].map(
    (id) => `##INFO=<ID=${id},Number=1,Type=Float,Description="${id}">`,
  ),
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="GT">',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="AD">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="DP">',
  '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="GQ">',
  '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="PL">',
  '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1',
  '',
].join('\n')

const rowText = (random: () => number, name: string, [at, ref, alt]: readonly [number, string, string]): string => {
  const depth = 20 + ((random() * 30) | 0)
  const het = random() < 0.62
  const two = alt.includes(',')
  const decimals = (most: number): string => String(Number((random() * most).toFixed(3)))
  const sample = two
    ? `1/2:1,${depth >> 1},${depth - (depth >> 1) - 1}:${depth}:99:900,400,380,410,0,370`
    : `${het ? '0/1' : '1/1'}:${het ? depth >> 1 : 0},${het ? depth - (depth >> 1) : depth}:${depth}:99:${het ? '452,0,409' : '1200,90,0'}`
  const [count, share] = two ? ['1,1', '0.5,0.5'] : het ? ['1', '0.5'] : ['2', '1']
  const info = `AC=${count};AF=${share};AN=2;BaseQRankSum=${decimals(2)};DP=${depth};ExcessHet=3.0103;FS=${decimals(5)};MLEAC=${count};MLEAF=${share};MQ=60;MQRankSum=0;QD=${decimals(30)};ReadPosRankSum=${decimals(2)};SOR=0.693`
  return `${name}\t${at + 1}\t.\t${ref}\t${alt}\t${decimals(1000)}\tPASS\t${info}\tGT:AD:DP:GQ:PL\t${sample}\n`
}

/** Writes the reference with its index, and a BGZF VCF of one person over it. */
const writeFiles = (fasta: string, vcf: string): void => {
  const random = generator()
  const [reference, index, out] = [openSync(fasta, 'w'), openSync(`${fasta}.fai`, 'w'), openSync(vcf, 'w')]
  let offset = 0
  let held = header
  const flush = (all: boolean): void => {
    const bytes = Buffer.from(held, 'latin1')
    const upTo = all ? bytes.length : bytes.length - (bytes.length % 65280)
    for (let at = 0; at < upTo; at += 65280) writeSync(out, bgzfBlock(bytes.subarray(at, Math.min(upTo, at + 65280))))
    held = bytes.subarray(upTo).toString('latin1')
  }
  for (let c = 1; c <= contigs; c++) {
    const bases = sequence(random, contigLength)
    const name = `>c${c}\n`
    const lines = Math.ceil(contigLength / lineBases)
    const text = Buffer.alloc(name.length + contigLength + lines)
    text.write(name, 'latin1')
    for (let i = 0, to = name.length; i < contigLength; i += lineBases) {
      const line = bases.subarray(i, i + lineBases)
      text.set(line, to)
      to += line.length
      text[to++] = 10
    }
    writeSync(reference, text)
    writeSync(index, `c${c}\t${contigLength}\t${offset + name.length}\t${lineBases}\t${lineBases + 1}\n`)
    offset += text.length
    const step = contigLength / (rowsWanted / contigs)
    let last = 0
    for (let place = 1000; place < contigLength - 1000; place += 1 + random() * 2 * (step - 1)) {
      const row = alleles(random, bases, Math.max(last + 1, Math.floor(place)))
      if (row[0] <= last) continue
      last = row[0]
      held += rowText(random, `c${c}`, row)
      if (held.length > 4e6) flush(false)
    }
  }
  flush(true)
  writeSync(out, Buffer.from('1f8b08040000000000ff0600424302001b0003000000000000000000', 'hex'))
  for (const f of [reference, index, out]) closeSync(f)
}

type Timed = { readonly wall: number; readonly cpu: number; readonly said: string }

/** Wall and processor seconds (user and system) of a command pinned to the first core. */
const timed = (command: readonly string[]): Timed => {
  const quoted = command.map((c) => `'${c}'`).join(' ')
  const done = spawnSync('bash', ['-c', `TIMEFORMAT='%R %U %S'; time taskset -c 0 ${quoted} 2>/dev/null`], {
    encoding: 'utf8',
  })
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] =
    done.stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? []
  if (done.status !== 0 || Number.isNaN(wall)) throw new Error(`${command[0]} failed: ${done.stderr}`)
  return { wall, cpu: user + system, said: done.stdout }
}

const median = (runs: readonly Timed[], of: 'wall' | 'cpu'): number =>
  runs.map((r) => r[of]).toSorted((a, b) => a - b)[runs.length >> 1] as number

const body = (file: string): Buffer => {
  const bytes = readFileSync(file)
  const columns = bytes.indexOf('\n#CHROM')
  return bytes.subarray(bytes.indexOf('\n', columns + 1) + 1)
}

const onPath = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0

/** Left-aligning and splitting a million rows against a reference of 250 million bases, on one core; the rows that come out must be those of bcftools norm, byte for byte. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'genome-normalise-'))
  try {
    const [fasta, vcf, ours, theirs] = ['ref.fa', 'in.vcf.gz', 'ours.vcf', 'theirs.vcf'].map((f) => join(dir, f)) as [
      string,
      string,
      string,
      string,
    ]
    writeFiles(fasta, vcf)
    const own = [process.execPath, fileURLToPath(new URL('./normalise-once.ts', import.meta.url)), fasta, vcf, ours]
    const peer = ['bcftools', 'norm', '-m', '-any', '-f', fasta, '-o', theirs, vcf]
    const withPeer = onPath('bcftools')
    const [a, b]: [Timed[], Timed[]] = [[], []]
    for (let i = 0; i < 5; i++) {
      if (withPeer) b.push(timed(peer))
      a.push(timed(own))
    }
    const said = JSON.parse(a[0]?.said ?? '{}') as {
      readonly rows: number
      readonly moved: number
      readonly memory: number
    }
    const [wall, cpu] = [median(a, 'wall'), median(a, 'cpu')]
    const rows: BenchRow[] = [
      { what: `left-align and split ${said.rows} rows (${said.moved} moved), wall`, value: wall, unit: 's' },
      { what: 'the same, processor time', value: cpu, unit: 's' },
      { what: 'rows a second', value: said.rows / wall, unit: '/s' },
      { what: 'memory at most', value: said.memory / 1e6, unit: 'MB', limit: 250 },
    ]
    if (withPeer) {
      if (!body(ours).equals(body(theirs))) throw new Error('the rows differ from those of bcftools norm')
      const name = 'bcftools norm -m -any -f'
      rows[0] = { ...(rows[0] as BenchRow), peer: name, ratio: median(b, 'wall') / wall, limit: median(b, 'wall') }
      rows[1] = { ...(rows[1] as BenchRow), peer: name, ratio: median(b, 'cpu') / cpu, limit: median(b, 'cpu') }
    }
    return { name: 'Normalising variants', rows }
  } finally {
    rmSync(dir, { recursive: true })
  }
}
