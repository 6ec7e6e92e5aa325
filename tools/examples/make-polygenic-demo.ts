import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { panelBytes } from '../../src/clinical/polygenic/index.ts'
import {
  drawn,
  drifted,
  normal,
  seeded,
  simulatedPanel,
} from '../../src/clinical/polygenic/ancestry/simulated-people.fixture.ts'

/**
 * Makes `examples/polygenic`: a simulated panel of three populations, a made-up score, and two made-up genomes, one of a population of the panel and one of a population with a history of its
 * own. Run: `node tools/examples/make-polygenic-demo.ts`
 */
const folder = join(import.meta.dirname, '../../examples/polygenic')

const { panel, frequencies, ancestral } = simulatedPanel({
  groups: ['SIM-A', 'SIM-B', 'SIM-C'],
  each: 60,
  sites: 2000,
  drift: 0.08,
  seed: 20261123,
  k: 6,
  used: 2,
})
const random = seeded(11)
const { sites } = panel

const packed = (text: string | Uint8Array): Uint8Array => gzipSync(text, { level: 9 })

const chromOf = (site: number): string => sites.chroms.find((c) => site >= c.from && site < c.to)?.chrom ?? ''

/** Rows at every fifth site; in turn the one and the other allele is the effect allele. */
const scoreText = (): string => {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const site = 5 * i
    const [ref, alt] = [sites.refs[site] as string, sites.alts[site] as string]
    const [effect, other] = i % 2 === 0 ? [alt, ref] : [ref, alt]
    return [chromOf(site).slice(3), sites.pos[site], effect, other, (0.05 * normal(random)).toFixed(5)].join('\t')
  })
  return `###DEMONSTRATION: made up, of no trait, not to be used for anybody
#format_version=2.0
#pgs_id=DEMO-0001
#pgs_name=DEMO-0001, not a real trait
#trait_reported=not a real trait (demonstration)
#genome_build=GRCh38
#variants_number=400
#weight_type=beta
#citation=Made up for the demonstration of Attune
#license=CC0-1.0
chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight
${rows.join('\n')}
`
}

/** A gVCF as a caller of whole genomes writes it: rows where the person differs, blocks of reference between. */
const genomeText = (name: string, copies: Uint8Array): string => {
  const lines: string[] = []
  for (const { chrom, from, to } of sites.chroms) {
    let begin = 900_000
    const block = (end: number, ref: string): void => {
      if (end >= begin)
        lines.push(
          [chrom, begin, '.', ref, '<NON_REF>', '.', '.', `END=${end}`, 'GT:DP:GQ:MIN_DP', '0/0:32:90:24'].join('\t'),
        )
    }
    for (let site = from; site < to; site++) {
      const pos = sites.pos[site] as number
      const copy = copies[site] as number
      if (copy === 0) continue
      block(pos - 1, 'N')
      const depths = copy === 2 ? '0,31,0' : '16,15,0'
      lines.push(
        [
          chrom,
          pos,
          '.',
          sites.refs[site],
          `${sites.alts[site]},<NON_REF>`,
          '900',
          'PASS',
          '.',
          'GT:AD:DP:GQ',
          `${copy === 2 ? '1/1' : '0/1'}:${depths}:31:99`,
        ].join('\t'),
      )
      begin = pos + 1
    }
    block((sites.pos[to - 1] as number) + 100_000, 'N')
  }
  return `##fileformat=VCFv4.2
##source=tools/examples/make-polygenic-demo.ts (made up, of nobody)
##reference=GRCh38
##contig=<ID=chr1,length=248956422,assembly=GRCh38>
##contig=<ID=chr2,length=242193529,assembly=GRCh38>
##ALT=<ID=NON_REF,Description="Any other allele">
##FILTER=<ID=PASS,Description="All filters passed">
##INFO=<ID=END,Number=1,Type=Integer,Description="End of the block">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depths by allele">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Least depth of the block">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${name}
${lines.join('\n')}
`
}

mkdirSync(folder, { recursive: true })
const write = (file: string, content: string | Uint8Array): void => writeFileSync(join(folder, file), content)

write(
  'demo-panel.attune-panel.gz',
  packed(
    panelBytes({
      ...panel,
      id: 'demo',
      release: '2026-11',
      title: 'Demonstration panel of three simulated populations',
      source: 'tools/examples/make-polygenic-demo.ts; no genotype is of anybody',
    }),
  ),
)
write('DEMO-0001.txt', scoreText())
write('inside.g.vcf.gz', packed(genomeText('inside', drawn(frequencies.get('SIM-B') ?? ancestral, random))))
write('outside.g.vcf.gz', packed(genomeText('outside', drawn(drifted(ancestral, 0.25, random), random))))
