import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest, Release } from '../../../knowledge/release.ts'
import { riskKnowledge } from './knowledge.ts'
import type { CompiledModel } from './method.ts'

const folder = join(import.meta.dirname, '../../../../knowledge/attune-risk/2026-11')
const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
const manifest = JSON.parse(read('manifest.json')) as Manifest
const release: Release = { manifest, tables: Object.fromEntries(manifest.tables.map((t) => [t.file, read(t.file)])) }

export const shippedRisk = riskKnowledge([release])

/** A model of the release as it ships, for tests. */
export const shippedModel = (id: string): CompiledModel => {
  const found = shippedRisk.models.get(id)
  if (found === undefined) throw new Error(`no model ${id}`)
  return found
}

/** Coefficients of a shipped table. */
export const shippedCoefficients = (file: string): unknown =>
  (JSON.parse(read(file)) as { readonly coefficients: unknown }).coefficients
