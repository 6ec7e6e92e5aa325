import { VerdictMark } from '../marks/verdict-mark.tsx'
import type { PlaceState } from './genome-answers.ts'

const marks = {
  reference: { sign: 'fine', word: 'As the reference.' },
  notCalled: { sign: 'notKnown', word: 'Not called.' },
  unknown: { sign: 'notKnown', word: 'Not known.' },
} as const

/** Whether a place without a variant is known to be as the reference, was looked at without a result, or is not known. */
export const PlaceMark = ({ of }: { readonly of: PlaceState }) => (
  <VerdictMark of={marks[of].sign} word={marks[of].word} />
)
