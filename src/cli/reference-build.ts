import type { Build } from '../genome/site.ts'
import { type Problem, problem } from '../shared/problem.ts'

/** Why a FASTA of another build than the file's cannot be used. */
export const builtOtherwise = (path: string, build: Build, found: Build): Problem =>
  problem(
    'reference-other-build',
    path,
    `The reference is ${found}, the file is ${build}.`,
    `Name a FASTA of ${build}, or leave --reference out.`,
  )
