import { type Problem, problem } from '../shared/problem.ts'
import { genomeSourceProblems } from './genome-source.ts'
import { fileProblems, optionProblems } from './person.ts'

export type PrsOptions = {
  readonly vcf: readonly string[]
  readonly score: readonly string[]
  readonly panel?: string
  readonly evaluations?: string
  readonly callable?: string
  readonly missingAsReference: boolean
  readonly sex?: string
  readonly hardCalls: boolean
  readonly ambiguous?: string
  readonly minCoverage?: string
  readonly minPanelOverlap?: string
  readonly allSamples: boolean
  readonly sample?: string
  readonly build?: string
  readonly log?: string
  readonly json: boolean
  readonly jsonl: boolean
  readonly quiet: boolean
  readonly knowledge?: string
}

/** A share as an option gives it, or the usual one. */
export const shareOf = (text: string | undefined, usual: number): number => (text === undefined ? usual : Number(text))

const wrongShare = (option: string, text: string | undefined): readonly Problem[] =>
  text === undefined || (Number(text) >= 0 && Number(text) <= 1 && text.trim() !== '')
    ? []
    : [problem('bad-share', option, `"${text}" is no share.`, 'Write a number from 0 to 1, such as 0.75.')]

const oneOf = (option: string, text: string | undefined, known: readonly string[]): readonly Problem[] =>
  text === undefined || known.includes(text)
    ? []
    : [problem('bad-option', option, `"${text}" is not known here.`, `Write ${known.join(' or ')}.`)]

/** Everything that is wrong with the options and with the names of the files. */
export const optionFaults = (options: PrsOptions): readonly Problem[] => [
  ...(options.vcf.length > 0
    ? []
    : [problem('nothing-to-assess', '--vcf', 'No genome file was given.', 'Give a VCF.')]),
  ...(options.score.length > 0
    ? []
    : [problem('no-score', '--score', 'No score was given.', 'Give a scoring file, or the id of an imported score.')]),
  ...options.vcf.flatMap(genomeSourceProblems),
  ...optionProblems(options.build === undefined ? {} : { build: options.build }),
  ...oneOf('--sex', options.sex, ['female', 'male']),
  ...oneOf('--ambiguous', options.ambiguous, ['exclude', 'keep']),
  ...wrongShare('--min-coverage', options.minCoverage),
  ...wrongShare('--min-panel-overlap', options.minPanelOverlap),
  ...(options.callable === undefined ? [] : fileProblems(options.callable)),
  ...(options.allSamples && options.sample !== undefined
    ? [
        problem(
          'option-for-one-person',
          '--sample',
          'All samples were asked for.',
          'Leave --sample or --all-samples out.',
        ),
      ]
    : []),
  ...(options.vcf.includes('-') && (options.allSamples || options.vcf.length > 1)
    ? [problem('option-not-taken', '-', 'Standard input can be read once only.', 'Name a file.')]
    : []),
  ...(options.vcf.length > 1 && options.sample !== undefined
    ? [
        problem(
          'option-for-one-person',
          '--sample',
          'Several files were given.',
          'Give one file, or leave --sample out.',
        ),
      ]
    : []),
]
