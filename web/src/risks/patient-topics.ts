import type { IntegratedOutcome } from '../../../src/deliver/report/early-detection.ts'
import { boundsOfTopic, type RiskTopic, risksOfTopic, saysSomething, togetherOf } from './risk-topics.ts'

/** What a patient is shown of a line: an absolute risk, or bounds. Points, measures, models of other countries and models not yet checked are for the clinician. */
export const patientTopics = (
  topics: readonly RiskTopic[],
  integrated: readonly IntegratedOutcome[],
): readonly RiskTopic[] =>
  topics.filter(
    (t) =>
      togetherOf(t, integrated) !== undefined ||
      (t.outcome !== undefined &&
        t.outcome !== 'death' &&
        t.lead.fit !== 'elsewhere' &&
        t.lead.model.kind === 'risk' &&
        t.lead.model.unverified !== true &&
        (risksOfTopic(t).length > 0 ||
          boundsOfTopic(t)
            .slice(0, 1)
            .some((b) => saysSomething(b.range)))),
  )
