import type { CarrierStanding } from '../../../src/shared/disease-risk.ts'
import { denominatorOf, frequencyText, percentRangeText, percentText } from '../../../src/shared/risk-frequency.ts'
import { Part } from '../frame/part.tsx'
import { People } from './people-links.tsx'
import type { ToldFindings } from './told.ts'

const stateText = { positive: 'variant found', negative: 'tested, nothing found', 'not-tested': 'not tested' } as const

/** Below this a gene is told in one line with the others. */
const worthALine = 0.01
const worthNaming = 0.05

/** How likely the person, and untested relatives, carry a variant of each gene. */
export const CarriersPart = ({ findings, late, ...told }: ToldFindings) => {
  const carriers = findings?.carriers
  const title = 'Who may carry a variant'
  if (carriers === undefined)
    return (
      <Part title={title}>
        <p>
          {findings === undefined
            ? 'Being computed …'
            : findings.criteria.length === 0
              ? 'Nothing can be said while the family contradicts itself.'
              : 'Nothing is known of any relative yet, so nothing can be computed. Add a relative, or what is known of one.'}
        </p>
      </Part>
    )
  const ranked = carriers.proband.toSorted((a, b) => b.probability - a.probability)
  const shown = ranked.filter((s) => s.probability >= worthALine || s.state !== 'not-tested')
  const rest = ranked.filter((s) => !shown.includes(s))
  const of = denominatorOf(shown.map((s) => s.probability))
  const relatives = carriers.relatives
    .flatMap((r) => r.standings.map((s) => ({ id: r.id, s })))
    .filter(({ s }) => s.state === 'not-tested' && s.probability >= worthNaming)
    .toSorted((a, b) => b.s.probability - a.s.probability)
  const you = told.audience === 'patient'
  return (
    <Part title={title}>
      {shown.length > 0 && (
        <table className="stack" aria-busy={late}>
          <caption className="hidden">Probability of carrying a variant, by gene</caption>
          <thead>
            <tr>
              <th scope="col">Gene</th>
              <th scope="col">{you ? 'How likely you carry a change' : 'Probability of a variant'}</th>
              <th scope="col">Range</th>
              <th scope="col">Test</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((s) => (
              <tr key={s.gene}>
                <th scope="row">{s.gene}</th>
                <td data-label="Probability">
                  {frequencyText(s.probability, of)} ({percentText(s.probability)})
                </td>
                <td data-label="Range">{s.interval === undefined ? '' : percentRangeText(s.interval)}</td>
                <td data-label="Test">{stateText[s.state]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rest.length > 0 && (
        <p className="small">{rest.map((s) => s.gene).join(', ')}: each less likely than 1 of 100.</p>
      )}
      {relatives.length > 0 && (
        <details>
          <summary>
            Relatives who may carry a variant and are not tested ({new Set(relatives.map((r) => r.id)).size})
          </summary>
          <ul>
            {relatives.map(({ id, s }) => (
              <li key={`${id} ${s.gene}`}>
                <People of={[id]} {...told} />: {s.gene} {percentText(s.probability)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Basis unverified={carriers.unverified} any={shown.some((s: CarrierStanding) => s.interval !== undefined)} />
    </Part>
  )
}

const Basis = ({ unverified, any }: { readonly unverified: readonly string[]; readonly any: boolean }) => (
  <>
    <p className="quiet small">
      From the whole family by the laws of inheritance, with published cancer rates of carriers. Lifestyle and polygenic
      scores are not in it.
      {any && ' The range spans published allele frequencies only.'}
    </p>
    {unverified.length > 0 && (
      <details className="small">
        <summary>{unverified.length} sources not yet held against their publication</summary>
        <ul>
          {unverified.map((u) => (
            <li key={u}>{u}</li>
          ))}
        </ul>
      </details>
    )}
  </>
)
