import type { Family } from './family.ts'
import { bcrat } from './bcrat.ts'
import { kidney } from './kidney.ts'
import { liver } from './liver.ts'
import { lung } from './lung.ts'
import { phenoage } from './phenoage.ts'
import { points } from './points.ts'
import { prevent } from './prevent.ts'
import { score2 } from './score2.ts'
import { reynolds } from './reynolds.ts'
import { qrisk3 } from './qrisk3.ts'
import { pooledCohort } from './pooled-cohort.ts'
import { mesa } from './mesa.ts'
import { framingham } from './framingham.ts'

/** Every family of models, by file. */
export const families: readonly Family[] = [
  prevent,
  pooledCohort,
  score2,
  qrisk3,
  mesa,
  framingham,
  reynolds,
  bcrat,
  lung,
  kidney,
  liver,
  phenoage,
  points,
]
