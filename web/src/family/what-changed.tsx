import { useEffect, useRef, useState } from 'react'
import type { PersonId } from '../../../src/clinical/family/index.ts'
import { percentText } from '../../../src/shared/risk-frequency.ts'
import type { Problem } from '../../../src/shared/problem.ts'
import { capital } from '../../../src/shared/wording/catalogue.ts'
import { pedigreeFaults } from '../../../src/shared/wording/en-pedigree.ts'
import type { FamilyFindings } from './family-findings.ts'
import styles from './family-page.module.css'
import type { History } from './pedigree-history.ts'

const met = (f: FamilyFindings): readonly string[] =>
  f.criteria.filter((c) => c.answer === 'yes').map((c) => c.instrument.title)

/** Carrier probabilities smaller than this, and changes smaller than a point, are not told as news. */
const newsworthy = 0.01

/** What a change of the family changed in what follows from it, in a sentence. */
export const newsBetween = (before: FamilyFindings, after: FamilyFindings): string => {
  const [was, is] = [met(before), met(after)]
  const now = is.filter((t) => !was.includes(t))
  const gone = was.filter((t) => !is.includes(t))
  const genes = (after.carriers?.proband ?? []).flatMap(({ gene, probability }) => {
    const old = before.carriers?.proband.find((s) => s.gene === gene)?.probability ?? 0
    return Math.abs(probability - old) < newsworthy ? [] : [`${gene} ${percentText(old)} → ${percentText(probability)}`]
  })
  return [
    now.length === 0 ? '' : `Now met: ${now.join(', ')}.`,
    gone.length === 0 ? '' : `No longer met: ${gone.join(', ')}.`,
    genes.length === 0 ? '' : `Carrier probability: ${genes.join(', ')}.`,
  ]
    .filter((s) => s !== '')
    .join(' ')
}

/** Tells the last step and what it changed, for eyes and screen readers alike, and what does not fit in the family. */
export const WhatChanged = ({
  history,
  findings,
  late,
  who,
  problems,
}: {
  readonly history: History
  readonly findings: FamilyFindings | undefined
  readonly late: boolean
  readonly who: (id: PersonId) => string
  readonly problems: readonly Problem[]
}) => {
  const known = useRef(findings)
  const [news, setNews] = useState('')
  useEffect(() => {
    if (late || findings === undefined) return
    if (known.current !== undefined && known.current !== findings) setNews(newsBetween(known.current, findings))
    known.current = findings
  }, [findings, late])
  const personAt = (p: Problem): string => {
    const id = /^people\[(.*)\]$/.exec(p.at.path ?? '')?.[1]
    return id === undefined ? '' : who(id)
  }
  return (
    <>
      <p role="status" className={styles.said}>
        {history.said} {late ? '' : news}
      </p>
      {problems.length > 0 && (
        <ul className={styles.faults} aria-label="What does not fit">
          {problems.map((p) => (
            <li key={p.code + (p.at.path ?? '') + p.message}>
              <strong>{p.severity === 'error' ? 'Does not fit' : 'Unlikely'}:</strong>{' '}
              {capital(pedigreeFaults[p.code]?.(personAt(p)) ?? p.message)} {p.remedy}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
