import type { Build, Region, Site, WantedSites } from '../../genome/index.ts'
import type { PgxKnowledge } from './knowledge.ts'
import type { Position } from './model.ts'

const named = (p: Position): Pick<Site, 'rsid' | 'after'> => ({
  ...(p.rsid === undefined ? {} : { rsid: p.rsid }),
  ...(p.after === undefined ? {} : { after: p.after }),
})

const site38 = (p: Position): Site => ({ chrom: p.chrom, pos: p.pos, ref: p.ref, alts: p.alts, ...named(p) })

/** On GRCh37 the reference base can be one of the ALTs; the GRCh38 REF is then an ALT. */
const site37 = (p: Position): readonly Site[] => {
  if (p.pos37 === undefined || p.ref37 === undefined) return []
  const alts = [...new Set([p.ref, ...p.alts])].filter((a) => a !== p.ref37)
  return [{ chrom: p.chrom, pos: p.pos37, ref: p.ref37, alts, ...named(p) }]
}

/** The places that calling needs on either build, and the stretch of each gene in which structural records matter. */
export const wantedSites = (
  knowledge: PgxKnowledge,
): { readonly sites: WantedSites; readonly regions: Readonly<Record<Build, readonly Region[]>> } => {
  const genes = [...knowledge.genes.values()]
  const positions = genes.flatMap((g) => [...(g.definition?.positions ?? []), ...g.extra])
  const regionsOf = (posOf: (p: Position) => number | undefined): readonly Region[] =>
    genes.flatMap((g) => {
      const own = g.definition?.positions ?? []
      const at = own.flatMap((p) => posOf(p) ?? [])
      const chrom = own[0]?.chrom
      return chrom === undefined || at.length === 0 ? [] : [{ chrom, start: Math.min(...at), end: Math.max(...at) }]
    })
  return {
    sites: { GRCh38: positions.map(site38), GRCh37: positions.flatMap(site37) },
    regions: { GRCh38: regionsOf((p) => p.pos), GRCh37: regionsOf((p) => p.pos37) },
  }
}
