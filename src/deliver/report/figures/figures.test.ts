import { describe, expect, test } from 'vitest'
import { childBeforeAnaesthesia, stentPatient } from '../../../../test/sample-document.ts'
import {
  genePositions,
  positionMarks,
  positionSummary,
  qrFigure,
  type SvgNode,
  signFigure,
  signs,
  svgText,
} from './index.ts'

const gene = (document: ReturnType<typeof stentPatient>, name: string) => {
  const found = document.genes.find((g) => g.gene === name)
  if (found === undefined) throw new Error(`the sample has no ${name}`)
  return found
}

const paths = (node: SvgNode, name: string): string => {
  const found = node.slice(2).find((n) => Array.isArray(n) && (n[1] as { class?: string }).class === name) as
    | SvgNode
    | undefined
  return String(found?.[1]['d'] ?? '')
}

describe('the positions of a gene', () => {
  test('are one shape each: found, as the reference, without data', () => {
    const marks = positionMarks(gene(childBeforeAnaesthesia(), 'RYR1'))
    const figure = genePositions('RYR1', marks)
    expect(paths(figure, 'p-found').match(/M/g)).toHaveLength(1)
    expect(paths(figure, 'p-none').match(/M/g)).toHaveLength(60)
    expect(paths(figure, 'p-ref').match(/M/g)).toHaveLength(253)
    expect(positionSummary(marks)).toBe(
      'Of 314 positions, 1 differs from the reference, 253 are as the reference and 60 have no usable data.',
    )
  })
  test('stand in order of coordinate, whatever the order of the file', () => {
    const ryr1 = gene(childBeforeAnaesthesia(), 'RYR1')
    const call = { ...ryr1.result.call, positions: ryr1.result.call.positions.toReversed() }
    expect(positionMarks({ result: { ...ryr1.result, call } }).map((m) => m.pos)).toEqual(
      positionMarks(ryr1).map((m) => m.pos),
    )
  })
  test('with half a call count as without data, never as the reference', () => {
    const tpmt = gene(stentPatient(), 'TPMT')
    const positions = tpmt.result.call.positions.map((p, i) =>
      i === 1 ? { ...p, state: 'partial' as const, alleles: ['T', null] } : p,
    )
    expect(positionMarks({ result: { ...tpmt.result, call: { ...tpmt.result.call, positions } } })[1]?.shows).toBe(
      'notCovered',
    )
  })
  test('carry their sentence for those who do not see them', () => {
    expect(svgText(genePositions('TPMT', positionMarks(gene(stentPatient(), 'TPMT'))))).toContain(
      'role="img" aria-label="TPMT. Of 43 positions, 2 differ from',
    )
  })
})

test('text in a figure is escaped', () => {
  expect(svgText(['text', { 'aria-label': '"<' }, '<script>&'])).toBe(
    '<text aria-label="&quot;&lt;">&lt;script&gt;&amp;</text>',
  )
})

test('the five signs are five shapes', () => {
  expect(new Set(signs.map((s) => svgText(signFigure(s)).replace(/class="[^"]*"/, ''))).size).toBe(5)
})

test('a QR code has its three finder patterns inside a quiet zone of four modules', () => {
  const figure = qrFigure('ATTUNE-REPORT-1 SHA256 00', 'code')
  const d = String((figure[3] as SvgNode)[1]['d'])
  const side = Number(String(figure[1]['viewBox']).split(' ')[2])
  const starts = [...d.matchAll(/M(\d+) (\d+)h7v1/g)].map((m) => `${m[1]},${m[2]}`)
  const edge = side - 4 - 7
  expect(starts).toEqual(
    expect.arrayContaining(['4,4', `${edge},4`, `4,${edge}`, '4,10', `${edge},10`, `4,${side - 5}`]),
  )
  expect([...d.matchAll(/M(\d+) (\d+)/g)].every((m) => Number(m[1]) >= 4 && Number(m[2]) >= 4)).toBe(true)
})
