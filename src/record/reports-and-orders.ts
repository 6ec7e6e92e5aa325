import { z } from 'zod'
import { before, checkedOrLeft, coded, codings, dateOf } from './check.ts'
import { givenOnly } from './given-only.ts'
import type { Reading } from './medication-statements.ts'
import type { Order, Report } from './patient-view.ts'
import { concept, moment, period } from './r4.ts'
import { refTo, type Resource, text } from './resources.ts'

const report = z.object({
  status: z.string(),
  code: concept,
  effectiveDateTime: moment.optional(),
  effectivePeriod: period.optional(),
  issued: moment.optional(),
  conclusion: z.string().optional(),
  conclusionCode: z.array(concept).optional(),
})

const notReported = ['registered', 'cancelled']

/** Reports of examinations: what was done and when, with its conclusion. Genetic reports stand in `genomics`. */
export const readReports = (resources: readonly Resource[], { problems }: Reading): readonly Report[] =>
  resources.flatMap((r): readonly Report[] => {
    const d = r.type === 'DiagnosticReport' ? checkedOrLeft(report, r, problems) : undefined
    if (d === undefined || notReported.includes(d.status)) return []
    const conclusions = (d.conclusionCode ?? []).map(coded)
    return [
      givenOnly({
        what: coded(d.code),
        codes: codings(d.code),
        date: dateOf(d.effectiveDateTime ?? d.effectivePeriod?.start ?? d.issued),
        conclusion: text(d.conclusion?.trim()),
        conclusions: conclusions.length === 0 ? undefined : conclusions,
        preliminary: d.status === 'preliminary' || d.status === 'partial' ? (true as const) : undefined,
        ref: refTo(r, 'code'),
      }) as Report,
    ]
  })

const order = z.object({
  status: z.string(),
  intent: z.string(),
  code: concept.optional(),
  occurrenceDateTime: moment.optional(),
  occurrencePeriod: period.optional(),
  doNotPerform: z.boolean().optional(),
})

const ordered = ['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order', 'plan']

/** Examinations that were ordered and are still to be done at `at`. Proposals, drafts and orders not to do something are left out. */
export const readOrders = (resources: readonly Resource[], { at, problems }: Reading): readonly Order[] =>
  resources.flatMap((r): readonly Order[] => {
    const o = r.type === 'ServiceRequest' ? checkedOrLeft(order, r, problems) : undefined
    if (o?.code === undefined || o.doNotPerform === true) return []
    if (!['active', 'on-hold'].includes(o.status) || !ordered.includes(o.intent)) return []
    const end = o.occurrencePeriod?.end ?? o.occurrenceDateTime
    if (end !== undefined && before(end, at)) return []
    return [
      givenOnly({
        what: coded(o.code),
        codes: codings(o.code),
        date: dateOf(o.occurrenceDateTime ?? o.occurrencePeriod?.start),
        ref: refTo(r, 'code'),
      }) as Order,
    ]
  })
