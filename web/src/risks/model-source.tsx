import type { JudgedModel } from './risk-topics.ts'
import { citationAddress, citationText } from '../provenance/trace-text.ts'

/** Publication, licence, disclaimer and what has not been checked, of one model. */
export const ModelSource = ({ model: { model, release, variant } }: { readonly model: JudgedModel }) => (
  <>
    <p>
      {model.title} ({model.year}){variant === undefined ? '' : `, ${variant.replaceAll('-', ' ')}`}
      {model.citations.map((c) => {
        const address = citationAddress(c)
        return (
          <span key={c.id}>
            {', '}
            {address === undefined ? (
              citationText(c)
            ) : (
              <a href={address} rel="noreferrer" target="_blank">
                {citationText(c)}
              </a>
            )}
          </span>
        )
      })}
      . <span className="quiet">{release}</span>
    </p>
    {model.unverified && (
      <p>
        <strong>Not yet checked against its publication.</strong> Do not decide by this figure alone.
      </p>
    )}
    {model.usesRace && <p>Race or ethnicity changes the result of this model.</p>}
    <p className="quiet small">{model.licence}</p>
    {model.disclaimer !== undefined && <p className="small">{model.disclaimer}</p>}
  </>
)
