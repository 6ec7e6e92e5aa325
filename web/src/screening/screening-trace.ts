import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { gradeWords } from '../../../src/shared/wording/en-screening-page.ts'
import type { Trace } from '../provenance/trace.ts'
import { lineTitle, lineWhen, lineWords, wayText } from './line-words.ts'
import { agesText } from './rule-words.ts'

/** The way from a line of the calendar down to the record. */
export const screeningTrace = (document: ReportDocument, track: string, audience: Audience): Trace | undefined => {
  const item = document.early?.screening.items.find((i) => i.track === track)
  if (item === undefined) return undefined
  const say = lineWords(item, audience)
  const { rule } = item
  const refs = [...item.basis, ...(item.last === undefined ? [] : [item.last.ref])]
  return {
    title: lineTitle(item, audience),
    value: [say.stateWords, lineWhen(item)].filter((t) => t !== '').join(', '),
    because: say.why,
    rules:
      rule === undefined
        ? []
        : [
            {
              name: `${rule.source} ${rule.year}, rule ${rule.id}`,
              text: `${agesText(rule.ages)}; grade ${gradeWords[rule.grade]}${item.options.length === 0 ? '' : `; ${item.options.map((o) => wayText(o.parts, audience)).join(' or ')}`}${rule.unverified ? '; not yet checked against its publication' : ''}`,
              where: document.early?.screening.releases.join(', ') ?? '',
            },
          ],
    evidence: item.evidence,
    inputs: [...new Map(refs.map((r) => [JSON.stringify(r), r])).values()],
  }
}
