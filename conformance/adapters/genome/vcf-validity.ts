import { memorySource, portableInflate } from '../../../src/genome/index.ts'
import { checkVcf } from '../../../src/genome/validity/index.ts'
import { type SuiteAdapter, type SuiteContext, tally } from '../../suite.ts'

const folder = 'genome/vcf-validity/'
const faults = 'genome/vcf-faults/expected.tsv'
const others = 'genome/vcf-faults/packed-and-examples.tsv'
const example = 'hts-specs/examples/sv44.vcf'

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))

/** What is expected of one faulty file: `code@line` of each fault, and codes that may be told besides. */
type Expectation = { readonly faults: Set<string>; readonly also: Set<string> }

const expectations = (table: string): ReadonlyMap<string, Expectation> => {
  const all = new Map<string, Expectation>()
  for (const [path = '', code = '', line = '', also = ''] of rowsOf(table)) {
    const of = all.get(path) ?? { faults: new Set(), also: new Set() }
    all.set(path, of)
    of.faults.add(`${code}@${line}`)
    for (const other of also.split(',')) of.also.add(other)
  }
  return all
}

/** The errors of a strict check as `code@line`. */
const errorsOf = async (context: SuiteContext, path: string): Promise<readonly string[]> => {
  const checked = await checkVcf(memorySource(path, context.bytes(folder + path)), {
    inflate: portableInflate,
    mode: 'strict',
  })
  return checked.findings.filter((f) => f.severity === 'error').map((f) => `${f.code}@${f.at.line ?? ''}`)
}

/**
 * Valid files give no error in strict mode. Faulty files give every fault that is expected of them on its line, and no error besides but those listed for them.
 */
export const vcfValidity: SuiteAdapter = {
  path: folder,
  title: 'VCF validity: every fault named, every valid file accepted',
  inputs: [faults, others],
  async run(context) {
    const t = tally()
    const expected = expectations(context.text(faults))
    const other = new Map(rowsOf(context.text(others)).map(([path = '', errors = '']) => [path, errors]))
    for (const file of context.filesBelow(folder)) {
      if (!/\.(vcf|gz|bz2|zip|xz|z|Z)$/.test(file)) continue
      const path = file.slice(folder.length)
      const errors = await errorsOf(context, path)
      const of = expected.get(path)
      if (of !== undefined) {
        const unexpected = errors.filter((e) => !of.faults.has(e) && !of.also.has(e.slice(0, e.indexOf('@'))))
        t.compare(path, [...of.faults].toSorted(), [...new Set(errors.filter((e) => of.faults.has(e))), ...unexpected].toSorted())
      } else if (path === example && errors.join() === 'VCF_INFO_SVCLAIM@27') t.explain(path, 'example-without-claim')
      else if (other.has(path)) t.compare(path, other.get(path), errors.join(','))
      else if (/\/passed_[^/]*$|\/passed\/[^/]*$/.test(path)) t.compare(path, [], errors)
      else t.skip(path, 'nothing says what is expected of it')
    }
    for (const path of expected.keys())
      if (!context.exists(folder + path)) t.skip(path, 'the file is not in the folder under test')
    return t.outcome()
  },
}
