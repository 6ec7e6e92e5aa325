import type { Call } from '../calls/index.ts'
import { writeGenotype } from '../vcf/genotype-text.ts'

const number = (n: number | null | undefined): string => (n === undefined || n === null ? '.' : String(n))

/** INFO as far as it is held: all of it for symbolic rows, END for blocks and other rows that reach beyond their REF. */
const infoOf = (call: Call): string => {
  if (call.info !== undefined) return call.info
  const beyond = call.kind === 'referenceBlock' || call.end > call.pos + call.ref.length - 1
  return beyond ? `END=${call.end}` : '.'
}

/**
 * A call as one row of a VCF with the given contig name: the nine fixed columns and the sample's. Written anew from what is held, so INFO has nothing but END (all of it for symbolic
 * rows), FILTER is the sample's own where it had one, and FORMAT has only what the call has. For instance `chr1\t100\t.\tA\tG\t50\tPASS\t.\tGT:DP\t0/1:35`.
 */
export const callText = (call: Call, contig: string): string => {
  const fields: (readonly [string, string])[] = [['GT', writeGenotype(call)]]
  if (call.depths !== undefined) fields.push(['AD', call.depths.map(number).join(',')])
  if (call.depth !== undefined) fields.push(['DP', String(call.depth)])
  if (call.quality !== undefined) fields.push(['GQ', String(call.quality)])
  if (call.minDepth !== undefined) fields.push(['MIN_DP', String(call.minDepth)])
  if (call.copyNumber !== undefined) fields.push(['CN', String(call.copyNumber)])
  if (call.fractions !== undefined) fields.push(['AF', call.fractions.join(',')])
  if (call.phaseSet !== undefined) fields.push(['PS', call.phaseSet])
  const alts = call.alts.length === 0 ? '.' : call.alts.join(',')
  const fixed = `${contig}\t${call.pos}\t${call.id}\t${call.ref}\t${alts}\t${number(call.qual)}\t${call.filter}\t${infoOf(call)}`
  return `${fixed}\t${fields.map(([key]) => key).join(':')}\t${fields.map(([, value]) => value).join(':')}`
}

const formats: readonly string[] = [
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads by allele">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">',
  '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality of the genotype">',
  '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Fewest reads within the block">',
  '##FORMAT=<ID=CN,Number=1,Type=Float,Description="Copies">',
  '##FORMAT=<ID=AF,Number=A,Type=Float,Description="Share of reads by ALT">',
  '##FORMAT=<ID=PS,Number=1,Type=String,Description="Phase set">',
]

/** The header of a VCF with the rows that `callText` gives. */
export const callTextHeader = (sample: string, contigs: readonly string[], notes: readonly string[]): string =>
  [
    '##fileformat=VCFv4.3',
    ...notes.map((n) => `##${n}`),
    ...contigs.map((c) => `##contig=<ID=${c}>`),
    '##INFO=<ID=END,Number=1,Type=Integer,Description="Last base that the row speaks of">',
    ...formats,
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${sample}`,
  ].join('\n')
