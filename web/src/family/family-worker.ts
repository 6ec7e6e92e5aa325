import { assessFamily, compileFamily, type FamilyTables } from '../../../src/clinical/family/index.ts'
import type { Release } from '../../../src/knowledge/release.ts'
import type { FromFamilyWorker, ToFamilyWorker } from './family-messages.ts'

let loading: Promise<FamilyTables> | undefined

const load = async (): Promise<FamilyTables> => {
  const answer = await fetch('/knowledge-pack/attune-family.json')
  if (!answer.ok) throw new Error(`The knowledge tables could not be loaded: the server answered ${answer.status}.`)
  return compileFamily(((await answer.json()) as { readonly releases: readonly Release[] }).releases)
}

const answer = async ({ turn, input }: ToFamilyWorker): Promise<FromFamilyWorker> => {
  loading ??= load()
  try {
    return { turn, assessments: assessFamily(input, await loading) }
  } catch (cause) {
    loading = undefined
    return { turn, failed: cause instanceof Error ? cause.message : 'The computation stopped.' }
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToFamilyWorker>) => {
  void answer(data).then((said) => self.postMessage(said, {}))
})
