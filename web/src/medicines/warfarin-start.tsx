import type { MedicineCard } from '../../../src/deliver/report/document.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { sayReason } from '../../../src/shared/wording/render.ts'
import { Part } from '../frame/part.tsx'
import { Why } from '../provenance/why.tsx'
import { useAudience } from '../session/use-audience.ts'

const codes: Readonly<Record<string, string>> = {
  'race-missing-term': 'ancestry not stated: the equation’s own term for that',
  'VKORC1-unknown-term': 'VKORC1 not known: the equation’s own term for that',
  'CYP2C9-unknown-term': 'CYP2C9 not known: the equation’s own term for that',
  'target-inr-2-3': 'target INR 2 to 3',
  'target-inr': 'target INR',
  'enzyme-inducer': 'enzyme inducer',
  enzymeInducer: 'enzyme inducer',
  targetInr: 'target INR',
  race: 'ancestry',
}

const worded = (code: string): string => codes[code] ?? code

type Outcome = NonNullable<MedicineCard['doses']>[number]

/** Starting doses by published equations with all they were computed from, or why an equation has no answer. */
export const WarfarinStart = ({ drug, doses }: { readonly drug: string; readonly doses: readonly Outcome[] }) => {
  const audience = useAudience()
  return (
    <Part title="Starting dose">
      <p className="quiet">An estimate to start from; the INR decides.</p>
      {doses.map((outcome, i) =>
        outcome.kind === 'dose' ? (
          <Estimate key={outcome.dose.equation} dose={outcome.dose} of={`dose:${drug}:${i}`} />
        ) : (
          <p key={outcome.equation}>
            {outcome.equation} has no answer: {outcome.because.map((r) => sayReason(r, audience, english)).join(' ')}
          </p>
        ),
      )}
    </Part>
  )
}

const Estimate = ({ dose, of }: { readonly dose: Extract<Outcome, { kind: 'dose' }>['dose']; readonly of: string }) => {
  const lines = [
    ['Assumed', dose.assumed],
    ['Not known', dose.missing ?? []],
    ['Not part of the equation', dose.notIncluded ?? []],
  ] as const
  return (
    <div>
      <p>
        <Why of={of}>
          <strong>{Math.round(dose.mgPerWeek)} mg a week</strong>
        </Why>
        {dose.range && ` (${Math.round(dose.range[0])} to ${Math.round(dose.range[1])}, by what is not known)`}, about{' '}
        {(dose.mgPerWeek / 7).toFixed(1)} mg a day, by {dose.equation}.
        {dose.unverified &&
          ' The coefficients have not yet been checked against the source: do not use this figure alone.'}
      </p>
      <p className="small">
        From{' '}
        {Object.entries(dose.inputs)
          .map(([name, value]) => `${worded(name)} ${value}`)
          .join(', ')}
        .
        {lines
          .map(([head, items]) => (items.length === 0 ? '' : ` ${head}: ${items.map(worded).join(', ')}.`))
          .join('')}
      </p>
      <p className="quiet small">{dose.source}</p>
    </div>
  )
}
