import { createRequire } from 'node:module'
import type { Extract } from './compile-path.ts'

const require = createRequire(import.meta.url)

type Fhirpath = typeof import('fhirpath')

let loaded: { readonly engine: Fhirpath; readonly model: import('fhirpath').Model } | undefined

const load = (): NonNullable<typeof loaded> =>
  (loaded ??= { engine: require('fhirpath') as Fhirpath, model: require('fhirpath/fhir-context/r4') })

/** An expression that a resource makes fail finds nothing in it. */
const evaluated = (run: () => readonly unknown[]): readonly unknown[] => {
  try {
    return run()
  } catch {
    return []
  }
}

/** Any FHIRPath expression, interpreted by the `fhirpath` library: for what `compilePath` does not know. The library is loaded at the first. Throws when it is no FHIRPath. */
export const interpretPath = (type: string, expression: string): Extract => {
  const { engine, model } = load()
  const run = engine.compile({ base: type, expression }, model, { resolveInternalTypes: false })
  return (context, resource, found) => {
    for (const node of evaluated(() => run(context, { resource }) as readonly unknown[])) {
      const [named = ''] = engine.types([node])
      found(engine.util.valData(node), named.replace(/^(FHIR|System)\./, ''), '')
    }
  }
}
