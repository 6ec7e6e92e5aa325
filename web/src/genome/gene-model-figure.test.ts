import { describe, expect, test } from 'vitest'
import { svgText } from '../../../src/deliver/report/figures/svg.ts'
import { type DrawnGene, figureScale, geneModelFigure, geneModelSummary } from './gene-model-figure.ts'

const gene: DrawnGene = {
  gene: 'G',
  strand: 1,
  exons: [
    { low: 100, high: 200 },
    { low: 10_200, high: 10_300 },
    { low: 10_400, high: 10_600 },
  ],
  coding: { low: 150, high: 10_500 },
  variants: [
    { pos: 160, class: 'high', number: 1 },
    { pos: 161, class: 'moderate', number: 2 },
    { pos: 5000, class: 'modifier' },
  ],
}

const rects = (text: string): readonly (readonly [number, number, number])[] =>
  [...text.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="(\d+)"/g)].map(
    (m) => [Number(m[1]), Number(m[2]), Number(m[3])] as const,
  )

describe('the figure of a gene model', () => {
  test('places ascend from left to right on the forward strand and descend on the other', () => {
    const at = figureScale(gene, 600)
    const back = figureScale({ ...gene, strand: -1 }, 600)
    const places = [101, 200, 201, 10_200, 10_201, 10_300, 10_600]
    const xs = places.map((p) => at(p) ?? Number.NaN)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
    for (const [i, p] of places.entries()) expect(back(p)).toBeCloseTo(600 - (xs[i] ?? 0))
    expect(at(100)).toBeUndefined()
    expect(at(10_601)).toBeUndefined()
  })

  test('exons are to scale among themselves, the long intron does not fill the figure, and the coding part is taller', () => {
    const boxes = rects(svgText(geneModelFigure(gene, 600)))
    expect(boxes.map(([, , height]) => height)).toEqual([8, 18, 18, 18, 8])
    const [five = 0, first = 0, second = 0, third = 0, three = 0] = boxes.map(([, width]) => width)
    expect((third + three) / second).toBeCloseTo(2, 0)
    expect((five + first) / second).toBeCloseTo(1, 0)
    expect(boxes.reduce((n, [, w]) => n + w, 0)).toBeGreaterThan(300)
  })

  test('variants side by side stand on levels of their own and keep their numbers', () => {
    const text = svgText(geneModelFigure(gene, 600))
    const heads = [...text.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>(\d+)<\/text>/g)]
    expect(heads.map((m) => m[3])).toEqual(['1', '2'])
    expect(new Set(heads.map((m) => m[2])).size).toBe(2)
    expect(text).toContain('class="v-high"')
    expect(text).toContain('class="v-moderate"')
    expect(text).toContain('class="ticks"')
  })

  test('a gene of many exons fits a phone', () => {
    const many = Array.from({ length: 106 }, (_, i) => ({ low: i * 1000, high: i * 1000 + 140 }))
    const boxes = rects(svgText(geneModelFigure({ gene: 'RYR1', strand: 1, exons: many, variants: [] }, 320)))
    expect(boxes).toHaveLength(106)
    for (const [x, width] of boxes) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(320)
    }
  })

  test('the sentence counts what is drawn', () => {
    expect(geneModelSummary(gene)).toBe('G, 3 exons; 2 variants in or beside its coding part, 1 elsewhere in it.')
    expect(geneModelSummary({ ...gene, variants: [] })).toBe('G, 3 exons; no variant of this person is known in it.')
  })
})
