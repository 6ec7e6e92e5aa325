import type { Archive } from '../../../src/genome/archive/index.ts'
import {
  addToCallability,
  blankRow,
  callabilityTold,
  type SeenRow,
  seeRow,
  startCallability,
} from '../../../src/genome/quality/index.ts'
import { defaults } from '../../../src/genome/read-options.ts'
import type { Region } from '../../../src/genome/site.ts'
import { calledStates, notCalledStates } from './genome-card.ts'
import type { PlaceState } from './genome-answers.ts'

/** What the genome says of a stretch: bases by state, and for the whole of it the least that is known. */
export type Read = {
  readonly called: number
  readonly notCalled: number
  readonly unknown: number
  readonly state: PlaceState
}

/** Asks the archive how a stretch can be read. */
export const readOf = (archive: Archive, region: Region): Read => {
  const callability = startCallability([{ name: 'asked', ...region }], [], {
    depth: defaults.blockDepth,
    quality: defaults.blockQuality,
  })
  let row: SeenRow | undefined
  for (const batch of archive.calls(region)) {
    row ??= blankRow(batch)
    for (let i = 0; i < batch.size; i++) {
      seeRow(batch, i, row)
      addToCallability(callability, row)
    }
  }
  const by = callabilityTold(callability).regions[0]?.byState ?? {}
  const called = calledStates.reduce((n, s) => n + (by[s] ?? 0), 0)
  const notCalled = notCalledStates.reduce((n, s) => n + (by[s] ?? 0), 0)
  const unknown = region.end - region.start + 1 - called - notCalled
  return { called, notCalled, unknown, state: unknown > 0 ? 'unknown' : notCalled > 0 ? 'notCalled' : 'reference' }
}
