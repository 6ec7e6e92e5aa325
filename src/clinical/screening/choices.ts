import type { ScreeningTopic } from '../../shared/screening-vocabulary.ts'
import type { Choice, ChoiceSide, ScreeningRule } from './model.ts'
import type { Known } from './person/known.ts'
import { citedOf } from './plan-track.ts'
import { evaluate, need, reason } from './predicate.ts'
import { ageSpan, inForce, startAge } from './schedule/segments.ts'
import type { ScreeningTables } from './tables.ts'

const agesText = (r: ScreeningRule, known: Known): string => {
  const from = startAge(r, known)
  const to = r.ages?.to
  return to === undefined ? `${from} years and older` : `${from} to ${to} years`
}

/** Of a source's rules for successive ages the one that holds today, else the next to come, else the last. */
const atAge = (rules: readonly ScreeningRule[], known: Known, birth: string): ScreeningRule | undefined => {
  const spans = rules
    .map((rule) => ({ rule, span: ageSpan(rule, known, birth) }))
    .toSorted((a, b) => (a.span.from < b.span.from ? -1 : 1))
  return (
    spans.find(({ span }) => span.from <= known.today && known.today <= span.to) ??
    spans.find(({ span }) => span.from > known.today) ??
    spans.at(-1)
  )?.rule
}

const sideOf = (rule: ScreeningRule, known: Known, birth: string, age: string): ChoiceSide => {
  const common = {
    rule: citedOf(rule),
    ...(rule.ages === undefined ? {} : { ages: rule.ages }),
    options: rule.options,
  }
  const who = evaluate(rule.who, known, known.today)
  if (who.is === 'cannot') return { ...common, says: 'cannot', because: who.because, needs: [] }
  const span = ageSpan(rule, known, birth)
  if (known.today < span.from || known.today > span.to)
    return {
      ...common,
      says: 'no',
      because: [reason('screening-age', { age, ages: agesText(rule, known) })],
      needs: [],
    }
  const not = rule.notFor === undefined ? undefined : evaluate(rule.notFor, known, known.today)
  if (not?.is === 'yes') return { ...common, says: 'no', because: not.because, needs: [] }
  if (who.is === 'unknown') return { ...common, says: 'not-known', because: who.because, needs: who.needs }
  const says = who.is === 'yes' && rule.stance === 'recommended' ? 'yes' : 'no'
  return { ...common, says, because: who.because, needs: [] }
}

const choiceFor = (topic: ScreeningTopic, rules: readonly ScreeningRule[], known: Known): Choice => {
  const birth = known.birth?.to
  const groups = new Map<string, ScreeningRule[]>()
  for (const r of rules) {
    const key = `${r.track} ${r.source} ${r.role}`
    groups.set(key, [...(groups.get(key) ?? []), r])
  }
  const age = String(known.view.age ?? '')
  const sides = [...groups.values()].flatMap((group): readonly ChoiceSide[] => {
    const [first] = group
    if (birth === undefined)
      return first === undefined
        ? []
        : [
            {
              rule: citedOf(first),
              says: 'not-known',
              options: first.options,
              because: [],
              needs: [need('birth-date', 'birth-date')],
            },
          ]
    const rule = atAge(group, known, birth)
    return rule === undefined ? [] : [sideOf(rule, known, birth, age)]
  })
  const said = new Set(sides.map((s) => s.says).filter((s) => s === 'yes' || s === 'no'))
  return { topic, sides, agree: said.size < 2 }
}

/**
 * Topics on which guidelines or models differ, each with what everyone says of this person today: for every topic that has a rule which is only shown
 * beside. Topics whose organ is not there are left out.
 */
export const choicesFor = (tables: ScreeningTables, known: Known): readonly Choice[] => {
  const inUse = tables.rules.filter((r) => inForce(r, known.today))
  const topics = [...new Set(inUse.filter((r) => r.role === 'beside').map((r) => r.topic))]
  return topics
    .map((topic) =>
      choiceFor(
        topic,
        inUse.filter((r) => r.topic === topic && r.options.length > 0),
        known,
      ),
    )
    .filter((c) => c.sides.some((s) => s.says !== 'cannot'))
}
