/**
 * Sizes over which a request is refused. Bytes are counted after unpacking. A bundle of 50 MB holds some 30,000 Synthea resources; the store takes 20,000 entries.
 * `ratio`: inflated over packed bytes, judged beyond the first megabyte; FHIR JSON packs 10 to 40 times, a bomb 1,000 times.
 */
export const limits = {
  resourceBytes: 10 << 20,
  bundleBytes: 50 << 20,
  formBytes: 256 << 10,
  importBytes: 2 ** 31,
  depth: 64,
  ratio: 200,
  ndjsonLineBytes: 10 << 20,
} as const
