import { buildInText, type BuildSign } from '../identity/build-evidence.ts'
import type { Build } from '../site.ts'
import type { ArrayGenotype } from './array-row.ts'

/** The builds that arrays come on. NCBI36 (hg18) is recognised: its positions are never used, only its rsids. */
export type ArrayBuild = Build | 'NCBI36'

/** A build and what in an array file speaks for it. */
export type ArrayBuildSign = { readonly build: ArrayBuild | 'other'; readonly because: string }

const arrayBuilds = ['NCBI36', 'GRCh37', 'GRCh38'] as const

/**
 * Markers that are on nearly every consumer array, with their places on each build. A marker at one of them tells the build; positions do not agree by chance.
 * @source apriha/snps 5ba10135, fixtures NCBI36.csv, GRCh37.csv and GRCh38.csv (BSD-3-Clause)
 */
const sentinels: ReadonlyMap<string, Readonly<Record<ArrayBuild, string>>> = new Map([
  ['rs3094315', { NCBI36: 'chr1:742429', GRCh37: 'chr1:752566', GRCh38: 'chr1:817186' }],
  ['rs2500347', { NCBI36: 'chr1:143649677', GRCh37: 'chr1:144938320', GRCh38: 'chr1:148946169' }],
  ['rs11928389', { NCBI36: 'chr3:50908372', GRCh37: 'chr3:50927009', GRCh38: 'chr3:50889578' }],
])

/** The build that a line of the preface names. @example buildNamed('# build 36', 3)?.build // 'NCBI36' */
export const buildNamed = (text: string, line: number): ArrayBuildSign | undefined => {
  const build = buildInText(text)
  if (build === undefined) return undefined
  const old = build === 'other' && /hg18|36/.test(text)
  return { build: old ? 'NCBI36' : build, because: `line ${line} names the build` }
}

/** The build that a row tells when it is one of the markers whose places are known. */
export const buildOfMarker = (genotype: ArrayGenotype): ArrayBuildSign | undefined => {
  for (const id of genotype.ids) {
    const places = sentinels.get(id)
    const here = `${genotype.chrom}:${genotype.pos}`
    const build = arrayBuilds.find((b) => places?.[b] === here)
    if (build !== undefined) return { build, because: `${id} stands at ${here}` }
  }
  return undefined
}

/** The signs as readers of GRCh37 and GRCh38 weigh them: NCBI36 is neither. */
export const plainSigns = (signs: readonly ArrayBuildSign[]): readonly BuildSign[] =>
  signs.map((s) =>
    s.build === 'NCBI36' ? { build: 'other', because: `${s.because}: NCBI36` } : { ...s, build: s.build },
  )

/** The one build that all signs agree on, with the first of them as evidence; `contradiction` when they do not, `unknown` when there are none. */
export const agreedBuild = (
  signs: readonly ArrayBuildSign[],
): { readonly build: ArrayBuild | 'other' | 'contradiction' | 'unknown'; readonly evidence: string } => {
  const builds = new Set(signs.map((s) => s.build))
  const firsts = [...builds].map((b) => signs.find((s) => s.build === b))
  const evidence = firsts.map((s) => `${s?.because} (${s?.build})`).join('; ')
  const [only] = builds
  return { build: only === undefined ? 'unknown' : builds.size > 1 ? 'contradiction' : only, evidence }
}
