/** What `Prefer` asks for: how much of a written resource comes back, how unknown parameters are taken, whether to answer at once. */
export type Preference = {
  readonly answer: 'minimal' | 'representation' | 'OperationOutcome'
  readonly strict: boolean
  readonly later: boolean
}

const ordinary: Preference = { answer: 'representation', strict: false, later: false }

/** Preferences it does not know are passed over, as RFC 7240 wants; of several `return` the first counts. */
export const preferenceOf = (header: string | readonly string[] | undefined): Preference => {
  if (header === undefined) return ordinary
  const wishes = [header]
    .flat()
    .join(',')
    .split(',')
    .map((w) => (w.split(';')[0] ?? '').trim().replaceAll('"', ''))
  const answer = wishes.find((w) => w.toLowerCase().startsWith('return='))?.slice('return='.length)
  return {
    answer:
      answer === 'minimal'
        ? 'minimal'
        : answer?.toLowerCase() === 'operationoutcome'
          ? 'OperationOutcome'
          : 'representation',
    strict: wishes.some((w) => w.toLowerCase() === 'handling=strict'),
    later: wishes.some((w) => w.toLowerCase() === 'respond-async'),
  }
}
