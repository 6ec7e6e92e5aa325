import type { Call } from '../../../src/genome/calls/index.ts'

const number = (value: number | null | undefined): string =>
  value === undefined || value === null ? '.' : String(value)

/** The row of a call as VCF writes it, put together from what the archive keeps: INFO only of structural rows, FORMAT in an order of its own. */
export const lineText = (call: Call): string => {
  const genotype = call.alleles.map((a) => a ?? '.').join(call.phased ? '|' : '/')
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['GT', genotype],
    ['AD', call.depths?.map(number).join(',')],
    ['DP', call.depth === undefined ? undefined : String(call.depth)],
    ['MIN_DP', call.minDepth === undefined ? undefined : String(call.minDepth)],
    ['GQ', call.quality === undefined ? undefined : String(call.quality)],
    ['PS', call.phaseSet],
    ['CN', call.copyNumber === undefined ? undefined : String(call.copyNumber)],
    ['AF', call.fractions?.join(',')],
  ]
  const held = fields.filter((f): f is readonly [string, string] => f[1] !== undefined)
  const info = call.info ?? (call.kind === 'referenceBlock' ? `END=${call.end}` : '.')
  return [
    call.chrom,
    call.pos,
    call.id,
    call.ref,
    call.alts.length === 0 ? '.' : call.alts.join(','),
    number(call.qual),
    call.filter,
    info,
    held.map(([name]) => name).join(':'),
    held.map(([, value]) => value).join(':'),
  ].join('\t')
}
