import { Drawer } from '@mantine/core'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { DatumRef } from '../../../src/shared/assessment.ts'
import type { Evidence } from '../../../src/shared/evidence.ts'
import { useOpenedAfterMount } from '../frame/use-opened-after-mount.ts'
import { useVariantTrace } from '../genome/variant-traces.ts'
import { usePerson } from '../person/person-context.ts'
import styles from './drawer.module.css'
import { ResourceView } from './resource-view.tsx'
import { Step } from './step.tsx'
import { citationAddress, citationText, refPlace, refText, traceText } from './trace-text.ts'
import { Why } from './why.tsx'
import { type Rule, type Trace, traceOf } from './trace.ts'
import { useAudience } from '../session/use-audience.ts'

/** Value ← rule ← evidence ← input of whatever `?why=` names. Escape closes it and the focus goes back to where it was opened. */
export const ProvenanceDrawer = () => {
  const { document, base, origin } = usePerson()
  const audience = useAudience()
  const [params, setParams] = useSearchParams()
  const key = params.get('why')
  const opened = useOpenedAfterMount(key !== null)
  const [last, setLast] = useState(key)
  if (key !== null && key !== last) setLast(key)
  const variant = useVariantTrace(base, last)
  const resource = origin === 'server' && last?.startsWith('resource:') ? last.slice('resource:'.length) : undefined
  const trace = last === null ? undefined : (variant ?? traceOf(document, last, audience))
  const close = (): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.delete('why')
        return next
      },
      { replace: true },
    )
  return (
    <Drawer.Root
      opened={opened}
      onClose={close}
      position="right"
      size={600}
      padding={24}
      lockScroll={false}
      transitionProps={{ duration: 120 }}
    >
      <Drawer.Overlay backgroundOpacity={0.2} />
      <Drawer.Content>
        <div className={styles.header}>
          <Drawer.Title className={styles.title ?? ''}>
            {trace
              ? `Where this comes from: ${trace.title}`
              : resource
                ? 'As the record has it'
                : 'Where this comes from'}
          </Drawer.Title>
          <Drawer.CloseButton aria-label="Close" size={28} />
        </div>
        <Drawer.Body>
          {resource !== undefined ? (
            <ResourceView reference={resource} />
          ) : trace ? (
            <TraceView trace={trace} />
          ) : (
            <p>This address names nothing in this report. Close to go on.</p>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

const TraceView = ({ trace }: { readonly trace: Trace }) => {
  const { document } = usePerson()
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  const copy = (): void => {
    navigator.clipboard.writeText(traceText(trace, document)).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    )
  }
  return (
    <div className={styles.trace}>
      <Step head="What is said">
        <p className={styles.value}>{trace.value}</p>
        {trace.because.map((b) => (
          <p key={b}>{b}</p>
        ))}
      </Step>
      {trace.rules.length > 0 && (
        <Step head="Rule">
          <ul>
            {trace.rules.map((r) => (
              <RuleLine key={r.name + r.text} rule={r} />
            ))}
          </ul>
        </Step>
      )}
      {trace.evidence.length > 0 && (
        <Step head="Evidence">
          <ul>
            {trace.evidence.map((e) => (
              <EvidenceLine key={JSON.stringify(e)} evidence={e} />
            ))}
          </ul>
        </Step>
      )}
      <Step head="Input">
        {trace.inputs.length === 0 ? (
          <p className="quiet">Rests on no single line of the input.</p>
        ) : (
          <ul>
            {trace.inputs.map((i) => (
              <InputLine key={JSON.stringify(i)} input={i} />
            ))}
          </ul>
        )}
      </Step>
      <p className={styles.foot}>
        <button type="button" className={styles.copy} onClick={copy}>
          Copy as text
        </button>
        <span role="status" className="quiet small">
          {{ no: '', yes: 'Copied.', failed: 'The browser did not allow copying; select the text instead.' }[copied]}
        </span>
      </p>
    </div>
  )
}

const RuleLine = ({ rule }: { readonly rule: Rule }) => (
  <li>
    <span className={styles.name}>{rule.name}</span>
    <span>{rule.text}</span>
    <span className={styles.where}>{rule.where}</span>
  </li>
)

const EvidenceLine = ({ evidence }: { readonly evidence: Evidence }) => (
  <li>
    <span className={styles.name}>
      {evidence.source}: {evidence.grade || 'no grade given'}
    </span>
    {evidence.citations.length > 0 && (
      <span>
        {evidence.citations.map((c, i) => {
          const address = citationAddress(c)
          return (
            <span key={citationText(c)}>
              {i > 0 && ', '}
              {address ? (
                <a href={address} rel="noreferrer" target="_blank">
                  {citationText(c)}
                </a>
              ) : (
                citationText(c)
              )}
            </span>
          )
        })}
      </span>
    )}
    <span className={styles.where}>{evidence.release}</span>
  </li>
)

const InputLine = ({ input }: { readonly input: DatumRef }) => {
  const { origin } = usePerson()
  const text = refText(input)
  return (
    <li>
      <span className={input.kind === 'fhir' ? styles.fhir : styles.where}>
        {input.kind === 'fhir' && origin === 'server' ? (
          <Why of={`resource:${input.resource}`}>{refPlace(input)}</Why>
        ) : (
          refPlace(input)
        )}
      </span>
      {text !== undefined && <pre data-kind={input.kind}>{text}</pre>}
    </li>
  )
}
