export type CardCoding = { readonly code: string; readonly system: string; readonly display?: string }

export type CardAction =
  | {
      readonly type: 'create' | 'update'
      readonly description: string
      readonly resource: Readonly<Record<string, unknown>>
    }
  | { readonly type: 'delete'; readonly description: string; readonly resourceId: string }

export type CardSuggestion = {
  readonly label: string
  readonly uuid: string
  readonly isRecommended?: true
  readonly actions?: readonly CardAction[]
}

export type CardLink =
  | { readonly label: string; readonly url: string; readonly type: 'absolute' }
  | { readonly label: string; readonly url: string; readonly type: 'smart'; readonly appContext?: string }

export type Indicator = 'info' | 'warning' | 'critical'

/** A card as it is sent. Only what CDS Hooks 2.0.1 knows. */
export type Card = {
  readonly uuid: string
  readonly summary: string
  readonly indicator: Indicator
  readonly source: { readonly label: string; readonly url?: string; readonly topic: CardCoding }
  readonly detail?: string
  readonly suggestions?: readonly CardSuggestion[]
  readonly selectionBehavior?: 'at-most-one' | 'any'
  readonly overrideReasons?: readonly CardCoding[]
  readonly links?: readonly CardLink[]
}
