export { type BuildSign, buildInText, weighBuild } from './build-evidence.ts'
export { buildOfAccession, canonicalContig, contigOfColumn } from './contig-name.ts'
export { noConcordance, settleBuild } from './settle-build.ts'
