import type { Method } from './method.ts'
import { framinghamMethod } from './framingham-method.ts'
import { mesaMethod } from './mesa-method.ts'
import { pce2013Method, pce2018Method } from './pce-method.ts'
import { preventMethod } from './prevent-method.ts'
import { qrisk3Method } from './qrisk3-method.ts'
import { reynoldsMethod } from './reynolds-method.ts'
import { score2Methods } from './score2-method.ts'
import { bcratMethod } from './bcrat-method.ts'
import { ckdEpiMethod, kfreMethod } from './kidney-method.ts'
import { liverFibrosisMethod, meldMethod } from './liver-method.ts'
import { llpiMethod, pittsburghMethod, plcom2012Method } from './lung-method.ts'
import { phenoAgeMethod } from './phenoage-method.ts'
import { pointsMethod } from './points-method.ts'

const all: readonly Method[] = [
  preventMethod,
  pce2013Method,
  pce2018Method,
  ...score2Methods,
  qrisk3Method,
  mesaMethod,
  framinghamMethod,
  reynoldsMethod,
  bcratMethod,
  plcom2012Method,
  pittsburghMethod,
  llpiMethod,
  kfreMethod,
  ckdEpiMethod,
  liverFibrosisMethod,
  meldMethod,
  phenoAgeMethod,
  pointsMethod,
]

/** Every method by the id that tables name it by. */
export const methods: ReadonlyMap<string, Method> = new Map(all.map((m) => [m.id, m]))
