import type { Problem } from '../../../src/shared/problem.ts'
import type { Found, GeneView, GenomeCard, OpeningProgress } from './genome-answers.ts'
import { whenForgotten } from '../session/forgetting.ts'
import type { FromGenomeWorker, GenomeOrigin, ToGenomeWorker } from './genome-messages.ts'
import { startGenomeWorker } from './start-genome-worker.ts'

export type GenomeState =
  | { readonly is: 'opening'; readonly progress?: OpeningProgress; readonly startedAt: number }
  | { readonly is: 'open'; readonly card: GenomeCard }
  | { readonly is: 'stopped' }
  | { readonly is: 'refused'; readonly problems: readonly Problem[] }
  | { readonly is: 'failed'; readonly message: string }

/** One person's genome, opened in a worker of its own and kept while the page is open, so that it is read once. */
export type GenomeSession = {
  readonly state: () => GenomeState
  readonly subscribe: (changed: () => void) => () => void
  readonly start: () => void
  readonly stop: () => void
  readonly search: (text: string) => Promise<Found>
  readonly gene: (gene: string) => Promise<GeneView | undefined>
}

type Waiting = {
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
}

const session = (origin: GenomeOrigin): GenomeSession => {
  let state: GenomeState = { is: 'stopped' }
  let worker: Worker | undefined
  let asked = 0
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<() => void>()
  const become = (next: GenomeState): void => {
    state = next
    for (const changed of listeners) changed()
  }
  const end = (): void => {
    worker?.terminate()
    worker = undefined
    for (const { reject } of waiting.values()) reject(new Error('The genome was closed.'))
    waiting.clear()
  }
  const answer = (id: number, act: (to: Waiting) => void): void => {
    const to = waiting.get(id)
    waiting.delete(id)
    if (to !== undefined) act(to)
  }
  const hear = (data: FromGenomeWorker): void => {
    switch (data.tell) {
      case 'progress':
        if (state.is === 'opening') become({ ...state, progress: data.progress })
        return
      case 'opened':
        return become({ is: 'open', card: data.card })
      case 'refused':
        end()
        return become({ is: 'refused', problems: data.problems })
      case 'failed':
        end()
        return become({ is: 'failed', message: data.message })
      case 'found':
        return answer(data.id, (to) => to.resolve(data.found as never))
      case 'gene':
        return answer(data.id, (to) => to.resolve(data.view as never))
      case 'notAnswered':
        return answer(data.id, (to) => to.reject(new Error(data.message)))
    }
  }
  const start = (): void => {
    end()
    const started = startGenomeWorker()
    worker = started
    become({ is: 'opening', startedAt: performance.now() })
    started.addEventListener('message', ({ data }: MessageEvent<FromGenomeWorker>) => {
      if (worker === started) hear(data)
    })
    started.addEventListener('error', (event) => {
      if (worker !== started) return
      end()
      become({ is: 'failed', message: event.message || 'The genome could not be opened in this browser.' })
    })
    started.postMessage({ ask: 'open', origin } satisfies ToGenomeWorker, [])
  }
  const ask = <T>(question: (id: number) => ToGenomeWorker): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const id = ++asked
      if (worker === undefined) return reject(new Error('The genome is not open.'))
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      worker.postMessage(question(id), [])
    })
  return {
    state: () => state,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    start,
    stop: () => {
      end()
      become({ is: 'stopped' })
    },
    search: (text) => ask<Found>((id) => ({ ask: 'search', id, text })),
    gene: (gene) => ask<GeneView | undefined>((id) => ({ ask: 'gene', id, gene })),
  }
}

const open = new Map<string, GenomeSession>()

/** Genomes that stay open at once; the one not looked at for longest is closed first. */
const most = 2

/** The genome of a person by the address that their pages begin with: opened when first asked for, then kept. */
export const genomeSession = (base: string, origin: GenomeOrigin): GenomeSession => {
  const held = open.get(base)
  open.delete(base)
  const found = held ?? session(origin)
  open.set(base, found)
  for (const [other, old] of open) {
    if (open.size <= most) break
    old.stop()
    open.delete(other)
  }
  if (held === undefined) found.start()
  return found
}

whenForgotten(() => {
  for (const [base, held] of open) {
    if (!base.startsWith('/people/')) continue
    held.stop()
    open.delete(base)
  }
})
