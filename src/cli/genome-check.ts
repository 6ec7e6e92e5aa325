import { nodeInflate } from '../genome/node/index.ts'
import { checkVcf } from '../genome/validity/index.ts'
import type { Place, Problem } from '../shared/problem.ts'
import { genomeSourceProblems, openGenomeSource } from './genome-source.ts'
import { printJson, tellProblems } from './present.ts'
import { textOut } from './text-out.ts'

export type GenomeCheckOptions = { readonly lenient: boolean; readonly json: boolean; readonly quiet: boolean }

const placeOf = ({ line, column }: Place): string =>
  line === undefined ? '-' : column === undefined ? String(line) : `${line}:${column}`

const findingLine = (p: Problem): string =>
  `${placeOf(p.at)}\t${p.severity}\t${p.code}\t${p.message} ${p.remedy}`.replaceAll('\n', ' ')

const counted = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`

/** Every fault of a VCF with its line and column, what is wrong and what to do, and a line that sums up. `-` reads standard input. Exit code 0 without findings, 1 with warnings only, 2 with errors. */
export const genomeCheck = async (file: string, options: GenomeCheckOptions): Promise<number> => {
  const wrong = genomeSourceProblems(file)
  if (wrong.length > 0) {
    tellProblems(wrong)
    return 2
  }
  const mode = options.lenient ? 'lenient' : 'strict'
  const { source, stop } = await openGenomeSource(file, options.quiet)
  const validity = await checkVcf(source, { inflate: nodeInflate, mode })
  stop()
  const { errors, warnings, findings, rows, samples } = validity
  const version = validity.version === undefined ? undefined : (validity.version / 10).toFixed(1)
  if (options.json) printJson({ source: source.name, mode, ...validity, version })
  else {
    const out = textOut()
    for (const finding of findings) out.write(`${findingLine(finding)}\n`)
    out.write(
      `${source.name}: ${version === undefined ? 'no known version' : `VCF ${version}`}, ${counted(samples.length, 'sample')}, ${counted(rows, 'row')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')} (${mode})\n`,
    )
    await out.done()
  }
  return errors > 0 ? 2 : warnings > 0 ? 1 : 0
}
