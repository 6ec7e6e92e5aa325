import { liftStretch, readChain } from '../../../src/genome/normalise/index.ts'
import { canonicalContig } from '../../../src/genome/index.ts'
import { reverseComplement } from '../../../src/genome/reverse-complement.ts'
import { tableBytes } from '../../../src/knowledge/folder.ts'
import { chainTable } from '../../../src/knowledge/import-chain.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

const path = 'genome/hgvs/clinvar-grch37-grch38-pairs.tsv'

type Named = { readonly chrom: string; readonly start: number; readonly end: number; readonly change: string }

/** Sequence, first and last position, and what happens there. */
const readName = (hgvs: string): Named | undefined => {
  const parts = /^(NC_\d+\.\d+):[gm]\.(\d+)(?:_(\d+))?(\D.*)$/.exec(hgvs)
  const chrom = parts === null ? undefined : canonicalContig(parts[1] ?? '')
  return parts === null || chrom === undefined ? undefined : { chrom, start: Number(parts[2]), end: Number(parts[3] ?? parts[2]), change: parts[4] ?? '' }
}

/** What happens, without the bases that only repeat the reference: those of a deletion or a duplication, and REF where a build has the variant as its own base. */
const plain = (change: string): string => change.replace(/^del(?:\d+|[A-Z]*?)(ins|$)/, 'del$1').replace(/^dup.*$/, 'dup')

const isSubstitution = (change: string): boolean => /^[ACGT]>[ACGT]$/.test(change)

const turned = (change: string): string => change.replaceAll(/[ACGT]/g, (base) => reverseComplement(base))

/** Places of ClinVar variants on both builds: ours on GRCh37 lifted to GRCh38. Runs when a chain has been imported; without one only the names are compared. */
export const clinvarPairs: SuiteAdapter = {
  path,
  title: 'ClinVar variants named on GRCh37 and GRCh38, lifted over',
  run: (context) => {
    const t = tally()
    const rows = tsvRows(context.text(path)).map((r) => ({ id: r['clinvar_variation_id'] ?? '', from: readName(r['grch37'] ?? ''), to: readName(r['grch38'] ?? '') }))
    const unread = rows.filter((r) => r.from === undefined || r.to === undefined).map((r) => r.id)
    t.compare('every name can be read', [], unread)
    const release = context.genome.find((r) => r.manifest.id === 'chain-grch37-grch38')
    const read = release === undefined ? undefined : readChain(new TextDecoder().decode(tableBytes(release, chainTable)), chainTable)
    for (const { id, from, to } of rows) {
      if (from === undefined || to === undefined) continue
      if (read === undefined) t.skip(id, 'no chain from GRCh37 to GRCh38 has been imported')
      else if (!read.ok) t.skip(id, 'the imported chain cannot be read')
      else {
        const lifted = liftStretch(read.value, from.chrom, from.start, from.end)
        if (!lifted.ok) t.compare(id, [to.chrom, to.start, to.end], [lifted.reason])
        else {
          const { chrom, start, end, strand } = lifted.value
          const own = [from.change, to.change].some((c) => c.endsWith('='))
          if (strand === '-' && !own && !isSubstitution(from.change)) t.skip(id, 'named 3\u2032-most on a strand that turns round: needs both genomes')
          else if (own) t.compare(id, [to.chrom, to.start, to.end], [chrom, start, end])
          else t.compare(id, [to.chrom, to.start, to.end, plain(to.change)], [chrom, start, end, plain(strand === '-' ? turned(from.change) : from.change)])
        }
      }
    }
    return t.outcome()
  },
}
