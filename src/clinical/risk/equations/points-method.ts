import { z } from 'zod'
import { absoluteRisk, type Method, refused } from './method.ts'
import { pointBand, pointTable, sumPoints } from './points.ts'

/** A point table, found by the model's id. A risk is given only where the publication gives one figure for the band. */
export const pointsMethod: Method = {
  id: 'points',
  compile: (coefficients, model) => {
    const table = z.record(z.string(), z.unknown()).parse(coefficients)[model.id]
    const points = pointTable.parse(table)
    return (inputs, wanted) => {
      const sum = sumPoints(points, inputs)
      if (!sum.known) return refused(...sum.missing.map((input) => ({ code: 'missing-input', input })))
      const band = pointBand(points, sum.total)
      const { risk } = band ?? {}
      const { single } = points
      return {
        ok: true,
        risks: risk === undefined ? [] : wanted.map((w) => absoluteRisk(w, risk)),
        scores: [{ name: model.id, value: sum.total, ...(band === undefined ? {} : { band: band.band }) }],
        remarks:
          single !== undefined && sum.items.some((i) => i.points === single.points) ? [{ code: single.remark }] : [],
      }
    }
  },
}
