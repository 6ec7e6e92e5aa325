import { formatHgvs, parseHgvs } from '../../../src/genome/hgvs/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Grammar = Readonly<Record<'valid' | 'invalid' | 'outsideScopeOfReferenceParser', readonly string[]>>

/** Descriptions that are right (also those that the source's own parser leaves out) are read and written back letter for letter; wrong ones are refused with a column. */
export const hgvsGrammar: SuiteAdapter = {
  path: 'genome/hgvs/grammar.json',
  title: 'HGVS grammar: read and written back',
  run: (context) => {
    const results = tally()
    const grammar = JSON.parse(context.text('genome/hgvs/grammar.json')) as Grammar
    const again = (text: string): string => {
      const parsed = parseHgvs(text)
      return parsed.ok ? formatHgvs(parsed.value) : `refused: ${parsed.problems.map((p) => p.message).join(' ')}`
    }
    grammar.valid.forEach((text, i) => results.compare(`valid ${i + 1} ${text}`, text, again(text)))
    grammar.invalid.forEach((text, i) => {
      const parsed = parseHgvs(text)
      const told = !parsed.ok && parsed.problems.every((p) => (p.at.column ?? 0) > 0)
      results.compare(
        `invalid ${i + 1} ${text}`,
        'refused with its column',
        told ? 'refused with its column' : again(text),
      )
    })
    grammar.outsideScopeOfReferenceParser.forEach((text, i) =>
      results.compare(`outside the source's scope ${i + 1} ${text}`, text, again(text)),
    )
    return results.outcome()
  },
}
