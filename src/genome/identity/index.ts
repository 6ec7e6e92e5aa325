export { type BuildSign, buildInText, chromosomeLength, weighBuild } from './build-evidence.ts'
export { accessionOfContig, buildOfAccession, canonicalContig, contigOfColumn, foreignAssembly } from './contig-name.ts'
export { pseudoautosomal } from './pseudoautosomal.ts'
export { noConcordance, settleBuild } from './settle-build.ts'
