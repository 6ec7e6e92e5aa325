import type { SuiteAdapter } from '../../suite.ts'
import { snpsFixtures } from './arrays.ts'
import { hgvsCToP } from './hgvs-c-to-p.ts'
import { hgvsGrammar } from './hgvs-grammar.ts'
import { hgvsNormalize } from './hgvs-normalize.ts'
import { hgvsProject } from './hgvs-project.ts'
import { hgvsTranscripts } from './hgvs-transcripts.ts'
import { bcftoolsCsq } from './bcftools-csq.ts'
import { brca1Opa1 } from './brca1-opa1.ts'
import { bcftoolsNorm } from './bcftools-norm.ts'
import { clinvarPairs } from './clinvar-pairs.ts'
import { leftAlignment } from './left-align.ts'
import { genotypeSemantics } from './genotype-semantics.ts'
import { startStopBoundary } from './start-stop-boundary.ts'
import { vcfValidity } from './vcf-validity.ts'
import { vrsAccessions, vrsAlleles, vrsDigests, vrsModels } from './vrs-objects.ts'
import { vrsVcf } from './vrs-vcf.ts'

/** The suites of the genome engine. */
export const genomeAdapters: readonly SuiteAdapter[] = [
  snpsFixtures,
  hgvsCToP,
  hgvsGrammar,
  hgvsNormalize,
  hgvsProject,
  hgvsTranscripts,
  bcftoolsCsq,
  brca1Opa1,
  bcftoolsNorm,
  clinvarPairs,
  leftAlignment,
  genotypeSemantics,
  startStopBoundary,
  vcfValidity,
  vrsAccessions,
  vrsAlleles,
  vrsDigests,
  vrsModels,
  vrsVcf,
]
