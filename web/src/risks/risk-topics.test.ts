import { describe, expect, test } from 'vitest'
import type { IntegratedOutcome } from '../../../src/deliver/report/early-detection.ts'
import { assessedPerson, tables } from './assessed-person.test-support.ts'
import { patientTopics } from './patient-topics.ts'
import { recompute } from './recompute.ts'
import { boundsOfTopic, judgedModels, narrowingsOf, notForPerson, riskTopics, risksOfTopic } from './risk-topics.ts'

const { report, recorded, at } = assessedPerson
const models = judgedModels(report.assessments)
const topics = riskTopics(models)
const cardiovascular = topics.find((t) => t.id === 'cardiovascular')

describe('lines of the Risks page', () => {
  test('every model is told once: in a line, beside one, or among those that do not apply', () => {
    const told = [...topics.flatMap((t) => [t.lead, ...t.others]), ...notForPerson(models)].map((f) => f.model.id)
    expect(told.toSorted()).toEqual(models.map((f) => f.model.id).toSorted())
    expect(told.length).toBe(tables.models.size)
  })

  test('the model that leads in the country speaks first, the near horizon before the far one', () => {
    expect(cardiovascular?.lead.model.id).toBe('prevent')
    const told = cardiovascular === undefined ? [] : risksOfTopic(cardiovascular)
    expect(told.map((r) => ('years' in r.horizon ? [r.outcome, r.horizon.years] : []))).toEqual([
      ['total-cvd', 10],
      ['total-cvd', 30],
    ])
  })

  test('with an input taken away the line has bounds and no figure, and race is nothing to measure', () => {
    const lacking = recorded.map((i) => (i.id === 'systolic' ? { id: i.id, state: 'missing' as const } : i))
    const again = riskTopics(judgedModels(recompute(lacking, {}, at, tables, false).assessments))
    const line = again.find((t) => t.id === 'cardiovascular')
    expect(line === undefined ? [] : risksOfTopic(line)).toEqual([])
    expect(line === undefined ? 0 : boundsOfTopic(line).length).toBe(2)
    const asked = again.flatMap((t) => narrowingsOf(t.lead).map((n) => n.input))
    expect(asked).toContain('systolic')
    expect(asked.filter((i) => /Race|Population|country/.test(i))).toEqual([])
  })

  test('a patient gets absolute risks of checked models, and of no other country', () => {
    const shown = patientTopics(topics, [])
    expect(shown.map((t) => t.id)).toContain('cardiovascular')
    for (const t of shown) {
      expect([t.lead.model.kind, t.lead.model.unverified ?? false]).toEqual(['risk', false])
      expect(t.lead.fit).not.toBe('elsewhere')
    }
  })

  test('what genes or family add is told of a line even where the model alone is silent', () => {
    const lung = topics.find((t) => t.outcome === 'lung-cancer')
    const together: IntegratedOutcome = {
      outcome: 'lung-cancer',
      parts: [{ part: 'family', source: 'record' }],
      answer: {
        risks: [
          {
            risk: { outcome: 'lung-cancer', horizon: { years: 10 }, probability: 0.02, intervals: [], competing: true },
            steps: [],
            above: [],
            remarks: [],
          },
        ],
        notAnswered: [],
      },
      unverified: [],
    }
    expect(patientTopics(topics, [together]).some((t) => t.outcome === 'lung-cancer')).toBe(lung !== undefined)
    expect(lung).toBeDefined()
  })
})
