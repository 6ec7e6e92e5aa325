import { createHash } from 'node:crypto'
import type { Instant } from '../../shared/instant.ts'
import type { Database } from '../database.ts'

/** A card as it was sent. `person`: absent where the call was about nobody that is known here. `json`: the card itself. */
export type SentCard = {
  readonly card: string
  readonly person?: string
  readonly client?: string
  readonly service: string
  readonly hook: string
  readonly at: Instant
  readonly recommendation: string
  readonly knowledge: string
  readonly json: string
}

/** What a user did with a card. */
export type CardFeedback = {
  readonly card: string
  readonly outcome: 'accepted' | 'overridden'
  readonly suggestions: readonly string[]
  readonly reason?: { readonly code: string; readonly system?: string; readonly display?: string }
  readonly comment?: string
  readonly at: Instant
}

/** A card with everything that was told about it, oldest first. */
export type CardHistory = SentCard & { readonly feedback: readonly (CardFeedback & { readonly received: Instant })[] }

/** How often the cards of one recommendation were sent, accepted and overridden; a card counts once for each outcome. */
export type Acceptance = {
  readonly recommendation: string
  readonly sent: number
  readonly accepted: number
  readonly overridden: number
}

export type CdsCards = {
  /** Keeps cards, those of several calls in one commit; durable when it resolves. The other questions see them at once. */
  sent(cards: readonly SentCard[]): Promise<void>
  /** Stores feedback on cards that this client was sent, each entry once however often it is told; gives back the cards that are not known. */
  told(
    feedback: readonly CardFeedback[],
    from: { readonly client?: string; readonly received: Instant },
  ): Promise<readonly string[]>
  /** Cards about a person, newest first, with what became of them. */
  feedbackOf(person: string, most?: number): Promise<readonly CardHistory[]>
  acceptance(): Promise<readonly Acceptance[]>
  /** Resolves when every card so far is durable or has failed. */
  flush(): Promise<void>
}

/** Rows of one statement: SQLite and PostgreSQL both limit its values. */
const rowsAtOnce = 200

const digestOf = (f: CardFeedback): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        f.outcome,
        [...f.suggestions].sort(),
        f.reason?.system,
        f.reason?.code,
        f.comment,
        Date.parse(f.at),
      ]),
    )
    .digest('hex')
    .slice(0, 32)

const nullable = (text: string | undefined): string | null => text ?? null

type Waiting = {
  readonly cards: readonly SentCard[]
  readonly done: () => void
  readonly failed: (cause: unknown) => void
}

