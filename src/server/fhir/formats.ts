import { fault, quoted } from './fault.ts'

export const fhirJson = 'application/fhir+json'

/** Names under which FHIR JSON is asked for. `application/json+fhir` is the name of DSTU 2, which some programs still send. */
const jsonNames = new Set([fhirJson, 'application/json', 'application/json+fhir', 'text/json'])

const wildcards = new Set(['*/*', 'application/*'])

type Wanted = { readonly name: string; readonly quality: number; readonly fhirVersion: string | undefined }

const parameter = (parts: readonly string[], name: string): string | undefined =>
  parts
    .find((p) => p.toLowerCase().startsWith(`${name}=`))
    ?.slice(name.length + 1)
    .replaceAll('"', '')

const wantedOf = (accept: string): readonly Wanted[] =>
  accept.split(',').map((range) => {
    const [name = '', ...parameters] = range.split(';').map((p) => p.trim())
    const quality = Number(parameter(parameters, 'q') ?? 1)
    return {
      name: name.toLowerCase(),
      quality: Number.isNaN(quality) ? 1 : quality,
      fhirVersion: parameter(parameters, 'fhirversion'),
    }
  })

const answersTo = (w: Wanted): string | undefined => {
  if (w.quality <= 0) return undefined
  if (w.fhirVersion !== undefined && !/^4\.0(\.\d+)?$/.test(w.fhirVersion)) return undefined
  return wildcards.has(w.name) ? fhirJson : jsonNames.has(w.name) ? w.name : undefined
}

/**
 * The media type to answer in: `_format` before `Accept`; the wanted name of JSON with the highest quality, in the order written.
 * Throws 406 when only something else is wanted (XML, Turtle, another FHIR version).
 */
export const answerFormat = (accept: string | undefined, format: string | undefined): string => {
  if (format !== undefined) {
    // A plus sign in a query is a space to most parsers.
    const name = format.toLowerCase().split(';')[0]?.trim().replace(' ', '+') ?? ''
    if (name === 'json') return fhirJson
    if (jsonNames.has(name)) return name
    throw fault(406, 'not-supported', `_format ${quoted(format)} is not served; ask for json.`, 'http._format')
  }
  if (accept === undefined || accept.trim() === '' || accept === '*/*' || accept === fhirJson) return fhirJson
  const best = wantedOf(accept)
    .flatMap((w) => {
      const type = answersTo(w)
      return type === undefined ? [] : [{ type, quality: w.quality }]
    })
    .reduce<{ type: string; quality: number } | undefined>(
      (a, b) => (a === undefined || b.quality > a.quality ? b : a),
      undefined,
    )
  if (best === undefined)
    throw fault(
      406,
      'not-supported',
      `Answers are FHIR R4 JSON only, not ${quoted(accept)}: XML and Turtle are not served. Ask with Accept: ${fhirJson}.`,
      'http.Accept',
    )
  return best.type
}
