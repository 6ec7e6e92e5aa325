import type { Build } from '../genome/index.ts'
import { type Problem, problem } from '../shared/problem.ts'
import { fileProblems, optionProblems } from './person.ts'

/** Options of `attune genome qc`. `regions`: BED or list of genes; `callable`: BED of where absent rows mean reference; `sex`: as recorded. */
export type GenomeQcOptions = {
  readonly json: boolean
  readonly quiet: boolean
  readonly reference?: string
  readonly callable?: string
  readonly regions?: string
  readonly sex?: string
  readonly sample?: string
  readonly build?: string
  readonly assay?: string
  readonly knowledge?: string
}

const assays = ['genome', 'exome', 'panel'] as const

/** The options as they are meant; what cannot be meant is left out (and told by `qcOptionProblems`). */
export const meant = (
  options: GenomeQcOptions,
): {
  readonly build: Build | undefined
  readonly recorded: 'female' | 'male' | undefined
  readonly assay: (typeof assays)[number] | undefined
} => ({
  build: options.build === 'GRCh37' || options.build === 'GRCh38' ? options.build : undefined,
  recorded: options.sex === 'female' || options.sex === 'male' ? options.sex : undefined,
  assay: assays.find((a) => a === options.assay),
})

/** Everything wrong with the options and the files they name. */
export const qcOptionProblems = (file: string, options: GenomeQcOptions): readonly Problem[] => {
  const { recorded, assay } = meant(options)
  const named = [file === '-' ? undefined : file, options.reference, options.callable, options.regions]
  return [
    ...named.flatMap((f) => (f === undefined ? [] : fileProblems(f))),
    ...optionProblems(options.build === undefined ? {} : { build: options.build }),
    ...(options.sex === undefined || recorded !== undefined
      ? []
      : [
          problem(
            'bad-sex',
            '--sex',
            `"${options.sex}" is no recorded sex that X and Y can be held against.`,
            'Write female or male, or leave it out.',
          ),
        ]),
    ...(options.assay === undefined || assay !== undefined
      ? []
      : [
          problem(
            'bad-assay',
            '--assay',
            `"${options.assay}" is not an assay known here.`,
            `Write ${assays.join(', ')}.`,
          ),
        ]),
  ]
}