/** Gathers the cards of `gatherMs` for one commit, because a commit holds everything up for as long as the disk takes. */
const cardWriter = (db: Database, tenant: string, gatherMs: number) => {
  let waiting: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()
  const write = async (batch: readonly Waiting[]): Promise<void> => {
    const rows = batch.flatMap((w) =>
      w.cards.map(({ person = '', client = '', ...card }) => ({ tenant, person, client, ...card })),
    )
    try {
      await db.transaction(async (tx) => {
        for (let i = 0; i < rows.length; i += rowsAtOnce)
          await tx
            .insertInto('cds_card')
            .values(rows.slice(i, i + rowsAtOnce))
            .execute()
      })
      for (const w of batch) w.done()
    } catch (cause) {
      for (const w of batch) w.failed(cause)
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    if (batch.length > 0) writing = writing.then(() => write(batch))
    return writing
  }
  return {
    flush,
    put: (cards: readonly SentCard[]): Promise<void> =>
      new Promise((done, failed) => {
        waiting.push({ cards, done, failed })
        timer ??= setTimeout(() => void flush(), gatherMs)
      }),
  }
}

/** Cards of one tenant and what became of them. Those of `gatherMs` go in one commit. */
export const cdsCards = (db: Database, tenant: string, gatherMs = 4): CdsCards => {
  const writer = cardWriter(db, tenant, gatherMs)
  const historyOf = async (person: string, most: number): Promise<readonly CardHistory[]> => {
    const cards = await db.read
      .selectFrom('cds_card')
      .where('tenant', '=', tenant)
      .where('person', '=', person)
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('card')
      .limit(most)
      .execute()
    if (cards.length === 0) return []
    const rows = await db.read
      .selectFrom('cds_feedback')
      .where('tenant', '=', tenant)
      .where('person', '=', person)
      .where(
        'card',
        'in',
        cards.map((c) => c.card),
      )
      .selectAll()
      .orderBy('at')
      .orderBy('received')
      .execute()
    const byCard = Map.groupBy(rows, (r) => r.card)
    return cards.map((c) => ({
      card: c.card,
      ...(c.person === '' ? {} : { person: c.person }),
      ...(c.client === '' ? {} : { client: c.client }),
      service: c.service,
      hook: c.hook,
      at: c.at as Instant,
      recommendation: c.recommendation,
      knowledge: c.knowledge,
      json: c.json,
      feedback: (byCard.get(c.card) ?? []).map((f) => ({
        card: f.card,
        outcome: f.outcome === 'accepted' ? ('accepted' as const) : ('overridden' as const),
        suggestions: JSON.parse(f.suggestions) as readonly string[],
        ...(f.reason_code === null
          ? {}
          : {
              reason: {
                code: f.reason_code,
                ...(f.reason_system === null ? {} : { system: f.reason_system }),
                ...(f.reason_display === null ? {} : { display: f.reason_display }),
              },
            }),
        ...(f.comment === null ? {} : { comment: f.comment }),
        at: f.at as Instant,
        received: f.received as Instant,
      })),
    }))
  }
  return {
    sent: async (cards) => {
      if (cards.length > 0) await writer.put(cards)
    },
    told: async (feedback, { client = '', received }) => {
      await writer.flush()
      return db.transaction(async (tx) => {
        const known = await tx
          .selectFrom('cds_card')
          .where('tenant', '=', tenant)
          .where('client', '=', client)
          .where(
            'card',
            'in',
            feedback.map((f) => f.card),
          )
          .select(['card', 'person', 'json'])
          .execute()
        const byCard = new Map(known.map((k) => [k.card, k]))
        const rows = feedback.flatMap((f) => {
          const card = byCard.get(f.card)
          return card === undefined
            ? []
            : [
                {
                  tenant,
                  person: card.person,
                  card: f.card,
                  digest: digestOf(f),
                  outcome: f.outcome,
                  suggestions: JSON.stringify(f.suggestions),
                  reason_code: nullable(f.reason?.code),
                  reason_system: nullable(f.reason?.system),
                  reason_display: nullable(f.reason?.display ?? displayIn(card.json, f.reason)),
                  comment: nullable(f.comment),
                  at: f.at,
                  received,
                },
              ]
        })
        if (rows.length > 0)
          await tx
            .insertInto('cds_feedback')
            .values(rows)
            .onConflict((c) => c.doNothing())
            .execute()
        return [...new Set(feedback.map((f) => f.card).filter((card) => !byCard.has(card)))]
      })
    },
    feedbackOf: async (person, most = 200) => {
      await writer.flush()
      return historyOf(person, most)
    },
    flush: writer.flush,
    acceptance: async () => {
      await writer.flush()
      return db.read
        .selectFrom('cds_card as c')
        .leftJoin(
          (q) =>
            q.selectFrom('cds_feedback').where('tenant', '=', tenant).select(['card', 'outcome']).distinct().as('f'),
          (j) => j.onRef('f.card', '=', 'c.card'),
        )
        .where('c.tenant', '=', tenant)
        .groupBy(['c.recommendation'])
        .orderBy('c.recommendation')
        .select((e) => [
          'c.recommendation',
          e.fn.count<number>('c.card').distinct().as('sent'),
          e.fn.count<number>(e.case().when('f.outcome', '=', 'accepted').then(1).end()).as('accepted'),
          e.fn.count<number>(e.case().when('f.outcome', '=', 'overridden').then(1).end()).as('overridden'),
        ])
        .execute()
    },
  }
}

type Reason = { readonly code: string; readonly system?: string; readonly display?: string }

/** The words that the card itself gave for a reason: clients often send back the code alone. */
const displayIn = (json: string, reason: Reason | undefined): string | undefined => {
  if (reason === undefined) return undefined
  const { overrideReasons = [] } = JSON.parse(json) as { readonly overrideReasons?: readonly Reason[] }
  return overrideReasons.find(
    (r) => r.code === reason.code && (reason.system === undefined || r.system === reason.system),
  )?.display
}
