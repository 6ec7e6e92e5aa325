import { AttuneError } from '../../../shared/errors.ts'
import { releaseName } from '../../../knowledge/release.ts'
import type { Release } from '../../../knowledge/release.ts'
import type { CompiledModel } from './method.ts'
import { methods } from './methods.ts'
import { modelFile } from './model-file.ts'

/** The risk models of the last `attune-risk` release, by id, and the names of the releases they came from. */
export type RiskKnowledge = {
  readonly releases: readonly string[]
  readonly models: ReadonlyMap<string, CompiledModel>
}

const lastRelease = (releases: readonly Release[]): Release => {
  const release = releases.filter((r) => r.manifest.id === 'attune-risk').at(-1)
  if (release === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-risk')
  return release
}

/** The coefficients of one table of the last `attune-risk` release, not yet checked: a method's reader makes rows of them. */
export const coefficientsIn = (releases: readonly Release[], file: string): unknown => {
  const release = lastRelease(releases)
  const read = modelFile(release.tables[file] ?? '')
  if (!read.ok)
    throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `${releaseName(release.manifest)} ${file}: ${read.why}`)
  return read.coefficients
}

/**
 * Reads every `*.json` table of the last `attune-risk` release as a file of models with their coefficients.
 * Throws ATTUNE_KNOWLEDGE_MISSING without such a release, ATTUNE_KNOWLEDGE_INVALID for a table that is not what its method needs, and for an id that stands twice.
 */
export const riskKnowledge = (releases: readonly Release[]): RiskKnowledge => {
  const release = lastRelease(releases)
  const name = releaseName(release.manifest)
  const models = new Map<string, CompiledModel>()
  const invalid = (file: string, why: string, cause?: unknown): AttuneError =>
    new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `${name} ${file}: ${why}`, { cause })
  for (const file of Object.keys(release.tables)
    .filter((f) => f.endsWith('.json'))
    .sort()) {
    const read = modelFile(release.tables[file] ?? '')
    if (!read.ok) throw invalid(file, read.why)
    for (const model of read.models) {
      const method = methods.get(model.method)
      if (method === undefined) throw invalid(file, `no method ${model.method}`)
      if (models.has(model.id)) throw invalid(file, `${model.id} stands twice`)
      try {
        models.set(model.id, { model, release: name, compute: method.compile(read.coefficients, model) })
      } catch (error) {
        throw invalid(file, `${model.id}: ${error instanceof Error ? error.message : 'unreadable'}`, error)
      }
    }
  }
  return { releases: [name], models }
}
