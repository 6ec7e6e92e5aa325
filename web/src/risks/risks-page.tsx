import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { Disagreement } from '../../../src/clinical/risk/index.ts'
import type { SpokenRecommendation } from '../../../src/deliver/report/document.ts'
import { riskInputText } from '../../../src/shared/wording/en-risk-inputs.ts'
import { riskGroups, riskGroupWords } from '../../../src/shared/wording/en-risks.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { usePerson } from '../person/person-context.ts'
import { useAudience } from '../session/use-audience.ts'
import { ProblemList } from '../start/problem-list.tsx'
import { IntegratedSection } from './integrated-section.tsx'
import { NotForPerson } from './not-for-person.tsx'
import { PatientRisks } from './patient-risks.tsx'
import { PolygenicSection } from './polygenic-section.tsx'
import { ShowToPatient, useShownToPatient } from './show-to-patient.tsx'
import { judgedModels, notForPerson, type RiskTopic, riskTopics, togetherOf } from './risk-topics.ts'
import styles from './risks-page.module.css'
import { TopicLine } from './topic-line.tsx'
import { useTypedValues } from './use-typed-values.ts'

/** Topics of screening that a line of risks leads to. */
const screeningOf: Readonly<Record<string, readonly string[]>> = {
  cardiovascular: ['cardiovascular-prevention', 'statin'],
  'breast-cancer': ['breast-cancer', 'breast-cancer-prevention'],
  'lung-cancer': ['lung-cancer'],
  'type-2-diabetes': ['type-2-diabetes'],
  'kidney-failure': ['kidney-disease'],
}

/** What is asked for because of this line: by its model, its inputs, or its screening. */
const adviceFor = (topic: RiskTopic, all: readonly SpokenRecommendation[]): readonly SpokenRecommendation[] => {
  const { model, inputs, whatIf } = topic.lead
  const own = new Set(inputs.filter((i) => i.state !== 'known').map((i) => i.id))
  return all.filter((r) => {
    if (r.module !== 'risk') return screeningOf[topic.id]?.includes(r.about.name) === true
    if (r.id === 'risk:stop-smoking') return whatIf.some((w) => w.lever === 'stop-smoking')
    return r.id.startsWith('risk:measure:') ? r.id.endsWith(`:${model.id}`) : own.has(r.about.name)
  })
}

/** Every risk of the person: what each model says, what is not known, what it rests on. Patients see it once it was shown to them. */
export const RisksPage = () => {
  const person = usePerson()
  const audience = useAudience()
  const { early } = person.document
  const [params, setParams] = useSearchParams()
  const asPatient = audience === 'patient' || params.get('as') === 'patient'
  const values = useTypedValues(early, person.document.at)
  const shown = useShownToPatient(person)
  usePageTitle('Risks', person.document.person.name)
  const assessments = values.result?.assessments ?? early?.risks
  const models = useMemo(() => judgedModels(assessments ?? []), [assessments])
  const topics = useMemo(() => riskTopics(models), [models])
  const disagreements = useMemo(
    () =>
      (assessments ?? []).flatMap((a): readonly Disagreement[] =>
        a.finding?.kind === 'disagreement' ? [a.finding.disagreement] : [],
      ),
    [assessments],
  )
  const set = (key: string, value: string | undefined): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === undefined || value === '') next.delete(key)
        else next.set(key, value)
        return next
      },
      { replace: true },
    )
  if (early === undefined)
    return (
      <div className={styles.page}>
        <h1 tabIndex={-1}>{audience === 'patient' ? 'My risks' : 'Risks'}</h1>
        <p>
          {audience === 'patient'
            ? 'There is nothing to show here yet. Ask your care team.'
            : 'No risks were computed: risks need a health record (FHIR) beside the genome, and the tables of risks. Add a record and they appear here.'}
        </p>
      </div>
    )
  if (audience === 'patient' && shown.state !== 'shown')
    return (
      <div className={styles.page}>
        <h1 tabIndex={-1}>My risks</h1>
        <p>
          {shown.state === 'asking'
            ? 'One moment …'
            : 'Your care team has not shown your risks yet. They go through them with you first. Ask them about it.'}
        </p>
      </div>
    )
  // A carrier’s risk has no line of its own where the model is not for carriers: it comes first.
  const alone = early.integrated.some((i) => !topics.some((t) => t.outcome === i.outcome))
  const open = new Set((params.get('open') ?? '').split(',').filter(Boolean))
  const toggle = (id: string): void => {
    const next = open.has(id) ? [...open].filter((o) => o !== id) : [...open, id]
    set('open', next.join(','))
  }
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 tabIndex={-1}>{audience === 'patient' ? 'My risks' : 'Risks'}</h1>
        {audience === 'clinician' && (
          <div className={styles.controls} data-no-print>
            <label className={styles.switch}>
              <input
                type="checkbox"
                role="switch"
                checked={asPatient}
                onChange={(e) => set('as', e.currentTarget.checked ? 'patient' : undefined)}
              />{' '}
              As the patient sees it
            </label>
            <ShowToPatient of={shown} />
          </div>
        )}
      </div>
      {values.result !== undefined && (
        <div className={styles.typed} role="status">
          <p>
            <strong>Computed with typed values:</strong>{' '}
            {Object.keys(values.typed)
              .map((id) => `${riskInputText(id, 'clinician')} ${values.typed[id] ?? ''}`)
              .join(', ')}
            . Not stored. The sections on polygenic scores and on what was put together stay as in the report.{' '}
            <button type="button" className={styles.link} onClick={values.clear} data-no-print>
              Back to the record
            </button>
          </p>
          {values.result.problems.length > 0 && <ProblemList problems={values.result.problems} />}
        </div>
      )}
      {asPatient ? (
        <PatientRisks topics={topics} integrated={early.integrated} />
      ) : (
        <>
          {topics.length === 0 && (
            <p>
              {early.risks.some((a) => a.state === 'notApplicable' && a.because === 'deceased')
                ? 'This person has died: there are no risks ahead.'
                : 'No model applies to this person as far as the record says.'}
            </p>
          )}
          {alone && <IntegratedSection all={early.integrated} />}
          {riskGroups
            .map((group) => ({ group, lines: topics.filter((t) => t.group === group) }))
            .filter(({ lines }) => lines.length > 0)
            .map(({ group, lines }) => (
              <section key={group} aria-label={riskGroupWords[group]} className={styles.group}>
                <h2>{riskGroupWords[group]}</h2>
                {lines.map((t) => (
                  <TopicLine
                    key={t.id}
                    topic={t}
                    together={togetherOf(t, early.integrated)}
                    advice={adviceFor(t, early.recommendations)}
                    disagreements={disagreements}
                    values={values}
                    open={open.has(t.id)}
                    toggle={() => toggle(t.id)}
                  />
                ))}
              </section>
            ))}
          <NotForPerson models={notForPerson(models)} />
          {early.integrated.length > 0 && !alone && <IntegratedSection all={early.integrated} />}
          <PolygenicSection all={early.polygenic} integrated={early.integrated} />
          <details className={styles.folded}>
            <summary>What these figures cannot tell</summary>
            <ul>
              {early.limits
                .filter((l) => l.module === 'Risk' || l.module === 'Polygenic scores')
                .flatMap((l) => l.limits)
                .map((l) => (
                  <li key={l}>{l}</li>
                ))}
            </ul>
          </details>
        </>
      )}
    </div>
  )
}
