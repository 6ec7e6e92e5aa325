import { queryOptions } from '@tanstack/react-query'
import { keepAsking, read } from '../session/ask-server.ts'

type Feedback = {
  readonly outcome: 'accepted' | 'overridden'
  readonly suggestions: readonly string[]
  readonly reason?: { readonly code: string; readonly display?: string }
  readonly comment?: string
  readonly at: string
}

/** A card that was shown in the EHR, as the server keeps it; `json` is the card itself. */
export type ShownCard = {
  readonly card: string
  readonly client?: string
  readonly at: string
  readonly recommendation: string
  readonly json: string
  readonly feedback: readonly Feedback[]
}

/** What was shown in the EHR and what was done with it, in words. `about`: what the card was about, a medicine or a missing test of a gene. */
export type EhrDecision = {
  readonly card: string
  readonly at: string
  readonly summary: string
  readonly client?: string
  readonly recommendation: string
  readonly about?: { readonly section: 'medicines' | 'genes'; readonly name: string }
  readonly outcomes: readonly { readonly is: 'accepted' | 'overridden'; readonly text: string; readonly at: string }[]
}

type Card = {
  readonly summary?: string
  readonly suggestions?: readonly { readonly uuid?: string; readonly label?: string }[]
}

const cardOf = (json: string): Card => {
  try {
    return JSON.parse(json) as Card
  } catch {
    return {}
  }
}

const outcomeText = (f: Feedback, card: Card): string => {
  if (f.outcome === 'accepted') {
    const labels = f.suggestions.map(
      (s) => card.suggestions?.find((o) => o.uuid === s)?.label ?? 'a suggestion of the card',
    )
    return labels.length === 0 ? 'Accepted' : `Accepted: ${labels.join(', ')}`
  }
  const reason = f.reason?.display ?? f.reason?.code
  return ['Overridden', reason === undefined ? 'no reason given' : `reason: ${reason}`, f.comment && `“${f.comment}”`]
    .filter(Boolean)
    .join(', ')
}

const aboutOf = (recommendation: string): EhrDecision['about'] => {
  const [, kind, name] = /^pgx:(medicine|test):([^:]+)/.exec(recommendation) ?? []
  return name === undefined ? undefined : { section: kind === 'medicine' ? 'medicines' : 'genes', name }
}

/** A kept card in words, what was done with it the latest first. */
export const ehrDecision = (shown: ShownCard): EhrDecision => {
  const card = cardOf(shown.json)
  const about = aboutOf(shown.recommendation)
  return {
    card: shown.card,
    at: shown.at,
    summary: card.summary ?? 'A card',
    recommendation: shown.recommendation,
    ...(shown.client === undefined ? {} : { client: shown.client }),
    ...(about === undefined ? {} : { about }),
    outcomes: shown.feedback
      .toSorted((a, b) => b.at.localeCompare(a.at))
      .map((f) => ({ is: f.outcome, text: outcomeText(f, card), at: f.at })),
  }
}

/** The cards that were answered, and of the unanswered ones the latest of each recommendation: the same card is shown at every order. */
export const worthTelling = (decisions: readonly EhrDecision[]): readonly EhrDecision[] => {
  const seen = new Set<string>()
  return decisions.filter((d) => {
    const isNew = !seen.has(d.recommendation)
    seen.add(d.recommendation)
    return d.outcomes.length > 0 || isNew
  })
}

export const decisionsQuery = (person: string) =>
  queryOptions({
    queryKey: ['decisions', person],
    queryFn: ({ signal }) =>
      read<{ decisions: readonly ShownCard[] }>(`/api/people/${encodeURIComponent(person)}/decisions`, signal).then(
        (a) => a.decisions.map(ehrDecision),
      ),
    refetchOnWindowFocus: true,
    retry: keepAsking,
  })
